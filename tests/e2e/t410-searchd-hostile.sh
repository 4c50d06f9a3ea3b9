#!/bin/sh
test_description='cvdsearchd: hostile text in documents, names and queries stays text'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/http/http.sh" || exit 1

test_node hostile.mjs "$PWD"

test_done
