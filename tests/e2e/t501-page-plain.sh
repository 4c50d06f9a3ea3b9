#!/bin/sh
test_description='the page without a script: forms and links'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/page/page.sh" || exit 1

test_page plain.mjs

test_done
