#!/bin/sh
test_description='cvdsearchd: HTTP at its edges'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/http/http.sh" || exit 1

test_expect 'the samples are indexed' '
    cvdindex rebuild --index idx "$CORPUS/samples"'

test_node edges.mjs "$PWD/idx"
test_node negotiation.mjs "$PWD/idx"

test_done
