#!/bin/sh
test_description='cvdindex add: documents in old encodings'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

text='Ủy ban nhân dân tỉnh đề nghị các cơ quan tuyên truyền cuộc vận động'
rest='người Việt Nam ưu tiên dùng hàng Việt Nam đến từng hội viên'

# The same words in each encoding; TCVN3 has no byte for Ủ of its own.
mkdir docs &&
    printf '%s\n%s\n' "$text" "$rest" >docs/utf8.txt &&
    printf '\361y ban nh\251n d\251n t\330nh \256\322 ngh\336 c\270c c\254 quan tuy\252n truy\322n cu\351c v\313n \256\351ng\nng\255\352i Vi\326t Nam \255u ti\252n d\357ng h\265ng Vi\326t Nam \256\325n t\365ng h\351i vi\252n\n' >docs/tcvn3.txt &&
    printf 'U\333y ban nha\342n da\342n t\346nh \361e\340 ngh\362 ca\371c c\364 quan tuye\342n truye\340n cuo\344c va\344n \361o\344ng\nng\366\364\370i Vie\344t Nam \366u tie\342n du\370ng ha\370ng Vie\344t Nam \361e\341n t\366\370ng ho\344i vie\342n\n' >docs/vni.txt &&
    printf '\234y ban nh\342n d\342n t\357nh \360\253 ngh\270 c\341c c\275 quan tuy\352n truy\253n cu\265c v\247n \360\265ng\nng\337\266i Vi\256t Nam \337u ti\352n d\371ng h\340ng Vi\256t Nam \360\252n t\327ng h\265i vi\352n\n' >docs/viscii.txt &&
    printf 'U\322y ban nh\342n d\342n ti\322nh \360\352\314 nghi\362 ca\354c c\365 quan tuy\352n truy\352\314n cu\364\362c v\342\362n \360\364\362ng\nng\375\365\314i Vi\352\362t Nam \375u ti\352n du\314ng ha\314ng Vi\352\362t Nam \360\352\354n t\375\314ng h\364\362i vi\352n\n' >docs/cp1258.txt &&
    printf 'U?y ban nha^n da^n ti?nh dde^` nghi. ca'\''c co+ quan tuye^n truye^`n cuo^.c va^.n ddo^.ng\nngu+o+`i Vie^.t Nam u+u tie^n du`ng ha`ng Vie^.t Nam dde^'\''n tu+`ng ho^.i vie^n\n' >docs/viqr.txt &&
    printf '\303\261y ban nh\302\251n d\302\251n t\303\230nh \302\256\303\222 ngh\303\236 c\302\270c c\302\254 quan tuy\302\252n truy\303\222n cu\303\251c v\303\213n \302\256\303\251ng\nng\302\255\303\252i Vi\303\226t Nam \302\255u ti\302\252n d\303\257ng h\302\265ng Vi\303\226t Nam \302\256\303\225n t\303\265ng h\303\251i vi\302\252n\n' >docs/mojibake.txt &&
    printf '%s\nng\255\352i Vi\326t Nam \255u ti\252n d\357ng h\265ng Vi\326t Nam \256\325n t\365ng h\351i vi\252n\n' "$text" >docs/mixed.txt &&
    printf '%s\n%s\n' "$text" "$rest" | iconv -f UTF-8 -t UTF-16LE >docs/utf16.txt

encoding() {
    cvdsearch --index idx show --format json "$1" |
        sed -n 's/.*"encoding": *"\([^"]*\)".*/\1/p'
}

test_expect 'each goes in, and the report says how it was read' '
    cvdindex add --index idx --report rep docs >out 2>err &&
    grep "^9 added, 0 updated, 0 unchanged, 0 removed, 0 failed" out &&
    grep "\"tcvn3.txt\",\"outcome\":\"added\",\"encoding\":\"TCVN3 [0-9]*%\"" \
        rep &&
    grep "\"mojibake.txt\".*\"encoding\":\"UTF-8 (TCVN3 mojibake) " rep &&
    grep "\"utf8.txt\",\"outcome\":\"added\"}" rep &&
    grep "^cvdindex: 8 documents were not plain UTF-8: " err &&
    grep "TCVN3 mojibake 1" err'

test_expect 'each is found by its words with marks' '
    cvdsearch --index idx --format tsv --limit 20 \
        "\"ưu tiên dùng hàng Việt Nam\"" | sed 1d | cut -f 1 | sort >got &&
    ls docs | sort >want && diff -u want got'

test_expect 'its text is what was meant' '
    for d in vni viscii cp1258 viqr utf16 mixed; do
        cvdsearch --index idx text $d.txt >got &&
        printf "%s\n%s\n" "$text" "$rest" >want &&
        diff -u want got || exit 1
    done &&
    for d in tcvn3 mojibake; do
        cvdsearch --index idx text $d.txt >got &&
        printf "%s\n%s\n" "$text" "$rest" | sed "s/Ủ/ủ/" >want &&
        diff -u want got || exit 1
    done'

test_expect 'the document says its encoding' '
    encoding utf8.txt | grep "^UTF-8$" &&
    encoding utf16.txt | grep "^UTF-16LE$" &&
    encoding vni.txt | grep "^VNI [0-9]*%$" &&
    encoding viscii.txt | grep "^VISCII [0-9]*%$" &&
    encoding cp1258.txt | grep "^windows-1258 [0-9]*%$" &&
    encoding viqr.txt | grep "^VIQR [0-9]*%$" &&
    encoding mixed.txt | grep "^TCVN3 (partly) [0-9]*%$"'

test_expect 'the snippet marks the right words' '
    cvdsearch --index idx --format json "\"vận động\"" >got &&
    test "$(grep -o "<mark>vận</mark> <mark>động</mark>\|<mark>vận động</mark>" got | wc -l)" = 9'

test_expect 'what has not changed is not read again' '
    cvdindex add --index idx docs >out 2>err &&
    grep "^0 added, 0 updated, 9 unchanged" out && test ! -s err'

test_expect 'a title is read as its text is' '
    printf "%s\n" "{\"id\":\"j\",\"title\":\"Tê tr×nh\",\"text\":\"ñy ban nh©n d©n tØnh ®Ò nghÞ c¸c c¬ quan, tê tr×nh\"}" |
        cvdindex add --index idx - >out &&
    cvdsearch --index idx --format tsv "tờ trình" | grep "Tờ trình"'

test_expect 'what is no text is refused, and said what it seems to be' '
    mkdir bad && printf "%%PDF-1.7\n" >bad/a.txt &&
    printf "PK\003\004" >bad/b.txt && printf "chu\000\001\002x" >bad/c.txt &&
    printf "\200\201\202\376" >bad/d.txt &&
    test_status 1 cvdindex add --index idx --report rep bad >out &&
    grep "a.txt.*a PDF document" rep && grep "b.txt.*ZIP archive" rep &&
    grep "c.txt.*NUL byte at offset 3" rep &&
    grep "d.txt.*not UTF-8 (byte 0x80 at offset 0)" rep'

test_done
