#!/bin/sh
test_description='cvdsearchd: generations swapped under it, reload, stop'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/http/http.sh" || exit 1

test_expect 'the samples are indexed' '
    cvdindex rebuild --index idx "$CORPUS/samples"'

test_node life.mjs "$PWD/idx" "$PWD"

test_done
