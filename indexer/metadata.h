/* metadata.h - what a source says of a document beside its text.
 *
 * A field that is given stands in place of what the text would tell. */
#ifndef CVD_INDEXER_METADATA_H
#define CVD_INDEXER_METADATA_H

#include "store/store.h"

/* Zero-initialise; release with cvd_metadata_release(). */
struct cvd_metadata {
    bool given[CVD_F_COUNT];   /* also where no value was */
    struct cvd_metadata_row {
        enum cvd_field field;
        size_t off, len;       /* in bytes */
    } *rows;
    size_t count, cap;
    struct cvd_buf bytes;
};

/* Forget the values, keep the room. */
void cvd_metadata_clear(struct cvd_metadata *m);
void cvd_metadata_release(struct cvd_metadata *m);

/* Value i, good until the next one is added. */
static inline struct cvd_value
cvd_metadata_value(const struct cvd_metadata *m, size_t i)
{
    const struct cvd_metadata_row *row = &m->rows[i];
    struct cvd_value v = { row->field, { m->bytes.ptr + row->off,
                                         row->len } };
    return v;
}

/* The field that a source may give under `key`, or CVD_F_COUNT. */
enum cvd_field cvd_metadata_field(struct cvd_str key);

/* Add value `raw` of `field` as it is kept: NFC, white space collapsed; a
 * type becomes its code.  An empty one is not kept.  Marks the field given.
 *   CVD_EINPUT  not UTF-8, a control character, not a date, or a second
 *               value where there is one only
 *   CVD_ELIMIT  too long, or too many
 *   CVD_ENOMEM */
enum cvd_status cvd_metadata_add(struct cvd_metadata *m,
                                 enum cvd_field field, struct cvd_str raw,
                                 struct cvd_err *err);

/* Add a value that cvd_metadata_add() once made.  CVD_ENOMEM. */
enum cvd_status cvd_metadata_keep(struct cvd_metadata *m,
                                  enum cvd_field field,
                                  struct cvd_str value);

#endif
