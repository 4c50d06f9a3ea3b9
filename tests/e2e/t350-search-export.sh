#!/bin/sh
test_description='cvdsearch export: all that a query finds, as csv and jsonl'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

test_write docs.jsonl <<'END'
{"id":"1","title":"=SUM(A1)","text":"gạo một","metadata":{"number":"12/KH-UBND","type":"KH","date":"2021-03-05","province":"Ninh Thuận","issuer":"UBND tỉnh Ninh Thuận","campaigns":["OCOP","Hũ gạo nghĩa tình"]}}
{"id":"2","title":"Gạo, \"hai\"","text":"gạo hai","metadata":{"date":"2021"}}
{"id":"3","title":"-Ba","text":"gạo ba, theo Kế hoạch số 12/KH-UBND ngày 05/3/2021 của UBND tỉnh Ninh Thuận","metadata":{"date":"2023-01","type":"CV"}}
{"id":"4","text":"muối bốn","metadata":{"recipients":["Sở A","Sở B"]}}
END
bom=$(printf '\357\273\277')
cr=$(printf '\r')

test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
CVD_INDEX=$PWD/idx
export CVD_INDEX

test_expect 'csv: a byte order mark, CR LF, formulas disarmed' '
    cvdsearch export gạo >out && cat >want <<END &&
${bom}id,title,number,symbol,type,date,issuer,province,province_name,district,campaigns,cites,cited_by
1,'\''=SUM(A1),12/KH-UBND,KH-UBND,ke-hoach,2021-03-05,UBND tỉnh Ninh Thuận,ninh-thuan,Ninh Thuận,,moi-xa-mot-san-pham;hu-gao-nghia-tinh,0,1
2,"Gạo, ""hai""",,,,2021,,,,,,0,0
3,'\''-Ba,,,cong-van,2023-01,,,,,,1,0
END
    sed "s/$/$cr/" want | test_same out'
test_expect 'jsonl: the members of a hit, less score, duplicates and snippet' '
    cvdsearch export gạo --format jsonl >out &&
    cvdsearch gạo --sort oldest --format jsonl --limit 1000 >hits &&
    sed "s/\"score\":[0-9.]*,//; s/,\"duplicates\":.*}/}/" hits | sort >want &&
    sort out | diff -u want - && test "$(wc -l <out)" -eq 3'
test_expect 'chosen columns, in the order chosen' '
    cvdsearch export muối --columns recipients,text,id,title,cites |
        sed "s/$cr//; s/$bom//" >out && test_same out <<END &&
recipients,text,id,title,cites
Sở A;Sở B,muối bốn,4,muối bốn,0
END
    cvdsearch export muối --columns recipients,references,id --format jsonl \
        >out && test_same out <<END
{"recipients":["Sở A","Sở B"],"references":[],"id":"4"}
END'
test_expect 'an unknown column is named, and those there are' '
    test_status 2 cvdsearch export gạo --columns id,ngày 2>err >out &&
    grep "no column .ngày.: there are id, title," err && test ! -s out &&
    test_status 2 cvdsearch export gạo --columns id,id 2>err &&
    grep "column .id. stands twice" err'
ids() {
    cvdsearch export --columns id "$@" | sed "s/$cr//; 1d" | tr '\n' ' '
}
test_expect 'orders: of the index, newest, oldest; unknown dates last' '
    test "$(ids "")" = "1 2 3 4 " &&
    test "$(ids "" --sort newest)" = "3 1 2 4 " &&
    test "$(ids "" --sort oldest)" = "2 1 3 4 " &&
    test_status 2 cvdsearch export gạo --sort relevance 2>err &&
    grep "index, newest, oldest" err'
test_expect 'filters and dates' '
    test "$(ids --type KH)" = "1 " && test "$(ids gạo --from 2022)" = "3 " &&
    test "$(ids gạo --year 2021 --sort newest)" = "1 2 "'
test_expect 'what is widened is so here, and the warning is told' '
    test "$(ids gạỏ 2>err)" = "1 2 3 " &&
    grep "^cvdsearch: lưu ý: Không có văn bản nào đúng dấu" err'
test_expect 'a sidecar says what was asked of what' '
    cvdsearch export gạo --type KH --to 2022 --columns id \
        --sidecar about.json >out && test_same about.json <<END'"
$(printf '%s' '{"query":"gạo","filters":[{"field":"type","value":"KH"}],"from":null,"to":"2022","understood":{"numbers":[],"provinces":[],"districts":[],"campaigns":[],"types":[],"years":[]},"total":1,"complete":true,"sort":"index","columns":["id"],"index":{"generation":1,"analyzer":@,"documents":4},"program":"@","suggestion":null,"warnings":[]}' |
    sed "s/@/$(sed -n 's/.*CVD_ANALYZER_VERSION[ =]*\([0-9]*\).*/\1/p' "$ROOT/base/version.h" | head -n 1)/; s/@/$(cvdsearch --version)/")
END"
test_expect 'jsonl: the same as a first line' '
    cvdsearch export gạo --type KH --to 2022 --columns id --format jsonl \
        --about >out && sed -n 1p out >first &&
    { printf "{\"about\":" && tr -d "\n" <about.json && echo "}"; } |
        test_same first && sed 1d out >rest &&
    echo "{\"id\":\"1\"}" | test_same rest'
test_expect 'nothing found: the line of names, status 1' '
    test_status 1 cvdsearch export khongcotunay --columns id >out &&
    printf "%sid\r\n" "$bom" | test_same out &&
    test_status 1 cvdsearch export khongcotunay --format jsonl >out &&
    test ! -s out'
test_expect 'wrong usage is status 2' '
    test_status 2 cvdsearch export &&
    test_status 2 cvdsearch export gạo --format json &&
    test_status 2 cvdsearch export gạo --limit 3 &&
    test_status 2 cvdsearch export gạo --about 2>err &&
    grep "needs --format jsonl" err &&
    test_status 2 cvdsearch gạo --columns id'
test_expect 'a sidecar that cannot be written, a full disk: status 3' '
    test_status 3 cvdsearch export gạo --sidecar no/such/dir 2>err >out &&
    grep "no/such/dir" err &&
    { test ! -w /dev/full ||
        { test_status 3 cvdsearch export gạo --sidecar full.json \
            >/dev/full && test ! -e full.json; }; }'
test_expect 'what a terminal would obey is not written' '
    printf "%s\n" "{\"id\":\"e\",\"title\":\"\\u001b[31mđỏ\\u009b\\u202e\",\"text\":\"x\"}" |
        cvdindex add --index esc - &&
    cvdsearch --index esc export "" >out &&
    cvdsearch --index esc export "" --format jsonl >>out &&
    ! grep "$(printf "\033")" out && ! grep "$(printf "\302\233")" out &&
    grep "\\\\u001b\[31mđỏ\\\\u009b" out'
test_expect 'more than any page: all of thousands, as search counts them' '
    awk "BEGIN { for (i = 0; i < 5000; i++)
        printf \"{\\\"id\\\":\\\"n%04d\\\",\\\"text\\\":\\\"đường %s\\\",\" \
            \"\\\"metadata\\\":{\\\"date\\\":\\\"%d\\\"}}\\n\", i,
            i % 2 ? \"dài\" : \"ngắn\", 1990 + i % 30 }" >many.jsonl &&
    cvdindex add --index many many.jsonl &&
    cvdsearch --index many export đường --columns id >out &&
    sed "s/$cr//; 1d" out | sort >ids && test "$(wc -l <ids)" -eq 5000 &&
    sed "s/.*\"id\":\"//; s/\".*//" many.jsonl | diff - ids &&
    cvdsearch --index many export dài --sort newest --columns date,id |
        sed "s/$cr//; 1d" >out && test "$(wc -l <out)" -eq 2500 &&
    sort -t, -k1,1nr -k2,2 out | diff - out &&
    cvdsearch --index many export dài --sort newest --columns date,id |
        sed "s/$cr//; 1d" | diff - out'

# What a reader of tables makes of it: its cells, and no formula.
test_write cells.jsonl <<'END'
{"id":"1","title":"=1+2","text":"tỏi","metadata":{"issuer":"Sở \"A\", B"}}
{"id":"2","title":"＝1+2","text":"tỏi Đường Hoà","metadata":{"issuer":"+84"}}
{"id":"3","title":"@SUM(1)","text":"tỏi,\nhai dòng; ưỡng","metadata":{"number":"01-02/2021","issuer":"-5"}}
END
test_expect 'the cells of hostile documents' '
    cvdindex add --index cells cells.jsonl &&
    cvdsearch export --index cells tỏi --columns id,title,number,issuer,text \
        >cells.csv && test "$(wc -l <cells.csv)" -eq 5'
if command -v sqlite3 >/dev/null; then
    test_expect 'SQLite reads every cell as it was' '
        sqlite3 -batch :memory: ".import --csv cells.csv t" \
            "select * from t where id = 3" "select title, issuer from t" \
            >out && test_same out <<END
3|'\''@SUM(1)|01-02/2021|'\''-5|tỏi,
hai dòng; ưỡng
'\''=1+2|Sở "A", B
'\''＝1+2|'\''+84
'\''@SUM(1)|'\''-5
END'
else
    test_skip 'SQLite reads every cell as it was' 'no sqlite3'
fi
# Told to evaluate formulas (token 13 of its filter), which it does to those of
# a table that is not ours.
if command -v soffice >/dev/null && command -v unzip >/dev/null; then
    test_expect 'LibreOffice finds no formula, and keeps the marks' '
        HOME=$PWD && export HOME && printf "a\r\n=1+2\r\n" >theirs.csv &&
        for f in cells theirs; do
            soffice --headless --convert-to ods --outdir ods --infilter="CSV:44,34,76,1,,0,false,true,false,false,false,0,true" \
                $f.csv >log 2>&1 && unzip -p ods/$f.ods content.xml >$f.xml ||
                exit 1
        done && grep "table:formula" theirs.xml &&
        ! grep "table:formula" cells.xml && grep "Đường Hoà" cells.xml &&
        grep "＝1+2" cells.xml && grep ">01-02/2021<" cells.xml'
else
    test_skip 'LibreOffice finds no formula' 'no soffice, or no unzip'
fi

test_done
