#!/bin/sh
test_description='cvdsearch similar: near-duplicates and reuse'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

# A real document, and copies of it: with a word changed here and there, only
# its beginning, its lines in another order, under another province's name.
original=ninh-thuan/ke-hoach-277-bcd-2023.txt
test_expect 'documents and copies of one are indexed' '
    mkdir docs && cp -r "$CORPUS"/samples/ninh-thuan "$CORPUS"/samples/hue \
        "$CORPUS"/samples/dak-lak docs && mkdir docs/ban-sao &&
    chmod -R u+w docs && from=docs/$original &&
    cp "$from" docs/ban-sao/nguyen-van.txt &&
    awk "{ n += NF; if (n > 40) { sub(/ [^ ]+ /, \" khác \"); n = 0 } print }" \
        "$from" >docs/ban-sao/sua.txt &&
    head -n "$(($(wc -l <"$from") / 2))" "$from" >docs/ban-sao/ngan.txt &&
    awk "{ line[NR % 3, NR] = \$0 } END { for (k = 2; k >= 0; k--)
        for (i = 1; i <= NR; i++) if (i % 3 == k) print line[k, i] }" \
        "$from" >docs/ban-sao/dao.txt &&
    sed "s/Ninh Thuận/Quảng Trị/g; s/NINH THUẬN/QUẢNG TRỊ/g" "$from" \
        >docs/ban-sao/quang-tri.txt &&
    cvdindex add --index idx docs'
CVD_INDEX=$PWD/idx
export CVD_INDEX

test_expect 'every copy is found, before all else' '
    cvdsearch similar --format tsv "$original" | sed 1d | cut -f1 >out &&
    head -n 5 out | sort >got && printf "ban-sao/%s.txt\n" dao ngan \
        nguyen-van quang-tri sua | test_same got &&
    ! grep -x "$original" out'
test_expect 'the same text shares all, and is a duplicate' '
    cvdsearch similar --limit 1 --format tsv "$original" | sed 1d |
        cut -f1-4 >out &&
    printf "ban-sao/nguyen-van.txt\t1.000\t1.000\ttrue\n" | test_same out'
test_expect 'a part of it is in the whole, the whole not in the part' '
    cvdsearch similar --format tsv ban-sao/ngan.txt | sed 1d |
        grep "^ban-sao/nguyen-van.txt" | cut -f2-4 >out &&
    awk "\$1 >= 0.99 && \$2 < 0.8 && \$3 == \"false\" { good = 1 }
        END { exit !good }" out'
test_expect 'documents that have no more than formulas in common are not told' '
    cvdsearch similar --limit 200 --format tsv "$original" | sed 1d |
        cut -f1 >out && ! grep "^hue/" out'
test_expect 'JSON: what the contract says' '
    cvdsearch similar --limit 1 --format json "$original" >out &&
    grep -F "{\"id\":\"$original\",\"similar\":[{\"id\":\"ban-sao/nguyen-van.txt\",\"title\":\"" out &&
    grep -F "\"number\":\"277-KH/BCĐ\",\"date\":\"2023-08-08\",\"issuer\":\"" out &&
    grep -F "\"shared\":1.000,\"shared_of_other\":1.000,\"duplicate\":true,\"passages\":[{\"text\":\"" out &&
    jq -c "[.found, .complete, .index.documents, (.similar[0] |
        .passages[0].words, .passages[0].start, .passages[0].other_start,
        .passages_found)]" out >got && echo "[11,true,28,486,0,0,1]" |
        test_same got &&
    text=$(jq -r ".similar[0].passages[0].text" out) &&
    case $text in "ỦY BAN MTTQ VIỆT NAM TỈNH NINH THUẬN"*" … "*) ;;
        *) false ;; esac'
test_expect 'the other forms' '
    cvdsearch similar --limit 1 "$original" >out &&
    grep -F "ban-sao/nguyen-van.txt (gần như trùng)" out &&
    grep -F "100% của văn bản này, 100% của văn bản kia" out &&
    cvdsearch similar --limit 3 --format jsonl "$original" >out &&
    grep -c "^{\"id\":\"ban-sao/" out | grep -x 3 &&
    cvdsearch similar --limit 3 --format csv "$original" >out &&
    wc -l <out | grep -x " *4"'
test_expect 'the same question, the same answer' '
    cvdsearch similar --format json "$original" >one &&
    cvdsearch similar --format json "$original" >two && cmp one two'
test_expect 'a sidecar says what was asked of what' '
    cvdsearch similar --limit 1 --format csv --sidecar about "$original" \
        >out && cvdsearch similar --format json "$original" >whole &&
    jq -e --slurpfile w whole ".id == \$w[0].id and
        .total == \$w[0].found and .complete == \$w[0].complete and
        .index == \$w[0].index and (has(\"query\") | not) and
        (.program | startswith(\"cvdsearch \"))" about &&
    [ "$(wc -l <about)" = 1 ]'
test_expect 'nothing found is status 1, as is no such document' '
    mkdir few && echo "Trồng cây." >few/a && echo "Trồng cây." >few/b &&
    mv few/a few/a.txt && mv few/b few/b.txt &&
    cvdindex add --index few-idx few &&
    test_status 1 cvdsearch similar --index few-idx a.txt >out &&
    test ! -s out &&
    test_status 1 cvdsearch similar khong-co 2>err && grep khong-co err'
test_expect 'a limit of 0 only says whether there are any' '
    cvdsearch similar --limit 0 "$original" >out && test ! -s out'
test_expect 'wrong usage is status 2, no index 3' '
    test_status 2 cvdsearch similar &&
    test_status 2 cvdsearch similar a b &&
    test_status 2 cvdsearch similar --limit 201 a &&
    test_status 2 cvdsearch similar --year 2023 a &&
    test_status 2 cvdsearch similar --format dot a &&
    test_status 3 cvdsearch similar --index nowhere a'
test_done
