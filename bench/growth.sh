#!/bin/sh
# growth.sh - what `make bench-growth` runs: collections of several sizes drawn
# from one model (bench/generate.c), each indexed and asked; then what that
# comes to for sizes that were not tried.
#
#   GROWTH_SIZES      documents ("10000 100000 1000000")
#   GROWTH_ESTIMATES  to be estimated ("10000000 100000000")
#   GROWTH_CLOCK      cpu: processor time of answers, where others have the
#                     machine too (wall)
#   GROWTH_KEEP       1: documents and indexes stay (they do not)
#   and those of bench/grown.sh
#
# Times are wall clock unless they say CPU.  Results stay in
# $GROWTH_DIR/results.  May depend on: POSIX sh and tools, what make has built.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
sizes=${GROWTH_SIZES:-10000 100000 1000000}
estimates=${GROWTH_ESTIMATES:-10000000 100000000}
starts=15

mkdir -p "$build/bench"
tmp=$(mktemp -d "$build/bench/growth.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
# shellcheck source=bench/server.sh
. bench/server.sh
# shellcheck source=bench/grown.sh
. bench/grown.sh

# note KEY VALUE: of $size.
note() {
    printf '%s %s %s\n' "$size" "$1" "$2" >>"$tmp/results"
}

# ---- one size ------------------------------------------------------------

measure_build() {
    build_index "$size"
    note build_s "$(used wall_s)"
    note build_cpu_s "$(used cpu_s)"
    note build_rss_kb "$(used peak_rss_kb)"
    note input_bytes "$(wc -c <"$documents")"
    note text_bytes "$(stat_of text_bytes)"
    note parts "$(stat_of parts)"
    find "$index" -type f -exec wc -c {} + | awk '$2 != "total" {
            n = split($2, path, "/")
            name = path[n] ~ /deleted$/ ? "deleted" : path[n]
            bytes[name] += $1
        }
        END { for (name in bytes) print name, bytes[name] }' |
        sort >"$tmp/files"
    while read -r name bytes; do
        note "file:$name" "$bytes"
    done <"$tmp/files"
}

# Questions as people ask them, beside the words alone of $tmp/queries.
make_questions() {
    provinces >"$tmp/provinces"
    awk -F '\t' -v names="$tmp/provinces" '
        BEGIN { while ((getline name < names) > 0) province[n++] = name }
        seen[$1]++ >= 100 { next }
        $1 == "and2" {
            print "two_words\t" $2 "\t\t"
            print "two_words+facets\t" $2 "\tf\t"
            print "two_words+facets+province\t" $2 "\tf\t" province[i++ % n]
        }
        $1 == "phrase3" { print "phrase\t\"" $2 "\"\t\t" }
        $1 == "phrase3_folded" { print "unmarked\t" $2 "\t\t" }
        $1 == "or5" { print "five_words\t" $2 "\t\t" }' "$tmp/queries" \
        >"$tmp/unsorted"
    head -n 2000 "$documents" | sed -n \
        's/.*"title": "[^"]* số \([0-9][^ ]*\) .*/number\t\1\t\t/p' |
        head -n 100 >>"$tmp/unsorted"
    grep -v '^#' corpus/tables/campaigns.tsv | cut -f 1 | tr -d '~^' |
        sed 's/.*/campaign\t&\t\t/' >>"$tmp/unsorted"
    sort -s -t '	' -k 1,1 "$tmp/unsorted" >"$tmp/questions"
}

# note_classes PREFIX: of $tmp/answers, but for those without marks.
note_classes() {
    while read -r class _ wall50 wall99 cpu50 cpu99 hits _; do
        case $class in
        *_folded | rss_kb=*) continue ;;
        esac
        if [ "${GROWTH_CLOCK:-wall}" = cpu ]; then
            wall50=$cpu50
            wall99=$cpu99
        fi
        note "p50:$1$class" "$wall50"
        note "p99:$1$class" "$wall99"
        note "hits:$1$class" "$hits"
    done <"$tmp/answers"
}

measure_answers() {
    "$bin/cvdbench" query "$index" "$tmp/queries" >"$tmp/answers"
    note_classes store:
    "$tools/ask" "$index" "$tmp/questions" >"$tmp/answers"
    note_classes ''
    note answer_rss_kb "$(value rss_kb <"$tmp/answers")"
    note answer_anon_kb "$(value anon_kb <"$tmp/answers")"
}

# A new process to its first answer, milliseconds; "forget" before each: what
# the page cache holds of the index is dropped.
measure_start() {
    : >"$tmp/starts"
    for _ in $(seq "$starts"); do
        [ "$1" = warm ] || "$tools/usage" forget "$index"
        timed "$bin/cvdsearch" --index "$index" 'thanh niên' >/dev/null ||
            true
        used wall_s >>"$tmp/starts"
    done
    note "start_$1_ms" "$(calc "$(median <"$tmp/starts") * 1000" %.1f)"
}

# ---- all of them ---------------------------------------------------------

report() {
    awk -v estimates="$estimates" -v clock="${GROWTH_CLOCK:-wall}" -f bench/growth.awk "$tmp/results"
}

first=
: >"$tmp/results"
for size in $sizes; do
    say "$size documents, load $(load)"
    if [ -z "$first" ]; then
        first=$size
        have_queries "$size"
        make_questions
    fi
    measure_build
    measure_answers
    measure_start warm
    measure_start cold
    [ "${GROWTH_KEEP:-0}" = 1 ] || rm -rf "$index" "$documents"
done
cp "$tmp/results" "$grown/results"
report
