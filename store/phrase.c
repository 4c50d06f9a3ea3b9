/* phrase.c - documents in which three words and more stand side by side: see
 * match.h.
 *
 * Such a phrase takes the documents all its pairs share and looks into the
 * token stream of each: the pairs leave few to look at, the stream removes
 * the false ones. */
#include "base/array.h"
#include "store/match.h"
#include "store/stream.h"

#include <string.h>

enum {
    STREAM_WORDS = 256,     /* so many words read: a step of the clock */
    SLOT_CODES = 4096,      /* the commonest words have each a row */
    SLOTS_MAX = 32,         /* bits of a row */
    LANES = 16              /* units compared at once */
};

typedef uint16_t lanes __attribute__((vector_size(LANES *
                                                  sizeof(uint16_t))));

/* ---- pairs ----------------------------------------------------------- */

static bool look_room(struct cvd_phrase *p)
{
    if (!p->at)
        p->at = cvd_arena_room(p->m->arena, CVD_WINDOW, sizeof *p->at);
    if (!p->most)
        p->most = cvd_arena_room(p->m->arena, CVD_WINDOW, sizeof *p->most);
    return p->at && p->most;
}

/* Keep of the documents those that `v` has too. */
static void keep_common(struct cvd_phrase *p, const struct cvd_view *v)
{
    uint32_t kept = 0, k = 0;

    for (uint32_t i = 0; i < p->at_count; i++) {
        uint16_t at = p->at[i];
        while (k < v->count && v->at[k] < at)
            k++;
        if (k == v->count || v->at[k] != at) {
            p->most[at] = 0;
            continue;
        }
        p->most[at] = v->times[k] < p->most[at] ? v->times[k] : p->most[at];
        p->at[kept++] = at;
    }
    p->at_count = kept;
}

/* As keep_common(), of few documents without a view. */
static void keep_asked(struct cvd_phrase *p, struct cvd_source *s)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < p->at_count; i++) {
        uint16_t at = p->at[i];
        uint32_t times = cvd_source_times(s, p->from + at + 1);
        p->most[at] = (uint16_t)(times < p->most[at] ? times : p->most[at]);
        if (times)
            p->at[kept++] = at;
    }
    p->at_count = kept;
}

bool cvd_phrase_look(struct cvd_phrase *p, uint32_t from)
{
    enum { FEW = 24 };

    if (p->from == from)
        return true;
    const struct cvd_view *v = cvd_source_view(p->pairs[0], from);
    if (!v || !look_room(p))
        return false;
    memset(p->most, 0, CVD_WINDOW * sizeof *p->most);
    memcpy(p->at, v->at, v->count * sizeof *p->at);
    p->at_count = v->count;
    p->from = from;
    for (uint32_t i = 0; i < v->count; i++)
        p->most[v->at[i]] = v->times[i];
    for (size_t i = 1; i + 1 < p->count && p->at_count; i++) {
        if (p->at_count <= FEW) {
            keep_asked(p, p->pairs[i]);
            continue;
        }
        v = cvd_source_view(p->pairs[i], from);
        if (!v) {
            p->from = CVD_NO_DID;
            return false;
        }
        keep_common(p, v);
    }
    return true;
}

uint32_t cvd_phrase_most(struct cvd_phrase *p, uint32_t did)
{
    uint32_t most = UINT32_MAX;

    if (p->from != CVD_NO_DID && did > p->from &&
        did - p->from <= CVD_WINDOW)
        return p->most[did - p->from - 1];
    for (size_t i = 0; i + 1 < p->count && most; i++) {
        uint32_t n = cvd_source_times(p->pairs[i], did);
        most = n < most ? n : most;
    }
    return most;
}

/* ---- words of one spelling ------------------------------------------- */

static bool make_units(struct cvd_phrase *p)
{
    uint32_t rarest = 0;

    if (p->units)
        return true;
    p->units = cvd_arena_room(p->m->arena, p->count * CVD_STREAM_UNITS_MAX,
                              sizeof *p->units);
    for (size_t i = 0; p->units && i < p->count; i++) {
        uint32_t code = p->sets[i].words[0];
        if (code > rarest) {
            rarest = code;
            p->anchor = p->unit_count;
        }
        p->unit_count += cvd_stream_units(code, p->units + p->unit_count);
    }
    return p->units != NULL;
}

/* The first place from `at` on where `unit` stands; n if there is none. */
static size_t find_unit(const uint16_t *s, size_t at, size_t n,
                        uint16_t unit)
{
    for (; n - at >= LANES; at += LANES) {
        lanes here;
        uint64_t any[sizeof here / sizeof(uint64_t)];
        memcpy(&here, s + at, sizeof here);
        here = (lanes)(here == unit);
        memcpy(any, &here, sizeof any);
        if (any[0] | any[1] | any[2] | any[3])
            break;
    }
    while (at < n && s[at] != unit)
        at++;
    return at;
}

/* Whether the unit at `at` is a digit of a rare code, not a code. */
static bool is_digit(const uint16_t *s, size_t at)
{
    return (at >= 1 && s[at - 1] == CVD_STREAM_RARE) ||
           (at >= 2 && s[at - 2] == CVD_STREAM_RARE);
}

static uint32_t count_units(const struct cvd_phrase *p, const uint16_t *s,
                            size_t n)
{
    uint32_t times = 0;

    for (size_t at = 0; (at = find_unit(s, at, n, p->units[p->anchor])) < n;
         at++) {
        size_t begin = at - p->anchor;
        if (at < p->anchor || n - begin < p->unit_count ||
            memcmp(s + begin, p->units, p->unit_count * sizeof *s) != 0 ||
            is_digit(s, begin))
            continue;
        times++;
    }
    return times;
}

/* ---- words of several ------------------------------------------------ */

static bool make_slots(struct cvd_phrase *p)
{
    if (p->slots)
        return true;
    p->slots = cvd_arena_room(p->m->arena, SLOT_CODES, sizeof *p->slots);
    for (size_t i = 0; p->slots && i < p->count && i < SLOTS_MAX; i++)
        for (size_t k = 0; k < p->sets[i].count; k++)
            p->slots[p->sets[i].words[k] % SLOT_CODES] |= 1u << i;
    return p->slots != NULL;
}

static bool fits(const struct cvd_word_set *s, uint32_t code)
{
    size_t at = cvd_first_from(s->words, s->count, code);

    return at < s->count && s->words[at] == code;
}

/* Whether the phrase stands at a code. */
static bool stands_at(const struct cvd_phrase *p, const uint16_t *s,
                      size_t n, size_t at)
{
    for (size_t i = 0; i < p->count; i++)
        if (at >= n || !fits(&p->sets[i], cvd_stream_next(s, n, &at)))
            return false;
    return true;
}

/* Back from behind `count` codes to the first of them. */
static size_t step_back(const uint16_t *s, size_t at, size_t count)
{
    while (count--)
        at -= at >= 3 && s[at - 3] == CVD_STREAM_RARE ? 3 : 1;
    return at;
}

/* Shift-And (Baeza-Yates, Gonnet, CACM 35, 1992), a look at each code; where
 * it says that the phrase may stand, the words are compared. */
static uint32_t count_codes(const struct cvd_phrase *p, const uint16_t *s,
                            size_t n)
{
    size_t first = p->count < SLOTS_MAX ? p->count : SLOTS_MAX;
    uint32_t last = 1u << (first - 1), state = 0, times = 0;

    for (size_t at = 0; at < n;) {
        uint32_t code = s[at++];
        if (code == CVD_STREAM_RARE) {
            at--;
            code = cvd_stream_next(s, n, &at);
        }
        state = (state << 1 | 1) & p->slots[code % SLOT_CODES];
        if (state & last)
            times += stands_at(p, s, n, step_back(s, at, first));
    }
    return times;
}

/* ---------------------------------------------------------------------- */

static bool is_spelled_one_way(const struct cvd_phrase *p)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->sets[i].count != 1)
            return false;
    return true;
}

/* Read the stream of a document. */
static uint32_t read_times(struct cvd_phrase *p, uint32_t did)
{
    const uint16_t *units = NULL;
    size_t n = cvd_part_units(p->m->part, did, &units);
    bool one_way = is_spelled_one_way(p);

    if (!(one_way ? make_units(p) : make_slots(p))) {
        p->m->status = CVD_ENOMEM;
        return 0;
    }
    uint32_t times = one_way ? count_units(p, units, n)
                             : count_codes(p, units, n);
    /* As its pairs are counted: it is worth no more than they say. */
    return times < UINT16_MAX ? times : UINT16_MAX;
}

uint32_t cvd_phrase_times(struct cvd_phrase *p, uint32_t did)
{
    const struct cvd_part *part = p->m->part;

    if (p->sure_of == did)
        return p->sure;
    if (p->known && p->known[did - 1])
        return p->known[did - 1] - 1u;
    if (cvd_clock_steps(p->m->clock, 1 + part->docs[did - 1].words /
                                             STREAM_WORDS))
        return 0; /* of what is found from now on nothing is told */
    p->sure = read_times(p, did);
    p->sure_of = did;
    if (p->m->twice && !p->known) /* without room it is read twice */
        p->known = cvd_arena_room(p->m->arena, part->documents,
                                  sizeof *p->known);
    if (p->known && p->sure < UINT16_MAX)
        p->known[did - 1] = (uint16_t)(p->sure + 1);
    return p->sure;
}
