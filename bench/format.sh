#!/bin/sh
# format.sh - what `make bench-format` runs: the candidates for the index
# format, and what compression and the analyzer cost on their own.
#
#   BENCH_COLLECTION  a .jsonl or .jsonl.xz with {"id", "text"} lines
#
# May depend on: POSIX sh and tools, xz, a C and C++ compiler, Xapian, jansson,
# and the library make has built.
set -eu
cd "$(dirname "$0")/.."
given=${BENCH_COLLECTION:-../shared/data/legal/articles.jsonl.xz}
[ -f "$given" ] || {
    echo "bench-format: name a collection in BENCH_COLLECTION" >&2
    exit 3
}
mkdir -p build/bench
tmp=$(mktemp -d build/bench/format.XXXXXX)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

parts='tokens measure word_table pair_run pair_file'
objects=
for p in $parts; do
    cc -std=c17 -D_POSIX_C_SOURCE=200809L -O2 -c -o "$tmp/$p.o" "bench/$p.c"
    objects="$objects $tmp/$p.o"
done
for p in prepare prepare_queries prepare_attributes pieces; do
    cc -std=c17 -D_POSIX_C_SOURCE=200809L -O2 -I. -c -o "$tmp/$p.o" \
        "bench/$p.c"
done
for p in prepare pieces; do
    parts=$tmp/$p.o
    [ "$p" = pieces ] ||
        parts="$parts $tmp/prepare_queries.o $tmp/prepare_attributes.o"
    # shellcheck disable=SC2086  # words on purpose
    c++ -o "$tmp/$p" $parts $objects build/libcvd.a -ljansson -lz \
        -ldeflate -licuuc -lpthread
done
# shellcheck disable=SC2086
c++ -std=c++17 -O2 -o "$tmp/candidates" bench/format_candidates.cc $objects \
    -lxapian -lpthread

case $given in
*.xz) xz -dc "$given" >"$tmp/collection" ;;
*) ln -s "$(realpath "$given")" "$tmp/collection" ;;
esac
"$tmp/pieces" analyzer <"$tmp/collection"
"$tmp/pieces" blocks <"$tmp/collection"
"$tmp/prepare" tokens "$tmp/tokens" /dev/null <"$tmp/collection" |
    tee "$tmp/sizes"
bytes=$(sed 's/.*text_bytes=\([0-9]*\).*/\1/' "$tmp/sizes")
for v in a b c d e f g; do
    echo "candidate $v"
    "$tmp/candidates" "$v" "$tmp/tokens" "$bytes" "$tmp/out-$v"
    rm -rf "$tmp/out-$v"
done
