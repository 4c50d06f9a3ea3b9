#!/bin/sh
# soak.sh - what `make soak` runs: mixed load on the daemon for SOAK_SECONDS
# (3600), while documents are written to its index each minute, and a verdict:
# it must neither grow nor fail.
#
#   BENCH_COLLECTION  a .jsonl or .jsonl.xz with {"id", "text"} lines
#   BENCH_INDEX       or an index of it, which is copied
#   BENCH_QUESTIONS   lines of an id, a tab and a question
#
# Memory and descriptors are looked at each ten seconds, or forty times where
# that is more often, into build/bench/soak.tsv.  The median of the last
# quarter is compared with that of the second; below ten minutes the growth of
# the first ones is still in it.  What counts is anonymous
# memory: the index's mapped pages, in RSS, are the page cache's.
#
# Exit status: 0 well, 1 it grew or failed, 3 it could not be run.
# May depend on: POSIX sh and tools, xz, and what make has built.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
seconds=${SOAK_SECONDS:-3600}
growth=1.05

mkdir -p "$build/bench"
tmp=$(mktemp -d "$build/bench/soak.XXXXXX")
samples=$build/bench/soak.tsv
# shellcheck source=bench/server.sh
. bench/server.sh

load_pid=
trap 'stop $load_pid $server; rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

least() {
    [ "$1" -lt "$2" ] && echo "$1" || echo "$2"
}

# ---- what is asked -------------------------------------------------------

# Some documents of the collection, and their ids.
have_documents() {
    collection 2>/dev/null | head -n 100 >"$tmp/documents.jsonl" || true
    sed -n 's/.*"id": *"\([^"]*\)".*/\1/p' "$tmp/documents.jsonl" \
        >"$tmp/ids"
    [ -s "$tmp/ids" ] || { say "no documents" >&2; exit 3; }
}

# Every kind of request, in the shares of a day: mostly searches, now and then
# what is dear, now and then what is wrong.
have_mixture() {
    awk -v ids="$tmp/ids" '
    BEGIN { while ((getline line <ids) > 0) id[n++] = line; api = "/api/v1/" }
    function of_document(tail) { return id[NR % n] "\t" tail }
    {
        t = "\t"
        kind = NR % 40
        if (kind < 16) print api "search?q=" t $0
        else if (kind < 20) print "/?q=" t $0
        else if (kind < 24) print api "suggest?q=" t $1 " " $2
        else if (kind < 26) print api "documents/" t of_document("")
        else if (kind == 26) print api "documents/" t of_document("/text")
        else if (kind == 27) print api "documents/" t of_document("/cites")
        else if (kind == 28) print api "documents/" t of_document("/cited-by")
        else if (kind == 29) print api "documents/" t of_document("/similar")
        else if (kind == 30) print "/documents/" t of_document("")
        else if (kind == 31) print api "kwic?limit=20&q=" t $2 " " $3
        else if (kind == 32) print api "facets?q=" t $2 " " $3
        else if (kind == 33) print api "timeline?q=" t $2 " " $3
        else if (kind == 34) print "/metrics"
        else if (kind == 35) print "/readyz"
        else if (kind == 36) print api "search?limit=many&q=" t $0
        else if (kind == 37) print "/nothing/" t $0
        else if (kind == 38) print api "search?q=%zz"
        else if (NR % 80 == 39)
            print api "graph?depth=1&nodes=50&q=" t $2 " " $3
        else print api "export?format=csv&q=" t "\"" $1 " " $2 " " $3 "\""
    }' "$tmp/questions" >"$tmp/mixture"
}

# ---- while it runs -------------------------------------------------------

swaps=0
failed_swaps=0

# Write the documents again, changed, so that the index stays of one size.
swap() {
    swaps=$((swaps + 1))
    sed "s/\"text\": *\"/&Lần $swaps. /" "$tmp/documents.jsonl" \
        >"$tmp/changed.jsonl"
    "$bin/cvdindex" add --index "$index" "$tmp/changed.jsonl" \
        >"$tmp/swap.log" 2>&1 || failed_swaps=$((failed_swaps + 1))
}

sample() {
    printf '%s\t%s\t%s\t%s\t%s\n' "$(($(date +%s) - begin))" \
        "$(kilobytes "$server" RssAnon)" "$(kilobytes "$server" VmRSS)" \
        "$(files_of "$server")" \
        "$(sed 's/.* //' "$index/CURRENT")" >>"$samples"
}

watch() {
    every=$(least 10 $((seconds / 40 + 1)))
    swap_every=$(least 60 $((seconds / 10 + 1)))
    next_swap=$swap_every
    while kill -0 "$load_pid" 2>/dev/null; do
        sleep "$every"
        kill -0 "$server" 2>/dev/null || return 0
        sample
        if [ $(($(date +%s) - begin)) -ge "$next_swap" ]; then
            next_swap=$((next_swap + swap_every))
            swap
        fi
    done
}

# ---- the verdict ---------------------------------------------------------

# quarter N COLUMN: the median of that quarter of the time.
quarter() {
    awk -v q="$1" -v c="$2" -v all="$seconds" \
        '$1 ~ /^[0-9]/ && $1 > (q - 1) * all / 4 && $1 <= q * all / 4 {
            print $c }' "$samples" | median
}

verdict=0

wrong() {
    say "WRONG: $*"
    verdict=1
}

judge_growth() {
    before=$(quarter 2 "$2")
    after=$(quarter 4 "$2")
    say "$1: $before in the second quarter, $after in the last"
    if [ -z "$before" ] || [ -z "$after" ]; then
        wrong "no samples"
        return
    fi
    [ "$(calc "$after <= $before * $growth" %d)" = 1 ] || wrong "$1 grew"
}

judge() {
    say "$(cat "$tmp/result")"
    [ -s "$tmp/result" ] || wrong "the load did not end"
    [ "$(value errors <"$tmp/result")" = 0 ] || wrong "connections failed"
    grep -q 'status_5' "$tmp/result" && wrong "it answered with 5xx"
    grep -Eq '^(error|warn) ' "$tmp/log" &&
        wrong "it logged: $(grep -E '^(error|warn) ' "$tmp/log" | head -n 1)"
    kill -0 "$server" 2>/dev/null || wrong "it is gone"
    [ "$failed_swaps" = 0 ] ||
        wrong "$failed_swaps writes failed: $(tail -n 1 "$tmp/swap.log")"
    [ "$swaps" -gt 0 ] || wrong "the index was never written"
    seen=$(grep -c '^info generation ' "$tmp/log" || true)
    say "$swaps writes, $seen generations served"
    # That before the first write, and all but perhaps the last.
    [ "$seen" -ge "$swaps" ] || wrong "not every generation was served"
    judge_growth 'anonymous memory, kB' 2
    judge_growth 'descriptors' 4
    say "RSS with the index's pages, kB: $(quarter 2 3), then $(quarter 4 3)"
}

# ---- main ----------------------------------------------------------------

have_index
if [ "$index" != "$tmp/index" ]; then
    cp -R "$index" "$tmp/index"
    index=$tmp/index
fi
have_questions
have_documents
have_mixture
# So little that answers which are kept come and go.
start_server --cache-mb 1
begin=$(date +%s)
printf 'second\tanon_kb\trss_kb\tfiles\tgeneration\n' >"$samples"
say "load $(load), $seconds s"
"$tools/http_load" -c 4 -z -d "$seconds" -p "$server" "$port" \
    "$tmp/mixture" >"$tmp/result" &
load_pid=$!
watch
wait "$load_pid" || wrong "the load could not be made"
load_pid=
judge
stop_server
[ "$verdict" = 0 ] && say "WELL: $seconds s"
exit "$verdict"
