# report.awk - the results of run.sh as Markdown tables.
#
#   awk -v text=BYTES -f report.awk RESULTS
#
# Lines of RESULTS: `build ENGINE THREADS KIND name=value...`, `query ENGINE
# CLASS ASKED P50 P99 CPU50 CPU99 HITS CHECK`, `question ENGINE ...` likewise,
# `cold ENGINE name=value...`.  Lines of the same thing are rounds of it: what
# is shown is their median.
#
# May depend on: POSIX awk.

function ratio(a, b) {
    return a != "" && b > 0 ? sprintf("%.2f", a / b) : "-"
}

# Remember one round's value.
function add(key, value) {
    if (value != "-")
        round[key, ++rounds[key]] = value
}

# The median of the rounds, of two the mean; "" if there is none.
function median(key,    n, i, j, v, s) {
    n = rounds[key]
    for (i = 1; i <= n; i++) {
        v = round[key, i] + 0
        for (j = i - 1; j >= 1 && s[j] > v; j--)
            s[j + 1] = s[j]
        s[j + 1] = v
    }
    return n == 0 ? "" : n % 2 ? s[(n + 1) / 2] : (s[n / 2] + s[n / 2 + 1]) / 2
}

function grouped(number,    s, out) {
    s = sprintf("%.0f", number)
    for (out = ""; length(s) > 3; s = substr(s, 1, length(s) - 3))
        out = "," substr(s, length(s) - 2) out
    return s out
}

function label(engine) {
    return engine in labels ? labels[engine] : engine
}

# Microseconds: a tenth only where it counts.
function us(value) {
    return sprintf(value < 10 ? "%.1f" : "%.0f", value)
}

function times(engine, class, what,    a, b) {
    a = median(engine SUBSEP class SUBSEP what "50")
    b = median(engine SUBSEP class SUBSEP what "99")
    if (a == "")
        return "-"
    return us(a) "/" us(b) (few[engine, class] ? "~" : "")
}

function against(engine, class, what) {
    return ratio(median(engine SUBSEP class SUBSEP what),
                 median("lucene" SUBSEP class SUBSEP what))
}

# Bold where ours is.
function faster(value) {
    return value != "-" && value < 1 ? "**" value "**" : value
}

function keep_query(    e, c) {
    e = $2
    c = $3
    if (c == "(nothing)") {
        add("trip50", $5)
        add("trip99", $6)
        return
    }
    if (!(e in known)) {
        known[e] = 1
        engine[++engines] = e
    }
    if (!(c in seen)) {
        seen[c] = 1
        class[++classes] = c
    }
    if ($4 < 100)
        few[e, c] = 1
    add(e SUBSEP c SUBSEP "wall50", $5)
    add(e SUBSEP c SUBSEP "wall99", $6)
    add(e SUBSEP c SUBSEP "cpu50", $7)
    add(e SUBSEP c SUBSEP "cpu99", $8)
    if ($9 == "-")
        return
    if (!(c in hits)) {
        hits[c] = $9
        check[c] = $10
    }
    if (hits[c] != $9 || check[c] != $10)
        disagree[c] = disagree[c] " " label(e)
}

function hit_count(c) {
    if (!(c in hits))
        return "-"
    return grouped(hits[c]) ((c in disagree) ? "!" : "")
}

function answers(what, title, without,    i, e, c, line, rule) {
    printf "\n## %s\n\n", title
    line = "| class | hits |"
    rule = "|---|---|"
    for (i = 1; i <= engines; i++) {
        e = engine[i]
        if (e == without)
            continue
        line = line " " label(e) " |"
        rule = rule "---|"
        if (e == "ours") {
            line = line " × p50 | × p99 |"
            rule = rule "---|---|"
        } else if (e != "lucene") {
            line = line " × |"
            rule = rule "---|"
        }
    }
    print line "\n" rule
    for (c = 1; c <= classes; c++) {
        line = "| " class[c] " | " hit_count(class[c])
        for (i = 1; i <= engines; i++) {
            e = engine[i]
            if (e == without)
                continue
            line = line " | " times(e, class[c], what)
            if (e == "ours")
                line = line " | " faster(against(e, class[c], what "50")) \
                    " | " faster(against(e, class[c], what "99"))
            else if (e != "lucene")
                line = line " | " against(e, class[c], what "50")
        }
        print line " |"
    }
}

function builds(    r, i, ours, s) {
    print "\n## Building\n"
    print "| engine | threads | seconds | × ours | CPU s | size ÷ text |" \
        " peak MB |"
    print "|---|---|---|---|---|---|---|"
    for (r = 1; r <= rows; r++) {
        split(row[r], part, " ")
        if (part[1] == "ours")
            ours = median(row[r] SUBSEP "build_s")
    }
    for (r = 1; r <= rows; r++) {
        split(row[r], part, " ")
        s = median(row[r] SUBSEP "build_s")
        printf "| %s%s | %d | %.1f | %s | %.1f | %.2f | %.0f |\n",
            label(part[1]), part[3] == "-" ? "" : ", " kinds[part[3]],
            part[2], s, ratio(s, ours),
            median(row[r] SUBSEP "cpu_ms") / 1000,
            median(row[r] SUBSEP "index_bytes") / text,
            median(row[r] SUBSEP "peak_rss_kb") / 1024
    }
}

function questions(    i, e, forms, f, line) {
    print "\n## Whole questions, ten best, µs p50/p99\n"
    print "| | accented | × | CPU | × | without marks | × | CPU | × |"
    print "|---|---|---|---|---|---|---|---|---|"
    split("question question_folded", forms, " ")
    for (i = 1; i <= askers; i++) {
        e = asker[i]
        line = "| " label(e)
        for (f = 1; f <= 2; f++)
            line = line against_pairs(e, forms[f], "wall") \
                against_pairs(e, forms[f], "cpu")
        print line " |"
    }
    print "\n× is p50 against the faster of Lucene's two ways with pairs."
}

function against_pairs(e, form, what) {
    return " | " times(e, form, what) " | " \
        ratio(median(e SUBSEP form SUBSEP what "50"), best(form, what "50"))
}

# The faster of Lucene's ways to rank by pairs too.
function best(form, what,    a, b) {
    a = median("lucene-pairs" SUBSEP form SUBSEP what)
    b = median("lucene-phrases" SUBSEP form SUBSEP what)
    return a == "" || (b != "" && b < a) ? b : a
}

function colds(    i, e, ours) {
    print "\n## A new process, to its first answer and its end\n"
    print "| | ms | × ours | CPU ms |\n|---|---|---|---|"
    ours = median("cold ours" SUBSEP "wall_ms")
    for (i = 1; i <= starts; i++) {
        e = "cold " started[i]
        printf "| %s | %.1f | %s | %.1f |\n", label(started[i]),
            median(e SUBSEP "wall_ms"),
            ratio(median(e SUBSEP "wall_ms"), ours),
            median(e SUBSEP "cpu_ms")
    }
}

# The worst ratio to Lucene of the classes that `pattern` matches.
function worst(pattern, what,    c, r, w) {
    w = ""
    for (c = 1; c <= classes; c++)
        if (class[c] ~ pattern) {
            r = against("ours", class[c], what)
            if (r != "-" && (w == "" || r + 0 > w))
                w = r + 0
        }
    return w
}

function goal(what, bound, value, cpu) {
    printf "| %s | %s | %s | %s |\n", what, bound, reached(value, bound),
        reached(cpu, bound)
}

# A value, bold if it is not what the bound, "≤ N" or "≥ N", asks.
function reached(value, bound,    b) {
    if (value == "" || value == "-")
        return "-"
    split(bound, b, " ")
    value = sprintf("%.2f", value)
    if ((b[1] == "≤" && value + 0 > b[2]) ||
        (b[1] == "≥" && value + 0 < b[2]))
        return "**" value "**"
    return value
}

# A row of the builds, found by its engine, most threads and kind.
function of_build(engine, kind, name,    r, part, v) {
    v = ""
    for (r = 1; r <= rows; r++) {
        split(row[r], part, " ")
        if (part[1] == engine && part[3] == kind &&
            (part[2] > 1 || engine != "lucene"))
            v = median(row[r] SUBSEP name)
    }
    return v
}

function goals(    ours) {
    print "\n## Goals, the worst class of each (bold: not reached)\n"
    print "| cvdsearch against Lucene, but for | goal | wall | CPU |"
    print "|---|---|---|---|"
    goal("building, with as many threads", "≤ 1",
         ratio(of_build("ours", "-", "build_s"),
               of_build("lucene", "plain", "build_s")),
         ratio(of_build("ours", "-", "cpu_ms"),
               of_build("lucene", "plain", "cpu_ms")))
    goal("building: Xapian against cvdsearch", "≥ 6",
         ratio(of_build("xapian", "-", "build_s"),
               of_build("ours", "-", "build_s")), "")
    goal("building: peak, GiB", "≤ 1",
         of_build("ours", "-", "peak_rss_kb") / 1048576, "")
    goal("on disk, against the text", "≤ 1.5",
         of_build("ours", "-", "index_bytes") / text, "")
    goal("phrases, p50", "≤ 0.5", worst("^phrase", "wall50"),
         worst("^phrase", "cpu50"))
    goal("phrases, p99", "≤ 0.5", worst("^phrase", "wall99"),
         worst("^phrase", "cpu99"))
    goal("OR and AND, p50", "≤ 1.2", worst("^(or|and)", "wall50"),
         worst("^(or|and)", "cpu50"))
    goal("OR and AND, p99", "≤ 1", worst("^(or|and)", "wall99"),
         worst("^(or|and)", "cpu99"))
    goal("one common word, p50", "≤ 3", worst("^one_common", "wall50"),
         worst("^one_common", "cpu50"))
    goal("a new process: Lucene, set to start quickly, against cvdsearch",
         "≥ 20", ratio(median("cold lucene-quick" SUBSEP "wall_ms"),
                       median("cold ours" SUBSEP "wall_ms")),
         ratio(median("cold lucene-quick" SUBSEP "cpu_ms"),
               median("cold ours" SUBSEP "cpu_ms")))
}

BEGIN {
    labels["ours"] = "cvdsearch"
    labels["xapian"] = "Xapian"
    labels["fts5"] = "FTS5"
    labels["groonga"] = "Groonga"
    labels["sphinx"] = "Sphinx"
    labels["lucene"] = "Lucene"
    labels["ours-snippets"] = "cvdsearch, with snippets"
    labels["lucene-words"] = "Lucene, words alone"
    labels["lucene-phrases"] = "Lucene, pairs as phrases"
    labels["lucene-pairs"] = "Lucene, pairs as terms"
    labels["lucene-quick"] = "Lucene, JVM set to start quickly"
    kinds["small"] = "BEST_COMPRESSION"
    kinds["pairs"] = "fields of pairs"
    kinds["plain"] = "BEST_SPEED"
}

$1 == "build" {
    name = $2 " " $3 " " $4
    if (!(name in built)) {
        built[name] = 1
        row[++rows] = name
    }
}
$1 == "cold" {
    name = $1 " " $2
    if (!(name in built)) {
        built[name] = 1
        started[++starts] = $2
    }
}
$1 == "build" || $1 == "cold" {
    for (i = 3; i <= NF; i++)
        if (split($i, pair, "=") == 2)
            add(name SUBSEP pair[1], pair[2])
}
$1 == "query" {
    keep_query()
}
$1 == "question" {
    if (!($2 in asks)) {
        asks[$2] = 1
        asker[++askers] = $2
    }
    add($2 SUBSEP $3 SUBSEP "wall50", $5)
    add($2 SUBSEP $3 SUBSEP "wall99", $6)
    add($2 SUBSEP $3 SUBSEP "cpu50", $7)
    add($2 SUBSEP $3 SUBSEP "cpu99", $8)
    if ($4 < 100)
        few[$2, $3] = 1
}

END {
    goals()
    builds()
    answers("wall", "Answering, µs of the wall clock, p50/p99", "")
    for (c = 1; c <= classes; c++)
        if (class[c] in disagree)
            print "\n! " class[c] ": other counts than " label(engine[1]) \
                "'s in" disagree[class[c]]
    if (median("trip50") != "")
        print "\nSphinx, a query that finds nothing: " \
            us(median("trip50")) "/" us(median("trip99"))
    answers("cpu", "Answering, µs of the asking thread's CPU, p50/p99",
            "sphinx")
    if (askers)
        questions()
    if (starts)
        colds()
}
