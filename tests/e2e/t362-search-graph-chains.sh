#!/bin/sh
test_description='cvdsearch graph --chains: from the centre down to the commune'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

# A directive that is not held; a province's plan that cites it, a district's
# that cites both, two communes that cite this, one that goes straight to the
# centre; one that is older than what it cites; one that cites nobody.
test_write docs.jsonl <<'END'
{"id":"tinh","title":"Kế hoạch của tỉnh","text":"Căn cứ Chỉ thị số 03-CT/TW ngày 19/5/2021 của Ban Bí thư về lối sống.","metadata":{"number":"12/KH-UBND","type":"KH","date":"2021-06-03","province":"Hà Tĩnh","issuer":"UBND tỉnh Hà Tĩnh"}}
{"id":"huyen","title":"Kế hoạch của huyện","text":"Thực hiện Kế hoạch số 12/KH-UBND ngày 03/6/2021 của UBND tỉnh Hà Tĩnh; Chỉ thị số 03-CT/TW ngày 19/5/2021 của Ban Bí thư.","metadata":{"number":"45/KH-UBND","type":"KH","date":"2021-07-04","province":"Hà Tĩnh","district":"huyện Đức Thọ","issuer":"UBND huyện Đức Thọ, tỉnh Hà Tĩnh"}}
{"id":"xa-1","title":"Kế hoạch của xã","text":"Thực hiện Kế hoạch số 45/KH-UBND ngày 04/7/2021 của UBND huyện Đức Thọ, tỉnh Hà Tĩnh.","metadata":{"number":"7/KH-UBND","type":"KH","date":"2021-08-05","province":"Hà Tĩnh","issuer":"UBND xã Tùng Ảnh, huyện Đức Thọ, tỉnh Hà Tĩnh"}}
{"id":"xa-2","title":"=Công văn","text":"Thực hiện Kế hoạch số 45/KH-UBND ngày 04/7/2021 của UBND huyện Đức Thọ, tỉnh Hà Tĩnh.","metadata":{"number":"8/CV-UBND","type":"CV","date":"2021-08-06","province":"Hà Tĩnh","issuer":"UBND xã Trường Sơn, huyện Đức Thọ, tỉnh Hà Tĩnh"}}
{"id":"xa-3","title":"Thẳng lên","text":"Thực hiện Chỉ thị số 03-CT/TW ngày 19/5/2021 của Ban Bí thư.","metadata":{"number":"9/KH-UBND","type":"KH","date":"2021-08-07","province":"Nghệ An","issuer":"UBND xã Nam Thanh, huyện Nam Đàn, tỉnh Nghệ An"}}
{"id":"early","title":"Sớm","text":"Nhắc Chỉ thị số 03-CT/TW ngày 19/5/2021 của Ban Bí thư.","metadata":{"number":"1/KH-UBND","type":"KH","date":"2020-01-02","province":"Nghệ An","issuer":"UBND tỉnh Nghệ An"}}
{"id":"alone","title":"Một mình","text":"Không dẫn ai.","metadata":{"number":"99/BC-UBND","date":"2021-06-04","province":"Hà Tĩnh"}}
END
test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
CVD_INDEX=$PWD/idx
export CVD_INDEX

test_expect 'a tree, the longest way first, what is not held named so' '
    cvdsearch graph --chains xa-1 >out && test_same out <<END
[trung ương] 03-CT/TW · 2021-05-19 · Ban Bí thư · lối sống · không có trong kho
  [tỉnh] 12/KH-UBND · 2021-06-03 · UBND tỉnh Hà Tĩnh · Kế hoạch của tỉnh · tinh
    [huyện] 45/KH-UBND · 2021-07-04 · UBND huyện Đức Thọ, tỉnh Hà Tĩnh · Kế hoạch của huyện · huyen
      [xã] 7/KH-UBND · 2021-08-05 · UBND xã Tùng Ảnh, huyện Đức Thọ, tỉnh Hà Tĩnh · Kế hoạch của xã · xa-1
      [xã] 8/CV-UBND · 2021-08-06 · UBND xã Trường Sơn, huyện Đức Thọ, tỉnh Hà Tĩnh · =Công văn · xa-2
  [xã] 9/KH-UBND · 2021-08-07 · UBND xã Nam Thanh, huyện Nam Đàn, tỉnh Nghệ An · Thẳng lên · xa-3
3 chuỗi
END'
# Length, levels and ids of each.
chains() {
    jq -r '.chains[] | "\(.length) \(.levels | join(">")) " +
           ([.documents[] | .id // .key] | join(","))'
}
if command -v jq >/dev/null; then
    test_expect 'JSON: levels, and nothing older than what it cites' '
        cvdsearch graph --chains --format json tinh >out &&
        chains <out >got && test_same got <<END &&
4 central>province>district>commune 3-ct-tw@2021-05-19@tw,tinh,huyen,xa-1
4 central>province>district>commune 3-ct-tw@2021-05-19@tw,tinh,huyen,xa-2
2 central>commune 3-ct-tw@2021-05-19@tw,xa-3
END
        jq -e ".total == 3 and .complete and .index.documents == 7 and
               .query == \"tinh\"" out'
    test_expect 'one way only, and as deep as asked' '
        cvdsearch graph --chains --format json --direction out xa-1 |
            chains >got && test_same got <<END &&
4 central>province>district>commune 3-ct-tw@2021-05-19@tw,tinh,huyen,xa-1
END
        cvdsearch graph --chains --format json --direction out --depth 1 xa-1 |
            chains >got && echo "2 district>commune huyen,xa-1" |
            test_same got'
else
    test_skip 'JSON: levels' 'no jq here'
fi
test_expect 'CSV: a document a line, nothing that a spreadsheet would run' '
    cvdsearch graph --chains --format csv xa-1 | tr -d "\r" >out &&
    sed 1d out | cut -d, -f1-4 >got && test_same got <<END &&
1,1,central,03-CT/TW
1,2,province,12/KH-UBND
1,3,district,45/KH-UBND
1,4,commune,7/KH-UBND
2,1,central,03-CT/TW
2,2,province,12/KH-UBND
2,3,district,45/KH-UBND
2,4,commune,8/CV-UBND
3,1,central,03-CT/TW
3,2,commune,9/KH-UBND
END
    grep -F ",'\''=Công văn," out && head -c 3 out | od -An -tx1 |
        grep -q "ef bb bf"'
test_expect 'beside a table: what was asked of what' '
    cvdsearch graph --chains --format csv --sidecar about.json xa-1 >out &&
    grep -F "{\"query\":\"xa-1\"," about.json &&
    grep -F "\"depth\":3,\"direction\":\"both\",\"nodes\":500," about.json &&
    grep -F "\"index\":{\"generation\":1," about.json'
test_expect 'the same question, the same bytes' '
    for f in text json csv; do
        cvdsearch graph --chains --format $f "kế hoạch" >one &&
        cvdsearch graph --chains --format $f "kế hoạch" | cmp one - || exit 1
    done'
test_expect 'no chain is status 1; what is no form of chains 2' '
    test_status 1 cvdsearch graph --chains alone >out && test ! -s out &&
    test_status 1 cvdsearch graph --chains --format json alone >out &&
    grep -F "\"chains\":[],\"total\":0" out &&
    for f in dot graphml svg jsonl tsv; do
        test_status 2 cvdsearch graph --chains --format $f tinh || exit 1
    done &&
    test_status 2 cvdsearch graph --format csv tinh &&
    test_status 2 cvdsearch search --chains tinh'
test_done
