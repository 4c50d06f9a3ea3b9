/* reference.c - the page of a number: what bears it, who cites it. */
#include "searchd/page/cited.h"
#include "searchd/page/frame.h"
#include "searchd/page/graph.h"

static void held(struct pen *w, const struct cvd_cited *c)
{
    if (!c->held_count) {
        pen_markup(w, "<p class=\"not-held\">");
        pen_say(w, T_ABSENT);
        pen_markup(w, "</p>\n");
        return;
    }
    pen_markup(w, "<p class=\"how\">");
    pen_say(w, c->resolution == CVD_R_AMBIGUOUS ? T_ONE_OF : T_HELD);
    pen_say(w, T_COLON);
    pen_markup(w, "</p>\n<ul class=\"means\">\n");
    for (size_t i = 0; i < c->held_count; i++) {
        pen_markup(w, "<li>");
        cited_held(w, &c->held[i]);
        pen_markup(w, "</li>\n");
    }
    pen_markup(w, "</ul>\n");
}

/* A document known by this number. */
static void entity(struct pen *w, const struct cvd_cited *c,
                   const struct cvd_result *quotes)
{
    const struct cited_facts facts = { { NULL, 0 }, c->date, c->issuer,
                                       c->province };
    struct cvd_str type = cvd_value_label(CVD_F_TYPE, cvd_str_from(c->type));

    pen_markup(w, "<section class=\"entity ");
    pen_markup(w, cvd_resolution_name(c->resolution));
    pen_markup(w, "\">\n<h2");
    pen_vietnamese(w);
    pen_markup(w, ">");
    pen_text(w, type);
    pen_markup(w, type.len ? " " : "");
    pen_isolated(w, c->number);
    pen_markup(w, "</h2>\n<p class=\"meta\">");
    cited_facts(w, &facts);
    pen_markup(w, "</p>\n");
    if (c->title.len && !c->held_count) {
        pen_markup(w, "<p class=\"subject\"");
        pen_vietnamese(w);
        pen_markup(w, ">");
        pen_isolated(w, c->title);
        pen_markup(w, "</p>\n");
    }
    held(w, c);
    pen_markup(w, "<h3>");
    pen_counted(w, c->count, T_CITED_BY_1, T_CITED_BY_N);
    pen_markup(w, "</h3>\n");
    if (c->count)
        cited_citers(w, c, quotes);
    pen_markup(w, "</section>\n");
}

static void say(struct pen *w, const char *kind, enum page_text text)
{
    pen_markup(w, "<p class=\"");
    pen_markup(w, kind);
    pen_markup(w, "\">");
    pen_say(w, text);
    pen_markup(w, "</p>\n");
}

static void forms(struct pen *w, struct cvd_str number)
{
    struct search_link l = link_to(w, NULL);

    l.query = number;
    pen_markup(w, "<p class=\"forms\"><a href=\"");
    link_search(w, &l);
    pen_markup(w, "\">");
    pen_say(w, T_FIND_NUMBER);
    pen_markup(w, "</a> <span class=\"dot\">·</span> <a href=\"");
    link_api(w, "references", number, "");
    pen_markup(w, "\">");
    pen_say(w, T_JSON);
    pen_markup(w, "</a></p>\n");
}

enum cvd_status page_reference(const struct page *p, struct cvd_str number,
                               const struct cvd_cited_list *l,
                               const struct cvd_result *quotes,
                               struct cvd_buf *out)
{
    struct pen w = pen_on(p, out);
    struct cvd_str written = l && l->number.len ? l->number : number;
    struct frame f = { .kind = "reference", .title = written,
                       .reference = number };
    size_t count = l ? l->count : 0;

    frame_begin(&w, &f);
    pen_markup(&w, "<div class=\"sheet\">\n<div class=\"over\">\n"
                   "<p class=\"meta\">");
    pen_say(&w, T_REFERENCE);
    pen_markup(&w, "</p>\n<h1>");
    pen_isolated(&w, written);
    pen_markup(&w, "</h1>\n");
    if (!count)
        say(&w, "none", T_REFERENCE_NONE);
    if (count > 1)
        say(&w, "hint", T_SEVERAL);
    if (l && l->cut)
        say(&w, "hint", T_CUT);
    forms(&w, written);
    pen_markup(&w, "</div>\n");
    for (size_t i = 0; i < count && w.status == CVD_OK; i++)
        entity(&w, &l->list[i], quotes);
    if (count)
        graph_of_reference(&w, l);
    pen_markup(&w, "</div>\n");
    frame_end(&w);
    return w.status;
}
