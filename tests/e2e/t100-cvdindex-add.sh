#!/bin/sh
test_description='cvdindex add: new, changed and unchanged documents'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

account() { sed 's/ (.*//' out; }

mkdir -p docs/sub &&
    printf 'Số: 01/KH-UBND\n\nKẾ HOẠCH\nTrồng cây\n' >docs/a.txt &&
    printf '# Thông báo\n\nHọp thôn.\n' >docs/sub/b.md &&
    printf 'xin chào\n' >docs/c.TXT

test_expect 'a directory makes an index where there was none' '
    cvdindex add --index idx docs >out &&
    account >got &&
    echo "3 added, 0 updated, 0 unchanged, 0 removed, 0 failed;" \
        "3 documents in generation 1" >want &&
    diff -u want got'

test_expect 'what has not changed is passed over, and nothing is written' '
    cvdindex add --index idx docs >out &&
    account >got &&
    echo "0 added, 0 updated, 3 unchanged, 0 removed, 0 failed;" \
        "3 documents in generation 1" >want &&
    diff -u want got'

test_expect 'a changed document is replaced, a new one added' '
    echo "thêm một dòng" >>docs/a.txt &&
    echo "mới" >docs/d.txt &&
    cvdindex add --index=idx --report rep docs >out &&
    account >got &&
    echo "1 added, 1 updated, 2 unchanged, 0 removed, 0 failed;" \
        "4 documents in generation 2" >want &&
    diff -u want got &&
    cat >want <<-\END &&
	{"id":"a.txt","outcome":"updated"}
	{"id":"c.TXT","outcome":"unchanged"}
	{"id":"d.txt","outcome":"added"}
	{"id":"sub/b.md","outcome":"unchanged"}
	END
    diff -u want rep'

test_expect 'a single file is known by its name alone' '
    cvdindex add --index idx --report rep docs/d.txt >out &&
    echo "{\"id\":\"d.txt\",\"outcome\":\"unchanged\"}" >want &&
    diff -u want rep'

test_expect 'a file of any name is text when it is given by name' '
    echo "không đuôi" >plain &&
    cvdindex add --index idx2 plain >out &&
    grep "^1 added" out'

test_expect 'ids are NFC' '
    mkdir nfd &&
    echo "chữ" >"nfd/$(printf "ke\314\202\314\201.txt")" &&
    cvdindex add --index idx2 --report rep nfd >out &&
    printf "{\"id\":\"k\341\272\277.txt\",\"outcome\":\"added\"}\n" >want &&
    diff -u want rep'

test_expect 'CVD_INDEX stands in for --index' '
    CVD_INDEX=idx cvdindex stats --json >out &&
    grep "\"documents\":4," out'

test_expect 'rebuild begins anew: what is no longer there is gone' '
    rm docs/d.txt &&
    cvdindex rebuild --index idx docs >out &&
    account >got &&
    echo "3 added, 0 updated, 0 unchanged, 0 removed, 0 failed;" \
        "3 documents in generation 3" >want &&
    diff -u want got'

test_expect 'rebuild from nothing leaves the index as it was' '
    mkdir empty &&
    test_status 1 cvdindex rebuild --index idx empty 2>err &&
    grep "as it was" err &&
    cvdindex stats --json --index idx >out &&
    grep "\"documents\":3," out'

test_expect 'of one id twice in a run the later stays, and it is said' '
    mkdir one two &&
    echo "bản một" >one/x.txt && echo "bản hai" >two/x.txt &&
    cvdindex add --index idx3 one >out &&
    cvdindex add --index idx3 --report rep two one >out &&
    cat >want <<-\END &&
	{"id":"x.txt","outcome":"updated"}
	{"id":"x.txt","outcome":"updated"}
	END
    diff -u want rep &&
    cvdindex add --index idx3 one >out &&
    grep "0 updated, 1 unchanged" out'

test_expect 'the samples all go in' '
    cvdindex add --index samples "$CORPUS"/samples >out &&
    grep ", 0 failed" out &&
    cvdindex check --index samples'

if test_terminal; then
    test_expect 'a bar on a terminal, none elsewhere' '
        script -qec "cvdindex rebuild --index bar $CORPUS/samples" tty.log \
            >/dev/null &&
        grep "\[.*%.*MB/s" tty.log &&
        cvdindex rebuild --index bar "$CORPUS/samples" >out 2>err &&
        test ! -s err && test_status 1 grep "%" out'
else
    test_skip 'a bar on a terminal' 'no script(1), or no terminal to be had'
fi

test_done
