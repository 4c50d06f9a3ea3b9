#!/bin/sh
# run.sh - what `make bench` runs: our index beside Xapian as it comes, SQLite
# FTS5 and Lucene 8, on one collection, one program at a time.
#
#   BENCH_COLLECTION  a .jsonl or .jsonl.xz with {"id", "text"} lines
#   BENCH_PEERS       which peers ("xapian fts5 lucene")
#   BENCH_THREADS     threads for those that can use them (2)
#
# The peers get tokens cut beforehand; ours gets the collection and cuts
# them itself.  Needs a C and C++ compiler; packages for the peers are
# installed with apt-get where that is possible.  Work files live in
# build/bench/.
# May depend on: POSIX sh and tools, Debian's apt-get and dpkg-query, xz.
set -eu

cd "$(dirname "$0")/.."
out=build/bench
ours=build/bin/cvdbench
peers=${BENCH_PEERS-xapian fts5 lucene}
threads=${BENCH_THREADS:-2}
sample_copies=500

mkdir -p "$out"
tmp=$(mktemp -d "$out/run.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
results=$tmp/results
: >"$results"

say() {
    printf '%s\n' "$*"
}

# shellcheck source=bench/peers.sh
. bench/peers.sh

# ---- programs ------------------------------------------------------------

compile_c() {
    cc -std=c17 -D_POSIX_C_SOURCE=200809L -O2 -Wall -Wextra "$@"
}

compile_cxx() {
    c++ -std=c++17 -O2 -Wall -Wextra "$@"
}

compile_common() {
    for part in tokens measure word_table; do
        compile_c -c -o "$out/$part.o" "bench/$part.c"
    done
    compile_c -I. -c -o "$out/prepare.o" bench/prepare.c
    compile_cxx -o "$out/prepare" "$out/prepare.o" "$out/tokens.o" \
        "$out/word_table.o" build/libcvd.a -ljansson -licuuc
}

compile_xapian() {
    packages libxapian-dev &&
    compile_cxx -o "$out/peer_xapian" bench/peer_xapian.cc \
        "$out/measure.o" "$out/tokens.o" -lxapian
}

compile_fts5() {
    packages libsqlite3-dev &&
    compile_c -o "$out/peer_fts5" bench/peer_fts5.c \
        "$out/measure.o" "$out/tokens.o" -lsqlite3
}

compile_lucene() {
    compile_java "$out" bench/PeerLucene.java
}

# The command of a peer, then its verb and arguments.
peer() {
    name=$1
    shift
    case $name in
    lucene) java -Xmx1g -cp "${classpath:?}" PeerLucene "$@" ;;
    ours) "$ours" "$@" ;;
    *) "$out/peer_$name" "$@" ;;
    esac
}

# ---- collection ----------------------------------------------------------

make_collection() {
    given=${BENCH_COLLECTION:-../shared/data/legal/articles.jsonl.xz}
    if [ ! -f "$given" ] && [ -n "${BENCH_COLLECTION:-}" ]; then
        say "cannot open '$given'" >&2
        exit 3
    elif [ ! -f "$given" ]; then
        say "no BENCH_COLLECTION: the sample corpus, $sample_copies times" \
            "over; sizes and times of repeated text say little"
        find corpus/samples -name '*.txt' | sort |
            xargs "$out/prepare" sample "$sample_copies" \
            >"$tmp/collection.jsonl"
        return
    fi
    say "collection: $given"
    case $given in
    *.xz) xz -dc "$given" >"$tmp/collection.jsonl" ;;
    *) ln -s "$(realpath "$given")" "$tmp/collection.jsonl" ;;
    esac
}

# ---- measuring -----------------------------------------------------------

load() {
    cut -d ' ' -f 1 /proc/loadavg 2>/dev/null || echo '?'
}

# measure NAME INPUT THREADS...: build once per number of threads and ask
# the last index built.  A peer that fails is left out, not the whole run.
measure() {
    name=$1
    input=$2
    shift 2
    for n in "$@"; do
        rm -rf "$tmp/index"
        mkdir "$tmp/index"
        before=$(load)
        say "building: $name, $n thread(s), load before $before"
        peer "$name" build "$input" "$tmp/index" "$n" >"$tmp/build" || {
            say "$name: build failed, left out"
            return
        }
        sed "s/^/build $name $n /" "$tmp/build" >>"$results"
    done
    say "asking: $name, load before $(load)"
    peer "$name" query "$tmp/index" "$tmp/queries" >"$tmp/answers" || {
        say "$name: queries failed"
        return
    }
    sed "s/^/query $name /" "$tmp/answers" >>"$results"
    if [ "$name" = lucene ]; then
        words=$(sed -n 's/^phrase3	//p' "$tmp/queries" | head -n 1)
        # shellcheck disable=SC2086  # words on purpose
        say "lucene, one query in a new process, after the JVM's start:" \
            "$(peer lucene cold "$tmp/index" phrase3 $words)"
    fi
}

table() {
    awk -v text="$text_bytes" '
    function ratio(a, b) {
        return a && b ? sprintf("%.2f", a / b) : "-"
    }
    $1 == "build" {
        row[++rows] = $2 " " $3
        for (i = 4; i <= NF; i++) {
            split($i, pair, "=")
            build[$2 " " $3, pair[1]] = pair[2]
        }
        if ($2 == "ours")
            ours_s = build[$2 " " $3, "build_s"]
    }
    $1 == "query" {
        if (!($2 in seen)) {
            seen[$2] = 1
            engine[++engines] = $2
        }
        if (!($3 in hits)) {
            class[++classes] = $3
            hits[$3] = $7
        }
        if (hits[$3] != $7)
            disagree[$3] = "!"
        p50[$2, $3] = $5
        p99[$2, $3] = $6
    }
    END {
        printf "\n%-10s %7s %9s %7s %10s %8s\n", "engine", "threads",
            "build s", "x ours", "size/text", "RSS MB"
        for (r = 1; r <= rows; r++) {
            split(row[r], name, " ")
            s = build[row[r], "build_s"]
            printf "%-10s %7d %9.2f %7s %10.3f %8.0f\n", name[1], name[2],
                s, ratio(s, ours_s), build[row[r], "index_bytes"] / text,
                build[row[r], "peak_rss_kb"] / 1024
        }
        printf "\nµs p50/p99, and p50 as a multiple of that of Lucene\n"
        printf "%-17s %9s", "class", "hits"
        for (e = 1; e <= engines; e++)
            printf " %22s", engine[e]
        printf "\n"
        for (c = 1; c <= classes; c++) {
            printf "%-17s %8.1f%1s", class[c], hits[class[c]],
                disagree[class[c]]
            for (e = 1; e <= engines; e++) {
                x = p50[engine[e], class[c]]
                printf " %15s %6s", x "/" p99[engine[e], class[c]],
                    ratio(x, p50["lucene", class[c]])
            }
            printf "\n"
        }
        printf "(hits: mean number of matches; ! = engines disagree)\n"
    }' "$results"
}

# ---- main ----------------------------------------------------------------

packages libjansson-dev libicu-dev xz-utils || exit 1
compile_common
make_collection
stats=$("$out/prepare" tokens "$tmp/tokens" <"$tmp/collection.jsonl")
text_bytes=$(printf '%s\n' "$stats" | sed 's/.*text_bytes=\([0-9]*\).*/\1/')
"$out/prepare" queries "$tmp/tokens" "$tmp/queries" 1
say "$stats"

if [ -x "$ours" ]; then
    find corpus/samples -name '*.txt' | sort | xargs "$ours" read |
        sed 's/^/reading the samples, beside ICU: /'
    measure ours "$tmp/collection.jsonl" "$threads"
else
    say "no $ours: our own row is left out"
fi
for name in $peers; do
    case $name in
    xapian | fts5) counts=1 ;;
    lucene) counts="$threads 1" ;;
    *) say "no peer is called '$name'" >&2 && exit 2 ;;
    esac
    if "compile_$name"; then
        # shellcheck disable=SC2086  # words on purpose
        measure "$name" "$tmp/tokens" $counts
    else
        say "$name: cannot be built here, skipped"
    fi
done
table
