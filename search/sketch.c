/* sketch.c - a text in a few numbers: see likeness.h. */
#include "search/likeness.h"

#include <stdlib.h>

static int by_hash(const void *pa, const void *pb)
{
    uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;

    return (a > b) - (a < b);
}

enum cvd_status cvd_chosen_of(const struct cvd_wording *r, uint32_t **hashes,
                              size_t *count)
{
    size_t room = cvd_shingles_most(r->count) + 1, n = 0;
    struct cvd_shingle *chosen = malloc(room * sizeof *chosen);

    *count = 0;
    *hashes = chosen ? malloc(room * sizeof **hashes) : NULL;
    if (!*hashes) {
        free(chosen);
        return CVD_ENOMEM;
    }
    size_t all = cvd_shingles_choose(r->words, r->count, chosen);
    for (size_t i = 0; i < all; i++)
        (*hashes)[i] = chosen[i].hash;
    if (all)
        qsort(*hashes, all, sizeof **hashes, by_hash);
    for (size_t i = 0; i < all; i++)
        if (n == 0 || (*hashes)[n - 1] != (*hashes)[i])
            (*hashes)[n++] = (*hashes)[i];
    *count = n;
    free(chosen);
    return CVD_OK;
}

enum cvd_status cvd_sketch_of(const struct cvd_wording *r,
                              struct cvd_sketch *out)
{
    uint32_t *hashes;
    size_t count;
    enum cvd_status st = cvd_chosen_of(r, &hashes, &count);

    *out = (struct cvd_sketch){ .least = cvd_sketch_least(r->count) };
    if (st != CVD_OK)
        return st;
    out->count = count < CVD_SKETCH_MAX ? count : CVD_SKETCH_MAX;
    memcpy(out->hashes, hashes, out->count * sizeof *hashes);
    free(hashes);
    return CVD_OK;
}
