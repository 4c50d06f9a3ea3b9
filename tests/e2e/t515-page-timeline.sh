#!/bin/sh
test_description='the page: bars of time, and choosing some of it'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/page/page.sh" || exit 1

test_page timeline.mjs

test_done
