#!/bin/sh
test_description='cvdindex: usage, help and exit statuses'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

echo "chữ" >a.txt

one_line() { test "$(wc -l <err)" = 1 && grep "^cvdindex: " err; }

test_expect '--help and --version are data' '
    cvdindex --help >out 2>err && grep "^usage: cvdindex" out &&
    test ! -s err &&
    cvdindex --version >out && grep "^cvdindex [0-9]" out'

test_expect 'every command has help' '
    for c in add rebuild remove prune compact check stats; do
        cvdindex $c --help >out && grep "^usage: cvdindex $c " out || exit 1
    done'

test_expect 'no command is wrong usage' '
    test_status 2 cvdindex 2>err && grep "^usage" err'

test_expect 'an unknown command is wrong usage' '
    test_status 2 cvdindex frob 2>err && one_line'

test_expect 'an unknown option is wrong usage' '
    test_status 2 cvdindex add --frob --index i a.txt 2>err && one_line &&
    test_status 2 cvdindex stats --report r --index i 2>err && one_line'

test_expect 'no index is wrong usage' '
    test_status 2 cvdindex add a.txt 2>err && one_line'

test_expect 'no SOURCE is wrong usage' '
    test_status 2 cvdindex add --index i 2>err && one_line'

test_expect '--jobs wants a number that makes sense' '
    for n in 0 x 4x 65 -1 ""; do
        test_status 2 cvdindex add --index i --jobs="$n" a.txt 2>err &&
        one_line || exit 1
    done &&
    test ! -e i'

test_expect '--memory wants a size that makes sense' '
    for size in 0 x 127M 131071K 128 -1 1GB 1.5G 64Q 99999999999999999999 \
        18014398509481984K ""; do
        test_status 2 cvdindex rebuild --index i --memory="$size" a.txt \
            2>err && one_line || exit 1
    done &&
    test_status 2 cvdindex add --index i --memory 12M a.txt 2>err &&
    grep "at least 128M.*12M" err &&
    test_status 2 cvdindex remove --index i --memory 128M a 2>err && one_line &&
    test ! -e i &&
    for size in 128M 131072k 134217728 2g; do
        cvdindex rebuild --index sized --memory $size a.txt >out || exit 1
    done'

test_expect 'an option at the end without its value' '
    test_status 2 cvdindex add a.txt --index 2>err && one_line'

test_expect 'words after -- are arguments' '
    echo "chữ" >--help &&
    cvdindex add --index i -- --help >out && grep "^1 added" out'

test_expect 'an index that is not there' '
    for c in "remove x" "prune a.txt" compact check stats; do
        test_status 3 cvdindex $c --index none 2>err && one_line || exit 1
    done &&
    test ! -e none'

test_expect 'a directory of other things is not made an index' '
    mkdir other && echo x >other/letter.doc &&
    test_status 3 cvdindex add --index other a.txt 2>err &&
    one_line && grep letter.doc err &&
    test_status 3 cvdindex rebuild --index other a.txt 2>err &&
    test "$(ls other)" = letter.doc'

test_expect 'an index whose parent is missing' '
    test_status 3 cvdindex add --index no/such a.txt 2>err && one_line'

test_expect 'a report that cannot be made: nothing is indexed' '
    test_status 3 cvdindex add --index fresh --report no/such a.txt 2>err &&
    one_line &&
    test_status 3 cvdindex stats --index fresh 2>err'

if [ -w /dev/full ]; then
    test_expect 'a report that cannot be written: nothing is published' '
        test_status 3 cvdindex add --index fresh --report /dev/full a.txt \
            2>err && one_line &&
        test_status 3 cvdindex stats --index fresh 2>err'
    test_expect 'an account that cannot be written is an error' '
        test_status 3 cvdindex add --index full a.txt 2>err >/dev/full &&
        one_line &&
        test_status 3 cvdindex stats --index full 2>err >/dev/full &&
        one_line'
fi

test_done
