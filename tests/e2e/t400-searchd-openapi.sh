#!/bin/sh
test_description='cvdsearchd: its description of itself, and each answer beside it'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/http/http.sh" || exit 1

test_expect 'the samples are indexed, and a file in TCVN3' '
    cp -R "$CORPUS/samples" files &&
    printf "C\351ng ho\265 x\267 h\351i ch\361 ngh\334a Vi\326t Nam\n" \
        >files/old.txt &&
    cvdindex rebuild --index idx files'

test_node openapi.mjs "$PWD/idx" "$PWD/files"

test_done
