#!/bin/sh
test_description='the page: results while one types, in place'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/page/page.sh" || exit 1

test_page live.mjs

test_done
