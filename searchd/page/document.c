/* document.c - the page of a document. */
#include "searchd/page/cited.h"
#include "searchd/page/frame.h"

/* What the card says, in this order: the names of campaigns with their codes
 * behind them as links, and nothing that is there for asking alone. */
static const enum cvd_field said[] = {
    CVD_F_NUMBER, CVD_F_SYMBOL, CVD_F_TYPE, CVD_F_DATE, CVD_F_URGENCY,
    CVD_F_PLACE, CVD_F_PARENT, CVD_F_ISSUER, CVD_F_PROVINCE,
    CVD_F_PROVINCE_NOW, CVD_F_DISTRICT, CVD_F_CAMPAIGN,
    CVD_F_RECIPIENT, CVD_F_DISTRIBUTION, CVD_F_SIGNER, CVD_F_POSITION,
    CVD_F_AUTHORITY, CVD_F_DEADLINE,
};

/* And, folded, where it was read. */
static const enum cvd_field source[] = {
    CVD_F_PATH, CVD_F_SHA256, CVD_F_ENCODING, CVD_F_FORMAT, CVD_F_GIVEN,
};

/* ---- values ---------------------------------------------------------- */

static void value_link(struct pen *w, enum cvd_field f, struct cvd_str value,
                       struct cvd_str label)
{
    pen_markup(w, "<a data-field=\"");
    pen_markup(w, cvd_fields[f].name);
    pen_markup(w, "\" data-value=\"");
    pen_text(w, value);
    pen_markup(w, "\" href=\"");
    link_value(w, f, value);
    pen_markup(w, "\">");
    pen_isolated(w, label);
    pen_markup(w, "</a>");
}

/* The date, and all of that year. */
static void date(struct pen *w, struct cvd_str iso)
{
    struct cvd_str year = { iso.ptr, 4 };

    pen_date(w, iso);
    if (!pen_is_date(iso))
        return;
    pen_markup(w, " <span class=\"aside\">(<a href=\"");
    link_value(w, CVD_F_YEAR, year);
    pen_markup(w, "\">");
    pen_say(w, T_YEAR_ALL);
    pen_markup(w, " ");
    pen_text(w, year);
    pen_markup(w, "</a>)</span>");
}

/* The number, and whatever else bears it. */
static void number(struct pen *w, struct cvd_str value)
{
    pen_isolated(w, value);
    pen_markup(w, " <span class=\"aside\">(<a href=\"");
    link_reference(w, value);
    pen_markup(w, "\">");
    pen_say(w, T_SAME_NUMBER);
    pen_markup(w, "</a>)</span>");
}

/* Of campaign `code`: the next name after value *at. */
static struct cvd_str campaign_name(const struct cvd_doc *d, size_t *at,
                                    struct cvd_str code)
{
    while (*at < d->value_count)
        if (d->values[(*at)++].field == CVD_F_CAMPAIGN_NAME)
            return d->values[*at - 1].value;
    return cvd_value_label(CVD_F_CAMPAIGN, code);
}

static void value(struct pen *w, const struct cvd_doc *d, enum cvd_field f,
                  struct cvd_str v, size_t *name)
{
    switch (f) {
    case CVD_F_NUMBER:
        number(w, v);
        break;
    case CVD_F_DATE:
        date(w, v);
        break;
    case CVD_F_DEADLINE:
        pen_date(w, v);
        break;
    case CVD_F_CAMPAIGN:
        value_link(w, f, v, campaign_name(d, name, v));
        break;
    case CVD_F_PROVINCE_NOW: /* asked for by its name as any province */
        value_link(w, CVD_F_PROVINCE, v, cvd_value_label(f, v));
        break;
    case CVD_F_TYPE:
    case CVD_F_PROVINCE:
    case CVD_F_ISSUER:
        value_link(w, f, v, cvd_value_label(f, v));
        break;
    case CVD_F_PATH:
    case CVD_F_SHA256:
        pen_markup(w, "<code>");
        pen_text(w, v);
        pen_markup(w, "</code>");
        break;
    default:
        pen_isolated(w, cvd_value_label(f, v));
    }
}

/* ---- the card -------------------------------------------------------- */

static void row(struct pen *w, const struct cvd_doc *d, enum cvd_field f)
{
    size_t name = 0;

    if (!cvd_doc_value(d, f).len)
        return;
    pen_markup(w, "<div class=\"");
    pen_markup(w, cvd_fields[f].name);
    pen_markup(w, "\"><dt>");
    pen_field(w, f);
    pen_markup(w, "</dt>\n");
    for (size_t i = 0; i < d->value_count; i++) {
        if (d->values[i].field != f)
            continue;
        pen_markup(w, "<dd");
        pen_vietnamese(w);
        pen_markup(w, ">");
        value(w, d, f, d->values[i].value, &name);
        pen_markup(w, "</dd>\n");
    }
    pen_markup(w, "</div>\n");
}

static void card(struct pen *w, const struct cvd_doc *d)
{
    pen_markup(w, "<section class=\"card\" aria-labelledby=\"card\">\n"
                  "<h2 id=\"card\">");
    pen_say(w, T_CARD);
    pen_markup(w, "</h2>\n<dl>\n");
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        row(w, d, said[i]);
    pen_markup(w, "<div class=\"id\"><dt>");
    pen_say(w, T_ID);
    pen_markup(w, "</dt>\n<dd><code>");
    pen_text(w, d->id);
    pen_markup(w, "</code></dd>\n</div>\n</dl>\n<details><summary>");
    pen_say(w, T_SOURCE);
    pen_markup(w, "</summary>\n<dl>\n");
    for (size_t i = 0; i < sizeof source / sizeof *source; i++)
        row(w, d, source[i]);
    pen_markup(w, "</dl></details>\n<p class=\"forms\"><a href=\"");
    link_api(w, "documents", d->id, "");
    pen_markup(w, "\">");
    pen_say(w, T_JSON);
    pen_markup(w, "</a> <span class=\"dot\">·</span> <a href=\"");
    link_api(w, "documents", d->id, "/text");
    pen_markup(w, "\">");
    pen_say(w, T_PLAIN);
    pen_markup(w, "</a></p>\n</section>\n");
}

/* ---- the page -------------------------------------------------------- */

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

/* What tells documents of like titles apart, and the way about the page. */
static void over(struct pen *w, const struct cvd_doc *d)
{
    struct search_link back = link_to(w, NULL);
    const struct cited_facts facts = {
        cvd_doc_value(d, CVD_F_TYPE), cvd_doc_value(d, CVD_F_DATE),
        cvd_doc_value(d, CVD_F_ISSUER), { NULL, 0 }
    };

    back.query = frame_query(w->page);
    if (back.query.len) {
        pen_markup(w, "<p class=\"back\"><a href=\"");
        link_search(w, &back);
        pen_markup(w, "\">← ");
        pen_say(w, T_BACK);
        pen_markup(w, "</a></p>\n");
    }
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
    pen_markup(w, "</p>\n<nav class=\"on-page\" aria-label=\"");
    pen_say(w, T_ON_PAGE);
    pen_markup(w, "\"><ul>\n");
    section_link(w, "text", T_TEXT);
    section_link(w, "cites", T_CITES);
    section_link(w, "cited-by", T_CITED_BY);
    pen_markup(w, "</ul></nav>\n");
}

static void text(struct pen *w, const struct cvd_doc *d,
                 const struct cvd_citations *cites)
{
    section_begin(w, "text", T_TEXT);
    pen_markup(w, "</h2>\n");
    if (d->text.len) {
        pen_markup(w, "<div id=\"words\" class=\"words\" dir=\"auto\"");
        pen_vietnamese(w);
        pen_markup(w, ">");
        cited_in_text(w, d->text, cites);
        pen_markup(w, "</div>\n");
    } else {
        pen_markup(w, "<p class=\"none\">");
        pen_say(w, T_NO_TEXT);
        pen_markup(w, "</p>\n");
    }
    pen_markup(w, "</section>\n");
}

/* The document comes first in the list, then what may mean it: search.h. */
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
    cited_citers(w, own);
    for (size_t i = 1; l && i < l->count; i++) {
        pen_markup(w, "<h3>");
        pen_say(w, T_MAY_CITE);
        pen_markup(w, "</h3>\n");
        cited_citers(w, &l->list[i]);
    }
    pen_markup(w, "</section>\n");
}

enum cvd_status page_document(const struct page *p, const struct cvd_doc *d,
                              const struct cvd_citations *cites,
                              const struct cvd_cited_list *citers,
                              struct cvd_buf *out)
{
    struct pen w = pen_on(p, out);
    struct frame f = { .kind = "document",
                       .title = d->title.len ? d->title : d->id,
                       .document = d->id };

    frame_begin(&w, &f);
    pen_markup(&w, "<article class=\"sheet\" data-id=\"");
    pen_text(&w, d->id);
    pen_markup(&w, "\">\n<div class=\"over\">\n");
    over(&w, d);
    pen_markup(&w, "</div>\n");
    card(&w, d);
    pen_markup(&w, "<div class=\"body\">\n");
    text(&w, d, cites);
    section_begin(&w, "cites", T_CITES);
    pen_markup(&w, "</h2>\n");
    cited_by_document(&w, cites);
    pen_markup(&w, "</section>\n");
    cited_by(&w, citers);
    pen_markup(&w, "</div>\n</article>\n");
    frame_end(&w);
    return w.status;
}
