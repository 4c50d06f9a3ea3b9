#!/bin/sh
test_description='cvdsearchd: its description of itself, and each answer beside it'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/http/http.sh" || exit 1

test_expect 'the samples are indexed' '
    cvdindex rebuild --index idx "$CORPUS/samples"'

test_node openapi.mjs "$PWD/idx"

test_done
