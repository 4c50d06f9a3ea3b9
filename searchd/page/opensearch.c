/* opensearch.c - the site described for browsers (OpenSearch 1.1). */
#include "searchd/page/pen.h"

/* A template: its place behind the origin, and what fills it. */
static void url(struct pen *w, const char *type, const char *template)
{
    pen_markup(w, "<Url type=\"");
    pen_markup(w, type);
    pen_markup(w, "\" template=\"");
    pen_xml(w, w->page->origin);
    pen_markup(w, template);
    pen_markup(w, w->page->lang == PAGE_EN ? "&amp;lang=en\"/>\n"
                                           : "\"/>\n");
}

enum cvd_status page_opensearch(const struct page *p, struct cvd_buf *out)
{
    struct pen w = pen_on(p, out);

    pen_markup(&w, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                   "<OpenSearchDescription "
                   "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
                   "<ShortName>"); /* at most 16 characters */
    pen_xml(&w, page_text(p->lang, T_SHORT_NAME));
    pen_markup(&w, "</ShortName>\n<Description>");
    pen_xml(&w, page_text(p->lang, T_HOME));
    pen_markup(&w, "</Description>\n");
    url(&w, "text/html", "/?q={searchTerms}");
    url(&w, "application/x-suggestions+json",
        "/api/v1/suggest?format=opensearch&amp;q={searchTerms}");
    url(&w, "application/atom+xml", "/feed.atom?q={searchTerms}");
    pen_markup(&w, "<Image width=\"16\" height=\"16\" "
                   "type=\"image/svg+xml\">");
    pen_xml(&w, p->origin);
    pen_markup(&w, "/icon.svg</Image>\n<Language>vi</Language>\n"
                   "<InputEncoding>UTF-8</InputEncoding>\n"
                   "<OutputEncoding>UTF-8</OutputEncoding>\n"
                   "</OpenSearchDescription>\n");
    return w.status;
}
