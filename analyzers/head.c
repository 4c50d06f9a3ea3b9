/* head.c - see head.h.
 *
 * analyzers/ may include base/ and ICU.  Work is bounded: the first 8 KB and
 * 80 lines, six cells a line. */
#include "analyzers/head.h"

/* The dashes a converter leaves of a line drawn below a name: three at
 * least. */
enum { DRAWN_MIN = 3 };

static bool is_drawn(char c)
{
    return c == '-' || c == '_' || c == '=';
}

static size_t cell_start(struct cvd_str t, size_t start, size_t end)
{
    while (start < end) {
        size_t k = cvd_scan_blanks(t, start);

        if (k == start && !cvd_head_is_markup(t.ptr[start]) &&
            t.ptr[start] != '\f')
            break;
        start = k > start ? k : start + 1;
    }
    return start;
}

static size_t cell_end(struct cvd_str t, size_t start, size_t end)
{
    size_t drawn = end;

    while (end > start) {
        size_t p = cvd_scan_prev(t, end);
        char c = t.ptr[p];

        if (cvd_scan_blanks(t, p) < end && !cvd_head_is_markup(c) &&
            c != '\r' && c != '\f')
            break;
        end = p;
    }
    for (drawn = end; drawn > start && is_drawn(t.ptr[drawn - 1]);)
        drawn--;
    if (end - drawn < DRAWN_MIN || drawn == start)
        return end;
    return cell_end(t, start, drawn);
}

static void add_cell(struct cvd_str t, struct cvd_cell *cell,
                     struct cvd_line *l, size_t start, size_t end)
{
    start = cell_start(t, start, end);
    end = cell_end(t, start, end);
    if (start >= end || l->cells == CVD_LINE_CELLS_MAX)
        return;
    bool word = false, small = false;
    for (size_t i = start; i < end && !(word && small); i++) {
        word = word || cvd_scan_word_at(t, i);
        small = small || cvd_scan_lower_at(t, i);
    }
    if (!word) { /* ------- */
        l->rule = l->rule || end - start >= DRAWN_MIN;
        return;
    }
    struct cvd_cell *c = &cell[l->cells++];
    memset(c, 0, sizeof *c);
    c->start = start;
    c->end = end;
    c->caps = !small;
}

/* Whether the blanks [i, end) part two columns: two at least, or a tab. */
static bool is_gap(struct cvd_str t, size_t i, size_t end)
{
    size_t n = 0;

    for (; i < end; i++) {
        if (t.ptr[i] == '\t')
            return true;
        n += (t.ptr[i] & 0xC0) != 0x80;
    }
    return n >= 2;
}

/* Whether a byte may be of what parts columns: a blank (of one byte, or the
 * two of U+00A0), a bar. */
static inline bool may_part(char c)
{
    return (unsigned char)c <= ' ' || c == '|' || c == (char)0xC2;
}

void cvd_head_cut_line(struct cvd_str text, size_t start, size_t end,
                       struct cvd_cell *cell, struct cvd_line *l)
{
    size_t from = start;

    memset(l, 0, sizeof *l);
    l->start = start;
    for (size_t i = start; i < end;) {
        /* Most bytes are a letter's, and most blanks stand alone. */
        if (!may_part(text.ptr[i]) ||
            (text.ptr[i] == ' ' && i + 1 < end &&
             !may_part(text.ptr[i + 1]))) {
            i++;
            continue;
        }
        size_t k = cvd_scan_blanks(text, i);

        k = k > end ? end : k;
        if (is_gap(text, i, k)) {
            add_cell(text, cell, l, from, i);
            from = i = k;
        } else if (text.ptr[i] == '|') {
            add_cell(text, cell, l, from, i);
            from = ++i;
        } else {
            i = k > i ? k : i + 1;
        }
    }
    add_cell(text, cell, l, from, end);
    if (l->cells)
        l->rule = false;
    else
        while (start < end && !l->rule) /* *** is markup to a cell */
            l->rule = cvd_head_is_markup(text.ptr[start++]);
}

size_t cvd_head_break(struct cvd_str text, size_t i)
{
    size_t k = i + 3;

    if (text.len - i < 4 || text.ptr[i] != '<' ||
        (text.ptr[i + 1] | 0x20) != 'b' || (text.ptr[i + 2] | 0x20) != 'r')
        return 0;
    k += text.ptr[k] == ' ';
    k += k < text.len && text.ptr[k] == '/';
    return k < text.len && text.ptr[k] == '>' ? k + 1 - i : 0;
}

size_t cvd_head_line_end(struct cvd_str text, size_t i, size_t stop,
                         size_t *next)
{
    const char *nl = memchr(text.ptr + i, '\n', stop - i);
    size_t end = nl ? (size_t)(nl - text.ptr) : stop;

    for (size_t k = i; k < end; k++) {
        const char *sign = memchr(text.ptr + k, '<', end - k);

        if (!sign)
            break;
        k = (size_t)(sign - text.ptr);
        size_t n = cvd_head_break(text, k);
        if (n) {
            *next = k + n;
            return k;
        }
    }
    *next = end + 1;
    return end;
}

bool cvd_head_begins_cell(struct cvd_str text, size_t i)
{
    enum { BREAK_BYTES_MAX = 6 }; /* "<br />" */
    size_t blanks = 0;

    while (i > 0) {
        char c = text.ptr[i - 1];

        for (size_t n = 4; c == '>' && n <= BREAK_BYTES_MAX && n <= i; n++)
            if (cvd_head_break(text, i - n) == n)
                return true;
        if (c == '\n' || c == '|' || c == '\t' || c == '\f')
            return true;
        bool wide = i > 1 && c == (char)0xA0 && text.ptr[i - 2] == (char)0xC2;

        if (c == ' ' || wide)
            blanks++;
        else if (!cvd_head_is_markup(c) && c != '-')
            return false;
        if (blanks >= 2)
            return true;
        i -= wide ? 2 : 1;
    }
    return true;
}

size_t cvd_head_token_at(const struct cvd_tokens *t, size_t byte)
{
    size_t low = 0, high = t->count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (t->tok[mid].start < byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static void find_tokens(struct cvd_head *h, size_t from)
{
    const struct cvd_tokens *t = h->tokens;

    for (size_t c = 0, k = cvd_head_token_at(t, from); c < h->cells; c++) {
        struct cvd_cell *cell = &h->cell[c];

        while (k < t->count && t->tok[k].start < cell->start)
            k++;
        cell->tok = k;
        while (k < t->count && t->tok[k].end <= cell->end)
            k++;
        cell->tok_end = k;
    }
}

enum cvd_status cvd_head_cut(struct cvd_str text, size_t from,
                             const struct cvd_tokens *tokens,
                             struct cvd_head *h)
{
    size_t stop = text.len - from < CVD_HEAD_BYTES ? text.len
                                                   : from + CVD_HEAD_BYTES;

    /* The two arrays are long and need no zeros. */
    h->text = text;
    h->lines = h->cells = 0;
    memset(&h->own, 0, sizeof h->own);
    h->tokens = tokens ? tokens : &h->own;
    h->body = h->to = h->heading = h->titles = h->inline_title = 0;
    h->motto = false;
    while (stop > from && stop < text.len && (text.ptr[stop] & 0xC0) == 0x80)
        stop--;
    for (size_t i = from, next; i < stop && h->lines < CVD_HEAD_LINES_MAX;
         i = next) {
        size_t end = cvd_head_line_end(text, i, stop, &next);
        struct cvd_line *l = &h->line[h->lines++];

        cvd_head_cut_line(text, i, end, h->cell + h->cells, l);
        l->first = h->cells;
        h->cells += l->cells;
    }
    if (!tokens) { /* from 0: offsets are those of `text` */
        enum cvd_status st = cvd_tokenize((struct cvd_str){ text.ptr, stop },
                                          &h->own);
        if (st != CVD_OK)
            return st;
    }
    find_tokens(h, from);
    return CVD_OK;
}

void cvd_head_release(struct cvd_head *h)
{
    cvd_tokens_release(&h->own);
}

size_t cvd_head_words_all(const struct cvd_tokens *t, size_t k, size_t end,
                          const char *words)
{
    size_t from = k;

    for (; *words; k++) {
        if (k >= end)
            return 0;
        struct cvd_str w = cvd_token_folded(t, k);
        size_t n = 0;

        while (n < w.len && words[n] == w.ptr[n])
            n++;
        if (n < w.len || (words[n] && words[n] != ' '))
            return 0;
        words += n;
        words += *words == ' ';
    }
    return k - from;
}

size_t cvd_head_words_any(const struct cvd_tokens *t, size_t k, size_t end,
                          const char *const *list)
{
    size_t best = 0;

    if (k >= end || !cvd_token_folded(t, k).len)
        return 0;
    char first = *cvd_token_folded(t, k).ptr; /* few of a list have it */
    for (; *list; list++) {
        size_t n = **list == first ? cvd_head_words(t, k, end, *list) : 0;

        best = n > best ? n : best;
    }
    return best;
}

bool cvd_head_begins(const struct cvd_head *h, const struct cvd_cell *c,
                     const char *words)
{
    return cvd_head_words(h->tokens, c->tok, c->tok_end, words) > 0;
}

bool cvd_head_begins_any(const struct cvd_head *h, const struct cvd_cell *c,
                         const char *const *list)
{
    return cvd_head_words_any(h->tokens, c->tok, c->tok_end, list) > 0;
}
