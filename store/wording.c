/* wording.c - the words of a document as numbers: see shingles.h. */
#include "store/shingles.h"
#include "base/array.h"
#include "store/opened.h"
#include "store/stream.h"

#include <stdlib.h>

/* The number of the word of a code; 0 where the file is damaged. */
static uint32_t hash_of(struct cvd_part *p, uint32_t code)
{
    struct cvd_str folded, exact;
    uint32_t at = code - 1;

    if (at >= p->words)
        return 0;
    if (!p->word_hashes[at] &&
        cvd_part_word(p, p->word_of[at], &folded, &exact))
        p->word_hashes[at] = cvd_word_hash(folded);
    return p->word_hashes[at];
}

enum cvd_status cvd_part_wording(struct cvd_part *p, uint32_t did,
                                 struct cvd_wording *out)
{
    const uint16_t *units = NULL;
    size_t n = cvd_part_units(p, did, &units);

    out->count = 0;
    if (!p->word_hashes)
        p->word_hashes = calloc(p->words + 1u, sizeof *p->word_hashes);
    if (!p->word_hashes ||
        cvd_array_reserve(&out->words, &out->cap, n, sizeof *out->words))
        return CVD_ENOMEM;
    for (size_t at = 0; at < n;) {
        uint32_t code = cvd_stream_next(units, n, &at);
        if (code)
            out->words[out->count++] = hash_of(p, code);
        else
            out->count = 0; /* it was a title that is not of the text */
    }
    return CVD_OK;
}

enum cvd_status cvd_store_wording(struct cvd_store *s, uint32_t docno,
                                  struct cvd_wording *out,
                                  struct cvd_err *err)
{
    uint32_t did;
    struct cvd_part *p = cvd_part_of(s, docno, &did);

    out->count = 0;
    if (!p)
        return cvd_fail(err, CVD_ENOTFOUND, "no document number %u",
                        (unsigned)docno);
    return cvd_part_wording(p, did, out) == CVD_OK
               ? CVD_OK
               : cvd_fail(err, CVD_ENOMEM, "out of memory");
}

void cvd_wording_release(struct cvd_wording *r)
{
    free(r->words);
    *r = (struct cvd_wording){ 0 };
}
