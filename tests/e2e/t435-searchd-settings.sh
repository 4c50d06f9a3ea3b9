#!/bin/sh
test_description='cvdsearchd: settings from their sources, and before it starts'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

test_expect 'the samples are indexed' '
    cvdindex rebuild --index idx "$CORPUS/samples"'

test_expect '--help and --version need nothing' '
    cvdsearchd --help >help && grep -q -e "--deadline-ms N" help &&
    grep -q "\[127.0.0.1:8080\]" help &&
    cvdsearchd --version | grep -q "^cvdsearchd [0-9]"'

test_expect 'no index is status 3, and the message says what to do' '
    test_status 3 cvdsearchd --listen 127.0.0.1:0 2>err &&
    grep -q "CVD_INDEX" err'
test_expect 'an index that is not there is status 3' '
    test_status 3 cvdsearchd --index none --listen 127.0.0.1:0 2>err &&
    grep -q none err'
test_expect 'an unknown option is status 2' '
    test_status 2 cvdsearchd --indx idx 2>err && grep -q "indx" err'
test_expect 'a file that a setting names and that is not there is status 2' '
    test_status 2 cvdsearchd --index idx --listen 127.0.0.1:0 \
        --tokens none 2>err && grep -q "none" err &&
    test_status 2 cvdsearchd --index idx --listen 127.0.0.1:0 \
        --tls-certificate none --tls-key none 2>err && grep -q "none" err &&
    test_status 2 cvdsearchd --index idx --listen 127.0.0.1:0 \
        --synonyms none 2>err && grep -q "none" err'
test_expect 'an address this machine does not have is status 3' '
    test_status 3 cvdsearchd --index idx --listen 192.0.2.1:8080 2>err &&
    test -s err'

test_expect '--check-config says that all is well' '
    printf "search-token-0001 search\n" >tokens && chmod 600 tokens &&
    printf "index = idx\ntokens = tokens\n" >conf &&
    cvdsearchd --config conf --check-config >out 2>err &&
    test -s out && test ! -s err'
test_expect '--check-config names file and line of what is wrong, status 2' '
    printf "index = idx\n\nthreads = 0\n" >wrong &&
    test_status 2 cvdsearchd --config wrong --check-config 2>err &&
    grep -q "wrong: line 3: threads" err'
test_expect '--check-config looks into the files that are named' '
    printf "search-token-0001 serch\n" >typo && chmod 600 typo &&
    test_status 2 cvdsearchd --config conf --tokens typo --check-config \
        2>err && grep -q "typo: line 1" err && ! grep -q token-0001 err &&
    test_status 2 cvdsearchd --config conf --tls-key none \
        --tls-certificate none --check-config 2>err && grep -q none err'
test_expect '--check-config with an index that does not open is status 3' '
    test_status 3 cvdsearchd --config conf --index none --check-config'
test_expect 'a line break in a value makes no line of its own' '
    test_status 2 cvdsearchd --index idx --log-level "loud
error forged" 2>err && test "$(wc -l <err)" -eq 1'

# What it logs when it is up; ends it.
start_and_stop() {
    rm -f log
    "$@" 2>log &
    daemon=$!
    wait_for 'grep -qs "^info listen " log || ! kill -0 $daemon' &&
        kill "$daemon" && wait "$daemon"
}

test_expect 'flags go before the environment, and that before the file' '
    printf "index = none\nthreads = 3\n" >low &&
    CVD_INDEX=idx start_and_stop cvdsearchd --config low \
        --listen 127.0.0.1:0 && grep -q "threads=3" log &&
    CVD_INDEX=none start_and_stop cvdsearchd --config low --index idx \
        --threads 2 --listen 127.0.0.1:0 && grep -q "threads=2" log'
test_expect 'what others could reach is warned of, loopback is not' '
    start_and_stop cvdsearchd --index idx --listen 127.0.0.1:0 &&
    ! grep -q "^warn" log &&
    start_and_stop cvdsearchd --index idx --listen 0.0.0.0:0 &&
    grep -q "^warn open-without-tls" log &&
    grep -q "^warn open-without-tokens" log'

if command -v systemd-socket-activate >/dev/null; then
    test_expect 'a socket of systemd goes before --listen' '
        systemd-socket-activate -l "$PWD/sock" cvdsearchd --index idx \
            --listen 192.0.2.1:1 2>log &
        daemon=$!
        wait_for "test -S sock" &&
        curl -s --max-time 10 --unix-socket sock http://localhost/healthz \
            >out; kill "$daemon" && wait "$daemon"; test -s out'
else
    test_skip 'a socket of systemd' 'no systemd-socket-activate'
fi

test_expect 'the manual page tells of every option that --help tells of' '
    cvdsearchd --help | grep -o -e "^  --[a-z-]*" | cut -c5- >options &&
    test "$(wc -l <options)" -gt 15 &&
    while read -r o; do
        grep -q -e "^\.It Cm $o " -e "^\.It Fl .*-$o" \
            "$ROOT/man/cvdsearchd.8" || { echo "no $o"; exit 1; }
    done <options'

test_done
