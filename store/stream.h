/* stream.h - the words of documents in order, read.  Internal to store/.
 *
 * format.h says what lies there. */
#ifndef CVD_STORE_STREAM_H
#define CVD_STORE_STREAM_H

#include "store/format.h"
#include "store/part.h"
#include "store/shingles.h"

/* The stream of document `did` and how many units it has; 0 if damaged. */
static inline size_t cvd_part_units(const struct cvd_part *p, uint32_t did,
                                    const uint16_t **units)
{
    uint64_t from = p->docs[did - 1].stream, to = p->docs[did].stream;

    if (to > p->stream_len || from > to || from % sizeof **units)
        return 0;
    *units = (const void *)(p->stream + from);
    return (size_t)(to - from) / sizeof **units;
}

/* The code at *at, and step over it: 0 a gap, else 1 more than the index of
 * its word in p->word_of, if the file is not damaged. */
static inline uint32_t cvd_stream_next(const uint16_t *units, size_t n,
                                       size_t *at)
{
    uint32_t code = units[(*at)++];

    if (code == CVD_STREAM_RARE && n - *at >= 2) {
        code = units[*at] + (uint32_t)units[*at + 1] * CVD_STREAM_RARE;
        *at += 2;
    }
    return code;
}

/* Replace the content of *out by the words of document `did`, removed or
 * not: see cvd_store_wording().
 *   CVD_ENOMEM */
enum cvd_status cvd_part_wording(struct cvd_part *p, uint32_t did,
                                 struct cvd_wording *out);

#endif
