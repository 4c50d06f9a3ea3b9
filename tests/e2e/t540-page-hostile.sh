#!/bin/sh
test_description='the page: hostile text stays text in the DOM'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/page/page.sh" || exit 1

test_page hostile.mjs

test_done
