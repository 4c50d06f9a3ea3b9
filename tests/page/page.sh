# page.sh - for tests of the page in a browser; source it behind lib.sh.

. "$ROOT/tests/http/http.sh"

# test_page SCRIPT ARG...: each check of tests/page/SCRIPT is a test of ours;
# its scratch folder is $PWD.
test_page() {
    test_page_script=$1
    shift
    test_node "../page/$test_page_script" "$PWD" "$@"
}
