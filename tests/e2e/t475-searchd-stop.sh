#!/bin/sh
test_description='cvdsearchd: stopped under load, started without streams or files'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

test_expect 'the samples are indexed' '
    cvdindex rebuild --index idx "$CORPUS/samples"'

# start COMMAND...: run it in the background, until it listens.
start() {
    : >log
    "$@" 2>>log &
    pid=$!
    port=
    for i in $(seq 200); do
        port=$(sed -n 's/^info listen address=127\.0\.0\.1:\([0-9]*\) .*/\1/p' \
            log)
        [ -z "$port" ] || return 0
        kill -0 "$pid" || break
        sleep 0.1
    done
    cat log
    return 1
}

# Ask, on many connections one behind the other, until the daemon is gone.
cat >load.mjs <<'END'
import net from 'node:net';
const port = Number(process.argv[2]);
let answered = 0;
for (let i = 0; i < 24; i++) {
    const socket = net.connect(port, '127.0.0.1');
    const next = () =>
        socket.write('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n');
    socket.on('connect', next).on('error', () => {});
    socket.on('data', () => {
        if (++answered === 2000)
            console.log('under way');
        next();
    });
}
setTimeout(() => process.exit(1), 20000).unref();
END

# Let the one that stops listening be late: what it takes away, another of
# libmicrohttpd's threads has taken already.
cat >late.c <<'END'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

int epoll_ctl(int epoll, int what, int fd, struct epoll_event *event)
{
    static int (*next)(int, int, int, struct epoll_event *);

    if (!next)
        *(void **)&next = dlsym(RTLD_NEXT, "epoll_ctl");
    if (what == EPOLL_CTL_DEL && getpid() == syscall(SYS_gettid))
        usleep(1000);
    return next(epoll, what, fd, event);
}
END

stop_under_load() {
    node load.mjs "$port" >loaded &
    load=$!
    for i in $(seq 200); do
        [ ! -s loaded ] || break
        sleep 0.1
    done
    [ -s loaded ] || return 1
    kill -TERM "$pid"
    rc=0
    wait "$pid" || rc=$?
    wait "$load" || true
    cat log
    return "$rc"
}

if cc -shared -fPIC -o late.so late.c -ldl 2>/dev/null; then
    test_expect 'two threads that take the listening socket away' '
        start env ASAN_OPTIONS=verify_asan_link_order=0 \
            LD_PRELOAD="$PWD/late.so" cvdsearchd --index idx \
            --listen 127.0.0.1:0 --threads 4 &&
        stop_under_load && ! grep -q panic log'
else
    test_skip 'two threads that take the listening socket away' 'no cc'
fi

test_expect 'closed streams do not become connections' '
    start sh -c "exec cvdsearchd --index idx --listen 127.0.0.1:0 <&- >&-" &&
    [ "$(readlink /proc/$pid/fd/0)" = /dev/null ] &&
    [ "$(readlink /proc/$pid/fd/1)" = /dev/null ] &&
    kill -TERM "$pid" && wait "$pid"'

test_expect 'few files: fewer connections' '
    (ulimit -n 900 && start cvdsearchd --index idx --listen 127.0.0.1:0 \
        --threads 1 && grep "^warn few-files .*allowed=900 connections=324$" \
        log && kill -TERM "$pid" && wait "$pid")'

test_done
