#!/bin/sh
test_description='cvdsearchd: slow clients, too many of them'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/http/http.sh" || exit 1

# Long enough that an answer does not fit into the buffers of two sockets.
test_expect 'long documents are indexed with the samples' '
    awk "BEGIN {
        for (i = 0; i < 6000; i++) {
            printf \"{\\\"id\\\":\\\"long-%d\\\",\\\"text\\\":\\\"\", i
            for (k = 0; k < 300; k++) printf \"xin ch\\303\\240o \"
            print \"\\\"}\"
        }
    }" >long.jsonl &&
    cvdindex rebuild --index idx "$CORPUS/samples" long.jsonl'

test_node attacks.mjs "$PWD/idx"

test_done
