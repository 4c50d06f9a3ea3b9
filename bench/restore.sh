#!/bin/sh
# restore.sh - what `make bench-restore` runs: how much of a text is right when
# its marks are stripped and put back, and how fast; and how often what is
# offered in place of a question is right.
#
#   BENCH_COLLECTION  a .jsonl or .jsonl.xz with {"id", "text"} lines: nine
#                     lines of ten are indexed, the tenth is held out
#   BENCH_OTHER       other texts to be restored from that index: .jsonl,
#                     .jsonl.xz, or lines of an id, a tab and a text
#   BENCH_QUESTIONS   lines of an id, a tab and a question, for what is
#                     offered: asked of an index of the whole collection
#
# May depend on: POSIX sh and tools, xz, and what make has built.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
data=../shared/data
given=${BENCH_COLLECTION:-$data/legal/articles.jsonl.xz}
others=${BENCH_OTHER-$data/legal/queries.dev.tsv $data/published/documents.jsonl.xz}
questions=${BENCH_QUESTIONS-$data/legal/queries.dev.tsv}
[ -f "$given" ] || {
    echo "bench-restore: name a collection in BENCH_COLLECTION" >&2
    exit 3
}
mkdir -p "$build/bench"
tmp=$(mktemp -d "$build/bench/restore.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

lines() {
    case $1 in
    *.xz) xz -dc "$1" ;;
    *) cat "$1" ;;
    esac
}

lines "$given" | awk -v held="$tmp/held.jsonl" 'NR % 10 { print; next }
    { print >held }' >"$tmp/train.jsonl"
"$build/bin/cvdindex" rebuild --index "$tmp/index" "$tmp/train.jsonl" \
    2>/dev/null | tail -n 1
echo "held out of $given:"
"$build/bin/cvdrestore" "$tmp/index" "$tmp/held.jsonl"
for other in $others; do
    [ -f "$other" ] || continue
    echo "$other:"
    lines "$other" >"$tmp/other"
    "$build/bin/cvdrestore" "$tmp/index" "$tmp/other" 1000
done

[ -f "$questions" ] || exit 0
"$build/bin/cvdindex" add --index "$tmp/index" "$tmp/held.jsonl" 2>/dev/null |
    tail -n 1
echo "offered in place of $questions:"
"$build/bin/cvdoffers" "$tmp/index" "$questions"
