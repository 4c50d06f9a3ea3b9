/* likeness.c - two texts compared by their shingles: see likeness.h. */
#include "search/likeness.h"

#include <math.h>
#include <stdlib.h>

enum {
    /* Shingles kept of one text, about: the share of them that two texts
     * have in common is then off by less than half a percent. */
    KEPT_MAX = 65536
};

/* The slot where `h` is, or may be put.  Low bits say whether it is
 * sampled. */
static size_t slot_of(const struct cvd_shingle_set *s, uint32_t h)
{
    size_t at = (size_t)(h * UINT64_C(0x9E3779B97F4A7C15) >> 32) &
                (s->room - 1);

    while (s->slots[at] && s->slots[at] != h)
        at = (at + 1) & (s->room - 1);
    return at;
}

static enum cvd_status make_room(struct cvd_shingle_set *s, size_t count)
{
    size_t room = 64;

    while (room < 2 * count + 1)
        room *= 2;
    if (room > s->cap) {
        cvd_shingle_set_release(s);
        s->slots = malloc(room * sizeof *s->slots);
        s->stamps = malloc(room * sizeof *s->stamps);
        s->formulas = malloc(room * sizeof *s->formulas);
        if (!s->slots || !s->stamps || !s->formulas) {
            cvd_shingle_set_release(s);
            return CVD_ENOMEM;
        }
        s->cap = room;
    }
    s->room = room;
    memset(s->slots, 0, s->room * sizeof *s->slots);
    memset(s->stamps, 0, s->room * sizeof *s->stamps);
    memset(s->formulas, 0, s->room * sizeof *s->formulas);
    s->count = s->stamp = 0;
    return CVD_OK;
}

/* The shingle at word `i`, not 0. */
static uint32_t shingle_at(const struct cvd_wording *r, size_t i)
{
    uint32_t h = cvd_shingle_hash(r->words + i);

    return h ? h : 1;
}

enum cvd_status cvd_shingle_set_of(const struct cvd_wording *r,
                                   struct cvd_shingle_set *out)
{
    size_t count = cvd_shingles_most(r->count);
    unsigned sampled = 1;

    while (count / sampled > KEPT_MAX)
        sampled *= 2;
    /* Hashes of chance never come to twice as many as they should. */
    enum cvd_status st = make_room(out, 2 * (count / sampled) + 1);
    if (st != CVD_OK)
        return st;
    out->sampled = sampled;
    for (size_t i = 0; i < count; i++) {
        uint32_t h = shingle_at(r, i);
        if (h & (sampled - 1) || 2 * out->count >= out->room)
            continue;
        size_t at = slot_of(out, h);
        out->count += out->slots[at] == 0;
        out->slots[at] = h;
    }
    return CVD_OK;
}

void cvd_shingle_set_release(struct cvd_shingle_set *s)
{
    free(s->slots);
    free(s->stamps);
    free(s->formulas);
    *s = (struct cvd_shingle_set){ 0 };
}

void cvd_shingle_set_formula(struct cvd_shingle_set *s,
                             const struct cvd_wording *r, size_t from,
                             size_t to)
{
    for (size_t i = from; i + CVD_SHINGLE_WORDS <= to; i++) {
        uint32_t h = shingle_at(r, i);
        size_t at = slot_of(s, h);
        if (s->slots[at])
            s->formulas[at] = 1;
    }
}

/* How many of `s` the text `r` has, each counted once. */
static void count_shared(struct cvd_shingle_set *s,
                         const struct cvd_wording *r, struct cvd_overlap *out)
{
    size_t shared = 0, telling = 0, now = 0, row = 0;
    size_t count = cvd_shingles_most(r->count);

    s->stamp++;
    for (size_t i = 0; i < count && s->count; i++) {
        uint32_t h = shingle_at(r, i);
        if (h & (s->sampled - 1))
            continue;
        size_t at = slot_of(s, h);
        bool tells = s->slots[at] && !s->formulas[at];
        now = tells ? now + 1 : 0;
        row = now > row ? now : row;
        if (!s->slots[at] || s->stamps[at] == s->stamp)
            continue;
        s->stamps[at] = s->stamp;
        shared++;
        telling += tells;
    }
    out->row = row * s->sampled;
    out->common = (double)shared * s->sampled;
    out->telling = (double)telling * s->sampled;
}

/* To the thousandth, as it is told: what is asked of a server is the same. */
static double share(double part, const struct cvd_shingle_set *of)
{
    double all = (double)of->count * of->sampled;

    return part < all ? round(part / all * 1000) / 1000 : all > 0;
}

enum cvd_status cvd_overlap_of(struct cvd_shingle_set *mine,
                               const struct cvd_wording *theirs,
                               struct cvd_shingle_set *room,
                               struct cvd_overlap *out)
{
    *out = (struct cvd_overlap){ 0 };
    count_shared(mine, theirs, out);
    if (out->common == 0)
        return CVD_OK;
    enum cvd_status st = cvd_shingle_set_of(theirs, room);
    if (st != CVD_OK)
        return st;
    out->shared = share(out->common, mine);
    out->shared_of_other = share(out->common, room);
    return CVD_OK;
}
