/* test_tokens.c - the file of tokens, and what a request may do. */
#include "tests/unit/support.h"

#include "searchd/tokens.h"

#include <fcntl.h>
#include <sys/stat.h>

/* SHA-256 of "hashed-token-0001". */
#define HASHED "hashed-token-0001"
#define HASH "dfa43ddd044179acfead973fb3883c638c64c6c475d902da51bd3b93dea73f18"

/* The file of tokens with this text, in the test's directory. */
static char *file_of(void **state, struct cvd_str text)
{
    struct cvd_err err = { CVD_OK, "" };
    char *path = cvd_path_join(*state, "tokens");

    assert_ok(cvd_file_write(path, text, &err));
    assert_int_equal(chmod(path, 0600), 0);
    return path;
}

static struct tokens *load(void **state, const char *text)
{
    struct cvd_err err = { CVD_OK, "" };
    struct tokens *t = NULL;
    char *path = file_of(state, cvd_str_from(text));

    assert_ok(tokens_load(path, &t, &err));
    free(path);
    return t;
}

static const char FILE_TEXT[] =
    "# who may ask\n"
    "\n"
    "search-token-0001 search web site\n"
    "  export-token-0001\tsearch,export   archive  \r\n"
    "metrics-token-001 metrics\n"
    "sha256:" HASH " export hashed\n"
    "padded-token-01== search";

static const struct {
    const char *header;
    unsigned scopes;
    bool known;
    const char *name;
} grants[] = {
    { "Bearer search-token-0001", SCOPE_SEARCH, true, "web site" },
    { "Bearer export-token-0001", SCOPE_SEARCH | SCOPE_EXPORT, true,
      "archive" },
    { "Bearer metrics-token-001", SCOPE_METRICS, true, NULL },
    { "Bearer " HASHED, SCOPE_EXPORT, true, "hashed" },
    { "Bearer padded-token-01==", SCOPE_SEARCH, true, NULL },
    { "bEARER   search-token-0001 ", SCOPE_SEARCH, true, "web site" },
    /* nothing given: nothing allowed, and nothing wrong with it */
    { "", 0, true, NULL },
    { "  ", 0, true, NULL },
    { "Bearer search-token-0002", 0, false, NULL },
    { "Bearer search-token-000", 0, false, NULL },
    { "Bearer search-token-00011", 0, false, NULL },
    { "Bearer SEARCH-TOKEN-0001", 0, false, NULL },
    { "Bearer", 0, false, NULL },
    { "Bearer ", 0, false, NULL },
    { "search-token-0001", 0, false, NULL },
    { "Basic search-token-0001", 0, false, NULL },
    { "Bearersearch-token-0001", 0, false, NULL },
    { "Bearer search-token-0001 x", 0, false, NULL },
    { "Bearer search-token-0001, Bearer x", 0, false, NULL },
    /* the hash is not the token, nor is what the file has */
    { "Bearer " HASH, 0, false, NULL },
    { "Bearer sha256:" HASH, 0, false, NULL },
    { "Bearer anonymous", 0, false, NULL },
};

static void test_what_a_token_may_do(void **state)
{
    struct tokens *t = load(state, FILE_TEXT);

    assert_int_equal(tokens_count(t), 5);
    for (size_t i = 0; i < sizeof grants / sizeof *grants; i++) {
        struct token_grant g =
            tokens_grant(t, cvd_str_from(grants[i].header));
        if (g.scopes != grants[i].scopes || g.known != grants[i].known)
            fail_msg("'%s': scopes %u, known %d", grants[i].header, g.scopes,
                     g.known);
        if (grants[i].name)
            assert_string_equal(g.name, grants[i].name);
        else
            assert_null(g.name);
    }
    tokens_free(t);
}

static void test_anonymous_may_what_its_line_says(void **state)
{
    struct tokens *t = load(state, "anonymous search\n"
                                   "export-token-0001 export\n");
    struct token_grant g = tokens_grant(t, cvd_str_from(""));

    assert_true(g.known);
    assert_int_equal(g.scopes, SCOPE_SEARCH);
    g = tokens_grant(t, cvd_str_from("Bearer export-token-0001"));
    assert_int_equal(g.scopes, SCOPE_EXPORT);
    /* a wrong token may not even what nobody may */
    g = tokens_grant(t, cvd_str_from("Bearer export-token-0002"));
    assert_false(g.known);
    assert_int_equal(g.scopes, 0);
    tokens_free(t);
}

static void test_without_a_file_all_may_all(void **state)
{
    struct token_grant g = tokens_grant(NULL, cvd_str_from("Bearer x"));

    (void)state;
    assert_true(g.known);
    assert_int_equal(g.scopes, SCOPE_ALL);
    assert_int_equal(tokens_count(NULL), 0);
    tokens_free(NULL);
}

static void test_an_empty_file_allows_nothing(void **state)
{
    struct tokens *t = load(state, "");
    struct token_grant g = tokens_grant(t, cvd_str_from(""));

    assert_true(g.known);
    assert_int_equal(g.scopes, 0);
    tokens_free(t);
}

#define SECRET "secret-token-0001"

static const struct {
    const char *text, *why;
} wrong[] = {
    { SECRET "\n", "line 1: the second word must be scopes" },
    { "#\n\n" SECRET " all\n", "line 3: the second word must be scopes" },
    { SECRET " search,\n", "line 1: the second word must be scopes" },
    { SECRET " ,search\n", "line 1: the second word must be scopes" },
    { SECRET " search, export\n", "line 1: the second word must be scopes" },
    { SECRET " Search\n", "line 1: the second word must be scopes" },
    /* the words exchanged: the token is the second, and not repeated */
    { "search " SECRET "\n", "line 1: the second word must be scopes" },
    { "short search\n", "line 1: a token is 16 to 512" },
    { "secret-token-00\xc4\x91 search\n", "line 1: a token is" },
    { "secret-token:0001 search\n", "line 1: a token is" },
    { "secret=token-0001 search\n", "line 1: a token is" },
    { "================ search\n", "line 1: a token is" },
    { "sha256:1234 search\n", "line 1: after sha256: stand 64 hexa" },
    { "sha256:" HASH "00 search\n", "line 1: after sha256: stand 64 hexa" },
    { "anonymous\n", "line 1: the second word must be scopes" },
    { "anonymous search name\n", "line 1: after 'anonymous'" },
    { "anonymous search\nanonymous export\n", "line 2: 'anonymous' again" },
    { "b-" SECRET " export\n" SECRET " search\nx-" SECRET " search\n" SECRET
      " export\n", "line 4: the token of line 2 again" },
    { HASHED " search\nsha256:" HASH " export\n",
      "line 2: the token of line 1 again" },
};

static void test_errors_name_the_line_and_no_token(void **state)
{
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct cvd_err err = { CVD_OK, "" };
        struct tokens *t = NULL;
        char *path = file_of(state, cvd_str_from(wrong[i].text));
        assert_int_equal(tokens_load(path, &t, &err), CVD_EINPUT);
        assert_null(t);
        if (strncmp(err.msg, path, strlen(path)) != 0 ||
            !strstr(err.msg, wrong[i].why) || strstr(err.msg, "secret"))
            fail_msg("case %zu: %s", i, err.msg);
        free(path);
    }
}

static void test_a_zero_byte_is_refused(void **state)
{
    static const char text[] = SECRET " search na\0me\n";
    struct cvd_err err = { CVD_OK, "" };
    struct tokens *t = NULL;
    char *path = file_of(state, (struct cvd_str){ text, sizeof text - 1 });

    assert_int_equal(tokens_load(path, &t, &err), CVD_EINPUT);
    free(path);
}

/* `count` tokens of `len` letters each. */
static enum cvd_status load_many(void **state, int count, int len,
                                 struct cvd_err *err)
{
    struct cvd_buf text = { 0 };
    struct tokens *t = NULL;

    for (int i = 0; i < count; i++)
        assert_int_equal(cvd_buf_printf(&text, "%0*d search\n", len, i),
                         CVD_OK);
    char *path = file_of(state, cvd_buf_str(&text));
    enum cvd_status st = tokens_load(path, &t, err);
    if (st == CVD_OK)
        assert_int_equal(tokens_count(t), count);
    tokens_free(t);
    free(path);
    cvd_buf_release(&text);
    return st;
}

static void test_limits(void **state)
{
    struct cvd_err err = { CVD_OK, "" };

    assert_ok(load_many(state, TOKENS_MAX, TOKEN_BYTES_MAX, &err));
    assert_int_equal(load_many(state, TOKENS_MAX + 1, TOKEN_BYTES_MIN, &err),
                     CVD_ELIMIT);
    assert_int_equal(load_many(state, 1, TOKEN_BYTES_MAX + 1, &err),
                     CVD_EINPUT);
    assert_int_equal(load_many(state, 1, TOKENS_BYTES_MAX, &err),
                     CVD_ELIMIT);
}

static void test_no_file(void **state)
{
    struct cvd_err err = { CVD_OK, "" };
    struct tokens *t = NULL;
    char *path = cvd_path_join(*state, "none");

    assert_int_equal(tokens_load(path, &t, &err), CVD_ENOTFOUND);
    assert_int_equal(tokens_load(*state, &t, &err), CVD_EINPUT);
    free(path);
}

/* What loading the file with `mode` writes to stderr. */
static size_t bytes_logged(void **state, const char *text, mode_t mode)
{
    struct cvd_err err = { CVD_OK, "" };
    struct tokens *t = NULL;
    char *path = file_of(state, cvd_str_from(text));
    char *log = cvd_path_join(*state, "log");
    int saved = dup(STDERR_FILENO);
    int fd = open(log, O_RDWR | O_CREAT | O_TRUNC, 0600);
    struct stat s;

    assert_true(saved >= 0 && fd >= 0);
    assert_int_equal(chmod(path, mode), 0);
    assert_true(dup2(fd, STDERR_FILENO) >= 0);
    enum cvd_status st = tokens_load(path, &t, &err);
    assert_true(dup2(saved, STDERR_FILENO) >= 0);
    assert_int_equal(st, CVD_OK);
    assert_int_equal(fstat(fd, &s), 0);
    (void)close(saved);
    (void)close(fd);
    tokens_free(t);
    free(path);
    free(log);
    return (size_t)s.st_size;
}

static void test_a_secret_others_may_read_is_warned_of(void **state)
{
    assert_true(bytes_logged(state, SECRET " search\n", 0644) > 0);
    assert_int_equal(bytes_logged(state, SECRET " search\n", 0640), 0);
    /* hashes are no secrets */
    assert_int_equal(bytes_logged(state, "sha256:" HASH " search\n", 0644),
                     0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define WITH_DIR(test) cmocka_unit_test_setup_teardown(test, make_dir, drop_dir)
        WITH_DIR(test_what_a_token_may_do),
        WITH_DIR(test_anonymous_may_what_its_line_says),
        cmocka_unit_test(test_without_a_file_all_may_all),
        WITH_DIR(test_an_empty_file_allows_nothing),
        WITH_DIR(test_errors_name_the_line_and_no_token),
        WITH_DIR(test_a_zero_byte_is_refused),
        WITH_DIR(test_limits),
        WITH_DIR(test_no_file),
        WITH_DIR(test_a_secret_others_may_read_is_warned_of),
#undef WITH_DIR
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
