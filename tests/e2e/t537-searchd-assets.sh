#!/bin/sh
test_description='cvdsearchd: style, script and icon, kept by browsers'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/http/http.sh" || exit 1

test_expect 'the samples are indexed' '
    cvdindex rebuild --index idx "$CORPUS/samples"'

test_node assets.mjs "$PWD/idx"

test_done
