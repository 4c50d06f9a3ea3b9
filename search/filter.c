/* filter.c - values of fields: from what a person writes to the term it
 * stands for, and from a code to the name a reader knows. */
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

enum cvd_status cvd_filter_term(enum cvd_field field, struct cvd_str value,
                                struct cvd_buf *out)
{
    const char *code = field == CVD_F_TYPE ? cvd_doctype_code(value) : NULL;

    if (code)
        return cvd_buf_add_text(out, code);
    if (field == CVD_F_NUMBER || field == CVD_F_CITES)
        return number_term(value, out);
    return cvd_slug(value, out);
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
