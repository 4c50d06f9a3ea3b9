#!/bin/sh
test_description='the page: what was understood, ways out of an empty answer'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/page/page.sh" || exit 1

test_page chips.mjs

test_done
