#!/bin/sh
test_description='cvdsearch search: pages and order'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

# 57 documents; the dates in another order than the ids, some equal, at
# every precision; one without.
i=0
while [ "$i" -lt 57 ]; do
    year=$((2000 + i * 7 % 23))
    case $((i % 3)) in
    0) date=$year ;;
    1) date=$year-0$((i % 9 + 1)) ;;
    2) date=$year-0$((i % 9 + 1))-1$((i % 10)) ;;
    esac
    meta=",\"metadata\":{\"date\":\"$date\"}"
    [ "$i" = 40 ] && meta=
    words=gạo
    [ $((i % 4)) = 0 ] && words='gạo gạo tám'
    echo "{\"id\":\"d$i\",\"text\":\"$words số $i\"$meta}"
    i=$((i + 1))
done >docs.jsonl

col() { # COLUMN ARGUMENT...
    column=$1
    shift
    cvdsearch --index idx --format tsv "$@" | sed 1d | cut -f"$column"
}

test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
test_expect 'ten hits when no limit is given' '
    col 1 gạo >out && test "$(wc -l <out)" -eq 10'
for sort in relevance newest oldest; do
    test_expect "pages by $sort part the hits: none twice, none left out" "
        col 1 gạo --sort $sort --limit 1000 >all &&
        test \"\$(wc -l <all)\" -eq 57 &&
        test \"\$(sort -u all | wc -l)\" -eq 57 &&
        for size in 1 10 13 56 57; do
            at=0
            : >paged
            while [ \$at -lt 60 ]; do
                col 1 gạo --sort $sort --limit \$size --offset \$at \
                    >>paged || exit
                at=\$((at + size))
            done
            diff all paged || { echo \"pages of \$size\"; exit 1; }
        done"
done
test_expect 'oldest first, what has no date last' '
    col 6 gạo --sort oldest --limit 1000 >dates &&
    test -z "$(tail -n 1 dates)" &&
    sed "\$d" dates | sed "s/^\(....\)\$/\1-00-00/;s/^\(.......\)\$/\1-00/" \
        >full && sort full | diff - full'
test_expect 'newest first, what has no date last' '
    col 6 gạo --sort newest --limit 1000 >dates &&
    test -z "$(tail -n 1 dates)" &&
    sed "\$d" dates | cut -c1-4 >years && sort -r years | diff - years'
test_expect 'relevance: the score falls, and more of the word is more' '
    col 2 gạo tám --limit 57 >scores && sort -rn scores | diff - scores &&
    col 1 gạo tám --limit 1 >top && n=$(sed "s/d//" top) &&
    test $((n % 4)) -eq 0'
test_expect 'past the last page is nothing more, yet found' '
    cvdsearch --index idx --format tsv gạo --offset 57 >out &&
    test "$(wc -l <out)" -eq 1 &&
    cvdsearch --index idx --format tsv gạo --offset 100000 >out'
test_expect 'the rank goes on over the pages' '
    cvdsearch --index idx gạo --offset 20 --limit 1 >out &&
    grep "^ 21\. " out'
test_expect 'the same question has the same answer' '
    col 1 gạo --limit 57 >all &&
    for i in 1 2 3 4 5; do
        col 1 gạo --limit 57 | diff all - || exit 1
    done'

test_expect 'what has only some of the words follows, in no other order' '
    for i in 1 2 3; do
        echo "{\"id\":\"both$i\",\"text\":\"chè lam\",\"metadata\":{\"date\":\"200$i\"}}"
        echo "{\"id\":\"one$i\",\"text\":\"chè xanh\",\"metadata\":{\"date\":\"201$i\"}}"
    done >two.jsonl &&
    cvdindex add --index two two.jsonl &&
    cvdsearch --index two --format tsv "chè lam" 2>err | sed 1d |
        cut -f1 | cut -c1-3 | uniq >got &&
    printf "bot\none\n" | diff -u - got && grep "một số từ" err &&
    cvdsearch --index two --format tsv --sort newest "chè lam" |
        sed 1d | cut -f1 >got &&
    printf "both3\nboth2\nboth1\n" | diff -u - got'

# Thousands of hits, more than are all weighed: what cannot be among the best
# is passed over, and nothing else.
awk 'BEGIN {
    for (i = 1; i <= 3000; i++) {
        r = (r * 1103 + 12345 + i) % 65536
        text = "định"
        for (k = r % 40; k > 0; k--) text = text " chữ"
        if (r % 9 == 0) text = text " dinh"
        printf "{\"id\":\"%d\",\"text\":\"%s\"}\n", i, text
    }
}' >many.jsonl
test_expect 'however long a page is, it is how the longest begins' '
    cvdindex add --index many many.jsonl &&
    cvdsearch --index many --format tsv --limit 1000 dinh | sed 1d |
        cut -f1 >all &&
    test "$(wc -l <all)" -eq 1000 &&
    for size in 10 63 74 103 120 138; do
        cvdsearch --index many --format tsv --limit "$size" dinh | sed 1d |
            cut -f1 >page &&
        head -n "$size" all | test_same page || exit 1
    done'

test_done
