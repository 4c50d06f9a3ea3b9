# http.sh - for tests of the daemon that node makes; source it behind lib.sh.
#
# HTTP_TESTS  where `make http-tests` put the modules they need

HTTP_TESTS=${HTTP_TESTS:-$ROOT/build/http-tests}
export HTTP_TESTS
[ -d "$HTTP_TESTS/node_modules" ] || {
    echo "no modules in '$HTTP_TESTS': run make http-tests" >&2
    exit 1
}

# test_node SCRIPT ARG...: each check of tests/http/SCRIPT is a test of ours.
test_node() {
    test_script=$1
    shift
    test_rc=0
    node "$ROOT/tests/http/$test_script" "$@" </dev/null >"$test_log" 2>&1 ||
        test_rc=$?
    # Numbered on from the tests before it.
    awk -v n="$test_count" '
        /^(not )?ok [0-9]+ - / { sub(/ok [0-9]+/, "ok " ++n) }
        { print }' "$test_log"
    test_ran=$(grep -c '^ok [0-9]* - ' "$test_log") || true
    test_wrong=$(grep -c '^not ok' "$test_log") || true
    # It may have died without a word of what was wrong.
    [ "$test_rc" -eq 0 ] || [ "$test_wrong" -gt 0 ] || {
        echo "not ok - $test_script: exit status $test_rc"
        test_wrong=1
    }
    test_count=$((test_count + test_ran + test_wrong))
    test_passed=$((test_passed + test_ran))
    test_failed=$((test_failed + test_wrong))
}
