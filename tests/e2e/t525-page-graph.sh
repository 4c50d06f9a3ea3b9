#!/bin/sh
test_description='the page: the citation graph, and walking in it'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/page/page.sh" || exit 1

test_page graph.mjs

test_done
