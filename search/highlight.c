/* highlight.c - the words of a query found again in a text, and the piece of
 * it that shows most of them.
 *
 * The text goes through the same analyzer as when it was indexed, so what is
 * marked is what matched, to the byte. */
#include "base/array.h"
#include "base/html.h"
#include "search/spans.h"

#include <stdlib.h>

enum {
    SNIPPET_BYTES = 280,  /* of text, about two lines on a page */
    SNIPPET_LEAD = 60     /* of it before the first match */
};

static bool fits(const struct cvd_slot *s, struct cvd_str exact,
                 struct cvd_str folded)
{
    if (s->any_spelling)
        return s->count && cvd_str_equal(s->words[0].folded, folded);
    size_t lo = 0, hi = s->count;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (cvd_str_compare(s->words[mid].exact, exact) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < s->count && cvd_str_equal(s->words[lo].exact, exact);
}

/* The longest run that matches at token i, 0 if none does. */
static size_t run_at(const struct cvd_tokens *t, size_t i,
                     const struct cvd_run *runs, size_t run_count,
                     size_t *which)
{
    size_t longest = 0;

    for (size_t r = 0; r < run_count; r++) {
        size_t k = 0;
        if (runs[r].count <= longest || runs[r].count > t->count - i)
            continue;
        while (k < runs[r].count &&
               fits(&runs[r].slots[k], cvd_token_exact(t, i + k),
                    cvd_token_folded(t, i + k)))
            k++;
        if (k == runs[r].count) {
            longest = k;
            *which = r;
        }
    }
    return longest;
}

enum cvd_status cvd_spans_find(struct cvd_str text,
                               const struct cvd_run *runs, size_t run_count,
                               struct cvd_tokens *t, struct cvd_spans *f)
{
    enum cvd_status st = cvd_tokenize(text, t);

    for (size_t i = 0;
         i < t->count && st == CVD_OK && f->count < CVD_SPANS_MAX;) {
        size_t which = 0;
        size_t n = run_at(t, i, runs, run_count, &which);
        if (n == 0) {
            i++;
            continue;
        }
        if (cvd_array_reserve(&f->list, &f->cap, f->count + 1,
                              sizeof *f->list) != CVD_OK ||
            cvd_array_reserve(&f->run, &f->run_cap, f->count + 1,
                              sizeof *f->run) != CVD_OK)
            return CVD_ENOMEM;
        f->run[f->count] = (uint32_t)which;
        f->list[f->count++] = (struct cvd_span){ t->tok[i].start,
                                                 t->tok[i + n - 1].end };
        i += n;
    }
    return st;
}

void cvd_spans_release(struct cvd_spans *s)
{
    free(s->list);
    free(s->run);
    *s = (struct cvd_spans){ 0 };
}

/* ---- the piece shown ------------------------------------------------- */

/* The span where the best piece begins: most different runs, then most
 * bytes matched. */
static size_t best_start(const struct cvd_spans *f, size_t run_count)
{
    size_t best = 0, best_score = 0;
    unsigned *in = calloc(run_count + 1, sizeof *in);
    size_t distinct = 0, bytes = 0, to = 0;

    for (size_t from = 0; in && from < f->count; from++) {
        while (to < f->count && f->list[to].end <
                                    f->list[from].start + SNIPPET_BYTES -
                                        SNIPPET_LEAD) {
            distinct += in[f->run[to]]++ == 0;
            bytes += f->list[to].end - f->list[to].start;
            to++;
        }
        if (to <= from) { /* one match longer than a piece */
            to = from + 1;
            continue;
        }
        size_t score = distinct * 1000 + bytes;
        if (score > best_score) {
            best_score = score;
            best = from;
        }
        distinct -= --in[f->run[from]] == 0;
        bytes -= f->list[from].end - f->list[from].start;
    }
    free(in);
    return best;
}

/* Control characters are shown as the white space they mostly are. */
static bool is_blank(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7F;
}

/* Append bytes of text as HTML, runs of white space as one space. */
static enum cvd_status add_html(struct cvd_buf *out, struct cvd_str s)
{
    enum cvd_status st = CVD_OK;
    size_t i = 0;

    while (i < s.len && st == CVD_OK) {
        size_t word = i;
        while (i < s.len && !is_blank(s.ptr[i]))
            i++;
        st = cvd_html_escape((struct cvd_str){ s.ptr + word, i - word },
                             out);
        if (i == s.len || st != CVD_OK)
            break;
        while (i < s.len && is_blank(s.ptr[i]))
            i++;
        if (out->len && out->ptr[out->len - 1] != ' ')
            st = cvd_buf_add_char(out, ' ');
    }
    return st;
}

/* The piece [*from, *to) around byte `anchor`, on word boundaries. */
static void choose_piece(const struct cvd_tokens *t, size_t anchor,
                         size_t len, size_t *from, size_t *to)
{
    size_t lo = 0, hi = t->count;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (t->tok[mid].start < anchor)
            lo = mid + 1;
        else
            hi = mid;
    }
    size_t first = lo;
    while (first > 0 && t->tok[first - 1].start + SNIPPET_LEAD >= anchor)
        first--;
    size_t last = lo;
    size_t limit = (first < t->count ? t->tok[first].start : 0) +
                   SNIPPET_BYTES;
    while (last < t->count && (last == lo || t->tok[last].end <= limit))
        last++;
    *from = first == 0 ? 0 : t->tok[first].start;
    *to = last == t->count ? len : t->tok[last - 1].end;
}

/* The last character boundary at or before byte `at`. */
static size_t boundary(struct cvd_str text, size_t at)
{
    while (at > 0 && at < text.len &&
           ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* Neither what lies between words nor a word itself may be of any length. */
static void clamp_piece(struct cvd_str text, size_t anchor, size_t *from,
                        size_t *to)
{
    if (anchor > *from + SNIPPET_BYTES)
        *from = boundary(text, anchor - SNIPPET_LEAD);
    if (*to > *from + 2 * SNIPPET_BYTES)
        *to = boundary(text, *from + 2 * SNIPPET_BYTES);
}

static bool is_space(char c)
{
    return (unsigned char)c <= ' ';
}

/* Whether there is more to a stretch than white space. */
static bool has_more(const char *s, size_t len)
{
    size_t i = 0;

    while (i < len && is_space(s[i]))
        i++;
    return i < len;
}

enum cvd_status cvd_snippet(struct cvd_str text, const struct cvd_run *runs,
                            size_t run_count, struct cvd_tokens *tokens,
                            struct cvd_clock *clock, struct cvd_buf *out)
{
    struct cvd_spans f = { 0 };
    size_t from, to, before = 0, whole = text.len;
    const char *begin = text.ptr;
    enum cvd_status st = CVD_OK;

    /* A long text in windows: the first that has a match, or the first. */
    for (;; before += text.len) {
        text = (struct cvd_str){ begin + before, whole - before };
        if (text.len > CVD_WINDOW_BYTES)
            text.len = boundary(text, CVD_WINDOW_BYTES);
        f.count = 0;
        st = cvd_spans_find(text, runs, run_count, tokens, &f);
        if (st != CVD_OK)
            goto done;
        if (f.count || before + text.len >= whole || cvd_clock_look(clock))
            break;
    }
    if (f.count == 0 && before > 0) {
        before = 0;
        text = (struct cvd_str){ begin, CVD_WINDOW_BYTES };
        text.len = boundary(text, SNIPPET_BYTES);
        st = cvd_spans_find(text, runs, 0, tokens, &f);
        if (st != CVD_OK)
            goto done;
    }
    size_t anchor = f.count ? f.list[best_start(&f, run_count)].start : 0;
    choose_piece(tokens, anchor, text.len, &from, &to);
    clamp_piece(text, anchor, &from, &to);
    while (from < to && is_space(text.ptr[from]))
        from++;
    while (to > from && is_space(text.ptr[to - 1]))
        to--;
    if (has_more(begin, before + from))
        st = cvd_buf_add_text(out, "… ");
    size_t at = from;
    for (size_t i = 0; i < f.count && st == CVD_OK; i++) {
        struct cvd_span s = f.list[i];
        if (s.end <= at || s.start >= to)
            continue;
        if (s.start < at) /* cut by the piece */
            s.start = (uint32_t)at;
        if (s.end > to)
            s.end = (uint32_t)to;
        st = add_html(out, (struct cvd_str){ text.ptr + at, s.start - at });
        if (st == CVD_OK)
            st = cvd_buf_add_text(out, "<mark>");
        if (st == CVD_OK)
            st = add_html(out, (struct cvd_str){ text.ptr + s.start,
                                                 s.end - s.start });
        if (st == CVD_OK)
            st = cvd_buf_add_text(out, "</mark>");
        at = s.end;
    }
    if (st == CVD_OK)
        st = add_html(out, (struct cvd_str){ text.ptr + at, to - at });
    if (st == CVD_OK && has_more(begin + before + to, whole - before - to))
        st = cvd_buf_add_text(out, " …");
done:
    cvd_spans_release(&f);
    return st;
}
