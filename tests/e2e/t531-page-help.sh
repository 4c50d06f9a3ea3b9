#!/bin/sh
test_description='the page: help on the query language'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/page/page.sh" || exit 1

test_page help.mjs

test_done
