#!/bin/sh
test_description='cvdsearch keyness: the words that mark documents, and stand around a word'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

# Four plans on pottery, eight letters on a market.
test_write docs.jsonl <<'END'
{"id":"p1","text":"sản phẩm gốm và sản phẩm lụa của xã","metadata":{"date":"2021","province":"Ninh Thuận"}}
{"id":"p2","text":"sản phẩm gốm, sản phẩm tre cho xã","metadata":{"date":"2021","province":"Ninh Thuận"}}
{"id":"p3","text":"của xã: sản phẩm gốm; gốm mới, sản phẩm mới","metadata":{"date":"2022","province":"Ninh Thuận"}}
{"id":"p4","text":"gốm gốm gốm sản phẩm sản phẩm","metadata":{"date":"2022","province":"Ninh Thuận"}}
{"id":"l1","text":"thực phẩm của chợ và của phường","metadata":{"date":"2021","province":"Hà Tĩnh"}}
{"id":"l2","text":"thực phẩm của chợ cho phường","metadata":{"date":"2021","province":"Hà Tĩnh"}}
{"id":"l3","text":"chợ của phường họp sớm","metadata":{"date":"2022","province":"Hà Tĩnh"}}
{"id":"l4","text":"chợ của phường họp muộn","metadata":{"date":"2022","province":"Hà Tĩnh"}}
{"id":"l5","text":"họp của phường","metadata":{"date":"2022","province":"Hà Tĩnh"}}
{"id":"l6","text":"thực phẩm sớm và muộn của chợ","metadata":{"date":"2022","province":"Hà Tĩnh"}}
{"id":"l7","text":"chợ chợ chợ chợ","metadata":{"date":"2023","province":"Hà Tĩnh"}}
{"id":"l8","text":"chợ phường và chợ huyện","metadata":{"date":"2023","province":"Hà Tĩnh"}}
END
bom=$(printf '\357\273\277')
cr=$(printf '\r')
tab=$(printf '\t')

test_expect 'the documents are indexed' '
    cvdindex add --index idx docs.jsonl'
CVD_INDEX=$PWD/idx
export CVD_INDEX

words() {
    cvdsearch keyness --format tsv "$@" | sed 1d | cut -f1 | tr '\n' ,
}

test_expect 'text: what marks a province, its pairs in place of their syllables' '
    cvdsearch keyness --province "Ninh Thuận" >out && test_same out <<END
4 văn bản, 34 từ; so với 8 văn bản, 42 từ
        G2    log2      lần  văn bản  lần khác v.b. khác
     12,87   4,305        8        4         0         0  sản phẩm
     11,26   4,112        7        4         0         0  gốm
      4,83   2,890        3        3         0         0  xã
END'
test_expect 'csv: figures as a spreadsheet reads them' '
    cvdsearch keyness --province "Ninh Thuận" --units 1 --limit 1 \
        --format csv >out && cat >want <<END &&
${bom}text,words,count,documents,reference_count,reference_documents,per_million,reference_per_million,g2,log_ratio,p_below
sản,1,8,4,0,0,235294.12,0.00,12.87,4.305,0.0010
END
    sed "s/$/$cr/" want | test_same out'
test_expect 'csv: a reader of csv finds each figure below its name' '
    cvdsearch keyness --province "Ninh Thuận" --format csv >out.csv &&
    python3 - out.csv <<END
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig",
                                newline="")))
assert [r["text"] for r in rows] == ["sản phẩm", "gốm", "xã"], rows
assert [int(r["count"]) for r in rows] == [8, 7, 3], rows
assert all(None not in r and float(r["g2"]) >= 3.84 for r in rows), rows
END'
test_expect 'json and jsonl: the whole answer, and its list' '
    cvdsearch keyness --province "Ninh Thuận" --limit 1 --format json >out &&
    test_same out <<END &&
{"query":"","against":null,"around":null,"units":"both","sort":"g2","under":false,"min_documents":3,"total":4,"words":34,"places":0,"reference_documents":8,"reference_words":42,"found":3,"complete":true,"list":[{"text":"sản phẩm","words":2,"count":8,"documents":4,"reference_count":0,"reference_documents":0,"per_million":235294.12,"reference_per_million":0.00,"g2":12.87,"log_ratio":4.305,"p_below":0.0010}],"suggestion":null,"warnings":[],"index":{"generation":1,"analyzer":3,"documents":12}}
END
    cvdsearch keyness --province "Ninh Thuận" --offset 2 --format jsonl \
        >out && test_same out <<END
{"text":"xã","words":1,"count":3,"documents":3,"reference_count":0,"reference_documents":0,"per_million":88235.29,"reference_per_million":0.00,"g2":4.83,"log_ratio":2.890,"p_below":0.0500}
END'
test_expect 'marks count: a word and its look-alike are two' '
    words "sản OR chợ" --min-documents 1 >out && ! grep -w san out'
test_expect 'under: what is rarer here' '
    test "$(words --province "Ninh Thuận" --under)" = "chợ,phường,của phường," &&
    cvdsearch keyness --province "Ninh Thuận" --under --format tsv \
        --limit 1 | sed "1d; s/$tab/|/g" >out &&
    grep "^chợ|1|0|0|11|7|0.00|261904.76|13.05|-" out'
test_expect 'against another query: what both find is of the first' '
    cvdsearch keyness gốm --against phẩm --format json >out &&
    grep "\"against\":\"phẩm\".*\"total\":4.*\"reference_documents\":3" out'
test_expect 'in few documents: only if asked' '
    words --province "Ninh Thuận" --units 1 >out && ! grep mới out &&
    test_status 1 cvdsearch keyness --province "Ninh Thuận" \
        --min-documents 5'
test_expect 'sort by ratio: only what is quite sure' '
    test_status 1 cvdsearch keyness --province "Ninh Thuận" --sort ratio &&
    words --province "Ninh Thuận" >out && grep gốm out'

test_expect 'around: what stands beside the words of the query' '
    cvdsearch keyness "\"sản phẩm\"" --around 1 --units 1 \
        --min-documents 1 >out && test_same out <<END
8 chỗ, 4 văn bản, 10 từ ở gần; cả thảy 12 văn bản, 76 từ
        G2 logDice      MI     trái     phải  văn bản   cả thảy
      8,85  13,093   2,119        1        3        4         7  gốm
      8,49  12,678   2,926        1        1        1         2  mới
      4,15  11,830   2,926        0        1        1         1  lụa
      4,15  11,830   2,926        0        1        1         1  tre
END'
test_expect 'around: its columns, and its orders' '
    cvdsearch keyness gốm --around 2 --units 1 --sort mi --format tsv |
        sed "s/$tab/|/g" >out && test_same out <<END &&
text|words|count|left|right|documents|reference_count|reference_documents|per_million|reference_per_million|g2|log_dice|mi|p_below
sản|1|7|3|4|4|8|4|500000.00|105263.16|21.50|13.900|2.248|0.0001
END
    test "$(words gốm --around 2 --sort dice)" = "sản,sản phẩm,"'
test_expect 'around: the rest is what the filters leave' '
    cvdsearch keyness phẩm --around 2 --province "Hà Tĩnh" --format json \
        >out &&
    grep "\"total\":3.*\"reference_documents\":8,\"reference_words\":42" out'
test_expect 'a query without a word has nothing around it, and says so' '
    test_status 1 cvdsearch keyness --year 2021 --around 3 2>err &&
    grep "không có từ nào" err'

test_expect 'the whole archive has no rest' '
    test_status 1 cvdsearch keyness "gốm OR chợ OR họp" 2>err &&
    grep "so sánh" err'
test_expect 'nothing found is status 1' '
    test_status 1 cvdsearch keyness khongcotunay >out'
test_expect 'what is asked wrongly' '
    for wrong in "--sort dice" "--around 2 --sort ratio" "--around 2 --under" \
        "--around 2 --against x" "--around 51" "--limit 10001" \
        "--units 3" "--min-documents x"; do
        test_status 2 cvdsearch keyness gốm $wrong || exit 1
    done'
test_expect 'a sidecar says what was asked of what' '
    cvdsearch keyness gốm --against phẩm --format csv --sidecar about \
        >out.csv && test_same about <<END
{"query":"gốm","filters":[],"from":null,"to":null,"total":4,"complete":true,"against":"phẩm","around":null,"units":"both","sort":"g2","under":false,"min_documents":3,"words":34,"places":0,"reference_documents":3,"reference_words":20,"found":2,"index":{"generation":1,"analyzer":3,"documents":12},"program":"$(cvdsearch --version)","suggestion":null,"warnings":[]}
END'
test_expect 'the same question, the same bytes' '
    cvdsearch keyness chợ --format json >one &&
    cvdsearch keyness chợ --format json | test_same one'

test_expect 'the samples: a planted word comes first, from several parts' '
    cvdindex add --index many "$CORPUS/samples" &&
    for i in 1 2 3 4 5; do
        printf "{\"id\":\"x%s\",\"text\":\"ngoáo ộp ngoáo ộp của xã\"}\n" $i
    done >planted.jsonl &&
    cvdindex add --index many planted.jsonl &&
    test "$(words --index many ngoáo --limit 1)" = "ngoáo ộp," &&
    cvdindex remove --index many x1 x2 &&
    cvdsearch keyness --index many ngoáo --limit 1 --format tsv | sed 1d |
        cut -f1-4 >out && printf "ngoáo ộp\t2\t6\t3\n" | test_same out'

test_done
