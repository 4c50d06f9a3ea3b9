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
    grep "^2021-03 *2 *1000,00‰ *▪" out &&
    grep "^2021-04 *0 *–‰ *$" out && grep "^1 văn bản chỉ biết năm" out &&
    grep "^1 văn bản không rõ ngày" out'
test_expect 'filters narrow' '
    cvdsearch timeline --type KH --format tsv | sed 1d |
        cut -f1,2 >out &&
    printf "2012-01\t1\n" | test_same out &&
    cvdsearch timeline gạo --from 2021-04 --to 2021 --format tsv | sed 1d |
        cut -f1,2 >out && printf "2021-06\t1\n" | test_same out'
test_expect 'nothing is status 1, a wrong unit status 2' '
    test_status 1 cvdsearch timeline khongcotunay >out &&
    test_status 2 cvdsearch timeline gạo --unit week &&
    test_status 2 cvdsearch timeline'

test_done
