#!/bin/sh
test_description='the page: provinces as a map of tiles'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/page/page.sh" || exit 1

test_page map.mjs

test_done
