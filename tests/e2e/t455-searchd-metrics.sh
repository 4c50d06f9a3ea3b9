#!/bin/sh
test_description='cvdsearchd: what it counts'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/http/http.sh" || exit 1

# On PATH, or where `make http-tests` put it.
PROMTOOL=$(command -v promtool || ls "$HTTP_TESTS/promtool" 2>/dev/null)
export PROMTOOL

test_expect 'the samples are indexed' '
    cvdindex rebuild --index idx "$CORPUS/samples"'

test_node metrics.mjs "$PWD/idx"

test_done
