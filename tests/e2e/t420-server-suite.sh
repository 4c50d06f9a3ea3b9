#!/bin/sh
test_description='what cvdsearch prints, asked through cvdsearchd'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

# Every test of a question, once more: a server answers it, and nobody can
# tell.  What these scripts skip then, they say.  The rest is in t421.
for script in "$ROOT"/tests/e2e/t2[0-3]*.sh; do
    name=$(basename "$script" .sh)
    test_expect "$name" '
        CVD_TEST_VIA=server sh "$script" >"$name" 2>&1 ||
            { cat "$name"; exit 1; }'
    grep "^# skipped: " "$name"
done

test_done
