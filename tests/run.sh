#!/bin/sh
# Runs every unit test and every end-to-end test: make test.
set -u
build=$1
log=$build/test-logs
mkdir -p "$log"
passed=0
failed=0
skipped=0
seconds=300 # no test takes a fifth of it

# Adds up the closing lines of both kinds of tests; the exit status of a
# test is its verdict.
run() {
    name=$1
    shift
    if timeout -k 10 "$seconds" "$@" >"$log/$name.log" 2>&1; then
        verdict=ok
    else
        verdict=FAILED
        failed=$((failed + 1))
    fi
    p=$(grep -c '^\[       OK \]\|^ok [0-9]* - ' "$log/$name.log")
    s=$(grep -c '^\[  SKIPPED \] [a-z_]*$\|^ok [0-9]* # skip' \
        "$log/$name.log")
    if [ "$verdict" = ok ] && [ "$p" = 0 ] && [ "$s" = 0 ]; then
        verdict='FAILED (ran no test)'
        failed=$((failed + 1))
    fi
    passed=$((passed + p))
    skipped=$((skipped + s))
    echo "$name: $verdict ($p passed, $s skipped)"
    if [ "$verdict" != ok ]; then
        tail -n 40 "$log/$name.log" | sed 's/^/    /'
    else
        # Whatever a test skips, it says why.
        grep -i 'skip[^ ]*: ' "$log/$name.log" | sed 's/^/    /'
    fi
}

for t in "$build"/tests/test_*; do
    case $t in *.d | *.o) continue ;; esac
    [ -x "$t" ] && run "$(basename "$t")" "$t"
done
BIN_DIR=$(cd "$build/bin" && pwd)
HTTP_TESTS=$PWD/build/http-tests
export BIN_DIR HTTP_TESTS
for t in tests/e2e/t*.sh; do
    [ -e "$t" ] && run "$(basename "$t" .sh)" sh "$t"
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
