#!/bin/sh
test_description='cvdsearch search: document numbers and dates'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

plan=ninh-thuan/ke-hoach-277-bcd-2023.txt

col() {
    column=$1
    shift
    cvdsearch --index idx --format tsv --limit 100 "$@" | sed 1d |
        cut -f"$column"
}

test_expect 'the sample documents are indexed' '
    cvdindex add --index idx "$CORPUS/samples"'
test_expect 'a number finds first what bears it' '
    for q in 277-KH/BCĐ 277-kh/bcd "277 - KH / BCĐ" "KH 277" "kh 277"; do
        test "$(col 1 "$q" | sed -n 1p)" = $plan ||
            { echo "not by $q"; exit 1; }
    done'
test_expect 'a number finds what cites it, and no more than it should' '
    col 1 277-KH/BCĐ | sort >found &&
    (cd "$CORPUS/samples" && grep -rl "277-KH/BCĐ" .) |
        sed "s|^\./||" | grep -v jsonl | sort >bear &&
    comm -13 found bear >missing && test ! -s missing || {
        cat missing; false; }'
test_expect 'số: is what bears it, alone' '
    col 1 "số:277-KH/BCĐ" >out && echo $plan | test_same out &&
    col 1 "number:277-kh/bcd" >out && echo $plan | test_same out &&
    col 1 --number 277-KH/BCĐ >out && echo $plan | test_same out'
test_expect 'dẫn: is what cites it, without what bears it' '
    col 1 "dẫn:277-KH/BCĐ" >cites && test -s cites &&
    ! grep -x $plan cites &&
    col 1 --cites 277-kh/bcd | diff cites - &&
    col 1 "dan:277-kh/bcd" | diff cites -'
test_expect 'cited_by counts them' '
    cvdsearch --index idx --format json "số:277-KH/BCĐ" >out &&
    grep "\"cited_by\":$(wc -l <cites | tr -d " ")[,}]" out'
test_expect 'a number of several provinces is told apart by a filter' '
    test "$(col 1 "số:37-KH/TU" | wc -l)" -gt 1 &&
    col 1 "số:37-KH/TU tỉnh:lang-son" >out &&
    echo lang-son-37-kh-tu-2021 | test_same out'
test_expect 'a number nobody bears or cites is nothing found' '
    test_status 1 cvdsearch --index idx "số:99999-KH/XYZ"'
test_expect 'a number beside words ranks what bears it first' '
    test "$(col 1 277-kh/bcd ninh thuan | sed -n 1p)" = $plan'
test_expect 'a date finds what names that day' '
    col 1 25/10/2021 >out &&
    grep -x ninh-thuan/bao-cao-thuan-nam-so-ket-kh37-2024.txt out'
test_expect 'the number that was understood is told' '
    cvdsearch --index idx --format json 277-kh/bcd >out &&
    grep -i "\"numbers\":\[\"277-kh/bc[dđĐ]\"\]" out'

test_done
