/* api_words.c - the words that mark what a query finds, and those that stand
 * around its words. */
#include "search/words.h"
#include "searchd/call.h"
#include "searchd/params.h"

enum { WINDOW = 5 }; /* where ?around= says nothing */

/* "g2", "ratio", of what marks documents; "g2", "dice", "mi", of what stands
 * around words. */
static const char *const key_sorts[] = { "g2", "ratio", NULL };
static const char *const collocate_sorts[] = { "g2", "dice", "mi", NULL };
static const enum cvd_key_sort by_collocate_sort[] = {
    CVD_KEY_G2, CVD_KEY_DICE, CVD_KEY_MI,
};
static const char *const yes_names[] = { "0", "1", NULL };

/* What the two questions have in common. */
static enum cvd_status read_form(const struct call *c, struct params *p,
                                 const char *const *sorts,
                                 struct cvd_keyness_request *r,
                                 struct cvd_err *err)
{
    unsigned length = CVD_KEY_BOTH;
    enum cvd_status st = params_read(p, &c->uri, c->known, sorts, err);

    if (st == CVD_OK)
        st = params_number(&c->uri, "limit", CVD_KEY_UNITS_MAX,
                           CVD_KEY_UNITS, &p->request.limit, err);
    if (st == CVD_OK)
        st = params_choice(&c->uri, "units", cvd_key_lengths, &length, err);
    if (st == CVD_OK)
        st = params_number(&c->uri, "min_documents", CVD_KEY_DOCUMENTS_MAX,
                           CVD_KEY_DOCUMENTS, &r->min_documents, err);
    r->find = p->request;
    r->length = (enum cvd_key_length)length;
    return st;
}

static enum cvd_status answer(struct call *c,
                              const struct cvd_keyness_request *r,
                              struct cvd_err *err)
{
    struct cvd_keyness k = { 0 };
    enum cvd_status st = cvd_keyness(c->searcher, r, &k, err);

    if (st != CVD_OK)
        return st;
    c->count = metrics_query(c->metrics, &k.found);
    call_warn(c, &k.found);
    call_answers_json(c);
    st = cvd_keyness_json(&k, &c->reply.body);
    cvd_keyness_release(&k);
    return st;
}

enum cvd_status api_keyness(struct call *c, struct cvd_err *err)
{
    struct params p;
    struct cvd_keyness_request r = { 0 };
    unsigned under = 0;
    enum cvd_status st = read_form(c, &p, key_sorts, &r, err);

    if (st == CVD_OK)
        st = params_choice(&c->uri, "under", yes_names, &under, err);
    r.sort = p.sort ? CVD_KEY_RATIO : CVD_KEY_G2;
    r.under = under;
    r.against = uri_value(&c->uri, "against");
    r.against_others = r.against.len > 0;
    return st == CVD_OK ? answer(c, &r, err) : st;
}

enum cvd_status api_collocates(struct call *c, struct cvd_err *err)
{
    struct params p;
    struct cvd_keyness_request r = { 0 };
    enum cvd_status st = read_form(c, &p, collocate_sorts, &r, err);

    if (st == CVD_OK)
        st = params_number(&c->uri, "around", CVD_KEY_WINDOW_MAX, WINDOW,
                           &r.around, err);
    if (st == CVD_OK && !r.around)
        st = cvd_fail(err, CVD_EUSAGE, "around is at least one word");
    if (st != CVD_OK)
        return st;
    r.sort = by_collocate_sort[p.sort];
    return answer(c, &r, err);
}
