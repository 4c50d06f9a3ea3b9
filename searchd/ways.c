/* ways.c - see ways.h.  What is tried comes in the order in which it is
 * offered: what is nearest to the question first. */
#include "searchd/ways.h"
#include "search/reword.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    /* A count takes some milliseconds where the archive is large; many empty
     * answers at once must not be the load.  Two of these are for what is
     * tried last. */
    COUNTS_MAX = 8,
    FIELDS_MAX = 3, PIECES_TRIED = 3, /* of these, so that each kind is
                                         tried */
    PIECES_MAX = 64, /* looked at */
    WAYS_CPU_MS = 100, /* then no other is begun: of the processor's time, so
                          that a busy machine offers no less; the deadline
                          holds too */
    YEARS_WIDER = 5,
    YEAR_LAST = 9999
};

struct trying {
    struct cvd_searcher *s;
    const struct cvd_request *asked;
    const struct cvd_result *none;
    struct page_ways *out;
    unsigned counts, counts_max;
    uint64_t until;
    enum cvd_status status;
    struct cvd_err *err;
};

static uint64_t cpu_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static bool may_count(const struct trying *t)
{
    return t->status == CVD_OK && t->counts < t->counts_max &&
           t->out->count < PAGE_WAYS_MAX && !cvd_searcher_late(t->s) &&
           cpu_ms() < t->until;
}

static void fail(struct trying *t, enum cvd_status st)
{
    if (t->status == CVD_OK && st != CVD_OK)
        t->status = cvd_fail(t->err, st, "out of memory");
}

static struct page_way way(const struct trying *t, enum page_way_kind kind)
{
    struct page_way w = { .kind = kind, .request = *t->asked };

    w.request.offset = 0;
    return w;
}

/* Whether `w` finds anything, and how much. */
static bool count(struct trying *t, struct page_way *w)
{
    struct cvd_request r = w->request;
    struct cvd_result found = { 0 };

    t->counts++;
    r.facet_count = 0;
    r.without_snippets = true;
    r.fold = false;
    r.limit = PAGE_HITS; /* what finds less is widened: as the page will be */
    enum cvd_status st = cvd_search(t->s, &r, &found, t->err);
    if (st == CVD_EUSAGE || st == CVD_ELIMIT)
        return false; /* it cannot be asked: too long by now */
    t->status = st;
    bool finds = st == CVD_OK && found.total && !found.cut_short;
    w->total = found.whole ? found.whole : found.total;
    w->total_is_exact = found.total_is_exact;
    cvd_result_release(&found);
    return finds;
}

/* Offer `w`, if it finds anything; else it is released. */
static bool offer(struct trying *t, struct page_way *w)
{
    bool finds = may_count(t) && cvd_request_asks(&w->request) && count(t, w);

    if (finds)
        t->out->list[t->out->count++] = *w;
    else
        free(w->filters);
    return finds;
}

/* ---- other words ----------------------------------------------------- */

static bool offer_query(struct trying *t, struct page_way w,
                        struct cvd_str query)
{
    fail(t, cvd_strings_keep(&t->out->strings, query, &w.request.query));
    return offer(t, &w);
}

static void try_meant(struct trying *t)
{
    if (t->none->suggestion.len)
        (void)offer_query(t, way(t, PAGE_WAY_MEANT),
                          cvd_buf_str(&t->none->suggestion));
}

static void try_put(struct trying *t, enum page_way_kind kind,
                    enum cvd_status (*put)(struct cvd_str query,
                                           struct cvd_buf *out, bool *any))
{
    struct cvd_buf query = { 0 };
    bool any = false;

    fail(t, put(t->asked->query, &query, &any));
    if (any)
        (void)offer_query(t, way(t, kind), cvd_buf_str(&query));
    cvd_buf_release(&query);
}

static void try_some(struct trying *t)
{
    struct page_way w = way(t, PAGE_WAY_SOME);

    if (t->asked->sort == CVD_SORT_RELEVANCE)
        return;
    w.request.sort = CVD_SORT_RELEVANCE;
    (void)offer(t, &w);
}

/* Without a piece that keeps documents out; by date each word does. */
static void try_less(struct trying *t)
{
    struct cvd_query_piece pieces[PIECES_MAX];
    struct cvd_str query = t->asked->query;
    size_t n = cvd_query_pieces(query, pieces, PIECES_MAX);
    size_t tried = 0;
    bool any_binds = t->asked->sort != CVD_SORT_RELEVANCE;

    for (size_t i = 0; i < n && n > 1 && tried < PIECES_TRIED; i++) {
        struct cvd_buf less = { 0 };
        struct page_way w = way(t, PAGE_WAY_LESS);
        if (!pieces[i].binds && !any_binds)
            continue;
        tried++;
        w.piece = (struct cvd_str){ query.ptr + pieces[i].start,
                                    pieces[i].end - pieces[i].start };
        fail(t, cvd_query_without(query, pieces[i].start, pieces[i].end,
                                  &less));
        (void)offer_query(t, w, cvd_buf_str(&less));
        cvd_buf_release(&less);
    }
}

/* ---- other filters --------------------------------------------------- */

/* The request of `w` without its filters of `field`: of one field any value
 * will do, so that one value less finds no more. */
static bool drop_field(struct trying *t, struct page_way *w,
                       enum cvd_field field)
{
    const struct cvd_request *asked = t->asked;
    size_t kept = 0;

    w->filters = calloc(asked->filter_count + 1, sizeof *w->filters);
    if (!w->filters) {
        fail(t, CVD_ENOMEM);
        return false;
    }
    for (size_t i = 0; i < asked->filter_count; i++)
        if (asked->filters[i].field != field)
            w->filters[kept++] = asked->filters[i];
    w->request.filters = w->filters;
    w->request.filter_count = kept;
    return true;
}

static void try_fields(struct trying *t)
{
    size_t tried = 0;

    for (int f = 0; f < CVD_F_COUNT && tried < FIELDS_MAX; f++) {
        struct page_way w = way(t, PAGE_WAY_FIELD);
        w.field = (enum cvd_field)f;
        if (w.field == CVD_F_YEAR || !cvd_request_filters(t->asked, w.field))
            continue; /* a year is a limit of time */
        tried++;
        if (drop_field(t, &w, w.field))
            (void)offer(t, &w);
    }
}

/* ---- other times ----------------------------------------------------- */

/* Years, 0: open. */
struct years {
    unsigned from, to;
    bool whole; /* the limits are years */
};

static unsigned year_of(struct cvd_str date)
{
    unsigned year = 0;

    for (size_t i = 0; i < date.len && i < 4; i++)
        year = year * 10 + (unsigned)(date.ptr[i] - '0');
    return year;
}

/* The limits of time that were asked, of dates in good form; false: none. */
static bool years_asked(const struct cvd_request *r, struct years *y)
{
    *y = (struct years){ year_of(r->from), year_of(r->to),
                         r->from.len <= 4 && r->to.len <= 4 };
    for (size_t i = 0; i < r->filter_count; i++) {
        unsigned year = year_of(r->filters[i].value);
        if (r->filters[i].field != CVD_F_YEAR)
            continue;
        y->from = y->from && y->from < year ? y->from : year;
        y->to = y->to > year ? y->to : year;
    }
    return y->from || y->to;
}

/* Offer the years `more` before and behind. */
static bool offer_years(struct trying *t, const struct years *y,
                        unsigned more)
{
    struct page_way w = way(t, PAGE_WAY_TIME);
    unsigned from = y->from > more ? y->from - more : 1;
    unsigned to = y->to + more < YEAR_LAST ? y->to + more : YEAR_LAST;
    char text[8];

    if (!drop_field(t, &w, CVD_F_YEAR))
        return false;
    w.request.from = w.request.to = (struct cvd_str){ NULL, 0 };
    if (y->from) {
        (void)snprintf(text, sizeof text, "%04u", from % (YEAR_LAST + 1));
        fail(t, cvd_strings_keep(&t->out->strings, cvd_str_from(text),
                                 &w.request.from));
    }
    if (y->to) {
        (void)snprintf(text, sizeof text, "%04u", to % (YEAR_LAST + 1));
        fail(t, cvd_strings_keep(&t->out->strings, cvd_str_from(text),
                                 &w.request.to));
    }
    return offer(t, &w);
}

/* The least that finds something, and no limit at all. */
static void try_time(struct trying *t)
{
    struct years y;
    struct page_way any = way(t, PAGE_WAY_TIME);

    if (!years_asked(t->asked, &y))
        return;
    if (y.whole || !offer_years(t, &y, 0))
        (void)offer_years(t, &y, YEARS_WIDER);
    any.request.from = any.request.to = (struct cvd_str){ NULL, 0 };
    if (drop_field(t, &any, CVD_F_YEAR))
        (void)offer(t, &any);
}

static void try_all(struct trying *t)
{
    struct page_way w = way(t, PAGE_WAY_ALL);
    const struct cvd_request *r = t->asked;
    bool dated = r->from.len || r->to.len;

    if (r->filter_count + dated < 2)
        return;
    w.request.filter_count = 0;
    w.request.from = w.request.to = (struct cvd_str){ NULL, 0 };
    (void)offer(t, &w);
}

/* Where nothing else helps. */
static void try_words(struct trying *t)
{
    struct page_way w = way(t, PAGE_WAY_WORDS);
    struct cvd_buf words = { 0 };

    if (t->out->count)
        return;
    w.request.filter_count = 0;
    w.request.from = w.request.to = (struct cvd_str){ NULL, 0 };
    w.request.sort = CVD_SORT_RELEVANCE;
    fail(t, cvd_query_words(t->asked->query, &words));
    (void)offer_query(t, w, cvd_buf_str(&words));
    cvd_buf_release(&words);
}

/* ---- a number -------------------------------------------------------- */

/* The number asked for by a field or a filter; empty: none. */
static struct cvd_str number_asked(const struct trying *t)
{
    const struct cvd_readings *r = &t->none->readings;

    for (size_t i = 0; i < t->asked->filter_count; i++)
        if (t->asked->filters[i].field == CVD_F_NUMBER)
            return t->asked->filters[i].value;
    for (size_t i = 0; i < r->count; i++)
        if (r->list[i].field == CVD_F_NUMBER)
            return r->list[i].value;
    return (struct cvd_str){ NULL, 0 };
}

static void try_number(struct trying *t)
{
    struct cvd_str number = number_asked(t);
    struct cvd_cited_list l = { 0 };

    if (!number.len || !may_count(t))
        return;
    enum cvd_status st = cvd_cited_by(t->s, number, 0, 0, &l, t->err);
    for (size_t i = 0; st == CVD_OK && i < l.count; i++) {
        t->out->citers += l.list[i].count;
        t->out->held = t->out->held || l.list[i].held_count;
    }
    if (st == CVD_OK && l.count)
        t->out->number = number;
    else if (st != CVD_OK && st != CVD_ENOTFOUND)
        t->status = st;
    cvd_cited_list_release(&l);
}

/* ---- all of them ----------------------------------------------------- */

static int by_promise(const void *pa, const void *pb)
{
    const struct page_way *a = pa, *b = pb;

    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->kind == PAGE_WAY_TIME) /* what is limited at all is nearer */
        return (a->total > b->total) - (a->total < b->total);
    return (a->total < b->total) - (a->total > b->total);
}

enum cvd_status ways_find(struct cvd_searcher *s,
                          const struct cvd_request *r,
                          const struct cvd_result *none,
                          struct page_ways *out, struct cvd_err *err)
{
    struct trying t = { .s = s, .asked = r, .none = none, .out = out,
                        .counts_max = COUNTS_MAX - 2, .err = err,
                        .until = cpu_ms() + WAYS_CPU_MS };

    try_meant(&t);
    try_put(&t, PAGE_WAY_UNQUOTED, cvd_query_unquoted);
    try_put(&t, PAGE_WAY_SPELLINGS, cvd_query_any_spelling);
    try_some(&t);
    try_number(&t);
    try_time(&t);
    try_fields(&t);
    try_less(&t);
    t.counts_max = COUNTS_MAX;
    try_all(&t);
    try_words(&t);
    if (out->count)
        qsort(out->list, out->count, sizeof *out->list, by_promise);
    return t.status;
}

void ways_release(struct page_ways *w)
{
    for (size_t i = 0; i < w->count; i++)
        free(w->list[i].filters);
    cvd_strings_free(w->strings);
    *w = (struct page_ways){ 0 };
}
