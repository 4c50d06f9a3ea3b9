#!/bin/sh
test_description='cvdsearch: periods, dates without year, standards'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

col() {
    column=$1
    shift
    cvdsearch --index idx --format tsv --limit 100 "$@" | sed 1d |
        cut -f"$column"
}

cat >docs.jsonl <<'EOF'
{"id":"standard","text":"Nước sạch theo TCVN 5712:1993 và QCVN 01:2018/BYT."}
{"id":"bare","text":"Bảng giá 5712 đồng, mã TCVN khác."}
{"id":"feast","text":"Kỷ niệm Quốc khánh 02-9 tại huyện."}
{"id":"period","text":"Từ ngày 10/3 đến ngày 30/9/2020 tổ chức hội chợ."}
{"id":"share","text":"Đạt 3/2 chỉ tiêu; trực 24/7; giai đoạn 2021-2025."}
EOF

test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
test_expect 'a standard is found without its year, and in small letters' '
    for q in "TCVN 5712" "tcvn 5712" "TCVN 5712:1993" "QCVN 01:2018/BYT" \
        "QCVN 1:2018/BYT" "qcvn 01"; do
        test "$(col 1 "$q" | sed -n 1p)" = standard ||
            { echo "not by $q"; exit 1; }
    done'
test_expect 'dẫn: knows a standard with and without its year' '
    col 1 "dẫn:\"TCVN 5712\"" >out && echo standard | test_same out &&
    col 1 --cites "QCVN 01:2018/BYT" >out && echo standard | test_same out'
test_expect 'a day without year is asked for after ngày, however written' '
    for q in "ngày 2/9" "ngày 02-9"; do
        test "$(col 1 "$q" | sed -n 1p)" = feast ||
            { echo "not by $q"; exit 1; }
    done'
test_expect 'the ends of a period are asked for as given' '
    col 1 10/3/2020 >out && echo period | test_same out &&
    col 1 30/9/2020 >out && echo period | test_same out'
test_expect 'what may be a date or not stays words in a query' '
    for q in 3/2 24/7 2021-2025; do
        test "$(col 1 "$q" | sed -n 1p)" = share ||
            { echo "not by $q"; exit 1; }
    done'
test_expect 'from: takes a single date with its year, no other' '
    for q in từ:2021-2025 từ:3/2; do
        cvdsearch --index idx "chợ $q" 2>err &&
        grep "không đúng cú pháp" err || { echo "taken: $q"; exit 1; }
    done &&
    test_status 1 cvdsearch --index idx "chợ từ:11/2024" 2>err &&
    ! grep "không đúng cú pháp" err'
test_expect 'analyze prints a period and what is said of a date' '
    cvdsearch analyze "trước quý IV năm 2023" | grep ^date >out &&
    printf "date\t2023-10/2023-12\tbefore\t6-21\n" | test_same out &&
    cvdsearch analyze --format json "giai đoạn 2021 – 2025" >out &&
    grep "\"dates\":\[{\"date\":\"2021/2025\",\"start\":10,\"end\":21,\
\"relation\":\"range\"}\]" out &&
    cvdsearch analyze --format json "ngày 23/6" >out &&
    grep "\"dates\":\[{\"date\":\"--06-23\",\"start\":5,\"end\":9}\]" out'

test_done
