#!/bin/sh
test_description='the examples of cvdsearch(1) and cvdsearch-query(7)'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

test_expect 'the sample documents are indexed' '
    cvdindex add --index idx "$CORPUS/samples"'
CVD_INDEX=$PWD/idx
XDG_STATE_HOME=$PWD/state
export CVD_INDEX XDG_STATE_HOME
printf 'T1\thàng Việt\nOCOP\n' >queries.txt

# The lines that begin with "$ " between .EX and .EE, as a person reads them.
examples() {
    sed -n '/^\.EX/,/^\.EE/s/^\$ //p' "$1" |
        sed 's/\\-/-/g; s/\\(dq/"/g; s/\\(oq/'\''/g'
}

for page in cvdsearch.1 cvdsearch-query.7; do
    examples "$ROOT/man/$page" >"$page.examples"
    test_expect "$page has examples" "test -s $page.examples"
    while IFS= read -r line; do
        case $line in
        cvdsearch*) ;;
        *) test_expect "$page: $line" 'echo "not one of ours"; false' ;;
        esac
        test_expect "$page: $line" "$line >out && test -s out"
    done <"$page.examples"
done

# What --help and the page tell must not drift apart.
test_expect 'cvdsearch.1 tells of every option that --help tells of' '
    cvdsearch --help | grep -o -e "--[a-z]*" | sort -u >options &&
    sed "s/\\\\-/-/g" "$ROOT/man/cvdsearch.1" >page &&
    while read -r o; do
        grep -q -e "$o" page || { echo "no $o"; exit 1; }
    done <options'
test_expect 'cvdsearch-query.7 tells of every field' '
    for f in số dẫn loại tỉnh cđ cq năm từ đến number cites type province \
        campaign issuer year from to; do
        grep -q "$f:" "$ROOT/man/cvdsearch-query.7" ||
            { echo "no $f:"; exit 1; }
    done'

test_done
