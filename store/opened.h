/* opened.h - what an open index holds.  Internal to store/. */
#ifndef CVD_STORE_OPENED_H
#define CVD_STORE_OPENED_H

#include "store/parts.h"
#include "store/xapian.h"

/* Documents by term of a field: names.h. */
struct cvd_names {
    struct cvd_names_entry {
        struct cvd_buf key;      /* part, field, term */
        uint32_t documents;
        uint32_t *dids;          /* or */
        uint64_t *bits;
    } *entries;
    size_t count, cap;
    uint32_t *table;             /* by a hash of the key: number + 1, 0 free */
    size_t table_size;           /* a power of two, at most half of it taken */
    size_t bytes;                /* of all lists */
};

/* The order of the dates of all parts: date_places.c. */
struct cvd_date_places {
    uint32_t **place;        /* by part and ordinal: 0 of no date, else from
                                1, the later the greater; NULL: not made */
    uint32_t places;         /* all are below */
};

struct cvd_store {
    struct cvd_parts parts;
    struct cvd_terms *terms;
    struct cvd_names names;
    struct cvd_date_places dates;
    struct cvd_clock clock;
    struct cvd_clock *at;    /* the clock, for whom all else is const */
};

/* Made when they are first asked for, which takes milliseconds in a large
 * archive; NULL when out of memory. */
const struct cvd_date_places *cvd_date_places_of(struct cvd_store *s);
void cvd_date_places_release(struct cvd_date_places *d, size_t parts);

/* The part of document `docno`, and its number there; NULL: it is removed, or
 * there is none. */
struct cvd_part *cvd_part_of(const struct cvd_store *s, uint32_t docno,
                             uint32_t *did);

#endif
