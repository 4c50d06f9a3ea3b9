/* compare_rows.c - the rows of two documents side by side.
 *
 * What differs is told by more than colour: struck out, underlined, and in
 * words for who hears the page. */
#include "searchd/page/compare.h"

enum {
    FOLD_WORDS = 60,   /* of a shared passage: more is folded */
    FOLD_LETTERS = 70, /* of its beginning, shown when it is */
    LONG_WORDS = 25    /* of what one side alone has: nobody reads more that is
                          struck out, so it is told above it instead */
};

enum side { SIDE_A, SIDE_B };

static const struct cvd_compare_part *
part_of(const struct cvd_compare_segment *s, enum side side)
{
    return side == SIDE_A ? &s->a : &s->b;
}

static void unseen(struct pen *w, enum page_text says, const char *behind)
{
    pen_markup(w, "<span class=\"unseen\">");
    pen_say(w, says);
    pen_markup(w, behind);
    pen_markup(w, "</span>");
}

/* ---- text ------------------------------------------------------------- */

/* A word that the other side has with other marks. */
static void respelled_word(struct pen *w, struct cvd_str here,
                           struct cvd_str there)
{
    pen_markup(w, "<mark title=\"");
    pen_say(w, T_COMPARE_THERE);
    pen_say(w, T_COLON);
    pen_text(w, there);
    pen_markup(w, "\">");
    pen_text(w, here);
    pen_markup(w, "<span class=\"unseen\"> (");
    pen_say(w, T_COMPARE_THERE);
    pen_say(w, T_COLON);
    pen_text(w, there);
    pen_markup(w, ")</span></mark>");
}

/* `text`, a piece of shared part `p` that begins with it; words of other marks
 * are marked. */
static void shared_text(struct pen *w, const struct cvd_comparison *x,
                        const struct cvd_compare_segment *s, enum side side,
                        struct cvd_str text)
{
    int64_t at = part_of(s, side)->start;

    for (size_t i = 0; i < s->respelled_count; i++) {
        const struct cvd_respelled *r = &x->respelled[s->respelled + i];
        int64_t start = side == SIDE_A ? r->a_start : r->b_start;
        struct cvd_str here = side == SIDE_A ? r->a : r->b;
        struct cvd_str there = side == SIDE_A ? r->b : r->a;
        if (!r->marks)
            continue;
        struct cvd_str before =
            cvd_utf8_first(text, start < at ? 0 : (size_t)(start - at));
        if (start < at || before.len + here.len > text.len)
            break;
        pen_text(w, before);
        respelled_word(w, here, there);
        text = cvd_str_behind(text, before.len + here.len);
        at = start + (int64_t)cvd_utf8_count(here);
    }
    pen_text(w, text);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Without white space at the end. */
static struct cvd_str without_end(struct cvd_str s)
{
    while (s.len && is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

/* What this side alone has. */
static void own_text(struct pen *w, enum side side, struct cvd_str text,
                     bool is_long)
{
    enum page_text says = side == SIDE_A ? T_COMPARE_GONE : T_COMPARE_NEW;

    pen_markup(w, side == SIDE_A ? "<del" : "<ins");
    pen_markup(w, is_long ? " class=\"long\">" : ">");
    if (is_long) {
        pen_markup(w, "<span class=\"compare-tag\">");
        pen_say(w, says);
        pen_markup(w, "</span>\n");
    } else {
        unseen(w, says, ": ");
    }
    pen_text(w, text);
    pen_markup(w, "<span class=\"unseen\">;</span>");
    pen_markup(w, side == SIDE_A ? "</del>" : "</ins>");
}

static void piece(struct pen *w, const struct cvd_comparison *x,
                  const struct cvd_compare_segment *s, enum side side,
                  bool last)
{
    const struct cvd_compare_part *p = part_of(s, side);
    struct cvd_str bare = without_end(p->text);
    bool shared = s->kind == CVD_COMPARE_SHARED ||
                  s->kind == CVD_COMPARE_MOVED;
    bool is_long = !shared && p->words > LONG_WORDS;

    if (!bare.len)
        return;
    if (shared)
        shared_text(w, x, s, side, bare);
    else
        own_text(w, side, bare, is_long);
    /* What stands between is no part of what differs; a long piece is a
     * block, behind which a line begins anyhow. */
    if (!last && !is_long)
        pen_text(w, cvd_str_behind(p->text, bare.len));
}

/* Its first words, in a line. */
static struct cvd_str first_words(struct cvd_str s)
{
    struct cvd_str first = cvd_utf8_first(cvd_str_trim(s), FOLD_LETTERS);
    size_t end = first.len;

    while (end && !is_space(first.ptr[end - 1]))
        end--;
    if (end)
        first.len = end;
    return without_end(first);
}

/* Segments [from, to) as one side has them. */
static void pieces(struct pen *w, const struct cvd_comparison *x, size_t from,
                   size_t to, enum side side)
{
    size_t end = to;

    while (end > from && !part_of(&x->list[end - 1], side)->text.len)
        end--;
    for (size_t i = from; i < end; i++)
        piece(w, x, &x->list[i], side, i + 1 == end);
}

/* ---- rows ------------------------------------------------------------- */

static bool has_text(const struct cvd_comparison *x, size_t from, size_t to,
                     enum side side)
{
    for (size_t i = from; i < to; i++)
        if (part_of(&x->list[i], side)->text.len)
            return true;
    return false;
}

static void cell(struct pen *w, const struct cvd_comparison *x, size_t from,
                 size_t to, enum side side)
{
    if (!has_text(x, from, to, side)) {
        pen_markup(w, "<td class=\"none\">");
        unseen(w, T_COMPARE_NONE, "");
        pen_markup(w, "</td>\n");
        return;
    }
    pen_markup(w, "<td");
    pen_vietnamese(w);
    pen_markup(w, "><div class=\"words\" dir=\"auto\">");
    pieces(w, x, from, to, side);
    pen_markup(w, "</div></td>\n");
}

/* Above a passage that has moved: where it stands in the other text. */
static void moved_label(struct pen *w, size_t row, size_t other)
{
    pen_markup(w, "<span class=\"compare-tag\">");
    pen_say(w, T_COMPARE_MOVED);
    pen_markup(w, "</span> <a class=\"compare-to\" href=\"#moved-");
    pen_number(w, other);
    pen_markup(w, "\" id=\"moved-");
    pen_number(w, row);
    pen_markup(w, "\">");
    pen_say(w, T_COMPARE_SEE);
    pen_markup(w, "</a>\n");
}

static void moved_cell(struct pen *w, const struct cvd_comparison *x,
                       size_t at)
{
    const struct cvd_compare_segment *s = &x->list[at];
    enum side side = s->a.text.len ? SIDE_A : SIDE_B;

    pen_markup(w, "<td");
    pen_vietnamese(w);
    pen_markup(w, ">");
    moved_label(w, at, s->other);
    pen_markup(w, "<div class=\"words\" dir=\"auto\">");
    pieces(w, x, at, at + 1, side);
    pen_markup(w, "</div></td>\n");
}

static void moved_row(struct pen *w, const struct cvd_comparison *x,
                      size_t at)
{
    bool of_b = !x->list[at].a.text.len;

    pen_markup(w, "<tr class=\"moved\">\n");
    if (of_b)
        cell(w, x, at, at + 1, SIDE_A);
    moved_cell(w, x, at);
    if (!of_b)
        cell(w, x, at, at + 1, SIDE_B);
    pen_markup(w, "</tr>\n");
}

/* A long shared passage: its beginning, and the rest behind a fold. */
static void folded_row(struct pen *w, const struct cvd_comparison *x,
                       size_t at)
{
    const struct cvd_compare_segment *s = &x->list[at];

    pen_markup(w, "<tr class=\"same\">\n<td colspan=\"2\"><details>\n"
                  "<summary><span");
    pen_vietnamese(w);
    pen_markup(w, ">");
    pen_text(w, first_words(s->a.text));
    pen_markup(w, " …</span> <span class=\"count\">");
    pen_counted(w, s->a.words, T_COMPARE_SAME_1, T_COMPARE_SAME_N);
    if (s->respelled_count) {
        size_t marks = 0;
        for (size_t i = 0; i < s->respelled_count; i++)
            marks += x->respelled[s->respelled + i].marks;
        if (marks) {
            pen_markup(w, "; ");
            pen_counted(w, marks, T_COMPARE_MARKS_1, T_COMPARE_MARKS_N);
        }
    }
    pen_markup(w, "</span></summary>\n<div class=\"compare-both\">\n");
    for (int side = SIDE_A; side <= SIDE_B; side++) {
        pen_markup(w, "<div class=\"words\" dir=\"auto\"");
        pen_vietnamese(w);
        pen_markup(w, ">");
        pieces(w, x, at, at + 1, (enum side)side);
        pen_markup(w, "</div>\n");
    }
    pen_markup(w, "</div>\n</details></td>\n</tr>\n");
}

static void row(struct pen *w, const struct cvd_comparison *x, size_t from,
                size_t to)
{
    const struct cvd_compare_segment *first = &x->list[from];
    bool same = to - from == 1 && first->kind == CVD_COMPARE_SHARED;

    if (first->kind == CVD_COMPARE_MOVED) {
        moved_row(w, x, from);
    } else if (same && first->a.words > FOLD_WORDS) {
        folded_row(w, x, from);
    } else {
        pen_markup(w, same ? "<tr class=\"same\">\n"
                           : "<tr class=\"differs\">\n");
        cell(w, x, from, to, SIDE_A);
        cell(w, x, from, to, SIDE_B);
        pen_markup(w, "</tr>\n");
    }
}

void compare_rows(struct pen *w, const struct cvd_comparison *x)
{
    for (size_t i = 0, to; i < x->count; i = to) {
        for (to = i + 1; to < x->count && x->list[to].row == x->list[i].row;)
            to++;
        row(w, x, i, to);
    }
}
