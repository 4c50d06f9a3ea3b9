#!/bin/sh
test_description='cvdsearch batch: a query a line in, a table of hits out'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

test_write docs.jsonl <<'END'
{"id":"a b","title":"=SUM(A1)","text":"gạo một","metadata":{"number":"12/KH-UBND","type":"KH","date":"2021-03-05","province":"Ninh Thuận","issuer":"UBND tỉnh Ninh Thuận","campaigns":["OCOP","Hũ gạo nghĩa tình"]}}
{"id":"2","title":"Gạo, \"hai\"","text":"gạo hai","metadata":{"date":"2021"}}
{"id":"3","title":"-Ba","text":"gạo ba, theo Kế hoạch số 12/KH-UBND ngày 05/3/2021 của UBND tỉnh Ninh Thuận","metadata":{"date":"2023-01","type":"CV"}}
{"id":"4","text":"muối bốn"}
END
printf '# two topics and a question of its own\n\nT1\tgạo\r\n "muối bốn" \nT2\tkhongcotunay\n' >queries
bom=$(printf '\357\273\277')
cr=$(printf '\r')

test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
CVD_INDEX=$PWD/idx
export CVD_INDEX
# rows OPTION...: rows of csv without what frames them
rows() {
    cvdsearch batch "$@" | sed "s/$cr\$//; s/^$bom//"
}

test_expect 'csv: the line of names, a row a hit, one for a query without' '
    cvdsearch batch queries --sort newest >out && cat >want <<END &&
${bom}qid,query,total,rank,id,title,number,symbol,type,date,issuer,province,province_name,district,campaigns,cites,cited_by,score
T1,gạo,3,1,3,'\''-Ba,,,cong-van,2023-01,,,,,,1,0,@
T1,gạo,3,2,a b,'\''=SUM(A1),12/KH-UBND,KH-UBND,ke-hoach,2021-03-05,UBND tỉnh Ninh Thuận,ninh-thuan,Ninh Thuận,,moi-xa-mot-san-pham;hu-gao-nghia-tinh,0,1,@
T1,gạo,3,3,2,"Gạo, ""hai""",,,,2021,,,,,,0,0,@
4,"""muối bốn""",1,1,4,muối bốn,,,,,,,,,,0,0,@
T2,khongcotunay,0,,,,,,,,,,,,,,,
END
    sed "s/$/$cr/" want >want.cr &&
    sed "s/,[0-9.]*\($cr\)\$/,@\1/; /T2/s/@//" out | diff -u want.cr -'
test_expect 'hits and their order are those of search' '
    rows queries --columns qid,rank,id,score --format tsv |
        sed -n "s/^T1	[0-9]*	//p" >out && test "$(wc -l <out)" -eq 3 &&
    cvdsearch gạo --format tsv | sed 1d | cut -f1,2 | diff -u - out'
test_expect 'chosen columns; tsv; the snippet without tags' '
    rows queries --columns rank,id,snippet --format tsv --limit 1 >out &&
    sed "s/gạo .*/gạo/" out | sed 2d >rest && test_same rest <<END
rank	id	snippet
1	4	muối bốn
		
END'
test_expect 'jsonl: what is not known is null, several values a list' '
    cvdsearch batch queries --format jsonl --sort newest \
        --columns qid,total,rank,number,campaigns,cites >out &&
    test_same out <<END
{"qid":"T1","total":3,"rank":1,"number":null,"campaigns":[],"cites":1}
{"qid":"T1","total":3,"rank":2,"number":"12/KH-UBND","campaigns":["moi-xa-mot-san-pham","hu-gao-nghia-tinh"],"cites":0}
{"qid":"T1","total":3,"rank":3,"number":null,"campaigns":[],"cites":0}
{"qid":"4","total":1,"rank":1,"number":null,"campaigns":[],"cites":0}
{"qid":"T2","total":0,"rank":null,"number":null,"campaigns":[],"cites":null}
END'
test_expect 'trec: a run, blanks in ids encoded, scores going down' '
    cvdsearch batch queries --format trec --sort oldest >out &&
    test_same out <<END &&
T1 Q0 2 1 3.000 cvdsearch
T1 Q0 a%20b 2 2.000 cvdsearch
T1 Q0 3 3 1.000 cvdsearch
4 Q0 4 1 1.000 cvdsearch
END
    for i in 1 2 3 4 5 6 7 8; do
        echo "{\"id\":\"s$i\",\"text\":\"tỏi cùng một lời\"}"; done >same.jsonl &&
    cvdindex add --index same.idx same.jsonl && echo tỏi >one &&
    cvdsearch batch one --index same.idx --format trec >out &&
    test "$(wc -l <out)" -eq 8 &&
    awk "NR > 1 && \$5 >= last { exit 1 } { last = \$5 }" out'
test_expect 'filters hold for every query; --limit 0 only counts' '
    rows queries --type KH --limit 0 --columns qid,total,rank >out &&
    test_same out <<END &&
qid,total,rank
T1,1,
4,0,
T2,0,
END
    test_status 2 cvdsearch batch queries --limit 1001'
test_expect 'standard input; a byte order mark; no line feed at the end' '
    printf "%smuối" "$bom" >one && rows - --columns qid,id <one >out &&
    printf "qid,id\n1,4\n" | test_same out'
test_expect 'counts: a table of its own, with what there is to be said' '
    printf "T1\tgạo\ngạỏ\n" >warned &&
    cvdsearch batch warned --columns id >out 2>err &&
    grep "1 câu hỏi có lời nhắc" err &&
    cvdsearch batch warned --counts counts --columns id >out 2>err &&
    test ! -s err && sed "s/$cr\$//" counts >counts.lf &&
    test_same counts.lf <<END &&
${bom}qid,line,query,understood,total,suggestion,warnings
T1,1,gạo,gạo,3,,
2,2,gạỏ,gạỏ,3,gạo,Không có văn bản nào đúng dấu đã gõ: đang tìm mọi cách viết dấu.
END
    cvdsearch batch warned --counts counts --format jsonl >out 2>err &&
    sed 1d counts >second && grep "^{\"qid\":\"2\",\"line\":2,\"query\":\"gạỏ\",\"understood\":\"gạỏ\",\"total\":3,\"suggestion\":\"gạo\",\"warnings\":\[\"Không" second'
test_expect 'a sidecar says what was asked of what' '
    cvdsearch batch queries --type KH --from 2020 --columns qid,id --limit 5 \
        --sidecar about >out && sed "s/\"analyzer\":[0-9]*/\"analyzer\":@/
        s/\"program\":\"$(cvdsearch --version)\"/\"program\":@/" about >got &&
    test_same got <<END
{"filters":[{"field":"type","value":"KH"}],"from":"2020","to":null,"sort":"relevance","queries":3,"found":1,"refused":0,"limit":5,"columns":["qid","id"],"index":{"generation":1,"analyzer":@,"documents":4},"program":@,"warnings":[]}
END'
test_expect 'the same index and queries, the same bytes' '
    for f in csv tsv jsonl trec; do
        cvdsearch batch queries --format $f --counts c1 >one.$f &&
        cvdsearch batch queries --format $f --counts c2 >two.$f &&
        cmp one.$f two.$f && cmp c1 c2 || exit 1
    done'
test_expect 'a line that cannot be asked is named, the others are asked' '
    head -c 9000 /dev/zero | tr "\0" x >long &&
    { printf "gạo\n\377\nT 1\tmuối\nT1\t\nT1\tmuối\nT1\tgạo\n" &&
        cat long; } >bad &&
    test_status 2 cvdsearch batch bad --columns qid,id --sort newest \
        >out 2>err &&
    sed "s/$cr\$//; s/^$bom//" out >lf && test_same lf <<END &&
qid,id
1,3
1,a b
1,2
T1,4
END
    grep "^cvdsearch: bad:2: not UTF-8$" err && grep "bad:3: .* is no id" err &&
    grep "bad:4: no query behind the id" err &&
    grep "bad:6: id .T1. stands in line 5 already" err &&
    grep "bad:7: the query is longer than 8192 bytes" err'
test_expect 'of many bad lines some are named, and how many there are' '
    yes "$(printf "x y\tz")" | head -n 50 >many && echo gạo >>many &&
    test_status 2 cvdsearch batch many >out 2>err &&
    test "$(grep -c "^cvdsearch: many:" err)" -eq 21 &&
    grep "many: and 30 more lines" err'
test_expect 'nothing found at all is status 1, wrong usage 2, no file 3' '
    echo khongcotunay >none && test_status 1 cvdsearch batch none >out &&
    test "$(wc -l <out)" -eq 2 &&
    test_status 2 cvdsearch batch && test_status 2 cvdsearch batch a b &&
    echo "# none" >none && test_status 2 cvdsearch batch none 2>err &&
    grep "holds no query" err &&
    test_status 2 cvdsearch batch queries --columns id,ngày 2>err &&
    grep "no column .ngày.: there are qid, query," err &&
    test_status 2 cvdsearch batch queries --columns id,id &&
    test_status 2 cvdsearch batch queries --format trec --columns id &&
    test_status 2 cvdsearch batch queries --format trec --limit 0 &&
    test_status 2 cvdsearch batch queries --format json &&
    test_status 3 cvdsearch batch no/such 2>err && grep "no/such" err'
test_expect 'what cannot be written is status 3, and nothing stands beside' '
    test_status 3 cvdsearch batch queries --counts no/such/dir >out 2>err &&
    grep "no/such/dir" err &&
    { test ! -w /dev/full ||
        { test_status 3 cvdsearch batch queries --counts full.c \
            --sidecar full.s >/dev/full && test ! -e full.c &&
          test ! -e full.s; }; }'
test_expect 'more queries than fit a page of anything' '
    awk "BEGIN { for (i = 0; i < 3000; i++) print i % 3 ? \"gạo\" : \"muối\" }" \
        >3000 && cvdsearch batch 3000 --limit 1 --counts c \
        --columns qid,id --format tsv >out &&
    test "$(wc -l <out)" -eq 3001 && test "$(wc -l <c)" -eq 3001 &&
    test "$(sed -n "3001p" out | cut -f1)" = 3000 &&
    test "$(cut -f5 c | sort | uniq -c | tr -s " ")" = " 1000 1
 2000 3
 1 total"'

# What is asked is read before the first row, and the rows are read so slowly
# that the index grows in the middle.
slowly() {
    rm -f pipe && mkfifo pipe && {
        slow=0
        cvdsearch batch slow --columns qid,total --format tsv \
            --sidecar slow.about >pipe 2>err || slow=$?
        echo $slow >slow.status
    } &
    wait_for "[ -p pipe ]" && {
        read -r first &&
            echo "{\"id\":\"9\",\"text\":\"gạo chín\"}" |
            cvdindex add --index idx - >log 2>&1 && cat
    } <pipe >rest && wait
}
test_expect 'one generation for the whole batch, or it ends and says so' '
    awk "BEGIN { for (i = 0; i < 20000; i++) print \"gạo\" }" >slow &&
    slowly && cut -f2 rest | sort -u >totals && echo 3 |
        test_same totals &&
    if test_via_server; then
        test "$(cat slow.status)" -eq 3 && test ! -e slow.about &&
        grep "slow:[0-9]*: the index has changed .* generation 1 to 2" err
    else
        test "$(cat slow.status)" -eq 0 && test "$(wc -l <rest)" -eq 60000 &&
        grep "\"generation\":1," slow.about
    fi'

test_done
