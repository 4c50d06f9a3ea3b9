#!/bin/sh
test_description='near-duplicates counted, and folded under the first'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

# A plan that eleven communes copy under heads of their own, and another text.
test_expect 'documents and copies of one are indexed' '
    mkdir docs && plan=$CORPUS/samples/ninh-thuan/ke-hoach-37-tu-2021.txt &&
    cp "$plan" docs/tinh.txt && chmod u+w docs/* &&
    for n in 01 02 03 04 05 06 07 08 09 10 11; do
        sed "s/37-KH\/TU/$n-KH\/ĐU/; s/25 tháng 10/$n tháng 12/" "$plan" \
            >docs/xa-$n.txt || exit 1
    done &&
    cp "$CORPUS"/samples/ninh-thuan/ke-hoach-277-bcd-2023.txt docs/khac.txt &&
    cvdindex add --index idx docs'
CVD_INDEX=$PWD/idx
export CVD_INDEX

test_expect 'a hit tells how many near-duplicates the archive has' '
    cvdsearch "hàng Việt" --limit 20 --format json >out &&
    jq -r ".hits[] | \"\(.id) \(.duplicates) \(.folded)\"" out | sort >got && {
        echo "khac.txt 0 null"
        echo "tinh.txt 11 null"
        seq -f "xa-%02g.txt 11 null" 11
    } | test_same got &&
    cvdsearch show tinh.txt --format json | jq .duplicates | grep -x 11'
test_expect 'folded, each comes once, and its copies are named' '
    cvdsearch "hàng Việt" --fold --format json >out &&
    jq -c "[.total, (.hits | length), ([.hits[] | .folded.count] | sort)]" out |
        grep -Fx "[13,2,[0,11]]" &&
    jq -r ".hits[] | select(.folded.count > 0) | .id, .folded.hits[].id" out |
        sort >got && { echo tinh.txt; seq -f "xa-%02g.txt" 11; } |
        test_same got'
test_expect 'limit and offset count what is left' '
    cvdsearch "hàng Việt" --fold --limit 1 --format json | jq -r ".hits[].id" \
        >one && cvdsearch "hàng Việt" --fold --limit 1 --offset 1 \
        --format json | jq -r ".hits[].id" >two &&
    cvdsearch "hàng Việt" --fold --format json | jq -r ".hits[].id" >both &&
    cat one two | test_same both &&
    cvdsearch "hàng Việt" --fold --offset 2 --format json |
        jq -c "[.total, .hits]" | grep -Fx "[13,[]]"'
test_expect 'in any order, under the first of it' '
    cvdsearch "hàng Việt" --fold --sort oldest --format json |
        jq -r ".hits[0] | .id, .folded.count" >got &&
    printf "tinh.txt\n11\n" | test_same got &&
    cvdsearch "hàng Việt" --fold --sort newest --format json |
        jq -r ".hits[1] | .id, .folded.count" >got &&
    printf "xa-11.txt\n11\n" | test_same got'
test_expect 'filters say among which' '
    cvdsearch "hàng Việt" --fold --from 2021-12-05 --to 2021-12-06 \
        --format json | jq -c "[.total, .hits[0].folded.count,
            .hits[0].duplicates]" | grep -Fx "[2,1,11]"'
test_expect 'for people' '
    cvdsearch "hàng Việt" --limit 20 >out &&
    grep -c "     có 11 bản gần trùng" out | grep -x 12 &&
    cvdsearch "hàng Việt" --fold >out &&
    grep -c "     gộp 11 bản gần trùng:" out | grep -x 1 &&
    grep -c "· \(xa-..\|tinh\).txt" out | grep -x 12'
test_expect 'in a batch too, whose sidecar says so' '
    echo "hàng Việt" >queries &&
    cvdsearch batch queries --fold --columns rank,id --format tsv \
        --sidecar about.json >out &&
    wc -l <out | grep -x " *3" && jq .fold about.json | grep -x true &&
    cvdsearch batch queries --columns rank,id --format tsv --limit 20 \
        --sidecar about.json >out &&
    wc -l <out | grep -x " *14" && jq .fold about.json | grep -x null'
test_expect 'the same question, the same bytes' '
    cvdsearch "hàng Việt" --fold --format jsonl >one &&
    cvdsearch "hàng Việt" --fold --format jsonl >two && cmp one two'
test_done
