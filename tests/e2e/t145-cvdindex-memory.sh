#!/bin/sh
test_description='cvdindex: the same answers however little memory it may take'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

# More than the least memory holds at once: 9,000 documents of 1 KB, among
# 2,000 words.
awk 'BEGIN {
    srand(1)
    for (i = 0; i < 9000; i++) {
        printf "{\"id\":\"%05d\",\"title\":\"Văn bản %d\",\"text\":\"", i, i
        printf "Số: %d/KH-UBND\\n", i % 700 + 1
        for (k = 0; k < 150; k++) {
            n = int(2000 * rand() * rand())
            printf "%s%c%c%d", k ? " " : "", 97 + n % 26, 97 + n % 7, n
        }
        print "\"}"
    }
}' >in.jsonl

parts() { cvdindex stats --json --index "$1" |
    sed 's/.*"parts":\([0-9]*\).*/\1/'; }

# What a question finds, all of it if that is little, in the order of ids.
ids() { cvdsearch --index "$1" --format tsv --limit 1000 "$2" |
    sed 1d | cut -f 1 | sort; }

test_expect 'little memory makes several parts, much makes one' '
    cvdindex rebuild --index small --memory 128M in.jsonl >out &&
    cvdindex rebuild --index large --memory 1G in.jsonl >out &&
    test "$(parts small)" -gt 1 && test "$(parts large)" = 1 &&
    cvdindex check --index small && cvdindex check --index large'

test_expect 'both find the same' '
    for q in sc1500 "sc1500 -aa0" "\"aa0 bb1\"" "số:12/KH-UBND"; do
        ids small "$q" >a && ids large "$q" >b && test -s a &&
        diff -u a b || exit 1
    done'

test_expect 'with several threads too, and added in two steps' '
    head -n 4000 in.jsonl >first.jsonl &&
    cvdindex add --index steps --memory 128M --jobs 7 first.jsonl >out &&
    cvdindex add --index steps --memory 128M --jobs 1 in.jsonl >out &&
    grep "^5000 added, 0 updated, 4000 unchanged" out &&
    cvdindex check --index steps &&
    ids steps "sc1500 -aa0" >a && ids large "sc1500 -aa0" >b &&
    diff -u a b'

test_done
