/* plan_nodes.c - the pieces a plan is built of, and their memory. */
#include "base/array.h"
#include "search/planner.h"

#include <stdlib.h>

void *cvd_plan_room(struct cvd_planner *p, size_t count, size_t size)
{
    struct cvd_block *b =
        size && count > (SIZE_MAX - sizeof *b) / size
            ? NULL
            : calloc(1, sizeof *b + count * size + sizeof(max_align_t));

    if (!b) {
        p->status = CVD_ENOMEM;
        return NULL;
    }
    b->next = p->plan->blocks;
    p->plan->blocks = b;
    size_t skip = (sizeof *b + sizeof(max_align_t) - 1) /
                  sizeof(max_align_t) * sizeof(max_align_t);
    return (char *)b + skip;
}

struct cvd_str cvd_plan_keep(struct cvd_planner *p, struct cvd_str s)
{
    char *copy = cvd_plan_room(p, s.len + 1, 1);

    if (!copy)
        return (struct cvd_str){ NULL, 0 };
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    return (struct cvd_str){ copy, s.len };
}

/* ---- nodes ----------------------------------------------------------- */

/* Building goes on with a node that matches nothing when memory fails; the
 * status says so in the end. */
struct cvd_node *cvd_plan_node(struct cvd_planner *p,
                               enum cvd_node_kind kind)
{
    static _Thread_local struct cvd_node none;
    struct cvd_node *n = cvd_plan_room(p, 1, sizeof *n);

    if (!n) {
        none = (struct cvd_node){ .kind = CVD_N_NONE };
        return &none;
    }
    n->kind = kind;
    n->weight = 1;
    return n;
}

struct cvd_node *cvd_plan_join(struct cvd_planner *p,
                               enum cvd_node_kind kind,
                               struct cvd_node *const *kids, size_t count)
{
    if (count == 1 && (kind == CVD_N_AND || kind == CVD_N_OR))
        return kids[0];
    struct cvd_node *n = cvd_plan_node(p, kind);
    struct cvd_node **copy = cvd_plan_room(p, count, sizeof *copy);
    if (!copy)
        return n;
    memcpy(copy, kids, count * sizeof *copy);
    n->kids = copy;
    n->kid_count = count;
    return n;
}

struct cvd_node *cvd_plan_two(struct cvd_planner *p,
                              enum cvd_node_kind kind, struct cvd_node *a,
                              struct cvd_node *b)
{
    struct cvd_node *kids[] = { a, b };

    return cvd_plan_join(p, kind, kids, 2);
}

struct cvd_node *cvd_plan_fixed(struct cvd_planner *p,
                                struct cvd_node *kid, double weight)
{
    struct cvd_node *n = cvd_plan_join(p, CVD_N_FIXED, &kid, 1);

    n->weight = weight;
    return n;
}

struct cvd_node *cvd_plan_field(struct cvd_planner *p,
                                enum cvd_field field, struct cvd_str term)
{
    struct cvd_node *n = cvd_plan_node(p, CVD_N_FIELD);

    n->field = field;
    n->term = cvd_plan_keep(p, term);
    return n;
}

struct cvd_node *cvd_plan_words(struct cvd_planner *p,
                                const struct cvd_slot *slots, size_t count)
{
    struct cvd_node *n =
        cvd_plan_node(p, count == 1 ? CVD_N_WORD : CVD_N_PHRASE);

    if (count == 1 && slots[0].count == 0)
        n->kind = CVD_N_NONE;
    n->slots = slots;
    n->slot_count = count;
    return n;
}

/* ---- items to show ----------------------------------------------------- */

void cvd_plan_show(struct cvd_planner *p, const struct cvd_slot *slots,
                   size_t count)
{
    struct cvd_plan *plan = p->plan;

    if (cvd_array_reserve(&plan->runs, &plan->run_cap, plan->run_count + 1,
                          sizeof *plan->runs) != CVD_OK) {
        p->status = CVD_ENOMEM;
        return;
    }
    plan->runs[plan->run_count++] = (struct cvd_run){ slots, count, NULL };
}
