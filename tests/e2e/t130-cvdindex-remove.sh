#!/bin/sh
test_description='cvdindex remove and prune: documents out of an index'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

mkdir docs &&
    for i in a b c d e f; do echo "văn bản $i" >docs/$i.txt; done
cvdindex add --index idx docs >out

test_expect 'remove removes, and says what was not there' '
    test_status 1 cvdindex remove --index idx --report rep a.txt none >out &&
    cat >want <<-\END &&
	{"id":"a.txt","outcome":"removed"}
	{"id":"none","outcome":"failed","reason":"not in the index"}
	END
    diff -u want rep &&
    grep "1 removed, 1 failed; 5 documents in generation 2" out'

test_expect 'removing nothing changes nothing' '
    test_status 1 cvdindex remove --index idx none >out 2>err &&
    grep "5 documents in generation 2" out && grep "none: not in" err'

test_expect 'a removed document can come back' '
    cvdindex add --index idx docs >out &&
    grep "^1 added, 0 updated, 5 unchanged" out'

test_expect 'prune removes what is no longer in its sources' '
    rm docs/b.txt docs/c.txt &&
    cvdindex prune --index idx --report rep docs >out &&
    sort rep >got &&
    cat >want <<-\END &&
	{"id":"b.txt","outcome":"removed"}
	{"id":"c.txt","outcome":"removed"}
	END
    diff -u want got && grep "; 4 documents in" out'

test_expect 'prune knows the lines of JSONL, bad ones too' '
    printf "%s\n" "{\"id\":\"x\",\"text\":\"một\"}" \
        "{\"id\":\"y\",\"text\":\"hai\"}" >in.jsonl &&
    cvdindex add --index idx in.jsonl >out &&
    echo "{\"id\":\"x\",\"text\":7}" >in.jsonl &&
    cvdindex prune --index idx --report rep docs in.jsonl >out &&
    echo "{\"id\":\"y\",\"outcome\":\"removed\"}" >want &&
    diff -u want rep'

test_expect 'prune removes nothing when a source cannot be read' '
    for bad in gone gone.jsonl; do
        test_status 3 cvdindex prune --index idx docs $bad 2>err &&
        grep "nothing was removed" err || exit 1
    done &&
    echo "not json" >broken.jsonl &&
    test_status 3 cvdindex prune --index idx docs broken.jsonl 2>err &&
    grep "broken.jsonl:1" err'

test_expect 'prune removes nothing when the sources are empty' '
    mkdir empty &&
    test_status 3 cvdindex prune --index idx empty 2>err &&
    grep "nothing was removed" err &&
    cvdindex stats --json --index idx >out && grep "\"documents\":5," out'

test_expect 'the index is sound after all that' '
    cvdindex check --index idx'

test_expect 'what was removed is not suggested' '
    mkdir secret &&
    echo "zebra chuyện bí mật" >secret/z.txt &&
    echo "chuyện bí đao" >secret/k.txt &&
    cvdindex add --index sec secret &&
    cvdsearch --index sec suggest ze >out && grep zebra out &&
    cvdindex remove --index sec z.txt &&
    test_status 1 cvdsearch --index sec suggest ze &&
    cvdsearch --index sec suggest "bí" >out &&
    test_status 1 grep mật out &&
    test_status 1 cvdsearch --index sec suggest "bí m"'

test_done
