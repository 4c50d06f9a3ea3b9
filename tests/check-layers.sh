#!/bin/sh
# The dependency rule between folders: make check-layers.
#
# Each line below: a folder, then what its files may include of ours, then a
# pattern for libraries' headers.  Every source file opens with a comment.
set -u
bad=0

complain() {
    echo "check-layers: $1" >&2
    bad=1
}

rule() {
    folder=$1 ours=$2 theirs=$3
    for f in "$folder"/*.c "$folder"/*.h "$folder"/*.cc "$folder"/*.hh; do
        [ -e "$f" ] || continue
        head -c 2 "$f" | grep -q '/\*' ||
            complain "$f does not open with a comment that says what it is"
        for h in $(sed -n 's/^# *include *"\([^"]*\)".*/\1/p' "$f"); do
            case $h in
            *_tables.h) continue ;; # generated
            */*) ;;
            *) complain "$f includes \"$h\": name its folder"; continue ;;
            esac
            echo "$h" | grep -Eq "^($ours)" ||
                complain "$f must not include \"$h\""
        done
        for h in $(sed -n 's/^# *include *<\([^>]*\)>.*/\1/p' "$f"); do
            echo "$h" | grep -Eq "^($libc)$|^($theirs)" ||
                complain "$f must not include <$h>"
        done
    done
}

libc='assert\.h|ctype\.h|dirent\.h|errno\.h|fcntl\.h|ftw\.h|getopt\.h'
libc="$libc|inttypes\.h|limits\.h|locale\.h|math\.h|poll\.h|pthread\.h"
libc="$libc|setjmp\.h|signal\.h|stdarg\.h|stdbool\.h|stddef\.h|stdint\.h"
libc="$libc|stdio\.h|stdlib\.h|string\.h|strings\.h|stdatomic\.h|time\.h"
libc="$libc|unistd\.h|wchar\.h|wctype\.h|sys/[a-z]*\.h|termios\.h"
none='^$'

rule base 'base/' "$none"
rule analyzers 'base/|analyzers/' 'unicode/'
rule store 'base/|store/' 'xapian\.h|libdeflate\.h|nettle/|[a-z_]+$'
rule search 'base/|analyzers/|store/(store|fields|shingles|frequencies)\.h|search/' "$none"
rule indexer 'base/|analyzers/|store/(store|writer|fields)\.h|indexer/' \
    'jansson\.h'
asked='search/(search|reword|citations|graph_layout|research|reuse|words|watch)\.h'
rule cvdsearch "base/|$asked|cvdsearch/" \
    'curl/|dlfcn\.h|jansson\.h'
http='microhttpd\.h|gnutls/|ini\.h|zlib\.h|nettle/'
http="$http|netinet/|arpa/inet\.h|linux/tcp\.h|netdb\.h"
rule searchd "base/|$asked|searchd/" "$http"
rule searchd/page "base/|$asked|searchd/" "$none"

for f in $(git ls-files '*.cc' '*.cpp' '*.hpp' 2>/dev/null); do
    case $f in store/store.cc | bench/*) ;;
    *) complain "$f: store/store.cc is the only C++ of the product" ;;
    esac
done
[ "$bad" = 0 ] && echo "check-layers: the rule holds"
exit "$bad"
