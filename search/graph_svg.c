/* graph_svg.c - a graph as a picture that needs nothing besides: SVG 1.1, no
 * script, no font, no link. */
#include "base/utf8.h"
#include "base/xml.h"
#include "search/graph_picture.h"
#include "search/said.h"

/* Units of the picture; text is 12 of them high. */
enum {
    BOX_WIDTH = 158, BOX_HEIGHT = 40,
    BOX_GROWS = 7, BOX_GROWS_MAX = 6, /* by each doubling of who cites it */
    GAP_WIDTH = 18, GAP_HEIGHT = 62,
    LEFT = 104,              /* names of the levels */
    MARGIN = 20,
    TOP = 76,                /* title, and what was left out */
    LEGEND = 96,
    LABEL_MAX = 20,          /* characters that fit in a box */
    HEADING_MAX = 110,
    WIDTH_LEAST = 940        /* the legend's */
};

struct drawing {
    const struct cvd_graph *g;
    const struct cvd_graph_request *r;
    const struct cvd_picture *p;
    struct cvd_buf *out;
    enum cvd_status status;  /* what fails first is kept */
    int width, height;       /* of all */
    int *tops, *heights;     /* of each layer */
};

static void put(struct drawing *w, const char *s)
{
    if (w->status == CVD_OK)
        w->status = cvd_buf_add_text(w->out, s);
}

/* printf() of what holds no text from outside. */
#define PUT_F(w, ...)                                                    \
    do {                                                                 \
        if ((w)->status == CVD_OK)                                       \
            (w)->status = cvd_buf_printf((w)->out, __VA_ARGS__);         \
    } while (0)

static void put_text(struct drawing *w, struct cvd_str s)
{
    if (w->status == CVD_OK)
        w->status = cvd_xml_escape(s, w->out);
}

/* As much of it as has room. */
static void put_short(struct drawing *w, struct cvd_str s, size_t max)
{
    struct cvd_str first = cvd_utf8_first(s, max);

    if (first.len < s.len)
        first = cvd_utf8_first(s, max - 1);
    put_text(w, first);
    put(w, first.len < s.len ? "…" : "");
}

/* 2021-10-25 as 25/10/2021, 2021-10 as 10/2021. */
static void put_date(struct drawing *w, struct cvd_str iso)
{
    enum { YEAR = 4, MONTH = 7, DAY = 10 };

    if (iso.len >= DAY)
        PUT_F(w, "%.2s/", iso.ptr + MONTH + 1);
    if (iso.len >= MONTH)
        PUT_F(w, "%.2s/", iso.ptr + YEAR + 1);
    put_text(w, cvd_utf8_first(iso, YEAR));
}

/* ---- measures ---------------------------------------------------------- */

static const struct cvd_graph_node *node_at(const struct drawing *w,
                                            size_t place)
{
    return &w->g->nodes[w->p->nodes[place]];
}

static int box_height(const struct cvd_graph_node *n)
{
    int grown = 0;

    for (uint32_t in = n->in_degree; in && grown < BOX_GROWS_MAX; in /= 2)
        grown++;
    return BOX_HEIGHT + BOX_GROWS * grown;
}

static int middle_x(const struct drawing *w, size_t place)
{
    int unit = (BOX_WIDTH + GAP_WIDTH) / 2;

    return LEFT + MARGIN + unit * (int)cvd_layout_middle(&w->p->layout,
                                                         place);
}

static int top_of(const struct drawing *w, size_t place)
{
    unsigned layer = w->p->layout.places[place].layer;

    return w->tops[layer] +
           (w->heights[layer] - box_height(node_at(w, place))) / 2;
}

static void measure(struct drawing *w)
{
    const struct cvd_layout *l = &w->p->layout;
    int y = TOP;

    for (size_t i = 0; i < l->count; i++) {
        int *height = &w->heights[l->places[i].layer];
        int own = box_height(node_at(w, i));
        *height = own > *height ? own : *height;
    }
    for (unsigned i = 0; i < l->layers; i++) {
        w->tops[i] = y;
        y += w->heights[i] + GAP_HEIGHT;
    }
    w->height = y + LEGEND;
    w->width = LEFT + 2 * MARGIN + (BOX_WIDTH + GAP_WIDTH) * (int)l->rows;
    if (w->width < WIDTH_LEAST)
        w->width = WIDTH_LEAST;
}

/* ---- head and foot ----------------------------------------------------- */

static const char STYLE[] =
    "<style>text{font-family:sans-serif;font-size:12px;fill:#1a1a1a}"
    ".h{font-size:18px;font-weight:bold}.n{font-weight:bold}"
    ".s{fill:#555}.m{text-anchor:middle}"
    ".box{fill:#fff;stroke:#24527a;stroke-width:1.2}"
    ".asked{fill:#fff4cc;stroke-width:2.6}"
    ".absent{fill:#f4f4f4;stroke:#8a3b12;stroke-dasharray:6 4}"
    ".edge{fill:none;stroke:#5b6b7a;stroke-width:1.1;stroke-opacity:.65}"
    ".likely{stroke-dasharray:2 3}.band{stroke:#d5d5d5}</style>\n"
    "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" "
    "markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" "
    "orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#5b6b7a\"/></marker>"
    "</defs>\n";

/* What was asked of what, for programs. */
static void put_metadata(struct drawing *w)
{
    struct cvd_buf json = { 0 };

    if (w->status == CVD_OK)
        w->status = cvd_graph_about(w->g, w->r, CVD_GRAPH_PICTURE, &json);
    put(w, "<metadata>");
    put_text(w, cvd_buf_str(&json));
    put(w, "</metadata>\n");
    cvd_buf_release(&json);
}

/* As much of it as `max` characters. */
static void put_heading(struct drawing *w, size_t max)
{
    struct cvd_buf asked = { 0 };

    put(w, "Đồ thị trích dẫn");
    if (w->status == CVD_OK)
        w->status = cvd_buf_add(&asked, cvd_buf_str(&w->g->query));
    if (w->status == CVD_OK)
        w->status = cvd_say_limits(&w->r->find, &asked);
    if (asked.len) {
        put(w, w->g->query.len ? ": " : " – ");
        put_short(w, cvd_buf_str(&asked), max);
    }
    cvd_buf_release(&asked);
}

static void put_counts(struct drawing *w)
{
    const struct cvd_graph *g = w->g;
    size_t drawn = w->p->layout.count;

    PUT_F(w, "%zu văn bản, %zu trích dẫn", g->node_count, g->edge_count);
    if (drawn < g->node_count)
        PUT_F(w, ". Chỉ vẽ %zu văn bản được dẫn nhiều nhất và gắn với chúng, "
                 "bỏ bớt %zu văn bản và %zu trích dẫn",
              drawn, g->node_count - drawn,
              g->edge_count - w->p->layout.edge_count);
    put(w, g->cut ? ". Kho còn văn bản liên quan khác." : ".");
}

static void put_edition(struct drawing *w)
{
    const struct cvd_edition *e = &w->g->edition;

    PUT_F(w, "Nguồn: chỉ mục thế hệ %u, %llu văn bản", e->generation,
          (unsigned long long)e->documents);
    if (e->analyzer)
        PUT_F(w, ", bộ phân tích %u", e->analyzer);
}

static void put_head(struct drawing *w)
{
    PUT_F(w,
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
          "height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" "
          "aria-labelledby=\"name says\">\n<title id=\"name\">",
          w->width, w->height, w->width, w->height);
    put_heading(w, SIZE_MAX);
    put(w, "</title>\n<desc id=\"says\">");
    put_counts(w);
    put(w, "</desc>\n");
    put_metadata(w);
    put(w, STYLE);
    PUT_F(w, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", w->width,
          w->height);
    PUT_F(w, "<text class=\"h\" x=\"%d\" y=\"28\">", MARGIN);
    put_heading(w, HEADING_MAX);
    PUT_F(w, "</text>\n<text x=\"%d\" y=\"48\">", MARGIN);
    put_counts(w);
    put(w, "</text>\n");
}

/* A box and what it means. */
static void put_key(struct drawing *w, int *x, int y, const char *class,
                    const char *says, int room)
{
    PUT_F(w, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"30\" height=\"16\" "
             "rx=\"3\"/><text x=\"%d\" y=\"%d\">%s</text>\n",
          class, *x, y - 12, *x + 38, y, says);
    *x += room;
}

static void put_legend(struct drawing *w)
{
    int x = MARGIN, y = w->height - LEGEND + 30;

    put_key(w, &x, y, "box asked", "văn bản được hỏi", 180);
    put_key(w, &x, y, "box", "có trong kho", 150);
    put_key(w, &x, y, "box absent",
            "được dẫn nhưng không có trong kho", 290);
    PUT_F(w,
          "<text x=\"%d\" y=\"%d\">ô càng cao: càng nhiều văn bản trong đồ "
          "thị dẫn</text>\n",
          x, y);
    x = MARGIN;
    y += 24;
    PUT_F(w,
          "<path class=\"edge\" marker-end=\"url(#arrow)\" d=\"M%d %dh30\"/>"
          "<text x=\"%d\" y=\"%d\">dẫn đến</text>\n",
          x, y - 4, x + 38, y);
    x += 180;
    PUT_F(w,
          "<path class=\"edge likely\" marker-end=\"url(#arrow)\" "
          "d=\"M%d %dh30\"/><text x=\"%d\" y=\"%d\">nhiều khả năng dẫn "
          "đến</text>\n",
          x, y - 4, x + 38, y);
    PUT_F(w, "<text class=\"s\" x=\"%d\" y=\"%d\">", MARGIN, y + 24);
    put_edition(w);
    put(w, "</text>\n");
}

/* ---- levels ------------------------------------------------------------ */

static void put_bands(struct drawing *w)
{
    const struct cvd_picture *p = w->p;

    for (unsigned i = 0; i < p->layout.layers; i++) {
        if (i && p->bands[i] == p->bands[i - 1])
            continue;
        if (i)
            PUT_F(w, "<path class=\"band\" d=\"M%d %dH%d\"/>\n", MARGIN,
                  w->tops[i] - GAP_HEIGHT / 2, w->width - MARGIN);
        PUT_F(w, "<text class=\"s\" x=\"%d\" y=\"%d\">%s</text>\n", MARGIN,
              w->tops[i] + BOX_HEIGHT / 2, cvd_level_label(p->bands[i]));
    }
}

/* ---- lines ------------------------------------------------------------- */

/* Up from what cites to what is cited; down where that stands below; within a
 * row over the boxes between. */
static void put_edge(struct drawing *w, const struct cvd_graph_edge *e)
{
    const struct cvd_layout_place *from = &w->p->layout.places[e->from];
    const struct cvd_layout_place *to = &w->p->layout.places[e->to];
    int x0 = middle_x(w, e->from), x1 = middle_x(w, e->to);
    int y0 = top_of(w, e->from), y1 = top_of(w, e->to), bend = GAP_HEIGHT;
    int sign0 = -1, sign1 = 1;

    if (from->layer == to->layer) {
        sign1 = -1;
    } else if (from->layer < to->layer) {
        y0 += box_height(node_at(w, e->from));
        sign0 = 1;
        sign1 = -1;
    } else {
        y1 += box_height(node_at(w, e->to));
    }
    if (from->layer == to->layer)
        bend = GAP_HEIGHT * 2 / 3;
    PUT_F(w,
          "<path class=\"edge%s\" marker-end=\"url(#arrow)\" "
          "d=\"M%d %dC%d %d %d %d %d %d\"/>\n",
          e->how == CVD_R_LIKELY ? " likely" : "", x0, y0, x0,
          y0 + sign0 * bend, x1, y1 + sign1 * bend, x1, y1);
}

/* ---- boxes ------------------------------------------------------------- */

static void put_part(struct drawing *w, struct cvd_str s)
{
    if (!s.len)
        return;
    put_text(w, s);
    put(w, "\n");
}

/* What is shown to who points at it. */
static void put_tooltip(struct drawing *w, const struct cvd_graph_node *n)
{
    put(w, "<title>");
    put_part(w, n->number);
    put_part(w, n->title);
    put_part(w, n->issuer);
    put_part(w, n->date);
    put_part(w, n->id);
    if (!n->held) {
        put(w, cvd_resolution_label(CVD_R_ABSENT));
        put(w, "\n");
    }
    PUT_F(w, "%u văn bản trong đồ thị dẫn, %llu trong kho</title>",
          n->in_degree, (unsigned long long)n->cited_by);
}

static struct cvd_str label_of(const struct cvd_graph_node *n)
{
    return n->number.len  ? n->number
           : n->title.len ? n->title
                          : n->key;
}

static void put_box(struct drawing *w, size_t place)
{
    const struct cvd_graph_node *n = node_at(w, place);
    int x = middle_x(w, place), y = top_of(w, place);
    int height = box_height(n), text = y + height / 2;

    put(w, "<g>");
    put_tooltip(w, n);
    PUT_F(w,
          "<rect class=\"box%s%s\" x=\"%d\" y=\"%d\" width=\"%d\" "
          "height=\"%d\" rx=\"4\"/><text class=\"n m\" x=\"%d\" y=\"%d\">",
          n->steps ? "" : " asked", n->held ? "" : " absent",
          x - BOX_WIDTH / 2, y, BOX_WIDTH, height, x,
          n->date.len ? text - 3 : text + 4);
    put_short(w, label_of(n), LABEL_MAX);
    put(w, "</text>");
    if (n->date.len) {
        PUT_F(w, "<text class=\"m\" x=\"%d\" y=\"%d\">", x, text + 12);
        put_date(w, n->date);
        put(w, "</text>");
    }
    put(w, "</g>\n");
}

enum cvd_status cvd_graph_svg(const struct cvd_graph *g,
                              const struct cvd_graph_request *r,
                              struct cvd_buf *out)
{
    int tops[CVD_GRAPH_DRAWN_MAX] = { 0 };
    int heights[CVD_GRAPH_DRAWN_MAX] = { 0 };
    struct cvd_picture p = { 0 };
    struct drawing w = { .g = g, .r = r, .p = &p, .out = out,
                         .tops = tops, .heights = heights };

    w.status = cvd_picture_make(g, &p);
    if (w.status != CVD_OK)
        goto done;
    measure(&w);
    put_head(&w);
    put_bands(&w);
    for (size_t i = 0; i < p.layout.edge_count; i++)
        put_edge(&w, &p.edges[i]);
    for (size_t i = 0; i < p.layout.count; i++)
        put_box(&w, i);
    put_legend(&w);
    put(&w, "</svg>\n");
done:
    cvd_picture_release(&p);
    return w.status;
}
