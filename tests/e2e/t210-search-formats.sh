#!/bin/sh
test_description='cvdsearch search: what each format prints'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

test_write docs.jsonl <<'END'
{"id":"=1+2","title":"-Một, \"hai\" <b>","text":"muối & <b>gạo</b> \"ngon\"","metadata":{"number":"12/KH-UBND","type":"KH","date":"2021-03-05","province":"ninh-thuan","issuer":"@SUM","campaigns":["hang-viet","moi-xa-mot-san-pham"]}}
{"id":"hai","title":"Hai","text":"gạo tám","metadata":{"type":"CV","date":"2022"}}
END
# The BOM and what else cannot be typed.
bom=$(printf '\357\273\277')
tab=$(printf '\t')
cr=$(printf '\r')
esc=$(printf '\033')

have_jq=
command -v jq >/dev/null && have_jq=yes
# test_jq TITLE SCRIPT: a test that needs jq.
test_jq() {
    if [ "$have_jq" ]; then
        test_expect "$1" "$2"
    else
        test_skip "$1" 'no jq here'
    fi
}

test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
CVD_INDEX=$PWD/idx
export CVD_INDEX

test_expect 'text: total, title, what is known of it, snippet' '
    cvdsearch gạo --type KH >out &&
    sed "s/(.* ms)/(T ms)/" out >text &&
    test_same text <<END
1 văn bản (T ms)

  1. -Một, "hai" <b>
     12/KH-UBND · Kế hoạch · 2021-03-05 · @SUM · Ninh Thuận · =1+2
     muối & <b>gạo</b> "ngon"
END'
test_expect 'text: no colour but on a terminal or by --color always' '
    cvdsearch gạo >out && ! grep "$esc" out &&
    cvdsearch --color never gạo >out && ! grep "$esc" out &&
    cvdsearch --color always gạo >out &&
    grep -F "$esc[1;33mgạo$esc[0m" out &&
    NO_COLOR=1 cvdsearch --color always gạo >out && grep "$esc" out'
if test_terminal; then
    test_expect 'text: colour on a terminal, unless NO_COLOR says no' '
        TERM=xterm script -qec "cvdsearch gạo" tty.log >/dev/null &&
        grep -F "$esc[1;33mgạo$esc[0m" tty.log &&
        TERM=xterm NO_COLOR=1 script -qec "cvdsearch gạo" tty.log \
            >/dev/null &&
        ! grep -F "$esc[1" tty.log &&
        TERM=dumb script -qec "cvdsearch gạo" tty.log >/dev/null &&
        ! grep -F "$esc[1" tty.log'
else
    test_skip 'text: colour on a terminal' 'no script(1), or no terminal to be had'
fi
test_expect 'text: facets with their counts' '
    cvdsearch gạo --facets type,year --limit 0 >out &&
    sed 1d out >facets &&
    test_same facets <<END

Loại
       1  Công văn
       1  Kế hoạch

Năm
       1  2021
       1  2022
END'
test_expect 'tsv: a line of names, a line a hit, the id first' '
    cvdsearch --format tsv gạo --type KH >out &&
    sed "s/${tab}[0-9]*\.[0-9]*$tab/|S|/;s/$tab/|/g" out >tsv &&
    test_same tsv <<END
id|score|number|symbol|type|date|issuer|province|campaigns|title|snippet
=1+2|S|12/KH-UBND|KH-UBND|ke-hoach|2021-03-05|@SUM|ninh-thuan|hang-viet;moi-xa-mot-san-pham|-Một, "hai" <b>|muối & <b>gạo</b> "ngon"
END'
test_expect 'csv: RFC 4180 with a byte order mark, formulas disarmed' '
    cvdsearch --format csv gạo --type KH >out &&
    sed "s/,[0-9]*\.[0-9]*,/,S,/" out >csv &&
    cat >want <<END &&
${bom}id,score,number,symbol,type,date,issuer,province,campaigns,title,snippet
'\''=1+2,S,12/KH-UBND,KH-UBND,ke-hoach,2021-03-05,'\''@SUM,ninh-thuan,hang-viet;moi-xa-mot-san-pham,"'\''-Một, ""hai"" <b>","muối & <b>gạo</b> ""ngon"""
END
    sed "s/$/$cr/" want | test_same csv'
test_expect 'no hit: csv and tsv are their line of names, status 1' '
    test_status 1 cvdsearch --format tsv khongcotunay >out &&
    test "$(wc -l <out)" -eq 1 &&
    test_status 1 cvdsearch --format jsonl khongcotunay >out &&
    test ! -s out'
test_expect 'json: the snippet is HTML with <mark> its only tag' '
    cvdsearch --format json gạo --type KH >out &&
    grep -F "\"snippet\":\"muối &amp; &lt;b&gt;<mark>gạo</mark>&lt;/b&gt; &quot;ngon&quot;\"" out'
test_expect 'json is one line that ends in a line feed' '
    cvdsearch --format json gạo >out && test "$(wc -l <out)" -eq 1'
test_jq 'json: the members the contract names' '
    cvdsearch --format json gạo --facets type >out &&
    jq -r "keys_unsorted | join(\" \")" out >keys &&
    echo query took_ms total total_is_exact complete understood suggestion \
        warnings hits facets index | test_same keys &&
    jq -c "[.query, .total, .total_is_exact, .warnings, .suggestion]" \
        out >some &&
    echo "[\"gạo\",2,true,[],null]" | test_same some &&
    jq -c .facets out >facets &&
    echo "{\"type\":[{\"value\":\"cong-van\",\"label\":\"Công văn\",\"count\":1},{\"value\":\"ke-hoach\",\"label\":\"Kế hoạch\",\"count\":1}]}" |
        test_same facets'
test_jq 'json: a hit is what the contract says' '
    cvdsearch --format json gạo --type KH >out &&
    jq -c ".hits[0] | [.id, .title, .number, .symbol, .type, .date,
        .issuer, .province, .campaigns, .cites, .cited_by]" out >hit &&
    test_same hit <<END
["=1+2","-Một, \"hai\" <b>","12/KH-UBND","KH-UBND","ke-hoach","2021-03-05","@SUM","ninh-thuan",["hang-viet","moi-xa-mot-san-pham"],0,0]
END'
test_jq 'json: what is unknown is null' '
    cvdsearch --format json tám >out &&
    jq -c ".hits[0] | [.id, .number, .symbol, .date, .issuer, .province]" \
        out >hit &&
    echo "[\"hai\",null,null,\"2022\",null,null]" | test_same hit'
test_jq 'jsonl: the hits of json, one a line' '
    cvdsearch --format jsonl gạo | jq -c . >lines &&
    cvdsearch --format json gạo | jq -c ".hits[]" | test_same lines'
test_jq 'suggest: the JSON form' '
    cvdsearch suggest --format json gạ >out &&
    jq -c ".query, (.suggestions[0] | keys)" out >some &&
    test_same some <<END
"gạ"
["count","detail","kind","query","text","value"]
END'
test_jq 'suggest: a line each, and a table' '
    cvdsearch suggest --format jsonl gạ | jq -c . >lines &&
    cvdsearch suggest --format json gạ | jq -c ".suggestions[]" |
        test_same lines &&
    cvdsearch suggest --format tsv gạ >out &&
    head -n 1 out >head && test_same head <<END &&
$(printf "text\tkind\tcount\tvalue\tquery\tdetail")
END
    test "$(wc -l <out)" -eq $(($(wc -l <lines) + 1))'
test_expect 'warnings are on stderr and never in the data' '
    cvdsearch --format tsv "(gạo" >out 2>err &&
    grep "^cvdsearch: lưu ý: " err && ! grep "lưu ý" out'
test_expect 'snippets are wrapped at COLUMNS' '
    cat >long.jsonl <<END &&
{"id":"dai","title":"Dài","text":"$(for i in 1 2 3 4 5 6; do
        printf "đường làng ngõ xóm sạch đẹp "; done)"}
END
    cvdindex add --index long long.jsonl &&
    COLUMNS=30 cvdsearch --index long "ngõ xóm" >out &&
    sed -n "5,\$p" out >snippet && test "$(wc -l <snippet)" -ge 5 &&
    ! grep -E "^.{31}" snippet'

test_done
