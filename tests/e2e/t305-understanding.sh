#!/bin/sh
# What documents are understood as, beside labels made by hand: those of our
# samples always, those of real documents where they are at hand (CVD_SHARED,
# or ../shared beside the checkout; they are not part of the project).
test_description='documents understood, beside labels made by hand'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

# compare LABELS FIELD=SHARE...: documents of index idx.  Floors below that
# hold for every set stand here; those a set has of its own are given.
compare() {
    labels=$1
    shift
    sed 's/^{"file": *"\([^"]*\)".*/\1/' "$labels" >files
    : >shown
    while read -r id; do
        cvdsearch show --index idx --format json "$id" >>shown || return 1
        echo >>shown
    done <files
    cvdlabels "$labels" shown number=0.97 symbol=0.97 date=0.97 type=0.97 \
        subject=0.92 place=0.97 parent_issuer=0.95 district=0.92 \
        province=0.95 signer=0.95 recipients=0.95 "references right=0.98" \
        "references found=0.98" "references' dates=0.98" "$@"
}

test_expect 'the samples, as their labels say' '
    cvdindex add --index idx "$CORPUS/samples" &&
    compare "$ROOT/tests/labels/samples.jsonl" \
        issuer=0.92 distribution=0.95'

for set in state party crawled; do
    test_expect "blind texts ($set), as their labels say" '
        rm -rf idx && cvdindex add --index idx "$ROOT/tests/labels/$set" &&
        compare "$ROOT/tests/labels/$set.jsonl" issuer=0.9 distribution=0.95'
done

data=${CVD_SHARED:-$ROOT/../shared}/data
if [ ! -d "$data/seeds" ] || [ ! -d "$data/official" ]; then
    test_skip 'real documents, as their labels say' 'none at hand'
    test_done
fi
# The seeds are three, where one line of one list missed is a tenth.
for set in official seeds; do
    test_expect "real documents ($set), as their labels say" '
        rm -rf idx docs && mkdir docs && cp "$data/$set"/*.txt docs &&
        cvdindex add --index idx docs &&
        compare "$data/$set/labels.jsonl" issuer=0.92 distribution=0.85'
done

test_done
