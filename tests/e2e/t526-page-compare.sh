#!/bin/sh
test_description='the page: two documents side by side'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/page/page.sh" || exit 1

test_page compare.mjs

test_done
