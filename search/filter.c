/* filter.c - values of fields: from what a person writes to the term it
 * stands for, and from a code to the name a reader knows. */
#include "analyzers/campaigns.h"
#include "analyzers/places.h"
#include "analyzers/slug.h"
#include "search/query.h"
#include "search/search.h"

static bool is_figure(char c)
{
    return c >= '0' && c <= '9';
}

/* "007-kh" is 7-kh. */
static struct cvd_str without_zeros(struct cvd_str number)
{
    while (number.len > 1 && number.ptr[0] == '0' &&
           is_figure(number.ptr[1])) {
        number.ptr++;
        number.len--;
    }
    return number;
}

/* Take "so" off the end of `words`, a slug; whether it was there. */
static bool take_so(struct cvd_buf *words)
{
    bool alone = words->len == 2;

    if (words->len < 2 || memcmp(words->ptr + words->len - 2, "so", 2) != 0 ||
        !(alone || words->ptr[words->len - 3] == '-'))
        return false;
    words->len -= alone ? 2 : 3;
    return true;
}

/* Append "277-kh" for "KH 277" and "kế hoạch số 277"; "277" for "số 277", and
 * where the type does not stand in numbers (a State letter bears none);
 * nothing where `value` is not of this form. */
static enum cvd_status typed_number(struct cvd_str value, struct cvd_buf *out)
{
    size_t figure = value.len;

    while (figure > 0 && is_figure(value.ptr[figure - 1]))
        figure--;
    struct cvd_str number = { value.ptr + figure, value.len - figure };
    struct cvd_buf words = { 0 };
    enum cvd_status st = cvd_slug((struct cvd_str){ value.ptr, figure },
                                  &words);
    bool so = take_so(&words);
    const char *code = cvd_doctype_code(cvd_buf_str(&words));
    struct cvd_str letters = cvd_doctype_abbreviation(code);
    bool read = number.len && (code || (so && !words.len));

    if (st == CVD_OK && read)
        st = cvd_buf_add(out, without_zeros(number));
    if (st == CVD_OK && read && letters.len &&
        strcmp(code, "cong-van") != 0) {
        st = cvd_buf_add_char(out, '-');
        if (st == CVD_OK)
            st = cvd_slug(letters, out);
    }
    cvd_buf_release(&words);
    return st;
}

/* A number, or the beginning of one: "277-kh", "277". */
static enum cvd_status number_term(struct cvd_str value, struct cvd_buf *out)
{
    struct cvd_entities e = { 0 };
    size_t had = out->len;
    enum cvd_status st = cvd_entities_find(value, true, &e);
    bool whole = st == CVD_OK && e.number_count == 1 && e.numbers[0].key[0];

    if (whole)
        st = cvd_buf_add_text(out, e.numbers[0].key);
    else if (st == CVD_OK)
        st = typed_number(cvd_str_trim(value), out);
    if (st == CVD_OK && out->len == had)
        st = cvd_slug(without_zeros(value), out);
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

bool cvd_filter_begins(enum cvd_field field, struct cvd_str term)
{
    size_t i = 0;

    while (i < term.len && is_figure(term.ptr[i]))
        i++;
    return (field == CVD_F_NUMBER || field == CVD_F_CITES) && i &&
           i == term.len;
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
