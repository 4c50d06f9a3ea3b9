#!/bin/sh
test_description='the page: without a mouse, without sight, zoomed, narrow, dark'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/page/page.sh" || exit 1

test_page accessible.mjs

test_done
