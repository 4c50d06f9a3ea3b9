# shellcheck shell=sh
# peers.sh - what the scripts of this folder share for their peers.  To be
# sourced; needs say() and the directory $tmp.
# May depend on: POSIX sh and tools, Debian's apt-get and dpkg-query.

# Install what is missing of the named packages; false if that cannot be.
packages() {
    missing=
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null |
            grep -qx installed || missing="$missing $package"
    done
    [ -z "$missing" ] && return 0
    as_root=
    [ "$(id -u)" -eq 0 ] || as_root='sudo -n'
    say "installing$missing"
    # shellcheck disable=SC2086  # words on purpose
    { $as_root apt-get install -y -q $missing ||
      { $as_root apt-get update -q &&
        $as_root apt-get install -y -q $missing; }; } \
        >"${tmp:?}/apt.log" 2>&1 || {
        say "cannot install$missing: $(tail -n 1 "$tmp/apt.log")"
        return 1
    }
}

# compile_java OUT SOURCE...: compile them into directory OUT, Lucene 8 at
# hand, and set $classpath for running them; false if that cannot be.
compile_java() {
    packages liblucene8-java default-jdk-headless || return 1
    classpath=$1
    for jar in /usr/share/java/lucene-core-8.*.jar \
               /usr/share/java/lucene-analyzers-common-8.*.jar; do
        [ -f "$jar" ] || return 1
        classpath=$classpath:$jar
    done
    classes=$1
    shift
    javac -d "$classes" -cp "$classpath" "$@"
}
