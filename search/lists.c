/* lists.c - the campaigns and the provinces, with how many documents each
 * has: what a page offers to choose from. */
#include "analyzers/places.h"
#include "search/json_parts.h"
#include "search/labels.h"
#include "search/research.h"

#include <stdlib.h>

enum {
    /* Campaigns that documents name and no list has: the most frequent.  What
     * each is called takes a query. */
    UNLISTED_MAX = 2000
};

/* How many documents bear each value of a field, the most first. */
struct counts {
    struct cvd_result r;      /* its one facet, and its labels */
    struct cvd_facet *facet;
    struct cvd_str *sorted;   /* the values, all there were */
    size_t sorted_count;
};

static int by_bytes(const void *pa, const void *pb)
{
    const struct cvd_str *a = pa, *b = pb;

    return cvd_str_compare(*a, *b);
}

static enum cvd_status count(struct cvd_searcher *s, enum cvd_field field,
                             struct counts *out, struct cvd_err *err)
{
    static struct cvd_facet none; /* never written: it has no values */
    struct cvd_node all = { .kind = CVD_N_ALL };
    struct cvd_ask ask = { .root = &all, .facets = &field, .facet_count = 1,
                           .facet_values = SIZE_MAX };
    enum cvd_status st = cvd_store_ask(s->store, &ask, &out->r.answer, err);

    if (st != CVD_OK)
        return st;
    /* An index without documents has no facets either. */
    out->facet = out->r.answer.facet_count ? out->r.answer.facets : &none;
    out->sorted = calloc(out->facet->count + 1, sizeof *out->sorted);
    if (!out->sorted)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    out->sorted_count = out->facet->count;
    for (size_t i = 0; i < out->sorted_count; i++)
        out->sorted[i] = out->facet->values[i].value;
    qsort(out->sorted, out->sorted_count, sizeof *out->sorted, by_bytes);
    return CVD_OK;
}

static bool is_counted(const struct counts *c, struct cvd_str value)
{
    return bsearch(&value, c->sorted, c->sorted_count, sizeof *c->sorted,
                   by_bytes) != NULL;
}

static void counts_release(struct counts *c)
{
    free(c->sorted);
    cvd_result_release(&c->r);
}

static void put_count(struct cvd_json *j, uint64_t n)
{
    cvd_json_key(j, "documents");
    cvd_json_int(j, (int64_t)n);
}

/* ---- campaigns ------------------------------------------------------- */

static void put_campaign(struct cvd_json *j, struct cvd_str code,
                         struct cvd_str name, bool listed, uint64_t documents)
{
    cvd_json_object(j);
    cvd_put_named(j, "code", code);
    cvd_put_named(j, "name", name);
    cvd_json_key(j, "listed");
    cvd_json_bool(j, listed);
    put_count(j, documents);
    cvd_json_object_end(j);
}

static bool is_listed(const struct cvd_searcher *s, struct cvd_str code)
{
    return cvd_campaign_name(code, s->campaigns) != NULL;
}

/* Pass over those that no list has, but for the first UNLISTED_MAX; whether
 * there were more. */
static bool drop_unlisted(const struct cvd_searcher *s, struct cvd_facet *f)
{
    size_t kept = 0, unlisted = 0, count = f->count;

    for (size_t i = 0; i < count; i++)
        if (is_listed(s, f->values[i].value) || unlisted++ < UNLISTED_MAX)
            f->values[kept++] = f->values[i];
    f->count = kept;
    return unlisted > UNLISTED_MAX;
}

/* Those of a list that no document names. */
static void put_unused(struct cvd_json *j, const struct cvd_searcher *s,
                       const struct counts *c)
{
    const char *code, *name;

    for (size_t i = 0; (code = cvd_campaign_own(s->campaigns, i, &name)); i++)
        if (!is_counted(c, cvd_str_from(code)))
            put_campaign(j, cvd_str_from(code), cvd_str_from(name), true, 0);
    for (size_t i = 0; (code = cvd_campaign_listed(i, &name)); i++) {
        const char *first = cvd_campaign_name(cvd_str_from(code),
                                              s->campaigns);
        /* The user's list may have it too, and was told. */
        if (first == name && !is_counted(c, cvd_str_from(code)))
            put_campaign(j, cvd_str_from(code), cvd_str_from(name), true, 0);
    }
}

enum cvd_status cvd_campaigns_json(struct cvd_searcher *s,
                                   struct cvd_buf *out, struct cvd_err *err)
{
    struct cvd_json j = cvd_json_to(out);
    struct counts c = { .facet = NULL };
    enum cvd_status st = count(s, CVD_F_CAMPAIGN, &c, err);
    bool cut = false;

    if (st == CVD_OK) {
        cut = c.r.answer.cut_short || drop_unlisted(s, c.facet);
        st = cvd_label_facets(s, &c.r, err);
    }
    if (st != CVD_OK)
        goto done;
    cvd_json_object(&j);
    cvd_json_key(&j, "campaigns");
    cvd_json_array(&j);
    for (size_t i = 0; i < c.facet->count; i++) {
        const struct cvd_facet_value *v = &c.facet->values[i];
        put_campaign(&j, v->value, c.r.labels[i], is_listed(s, v->value),
                     v->count);
    }
    put_unused(&j, s, &c);
    cvd_json_array_end(&j);
    cvd_json_key(&j, "complete");
    cvd_json_bool(&j, !cut);
    cvd_put_edition(&j, &c.r.edition);
    cvd_json_object_end(&j);
    st = j.status == CVD_OK ? CVD_OK
                            : cvd_fail(err, j.status, "out of memory");
done:
    counts_release(&c);
    return st;
}

/* ---- provinces ------------------------------------------------------- */

/* The day on which Nghị quyết 202/2025/QH15 took effect, and that before. */
static const char SINCE[] = "2025-07-01", UNTIL[] = "2025-06-30";

enum { MERGED_MAX = 8 }; /* three at most were made one */

static bool was_made_of(int32_t now, int32_t before)
{
    int32_t was[MERGED_MAX];
    size_t n = cvd_province_was(now, was, MERGED_MAX);

    for (size_t i = 0; i < n; i++)
        if (was[i] == before)
            return true;
    return false;
}

/* The codes of the provinces of today that lie where province `i` lay. */
static void put_now(struct cvd_json *j, size_t i)
{
    cvd_json_key(j, "now");
    cvd_json_array(j);
    for (size_t k = 0; k < cvd_place_count(); k++) {
        const struct cvd_place *p = cvd_place(k);
        if (p->level == CVD_PROVINCE && p->era == CVD_ERA_NOW &&
            (k == i || was_made_of((int32_t)k, (int32_t)i)))
            cvd_json_text(j, p->slug);
    }
    cvd_json_array_end(j);
}

static uint64_t documents_of(const struct counts *c, struct cvd_str code)
{
    for (size_t i = 0; i < c->facet->count; i++)
        if (cvd_str_equal(c->facet->values[i].value, code))
            return c->facet->values[i].count;
    return 0;
}

static void put_era(struct cvd_json *j, enum cvd_era era,
                    const struct counts *c)
{
    for (size_t i = 0; i < cvd_place_count(); i++) {
        const struct cvd_place *p = cvd_place(i);
        if (p->level != CVD_PROVINCE || p->era != era)
            continue;
        cvd_json_object(j);
        cvd_json_key(j, "code");
        cvd_json_text(j, p->slug);
        cvd_json_key(j, "name");
        cvd_json_text(j, p->name);
        cvd_json_key(j, "since");
        cvd_json_text(j, era == CVD_ERA_NOW ? SINCE : NULL);
        cvd_json_key(j, "until");
        cvd_json_text(j, era == CVD_ERA_NOW ? NULL : UNTIL);
        put_now(j, i);
        put_count(j, documents_of(c, cvd_str_from(p->slug)));
        cvd_json_object_end(j);
    }
}

enum cvd_status cvd_provinces_json(struct cvd_searcher *s,
                                   struct cvd_buf *out, struct cvd_err *err)
{
    struct cvd_json j = cvd_json_to(out);
    struct counts c = { .facet = NULL };
    enum cvd_status st = count(s, CVD_F_PROVINCE, &c, err);

    if (st == CVD_OK) {
        cvd_json_object(&j);
        cvd_json_key(&j, "provinces");
        cvd_json_array(&j);
        put_era(&j, CVD_ERA_NOW, &c);
        put_era(&j, CVD_ERA_BEFORE, &c);
        cvd_json_array_end(&j);
        cvd_json_key(&j, "complete");
        cvd_json_bool(&j, !c.r.answer.cut_short);
        cvd_put_edition(&j, &c.r.edition);
        cvd_json_object_end(&j);
        if (j.status != CVD_OK)
            st = cvd_fail(err, j.status, "out of memory");
    }
    counts_release(&c);
    return st;
}
