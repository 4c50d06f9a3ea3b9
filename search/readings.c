/* readings.c - see readings.h. */
#include "search/readings.h"
#include "base/array.h"
#include "search/labels.h"
#include "search/signs.h"

#include <stdlib.h>

/* ---- pieces ---------------------------------------------------------- */

struct cvd_extent cvd_extent_of_tokens(const struct cvd_query *q,
                                       size_t first, size_t count)
{
    return (struct cvd_extent){ q->tokens.tok[first].start,
                               q->tokens.tok[first + count - 1].end };
}

/* Where the signs before `at` begin, as in "+~" before a word. */
static size_t signs_before(const struct cvd_query *q, size_t at)
{
    while (at > 0 && cvd_sign_is_prefix(q->text.ptr[at - 1]))
        at--;
    return at;
}

/* Whether token `i` is "số", and but for blanks `at` comes behind it. */
static bool is_so_before(const struct cvd_query *q, size_t i, size_t at)
{
    size_t from = q->tokens.tok[i].end;

    while (from < at && q->text.ptr[from] == ' ')
        from++;
    return from == at &&
           (cvd_str_equal(cvd_token_exact(&q->tokens, i),
                          cvd_str_from("số")) ||
            (!q->marked && cvd_str_equal(cvd_token_exact(&q->tokens, i),
                                         cvd_str_from("so"))));
}

struct cvd_extent cvd_extent_of_number(const struct cvd_query *q,
                                       const struct cvd_item *item)
{
    struct cvd_extent p = cvd_extent_of_tokens(q, item->first, item->count);

    if (item->number != SIZE_MAX) { /* punctuation is no token */
        p.start = q->entities.numbers[item->number].start;
        p.end = q->entities.numbers[item->number].end;
    }
    p.start = signs_before(q, p.start);
    if (item->first > 0 && is_so_before(q, item->first - 1, p.start))
        p.start = q->tokens.tok[item->first - 1].start;
    return p;
}

struct cvd_extent cvd_extent_of_field(const struct cvd_query *q,
                                      const struct cvd_item *item)
{
    size_t end = (size_t)(item->value.ptr - q->text.ptr) + item->value.len;

    end += cvd_sign_quote(cvd_str_behind(cvd_buf_str(&q->text), end));
    return (struct cvd_extent){
        signs_before(q, q->tokens.tok[item->first].start), end
    };
}

/* ---- the list -------------------------------------------------------- */

enum cvd_status cvd_readings_add(struct cvd_readings *r,
                                 const struct cvd_reading *one)
{
    enum cvd_status st = cvd_array_reserve(&r->list, &r->cap, r->count + 1,
                                           sizeof *r->list);

    if (st == CVD_OK)
        r->list[r->count++] = *one;
    return st;
}

static int by_place(const void *pa, const void *pb)
{
    const struct cvd_reading *a = pa, *b = pb;

    return a->start != b->start ? (a->start < b->start ? -1 : 1)
                                : (a->value.ptr > b->value.ptr) -
                                      (a->value.ptr < b->value.ptr);
}

enum cvd_status cvd_readings_finish(struct cvd_searcher *s,
                                    struct cvd_readings *r,
                                    struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    if (r->count)
        qsort(r->list, r->count, sizeof *r->list, by_place);
    for (size_t i = 0; i < r->count && st == CVD_OK; i++)
        st = cvd_label_value(s, r->list[i].field, r->list[i].value,
                             &r->strings, &r->list[i].label, err);
    return st;
}

void cvd_readings_release(struct cvd_readings *r)
{
    free(r->list);
    cvd_strings_free(r->strings);
    *r = (struct cvd_readings){ 0 };
}
