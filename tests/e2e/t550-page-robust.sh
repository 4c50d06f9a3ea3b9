#!/bin/sh
test_description='the page: what comes late, wrong or never; steps and races'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/page/page.sh" || exit 1

test_page robust.mjs

test_done
