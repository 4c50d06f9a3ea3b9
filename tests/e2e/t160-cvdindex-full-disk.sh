#!/bin/sh
test_description='cvdindex: no room left'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

echo "chữ" >a.txt
awk 'BEGIN {
    for (i = 0; i < 4000; i++)
        printf "{\"id\":\"%d\",\"text\":\"%d %d %d từ ngữ\"}\n", i, i * 7919,
            i * 104729, i * 1299709
}' >big.jsonl

sound() {
    cvdindex stats --json --index "$1" >out &&
        grep "\"documents\":1," out && cvdindex check --index "$1"
}

test_expect 'a file size limit: an error, and the index is as it was' '
    cvdindex add --index idx a.txt >out &&
    (
        ulimit -f 200 &&
        test_status 3 cvdindex add --index idx big.jsonl 2>err
    ) &&
    test "$(wc -l <err)" = 1 && grep "^cvdindex: " err && sound idx'

test_expect 'once there is room it goes in' '
    cvdindex add --index idx big.jsonl >out && grep "^4000 added" out &&
    cvdindex check --index idx'

mkdir small
if mount -t tmpfs -o size=600k tmpfs small 2>/dev/null; then
    test_expect 'a full disk: an error, and the index is as it was' '
        cvdindex add --index small/idx a.txt >out &&
        test_status 3 cvdindex add --index small/idx big.jsonl 2>err &&
        test "$(wc -l <err)" = 1 && grep -i "space" err &&
        sound small/idx &&
        test ! -e small/idx/tmp'
    umount small
else
    test_skip 'a full disk: an error, and the index is as it was' \
        'cannot mount a small disk here'
fi

test_done
