/* tokens.c - see tokens.h.  Depends on base/ and nettle. */
#include "searchd/tokens.h"
#include "base/file.h"
#include "searchd/log.h"

#include <nettle/memops.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

struct row {
    uint8_t digest[SHA256_DIGEST_SIZE];
    unsigned scopes;
    unsigned line;
    char *name;   /* owned; NULL: none */
};

struct tokens {
    struct row *rows;
    size_t count;
    unsigned anonymous;      /* scopes without a token */
    unsigned anonymous_line; /* 0: the file does not say */
    bool plain;              /* a token stands in the file as it is */
};

/* The place in the file that messages name. */
struct place {
    const char *path;
    unsigned line;
};

static const struct {
    const char *name;
    unsigned bit;
} scopes[] = {
    { "search", SCOPE_SEARCH },
    { "export", SCOPE_EXPORT },
    { "metrics", SCOPE_METRICS },
};

/* ---- words of a line ------------------------------------------------- */

/* The first word of *rest, cut off it; empty at the end. */
static struct cvd_str take_word(struct cvd_str *rest)
{
    struct cvd_str s = cvd_str_trim(*rest);
    size_t n = 0;

    while (n < s.len && s.ptr[n] != ' ' && s.ptr[n] != '\t')
        n++;
    *rest = cvd_str_trim((struct cvd_str){ s.ptr + n, s.len - n });
    return (struct cvd_str){ s.ptr, n };
}

/* What may stand after "Bearer" (RFC 6750, 2.1: b64token). */
static bool is_token(struct cvd_str s)
{
    if (s.len < TOKEN_BYTES_MIN || s.len > TOKEN_BYTES_MAX)
        return false;
    while (s.len && s.ptr[s.len - 1] == '=')
        s.len--;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                    (c >= '0' && c <= '9') || (c && strchr("-._~+/", c));
        if (!good)
            return false;
    }
    return s.len > 0;
}

static void digest_of(struct cvd_str token, uint8_t out[SHA256_DIGEST_SIZE])
{
    struct sha256_ctx c;

    sha256_init(&c);
    sha256_update(&c, token.len, (const uint8_t *)token.ptr);
    sha256_digest(&c, SHA256_DIGEST_SIZE, out);
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

static bool read_hex(struct cvd_str s, uint8_t out[SHA256_DIGEST_SIZE])
{
    if (s.len != 2 * SHA256_DIGEST_SIZE)
        return false;
    for (size_t i = 0; i < s.len; i += 2) {
        int high = hex_digit(s.ptr[i]), low = hex_digit(s.ptr[i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i / 2] = (uint8_t)(high << 4 | low);
    }
    return true;
}

/* ---- lines ----------------------------------------------------------- */

/* The word is not repeated in the message: in a line with its words in the
 * wrong order it is a token. */
static enum cvd_status read_scopes(struct cvd_str list, struct place at,
                                   unsigned *out, struct cvd_err *err)
{
    *out = 0;
    for (;;) {
        const char *comma = list.len ? memchr(list.ptr, ',', list.len) : NULL;
        struct cvd_str one = { list.ptr, comma ? (size_t)(comma - list.ptr)
                                               : list.len };
        size_t i = 0;
        while (i < sizeof scopes / sizeof *scopes &&
               !cvd_str_equal(one, cvd_str_from(scopes[i].name)))
            i++;
        if (i == sizeof scopes / sizeof *scopes)
            return cvd_fail(err, CVD_EINPUT, "%s: line %u: the second word "
                            "must be scopes, of search,export,metrics",
                            at.path, at.line);
        *out |= scopes[i].bit;
        if (!comma)
            return CVD_OK;
        list.ptr += one.len + 1;
        list.len -= one.len + 1;
    }
}

static enum cvd_status read_secret(struct tokens *t, struct cvd_str word,
                                   struct place at, struct row *out,
                                   struct cvd_err *err)
{
    struct cvd_str prefix = cvd_str_from("sha256:");

    if (cvd_str_starts(word, prefix)) {
        word.ptr += prefix.len;
        word.len -= prefix.len;
        if (!read_hex(word, out->digest))
            return cvd_fail(err, CVD_EINPUT, "%s: line %u: after sha256: "
                            "stand %d hexadecimal digits", at.path, at.line,
                            2 * SHA256_DIGEST_SIZE);
        return CVD_OK;
    }
    if (!is_token(word))
        return cvd_fail(err, CVD_EINPUT, "%s: line %u: a token is %d to %d "
                        "letters, digits or any of -._~+/ and then =",
                        at.path, at.line, TOKEN_BYTES_MIN, TOKEN_BYTES_MAX);
    digest_of(word, out->digest);
    t->plain = true;
    return CVD_OK;
}

static enum cvd_status copy_name(struct cvd_str s, char **out)
{
    char *copy;

    *out = NULL;
    if (s.len == 0)
        return CVD_OK;
    copy = malloc(s.len + 1);
    if (!copy)
        return CVD_ENOMEM;
    memcpy(copy, s.ptr, s.len);
    copy[s.len] = '\0';
    *out = copy;
    return CVD_OK;
}

static enum cvd_status add_row(struct tokens *t, struct cvd_str secret,
                               struct cvd_str rest, unsigned granted,
                               struct place at, struct cvd_err *err)
{
    struct row r = { .scopes = granted, .line = at.line };
    enum cvd_status st = read_secret(t, secret, at, &r, err);

    if (st != CVD_OK)
        return st;
    if (t->count == TOKENS_MAX)
        return cvd_fail(err, CVD_ELIMIT, "%s: line %u: more than %d tokens",
                        at.path, at.line, TOKENS_MAX);
    if (rest.len && memchr(rest.ptr, '\0', rest.len))
        return cvd_fail(err, CVD_EINPUT, "%s: line %u: a zero byte", at.path,
                        at.line);
    if (copy_name(rest, &r.name) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    t->rows[t->count++] = r;
    return CVD_OK;
}

static enum cvd_status read_anonymous(struct tokens *t, unsigned granted,
                                      struct cvd_str rest, struct place at,
                                      struct cvd_err *err)
{
    if (t->anonymous_line)
        return cvd_fail(err, CVD_EINPUT, "%s: line %u: 'anonymous' again, "
                        "after line %u", at.path, at.line,
                        t->anonymous_line);
    if (rest.len)
        return cvd_fail(err, CVD_EINPUT, "%s: line %u: after 'anonymous' "
                        "stand scopes and nothing else", at.path, at.line);
    t->anonymous = granted;
    t->anonymous_line = at.line;
    return CVD_OK;
}

static enum cvd_status read_line(struct tokens *t, struct cvd_str line,
                                 struct place at, struct cvd_err *err)
{
    struct cvd_str rest = cvd_str_trim(line);
    unsigned granted = 0;

    if (rest.len == 0 || rest.ptr[0] == '#')
        return CVD_OK;
    struct cvd_str first = take_word(&rest), second = take_word(&rest);
    enum cvd_status st = read_scopes(second, at, &granted, err);
    if (st != CVD_OK)
        return st;
    if (cvd_str_equal(first, cvd_str_from("anonymous")))
        return read_anonymous(t, granted, rest, at, err);
    return add_row(t, first, rest, granted, at, err);
}

static enum cvd_status read_lines(struct tokens *t, struct cvd_str text,
                                  const char *path, struct cvd_err *err)
{
    struct place at = { path, 0 };
    enum cvd_status st = CVD_OK;

    while (text.len && st == CVD_OK) {
        const char *end = memchr(text.ptr, '\n', text.len);
        size_t n = end ? (size_t)(end - text.ptr) : text.len;
        at.line++;
        st = read_line(t, (struct cvd_str){ text.ptr, n }, at, err);
        n += end != NULL;
        text.ptr += n;
        text.len -= n;
    }
    return st;
}

/* ---- the file -------------------------------------------------------- */

static int compare_rows(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int c = memcmp(x->digest, y->digest, sizeof x->digest);

    return c ? c : (x->line > y->line) - (x->line < y->line);
}

/* A token twice would have two sets of scopes. */
static enum cvd_status refuse_doubles(struct tokens *t, const char *path,
                                      struct cvd_err *err)
{
    if (t->count)
        qsort(t->rows, t->count, sizeof *t->rows, compare_rows);
    for (size_t i = 1; i < t->count; i++)
        if (memcmp(t->rows[i - 1].digest, t->rows[i].digest,
                   sizeof t->rows[i].digest) == 0)
            return cvd_fail(err, CVD_EINPUT, "%s: line %u: the token of line "
                            "%u again", path, t->rows[i].line,
                            t->rows[i - 1].line);
    return CVD_OK;
}

static void warn_if_readable(const char *path)
{
    struct stat s;

    if (stat(path, &s) == 0 && s.st_mode & S_IROTH)
        log_line(LOG_WARN, "tokens-readable path=%s mode=%o advice=%s", path,
                 (unsigned)s.st_mode & 0777u, "chmod 640");
}

enum cvd_status tokens_load(const char *path, struct tokens **out,
                            struct cvd_err *err)
{
    struct cvd_buf text = { 0 };
    struct tokens *t = NULL;
    enum cvd_status st = cvd_file_read(path, TOKENS_BYTES_MAX, &text, err);

    if (st != CVD_OK)
        goto done;
    t = calloc(1, sizeof *t);
    if (t)
        t->rows = calloc(TOKENS_MAX, sizeof *t->rows);
    if (!t || !t->rows) {
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
        goto done;
    }
    st = read_lines(t, cvd_buf_str(&text), path, err);
    if (st == CVD_OK)
        st = refuse_doubles(t, path, err);
    if (st != CVD_OK)
        goto done;
    if (t->plain)
        warn_if_readable(path);
    *out = t;
    t = NULL;
done:
    tokens_free(t);
    cvd_buf_release(&text);
    return st;
}

void tokens_free(struct tokens *t)
{
    if (!t)
        return;
    for (size_t i = 0; i < t->count; i++)
        free(t->rows[i].name);
    free(t->rows);
    free(t);
}

size_t tokens_count(const struct tokens *t)
{
    return t ? t->count : 0;
}

/* ---- requests -------------------------------------------------------- */

/* The token of "Bearer TOKEN", the scheme in any case (RFC 9110, 11.1). */
static bool read_bearer(struct cvd_str header, struct cvd_str *out)
{
    struct cvd_str scheme = take_word(&header);

    *out = header;
    return scheme.len == strlen("bearer") &&
           strncasecmp(scheme.ptr, "bearer", scheme.len) == 0 &&
           is_token(header);
}

struct token_grant tokens_grant(const struct tokens *t,
                                struct cvd_str authorization)
{
    struct token_grant g = { SCOPE_ALL, true, NULL };
    uint8_t digest[SHA256_DIGEST_SIZE];
    struct cvd_str token;

    if (!t)
        return g;
    g.scopes = t->anonymous;
    if (cvd_str_trim(authorization).len == 0)
        return g;
    g.scopes = 0;
    g.known = false;
    if (!read_bearer(authorization, &token))
        return g;
    digest_of(token, digest);
    for (size_t i = 0; i < t->count; i++) {
        /* To the end, whichever it is. */
        if (memeql_sec(digest, t->rows[i].digest, sizeof digest)) {
            g.scopes = t->rows[i].scopes;
            g.known = true;
            g.name = t->rows[i].name;
        }
    }
    return g;
}
