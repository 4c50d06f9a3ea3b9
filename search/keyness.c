/* keyness.c - what marks the documents of a query, and what stands around its
 * words: see words.h. */
#include "search/keyness_scores.h"
#include "search/keyness_units.h"
#include "search/planned.h"
#include "search/searcher.h"
#include "search/strings.h"
#include "search/warnings.h"

#include <assert.h>
#include <stdlib.h>

static_assert((int)CVD_KEY_WINDOW_MAX == CVD_FREQUENCY_WINDOW_MAX,
              "what may be asked is what is counted");

struct comparing {
    struct cvd_searcher *s;
    const struct cvd_keyness_request *r;
    struct cvd_planned planned;
    struct cvd_docset found, others; /* apart; of a window others has both */
    struct cvd_frequencies f;
    struct cvd_key_list list;
    bool swapped;            /* f's CVD_OF are the others */
};

/* ---- the question ---------------------------------------------------- */

enum cvd_status cvd_keyness_check(const struct cvd_keyness_request *r,
                                  struct cvd_err *err)
{
    bool of_window = r->sort == CVD_KEY_DICE || r->sort == CVD_KEY_MI;

    if (r->find.limit > CVD_KEY_UNITS_MAX)
        return cvd_fail(err, CVD_EUSAGE, "limit is at most %d",
                        CVD_KEY_UNITS_MAX);
    if (r->find.offset > CVD_OFFSET_MAX)
        return cvd_fail(err, CVD_EUSAGE, "offset is at most %d",
                        CVD_OFFSET_MAX);
    if (r->around > CVD_KEY_WINDOW_MAX)
        return cvd_fail(err, CVD_EUSAGE, "around is at most %d words",
                        CVD_KEY_WINDOW_MAX);
    if (r->min_documents > CVD_KEY_DOCUMENTS_MAX)
        return cvd_fail(err, CVD_EUSAGE, "min-documents is at most %d",
                        CVD_KEY_DOCUMENTS_MAX);
    if (r->around && (r->against_others || r->under))
        return cvd_fail(err, CVD_EUSAGE, "around goes with neither against "
                        "nor under");
    if (r->around ? r->sort == CVD_KEY_RATIO : of_window)
        return cvd_fail(err, CVD_EUSAGE, "sort '%s' goes %s around",
                        cvd_key_sorts[r->sort],
                        r->around ? "without" : "with");
    return CVD_OK;
}

/* ---- the documents --------------------------------------------------- */

static enum cvd_status find_query(struct comparing *c,
                                  const struct cvd_request *r,
                                  struct cvd_result *out,
                                  struct cvd_err *err)
{
    struct cvd_planned planned = { 0 };
    enum cvd_status st = cvd_find_all(c->s, r, out, &planned, &c->others,
                                      err);

    cvd_planned_release(&planned);
    return st;
}

/* What is warned of the query compared with is told once. */
static void add_warnings(struct cvd_result *to, const struct cvd_result *from)
{
    for (size_t i = 0; i < from->warning_count; i++) {
        size_t k = 0;
        while (k < to->warning_count && to->warnings[k] != from->warnings[i])
            k++;
        if (k == to->warning_count && k < CVD_WARNINGS_MAX)
            to->warnings[to->warning_count++] = from->warnings[i];
    }
}

static enum cvd_status find_against(struct comparing *c,
                                    struct cvd_keyness *k,
                                    struct cvd_err *err)
{
    struct cvd_request other = { .query = c->r->against };
    struct cvd_result found = { 0 };
    enum cvd_status st = find_query(c, &other, &found, err);

    if (st == CVD_OK) {
        add_warnings(&k->found, &found);
        cvd_buf_swap(&k->against, &found.query);
    }
    cvd_result_release(&found);
    return st;
}

/* All that the filters leave. */
static enum cvd_status find_corpus(struct comparing *c, struct cvd_err *err)
{
    struct cvd_request all = c->r->find;
    struct cvd_result found = { 0 };

    all.query = (struct cvd_str){ NULL, 0 };
    enum cvd_status st = find_query(c, &all, &found, err);
    cvd_result_release(&found);
    return st;
}

static enum cvd_status find_others(struct comparing *c,
                                   struct cvd_keyness *k,
                                   struct cvd_err *err)
{
    static const struct cvd_node all = { .kind = CVD_N_ALL };
    enum cvd_status st;

    if (c->r->around)
        return find_corpus(c, err);
    if (c->r->against_others)
        st = find_against(c, k, err);
    else
        st = cvd_store_collect(c->s->store, &all, &c->others, err);
    if (st == CVD_OK)
        cvd_docset_less(&c->others, &c->found);
    return st;
}

/* ---- counting -------------------------------------------------------- */

static enum cvd_status count(struct comparing *c, struct cvd_keyness *k,
                             struct cvd_err *err)
{
    const struct cvd_plan *plan = &c->planned.plan;
    struct cvd_place_words *places = calloc(plan->run_count + 1,
                                            sizeof *places);
    struct cvd_counting q = {
        .of = c->swapped ? &c->others : &c->found,
        .with = c->swapped ? &c->found : &c->others,
        .words = k->length != CVD_KEY_PAIRS,
        .pairs = k->length != CVD_KEY_WORDS,
        .min_documents = k->min_documents,
        .places = places, .place_count = plan->run_count,
        .window = k->around,
    };

    if (!places)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < plan->run_count; i++)
        places[i] = (struct cvd_place_words){ plan->runs[i].slots,
                                              plan->runs[i].count };
    enum cvd_status st = cvd_store_frequencies(c->s->store, &q, &c->f, err);
    free(places);
    return st;
}

static struct cvd_key_sides sides_of(const struct comparing *c)
{
    return (struct cvd_key_sides){
        .words = { (double)c->f.words[CVD_OF], (double)c->f.words[CVD_WITH] },
        .places = (double)c->f.places,
        .window = c->r->around != 0,
    };
}

/* Whether no pair that was too rare to be counted would be on the page. */
static bool is_sure(const struct comparing *c, const struct cvd_keyness *k)
{
    struct cvd_key_sides s = sides_of(c);
    uint64_t most = c->f.pairs_cut, with = s.window ? most : 0;
    size_t end = (size_t)c->r->find.offset + k->count;

    if (!most)
        return true;
    if (!k->count || k->count < c->r->find.limit)
        return false;
    return c->list.list[end - 1].score > cvd_key_score(&s, k->sort, most,
                                                       with);
}

/* ---- the page -------------------------------------------------------- */

static double per_million(uint64_t n, double words)
{
    const double million = 1e6;

    return words > 0 ? (double)n * million / words : 0;
}

static enum cvd_status keep_text(const struct cvd_frequency *u,
                                 struct cvd_keyness *k, struct cvd_str *out)
{
    struct cvd_buf text = { 0 };
    enum cvd_status st = cvd_buf_add(&text, u->first);

    if (st == CVD_OK && u->second.len)
        st = cvd_buf_add_char(&text, ' ');
    if (st == CVD_OK)
        st = cvd_buf_add(&text, u->second);
    if (st == CVD_OK)
        st = cvd_strings_keep(&k->strings, cvd_buf_str(&text), out);
    cvd_buf_release(&text);
    return st;
}

static enum cvd_status fill_unit(const struct comparing *c,
                                 const struct cvd_key_scored *scored,
                                 struct cvd_keyness *k,
                                 struct cvd_key_unit *out)
{
    const struct cvd_frequency *u = scored->unit;
    int here = c->swapped ? CVD_WITH : CVD_OF, there = !here;
    double words = (double)c->f.words[here];
    double others = (double)c->f.words[there];

    *out = (struct cvd_key_unit){
        .words = u->second.len ? 2 : 1,
        .count = u->count[here], .documents = u->documents[here],
        .left = u->left,
        .reference_count = u->count[there],
        .reference_documents = u->documents[there],
        .per_million = per_million(u->count[here], words),
        .reference_per_million = per_million(u->count[there], others),
        .g2 = scored->g2,
    };
    out->p_below = cvd_score_p(out->g2);
    if (c->r->around) {
        struct cvd_key_sides s = sides_of(c);
        out->log_dice = cvd_key_score(&s, CVD_KEY_DICE, u->count[CVD_OF],
                                      u->count[CVD_WITH]);
        out->mi = cvd_key_score(&s, CVD_KEY_MI, u->count[CVD_OF],
                                u->count[CVD_WITH]);
    } else {
        struct cvd_key_sides s = { .words = { words, others } };
        out->log_ratio = cvd_key_score(&s, CVD_KEY_RATIO, out->count,
                                       out->reference_count);
    }
    return keep_text(u, k, &out->text);
}

static enum cvd_status fill_page(const struct comparing *c,
                                 struct cvd_keyness *k)
{
    size_t offset = c->r->find.offset;
    size_t n = c->list.count > offset ? c->list.count - offset : 0;
    enum cvd_status st = CVD_OK;

    n = n < c->r->find.limit ? n : c->r->find.limit;
    k->list = calloc(n + 1, sizeof *k->list);
    if (!k->list)
        return CVD_ENOMEM;
    for (; k->count < n && st == CVD_OK; k->count++)
        st = fill_unit(c, &c->list.list[offset + k->count], k,
                       &k->list[k->count]);
    return st;
}

static void fill_totals(const struct comparing *c, struct cvd_keyness *k)
{
    int here = c->swapped ? CVD_WITH : CVD_OF, there = !here;

    k->words = c->f.words[here];
    k->reference_words = c->f.words[there];
    k->reference_documents = c->others.count;
    k->places = c->f.places;
    k->found_units = c->list.count;
}

static void warn(const struct comparing *c, struct cvd_keyness *k)
{
    bool sure = is_sure(c, k);

    k->complete = sure && !c->f.late && !k->found.cut_short;
    if (k->around && k->found.total && !c->planned.plan.run_count)
        cvd_warn(&k->found, CVD_W_NO_WORDS);
    if (!k->around && k->found.total && !c->others.count)
        cvd_warn(&k->found, CVD_W_NO_OTHERS);
    if (c->f.late && !k->found.cut_short)
        cvd_warn(&k->found, CVD_W_LATE);
    k->found.cut_short = !k->complete;
    if (!sure)
        cvd_warn(&k->found, CVD_W_RARE_PAIRS);
}

/* ---- all together ---------------------------------------------------- */

static enum cvd_status compare(struct comparing *c, struct cvd_keyness *k,
                               struct cvd_err *err)
{
    struct cvd_request find = c->r->find;
    enum cvd_status st = cvd_find_all(c->s, &find, &k->found, &c->planned,
                                      &c->found, err);

    if (st == CVD_OK)
        st = find_others(c, k, err);
    if (st == CVD_OK)
        st = count(c, k, err);
    if (st != CVD_OK)
        return st;
    struct cvd_key_sides s = sides_of(c);
    st = cvd_key_list_make(&c->f, &s, k->length, k->sort, &c->list);
    if (st == CVD_OK)
        st = fill_page(c, k);
    if (st != CVD_OK)
        return cvd_fail(err, st, "out of memory");
    fill_totals(c, k);
    warn(c, k);
    return CVD_OK;
}

enum cvd_status cvd_keyness(struct cvd_searcher *s,
                            const struct cvd_keyness_request *r,
                            struct cvd_keyness *out, struct cvd_err *err)
{
    struct comparing c = { .s = s, .r = r, .swapped = r->under };
    struct cvd_keyness k = {
        .length = r->length, .sort = r->sort, .around = r->around,
        .under = r->under,
        .min_documents = r->min_documents ? r->min_documents
                                          : CVD_KEY_DOCUMENTS,
    };
    enum cvd_status st = cvd_keyness_check(r, err);

    if (st == CVD_OK)
        st = compare(&c, &k, err);
    if (st == CVD_OK) {
        *out = k;
        k = (struct cvd_keyness){ 0 };
    }
    cvd_keyness_release(&k);
    cvd_planned_release(&c.planned);
    cvd_docset_release(&c.found);
    cvd_docset_release(&c.others);
    cvd_frequencies_release(&c.f);
    free(c.list.list);
    return st;
}

void cvd_keyness_release(struct cvd_keyness *k)
{
    cvd_result_release(&k->found);
    cvd_buf_release(&k->against);
    free(k->list);
    cvd_strings_free(k->strings);
    *k = (struct cvd_keyness){ 0 };
}
