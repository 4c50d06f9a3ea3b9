/* set.c - which documents a tree finds, a window at a time: see match.h. */
#include "base/array.h"
#include "base/limits.h"
#include "store/match.h"

#include <assert.h>
#include <string.h>

enum {
    /* Of so few documents asking each is cheaper than filling the window. */
    FEW = 24,
    PLANES = 8 /* bits of a count of kids */
};

static_assert(CVD_QUERY_WORDS_MAX < 1 << PLANES, "kids are words of a query");

static bool more_than(const uint64_t *bits, unsigned most)
{
    unsigned n = 0;

    for (size_t w = 0; w < CVD_WINDOW_WORDS && n <= most; w++)
        n += (unsigned)__builtin_popcountll(bits[w]);
    return n > most;
}

static bool is_empty(const uint64_t *bits)
{
    uint64_t any = 0;

    for (size_t w = 0; w < CVD_WINDOW_WORDS; w++)
        any |= bits[w];
    return any == 0;
}

/* Documents of the part in the window. */
static uint32_t documents_from(const struct cvd_matcher *m, uint32_t from)
{
    uint32_t left = m->part->documents - from;

    return left < CVD_WINDOW ? left : CVD_WINDOW;
}

/* ---- filling --------------------------------------------------------- */

static void fill_all(const struct cvd_matcher *m, uint32_t from,
                     uint64_t *bits)
{
    uint32_t n = documents_from(m, from);

    memset(bits, 0xFF, n / 64 * sizeof *bits);
    if (n % 64)
        bits[n / 64] = ((uint64_t)1 << n % 64) - 1;
}

/* The first of the ascending documents that is not before `did`. */
static size_t first_did(const struct cvd_set *s, uint32_t did)
{
    return cvd_first_from(s->dids, s->count, did);
}

static void fill_dids(const struct cvd_set *s, uint32_t from, uint64_t *bits)
{
    for (size_t i = first_did(s, from + 1);
         i < s->count && s->dids[i] <= from + CVD_WINDOW; i++)
        cvd_set_bit(bits, s->dids[i] - from - 1);
}

/* Whether document `did` may be in the set. */
static bool may_have(struct cvd_matcher *m, struct cvd_set *s, uint32_t did,
                     bool surely)
{
    if (s->kind == CVD_SET_PHRASE && !surely)
        return cvd_phrase_most(s->phrase, did) > 0;
    return cvd_set_has(m, s, did);
}

/* Take off the documents that `s` has not, one by one. */
static void ask_each(struct cvd_matcher *m, struct cvd_set *s, uint32_t from,
                     bool surely, uint64_t *bits)
{
    for (uint32_t w = 0; w < CVD_WINDOW_WORDS; w++)
        for (uint64_t left = bits[w]; left; left &= left - 1) {
            unsigned bit = (unsigned)__builtin_ctzll(left);
            if (!may_have(m, s, from + w * 64 + bit + 1, surely))
                bits[w] &= ~((uint64_t)1 << bit);
        }
}

static void fill_phrase(struct cvd_matcher *m, struct cvd_set *s,
                        const struct cvd_window *w, uint64_t *bits)
{
    const struct cvd_phrase *p = s->phrase;

    if (!cvd_phrase_look(s->phrase, w->from)) {
        m->status = CVD_ENOMEM;
        return;
    }
    for (uint32_t i = 0; i < p->at_count; i++) {
        uint16_t at = p->at[i];
        if (w->mask && !cvd_bit(w->mask, at))
            continue;
        if (!w->surely ||
            cvd_phrase_times(s->phrase, w->from + at + 1))
            cvd_set_bit(bits, at);
    }
}

static void fill_and(struct cvd_matcher *m, struct cvd_set *s,
                     const struct cvd_window *w, uint64_t *bits)
{
    cvd_set_fill(m, s->kids[0], w, bits);
    for (size_t i = 1; i < s->count && !is_empty(bits); i++) {
        if (!more_than(bits, FEW)) {
            ask_each(m, s->kids[i], w->from, w->surely, bits);
            continue;
        }
        uint64_t left[CVD_WINDOW_WORDS];
        memcpy(left, bits, sizeof left);
        struct cvd_window those = { w->from, w->surely, left };
        cvd_set_fill(m, s->kids[i], &those, bits);
    }
}

static void fill_or(struct cvd_matcher *m, struct cvd_set *s,
                    const struct cvd_window *w, uint64_t *bits)
{
    for (size_t i = 0; i < s->count; i++) {
        uint64_t more[CVD_WINDOW_WORDS], left[CVD_WINDOW_WORDS];
        if (s->kids[i]->kind == CVD_SET_SOURCE) {
            cvd_source_mark(s->kids[i]->source, w->from, bits);
            continue;
        }
        for (size_t k = 0; k < CVD_WINDOW_WORDS; k++)
            left[k] = ~bits[k] & (w->mask ? w->mask[k] : ~(uint64_t)0);
        if (is_empty(left))
            return;
        struct cvd_window those = { w->from, w->surely, left };
        cvd_set_fill(m, s->kids[i], &those, more);
        for (size_t k = 0; k < CVD_WINDOW_WORDS; k++)
            bits[k] |= more[k];
    }
}

static void fill_not(struct cvd_matcher *m, struct cvd_set *s,
                     const struct cvd_window *w, uint64_t *bits)
{
    uint64_t not[CVD_WINDOW_WORDS];
    struct cvd_window those = { w->from, true, bits };

    cvd_set_fill(m, s->kids[0], w, bits);
    if (is_empty(bits))
        return;
    cvd_set_fill(m, s->kids[1], &those, not);
    for (size_t k = 0; k < CVD_WINDOW_WORDS; k++)
        bits[k] &= ~not[k];
}

/* Count the kids of 64 documents at once, each count spread over the planes:
 * its lowest bit in the first. */
static void fill_least(struct cvd_matcher *m, struct cvd_set *s,
                       const struct cvd_window *window, uint64_t *bits)
{
    uint64_t planes[PLANES][CVD_WINDOW_WORDS] = { { 0 } };

    for (size_t i = 0; i < s->count; i++) {
        uint64_t more[CVD_WINDOW_WORDS];
        cvd_set_fill(m, s->kids[i], window, more);
        for (size_t w = 0; w < CVD_WINDOW_WORDS; w++) {
            uint64_t carry = more[w];
            for (unsigned p = 0; p < PLANES && carry; p++) {
                uint64_t was = planes[p][w];
                planes[p][w] = was ^ carry;
                carry &= was;
            }
        }
    }
    /* Compare with `least` from the highest bit down. */
    for (size_t w = 0; w < CVD_WINDOW_WORDS; w++) {
        uint64_t more = 0, same = ~(uint64_t)0;
        for (unsigned p = PLANES; p-- > 0;) {
            if (s->least >> p & 1) {
                same &= planes[p][w];
            } else {
                more |= same & planes[p][w];
                same &= ~planes[p][w];
            }
        }
        bits[w] = more | same;
    }
    if (s->least == 0)
        fill_all(m, window->from, bits);
}

void cvd_window_live(const struct cvd_part *p, uint32_t from, uint64_t *bits)
{
    for (uint32_t w = 0; p->deleted && w < CVD_WINDOW_WORDS; w++)
        for (uint64_t left = bits[w]; left; left &= left - 1) {
            unsigned bit = (unsigned)__builtin_ctzll(left);
            if (cvd_part_deleted(p, from + w * 64 + bit + 1))
                bits[w] &= ~((uint64_t)1 << bit);
        }
}

void cvd_set_fill(struct cvd_matcher *m, struct cvd_set *s,
                  const struct cvd_window *w, uint64_t *bits)
{
    uint32_t from = w->from;

    memset(bits, 0, CVD_WINDOW_WORDS * sizeof *bits);
    switch (s->kind) {
    case CVD_SET_NONE:
        break;
    case CVD_SET_ALL:
        fill_all(m, from, bits);
        break;
    case CVD_SET_SOURCE:
        cvd_source_mark(s->source, from, bits);
        break;
    case CVD_SET_PHRASE:
        fill_phrase(m, s, w, bits);
        break;
    case CVD_SET_DIDS:
        fill_dids(s, from, bits);
        break;
    case CVD_SET_BITS:
        memcpy(bits, s->bits + from / 64,
               (documents_from(m, from) + 63) / 64 * sizeof *bits);
        break;
    case CVD_SET_RANGE:
        cvd_column_between(s->column, s->lo, s->hi, from,
                           documents_from(m, from), bits);
        break;
    case CVD_SET_AND:
        fill_and(m, s, w, bits);
        break;
    case CVD_SET_OR:
        fill_or(m, s, w, bits);
        break;
    case CVD_SET_NOT:
        fill_not(m, s, w, bits);
        break;
    case CVD_SET_LEAST:
        fill_least(m, s, w, bits);
        break;
    }
    for (size_t k = 0; w->mask && k < CVD_WINDOW_WORDS; k++)
        bits[k] &= w->mask[k];
}

/* ---- one document ---------------------------------------------------- */

static bool has_least(struct cvd_matcher *m, struct cvd_set *s, uint32_t did)
{
    size_t have = 0;

    for (size_t i = 0; i < s->count && have < s->least; i++) {
        if (have + (s->count - i) < s->least)
            return false;
        have += cvd_set_has(m, s->kids[i], did);
    }
    return have >= s->least;
}

static bool has_any(struct cvd_matcher *m, struct cvd_set *s, uint32_t did)
{
    for (size_t i = 0; i < s->count; i++)
        if (cvd_set_has(m, s->kids[i], did))
            return true;
    return false;
}

static bool has_all(struct cvd_matcher *m, struct cvd_set *s, uint32_t did)
{
    for (size_t i = 0; i < s->count; i++)
        if (!cvd_set_has(m, s->kids[i], did))
            return false;
    return true;
}

bool cvd_set_has(struct cvd_matcher *m, struct cvd_set *s, uint32_t did)
{
    size_t i;

    switch (s->kind) {
    case CVD_SET_NONE:
        return false;
    case CVD_SET_ALL:
        return true;
    case CVD_SET_SOURCE:
        return cvd_source_times(s->source, did) != 0;
    case CVD_SET_PHRASE:
        return cvd_phrase_most(s->phrase, did) &&
               cvd_phrase_times(s->phrase, did);
    case CVD_SET_DIDS:
        i = first_did(s, did);
        return i < s->count && s->dids[i] == did;
    case CVD_SET_BITS:
        return cvd_bit(s->bits, did - 1);
    case CVD_SET_RANGE:
        i = cvd_column_ordinal(s->column, did);
        return i >= s->lo && i < s->hi;
    case CVD_SET_AND:
        return has_all(m, s, did);
    case CVD_SET_OR:
        return has_any(m, s, did);
    case CVD_SET_NOT:
        return cvd_set_has(m, s->kids[0], did) &&
               !cvd_set_has(m, s->kids[1], did);
    case CVD_SET_LEAST:
        return has_least(m, s, did);
    }
    return false;
}

/* ---- the next one ---------------------------------------------------- */

static uint32_t next_bit(const struct cvd_set *s, uint32_t did)
{
    for (uint32_t at = did - 1; at < s->count; at = (at / 64 + 1) * 64) {
        uint64_t left = s->bits[at / 64] >> at % 64;
        if (left)
            return at + (uint32_t)__builtin_ctzll(left) + 1;
    }
    return CVD_NO_DID;
}

/* The least of what the first `count` kids have next. */
static uint32_t next_of_any(struct cvd_set *s, size_t count, uint32_t did)
{
    uint32_t next = CVD_NO_DID;

    for (size_t i = 0; i < count && next > did; i++) {
        uint32_t at = cvd_set_next(s->kids[i], did);
        next = at < next ? at : next;
    }
    return next;
}

uint32_t cvd_set_next(struct cvd_set *s, uint32_t did)
{
    size_t i;

    switch (s->kind) {
    case CVD_SET_NONE:
        return CVD_NO_DID;
    case CVD_SET_SOURCE:
        return cvd_source_seek(s->source, did);
    case CVD_SET_PHRASE:
        for (size_t k = 0; k + 1 < s->phrase->count && did != CVD_NO_DID;
             k++)
            did = cvd_source_seek(s->phrase->pairs[k], did);
        return did;
    case CVD_SET_DIDS:
        i = first_did(s, did);
        return i < s->count ? s->dids[i] : CVD_NO_DID;
    case CVD_SET_BITS:
        return next_bit(s, did);
    case CVD_SET_AND:
        for (size_t k = 0; k < s->count && did != CVD_NO_DID; k++)
            did = cvd_set_next(s->kids[k], did);
        return did;
    case CVD_SET_OR:
        return next_of_any(s, s->count, did);
    case CVD_SET_NOT:
        return cvd_set_next(s->kids[0], did);
    case CVD_SET_LEAST:
        /* Without the rarest of them there are too few. */
        return s->least ? next_of_any(s, s->count - s->least + 1, did) : did;
    case CVD_SET_ALL:
    case CVD_SET_RANGE:
        break;
    }
    return did;
}
