/* best.c - the best documents found so far, a heap: see match.h. */
#include "store/match.h"

/* Whether a is worse than b: equals by document. */
static bool worse(const struct cvd_found *a, const struct cvd_found *b)
{
    return a->score != b->score ? a->score < b->score : a->docno > b->docno;
}

static void sift_down(struct cvd_best *b, size_t at)
{
    for (;;) {
        size_t least = at, kid = 2 * at + 1;
        for (size_t k = kid; k < kid + 2 && k < b->count; k++)
            if (worse(&b->heap[k], &b->heap[least]))
                least = k;
        if (least == at)
            return;
        struct cvd_found t = b->heap[at];
        b->heap[at] = b->heap[least];
        b->heap[least] = t;
        at = least;
    }
}

static void sift_up(struct cvd_best *b, size_t at)
{
    while (at && worse(&b->heap[at], &b->heap[(at - 1) / 2])) {
        struct cvd_found t = b->heap[at];
        b->heap[at] = b->heap[(at - 1) / 2];
        b->heap[(at - 1) / 2] = t;
        at = (at - 1) / 2;
    }
}

bool cvd_best_is_full(const struct cvd_best *b)
{
    return b->count == b->most;
}

double cvd_best_threshold(const struct cvd_best *b)
{
    return cvd_best_is_full(b) ? b->heap[0].score : -1;
}

bool cvd_best_may_come(const struct cvd_best *b, double score,
                       uint32_t docno)
{
    struct cvd_found f = { score, docno };

    return !cvd_best_is_full(b) || worse(&b->heap[0], &f);
}

void cvd_best_push(struct cvd_best *b, double score, uint32_t docno)
{
    struct cvd_found f = { score, docno };

    if (!cvd_best_is_full(b)) {
        b->heap[b->count] = f;
        sift_up(b, b->count++);
    } else if (worse(&b->heap[0], &f)) {
        b->heap[0] = f;
        sift_down(b, 0);
    }
}
