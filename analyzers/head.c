/* head.c - see head.h.
 *
 * analyzers/ may include base/ and ICU.  Work is bounded: the first 8 KB and
 * 80 lines, six cells a line. */
#include "analyzers/head.h"

static void add_cell(struct cvd_head *h, struct cvd_line *l, size_t start,
                     size_t end)
{
    while (start < end) {
        size_t k = cvd_scan_blanks(h->text, start);

        if (k == start && !cvd_head_is_markup(cvd_head_at(h, start)))
            break;
        start = k > start ? k : start + 1;
    }
    while (end > start) {
        size_t p = cvd_scan_prev(h->text, end);

        char c = cvd_head_at(h, p);

        if (cvd_scan_blanks(h->text, p) < end && !cvd_head_is_markup(c) &&
            c != '\r')
            break;
        end = p;
    }
    if (start >= end || l->cells == CVD_LINE_CELLS_MAX)
        return;
    bool word = false, small = false;
    for (size_t i = start; i < end; i++) {
        word = word || cvd_scan_word_at(h->text, i);
        small = small || cvd_scan_lower_at(h->text, i);
    }
    if (!word) { /* ------- */
        l->rule = l->rule || end - start >= 3;
        return;
    }
    struct cvd_cell *c = &h->cell[h->cells++];
    memset(c, 0, sizeof *c);
    c->start = start;
    c->end = end;
    c->caps = !small;
    l->cells++;
}

/* Whether the blanks [i, end) part two columns: two at least, or a tab. */
static bool is_gap(const struct cvd_head *h, size_t i, size_t end)
{
    size_t n = 0;

    for (; i < end; i++) {
        if (cvd_head_at(h, i) == '\t')
            return true;
        n += (cvd_head_at(h, i) & 0xC0) != 0x80;
    }
    return n >= 2;
}

static void cut_line(struct cvd_head *h, size_t start, size_t end)
{
    struct cvd_line *l = &h->line[h->lines++];
    size_t from = start;

    memset(l, 0, sizeof *l);
    l->start = start;
    l->first = h->cells;
    for (size_t i = start; i < end;) {
        size_t k = cvd_scan_blanks(h->text, i);

        k = k > end ? end : k;
        if (is_gap(h, i, k)) {
            add_cell(h, l, from, i);
            from = i = k;
        } else if (cvd_head_at(h, i) == '|') {
            add_cell(h, l, from, i);
            from = ++i;
        } else {
            i = k > i ? k : i + 1;
        }
    }
    add_cell(h, l, from, end);
    if (l->cells)
        l->rule = false;
    else
        while (start < end && !l->rule) /* *** is markup to a cell */
            l->rule = cvd_head_is_markup(cvd_head_at(h, start++));
}

enum cvd_status cvd_head_cut(struct cvd_str text, struct cvd_head *h)
{
    size_t stop = text.len < CVD_HEAD_BYTES ? text.len : CVD_HEAD_BYTES;

    /* The two arrays are long and need no zeros. */
    h->text = text;
    h->lines = h->cells = 0;
    memset(&h->tokens, 0, sizeof h->tokens);
    h->body = h->to = h->heading = 0;
    h->motto = false;
    while (stop > 0 && stop < text.len && (text.ptr[stop] & 0xC0) == 0x80)
        stop--;
    for (size_t i = 0; i < stop && h->lines < CVD_HEAD_LINES_MAX;) {
        const char *nl = memchr(text.ptr + i, '\n', stop - i);
        size_t end = nl ? (size_t)(nl - text.ptr) : stop;

        cut_line(h, i, end);
        i = end + 1;
    }
    enum cvd_status st = cvd_tokenize((struct cvd_str){ text.ptr, stop },
                                      &h->tokens);
    if (st != CVD_OK)
        return st;
    for (size_t c = 0, k = 0; c < h->cells; c++) {
        struct cvd_cell *cell = &h->cell[c];

        while (k < h->tokens.count && h->tokens.tok[k].start < cell->start)
            k++;
        cell->tok = k;
        while (k < h->tokens.count && h->tokens.tok[k].end <= cell->end)
            k++;
        cell->tok_end = k;
    }
    return CVD_OK;
}

void cvd_head_release(struct cvd_head *h)
{
    cvd_tokens_release(&h->tokens);
}

bool cvd_head_begins(const struct cvd_head *h, const struct cvd_cell *c,
                   const char *words)
{
    for (size_t k = c->tok; *words; k++) {
        struct cvd_str want = { words, strcspn(words, " ") };

        if (k >= c->tok_end ||
            !cvd_str_equal(cvd_token_folded(&h->tokens, k), want))
            return false;
        words += want.len;
        words += *words == ' ';
    }
    return true;
}

bool cvd_head_begins_any(const struct cvd_head *h, const struct cvd_cell *c,
                       const char *const *list)
{
    for (; *list; list++)
        if (cvd_head_begins(h, c, *list))
            return true;
    return false;
}
