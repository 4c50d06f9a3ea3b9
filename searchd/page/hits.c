/* hits.c - the results, one by one. */
#include "searchd/page/found.h"
#include "searchd/page/values.h"

enum { CAMPAIGNS_SHOWN = 3 }; /* of one result; the rest on its own page */

/* What stands under a title, in this order, where it is known. */
static const enum cvd_field shown[] = { CVD_F_NUMBER, CVD_F_TYPE, CVD_F_DATE,
                                        CVD_F_ISSUER, CVD_F_PROVINCE };

static void title(struct pen *w, const struct cvd_request *q,
                  const struct cvd_doc *d)
{
    pen_markup(w, "<h2");
    pen_vietnamese(w);
    pen_markup(w, "><a href=\"");
    link_found(w, d->id, q);
    pen_markup(w, "\">");
    pen_short(w, d->title.len ? d->title : d->id);
    pen_markup(w, "</a></h2>\n");
}

static void metadata(struct pen *w, const struct cvd_doc *d)
{
    bool first = true;

    pen_markup(w, "<p class=\"meta\"");
    pen_vietnamese(w);
    pen_markup(w, ">");
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        struct cvd_str value = cvd_doc_value(d, shown[i]);
        if (!value.len)
            continue;
        pen_between(w, &first);
        pen_markup(w, "<span class=\"");
        pen_markup(w, cvd_fields[shown[i]].name);
        pen_markup(w, "\">");
        if (shown[i] == CVD_F_DATE)
            pen_date(w, value);
        else
            pen_short(w, cvd_value_label(shown[i], value));
        pen_markup(w, "</span>");
    }
    pen_markup(w, "</p>\n");
}

/* ---- campaigns ------------------------------------------------------- */

static void campaign(struct pen *w, const struct cvd_request *q,
                     struct cvd_str code, struct cvd_str name)
{
    struct search_link l = link_to(w, q);
    bool link = link_is_short(&l) &&
                !link_has_filter(q, CVD_F_CAMPAIGN, code);

    l.added = (struct cvd_filter){ CVD_F_CAMPAIGN, code };
    pen_markup(w, "<li>");
    if (link) {
        pen_markup(w, "<a data-field=\"campaign\" data-value=\"");
        pen_text(w, code);
        pen_markup(w, "\" href=\"");
        link_search(w, &l);
        pen_markup(w, "\">");
    }
    pen_short(w, name);
    pen_markup(w, link ? "</a></li>\n" : "</li>\n");
}

/* Codes, and names in the same order. */
static void campaigns(struct pen *w, const struct cvd_request *q,
                      const struct cvd_doc *d)
{
    size_t count = value_count(d, CVD_F_CAMPAIGN), done = 0, name = 0;

    if (!count)
        return;
    pen_markup(w, "<ul class=\"campaigns\" aria-label=\"");
    pen_say(w, T_CAMPAIGNS);
    pen_markup(w, "\"");
    pen_vietnamese(w);
    pen_markup(w, ">\n");
    for (size_t i = 0; i < d->value_count && done < CAMPAIGNS_SHOWN; i++) {
        if (d->values[i].field != CVD_F_CAMPAIGN)
            continue;
        struct cvd_str code = d->values[i].value;
        campaign(w, q, code, value_campaign_name(d, &name, code));
        done++;
    }
    if (count > done) {
        pen_markup(w, "<li>+");
        pen_count(w, count - done);
        pen_markup(w, "</li>\n");
    }
    pen_markup(w, "</ul>\n");
}

/* ---- references ------------------------------------------------------ */

static void references(struct pen *w, const struct cvd_request *q,
                       const struct cvd_hit *h)
{
    size_t cites = value_count(&h->doc, CVD_F_CITES);
    bool first = true;

    if (!cites && !h->cited_by)
        return;
    pen_markup(w, "<p class=\"references\">");
    if (cites) {
        pen_between(w, &first);
        pen_markup(w, "<a href=\"");
        link_found(w, h->doc.id, q);
        pen_markup(w, "#cites\">");
        pen_say(w, T_CITES_N);
        pen_markup(w, " ");
        pen_counted(w, cites, T_DOCUMENT, T_DOCUMENTS);
        pen_markup(w, "</a>");
    }
    if (h->cited_by) {
        pen_between(w, &first);
        pen_markup(w, "<a href=\"");
        link_found(w, h->doc.id, q);
        pen_markup(w, "#cited-by\">");
        pen_say(w, T_IS_CITED_BY);
        pen_counted(w, h->cited_by, T_CITED_BY_1, T_CITED_BY_N);
        pen_markup(w, "</a>");
    }
    pen_markup(w, "</p>\n");
}

static void hit(struct pen *w, const struct cvd_request *q, size_t rank,
                const struct cvd_hit *h)
{
    pen_markup(w, "<li class=\"hit\" data-rank=\"");
    pen_number(w, rank);
    pen_markup(w, "\" data-id=\"");
    pen_text(w, h->doc.id);
    pen_markup(w, "\">\n");
    title(w, q, &h->doc);
    metadata(w, &h->doc);
    pen_snippet(w, h);
    campaigns(w, q, &h->doc);
    references(w, q, h);
    found_copies(w, q, h);
    pen_markup(w, "</li>\n");
}

void found_hits(struct pen *w, const struct cvd_request *q,
                const struct cvd_result *r)
{
    pen_markup(w, "<ol id=\"results\" class=\"results\" aria-label=\"");
    pen_say(w, T_RESULTS);
    pen_markup(w, "\" start=\"");
    pen_number(w, (uint64_t)q->offset + 1);
    pen_markup(w, "\">\n");
    for (size_t i = 0; i < r->count; i++)
        hit(w, q, q->offset + i + 1, &r->hits[i]);
    pen_markup(w, "</ol>\n");
}
