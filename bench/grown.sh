# shellcheck shell=sh
# grown.sh - what the scripts of this folder share that measure by size: a
# model, documents drawn from it, an index of them.  To be sourced after
# server.sh.
#
#   BENCH_COLLECTION  a .jsonl or .jsonl.xz the model is learnt from; else the
#                     legal code, else the samples
#   GROWTH_MODEL      or a model
#   GROWTH_DIR        where documents and indexes stay (build/bench/growth)
#   GROWTH_WORDS      words of a document (250: 1.7 GB a million)
#   GROWTH_JOBS       threads that index (2)
#
# May depend on: POSIX sh and tools, what make has built.
# shellcheck disable=SC2154,SC2034  # theirs; for them

grown=${GROWTH_DIR:-$build/bench/growth}
words=${GROWTH_WORDS:-250}
jobs=${GROWTH_JOBS:-2}
seed=1
mkdir -p "$grown"

have_model() {
    model=${GROWTH_MODEL:-$grown/model}
    [ ! -f "$model" ] || return 0
    say "learning a model"
    collection >"$tmp/collection.jsonl"
    "$tools/generate" learn "$tmp/collection.jsonl" >"$model.new"
    mv "$model.new" "$model"
    rm "$tmp/collection.jsonl"
}

# have_documents N: $documents is a file of so many, drawn.
have_documents() {
    documents=$grown/documents-$1-$words.jsonl
    [ ! -f "$documents" ] || return 0
    have_model
    "$tools/generate" --words "$words" "$model" "$1" "$seed" \
        >"$documents.new"
    mv "$documents.new" "$documents"
}

# later_documents FIRST N SEED: documents as they might come later, on standard
# output.
later_documents() {
    have_model
    "$tools/generate" --words "$words" --from "$1" "$model" "$2" "$3"
}

# timed COMMAND...: its report (bench/usage.c) goes to $tmp/usage.
timed() {
    "$tools/usage" time "$@" 3>"$tmp/usage"
}

used() {
    value "$1" <"$tmp/usage"
}

# build_index N: $index anew, timed.
build_index() {
    have_documents "$1"
    index=$grown/index-$1-$words
    rm -rf "$index"
    timed "$bin/cvdindex" rebuild --jobs "$jobs" --index "$index" \
        "$documents" >"$tmp/built" 2>/dev/null || [ "$(used status)" = 1 ] || {
        say "cannot index" >&2
        exit 3
    }
}

# grown_index N: $index, made if it is not there or of another format.
grown_index() {
    index=$grown/index-$1-$words
    "$bin/cvdindex" stats --index "$index" >/dev/null 2>&1 || {
        say "indexing $1 documents"
        build_index "$1"
    }
}

# stat_of KEY: of $index.
stat_of() {
    "$bin/cvdindex" stats --json --index "$index" |
        sed "s/.*\"$1\":\([0-9]*\).*/\1/"
}

# Questions of words drawn from the first documents: $tmp/queries, the classes
# of bench/measure.h that ask for words alone.
have_queries() {
    have_documents "$1"
    head -n 20000 "$documents" | "$tools/prepare" tokens "$tmp/tokens" \
        /dev/null >/dev/null
    "$tools/prepare" queries "$tmp/tokens" "$tmp/drawn" /dev/null 1
    plain='one_common|one_rare|or[35]|and[23]|phrase[235]|prefix'
    grep -E "^($plain)(_folded)?	" "$tmp/drawn" >"$tmp/queries"
    rm "$tmp/tokens" "$tmp/drawn"
}

# Names of provinces, in no order, over and over.
provinces() {
    grep -v '^#' corpus/tables/provinces.tsv | cut -f 2 | sort -k 2
}

# Percentile SHARE of numbers on standard input.
percentile() {
    sort -n | awk -v share="$1" '{ v[NR] = $1 }
        END { i = int(NR * share + 0.999999); print v[i < 1 ? 1 : i] }'
}
