#!/bin/sh
# fidelity.sh - how like a collection the documents are that are drawn from a
# model of it (bench/generate.c): vocabulary, lengths, skew, pairs, side by
# side.  Bodies alone, as many as the collection has.
#
#   BENCH_COLLECTION  a .jsonl or .jsonl.xz with {"id", "text"} lines
#
# May depend on: POSIX sh and tools, xz, what make has built.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
mkdir -p "$build/bench"
tmp=$(mktemp -d "$build/bench/fidelity.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
# shellcheck source=bench/server.sh
. bench/server.sh

collection >"$tmp/collection.jsonl"
"$tools/generate" learn "$tmp/collection.jsonl" >"$tmp/model"
"$tools/generate" --bare "$tmp/model" \
    "$(wc -l <"$tmp/collection.jsonl")" 1 >"$tmp/drawn.jsonl"
say "A: the collection, B: drawn from a model of it"
"$tools/generate" compare "$tmp/collection.jsonl" "$tmp/drawn.jsonl"
