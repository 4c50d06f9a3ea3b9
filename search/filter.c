/* filter.c - a person's value of a field as the terms it stands for. */
#include "analyzers/slug.h"
#include "search/query.h"

static size_t number_terms(struct cvd_str value, struct cvd_buf *terms)
{
    struct cvd_entities e = { 0 };
    size_t n = 0;

    if (cvd_entities_find(value, true, &e) == CVD_OK && e.number_count == 1 &&
        e.numbers[0].key[0]) {
        const struct cvd_number *number = &e.numbers[0];
        /* Marks typed bind; a number typed without any finds both. */
        n = cvd_buf_add_text(&terms[0], number->key) == CVD_OK;
    } else if (cvd_slug(value, &terms[0]) == CVD_OK && terms[0].len) {
        n = 1; /* "277-kh" */
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
