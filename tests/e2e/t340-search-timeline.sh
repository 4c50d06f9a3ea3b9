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
    printf "%s\t%s\n" period count 2021-03 2 2021-04 0 2021-05 0 2021-06 1 |
        test_same out'
test_expect 'by quarter and by year' '
    cvdsearch timeline gạo --unit quarter --format tsv | sed 1d >out &&
    printf "%s\t%s\n" 2021-Q1 2 2021-Q2 1 | test_same out &&
    cvdsearch timeline gạo --unit year --format tsv | sed 1d >out &&
    printf "%s\t%s\n" 2021 3 2022 1 | test_same out'
test_expect 'by year, where it is longer' '
    cvdsearch timeline "" --format tsv | sed 1d | sed -n "1p;\$p" >out &&
    printf "%s\t%s\n" 2012 1 2022 1 | test_same out &&
    cvdsearch timeline "" --format jsonl | grep -c "\"count\":0" |
        grep -x 8'
test_expect 'JSON: the sum is the total' '
    cvdsearch timeline gạo --format json >out && test_same out <<END &&
{"query":"gạo","unit":"month","total":5,"complete":true,"undated":1,"coarse":1,"periods":[{"period":"2021-03","count":2},{"period":"2021-04","count":0},{"period":"2021-05","count":0},{"period":"2021-06","count":1}],"suggestion":null,"warnings":[],"index":{"generation":1,"analyzer":3,"documents":6}}
END
    cvdsearch timeline gạo --format json --unit year | grep "\"coarse\":0"'
test_expect 'for people: the rest is told' '
    cvdsearch timeline gạo >out && sed -n 1p out | grep "^5 văn bản" &&
    grep "^2021-03 *2 *▪" out && grep "^1 văn bản chỉ biết năm" out &&
    grep "^1 văn bản không rõ ngày" out'
test_expect 'filters narrow' '
    cvdsearch timeline --type KH --format tsv | sed 1d >out &&
    printf "2012-01\t1\n" | test_same out &&
    cvdsearch timeline gạo --from 2021-04 --to 2021 --format tsv | sed 1d \
        >out && printf "2021-06\t1\n" | test_same out'
test_expect 'nothing is status 1, a wrong unit status 2' '
    test_status 1 cvdsearch timeline khongcotunay >out &&
    test_status 2 cvdsearch timeline gạo --unit week &&
    test_status 2 cvdsearch timeline'

test_done
