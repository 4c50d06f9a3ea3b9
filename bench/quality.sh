#!/bin/sh
# quality.sh - what `make quality` runs: how well we rank on judged questions,
# beside Lucene 8 and Xapian as they come, on one collection, all scored by
# one program (bench/quality.c).
#
#   COLLECTION  a .jsonl or .jsonl.xz with {"id", "title"?, "text"} lines
#   QUERIES     qid TAB question
#   QRELS       qid TAB document TAB grade
#   INDEX       an index of that collection; else one is built
#   ABLATION    if set, also what each ingredient of the ranking brings
#   QUALITY_PEERS  which peers ("lucene xapian"; empty: none)
#   BUILD       where make built (build)
#
# Arguments go to that program: --tsv, --folds=K, --save=PREFIX,
# --against=PREFIX, --set=NAME=VALUE, --ablation=FILE.  What a peer answered
# is kept in $BUILD/bench/quality/ and used again while its program and the
# files are the same, which a line on stderr says.  Packages for Lucene are
# installed with apt-get where that is possible.
# May depend on: POSIX sh and tools, Debian's apt-get and dpkg-query, xz.
set -eu

cd "$(dirname "$0")/.."
build=${BUILD:-build}
data=../shared/data/legal
collection=${COLLECTION:-$data/articles.jsonl.xz}
queries=${QUERIES:-$data/queries.dev.tsv}
qrels=${QRELS:-$data/qrels.dev.tsv}
peers=${QUALITY_PEERS-lucene xapian}
kept=$build/bench/quality

# stdout is the table.
say() {
    printf '%s\n' "$*" >&2
}

# What was asked for must be there; what was not may be missing.
for given in "${COLLECTION:-}" "${QUERIES:-}" "${QRELS:-}"; do
    [ -z "$given" ] || [ -f "$given" ] || {
        say "cannot open '$given'"
        exit 3
    }
done
for path in "$collection" "$queries" "$qrels"; do
    [ -f "$path" ] || {
        say "quality skipped: no '$path' here; give COLLECTION=, QUERIES=" \
            "and QRELS="
        exit 0
    }
done

mkdir -p "$kept"
tmp=$(mktemp -d "$build/bench/quality.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# shellcheck source=bench/peers.sh
. bench/peers.sh

# ---- collection ----------------------------------------------------------

# The collection as plain JSONL in $tmp, made when first needed.
need_collection() {
    [ -e "$tmp/collection.jsonl" ] && return
    case $collection in
    *.xz) packages xz-utils && xz -dc "$collection" >"$tmp/collection.jsonl" ;;
    *) ln -s "$(realpath "$collection")" "$tmp/collection.jsonl" ;;
    esac
}

# The same as $tmp/texts and $tmp/questions, which peers read.
need_texts() {
    [ -e "$tmp/texts" ] && return
    need_collection &&
    "$build/bench/texts" questions <"$queries" >"$tmp/questions" &&
    "$build/bench/texts" <"$tmp/collection.jsonl" >"$tmp/texts.new" &&
    mv "$tmp/texts.new" "$tmp/texts"
}

# ---- peers ---------------------------------------------------------------

# answers_lucene PREFIX: build its index, ask, leave its rankings.
answers_lucene() {
    compile_java "$tmp" bench/PeerLuceneQuality.java &&
    need_texts &&
    java -Xmx1g -cp "${classpath:?}" PeerLuceneQuality "$tmp/texts" \
        "$tmp/questions" "$tmp/lucene" "$1"
}

answers_xapian() {
    need_texts || return 1
    for form in accented unaccented; do
        "$build/bench/quality_xapian" "$form" "$tmp/texts" "$tmp/questions" \
            "$tmp/xapian" "$1.$form.run" || return 1
    done
}

# peer NAME SOURCE RANKINGS...: have the rankings of a peer, "" or "+more",
# kept under a name that tells what they were made of.  A peer that cannot be
# built here is left out, not the whole run.
peer() {
    name=$1
    source=$2
    shift 2
    key=$(cat "$source" bench/texts.c bench/fold.c "$collection" \
              "$queries" | sha256sum | cut -c 1-16)
    prefix=$kept/$name-$key
    if [ -e "$prefix.done" ]; then
        say "$name: answers kept from an earlier run on the same files"
    else
        say "$name: building its index and asking"
        rm -f "$kept/$name-"*
        "answers_$name" "$prefix" >&2 || {
            say "$name: cannot be built here, skipped"
            return 0
        }
        : >"$prefix.done"
    fi
    for ranking in "$@"; do
        printf '%s\n' "--run=$name$ranking=$prefix$ranking" >>"$tmp/runs"
    done
}

# ---- main ----------------------------------------------------------------

index=${INDEX:-$tmp/index}
if [ -z "${INDEX:-}" ]; then
    need_collection
    say "cvdsearch: building its index"
    "$build/bin/cvdindex" rebuild --index "$index" --jobs 2 \
        "$tmp/collection.jsonl" >&2
fi
: >"$tmp/runs"
for name in $peers; do
    case $name in
    lucene) peer lucene bench/PeerLuceneQuality.java '' +pairs ;;
    xapian) peer xapian bench/quality_xapian.cc '' ;;
    *) say "no peer is called '$name'" && exit 2 ;;
    esac
done
while read -r run; do
    set -- "$@" "$run"
done <"$tmp/runs"
rm -f "$tmp/texts"              # leave memory to the index
[ -z "${ABLATION:-}" ] || set -- "$@" --ablation=bench/ablation.tsv
"$build/bin/cvdquality" --queries="$queries" --qrels="$qrels" \
    --index="$index" "$@"

# What is decided when indexing takes an indexer and an index of its own.
[ -n "${ABLATION:-}" ] || exit 0
need_collection
${MAKE:-make} BUILD="$build/untitled" DEFINE=-DCVD_TITLE_WORDS=0 \
    "$build/untitled/bin/cvdindex" >&2
"$build/untitled/bin/cvdindex" rebuild --index "$tmp/untitled" --jobs 2 \
    "$tmp/collection.jsonl" >&2
printf 'a title counts once more, not by its length\t\n' >"$tmp/row"
"$build/bin/cvdquality" --queries="$queries" --qrels="$qrels" \
    --index="$tmp/untitled" --ablation="$tmp/row" | tail -n 2
