#!/bin/sh
# page.sh - what `make bench-page` runs: how soon the page shows something on
# a slow machine, and what comes over the network.
#
#   BENCH_INDEX   an index to ask; that of the sample documents where not set
#   BENCH_ROUNDS  of each figure (9)
#
# May depend on: POSIX sh, node, Chromium, and what make has built.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
index=${BENCH_INDEX-}
if [ -z "$index" ]; then
    index=$build/bench/page-index
    "$build/bin/cvdindex" rebuild --index "$index" corpus/samples
fi
BUILD=$build BIN_DIR=$build/bin HTTP_TESTS=build/http-tests \
    node bench/page.mjs "$index" 'ưu tiên dùng hàng Việt' \
    'uu tien dung hang viet nam' 'kế hoạch 277 ocop ninh thuận 2023'
