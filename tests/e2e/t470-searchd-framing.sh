#!/bin/sh
test_description='cvdsearchd: where a request and an answer end'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/http/http.sh" || exit 1

test_expect 'the samples are indexed' '
    cvdindex rebuild --index idx "$CORPUS/samples"'

test_node framing.mjs "$PWD/idx"

test_done
