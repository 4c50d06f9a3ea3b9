#!/bin/sh
test_description='cvdsearch cites, cited-by and missing: who refers to whom'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

# One number in two provinces, twice in one of them; a copy; a circle; a list;
# absent documents; a reference of which nothing but the number is known.
test_write docs.jsonl <<'END'
{"id":"dl-37","title":"Kế hoạch của Đắk Lắk","text":"Kế hoạch. Căn cứ Chỉ thị số 03-CT/TW ngày 19/5/2021 của Ban Bí thư.","metadata":{"number":"37-KH/TU","type":"KH","date":"2021-10-25","province":"Đắk Lắk","issuer":"Tỉnh ủy Đắk Lắk"}}
{"id":"ht-37","text":"Kế hoạch nhiệm kỳ này.","metadata":{"number":"37-KH/TU","date":"2021-12-01","province":"Hà Tĩnh","issuer":"Tỉnh ủy Hà Tĩnh"}}
{"id":"ht-37-copy","text":"Kế hoạch nhiệm kỳ này, bản sao.","metadata":{"number":"37-KH/TU","date":"2021-12-01","province":"Hà Tĩnh","issuer":"Tỉnh ủy Hà Tĩnh"}}
{"id":"ht-37-old","text":"Kế hoạch nhiệm kỳ trước.","metadata":{"number":"37-KH/TU","date":"2016-11-07","province":"Hà Tĩnh","issuer":"Tỉnh ủy Hà Tĩnh"}}
{"id":"full","text":"Thực hiện Kế hoạch số 37-KH/TU ngày 25/10/2021 của Tỉnh ủy Đắk Lắk.","metadata":{"date":"2022-01-05","province":"Hà Tĩnh"}}
{"id":"own","text":"Thực hiện Kế hoạch số 37-KH/TU của Tỉnh ủy. Kế hoạch số 37-KH/TU nêu rõ.","metadata":{"date":"2022-01-06","province":"Đắk Lắk"}}
{"id":"which","text":"Thực hiện Kế hoạch số 37-KH/TU của Tỉnh ủy Hà Tĩnh.","metadata":{"date":"2022-01-07"}}
{"id":"bare","text":"Thực hiện Kế hoạch số 37-KH/TU.","metadata":{"date":"2022-01-08"}}
{"id":"other","text":"Thực hiện Kế hoạch số 37-KH/TU ngày 02/3/2022 của Tỉnh ủy Lâm Đồng.","metadata":{"date":"2022-01-09"}}
{"id":"ring-a","title":"Một","text":"Kế hoạch số 10/KH-UBND thay Kế hoạch số 11/KH-UBND ngày 02/02/2022 của UBND tỉnh Hà Tĩnh.","metadata":{"number":"10/KH-UBND","date":"2022-02-01","province":"Hà Tĩnh"}}
{"id":"ring-b","title":"Hai","text":"Sửa Kế hoạch số 10/KH-UBND ngày 01/02/2022 của UBND tỉnh Hà Tĩnh.","metadata":{"number":"11/KH-UBND","date":"2022-02-02","province":"Hà Tĩnh"}}
{"id":"list","text":"Các Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư; Chỉ thị số 03-CT/TW ngày 19/5/2021.","metadata":{"date":"2022-03-01","province":"Hà Tĩnh"}}
{"id":"decree","text":"Theo Nghị định 30/2020/NĐ-CP.","metadata":{"date":"2022-03-02"}}
{"id":"given","text":"Văn bản khác.","metadata":{"date":"2022-03-03","cites":["30/2020/NĐ-CP","ABC 123"]}}
END
test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
CVD_INDEX=$PWD/idx
export CVD_INDEX

# cites ID: number, resolution and documents, a line a reference.
cites() {
    cvdsearch cites --format tsv "$1" | sed 1d | cut -f1,6,7 | tr '\t' ' ' |
        sed 's/ $//'
}
# by ID|NUMBER: date, province, citing document, resolution.
by() {
    cvdsearch cited-by --format tsv "$@" | sed 1d | cut -f2,3,4,8 |
        tr '\t' ' '
}

test_expect 'cites: date and place tell documents of one number apart' '
    cites full >out && echo "37-KH/TU exact dl-37" | test_same out'
test_expect 'cites: the own province stands for "của Tỉnh ủy"' '
    cites own | sed -n 1p >out && echo "37-KH/TU likely dl-37" |
        test_same out'
test_expect 'cites: several that fit are all named' '
    cites which | tr ";" "\n" | sed "s/.* //" | sort >out &&
    printf "%s\n" ht-37 ht-37-copy ht-37-old | test_same out &&
    cites which | grep -q " ambiguous " &&
    cites bare | grep -q "^37-KH/TU ambiguous "'
test_expect 'cites: what contradicts is absent' '
    cites other >out && echo "37-KH/TU absent" | test_same out'
test_expect 'cites: a circle, and no mention of itself' '
    cites ring-a >out && echo "11/KH-UBND exact ring-b" | test_same out &&
    cites ring-b >out && echo "10/KH-UBND exact ring-a" | test_same out'
test_expect 'cites: what the source gave' '
    cites given >out && test_same out <<END
30/2020/NĐ-CP absent
ABC 123 absent
END'
test_expect 'cites: for people each document once, with what is held' '
    cvdsearch cites own >out && grep -c "37-KH/TU" out | grep -x 1 &&
    grep "nhiều khả năng là: dl-37 · Kế hoạch của Đắk Lắk" out'
test_expect 'cites: no reference is status 1, no document too' '
    test_status 1 cvdsearch cites ht-37 >out 2>err && test ! -s out &&
    test ! -s err &&
    test_status 1 cvdsearch cites khong-co 2>err && grep khong-co err'

test_expect 'cited-by ID: those that mean it, then those that may' '
    by dl-37 >out && test_same out <<END
2021-10-25 dak-lak full exact
2021-10-25 dak-lak own likely
  bare ambiguous
END'
test_expect 'cited-by ID: copies share who cites them' '
    by ht-37 >one && by ht-37-copy >two && diff one two &&
    grep "which ambiguous" one'
test_expect 'cited-by NUMBER: each document of it apart' '
    cvdsearch cited-by --format json 37-KH/TU >out &&
    grep -o "\"resolution\":\"[a-z]*\",\"held\":\[[^]]*\]" out | sort >got &&
    test_same got <<END
"resolution":"absent","held":[]
"resolution":"ambiguous","held":["ht-37","ht-37-copy","dl-37","ht-37-old"]
"resolution":"ambiguous","held":["ht-37","ht-37-copy","ht-37-old"]
"resolution":"exact","held":["dl-37"]
"resolution":"exact","held":["ht-37","ht-37-copy"]
"resolution":"exact","held":["ht-37-old"]
END'
test_expect 'cited-by NUMBER: without marks, by its beginning' '
    by 37-KH/TU >want && test -s want && by 37-kh/tu | diff want - &&
    by KH 37 | diff want - && by 37-KH | diff want -'
test_expect 'cited-by NUMBER: held by nobody, known by those that cite it' '
    by 30/2020/NĐ-CP | cut -d" " -f3 | sort >out &&
    printf "%s\n" decree given list | test_same out &&
    cvdsearch cited-by 30/2020/nd-cp >out &&
    grep "^30/2020/NĐ-CP · Nghị định · 2020-03-05 · Chính phủ" out &&
    grep "không có trong kho" out && grep "3 văn bản dẫn" out'
test_expect 'cited-by NUMBER: of a form nobody knows' '
    by "abc 123" | cut -d" " -f3 >out && echo given | test_same out'
test_expect 'cited-by: nothing is status 1' '
    test_status 1 cvdsearch cited-by 999-KH/TU >out 2>err &&
    test ! -s out && grep 999-KH/TU err &&
    test_status 1 cvdsearch cited-by full >out'
test_expect 'cited-by: pages, with the count of all' '
    cvdsearch cited-by --limit 1 --format json 30/2020/NĐ-CP >out &&
    grep "\"count\":3" out &&
    test "$(grep -o "\"date\":\"2022-03" out | wc -l)" -eq 1 &&
    by --limit 2 30/2020/NĐ-CP >out && by --offset 2 30/2020/NĐ-CP >>out &&
    by 30/2020/NĐ-CP | diff out -'
test_expect 'hits count what cited-by counts' '
    cvdsearch --format jsonl --limit 100 "" >hits &&
    grep "\"id\":\"dl-37\"" hits | grep "\"cited_by\":2[,}]" &&
    grep "\"id\":\"ht-37\"" hits | grep "\"cited_by\":0[,}]" &&
    grep "\"id\":\"ring-a\"" hits | grep "\"cited_by\":1[,}]"'

test_expect 'missing: the most cited first' '
    cvdsearch missing --format tsv | sed 1d | cut -f1,2,4,6 >out &&
    tr "\t" " " <out >got && test_same got <<END
3 30/2020/NĐ-CP 2020-03-05 
2 03-CT/TW 2021-05-19 
1 37-KH/TU 2022-03-02 lam-dong
1 ABC 123  
END'
test_expect 'missing: of what a query or a filter finds' '
    cvdsearch missing --format tsv --province "Hà Tĩnh" | sed 1d |
        cut -f1,2 | tr "\t" " " | sort >out && test_same out <<END &&
1 03-CT/TW
1 30/2020/NĐ-CP
END
    test_status 1 cvdsearch missing khongcotunay'
test_expect 'missing: a limit, and pages' '
    cvdsearch missing --limit 1 >out && grep -c "văn bản dẫn" out |
        grep -x 1 &&
    cvdsearch missing --format tsv --offset 1 --limit 1 >out &&
    sed 1d out | cut -f2 >got && echo "03-CT/TW" | test_same got'
test_expect 'missing: whether there are more is said' '
    cvdsearch missing --limit 3 >out && tail -n 1 out |
        grep "^còn nữa:.*--limit" && cvdsearch missing --limit 3 \
        --format json | grep "\"more\":true" &&
    cvdsearch missing --limit 4 >out && ! grep "còn nữa" out &&
    cvdsearch missing --offset 3 --format json | grep "\"more\":false"'
test_expect 'missing: a sidecar says what was asked of what' '
    cvdsearch missing --province "Hà Tĩnh" --from 2020 --limit 1 \
        --format csv --sidecar about >out && test_same about <<END
{"query":"","filters":[{"field":"province","value":"Hà Tĩnh"}],"from":"2020","to":null,"complete":true,"listed":1,"more":true,"index":{"generation":1,"analyzer":3,"documents":14},"program":"$(cvdsearch --version)","suggestion":null,"warnings":[]}
END'

test_expect 'JSON: what the contract says' '
    cvdsearch cites --format json full >out && test_same out <<END &&
{"id":"full","citations":[{"type":"ke-hoach","number":"37-KH/TU","symbol":"KH/TU","date":"2021-10-25","issuer":"Tỉnh ủy Đắk Lắk","about":null,"text":"Kế hoạch số 37-KH/TU ngày 25/10/2021","start":10,"end":46,"again":false,"resolution":"exact","resolved":["dl-37"],"resolved_titles":["Kế hoạch của Đắk Lắk"]}],"dropped":0,"index":{"generation":1,"analyzer":3,"documents":14}}
END
    cvdsearch show --format json full >out &&
    grep -F "\"resolved\":[\"dl-37\"]" out &&
    cvdsearch cited-by --format json ring-a >out && test_same out <<END &&
{"id":"ring-a","number":"10/KH-UBND","entities":[{"number":"10/KH-UBND","type":"ke-hoach","date":"2022-02-01","issuer":null,"province":"ha-tinh","province_name":"Hà Tĩnh","title":"Một","resolution":"exact","held":["ring-a"],"cited_by":[{"id":"ring-b","title":"Hai","number":"11/KH-UBND","date":"2022-02-02","resolution":"exact"}],"count":1}],"complete":true,"index":{"generation":1,"analyzer":3,"documents":14}}
END
    for f in text json jsonl csv tsv; do
        cvdsearch cites --format $f full >out && test -s out &&
        cvdsearch cited-by --format $f dl-37 >out && test -s out &&
        cvdsearch missing --format $f >out && test -s out || exit 1
    done'
test_expect 'wrong usage is status 2' '
    test_status 2 cvdsearch cites &&
    test_status 2 cvdsearch cites full own &&
    test_status 2 cvdsearch cited-by &&
    test_status 2 cvdsearch cites --limit 3 full &&
    test_status 2 cvdsearch cited-by --sort newest dl-37 &&
    test_status 2 cvdsearch missing --limit 1001 &&
    test_status 3 cvdsearch cites --index nowhere full'

test_expect 'what is removed is cited as absent, and cites no more' '
    cvdindex remove --index idx dl-37 decree &&
    cites full >out && echo "37-KH/TU absent" | test_same out &&
    cvdsearch missing --format tsv --limit 1 | sed 1d | cut -f1,2 >out &&
    printf "2\t30/2020/NĐ-CP\n" | test_same out'

test_done
