#!/bin/sh
test_description='cvdsearch: what was perhaps meant'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

# suggestion QUERY: what is offered, or null.
suggestion() {
    cvdsearch --index samples --format json --limit 10 -- "$1" >out 2>err ||
        test "$?" -eq 1 || return
    grep -o '"suggestion":\(null\|"\([^"\\]\|\\.\)*"\)' out |
        sed 's/^"suggestion"://; s/\\"/'\''/g; s/"//g'
}
offers() {
    got=$(suggestion "$1") || return
    [ "$got" = "$2" ] || { echo "$1: '$got', not '$2'"; return 1; }
}

test_expect 'the samples are indexed' '
    cvdindex add --index samples "$CORPUS/samples"'
test_expect 'missing marks are put back, in the case typed' '
    offers "uu tien dung hang viet nam" "ưu tiên dùng hàng việt nam" &&
    offers "Nguoi VIET NAM" "Người VIỆT NAM"'
test_expect 'also where some marks were typed' '
    offers "uu tiên dùng hang Việt" "ưu tiên dùng hàng Việt"'
test_expect 'what is right, or not known, is left alone' '
    offers "ưu tiên dùng hàng Việt Nam" null &&
    offers "khongcotunay" null &&
    offers "OCOP" null'
test_expect 'quotation marks, operators, fields and numbers stay as typed' '
    offers "\"uu tien\" +hang -nguoi loại:ke-hoach" \
        "'\''ưu tiên'\'' +hàng -người loại:ke-hoach" &&
    offers "uu tien 277-kh/bcd" "ưu tiên 277-kh/bcd" &&
    offers "uu tien =dung" "ưu tiên =dung"'
test_expect 'keys typed with the input method off come first' '
    offers "uwu tieen dufng hafng" "ưu tiên dùng hàng"'
test_expect 'slips of the fingers' '
    offers "ưu tiên dùng hàng việt nma" "ưu tiên dùng hàng việt nam" &&
    offers "quyết địnhh" "quyết định" &&
    offers "uu tien dung hang viet nma" "ưu tiên dùng hàng việt nam"'
test_expect 'slips of the ear' '
    offers "hổ trợ doanh nghiệp" "hỗ trợ doanh nghiệp"'
test_expect 'spaces missing, and too many' '
    offers "ưu tiên dùng hangviet" "ưu tiên dùng hàng việt" &&
    offers "ngư ời lao động" "người lao động"'
test_expect 'it is said to people, on stderr, and nothing is changed' '
    cvdsearch --index samples --format tsv "uu tien" >plain 2>err &&
    grep "có phải bạn muốn tìm: ưu tiên" err &&
    test_status 1 cvdsearch --index samples -- "+ưu +tiênn" >out 2>err &&
    grep "có phải bạn muốn tìm: +ưu +tiên" err'
test_expect 'what is offered finds something' '
    for q in "uu tien dung hang viet nam" "quyết địnhh" "ngư ời lao động"; do
        cvdsearch --index samples --format tsv -- "$(suggestion "$q")" \
            >found || exit 1
        test "$(wc -l <found)" -gt 1 || exit 1
    done'

test_write few.jsonl <<'END'
{"id":"1","text":"hàng Việt Nam"}
{"id":"2","text":"hàng Việt Nam"}
{"id":"3","text":"hạng nhất, việt vị, nam bộ"}
END
test_expect 'marks that would find nothing are not offered' '
    cvdindex add --index few few.jsonl &&
    cvdsearch --index few --format json "hang viet" >out &&
    grep "\"suggestion\":\"hàng việt\"" out &&
    cvdsearch --index few --format json "hang -nhat" >out &&
    grep "\"suggestion\":null" out &&
    cvdsearch --index few --format json "+hang +vi" >out &&
    grep "\"suggestion\":null" out'

test_expect 'analyze restores with an index, and not without' '
    cvdsearch analyze --index samples --format json "Uu tien, dung hang" >out &&
    grep "\"restored\":\"Ưu tiên, dùng hàng\"" out &&
    cvdsearch analyze --index samples "Uu tien 277-kh/bcd" >out &&
    grep "^restored	Ưu tiên 277-kh/bcd		$" out &&
    cvdsearch analyze --format json "Uu tien" >out &&
    grep "\"restored\":null" out &&
    cvdsearch analyze --index samples --format json "Ưu tiên" >out &&
    grep "\"restored\":null" out &&
    test_status 3 cvdsearch analyze --index nothing-here "Uu tien"'

test_done
