/* passage.c - see passage.h. */
#include "search/passage.h"
#include "search/points.h"

enum {
    /* Of a longer passage its beginning and its end are shown. */
    WHOLE_WORDS = 48, FIRST_WORDS = 30, LAST_WORDS = 12
};

enum cvd_status cvd_worded_read(struct cvd_str text, struct cvd_worded *out)
{
    out->text = text;
    return cvd_tokenize(text, &out->tokens);
}

void cvd_worded_release(struct cvd_worded *w)
{
    cvd_tokens_release(&w->tokens);
    w->text = (struct cvd_str){ NULL, 0 };
}

/* The bytes of words [from, to). */
static struct cvd_str span_of(const struct cvd_worded *w, size_t from,
                              size_t to)
{
    const struct cvd_token *first = &w->tokens.tok[from];
    const struct cvd_token *last = &w->tokens.tok[to - 1];

    return (struct cvd_str){ w->text.ptr + first->start,
                             last->end - first->start };
}

enum cvd_status cvd_passage_text(const struct cvd_worded *w, size_t from,
                                 size_t to, struct cvd_strings **strings,
                                 struct cvd_str *out)
{
    struct cvd_buf both = { 0 };
    enum cvd_status st = CVD_OK;

    if (to - from <= WHOLE_WORDS)
        return cvd_strings_keep_line(strings, span_of(w, from, to), out);
    st = cvd_buf_add(&both, span_of(w, from, from + FIRST_WORDS));
    if (st == CVD_OK)
        st = cvd_buf_add(&both, cvd_str_from(" … "));
    if (st == CVD_OK)
        st = cvd_buf_add(&both, span_of(w, to - LAST_WORDS, to));
    if (st == CVD_OK)
        st = cvd_strings_keep_line(strings, cvd_buf_str(&both), out);
    cvd_buf_release(&both);
    return st;
}

void cvd_passage_points(const struct cvd_worded *w, size_t from, size_t to,
                        int64_t *start, int64_t *end)
{
    struct cvd_points points = { .text = w->text };
    struct cvd_str span = span_of(w, from, to);
    size_t first = (size_t)(span.ptr - w->text.ptr);

    *start = cvd_points_to(&points, first);
    *end = cvd_points_to(&points, first + span.len);
}
