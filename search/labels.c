/* labels.c - from a code to the name a reader knows. */
#include "search/labels.h"
#include "analyzers/places.h"
#include "search/strings.h"

#include <stdlib.h>

static const char *type_name(struct cvd_str value)
{
    char code[CVD_SYMBOL_MAX];

    if (!value.len || value.len >= sizeof code)
        return NULL;
    memcpy(code, value.ptr, value.len);
    code[value.len] = '\0';
    return cvd_doctype_name(code);
}

/* Its number, or -1. */
static int32_t province_of(struct cvd_str slug)
{
    unsigned any = CVD_ERA_BEFORE | CVD_ERA_NOW | CVD_ERA_HISTORIC;

    return slug.len ? cvd_province_by_slug(slug, any) : -1;
}

static const char *province_name(struct cvd_str slug)
{
    int32_t p = province_of(slug);

    return p >= 0 ? cvd_place((size_t)p)->name : NULL;
}

const char *cvd_province_today(struct cvd_str code)
{
    int32_t now = cvd_province_now(province_of(code));

    return now >= 0 ? cvd_place((size_t)now)->slug : NULL;
}

bool cvd_province_is_gone(struct cvd_str value, struct cvd_str *now)
{
    const char *codes[CVD_FILTER_TERMS_MAX];
    bool as_of;
    struct cvd_str code = { NULL, 0 };

    *now = code;
    if (cvd_filter_provinces(value, &as_of, codes))
        code = cvd_str_from(codes[0]);
    if (!code.len || cvd_province_by_slug(code, CVD_ERA_NOW) >= 0)
        return false;
    int32_t was = cvd_province_by_slug(code, CVD_ERA_BEFORE |
                                                 CVD_ERA_HISTORIC);
    int32_t is = was >= 0 ? cvd_province_now(was) : -1;
    if (is >= 0)
        *now = cvd_str_from(cvd_place((size_t)is)->name);
    return was >= 0;
}

struct cvd_str cvd_value_label(enum cvd_field f, struct cvd_str value)
{
    const char *name = NULL;

    if (f == CVD_F_TYPE)
        name = type_name(value);
    else if (f == CVD_F_PROVINCE || f == CVD_F_PROVINCE_NOW)
        name = province_name(value);
    else if (f == CVD_F_CAMPAIGN)
        name = cvd_campaign_name(value, NULL);
    return name ? cvd_str_from(name) : value;
}

/* What the first document that speaks of campaign `code` calls it; empty
 * where none does. */
static enum cvd_status called_in_document(struct cvd_searcher *s,
                                          struct cvd_str code,
                                          struct cvd_str *out,
                                          struct cvd_err *err)
{
    struct cvd_node node = { .kind = CVD_N_FIELD, .field = CVD_F_CAMPAIGN,
                             .term = code };
    struct cvd_ask ask = { .root = &node, .limit = 1 };
    struct cvd_answer a;
    size_t codes = 0, names = 0, at = SIZE_MAX;
    enum cvd_status st = cvd_store_ask(s->store, &ask, &a, err);

    *out = (struct cvd_str){ NULL, 0 };
    if (st == CVD_OK && a.count)
        st = cvd_store_read(s->store, a.matches[0].docno, false, &s->doc,
                            err);
    for (size_t i = 0; st == CVD_OK && a.count && i < s->doc.value_count;
         i++) {
        if (s->doc.values[i].field != CVD_F_CAMPAIGN)
            continue;
        if (cvd_str_equal(s->doc.values[i].value, code))
            at = codes;
        codes++;
    }
    for (size_t i = 0; at != SIZE_MAX && i < s->doc.value_count; i++)
        if (s->doc.values[i].field == CVD_F_CAMPAIGN_NAME && names++ == at)
            *out = s->doc.values[i].value;
    cvd_answer_release(&a);
    return st;
}

enum cvd_status cvd_label_value(struct cvd_searcher *s, enum cvd_field f,
                                struct cvd_str value,
                                struct cvd_strings **strings,
                                struct cvd_str *out, struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    *out = cvd_value_label(f, value);
    if (f != CVD_F_CAMPAIGN || out->ptr != value.ptr)
        return CVD_OK;
    const char *own = cvd_campaign_name(value, s->campaigns);
    struct cvd_str name = cvd_str_from(own);
    if (!own)
        st = called_in_document(s, value, &name, err);
    if (st == CVD_OK && name.len &&
        cvd_strings_keep(strings, name, out) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    return st;
}

enum cvd_status cvd_label_facets(struct cvd_searcher *s,
                                 struct cvd_result *r, struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;
    size_t count = 0, n = 0;

    for (size_t i = 0; i < r->answer.facet_count; i++)
        count += r->answer.facets[i].count;
    r->labels = calloc(count + 1, sizeof *r->labels);
    if (!r->labels)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < r->answer.facet_count && st == CVD_OK; i++) {
        const struct cvd_facet *f = &r->answer.facets[i];
        for (size_t k = 0; k < f->count && st == CVD_OK; k++)
            st = cvd_label_value(s, f->field, f->values[k].value,
                                 &r->strings, &r->labels[n++], err);
    }
    return st;
}
