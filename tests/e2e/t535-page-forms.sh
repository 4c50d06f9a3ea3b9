#!/bin/sh
test_description='the page: what can be taken away, and what a browser keeps'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/page/page.sh" || exit 1

test_page forms.mjs

test_done
