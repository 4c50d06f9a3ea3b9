#!/bin/sh
test_description='cvdsearch trace: who carries a sentence, or nearly'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

# A sentence of a plan, which others take over: word for word, over a line's
# end, without marks, with a word or two changed, for another province.
sentence='người đứng đầu cấp ủy phải đi trước trong mua sắm của cơ quan mình'
put() {
    printf '%s\n' "$2" >"docs/$1.txt"
}
test_expect 'documents that carry a sentence are indexed' '
    mkdir docs && cp "$CORPUS"/samples/ninh-thuan/ke-hoach-37-tu-2021.txt docs &&
    chmod u+w docs/* &&
    put nguyen-van "UBND xã A. Ngày 01 tháng 02 năm 2022. $sentence." &&
    put xuong-dong "Số 5. Ngày 03 tháng 03 năm 2022
Người đứng đầu cấp ủy
   phải đi trước; trong mua sắm

của cơ quan mình" &&
    put khong-dau "NGUOI DUNG DAU CAP UY PHAI DI TRUOC TRONG MUA SAM CUA CO QUAN MINH" &&
    put sua "cán bộ đứng đầu cấp ủy phải đi trước trong mua sắm của đơn vị mình" &&
    put khac "người đứng đầu cơ quan chịu trách nhiệm trước pháp luật về việc mua sắm" &&
    cvdindex add --index idx docs'
CVD_INDEX=$PWD/idx
export CVD_INDEX

test_expect 'every near form, the oldest first' '
    cvdsearch trace "$sentence" --format tsv | sed 1d | cut -f1-4 >out &&
    printf "%s\t%s\t%s\t%s\n" 2021-10-25 ke-hoach-37-tu-2021.txt 1.000 0 \
        >want && cut -f2,3,4 out | sort >got &&
    head -n 1 out | test_same want && {
        printf "ke-hoach-37-tu-2021.txt\t1.000\t0\n"
        printf "khong-dau.txt\t1.000\t0\nnguyen-van.txt\t1.000\t0\n"
        printf "sua.txt\t0.800\t3\nxuong-dong.txt\t1.000\t0\n"
    } | test_same got'
test_expect 'JSON: where it stands, and of what index' '
    cvdsearch trace "$sentence" --limit 1 --format json >out &&
    jq -c "[.query, .words, .found, .complete, .index.documents,
        (.carriers | length), .carriers[0].province_name,
        .carriers[0].text]" out >got &&
    echo "[\"$sentence\",15,5,true,6,1,\"Ninh Thuận\",\"$sentence\"]" |
        test_same got &&
    cvdsearch text ke-hoach-37-tu-2021.txt >text &&
    jq -r --rawfile text text \
        ".carriers[0] as \$c | \$text[\$c.start:\$c.end]" out >got &&
    echo "$sentence" | test_same got'
test_expect 'for people, and a line each' '
    cvdsearch trace "$sentence" >out &&
    sed -n 1p out | grep -x "5 văn bản mang câu này (15 tiếng)" &&
    grep -F "2021-10-25  ke-hoach-37-tu-2021.txt" out &&
    grep -F "sua.txt  (giống 80%, khác 3 tiếng)" out &&
    cvdsearch trace "$sentence" --format jsonl >out &&
    wc -l <out | grep -x " *5" &&
    cvdsearch trace "$sentence" --format csv >out && wc -l <out |
        grep -x " *6"'
test_expect 'asked without marks, or laid out otherwise, it is the same' '
    cvdsearch trace "NGUOI DUNG DAU cap uy phai di truoc trong mua sam cua co quan minh" \
        --format json | jq .found | grep -x 5 &&
    cvdsearch trace "người đứng đầu cấp uỷ, phải đi trước - trong mua sắm
của cơ quan mình!" --format json | jq .found | grep -x 5'
test_expect 'filters and pages' '
    cvdsearch trace "$sentence" --to 2021 --format tsv | sed 1d | cut -f2 |
        grep -x ke-hoach-37-tu-2021.txt &&
    cvdsearch trace "$sentence" --province "Ninh Thuận" --format json |
        jq .found | grep -x 1 &&
    cvdsearch trace "$sentence" --offset 1 --limit 2 --format tsv | sed 1d |
        cut -f2 >two &&
    cvdsearch trace "$sentence" --format tsv | sed "1,2d" | sed 2q |
        cut -f2 | test_same two'
test_expect 'a sidecar says what was asked of what' '
    cvdsearch trace "$sentence" --province "Ninh Thuận" --to 2024 \
        --format tsv --sidecar about >out &&
    cvdsearch trace "$sentence" --province "Ninh Thuận" --to 2024 \
        --format json >whole &&
    jq -e --slurpfile w whole ".query == \$w[0].query and
        .filters == [{field: \"province\", value: \"Ninh Thuận\"}] and
        .to == \"2024\" and .total == \$w[0].found and
        .words == \$w[0].words and .index == \$w[0].index" about'
test_expect 'the same question, the same bytes' '
    cvdsearch trace "$sentence" --format json >one &&
    cvdsearch trace "$sentence" --format json >two && cmp one two'
test_expect 'nobody carries it: status 1; wrong usage 2; no index 3' '
    test_status 1 cvdsearch trace "chưa ai viết một câu như thế này bao giờ" &&
    test_status 2 cvdsearch trace "ba chữ thôi" 2>err &&
    grep "4 to 256 words, not 3" err &&
    test_status 2 cvdsearch trace "$(seq 257 | tr "\n" " ")" &&
    test_status 2 cvdsearch trace --limit 1001 "$sentence" &&
    test_status 2 cvdsearch trace --sort newest "$sentence" &&
    test_status 2 cvdsearch trace &&
    test_status 3 cvdsearch trace --index nowhere "$sentence"'
test_done
