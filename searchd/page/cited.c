/* cited.c - lists of what is cited and what cites. */
#include "searchd/page/cited.h"

enum { LONG_LIST = 300 }; /* entries, of which a browser had better lay out
                             those in sight alone: see text.c */

void cited_facts(struct pen *w, const struct cited_facts *f)
{
    struct cvd_str type = cvd_value_label(CVD_F_TYPE, f->type);
    struct cvd_str province = cvd_value_label(CVD_F_PROVINCE, f->province);
    bool first = true;

    if (!type.len && !f->date.len && !f->issuer.len && !province.len)
        return;
    pen_markup(w, "<span class=\"facts\"");
    pen_vietnamese(w);
    pen_markup(w, ">");
    if (type.len) {
        pen_between(w, &first);
        pen_isolated(w, type);
    }
    if (f->date.len) {
        pen_between(w, &first);
        pen_date(w, f->date);
    }
    if (f->issuer.len) {
        pen_between(w, &first);
        pen_isolated(w, f->issuer);
    }
    if (province.len) {
        pen_between(w, &first);
        pen_isolated(w, province);
    }
    pen_markup(w, "</span>\n");
}

/* `find`: what is marked in its text; may be empty. */
static void held_link(struct pen *w, const struct cvd_held *h,
                      struct cvd_str find)
{
    bool first = true;

    pen_markup(w, "<a class=\"held\"");
    pen_vietnamese(w);
    pen_markup(w, " href=\"");
    link_within(w, h->id, find);
    pen_markup(w, find.len ? "#hit-1\">" : "\">");
    pen_isolated(w, h->title.len ? h->title : h->id);
    pen_markup(w, "</a>");
    if (h->number.len || h->date.len) {
        pen_markup(w, " <span class=\"facts\">");
        if (h->number.len) {
            pen_between(w, &first);
            pen_isolated(w, h->number);
        }
        if (h->date.len) {
            pen_between(w, &first);
            pen_date(w, h->date);
        }
        pen_markup(w, "</span>");
    }
}

void cited_held(struct pen *w, const struct cvd_held *h)
{
    held_link(w, h, (struct cvd_str){ NULL, 0 });
}

static void absent(struct pen *w)
{
    pen_markup(w, "<span class=\"not-held\">");
    pen_say(w, T_NOT_HELD);
    pen_markup(w, "</span>\n");
}

/* ---- what a document cites ------------------------------------------- */

/* The number, or what else stands for it. */
static void name(struct pen *w, const struct cvd_citation *c)
{
    if (c->number.len) {
        pen_markup(w, "<a class=\"number\" href=\"");
        link_reference(w, c->number);
        pen_markup(w, "\">");
        pen_isolated(w, c->number);
        pen_markup(w, "</a>\n");
        return;
    }
    pen_markup(w, "<span class=\"number\">");
    if (c->symbol.len) {
        pen_isolated(w, c->symbol);
        pen_markup(w, " (");
    }
    pen_say(w, T_UNNUMBERED);
    pen_markup(w, c->symbol.len ? ")</span>\n" : "</span>\n");
}

static void held_of(struct pen *w, const struct cvd_citations *of,
                    const struct cvd_citation *c)
{
    if (!c->held_count) {
        absent(w);
        return;
    }
    pen_markup(w, "<ul class=\"means\">\n");
    for (size_t i = 0; i < c->held_count; i++) {
        pen_markup(w, "<li>");
        if (c->resolution == CVD_R_AMBIGUOUS ||
            c->resolution == CVD_R_LIKELY) {
            pen_markup(w, "<span class=\"how\">");
            pen_say(w, c->resolution == CVD_R_LIKELY ? T_LIKELY : T_ONE_OF);
            pen_say(w, T_COLON);
            pen_markup(w, "</span>");
        }
        cited_held(w, &of->held[c->first_held + i]);
        pen_markup(w, "</li>\n");
    }
    pen_markup(w, "</ul>\n");
}

static void citation(struct pen *w, const struct cvd_citations *of, size_t i)
{
    const struct cvd_citation *c = &of->list[i];
    const struct cited_facts facts = { cvd_str_from(c->type), c->date,
                                       c->issuer, { NULL, 0 } };

    pen_markup(w, "<li id=\"cite-");
    pen_number(w, i + 1);
    pen_markup(w, "\" class=\"");
    pen_markup(w, cvd_resolution_name(c->resolution));
    pen_markup(w, "\">");
    name(w, c);
    cited_facts(w, &facts);
    if (c->about.len) {
        pen_markup(w, "<span class=\"subject\">");
        pen_say(w, T_ABOUT_SUBJECT);
        pen_markup(w, " ");
        pen_isolated(w, c->about);
        pen_markup(w, "</span>\n");
    }
    held_of(w, of, c);
    pen_markup(w, "</li>\n");
}

void cited_by_document(struct pen *w, const struct cvd_citations *c)
{
    if (!c->count) {
        pen_markup(w, "<p class=\"none\">");
        pen_say(w, T_CITES_NONE);
        pen_markup(w, "</p>\n");
        return;
    }
    pen_markup(w, c->count > LONG_LIST ? "<ol class=\"cited long\">\n"
                                       : "<ol class=\"cited\">\n");
    for (size_t i = 0; i < c->count && w->status == CVD_OK; i++)
        if (!c->list[i].again)
            citation(w, c, i);
    pen_markup(w, "</ol>\n");
    if (c->dropped) {
        pen_markup(w, "<p class=\"hint\">");
        pen_count(w, c->dropped);
        pen_markup(w, " ");
        pen_say(w, T_NOT_LISTED);
        pen_markup(w, ".</p>\n");
    }
}

/* ---- who cites ------------------------------------------------------- */

static void all_citers(struct pen *w, const struct cvd_cited *c)
{
    pen_markup(w, "<p class=\"hint\">… ");
    pen_counted(w, c->count - c->citer_count, T_DOCUMENT, T_DOCUMENTS);
    pen_markup(w, " ");
    pen_say(w, T_MORE);
    if (c->number.len) {
        pen_markup(w, ". <a href=\"");
        link_value(w, CVD_F_CITES, c->number);
        pen_markup(w, "\">");
        pen_say(w, T_ALL_CITERS);
        pen_markup(w, "</a>");
    }
    pen_markup(w, "</p>\n");
}

/* Of a page of results: linear. */
static void quote(struct pen *w, const struct cvd_result *quotes,
                  struct cvd_str id)
{
    for (size_t i = 0; quotes && i < quotes->count; i++) {
        const struct cvd_hit *h = &quotes->hits[i];
        if (!cvd_str_equal(h->doc.id, id))
            continue;
        pen_snippet(w, h);
        return;
    }
}

void cited_citers(struct pen *w, const struct cvd_cited *c,
                  const struct cvd_result *quotes)
{
    if (!c->count && !c->citer_count) {
        pen_markup(w, "<p class=\"none\">");
        pen_say(w, T_CITED_NONE);
        pen_markup(w, "</p>\n");
        return;
    }
    pen_markup(w, "<ol class=\"citers\">\n");
    for (size_t i = 0; i < c->citer_count && w->status == CVD_OK; i++) {
        pen_markup(w, "<li>");
        held_link(w, &c->citers[i], c->number);
        if (c->citers[i].how == CVD_R_LIKELY) {
            pen_markup(w, " <span class=\"how\">(");
            pen_say(w, T_LIKELY);
            pen_markup(w, ")</span>");
        }
        quote(w, quotes, c->citers[i].id);
        pen_markup(w, "</li>\n");
    }
    pen_markup(w, "</ol>\n");
    if (c->count > c->citer_count)
        all_citers(w, c);
}
