#!/bin/sh
# via-server.sh - cvdsearch, its index asked through a cvdsearchd: what lib.sh
# puts before the real one in PATH where CVD_TEST_VIA is "server".
#
# VIA_DIR     the daemons' log, URL and exit status, a directory each
# BIN_DIR     the programs
#
# Each index directory gets a daemon when it is first asked, on a free port of
# the loopback; lib.sh stops them (via_stop).  What names no index that is
# there goes to the real program as it is: there is nothing to serve.
set -u
real=$BIN_DIR/cvdsearch

# The last --index, or CVD_INDEX; whether a server is named already.
index=
option=
other=
ended=
want=
for word; do
    if [ -n "$want" ]; then
        index=$word
        option=yes
        want=
        continue
    fi
    case $ended$word in
    --) ended=yes ;;
    --index) want=yes ;;
    --index=*) index=${word#--index=} option=yes ;;
    --server | --server=* | --help | --version) other=yes ;;
    esac
done
[ -n "$option" ] || index=${CVD_INDEX-}
if [ -n "$other$want" ] || [ ! -e "$index/CURRENT" ]; then
    exec "$real" "$@"
fi

# A directory made anew under an old name is another index: its inode, and
# when it was made.
at=$(cd "$index" && pwd)
key=$(stat -c '%i %w' "$at" | tr -c '0-9\n' -)
state=$VIA_DIR/$key

start() {
    (
        "$BIN_DIR/cvdsearchd" --index "$at" --listen 127.0.0.1:0 --threads 2 \
            --deadline-ms 60000 </dev/null >/dev/null 2>"$state/log" &
        echo $! >"$state/pid"
        wait $!
        echo $? >"$state/status"
    ) </dev/null >/dev/null 2>&1 &
}

url_of_daemon() {
    sed -n 's/.* listen address=\([^ ]*\) .*/http:\/\/\1/p' "$state/log" \
        2>/dev/null
}

mkdir "$state" 2>/dev/null && start
tries=0
until url=$(url_of_daemon) && [ -n "$url" ]; do
    tries=$((tries + 1))
    if [ -e "$state/status" ] || [ "$tries" -ge 400 ]; then
        echo "via-server: no daemon for '$at'" >&2
        cat "$state/log" >&2
        exit 98
    fi
    sleep 0.05
done

if [ -z "$option" ]; then
    unset CVD_INDEX
    CVD_SERVER=$url exec "$real" "$@"
fi
# The words without --index DIR, and the server in its place.
left=$#
ended=
while [ "$left" -gt 0 ]; do
    word=$1
    shift
    left=$((left - 1))
    case $ended$word in
    --) ended=yes && set -- "$@" "$word" ;;
    --index) shift && left=$((left - 1)) ;;
    --index=*) ;;
    *) set -- "$@" "$word" ;;
    esac
done
exec "$real" --server "$url" "$@"
