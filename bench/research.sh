#!/bin/sh
# research.sh - what `make bench-research` runs: each of the researcher's
# tools on a million documents, with its time and memory: a process each, then
# through the daemon, then beside other ways to the same.
#
#   DOCUMENTS        in the index (1000000)
#   RESEARCH_INDEX   an index that is there already, in place of one of drawn
#                    documents (bench/grown.sh)
#   RESEARCH_ONLY    which parts ("export places times graph reuse search words
#                    batch watch daemon peers")
#   RESEARCH_RUNS    a process is timed so often, warm (5)
#   and those of bench/grown.sh
#
# Questions, sentences and ids are drawn from the documents, the same ones each
# time.  Each process runs once when the index was dropped from the page cache
# ("cold"), then warm: the median of its runs, or one run of what takes longer
# than $long seconds.  RSS counts the index's pages that the process touched;
# "own" is memory that no file backs.  Both are peaks.  Markdown comes on
# stdout.
# May depend on: POSIX sh and tools, curl, perhaps sqlite3 and fincore, what
# make has built.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
count=${DOCUMENTS:-1000000}
runs=${RESEARCH_RUNS:-5}
parts=${RESEARCH_ONLY:-export places times graph reuse search words batch \
    watch daemon peers}
long=10
# Those that need no look at other documents.
plain_columns=id,title,number,type,date,issuer,province
sampled=100    # documents, which questions are about
scanned=10000  # compared one by one

mkdir -p "$build/bench"
tmp=$(mktemp -d "$build/bench/research.XXXXXX")
# shellcheck source=bench/server.sh
. bench/server.sh
# shellcheck source=bench/grown.sh
. bench/grown.sh

trap 'stop $server; rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

wanted() {
    case " $parts " in
    *" $1 "*) return 0 ;;
    esac
    return 1
}

ask() {
    "$bin/cvdsearch" --index "$index" "$@"
}

# ---- what to ask ---------------------------------------------------------

# $index, and $documents: the texts that are in it, by JSON lines.
have_collection() {
    if [ -z "${RESEARCH_INDEX:-}" ]; then
        have_documents "$count"
        grown_index "$count"
        return 0
    fi
    index=$RESEARCH_INDEX
    count=$(stat_of documents)
    grown=$tmp # where have_queries looks for them
    ask export --format jsonl --columns id,title,text '' \
        >"$tmp/documents-$count-$words.jsonl"
    have_documents "$count"
}

# Of $sampled documents: bytes, id, a piece of the longest line, the beginning
# of the last line of 12 words or more, 200 words where there are so many.
draw_documents() {
    awk -v every=$((count / sampled)) '
        function piece(line, from, most,   w, n, i, out) {
            n = split(line, w, " ")
            for (i = from; i <= n && i < from + most; i++)
                out = out (i > from ? " " : "") w[i]
            return out
        }
        NR % every != int(every / 2) { next }
        {
            match($0, /"id": ?"[^"]*"/)
            id = substr($0, RSTART, RLENGTH)
            gsub(/^"id": ?"|"$/, "", id)
            match($0, /"text": ?"/)
            text = substr($0, RSTART + RLENGTH)
            sub(/"}?$/, "", text)
            longest = last = ""
            n = split(text, line, /\\n/)
            for (i = 1; i <= n; i++) {
                words = split(line[i], w, " ")
                if (line[i] ~ /\\/ || words < 12)
                    continue
                last = piece(line[i], 1, 20)
                if (length(line[i]) > length(longest))
                    longest = line[i]
            }
            gsub(/\\n/, " ", text)
            many = ""
            if (split(text, w, " ") >= 260 && text !~ /\\/)
                many = piece(text, 40, 200)
            if (longest != "")
                printf "%d\t%s\t%s\t%s\t%s\n", length(text), id,
                    piece(longest, 5, 20), last, many
        }' "$documents" >"$tmp/sample"
}

# How many carry each sentence, how many share text with each document.
rank_sample() {
    { cut -f 3 "$tmp/sample"; cut -f 4 "$tmp/sample"; } |
        awk 'NF >= 12 && !seen[$0]++' >"$tmp/sentences"
    while read -r sentence; do
        printf '%s\t%s\n' "$(ask trace --format json --limit 0 \
            -- "$sentence" | sed 's/.*"found":\([0-9]*\).*/\1/')" "$sentence"
    done <"$tmp/sentences" | grep '^[0-9]' | sort -n >"$tmp/carried"
    rare=$(awk '$1 > 0' "$tmp/carried" | head -n 1 | cut -f 2)
    common=$(tail -n 1 "$tmp/carried" | cut -f 2)
    edited=$(printf '%s\n' "$rare" |
        awk '{ $7 = "khác"; $12 = ""; print }' | tr -s ' ')
    many=$(awk -F '\t' '$5 != "" { print $5; exit }' "$tmp/sample")
    cut -f 2 "$tmp/sample" >"$tmp/ids"
    while read -r id; do
        printf '%s\t%s\n' "$(ask similar --limit 200 --format jsonl "$id" |
            wc -l)" "$id"
    done <"$tmp/ids" | sort -s -n >"$tmp/shared"
    sharing=$(tail -n 1 "$tmp/shared" | cut -f 2)
    sharers=$(tail -n 1 "$tmp/shared" | cut -f 1)
    short=$(sort -n "$tmp/sample" | head -n 1 | cut -f 2)
    text=$(sort -n "$tmp/sample" | tail -n 1 | cut -f 2)
}

# Lines of a number and a question that finds so many, fewest first.
count_questions() {
    have_queries "$count"
    awk -F '\t' '$1 !~ /_folded|prefix/ && !seen[$2]++ {
        print ($1 ~ /phrase/ ? "\"" $2 "\"" : $2) }' "$tmp/queries" \
        >"$tmp/asked"
    ask batch --limit 0 --format tsv --columns total,query "$tmp/asked" |
        sed 1d | sort -s -n >"$tmp/totals" || true
    awk 'NR % 3' "$tmp/asked" | head -n 1000 >"$tmp/thousand"
}

# near N [PATTERN]: the question that finds about so many.
near() {
    awk -F '\t' -v wanted="$1" -v pattern="${2:-.}" '
        $1 && $2 ~ pattern {
            off = $1 > wanted ? $1 / wanted : wanted / $1
            if (!best || off < best) {
                best = off
                found = $2
            }
        }
        END { print found }' "$tmp/totals"
}

# ---- processes -----------------------------------------------------------

megabytes() {
    calc "$1 / 1024" %.0f
}

table() {
    printf '\n| %s | ms | CPU ms | cold ms | RSS, MB | own, MB |' "$1"
    printf ' output, kB |\n|---|---|---|---|---|---|---|\n'
}

# once: what "$@" takes goes to $tmp/usage; whether it could be done.
once() {
    timed "$@" >"$tmp/out" 2>"$tmp/err" || true
    case $(used status) in
    0 | 1) return 0 ;;
    esac
    return 1
}

# row NAME COMMAND...
row() {
    name=$1
    shift
    "$tools/usage" forget "$index"
    once "$@" || {
        printf '| %s | not done: %s |\n' "$name" "$(head -n 1 "$tmp/err")"
        return 0
    }
    cold=$(used wall_s)
    size=$(wc -c <"$tmp/out")
    times=$runs
    [ "$(calc "$cold > $long" %d)" = 0 ] || times=1
    : >"$tmp/walls"; : >"$tmp/cpus"; : >"$tmp/rss"; : >"$tmp/own"
    for _ in $(seq "$times"); do
        once "$@" || true
        used wall_s >>"$tmp/walls"
        used cpu_s >>"$tmp/cpus"
        used peak_rss_kb >>"$tmp/rss"
        used peak_anon_kb >>"$tmp/own"
    done
    printf '| %s | %s | %s | %s | %s | %s | %s |\n' "$name" \
        "$(calc "$(median <"$tmp/walls") * 1000" %.0f)" \
        "$(calc "$(median <"$tmp/cpus") * 1000" %.0f)" \
        "$(calc "$cold * 1000" %.0f)" \
        "$(megabytes "$(sort -n "$tmp/rss" | tail -n 1)")" \
        "$(calc "$(sort -n "$tmp/own" | tail -n 1) / 1024" %.1f)" \
        "$(calc "$size / 1000" %.0f)"
}

# tool ARGUMENT...: cvdsearch, under the name of its arguments.
tool() {
    row "\`$(printf '%s ' "$@" | sed 's/ *$//')\`" \
        "$bin/cvdsearch" --index "$index" "$@"
}

measure_export() {
    table 'all documents, a row each'
    tool export --columns "$plain_columns" ''
    tool export --columns "$plain_columns" --format jsonl ''
    tool export --columns "$plain_columns" --sort newest ''
    tool export ''
    table "\`$hundred\`"
    tool export --columns "$plain_columns" "$hundred"
}

measure_places() {
    table "concordance; common: \`$phrase\`, rare: \`$seldom\`"
    row 'kwic, rare' "$bin/cvdsearch" --index "$index" kwic "$seldom"
    row 'kwic, common' "$bin/cvdsearch" --index "$index" kwic "$phrase"
    row "… \`--sort left\`" "$bin/cvdsearch" --index "$index" kwic \
        --sort left "$phrase"
    row "… \`--sample 100\`" "$bin/cvdsearch" --index "$index" kwic \
        --sample 100 "$phrase"
}

measure_times() {
    table "timeline of \`$half\`"
    for form in '--unit year' '--unit month' \
        '--unit year --split province --format csv' \
        '--unit year --split province --format svg'; do
        # shellcheck disable=SC2086  # words of it
        row "\`$form\`" "$bin/cvdsearch" --index "$index" timeline $form \
            "$half"
    done
}

measure_graph() {
    table "graph around \`$thousand\`"
    for form in dot graphml svg; do
        for nodes in 500 10000; do
            row "\`--format $form --nodes $nodes\`" "$bin/cvdsearch" \
                --index "$index" graph --format "$form" --nodes "$nodes" \
                "$thousand"
        done
    done
    for nodes in 500 10000; do
        row "\`--chains --nodes $nodes\`" "$bin/cvdsearch" --index "$index" \
            graph --chains --nodes "$nodes" "$thousand"
    done
    row 'missing, all documents' "$bin/cvdsearch" --index "$index" missing
    row "\`missing '$thousand'\`" "$bin/cvdsearch" --index "$index" missing \
        "$thousand"
}

measure_reuse() {
    table 'reuse'
    row 'similar, the shortest text' "$bin/cvdsearch" --index "$index" \
        similar "$short"
    row 'similar, the longest' "$bin/cvdsearch" --index "$index" similar \
        "$text"
    row "similar, the most to tell ($sharers)" "$bin/cvdsearch" \
        --index "$index" similar --limit 200 "$sharing"
    row 'trace, rare' "$bin/cvdsearch" --index "$index" trace -- "$rare"
    row "trace, common ($(tail -n 1 "$tmp/carried" | cut -f 1))" \
        "$bin/cvdsearch" --index "$index" trace -- "$common"
    row 'trace, rare, two words edited' "$bin/cvdsearch" --index "$index" \
        trace -- "$edited"
    [ -z "$many" ] || row 'trace, 200 words' "$bin/cvdsearch" \
        --index "$index" trace -- "$many"
    row 'compare, the two longest' "$bin/cvdsearch" --index "$index" \
        compare "$text" "$(sort -n "$tmp/sample" | tail -n 2 | head -n 1 |
            cut -f 2)"
}

measure_search() {
    table "search for \`$hundred\`"
    for form in '' '--fold' '--offset 90' '--offset 90 --fold' \
        '--sort newest --fold'; do
        # shellcheck disable=SC2086  # words of it
        row "\`search $form\`" "$bin/cvdsearch" --index "$index" search \
            $form "$hundred"
    done
}

measure_words() {
    table 'keyness'
    row "of some 1,000 documents (\`$thousand\`)" "$bin/cvdsearch" \
        --index "$index" keyness "$thousand"
    row "of some 100,000 (\`$hundred\`)" "$bin/cvdsearch" \
        --index "$index" keyness "$hundred"
    row "of some 500,000 (\`$half\`)" "$bin/cvdsearch" \
        --index "$index" keyness "$half"
    row "\`--around 5 '$seldom'\`" "$bin/cvdsearch" --index "$index" \
        keyness --around 5 "$seldom"
    row "\`--around 5 '$phrase'\`" "$bin/cvdsearch" --index "$index" \
        keyness --around 5 "$phrase"
}

measure_batch() {
    table "batch, $(wc -l <"$tmp/thousand") queries"
    row 'ten hits of each' "$bin/cvdsearch" --index "$index" batch \
        "$tmp/thousand"
    row "only counted" "$bin/cvdsearch" --index "$index" batch --limit 0 \
        "$tmp/thousand"
}

measure_watch() {
    table 'watch'
    for n in 1000 100000; do
        asked=$(awk -F '\t' '$1 <= 100000' "$tmp/totals" >"$tmp/few"
            tail -n 1 "$tmp/few" | cut -f 2)
        [ "$n" = 100000 ] || asked=$thousand
        # shellcheck disable=SC2016  # for the shell within
        row "first, \`$asked\`" sh -c 'rm -f "$2"; exec "$0" watch \
            --index "$1" --state "$2" "$3"' "$bin/cvdsearch" "$index" \
            "$tmp/state$n" "$asked"
        row "again" "$bin/cvdsearch" --index "$index" watch \
            --state "$tmp/state$n" "$asked"
    done
}

# ---- the daemon ----------------------------------------------------------

# Two hundred targets of each kind; of keyness, which reads all of the index for
# each, twenty.
have_targets() {
    awk -F '\t' -v every=$((count / 200)) '
        NR % every == int(every / 3) {
            match($0, /"id": ?"[^"]*"/)
            id = substr($0, RSTART, RLENGTH)
            gsub(/^"id": ?"|"$/, "", id)
            print id
        }' "$documents" >"$tmp/many_ids"
    sed 's,.*,/api/v1/documents/	&	/similar,' "$tmp/many_ids" \
        >"$tmp/similar"
    awk 'before != "" { print "/api/v1/compare?a=" before "&b=\t" $0 }
        { before = $0; gsub("/", "%2F", before) }' "$tmp/many_ids" \
        >"$tmp/compare"
    sed 's,^,/api/v1/trace?text=	,' "$tmp/sentences" | head -n 200 \
        >"$tmp/trace"
    cut -f 2 "$tmp/totals" | awk 'NR % 5 == 0' | head -n 200 |
        sed 's,^,/api/v1/timeline?q=	,' >"$tmp/timeline"
    awk -F '\t' '$1 >= 200 && $1 <= 20000 {
        print "/api/v1/keyness?q=\t" $2 }' "$tmp/totals" |
        awk 'NR % 5 == 0' | head -n 20 >"$tmp/keyness"
}

# What export over HTTP makes the daemon grow by.
measure_download() {
    "$tools/http_load" "$port" "$tmp/timeline" >/dev/null
    own=$(kilobytes "$server" RssAnon)
    rss=$(kilobytes "$server" VmRSS)
    begin=$(date +%s)
    curl -s -o /dev/null -w '%{http_code} %{size_download}\n' \
        "http://127.0.0.1:$port/api/v1/export?format=csv&columns=$1" \
        >"$tmp/download" &
    client=$!
    : >"$tmp/growth"
    while kill -0 "$client" 2>/dev/null; do
        echo "$(kilobytes "$server" RssAnon) $(kilobytes "$server" VmRSS)" \
            >>"$tmp/growth"
        sleep 0.1
    done
    wait "$client" || true
    say "- export of everything over HTTP (\`columns=$1\`):" \
        "status and bytes $(cat "$tmp/download")," \
        "$(($(date +%s) - begin)) s; the daemon's own memory" \
        "$(megabytes "$own") MB before and" \
        "$(megabytes "$(sort -n "$tmp/growth" | tail -n 1 |
            cut -d ' ' -f 1)") MB at most, RSS $(megabytes "$rss") and" \
        "$(megabytes "$(sort -n -k 2 "$tmp/growth" | tail -n 1 |
            cut -d ' ' -f 2)") MB"
}

measure_daemon() {
    have_targets
    # shellcheck disable=SC2119  # not this script's
    start_server
    printf '\n| over HTTP, ms | requests | first time p50/p99 |'
    printf ' again p50/p99 | failed | RSS after, MB | own |\n'
    printf '|---|---|---|---|---|---|---|\n'
    for kind in similar trace compare timeline keyness; do
        "$tools/http_load" "$port" "$tmp/$kind" >"$tmp/first"
        "$tools/http_load" -p "$server" "$port" "$tmp/$kind" >"$tmp/again"
        asked=$(value requests <"$tmp/again")
        good=$(value status_200 <"$tmp/again")
        printf '| %s | %s | %s/%s | %s/%s | %s | %s | %s |\n' "$kind" \
            "$asked" \
            "$(calc "$(value p50_us <"$tmp/first") / 1000" %.1f)" \
            "$(calc "$(value p99_us <"$tmp/first") / 1000" %.1f)" \
            "$(calc "$(value p50_us <"$tmp/again") / 1000" %.1f)" \
            "$(calc "$(value p99_us <"$tmp/again") / 1000" %.1f)" \
            "$((asked - ${good:-0} + $(value errors <"$tmp/again")))" \
            "$(megabytes "$(value rss_kb <"$tmp/again")")" \
            "$(megabytes "$(value anon_kb <"$tmp/again")")"
    done
    say
    measure_download "$plain_columns"
    stop_server
}

# ---- other ways to the same ----------------------------------------------

# A way that is not ours: a line of what it takes.
other() {
    name=$1
    shift
    once "$@" || { say "- $name: not done"; return 0; }
    once "$@" || true
    say "- $name: $(calc "$(used wall_s) * 1000" %.0f) ms"
}

beside_sqlite() {
    command -v sqlite3 >/dev/null || {
        say "- no sqlite3: left out"
        return 0
    }
    ask export --columns "$plain_columns" '' |
        sed '1s/^\xEF\xBB\xBF//' >"$tmp/rows.csv"
    sqlite3 "$tmp/rows.db" ".import --csv $tmp/rows.csv rows"
    rm "$tmp/rows.csv"
    other 'sqlite3 prints a table of the first of these exports as CSV' \
        sqlite3 -csv -header "$tmp/rows.db" 'select * from rows'
    rm "$tmp/rows.db"
}

measure_peers() {
    printf '\nOther ways to the same, warm:\n\n'
    beside_sqlite
    # shellcheck disable=SC2046  # a list
    "$tools/research_scan" "$index" "$scanned" $(head -n 3 "$tmp/ids") \
        >"$tmp/scan"
    say "- a text compared with $scanned others one by one:" \
        "$(value ms <"$tmp/scan") ms; with $count in this proportion" \
        "$(calc "$(value ms <"$tmp/scan") * $count / $scanned / 1000" %.1f) s"
    other "grep -F of the rare sentence over the documents as JSON lines \
($(calc "$(wc -c <"$documents") / 1e9" %.1f) GB, finds \
$(grep -c -F -e "$rare" "$documents" || true))" \
        grep -F -e "$rare" "$documents"
    head -n 100 "$tmp/thousand" >"$tmp/hundred"
    # shellcheck disable=SC2016  # for the shell within
    other 'a process for each of the first hundred queries of the batch' \
        sh -c 'while read -r q; do "$0" --index "$1" --format csv -- "$q"
            done <"$2"; :' "$bin/cvdsearch" "$index" "$tmp/hundred"
    other 'batch of these' "$bin/cvdsearch" --index "$index" batch \
        "$tmp/hundred"
}

# ---- main ----------------------------------------------------------------

have_collection
draw_documents
count_questions
rank_sample
thousand=$(near 1000 '"')
hundred=$(near 100000)
half=$(near 500000)
phrase=$(near 1000000 '"')
seldom=$(near 20 '"')
disk=$(stat_of disk_bytes)
texts=$(stat_of text_bytes)
say "$count documents in $(stat_of parts) parts: $(calc "$disk / 1e6" %.0f) MB" \
    "of $(calc "$texts / 1e6" %.0f) MB of text ($(calc "$disk / $texts"));" \
    "load $(load), $cores cores"
"$tools/usage" forget "$index"
! command -v fincore >/dev/null ||
    find "$index" -type f -exec fincore -b -n -o RES,SIZE {} + | awk '
        { held += $1; all += $2 }
        END { printf "of it in memory once dropped: %.1f %%\n",
            100 * held / all }'
for part in export places times graph reuse search words batch watch daemon \
    peers; do
    ! wanted "$part" || "measure_$part"
done
say
say "load $(load)"
