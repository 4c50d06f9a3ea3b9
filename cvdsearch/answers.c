/* answers.c - see answers.h. */
#include "cvdsearch/answers.h"
#include "cvdsearch/remote.h"

#include <stdlib.h>

static enum cvd_status open_index(struct cli *c, struct cvd_err *err)
{
    enum cvd_status st = cvd_searcher_open(c->index, &c->searcher, err);

    if (st != CVD_OK || !c->synonyms)
        return st;
    st = cvd_synonyms_open(c->synonyms, &c->synonym_list, err);
    if (st == CVD_OK)
        cvd_searcher_synonyms(c->searcher, c->synonym_list);
    /* Nothing found is something else. */
    return st == CVD_ENOTFOUND ? CVD_EIO : st;
}

enum cvd_status answers_open(struct cli *c, struct cvd_err *err)
{
    const char *token = getenv("CVD_TOKEN");

    if (c->server)
        return remote_open(c->server, token && token[0] ? token : NULL,
                           &c->remote, err);
    return c->index ? open_index(c, err) : CVD_OK;
}

void answers_close(struct cli *c)
{
    cvd_searcher_close(c->searcher);
    cvd_synonyms_close(c->synonym_list);
    remote_close(c->remote);
}

/* ---- what a query finds ---------------------------------------------- */

enum cvd_status answers_search(const struct cli *c, struct cvd_result *out,
                               struct cvd_err *err)
{
    return c->remote ? remote_search(c->remote, &c->request, out, err)
                     : cvd_search(c->searcher, &c->request, out, err);
}

enum cvd_status answers_timeline(const struct cli *c,
                                 struct cvd_timeline *out,
                                 struct cvd_err *err)
{
    return c->remote
               ? remote_timeline(c->remote, &c->request, &c->timeline, out,
                                 err)
               : cvd_timeline(c->searcher, &c->request, &c->timeline, out,
                              err);
}

enum cvd_status answers_missing(const struct cli *c,
                                struct cvd_cited_list *out,
                                struct cvd_err *err)
{
    return c->remote ? remote_missing(c->remote, &c->request, out, err)
                     : cvd_missing(c->searcher, &c->request, out, err);
}

enum cvd_status answers_kwic(const struct cli *c, struct cvd_kwic *out,
                             struct cvd_err *err)
{
    return c->remote
               ? remote_kwic(c->remote, &c->request, &c->lines, out, err)
               : cvd_kwic(c->searcher, &c->request, &c->lines, out, err);
}

enum cvd_status answers_keyness(const struct cli *c, struct cvd_keyness *out,
                                struct cvd_err *err)
{
    return c->remote ? remote_keyness(c->remote, &c->keyness, out, err)
                     : cvd_keyness(c->searcher, &c->keyness, out, err);
}

enum cvd_status answers_graph(const struct cli *c, struct cvd_graph *out,
                              struct cvd_err *err)
{
    return c->remote ? remote_graph(c->remote, &c->graph, out, err)
                     : cvd_graph(c->searcher, &c->graph, out, err);
}

enum cvd_status answers_suggest(const struct cli *c, struct cvd_str prefix,
                                struct cvd_suggestion **out, size_t *count,
                                struct cvd_err *err)
{
    return c->remote ? remote_suggest(c->remote, prefix, c->request.limit,
                                      out, count, err)
                     : cvd_suggest(c->searcher, prefix, c->request.limit,
                                   out, count, err);
}

enum cvd_status answers_analyze_json(const struct cli *c,
                                     struct cvd_str text,
                                     struct cvd_buf *out,
                                     struct cvd_err *err)
{
    return c->remote ? remote_analyze_json(c->remote, text, out, err)
                     : cvd_analyze_json(c->searcher, text, out, err);
}

/* ---- all of it, to take away ----------------------------------------- */

enum { PIECE_BYTES = 64 * 1024 };

enum cvd_status answers_export_open(const struct cli *c,
                                    const struct cvd_export_form *form,
                                    struct answers_export *out,
                                    struct cvd_err *err)
{
    enum cvd_status st;

    if (c->remote) {
        st = remote_export_about(c->remote, &c->request, form,
                                 &out->told_about, &out->told, err);
        out->found = &out->told;
        out->about = cvd_str_trim(cvd_buf_str(&out->told_about));
        return st;
    }
    st = cvd_export_open(c->searcher, &c->request, form, &out->here, err);
    if (st == CVD_OK) {
        out->found = cvd_export_found(out->here);
        out->about = cvd_export_about(out->here);
    }
    return st;
}

enum cvd_status answers_export_read(const struct cli *c,
                                    const struct cvd_export_form *form,
                                    const struct answers_export *x,
                                    answers_piece_fn *fn, void *ctx,
                                    struct cvd_err *err)
{
    struct cvd_buf piece = { 0 };
    enum cvd_status st;
    bool more;

    if (c->remote)
        return remote_export(c->remote, &c->request, form, fn, ctx, err);
    do {
        cvd_buf_clear(&piece);
        st = cvd_export_read(x->here, PIECE_BYTES, &piece, err);
        /* Rows before a failure are good. */
        more = piece.len && fn(ctx, cvd_buf_str(&piece));
    } while (st == CVD_OK && more);
    cvd_buf_release(&piece);
    return st;
}

void answers_export_close(struct answers_export *x)
{
    cvd_export_close(x->here);
    cvd_result_release(&x->told);
    cvd_buf_release(&x->told_about);
}

/* ---- one document ---------------------------------------------------- */

enum cvd_status answers_document(const struct cli *c, struct cvd_str id,
                                 struct cvd_doc *out,
                                 struct cvd_citations *cites,
                                 struct cvd_err *err)
{
    if (c->remote)
        return remote_document(c->remote, id, out, cites, err);
    enum cvd_status st = cvd_document(c->searcher, id, out, err);
    return st == CVD_OK ? cvd_cites(c->searcher, out, cites, err) : st;
}

enum cvd_status answers_document_json(const struct cli *c,
                                      struct cvd_str id,
                                      struct cvd_buf *out,
                                      struct cvd_err *err)
{
    struct cvd_doc d = { 0 };

    if (c->remote)
        return remote_document_json(c->remote, id, out, err);
    enum cvd_status st = cvd_document(c->searcher, id, &d, err);
    if (st == CVD_OK)
        st = cvd_document_json(c->searcher, &d, out, err);
    cvd_doc_release(&d);
    return st;
}

enum cvd_status answers_text(const struct cli *c, struct cvd_str id,
                             struct cvd_buf *out, struct cvd_err *err)
{
    struct cvd_doc d = { 0 };

    if (c->remote)
        return remote_text(c->remote, id, out, err);
    enum cvd_status st = cvd_document(c->searcher, id, &d, err);
    if (st == CVD_OK && cvd_buf_add(out, d.text) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    cvd_doc_release(&d);
    return st;
}

enum cvd_status answers_cites(const struct cli *c, struct cvd_str id,
                              struct cvd_buf *found,
                              struct cvd_citations *out, struct cvd_err *err)
{
    struct cvd_doc d = { 0 };

    if (c->remote)
        return remote_cites(c->remote, id, found, out, err);
    enum cvd_status st = cvd_document(c->searcher, id, &d, err);
    if (st == CVD_OK)
        st = cvd_cites(c->searcher, &d, out, err);
    if (st == CVD_OK && cvd_buf_add(found, d.id) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    cvd_doc_release(&d);
    return st;
}

enum cvd_status answers_cited_by(const struct cli *c, struct cvd_str what,
                                 struct cvd_cited_list *out,
                                 struct cvd_err *err)
{
    unsigned offset = c->request.offset, limit = c->request.limit;

    return c->remote
               ? remote_cited_by(c->remote, what, offset, limit, out, err)
               : cvd_cited_by(c->searcher, what, offset, limit, out, err);
}

enum cvd_status answers_trace(const struct cli *c, struct cvd_trace *out,
                              struct cvd_err *err)
{
    return c->remote ? remote_trace(c->remote, &c->request, out, err)
                     : cvd_trace(c->searcher, &c->request, out, err);
}

enum cvd_status answers_similar(const struct cli *c, struct cvd_str id,
                                struct cvd_similar_list *out,
                                struct cvd_err *err)
{
    unsigned limit = c->request.limit;

    return c->remote ? remote_similar(c->remote, id, limit, out, err)
                     : cvd_similar(c->searcher, id, limit, out, err);
}

enum cvd_status answers_compare(const struct cli *c, struct cvd_str a,
                                struct cvd_str b,
                                struct cvd_comparison *out,
                                struct cvd_err *err)
{
    return c->remote ? remote_compare(c->remote, a, b, out, err)
                     : cvd_compare(c->searcher, a, b, out, err);
}
