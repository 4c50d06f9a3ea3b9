#!/bin/sh
test_description='cvdsearch facets: what a query finds, counted'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

test_write docs.jsonl <<'END'
{"id":"1","text":"gạo một","metadata":{"type":"KH","date":"2021-03-05","province":"Ninh Thuận","issuer":"UBND tỉnh Ninh Thuận","campaigns":["OCOP"]}}
{"id":"2","text":"gạo hai","metadata":{"type":"KH","date":"2021","province":"Ninh Thuận","campaigns":["OCOP","Hũ gạo nghĩa tình"]}}
{"id":"3","text":"gạo ba","metadata":{"type":"CV","date":"2023-01","province":"Hà Tĩnh","issuer":"UBND huyện Đức Thọ","campaigns":["Hũ gạo nghĩa tình"]}}
{"id":"4","text":"muối","metadata":{"type":"CV","province":"Hà Tĩnh"}}
END
test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
CVD_INDEX=$PWD/idx
export CVD_INDEX

test_expect 'for people: names, the most frequent first' '
    cvdsearch facets gạo --facets type,year,province >out &&
    test_same out <<END
3 văn bản

Loại
       2  Kế hoạch
       1  Công văn

Năm
       2  2021
       1  2023

Tỉnh
       2  Ninh Thuận
       1  Hà Tĩnh
END'
test_expect 'without a list all facets there are' '
    cvdsearch facets gạo --format tsv | sed 1d | cut -f1 | sort -u >out &&
    for f in campaign district issuer province type year; do
        grep -x $f out || { echo "no $f"; exit 1; }
    done'
test_expect 'a table: facet, value, label, count' '
    cvdsearch facets gạo --facets province --format tsv >out &&
    printf "%s\t%s\t%s\t%s\n" facet value label count \
        province ninh-thuan "Ninh Thuận" 2 province ha-tinh "Hà Tĩnh" 1 |
        test_same out'
test_expect 'a campaign that no list has goes by what a document calls it' '
    cvdsearch facets gạo --facets campaign --format tsv | sed 1d |
        cut -f2,3,4 | grep "^hu-gao-nghia-tinh" >out &&
    printf "hu-gao-nghia-tinh\tHũ gạo nghĩa tình\t2\n" | test_same out'
test_expect 'JSON: as in the search answer' '
    cvdsearch facets gạo --facets year,type --format json >out &&
    test_same out <<END &&
{"query":"gạo","total":3,"complete":true,"facets":{"year":[{"value":"2021","label":"2021","count":2},{"value":"2023","label":"2023","count":1}],"type":[{"value":"ke-hoach","label":"Kế hoạch","count":2},{"value":"cong-van","label":"Công văn","count":1}]},"warnings":[],"index":{"generation":1,"analyzer":3,"documents":4}}
END
    cvdsearch gạo --facets year,type --format json --limit 0 |
        jq -c .facets >search && jq -c .facets out | diff - search'
test_expect 'filters and dates narrow, exactly' '
    cvdsearch facets "" --province "Hà Tĩnh" --facets type >out &&
    sed -n 1p out | grep "^2 văn bản" && grep "2  Công văn" out &&
    cvdsearch facets gạo --from 2023 --facets type --format tsv | sed 1d |
        cut -f2,4 >out && printf "cong-van\t1\n" | test_same out &&
    cvdsearch facets --type KH --facets year --format tsv | sed 1d |
        cut -f2,4 >out && printf "2021\t2\n" | test_same out'
test_expect 'counts of thousands are exact' '
    awk "BEGIN { for (i = 0; i < 3000; i++)
        printf \"{\\\"id\\\":\\\"n%d\\\",\\\"text\\\":\\\"đường dài\\\",\" \
            \"\\\"metadata\\\":{\\\"type\\\":\\\"%s\\\"}}\\n\", i,
            i % 3 ? \"KH\" : \"CV\" }" >many.jsonl &&
    cvdindex add --index many many.jsonl &&
    cvdsearch --index many facets đường --facets type --format tsv |
        sed 1d | cut -f2,4 >out &&
    printf "ke-hoach\t2000\ncong-van\t1000\n" | test_same out'
test_expect 'nothing is status 1; what cannot be counted is status 2' '
    test_status 1 cvdsearch facets khongcotunay &&
    test_status 2 cvdsearch facets gạo --facets number &&
    test_status 2 cvdsearch facets gạo --limit 3 &&
    test_status 2 cvdsearch facets'

test_done
