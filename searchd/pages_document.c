/* pages_document.c - the pages of a document and of a number. */
#include "searchd/page/page.h"
#include "searchd/page_call.h"
#include "searchd/params.h"

enum {
    QUOTES = 20,     /* citing sentences shown: some milliseconds */
    SIMILAR_MS = 100 /* for what is like a document: a few are enough in most
                        archives, and its text is not to wait for more */
};

/* The search that led to the document, as far as the address has one that can
 * be read: one that cannot is no reason to withhold the document. */
static void read_search(const struct call *c, struct params *p)
{
    struct cvd_err unread = { 0 };

    if (params_read(p, &c->uri, c->known, NULL, &unread) != CVD_OK)
        *p = (struct params){ 0 };
}

/* Where what is sought stands in the text; nothing where it cannot be read as
 * a query. */
static enum cvd_status find_marks(struct call *c, struct page_doc *d,
                                  struct cvd_marks *out, struct cvd_err *err)
{
    struct cvd_request within = { .query = d->find };
    const struct cvd_request *r = d->find.len ? &within : d->search;
    enum cvd_status st = CVD_OK;

    if (!r->query.len)
        return CVD_OK;
    st = cvd_marks(c->searcher, r, d->doc, out, err);
    if (st == CVD_OK)
        d->marks = out;
    return st == CVD_EUSAGE || st == CVD_ELIMIT ? CVD_OK : st;
}

/* What shares text with document `id`, as far as it is found in time; none
 * where the document took all the time there is. */
static enum cvd_status find_similar(struct call *c, struct cvd_str id,
                                    struct cvd_similar_list *out,
                                    const struct cvd_similar_list **shown,
                                    struct cvd_err *err)
{
    if (cvd_searcher_late(c->searcher))
        return CVD_OK;
    cvd_searcher_deadline(c->searcher, SIMILAR_MS);
    *shown = out;
    return cvd_similar(c->searcher, id, PAGE_SIMILAR, out, err);
}

enum cvd_status page_of_document(struct call *c, struct cvd_err *err)
{
    struct page page = call_page(c);
    struct params p;
    struct cvd_doc d = { 0 };
    struct cvd_citations cites = { 0 };
    struct cvd_cited_list citers = { 0 };
    struct cvd_marks marks = { 0 };
    struct cvd_similar_list similar = { 0 };
    struct cvd_str id = page_name(c);
    struct page_doc shown = { .doc = &d, .cites = &cites, .citers = &citers,
                              .search = &p.request,
                              .find = uri_value(&c->uri, "find") };
    enum cvd_status st = cvd_document(c->searcher, id, &d, err);

    read_search(c, &p);
    if (st == CVD_OK)
        st = cvd_cites(c->searcher, &d, &cites, err);
    if (st == CVD_OK)
        st = cvd_cited_by(c->searcher, id, 0, PAGE_CITERS, &citers, err);
    if (st == CVD_OK)
        st = find_marks(c, &shown, &marks, err);
    if (st == CVD_OK) /* last: it sets the time anew */
        st = find_similar(c, id, &similar, &shown.similar, err);
    if (st == CVD_OK) {
        c->reply.type = reply_html;
        st = page_document(&page, &shown, &c->reply.body);
    }
    cvd_similar_list_release(&similar);
    cvd_marks_release(&marks);
    cvd_cited_list_release(&citers);
    cvd_citations_release(&cites);
    cvd_doc_release(&d);
    return st;
}

enum cvd_status page_of_similar(struct call *c, struct cvd_err *err)
{
    struct page page = call_page(c);
    struct cvd_doc d = { 0 };
    struct cvd_similar_list l = { 0 };
    struct cvd_str id = page_name(c);
    enum cvd_status st = cvd_document(c->searcher, id, &d, err);

    if (st == CVD_OK)
        st = cvd_similar(c->searcher, id, PAGE_SIMILAR_ALL, &l, err);
    if (st == CVD_OK) {
        c->reply.type = reply_html;
        st = page_similar(&page, &d, &l, &c->reply.body);
    }
    cvd_similar_list_release(&l);
    cvd_doc_release(&d);
    return st;
}

/* Set *out to the newest documents that cite number `l`, as results: their
 * snippets are the sentences in which they do. */
static enum cvd_status find_quotes(struct call *c,
                                   const struct cvd_cited_list *l,
                                   struct cvd_result *out,
                                   struct cvd_err *err)
{
    struct cvd_filter citing = { CVD_F_CITES, l->number };
    struct cvd_request r = { .query = l->number, .filters = &citing,
                             .filter_count = 1, .limit = QUOTES,
                             .sort = CVD_SORT_NEWEST };

    if (!l->number.len)
        return CVD_OK;
    enum cvd_status st = cvd_search(c->searcher, &r, out, err);
    return st == CVD_EUSAGE || st == CVD_ELIMIT ? CVD_OK : st;
}

enum cvd_status page_of_reference(struct call *c, struct cvd_err *err)
{
    struct page page = call_page(c);
    struct cvd_cited_list l = { 0 };
    struct cvd_result quotes = { 0 };
    struct cvd_str number = page_name(c);
    enum cvd_status st =
        cvd_cited_by(c->searcher, number, 0, PAGE_CITERS, &l, err);
    bool found = st == CVD_OK;

    if (found)
        st = find_quotes(c, &l, &quotes, err);
    c->reply.type = reply_html;
    if (st == CVD_ENOTFOUND)
        c->reply.status = 404;
    if (st == CVD_OK || st == CVD_ENOTFOUND)
        st = page_reference(&page, number, found ? &l : NULL, &quotes,
                            &c->reply.body);
    cvd_result_release(&quotes);
    cvd_cited_list_release(&l);
    return st;
}
