#!/bin/sh
# http.sh - what `make bench-http` runs: what HTTP costs beside the library,
# what idle and slow connections cost.
#
#   BENCH_COLLECTION  a .jsonl or .jsonl.xz with {"id", "text"} lines
#   BENCH_INDEX       or an index of it, which is only read
#   BENCH_QUESTIONS   lines of an id, a tab and a question
#   BENCH_PARTS       "throughput latency health idle slow"
#   BENCH_ROUNDS      of what is compared, in turn; the median counts (3)
#   ATTACK_SECONDS    of each kind of slow client (120)
#   BENCH_IDLE        connections that are held (10000)
#
# All is on this machine: the client has its part of the same processors.
# Work files live in build/bench/.
# May depend on: POSIX sh and tools, xz, Debian's slowhttptest, and what make
# has built.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
parts=${BENCH_PARTS:-throughput latency health idle slow}
rounds=${BENCH_ROUNDS:-3}
attack_seconds=${ATTACK_SECONDS:-120}
idle=${BENCH_IDLE:-10000}

mkdir -p "$build/bench"
tmp=$(mktemp -d "$build/bench/http.XXXXXX")
# shellcheck source=bench/server.sh
. bench/server.sh
# shellcheck source=bench/peers.sh
. bench/peers.sh

others= # processes beside the daemon, words on purpose
trap 'stop $server $others; rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

ask() {
    "$tools/http_load" "$@"
}

# again COMMAND...: once a round.
again() {
    left=$rounds
    while [ "$left" -gt 0 ]; do
        "$@"
        left=$((left - 1))
    done
}

# ---- throughput ----------------------------------------------------------

# Both processors busy: the library's threads, then the daemon's clients.
throughput_round() {
    a=$("$tools/http_inprocess" "$index" "$tmp/$1" "$cores" 1)
    b=$(ask -c $((4 * cores)) -p "$server" "$port" "$tmp/$1")
    printf '%s %s %s %s %s %s %s\n' \
        "$(echo "$a" | value rps)" "$(echo "$b" | value rps)" \
        "$(echo "$a" | value server_s)" "$(echo "$b" | value server_s)" \
        "$(echo "$b" | value client_s)" \
        "$(echo "$b" | value errors)" "$(load)" >>"$tmp/rows"
}

throughput_of() {
    : >"$tmp/rows"
    again throughput_round "$1"
    awk -v class="$1" '{ printf "%-8s %8.1f %8.1f %5.0f%% %10.2f %8.2f " \
        "%8.2f %6.0f%% %7d %6s\n", class, $1, $2, 100 * $2 / $1, $3, $4, $5,
        100 * $3 / $4, $6, $7 }' "$tmp/rows"
}

part_throughput() {
    say "" "Throughput, $cores threads in process, $((4 * cores))" \
        "connections over HTTP: questions a second, and processor seconds"
    printf '%-8s %8s %8s %6s %10s %8s %8s %7s %7s %6s\n' class in-proc HTTP \
        '' CPU:proc server client '' errors load
    start_server
    ask -c 4 "$port" "$tmp/two" >/dev/null
    for class in judged two phrase; do
        throughput_of "$class"
    done
    stop_server
}

# ---- latency -------------------------------------------------------------

# The best time of each target over all rounds.
best_of() {
    if [ -f "$2" ]; then
        paste "$1" "$2" | awk '{ print $1 < $2 ? $1 : $2 }' >"$2.new"
        mv "$2.new" "$2"
    else
        cp "$1" "$2"
    fi
}

latency_round() {
    a=$("$tools/http_inprocess" "$index" "$tmp/$1" 1 1 "$tmp/best")
    best_of "$tmp/best" "$tmp/best_proc"
    b=$(ask -o "$tmp/best" "$port" "$tmp/$1")
    best_of "$tmp/best" "$tmp/best_http"
    m=$(ask -n 20000 "$minimal" "$tmp/page")
    printf '%s %s %s\n' "$(echo "$a" | value p50_us)" \
        "$(echo "$b" | value p50_us)" "$(echo "$m" | value p50_us)" \
        >>"$tmp/rows"
}

# The tenth of the phrases that take least: of those that take longer, one
# process asks as much slower or faster than the next as HTTP adds.
make_quick() {
    "$tools/http_inprocess" "$index" "$tmp/phrase" 1 2 "$tmp/best" >/dev/null
    paste "$tmp/best" "$tmp/phrase" | sort -n | cut -f 2- |
        head -n $(($(wc -l <"$tmp/phrase") / 10 + 1)) >"$tmp/quick"
}

latency_of() {
    rm -f "$tmp/best_proc" "$tmp/best_http"
    : >"$tmp/rows"
    again latency_round "$1"
    pair=$(paste "$tmp/best_http" "$tmp/best_proc" |
        awk '{ print $1 - $2 }' | median)
    proc=$(cut -d ' ' -f 1 "$tmp/rows" | median)
    http=$(cut -d ' ' -f 2 "$tmp/rows" | median)
    trip=$(cut -d ' ' -f 3 "$tmp/rows" | median)
    printf '%-8s %10.1f %10.1f %8.1f %10.1f %9.1f %9.1f %6s\n' "$1" "$proc" \
        "$http" "$(calc "$http - $proc")" "$pair" "$trip" \
        "$(calc "1.2 * $trip")" "$(load)"
}

part_latency() {
    say "" "Latency, one connection, µs at p50; added: of p50, and of the" \
        "best time of each question, the middle one"
    printf '%-8s %10s %10s %8s %10s %9s %9s %6s\n' class in-proc HTTP added \
        'each best' example allowed load
    start_server
    start_minimal
    make_quick
    for class in quick phrase two judged; do
        latency_of "$class"
    done
    stop_minimal
    stop_server
}

# libmicrohttpd's example, with its own thread and with the daemon's pool.
start_minimal() {
    pool=$(sed -n 's/.* threads=\([0-9]*\) .*/\1/p' "$tmp/log")
    pool=$((2 * pool + 2)) # searchd/http.c: SPARE_THREADS
    : >"$tmp/port1"
    : >"$tmp/port2"
    "$tools/http_minimal" >"$tmp/port1" &
    minimal_pid=$!
    "$tools/http_minimal" "$pool" >"$tmp/port2" &
    pooled_pid=$!
    others="$minimal_pid $pooled_pid"
    wait_for "$tmp/port1" . && wait_for "$tmp/port2" . || exit 3
    minimal=$(cat "$tmp/port1")
    pooled=$(cat "$tmp/port2")
}

stop_minimal() {
    # shellcheck disable=SC2086  # words on purpose
    stop $others
    others=
}

# ---- /healthz ------------------------------------------------------------

health_round() {
    m=$(ask -c "$1" -n 100000 -p "$minimal_pid" "$minimal" "$tmp/page")
    p=$(ask -c "$1" -n 100000 -p "$pooled_pid" "$pooled" "$tmp/page")
    h=$(ask -c "$1" -n 100000 -p "$server" "$port" "$tmp/healthz")
    for one in "$m" "$p" "$h"; do
        printf '%s %s %s ' "$(echo "$one" | value rps)" \
            "$(echo "$one" | value server_s)" \
            "$(echo "$one" | value p50_us)" >>"$tmp/rows"
    done
    echo >>"$tmp/rows"
}

health_of() {
    : >"$tmp/rows"
    again health_round "$1"
    awk -v c="$1" -v load="$(load)" '{
        printf "%5d %8.0f %8.0f %8.0f %5.0f%% %5.0f%% %7.1f %6.1f %6.1f " \
            "%7.1f %6.1f %6.1f %5s\n", c, $1, $4, $7, 100 * $7 / $1,
            100 * $7 / $4, 10 * $2, 10 * $5, 10 * $8, $3, $6, $9, load
        }' "$tmp/rows"
}

part_health() {
    say "" "/healthz beside libmicrohttpd's example, and the example with" \
        "the daemon's threads: requests a second; processor µs of one;" \
        "p50, µs"
    printf '%5s %8s %8s %8s %6s %6s %7s %6s %6s %7s %6s %6s %5s\n' conns \
        example pooled healthz of-ex of-po CPU:ex pool health p50:ex pool \
        health load
    start_server
    start_minimal
    for n in 1 16 64; do
        health_of "$n"
    done
    stop_minimal
    stop_server
}

# ---- idle connections ----------------------------------------------------

idle_row() {
    printf '%-20s %9s %9s %7s %7s %7s %6s %6s %6s %6s %5s\n' "$1" \
        "$(echo "$2" | value p50_us)" "$(echo "$2" | value p99_us)" \
        "$(calc "$(echo "$2" | value rss_kb) / 1024" %.1f)" \
        "$(calc "$(echo "$2" | value pss_kb) / 1024" %.1f)" \
        "$(calc "$(echo "$2" | value anon_kb) / 1024" %.1f)" \
        "$(echo "$2" | value files)" "$(echo "$2" | value idle)" \
        "$(echo "$2" | value connects)" "$(echo "$2" | value errors)" \
        "$(load)"
}

# Six seconds: the daemon drops silent connections after ten.
idle_round() {
    idle_row quiet "$(ask -c 4 -d 6 -p "$server" "$port" "$tmp/two")"
    idle_row 'new for each' \
        "$(ask -c 4 -d 6 -k -p "$server" "$port" "$tmp/two")"
    idle_row silent \
        "$(ask -c 4 -d 6 -i "$idle" -p "$server" "$port" "$tmp/two")"
    idle_row '1000 had asked' \
        "$(ask -c 4 -d 6 -i "$idle" -a 1000 -p "$server" "$port" "$tmp/two")"
}

part_idle() {
    say "" "$idle idle connections, 200 of an address, while" \
        "two-word searches are asked over 4: µs, MB"
    wanted=$((idle + 500))
    # shellcheck disable=SC3045  # where there is no -H, it stays as it is
    ulimit -n "$(ulimit -H -n)" 2>/dev/null || true
    # shellcheck disable=SC3045  # dash has it
    files=$(ulimit -n)
    if [ "$files" != unlimited ] && [ "$files" -lt "$wanted" ]; then
        say "left out: ulimit -n is $files, and $wanted are needed"
        return
    fi
    printf '%-20s %9s %9s %7s %7s %7s %6s %6s %6s %6s %5s\n' '' p50 p99 RSS PSS \
        anon files idle conns errors load
    start_server
    ask -c 4 -n 2 "$port" "$tmp/two" >/dev/null
    again idle_round
    stop_server
}

# ---- slow clients --------------------------------------------------------

slow_clients=2000
slow_rate=500          # a second: all are there after four

# attack TARGET FLAGS...: once; how long after the last came all were gone,
# and how many there were at most, to standard output; of the daemon, not of
# what the kernel still delivers.
attack() {
    url=http://127.0.0.1:$port$1
    shift
    begin=$(date +%s)
    quiet=$(files_of "$server")
    most=0
    slowhttptest -c $slow_clients -r $slow_rate -i 5 -l 60 -p 3 -g \
        -o "$tmp/slow" -u "$url" "$@" >"$tmp/slow.log" 2>&1 &
    others=$!
    while :; do
        sleep 0.5
        files=$(files_of "$server")
        [ "$files" -le "$most" ] || most=$files
        now=$(($(date +%s) - begin))
        if [ "$now" -ge 4 ] && [ "$files" -le $((quiet + 5)) ]; then
            break
        fi
        [ "$now" -lt 60 ] || break
    done
    stop "$others"
    others=
    echo "$((now - slow_clients / slow_rate)) $((most - quiet))"
}

# The share of seconds in which slowhttptest's own probe found no service.
unavailable() {
    tail -n +2 "$tmp/slow.csv" | awk -F, '{ n++; bad += $5 == 0 }
        END { print bad + 0 "/" n + 0 }'
}

slow_of() {
    name=$1
    shift
    start_server --connections-per-address 0
    cat "$tmp/two" "$tmp/healthz" >"$tmp/probe"
    ask -c 2 -d 5 "$port" "$tmp/probe" >"$tmp/before"
    ask -c 2 -d "$attack_seconds" -p "$server" "$port" "$tmp/probe" \
        >"$tmp/during" &
    probe=$!
    ends=$(($(date +%s) + attack_seconds))
    longest=0
    attacks=0
    held=0
    down=
    while [ "$(date +%s)" -lt $((ends - 15)) ] || [ "$attacks" -eq 0 ]; do
        attack "$@" >"$tmp/attack"
        read -r gone most <"$tmp/attack"
        [ "$gone" -le "$longest" ] || longest=$gone
        [ "$most" -le "$held" ] || held=$most
        down="$down $(unavailable)"
        attacks=$((attacks + 1))
    done
    wait "$probe"
    during=$(cat "$tmp/during")
    printf '%-12s %7d %7d %8d %9s %9s %9s %6s %s\n' "$name" "$attacks" \
        "$held" "$longest" "$(value p99_us <"$tmp/before")" \
        "$(echo "$during" | value p99_us)" \
        "$(echo "$during" | value max_us)" \
        "$(echo "$during" | value errors)" \
        "$(echo "$during" | grep -o 'status_[0-9=]*' | tr '\n' ' ')"
    say "             seconds without service, by slowhttptest:$down;" \
        "load $(load)"
    stop_server
}

part_slow() {
    say "" "Slow clients, $slow_clients at once, again and again for" \
        "$attack_seconds s, while searches and /healthz are asked over 2: µs"
    packages slowhttptest || { say "left out"; return; }
    printf '%-12s %7s %7s %8s %9s %9s %9s %6s %s\n' '' attacks held 'gone s' \
        'p99 quiet' p99 max errors statuses
    slow_of headers '/api/v1/search?q=a' -H
    slow_of body '/api/v1/search?q=a' -B -s 8192
    slow_of reading /api/v1/openapi.json -X -w 256 -y 512 -n 5 -z 32 -k 3
    slow_of exports '/api/v1/export?q=theo' -X -w 256 -y 512 -n 5 -z 32
}

# ---- main ----------------------------------------------------------------

have_index
have_questions
say "$cores processors, load $(load)"
for part in $parts; do
    "part_$part"
done
