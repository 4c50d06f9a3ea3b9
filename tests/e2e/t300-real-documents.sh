#!/bin/sh
# Real documents, where they are at hand: CVD_SHARED or ../shared beside the
# checkout. They are not part of the project.
test_description='real documents, not part of the project'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

data=${CVD_SHARED:-$ROOT/../shared}/data
if [ ! -d "$data/seeds" ] || [ ! -d "$data/official" ]; then
    test_skip 'real documents are indexed and found' 'none at hand'
    test_done
fi

mkdir docs && cp "$data"/seeds/*.txt "$data"/official/*.txt docs

ids() {
    test_status "$1" cvdsearch --index idx --format tsv --limit 50 -- "$2" |
        sed 1d | cut -f 1
}

test_expect 'all are indexed without one failure' '
    cvdindex add --index idx --report report docs &&
    ls docs | wc -l >want &&
    grep -c "\"outcome\":\"added\"" report >got && diff -bu want got'

test_expect 'a phrase finds the same with marks and without' '
    ids 0 "\"ưu tiên dùng hàng Việt Nam\"" | sort >marked &&
    ids 0 "\"uu tien dung hang viet nam\"" | sort >plain &&
    test -s marked && diff -u marked plain'

test_expect 'free words rank the same first, with marks and without' '
    ids 0 "ưu tiên dùng hàng Việt Nam" | head -n 3 >marked &&
    ids 0 "uu tien dung hang viet nam" | head -n 3 >plain &&
    test -s marked && diff -u marked plain'

test_expect 'the decomposed form finds the same' '
    ids 0 "hòa bình" >composed &&
    ids 0 "$(printf "ho\\314\\200a bi\\314\\200nh")" >decomposed &&
    ids 0 "hoà bình" >other &&
    test -s composed && diff -u composed decomposed &&
    diff -u composed other'

test_expect 'đuong marks đường and đương, never dương' '
    cvdsearch --index idx --format jsonl --limit 50 "đuong" >out &&
    grep -o "<mark>[^<]*</mark>" out | sort -fu >marks &&
    test -s marks &&
    test_status 1 grep -iv "<mark>đ[ưu][oơờóòọớợởỡô]*ng</mark>" marks'

test_expect 'every document can be shown and its text read' '
    for id in $(ls docs); do
        cvdsearch show --index idx --format json "$id" >json &&
        grep -q "\"id\":\"$id\"" json &&
        cvdsearch text --index idx "$id" >text && test -s text || exit 1
    done'

test_expect 'and the index is whole' 'cvdindex check --index idx'

test_done
