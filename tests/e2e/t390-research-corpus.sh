#!/bin/sh
test_description='docs/research.md: the study of the sample documents'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/e2e/research.sh" || exit 1

# What compares must be able to refuse.
shown() {
    printf "$1" >shown && awk -f "$ROOT/tests/e2e/research.awk" shown printed
}
printf '\357\273\277a,b\r\nmột hai\r\nc\r\nd\r\n' >printed
test_expect 'what is shown is what is printed, but for what "…" leaves out' '
    shown "a,b\nmột hai\nc\nd\n" && shown "a,b\n…\nd\n" &&
    shown "…\nmột…\n…\n"'
test_expect 'another line, one too few, one too many, another order are seen' '
    for s in "a,b\nmột\nc\nd\n" "a,b\nmột hai\nc\n" "b\n…\n" "" \
        "a,b\nmột hai\nc\nd\ne\n" "…\nc\nmột hai\n…\n" "a,b\nhai…\n…\n"; do
        test_status 1 shown "$s" || exit 1
    done'

ln -s "$CORPUS" corpus
if command -v sqlite3 >/dev/null; then
    research_run 'Study 1'
else
    test_skip 'docs/research.md, study 1' 'no sqlite3'
    test_done
fi
CVD_INDEX=idx
export CVD_INDEX

# What others make of these files.
if command -v xmllint >/dev/null; then
    test_expect 'pictures and a feed are XML' '
        cvdsearch watch OCOP --all --state feed.state --format atom >new.atom &&
        grep "<entry>" new.atom &&
        xmllint --noout research-timeline.svg research-graph.svg new.atom'
else
    test_skip 'pictures and a feed are XML' 'no xmllint'
fi

cvdsearch export '' --columns number,date,province,issuer,title,cites >all.csv
test_expect 'SQLite reads every document and every mark' '
    sqlite3 :memory: ".import --csv all.csv t" "select count(*) from t" \
        "select issuer from t where number = '\''277-KH/BCĐ'\''" >out &&
    test_same out <<END
117
Ban Chỉ đạo Cuộc vận động “Người Việt Nam ưu tiên dùng hàng Việt Nam” tỉnh Ninh Thuận
END'

# office FILE: what LibreOffice reads in FILE.csv and writes again, told that
# it is UTF-8 and that formulas are to be evaluated (token 13).
office() {
    HOME=$PWD soffice --headless \
        --infilter="CSV:44,34,76,1,,0,false,true,false,false,false,0,true" \
        --convert-to "csv:Text - txt - csv (StarCalc):44,34,76,1" \
        --outdir office "$1.csv" >office.log 2>&1 || cat office.log
}
if command -v soffice >/dev/null; then
    test_expect 'LibreOffice gives every cell back, marks and all' '
        office all && cr=$(printf "\r") && bom=$(printf "\357\273\277") &&
        sed "s/$cr\$//; s/^$bom//" all.csv >plain.csv &&
        sqlite3 :memory: ".import --csv plain.csv ours" \
            ".import --csv office/all.csv theirs" \
            "select count(*) from theirs" \
            "select * from ours except select * from theirs" \
            "select * from theirs except select * from ours" >out &&
        test_same out <<END
117
END'
    test_expect 'LibreOffice evaluates what is a formula, and not our cells' '
        printf "%s\n" "{\"id\":\"1\",\"title\":\"=1+2\",\"text\":\"tỏi\"}" \
            >cells.jsonl && printf "a\r\n=1+2\r\n" >formula.csv &&
        cvdindex add --index cells cells.jsonl &&
        cvdsearch export --index cells tỏi --columns id,title >cells.csv &&
        office formula && grep "^3\$" office/formula.csv &&
        office cells && grep "=1+2" office/cells.csv &&
        ! grep 3 office/cells.csv'
else
    test_skip 'LibreOffice reads the tables' 'no soffice'
fi

test_done
