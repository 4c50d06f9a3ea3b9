#!/bin/sh
test_description='cvdsearch search: filters and exit status'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

test_write docs.jsonl <<'END'
{"id":"a","title":"Một","text":"Nước mắm Cà Ná theo 37-KH/TU.","metadata":{"number":"12/KH-UBND","type":"KH","date":"2021-03-05","province":"Ninh Thuận","issuer":"UBND huyện Thuận Nam","campaigns":["hang-viet"]}}
{"id":"b","title":"Hai","text":"Nước mắm Phú Quốc.","metadata":{"number":"13/CV-UBND","type":"CV","date":"2022-08","province":"Kiên Giang","issuer":"UBND tỉnh","campaigns":["hang-viet","nong-thon-moi"]}}
{"id":"c","title":"Ba","text":"Nước mắm Nam Ô.","metadata":{"type":"báo cáo","date":"2023","province":"Đà Nẵng"}}
{"id":"d","title":"Bốn","text":"Muối và nước mắm, chưa rõ ngày."}
END

# ids ARGUMENT...: the ids found, in order of id, on one line.
ids() {
    cvdsearch --index idx --format tsv --limit 100 "$@" >out.tsv || return
    sed 1d out.tsv | cut -f1 | sort | tr '\n' ' ' | sed 's/ $//'
}
# finds WANT ARGUMENT...
finds() {
    want=$1
    shift
    got=$(ids "$@") || return
    [ "$got" = "$want" ] || { echo "found '$got', not '$want'"; return 1; }
}

test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
test_expect 'without a filter all that bear the words are found' '
    finds "a b c d" nước mắm'
test_expect 'the word search may stand or be left out' '
    finds "a b c d" search nước mắm'
test_expect 'no hit is status 1, not an error' '
    test_status 1 cvdsearch --index idx khongcotunay >out 2>err &&
    test ! -s err'
test_expect 'a type goes by name, abbreviation and code' '
    finds a mắm --type KH &&
    finds a mắm --type "kế hoạch" &&
    finds a mắm --type ke-hoach &&
    finds c mắm --type=bao-cao'
test_expect 'values of one filter are alternatives' '
    finds "a b" mắm --type KH --type CV'
test_expect 'different filters must all hold' '
    finds b mắm --type KH --type CV --year 2022 &&
    test_status 1 ids mắm --type KH --year 2022'
test_expect 'a province goes by name, with and without marks, and by code' '
    finds a mắm --province "Ninh Thuận" &&
    finds a mắm --province "ninh thuan" &&
    finds a mắm --province ninh-thuan &&
    finds c mắm --province "da nang"'
test_expect 'a campaign: any of those a document belongs to' '
    finds "a b" mắm --campaign hang-viet &&
    finds b mắm --campaign nong-thon-moi'
test_expect 'an issuer by its name' '
    finds a mắm --issuer "ubnd huyện thuận nam"'
test_expect 'a number, in any writing' '
    finds a mắm --number 12/KH-UBND &&
    finds a mắm --number 12/kh-ubnd'
test_expect 'what cites a number' '
    finds a mắm --cites 37-KH/TU'
test_expect 'a year' '
    finds c mắm --year 2023 &&
    finds "b c" mắm --year 2022 --year 2023'
test_expect 'from and to are inclusive, at any precision' '
    finds "b c" mắm --from 2022 &&
    finds "a b" mắm --to 2022-08 &&
    finds b mắm --from 2021-03-06 --to 2022-12-31 &&
    finds a mắm --from 2021-03-05 --to 2021-03-05'
test_expect 'filters alone find all that they let through' '
    finds "a b" --campaign hang-viet &&
    finds c --from 2023'
# warns STATUS PATTERN ARGUMENT...: the status, one line on stderr that
# matches.
warns() {
    status=$1
    pattern=$2
    shift 2
    test_status "$status" cvdsearch --index idx "$@" >out 2>err &&
        test "$(wc -l <err)" -eq 1 && grep -e "lưu ý: $pattern" err
}
test_expect 'a value that nobody knows is told of, wherever it stands' '
    warns 1 "Không biết tỉnh nào" tỉnh:Khanhhh &&
    warns 1 "Không biết tỉnh nào" mắm --province "=Khanhhh" &&
    warns 0 "Không biết tỉnh nào" mắm -- -tỉnh:Khanhhh &&
    warns 1 "Không biết tỉnh nào" "(tỉnh:Khanhhh tỉnh:Xxx)" &&
    warns 1 "Không biết loại" mắm "loại:\"kế hoạhc\"" &&
    warns 1 "Không biết loại" mắm --type "kế hoạhc"'
test_expect 'a value that no document bears is known all the same' '
    for q in "tỉnh:\"Lai Châu\"" loại:KL; do
        test_status 1 cvdsearch --index idx "$q" >out 2>err || exit 1
        test ! -s err || { cat err; exit 1; }
    done'
test_write odd.jsonl <<'END'
{"id":"odd","text":"Nước mắm.","metadata":{"type":"sớ tâu","province":"Xứ Mới"}}
END
test_expect 'and so is one that no table has but a document bears' '
    cvdindex add --index odd odd.jsonl &&
    cvdsearch --index odd "loại:\"sớ tâu\"" >out 2>err && test ! -s err &&
    cvdsearch --index odd --province "xứ mới" >out 2>err && test ! -s err'
test_expect 'options may stand anywhere; "--" ends them' '
    finds a --type KH mắm &&
    finds "a b c d" -- nước mắm'
test_expect 'a word after "--" is no command' '
    test_status 1 cvdsearch --index idx -- show a'
test_expect 'a word with one "-" is excluded' '
    finds "a b c" mắm -muối'
test_expect 'CVD_INDEX stands in for --index' '
    CVD_INDEX=idx cvdsearch mắm'
test_expect '--limit 0 counts only' '
    cvdsearch --index idx --limit 0 mắm >out &&
    sed "s/ (.* ms)//" out >total && echo "4 văn bản" | test_same total'

# wrong STATUS PATTERN ARGUMENT...: the status, one line on stderr that
# matches, nothing on stdout.
wrong() {
    status=$1
    pattern=$2
    shift 2
    test_status "$status" cvdsearch "$@" >out 2>err &&
    test ! -s out &&
    test "$(wc -l <err)" -eq 1 &&
    grep "^cvdsearch: " err >/dev/null &&
    { grep -e "$pattern" err >/dev/null || { cat err; return 1; }; }
}

test_expect 'a wrong number is named with what is allowed' '
    wrong 2 "limit.*0 to 1000" --index idx --limit ten mắm &&
    wrong 2 "limit.*0 to 1000" --index idx --limit -1 mắm &&
    wrong 2 "limit.*0 to 1000" --index idx --limit 1001 mắm &&
    wrong 2 "99999999999999999999.*0 to 1000" --index idx \
        --limit 99999999999999999999 mắm &&
    wrong 2 "offset.*0 to 100000" --index idx --offset 100001 mắm &&
    wrong 2 "0 to 50" --index idx suggest --limit 51 mắm'
test_expect 'a wrong choice is named with what is allowed' '
    wrong 2 "xml.*text, json, jsonl, csv, tsv" --index idx --format xml m &&
    wrong 2 "best.*relevance, newest, oldest" --index idx --sort best m &&
    wrong 2 "size.*type, year, issuer, province, campaign" --index idx \
        --facets type,size m &&
    wrong 2 "date" --index idx --facets date m &&
    wrong 2 "csv.*text, json" --index idx show --format csv a'
test_expect 'a wrong date is named with how one is written' '
    wrong 2 "9/8/2023.*2023-08-09" --index idx --from 9/8/2023 m &&
    wrong 2 "2023-13" --index idx --to 2023-13 m &&
    wrong 2 "2023-08-32" --index idx --to 2023-08-32 m'
test_expect 'an unknown option is named' '
    wrong 2 "colour" --index idx --colour=always mắm &&
    wrong 2 "'-n'" --index idx -n 5 mắm &&
    wrong 2 "'-limit'" --index idx -limit 5 mắm &&
    wrong 2 "show.*--limit" --index idx show --limit 5 a'
test_expect 'a missing or an idle value is named' '
    wrong 2 "index.*needs a value" mắm --index &&
    wrong 2 "help.*no value" --help=yes &&
    wrong 2 "type.*empty" --index idx mắm --type ""'
test_expect 'nothing to do is wrong usage' '
    wrong 2 QUERY --index idx &&
    wrong 2 QUERY &&
    wrong 2 "ID" --index idx show &&
    wrong 2 "one ID" --index idx text a b'
test_expect 'no index given: status 3 and how to give one' '
    wrong 3 "index DIR.*CVD_INDEX" mắm'
test_expect 'no index there: status 3 and where' '
    wrong 3 "nowhere" --index nowhere mắm &&
    mkdir -p empty &&
    wrong 3 "empty" --index empty mắm'
test_expect 'an index and a server: status 2; in the environment the index' '
    wrong 2 "one of them" --index idx --server http://127.0.0.1:1 mắm &&
    CVD_SERVER=http://127.0.0.1:1 CVD_INDEX=idx cvdsearch mắm'
test_expect '--help tells of every filter and command, and is status 0' '
    cvdsearch --help >out &&
    for word in search show text suggest analyze --province --campaign \
        --type --issuer --year --number --cites --from --to --facets; do
        grep -e "^ *$word" -e "cvdsearch $word" out >/dev/null ||
            { echo "no $word"; exit 1; }
    done'
test_expect '--help of a command tells only of its options' '
    cvdsearch show --help >out &&
    grep -e "--format text|json " out &&
    ! grep -e "--province" out'
test_expect '--version names the program and a version' '
    cvdsearch --version >out && grep "^cvdsearch [0-9]*\.[0-9]" out'

test_done
