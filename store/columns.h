/* columns.h - what fields hold, a number a document.  Internal to store/.
 *
 * A field that answers count or sort by is a column of each part: its
 * distinct values, sorted by bytes, and for each document the ordinal of its
 * value, 0 for none, else its rank + 1.  So within a part ordinals compare as
 * values do, dates in particular.  Of several values of a document all are
 * kept, in the order given, each once; of dates, which sort documents, only
 * the first.
 *
 * Documents come as bits: document did is bit (did - 1) % 64 of word
 * (did - 1) / 64; bits beyond the last document are 0.  A column points into
 * a mapped file whose sizes and offsets cvd_columns_open() has looked at; an
 * ordinal the dictionary does not have counts as none.  Columns are not tied
 * to a thread.  Zero-initialised, a column has no values. */
#ifndef CVD_STORE_COLUMNS_H
#define CVD_STORE_COLUMNS_H

#include "base/clock.h"
#include "store/fields.h"
#include "store/store.h"
#include "store/vocabulary.h"

#ifdef __cplusplus
extern "C" {
#endif

struct cvd_part;

struct cvd_column {
    uint32_t documents;
    uint32_t values;           /* distinct: ordinals 1 to this */
    unsigned width;            /* bytes of an ordinal; 0: there are none */
    const void *ordinals;      /* of first values, by document */
    /* Further values, which few documents have: their documents' bits and
     * ordinals, and by word of documents where its begin.  NULL: none. */
    const uint32_t *more_starts;
    const uint8_t *more_bits;
    const void *more_ordinals;
    const uint64_t *value_off; /* values + 1, into `bytes` */
    const char *bytes;
};

/* The ordinal of the first value of document `did`; 0: it has none, or is
 * not there. */
static inline uint32_t cvd_column_ordinal(const struct cvd_column *c,
                                          uint32_t did)
{
    uint32_t i = did - 1, o = 0;

    if (i >= c->documents)
        return 0;
    if (c->width == 1)
        o = ((const uint8_t *)c->ordinals)[i];
    else if (c->width == 2)
        o = ((const uint16_t *)c->ordinals)[i];
    else if (c->width == 4)
        o = ((const uint32_t *)c->ordinals)[i];
    return o <= c->values ? o : 0;
}

/* The value of `ordinal`, borrowed from the file; empty of 0 and of one that
 * is not there. */
static inline struct cvd_str cvd_column_value(const struct cvd_column *c,
                                              uint32_t ordinal)
{
    struct cvd_str value = { NULL, 0 };

    if (ordinal - 1 < c->values) {
        value.ptr = c->bytes + c->value_off[ordinal - 1];
        value.len = (size_t)(c->value_off[ordinal] -
                             c->value_off[ordinal - 1]);
    }
    return value;
}

/* Add to counts[ordinal] the documents of `bits` that have that value, to
 * counts[0] those that have none.  `counts` has c->values + 1 elements;
 * `documents` at most c->documents. */
void cvd_column_count(const struct cvd_column *c, const uint64_t *bits,
                      uint32_t documents, uint64_t *counts);

/* The ordinals [*lo, *hi) of the values from `from` to `to`, both included
 * and a less precise bound with all that begins with it: dates "2020" to
 * "2020-06" take "2020", "2020-01-31" and "2020-06-30".  An empty bound is
 * none.  False, and nothing set, if there is no such value. */
bool cvd_column_range(const struct cvd_column *c, struct cvd_str from,
                      struct cvd_str to, uint32_t *lo, uint32_t *hi);

/* Set in `bits` the documents first + 1 (bit 0) to first + count that have a
 * value of ordinals [lo, hi); of lo 0 also those that have none.  Bits set
 * already stay set. */
void cvd_column_between(const struct cvd_column *c, uint32_t lo, uint32_t hi,
                        uint32_t first, uint32_t count, uint64_t *bits);

/* ---- all parts ------------------------------------------------------- */

/* Count the values of `n` fields over documents, by part in bits_by_part
 * (NULL: none of that part), into out->facets: most frequent first, then by
 * value, at most `most_values` of each (0: CVD_FACET_VALUES_MAX; of dates
 * always CVD_FACET_DATES_MAX).  Adds their strings to out->data, which must
 * not be added to any more.  Removed documents are the caller's to leave out.
 *   CVD_ENOMEM: out->facets and out->facet_count are good for
 *   cvd_answer_release() */
enum cvd_status cvd_facets_make(const struct cvd_part *parts, size_t count,
                                const uint64_t *const *bits_by_part,
                                const enum cvd_field *fields, size_t n,
                                size_t most_values, struct cvd_answer *out);

/* cvd_store_dates() of the parts `set` was made for. */
void cvd_parts_dates(const struct cvd_part *parts,
                     const struct cvd_docset *set, cvd_date_fn *fn,
                     void *ctx, struct cvd_clock *clock);

/* cvd_store_tally() and cvd_store_cross() of the parts `set` was made for.
 *   CVD_ENOMEM */
enum cvd_status cvd_parts_tally(const struct cvd_part *parts,
                                const struct cvd_docset *set,
                                enum cvd_field field, cvd_tally_fn *fn,
                                void *ctx, struct cvd_clock *clock);
enum cvd_status cvd_parts_cross(const struct cvd_part *parts,
                                const struct cvd_docset *set,
                                const struct cvd_cross *t,
                                struct cvd_clock *clock);

/* ---- the file -------------------------------------------------------- */

/* The columns of a part of `documents` in its file, `len` bytes at `ptr`,
 * which is aligned to 8.
 *   CVD_EINDEX, the message without the file's name; *columns is then as it
 *   was */
enum cvd_status cvd_columns_open(const unsigned char *ptr, size_t len,
                                 uint32_t documents,
                                 struct cvd_column columns[CVD_F_COUNT],
                                 struct cvd_err *err);

/* Whether every ordinal is one of its dictionary, every dictionary in order
 * and no value in it twice. */
bool cvd_columns_sound(const struct cvd_column columns[CVD_F_COUNT]);

/* ---- writing --------------------------------------------------------- */

/* The distinct values of a field in the order they come, and their numbers
 * and 1 by document. */
struct cvd_column_draft {
    struct cvd_vocabulary values; /* count: the last document that has it,
                                  from 1 */
    uint32_t *first;           /* by document: its first value, 0 none */
    size_t first_cap;
    struct cvd_column_more {
        uint32_t document;     /* from 0 */
        uint32_t number;
    } *more;                   /* further values, by document */
    size_t more_count, more_cap;
};

/* The columns of documents one after another.  Zero-initialise; release with
 * cvd_drafts_release(). */
struct cvd_drafts {
    struct cvd_column_draft fields[CVD_F_COUNT]; /* of those with a slot */
    uint32_t documents;
};

/* Add the next document: the values of its fields, and its year by its date.
 *   CVD_ENOMEM: release it then */
enum cvd_status cvd_drafts_add(struct cvd_drafts *c,
                               const struct cvd_doc *d);
void cvd_drafts_release(struct cvd_drafts *c);

/* Append to *out, empty, the file of all documents of `drafts` one after
 * another; releases them on the way.
 *   CVD_ELIMIT (2^32 values of a field), CVD_ENOMEM */
enum cvd_status cvd_drafts_write(struct cvd_drafts *const *drafts,
                                 size_t count, struct cvd_buf *out);

#ifdef __cplusplus
}
#endif
#endif
