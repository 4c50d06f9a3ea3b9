#!/bin/sh
test_description='cvdindex add: JSON, one document a line'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

reason() { sed -n "s/.*\"id\":\"$1\".*\"reason\":\"\(.*\)\"}/\1/p" rep; }

test_expect 'JSONL comes from a file and from standard input alike' '
    cat >in.jsonl <<-\END &&
	{"id":"a","text":"Một văn bản","title":"Tên"}

	{"id":"b/c","text":"Hai","other":[1,{"x":null}]}
	END
    cvdindex add --index one --report rep1 in.jsonl >out &&
    cvdindex add --index two --report rep2 - <in.jsonl >out &&
    cat >want <<-\END &&
	{"id":"a","outcome":"added"}
	{"id":"b/c","outcome":"added"}
	END
    diff -u want rep1 && diff -u want rep2'

test_expect 'a directory may hold JSONL: ids are those of the lines' '
    mkdir dir && cp in.jsonl dir && echo "chữ" >dir/z.txt &&
    cvdindex add --index one --report rep dir >out &&
    cat >want <<-\END &&
	{"id":"a","outcome":"unchanged"}
	{"id":"b/c","outcome":"unchanged"}
	{"id":"z.txt","outcome":"added"}
	END
    diff -u want rep'

test_expect 'the last line needs no end, the first may have a BOM' '
    printf "\357\273\277{\"id\":\"a\",\"text\":\"x\"}\r\n{\"id\":\"b\",%s" \
        "\"text\":\"y\"}" >bom.jsonl &&
    cvdindex add --index bom bom.jsonl >out && grep "^2 added" out'

test_expect 'text may hold U+0000' '
    echo "{\"id\":\"nul\",\"text\":\"trước\\u0000sau\"}" |
        cvdindex add --index nul - >out && grep "^1 added" out &&
    cvdindex check --index nul'

test_expect 'a change of title or metadata alone is a change' '
    echo "{\"id\":\"m\",\"text\":\"x\"}" |
        cvdindex add --index meta - >out &&
    echo "{\"id\":\"m\",\"text\":\"x\",\"title\":\"T\"}" |
        cvdindex add --index meta - >out && grep "1 updated" out &&
    echo "{\"id\":\"m\",\"text\":\"x\",\"title\":\"T\",\"metadata\":{\"type\":\
\"KH\"}}" | cvdindex add --index meta - >out && grep "1 updated" out'

test_expect 'each bad line is told with its place, the others go in' '
    cat >bad.jsonl <<-\END &&
	{"id":"ok1","text":"tốt"}
	{"id":"cut","text":"dở
	not json
	[1,2]
	{"text":"không tên"}
	{"id":"","text":"tên rỗng"}
	{"id":7,"text":"tên là số"}
	{"id":"no-text"}
	{"id":"text-null","text":null}
	{"id":"text-num","text":3}
	{"id":"blank","text":"  \n\t\u00a0"}
	{"id":"empty","text":""}
	{"id":"twice","id":"twice","text":"x"}
	{"id":"surrogate","text":"\ud800"}
	{"id":"control\u0007","text":"x"}
	{"id":"meta-list","text":"x","metadata":[1]}
	{"id":"meta-num","text":"x","metadata":{"number":3}}
	{"id":"meta-date","text":"x","metadata":{"date":"2021-02-30"}}
	{"id":"meta-two","text":"x","metadata":{"date":["2020","2021"]}}
	{"id":"ok2","text":"tốt","metadata":{"date":"2020-02-29","x":3}}
	END
    printf "{\"id\":\"bytes\",\"text\":\"\377\"}\n" >>bad.jsonl &&
    test_status 1 cvdindex add --index bad --report rep bad.jsonl >out &&
    grep "^2 added, 0 updated, 0 unchanged, 0 removed, 19 failed" out &&
    grep -c "\"failed\"" rep >got && echo 19 >want && diff -u want got &&
    grep "\"id\":\"bad.jsonl:2\",\"outcome\":\"failed\"" rep &&
    grep "\"id\":\"bad.jsonl:6\"" rep | grep empty &&
    reason no-text | grep "bad.jsonl:8: .text. is missing" &&
    reason blank | grep "^empty document$" &&
    reason meta-date | grep "2021-02-30" &&
    reason meta-two | grep "one value"'

test_expect 'an id and a metadata value have limits' '
    long=$(printf "%02000d" 0) &&
    {
        echo "{\"id\":\"$long\",\"text\":\"x\"}" &&
        echo "{\"id\":\"m\",\"text\":\"x\",\"metadata\":{\"issuer\":\
\"$long$long\"}}"
    } >long.jsonl &&
    test_status 1 cvdindex add --index long --report rep long.jsonl >out &&
    grep "\"id\":\"long.jsonl:1\".*longer than" rep &&
    grep "\"id\":\"m\".*issuer.*longer than" rep'

test_expect 'a line too long is passed over in bounded memory' '
    {
        echo "{\"id\":\"before\",\"text\":\"x\"}" &&
        printf "{\"id\":\"huge\",\"text\":\"" &&
        head -c 150000000 /dev/zero | tr "\0" a &&
        echo "\"}" &&
        echo "{\"id\":\"after\",\"text\":\"x\"}"
    } | test_status 1 cvdindex add --index huge --report rep - >out &&
    cut -c 1-60 rep >got &&
    grep "\"before\",\"outcome\":\"added\"" got &&
    grep "\"-:2\",\"outcome\":\"failed\"" got &&
    grep "\"after\",\"outcome\":\"added\"" got'

test_expect 'deep nesting is refused, not followed' '
    {
        printf "{\"id\":\"deep\",\"text\":\"x\",\"n\":" &&
        head -c 100000 /dev/zero | tr "\0" "[" && echo
    } >deep.jsonl &&
    test_status 1 cvdindex add --index deep --report rep deep.jsonl >out &&
    grep "deep.jsonl:1" rep'

test_done
