/* filter.c - values of fields: from what a person writes to the terms it
 * stands for, and from a code to the name a reader knows. */
#include "analyzers/slug.h"
#include "search/query.h"
#include "search/search.h"

static size_t number_terms(struct cvd_str value, struct cvd_buf *terms)
{
    struct cvd_entities e = { 0 };
    size_t n = 0;

    if (cvd_entities_find(value, true, &e) == CVD_OK && e.number_count == 1 &&
        e.numbers[0].key[0]) {
        const struct cvd_number *number = &e.numbers[0];
        /* Marks typed bind; a number typed without any finds both. */
        n = cvd_buf_add_text(&terms[0], number->key) == CVD_OK;
    } else {
        /* "277-kh" */
        while (value.len > 1 && value.ptr[0] == '0' &&
               value.ptr[1] >= '0' && value.ptr[1] <= '9') {
            value.ptr++;
            value.len--;
        }
        n = cvd_slug(value, &terms[0]) == CVD_OK && terms[0].len;
    }
    cvd_entities_release(&e);
    return n;
}

size_t cvd_filter_terms(enum cvd_field field, struct cvd_str value,
                        struct cvd_buf *terms, size_t max)
{
    const char *code;

    if (max == 0)
        return 0;
    switch (field) {
    case CVD_F_NUMBER:
    case CVD_F_CITES:
        return number_terms(value, terms);
    case CVD_F_TYPE:
        code = cvd_doctype_code(value);
        if (code)
            return cvd_buf_add_text(&terms[0], code) == CVD_OK;
        break;
    default:
        break;
    }
    return cvd_slug(value, &terms[0]) == CVD_OK && terms[0].len > 0;
}

struct cvd_str cvd_value_label(enum cvd_field f, struct cvd_str value)
{
    char code[CVD_SYMBOL_MAX];
    const char *name = NULL;

    if (f == CVD_F_TYPE && value.len > 0 && value.len < sizeof code) {
        memcpy(code, value.ptr, value.len);
        code[value.len] = '\0';
        name = cvd_doctype_name(code);
    }
    return name ? cvd_str_from(name) : value;
}
