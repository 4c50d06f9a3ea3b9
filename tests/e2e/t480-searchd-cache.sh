#!/bin/sh
test_description='cvdsearchd: answers kept for who asks the same again'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/http/http.sh" || exit 1

test_expect 'the samples are indexed' '
    cvdindex rebuild --index idx "$CORPUS/samples"'

# 500 long documents of the same sixty words, each in an order of its own: a
# hundred snippets of all take longer than the shortest deadline.
test_expect 'so are documents whose snippets take long' '
    awk "BEGIN { for (d = 0; d < 500; d++) {
        printf \"{\\\"id\\\":\\\"%d\\\",\\\"text\\\":\\\"\", d
        for (i = 0; i < 3000; i++) printf \"w%d \", int(60 * rand())
        print \"\\\"}\" } }" >slow.jsonl &&
    cvdindex rebuild --index slow slow.jsonl'

test_node cache.mjs "$PWD/idx" "$PWD" "$PWD/slow"

test_done
