/* document.c - the page of a document. */
#include "searchd/page/card.h"
#include "searchd/page/cited.h"
#include "searchd/page/frame.h"
#include "searchd/page/graph.h"
#include "searchd/page/similar.h"
#include "searchd/page/within.h"

static void section_begin(struct pen *w, const char *id, enum page_text says)
{
    pen_markup(w, "<section id=\"");
    pen_markup(w, id);
    pen_markup(w, "\" class=\"");
    pen_markup(w, id);
    pen_markup(w, "\" tabindex=\"-1\">\n<h2>");
    pen_say(w, says);
}

static void section_link(struct pen *w, const char *id, enum page_text says)
{
    pen_markup(w, "<li><a href=\"#");
    pen_markup(w, id);
    pen_markup(w, "\">");
    pen_say(w, says);
    pen_markup(w, "</a></li>\n");
}

/* Back to the search that led here. */
static void back(struct pen *w, const struct cvd_request *q)
{
    struct search_link l = link_to(w, q);

    if (!cvd_request_asks(q))
        return;
    l.offset = q->offset;
    pen_markup(w, "<p class=\"back\"><a href=\"");
    link_search(w, &l);
    pen_markup(w, "\">← ");
    pen_say(w, T_BACK);
    pen_markup(w, "</a></p>\n");
}

/* What tells documents of like titles apart. */
static void over(struct pen *w, const struct cvd_doc *d)
{
    const struct cited_facts facts = {
        cvd_doc_value(d, CVD_F_TYPE), cvd_doc_value(d, CVD_F_DATE),
        cvd_doc_value(d, CVD_F_ISSUER), { NULL, 0 }
    };

    pen_markup(w, "<h1");
    pen_vietnamese(w);
    pen_markup(w, ">");
    pen_isolated(w, d->title.len ? d->title : d->id);
    pen_markup(w, "</h1>\n<p class=\"meta\">");
    if (cvd_doc_value(d, CVD_F_NUMBER).len) {
        pen_markup(w, "<b class=\"number\">");
        pen_isolated(w, cvd_doc_value(d, CVD_F_NUMBER));
        pen_markup(w, "</b> ");
    }
    cited_facts(w, &facts);
    pen_markup(w, "</p>\n");
}

/* The way about the page. */
static void on_page(struct pen *w, const struct page_doc *d)
{
    pen_markup(w, "<nav class=\"on-page\" aria-label=\"");
    pen_say(w, T_ON_PAGE);
    pen_markup(w, "\"><ul>\n");
    section_link(w, "text", T_TEXT);
    section_link(w, "cites", T_CITES);
    section_link(w, "cited-by", T_CITED_BY);
    if (graph_has_lines(d->cites, d->citers))
        section_link(w, "graph", T_GRAPH);
    section_link(w, "similar", T_SIMILAR);
    section_link(w, "card", T_CARD);
    pen_markup(w, "</ul></nav>\n");
}

static void text(struct pen *w, const struct page_doc *d)
{
    struct cvd_str words = d->doc->text;

    section_begin(w, "text", T_TEXT);
    pen_markup(w, "</h2>\n");
    if (words.len) {
        within_form(w, d);
        within_places(w, d);
        pen_markup(w, "<div id=\"words\" class=\"words\" dir=\"auto\"");
        pen_vietnamese(w);
        pen_markup(w, ">");
        cited_in_text(w, words, d->cites, d->marks);
        pen_markup(w, "</div>\n");
    } else {
        pen_markup(w, "<p class=\"none\">");
        pen_say(w, T_NO_TEXT);
        pen_markup(w, "</p>\n");
    }
    pen_markup(w, "</section>\n");
}

/* The document comes first, then what may mean it: citations.h. */
static void cited_by(struct pen *w, const struct cvd_cited_list *l)
{
    static const struct cvd_cited nobody;
    const struct cvd_cited *own = l && l->count ? &l->list[0] : &nobody;

    section_begin(w, "cited-by", T_CITED_BY);
    if (own->count) {
        pen_markup(w, " <span class=\"count\">");
        pen_count(w, own->count);
        pen_markup(w, "</span>");
    }
    pen_markup(w, "</h2>\n");
    cited_citers(w, own, NULL);
    for (size_t i = 1; l && i < l->count; i++) {
        pen_markup(w, "<h3>");
        pen_say(w, T_MAY_CITE);
        pen_markup(w, "</h3>\n");
        cited_citers(w, &l->list[i], NULL);
    }
    pen_markup(w, "</section>\n");
}

enum cvd_status page_document(const struct page *p, const struct page_doc *d,
                              struct cvd_buf *out)
{
    struct pen w = pen_on(p, out);
    struct cvd_str id = d->doc->id;
    struct frame f = { .kind = "document",
                       .title = d->doc->title.len ? d->doc->title : id,
                       .document = id,
                       .came_by = d->search };

    frame_begin(&w, &f);
    pen_markup(&w, "<article class=\"sheet\" data-id=\"");
    pen_text(&w, id);
    pen_markup(&w, "\">\n<div class=\"over\">\n");
    back(&w, d->search);
    over(&w, d->doc);
    on_page(&w, d);
    pen_markup(&w, "</div>\n<div class=\"body\">\n");
    text(&w, d);
    section_begin(&w, "cites", T_CITES);
    pen_markup(&w, "</h2>\n");
    cited_by_document(&w, d->cites);
    pen_markup(&w, "</section>\n");
    cited_by(&w, d->citers);
    graph_of_document(&w, d->doc, d->cites, d->citers);
    similar_on_page(&w, id, d->similar);
    pen_markup(&w, "</div>\n");
    document_card(&w, d->doc);
    pen_markup(&w, "</article>\n");
    frame_end(&w);
    return w.status;
}
