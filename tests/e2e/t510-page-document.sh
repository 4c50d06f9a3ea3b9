#!/bin/sh
test_description='the page of a document: what was sought in it, print, back'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/page/page.sh" || exit 1

test_page document.mjs

test_done
