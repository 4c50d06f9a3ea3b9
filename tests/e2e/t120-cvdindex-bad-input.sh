#!/bin/sh
test_description='cvdindex add: bad files are told of and passed over'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

reason() { sed -n "s|.*\"id\":\"$1\".*\"reason\":\"\(.*\)\"}|\1|p" rep; }

mkdir docs &&
    echo "tốt" >docs/good.txt &&
    : >docs/empty.txt &&
    printf ' \n\t\302\240\n' >docs/blank.txt &&
    printf '\357\273\277' >docs/bom.txt &&
    echo "--- *** ---" >docs/signs.txt &&
    printf 'tr\377\n' >docs/bytes.txt &&
    printf 'H\300\340nh' >docs/tcvn.txt &&
    ln -s nowhere docs/dangling.txt

test_expect 'each is told with its reason, the good one goes in' '
    test_status 1 cvdindex add --index idx --report rep docs >out &&
    grep "^1 added, 0 updated, 0 unchanged, 0 removed, 7 failed" out &&
    reason empty.txt | grep "^empty document$" &&
    reason blank.txt | grep "^empty document$" &&
    reason bom.txt | grep "^empty document$" &&
    reason signs.txt | grep "no word" &&
    reason bytes.txt | grep UTF-8 &&
    reason tcvn.txt | grep UTF-8 &&
    reason docs/dangling.txt | grep "no such file"'

test_expect 'without a report failures are lines on stderr' '
    test_status 1 cvdindex add --index idx2 docs >out 2>err &&
    grep -c "^cvdindex: .*: " err >got && echo 7 >want && diff -u want got'

test_expect 'of very many only the first are shown' '
    mkdir many &&
    for i in 1 2 3 4 5; do for j in 1 2 3 4 5; do
        : >many/$i$j.txt
    done; done &&
    test_status 1 cvdindex add --index idx2 many >out 2>err &&
    test "$(wc -l <err)" = 21 && grep "5 more failed: use --report" err'

test_expect 'a missing SOURCE is told and the run goes on' '
    test_status 1 cvdindex add --index idx --report rep gone docs/good.txt \
        >out &&
    reason gone | grep "no such file" &&
    grep "\"good.txt\",\"outcome\":\"unchanged\"" rep'

test_expect 'when nothing can be read the status says so' '
    test_status 1 cvdindex add --index idx --report rep gone gone.jsonl >out'

test_expect 'a document that is bad now stays as it was' '
    mkdir turn && echo "tốt" >turn/t.txt &&
    cvdindex add --index turned turn >out &&
    printf "\377" >turn/t.txt &&
    test_status 1 cvdindex add --index turned turn >out 2>err &&
    grep "; 1 documents in generation 1" out'

test_expect 'a file longer than the limit is not read' '
    mkdir long && printf "chữ " >long/a.txt &&
    dd if=/dev/zero of=long/a.txt bs=1 count=0 seek=70000000 2>/dev/null &&
    test_status 1 cvdindex add --index idx --report rep long >out &&
    reason a.txt | grep "longer than"'

test_expect 'a file name that is not UTF-8 is told readably' '
    mkdir odd && echo "chữ" >"odd/$(printf "\377").txt" &&
    test_status 1 cvdindex add --index idx --report rep odd >out &&
    grep "name is not UTF-8" rep'

test_expect 'a file name with a line break is refused' '
    mkdir brk && echo "chữ" >"brk/a
b.txt" &&
    test_status 1 cvdindex add --index idx --report rep brk >out &&
    test "$(wc -l <rep)" = 1 && grep "control character" rep'

if [ "$(id -u)" != 0 ]; then
    test_expect 'no permission: the others go in' '
        mkdir -p locked/dir && echo "chữ" >locked/a.txt &&
        echo "chữ" >locked/dir/b.txt && echo "chữ" >locked/c.txt &&
        chmod 0 locked/a.txt locked/dir &&
        test_status 1 cvdindex add --index idx --report rep locked >out &&
        chmod 700 locked/dir &&
        grep "a.txt.*Permission denied" rep &&
        grep "locked/dir.*Permission denied" rep &&
        grep "\"c.txt\",\"outcome\":\"added\"" rep'
else
    test_skip 'no permission: the others go in' 'root may read everything'
fi

test_done
