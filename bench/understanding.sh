#!/bin/sh
# understanding.sh - what `make bench-understanding` runs: how long indexing
# takes beside the same program with understanding left out (CVD_WORDS_ONLY).
#
#   understanding.sh COLLECTION...    .jsonl or .jsonl.xz
#
# Seconds of CPU, so that other work on the machine matters less.  The two
# take turns, RUNS times each; the best of each counts, the other runs say how
# far to trust it.  Work files live in build/bench/.
# May depend on: POSIX sh and tools, xz, make.
set -eu

cd "$(dirname "$0")/.."
[ $# -gt 0 ] || {
    echo 'give a collection: make bench-understanding COLLECTION=FILE' >&2
    exit 2
}
runs=${RUNS:-3}
mkdir -p build/bench
tmp=$(mktemp -d build/bench/understanding.XXXXXX)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

make --no-print-directory BUILD=build/words-only \
    DEFINE=-DCVD_WORDS_ONLY=1 build/words-only/bin/cvdindex >/dev/null

# seconds PROGRAM COLLECTION: of CPU, user and system, all threads
seconds() {
    rm -rf "$tmp/index"
    sh -c '"$0" rebuild --index "$1" "$2" >/dev/null && times' \
        "$1" "$tmp/index" "$2" >"$tmp/times" 2>"$tmp/err" || {
        cat "$tmp/err" >&2
        echo "$1 failed on $2" >&2
        exit 1
    }
    tail -n 1 "$tmp/times" | sed 's/[ms]/ /g' |
        awk '{ print $1 * 60 + $2 + $3 * 60 + $4 }'
}

for given; do
    case $given in
    *.xz) xz -dc "$given" >"$tmp/collection.jsonl" ;;
    *) cp "$given" "$tmp/collection.jsonl" ;;
    esac
    : >"$tmp/with"
    : >"$tmp/without"
    i=0
    while [ "$i" -lt "$runs" ]; do
        seconds build/bin/cvdindex "$tmp/collection.jsonl" >>"$tmp/with"
        seconds build/words-only/bin/cvdindex "$tmp/collection.jsonl" \
            >>"$tmp/without"
        i=$((i + 1))
    done
    with=$(sort -n "$tmp/with" | head -n 1)
    without=$(sort -n "$tmp/without" | head -n 1)
    printf '%s: %s s with, %s s without: %s of the speed (with: %s;' \
        "$given" "$with" "$without" \
        "$(echo "$without $with" | awk '{ printf "%.2f", $1 / $2 }')" \
        "$(tr '\n' ' ' <"$tmp/with")"
    printf ' without: %s)\n' "$(tr '\n' ' ' <"$tmp/without")"
done
