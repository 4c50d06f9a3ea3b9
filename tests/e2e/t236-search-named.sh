#!/bin/sh
test_description='cvdsearch search: what free words name'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

ids() {
    cvdsearch --index idx --format tsv --limit 100 "$@" | sed 1d | cut -f 1
}
understood() {
    cvdsearch --index idx --format json "$@" |
        sed 's/.*"understood":\({[^}]*}\).*/\1/'
}

cat >docs.jsonl <<'END'
{"id":"plan","title":"Kế hoạch bình chọn","text":"Bình chọn sản phẩm đặc thù trong quý III.","metadata":{"number":"277-KH/BCĐ","type":"Kế hoạch","date":"2023-08-08","province":"Ninh Thuận","campaign":"OCOP"}}
{"id":"letter","text":"Thực hiện Kế hoạch số 277-KH/BCĐ ngày 08/8/2023, đề nghị các đơn vị hưởng ứng chương trình OCOP tỉnh Ninh Thuận năm 2023.","metadata":{"type":"Công văn","date":"2023-08-15","province":"Ninh Thuận"}}
{"id":"other-year","text":"Kế hoạch số 277 về sản phẩm OCOP của tỉnh Ninh Thuận.","metadata":{"type":"Kế hoạch","number":"277-KH/BCĐ","date":"2019-05-06","province":"Ninh Thuận"}}
{"id":"other-place","text":"Kế hoạch 277 phát triển sản phẩm OCOP, học tập Ninh Thuận 2023.","metadata":{"type":"Kế hoạch","number":"277/KH-UBND","date":"2023-02-01","province":"Khánh Hòa"}}
{"id":"words","text":"kế hoạch nhà máy 277 công nhân, ocop, ninh thuận, 2023"}
{"id":"merged","text":"Văn bản của tỉnh mới.","metadata":{"type":"Công văn","date":"2025-09-01","province":"Khánh Hòa"}}
{"id":"peace","text":"Ngày hội vì hòa bình của thiếu nhi."}
{"id":"state","text":"Về việc rà soát.","metadata":{"number":"815/STP-HC","type":"Công văn","date":"2024-05-06"}}
{"id":"unmarked","text":"Cong van so 815 cua So Tu phap."}
{"id":"contest","text":"Phát động Cuộc thi “Tuyến phố văn minh, sạch đẹp” trên toàn quận.","metadata":{"date":"2024-01-01"}}
{"id":"contest-2","text":"Tổng kết cuộc thi\n\"tuyến phố văn minh, sạch đẹp\" lần thứ hai.","metadata":{"date":"2024-06-01"}}
END

test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
test_expect 'type, number, campaign, province and year are understood' '
    understood "kế hoạch 277 ocop ninh thuận 2023" >out &&
    grep -F "\"types\":[\"ke-hoach\"]" out &&
    grep -F "\"campaigns\":[\"moi-xa-mot-san-pham\"]" out &&
    grep -F "\"provinces\":[\"ninh-thuan\"]" out &&
    grep -F "\"years\":[\"2023\"]" out &&
    grep -F "\"numbers\":[\"277" out'
test_expect 'and so they are without marks' '
    understood "kế hoạch 277 ocop ninh thuận 2023" >marked &&
    understood "ke hoach 277 ocop ninh thuan 2023" >plain &&
    test -s plain && diff marked plain'
test_expect 'what fits all of it ranks first, though it lacks the words' '
    for q in "kế hoạch 277 ocop ninh thuận 2023" \
             "ke hoach 277 ocop ninh thuan 2023"; do
        test "$(ids "$q" | sed -n 1p)" = plan || { ids "$q"; exit 1; }
    done'
test_expect 'what bears the number goes before what cites it' '
    test "$(ids "số 277 ninh thuận 2023" | sed -n 1p)" = plan'
test_expect 'nothing is lost where marks find nothing and the words are widened' '
    understood "công văn 815" | grep -F "\"numbers\":[\"815/STP-HC\"]" &&
    ids "công văn 815" >out && grep -x unmarked out &&
    test "$(sed -n 1p out)" = state'
test_expect 'a figure that counts time is no number, a period no year' '
    understood "báo cáo 6 tháng ocop 2021-2025" >out &&
    grep -F "\"numbers\":[]" out && grep -F "\"years\":[]" out'
test_expect 'analyze says where the names stand, in code points' '
    cvdsearch analyze --format json "kế hoạch 277 ocop ninh thuận" >out &&
    grep -F "\"provinces\":[{\"province\":\"ninh-thuan\",\"name\":\"Ninh Thuận\",\"start\":18,\"end\":28}]" out &&
    grep -F "\"campaigns\":[{\"campaign\":\"moi-xa-mot-san-pham\",\"name\":\"Mỗi xã một sản phẩm\",\"start\":13,\"end\":17}]" out'
test_expect 'what only bears the words is not lost' '
    ids "kế hoạch 277 ocop ninh thuận 2023" >out && grep -x words out'
test_expect 'a word between names still counts' '
    test "$(ids "kế hoạch bình chọn ninh thuận" | sed -n 1p)" = plan'
test_expect 'asked for a province, what it was made of is there too' '
    ids "tỉnh:\"Khánh Hòa\"" | sort >out &&
    printf "%s\n" letter merged other-place other-year plan |
    test_same out'
test_expect 'with = it is asked for as of the date of each document' '
    ids "tỉnh:=\"Khánh Hòa\"" | sort >out &&
    printf "%s\n" merged other-place | test_same out &&
    ids --province "=Khánh Hòa" | sort | diff out -'
test_expect 'a province that is no more is still asked for' '
    ids "tỉnh:ninh-thuan" | sort >out &&
    printf "%s\n" letter other-year plan | test_same out'
test_expect 'by an old spelling, an abbreviation and a code as well' '
    for p in "ninh thuan" "NINH THUẬN" 58 ninh-thuan "tỉnh Ninh Thuận"; do
        ids --province "$p" | sort >got && diff out got ||
            { echo "not by $p"; exit 1; }
    done'
test_expect 'peace is no province unless it is written as one' '
    understood "ngày hội vì hòa bình" >out &&
    grep -F "\"provinces\":[]" out &&
    understood "công văn tỉnh hòa bình" >out &&
    grep -F "\"provinces\":[\"hoa-binh\"]" out'
test_expect 'a contest nobody listed is one, however it is quoted' '
    ids "cđ:\"Tuyến phố văn minh, sạch đẹp\"" | sort >out &&
    printf "%s\n" contest contest-2 | test_same out'
test_expect 'and is known in a question by its name' '
    understood "cuộc thi tuyến phố văn minh sạch đẹp 2024" >out &&
    grep -F "\"campaigns\":[\"tuyen-pho-van-minh-sach-dep\"]" out'
test_expect 'its name is what a reader sees' '
    cvdsearch --index idx --format json --facets campaign \
        "cđ:tuyen-pho-van-minh-sach-dep" >out &&
    grep -i "\"label\":\"Tuyến phố văn minh, sạch đẹp\"" out'

printf 'name\taliases\tkind\n' >own.tsv
printf 'Xóm ta không rác\tXTKR;Xóm không rác\tphong trào\n' >>own.tsv
cat >own.jsonl <<'END'
{"id":"own","text":"Các hộ hưởng ứng phong trào XTKR và phong trào Xóm ta không rác."}
END
test_expect 'campaigns of a list of one'\''s own are known by name' '
    cvdindex add --index mine --campaigns own.tsv own.jsonl &&
    cvdsearch --index mine --format tsv "cđ:XTKR" | grep "^own" &&
    cvdsearch --index mine --format json "xom ta khong rac" >out &&
    grep -F "\"campaigns\":[\"xom-ta-khong-rac\"]" out'
test_expect 'the index keeps the list for what is added later' '
    printf "%s\n" "{\"id\":\"later\",\"text\":\"Phong trào Xóm ta không rác.\"}" |
        cvdindex add --index mine - &&
    cvdsearch --index mine --format tsv "cđ:xom-ta-khong-rac" |
        grep "^later"'
test_expect 'a list that cannot be read is named, with the line' '
    printf "name\taliases\n\tX\n" >bad.tsv &&
    test_status 3 cvdindex add --index bad --campaigns bad.tsv own.jsonl \
        2>err && grep "'\''bad.tsv'\'' line 2:" err &&
    test_status 3 cvdindex add --index bad --campaigns absent own.jsonl'

test_done
