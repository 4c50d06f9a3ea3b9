#!/bin/sh
test_description='cvdindex: one writer at a time, and stopping it'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

echo "chữ" >a.txt

# Starts a writer that waits for more on its standard input, descriptor 9
# here.  It opens its report, a FIFO, once it holds the lock: when this
# returns it does.
start() {
    rm -f pipe held && mkfifo pipe held
    "$@" cvdindex add --index idx --report held - <pipe >first 2>first.err &
    writer=$!
    exec 9>pipe 8<held
}

# Lets it finish: another may only start when it has.
finish() {
    exec 9>&- && wait "$writer"
}

test_expect 'a second writer is refused and told which process holds it' '
    cvdindex add --index idx a.txt >out &&
    start env &&
    test_status 3 cvdindex add --index idx a.txt 2>err &&
    grep "process $writer" err && test "$(wc -l <err)" = 1 && finish'

test_expect 'a writer refused does the other no harm' '
    start env &&
    test_status 3 cvdindex rebuild --index idx a.txt 2>err &&
    echo "{\"id\":\"late\",\"text\":\"x\"}" >&9 &&
    finish &&
    grep "^1 added" first && cvdindex check --index idx'

test_expect 'reading is not locked' '
    start env &&
    cvdindex stats --json --index idx >out &&
    grep "\"documents\":2," out && finish'

stops_on() {
    start env --default-signal=INT,TERM &&
        echo "{\"id\":\"never\",\"text\":\"x\"}" >&9 &&
        kill -"$1" "$writer" &&
        test_status 3 wait "$writer" &&
        grep "^cvdindex: interrupted" first.err &&
        cvdindex stats --json --index idx >out &&
        grep "\"documents\":2," out
}

# A shell has what it puts in the background ignore SIGINT.
if env --default-signal=INT true 2>/dev/null; then
    test_expect 'SIGINT stops it: nothing is published' 'stops_on INT'
    test_expect 'SIGTERM stops it: nothing is published' 'stops_on TERM'
else
    test_skip 'SIGINT and SIGTERM stop it' 'this env has no --default-signal'
fi

test_expect 'after kill -9 the next writer goes on' '
    start env &&
    echo "{\"id\":\"never\",\"text\":\"x\"}" >&9 &&
    kill -9 "$writer" &&
    test_status 137 wait "$writer" &&
    cvdindex add --index idx a.txt >out && grep "1 unchanged" out &&
    cvdindex check --index idx'

test_done
