#!/bin/sh
test_description='cvdsearch kwic: where the words stand, in context'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

test_write docs.jsonl <<'END'
{"id":"a","text":"Cuộc  thi đua\nlao động, thi đua yêu nước.","metadata":{"date":"2022","province":"Ninh Thuận"}}
{"id":"b","text":"má thi đua nay\n\nma thi đua mai","metadata":{"province":"Hà Tĩnh"}}
{"id":"c","text":"mà thi đua đó; mạ thi đua đây","metadata":{"date":"2021-05"}}
{"id":"d","text":"không có gì"}
END
bom=$(printf '\357\273\277')
cr=$(printf '\r')
tab=$(printf '\t')
esc=$(printf '\033')

test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
CVD_INDEX=$PWD/idx
export CVD_INDEX

test_expect 'text: keywords below one another, then where they stand' '
    cvdsearch kwic "\"thi đua\"" --width 12 >out && test_same out <<END
6 dòng, 3 văn bản
      Cuộc thi đua lao động,   a · 2022 · 6
 lao động, thi đua yêu nước.   a · 2022 · 24
        má thi đua nay ma thi  b · 3
đua nay ma thi đua mai         b · 19
        mà thi đua đó; mạ thi  c · 2021-05 · 3
đua đó; mạ thi đua đây         c · 2021-05 · 18
END'
test_expect 'text: the keyword coloured if asked, aligned all the same' '
    cvdsearch kwic "\"thi đua\"" --width 5 --limit 1 --color always >out &&
    grep -F "Cuộc $esc[1;33mthi đua$esc[0m lao" out'
test_expect 'tsv and csv: a line of names, a line a place' '
    cvdsearch kwic nước --format tsv --width 12 >out &&
    sed "s/$tab/|/g" out >tsv && test_same tsv <<END &&
id|date|province|left|keyword|right|start|end
a|2022|ninh-thuan|thi đua yêu|nước|.|36|40
END
    cvdsearch kwic nước --format csv --width 12 >out && cat >want <<END &&
${bom}id,date,province,left,keyword,right,start,end
a,2022,ninh-thuan,thi đua yêu,nước,.,36,40
END
    sed "s/$/$cr/" want | test_same out'
test_expect 'json: the whole answer; jsonl: its lines' '
    cvdsearch kwic "\"thi đua\" gì OR lao" --format json --width 8 >out &&
    test_same out <<END &&
{"query":"\"thi đua\" gì OR lao","total_documents":1,"total_lines":3,"complete":true,"lines":[{"id":"a","date":"2022","province":"ninh-thuan","left":"Cuộc ","keyword":"thi đua","right":" lao","start":6,"end":13},{"id":"a","date":"2022","province":"ninh-thuan","left":"thi đua ","keyword":"lao","right":" động,","start":14,"end":17},{"id":"a","date":"2022","province":"ninh-thuan","left":"động, ","keyword":"thi đua","right":" yêu","start":24,"end":31}],"suggestion":null,"warnings":[],"index":{"generation":1,"analyzer":3,"documents":4}}
END
    cvdsearch kwic nước --format jsonl --width 4 >out && test_same out <<END
{"id":"a","date":"2022","province":"ninh-thuan","left":"yêu ","keyword":"nước","right":".","start":36,"end":40}
END'
test_expect 'offsets are code points of the text' '
    cvdsearch kwic "\"thi đua\"" --format tsv | sed 1d | cut -f1,5,7,8 |
        while read -r id word word2 start end; do
            cvdsearch text "$id" | tr "\n" " " >text || exit 1
            expr substr "$(cat text)" $((start + 1)) $((end - start)) >piece
            [ "$(cat piece)" = "$word $word2" ] || { cat piece; exit 1; }
        done'
left() {
    cvdsearch kwic '"thi đua"' --format tsv "$@" | sed 1d | cut -f4 |
        awk '{ print $NF }' | tr '\n' ' '
}
test_expect 'left: by the words outward, by marks' '
    test "$(left --sort left)" = "Cuộc động, ma mà má mạ "'
test_expect 'right: by the words behind' '
    cvdsearch kwic "\"thi đua\"" --format tsv --sort right | sed 1d |
        cut -f6 | cut -d" " -f1 >out &&
    printf "%s\n" đây "đó;" lao mai nay yêu | test_same out'
test_expect 'date and province: unknown last' '
    cvdsearch kwic "\"thi đua\"" --format tsv --sort date | sed 1d |
        cut -f1 | uniq | tr "\n" " " >out && test "$(cat out)" = "c a b " &&
    cvdsearch kwic "\"thi đua\"" --format tsv --sort province | sed 1d |
        cut -f1 | uniq | tr "\n" " " >out && test "$(cat out)" = "b a c "'
test_expect 'pages and filters' '
    test "$(left --limit 2 --offset 3)" = "ma mà " &&
    test "$(left --province "Hà Tĩnh")" = "má ma " &&
    test "$(left --from 2022)" = "Cuộc động, " &&
    cvdsearch kwic "\"thi đua\"" --limit 0 >out &&
    echo "6 dòng, 3 văn bản" | test_same out'
test_expect 'a sample is the same for the same seed' '
    cvdsearch kwic "\"thi đua\"" --sample 3 --seed 7 --format tsv >one &&
    cvdsearch kwic "\"thi đua\"" --sample 3 --seed 7 --format tsv >two &&
    diff one two && test "$(wc -l <one)" -eq 4 &&
    for seed in 1 2 3 4 5 6; do
        cvdsearch kwic "\"thi đua\"" --sample 3 --seed $seed --format tsv |
            cksum
    done | sort -u >sums && test "$(wc -l <sums)" -gt 1'
test_expect 'words without marks: every spelling, widened as a search' '
    cvdsearch kwic "mả" --format tsv 2>err | sed 1d | cut -f5 | sort >out &&
    printf "%s\n" ma má mà mạ | sort | test_same out &&
    grep "đúng dấu" err'
test_expect 'nothing is status 1, also where no word is asked for' '
    test_status 1 cvdsearch kwic khongcotunay >out &&
    echo "0 dòng, 0 văn bản" | test_same out &&
    test_status 1 cvdsearch kwic --year 2022 2>err >out &&
    echo "0 dòng, 1 văn bản" | test_same out &&
    grep "không có từ nào để tìm" err'
test_expect 'a sidecar says what was asked of what' '
    cvdsearch kwic đua --from 2020 --sort left --width 9 --format csv \
        --sidecar about >out &&
    cvdsearch kwic đua --from 2020 --format json >whole &&
    jq -e --slurpfile w whole ".query == \"đua\" and .from == \"2020\" and
        .filters == [] and .sort == \"left\" and .width == 9 and
        .complete and .total > 1 and .total == \$w[0].total_documents and
        .total_lines == \$w[0].total_lines and .index == \$w[0].index and
        (.program | startswith(\"cvdsearch \"))" about'
test_expect 'wrong usage is status 2' '
    test_status 2 cvdsearch kwic &&
    test_status 2 cvdsearch kwic x --width 201 &&
    test_status 2 cvdsearch kwic x --limit 100001 &&
    test_status 2 cvdsearch kwic x --sample 100001 &&
    test_status 2 cvdsearch kwic x --seed x &&
    test_status 2 cvdsearch kwic x --sort newest 2>err &&
    grep "text, left, right, date, province" err &&
    test_status 2 cvdsearch x --sort left 2>err &&
    grep "relevance, newest, oldest" err &&
    test_status 2 cvdsearch x --width 3'
test_expect 'what a terminal would obey is not written' '
    printf "%s\n" "{\"id\":\"e\",\"text\":\"một \\u001b[31m hai \\u009b2J\\u202e ba\"}" |
        cvdindex add --index esc - &&
    for f in text json jsonl csv tsv; do
        cvdsearch --index esc kwic hai --format $f || exit 1
    done >out && ! grep "$esc" out && ! grep "$(printf "\302\233")" out'
test_expect 'the sample documents: lines as many as the words are there' '
    cvdindex add --index samples "$CORPUS/samples" &&
    cvdsearch --index samples kwic "\"gian hàng\"" --limit 0 >out &&
    cat "$CORPUS"/samples/*/*.txt | tr "\n" " " | sed "s/  */ /g" |
        grep -aio "gian hàng" | wc -l >count &&
    test "$(cat count)" -gt 0 &&
    sed "s/ dòng.*//" out | awk "{ print \$1 }" >lines &&
    test "$(cat lines)" -ge "$(cat count)"'

test_done
