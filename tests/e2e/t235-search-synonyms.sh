#!/bin/sh
test_description='cvdsearch search: abbreviations and other forms'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

test_write docs.jsonl <<'END'
{"id":"ngan","text":"Quyết định của UBND tỉnh Nghệ An về giá đất"}
{"id":"dai","text":"Quyết định của Ủy ban nhân dân tỉnh Nghệ An về giá đất"}
{"id":"hdnd","text":"Nghị quyết của HĐND huyện Nghĩa Đàn"}
{"id":"bcd","text":"Họp BCĐ xã"}
{"id":"bcd-dai","text":"Họp Ban Chỉ đạo xã"}
{"id":"thi-tran","text":"Chợ thị trấn Đức Thọ"}
{"id":"trung-tam","text":"Chợ trung tâm Đức Thọ"}
{"id":"cong-doan","text":"Hội thi của công đoàn cơ sở"}
{"id":"bau","text":"Sản phẩm được bầu chọn"}
{"id":"binh","text":"Sản phẩm được bình chọn"}
{"id":"co-phan","text":"Công ty cổ phần Vinamilk"}
{"id":"chinh-phu","text":"Công ty do Chính phủ lập"}
{"id":"ki-thuat","text":"Chuyển giao kĩ thuật trồng lúa"}
{"id":"ky-thuat","text":"Chuyển giao kỹ thuật trồng lúa"}
END

ids() { # ids found, best first, on one line
    cvdsearch --index idx --format tsv --limit 100 -- "$@" >out.tsv ||
        return
    sed 1d out.tsv | cut -f1 | tr '\n' ' ' | sed 's/ $//'
}
ranks() { # exactly these, in this order
    want=$1
    shift
    got=$(ids "$@") || return
    [ "$got" = "$want" ] || { echo "found '$got', not '$want'"; return 1; }
}
leads() { # these come first, in this order
    want=$1
    shift
    got=$(ids "$@" 2>/dev/null) || return
    case "$got " in
    "$want "*) ;;
    *) echo "found '$got', not '$want' first"; return 1 ;;
    esac
}
marked() {
    cvdsearch --index idx --format jsonl --limit 100 -- "$@" |
        grep -o '<mark>[^<]*</mark>' | sed 's/<[^>]*>//g' | sort -u
}

test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
test_expect 'an abbreviation brings the full form, behind itself' '
    ranks "ngan dai" UBND &&
    ranks "ngan dai" ubnd &&
    ranks "ngan dai" "UBND tỉnh" &&
    ranks "ngan dai" "UBND tỉnh Nghệ An"'
test_expect 'the full form brings the abbreviation, behind itself' '
    leads "dai ngan" "ủy ban nhân dân" &&
    leads "dai ngan" "Uỷ ban nhân dân tỉnh" &&
    leads "dai ngan" "ủy ban nhân dân tỉnh Nghệ An"'
test_expect 'so it does without marks' '
    ranks "ngan dai" "ubnd tinh" &&
    ranks "bcd bcd-dai" bcd &&
    ranks "bcd bcd-dai" "hop bcd" &&
    leads "dai ngan" "uy ban nhan dan tinh"'
test_expect 'the words of a full form count as there where the short one is' '
    cvdsearch --index idx --format json --limit 1 \
        "ủy ban nhân dân tỉnh" >out &&
    grep "\"total\":2," out &&
    cvdsearch --index idx --format json --limit 1 \
        "UBND tỉnh Nghệ An" >out &&
    grep "\"total\":2," out'
test_expect 'what is ambiguous has no other form without its context' '
    leads "thi-tran trung-tam" "TT Đức Thọ" &&
    leads "thi-tran" "TT Đức" &&
    test_status 1 cvdsearch --index idx TT &&
    test_status 1 cvdsearch --index idx CĐ &&
    leads "cong-doan" "CĐ cơ sở"'
test_expect 'its neighbours tell which of two things it stands for' '
    leads "co-phan" "công ty CP"'
test_expect 'in quotation marks, behind = + and - a word means itself' '
    ranks ngan "\"UBND tỉnh\"" &&
    ranks ngan "\"UBND\"" &&
    ranks dai "\"ủy ban nhân dân\"" &&
    ranks ngan =UBND &&
    ranks ngan +UBND &&
    ranks dai "nghệ -UBND" &&
    ranks ngan "nghệ -\"ủy ban nhân dân\"" &&
    ranks dai "nghệ -(UBND tỉnh)"'
test_expect 'a document number is none of this' '
    test_status 1 cvdsearch --index idx "12/KH-UBND"'
test_expect 'a snippet marks the form found' '
    marked UBND >out && test_same out <<END &&
UBND
Ủy ban nhân dân
END
    marked "bầu chọn" >out && test_same out <<END
bình chọn
bầu
chọn
END'
score() { # of the best hit
    cvdsearch --index idx --format jsonl -- "$@" 2>/dev/null | sed -n 1p |
        grep -o '"score":[0-9.]*'
}
test_expect 'another form takes nothing from the words typed' '
    score "ủy ban nhân dân tỉnh" >out &&
    score "=ủy =ban =nhân =dân =tỉnh" | test_same out'
test_expect 'what is near in meaning comes last' '
    leads "binh bau" "bình chọn" &&
    leads "bau binh" "bầu chọn"'
test_expect 'i and y: the other spelling comes behind the one typed' '
    ranks "ki-thuat ky-thuat" "kĩ thuật" &&
    ranks "ky-thuat ki-thuat" "kỹ thuật" &&
    ranks "ki-thuat ky-thuat" "\"kĩ thuật\"" &&
    ranks "ky-thuat ki-thuat" "\"chuyển giao kỹ thuật\"" &&
    ranks ki-thuat =kĩ &&
    ranks ky-thuat "thuật -kĩ"'

test_write own.tsv <<'END'
# forms of one office
ĐXT	chợ trung tâm
BCĐ	bản cam đoan
sản phẩm	hội thi	domain
END
own() { # exactly these, in this order, with the synonyms of own.tsv
    want=$1
    shift
    cvdsearch --index idx --synonyms own.tsv --format tsv -- "$@" >out.tsv &&
        sed 1d out.tsv | cut -f1 | tr '\n' ' ' | sed 's/ $//' >got &&
        printf %s "$want" | diff - got
}
if ! test_via_server; then
test_expect 'forms of the user'"'"'s own find what they stand for' '
    test_status 1 cvdsearch --index idx ĐXT &&
    own trung-tam ĐXT &&
    own "trung-tam thi-tran" "đxt Đức Thọ" &&
    own "bau binh cong-doan" "sản phẩm" &&
    own "ngan dai" UBND'
test_expect 'they go before those that are built in' '
    ranks "bcd bcd-dai" BCĐ &&
    own bcd BCĐ &&
    own "bcd-dai dai" "ban chỉ đạo"'
test_expect 'a bad file of synonyms is wrong usage, with its line' '
    printf "A1\tb\nBCĐ\n" >bad.tsv &&
    test_status 2 cvdsearch --index idx --synonyms bad.tsv UBND 2>err &&
    grep "bad.tsv: line 2: " err &&
    test_status 3 cvdsearch --index idx --synonyms none.tsv UBND 2>err &&
    grep none.tsv err'
test_expect 'a server has synonyms of its own' '
    test_status 2 cvdsearch --server http://127.0.0.1:1 --synonyms own.tsv \
        UBND 2>err && grep -e --synonyms err &&
    test_status 2 cvdsearch --index idx --synonyms own.tsv show ngan'
fi

test_done
