#!/bin/sh
test_description='cvdsearchd: what it suggests, to the page and to browsers'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/http/http.sh" || exit 1

test_expect 'the samples are indexed' '
    cvdindex rebuild --index idx "$CORPUS/samples"'

test_node suggest.mjs "$PWD/idx"

test_done
