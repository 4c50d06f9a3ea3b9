#!/bin/sh
# run.sh - what `make bench` runs: our index beside Xapian as it comes, SQLite
# FTS5, Groonga, Sphinx and Lucene 8, on one collection, one program at a time.
#
#   BENCH_COLLECTION  a .jsonl or .jsonl.xz with {"id", "text"} lines
#   BENCH_DOCUMENTS   only so many of its lines
#   BENCH_QUESTIONS   judged questions, `id TAB text` lines
#   BENCH_PEERS       which peers ("lucene xapian fts5 groonga sphinx")
#   BENCH_THREADS     threads for those that can use them (2)
#   BENCH_ROUNDS      how often everything is asked (3)
#   BENCH_BUILDS      how often ours and Lucene, whose building is compared,
#                     are built in turn (2)
#   BENCH_CLASS_SECONDS  for the queries of one class, at most (1)
#   BUILD             where the library and our programs are (build)
#
# The peers get tokens cut beforehand; ours gets the collection and cuts
# them itself.  Needs a C and C++ compiler; packages for the peers are
# installed with apt-get where that is possible.  Work files live in
# $BUILD/bench/, the tables in its report.md.
# May depend on: POSIX sh and tools, Debian's apt-get and dpkg-query, xz.
set -eu

cd "$(dirname "$0")/.."
build=${BUILD:-build}
out=$build/bench
peers=${BENCH_PEERS-lucene xapian fts5 groonga sphinx}
threads=${BENCH_THREADS:-2}
rounds=${BENCH_ROUNDS:-3}
builds=${BENCH_BUILDS:-2}
sample_copies=500
cold_rounds=11
slow_s=40           # a peer whose round takes longer is asked once
export BENCH_CLASS_SECONDS="${BENCH_CLASS_SECONDS:-1}"
# Whole questions take longer than queries.
question_s=$(awk -v s="$BENCH_CLASS_SECONDS" 'BEGIN { print s * 3 }')

mkdir -p "$out"
tmp=$(mktemp -d "$out/run.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
results=$out/results
: >"$results"
: >"$tmp/skipped"

say() {
    printf '%s\n' "$*"
}

# Said now, and under the tables.
skip() {
    say "skipped: $*"
    printf -- '- skipped: %s\n' "$*" >>"$tmp/skipped"
}

# shellcheck source=bench/peers.sh
. bench/peers.sh
# shellcheck source=bench/programs.sh
. bench/programs.sh

# ---- collection ----------------------------------------------------------

legal=../shared/data/legal

make_collection() {
    given=${BENCH_COLLECTION:-$legal/articles.jsonl.xz}
    if [ ! -f "$given" ] && [ -n "${BENCH_COLLECTION:-}" ]; then
        say "cannot open '$given'" >&2
        exit 3
    elif [ ! -f "$given" ]; then
        given="the sample corpus, $sample_copies times over: sizes and \
times of repeated text say little"
        find corpus/samples -name '*.txt' | sort |
            xargs "$out/prepare" sample "$sample_copies"
    else
        case $given in
        *.xz) xz -dc "$given" ;;
        *) cat "$given" ;;
        esac
    fi >"$tmp/collection.jsonl"
    if [ -n "${BENCH_DOCUMENTS:-}" ]; then
        head -n "$BENCH_DOCUMENTS" "$tmp/collection.jsonl" >"$tmp/some"
        mv "$tmp/some" "$tmp/collection.jsonl"
    fi
    say "collection: $given"
    stats=$("$out/prepare" tokens "$tmp/tokens" "$tmp/documents.jsonl" \
        <"$tmp/collection.jsonl")
    rm "$tmp/collection.jsonl"
    say "$stats"
}

make_queries() {
    "$out/prepare" queries "$tmp/tokens" "$tmp/queries" "$tmp/questions" 1
    judged=${BENCH_QUESTIONS:-$legal/queries.dev.tsv}
    asked="runs of 15 words drawn from the collection"
    if [ -f "$judged" ]; then
        asked=$judged
        "$out/prepare" questions "$judged" "$tmp/questions"
    fi
}

# ---- measuring -----------------------------------------------------------

load() {
    cut -d ' ' -f 1 /proc/loadavg 2>/dev/null || echo '?'
}

# build NAME THREADS KIND: an index in $tmp/index-NAME, that of kind `plain`
# or `-`, or -NAME-KIND.  False if that fails.
build() {
    case $1 in
    ours) input=$tmp/documents.jsonl ;;
    *) input=$tmp/tokens ;;
    esac
    index=$tmp/index-$1
    case $3 in
    plain | -) ;;
    *) index=$index-$3 ;;
    esac
    rm -rf "$index"
    mkdir "$index"
    rm -f "$tmp/took"
    say "building: $1, $2 thread(s), $3, load before $(load)"
    timed="$out/timed $tmp/took 1"
    peer "$1" build "$input" "$index" "$2" "$3" >"$tmp/build" || {
        timed=
        skip "$1: building it failed"
        return 1
    }
    timed=
    say "build $1 $2 $3 $(cat "$tmp/build" "$tmp/took" | tr '\n' ' ')" |
        tee -a "$results"
}

# Build what can be built; the engines that can be asked are in $engines.
# Lucene's index of two threads, the last one built in turn with ours, is the
# one that is asked.
build_all() {
    engines=
    for name in $peers; do
        case $name in
        lucene)
            build lucene 1 plain && build lucene "$threads" small &&
                build lucene "$threads" pairs && engines="$engines lucene" ;;
        *) build "$name" 1 - && engines="$engines $name" ;;
        esac
    done
    i=0
    while [ "$i" -lt "$builds" ]; do
        build ours "$threads" -
        case " $engines " in
        *' lucene '*) build lucene "$threads" plain ;;
        esac
        i=$((i + 1))
    done
    engines="ours$engines"
}

# One round of queries; a peer that fails is not asked again, nor one that is
# slow, unless it is Lucene, which ours is measured by.
ask_all() {
    left=
    for name in $engines; do
        say "asking: $name, round $1, load before $(load)"
        began=$(date +%s)
        peer "$name" query "$tmp/index-$name" "$tmp/queries" \
            >"$tmp/answers" || {
            skip "$name: asking it failed"
            continue
        }
        sed "s/^/query $name /" "$tmp/answers" >>"$results"
        took=$(($(date +%s) - began))
        case $name in
        ours | lucene) left="$left $name" && continue ;;
        esac
        if [ "$took" -le "$slow_s" ]; then
            left="$left $name"
        else
            say "$name: its round took $took s; asked in one round only" |
                tee -a "$tmp/once"
        fi
    done
    engines=$left
}

# question AS VERB ARGUMENT...: whole questions of one engine, in one way.
question() {
    as=$1
    shift
    say "asking: questions, $as, load before $(load)"
    (BENCH_CLASS_SECONDS=$question_s && peer "$@") >"$tmp/answers" || {
        skip "$as: questions failed"
        return
    }
    sed "s/^/question $as /" "$tmp/answers" >>"$results"
}

# What is compared, in every round.
ask_questions() {
    q=$tmp/questions
    question ours ours questions "$tmp/index-ours" "$q"
    [ -d "$tmp/index-lucene-pairs" ] || return 0
    question lucene-pairs lucene questions "$tmp/index-lucene-pairs" "$q" \
        pairs
}

# What else there is to know, once.
ask_questions_otherwise() {
    question ours-snippets ours questions "$tmp/index-ours" "$q" snippets
    [ -d "$tmp/index-lucene-pairs" ] || return 0
    question lucene-phrases lucene questions "$tmp/index-lucene" "$q" phrases
    question lucene-words lucene questions "$tmp/index-lucene" "$q" words
}

# cold AS COMMAND...: the median of new processes.
cold() {
    as=$1
    shift
    rm -f "$tmp/took"
    "$out/timed" "$tmp/took" "$cold_rounds" "$@" || {
        skip "$as: a new process failed"
        return 0
    }
    say "cold $as $(cat "$tmp/took")" | tee -a "$results"
}

start_cold() {
    words=$(sed -n 's/^phrase2	//p' "$tmp/queries" | head -n 1)
    cold ours "$build/bin/cvdsearch" --index "$tmp/index-ours" "\"$words\""
    [ -d "$tmp/index-lucene" ] || return 0
    # shellcheck disable=SC2086  # words on purpose
    set -- -cp "${classpath:?}" PeerLucene cold "$tmp/index-lucene" phrase2 \
        $words
    cold lucene java "$@"
    cold lucene-quick java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
        -Xshare:auto "$@"
}

# ---- main ----------------------------------------------------------------

packages libjansson-dev libicu-dev xz-utils || exit 1
compile_common
make_collection
make_queries
can=
for name in $peers; do
    case $name in
    xapian | fts5 | groonga | sphinx | lucene) ;;
    *) say "no peer is called '$name'" >&2 && exit 2 ;;
    esac
    if "compile_$name"; then
        can="$can $name"
    else
        skip "$name: cannot be installed or compiled here"
    fi
done
peers=$can
load_before=$(load)
build_all
i=1
while [ "$i" -le "$rounds" ]; do
    ask_all "$i"
    ask_questions
    export BENCH_COUNT=0    # they agree, or not, once
    i=$((i + 1))
done
ask_questions_otherwise
start_cold
find corpus/samples -name '*.txt' | sort | xargs "$ours" read \
    >"$tmp/reading"
report >"$out/report.md"
cat "$out/report.md"
say "written to $out/report.md"
