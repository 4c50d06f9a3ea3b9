#!/bin/sh
test_description='cvdindex: documents without end are bounded, and told of'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

head="ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH
Số: 5/UBND-KT
Hà Tĩnh, ngày 05 tháng 6 năm 2023
"
# repeat COUNT FORMAT: %d is the number of the line
repeat() {
    awk -v n="$1" -v f="$2" 'BEGIN { for (i = 1; i <= n; i++) printf f, i }'
}

test_expect 'an address of a megabyte' '
    mkdir -p docs && { printf "%s\nKính gửi:\n" "$head" &&
    repeat 30000 "- Ủy ban nhân dân xã số %d;\n" &&
    printf "\nĐề nghị thực hiện.\n"; } >docs/address.txt &&
    cvdindex add --index idx --report report docs 2>err &&
    grep "\"outcome\":\"added\".*\"dropped\":29[0-9]*" report &&
    grep "not all recipients" err &&
    cvdsearch show --index idx --format json address.txt >json &&
    grep -F "\"number\":\"5/UBND-KT\"" json'
test_expect 'its last word is found all the same' '
    cvdsearch --index idx "\"xã số 30000\"" >out'
test_expect 'a hundred thousand references' '
    rm -r docs && mkdir docs && { printf "%s\n" "$head" &&
    repeat 100000 "Căn cứ Quyết định số %d/QĐ-UBND ngày 01/02/2020;\n"; } \
        >docs/cites.txt &&
    cvdindex add --index idx --report report docs &&
    grep "\"id\":\"cites.txt\",\"outcome\":\"added\",\"dropped\"" report &&
    cvdsearch cited-by --index idx 99/QĐ-UBND >out &&
    grep cites.txt out'
test_expect 'a header that never ends' '
    rm -r docs && mkdir docs && { printf "%s\nV/v " "$head" &&
    repeat 100000 "tăng cường %d "; } >docs/subject.txt &&
    cvdindex add --index idx docs &&
    cvdsearch show --index idx --format json subject.txt >json &&
    grep -F "\"date\":\"2023-06-05\"" json'
test_expect 'a hundred thousand campaigns' '
    rm -r docs && mkdir docs && { printf "%s\n" "$head" &&
    repeat 100000 "Cuộc thi “Tên cuộc thi thứ %d” bắt đầu.\n"; } \
        >docs/contests.txt &&
    cvdindex add --index idx docs &&
    cvdsearch show --index idx --format json contests.txt >json &&
    test "$(grep -o "ten-cuoc-thi-thu-[0-9]*" json | wc -l)" -eq 64'
test_expect 'the index is whole' 'cvdindex check --index idx'

test_done
