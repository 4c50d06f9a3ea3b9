/* places.c - see places.h. */
#include "store/places.h"
#include "base/array.h"

#include <assert.h>
#include <stdlib.h>

static_assert((int)CVD_FREQUENCY_WINDOW_MAX < CVD_NEAR_PLACE,
              "a distance is not taken for a place");

/* ---- the words of a part --------------------------------------------- */

static int ascending(const void *pa, const void *pb)
{
    const uint32_t *a = pa, *b = pb;

    return *a < *b ? -1 : *a > *b;
}

static enum cvd_status find_slot(const struct cvd_part *p,
                                 const struct cvd_slot *slot,
                                 struct cvd_word_set *out)
{
    enum cvd_status st = cvd_slot_words(p, slot, out);

    for (size_t i = 0; i < out->count && st == CVD_OK; i++)
        out->words[i] = p->code_of[out->words[i]] + 1;
    if (out->count)
        qsort(out->words, out->count, sizeof *out->words, ascending);
    return st;
}

static enum cvd_status find_run(const struct cvd_part *p,
                                struct cvd_places *out, size_t r)
{
    const struct cvd_place_words *run = &out->runs[r];
    enum cvd_status st = CVD_OK;

    out->slots[r] = calloc(run->count + 1, sizeof **out->slots);
    if (!out->slots[r])
        return CVD_ENOMEM;
    for (size_t i = 0; i < run->count && st == CVD_OK; i++)
        st = find_slot(p, &run->slots[i], &out->slots[r][i]);
    const struct cvd_word_set *first = out->slots[r];
    for (size_t i = 0; i < first->count && st == CVD_OK; i++) {
        uint32_t code = first->words[i];
        if (code <= p->words)
            out->begins[code / 8] |= (unsigned char)(1u << code % 8);
    }
    return st;
}

enum cvd_status cvd_places_open(const struct cvd_part *p,
                                const struct cvd_place_words *runs,
                                size_t run_count, struct cvd_places *out)
{
    enum cvd_status st = CVD_OK;

    *out = (struct cvd_places){ .runs = runs, .run_count = run_count };
    out->slots = calloc(run_count + 1, sizeof *out->slots);
    out->begins = calloc(p->words / 8 + 1, 1);
    if (!out->slots || !out->begins)
        st = CVD_ENOMEM;
    for (size_t r = 0; r < run_count && st == CVD_OK; r++)
        st = find_run(p, out, r);
    return st;
}

void cvd_places_release(struct cvd_places *p)
{
    for (size_t r = 0; p->slots && r < p->run_count; r++) {
        for (size_t i = 0; p->slots[r] && i < p->runs[r].count; i++)
            free(p->slots[r][i].words);
        free(p->slots[r]);
    }
    free(p->slots);
    free(p->begins);
    *p = (struct cvd_places){ 0 };
}

/* ---- a document ------------------------------------------------------ */

static bool fits(const struct cvd_word_set *s, uint32_t code)
{
    size_t at = cvd_first_from(s->words, s->count, code);

    return at < s->count && s->words[at] == code;
}

/* Words of the longest run that stands at the codes; 0: none does. */
static size_t run_at(const struct cvd_places *p, const uint32_t *codes,
                     size_t count)
{
    size_t longest = 0;

    for (size_t r = 0; r < p->run_count; r++) {
        size_t k = 0, n = p->runs[r].count;
        if (n <= longest || n > count)
            continue;
        while (k < n && fits(&p->slots[r][k], codes[k]))
            k++;
        longest = k == n ? n : longest;
    }
    return longest;
}

/* Mark the neighbours of the place [begin, end). */
static void mark_around(const uint32_t *codes, size_t count, size_t begin,
                        size_t end, unsigned window, int8_t *near)
{
    for (size_t d = 1; d <= window && d <= begin; d++) {
        int8_t *n = &near[begin - d];
        if (*n == CVD_NEAR_PLACE || !codes[begin - d])
            break;
        if (*n == CVD_NEAR_NOT || *n > (int8_t)d)
            *n = (int8_t)-(int)d;
    }
    for (size_t d = 1; d <= window && end + d <= count; d++) {
        int8_t *n = &near[end + d - 1];
        if (*n == CVD_NEAR_PLACE || !codes[end + d - 1])
            break;
        *n = (int8_t)d;
    }
}

size_t cvd_places_mark(const struct cvd_places *p, const uint32_t *codes,
                       size_t count, unsigned window, int8_t *near)
{
    size_t places = 0;

    memset(near, CVD_NEAR_NOT, count);
    for (size_t i = 0, n; i < count; i += n) {
        n = p->begins[codes[i] / 8] >> codes[i] % 8 & 1
                ? run_at(p, codes + i, count - i)
                : 0;
        if (n) {
            memset(near + i, CVD_NEAR_PLACE, n);
            places++;
        }
        n = n ? n : 1;
    }
    /* A place beside a place is one more, with nothing between. */
    for (size_t i = 0, end; places && i < count; i = end) {
        end = i + 1;
        if (near[i] != CVD_NEAR_PLACE)
            continue;
        while (end < count && near[end] == CVD_NEAR_PLACE)
            end++;
        mark_around(codes, count, i, end, window, near);
    }
    return places;
}
