#!/bin/sh
test_description='cvdsearchd: a list of synonyms, read again at SIGHUP'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/http/http.sh" || exit 1

test_write docs.jsonl <<'END'
{"id":"long","text":"Báo cáo của phòng kinh tế hạ tầng và đô thị"}
{"id":"short","text":"Báo cáo của PKTHT"}
{"id":"other","text":"Đội quản lý trật tự đô thị báo cáo"}
END

test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
refused() { # PATTERN OPTION...: the daemon does not start, with status 2
    pattern=$1
    shift
    test_status 2 timeout 20 cvdsearchd --index idx --listen 127.0.0.1:0 \
        --synonyms bad.tsv "$@" 2>err &&
        grep "$pattern" err
}
test_expect 'a bad file is told of with its line, and nothing starts' '
    printf "# ours\nPKTHT\tphòng kinh tế\n\nPKTHT\n" >bad.tsv &&
    refused "bad.tsv: line 4: " &&
    refused "bad.tsv: line 4: " --check-config'
test_expect 'so is one that is not there, or too long' '
    rm bad.tsv && refused "bad.tsv" &&
    head -c 1048577 /dev/zero >bad.tsv && refused "bad.tsv"'
test_expect 'a good one passes --check-config' '
    printf "PKTHT\tphòng kinh tế hạ tầng\n" >good.tsv &&
    cvdsearchd --index idx --synonyms good.tsv --check-config'

test_node synonyms.mjs "$PWD/idx" "$PWD"

test_done
