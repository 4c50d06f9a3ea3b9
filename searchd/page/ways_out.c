/* ways_out.c - what to try when nothing was found; each way is known to find
 * something. */
#include "searchd/page/found.h"

enum { VALUES_SHOWN = 3 }; /* of a field whose filters are dropped */

/* ---- what a way changes ---------------------------------------------- */

/* "Tỉnh: Hà Tĩnh, Nghệ An …" */
static void field_values(struct pen *w, const struct cvd_request *q,
                         const struct cvd_result *r, enum cvd_field field)
{
    size_t shown = 0;

    pen_field(w, field);
    pen_say(w, T_COLON);
    for (size_t i = 0; i < q->filter_count; i++) {
        if (q->filters[i].field != field)
            continue;
        if (shown == VALUES_SHOWN) {
            pen_markup(w, " …");
            return;
        }
        pen_markup(w, shown++ ? ", " : "");
        pen_short(w, found_label(r, &q->filters[i]));
    }
}

/* "2018–2028", "từ 2018", "đến 2028". */
static void years(struct pen *w, const struct cvd_request *q)
{
    if (q->from.len)
        pen_date(w, q->from);
    else
        pen_say(w, T_UP_TO);
    pen_markup(w, q->from.len && q->to.len ? "–" : " ");
    if (q->to.len)
        pen_date(w, q->to);
}

static void time_text(struct pen *w, const struct cvd_request *q)
{
    if (!q->from.len && !q->to.len) {
        pen_say(w, T_DROP_TIME);
        return;
    }
    pen_say(w, T_WAY_WIDER);
    pen_say(w, T_COLON);
    if (q->from.len && !q->to.len) {
        pen_say(w, T_SINCE);
        pen_markup(w, " ");
    }
    years(w, q);
}

static void piece_text(struct pen *w, struct cvd_str piece)
{
    pen_say(w, T_DROP);
    pen_markup(w, " <span class=\"piece\" lang=\"vi\">");
    pen_short(w, piece);
    pen_markup(w, "</span>");
}

static void meant_text(struct pen *w, struct cvd_str query)
{
    pen_markup(w, "<span lang=\"vi\">");
    pen_isolated(w, query);
    pen_markup(w, "</span>");
}

static void way_text(struct pen *w, const struct cvd_request *q,
                     const struct cvd_result *r, const struct page_way *way)
{
    switch (way->kind) {
    case PAGE_WAY_MEANT:
        meant_text(w, way->request.query);
        break;
    case PAGE_WAY_UNQUOTED:
        pen_say(w, T_NO_PHRASE);
        break;
    case PAGE_WAY_SPELLINGS:
        pen_say(w, T_EVERY_SPELLING);
        break;
    case PAGE_WAY_SOME:
        pen_say(w, T_WAY_SOME);
        break;
    case PAGE_WAY_TIME:
        time_text(w, &way->request);
        break;
    case PAGE_WAY_FIELD:
        pen_say(w, T_DROP_FILTER);
        pen_markup(w, " ");
        field_values(w, q, r, way->field);
        break;
    case PAGE_WAY_LESS:
        piece_text(w, way->piece);
        break;
    case PAGE_WAY_ALL:
        pen_say(w, T_DROP_ALL);
        break;
    case PAGE_WAY_WORDS:
        pen_say(w, T_WAY_WORDS);
        pen_say(w, T_COLON);
        meant_text(w, way->request.query);
        break;
    }
}

/* ---- a way ----------------------------------------------------------- */

static void way_link(struct pen *w, const struct cvd_request *q,
                     const struct cvd_result *r, const struct page_way *way)
{
    struct search_link l = link_to(w, &way->request);

    l.limit = q->limit;
    pen_markup(w, "<a href=\"");
    link_search(w, &l);
    pen_markup(w, "\">");
    way_text(w, q, r, way);
    pen_markup(w, "</a> <span class=\"count\">");
    if (!way->total_is_exact) {
        pen_say(w, T_ABOUT);
        pen_markup(w, " ");
    }
    pen_counted(w, way->total, T_DOCUMENT, T_DOCUMENTS);
    pen_markup(w, "</span>");
}

/* Documents may cite a number that none bears. */
static void number_page(struct pen *w, const struct page_ways *ways)
{
    if (!ways->number.len)
        return;
    pen_markup(w, "<li><a href=\"");
    link_reference(w, ways->number);
    pen_markup(w, "\">");
    pen_say(w, T_WAY_NUMBER);
    pen_markup(w, " ");
    pen_isolated(w, ways->number);
    pen_markup(w, "</a> <span class=\"count\">");
    pen_say(w, ways->held ? T_HELD : T_NOT_HELD);
    if (ways->citers) {
        pen_markup(w, ", ");
        pen_counted(w, ways->citers, T_CITED_BY_1, T_CITED_BY_N);
    }
    pen_markup(w, "</span></li>\n");
}

static void meant(struct pen *w, const struct cvd_request *q,
                  const struct cvd_result *r, const struct page_way *way)
{
    pen_markup(w, "<p class=\"meant\">");
    pen_say(w, T_MEANT);
    pen_say(w, T_COLON);
    way_link(w, q, r, way);
    pen_markup(w, "</p>\n");
}

void found_ways_out(struct pen *w, const struct cvd_request *q,
                    const struct cvd_result *r, const struct page_ways *ways)
{
    static const struct page_ways none;
    size_t i = 0;

    ways = ways ? ways : &none;
    pen_markup(w, "<section class=\"ways-out\" "
                  "aria-labelledby=\"ways-out\">\n");
    if (ways->count && ways->list[0].kind == PAGE_WAY_MEANT)
        meant(w, q, r, &ways->list[i++]);
    pen_markup(w, "<h2 id=\"ways-out\">");
    pen_say(w, T_WAYS_OUT);
    pen_markup(w, "</h2>\n<ul>\n");
    number_page(w, ways);
    for (; i < ways->count; i++) {
        pen_markup(w, "<li>");
        way_link(w, q, r, &ways->list[i]);
        pen_markup(w, "</li>\n");
    }
    pen_markup(w, "<li>");
    pen_say(w, T_FEWER);
    pen_markup(w, "</li>\n</ul>\n</section>\n");
}
