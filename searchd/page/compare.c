/* compare.c - the page of two documents side by side. */
#include "searchd/page/compare.h"
#include "searchd/page/frame.h"
#include "searchd/page/hidden.h"

enum { PERCENT = 100 };

void link_compare(struct pen *w, struct cvd_str a, struct cvd_str b)
{
    bool first = true;

    pen_markup(w, "/compare");
    if (a.len)
        link_parameter(w, &first, "a", a);
    if (b.len)
        link_parameter(w, &first, "b", b);
    link_language(w, &first, w->page->lang);
}

/* ---- which two -------------------------------------------------------- */

static void field(struct pen *w, const char *name, enum page_text label,
                  struct cvd_str id)
{
    pen_markup(w, "<p><label for=\"compare-");
    pen_markup(w, name);
    pen_markup(w, "\">");
    pen_say(w, label);
    pen_markup(w, "</label>\n<input type=\"text\" id=\"compare-");
    pen_markup(w, name);
    pen_markup(w, "\" name=\"");
    pen_markup(w, name);
    pen_markup(w, "\" autocomplete=\"off\" autocapitalize=\"none\" "
                  "spellcheck=\"false\" dir=\"auto\" value=\"");
    pen_text(w, id);
    pen_markup(w, "\"></p>\n");
}

static void form(struct pen *w, const struct page_compared *p)
{
    pen_markup(w, "<form class=\"compare-form\" method=\"get\" "
                  "action=\"/compare\">\n");
    field(w, "a", T_COMPARE_ID_A, p->a);
    field(w, "b", T_COMPARE_ID_B, p->b);
    hidden_language(w);
    pen_markup(w, "<p><button type=\"submit\">");
    pen_say(w, T_COMPARE_DO);
    pen_markup(w, "</button></p>\n</form>\n");
}

static void note(struct pen *w, enum page_text says)
{
    pen_markup(w, "<p class=\"hint\">");
    pen_say(w, says);
    pen_markup(w, "</p>\n");
}

/* ---- what was found --------------------------------------------------- */

static void percent(struct pen *w, double share)
{
    pen_markup(w, "<b>");
    pen_number(w, (uint64_t)(share * PERCENT + 0.5));
    pen_markup(w, w->page->lang == PAGE_EN ? "%</b>" : "\u00a0%</b>");
}

/* "Chung 73 % lời văn của văn bản thứ nhất, 81 % của văn bản thứ hai". */
static void sum(struct pen *w, const struct cvd_comparison *x)
{
    pen_markup(w, "<p class=\"compare-sum\">");
    if (!cvd_comparison_shares(x)) {
        pen_say(w, T_COMPARE_NOTHING);
        pen_markup(w, "</p>\n");
        return;
    }
    pen_say(w, T_COMPARE_SHARES);
    pen_markup(w, " ");
    percent(w, x->a.shared);
    pen_markup(w, " ");
    pen_say(w, T_COMPARE_OF_A);
    pen_markup(w, ", ");
    percent(w, x->b.shared);
    pen_markup(w, " ");
    pen_say(w, T_COMPARE_OF_B);
    if (x->marks) {
        pen_markup(w, "; ");
        pen_counted(w, x->marks, T_COMPARE_MARKS_1, T_COMPARE_MARKS_N);
    }
    pen_markup(w, ".</p>\n");
    if (!x->complete)
        note(w, T_COMPARE_CUT);
}

static void ways(struct pen *w, const struct page_compared *p)
{
    bool first = true;

    pen_markup(w, "<p class=\"forms\"><a href=\"");
    link_compare(w, p->b, p->a);
    pen_markup(w, "\">");
    pen_say(w, T_COMPARE_SWAP);
    pen_markup(w, "</a> <span class=\"dot\">·</span> <a href=\""
                  "/api/v1/compare");
    link_parameter(w, &first, "a", p->found->a.id);
    link_parameter(w, &first, "b", p->found->b.id);
    pen_markup(w, "\">");
    pen_say(w, T_JSON);
    pen_markup(w, "</a></p>\n");
}

/* How what differs is marked. */
static void legend(struct pen *w)
{
    pen_markup(w, "<p class=\"compare-legend\">");
    pen_say(w, T_COMPARE_LEGEND);
    pen_say(w, T_COLON);
    pen_markup(w, "<del>");
    pen_say(w, T_COMPARE_GONE);
    pen_markup(w, "</del> <ins>");
    pen_say(w, T_COMPARE_NEW);
    pen_markup(w, "</ins> <mark>");
    pen_say(w, T_COMPARE_MARKS);
    pen_markup(w, "</mark></p>\n");
}

/* What a column is of. */
static void column(struct pen *w, const struct cvd_compare_side *s,
                   enum page_text name, bool older)
{
    bool first = true;

    pen_markup(w, "<th scope=\"col\"><span class=\"compare-side\">");
    pen_say(w, name);
    if (older) {
        pen_markup(w, " <span class=\"compare-tag\">");
        pen_say(w, T_COMPARE_OLDER);
        pen_markup(w, "</span>");
    }
    pen_markup(w, "</span>\n<a href=\"");
    link_document(w, s->id);
    pen_markup(w, "\"");
    pen_vietnamese(w);
    pen_markup(w, ">");
    pen_short(w, s->title.len ? s->title : s->id);
    pen_markup(w, "</a>\n<span class=\"meta\">");
    if (s->number.len) {
        pen_between(w, &first);
        pen_isolated(w, s->number);
    }
    if (s->date.len) {
        pen_between(w, &first);
        pen_date(w, s->date);
    }
    if (s->issuer.len) {
        pen_between(w, &first);
        pen_short(w, s->issuer);
    }
    pen_between(w, &first);
    pen_counted(w, s->words, T_COMPARE_WORD, T_COMPARE_WORDS);
    pen_markup(w, "</span></th>\n");
}

static void table(struct pen *w, const struct cvd_comparison *x)
{
    pen_markup(w, "<table class=\"compare\">\n<caption class=\"unseen\">");
    pen_say(w, T_COMPARE);
    pen_markup(w, "</caption>\n<thead><tr>\n");
    column(w, &x->a, T_COMPARE_A, x->older == CVD_OLDER_A);
    column(w, &x->b, T_COMPARE_B, x->older == CVD_OLDER_B);
    pen_markup(w, "</tr></thead>\n<tbody>\n");
    compare_rows(w, x);
    pen_markup(w, "</tbody>\n</table>\n");
}

enum cvd_status page_compare(const struct page *p,
                             const struct page_compared *c,
                             struct cvd_buf *out)
{
    struct pen w = pen_on(p, out);
    struct frame f = { .kind = "comparison",
                       .title = page_text(p->lang, T_COMPARE),
                       .compared = c };

    frame_begin(&w, &f);
    pen_markup(&w, "<div class=\"compare-page\">\n<h1>");
    pen_say(&w, T_COMPARE);
    pen_markup(&w, "</h1>\n");
    if (c->missing)
        note(&w, T_COMPARE_MISSING);
    else if (!c->found)
        note(&w, T_COMPARE_ASKS);
    form(&w, c);
    if (c->found) {
        sum(&w, c->found);
        ways(&w, c);
        legend(&w);
        table(&w, c->found);
    }
    pen_markup(&w, "</div>\n");
    frame_end(&w);
    return w.status;
}
