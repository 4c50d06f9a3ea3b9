# shellcheck shell=sh
# server.sh - what the scripts of this folder share that measure the daemon:
# an index, questions, servers started and stopped.  To be sourced; wants
# $build, $tmp and the functions of peers.sh.
# May depend on: POSIX sh and tools, xz, what make has built.
# shellcheck disable=SC2154,SC2034  # theirs; for them

bin=$build/bin
tools=$build/bench
data=../shared/data/legal
server=
port=
cores=$(getconf _NPROCESSORS_ONLN)

say() {
    printf '%s\n' "$*"
}

load() {
    cut -d ' ' -f 1 /proc/loadavg 2>/dev/null || echo '?'
}

# The value of KEY in a line of key=value.
value() {
    sed -n "s/^\(.* \)\{0,1\}$1=\([^ ]*\).*/\2/p" | head -n 1
}

# calc EXPRESSION FORMAT
calc() {
    awk "BEGIN { printf \"${2:-%.2f}\", $1 }"
}

# The middle of the numbers on standard input, one a line.
median() {
    sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

# ---- what to ask ---------------------------------------------------------

# The collection as JSON lines: BENCH_COLLECTION, the legal code, or else the
# samples, a file a document.
collection() {
    given=${BENCH_COLLECTION:-$data/articles.jsonl.xz}
    case $given in
    *.xz) [ ! -f "$given" ] || { xz -dc "$given" && return; } ;;
    *) [ ! -f "$given" ] || { cat "$given" && return; } ;;
    esac
    find corpus/samples -name '*.txt' | sort | while read -r f; do
        printf '{"id": "%s", "text": "' "$(basename "$f" .txt)"
        sed 's/[\\"]/\\&/g; s/\t/ /g' "$f" | tr -d '\r' |
            awk '{ printf "%s\\n", $0 }'
        printf '"}\n'
    done
}

# An index at $index: BENCH_INDEX as it is, or one of the collection.
have_index() {
    index=${BENCH_INDEX:-}
    if [ -z "$index" ]; then
        index=$tmp/index
        say "indexing"
        collection >"$tmp/collection.jsonl"
        "$bin/cvdindex" rebuild --index "$index" "$tmp/collection.jsonl" \
            2>/dev/null | tail -n 1
        rm "$tmp/collection.jsonl"
    fi
    say "index: $("$bin/cvdindex" stats --index "$index" | head -n 1)"
}

# Lists of targets in $tmp: judged (BENCH_QUESTIONS, lines of an id, a tab and
# a question), two (two words from the middle of each) and phrase (the same
# quoted).
have_questions() {
    questions=${BENCH_QUESTIONS:-$data/queries.dev.tsv}
    if [ -f "$questions" ]; then
        cut -f 2 "$questions" >"$tmp/questions"
    else
        say "no BENCH_QUESTIONS: lines of the samples are asked"
        find corpus/samples -name '*.txt' | sort | xargs cat | tr -d '\r\t' |
            awk 'NF >= 8 && NF <= 20' | head -n 800 >"$tmp/questions"
    fi
    sed 's,^,/api/v1/search?q=	,' "$tmp/questions" >"$tmp/judged"
    awk 'NF > 4 { i = int(NF / 2); print "/api/v1/search?q=\t" $i, $(i + 1) }
        ' "$tmp/questions" >"$tmp/two"
    sed 's/\t\(.*\)/\t"\1"/' "$tmp/two" >"$tmp/phrase"
    echo /healthz >"$tmp/healthz"
    echo / >"$tmp/page"
}

# ---- servers -------------------------------------------------------------

# wait_for FILE PATTERN: until a line of FILE matches, ten seconds at most.
wait_for() {
    tries=0
    until grep -q "$2" "$1" 2>/dev/null; do
        tries=$((tries + 1))
        [ "$tries" -lt 100 ] || { cat "$1" >&2; return 1; }
        sleep 0.1
    done
}

# Start the daemon with ARGS beside the index; sets $server and $port.  What
# is measured is answering, not remembering: BENCH_CACHE_MB is 0.
start_server() {
    : >"$tmp/log"
    "$bin/cvdsearchd" --index "$index" --listen 127.0.0.1:0 \
        --cache-mb "${BENCH_CACHE_MB:-0}" "$@" 2>"$tmp/log" &
    server=$!
    wait_for "$tmp/log" ' listen address=' || exit 3
    port=$(sed -n 's/.* listen address=[^ ]*:\([0-9]*\) .*/\1/p' "$tmp/log")
}

# stop PID...: and wait; none is nothing.
stop() {
    for pid in "$@"; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
}

stop_server() {
    stop "$server"
    server=
}

files_of() {
    find "/proc/$1/fd" -mindepth 1 2>/dev/null | wc -l
}

# kilobytes PID FIELD of /proc/PID/status
kilobytes() {
    sed -n "s/^$2:[^0-9]*\([0-9]*\).*/\1/p" "/proc/$1/status"
}
