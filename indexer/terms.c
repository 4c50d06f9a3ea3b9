/* terms.c - see terms.h. */
#include "indexer/terms.h"
#include "base/array.h"
#include "analyzers/slug.h"
#include "base/limits.h"

#include <assert.h>
#include <stdlib.h>

void cvd_terms_clear(struct cvd_terms *t)
{
    t->count = 0;
    cvd_buf_clear(&t->bytes);
}

void cvd_terms_release(struct cvd_terms *t)
{
    free(t->terms);
    free(t->offsets);
    cvd_buf_release(&t->bytes);
    *t = (struct cvd_terms){ 0 };
}

enum cvd_status cvd_terms_add(struct cvd_terms *t, enum cvd_field field,
                              struct cvd_str term)
{
    assert(term.len <= CVD_FIELD_TERM_MAX);
    if (!term.len)
        return CVD_OK;
    size_t cap = t->cap;
    if (cvd_array_reserve(&t->terms, &cap, t->count + 1, sizeof *t->terms) !=
            CVD_OK ||
        cvd_array_reserve(&t->offsets, &t->cap, t->count + 1,
                          sizeof *t->offsets) != CVD_OK)
        return CVD_ENOMEM;
    t->offsets[t->count] = t->bytes.len;
    if (cvd_buf_add(&t->bytes, term) != CVD_OK)
        return CVD_ENOMEM;
    /* The buffer may still move: cvd_terms_finish() sets the pointers. */
    t->terms[t->count++] =
        (struct cvd_field_term){ field, { NULL, term.len } };
    return CVD_OK;
}

enum cvd_status cvd_terms_add_number(struct cvd_terms *t,
                                     enum cvd_field field,
                                     const struct cvd_number *n)
{
    struct cvd_str key = cvd_str_from(n->key);
    struct cvd_buf part = { 0 };
    size_t digits = strspn(n->key, "0123456789");
    enum cvd_status st = cvd_terms_add(t, field, key);

    if (st == CVD_OK)
        st = cvd_terms_add(t, field, cvd_str_from(n->folded_key));
    if (st == CVD_OK && n->short_key[0])
        st = cvd_terms_add(t, field, cvd_str_from(n->short_key));
    if (st == CVD_OK && digits && n->type[0]) {
        st = cvd_buf_add_bytes(&part, n->key, digits);
        if (st == CVD_OK)
            st = cvd_buf_add_char(&part, '-');
        if (st == CVD_OK)
            st = cvd_slug(cvd_str_from(n->type), &part);
        if (st == CVD_OK)
            st = cvd_terms_add(t, field, cvd_buf_str(&part));
    }
    cvd_buf_release(&part);
    return st;
}

static int by_field_then_term(const void *pa, const void *pb)
{
    const struct cvd_field_term *a = pa, *b = pb;

    if (a->field != b->field)
        return a->field < b->field ? -1 : 1;
    return cvd_str_compare(a->term, b->term);
}

void cvd_terms_finish(struct cvd_terms *t)
{
    size_t n = 0;

    for (size_t i = 0; i < t->count; i++)
        t->terms[i].term.ptr = t->bytes.ptr + t->offsets[i];
    if (t->count)
        qsort(t->terms, t->count, sizeof *t->terms, by_field_then_term);
    for (size_t i = 0; i < t->count; i++)
        if (n == 0 || by_field_then_term(&t->terms[n - 1], &t->terms[i]))
            t->terms[n++] = t->terms[i];
    t->count = n;
}
