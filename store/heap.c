/* heap.c - which of several sorted chunks comes next: see merge.h. */
#include "store/merge.h"

static void sift_down(struct cvd_heap *h, size_t i)
{
    for (;;) {
        size_t least = 2 * i + 1;
        if (least >= h->count)
            return;
        if (least + 1 < h->count &&
            h->less(h->ctx, h->chunk[least + 1], h->chunk[least]))
            least++;
        if (!h->less(h->ctx, h->chunk[least], h->chunk[i]))
            return;
        size_t t = h->chunk[i];
        h->chunk[i] = h->chunk[least];
        h->chunk[least] = t;
        i = least;
    }
}

void cvd_heap_make(struct cvd_heap *h)
{
    for (size_t i = h->count / 2; i-- > 0;)
        sift_down(h, i);
}

void cvd_heap_advance(struct cvd_heap *h, bool ended)
{
    if (ended)
        h->chunk[0] = h->chunk[--h->count];
    sift_down(h, 0);
}
