#!/bin/sh
test_description='what cvdsearch prints, asked through cvdsearchd: the rest'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

for script in "$ROOT"/tests/e2e/t2[4-9]*.sh "$ROOT"/tests/e2e/t3*.sh; do
    name=$(basename "$script" .sh)
    case $name in
    t305-* | t310-*) continue ;; # they ask the library, not cvdsearch
    esac
    test_expect "$name" '
        CVD_TEST_VIA=server sh "$script" >"$name" 2>&1 ||
            { cat "$name"; exit 1; }'
    grep "^# skipped: " "$name"
done

test_done
