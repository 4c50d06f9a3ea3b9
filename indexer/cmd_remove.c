/* cmd_remove.c - cvdindex remove, and prune: documents out of an index. */
#include "indexer/clean.h"
#include "indexer/commands.h"
#include "indexer/id_table.h"
#include "indexer/jsonl.h"
#include "indexer/lines.h"
#include "indexer/progress.h"
#include "indexer/session.h"

/* ---- remove ---------------------------------------------------------- */

static enum cvd_status remove_one(struct cvd_session *s, const char *name,
                                  struct cvd_err *err)
{
    struct cvd_buf id = { 0 };
    struct cvd_err why;
    enum cvd_status st = cvd_clean_id(cvd_str_from(name), "id", &id, &why);
    bool named = st == CVD_OK;
    if (named)
        st = cvd_writer_remove(s->writer, cvd_buf_str(&id), &why);
    bool removed = st == CVD_OK;
    const char *reason = removed ? NULL : why.msg;

    if (named && st == CVD_ENOTFOUND) {
        st = CVD_OK;
    } else if (st != CVD_OK && st != CVD_ENOMEM) {
        cvd_buf_clear(&id);
        st = cvd_clean_bytes(cvd_str_from(name), &id);
    }
    if (st == CVD_OK)
        st = cvd_report_tell(s->report, cvd_buf_str(&id),
                             removed ? CVD_REMOVED : CVD_FAILED,
                             cvd_str_from(reason), 0, err);
    else
        st = cvd_fail(err, st, "out of memory");
    cvd_buf_release(&id);
    return st;
}

enum cvd_status cvd_cmd_remove(const struct cvd_options *o, int *exit_status,
                               struct cvd_err *err)
{
    struct cvd_session s = { 0 };
    enum cvd_status st = cvd_session_open(&s, o, CVD_SESSION_EXISTING, err);

    for (size_t i = 0; i < o->arg_count && st == CVD_OK; i++)
        st = remove_one(&s, o->args[i], err);
    if (st == CVD_OK)
        st = cvd_session_publish(&s, false, err);
    if (st == CVD_OK)
        st = cvd_session_account(&s, 0, err);
    if (st == CVD_OK && cvd_session_failed(&s))
        *exit_status = CVD_EXIT_SOME_FAILED;
    cvd_session_close(&s);
    return st;
}

/* ---- prune ----------------------------------------------------------- */

/* Ids that the sources hold now.  What cannot be read could be any: rather
 * than remove it prune stops. */
struct present {
    struct cvd_id_table ids;
    struct cvd_json_line line;
};

static enum cvd_status keep_id(struct present *p, struct cvd_str id,
                               struct cvd_err *err)
{
    enum cvd_status st = cvd_id_table_put(&p->ids, cvd_id_hash(id), 0);

    return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
}

static enum cvd_status keep_lines(struct present *p, const char *path,
                                  struct cvd_err *err)
{
    struct cvd_lines lines = { 0 };
    struct cvd_material m;
    struct cvd_str line;
    struct cvd_err why;
    enum cvd_status st = cvd_lines_open(&lines, path, &why);

    while (st == CVD_OK) {
        st = cvd_lines_next(&lines, &line, &why);
        if (st != CVD_OK || cvd_json_line_blank(line))
            continue;
        st = cvd_json_line_read(&p->line, line, path, lines.number, &m,
                                &why);
        /* Bad otherwise, but it says which document it is. */
        if (st != CVD_OK && st != CVD_ENOMEM && p->line.id.len)
            st = CVD_OK;
        if (st == CVD_OK)
            st = keep_id(p, cvd_buf_str(&p->line.id), &why);
    }
    if (st == CVD_ENOTFOUND && lines.open)
        st = CVD_OK;
    else
        (void)cvd_fail(err, st,
                       "cannot tell what '%s' holds: %s; nothing was removed",
                       path, why.msg);
    cvd_lines_close(&lines);
    return st;
}

static enum cvd_status keep(void *ctx, const struct cvd_found *f,
                            struct cvd_err *err)
{
    struct present *p = ctx;

    switch (f->kind) {
    case CVD_FOUND_FILE:
        return keep_id(p, f->id, err);
    case CVD_FOUND_JSONL:
        return keep_lines(p, f->path, err);
    default:
        return cvd_fail(err, CVD_EIO,
                        "cannot tell what '%.*s' holds: %s; nothing was "
                        "removed", (int)f->id.len, f->id.ptr, f->reason);
    }
}

static enum cvd_status drop_absent(struct cvd_session *s,
                                   const struct cvd_options *o,
                                   const struct present *p,
                                   struct cvd_err *err)
{
    struct cvd_doc doc = { 0 };
    struct cvd_str none = { 0 };
    struct cvd_store *store;
    enum cvd_status st = cvd_store_open(o->index, &store, err);

    for (uint32_t n = 0; st == CVD_OK && (n = cvd_store_next(store, n));) {
        st = cvd_store_read(store, n, false, &doc, err);
        if (st != CVD_OK || cvd_id_table_find(&p->ids, cvd_id_hash(doc.id)))
            continue;
        st = cvd_writer_remove(s->writer, doc.id, err);
        if (st == CVD_OK)
            st = cvd_report_tell(s->report, doc.id, CVD_REMOVED, none, 0,
                                 err);
        else if (st == CVD_ENOTFOUND)
            st = CVD_OK;
    }
    cvd_doc_release(&doc);
    cvd_store_close(store);
    return st;
}

enum cvd_status cvd_cmd_prune(const struct cvd_options *o, int *exit_status,
                              struct cvd_err *err)
{
    struct cvd_session s = { 0 };
    struct present p = { 0 };
    uint64_t passed_over;
    enum cvd_status st = cvd_session_open(&s, o, CVD_SESSION_EXISTING, err);

    (void)exit_status;
    if (st == CVD_OK)
        st = cvd_sources_walk(o->args, o->arg_count, keep, &p, &passed_over,
                              err);
    /* A disk that is not mounted must not empty the index. */
    if (st == CVD_OK && p.ids.count == 0)
        st = cvd_fail(err, CVD_EIO,
                      "the sources hold no document: nothing was removed");
    /* Shows an interrupt, after which the ids are not all there. */
    if (st == CVD_OK)
        st = cvd_pipeline_drain(s.pipeline, err);
    if (st == CVD_OK)
        st = drop_absent(&s, o, &p, err);
    if (st == CVD_OK)
        st = cvd_session_publish(&s, false, err);
    if (st == CVD_OK)
        st = cvd_session_account(&s, 0, err);
    cvd_session_close(&s);
    cvd_id_table_release(&p.ids);
    cvd_json_line_release(&p.line);
    return st;
}
