#!/bin/sh
test_description='cvdindex: one writer at a time, and stopping it'
. ./lib.sh

echo "chữ" >a.txt
mkfifo pipe go

# Starts a writer that waits for more on its standard input, and waits until
# it holds the lock: it has opened its report by then.
start() {
    rm -f held && mkfifo held
    cvdindex add --index idx --report held - <pipe >first 2>first.err &
    writer=$!
    exec 9>pipe
    exec 8<held
}

test_expect 'a second writer is refused and told which process holds it' '
    cvdindex add --index idx a.txt >out &&
    start &&
    test_status 3 cvdindex add --index idx a.txt 2>err
    status=$?
    echo "{\"id\":\"late\",\"text\":\"x\"}" >&9
    exec 9>&-
    wait $writer && exec 8<&- &&
    test $status = 0 &&
    grep "process $writer" err && test "$(wc -l <err)" = 1 &&
    grep "^1 added" first'

test_expect 'reading is not locked' '
    start &&
    cvdindex stats --json --index idx >out
    status=$?
    exec 9>&-
    wait $writer && exec 8<&- &&
    test $status = 0 && grep "\"documents\":2," out'

for signal in INT TERM; do
    test_expect "SIG$signal stops it: nothing is published" '
        # A shell makes background processes ignore SIGINT.
        start &&
        echo "{\"id\":\"never\",\"text\":\"x\"}" >&9 &&
        kill -'$signal' $writer
        wait $writer
        status=$?
        exec 9>&- 8<&-
        test $status = 3 && grep "^cvdindex: interrupted" first.err &&
        cvdindex stats --json --index idx >out &&
        grep "\"documents\":2," out'
done

test_expect 'after kill -9 the next writer goes on' '
    start &&
    echo "{\"id\":\"never\",\"text\":\"x\"}" >&9 &&
    kill -9 $writer
    wait $writer
    exec 9>&- 8<&-
    cvdindex add --index idx a.txt >out && grep "1 unchanged" out &&
    cvdindex check --index idx'

test_done
