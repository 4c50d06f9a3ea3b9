#!/bin/sh
test_description='cvdindex: the same result whatever the number of threads'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

# More documents than one batch holds, each id twice, every second changed.
awk 'BEGIN {
    for (i = 0; i < 9000; i++)
        printf "{\"id\":\"%d\",\"text\":\"văn bản số %d\"}\n", i, i
}' >one.jsonl
awk 'BEGIN {
    for (i = 0; i < 9000; i++)
        printf "{\"id\":\"%d\",\"text\":\"văn bản số %d\"}\n", i,
            i % 2 ? i : -i
    print "bad"
}' >two.jsonl

test_expect 'reports are the same with 1, 2 and 7 threads' '
    for n in 1 2 7; do
        cvdindex add --index idx$n --jobs $n one.jsonl >out &&
        test_status 1 cvdindex add --index idx$n --jobs $n --report rep$n \
            two.jsonl one.jsonl two.jsonl >out || exit 1
    done &&
    cmp rep1 rep2 && cmp rep1 rep7'

test_expect 'the later of one id stays, with any number of threads' '
    for n in 1 2 7; do
        test_status 1 cvdindex add --index idx$n two.jsonl >out 2>err &&
        grep "^0 added, 0 updated, 9000 unchanged" out &&
        cvdindex check --index idx$n || exit 1
    done'

test_expect 'what is told adds up' '
    grep -c "\"updated\"" rep1 >got &&
    # 4,499 change to two, back to one, and to two again.
    expr 4499 \* 3 >want && diff -u want got'

test_expect 'a rebuild gives the same index as adding' '
    cvdindex rebuild --index fresh one.jsonl >out &&
    test_status 1 cvdindex rebuild --index fresh two.jsonl >out 2>err &&
    cvdindex stats --json --index fresh >a &&
    cvdindex compact --index idx2 >out &&
    cvdindex stats --json --index idx2 >b &&
    sed "s/.generation.:[0-9]*,//; s/,.disk_bytes.*//" a >a1 &&
    sed "s/.generation.:[0-9]*,//; s/,.disk_bytes.*//" b >b1 &&
    diff -u a1 b1'

test_done
