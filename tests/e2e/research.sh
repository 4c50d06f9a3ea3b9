# research.sh - runs the commands of a section of docs/research.md, for a test
# that has lib.sh.
#
# A section begins with a heading of level two.  Its blocks marked sh are run in
# their order, each by a shell of its own in the same directory; a line that
# begins with "export " holds for those that follow as well.  A block marked
# text or csv is what the one before it prints (research.awk); a block of
# commands without one prints nothing.
RESEARCH=$ROOT/docs/research.md

# research_blocks HEADING: the section's blocks, as N.sh and N.shown.
research_blocks() {
    awk -v heading="## $1" '
        /^## / { inside = index($0, heading) == 1 }
        !inside { next }
        /^```/ && kind { kind = ""; next }
        /^```/ {
            kind = substr($0, 4)
            if (kind == "sh")
                name = sprintf("%02d.sh", ++count)
            else if (kind == "text" || kind == "csv")
                name = sprintf("%02d.shown", count)
            else
                exit 1
            next
        }
        kind { print >name }
        END { exit kind || !count }' "$RESEARCH"
}

# research_run HEADING: a test of each block, and of the pictures.
research_run() {
    test_expect "$1: its commands are found" "research_blocks '$1'"
    : >exports
    for block in [0-9][0-9].sh; do
        n=${block%.sh}
        [ -e "$n.shown" ] || : >"$n.shown"
        test_expect "$(head -n 1 "$block" | tr -d '\\')" '
            cat exports "$block" >run && sh -e run >out &&
            awk -f "$ROOT/tests/e2e/research.awk" "$n.shown" out'
        grep "^export " "$block" >>exports
    done
    # Pictures are made again when a tool draws otherwise: copy what the
    # commands have made to docs/, after a look at it.
    for picture in *.svg; do
        test_expect "docs/$picture is what the commands draw" '
            cmp "$picture" "$ROOT/docs/$picture"'
        test_expect "the page shows docs/$picture" '
            grep "^!\[.*]($picture)\$" "$RESEARCH"'
    done
}
