/* cmd_add.c - cvdindex add, and rebuild: documents into an index. */
#include "indexer/clean.h"
#include "indexer/commands.h"
#include "indexer/jsonl.h"
#include "indexer/lines.h"
#include "indexer/progress.h"
#include "indexer/session.h"

#include <stdio.h>

/* ---- how much there is, for the bar ---------------------------------- */

struct total {
    uint64_t documents, bytes;
    bool known;
};

static enum cvd_status measure(void *ctx, const struct cvd_found *f,
                               struct cvd_err *err)
{
    struct total *t = ctx;

    (void)err;
    t->documents++;
    t->bytes += f->size;
    if (f->kind == CVD_FOUND_JSONL && strcmp(f->path, "-") == 0)
        t->known = false;
    return CVD_OK;
}

static enum cvd_status begin_progress(const struct cvd_options *o,
                                      struct cvd_err *err)
{
    struct total t = { .known = true };
    uint64_t passed_over;
    enum cvd_status st = CVD_OK;

    if (cvd_progress_wanted())
        st = cvd_sources_walk(o->args, o->arg_count, measure, &t,
                              &passed_over, err);
    cvd_progress_begin("đọc", 0, t.known ? t.bytes : 0);
    return st;
}

/* ---- documents ------------------------------------------------------- */

/* A line of a JSONL file that cannot be had. */
static enum cvd_status put_bad_line(struct cvd_pipeline *p,
                                    const struct cvd_lines *lines,
                                    const char *reason, struct cvd_err *err)
{
    char name[CVD_ERR_MAX];
    struct cvd_buf shown = { 0 };

    (void)snprintf(name, sizeof name, ":%llu",
                   (unsigned long long)lines->number);
    enum cvd_status st = cvd_clean_bytes(cvd_str_from(lines->path), &shown);
    if (st == CVD_OK)
        st = cvd_buf_add_text(&shown, name);
    st = st == CVD_OK ? cvd_pipeline_bad(p, cvd_buf_str(&shown), reason, err)
                      : cvd_fail(err, st, "out of memory");
    cvd_buf_release(&shown);
    return st;
}

static enum cvd_status put_jsonl(struct cvd_pipeline *p, const char *path,
                                 struct cvd_err *err)
{
    struct cvd_lines lines = { 0 };
    struct cvd_str line;
    struct cvd_err why;
    enum cvd_status got = cvd_lines_open(&lines, path, &why);
    enum cvd_status st = CVD_OK;

    if (got != CVD_OK)
        st = put_bad_line(p, &lines, why.msg, err);
    while (got == CVD_OK && st == CVD_OK) {
        got = cvd_lines_next(&lines, &line, &why);
        if (got == CVD_OK) {
            if (!cvd_json_line_blank(line))
                st = cvd_pipeline_line(p, path, lines.number, line, err);
        } else if (got == CVD_ELIMIT) {
            st = put_bad_line(p, &lines, why.msg, err);
            got = CVD_OK;
        } else if (got == CVD_ENOMEM) {
            st = cvd_fail(err, got, "%s", why.msg);
        } else if (got != CVD_ENOTFOUND) {
            st = put_bad_line(p, &lines, why.msg, err);
        }
    }
    cvd_lines_close(&lines);
    return st;
}

static enum cvd_status put(void *ctx, const struct cvd_found *f,
                           struct cvd_err *err)
{
    struct cvd_pipeline *p = ctx;

    switch (f->kind) {
    case CVD_FOUND_FILE:
        return cvd_pipeline_file(p, f, err);
    case CVD_FOUND_JSONL:
        return put_jsonl(p, f->path, err);
    default:
        return cvd_pipeline_bad(p, f->id, f->reason, err);
    }
}

/* Whether anything was read at all. */
static bool read_any(const struct cvd_session *s)
{
    return cvd_report_count(s->report, CVD_ADDED) ||
           cvd_report_count(s->report, CVD_UPDATED) ||
           cvd_report_count(s->report, CVD_UNCHANGED);
}

static enum cvd_status run(const struct cvd_options *o,
                           enum cvd_session_kind kind, int *exit_status,
                           struct cvd_err *err)
{
    struct cvd_session s = { 0 };
    uint64_t passed_over = 0;
    enum cvd_status st = cvd_session_open(&s, o, kind, err);

    if (st == CVD_OK)
        st = begin_progress(o, err);
    if (st == CVD_OK)
        st = cvd_sources_walk(o->args, o->arg_count, put, s.pipeline,
                              &passed_over, err);
    if (st == CVD_OK)
        st = cvd_pipeline_drain(s.pipeline, err);
    /* A disk that is not mounted must not empty the index. */
    if (st == CVD_OK && kind == CVD_SESSION_FRESH && !read_any(&s)) {
        st = cvd_report_finish(s.report, err);
        if (st == CVD_OK)
            st = cvd_fail(err, CVD_ENOTFOUND,
                          "no document could be read: the index is as it "
                          "was, give other sources");
    } else {
        if (st == CVD_OK)
            st = cvd_session_publish(&s, false, err);
        if (st == CVD_OK)
            st = cvd_session_account(&s, passed_over, err);
    }
    if (st == CVD_OK && cvd_session_failed(&s))
        *exit_status = CVD_EXIT_SOME_FAILED;
    cvd_session_close(&s);
    return st;
}

enum cvd_status cvd_cmd_add(const struct cvd_options *o, int *exit_status,
                            struct cvd_err *err)
{
    return run(o, CVD_SESSION_ADD, exit_status, err);
}

enum cvd_status cvd_cmd_rebuild(const struct cvd_options *o,
                                int *exit_status, struct cvd_err *err)
{
    return run(o, CVD_SESSION_FRESH, exit_status, err);
}
