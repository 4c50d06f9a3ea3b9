#!/bin/sh
test_description='cvdsearch graph: other programs read what it writes'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

# From the centre to a district; one that is cited and not held; one that cites
# nobody, and whom nobody cites; markup and quotes in names.
test_write docs.jsonl <<'END'
{"id":"tw","title":"Nghị định về công tác văn thư","text":"Nghị định.","metadata":{"number":"30/2020/NĐ-CP","type":"NĐ","date":"2020-03-05","issuer":"Chính phủ"}}
{"id":"tinh","title":"Kế hoạch <b>\"A\" & B</b>","text":"Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư; Chỉ thị số 03-CT/TW ngày 19/5/2021 của Ban Bí thư.","metadata":{"number":"12/KH-UBND","type":"KH","date":"2021-04-03","province":"Hà Tĩnh","issuer":"UBND tỉnh Hà Tĩnh"}}
{"id":"huyện \"x\" & <y>","title":"Kế hoạch của huyện","text":"Căn cứ Kế hoạch số 12/KH-UBND ngày 03/4/2021 của UBND tỉnh Hà Tĩnh về văn thư.","metadata":{"number":"13/KH-UBND","type":"KH","date":"2021-05-04","province":"Hà Tĩnh","issuer":"UBND huyện Đức Thọ"}}
{"id":"alone","title":"Văn thư một mình","text":"Công tác văn thư.","metadata":{"number":"99/BC-UBND","date":"2021-06-04","province":"Hà Tĩnh"}}
END
test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
CVD_INDEX=$PWD/idx
export CVD_INDEX

for f in json graphml dot svg; do
    cvdsearch graph --depth 2 --format $f "văn thư" >"$test_dir/g.$f" \
        2>/dev/null
done

# The nodes, the edges and what is said of the graph, a line each, as the JSON
# has them.
NODE='key id number type date issuer province level held cited_by in_degree
out_degree steps'
export NODE
cat >"$test_dir/as_json.py" <<'END'
import json, os, sys
g = json.load(open(sys.argv[1]))
def said(v):
    return '' if v is None else str(v).lower() if isinstance(v, bool) else v
for n in g['nodes']:
    print('node', *(repr(str(said(n[k]))) for k in os.environ['NODE'].split()))
for e in g['edges']:
    print('edge', repr(e['from']), repr(e['to']), e['resolution'])
print('graph', repr(g['query']), g['index']['generation'],
      g['index']['documents'], g['index']['analyzer'], g['ambiguous'],
      said(g['complete']))
END
cat >"$test_dir/graphml.py" <<'END'
import networkx, os, sys
g = networkx.read_graphml(sys.argv[1])
assert g.is_directed() and not g.is_multigraph()
def said(d, k):
    v = d.get('document' if k == 'id' else k, '')
    if k in ('cited_by', 'in_degree', 'out_degree', 'steps'):
        assert type(v) is int, (k, v)  # to be sorted as numbers
    if k == 'held':
        assert type(v) is bool
        v = str(v).lower()
    return repr(str(v))
for n, d in g.nodes(data=True):
    assert g.in_degree(n) == d['in_degree']
    assert g.out_degree(n) == d['out_degree']
    print('node', *(said(d, k) for k in os.environ['NODE'].split()))
key = networkx.get_node_attributes(g, 'key')
for a, b, d in g.edges(data=True):
    assert d['relation'] == 'cites'
    print('edge', repr(key[a]), repr(key[b]), d['resolution'])
d = g.graph
print('graph', repr(d['query']), d['generation'], d['documents'],
      d['analyzer'], d['ambiguous'], str(d['complete']).lower())
END
cat >"$test_dir/dot.py" <<'END'
import json, os, sys
g = json.load(open(sys.argv[1]))
key = {o['_gvid']: o['key'] for o in g['objects']}
for o in g['objects']:
    print('node', *(repr(o.get('document' if k == 'id' else k, ''))
                    for k in os.environ['NODE'].split()))
for e in g['edges']:
    print('edge', repr(key[e['tail']]), repr(key[e['head']]),
          e['resolution'])
print('graph', repr(g['query']), g['generation'], g['documents'],
      g['analyzer'], g['ambiguous'], g['complete'])
END
# As the JSON says, sorted.
wanted() {
    python3 "$test_dir/as_json.py" "$test_dir/g.json" | sort >want &&
        test "$(grep -c '^node' want)" -eq 5 &&
        test "$(grep -c '^edge' want)" -eq 3
}

python=
for p in python3 /usr/bin/python3; do
    "$p" -c 'import networkx' 2>/dev/null && python=$p && break
done
if [ -n "$python" ]; then
    test_expect 'GraphML: NetworkX reads the nodes and edges that JSON has' '
        wanted && "$python" "$test_dir/graphml.py" "$test_dir/g.graphml" >out &&
        sort out >got && diff -u want got'
else
    test_skip 'GraphML: NetworkX reads it' 'no python3-networkx here'
fi
if command -v dot >/dev/null && command -v python3 >/dev/null; then
    test_expect 'DOT: Graphviz reads the nodes and edges that JSON has' '
        wanted && dot -Tdot_json "$test_dir/g.dot" >dot.json &&
        python3 "$test_dir/dot.py" dot.json >out && sort out >got &&
        diff -u want got'
    test_expect 'DOT: Graphviz draws it' '
        dot -Tsvg "$test_dir/g.dot" >drawn.svg && grep -q "</svg>" drawn.svg'
else
    test_skip 'DOT: Graphviz reads it' 'no dot or no python3 here'
fi

if command -v xmllint >/dev/null; then
    test_expect 'SVG and GraphML: xmllint reads them' '
        xmllint --noout "$test_dir/g.svg" "$test_dir/g.graphml"'
    # svg EXPRESSION: of the picture, without its namespace.
    svg() {
        sed 's/ xmlns="[^"]*"//' "$test_dir/g.svg" | xmllint --xpath "$1" -
    }
    # One line is the legend's.
    test_expect 'SVG: a box for each document, a line for each citation' '
        test "$(svg "count(//g/rect)")" -eq 5 &&
        test "$(svg "count(//path[@class=\"edge\"])")" -eq 4 &&
        svg "string(//g[contains(title, \"03-CT/TW\")]/rect/@class)" >out &&
        grep -w absent out &&
        svg "string(//g[contains(title, \"12/KH-UBND\")]/title)" >out &&
        grep -F "Kế hoạch <b>\"A\" & B</b>" out'
    test_expect 'SVG: what was asked of what' '
        svg "string(//metadata)" >out && grep -F "\"query\":\"văn thư\"" out &&
        grep -F "$(grep -o "\"index\":{[^}]*}" "$test_dir/g.json")" out'
    test_expect 'SVG: no box lies outside, none on another' '
        svg "//g/rect" | grep -o "<rect[^>]*>" |
            sed "s/.* x=\"\([0-9-]*\)\" y=\"\([0-9-]*\)\" width=\"\([0-9]*\)\" height=\"\([0-9]*\)\".*/\1 \2 \3 \4/" >boxes &&
        test "$(wc -l <boxes)" -eq 5 &&
        awk -v w="$(svg "string(/svg/@width)")" \
            -v h="$(svg "string(/svg/@height)")" "
            \$1 < 0 || \$2 < 0 || \$1 + \$3 > w || \$2 + \$4 > h { exit 1 }
            { for (i in x) if (\$1 < x[i] + \$3 && x[i] < \$1 + \$3 &&
                  \$2 < y[i] + b[i] && y[i] < \$2 + \$4) exit 1
              x[NR] = \$1; y[NR] = \$2; b[NR] = \$4 }" boxes'
else
    test_skip 'SVG: xmllint reads it' 'no xmllint here'
fi
test_expect 'SVG: it says the filters, and as metadata what a sidecar says' '
    cvdsearch graph --cites 03-CT/TW --from 2021 --direction in --nodes 9 \
        --format svg --sidecar about >a.svg &&
    grep -F ">Đồ thị trích dẫn – Dẫn: 03-CT/TW; từ 2021</title>" a.svg &&
    jq -e ".query == \"\" and .from == \"2021\" and .direction == \"in\" and
        .filters == [{field: \"cites\", value: \"03-CT/TW\"}] and
        .depth == 1 and .nodes == 9 and .drawn == .total" about &&
    sed -n "s/&quot;/\"/g; s/^<metadata>\(.*\)<\/metadata>\$/\1/p" a.svg |
        cmp - about'
test_expect 'the same question, the same bytes' '
    for f in dot graphml json svg; do
        cvdsearch graph --depth 2 --format $f "văn thư" 2>/dev/null |
            cmp - "$test_dir/g.$f" || exit 1
    done'
test_expect 'one that cites nobody, and whom nobody cites, is there alone' '
    cvdsearch graph --format json alone >out &&
    grep -F "\"in_degree\":0,\"out_degree\":0,\"steps\":0}]" out &&
    cvdsearch graph --format svg alone >out && grep -q "99/BC-UBND" out'
test_done
