#!/bin/sh
# Fuzzes each target for a time, stopping at the first broken promise:
# make fuzz [TARGET=decoder] [SECONDS=60].
#
#   run.sh BUILD SECONDS TARGET...      targets are in BUILD/fuzz
#
# What libFuzzer finds interesting gathers in BUILD/fuzz-corpus/TARGET, to
# begin from the next time; the file that breaks something is named.  Make it
# small and put it in tests/fuzz/TARGET with the repair: make test replays it.
set -u
build=$1 seconds=$2
shift 2

# Allowed one input (the slowest take milliseconds) and memory in all.
one_input_s=10 memory_mb=2048
UBSAN_OPTIONS=print_stacktrace=1
export UBSAN_OPTIONS

for target; do
    found=$build/fuzz-corpus/$target
    log=$build/fuzz-$target.log
    mkdir -p "$found" "$build/fuzz-broken"
    echo "$target: $seconds s, log in $log"
    if ! "$build/fuzz/$target" "-max_total_time=$seconds" \
            "-timeout=$one_input_s" "-rss_limit_mb=$memory_mb" \
            "-dict=tests/fuzz/$target.dict" -print_final_stats=1 \
            "-artifact_prefix=$build/fuzz-broken/$target-" \
            "$found" "tests/fuzz/$target" >"$log" 2>&1; then
        grep -A 1 'broken: \|runtime error: \|ERROR: ' "$log" >&2
        sed -n 's/.*Test unit written to /reproduce with: /p' "$log" |
            sed "s|with: |with: $build/fuzz/$target |" >&2
        exit 1
    fi
    grep '^Done' "$log"
done
