/* batch_lines.c - see batch_lines.h. */
#include "cvdsearch/batch_lines.h"
#include "cvdsearch/cli.h"
#include "base/array.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    READ_BYTES = 64 * 1024,
    SAID_MAX = 20,           /* bad lines named; of more, how many */
    DIGITS = 20              /* of the number of a line */
};

/* ---- the file -------------------------------------------------------- */

static enum cvd_status read_all(FILE *in, struct batch_lines *l,
                                struct cvd_err *err)
{
    size_t n = READ_BYTES;

    while (n == READ_BYTES) {
        if (cvd_buf_reserve(&l->text, READ_BYTES) != CVD_OK)
            return cvd_fail(err, CVD_ENOMEM, "out of memory");
        n = fread(l->text.ptr + l->text.len, 1, READ_BYTES, in);
        l->text.len += n;
        if (l->text.len > BATCH_BYTES_MAX)
            return cvd_fail(err, CVD_EUSAGE, "'%s' is longer than %d bytes: "
                            "ask it in parts", l->name, BATCH_BYTES_MAX);
    }
    return ferror(in) ? cvd_fail_errno(err, errno, "cannot read '%s'",
                                       l->name)
                      : CVD_OK;
}

static enum cvd_status read_file(const char *path, struct batch_lines *l,
                                 struct cvd_err *err)
{
    FILE *in = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");

    if (!in)
        return cvd_fail_errno(err, errno, "cannot open '%s'", path);
    enum cvd_status st = read_all(in, l, err);
    if (in != stdin)
        (void)fclose(in);
    return st;
}

/* ---- a line ---------------------------------------------------------- */

static void say_bad(struct batch_lines *l, size_t line, const char *fmt, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 3, 4)))
#endif
    ;
static void say_bad(struct batch_lines *l, size_t line, const char *fmt, ...)
{
    char why[256];
    va_list ap;

    if (l->bad++ >= SAID_MAX)
        return;
    va_start(ap, fmt);
    int n = vsnprintf(why, sizeof why, fmt, ap);
    va_end(ap);
    if (n >= 0)
        cli_say("%s:%zu: %s", l->name, line, why);
}

static bool is_id(struct cvd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] <= ' ' || s.ptr[i] == 0x7F)
            return false;
    return s.len > 0 && s.len <= BATCH_ID_MAX;
}

/* Whether the line is a query, into *q; what is none is said. */
static bool read_line(struct batch_lines *l, struct cvd_str text,
                      struct batch_query *q)
{
    const char *tab = memchr(text.ptr, '\t', text.len);

    if (cvd_utf8_valid(text) != text.len) {
        say_bad(l, q->line, "not UTF-8");
        return false;
    }
    if (tab) {
        size_t at = (size_t)(tab - text.ptr);
        q->id = cvd_str_trim((struct cvd_str){ text.ptr, at });
        text = cvd_str_behind(text, at + 1);
        if (!is_id(q->id)) {
            say_bad(l, q->line, "what stands before the tab is no id: it "
                    "takes 1 to %d bytes without blanks", BATCH_ID_MAX);
            return false;
        }
    }
    q->text = text = cvd_str_trim(text);
    if (!text.len)
        say_bad(l, q->line, "no query behind the id");
    else if (text.len > CVD_QUERY_BYTES_MAX)
        say_bad(l, q->line, "the query is longer than %d bytes",
                CVD_QUERY_BYTES_MAX);
    else
        return true;
    return false;
}

static bool is_passed_over(struct cvd_str line)
{
    return !line.len || line.ptr[0] == '#';
}

static enum cvd_status take_line(struct batch_lines *l, struct cvd_str line,
                                 size_t number, struct cvd_err *err)
{
    struct batch_query q = { .line = number };

    /* A tab in front of a query is an id that is empty. */
    while (line.len && strchr("\r ", line.ptr[line.len - 1]))
        line.len--;
    if (is_passed_over(cvd_str_trim(line)) || !read_line(l, line, &q))
        return CVD_OK;
    if (l->count == BATCH_QUERIES_MAX)
        return cvd_fail(err, CVD_EUSAGE, "%s:%zu: more than %d queries: ask "
                        "them in parts", l->name, number, BATCH_QUERIES_MAX);
    if (cvd_array_reserve(&l->list, &l->cap, l->count + 1,
                          sizeof *l->list) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    l->list[l->count++] = q;
    return CVD_OK;
}

static enum cvd_status split(struct batch_lines *l, struct cvd_err *err)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* as spreadsheets begin */
    struct cvd_str left = cvd_buf_str(&l->text);
    enum cvd_status st = CVD_OK;

    if (cvd_str_starts(left, cvd_str_from(mark)))
        left = cvd_str_behind(left, sizeof mark - 1);
    for (size_t number = 1; left.len && st == CVD_OK; number++) {
        const char *end = memchr(left.ptr, '\n', left.len);
        struct cvd_str line = { left.ptr,
                                end ? (size_t)(end - left.ptr) : left.len };
        st = take_line(l, line, number, err);
        left = cvd_str_behind(left, line.len + (end != NULL));
    }
    return st;
}

/* ---- ids ------------------------------------------------------------- */

/* The number of its line is the id of a query that has none. */
static enum cvd_status number_them(struct batch_lines *l)
{
    if (cvd_buf_reserve(&l->numbers, l->count * DIGITS) != CVD_OK)
        return CVD_ENOMEM; /* room at once: what is borrowed stays */
    for (size_t i = 0; i < l->count; i++) {
        struct batch_query *q = &l->list[i];
        size_t from = l->numbers.len;
        if (q->id.len)
            continue;
        if (cvd_buf_printf(&l->numbers, "%zu", q->line) != CVD_OK)
            return CVD_ENOMEM;
        q->id = (struct cvd_str){ l->numbers.ptr + from,
                                  l->numbers.len - from };
    }
    return CVD_OK;
}

static int by_id(const void *pa, const void *pb)
{
    const struct batch_query *a = *(const struct batch_query *const *)pa;
    const struct batch_query *b = *(const struct batch_query *const *)pb;
    int order = cvd_str_compare(a->id, b->id);

    return order ? order : a->line < b->line ? -1 : 1;
}

/* Leave out whose id stood before: the rows of two queries could not be told
 * apart. */
static enum cvd_status drop_twins(struct batch_lines *l)
{
    const struct batch_query **sorted = calloc(l->count + 1, sizeof *sorted);
    size_t kept = 0;

    if (!sorted)
        return CVD_ENOMEM;
    for (size_t i = 0; i < l->count; i++)
        sorted[i] = &l->list[i];
    qsort(sorted, l->count, sizeof *sorted, by_id);
    for (size_t i = 1, first = 0; i < l->count; i++) {
        struct batch_query *q = &l->list[sorted[i] - l->list];
        if (!cvd_str_equal(sorted[first]->id, q->id)) {
            first = i;
            continue;
        }
        say_bad(l, q->line, "id '%.*s' stands in line %zu already",
                (int)q->id.len, q->id.ptr, sorted[first]->line);
        q->text.len = 0;
    }
    for (size_t i = 0; i < l->count; i++)
        if (l->list[i].text.len)
            l->list[kept++] = l->list[i];
    l->count = kept;
    free(sorted);
    return CVD_OK;
}

enum cvd_status batch_lines_read(const char *path, struct batch_lines *out,
                                 struct cvd_err *err)
{
    out->name = path;
    enum cvd_status st = read_file(path, out, err);
    if (st == CVD_OK)
        st = split(out, err);
    if (st != CVD_OK)
        return st;
    st = number_them(out);
    if (st == CVD_OK)
        st = drop_twins(out);
    if (st != CVD_OK)
        return cvd_fail(err, st, "out of memory");
    if (out->bad > SAID_MAX)
        cli_say("%s: and %zu more lines that cannot be asked", path,
                out->bad - SAID_MAX);
    if (!out->count)
        return cvd_fail(err, CVD_EUSAGE, "'%s' holds no query%s", path,
                        out->bad ? " that can be asked" : "");
    return CVD_OK;
}

void batch_lines_release(struct batch_lines *l)
{
    cvd_buf_release(&l->text);
    cvd_buf_release(&l->numbers);
    free(l->list);
    *l = (struct batch_lines){ 0 };
}
