/* compare.c - cvdsearch compare: two documents side by side, as a patch has
 * it: what is shared in a line, what is gone, what is new. */
#include "cvdsearch/answers.h"

#include <stdlib.h>

enum {
    PERCENT = 100,
    SHARED_WORDS = 24,  /* a shared passage of more is cut short: */
    ENDS_BYTES = 60,    /* so much of its beginning, so much of its end */
    RESPELLED_SHOWN = 20,
    INDENT = 4          /* of what is known of a document */
};

/* ---- a row, as lines of one side ------------------------------------- */

/* Text in one line, and by byte whether it stands out. */
struct line {
    struct cvd_buf text, marks;
    bool gap;                /* white space came last */
};

static void line_release(struct line *l)
{
    cvd_buf_release(&l->text);
    cvd_buf_release(&l->marks);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static enum cvd_status add_bytes(struct line *l, struct cvd_str s, char mark)
{
    enum cvd_status st = cvd_buf_add(&l->text, s);

    for (size_t i = 0; i < s.len && st == CVD_OK; i++)
        st = cvd_buf_add_char(&l->marks, mark);
    return st;
}

/* Append text, each run of white space one blank; what stands out is between
 * `open` and `close` where there is no colour to tell it. */
static enum cvd_status add_text(struct line *l, struct cvd_str s, char mark,
                                const char *open, const char *close)
{
    enum cvd_status st = CVD_OK;
    bool opened = false;

    for (size_t i = 0; i < s.len && st == CVD_OK;) {
        size_t from = i;
        while (i < s.len && is_space(s.ptr[i]))
            i++;
        l->gap = l->gap || i > from;
        from = i;
        while (i < s.len && !is_space(s.ptr[i]))
            i++;
        if (from == i)
            break;
        if (l->gap && l->text.len)
            st = add_bytes(l, cvd_str_from(" "), opened ? mark : 0);
        l->gap = false;
        if (st == CVD_OK && !opened)
            st = add_bytes(l, cvd_str_from(open), mark);
        opened = true;
        if (st == CVD_OK)
            st = add_bytes(l, (struct cvd_str){ s.ptr + from, i - from },
                           mark);
    }
    return opened && st == CVD_OK ? add_bytes(l, cvd_str_from(close), mark)
                                  : st;
}

static void put_line(const struct cli *c, const char *lead,
                     const struct line *l)
{
    terminal_put_led(&c->term, lead, cvd_buf_str(&l->text),
                     cvd_buf_str(&l->marks));
}

/* Segments [from, to), a row in which something differs, as one side has
 * it. */
static enum cvd_status put_side(const struct cli *c,
                                const struct cvd_comparison *x, size_t from,
                                size_t to, bool of_b)
{
    struct line l = { 0 };
    bool whole = true, told = !c->term.color;
    enum cvd_status st = CVD_OK;

    for (size_t i = from; i < to; i++)
        whole = whole && x->list[i].kind != CVD_COMPARE_SHARED;
    for (size_t i = from; i < to && st == CVD_OK; i++) {
        const struct cvd_compare_segment *s = &x->list[i];
        const char *open = of_b ? "{+" : "[-", *close = of_b ? "+}" : "-]";
        bool plain = s->kind == CVD_COMPARE_SHARED || whole;
        st = add_text(&l, of_b ? s->b.text : s->a.text,
                      s->kind != CVD_COMPARE_SHARED,
                      plain || !told ? "" : open,
                      plain || !told ? "" : close);
    }
    if (st == CVD_OK)
        put_line(c, of_b ? "+ " : "- ", &l);
    line_release(&l);
    return st;
}

/* ---- rows ------------------------------------------------------------ */

/* The last bytes of `s`, from the beginning of a word. */
static struct cvd_str end_of(struct cvd_str s)
{
    size_t at = s.len - ENDS_BYTES;

    while (at < s.len && !is_space(s.ptr[at]))
        at++;
    return (struct cvd_str){ s.ptr + at, s.len - at };
}

/* The first bytes, up to the end of a word. */
static struct cvd_str begin_of(struct cvd_str s)
{
    size_t len = ENDS_BYTES;

    while (len && !is_space(s.ptr[len]))
        len--;
    return (struct cvd_str){ s.ptr, len };
}

static enum cvd_status put_shared(const struct cli *c,
                                  const struct cvd_compare_part *p)
{
    struct cvd_str text = cvd_str_trim(p->text);
    struct line l = { 0 };
    enum cvd_status st;

    if (p->words <= SHARED_WORDS || text.len <= 2 * ENDS_BYTES) {
        st = add_text(&l, text, 0, "", "");
    } else {
        struct cvd_buf middle = { 0 };
        st = cvd_buf_printf(&middle, " … (%zu từ) … ", p->words);
        if (st == CVD_OK)
            st = add_text(&l, begin_of(text), 0, "", "");
        if (st == CVD_OK)
            st = add_text(&l, cvd_buf_str(&middle), 0, "", "");
        if (st == CVD_OK)
            st = add_text(&l, end_of(text), 0, "", "");
        cvd_buf_release(&middle);
    }
    terminal_style(&c->term, STYLE_DIM);
    if (st == CVD_OK)
        put_line(c, "  ", &l);
    terminal_style(&c->term, STYLE_PLAIN);
    line_release(&l);
    return st;
}

/* "< 3" of a, "> 3" of b: what has moved, by its number. */
static enum cvd_status put_moved(const struct cli *c,
                                 const struct cvd_compare_segment *s,
                                 size_t number)
{
    bool of_b = !s->a.text.len;

    terminal_style(&c->term, STYLE_TITLE);
    out_printf(of_b ? "> chuyển đến đây (%zu)\n" : "< chuyển chỗ (%zu)\n",
               number);
    terminal_style(&c->term, STYLE_PLAIN);
    return put_shared(c, of_b ? &s->b : &s->a);
}

/* Words written otherwise of one row, and the marks of which differ. */
static enum cvd_status put_respelled(const struct cli *c,
                                     const struct cvd_comparison *x,
                                     const struct cvd_compare_segment *s)
{
    struct line l = { 0 };
    enum cvd_status st = CVD_OK;
    size_t shown = 0;

    for (size_t i = 0; i < s->respelled_count && st == CVD_OK; i++) {
        const struct cvd_respelled *r = &x->respelled[s->respelled + i];
        if (!r->marks)
            continue;
        if (shown++ == RESPELLED_SHOWN) {
            st = add_text(&l, cvd_str_from(", …"), 0, "", "");
            break;
        }
        st = add_text(&l, cvd_str_from(shown > 1 ? ", " : "khác dấu: "), 0,
                      "", "");
        if (st == CVD_OK)
            st = add_text(&l, r->a, 1, "", "");
        if (st == CVD_OK)
            st = add_text(&l, cvd_str_from(" → "), 0, "", "");
        if (st == CVD_OK)
            st = add_text(&l, r->b, 1, "", "");
    }
    if (st == CVD_OK)
        put_line(c, "~ ", &l);
    line_release(&l);
    return st;
}

/* Number what has moved, by place in a: of each segment its own; NULL: out of
 * memory.  The caller frees it. */
static size_t *number_moved(const struct cvd_comparison *x)
{
    size_t *numbers = calloc(x->count + 1, sizeof *numbers), n = 0;

    for (size_t i = 0; numbers && i < x->count; i++) {
        const struct cvd_compare_segment *s = &x->list[i];
        if (s->kind == CVD_COMPARE_MOVED && s->a.text.len &&
            s->other < x->count)
            numbers[i] = numbers[s->other] = ++n;
    }
    return numbers;
}

static enum cvd_status put_row(const struct cli *c,
                               const struct cvd_comparison *x, size_t from,
                               size_t to, const size_t *numbers)
{
    const struct cvd_compare_segment *first = &x->list[from];
    enum cvd_status st;

    if (first->kind == CVD_COMPARE_MOVED) {
        st = put_moved(c, first, numbers[from]);
    } else if (to - from == 1 && first->kind == CVD_COMPARE_SHARED) {
        st = put_shared(c, &first->a);
    } else {
        st = put_side(c, x, from, to, false);
        if (st == CVD_OK)
            st = put_side(c, x, from, to, true);
    }
    for (size_t i = from; i < to && st == CVD_OK; i++)
        st = put_respelled(c, x, &x->list[i]);
    return st;
}

static enum cvd_status put_rows(const struct cli *c,
                                const struct cvd_comparison *x)
{
    size_t *numbers = number_moved(x);
    enum cvd_status st = numbers ? CVD_OK : CVD_ENOMEM;

    for (size_t i = 0, to; i < x->count && st == CVD_OK; i = to) {
        for (to = i + 1; to < x->count && x->list[to].row == x->list[i].row;)
            to++;
        st = put_row(c, x, i, to, numbers);
    }
    free(numbers);
    return st;
}

/* ---- the two documents ----------------------------------------------- */

/* What is known of one, on lines of their own. */
static enum cvd_status put_facts(const struct cli *c,
                                 const struct cvd_compare_side *s)
{
    const struct cvd_str facts[] = { s->number, s->date, s->issuer,
                                     s->title };
    struct line l = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < sizeof facts / sizeof *facts && st == CVD_OK;
         i++) {
        if (!facts[i].len)
            continue;
        if (l.text.len)
            st = add_text(&l, cvd_str_from(" · "), 0, "", "");
        if (st == CVD_OK)
            st = add_text(&l, facts[i], 0, "", "");
    }
    if (st == CVD_OK)
        terminal_put_wrapped(&c->term, INDENT, cvd_buf_str(&l.text),
                             cvd_buf_str(&l.marks));
    line_release(&l);
    return st;
}

static enum cvd_status put_head(const struct cli *c, const char *lead,
                                const struct cvd_compare_side *s, bool older)
{
    out_text(lead);
    terminal_style(&c->term, STYLE_TITLE);
    enum cvd_status st = terminal_put(s->id, SPACE_ONE_LINE);
    terminal_style(&c->term, STYLE_PLAIN);
    out_text(older ? " (có trước)\n" : "\n");
    if (st == CVD_OK)
        st = put_facts(c, s);
    out_printf("%*schung %.0f%% của ", INDENT, "", s->shared * PERCENT);
    cli_put_count(s->words);
    out_text(" từ\n");
    return st;
}

static enum cvd_status put_text(const struct cli *c,
                                const struct cvd_comparison *x)
{
    enum cvd_status st = put_head(c, "--- ", &x->a,
                                  x->older == CVD_OLDER_A);

    if (st == CVD_OK)
        st = put_head(c, "+++ ", &x->b, x->older == CVD_OLDER_B);
    if (x->marks) {
        out_printf("%*s", INDENT, "");
        cli_put_count(x->marks);
        out_text(" từ chung viết khác dấu\n");
    }
    out_char('\n');
    return st == CVD_OK ? put_rows(c, x) : st;
}

static enum cvd_status put_json(const struct cvd_comparison *x)
{
    struct cvd_buf json = { 0 };

    return out_made_json(cvd_comparison_json(x, &json), &json);
}

int cli_compare(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_comparison x = { 0 };
    int status;
    enum cvd_status st = answers_compare(c, cvd_str_from(c->args[0]),
                                         cvd_str_from(c->args[1]), &x, &err);

    if (st == CVD_OK)
        st = c->format == CLI_JSON ? put_json(&x) : put_text(c, &x);
    if (st == CVD_OK)
        status = cvd_comparison_shares(&x) ? CLI_FOUND : CLI_NOTHING;
    else
        status = cli_fail(st, &err);
    if (st == CVD_OK && !x.complete)
        cli_say("not compared to the end: more may be shared");
    cvd_comparison_release(&x);
    return status;
}
