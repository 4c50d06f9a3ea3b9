/* citations.c - the references of a document, each with what the archive
 * holds of it. */
#include "analyzers/agencies.h"
#include "base/array.h"
#include "search/namesakes.h"
#include "search/points.h"
#include "search/reference.h"

#include <stdlib.h>

const char *cvd_resolution_name(enum cvd_resolution r)
{
    static const char *const names[] = { "absent", "ambiguous", "likely",
                                         "exact" };

    return names[r];
}

const char *cvd_resolution_label(enum cvd_resolution r)
{
    static const char *const labels[] = {
        "không có trong kho", "chưa rõ văn bản nào", "nhiều khả năng là", "là"
    };

    return labels[r];
}

/* ---- what was found in the text -------------------------------------- */

static enum cvd_status keep_symbol_issuer(struct cvd_citations *out,
                                          const struct cvd_number *n,
                                          struct cvd_str *issuer)
{
    const struct cvd_agency *a = cvd_agency_of_number(n);

    return a && !a->ambiguous
               ? cvd_strings_keep(&out->strings, cvd_str_from(a->name),
                                  issuer)
               : CVD_OK;
}

/* Add reference `r` of `text`; its place is set by the caller. */
static enum cvd_status add_reference(struct cvd_citations *out,
                                     struct cvd_str text,
                                     const struct cvd_reference *r,
                                     const struct cvd_seat *own)
{
    struct cvd_citation one = { .type = r->type,
                                .again = r->first != CVD_NO_REFERENCE };
    struct cvd_buf id = { 0 };
    char date[CVD_DATE_MAX] = "";
    struct {
        struct cvd_str s, *to;
    } const lines[] = {
        { cvd_span(text, r->start, r->end), &one.text },
        { cvd_str_from(r->number.number), &one.number },
        { cvd_str_from(r->number.symbol), &one.symbol },
        { cvd_span(text, r->issuer_start, r->issuer_end), &one.issuer },
        { cvd_span(text, r->about_start, r->about_end), &one.about },
    };
    enum cvd_status st = cvd_array_reserve(&out->list, &out->cap,
                                           out->count + 1, sizeof *out->list);

    /* The text as it stands; the rest in one line. */
    if (st == CVD_OK)
        st = cvd_strings_keep(&out->strings, lines[0].s, lines[0].to);
    for (size_t i = 1; i < sizeof lines / sizeof *lines && st == CVD_OK; i++)
        st = cvd_strings_keep_line(&out->strings, lines[i].s, lines[i].to);
    if (st == CVD_OK && !one.issuer.len)
        st = keep_symbol_issuer(out, &r->number, &one.issuer);
    if (cvd_date_is_single(&r->date))
        cvd_date_format(&r->date, date);
    if (st == CVD_OK)
        st = cvd_strings_keep(&out->strings, cvd_str_from(date), &one.date);
    if (st == CVD_OK)
        st = cvd_identity_of_reference(text, r, own, &id);
    if (st == CVD_OK)
        st = cvd_strings_keep(&out->strings, cvd_buf_str(&id),
                              &one.identity);
    if (st == CVD_OK)
        out->list[out->count++] = one;
    cvd_buf_release(&id);
    return st;
}

/* In bytes, until count_points(). */
static void set_place(struct cvd_citation *c, const struct cvd_reference *r)
{
    c->in_text = true;
    c->start = r->start;
    c->end = r->end;
}

/* What the reference `c` of a running number alone, "Kế hoạch 37", is short
 * for: the one other that has its type and running number, or SIZE_MAX. */
static size_t long_form(const struct cvd_citations *all,
                        const struct cvd_citation *c)
{
    size_t found = SIZE_MAX;

    for (size_t i = 0; i < all->count; i++) {
        const struct cvd_citation *one = &all->list[i];
        if (!one->identity.len || !one->type || strcmp(one->type, c->type) != 0 ||
            one->number.len <= c->number.len ||
            !cvd_str_starts(one->number, c->number) ||
            !strchr("-/", one->number.ptr[c->number.len]))
            continue;
        if (found != SIZE_MAX &&
            !cvd_str_equal(one->identity, all->list[found].identity))
            return SIZE_MAX;
        found = i;
    }
    return found;
}

/* Let short forms mean what they are short for. */
static void read_short_forms(struct cvd_citations *c)
{
    enum { SHORT_FORMS_MAX = 200 }; /* each is a walk over all */
    size_t left = SHORT_FORMS_MAX;

    for (size_t i = 0; i < c->count && left; i++) {
        struct cvd_citation *one = &c->list[i];
        if (one->identity.len || !one->number.len || one->symbol.len ||
            !one->type)
            continue;
        left--;
        size_t whole = long_form(c, one);
        if (whole == SIZE_MAX)
            continue;
        one->identity = c->list[whole].identity;
        one->again = true;
    }
}

static enum cvd_status add_found(struct cvd_citations *out,
                                 const struct cvd_referring *f)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < f->references.count && st == CVD_OK; i++) {
        const struct cvd_reference *r = &f->references.list[i];
        st = add_reference(out, f->text, r, &f->own);
        if (st == CVD_OK)
            set_place(&out->list[i], r);
    }
    out->dropped = f->references.dropped;
    if (st == CVD_OK)
        read_short_forms(out);
    return st;
}

/* ---- what the source gave -------------------------------------------- */

/* The first mention of number `n` in the text, or NULL. */
static const struct cvd_reference *mention_of(const struct cvd_referring *f,
                                              const struct cvd_number *n)
{
    for (size_t i = 0; i < f->references.count; i++)
        if (n->folded_key[0] &&
            strcmp(f->references.list[i].number.folded_key,
                   n->folded_key) == 0)
            return &f->references.list[i];
    return NULL;
}

static enum cvd_status add_given_one(struct cvd_citations *out,
                                     const struct cvd_referring *f,
                                     struct cvd_str value)
{
    struct cvd_referring given = { 0 };
    struct cvd_reference r;
    enum cvd_status st = cvd_refer_in(value, NULL, &given);

    if (st == CVD_OK)
        st = cvd_reference_given(&given, &r);
    if (st == CVD_OK)
        st = add_reference(out, value, &r, &f->own);
    if (st != CVD_OK)
        goto done;
    struct cvd_citation *one = &out->list[out->count - 1];
    const struct cvd_reference *m = mention_of(f, &r.number);
    if (m) {
        set_place(one, m);
        st = cvd_strings_keep(&out->strings,
                              cvd_span(f->text, m->start, m->end),
                              &one->text);
    } else {
        st = cvd_strings_keep_line(&out->strings, value, &one->text);
    }
    if (st == CVD_OK && !one->number.len && !one->symbol.len)
        st = cvd_strings_keep_line(&out->strings, value, &one->number);
done:
    cvd_referring_release(&given);
    return st;
}

static enum cvd_status add_given(struct cvd_citations *out,
                                 const struct cvd_referring *f,
                                 const struct cvd_doc *d)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < d->value_count && st == CVD_OK; i++)
        if (d->values[i].field == CVD_F_CITES)
            st = add_given_one(out, f, d->values[i].value);
    return st;
}

/* ---- resolving ------------------------------------------------------- */

/* Add the documents of namesakes `list` to out->held, for citation `c`. */
static enum cvd_status add_held(struct cvd_searcher *s,
                                const struct cvd_namesakes *n,
                                const int32_t *list, size_t count,
                                struct cvd_citations *out,
                                struct cvd_citation *c, struct cvd_err *err)
{
    struct cvd_namesake_question q = { .namesakes = list, .count = count,
                                       .limit = CVD_RESOLVED_MAX };
    struct cvd_answer a;
    enum cvd_status st = cvd_namesakes_ask(s, n, &q, &a, err);

    c->first_held = out->held_count;
    if (st == CVD_OK && cvd_array_reserve(&out->held, &out->held_cap,
                                          out->held_count + a.count,
                                          sizeof *out->held) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < a.count && st == CVD_OK; i++)
        st = cvd_held_read(s, a.matches[i].docno, &out->strings,
                           &out->held[out->held_count++], err);
    c->held_count = out->held_count - c->first_held;
    cvd_answer_release(&a);
    return st;
}

static enum cvd_status resolve_one(struct cvd_searcher *s,
                                   const struct cvd_namesakes *n,
                                   struct cvd_str term,
                                   struct cvd_citations *out,
                                   struct cvd_citation *c,
                                   struct cvd_err *err)
{
    int32_t fitting[CVD_RESOLVED_MAX];
    size_t count = 1;
    const struct cvd_known *k = cvd_namesakes_find(n, false, term);

    if (!k || k->how == CVD_R_ABSENT)
        return CVD_OK;
    c->resolution = k->how;
    fitting[0] = k->namesake;
    if (k->how == CVD_R_AMBIGUOUS)
        count = cvd_namesakes_fitting(n, k, fitting, CVD_RESOLVED_MAX);
    return add_held(s, n, fitting, count, out, c, err);
}

struct ordered {
    struct cvd_str term;
    size_t citation;
};

static int by_term(const void *pa, const void *pb)
{
    const struct ordered *a = pa, *b = pb;
    int by = cvd_str_compare(a->term, b->term);

    return by ? by : a->citation < b->citation ? -1 : 1;
}

static struct cvd_str key_of(struct cvd_str term)
{
    const char *at = term.len ? memchr(term.ptr, '@', term.len) : NULL;

    return (struct cvd_str){ term.ptr, at ? (size_t)(at - term.ptr) : 0 };
}

/* Resolve the references o[0..count), which are of one number. */
static enum cvd_status resolve_number(struct cvd_searcher *s,
                                      const struct ordered *o, size_t count,
                                      struct cvd_citations *out,
                                      struct cvd_err *err)
{
    struct cvd_namesakes n = { 0 };
    enum cvd_status st = cvd_namesakes_read(s, key_of(o[0].term), &n, err);

    if (st != CVD_OK)
        goto done;
    for (size_t i = 0; i < count && st == CVD_OK; i++)
        st = cvd_namesakes_add(&n, o[i].term);
    if (st == CVD_OK)
        st = cvd_namesakes_tell(&n);
    if (st != CVD_OK)
        st = cvd_fail(err, st, "out of memory");
    for (size_t i = 0; i < count && st == CVD_OK; i++) {
        struct cvd_citation *c = &out->list[o[i].citation];
        const struct cvd_citation *before =
            i ? &out->list[o[i - 1].citation] : NULL;
        if (before && cvd_str_equal(o[i].term, o[i - 1].term)) {
            c->resolution = before->resolution;
            c->first_held = before->first_held;
            c->held_count = before->held_count;
        } else {
            st = resolve_one(s, &n, o[i].term, out, c, err);
        }
    }
done:
    cvd_namesakes_release(&n);
    return st;
}

static int by_citation(const void *pa, const void *pb)
{
    const struct ordered *a = pa, *b = pb;

    return a->citation < b->citation ? -1 : a->citation > b->citation;
}

/* Drop the references o[0..count): it was late before they were resolved, and
 * "absent" would be said of what may be held. */
static void drop(struct ordered *o, size_t count, struct cvd_citations *out)
{
    size_t kept = 0, at = 0;

    qsort(o, count, sizeof *o, by_citation);
    for (size_t i = 0; i < out->count; i++) {
        if (at < count && o[at].citation == i)
            at++;
        else
            out->list[kept++] = out->list[i];
    }
    out->dropped += out->count - kept;
    out->count = kept;
}

static enum cvd_status resolve(struct cvd_searcher *s,
                               struct cvd_citations *out,
                               struct cvd_err *err)
{
    struct ordered *o = calloc(out->count + 1, sizeof *o);
    size_t count = 0, to;
    enum cvd_status st = CVD_OK;

    if (!o)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < out->count; i++)
        if (out->list[i].identity.len)
            o[count++] = (struct ordered){ out->list[i].identity, i };
    qsort(o, count, sizeof *o, by_term);
    for (size_t from = 0; from < count && st == CVD_OK; from = to) {
        struct cvd_str key = key_of(o[from].term);
        to = from + 1;
        while (to < count && cvd_str_equal(key_of(o[to].term), key))
            to++;
        st = resolve_number(s, o + from, to - from, out, err);
        if (st == CVD_OK && cvd_searcher_late(s)) {
            drop(o + from, count - from, out);
            break;
        }
    }
    free(o);
    return st;
}

/* ---- all of it ------------------------------------------------------- */

static int by_place(const void *pa, const void *pb)
{
    const struct cvd_citation *a = pa, *b = pb;

    if (a->in_text != b->in_text)
        return a->in_text ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return cvd_str_compare(a->number, b->number);
}

/* Put the citations in order, and their offsets in code points. */
static void count_points(struct cvd_str text, struct cvd_citations *c)
{
    struct cvd_points points = { text, 0, 0 };

    if (c->count)
        qsort(c->list, c->count, sizeof *c->list, by_place);
    for (size_t i = 0; i < c->count && c->list[i].in_text; i++) {
        struct cvd_citation *one = &c->list[i];
        struct cvd_str span = cvd_span(text, (size_t)one->start,
                                       (size_t)one->end);
        one->start = cvd_points_to(&points, (size_t)one->start);
        one->end = one->start + (int64_t)cvd_utf8_count(span);
    }
}

enum cvd_status cvd_citations_read(const struct cvd_doc *d,
                                   struct cvd_citations *out,
                                   struct cvd_err *err)
{
    struct cvd_referring f = { 0 };
    enum cvd_status st = cvd_refer_in(d->text, d, &f);

    if (st == CVD_OK)
        st = cvd_doc_given(d, CVD_F_CITES) ? add_given(out, &f, d)
                                           : add_found(out, &f);
    cvd_referring_release(&f);
    return st == CVD_OK ? CVD_OK : cvd_fail(err, st, "out of memory");
}

enum cvd_status cvd_cites(struct cvd_searcher *s, const struct cvd_doc *d,
                          struct cvd_citations *out, struct cvd_err *err)
{
    struct cvd_citations found = { 0 };
    enum cvd_status st = cvd_citations_read(d, &found, err);

    if (st == CVD_OK)
        st = resolve(s, &found, err);
    if (st == CVD_OK) {
        count_points(d->text, &found);
        found.edition = cvd_searcher_edition(s);
        *out = found;
        found = (struct cvd_citations){ 0 };
    }
    cvd_citations_release(&found);
    return st;
}

void cvd_citations_release(struct cvd_citations *c)
{
    free(c->list);
    free(c->held);
    cvd_strings_free(c->strings);
    *c = (struct cvd_citations){ 0 };
}
