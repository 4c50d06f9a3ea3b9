/* filter.c - values of fields: from what a person writes to the term it
 * stands for, and from a code to the name a reader knows. */
#include "analyzers/campaigns.h"
#include "analyzers/places.h"
#include "analyzers/slug.h"
#include "search/query.h"
#include "search/search.h"

/* A number, or the beginning of one: "277-kh". */
static enum cvd_status number_term(struct cvd_str value, struct cvd_buf *out)
{
    struct cvd_entities e = { 0 };
    enum cvd_status st = cvd_entities_find(value, true, &e);

    if (st == CVD_OK && e.number_count == 1 && e.numbers[0].key[0]) {
        st = cvd_buf_add_text(out, e.numbers[0].key);
    } else if (st == CVD_OK) {
        while (value.len > 1 && value.ptr[0] == '0' &&
               value.ptr[1] >= '0' && value.ptr[1] <= '9') {
            value.ptr++;
            value.len--;
        }
        st = cvd_slug(value, out);
    }
    cvd_entities_release(&e);
    return st;
}

size_t cvd_filter_provinces(struct cvd_str value, bool *as_of,
                            const char *codes[CVD_FILTER_TERMS_MAX])
{
    int32_t places[CVD_FILTER_TERMS_MAX];
    size_t n = 0;

    *as_of = value.len > 0 && *value.ptr == '=';
    if (*as_of)
        value = (struct cvd_str){ value.ptr + 1, value.len - 1 };
    size_t found = cvd_provinces_named(value, places, CVD_FILTER_TERMS_MAX);
    /* One of before and one of now may bear one name, so one code. */
    for (size_t i = 0; i < found; i++) {
        const char *code = cvd_place((size_t)places[i])->slug;
        size_t k = 0;
        while (k < n && strcmp(codes[k], code) != 0)
            k++;
        if (k == n)
            codes[n++] = code;
    }
    return n;
}

static const char *known_code(enum cvd_field field, struct cvd_str value)
{
    const char *codes[CVD_FILTER_TERMS_MAX];
    bool as_of;

    switch (field) {
    case CVD_F_TYPE:
        return cvd_doctype_code(value);
    case CVD_F_CAMPAIGN:
        return cvd_campaign_code(value, NULL);
    case CVD_F_PROVINCE:
        return cvd_filter_provinces(value, &as_of, codes) ? codes[0] : NULL;
    default:
        return NULL;
    }
}

enum cvd_status cvd_filter_term(enum cvd_field field, struct cvd_str value,
                                struct cvd_buf *out)
{
    const char *code = known_code(field, value);

    if (code)
        return cvd_buf_add_text(out, code);
    if (field == CVD_F_NUMBER || field == CVD_F_CITES)
        return number_term(value, out);
    return cvd_slug(value, out);
}
