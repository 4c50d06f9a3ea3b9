#!/bin/sh
test_description='the page: suggestions under the box'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/page/page.sh" || exit 1

test_page suggest.mjs

test_done
