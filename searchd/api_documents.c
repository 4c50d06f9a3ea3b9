/* api_documents.c - documents, and what they refer to, as JSON. */
#include "search/citations.h"
#include "searchd/call.h"
#include "searchd/params.h"

/* /api/v1/documents/{id}, /api/v1/references/{number} */
enum { NAME_AT = 3 };

enum { CITERS = 1000 }; /* where ?limit= says nothing: most often all */

enum cvd_status api_document(struct call *c, struct cvd_err *err)
{
    struct cvd_doc d = { 0 };
    enum cvd_status st =
        cvd_document(c->searcher, call_segment(c, NAME_AT), &d, err);

    if (st == CVD_OK) {
        call_answers_json(c);
        st = cvd_document_json(c->searcher, &d, &c->reply.body, err);
    }
    cvd_doc_release(&d);
    return st;
}

enum cvd_status api_text(struct call *c, struct cvd_err *err)
{
    struct cvd_doc d = { 0 };
    enum cvd_status st =
        cvd_document(c->searcher, call_segment(c, NAME_AT), &d, err);

    if (st == CVD_OK) {
        c->reply.type = reply_text;
        st = cvd_buf_add(&c->reply.body, d.text);
    }
    cvd_doc_release(&d);
    return st;
}

enum cvd_status api_cites(struct call *c, struct cvd_err *err)
{
    struct cvd_doc d = { 0 };
    struct cvd_citations cites = { 0 };
    enum cvd_status st =
        cvd_document(c->searcher, call_segment(c, NAME_AT), &d, err);

    if (st == CVD_OK)
        st = cvd_cites(c->searcher, &d, &cites, err);
    if (st == CVD_OK) {
        call_answers_json(c);
        st = cvd_citations_json(&cites, d.id, &c->reply.body);
    }
    cvd_citations_release(&cites);
    cvd_doc_release(&d);
    return st;
}

/* Who cites what the path names. */
static enum cvd_status answer_cited_by(struct call *c, struct cvd_err *err)
{
    struct cvd_cited_list l = { 0 };
    unsigned limit, offset;
    enum cvd_status st = params_number(&c->uri, "limit", CVD_CITERS_MAX,
                                       CITERS, &limit, err);

    if (st == CVD_OK)
        st = params_number(&c->uri, "offset", CVD_CITERS_MAX, 0, &offset,
                           err);
    if (st == CVD_OK)
        st = cvd_cited_by(c->searcher, call_segment(c, NAME_AT), offset,
                          limit, &l, err);
    if (st == CVD_OK) {
        call_answers_json(c);
        st = cvd_cited_by_json(&l, &c->reply.body);
    }
    cvd_cited_list_release(&l);
    return st;
}

enum cvd_status api_cited_by(struct call *c, struct cvd_err *err)
{
    struct cvd_doc d = { 0 };
    enum cvd_status st =
        cvd_document(c->searcher, call_segment(c, NAME_AT), &d, err);

    cvd_doc_release(&d);
    return st == CVD_OK ? answer_cited_by(c, err) : st;
}

/* A number that nothing bears and nothing cites is not found. */
enum cvd_status api_reference(struct call *c, struct cvd_err *err)
{
    return answer_cited_by(c, err);
}
