#!/bin/sh
# The articles of the legal code, where they are at hand: CVD_SHARED or
# ../shared beside the checkout. They are not part of the project.
test_description='docs/research.md: the study of the legal code'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/e2e/research.sh" || exit 1

LEGAL=${CVD_SHARED:-$ROOT/../shared}/data/legal/articles.jsonl.xz
export LEGAL
if [ ! -r "$LEGAL" ]; then
    test_skip 'docs/research.md, study 2' 'the collection is not at hand'
elif test_via_server; then
    test_skip 'docs/research.md, study 2' 'long; study 1 is asked through a server'
elif ! command -v jq >/dev/null || ! command -v xz >/dev/null; then
    test_skip 'docs/research.md, study 2' 'no jq, or no xz'
else
    research_run 'Study 2'
fi

test_done
