#!/bin/sh
test_description='cvdsearch graph: the citations around documents, as a graph'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

# A chain a <- b <- c <- d; e cites c and a decree that is not held, which d
# cites too; a number in two provinces; a copy; markup where a title is.
test_write docs.jsonl <<'END'
{"id":"a","title":"Gốc","text":"Kế hoạch gốc.","metadata":{"number":"10/KH-UBND","type":"KH","date":"2021-02-01","province":"Hà Tĩnh","issuer":"UBND tỉnh Hà Tĩnh"}}
{"id":"b","title":"Hai","text":"Căn cứ Kế hoạch số 10/KH-UBND ngày 01/02/2021 của UBND tỉnh Hà Tĩnh.","metadata":{"number":"11/KH-UBND","date":"2021-03-02","province":"Hà Tĩnh"}}
{"id":"c","title":"<b>\"Ba\" & bốn</b>","text":"Căn cứ Kế hoạch số 11/KH-UBND ngày 02/3/2021 của UBND tỉnh Hà Tĩnh.","metadata":{"number":"12/KH-UBND","date":"2021-04-03","province":"Hà Tĩnh"}}
{"id":"d","title":"Bốn","text":"Căn cứ Kế hoạch số 12/KH-UBND ngày 03/4/2021 của UBND tỉnh Hà Tĩnh; Nghị định 30/2020/NĐ-CP. Thực hiện công tác văn thư.","metadata":{"number":"13/KH-UBND","date":"2021-05-04","province":"Hà Tĩnh"}}
{"id":"e","text":"Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư; Kế hoạch số 12/KH-UBND ngày 03/4/2021 của UBND tỉnh Hà Tĩnh.","metadata":{"date":"2021-06-05","province":"Đắk Lắk"}}
{"id":"f","text":"Thực hiện Kế hoạch số 37-KH/TU.","metadata":{"date":"2022-01-08"}}
{"id":"f1","text":"Kế hoạch.","metadata":{"number":"37-KH/TU","date":"2021-10-25","province":"Đắk Lắk","issuer":"Tỉnh ủy Đắk Lắk"}}
{"id":"f2","text":"Kế hoạch.","metadata":{"number":"37-KH/TU","date":"2021-12-01","province":"Hà Tĩnh","issuer":"Tỉnh ủy Hà Tĩnh"}}
{"id":"f2-copy","text":"Kế hoạch, bản sao.","metadata":{"number":"37-KH/TU","date":"2021-12-01","province":"Hà Tĩnh","issuer":"Tỉnh ủy Hà Tĩnh"}}
{"id":"g","text":"Thực hiện Kế hoạch số 37-KH/TU ngày 01/12/2021 của Tỉnh ủy Hà Tĩnh.","metadata":{"date":"2022-01-09"}}
END
test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
CVD_INDEX=$PWD/idx
export CVD_INDEX

# graph ARGUMENTS: from to resolution, a line an edge, in their order.
graph() {
    cvdsearch graph --format json "$@" |
        grep -o '"from":"[^"]*","to":"[^"]*","kind":"cites","resolution":"[a-z]*"' |
        cut -d'"' -f4,8,16 | tr '"' ' '
}
# nodes ARGUMENTS: key and steps, a line a node, in their order.
nodes() {
    cvdsearch graph --format json "$@" | sed 's/"edges".*//' |
        grep -o '"key":"[^"]*"\|"steps":[0-9]*' | cut -d: -f2 | tr -d '"' |
        paste -d' ' - -
}
DECREE=30-2020-nd-cp@2020-03-05@tw

test_expect 'out: what it cites, and what that cites' '
    graph d --direction out --depth 2 >out && test_same out <<END &&
d c exact
d $DECREE absent
c b exact
END
    nodes d --direction out --depth 2 >out && test_same out <<END
d 0
c 1
$DECREE 1
b 2
END'
test_expect 'in: who cites it, the most cited first' '
    graph a --direction in --depth 3 >out && test_same out <<END &&
b a exact
c b exact
d c exact
e c exact
END
    nodes a --direction in --depth 2 >out && printf "%s\n" "a 0" "b 1" "c 2" |
        test_same out'
test_expect 'both ways, one step if not said' '
    nodes c | sort >out && printf "%s\n" "b 1" "c 0" "d 1" "e 1" |
        test_same out &&
    graph c | sort >out && printf "%s\n" "c b exact" "d c exact" \
        "e c exact" | test_same out'
test_expect 'every citation among the nodes is there, the last ones too' '
    graph --depth 0 --from 2021-02 --to 2021-04 "Kế hoạch" | sort >out &&
    printf "%s\n" "b a exact" "c b exact" | test_same out'
test_expect 'what is not held is called what those say that cite it' '
    cvdsearch graph --format json d --direction out >out && grep -F \
"{\"key\":\"$DECREE\",\"id\":null,\"held\":false,\"number\":\"30/2020/NĐ-CP\",\"type\":\"nghi-dinh\",\"date\":\"2020-03-05\",\"title\":null,\"issuer\":\"Chính phủ\",\"province\":null,\"province_name\":null,\"level\":\"central\",\"cited_by\":2,\"in_degree\":1,\"out_degree\":0,\"steps\":1}" out'
test_expect 'a reference that may mean several is left out, and counted' '
    cvdsearch graph --format json f >out && grep -F "\"edges\":[]" out &&
    grep -F "\"ambiguous\":1" out'
test_expect 'copies are one node, whoever of them is asked for' '
    graph f2-copy >out && echo "g f2-copy exact" | test_same out &&
    nodes f2 >out && printf "%s\n" "f2 0" "g 1" | test_same out'
test_expect 'a query: what it finds, and what is around that' '
    nodes "công tác văn thư" --direction out >out && sort out >got &&
    printf "%s\n" "$DECREE 1" "c 1" "d 0" "e 0" | sort | test_same got &&
    nodes "công tác văn thư" --province "Đắk Lắk" --direction out |
        sed -n 1p >out && echo "e 0" | test_same out'
test_expect 'too many: the nearest and most cited remain, and it says so' '
    nodes a --direction in --depth 3 --nodes 3 >out 2>err &&
    printf "%s\n" "a 0" "b 1" "c 2" | test_same out && grep "lưu ý" err &&
    cvdsearch graph --format json c --nodes 2 2>err >out &&
    grep -F "\"complete\":false" out &&
    cvdsearch graph --format json c >out && grep -F "\"complete\":true" out'
test_expect 'the same question, the same bytes' '
    for f in dot graphml json; do
        cvdsearch graph --format $f --depth 3 "kế hoạch" >one 2>&1 &&
        cvdsearch graph --format $f --depth 3 "kế hoạch" >two 2>&1 &&
        test -s one && cmp one two || exit 1
    done'

test_expect 'DOT, if no format is given' '
    cvdsearch graph c --direction out >out &&
    sed "s/analyzer=[0-9]*/analyzer=ANALYZER/" out >got &&
    test_same got <<"END"
digraph citations {
  graph [query="c", generation=1, analyzer=ANALYZER, documents=10, ambiguous=0, complete=true];
  node [shape=box];
  n0 [label="12/KH-UBND\n2021-04-03", tooltip="<b>\"Ba\" &amp; bốn</b>", key="c", document="c", number="12/KH-UBND", type="ke-hoach", date="2021-04-03", province="ha-tinh", level="province", cited_by=2, in_degree=0, out_degree=1, steps=0, held=true];
  n1 [label="11/KH-UBND\n2021-03-02", tooltip="Hai", key="b", document="b", number="11/KH-UBND", type="ke-hoach", date="2021-03-02", province="ha-tinh", level="province", cited_by=1, in_degree=1, out_degree=0, steps=1, held=true];
  n0 -> n1 [resolution=exact];
}
END'
test_expect 'GraphML: keys, nodes, edges; markup is text' '
    cvdsearch graph c --format graphml >g.xml &&
    grep -c "<node id=" g.xml | grep -x 4 &&
    grep -c "<edge source=" g.xml | grep -x 3 &&
    grep -F "&lt;b&gt;&quot;Ba&quot; &amp; bốn&lt;/b&gt;" g.xml'

test_expect 'nothing found is status 1' '
    test_status 1 cvdsearch graph khongcotunay >out'
test_expect 'wrong usage is status 2, no index 3' '
    test_status 2 cvdsearch graph &&
    test_status 2 cvdsearch graph --format text c &&
    test_status 2 cvdsearch graph --format csv c &&
    test_status 2 cvdsearch graph --depth 7 c &&
    test_status 2 cvdsearch graph --nodes 10001 c &&
    test_status 2 cvdsearch graph --direction up c &&
    test_status 2 cvdsearch graph --limit 3 c &&
    test_status 2 cvdsearch --format dot c &&
    test_status 2 cvdsearch --depth 2 c &&
    test_status 3 cvdsearch graph --index nowhere c'
test_done
