#!/bin/sh
# reuse.sh - what `make quality-reuse` runs: how well copies of documents and
# carriers of a sentence are found, that bench/plant.c put into collections.
#
#   REUSE_DOCUMENTS  of a collection (5000)
#   REUSE_COPIES     planted of each kind (30)
#   REUSE_SENTENCES  planted in a dozen forms each (60)
#   REUSE_SEED       what is drawn hangs on (1)
#   REUSE_SEARCH     another cvdsearch to compare with, and REUSE_INDEX, the
#                    cvdindex that goes with it
#   BUILD            where make built (build)
#
# Two collections: documents drawn by bench/generate.c from a model of the
# samples, which are the same everywhere, and the first articles of the legal
# code by their ids, left out with a message where that is not at hand.
# Markdown comes on stdout.
# May depend on: POSIX sh and tools, xz, what make has built.
set -eu

cd "$(dirname "$0")/.."
build=${BUILD:-build}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/reuse.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# shellcheck source=bench/server.sh
. bench/server.sh

documents=${REUSE_DOCUMENTS:-5000}
seed=${REUSE_SEED:-1}
cvdsearch=${REUSE_SEARCH:-$bin/cvdsearch}
cvdindex=${REUSE_INDEX:-$bin/cvdindex}
# Longer than a letter is, so that there is something to copy besides head and
# foot.
words=400

generated() {
    BENCH_COLLECTION=none collection >"$tmp/samples.jsonl"
    "$tools/generate" learn "$tmp/samples.jsonl" >"$tmp/model"
    "$tools/generate" --words "$words" "$tmp/model" "$documents" "$seed"
}

# An id is what a line begins with.  Without the note below each heading, of
# which law it is and since when: all articles of a law have it.
legal() {
    xz -dc "$data/articles.jsonl.xz" | LC_ALL=C sort >"$tmp/sorted.jsonl"
    head -n "$documents" "$tmp/sorted.jsonl" |
        sed 's/\\n([^\\]*)\\n/\\n/'
    rm "$tmp/sorted.jsonl"
}

# measure NAME TITLE: of the collection that function NAME writes.
measure() {
    mkdir "$tmp/$1"
    "$1" >"$tmp/$1.jsonl"
    "$tools/plant" --seed "$seed" --copies "${REUSE_COPIES:-30}" \
        --sentences "${REUSE_SENTENCES:-60}" "$tmp/$1.jsonl" "$tmp/$1"
    "$cvdindex" rebuild --index "$tmp/index-$1" --jobs 2 \
        "$tmp/$1/set.jsonl" >"$tmp/built" 2>&1 || {
        cat "$tmp/built" >&2
        exit 3
    }
    printf '## %s\n\n' "$2"
    "$tools/reuse_score" "$cvdsearch" "$tmp/index-$1" "$tmp/$1"
    printf '\n'
}

measure generated "Generated documents"
if [ -f "$data/articles.jsonl.xz" ]; then
    measure legal "Articles of the legal code"
else
    say "reuse.sh: no $data/articles.jsonl.xz: generated documents only" >&2
fi
