/* docset.c - all that a query finds, a bit a document: see store.h. */
#include "store/frequencies.h"
#include "store/opened.h"

#include <stdlib.h>

uint32_t cvd_docset_next(const struct cvd_docset *d, uint32_t *at)
{
    uint32_t i = *at, end = d->parts ? d->begin[d->parts] : 0;

    while (i < end && !(d->bits[i / 8] >> (i % 8) & 1))
        /* Eight that are not in it at once. */
        i = d->bits[i / 8] ? i + 1 : (i / 8 + 1) * 8;
    if (i >= end) {
        *at = end;
        return 0;
    }
    *at = i + 1;
    return i + 1;
}

void cvd_docset_less(struct cvd_docset *d, const struct cvd_docset *other)
{
    uint32_t end = d->parts ? d->begin[d->parts] : 0;

    d->count = 0;
    for (uint32_t i = 0; i < end; i += 8) {
        d->bits[i / 8] &= (unsigned char)~other->bits[i / 8];
        d->count += (unsigned)__builtin_popcount(d->bits[i / 8]);
    }
}

void cvd_store_rest(struct cvd_store *s)
{
    for (size_t i = 0; i < s->parts.count; i++)
        for (int f = 0; f < CVD_PART_FILES; f++)
            cvd_map_rest(&s->parts.parts[i].maps[f]);
}

void cvd_docset_release(struct cvd_docset *d)
{
    free(d->bits);
    free(d->begin);
    *d = (struct cvd_docset){ 0 };
}
