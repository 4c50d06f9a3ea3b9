/* map.c - the provinces as a map of tiles, each a link that adds it to the
 * filters or takes it off. */
#include "searchd/page/found.h"
#include "searchd/page/tiles_shown.h"

#include <math.h>
#include <stdlib.h>

enum { SHADES = 5 };

/* ---- a tile ---------------------------------------------------------- */

/* What the tile leads to: without the filters that chose it; or with its own,
 * in place of those of the other map that cover it or lie in it. */
static void tile_href(struct pen *w, const struct tiles_shown *s,
                      const struct tile *t, enum standing st)
{
    struct cvd_filter kept[URI_PARAMS_MAX];
    struct search_link l = link_to(w, s->q);
    char value[TILE_FILTER_MAX];
    size_t n = 0;

    for (size_t i = 0; i < s->q->filter_count && n < URI_PARAMS_MAX; i++)
        if (st == OUTSIDE ||
            tile_standing(s, i, t) != st)
            kept[n++] = s->q->filters[i];
    l.filters = kept;
    l.filter_count = n;
    tile_filter(s->map, t, value);
    if (st != CHOSEN)
        l.added = (struct cvd_filter){ CVD_F_PROVINCE, cvd_str_from(value) };
    link_search(w, &l);
}

/* From 1 on, in equal steps of the logarithm: few provinces have most of the
 * documents. */
static unsigned shade(const struct tiles_shown *s, uint64_t n)
{
    return 1 + (unsigned)(SHADES * log((double)n) /
                          log((double)s->most + 1));
}

static struct cvd_str tile_label(const struct tile *t)
{
    return cvd_value_label(CVD_F_PROVINCE, cvd_str_from(t->code));
}

/* "Ninh Thuận: 12 văn bản". */
static void tile_name(struct pen *w, const struct tiles_shown *s,
                      const struct tile *t, enum standing st)
{
    uint64_t n = tile_count(s, t);

    pen_text(w, tile_label(t));
    if (n || s->known) {
        pen_say(w, T_COLON);
        pen_counted(w, n, T_DOCUMENT, T_DOCUMENTS);
    }
    if (st == COVERED) {
        pen_markup(w, ", ");
        pen_say(w, T_MAP_COVERED);
    }
}

static void tile_link(struct pen *w, const struct tiles_shown *s,
                      const struct tile *t, enum standing st)
{
    pen_markup(w, "<a id=\"tile-");
    pen_markup(w, t->code);
    pen_markup(w, "\" href=\"");
    tile_href(w, s, t, st);
    pen_markup(w, st == CHOSEN ? "\" aria-current=\"true" : "");
    /* What is seen is part of what is said (WCAG 2.5.3). */
    pen_markup(w, "\" aria-label=\"");
    tile_name(w, s, t, st);
    pen_markup(w, ", ");
    pen_markup(w, t->letters);
    pen_markup(w, "\" title=\"");
    tile_name(w, s, t, st);
    pen_markup(w, "\">");
    pen_markup(w, t->letters);
    pen_markup(w, "</a>");
}

/* One that leads nowhere: nothing is there, or the request is too long to be
 * written again in each. */
static void tile_alone(struct pen *w, const struct tiles_shown *s,
                       const struct tile *t)
{
    pen_markup(w, "<span title=\"");
    tile_name(w, s, t, OUTSIDE);
    pen_markup(w, "\">");
    pen_markup(w, t->letters);
    pen_markup(w, "</span>");
}

static void tile(struct pen *w, const struct tiles_shown *s,
                 const struct tile *t)
{
    uint64_t n = tile_count(s, t);
    struct search_link asked = link_to(w, s->q);
    enum standing st = tile_is(s, t);
    bool none = !n && s->known && st == OUTSIDE;

    pen_markup(w, "<li class=\"r");
    pen_number(w, t->row);
    pen_markup(w, " c");
    pen_number(w, t->column);
    if (n) {
        pen_markup(w, " s");
        pen_number(w, shade(s, n));
    } else {
        pen_markup(w, s->known ? " s0" : " unknown");
    }
    pen_markup(w, st == COVERED ? " covered" : "");
    pen_markup(w, none ? "\" aria-hidden=\"true\">" : "\">");
    if (none || (st != CHOSEN && !link_is_short(&asked)))
        tile_alone(w, s, t);
    else
        tile_link(w, s, t, st);
    pen_markup(w, "</li>\n");
}

/* ---- the map --------------------------------------------------------- */

static void map_choice(struct pen *w, const struct cvd_request *q)
{
    static const enum page_text names[] = { [PAGE_MAP_NOW] = T_MAP_NOW,
                                            [PAGE_MAP_BEFORE] =
                                                T_MAP_BEFORE };
    struct search_link l = link_to(w, q);

    l.offset = q->offset;
    pen_markup(w, "<ul class=\"maps\" aria-label=\"");
    pen_say(w, T_MAP_WHICH);
    pen_markup(w, "\">\n");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        l.map = (enum page_map)i;
        pen_markup(w, "<li><a id=\"map-");
        pen_markup(w, i == PAGE_MAP_NOW ? "34" : "63");
        pen_markup(w, "\" href=\"");
        link_search(w, &l);
        pen_markup(w, l.map == w->page->map ? "\" aria-current=\"true\">"
                                            : "\">");
        pen_say(w, names[i]);
        pen_markup(w, "</a></li>\n");
    }
    pen_markup(w, "</ul>\n");
}

/* In the sea and beside the mountains: the archipelagos, which belong to
 * tiles of the coast (Đà Nẵng and Khánh Hòa), and what the shades mean. */
static void around(struct pen *w)
{
    pen_markup(w, "<p class=\"isles paracel\" lang=\"vi\" title=\""
                  "Quần đảo Hoàng Sa (Đà Nẵng)\">Hoàng Sa</p>\n"
                  "<p class=\"isles spratly\" lang=\"vi\" title=\""
                  "Quần đảo Trường Sa (Khánh Hòa)\">Trường Sa</p>\n"
                  "<p class=\"legend\" aria-hidden=\"true\">");
    pen_say(w, T_MAP_FEW);
    for (unsigned i = 1; i <= SHADES; i++) {
        pen_markup(w, " <span class=\"s");
        pen_number(w, i);
        pen_markup(w, "\"></span>");
    }
    pen_markup(w, " ");
    pen_say(w, T_MAP_MANY);
    pen_markup(w, "</p>\n");
}

static void map(struct pen *w, const struct tiles_shown *s)
{
    bool now = s->map->map == PAGE_MAP_NOW;

    pen_markup(w, now ? "<div class=\"map now\">\n"
                      : "<div class=\"map before\">\n");
    pen_markup(w, "<ul class=\"tiles\" aria-label=\"");
    pen_say(w, now ? T_MAP_OF_NOW : T_MAP_OF_BEFORE);
    pen_markup(w, "\">\n");
    for (size_t i = 0; i < s->map->count; i++)
        tile(w, s, &s->map->tiles[i]);
    pen_markup(w, "</ul>\n");
    around(w);
    pen_markup(w, "</div>\n");
}

/* A tile as a line of the list. */
static void list_tile(struct pen *w, const struct tiles_shown *s,
                      const struct tile *t, bool linked)
{
    enum standing st = tile_is(s, t);
    char value[TILE_FILTER_MAX];

    tile_filter(s->map, t, value);
    pen_markup(w, linked || st == CHOSEN
                      ? "<li><a class=\"value\" data-field=\"province\" "
                        "data-value=\""
                      : "<li><span class=\"value\" data-value=\"");
    pen_markup(w, value);
    if (linked || st == CHOSEN) {
        pen_markup(w, "\" href=\"");
        tile_href(w, s, t, st);
        pen_markup(w, st == CHOSEN ? "\" aria-current=\"true" : "");
    }
    pen_markup(w, "\">");
    found_value_text(w, tile_label(t), tile_count(s, t));
    pen_markup(w, linked || st == CHOSEN ? "</a></li>\n"
                                         : "</span></li>\n");
}

struct line {
    const struct tile *tile;
    uint64_t count;
};

static int more_first(const void *a, const void *b)
{
    const struct line *x = a, *y = b;

    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return strcmp(x->tile->code, y->tile->code);
}

/* The tiles that have documents, and what has no place on the map: provinces
 * that were gone before, and what no table has. */
static void list(struct pen *w, const struct tiles_shown *s,
                 const struct cvd_facet *f, const struct cvd_str *labels)
{
    struct search_link asked = link_to(w, s->q);
    bool linked = link_is_short(&asked);
    struct line lines[TILES_MAX];
    size_t n = 0;

    if (!f->count)
        return;
    for (size_t i = 0; i < s->map->count; i++)
        if (s->counts[i])
            lines[n++] = (struct line){ &s->map->tiles[i], s->counts[i] };
    qsort(lines, n, sizeof *lines, more_first);
    pen_markup(w, "<details><summary>");
    pen_say(w, T_MAP_LIST);
    pen_markup(w, "</summary>\n<ul>\n");
    for (size_t i = 0; i < n; i++)
        list_tile(w, s, lines[i].tile, linked);
    for (size_t k = 0; k < f->count; k++)
        if (!tile_of_value(s->map, f->values[k].value))
            found_value(w, s->q, f->field, &f->values[k], labels[k]);
    pen_markup(w, "</ul></details>\n");
}

static const struct cvd_facet *provinces_of(const struct cvd_result *r,
                                            const struct cvd_str **labels)
{
    *labels = r->labels;
    for (size_t i = 0; i < r->answer.facet_count; i++) {
        const struct cvd_facet *f = &r->answer.facets[i];
        if (f->field == CVD_F_PROVINCE)
            return f;
        *labels += f->count;
    }
    return NULL;
}

void found_places(struct pen *w, const struct cvd_request *q,
                  const struct page_found *found)
{
    bool asked = cvd_request_filters(q, CVD_F_PROVINCE);
    const struct cvd_result *r = found->anywhere ? found->anywhere
                                                 : found->result;
    const struct cvd_str *labels;
    const struct cvd_facet *f = provinces_of(r, &labels);
    struct tiles_shown s;

    if (!f || (!f->count && !asked))
        return;
    tiles_read(&s, q, &tile_maps[w->page->map], f);
    s.known = found->anywhere && !r->cut_short &&
              f->count < CVD_FACET_VALUES_MAX;
    pen_markup(w, "<section class=\"facet province\">\n<h3>");
    pen_field(w, CVD_F_PROVINCE);
    pen_markup(w, "</h3>\n");
    map_choice(w, q);
    map(w, &s);
    list(w, &s, f, labels);
    pen_markup(w, "</section>\n");
}
