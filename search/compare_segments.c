/* compare_segments.c - from aligned words to pieces of two texts, in rows.
 *
 * Where a text is cut between two words, what stands behind the last white
 * space belongs to the word behind (an opening bracket or quotation mark), all
 * before it to the word before.
 *
 * A row is what is read together: a line of text in which something differs,
 * with what is shared of that line; or lines that are shared.  So a shared
 * segment is cut at the end of the line where it begins and at the beginning
 * of the line where it ends, as both texts have it. */
#include "base/array.h"
#include "search/compare.h"

#include <stdlib.h>

enum {
    LINE_WORDS = 40,  /* a longer line is not read as a whole */
    AROUND_WORDS = 8  /* then so many are told with what differs */
};

/* ---- where texts are cut --------------------------------------------- */

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The byte before word `word`, of which the text has enough. */
static size_t cut_before(const struct side *s, size_t word)
{
    const struct cvd_token *t = s->tokens.tok;

    if (word == 0)
        return 0;
    if (word >= s->tokens.count)
        return s->text.len;
    for (size_t at = t[word].start; at > t[word - 1].end; at--)
        if (is_space(s->text.ptr[at - 1]))
            return at;
    return t[word].start;
}

/* Whether a line ends between word `word` and the one before; before the
 * first and behind the last one does. */
static bool begins_line(const struct side *s, size_t word)
{
    if (word == 0 || word >= s->tokens.count)
        return true;
    size_t from = s->tokens.tok[word - 1].end;
    return memchr(s->text.ptr + from, '\n', s->tokens.tok[word].start - from);
}

/* The next piece of one text: up to before word `to`, `words` of them. */
static struct cvd_compare_part take_part(struct side *s, size_t to,
                                         size_t words)
{
    size_t end = words ? cut_before(s, to) : s->at_byte;
    struct cvd_compare_part p = {
        { s->text.ptr + s->at_byte, end - s->at_byte }, s->at, s->at, words
    };

    if (!p.text.len)
        p.text.ptr = NULL;
    p.end += (int64_t)cvd_utf8_count(p.text);
    s->at = p.end;
    s->at_byte = end;
    return p;
}

/* ---- words written otherwise ----------------------------------------- */

static struct cvd_str written(const struct side *s, size_t word)
{
    const struct cvd_token *t = &s->tokens.tok[word];
    struct cvd_str w = { s->text.ptr + t->start, t->end - t->start };

    return w;
}

/* Where a word begins, in code points; *at and *byte are where one before it
 * does, and then it. */
static int64_t point_of(const struct side *s, size_t word, int64_t *at,
                        size_t *byte)
{
    struct cvd_str between = { s->text.ptr + *byte,
                               s->tokens.tok[word].start - *byte };

    *at += (int64_t)cvd_utf8_count(between);
    *byte = s->tokens.tok[word].start;
    return *at;
}

static enum cvd_status add_respelled(struct comparing *c,
                                     struct cvd_respelled r)
{
    struct cvd_comparison *out = c->out;
    enum cvd_status st =
        cvd_array_reserve(&out->respelled, &out->respelled_cap,
                          out->respelled_count + 1, sizeof *out->respelled);

    if (st == CVD_OK) {
        out->respelled[out->respelled_count++] = r;
        out->marks += r.marks;
    }
    return st;
}

/* Collect for `seg` those of `n` words from i and j on that are written
 * otherwise; the points and bytes are of something before. */
static enum cvd_status respell(struct comparing *c, size_t i, size_t j,
                               size_t n, const struct side *at_a,
                               const struct side *at_b,
                               struct cvd_compare_segment *seg)
{
    int64_t point_a = at_a->at, point_b = at_b->at;
    size_t byte_a = at_a->at_byte, byte_b = at_b->at_byte;
    enum cvd_status st = CVD_OK;

    seg->respelled = c->out->respelled_count;
    for (size_t k = 0; k < n && st == CVD_OK; k++) {
        struct cvd_respelled r = { .a = written(&c->a, i + k),
                                   .b = written(&c->b, j + k) };
        if (cvd_str_equal(r.a, r.b))
            continue;
        r.a_start = point_of(&c->a, i + k, &point_a, &byte_a);
        r.b_start = point_of(&c->b, j + k, &point_b, &byte_b);
        r.marks = !cvd_str_equal(cvd_token_exact(&c->a.tokens, i + k),
                                 cvd_token_exact(&c->b.tokens, j + k));
        st = add_respelled(c, r);
    }
    seg->respelled_count = c->out->respelled_count - seg->respelled;
    return st;
}

/* ---- segments -------------------------------------------------------- */

/* A segment of aligned words, in row `row`. */
static enum cvd_status add(struct comparing *c,
                           const struct cvd_align_segment *x, size_t row)
{
    struct cvd_comparison *out = c->out;
    struct cvd_compare_segment seg = {
        .kind = (enum cvd_compare_kind)x->kind, .row = row,
        .other = x->other
    };
    const struct side from_a = c->a, from_b = c->b;
    enum cvd_status st = cvd_array_reserve(
        &out->list, &out->cap, out->count + 1, sizeof *out->list);

    seg.a = take_part(&c->a, x->a_to, x->a_to - x->a_from);
    seg.b = take_part(&c->b, x->b_to, x->b_to - x->b_from);
    if (st == CVD_OK && seg.kind == CVD_COMPARE_SHARED)
        st = respell(c, x->a_from, x->b_from, seg.a.words, &from_a, &from_b,
                     &seg);
    if (st == CVD_OK)
        out->list[out->count++] = seg;
    return st;
}

/* Rows in the making. */
struct rows {
    size_t row;
    bool open;               /* the next segment goes on with this one */
};

static size_t row_of_next(struct rows *r, const struct comparing *c)
{
    if (!r->open && c->out->count)
        r->row++; /* else the first, or one that goes on */
    r->open = true;
    return r->row;
}

/* Whether a line begins in both texts at word i of a and j of b. */
static bool begin_line(const struct comparing *c, size_t i, size_t j)
{
    return begins_line(&c->a, i) && begins_line(&c->b, j);
}

/* The word of a, behind the first of `x`, at which a line begins in both
 * texts: the first or the last there is; x->a_to if there is none. */
static uint32_t line_of(const struct comparing *c,
                        const struct cvd_align_segment *x, bool last)
{
    uint32_t n = x->a_to - x->a_from;

    for (uint32_t k = 1; k < n; k++) {
        uint32_t i = last ? n - k : k;
        if (begin_line(c, x->a_from + i, x->b_from + i))
            return x->a_from + i;
    }
    return x->a_to;
}

/* Words [from, to) of shared segment `x`, as a segment; nothing if there are
 * none. */
static enum cvd_status add_piece(struct comparing *c,
                                 const struct cvd_align_segment *x,
                                 uint32_t from, uint32_t to, struct rows *r)
{
    struct cvd_align_segment piece = *x;

    if (from == to)
        return CVD_OK;
    piece.a_from = from;
    piece.a_to = to;
    piece.b_from = x->b_from + (from - x->a_from);
    piece.b_to = x->b_from + (to - x->a_from);
    return add(c, &piece, row_of_next(r, c));
}

/* Which words of shared segment `x` are read with the row before, up to *head,
 * and which with what comes behind, from *tail on. */
static void cut_up(const struct comparing *c,
                   const struct cvd_align_segment *x, bool open, bool joins,
                   uint32_t *head, uint32_t *tail)
{
    uint32_t first = line_of(c, x, false), last = line_of(c, x, true);
    bool one_line = first == x->a_to;

    *head = x->a_from;
    *tail = x->a_to;
    if (one_line && x->a_to - x->a_from <= LINE_WORDS && (open || joins)) {
        *head = x->a_to;
        return;
    }
    if (open)
        *head = !one_line && first - x->a_from <= LINE_WORDS
                    ? first
                    : x->a_from + AROUND_WORDS;
    if (joins)
        *tail = !one_line && x->a_to - last <= LINE_WORDS
                    ? last
                    : x->a_to - AROUND_WORDS;
    if (*tail < *head)
        *tail = *head;
}

/* A shared segment; `joins`: what comes behind differs. */
static enum cvd_status add_shared(struct comparing *c,
                                  const struct cvd_align_segment *x,
                                  struct rows *r, bool joins)
{
    uint32_t head, tail;

    r->open = r->open && !begin_line(c, x->a_from, x->b_from);
    joins = joins && !begin_line(c, x->a_to, x->b_to);
    cut_up(c, x, r->open, joins, &head, &tail);
    enum cvd_status st = add_piece(c, x, x->a_from, head, r);
    r->open = r->open && head == x->a_to;
    if (st == CVD_OK)
        st = add_piece(c, x, head, tail, r);
    r->open = r->open && head == tail;
    if (st == CVD_OK)
        st = add_piece(c, x, tail, x->a_to, r);
    r->open = r->open && joins;
    return st;
}

/* What stands in a text without a word. */
static enum cvd_status add_wordless(struct comparing *c, struct rows *r)
{
    struct cvd_align_segment gone = { .kind = CVD_ALIGN_GONE };
    struct cvd_align_segment added = { .kind = CVD_ALIGN_NEW };
    enum cvd_status st = CVD_OK;

    for (int i = 0; i < 2 && st == CVD_OK; i++) {
        struct side *s = i ? &c->b : &c->a;
        if (s->tokens.count || !s->text.len)
            continue;
        st = add(c, i ? &added : &gone, row_of_next(r, c));
        if (st != CVD_OK)
            break;
        struct cvd_compare_segment *seg = &c->out->list[c->out->count - 1];
        struct cvd_compare_part whole = {
            s->text, 0, (int64_t)cvd_utf8_count(s->text), 0
        };
        *(i ? &seg->b : &seg->a) = whole;
        s->at = whole.end;
    }
    return st;
}

/* A text at the beginning of one of its parts. */
static struct side side_at(const struct side *s,
                           const struct cvd_compare_part *p)
{
    struct side at = *s;

    at.at = p->start;
    at.at_byte = (size_t)(p->text.ptr - s->text.ptr);
    return at;
}

/* What is moved: each segment is told of the other, and of words written
 * otherwise. */
static enum cvd_status join_moved(struct comparing *c, const size_t *made)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < c->aligned.count && st == CVD_OK; i++) {
        const struct cvd_align_segment *x = &c->aligned.list[i];
        if (x->kind != CVD_ALIGN_MOVED)
            continue;
        struct cvd_compare_segment *seg = &c->out->list[made[i]];
        seg->other = made[x->other];
        if (!seg->a.words)
            continue;
        const struct side a = side_at(&c->a, &seg->a);
        const struct side b = side_at(&c->b, &c->out->list[seg->other].b);
        st = respell(c, x->a_from, c->aligned.list[x->other].b_from,
                     seg->a.words, &a, &b, seg);
    }
    return st;
}

enum cvd_status cvd_compare_segments(struct comparing *c)
{
    size_t *made = calloc(c->aligned.count + 1, sizeof *made);
    struct rows r = { 0, false };
    enum cvd_status st = made ? CVD_OK : CVD_ENOMEM;

    for (size_t i = 0; i < c->aligned.count && st == CVD_OK; i++) {
        const struct cvd_align_segment *x = &c->aligned.list[i];
        bool moved = x->kind == CVD_ALIGN_MOVED;
        bool joins = i + 1 < c->aligned.count &&
                     c->aligned.list[i + 1].kind != CVD_ALIGN_MOVED;
        if (moved)
            r.open = false;
        if (x->kind == CVD_ALIGN_SHARED)
            st = add_shared(c, x, &r, joins);
        else
            st = add(c, x, row_of_next(&r, c));
        made[i] = c->out->count - 1;
        if (moved)
            r.open = false;
    }
    if (st == CVD_OK)
        st = add_wordless(c, &r);
    if (st == CVD_OK)
        st = join_moved(c, made);
    free(made);
    return st;
}
