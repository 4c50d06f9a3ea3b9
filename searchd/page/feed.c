/* feed.c - an answer as an Atom feed (RFC 4287). */
#include "searchd/page/links.h"

enum { DAY = sizeof "2023-08-09" };

/* The first day of a date of any precision; what is none is of 1970. */
static void first_day(struct cvd_str date, char out[DAY])
{
    memcpy(out, "1970-01-01", DAY);
    if (pen_is_date(date))
        memcpy(out, date.ptr, date.len);
}

static void updated(struct pen *w, const char day[DAY])
{
    pen_markup(w, "<updated>");
    pen_markup(w, day);
    pen_markup(w, "T00:00:00+07:00</updated>\n"); /* as Viet Nam has it */
}

/* The day of the newest entry; ISO dates sort as text. */
static void newest(const struct cvd_result *r, char out[DAY])
{
    char day[DAY];

    first_day((struct cvd_str){ NULL, 0 }, out);
    for (size_t i = 0; i < r->count; i++) {
        first_day(cvd_doc_value(&r->hits[i].doc, CVD_F_DATE), day);
        if (strcmp(day, out) > 0)
            memcpy(out, day, DAY);
    }
}

/* An id must be an absolute IRI (4.2.6): without an origin a tag (RFC 4151)
 * is one. */
static void id_begin(struct pen *w)
{
    pen_markup(w, "<id>");
    if (w->page->origin.len)
        pen_xml(w, w->page->origin);
    else
        pen_markup(w, "tag:cvdsearch,2025:");
}

static void link_begin(struct pen *w, const char *rel, const char *type)
{
    pen_markup(w, "<link rel=\"");
    pen_markup(w, rel);
    pen_markup(w, "\" type=\"");
    pen_markup(w, type);
    pen_markup(w, "\" href=\"");
    pen_xml(w, w->page->origin);
}

static void author(struct pen *w, struct cvd_str name)
{
    pen_markup(w, "<author><name>");
    pen_xml(w, name);
    pen_markup(w, "</name></author>\n");
}

static void head(struct pen *w, const struct cvd_request *q,
                 const struct cvd_result *r)
{
    struct search_link l = link_to(w, q);
    char day[DAY];

    pen_markup(w, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                  "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
                  "xml:lang=\"vi\">\n");
    l.path = "/feed.atom";
    id_begin(w);
    link_search(w, &l);
    pen_markup(w, "</id>\n<title>");
    pen_xml(w, q->query);
    pen_markup(w, q->query.len ? " – " : "");
    pen_xml(w, page_text(w->page->lang, T_SITE));
    pen_markup(w, "</title>\n");
    newest(r, day);
    updated(w, day);
    author(w, page_text(w->page->lang, T_SITE));
    link_begin(w, "self", "application/atom+xml");
    link_search(w, &l);
    pen_markup(w, "\"/>\n");
    l.path = "/";
    link_begin(w, "alternate", "text/html");
    link_search(w, &l);
    pen_markup(w, "\"/>\n");
}

static void categories(struct pen *w, const struct cvd_doc *d)
{
    for (size_t i = 0; i < d->value_count; i++) {
        if (d->values[i].field != CVD_F_CAMPAIGN)
            continue;
        pen_markup(w, "<category term=\"");
        pen_xml(w, d->values[i].value);
        pen_markup(w, "\"/>\n");
    }
}

static void entry(struct pen *w, const struct cvd_hit *h)
{
    struct cvd_str issuer = cvd_doc_value(&h->doc, CVD_F_ISSUER);
    struct cvd_str number = cvd_doc_value(&h->doc, CVD_F_NUMBER);
    char day[DAY];

    pen_markup(w, "<entry>\n");
    id_begin(w);
    /* The same in every language. */
    pen_markup(w, "/documents/");
    link_encode(w, h->doc.id);
    pen_markup(w, "</id>\n<title>");
    pen_xml(w, number);
    pen_markup(w, number.len ? ": " : "");
    pen_xml(w, h->doc.title.len ? h->doc.title : h->doc.id);
    pen_markup(w, "</title>\n");
    first_day(cvd_doc_value(&h->doc, CVD_F_DATE), day);
    updated(w, day);
    if (issuer.len) /* else that of the feed */
        author(w, issuer);
    link_begin(w, "alternate", "text/html");
    link_document(w, h->doc.id);
    pen_markup(w, "\"/>\n");
    categories(w, &h->doc);
    pen_markup(w, "<summary type=\"html\">");
    pen_xml(w, cvd_buf_str(&h->snippet)); /* HTML inside XML: escaped again */
    if (h->folded) {
        pen_markup(w, "&lt;p&gt;");
        pen_say(w, T_FOLDS);
        pen_markup(w, " ");
        pen_counted(w, h->folded, T_COPY, T_COPIES);
        pen_markup(w, "&lt;/p&gt;");
    }
    pen_markup(w, "</summary>\n</entry>\n");
}

enum cvd_status page_feed(const struct page *p, const struct cvd_request *q,
                          const struct cvd_result *r, struct cvd_buf *out)
{
    struct pen w = pen_on(p, out);

    head(&w, q, r);
    for (size_t i = 0; i < r->count && w.status == CVD_OK; i++)
        entry(&w, &r->hits[i]);
    pen_markup(&w, "</feed>\n");
    return w.status;
}
