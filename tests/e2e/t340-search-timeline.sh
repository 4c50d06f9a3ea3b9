#!/bin/sh
test_description='cvdsearch timeline: what a query finds, counted by time'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

test_write docs.jsonl <<'END'
{"id":"1","text":"gạo một","metadata":{"date":"2021-03-05"}}
{"id":"2","text":"gạo hai","metadata":{"date":"2021-03-31"}}
{"id":"3","text":"gạo ba","metadata":{"date":"2021-06"}}
{"id":"4","text":"gạo bốn","metadata":{"date":"2022"}}
{"id":"5","text":"gạo năm"}
{"id":"6","text":"muối","metadata":{"date":"2012-01-01","type":"KH"}}
END
test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
CVD_INDEX=$PWD/idx
export CVD_INDEX

test_expect 'by month, where all lies within three years' '
    cvdsearch timeline gạo --format tsv >out &&
    printf "%s\t%s\t%s\t%s\n" period count documents per_thousand \
        2021-03 2 2 1000.0000 2021-04 0 0 "" 2021-05 0 0 "" \
        2021-06 1 1 1000.0000 | test_same out'
test_expect 'by quarter and by year' '
    cvdsearch timeline gạo --unit quarter --format tsv |
        sed 1d | cut -f1,2 >out &&
    printf "%s\t%s\n" 2021-Q1 2 2021-Q2 1 | test_same out &&
    cvdsearch timeline gạo --unit year --format tsv |
        sed 1d | cut -f1,2 >out &&
    printf "%s\t%s\n" 2021 3 2022 1 | test_same out'
test_expect 'by year, where it is longer' '
    cvdsearch timeline "" --format tsv | sed 1d | cut -f1,2 |
        sed -n "1p;\$p" >out &&
    printf "%s\t%s\n" 2012 1 2022 1 | test_same out &&
    cvdsearch timeline "" --format jsonl | grep -c "\"count\":0" |
        grep -x 8'
test_expect 'JSON: the sum is the total' '
    cvdsearch timeline gạo --format json |
        sed "s/\(analyzer\":\)[0-9]*/\1N/" >out && test_same out <<END &&
{"query":"gạo","unit":"month","split":null,"total":5,"complete":true,"undated":1,"coarse":1,"periods":[{"period":"2021-03","count":2,"documents":2,"per_thousand":1000.0000},{"period":"2021-04","count":0,"documents":0,"per_thousand":null},{"period":"2021-05","count":0,"documents":0,"per_thousand":null},{"period":"2021-06","count":1,"documents":1,"per_thousand":1000.0000}],"values":0,"series":[],"suggestion":null,"warnings":[],"index":{"generation":1,"analyzer":N,"documents":6}}
END
    cvdsearch timeline gạo --format json --unit year | grep "\"coarse\":0"'
test_expect 'for people: the rest is told' '
    cvdsearch timeline gạo >out && sed -n 1p out | grep "^5 văn bản" &&
    grep "^2021-03 *2 *1\.000,00‰ *▪" out &&
    grep "^2021-04 *0 *–‰ *$" out && grep "^1 văn bản chỉ biết năm" out &&
    grep "^1 văn bản không rõ ngày" out'
test_expect 'filters narrow' '
    cvdsearch timeline --type KH --format tsv | sed 1d |
        cut -f1,2 >out &&
    printf "2012-01\t1\n" | test_same out &&
    cvdsearch timeline gạo --from 2021-04 --to 2021 --format tsv | sed 1d |
        cut -f1,2 >out && printf "%s\t%s\n" 2021-04 0 2021-05 0 2021-06 1 \
            2021-07 0 2021-08 0 2021-09 0 2021-10 0 2021-11 0 2021-12 0 |
        test_same out'
# periods OPTION...: those of rice, and the counts.
periods() {
    cvdsearch timeline gạo --format tsv "$@" | sed 1d | cut -f1,2 |
        tr '\t\n' ': '
}
test_expect 'noughts reach to --from and --to, to the end of a year' '
    test "$(periods --from 2019 --to 2023-05 --unit year)" = \
        "2019:0 2020:0 2021:3 2022:1 2023:0 " &&
    test "$(periods --from 2021-02-11 --to 2021 --unit quarter)" = \
        "2021-Q1:2 2021-Q2:1 2021-Q3:0 2021-Q4:0 " &&
    test "$(periods --from 2021 --to 2021-05 --unit month)" = \
        "2021-01:0 2021-02:0 2021-03:2 2021-04:0 2021-05:0 "'
test_expect 'a side that is open ends with what is found' '
    test "$(periods --from 2020 --unit year)" = "2020:0 2021:3 2022:1 " &&
    test "$(periods --to 2023 --unit year)" = "2021:3 2022:1 2023:0 " &&
    cvdsearch timeline --type KH --from 2011 --unit year --format tsv |
        sed 1d >out && printf "%s\t%s\t%s\t%s\n" 2011 0 0 "" \
            2012 1 1 1000.0000 | test_same out'
test_expect 'beside a nought stands what the archive has' '
    cvdsearch timeline gạo --from 2012 --to 2021 --unit year --format tsv \
        --split type | grep -c "^20" | grep -x 10 &&
    cvdsearch timeline gạo --from 2012 --to 2021 --unit year --format tsv |
        sed -n 2p | tr "\t" " " | grep -x "2012 0 1 0.0000"'
test_expect 'nothing found between two ends: noughts; beside one: nothing' '
    test "$(periods --from 2010 --to 2012 --unit year)" = \
        "2010:0 2011:0 2012:0 " &&
    test -z "$(periods --from 2030 --unit year)" &&
    test -z "$(periods --from 2012 --to 2010 --unit year)" &&
    test_status 1 cvdsearch timeline gạo --from 2010 --to 2012 --format svg \
        >out.svg && xmllint --noout out.svg'
test_expect 'ends too far away to be listed are not' '
    test "$(periods --from 0001 --to 9999 --unit year)" = "2021:3 2022:1 " &&
    test "$(periods --from 1800 --to 2021 --unit month)" = \
        "2021-03:2 2021-04:0 2021-05:0 2021-06:1 "'
test_expect 'auto: years where no month is known, or the ends lie far apart' '
    cvdsearch timeline bốn --format tsv | sed 1d >out &&
    printf "2022\t1\t1\t1000.0000\n" | test_same out &&
    test "$(periods --from 2019 --to 2022)" = \
        "2019:0 2020:0 2021:3 2022:1 "'
test_expect 'figures for people: dots between thousands, a comma behind' '
    i=0 && while [ "$i" -lt 1200 ]; do
        i=$((i + 1))
        echo "{\"id\":\"$i\",\"text\":\"lúa\",\"metadata\":{\"date\":\"2020\"}}"
    done | cvdindex add --index many - &&
    cvdsearch --index many timeline lúa >out &&
    grep "^2020 *1\.200 1\.000,00‰" out'
test_expect 'nothing is status 1, a wrong unit status 2' '
    test_status 1 cvdsearch timeline khongcotunay >out &&
    test_status 2 cvdsearch timeline gạo --unit week &&
    test_status 2 cvdsearch timeline'

test_done
