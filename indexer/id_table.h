/* id_table.h - the ids a run has met, as 64-bit hashes.
 *
 * Two ids of one hash (one chance in three million among ten million) are
 * taken for one: callers must only lose a nicety by it. */
#ifndef CVD_INDEXER_ID_TABLE_H
#define CVD_INDEXER_ID_TABLE_H

#include "base/str.h"

/* Zero-initialise; release with cvd_id_table_release(). */
struct cvd_id_table {
    struct cvd_id_row {
        uint64_t id;     /* hash, never 0 in a used row */
        uint64_t value;
    } *rows;
    size_t size;         /* a power of two */
    size_t count;
};

/* The hash of `id` as the table takes it; never 0. */
uint64_t cvd_id_hash(struct cvd_str id);

/* The value kept for `id`, NULL if it has not been met.  Good until the
 * next cvd_id_table_put(). */
uint64_t *cvd_id_table_find(const struct cvd_id_table *t, uint64_t id);

/* Keep `value` for `id`, in place of what was there.  CVD_ENOMEM. */
enum cvd_status cvd_id_table_put(struct cvd_id_table *t, uint64_t id,
                                 uint64_t value);

void cvd_id_table_release(struct cvd_id_table *t);

#endif
