#!/bin/sh
test_description='the page: copies folded under a result, documents that are alike'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/page/page.sh" || exit 1

test_page copies.mjs

test_done
