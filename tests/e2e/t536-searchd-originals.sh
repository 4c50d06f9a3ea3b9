#!/bin/sh
test_description='cvdsearchd: the files documents were read from'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/http/http.sh" || exit 1

test_node originals.mjs

test_done
