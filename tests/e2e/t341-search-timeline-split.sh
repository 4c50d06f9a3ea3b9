#!/bin/sh
test_description='cvdsearch timeline --split: by province, type, campaign ...'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

# The second is of two campaigns, the fourth of none; 2021 has one document
# that no query below finds, and salt alone is of 2020.
test_write docs.jsonl <<'END'
{"id":"1","text":"gạo một","metadata":{"type":"KH","date":"2021-03-05","province":"Hà Tĩnh","campaigns":["Mía","Hũ gạo"]}}
{"id":"2","text":"gạo hai","metadata":{"type":"KH","date":"2021-05","province":"Hà Tĩnh","campaigns":["Hũ gạo"]}}
{"id":"3","text":"gạo ba","metadata":{"type":"CV","date":"2022-01-31","province":"Ninh Thuận","campaigns":["Hũ gạo","Mía","Trà"]}}
{"id":"4","text":"gạo bốn","metadata":{"type":"CV","date":"2023","province":"Ninh Thuận"}}
{"id":"5","text":"gạo năm","metadata":{"type":"KH","province":"Hà Tĩnh","campaigns":["=Cà phê"]}}
{"id":"6","text":"muối","metadata":{"type":"CV","date":"2021-02-01","province":"Hà Tĩnh"}}
{"id":"7","text":"muối","metadata":{"type":"CV","date":"2020-02-01","province":"Cà Mau"}}
END
test_expect 'the documents are indexed, and the samples' '
    cvdindex add --index few docs.jsonl &&
    cvdindex add --index idx "$CORPUS/samples"'
CVD_INDEX=$PWD/few
export CVD_INDEX

test_expect 'a row for each series of each period, and what is divided' '
    cvdsearch timeline gạo --unit year --split province --format tsv >out &&
    tr "|" "\t" <<END | test_same out
period|series|value|label|count|documents|per_thousand|documents_of_split|per_thousand_of_split
2021|value|ha-tinh|Hà Tĩnh|2|3|666.6667|3|666.6667
2021|value|ninh-thuan|Ninh Thuận|0|3|0.0000|0|
2022|value|ha-tinh|Hà Tĩnh|0|1|0.0000|0|
2022|value|ninh-thuan|Ninh Thuận|1|1|1000.0000|1|1000.0000
2023|value|ha-tinh|Hà Tĩnh|0|1|0.0000|0|
2023|value|ninh-thuan|Ninh Thuận|1|1|1000.0000|1|1000.0000
END'
test_expect 'a document of two values is in both, the others hold it once' '
    cvdsearch timeline gạo --unit year --split campaign --series 1 \
        --format tsv | sed 1d | cut -f1,2,4,5 >out &&
    tr "|" "\t" <<END | test_same out
2021|value|Hũ gạo|2
2021|others|Còn lại|1
2021|without|Không ghi|0
2022|value|Hũ gạo|1
2022|others|Còn lại|1
2022|without|Không ghi|0
2023|value|Hũ gạo|0
2023|others|Còn lại|0
2023|without|Không ghi|1
END'
test_expect 'JSON: totals, with what is in no period' '
    cvdsearch timeline gạo --unit month --split type --format json >out &&
    jq -r ".series[] | [.value, .total, .undated, .coarse, .counts[0],
        .documents[0]] | @tsv" out >rows &&
    tr "|" "\t" <<END | test_same rows &&
ke-hoach|3|1|0|1|1
cong-van|2|0|1|0|0
END
    jq -e ".values == 2 and .split == \"type\" and .unit == \"month\" and
        (.periods | length) == 11 and all(.series[];
            (.counts | length) == 11 and (.per_thousand | length) == 11 and
            .per_thousand_of_split[1] == null)" out'
test_expect 'the archive is counted as far as --from and --to reach' '
    cvdsearch timeline gạo --from 2021-03 --to 2021 --unit year \
        --format tsv | sed 1d >out &&
    printf "2021\t2\t2\t1000.0000\n" | test_same out'
test_expect 'whatever else is asked, it is all of the archive' '
    cvdsearch timeline gạo --type KH --unit year --format tsv |
        sed 1d >out && printf "2021\t2\t3\t666.6667\n" | test_same out'
test_expect 'removed documents are in neither number' '
    cp -R few fewer && cvdindex remove --index fewer 2 6 &&
    cvdsearch --index fewer timeline gạo --unit year --split province \
        --format tsv | grep -P "^2021\tvalue\tha-tinh" >out &&
    printf "%s\t" 2021 value ha-tinh "Hà Tĩnh" 1 1 1000.0000 1 >out.want &&
    echo 1000.0000 >>out.want && diff -u out.want out'
test_expect 'JSON lines: an object a row' '
    cvdsearch timeline gạo --unit year --split campaign --series 1 \
        --format jsonl >out && sed -n 2p out >line && test_same line <<END
{"period":"2021","series":"others","value":null,"label":"Còn lại","count":1,"documents":3,"per_thousand":333.3333,"documents_of_split":1,"per_thousand_of_split":1000.0000}
END'
test_expect 'for people: a column a series, in the measure asked for' '
    cvdsearch timeline gạo --unit year --split campaign --series 1 >out &&
    grep "^5 văn bản" out && grep "^   1  Hũ gạo *3$" out &&
    grep "^   2  Còn lại *3$" out && grep "^2021 *2 *1 *0$" out &&
    grep "^1 văn bản không rõ ngày" out &&
    cvdsearch timeline gạo --unit year --split province \
        --measure per-thousand-of-split >out &&
    grep "^2021 *666,67 *–$" out'

# ---- the numbers, beside those of searches ------------------------------

CVD_INDEX=$PWD/idx

# total_of FILTER...: what a search with these filters counts.
total_of() {
    cvdsearch search "" --limit 0 --format json "$@" | jq .total
}

for by in province type campaign district issuer; do
    test_expect "by $by: each number is what a search counts" '
        cvdsearch timeline "" --unit year --split $by --series 2 \
            --format tsv >table &&
        awk -F"\t" "\$2 == \"value\" && (\$5 || NR % 7 == 0)" table >cells &&
        [ "$(wc -l <cells)" -gt 3 ] &&
        while IFS="$(printf "\t")" read -r year kind value label count \
            documents rate of_split split_rate; do
            # As of the dates of the documents: codes of both maps.
            [ $by != province ] || value="=$value"
            [ "$count" = "$(total_of --$by "$value" --year "$year")" ] &&
            [ "$documents" = "$(total_of --year "$year")" ] ||
                { echo "$year $value"; exit 1; }
        done <cells'
done
test_expect 'by month, of a query, against --from and --to' '
    cvdsearch timeline "hàng Việt" --unit month --format tsv | sed 1d |
        awk -F"\t" "\$2 > 0 || NR % 20 == 0" >cells &&
    [ "$(wc -l <cells)" -gt 5 ] &&
    while IFS="$(printf "\t")" read -r month count documents rate; do
        got=$(cvdsearch search "hàng Việt" --limit 0 --format json \
            --from "$month" --to "$month" | jq .total) &&
        [ "$count" = "$got" ] && [ "$documents" = "$(
            total_of --from "$month" --to "$month")" ] ||
            { echo "$month: $count, not $got"; exit 1; }
    done <cells'
test_expect 'series of single values add up to the periods and the total' '
    cvdsearch timeline "hàng Việt" --split type --series 3 --format json |
        jq -e ". as \$t | ([.series[].total] | add) == .total and
            ([.periods[].count] | add) + .undated + .coarse == .total and
            all(range(.periods | length); . as \$i |
                ([\$t.series[].counts[\$i]] | add) ==
                    \$t.periods[\$i].count and
                ([\$t.series[].documents[\$i]] | add) <=
                    \$t.periods[\$i].documents)"'

# ---- CSV ----------------------------------------------------------------

test_expect 'CSV: SQLite reads it as what JSON says' '
    cvdsearch timeline "hàng Việt" --unit year --split campaign --series 5 \
        --format csv --sidecar side >t.csv &&
    head -c 3 t.csv | od -An -tx1 | grep "ef bb bf" &&
    sqlite3 :memory: ".import --csv t.csv t" ".mode tabs" \
        "select period, series, value, label, count, documents,
            documents_of_split from t" >rows &&
    cvdsearch timeline "hàng Việt" --unit year --split campaign --series 5 \
        --format json | jq -r ". as \$t | range(.periods | length) as \$i |
            .series[] | [\$t.periods[\$i].period, .kind, .value // \"\",
            .label, .counts[\$i], \$t.periods[\$i].documents,
            .documents[\$i]] | @tsv" >want && [ -s want ] &&
    diff -u want rows'
test_expect 'CSV: no value is a formula' '
    cvdsearch --index few timeline gạo --unit year --split campaign \
        --format csv | grep "^2021,value," >out &&
    grep ",.=[Cc]" out && ! grep ",=" out'
test_expect 'the sidecar says what was asked of what' '
    jq -e ".query == \"hàng Việt\" and .split == \"campaign\" and
        .unit == \"year\" and .total > 10 and .undated >= 0 and
        .index.generation == 1 and .index.documents > 100" side'

# ---- pictures -----------------------------------------------------------

test_expect 'SVG: well-formed, and it says what it is of' '
    cvdsearch timeline "hàng Việt" --type "kế hoạch" --split province \
        --unit year --measure per-thousand-of-split --format svg >t.svg &&
    xmllint --noout t.svg &&
    xmllint --xpath "string(/*/*[local-name() = \"metadata\"])" t.svg >about &&
    jq -e ".query == \"hàng Việt\" and .index.analyzer > 0 and
        .measure == \"per-thousand-of-split\" and
        .filters == [{field: \"type\", value: \"kế hoạch\"}]" about &&
    xmllint --xpath "string(/*/*[local-name() = \"desc\"])" t.svg >desc &&
    grep "hàng Việt.*Loại: kế hoạch.*chỉ mục thế hệ 1" desc'
test_expect 'SVG: a phrase is quoted once, codes are called by their names' '
    code=nguoi-viet-nam-uu-tien-dung-hang-viet-nam &&
    cvdsearch timeline "\"hàng Việt\"" --type ke-hoach --campaign "$code" \
        --province ninh-thuan --unit year --format svg >t.svg &&
    grep -F "<title>“hàng Việt” theo năm</title>" t.svg && printf "%s%s" \
        "Loại: Kế hoạch; Cuộc vận động: Người Việt Nam ưu tiên dùng hàng" \
        " Việt Nam; Tỉnh: Ninh Thuận" >says && grep -F -f says t.svg &&
    cvdsearch timeline "“hàng Việt”" --unit year --format svg |
        grep -F "<title>“hàng Việt” theo năm</title>" &&
    for q in "\"" "\"\"" "“ ”"; do
        cvdsearch timeline "$q" --format svg >t.svg || test $? = 1 || exit 1
        xmllint --noout t.svg || exit 1
    done &&
    cvdsearch timeline "\"hàng Việt\" OCOP" --unit year --format svg |
        grep -F "<title>“&quot;hàng Việt&quot; OCOP” theo năm</title>"'
test_expect 'SVG: what is not drawn is counted in words' '
    cvdsearch --index few timeline gạo --unit year --split campaign \
        --series 1 --format svg >t.svg && grep "Không vẽ [0-9]* văn bản có \
giá trị khác, [0-9]* văn bản không ghi giá trị nào\." t.svg'
test_expect 'SVG: stands alone' '
    ! grep -E "<script|href|url\(|<style|@font|<image|<use" t.svg'
test_expect 'SVG: each series has its label' '
    cvdsearch timeline "hàng Việt" --split type --series 10 --format svg \
        >t.svg && xmllint --noout t.svg &&
    cvdsearch timeline "hàng Việt" --split type --series 10 --format json |
        jq -r ".series[] | select(.kind == \"value\") | .label" >labels &&
    [ "$(wc -l <labels)" = 10 ] &&
    while read -r label; do
        grep -F "<title>$label</title>" t.svg || exit 1
    done <labels'
test_expect 'SVG: what is asked cannot break it' '
    for q in "</svg><script>alert(1)</script>" "a & b \"<>" "$(
        printf "\001\033[31m")" "$(printf "x%.0s" $(seq 2000))"; do
        test_status 1 cvdsearch timeline "$q" --province "<b>&" \
            --format svg >t.svg && xmllint --noout t.svg &&
            ! grep -E "<script|<b>" t.svg || exit 1
    done && grep "Không có văn bản nào" t.svg'

# ---- over HTTP ----------------------------------------------------------

cvdsearchd --index idx --listen 127.0.0.1:0 2>log &
daemon=$!
test_at_exit='kill "$daemon"'
wait_for 'grep -s " listen address=" log >/dev/null' || { cat log; exit 1; }
url=http://$(sed -n 's/.* listen address=\([^ ]*\) .*/\1/p' log)/api/v1
asked='q=h%C3%A0ng%20Vi%E1%BB%87t&split=type&series=4&unit=year'

# get FORMAT: as the daemon answers it.
get() {
    curl -sSf -D head \
        "$url/timeline?$asked&measure=per-thousand&format=$1"
}

test_expect 'the daemon writes the same bytes' '
    for f in csv svg json; do
        get "$f" >got &&
        cvdsearch timeline "hàng Việt" --split type --series 4 --unit year \
            --measure per-thousand --format "$f" >want || exit 1
        [ "$f" != json ] || echo >>got
        cmp got want || exit 1
    done'
test_expect 'each as what it is' '
    get csv >/dev/null && grep -i "^content-type: text/csv; charset=utf-8" \
        head &&
    get svg >/dev/null && grep -i "^content-type: image/svg+xml" head'
test_expect 'kept answers are the same, of the same type' '
    get svg >got && get svg >again && grep -i "^age:" head &&
    grep -i "^content-type: image/svg+xml" head && cmp got again'

# ---- wrong questions ----------------------------------------------------

test_expect 'what cannot be is said' '
    test_status 2 cvdsearch timeline gạo --split year 2>err &&
    grep "bad value .year. for --split: none, province" err &&
    test_status 2 cvdsearch timeline gạo --series 1001 &&
    test_status 2 cvdsearch timeline gạo --measure per-thousand-of-split \
        2>err && grep "needs --split" err &&
    test_status 2 cvdsearch timeline "" --split issuer --series 11 \
        --format svg >out 2>err && grep "room for 10 series" err &&
    test ! -s out'
test_expect 'too many series of too many periods are refused' '
    i=0 &&
    while [ "$i" -lt 450 ]; do
        i=$((i + 1))
        printf "{\"id\":\"%d\",\"text\":\"gạo\",\"metadata\":{" "$i"
        printf "\"issuer\":\"Ban số %d\",\"date\":\"%04d-%02d\"}}\n" \
            "$i" $((1900 + i / 4)) $((i % 12 + 1))
    done >many.jsonl && cvdindex add --index many many.jsonl &&
    test_status 2 cvdsearch --index many timeline gạo --unit month \
        --split issuer --series 1000 2>err &&
    grep "450 series of 13.. periods are too many" err &&
    cvdsearch --index many timeline gạo --unit year --split issuer \
        --series 1000 --format json | jq -e ".series | length == 450"'

test_done
