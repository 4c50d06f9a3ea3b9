#!/bin/sh
test_description='cvdindex add: what a directory gives'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

test_expect 'entries come sorted; other files are counted, hidden ones not' '
    mkdir -p w/b w/.git &&
    echo x >w/c.txt && echo x >w/a.txt && echo x >w/b/y.md &&
    echo x >w/.git/z.txt && echo x >w/.h.txt && echo x >w/pic.jpg &&
    cvdindex add --index idx --report rep w/ >out &&
    cat >want <<-\END &&
	{"id":"a.txt","outcome":"added"}
	{"id":"b/y.md","outcome":"added"}
	{"id":"c.txt","outcome":"added"}
	END
    diff -u want rep && grep "1 other files passed over" out'

test_expect 'a FIFO does not hang the run' '
    mkdir f && mkfifo f/pipe.txt && echo x >f/a.txt &&
    cvdindex add --index fifo f >out && grep "^1 added" out &&
    test_status 1 cvdindex add --index fifo f/pipe.txt >out 2>err &&
    grep "neither a file" err'

test_expect 'links to directories are not followed: no loop' '
    mkdir -p l/d && echo x >l/d/a.txt && ln -s .. l/d/up &&
    ln -s . l/self && ln -s d/a.txt l/link.txt &&
    cvdindex add --index loop --report rep l >out &&
    cat >want <<-\END &&
	{"id":"d/a.txt","outcome":"added"}
	{"id":"link.txt","outcome":"added"}
	END
    diff -u want rep'

test_expect 'a SOURCE that is itself a link is followed' '
    ln -s l/d source && cvdindex add --index link source >out &&
    grep "^1 added" out'

test_expect 'directories nested too deep are told of' '
    mkdir deep && echo x >deep/a.txt &&
    d=deep && for i in 1 2 3 4 5 6 7; do
        d=$d/1/2/3/4/5/6/7/8/9/10
    done && mkdir -p $d && echo x >$d/b.txt &&
    test_status 1 cvdindex add --index deepi --report rep deep >out &&
    grep "nested too deep" rep && grep "\"a.txt\",\"outcome\":\"added\"" rep'

test_expect 'the index may lie in the directory that is indexed' '
    cvdindex add --index w/idx w >out && grep "^3 added" out &&
    cvdindex add --index w/idx w >out && grep " 3 unchanged" out'

test_done
