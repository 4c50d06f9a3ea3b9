#!/bin/sh
test_description='cvdsearch show, text, suggest and analyze'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

test_write docs.jsonl <<'END'
{"id":"thư mục/một.txt","title":"Kế hoạch\nmột","text":"Thực hiện Kế hoạch số 37-KH/TU và 03-CT/TW.\nHết.\n","metadata":{"number":"12/KH-UBND","type":"KH","date":"2021-03-05","province":"ninh-thuan"}}
{"id":"hai","text":"nước mắm, nước mắm Cà Ná"}
{"id":"ba","text":"nước muối"}
{"id":"bốn","text":"nước mắm Nam Ô"}
END

test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
CVD_INDEX=$PWD/idx
export CVD_INDEX

test_expect 'show: title, metadata, references, text' '
    cvdsearch show "thư mục/một.txt" |
        grep -v -e "^Tệp:" -e "^SHA-256:" -e "^Cho sẵn:" |
        sed "s/:  */: /" >out &&
    test_same out <<END
Kế hoạch một

Mã văn bản: thư mục/một.txt
Số hiệu: 12/KH-UBND
Ký hiệu: KH-UBND
Loại: Kế hoạch
Ngày: 2021-03-05
Tỉnh: Ninh Thuận
Tỉnh nay: Khánh Hòa
Bảng mã: UTF-8
Dạng: jsonl

Dẫn:
  37-KH/TU · Kế hoạch
  03-CT/TW · Chỉ thị

Thực hiện Kế hoạch số 37-KH/TU và 03-CT/TW.
Hết.
END'
test_expect 'show: the JSON form names the document and what it cites' '
    cvdsearch show --format json "thư mục/một.txt" >out &&
    test "$(wc -l <out)" -eq 1 &&
    grep -F "\"id\":\"thư mục/một.txt\"" out &&
    grep -F "\"number\":\"37-KH/TU\"" out &&
    grep -F "\"text\":\"03-CT/TW\"" out'
test_expect 'text: the text alone, to the byte' '
    cvdsearch text "thư mục/một.txt" >out &&
    printf "Thực hiện Kế hoạch số 37-KH/TU và 03-CT/TW.\nHết.\n" |
        test_same out &&
    cvdsearch text hai >out && printf "nước mắm, nước mắm Cà Ná" >want &&
    cmp want out'
test_expect 'an unknown id is status 1, said once' '
    test_status 1 cvdsearch show khong-co >out 2>err && test ! -s out &&
    test "$(wc -l <err)" -eq 1 && grep khong-co err &&
    test_status 1 cvdsearch text khong-co >out 2>err && test ! -s out &&
    test_status 1 cvdsearch show --format json khong-co >out 2>err &&
    test ! -s out'
test_expect 'every document of the index can be shown' '
    cvdindex add --index samples "$CORPUS/samples" &&
    cvdsearch --index samples --format tsv --limit 1000 "" >out &&
    sed 1d out | cut -f1 >all && test "$(wc -l <all)" -gt 100 &&
    while read -r id; do
        cvdsearch --index samples show "$id" >out &&
        cvdsearch --index samples text "$id" >out || exit 1
    done <all'
test_expect 'suggest: the last word goes on as it does in the documents' '
    cvdsearch suggest nước m >out && test_same out <<END
nước mắm
nước muối
nước muối  [văn bản]
nước mắm, nước mắm Cà Ná  [văn bản]
nước mắm Nam Ô  [văn bản]
END'
test_expect 'suggest: marks typed bind' '
    cvdsearch suggest nước mă >out && test_same out <<END
nước mắm
nước mắm, nước mắm Cà Ná  [văn bản]
nước mắm Nam Ô  [văn bản]
END'
test_expect 'suggest: a name with what tells it from others, beside words' '
    cvdindex add --index samples "$CORPUS/samples" &&
    cvdsearch --index samples suggest nông thôn mới hà t >out &&
    head -n 1 out | grep "^Hà Tĩnh  \[tỉnh\]$" &&
    cvdsearch --index samples suggest ninh thu >out &&
    head -n 1 out | grep "^Ninh Thuận  \[tỉnh\] nay thuộc Khánh Hòa$" &&
    cvdsearch --index samples suggest ocop >out &&
    head -n 1 out | grep "^Mỗi xã một sản phẩm  \[cuộc vận động\] OCOP$"'
test_expect 'suggest: a limit' '
    cvdsearch suggest --limit 1 nước m >out && test "$(wc -l <out)" -eq 1'
test_expect 'suggest: nothing is status 1' '
    test_status 1 cvdsearch suggest zzzz >out && test ! -s out'
test_expect 'analyze: terms with and without marks, offsets in letters' '
    cvdsearch analyze --format json "Đường hoà" >out &&
    test_same out <<END
{"text":"Đường hoà","tokens":[{"term":"đường","folded":"duong","position":0,"start":0,"end":5},{"term":"hòa","folded":"hoa","position":1,"start":6,"end":9}],"numbers":[],"dates":[],"provinces":[],"campaigns":[],"keyboard":null,"restored":null}
END'
test_expect 'analyze needs no index' '
    unset CVD_INDEX && cvdsearch analyze 37-KH/TU ngày 25/10/2021 >out &&
    sed -n "/^word/!p" out >got &&
    printf "%s\t%s\t%s\t%s\n" number 37-KH/TU KH/TU 0-8 \
        date 2021-10-25 "" 14-24 | diff -u - got'

test_done
