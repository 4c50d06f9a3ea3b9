#!/bin/sh
test_description='cvdindex compact, check and stats'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

cvdindex add --index idx "$CORPUS"/samples >out
count=$(sed 's/ added.*//' out)

test_expect 'stats says what there is' '
    cvdindex stats --json --index idx >out &&
    grep "^{\"generation\":1,\"documents\":$count,\"deleted\":0,\"parts\":1," \
        out &&
    cvdindex stats --index idx >out && grep "^documents  *$count$" out'

test_expect 'check finds nothing wrong' '
    cvdindex check --index idx >out && echo "no faults" >want &&
    diff -u want out &&
    cvdindex check --json --index idx >out && echo "{\"faults\":[]}" >want &&
    diff -u want out'

test_expect 'compact has nothing to do at first' '
    cvdindex compact --index idx >out && grep "compact already" out'

test_expect 'compact wins back the room of removed documents' '
    ids=$(cd "$CORPUS"/samples && find . -name "*.txt" | sed "s|^\./||" |
        sort | head -n 5) &&
    cvdindex remove --index idx $ids >out && grep "5 removed" out &&
    cvdindex stats --json --index idx >out && grep "\"deleted\":5," out &&
    cvdindex compact --json --index idx >out &&
    grep "\"documents\":$((count - 5))," out &&
    cvdindex stats --json --index idx >out &&
    grep "\"deleted\":0,\"parts\":1," out &&
    cvdindex check --index idx'

test_expect 'after compacting the sources are still known unchanged' '
    cvdindex add --index idx "$CORPUS"/samples >out &&
    grep "^5 added, 0 updated, $((count - 5)) unchanged" out'

test_expect 'many small additions leave few parts' '
    for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
        echo "{\"id\":\"n$i\",\"text\":\"bản $i\"}" |
            cvdindex add --index idx - >out || exit 1
    done &&
    cvdindex stats --json --index idx >out &&
    parts=$(sed "s/.*\"parts\":\([0-9]*\).*/\1/" out) && test "$parts" -le 4 &&
    cvdindex check --index idx'

test_expect 'a damaged file is found, and the exit status says so' '
    for f in idx/gen-*/*/*; do :; done &&
    size=$(wc -c <"$f") &&
    cp "$f" kept && rm "$f" &&
    { head -c $((size / 2)) kept && printf "\001\002\003\004" &&
        tail -c +$((size / 2 + 5)) kept; } >"$f" &&
    test_status 3 cvdindex check --index idx >out 2>err &&
    test -s out && test "$(wc -l <err)" = 1 && grep rebuild err'

test_expect 'a damaged index can be rebuilt' '
    cvdindex rebuild --index idx "$CORPUS"/samples >out &&
    cvdindex check --index idx'

test_done
