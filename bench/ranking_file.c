/* ranking_file.c - see ranking_file.h. */
#include "bench/ranking_file.h"
#include "base/array.h"
#include "base/file.h"
#include "bench/fold.h"
#include "bench/measure.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

const char *const form_names[FORMS] = { "accented", "unaccented" };

/* ---- questions ------------------------------------------------------- */

static enum cvd_status add_question(struct questions *to, struct cvd_str qid,
                                    struct cvd_str text, struct cvd_err *err)
{
    if (cvd_array_reserve(&to->q, &to->cap, to->count + 1, sizeof *to->q) !=
        CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    struct question *q = &to->q[to->count++];
    *q = (struct question){ .qid = qid };
    if (cvd_buf_add(&q->text[FORM_ACCENTED], text) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    return bench_fold(text, &q->text[FORM_UNACCENTED], err);
}

/* The columns of a line; what follows a second tab is ignored. */
static bool split(struct cvd_str line, struct cvd_str *qid,
                  struct cvd_str *text)
{
    const char *tab = memchr(line.ptr, '\t', line.len);

    if (!tab)
        return false;
    *qid = (struct cvd_str){ line.ptr, (size_t)(tab - line.ptr) };
    *text = (struct cvd_str){ tab + 1, line.len - qid->len - 1 };
    const char *end = text->len ? memchr(text->ptr, '\t', text->len) : NULL;
    if (end)
        text->len = (size_t)(end - text->ptr);
    return true;
}

static enum cvd_status read_lines(struct questions *q, const char *path,
                                  const struct score_table *judged,
                                  struct cvd_err *err)
{
    struct cvd_str rest = cvd_buf_str(&q->file), qid, text;

    for (size_t number = 1; rest.len; number++) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        struct cvd_str line = { rest.ptr, end ? (size_t)(end - rest.ptr)
                                              : rest.len };
        rest.ptr += line.len + (end ? 1 : 0);
        rest.len -= line.len + (end ? 1 : 0);
        if (cvd_str_trim(line).len == 0)
            continue;
        if (!split(line, &qid, &text))
            return cvd_fail(err, CVD_EINPUT, "'%s' line %zu has no tab",
                            path, number);
        if (!score_is_judged(judged, qid))
            continue;
        enum cvd_status st = add_question(q, qid, text, err);
        if (st != CVD_OK)
            return st;
    }
    return q->count ? CVD_OK
                    : cvd_fail(err, CVD_EINPUT,
                               "no question of '%s' was judged", path);
}

enum cvd_status questions_read(const char *path,
                               const struct score_table *judged,
                               struct questions *out, struct cvd_err *err)
{
    struct questions q = { 0 };
    enum cvd_status st = cvd_file_read(path, SCORE_FILE_MAX, &q.file, err);

    if (st == CVD_OK)
        st = read_lines(&q, path, judged, err);
    if (st != CVD_OK) {
        questions_release(&q);
        return st;
    }
    *out = q;
    return CVD_OK;
}

void questions_release(struct questions *q)
{
    for (size_t i = 0; i < q->count; i++)
        for (int f = 0; f < FORMS; f++)
            cvd_buf_release(&q->q[i].text[f]);
    free(q->q);
    cvd_buf_release(&q->file);
    *q = (struct questions){ 0 };
}

/* ---- rankings -------------------------------------------------------- */

static enum cvd_status ask(struct cvd_searcher *s, const struct question *q,
                           enum form form, struct cvd_result *out,
                           struct cvd_err *err)
{
    const struct cvd_request r = { .query = cvd_buf_str(&q->text[form]),
                                   .limit = SCORE_DEPTH,
                                   .without_snippets = true };

    return cvd_search(s, &r, out, err);
}

static enum cvd_status warm_up(struct cvd_searcher *s,
                               const struct questions *questions,
                               enum form form, struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < questions->count && st == CVD_OK; i++) {
        struct cvd_result result;
        st = ask(s, &questions->q[i], form, &result, err);
        if (st == CVD_OK)
            cvd_result_release(&result);
    }
    return st;
}

static enum cvd_status add_hits(struct cvd_buf *to, struct cvd_str qid,
                                const struct cvd_result *r)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < r->count && st == CVD_OK; i++) {
        st = cvd_buf_add(to, qid);
        if (st == CVD_OK)
            st = cvd_buf_add_char(to, '\t');
        if (st == CVD_OK)
            st = cvd_buf_add(to, r->hits[i].doc.id);
        if (st == CVD_OK)
            st = cvd_buf_printf(to, "\t%zu\n", i + 1);
    }
    return st;
}

/* Ask each question once more, its hits into `lines`, its time into ms. */
static enum cvd_status ask_all(struct cvd_searcher *s,
                               const struct questions *questions,
                               enum form form, struct cvd_buf *lines,
                               double *ms, struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < questions->count && st == CVD_OK; i++) {
        struct cvd_result result;
        double started = bench_now();
        st = ask(s, &questions->q[i], form, &result, err);
        ms[i] = (bench_now() - started) * 1e3;
        if (st != CVD_OK)
            break;
        st = add_hits(lines, questions->q[i].qid, &result);
        cvd_result_release(&result);
    }
    return st;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* The table and the times of a ranking whose text is there. */
static enum cvd_status understand(struct ranking *r, struct cvd_err *err)
{
    r->p50_ms = r->p99_ms = -1;
    if (r->file.len)
        (void)sscanf(r->file.ptr, "# p50_ms=%lf p99_ms=%lf", &r->p50_ms,
                     &r->p99_ms);
    return score_run_read(cvd_buf_str(&r->file), &r->table, err);
}

enum cvd_status ranking_ask(struct cvd_searcher *s,
                            const struct questions *questions,
                            enum form form, struct ranking *out,
                            struct cvd_err *err)
{
    struct ranking r = { 0 };
    struct cvd_buf lines = { 0 };
    size_t n = questions->count;
    double *ms = calloc(n, sizeof *ms);
    enum cvd_status st = ms ? warm_up(s, questions, form, err)
                            : cvd_fail(err, CVD_ENOMEM, "out of memory");

    if (st == CVD_OK)
        st = ask_all(s, questions, form, &lines, ms, err);
    if (st != CVD_OK)
        goto done;
    qsort(ms, n, sizeof *ms, by_value);
    if (cvd_buf_printf(&r.file, "# p50_ms=%.2f p99_ms=%.2f\n", ms[n / 2],
                       ms[n * 99 / 100]) != CVD_OK ||
        cvd_buf_add(&r.file, cvd_buf_str(&lines)) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (st == CVD_OK)
        st = understand(&r, err);
    if (st == CVD_OK) {
        *out = r;
        r = (struct ranking){ 0 };
    }
done:
    ranking_release(&r);
    cvd_buf_release(&lines);
    free(ms);
    return st;
}

static enum cvd_status path_of(const char *prefix, enum form form,
                               char path[PATH_MAX], struct cvd_err *err)
{
    int n = snprintf(path, PATH_MAX, "%s.%s.run", prefix, form_names[form]);

    return n > 0 && n < PATH_MAX
               ? CVD_OK
               : cvd_fail(err, CVD_EUSAGE, "path too long");
}

enum cvd_status ranking_read(const char *prefix, enum form form,
                             struct ranking *out, struct cvd_err *err)
{
    struct ranking r = { 0 };
    struct cvd_err why;
    char path[PATH_MAX];
    enum cvd_status st = path_of(prefix, form, path, err);

    if (st == CVD_OK)
        st = cvd_file_read(path, SCORE_FILE_MAX, &r.file, err);
    if (st == CVD_OK && (st = understand(&r, &why)) != CVD_OK)
        (void)cvd_fail(err, st, "'%s': %s", path, why.msg);
    if (st != CVD_OK) {
        ranking_release(&r);
        return st;
    }
    *out = r;
    return CVD_OK;
}

enum cvd_status ranking_write(const char *prefix, enum form form,
                              const struct ranking *r, struct cvd_err *err)
{
    char path[PATH_MAX];
    enum cvd_status st = path_of(prefix, form, path, err);

    return st == CVD_OK ? cvd_file_write(path, cvd_buf_str(&r->file), err)
                        : st;
}

void ranking_release(struct ranking *r)
{
    score_table_release(&r->table);
    cvd_buf_release(&r->file);
}
