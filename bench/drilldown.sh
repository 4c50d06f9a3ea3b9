#!/bin/sh
# drilldown.sh - what `make bench-drilldown` runs: a page of hits with facets
# and a filter over HTTP, of our daemon and of Groonga's server with the same
# documents, fields and questions.
#
#   GROWTH_DOCUMENTS   in the index (1000000)
#   DRILLDOWN_SECONDS  of asking with four connections (10)
#   and those of bench/grown.sh
#
# Groonga gets the words of our analyzer and the fields that ours understood;
# both are asked for words as they are spelled.  Without Groonga (Debian's
# package, installed with apt-get where that is possible) ours is asked alone.
# Times are wall clock.  May depend on: POSIX sh and tools, curl, apt-get,
# what make has built.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
count=${GROWTH_DOCUMENTS:-1000000}
busy_s=${DRILLDOWN_SECONDS:-10}
questions=200
passes=3

mkdir -p "$build/bench"
tmp=$(mktemp -d "$build/bench/drilldown.XXXXXX")
# shellcheck source=bench/server.sh
. bench/server.sh
# shellcheck source=bench/peers.sh
. bench/peers.sh
# shellcheck source=bench/grown.sh
. bench/grown.sh

groonga=
trap 'stop $groonga $server; rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# ---- questions -----------------------------------------------------------

# The provinces that most documents are of: codes.
have_provinces() {
    "$bin/cvdsearch" --index "$index" facets --facets province \
        --format json '' 2>/dev/null | tr '{' '\n' |
        sed -n 's/.*"value":"\([a-z-]*\)".*/\1/p' | head -n 8 \
        >"$tmp/provinces"
    [ -s "$tmp/provinces" ] || { say "no province" >&2; exit 3; }
}

# Lines of a province, `and` or `phrase`, words.
have_questions() {
    awk -F '\t' -v names="$tmp/provinces" -v most="$questions" '
        BEGIN { while ((getline name < names) > 0) province[n++] = name }
        $1 == "and2" || $1 == "phrase2" {
            if (asked[$1]++ < most / 2)
                print province[i++ % n] "\t" \
                    ($1 == "and2" ? "and" : "phrase") "\t" $2
        }' "$tmp/queries" >"$tmp/questions"
}

# What is asked: in quotation marks, or each word as it is spelled.
our_words='function words(how, text,   n, w, i, out) {
    if (how == "phrase")
        return "\"" text "\""
    n = split(text, w, " ")
    for (i = 1; i <= n; i++)
        out = out (i > 1 ? " =" : "=") w[i]
    return out
}'

have_our_targets() {
    facets=type,year,province,issuer,campaign
    awk -F '\t' "$our_words"'
        { print "/api/v1/search?facets='$facets'&province==" $1 "&q=\t" \
              words($2, $3) }' "$tmp/questions" >"$tmp/json"
    awk -F '\t' "$our_words"'
        { print "/?province==" $1 "&q=\t" words($2, $3) }' \
        "$tmp/questions" >"$tmp/html"
    # With facets: a count without them may be an estimate.
    sed 's/facets=/limit=0\&&/' "$tmp/json" >"$tmp/our_counts"
}

# ---- Groonga -------------------------------------------------------------

schema() {
    for field in type year province issuer campaigns; do
        echo "table_create of_$field TABLE_PAT_KEY ShortText"
    done
    cat <<'END'
table_create Docs TABLE_PAT_KEY ShortText
column_create Docs title COLUMN_SCALAR ShortText
column_create Docs words COLUMN_SCALAR Text
column_create Docs type COLUMN_SCALAR of_type
column_create Docs year COLUMN_SCALAR of_year
column_create Docs province COLUMN_SCALAR of_province
column_create Docs issuer COLUMN_SCALAR of_issuer
column_create Docs campaigns COLUMN_VECTOR of_campaigns
table_create Words TABLE_PAT_KEY ShortText --default_tokenizer TokenDelimit
column_create of_province docs COLUMN_INDEX Docs province
END
}

# Words of title and text, as our analyzer cuts them.
load_words() {
    sed 's/"title": "\([^"\\]*\)", "text": "/&\1\\n/' "$documents" |
        "$tools/prepare" tokens "$tmp/tokens" /dev/null >/dev/null
    echo 'load --table Docs'
    echo '['
    awk -F '\t' '{ printf("%s{\"_key\":\"%s\",\"words\":\"%s\"}\n",
        (NR > 1 ? "," : ""), $1, $2) }' "$tmp/tokens"
    echo ']'
    rm "$tmp/tokens"
}

load_fields() {
    echo 'load --table Docs'
    echo '['
    "$bin/cvdsearch" --index "$index" export --format jsonl \
        --columns id,title,type,date,issuer,province,campaigns '' |
        sed 's/^{"id":/{"_key":/; s/:null/:""/g
            s/"date":"\([0-9]*\)[^"]*"/"year":"\1"/; 1!s/^/,/'
    echo ']'
}

build_groonga() {
    rm -rf "$tmp/groonga"
    mkdir "$tmp/groonga"
    {
        schema
        load_words
        load_fields
        echo 'column_create Words docs COLUMN_INDEX|WITH_POSITION Docs words'
    } >"$tmp/commands"
    timed groonga -n "$tmp/groonga/db" <"$tmp/commands" >"$tmp/groonga.out"
    rm "$tmp/commands"
    ! grep -v '^\[\[0,' "$tmp/groonga.out" | head -n 3 | grep . || {
        say "groonga: cannot build, left out"
        return 1
    }
    say "groonga: built in $(used wall_s) s" \
        "($(du -sk "$tmp/groonga" | cut -f 1) kB)"
}

start_groonga() {
    groonga_port=$((20000 + $$ % 20000))
    groonga -s --protocol http --bind-address 127.0.0.1 \
        --port "$groonga_port" "$tmp/groonga/db" >"$tmp/groonga.log" 2>&1 &
    groonga=$!
    tries=0
    until curl -s -o "$tmp/status" \
        "http://127.0.0.1:$groonga_port/d/status"; do
        tries=$((tries + 1))
        if [ "$tries" -ge 100 ] || ! kill -0 "$groonga" 2>/dev/null; then
            say "groonga: does not start, left out"
            return 1
        fi
        sleep 0.1
    done
}

# The same page: ten best with their fields and a snippet, five facets; not
# from its cache of answers.
have_groonga_targets() {
    page='/d/select?table=Docs&match_columns=words&limit=10&cache=no'
    page="$page&sort_keys=-_score&output_columns=_key,title,type,year"
    page="$page,province,issuer,campaigns,snippet_html(words)"
    for field in type year province issuer campaigns; do
        facet="drilldowns%5B$field%5D"
        page="$page&$facet.keys=$field&$facet.limit=100"
        page="$page&$facet.sort_keys=-_nsubrecs"
        page="$page&$facet.output_columns=_key,_nsubrecs"
    done
    awk -F '\t' -v page="$page" '{
        print page "&filter=province%20%3D%3D%20%22" $1 "%22&query=\t" \
            ($2 == "phrase" ? "\"" $3 "\"" : $3) }' "$tmp/questions" \
        >"$tmp/groonga_page"
    sed 's/&limit=10&.*&filter/\&limit=0\&filter/' "$tmp/groonga_page" \
        >"$tmp/groonga_counts"
}

# ---- asking --------------------------------------------------------------

# counts PORT TARGETS PATTERN: the number that PATTERN takes from each answer.
counts() {
    while IFS='	' read -r path text; do
        curl -s -G "http://127.0.0.1:$1${path%&*}" \
            --data-urlencode "${path##*&}$text" | sed "$3"
        echo
    done <"$2"
}

compare_counts() {
    counts "$port" "$tmp/our_counts" \
        's/.*"total":\([0-9]*\).*/\1/'  | grep . >"$tmp/our_totals"
    counts "$groonga_port" "$tmp/groonga_counts" \
        's/^\[\[[^]]*\],\[\[\[\([0-9]*\)\].*/\1/'  |
        grep . >"$tmp/groonga_totals"
    paste "$tmp/our_totals" "$tmp/groonga_totals" | awk '
        { ours += $1; theirs += $2; same += $1 == $2; n++ }
        END {
            printf "counts: %d of %d questions alike; ", same, n
            printf "hits on average %.1f, groonga %.1f\n", ours / n,
                theirs / n
        }'
}

# measure NAME PID PORT TARGETS
measure() {
    "$tools/http_load" "$3" "$4" >/dev/null
    "$tools/http_load" -n "$passes" -p "$2" "$3" "$4" >"$tmp/one"
    "$tools/http_load" -c 4 -t 2 -d "$busy_s" -p "$2" "$3" "$4" >"$tmp/four"
    awk -v name="$1" '{
            for (i = 1; i <= NF; i++) {
                split($i, pair, "=")
                v[NR, pair[1]] = pair[2]
            }
        }
        END {
            printf "%-14s", name
            for (i = 1; i <= NR; i++)
                printf " %22s", sprintf("%.2f/%.2f",
                    v[i, "p50_us"] / 1000, v[i, "p99_us"] / 1000)
            printf " %8.0f %9.0f", v[2, "rps"], v[2, "rss_kb"] / 1024
            printf " %d errors\n", v[1, "errors"] + v[2, "errors"] + \
                v[1, "requests"] - v[1, "status_200"] + \
                v[2, "requests"] - v[2, "status_200"]
        }' "$tmp/one" "$tmp/four"
}

# ---- main ----------------------------------------------------------------

have_documents "$count"
grown_index "$count"
have_queries "$count"
have_provinces
have_questions
have_our_targets
# shellcheck disable=SC2119  # not this script's
start_server
if packages groonga-bin && build_groonga && start_groonga; then
    have_groonga_targets
    compare_counts
else
    groonga=
    say "no groonga: its rows are left out"
fi
say "$(stat_of documents) documents, load $(load)"
printf '%-14s %22s %22s %8s %9s\n' 'ms, p50/p99' 'one connection' \
    'four' 'a second' 'RSS, MB'
measure 'ours, JSON' "$server" "$port" "$tmp/json"
measure 'ours, HTML' "$server" "$port" "$tmp/html"
[ -z "$groonga" ] ||
    measure groonga "$groonga" "$groonga_port" "$tmp/groonga_page"
stop "$groonga"
groonga=
stop_server
