#!/bin/sh
# Indexes the sample documents and asks them something: make demo.
set -eu
bin=$1
index=build/demo-index

"$bin/cvdindex" rebuild --index "$index" corpus/samples
ask() {
    printf '\n$ cvdsearch --index %s' "$index"
    printf " '%s'" "$@"
    printf '\n'
    "$bin/cvdsearch" --index "$index" --limit 3 "$@"
}
ask 'uu tien dung hang viet nam'
ask '277-kh/bcd'
cat <<END

The index is in $index. Ask it yourself:
    $bin/cvdsearch --index $index "nông thôn mới"
    $bin/cvdsearch --help
For the page, start the daemon and open http://127.0.0.1:8080/ in a browser:
    $bin/cvdsearchd --index $index --originals corpus/samples
END
