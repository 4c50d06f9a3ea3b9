#!/bin/sh
# updates.sh - what `make bench-updates` runs: documents added to a large index
# while a daemon serves it: how long until it finds them, what that does to
# those who ask meanwhile, what many small additions leave behind.
#
#   GROWTH_DOCUMENTS  in the index at first (1000000)
#   UPDATE_DOCUMENTS  added at a time (100)
#   UPDATE_TIMES      additions while others ask (10)
#   UPDATE_ROUNDS     additions one after another, then (50)
#   UPDATE_SECONDS    of asking while nothing is added (10)
#   UPDATE_REBUILD    0: no rebuild of it all to compare with
#   and those of bench/grown.sh
#
# Times are wall clock.  May depend on: POSIX sh and tools, GNU date, curl,
# what make has built.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
count=${GROWTH_DOCUMENTS:-1000000}
batch=${UPDATE_DOCUMENTS:-100}
times=${UPDATE_TIMES:-10}
rounds=${UPDATE_ROUNDS:-50}
quiet_s=${UPDATE_SECONDS:-10}
askers=2

mkdir -p "$build/bench"
tmp=$(mktemp -d "$build/bench/updates.XXXXXX")
# shellcheck source=bench/server.sh
. bench/server.sh
# shellcheck source=bench/grown.sh
. bench/grown.sh

work=
load_pid=
trap 'stop $load_pid $server; rm -rf "$tmp" ${work:+"$work"}' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

now() {
    date +%s.%N
}

# A copy of the index: a generation never changes, links do for its files.
have_copy() {
    grown_index "$count"
    work=$grown/updated.$$
    mkdir "$work"
    cp -R -l "$index"/gen-* "$work"
    cp "$index/CURRENT" "$work"
    index=$work
}

have_targets() {
    have_queries "$count"
    awk -F '\t' '$1 == "and2" { print "/api/v1/search?q=\t" $2 }
        $1 == "phrase3" { print "/api/v1/search?q=\t\"" $2 "\"" }' \
        "$tmp/queries" | awk 'NR % 2' >"$tmp/targets"
}

# next_batch FILE: documents with a word that nothing else has, $marker.
batches=0
next_batch() {
    batches=$((batches + 1))
    marker=dauhieu$batches
    later_documents $((count + batches * batch)) "$batch" 1 |
        sed "s/\"text\": \"/&$marker /" >"$1"
    cat "$1" >>"$tmp/all_added.jsonl"
}

add() {
    timed "$bin/cvdindex" add --jobs "$jobs" --index "$index" "$1" \
        >/dev/null 2>"$tmp/add.err" || [ "$(used status)" = 1 ] || {
        cat "$tmp/add.err" >&2
        exit 3
    }
}

found() {
    curl -s "http://127.0.0.1:$port/api/v1/search?limit=0&q=$marker" |
        grep -q "\"total\":$batch,"
}

# Until all of a batch are found, from when it began to be added; seconds.
add_until_found() {
    begin=$(now)
    add "$1"
    added=$(now)
    tries=0
    until found; do
        tries=$((tries + 1))
        [ "$tries" -lt 3000 ] || { say "never found" >&2; exit 3; }
        sleep 0.01
    done
    end=$(now)
    calc "$added - $begin" "%.3f " >>"$tmp/added"
    calc "$end - $begin" '%.3f\n' >>"$tmp/added"
}

# ask FILE: what it takes when nothing else is asked.
ask() {
    "$tools/http_load" -c "$askers" -d "$quiet_s" -p "$server" "$port" \
        "$tmp/targets" >"$1"
}

state() {
    say "$1: $(stat_of documents) documents, $(stat_of parts) parts," \
        "$(calc "$(stat_of disk_bytes) / 1e6" %.1f) MB," \
        "p50/p99 $(value p50_us <"$2")/$(value p99_us <"$2") µs," \
        "$(value errors <"$2") errors"
}

# ---- while others ask ----------------------------------------------------

measure_meanwhile() {
    : >"$tmp/added"
    for i in $(seq "$times"); do
        next_batch "$tmp/batch$i.jsonl"
    done
    # Only as long as it takes.
    "$tools/http_load" -c "$askers" -d 3600 -p "$server" "$port" \
        "$tmp/targets" >"$tmp/meanwhile" &
    load_pid=$!
    for i in $(seq "$times"); do
        marker=dauhieu$i
        add_until_found "$tmp/batch$i.jsonl"
    done
    stop "$load_pid"
    load_pid=
    say "$times times $batch documents added while $askers connections ask:"
    say "  written after $(cut -d ' ' -f 1 "$tmp/added" | median) s," \
        "found after $(cut -d ' ' -f 2 "$tmp/added" | median) s (medians)," \
        "$(cut -d ' ' -f 2 "$tmp/added" | sort -n | tail -n 1) s (worst)"
    state "  meanwhile" "$tmp/meanwhile"
}

# ---- many ----------------------------------------------------------------

measure_rounds() {
    : >"$tmp/rounds"
    for _ in $(seq "$rounds"); do
        next_batch "$tmp/batch.jsonl"
        add "$tmp/batch.jsonl"
        used wall_s >>"$tmp/rounds"
    done
    say "$rounds times $batch documents added one after another:" \
        "$(median <"$tmp/rounds") s each," \
        "p99 $(percentile 0.99 <"$tmp/rounds") s," \
        "worst $(sort -n "$tmp/rounds" | tail -n 1) s"
    until found; do
        sleep 0.05
    done
}

measure_rebuilt() {
    stop_server
    have_documents "$count"
    rm -rf "$work"
    timed "$bin/cvdindex" rebuild --jobs "$jobs" --index "$index" \
        "$documents" "$tmp/all_added.jsonl" >/dev/null 2>&1 ||
        [ "$(used status)" = 1 ] || exit 3
    # shellcheck disable=SC2119  # not this script's
    start_server
    ask "$tmp/rebuilt"
    state "made anew in $(used wall_s) s" "$tmp/rebuilt"
}

# ---- main ----------------------------------------------------------------

have_copy
have_targets
: >"$tmp/all_added.jsonl"
# shellcheck disable=SC2119  # not this script's
start_server
ask "$tmp/warm"
ask "$tmp/quiet"
say "load $(load)"
state "at first" "$tmp/quiet"
measure_meanwhile
ask "$tmp/after"
state "after it" "$tmp/after"
measure_rounds
ask "$tmp/after"
state "after that" "$tmp/after"
[ "${UPDATE_REBUILD:-1}" = 0 ] || measure_rebuilt
stop_server
