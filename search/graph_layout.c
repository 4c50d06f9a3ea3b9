/* graph_layout.c - see graph_layout.h. */
#include "search/graph_layout.h"

#include <stdlib.h>

enum { SWEEPS = 4 };       /* over all layers: more changes next to nothing */

void cvd_layout_rows(struct cvd_layout *l)
{
    memset(l->sizes, 0, l->layers * sizeof *l->sizes);
    l->rows = 0;
    for (size_t i = 0; i < l->count; i++) {
        unsigned *size = &l->sizes[l->places[i].layer];
        l->places[i].row = (*size)++;
        l->rows = *size > l->rows ? *size : l->rows;
    }
}

unsigned cvd_layout_middle(const struct cvd_layout *l, size_t place)
{
    unsigned size = l->sizes[l->places[place].layer];

    return l->rows - size + 1 + 2 * l->places[place].row;
}

struct ranked {
    size_t place;
    double pull;             /* where its neighbours stand, in the mean */
};

struct untangling {
    struct cvd_layout *l;
    struct ranked *list;     /* one layer */
    double *pull;
    unsigned *lines;
};

static int by_pull(const void *pa, const void *pb)
{
    const struct ranked *a = pa, *b = pb;

    if (a->pull != b->pull)
        return a->pull < b->pull ? -1 : 1;
    return a->place < b->place ? -1 : 1;
}

/* Where each place is drawn to by those in other layers that it has a line
 * to (the barycentre heuristic of Sugiyama, Tagawa and Toda, 1981). */
static void find_pulls(struct untangling *u)
{
    const struct cvd_layout *l = u->l;

    memset(u->pull, 0, l->count * sizeof *u->pull);
    memset(u->lines, 0, l->count * sizeof *u->lines);
    for (size_t i = 0; i < l->edge_count; i++) {
        uint32_t from = l->edges[i].from, to = l->edges[i].to;
        if (l->places[from].layer == l->places[to].layer)
            continue;
        u->pull[from] += cvd_layout_middle(l, to);
        u->pull[to] += cvd_layout_middle(l, from);
        u->lines[from]++;
        u->lines[to]++;
    }
    for (size_t i = 0; i < l->count; i++)
        u->pull[i] = u->lines[i] ? u->pull[i] / u->lines[i]
                                 : cvd_layout_middle(l, i);
}

static void centre_in(const struct untangling *u, size_t count)
{
    struct ranked *list = u->list;
    size_t at = 0, half = count / 2;

    while (at < count && !u->l->places[list[at].place].centred)
        at++;
    if (at == count)
        return;
    struct ranked centre = list[at];
    memmove(list + at, list + at + 1, (count - at - 1) * sizeof *list);
    memmove(list + half + 1, list + half, (count - half - 1) * sizeof *list);
    list[half] = centre;
}

static void order_layer(struct untangling *u, unsigned layer)
{
    struct cvd_layout *l = u->l;
    size_t count = 0;

    find_pulls(u);
    for (size_t i = 0; i < l->count; i++)
        if (l->places[i].layer == layer)
            u->list[count++] = (struct ranked){ i, u->pull[i] };
    qsort(u->list, count, sizeof *u->list, by_pull);
    centre_in(u, count);
    for (size_t i = 0; i < count; i++)
        l->places[u->list[i].place].row = (unsigned)i;
}

enum cvd_status cvd_layout_untangle(struct cvd_layout *l)
{
    struct untangling u = { l, calloc(l->count + 1, sizeof *u.list),
                            calloc(l->count + 1, sizeof *u.pull),
                            calloc(l->count + 1, sizeof *u.lines) };
    enum cvd_status st = u.list && u.pull && u.lines ? CVD_OK : CVD_ENOMEM;

    for (unsigned sweep = 0; sweep < SWEEPS && st == CVD_OK; sweep++)
        for (unsigned i = 0; i < l->layers; i++)
            order_layer(&u, sweep % 2 ? l->layers - 1 - i : i);
    free(u.list);
    free(u.pull);
    free(u.lines);
    return st;
}
