/* kwic_places.c - where the words of a query stand: see kwic_places.h. */
#include "search/kwic_places.h"
#include "base/array.h"
#include "search/points.h"
#include "search/spans.h"

#include <stdlib.h>

/* A window ends at white space, if there is some so many bytes before its
 * end: longer is no word. */
enum { WORD_BYTES = 4096 };

/* Of the clock: what reading a document is worth, and bytes looked at. */
enum { READ_STEPS = 32, STEP_BYTES = 256 };

struct finding {
    struct cvd_searcher *s;
    const struct cvd_plan *plan;
    size_t longest;          /* words of the longest run */
    size_t max, sample;
    uint64_t chance;         /* state of the generator */
    struct cvd_spans spans;
    struct cvd_kwic_places *out;
};

/* SplitMix64 (Steele, Lea, Flood 2014): the same on every machine. */
static uint64_t next_chance(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static enum cvd_status keep(struct finding *f, const struct cvd_kwic_place *p)
{
    struct cvd_kwic_places *o = f->out;

    if (cvd_array_reserve(&o->list, &o->cap, o->count + 1,
                          sizeof *o->list) != CVD_OK)
        return CVD_ENOMEM;
    o->list[o->count++] = *p;
    return CVD_OK;
}

/* Of a sample each place is as likely as any: algorithm R (Vitter 1985).
 * That a remainder favours some is less than one in 2^40. */
static enum cvd_status take(struct finding *f, const struct cvd_kwic_place *p)
{
    struct cvd_kwic_places *o = f->out;
    uint64_t before = o->total;

    if (!f->sample && before == f->max) {
        o->complete = false; /* that there is one more is known */
        return CVD_OK;
    }
    o->total++;
    if (!f->sample || before < f->sample)
        return keep(f, p);
    uint64_t i = next_chance(&f->chance) % (before + 1);
    if (i < f->sample)
        o->list[i] = *p;
    return CVD_OK;
}

static bool is_space(char c)
{
    return (unsigned char)c <= ' ';
}

/* Where the window that begins at `from` ends. */
static size_t window_end(struct cvd_str text, size_t from)
{
    size_t to, end = from + CVD_WINDOW_BYTES;

    if (end >= text.len)
        return text.len;
    for (to = end; to > end - WORD_BYTES; to--)
        if (is_space(text.ptr[to]))
            return to;
    while (((unsigned char)text.ptr[end] & 0xC0) == 0x80)
        end--;
    return end;
}

/* The byte of a window that is not the last up to which a run that begins
 * there is sure to end in it. */
static size_t sure_to(const struct finding *f, size_t len)
{
    const struct cvd_tokens *t = &f->s->tokens;
    size_t n = f->spans.count;

    if (n == CVD_SPANS_MAX)
        return f->spans.list[n - 1].end;
    return t->count > f->longest ? t->tok[t->count - f->longest].start : len;
}

/* Take a span of the window that begins at `from`. */
static enum cvd_status take_span(struct finding *f, uint32_t at, size_t from,
                                 struct cvd_span span,
                                 struct cvd_points *points)
{
    struct cvd_kwic_place p = { .at = at,
                                .start = (uint32_t)from + span.start,
                                .end = (uint32_t)from + span.end };

    p.first_point = (uint32_t)cvd_points_to(points, p.start);
    p.end_point = (uint32_t)cvd_points_to(points, p.end);
    return take(f, &p);
}

static enum cvd_status find_in_text(struct finding *f, uint32_t at,
                                    struct cvd_str text)
{
    struct cvd_points points = { .text = text };
    enum cvd_status st = CVD_OK;

    for (size_t from = 0;
         from < text.len && st == CVD_OK && f->out->complete;) {
        size_t to = window_end(text, from);
        struct cvd_str window = { text.ptr + from, to - from };
        f->spans.count = 0;
        st = cvd_spans_find(window, f->plan->runs, f->plan->run_count,
                            &f->s->tokens, &f->spans);
        if (st != CVD_OK)
            break;
        bool last = to == text.len && f->spans.count < CVD_SPANS_MAX;
        size_t sure = last ? window.len : sure_to(f, window.len);
        size_t next = sure;
        for (size_t i = 0; i < f->spans.count && st == CVD_OK; i++) {
            struct cvd_span span = f->spans.list[i];
            if (span.start >= sure)
                break;
            st = take_span(f, at, from, span, &points);
            next = span.end > next ? span.end : next;
        }
        from += next;
        if (cvd_clock_steps(cvd_store_clock(f->s->store),
                            (unsigned)(next / STEP_BYTES)))
            f->out->complete = false;
    }
    return st;
}

static int by_place(const void *pa, const void *pb)
{
    const struct cvd_kwic_place *a = pa, *b = pb;

    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->start < b->start ? -1 : a->start > b->start;
}

enum cvd_status cvd_kwic_places_find(struct cvd_searcher *s,
                                     const struct cvd_docset *set,
                                     const struct cvd_plan *plan, size_t max,
                                     size_t sample, unsigned seed,
                                     struct cvd_kwic_places *out,
                                     struct cvd_err *err)
{
    struct finding f = { .s = s, .plan = plan, .max = max, .sample = sample,
                         .chance = seed, .out = out };
    enum cvd_status st = CVD_OK;
    struct cvd_clock *clock = cvd_store_clock(s->store);
    uint32_t docno, at = 0;
    unsigned reads = 0;

    out->complete = true;
    for (size_t r = 0; r < plan->run_count; r++)
        if (plan->runs[r].count > f.longest)
            f.longest = plan->runs[r].count;
    /* Without words there is nothing to look for. */
    while (f.longest && st == CVD_OK && out->complete &&
           (docno = cvd_docset_next(set, &at)) != 0) {
        if (cvd_clock_steps(clock, READ_STEPS)) {
            out->complete = false;
            break;
        }
        if (++reads % CVD_KWIC_REST == 0)
            cvd_store_rest(s->store);
        st = cvd_store_read(s->store, docno, true, &s->doc, err);
        if (st == CVD_OK && find_in_text(&f, at - 1, s->doc.text) != CVD_OK)
            st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    if (sample && out->count)
        qsort(out->list, out->count, sizeof *out->list, by_place);
    cvd_spans_release(&f.spans);
    return st;
}
