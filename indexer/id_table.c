/* id_table.c - see id_table.h. */
#include "indexer/id_table.h"

#include <stdlib.h>

enum { FIRST_SIZE = 1024 };

uint64_t cvd_id_hash(struct cvd_str id)
{
    uint64_t h = cvd_hash64(id);

    return h ? h : 1;
}

/* The row of `id`, or the free one where it belongs.  FNV's low bits are
 * its weakest: mix the high ones in. */
static struct cvd_id_row *place(const struct cvd_id_table *t, uint64_t id)
{
    size_t i = (size_t)(id ^ id >> 32) & (t->size - 1);

    while (t->rows[i].id && t->rows[i].id != id)
        i = (i + 1) & (t->size - 1);
    return &t->rows[i];
}

uint64_t *cvd_id_table_find(const struct cvd_id_table *t, uint64_t id)
{
    if (!t->size)
        return NULL;
    struct cvd_id_row *row = place(t, id);
    return row->id ? &row->value : NULL;
}

static enum cvd_status grow(struct cvd_id_table *t)
{
    struct cvd_id_table next = { .count = t->count };

    next.size = t->size ? t->size * 2 : FIRST_SIZE;
    next.rows = calloc(next.size, sizeof *next.rows);
    if (!next.rows)
        return CVD_ENOMEM;
    for (size_t i = 0; i < t->size; i++)
        if (t->rows[i].id)
            *place(&next, t->rows[i].id) = t->rows[i];
    free(t->rows);
    *t = next;
    return CVD_OK;
}

enum cvd_status cvd_id_table_put(struct cvd_id_table *t, uint64_t id,
                                 uint64_t value)
{
    if (t->count * 4 >= t->size * 3 && grow(t) != CVD_OK)
        return CVD_ENOMEM;
    struct cvd_id_row *row = place(t, id);
    t->count += row->id == 0;
    *row = (struct cvd_id_row){ id, value };
    return CVD_OK;
}

void cvd_id_table_release(struct cvd_id_table *t)
{
    free(t->rows);
    *t = (struct cvd_id_table){ 0 };
}
