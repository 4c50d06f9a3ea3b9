#!/bin/sh
test_description='cvdsearch --server: URLs, tokens, servers that are no good'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

if ! command -v node >/dev/null; then
    test_skip 'servers that are no good' 'no node'
    test_done
fi
node "$ROOT/tests/http/fake.mjs" >port 2>fake.log &
fake=$!
test_at_exit='kill "$fake"'
wait_for 'test -s port' || exit 1
url=http://127.0.0.1:$(cat port)

# says STATUS PATTERN ARGUMENT...: the status, one line on stderr that
# matches, nothing on stdout.
says() {
    status=$1
    pattern=$2
    shift 2
    test_status "$status" cvdsearch "$@" >out 2>err &&
        test ! -s out && test "$(wc -l <err)" -eq 1 &&
        { grep -e "^cvdsearch: .*$pattern" err >/dev/null ||
            { cat err; return 1; }; }
}

test_expect 'an answer is printed as if it were from an index' '
    cvdsearch --server "$url/good" --format tsv gạo >out 2>err &&
    test ! -s err && sed 1d out | cut -f1,10,11 >cells &&
    printf "a\tGạo\tgạo\n" | test_same cells'
test_expect 'a path and slashes at the end of the URL' '
    cvdsearch --server "$url/good///" gạo >out && grep Gạo out'
test_expect 'a packed answer' '
    cvdsearch --server "$url/gzip" gạo >out && grep Gạo out'
test_expect 'CVD_SERVER stands in for --server' '
    CVD_SERVER=$url/good cvdsearch gạo >out && grep Gạo out'
test_expect 'an option goes before the environment, there the index first' '
    CVD_INDEX=nowhere cvdsearch --server "$url/good" gạo >out &&
    CVD_SERVER=$url/good CVD_INDEX=nowhere says 3 nowhere gạo &&
    CVD_SERVER=$url/good says 3 nowhere --index nowhere gạo &&
    CVD_SERVER=$url/good CVD_INDEX= cvdsearch gạo'
test_expect 'JSON: decoded and written anew, what is not known left out' '
    cvdsearch --server "$url/good" --format json gạo >out &&
    grep "\"took_ms\":1.500,.*\"cites\":2,\"cited_by\":3" out &&
    ! grep novelty out'

test_expect 'a token goes as RFC 6750 says, and who asks' '
    CVD_TOKEN=s3cret cvdsearch --server "$url/token" gạo &&
    says 3 "set CVD_TOKEN" --server "$url/token" gạo &&
    CVD_TOKEN=wrong says 3 "set CVD_TOKEN" --server "$url/token" gạo'
test_expect 'a token that would be another header is refused' '
    CVD_TOKEN="a
X: y" says 2 "bad CVD_TOKEN" --server "$url/good" gạo &&
    CVD_TOKEN="a b" says 2 "bad CVD_TOKEN" --server "$url/good" gạo'
test_expect 'a URL that is none' '
    for u in localhost:80 ftp://localhost http:// http:///x "http://a b" \
        "$url?q" "$url#x" x; do
        says 2 "bad server" --server "$u" gạo || { echo "$u"; exit 1; }
    done'
test_expect 'a password in the URL is refused, and not repeated' '
    says 2 CVD_TOKEN --server http://me:s3cret@127.0.0.1/ gạo &&
    ! grep s3cret err'

test_expect 'nobody there' '
    says 3 "cannot reach .http://127.0.0.1:1.: " \
        --server http://127.0.0.1:1 gạo &&
    says 3 "cannot reach .http://nowhere.invalid.: " \
        --server http://nowhere.invalid gạo &&
    says 3 "cannot reach" --server "$url/hangup" gạo &&
    says 3 "cannot reach" --server "$url/not-http" gạo &&
    says 3 "cannot reach" --server "$url/cut-short" gạo'
test_expect 'HTTPS is spoken: a server without it is not reached' '
    says 3 "cannot reach" --server "https://${url#http://}" gạo'
test_expect 'a question it does not take is wrong usage, in its words' '
    for s in 400 413 414 431; do
        says 2 "detail of $s" --server "$url/$s" gạo || exit 1
    done'
test_expect 'not found is what a document is, never a query' '
    for k in show text cites cited-by similar; do
        says 1 "detail of 404" --server "$url/404" $k x || exit 1
    done &&
    for k in search facets timeline missing suggest kwic keyness graph export \
        analyze; do
        says 3 "does not know" --server "$url/404" $k x || exit 1
    done'
test_expect 'forbidden, broken, busy: what to do' '
    says 3 "CVD_TOKEN" --server "$url/403" gạo &&
    says 3 "answers 500: detail of 500" --server "$url/500" gạo &&
    says 3 "busy: try again in 7 seconds" --server "$url/busy" gạo &&
    says 3 "busy: try again later" --server "$url/429" gạo &&
    says 3 "busy" --server "$url/proxy" gạo'
test_expect 'a redirect is not followed' '
    says 3 "301.*redirects" --server "$url/moved" gạo'
test_expect 'what is no cvdsearch server' '
    for how in html html-404 nothing malformed list no-hits wrong-types \
        wrong-hit many-cites deep wrong-detail; do
        says 3 "not a cvdsearch server" --server "$url/$how" gạo ||
            { echo "$how"; exit 1; }
    done'
test_expect 'and that for every command' '
    for k in search show cites cited-by missing graph similar facets \
        timeline kwic keyness export suggest analyze; do
        for how in html malformed list; do
            says 3 "not a cvdsearch server" --server "$url/$how" $k x ||
                { echo "$k $how"; exit 1; }
        done
    done &&
    for k in cites cited-by missing graph similar timeline kwic keyness \
        suggest; do
        says 3 "not a cvdsearch server" --server "$url/good" $k x ||
            { echo "$k"; exit 1; }
    done &&
    for how in html malformed list good; do
        says 3 "not a cvdsearch server" --server "$url/$how" compare x y ||
            { echo "compare $how"; exit 1; }
    done &&
    says 1 "detail of 404" --server "$url/404" compare x y &&
    says 3 "not a cvdsearch server" --server "$url/good" text x &&
    says 3 "not a cvdsearch server" --server "$url/html" text x'
test_expect 'an answer without end, packed or not' '
    says 3 "longer than 64 MiB" --server "$url/endless" gạo &&
    says 3 "longer than 64 MiB" --server "$url/bomb" gạo'
test_expect 'what a server says is harmless' '
    says 2 "a?.31mb??c?d" --server "$url/controls" gạo'

test_expect 'an export that breaks off is status 3, and has no sidecar' '
    test_status 3 cvdsearch --server "$url/broken-export" export gạo \
        --sidecar side >out 2>err &&
    grep "^cvdsearch: cannot reach" err && test ! -e side &&
    test_status 3 cvdsearch --server "$url/refused-export" export gạo \
        --sidecar side >out 2>err &&
    grep busy err && test ! -e side && test ! -s out'
test_expect 'an export is whole lines, wherever its pieces break' '
    cvdsearch --server "$url/split-export" export gạo --format jsonl >out &&
    printf "{\"id\":\"gạo\"}\n{\"id\":\"\\\\u009b1m\"}\n" | test_same out'

test_done
