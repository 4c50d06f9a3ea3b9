# lib.sh - the end-to-end tests' library, POSIX sh.  A test file reads
#
#     test_description='cvdsearch search: filters and exit status'
#     cd "$(dirname "$0")" && . ./lib.sh || exit 1
#     test_expect 'no hit is status 1, not an error' '
#         test_status 1 cvdsearch --index idx khongcotunay'
#     test_done
#
# and runs in a directory of its own, gone at exit, with the programs under
# test first in PATH.  The rules, each with its reason:
#
# - Join the commands of a script by &&: the exit status is the verdict, and
#   a failure in the middle must not be forgotten.  (The script runs under
#   set -e as well.)
# - Each script runs in a subshell: what it sets does not leak into the next.
#   Files stay, so that an index can be built once.
# - No sleep for luck: wait_for what must become true.
# - What a machine may lack (jq, script) is a test_skip with its reason; so is
#   what cannot be asked through a server, where test_via_server.
#
# BIN_DIR    where the programs are; build/bin of this checkout if not set
# CVD_TEST_VIA   "server": each cvdsearch that names an index asks it through
#                a cvdsearchd, one an index directory (via-server.sh)
# ROOT       the checkout;  CORPUS  its sample documents

ROOT=$(cd ../.. && pwd) || exit 1
BIN_DIR=$(cd "${BIN_DIR:-$ROOT/build/bin}" && pwd) || {
    echo "no programs in '${BIN_DIR:-$ROOT/build/bin}': run make" >&2
    exit 1
}
CORPUS=$ROOT/corpus
PATH=$BIN_DIR:$PATH
LC_ALL=C.UTF-8
export ROOT BIN_DIR CORPUS PATH LC_ALL
# A sanitizer's complaint must not pass for "nothing found".
ASAN_OPTIONS=exitcode=99${ASAN_OPTIONS:+:$ASAN_OPTIONS}
UBSAN_OPTIONS=exitcode=99:print_stacktrace=1
export ASAN_OPTIONS UBSAN_OPTIONS
unset CVD_INDEX CVD_SERVER CVD_TOKEN NO_COLOR COLUMNS LANGUAGE CDPATH
# No proxy stands between the tests and their servers.
unset http_proxy https_proxy all_proxy HTTPS_PROXY ALL_PROXY SSL_CERT_FILE

test_count=0
test_passed=0
test_failed=0
test_skipped=0
test_finished=
test_at_exit= # a command, such as one that stops a server

test_dir=$(mktemp -d "${TMPDIR:-/tmp}/cvdsearch-test.XXXXXX") || exit 1
test_log=$test_dir/.log

# Whether cvdsearch asks servers, as CVD_TEST_VIA says above.
test_via_server() {
    [ "${CVD_TEST_VIA-}" = server ]
}

# Stop the daemons and wait for them; false if one did not end with status 0,
# which under a sanitizer is also how it tells of a leak.
via_stop() {
    via_rc=0
    for via in "$VIA_DIR"/*; do
        [ -e "$via/pid" ] || continue
        [ -e "$via/status" ] || kill "$(cat "$via/pid")"
        wait_for '[ -s "$via/status" ]' && [ "$(cat "$via/status")" = 0 ] ||
            { cat "$via/log"; via_rc=1; }
    done
    return "$via_rc"
}

# A script that ends without test_done has proved nothing.
test_exit() {
    status=$?
    eval "$test_at_exit"
    if test_via_server && [ -z "$test_finished" ]; then
        via_stop
    fi
    cd / && chmod -R u+rwx "$test_dir" 2>/dev/null
    rm -rf "$test_dir"
    if [ -z "$test_finished" ]; then
        echo "not ok - the test ended before test_done"
        [ "$status" -ne 0 ] || status=1
    fi
    exit "$status"
}
trap test_exit EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

mkdir "$test_dir/work" && cd "$test_dir/work" || exit 1
if test_via_server; then
    VIA_DIR=$test_dir/via
    export VIA_DIR
    mkdir "$VIA_DIR" "$test_dir/bin" &&
        cp "$ROOT/tests/e2e/via-server.sh" "$test_dir/bin/cvdsearch" &&
        chmod +x "$test_dir/bin/cvdsearch" || exit 1
    PATH=$test_dir/bin:$PATH
fi
echo "# ${test_description:-$0}"

# test_expect TITLE SCRIPT
test_expect() {
    test_count=$((test_count + 1))
    # Not in a condition: there, set -e would mean nothing.
    (
        trap - EXIT
        set -e
        eval "$2"
    ) </dev/null >"$test_log" 2>&1
    test_rc=$?
    if [ "$test_rc" -eq 0 ]; then
        test_passed=$((test_passed + 1))
        echo "ok $test_count - $1"
    else
        test_failed=$((test_failed + 1))
        echo "not ok $test_count - $1"
        printf '%s\n' "$2" | sed 's/^/#   | /'
        echo "# exit status $test_rc, and it printed:"
        sed 's/^/#   /' "$test_log"
    fi
}

# test_skip TITLE REASON
test_skip() {
    test_count=$((test_count + 1))
    test_skipped=$((test_skipped + 1))
    echo "ok $test_count # skip"
    echo "# skipped: $1: $2"
}

# test_status N COMMAND...: the command ends with status N.
test_status() {
    test_want=$1
    shift
    test_got=0
    "$@" || test_got=$?
    [ "$test_got" -eq "$test_want" ] && return 0
    echo "exit status $test_got, not $test_want: $*" >&2
    return 1
}

# test_same FILE: the file is what is read from standard input.
test_same() {
    cat >"$1.want" && diff -u "$1.want" "$1"
}

# test_write FILE: standard input becomes the file; its directory is made.
test_write() {
    mkdir -p "$(dirname "$1")" && cat >"$1"
}

# wait_for COMMAND: until it succeeds, ten seconds at most.
wait_for() {
    test_tries=0
    until eval "$1"; do
        test_tries=$((test_tries + 1))
        if [ "$test_tries" -ge 200 ]; then
            echo "waited in vain for: $1" >&2
            return 1
        fi
        sleep 0.05
    done
}

test_done() {
    if test_via_server; then
        test_expect 'the servers that were asked end with status 0' via_stop
    fi
    test_finished=yes
    echo "$test_passed passed, $test_failed failed, $test_skipped skipped"
    [ "$test_failed" -eq 0 ] || exit 1
    exit 0
}

# Whether a program can be run on a terminal of its own: needs script(1), and
# pseudo-terminals, which a bare chroot has not.
test_terminal() {
    command -v script >/dev/null &&
        script -qec true /dev/null >/dev/null 2>&1
}
