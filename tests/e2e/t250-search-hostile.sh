#!/bin/sh
test_description='cvdsearch: hostile queries, documents, files and pipes'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

esc=$(printf '\033')
csi=$(printf '\302\233') # U+009B, C1's control sequence introducer
# printf: the escapes are JSON's.
test_write docs.jsonl <<'END'
{"id":"do","title":"\u001b[31mĐỏ\u001b]0;tiêu đề\u0007 \u009b1m \u202eugn\r\nhàng hai","text":"mắm \u001b[2J\u009b2J\u0008\u007f chữ\nhàng"}
{"id":"gao","title":"Gạo","text":"gạo và nước mắm <script>alert(1)</script>"}
END
repeat() { # N STRING
    awk -v n="$1" -v s="$2" 'BEGIN { while (n-- > 0) printf "%s", s }'
}
# asked QUERY: an answer, found or not: neither refused nor died.
asked() {
    rc=0
    cvdsearch --index idx -- "$@" >out 2>err || rc=$?
    [ "$rc" -le 1 ] && return 0
    echo "status $rc: $*" | cut -c1-200
    cat err
    return 1
}

test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
test_expect 'what is no query is searched as words' '
    for q in "(" ")" "((" "))" "()" "(()" "\"" "\"\"" "\"gạo" "gạo\"" \
        "(gạo" "gạo)" "gạo AND" "AND gạo" "OR" "AND" "NOT" "NOT NOT" \
        "NOT NOT gạo" "AND OR NOT" "gạo OR OR mắm" "+" "-" "=" "~" "+-=~" \
        "*" "**" "a*" "gạ*o" ":" "số:" "số:\"" "số:\"gạo" ":gạo" "xyz:gạo" \
        "+(" "-(" "\\" "%s%n" "<mark>" "&amp;" "\$(ls)" "." "…" "“" "“gạo" \
        "từ:hôm nay" "năm:abc" "-gạo" "NOT gạo" "" " " "số:số:số:"; do
        asked "$q" || exit 1
    done'
test_expect 'it says that it could not be parsed' '
    cvdsearch --index idx "(gạo" >out 2>err && grep "lưu ý" err &&
    grep Gạo out'
test_expect 'deep parentheses' '
    asked "$(repeat 30 "(")gạo$(repeat 30 ")")" &&
    asked "$(repeat 40 "(")gạo$(repeat 40 ")")" &&
    asked "$(repeat 4000 "(")gạo$(repeat 4000 ")")" &&
    asked "$(repeat 8000 "(")"'
test_expect 'many words, many operators, many prefixes' '
    asked "$(repeat 600 "gạo mắm ")" &&
    asked "$(repeat 1000 "-gạo ")" &&
    asked "$(repeat 900 "gạo OR ")mắm" &&
    asked "$(repeat 1000 "NOT ")gạo" &&
    asked "$(repeat 1300 "gạ* ")" &&
    asked "$(repeat 2000 "\"a\" ")" &&
    asked "$(repeat 600 "số:1/KH ")" &&
    asked "$(repeat 8000 x)"'
test_expect 'bytes that are no UTF-8 are passed over, and it is said' '
    cvdsearch --index idx "$(printf "gạo\377 \300\200 \355\240\200")" \
        >out 2>err && grep "lưu ý.*UTF-8" err && grep Gạo out &&
    asked "$(printf "\377\376")" &&
    asked "$(printf "\360\237")" &&
    asked "$(printf "g\314\243\314\243\314\243\342\200\213ạo")"'
test_expect 'control characters in a query' '
    asked "$(printf "gạo\001\033[31m\r\nmắm\177")"'
test_expect 'a query of 8192 bytes is answered, one of 9000 is status 2' '
    asked "$(repeat 8192 a)" &&
    test_status 2 cvdsearch --index idx "$(repeat 9000 a)" >out 2>err &&
    grep "8192" err && test "$(wc -l <err)" -eq 1 && test ! -s out'
test_expect 'hostile values of filters, ids and prefixes' '
    for v in "(" "\"" "$(repeat 5000 a)" "$(printf "\377")" "../../etc" \
        "$esc[31m" "*"; do
        for f in number cites type province campaign issuer year; do
            rc=0
            cvdsearch --index idx gạo --$f "$v" >out 2>err || rc=$?
            test $rc -le 1 || test "$f $rc" = "year 2" ||
                { cat err; echo "--$f $v"; exit 1; }
        done
        test_status 1 cvdsearch --index idx show "$v" 2>err || exit 1
        ! grep "$esc" err || exit 1
        test_status 1 cvdsearch --index idx text "$v" 2>err || exit 1
        rc=0
        cvdsearch --index idx suggest "$v" >out 2>err || rc=$?
        test $rc -le 1 || { cat err; echo "suggest $v"; exit 1; }
    done'

# No control character but the line feed (and, in a text, the tab), no C1,
# no override of direction.
harmless() {
    LC_ALL=C tr -d '\n\t\040-\176\200-\377' <"$1" | wc -c | grep -qx ' *0' &&
        ! grep -q -e "$csi" -e "$(printf '\342\200\256')" "$1"
}
test_expect 'no control character of a document reaches the terminal' '
    for args in "mắm" "--format json mắm" "--format jsonl mắm" \
        "--format tsv mắm" "show do" "show --format json do" \
        "suggest mắ"; do
        cvdsearch --index idx $args >out || exit 1
        case $args in *json*) sed "s/$(printf "\342\200\256")//g" out >o2 &&
            mv o2 out ;; esac
        harmless out || { echo "in $args"; cat -v out; exit 1; }
    done &&
    cvdsearch --index idx --format csv mắm | tr -d "\r" >out &&
    harmless out'
test_expect 'a title is one line' '
    cvdsearch --index idx chữ >out && grep "^  1\. .*hàng hai$" out'
test_expect 'text is the bytes that are kept, whatever they are' '
    cvdsearch --index idx text do >out &&
    printf "mắm \033[2J\302\2332J\010\177 chữ\nhàng" >want && cmp want out'
if test_terminal; then
    test_expect 'but on a terminal it is harmless too' '
        script -qec "cvdsearch --index idx text do" tty.log >/dev/null &&
        ! grep -F "$esc[2J" tty.log && ! grep "$csi" tty.log'
else
    test_skip 'but on a terminal it is harmless too' 'no script(1), or no terminal to be had'
fi
test_expect 'a message shows no control character' '
    test_status 2 cvdsearch --sort "$esc[31mx" y 2>err &&
    ! grep "$esc" err && test "$(wc -l <err)" -eq 1'
test_expect 'script tags are text' '
    cvdsearch --index idx --format json gạo >out &&
    grep -F "&lt;script&gt;" out && ! grep "<script" out'

if [ -c /dev/full ]; then
    test_expect 'a full disk is status 3 and a sentence' '
        for args in gạo "--format json gạo" "--format csv gạo" "show gao" \
            "text gao" "suggest gạ" "analyze gạo" --help --version; do
            test_status 3 cvdsearch --index idx $args >/dev/full 2>err &&
            grep "^cvdsearch: cannot write standard output: " err ||
                { echo "$args"; cat err; exit 1; }
        done'
else
    test_skip 'a full disk is status 3 and a sentence' 'no /dev/full here'
fi
test_expect 'a closed standard output is status 3' '
    rc=0; cvdsearch --index idx gạo 2>err >&- || rc=$? &&
    test "$rc" -eq 3 && grep "standard output" err'
test_expect 'a reader that leaves is no noise' '
    repeat 200000 "gạo tám " >big.txt && mkdir -p big &&
    mv big.txt big/ && cvdindex add --index bigidx big &&
    { cvdsearch --index bigidx text big.txt 2>err; echo $? >rc; } |
        head -c 1 >/dev/null && test ! -s err &&
    test "$(cat rc)" -ne 0'

# Every file of the index cut short, emptied, turned to noise or gone.
if test_via_server; then
    test_skip 'damaged indexes' 'a server does not start on one'
else
    test_expect 'a damaged index is status 3 and a sentence, never a crash' '
        find idx -type f | sort >files && test -s files &&
        while read -r f; do
            for harm in cut empty gone; do
                rm -rf bad && cp -R idx bad && b=bad${f#idx}
                size=$(wc -c <"$b")
                case $harm in
                cut) head -c $((size / 2)) "$f" >"$b" ;;
                empty) : >"$b" ;;
                gone) rm "$b" ;;
                esac
                cmp -s "$f" "$b" && continue
                rc=0
                cvdsearch --index bad mắm >out 2>err || rc=$?
                case $f in */lock | */.lock) test $rc -eq 0 && continue ;; esac
                test $rc -eq 3 && test "$(wc -l <err)" -eq 1 &&
                    grep "^cvdsearch: " err >/dev/null && test ! -s out ||
                    { echo "$f $harm: status $rc"; cat err; exit 1; }
            done
        done <files'
    test_expect 'changed bytes in an index never crash it' '
        while read -r f; do
            size=$(wc -c <"$f")
            test "$size" -gt 0 || continue
            for at in 0 $((size / 3)) $((size / 2)) $((size - 1)); do
                rm -rf bad && cp -R idx bad && b=bad${f#idx}
                printf "\377" | dd of="$b" bs=1 seek=$at conv=notrunc 2>/dev/null
                for q in mắm "\"nước mắm\"" "gạ*"; do
                    rc=0
                    cvdsearch --index bad "$q" >out 2>err || rc=$?
                    test $rc -le 3 && test $rc -ne 2 ||
                        { echo "$f at $at, $q: $rc"; cat err; exit 1; }
                done
            done
        done <files'
fi

test_expect 'a snippet is short whatever the text' '
    mkdir long &&
    awk "BEGIN { for (i = 0; i < 100000; i++) printf \"==========\"
                 print \" zulu\" }" >long/a.txt &&
    awk "BEGIN { printf \"zulu \"; for (i = 0; i < 100000; i++)
                 printf \"bbbbbbbbbb\"; print \"\" }" >long/b.txt &&
    awk "BEGIN { for (i = 0; i < 300000; i++) printf \"nhiều chữ \"
                 print \"yankee\" }" >long/c.txt &&
    cvdindex add --index long.idx long &&
    for q in zulu "bb*" yankee "-xyz nhiều"; do
        cvdsearch --index long.idx --format json -- "$q" >out &&
        test "$(wc -c <out)" -lt 8000 || exit 1
    done &&
    cvdsearch --index long.idx --format json yankee >out &&
    grep "<mark>yankee</mark>" out'

test_expect 'many prefixes over many words are bounded' '
    awk "BEGIN { for (i = 0; i < 200000; i++) printf \"aa%06x \", i
                 print \"\" }" >many.txt &&
    cvdindex add --index many.idx many.txt &&
    q=$(awk "BEGIN { for (i = 0; i < 60; i++) printf \"aa%x* \", i }") &&
    timeout 20 cvdsearch --index many.idx "$q" >out 2>err &&
    timeout 20 cvdsearch --index many.idx "aa* aa* aa*" >out 2>err &&
    grep "thường gặp" err'

test_done
