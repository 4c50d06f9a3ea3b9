# shellcheck shell=sh
# programs.sh - the programs that run.sh measures, and what its report says of
# them.  To be sourced; needs peers.sh, say() and the variables of run.sh.
# May depend on: POSIX sh and tools, a C and C++ compiler, dpkg-query.

# shellcheck disable=SC2154  # of run.sh
ours=$build/bin/cvdbench

compile_c() {
    cc -std=c17 -D_XOPEN_SOURCE=700 -O2 -Wall -Wextra "$@"
}

compile_cxx() {
    c++ -std=c++17 -O2 -Wall -Wextra "$@"
}

compile_common() {
    for part in tokens measure word_table; do
        compile_c -c -o "$out/$part.o" "bench/$part.c"
    done
    objects="$out/tokens.o $out/word_table.o"
    for part in prepare prepare_queries prepare_attributes; do
        compile_c -I. -c -o "$out/$part.o" "bench/$part.c"
        objects="$objects $out/$part.o"
    done
    # shellcheck disable=SC2086  # words on purpose
    compile_cxx -o "$out/prepare" $objects "$build/libcvd.a" -ljansson \
        -licuuc
    compile_c -o "$out/timed" bench/timed.c "$out/measure.o"
}

# compile_peer NAME FLAG...: bench/peer_NAME.c with what all peers share.
compile_peer() {
    name=$1
    shift
    compile_c -o "$out/peer_$name" "bench/peer_$name.c" "$out/measure.o" \
        "$out/tokens.o" "$@"
}

compile_xapian() {
    packages libxapian-dev &&
    compile_cxx -o "$out/peer_xapian" bench/peer_xapian.cc \
        "$out/measure.o" "$out/tokens.o" -lxapian
}

compile_fts5() {
    packages libsqlite3-dev && compile_peer fts5 -lsqlite3
}

compile_groonga() {
    packages libgroonga-dev pkgconf || return 1
    # shellcheck disable=SC2046  # words on purpose
    compile_peer groonga $(pkg-config --cflags --libs groonga)
}

compile_sphinx() {
    packages sphinxsearch libmariadb-dev pkgconf || return 1
    # shellcheck disable=SC2046  # words on purpose
    compile_peer sphinx $(pkg-config --cflags --libs libmariadb)
}

compile_lucene() {
    compile_java "$out" bench/PeerLucene.java bench/Lucene*.java
}

# The command of an engine, then its verb and arguments; $timed, if anything,
# is what runs it.
timed=
peer() {
    name=$1
    shift
    case $name in
    lucene) set -- java -Xmx1g -cp "${classpath:?}" PeerLucene "$@" ;;
    ours) set -- "$ours" "$@" ;;
    *) set -- "$out/peer_$name" "$@" ;;
    esac
    # shellcheck disable=SC2086
    $timed "$@"
}

# ---- report --------------------------------------------------------------

version() {
    dpkg-query -W -f '${Package} ${Version}, ' "$1" 2>/dev/null || :
}

machine() {
    printf '%s, %s core(s), %s GB; %s, Linux %s; ' \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" \
        "$(nproc)" \
        "$(awk '/^MemTotal/ { printf "%.0f", $2 / 1e6 }' /proc/meminfo)" \
        "$(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release)" \
        "$(uname -r)"
    for package in gcc libxapian-dev libsqlite3-dev libgroonga-dev \
                   sphinxsearch liblucene8-java openjdk-17-jre-headless; do
        version "$package"
    done
    # shellcheck disable=SC2154
    printf 'load before %s, after %s\n' "$load_before" "$(load)"
}

# shellcheck disable=SC2154
report() {
    bytes=$(say "$stats" | sed 's/.*text_bytes=\([0-9]*\).*/\1/')
    printf 'Collection: %s (%s)\nQuestions: %s\nMachine: %s\n' "$given" \
        "$stats" "$asked" "$(machine)"
    printf 'Reading the samples, beside ICU: %s\n' "$(cat "$tmp/reading")"
    awk -v text="$bytes" -f bench/report.awk "$results"
    cat bench/notes.md
    [ ! -f "$tmp/once" ] || sed 's/^/- /' "$tmp/once"
    cat "$tmp/skipped"
}
