# research.awk - is what a page shows of an output the output?
#
#     awk -f research.awk SHOWN OUTPUT
#
# Every line of SHOWN is a line of OUTPUT, and in order.  A line "…" stands for
# any lines left out, "…" at the end of a line for the rest of it; nothing else
# is left out.  What frames a CSV file, its byte order mark and the carriage
# returns, a page does not show.  Says where they differ, with status 1.
function fits(shown, line,    rest) {
    rest = length(shown) - length("…")
    if (rest > 0 && substr(shown, rest + 1) == "…")
        return substr(line, 1, rest) == substr(shown, 1, rest)
    return shown == line
}

FILENAME == ARGV[1] { shown[++shown_count] = $0; next }
{
    sub(/\r$/, "")
    sub(/^\357\273\277/, "")
    line[++line_count] = $0
}
END {
    at = 1
    for (i = 1; i <= shown_count; i++) {
        if (shown[i] == "…") {
            skipping = 1
            continue
        }
        first = at
        while (skipping && at <= line_count && !fits(shown[i], line[at]))
            at++
        if (at > line_count || !fits(shown[i], line[at])) {
            print "shown, and not printed: " shown[i]
            print "printed: " (first <= line_count ? line[first] : "no more")
            exit 1
        }
        at++
        skipping = 0
    }
    if (at <= line_count && !skipping) {
        print "printed, and not shown: " line[at]
        exit 1
    }
}
