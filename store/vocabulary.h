/* vocabulary.h - strings numbered in order of first use, from 0.  Internal to
 * store/. */
#ifndef CVD_STORE_VOCABULARY_H
#define CVD_STORE_VOCABULARY_H

#include "base/str.h"

/* A hash table with open addressing.  Zero-initialise; release with
 * cvd_vocabulary_release(). */
struct cvd_vocabulary {
    struct cvd_buf bytes;
    struct cvd_vocabulary_word {
        uint32_t off, hash;
        uint32_t len;
        /* Its user's, 0 at first. */
        uint32_t other;     /* of an exact word: number of the folded form */
        uint32_t documents; /* that bear it */
        uint32_t count;     /* in the document being added */
    } *words;
    size_t count, cap;
    uint32_t *table;        /* word number + 1, 0 free */
    size_t table_size;      /* a power of two */
};

static inline struct cvd_str
cvd_vocabulary_word(const struct cvd_vocabulary *v, uint32_t n)
{
    struct cvd_str s = { v->bytes.ptr + v->words[n].off, v->words[n].len };
    return s;
}

/* The number of `s`, given it if new (*fresh then).
 *   CVD_ENOMEM  also: the strings come to 4 GB */
enum cvd_status cvd_vocabulary_number(struct cvd_vocabulary *v,
                                      struct cvd_str s, uint32_t *number,
                                      bool *fresh);

/* The number of `s`; false if it has none. */
bool cvd_vocabulary_find(const struct cvd_vocabulary *v, struct cvd_str s,
                         uint32_t *number);
void cvd_vocabulary_release(struct cvd_vocabulary *v);

#endif
