#!/bin/sh
test_description='cvdsearch compare: two documents side by side'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

# A real document, and what may become of it: another province's name and
# numbers, a part in another place, marks lost, a line more and one less.
original=ninh-thuan/ke-hoach-277-bcd-2023.txt
test_expect 'documents and changed copies of one are indexed' '
    mkdir docs && cp -r "$CORPUS"/samples/ninh-thuan "$CORPUS"/samples/hue \
        docs && chmod -R u+w docs && from=docs/$original &&
    cp "$from" docs/nguyen-van.txt &&
    sed "s/Ninh Thuận/Quảng Trị/g; s/NINH THUẬN/QUẢNG TRỊ/g" "$from" \
        >docs/quang-tri.txt &&
    lines=$(wc -l <"$from") &&
    awk -v n="$lines" "{ line[NR] = \$0 } END {
        for (i = 1; i <= n; i++) if (i <= n / 2 || i > n * 3 / 4)
            print line[i]
        for (i = 1; i <= n; i++) if (i > n / 2 && i <= n * 3 / 4)
            print line[i] }" "$from" >docs/chuyen.txt &&
    sed "s/sản phẩm/san pham/" "$from" >docs/mat-dau.txt &&
    { echo "Dòng này chỉ bản sau mới có."; cat "$from"; } >docs/them.txt &&
    printf "Một hai ba.\n" >docs/a.txt && printf "Bốn.\n" >docs/b.txt &&
    cvdindex add --index idx docs'
CVD_INDEX=$PWD/idx
export CVD_INDEX

# The text of one side, put together again from the segments of JSON.
side() {
    node -e '
        const answer = JSON.parse(require("fs").readFileSync(0, "utf8"));
        process.stdout.write(answer.segments.map(s =>
            s[process.argv[1]]?.text ?? "").join(""));' "$1"
}
kinds() {
    grep -o '"kind":"[a-z]*"' "$1" | cut -d'"' -f4 | sort | uniq -c |
        awk '{ print $2, $1 }'
}

test_expect 'the same text: all of it shared, in one piece' '
    cvdsearch compare --format json "$original" nguyen-van.txt >out &&
    kinds out >got && echo "shared 1" | test_same got &&
    grep -F "\"shared\":1.000},\"b\":{\"id\":\"nguyen-van.txt\"" out &&
    grep -F "\"older\":null,\"complete\":true,\"segments\":[{\"kind\":\"shared\",\"row\":0,\"a\":{\"start\":0,\"end\":" out &&
    grep -F "\"respelled\":[]}],\"index\":{\"generation\":1,\"analyzer\":" out'
test_expect 'the segments of either side are its text' '
    for other in quang-tri.txt chuyen.txt mat-dau.txt them.txt b.txt; do
        cvdsearch compare --format json "$original" $other >out ||
            test $other = b.txt || exit 1
        cvdsearch text "$original" >want && side a <out | cmp - want &&
        cvdsearch text $other >want && side b <out | cmp - want || exit 1
    done'
test_expect 'what was put in the place of something stands beside it' '
    cvdsearch compare "$original" quang-tri.txt >out &&
    grep -Fx -- "- [-Ninh Thuận,-] ngày 08 tháng 8 năm 2023" out &&
    grep -Fx -- "+ {+Quảng Trị,+} ngày 08 tháng 8 năm 2023" out &&
    ! grep "^[<>~]" out && head -n 1 out >got &&
    echo "--- $original" | test_same got'
test_expect 'a part that went elsewhere has moved, and is still shared' '
    cvdsearch compare "$original" chuyen.txt >out &&
    grep -x "< chuyển chỗ (1)" out && grep -x "> chuyển đến đây (1)" out &&
    ! grep "^[-+] " out &&
    cvdsearch compare --format json "$original" chuyen.txt >json &&
    grep -F "\"shared\":1.000},\"b\":" json'
test_expect 'lost marks are shared words, and named' '
    cvdsearch compare "$original" mat-dau.txt >out &&
    grep -F "~ khác dấu: sản → san, phẩm → pham" out &&
    grep -E "^    [0-9]+ từ chung viết khác dấu" out &&
    ! grep "^[-+] " out &&
    cvdsearch compare --format json "$original" mat-dau.txt >json &&
    grep -F "{\"a\":\"sản\",\"b\":\"san\",\"a_start\":" json'
test_expect 'a line more is new, seen from the other side gone' '
    cvdsearch compare "$original" them.txt >out &&
    grep -x "+ Dòng này chỉ bản sau mới có." out &&
    cvdsearch compare them.txt "$original" >out &&
    grep -x -- "- Dòng này chỉ bản sau mới có." out'
test_expect 'which is older, by their dates' '
    cvdsearch compare ninh-thuan/ke-hoach-37-tu-2021.txt "$original" >out &&
    grep -x -- "--- ninh-thuan/ke-hoach-37-tu-2021.txt (có trước)" out &&
    cvdsearch compare --format json "$original" \
        ninh-thuan/ke-hoach-37-tu-2021.txt | grep -F "\"older\":\"b\""'
test_expect 'lines are no longer than the terminal is wide' '
    for other in chuyen.txt hue/chuong-trinh-ngay-chu-nhat-xanh-2020.txt; do
        COLUMNS=80 cvdsearch compare "$original" $other >out || exit 1
        test "$(LC_ALL=C.UTF-8 wc -L <out)" -le 80 || exit 1
    done'
test_expect 'with colour there are no brackets' '
    cvdsearch compare --color always "$original" quang-tri.txt >out &&
    ! grep -F "[-Ninh" out &&
    grep "$(printf "\033\\[1;33mNinh Thuận,")" out'
test_expect 'nothing in common is status 1, as is no such document' '
    test_status 1 cvdsearch compare a.txt b.txt >out &&
    grep -x -- "- Một hai ba." out && grep -x "+ Bốn." out &&
    test_status 1 cvdsearch compare a.txt khong-co 2>err >out &&
    grep khong-co err && test ! -s out &&
    test_status 1 cvdsearch compare khong-co a.txt 2>err && grep khong-co err'
test_expect 'the same question, the same answer' '
    cvdsearch compare --format json "$original" chuyen.txt >one &&
    cvdsearch compare --format json "$original" chuyen.txt >two &&
    cmp one two'
test_expect 'what a terminal would obey is not written' '
    esc=$(printf "\033") &&
    printf "%s\n" "{\"id\":\"e\",\"text\":\"một \\u001b[31m hai \\u009b2J\\u202e ba\"}" \
        "{\"id\":\"f\",\"text\":\"một \\u001b[31m hai bốn \\u009b2J\"}" |
        cvdindex add --index esc - &&
    for f in text json; do
        cvdsearch --index esc compare e f --format $f || exit 1
    done >out && ! grep "$esc" out && ! grep "$(printf "\302\233")" out'
test_expect 'wrong usage is status 2, no index 3' '
    test_status 2 cvdsearch compare 2>err && grep "takes two, ID ID, not 0" err &&
    test_status 2 cvdsearch compare a.txt &&
    test_status 2 cvdsearch compare a.txt b.txt c.txt &&
    test_status 2 cvdsearch compare --format csv a.txt b.txt &&
    test_status 2 cvdsearch compare --limit 3 a.txt b.txt &&
    test_status 3 cvdsearch compare --index nowhere a b'
test_done
