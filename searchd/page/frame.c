/* frame.c - see frame.h. */
#include "searchd/page/frame.h"
#include "searchd/page/compare.h"
#include "searchd/page/hidden.h"

struct cvd_str frame_query(const struct page *p)
{
    return p->uri ? uri_value(p->uri, "q") : (struct cvd_str){ NULL, 0 };
}

/* ---- head ------------------------------------------------------------ */

static void title(struct pen *w, struct cvd_str s)
{
    pen_markup(w, "<title>");
    pen_text(w, s);
    pen_markup(w, s.len ? " – " : "");
    pen_say(w, T_SITE);
    pen_markup(w, "</title>\n");
}

static void feed_of(struct pen *w, const struct cvd_request *q)
{
    struct search_link l = link_to(w, q);

    l.path = "/feed.atom";
    pen_markup(w, "<link rel=\"alternate\" type=\"application/atom+xml\" "
                  "title=\"");
    pen_say(w, T_FEED);
    pen_markup(w, "\" href=\"");
    link_search(w, &l);
    pen_markup(w, "\">\n");
}

/* An asset in its version here, which a browser may keep. */
static void asset(struct pen *w, const char *before, const char *version,
                  const char *behind)
{
    pen_markup(w, before);
    pen_markup(w, "?v=");
    pen_markup(w, version);
    pen_markup(w, behind);
}

static void assets(struct pen *w)
{
    asset(w, "<link rel=\"stylesheet\" href=\"/style.css",
          page_style_version, "\">\n");
    asset(w, "<link rel=\"icon\" type=\"image/svg+xml\" href=\"/icon.svg",
          page_icon_version, "\">\n");
    asset(w, "<script type=\"module\" src=\"/script.js",
          page_script_version, "\"></script>\n");
}

static void head(struct pen *w, const struct frame *f)
{
    pen_markup(w, "<!DOCTYPE html>\n<html lang=\"");
    pen_markup(w, page_lang_code(w->page->lang));
    pen_markup(w, "\">\n<head>\n<meta charset=\"utf-8\">\n");
    title(w, f->title);
    pen_markup(w,
               "<meta name=\"viewport\" content=\"width=device-width, "
               "initial-scale=1\">\n"
               "<meta name=\"color-scheme\" content=\"light dark\">\n"
               /* of the header, the --sheet of frame.css */
               "<meta name=\"theme-color\" content=\"#ffffff\" "
               "media=\"(prefers-color-scheme: light)\">\n"
               "<meta name=\"theme-color\" content=\"#1d2024\" "
               "media=\"(prefers-color-scheme: dark)\">\n");
    assets(w);
    pen_markup(w,
               "<link rel=\"search\" "
               "type=\"application/opensearchdescription+xml\" title=\"");
    pen_say(w, T_SITE);
    pen_markup(w, "\" href=\"/opensearch.xml\">\n");
    if (f->q)
        feed_of(w, f->q);
    pen_markup(w, "</head>\n");
}

/* ---- header ---------------------------------------------------------- */

/* This page in the other language. */
static void other_language(struct pen *w, const struct frame *f)
{
    struct page there = *w->page;
    struct pen o = { &there, w->out, w->status };

    there.lang = w->page->lang == PAGE_VI ? PAGE_EN : PAGE_VI;
    if (f->graph) {
        link_graph(&o, f->graph);
    } else if (f->compared) {
        link_compare(&o, f->compared->a, f->compared->b);
    } else if (f->similar.len) {
        link_similar(&o, f->similar);
    } else if (f->document.len) {
        link_found(&o, f->document, f->came_by);
    } else if (f->reference.len) {
        link_reference(&o, f->reference);
    } else {
        struct search_link l = link_to(&o, f->q);
        l.offset = f->q ? f->q->offset : 0;
        link_search(&o, &l);
    }
    w->status = o.status;
}

static void language_choice(struct pen *w, const struct frame *f)
{
    const char *code =
        page_lang_code(w->page->lang == PAGE_VI ? PAGE_EN : PAGE_VI);

    pen_markup(w, "<nav class=\"language\" aria-label=\"");
    pen_say(w, T_LANGUAGE);
    pen_markup(w, "\"><a href=\"");
    other_language(w, f);
    pen_markup(w, "\" lang=\"");
    pen_markup(w, code);
    pen_markup(w, "\" hreflang=\"");
    pen_markup(w, code);
    pen_markup(w, "\">");
    pen_say(w, T_OTHER_LANGUAGE);
    pen_markup(w, "</a></nav>\n");
}

/* What a new query keeps of the request: the filters; not the place in the
 * results.  From and to are fields of their own. */
static void kept(struct pen *w, const struct cvd_request *q)
{
    if (q)
        hidden_search(w, q);
    if (w->page->map == PAGE_MAP_BEFORE)
        hidden_field(w, "map", cvd_str_from(PAGE_MAP_BEFORE_NAME));
    hidden_folding(w);
    hidden_language(w);
}

static void form(struct pen *w, const struct frame *f)
{
    pen_markup(w, "<form id=\"search\" class=\"search\" role=\"search\" "
                  "method=\"get\" action=\"/\">\n"
                  "<label class=\"unseen\" for=\"q\">");
    pen_say(w, T_SEARCH_LABEL);
    pen_markup(w, "</label>\n<input type=\"search\" id=\"q\" name=\"q\" "
                  "lang=\"vi\" dir=\"auto\" autocomplete=\"off\" "
                  "autocapitalize=\"none\" spellcheck=\"false\" "
                  "enterkeyhint=\"search\" placeholder=\"");
    pen_say(w, T_PLACEHOLDER);
    pen_markup(w, "\" value=\"");
    pen_text(w, f->q ? f->q->query : frame_query(w->page));
    pen_markup(w, "\"");
    pen_markup(w, strcmp(f->kind, "home") == 0 ? " autofocus" : "");
    pen_markup(w, ">\n");
    kept(w, f->q);
    pen_markup(w, "<button type=\"submit\">");
    pen_say(w, T_SEARCH);
    pen_markup(w, "</button>\n</form>\n");
}

void frame_begin(struct pen *w, const struct frame *f)
{
    struct search_link home = link_to(w, NULL);

    head(w, f);
    pen_markup(w, "<body class=\"");
    pen_markup(w, f->kind);
    pen_markup(w, "\">\n<a class=\"skip\" href=\"#main\">");
    pen_say(w, T_SKIP);
    pen_markup(w, "</a>\n<header class=\"top\">\n<a class=\"brand\" href=\"");
    link_search(w, &home);
    pen_markup(w, "\">");
    pen_say(w, T_SITE);
    pen_markup(w, "</a>\n");
    form(w, f);
    language_choice(w, f);
    pen_markup(w, "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
}

void frame_end(struct pen *w)
{
    bool first = true;

    pen_markup(w, "</main>\n<footer class=\"bottom\">\n<p>");
    pen_between(w, &first);
    pen_say(w, T_HOLDS);
    pen_markup(w, " ");
    pen_counted(w, w->page->documents, T_DOCUMENT, T_DOCUMENTS);
    pen_between(w, &first);
    pen_say(w, T_GENERATION);
    pen_markup(w, " ");
    pen_number(w, w->page->generation);
    pen_between(w, &first);
    pen_markup(w, "<a href=\"/api/v1/openapi.json\">");
    pen_say(w, T_API);
    pen_markup(w, "</a></p>\n</footer>\n</body>\n</html>\n");
}
