#!/bin/sh
test_description='cvdsearch search: marks, phrases, booleans, prefixes'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

nfd=$(printf 'ho\314\200a bi\314\200nh') # hòa bình, decomposed
test_write docs.jsonl <<END
{"id":"duong-duoc","text":"con đường mới"}
{"id":"duong-am","text":"tỉnh dương"}
{"id":"duong-nhien","text":"lẽ đương nhiên"}
{"id":"hoa-cu","text":"thành phố Hoà Bình"}
{"id":"hoa-moi","text":"thành phố Hòa Bình"}
{"id":"hoa-nfd","text":"thành phố $nfd"}
{"id":"nam","text":"miền Nam"}
{"id":"nam-thang","text":"sáu năm"}
{"id":"nam-com","text":"nấm rơm"}
{"id":"hang","text":"người Việt Nam ưu tiên dùng hàng Việt Nam"}
{"id":"hang-dao","text":"hàng dùng ưu tiên Nam Việt"}
{"id":"viet","text":"biết viết chữ"}
END

ids() {
    cvdsearch --index idx --format tsv --limit 100 -- "$@" >out.tsv ||
        return
    sed 1d out.tsv | cut -f1 | sort | tr '\n' ' ' | sed 's/ $//'
}
finds() {
    want=$1
    shift
    got=$(ids "$@") || return
    [ "$got" = "$want" ] || { echo "found '$got', not '$want'"; return 1; }
}
first() {
    cvdsearch --index idx --format tsv -- "$@" | sed -n 2p | cut -f1
}
# The words marked in the hits, in order, one a line.
marked() {
    cvdsearch --index idx --format jsonl --limit 100 -- "$@" |
        grep -o '<mark>[^<]*</mark>' | sed 's/<[^>]*>//g'
}

test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
test_expect 'đuong brings đường and đương, never dương' '
    finds "duong-duoc duong-nhien" đuong'
test_expect 'duong brings them all' '
    finds "duong-am duong-duoc duong-nhien" duong'
test_expect 'dương brings itself' '
    finds "duong-am" dương'
test_expect 'viêt brings việt and viết' '
    finds "hang hang-dao viet" viêt'
test_expect 'hoà, hòa and the decomposed form are one' '
    finds "hoa-cu hoa-moi hoa-nfd" "\"hoà bình\"" &&
    finds "hoa-cu hoa-moi hoa-nfd" "\"hòa bình\"" &&
    finds "hoa-cu hoa-moi hoa-nfd" "\"$nfd\"" &&
    finds "hoa-cu hoa-moi hoa-nfd" "\"hoa binh\""'
test_expect 'no mark: every spelling, the one typed first' '
    finds "hang hang-dao nam nam-com nam-thang" nam &&
    case $(first nam) in
    nam | hang | hang-dao) ;;
    *) first nam; false ;;
    esac'
test_expect 'a mark somewhere: nam means nam' '
    finds "hang hang-dao" "+nam +hàng" &&
    finds "nam" "+miền +nam"'
test_expect '=nam is exactly that, ~năm is every spelling' '
    finds "hang hang-dao nam" =nam &&
    finds "hang hang-dao nam nam-com nam-thang" ~năm'
test_expect 'marks that match nothing are widened, and it is said' '
    finds "duong-am duong-duoc duong-nhien" "dưỡng" 2>err &&
    grep "lưu ý" err'
test_expect 'a phrase is its words side by side, in order' '
    finds hang "\"ưu tiên dùng hàng việt nam\"" &&
    finds "hang hang-dao" "ưu tiên hàng"'
test_expect 'the phrase without marks finds the same documents' '
    finds hang "\"uu tien dung hang viet nam\"" &&
    finds hang "“uu tien dung hang viet nam”"'
test_expect 'required, excluded' '
    finds "hang-dao" "+hàng -người" &&
    finds "hang-dao" "hàng NOT người" &&
    finds "hang-dao" "hàng -\"người việt\""'
test_expect 'AND binds closer than OR, parentheses closest' '
    finds "hang hang-dao nam-com" "nấm OR hàng AND tiên" &&
    finds "hang nam-com" "nấm OR (hàng AND người)" &&
    finds "hang" "(nấm OR hàng) AND người"'
test_expect 'words side by side bind closer than OR' '
    finds "nam-com viet" "nấm rơm OR viết chữ"'
test_expect 'a prefix' '
    finds "hang hang-dao" "tiê*" &&
    finds "hang hang-dao viet" "viê*"'
test_expect 'a prefix of one letter is no prefix, and it is said' '
    test_status 1 cvdsearch --index idx "r*" 2>err && grep "lưu ý" err'
test_expect 'letters are counted, not bytes' '
    test_status 1 cvdsearch --index idx "ư*" 2>err && grep "lưu ý" err'
test_expect 'exactly the words that match are marked' '
    marked đuong | sort >out && test_same out <<END
đương
đường
END
    marked "\"hoa binh\"" | sort -u >out && test "$(wc -l <out)" -eq 3 &&
    marked "\"ưu tiên\"" | sort -u >out && echo "ưu tiên" | test_same out &&
    marked =nam | sort -u >out && echo Nam | test_same out &&
    marked "+hàng -người" | sort -u >out && echo hàng | test_same out'
test_expect 'no mark stands for a field or an excluded word' '
    test -z "$(marked -- "-người từ:1999")"'
test_expect 'the words that a prefix brought are marked' '
    marked "tiê*" | sort -u >out && echo tiên | test_same out'

test_expect 'in the samples too, a phrase without marks finds as much' '
    cvdindex add --index samples "$CORPUS/samples" &&
    for phrase in "ưu tiên dùng hàng Việt Nam|uu tien dung hang viet nam" \
        "thành phố|thanh pho" "hợp tác xã|hop tac xa"; do
        for q in "${phrase%|*}" "${phrase#*|}"; do
            cvdsearch --index samples --format tsv --limit 1000 "\"$q\"" |
                cut -f1 | sort >"found.$q" || exit 1
        done
        test "$(wc -l <"found.${phrase%|*}")" -gt 10 &&
        diff "found.${phrase%|*}" "found.${phrase#*|}" || exit 1
    done'

for pair in "alpha:alpha" "beta:beta" "abg:alpha beta gamma" "gamma:gamma" \
    "ga:gamma alpha" "toan:toàn dân hoàng hôn" "toa:toà án hoà bình"; do
    mkdir -p bags && echo "${pair#*:}" >"bags/${pair%%:*}.txt"
done

bags() { # sorted ids of a whole page on one line
    cvdsearch --index bags.idx --format tsv --limit 10 -- "$1" 2>/dev/null |
        sed 1d | cut -f1 | sort | sed 's/[.]txt$//' | tr '\n' ' '
}

test_expect 'what is required or excluded is never relaxed' '
    cvdindex add --index bags.idx bags &&
    test "$(bags "gamma -(alpha beta)")" = "ga gamma " &&
    test "$(bags "+(alpha beta)")" = "abg " &&
    test "$(bags "alpha beta")" = "abg alpha beta ga "'

test_expect 'an empty group asks for nothing and excludes nothing' '
    test "$(bags "gamma -()")" = "abg ga gamma " &&
    test "$(bags "gamma -(\"\")")" = "abg ga gamma " &&
    test "$(bags "()")" = ""'

test_expect 'a prefix does not care where its tone is written' '
    test "$(bags "toà*")" = "toa toan " &&
    test "$(bags "tòa*")" = "toa toan "'

test_expect 'a date or year that is none is searched as words' '
    cvdsearch --index bags.idx "từ:abc alpha" 2>err >out &&
    grep "cú pháp" err &&
    test_status 1 cvdsearch --index bags.idx "năm:abc" 2>err &&
    grep "cú pháp" err &&
    test_status 2 cvdsearch --index bags.idx --year abc x 2>err &&
    grep "year" err'

test_expect 'typed with the input method off: understood and offered' '
    for q in "uwu tieen dufng hafng" "u7u tie6n du2ng ha2ng"; do
        test_status 1 cvdsearch --index idx --format json "$q" >out &&
        grep "\"suggestion\":\"ưu tiên dùng hàng\"" out || exit 1
    done &&
    cvdsearch --index idx --format json "ưu tiên dùng hàng" >out &&
    grep "\"suggestion\":null" out &&
    cvdsearch analyze --format json "uwu tieen" >out &&
    grep "\"keyboard\":\"ưu tiên\"" out'

test_done
