#!/bin/sh
test_description='cvdsearch watch: what is new since the last time'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

test_write docs.jsonl <<'END'
{"id":"kế hoạch","title":"Kế hoạch","text":"gạo một","metadata":{"number":"12/KH-UBND","type":"KH","date":"2021-03-05","province":"Ninh Thuận","issuer":"UBND tỉnh Ninh Thuận"}}
{"id":"2","title":"Gạo <hai> & \"một\"","text":"gạo hai","metadata":{"date":"2021"}}
{"id":"3","title":"Ba","text":"gạo ba, theo Kế hoạch số 12/KH-UBND ngày 05/3/2021 của UBND tỉnh Ninh Thuận","metadata":{"date":"2023-01"}}
{"id":"4","text":"muối bốn"}
END
test_write more.jsonl <<'END'
{"id":"2","title":"Gạo <hai> & \"một\"","text":"gạo hai, sửa","metadata":{"date":"2021"}}
{"id":"5","title":"Năm","text":"gạo năm, theo Kế hoạch số 12/KH-UBND ngày 05/3/2021 của UBND tỉnh Ninh Thuận","metadata":{"date":"2024-02-03","issuer":"Sở A"}}
{"id":"6","text":"muối sáu"}
END
CVD_INDEX=$PWD/idx
XDG_STATE_HOME=$PWD/home
export CVD_INDEX XDG_STATE_HOME
kept=$XDG_STATE_HOME/cvdsearch/watch
# states: how many are kept, none half-written
states() {
    ! ls "$kept"/*.new 2>/dev/null && ls "$kept"/*.jsonl | wc -l
}

test_expect 'the first time it is kept, and told how many there are' '
    cvdindex add --index idx docs.jsonl &&
    cvdsearch watch gạo >out && test_same out <<END &&
Lần đầu theo dõi: 3 văn bản (chỉ mục thế hệ 1)
END
    test "$(states)" -eq 1'
test_expect 'nothing new: status 1' '
    test_status 1 cvdsearch watch gạo >out && test_same out <<END
Không có gì mới kể từ lần trước (chỉ mục thế hệ 1, nay là 1; tất cả 3 văn bản)
END'
test_expect 'a number: what bears it and what cites it; --all lists them' '
    cvdsearch watch 12/kh-ubnd --all >out && test_same out <<END
Lần đầu theo dõi: 2 văn bản (chỉ mục thế hệ 1)
  mới · dẫn số này · 2023-01 · Ba · 3
  mới · mang số này · 12/KH-UBND · 2021-03-05 · Kế hoạch · UBND tỉnh Ninh Thuận · kế hoạch
END'
test_expect 'a question with other filters is another' '
    cvdsearch watch gạo --year 2021 --format jsonl --all >out &&
    cut -d, -f1-3 out | sort >got && test_same got <<END &&
{"change":"new","how":"found","id":"2"
{"change":"new","how":"found","id":"kế hoạch"
END
    test "$(states)" -eq 3 && cvdsearch watch --list | cut -d" " -f1-4 |
        sort >out && test_same out <<END
12/kh-ubnd · 2 văn
gạo --year 2021 ·
gạo · 3 văn
END'
test_expect 'new, changed and gone, in a look that changes nothing' '
    cvdindex add --index idx more.jsonl && cvdindex remove --index idx "kế hoạch" &&
    cvdsearch watch gạo --peek >out && test_same out <<END &&
1 văn bản mới, 1 đã thay đổi, 1 không còn kể từ lần trước (chỉ mục thế hệ 1, nay là 3; tất cả 3 văn bản)
  mới · 2024-02-03 · Năm · Sở A · 5
  đổi · 2021 · Gạo <hai> & "một" · 2
  mất · kế hoạch
END
    cvdsearch watch gạo --peek | diff out -'
test_expect 'json: the lists, what was there last time, the index' '
    cvdsearch watch gạo --peek --format json >out &&
    sed "s/\"analyzer\":[0-9]*/\"analyzer\":@/g
        s/\"program\":\"$(cvdsearch --version)\"/\"program\":@/" out >got &&
    test_same got <<END
{"query":"gạo","filters":[],"from":null,"to":null,"total":3,"complete":true,"first":false,"before":{"generation":1,"analyzer":@,"documents":4},"new":[{"how":"found","id":"5","title":"Năm","number":null,"type":null,"date":"2024-02-03","issuer":"Sở A","province":null}],"changed":[{"how":"found","id":"2","title":"Gạo <hai> & \"một\"","number":null,"type":null,"date":"2021","issuer":null,"province":null}],"gone":[{"how":"found","id":"kế hoạch"}],"index":{"generation":3,"analyzer":@,"documents":5},"program":@,"suggestion":null,"warnings":[]}
END'
test_expect 'a number: who cites it anew, and what bore it is gone' '
    cvdsearch watch 12/kh-ubnd --format jsonl >out && test_same out <<END &&
{"change":"new","how":"cites","id":"5","title":"Năm","number":null,"type":null,"date":"2024-02-03","issuer":"Sở A","province":null}
{"change":"gone","how":"bears","id":"kế hoạch"}
END
    test_status 1 cvdsearch watch 12/kh-ubnd >out &&
    cvdindex add --index idx docs.jsonl && cvdsearch watch 12/kh-ubnd >out &&
    grep "mới · mang số này · 12/KH-UBND" out && test "$(wc -l <out)" -eq 2 &&
    cvdindex remove --index idx "kế hoạch" && cvdindex add --index idx more.jsonl'
test_expect 'atom: an id, a title and a date for each, twice the same bytes' '
    cvdsearch watch gạo --peek --format atom >feed &&
    cvdsearch watch gạo --peek --format atom | cmp feed - &&
    test "$(grep -c "^<entry>" feed)" -eq 3 &&
    grep "^<id>tag:cvdsearch,2025:/documents/k%E1%BA%BF%20ho%E1%BA%A1ch</id>" \
        feed && grep "^<title>Đã thay đổi: Gạo &lt;hai&gt; &amp; " feed'
# What RFC 4287 demands of a feed (4.1.1) and of an entry (4.1.2), in XPath.
valid() {
    xmllint --noout "$1" && test "$(xmllint --xpath "
        namespace-uri(/*) = 'http://www.w3.org/2005/Atom' and
        count(/*[local-name() = 'feed']) = 1 and
        count(/*/*[local-name() = 'id']) = 1 and
        count(/*/*[local-name() = 'title']) = 1 and
        count(/*/*[local-name() = 'updated']) = 1 and
        count(/*/*[local-name() = 'author']/*[local-name() = 'name']) = 1 and
        not(//*[local-name() = 'entry'][
            count(*[local-name() = 'id']) != 1 or
            count(*[local-name() = 'title']) != 1 or
            count(*[local-name() = 'updated']) != 1 or
            count(*[local-name() = 'content']) != 1]) and
        not(//*[local-name() = 'id'][not(contains(., ':'))]) and
        not(//*[local-name() = 'updated'][string-length(.) != 25]) and
        not(//*[local-name() = 'category'][not(@term)])" "$1")" = true
}
if command -v xmllint >/dev/null; then
    test_expect 'atom: a parser reads it, and it has all that RFC 4287 asks' '
        valid feed && sed "/^<updated>1970/d" feed >without &&
        ! valid without && test "$(xmllint --xpath "string(//*[
            local-name() = '\''entry'\''][2]/*[local-name() = '\''title'\''])" \
            feed)" = "Đã thay đổi: Gạo <hai> & \"một\""'
else
    test_skip 'atom: a parser reads it' 'no xmllint'
fi
test_expect 'what was not taken is not kept: a full disk' '
    { test ! -w /dev/full ||
        { test_status 3 cvdsearch watch gạo >/dev/full 2>err &&
          grep "cannot write standard output" err; }; } &&
    cvdsearch watch gạo >out && head -n 1 out | grep "^1 văn bản mới, 1 đã" &&
    test_status 1 cvdsearch watch gạo >out'
test_expect 'a state of your own; of another question it is refused' '
    cvdsearch watch muối --state here >out && test -s here &&
    test_status 1 cvdsearch watch muối --state here >out && cp here was &&
    test_status 3 cvdsearch watch gạo --state here 2>err >out &&
    grep "here. keeps another question" err && cmp here was && test ! -s out'
test_expect 'a state that is damaged is named, and left as it is' '
    for damage in "1s/.*/x/" "2s/found/lost/" "\$d" "3s/\".*\"/1/" \
        "3s/,.*/,\"12\",\"found\"]/" "\$s/found/seen/" "2s/\":[0-9]*}/\":0}/"; do
        sed "$damage" was >here && cp here damaged &&
        test_status 3 cvdsearch watch muối --state here 2>err >out &&
        grep "here. is damaged, .*remove it, or" err && cmp here damaged &&
        test ! -s out || { echo "$damage"; exit 1; }
    done; : >here && test_status 3 cvdsearch watch muối --state here 2>err &&
    printf "\000\377" >here &&
    test_status 3 cvdsearch watch muối --state here 2>err &&
    rm here && mkdir here && test_status 3 cvdsearch watch muối --state here'
test_expect 'the same document, the same number: nothing new in a rebuilt index' '
    cvdsearch watch muối --state st >out &&
    cat docs.jsonl more.jsonl | sed "1,2d" >all.jsonl &&
    cvdindex rebuild --index idx all.jsonl &&
    test_status 1 cvdsearch watch muối --state st >out &&
    grep "^Không có gì mới" out'
test_expect 'watched no more: forgotten, and told when it was not' '
    cvdsearch watch --forget gạo --year 2021 && test "$(states)" -eq 2 &&
    test_status 1 cvdsearch watch --forget gạo --year 2021 2>err &&
    grep "it is not watched" err && cvdsearch watch gạo --year 2021 >out &&
    grep "^Lần đầu" out && echo "not a state" >mine &&
    test_status 3 cvdsearch watch --forget gạo --state mine && test -e mine'
test_expect 'the list is there without an index; one that is damaged is named' '
    echo x >"$kept/0000.jsonl" && unset CVD_INDEX &&
    cvdsearch watch --list --format jsonl >out 2>err &&
    test "$(wc -l <out)" -eq 3 && grep "0000.jsonl. is damaged" err &&
    grep "\"query\":\"gạo\",.*\"state\":\"$kept/.*\"found\":3" out &&
    XDG_STATE_HOME=$PWD/none test_status 1 cvdsearch watch --list'
test_expect 'nowhere to keep it: --state is asked for; a relative place is none' '
    unset HOME && XDG_STATE_HOME= && test_status 3 cvdsearch watch gạo 2>err &&
    grep "say --state FILE" err && XDG_STATE_HOME=rel &&
    test_status 3 cvdsearch watch gạo && test ! -e rel &&
    HOME=$PWD/house && export HOME && mkdir house &&
    cvdsearch watch gạo >out && ls house/.local/state/cvdsearch/watch/*.jsonl'
test_expect 'wrong usage is status 2' '
    test_status 2 cvdsearch watch && test_status 2 cvdsearch watch --list gạo &&
    test_status 2 cvdsearch watch --forget && test_status 2 cvdsearch gạo --peek &&
    test_status 2 cvdsearch watch --forget --peek gạo &&
    test_status 2 cvdsearch watch gạo --format csv &&
    test_status 2 cvdsearch watch --list --format atom &&
    test_status 2 cvdsearch watch gạo --limit 3'
test_expect 'more than can be watched is refused, and nothing kept' '
    awk "BEGIN { for (i = 0; i < 100001; i++)
        printf \"{\\\"id\\\":\\\"n%d\\\",\\\"text\\\":\\\"cơm\\\"}\\n\", i }" \
        >many.jsonl && cvdindex add --index many many.jsonl &&
    test_status 2 cvdsearch watch --index many cơm --state big 2>err &&
    grep "100001 documents are too many" err && test ! -e big &&
    cvdindex remove --index many n0 &&
    cvdsearch watch --index many cơm --state big >out &&
    test "$(wc -l <big)" -eq 100002 &&
    test_status 1 cvdsearch watch --index many cơm --state big >out'
if command -v mkfifo >/dev/null; then
    # The first run waits for who reads its list, and has the lock meanwhile.
    test_expect 'two runs at once: the second is refused' '
        mkfifo pipe && rm -f big &&
        { cvdsearch watch --index many cơm --state big --all >pipe & } &&
        { read -r first &&
          test_status 3 cvdsearch watch --index many cơm --state big 2>err \
              >out && grep "another run is watching" err &&
          cvdsearch watch --index many cơm --state big --peek >out &&
          cat >rest; } <pipe && wait && test "$(wc -l <big)" -eq 100002'
fi

test_done
