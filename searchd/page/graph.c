/* graph.c - the citations a page knows of anyhow, as a picture: on the pages
 * of a document and of a number. */
#include "searchd/page/graph.h"
#include "searchd/page/saved.h"

#include <stdlib.h>

enum {
    EACH_SIDE = 8,  /* documents to the left, and to the right: a screen */
    NUMBERED_MAX = 4, /* documents of one number, each with its citers */
    NUMBER_BOXES = 10 /* of them all */
};

static void begin_section(struct pen *w)
{
    pen_markup(w, "<section id=\"graph\" class=\"graph-section\" "
                  "tabindex=\"-1\">\n<h2 id=\"graph-name\">");
    pen_say(w, T_GRAPH);
    pen_markup(w, "</h2>\n");
}

static void save(struct pen *w, const struct graph_way *to)
{
    pen_markup(w, " <span class=\"dot\">·</span> <a");
    saved_as(w, "vien-dan", to->name, ".svg");
    pen_markup(w, " href=\"");
    link_graph_api(w, to, "svg");
    pen_markup(w, "\">");
    pen_say(w, T_PICTURE);
    pen_markup(w, "</a> <span class=\"dot\">·</span> <a");
    saved_as(w, "vien-dan", to->name, ".graphml");
    pen_markup(w, " href=\"");
    link_graph_api(w, to, "graphml");
    pen_markup(w, "\">");
    pen_say(w, T_GRAPHML);
    pen_markup(w, "</a>");
}

static void end_section(struct pen *w, const struct graph_way *to)
{
    pen_markup(w, "<p class=\"forms\"><a href=\"");
    link_graph(w, to);
    pen_markup(w, "\">");
    pen_say(w, T_GRAPH_OPEN);
    pen_markup(w, "</a>");
    if (strcmp(to->kind, "documents") == 0)
        save(w, to);
    pen_markup(w, "</p>\n</section>\n");
}

/* More than are drawn, as a box of its own. */
static void add_rest(struct graph_picture *g, uint64_t count, bool cites,
                     enum cvd_resolution how)
{
    if (!count)
        return;
    *graph_add(g, 1) = (struct graph_box){ .kind = GRAPH_REST,
                                           .count = count };
    graph_tie(g, cites, how);
}

/* ---- what a document cites ------------------------------------------- */

/* A reference, and how often the text speaks of what it means. */
struct mentioned {
    const struct cvd_citation *first;
    size_t times, at;        /* at: its number in the list */
};

static int by_identity(const void *pa, const void *pb)
{
    const struct mentioned *a = pa, *b = pb;
    int by = cvd_str_compare(a->first->identity, b->first->identity);

    return by ? by : a->at < b->at ? -1 : 1;
}

static bool is_held(const struct cvd_citation *c)
{
    return c->resolution == CVD_R_EXACT || c->resolution == CVD_R_LIKELY;
}

/* The most spoken of; of these what is held, then as the text has them. */
static int by_weight(const void *pa, const void *pb)
{
    const struct mentioned *a = pa, *b = pb;

    if (a->times != b->times)
        return a->times > b->times ? -1 : 1;
    if (is_held(a->first) != is_held(b->first))
        return is_held(a->first) ? -1 : 1;
    return a->at < b->at ? -1 : 1;
}

/* Put each document that is cited once into list[], how often in `times`, and
 * return how many. */
static size_t count_mentions(const struct cvd_citations *c,
                             struct mentioned *list)
{
    size_t kept = 0;

    for (size_t i = 0; i < c->count; i++)
        list[i] = (struct mentioned){ &c->list[i], 1, i };
    qsort(list, c->count, sizeof *list, by_identity);
    for (size_t i = 0; i < c->count; i++) {
        struct mentioned *last = kept ? &list[kept - 1] : NULL;
        if (last && list[i].first->identity.len &&
            cvd_str_equal(last->first->identity, list[i].first->identity))
            last->times++;
        else if (!list[i].first->again)
            list[kept++] = list[i];
    }
    qsort(list, kept, sizeof *list, by_weight);
    return kept;
}

static struct graph_box cited_box(const struct cvd_citations *of,
                                  const struct mentioned *m)
{
    const struct cvd_citation *c = m->first;
    const struct cvd_held *held =
        is_held(c) && c->held_count ? &of->held[c->first_held] : NULL;
    struct graph_box b = {
        .kind = held ? GRAPH_HELD
                : c->resolution == CVD_R_ABSENT ? GRAPH_ABSENT
                                                : GRAPH_SEVERAL,
        .key = held ? held->id : c->identity,
        .number = c->number.len ? c->number : c->symbol,
        .type = cvd_str_from(c->type),
        .date = c->date,
        .title = c->about,
        .issuer = c->issuer,
        .cite = m->at + 1,
    };

    if (held) {
        b.id = held->id;
        b.number = held->number.len ? held->number : b.number;
        b.date = held->date.len ? held->date : b.date;
        b.title = held->title.len ? held->title : b.title;
    } else if (!c->number.len) {
        b.number = (struct cvd_str){ NULL, 0 };
        b.title = c->about.len ? c->about : c->symbol;
    }
    return b;
}

/* Whether one of that key stands there already: two references that differ
 * may mean one document. */
static bool has_key(const struct graph_picture *g, struct cvd_str key)
{
    for (size_t i = 0; i < g->layout.count && key.len; i++)
        if (cvd_str_equal(g->boxes[i].key, key))
            return true;
    return false;
}

static enum cvd_status take_cites(struct graph_picture *g,
                                  const struct cvd_citations *c)
{
    struct mentioned *list = calloc(c->count + 1, sizeof *list);
    size_t drawn = 0, at = 0;

    if (!list)
        return CVD_ENOMEM;
    size_t count = count_mentions(c, list);
    for (; at < count && drawn < EACH_SIDE; at++) {
        struct graph_box b = cited_box(c, &list[at]);
        if (has_key(g, b.key))
            continue;
        *graph_add(g, 1) = b;
        graph_tie(g, false, list[at].first->resolution);
        drawn++;
    }
    add_rest(g, count - at + c->dropped, false, CVD_R_EXACT);
    free(list);
    return CVD_OK;
}

/* ---- who cites ------------------------------------------------------- */

static struct graph_box held_box(const struct cvd_held *h)
{
    return (struct graph_box){ .kind = GRAPH_HELD, .key = h->id,
                               .id = h->id, .number = h->number,
                               .date = h->date, .title = h->title };
}

static void take_citers(struct graph_picture *g, const struct cvd_cited *c)
{
    size_t i = 0;

    for (size_t drawn = 0; i < c->citer_count && drawn < EACH_SIDE; i++) {
        if (has_key(g, c->citers[i].id))
            continue;
        *graph_add(g, 1) = held_box(&c->citers[i]);
        graph_tie(g, true, c->citers[i].how);
        drawn++;
    }
    add_rest(g, c->count > i ? c->count - i : 0, true, CVD_R_EXACT);
}

/* ---- the page of a document ------------------------------------------- */

static struct graph_box own_box(const struct cvd_doc *d)
{
    return (struct graph_box){
        .kind = GRAPH_HELD,
        .key = d->id,
        .id = d->id,
        .number = cvd_doc_value(d, CVD_F_NUMBER),
        .type = cvd_doc_value(d, CVD_F_TYPE),
        .date = cvd_doc_value(d, CVD_F_DATE),
        .title = d->title,
        .issuer = cvd_doc_value(d, CVD_F_ISSUER),
    };
}

bool graph_has_lines(const struct cvd_citations *cites,
                     const struct cvd_cited_list *citers)
{
    return cites->count || cites->dropped ||
           (citers && citers->count && citers->list[0].count);
}

void graph_of_document(struct pen *w, const struct cvd_doc *d,
                       const struct cvd_citations *cites,
                       const struct cvd_cited_list *citers)
{
    struct graph_picture g = { .centre = T_GRAPH_SELF };
    const struct graph_way to = { "documents", d->id, page_graph_usual };

    if (!graph_has_lines(cites, citers))
        return;
    *graph_add(&g, 0) = own_box(d);
    if (w->status == CVD_OK)
        w->status = take_cites(&g, cites);
    if (citers && citers->count)
        take_citers(&g, &citers->list[0]);
    graph_place_all(&g.layout);
    begin_section(w);
    graph_figure(w, &g);
    end_section(w, &to);
}

/* ---- the page of a number -------------------------------------------- */

static struct graph_box numbered_box(const struct cvd_cited *c)
{
    bool one = c->resolution != CVD_R_AMBIGUOUS && c->held_count;
    struct graph_box b = {
        .kind = one ? GRAPH_HELD
                : c->resolution == CVD_R_ABSENT ? GRAPH_ABSENT
                                                : GRAPH_SEVERAL,
        .number = c->number,
        .type = cvd_str_from(c->type),
        .date = c->date,
        .title = c->title,
        .issuer = c->issuer,
        .count = c->count,
        .counted = true,
    };

    if (one) {
        b.key = b.id = c->held[0].id;
        b.title = b.title.len ? b.title : c->held[0].title;
    }
    return b;
}

static size_t box_of(const struct graph_picture *g, struct cvd_str key)
{
    size_t i = 0;

    while (i < g->layout.count && !cvd_str_equal(g->boxes[i].key, key))
        i++;
    return i;
}

static void take_numbered(struct graph_picture *g, const struct cvd_cited *c,
                          uint32_t to, size_t citers)
{
    struct graph_layout *l = &g->layout;

    for (size_t i = 0; i < c->citer_count && i < citers; i++) {
        size_t from = box_of(g, c->citers[i].id);
        if (from == l->count)
            *graph_add(g, 1) = held_box(&c->citers[i]);
        if (from == to || from >= GRAPH_BOXES_MAX ||
            l->edge_count == GRAPH_BOXES_MAX)
            continue;
        g->edges[l->edge_count++] = (struct cvd_graph_edge){
            (uint32_t)from, to, c->citers[i].how
        };
    }
}

void graph_take_number(struct graph_picture *g,
                       const struct cvd_cited_list *l, unsigned boxes)
{
    size_t count = l->count < NUMBERED_MAX ? l->count : NUMBERED_MAX;
    size_t citers = count && boxes > count ? (boxes - count) / count : 0;
    uint64_t rest = 0;

    g->centre = T_GRAPH_NUMBER;
    g->number = l->number;
    g->layout.edges = g->edges;
    for (size_t i = 0; i < count; i++)
        *graph_add(g, 0) = numbered_box(&l->list[i]);
    for (size_t i = 0; i < count; i++) {
        const struct cvd_cited *c = &l->list[i];
        size_t drawn = c->citer_count < citers ? c->citer_count : citers;
        take_numbered(g, c, (uint32_t)i, citers);
        rest += c->count - drawn;
    }
    if (g->number.len && g->layout.edge_count < GRAPH_BOXES_MAX)
        add_rest(g, rest, true, CVD_R_EXACT);
    graph_place_all(&g->layout);
}

void graph_of_reference(struct pen *w, const struct cvd_cited_list *l)
{
    struct graph_picture g = { 0 };
    const struct graph_way to = { "references", l->number,
                                  page_graph_usual };

    graph_take_number(&g, l, NUMBER_BOXES);
    if (!g.layout.edge_count)
        return;
    begin_section(w);
    graph_figure(w, &g);
    end_section(w, &to);
}
