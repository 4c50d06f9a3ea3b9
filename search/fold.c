/* fold.c - see fold.h.
 *
 * A document is compared with those before it that have the most of its sketch
 * in common: a table by hash tells which. */
#include "search/fold.h"

#include <stdlib.h>

enum {
    COMPARED = 8,            /* documents that one is compared with, at most */
    READ_STEPS = 16          /* of the clock, that comparing one is worth */
};

/* A hash of the sketch of a document that is no copy. */
struct entry {
    uint32_t hash;
    uint32_t head;           /* 1 more than its number; 0: free */
};

struct folding {
    struct cvd_searcher *s;
    const struct cvd_match *found;
    struct entry *table;
    size_t room;             /* a power of two, at most half of it taken */
    uint8_t *common;         /* by number: hashes in common with the one
                                looked at */
    uint32_t *touched;       /* those that have some */
    uint32_t *near;          /* to be compared */
    struct cvd_wording mine, theirs;
    struct cvd_shingle_set set, other;
    struct cvd_err *err;
};

static enum cvd_status no_memory(struct folding *f)
{
    return cvd_fail(f->err, CVD_ENOMEM, "out of memory");
}

static size_t slot_of(const struct folding *f, uint32_t hash)
{
    return (size_t)(hash * UINT64_C(0x9E3779B97F4A7C15) >> 32) &
           (f->room - 1);
}

static void put(struct folding *f, uint32_t hash, uint32_t number)
{
    size_t at = slot_of(f, hash);

    while (f->table[at].head)
        at = (at + 1) & (f->room - 1);
    f->table[at] = (struct entry){ hash, number + 1 };
}

/* Whether `a` is to be compared before `b`. */
static bool is_nearer(const struct folding *f, uint32_t a, uint32_t b)
{
    return f->common[a] != f->common[b] ? f->common[a] > f->common[b]
                                        : a < b;
}

/* Keep those of the near ones that have the most of the sketch; how many. */
static size_t keep_nearest(struct folding *f, size_t count, uint32_t least)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t head = f->near[i];
        size_t to = kept;
        if (f->common[head] < least)
            continue;
        if (to == COMPARED && !is_nearer(f, head, f->near[--to]))
            continue;
        kept = to + 1;
        for (; to > 0 && is_nearer(f, head, f->near[to - 1]); to--)
            f->near[to] = f->near[to - 1];
        f->near[to] = head;
    }
    return kept;
}

/* Those before that have enough of the sketch, into f->near; how many. */
static size_t find_near(struct folding *f, const struct cvd_sketch *k)
{
    size_t count = 0;

    for (size_t i = 0; i < k->count; i++)
        for (size_t at = slot_of(f, k->hashes[i]); f->table[at].head;
             at = (at + 1) & (f->room - 1)) {
            uint32_t head = f->table[at].head - 1;
            if (f->table[at].hash == k->hashes[i] && !f->common[head]++)
                f->touched[count++] = head;
        }
    memcpy(f->near, f->touched, count * sizeof *f->near);
    size_t kept = keep_nearest(f, count, k->least);
    for (size_t i = 0; i < count; i++)
        f->common[f->touched[i]] = 0;
    return kept;
}

/* Set *under to the first of the near ones of which document `i`, the words of
 * which are read, is a copy. */
static enum cvd_status compare(struct folding *f, size_t near,
                               uint32_t *under)
{
    enum cvd_status st = CVD_OK;

    if (near && cvd_shingle_set_of(&f->mine, &f->set) != CVD_OK)
        return no_memory(f);
    for (size_t i = 0; i < near && st == CVD_OK; i++) {
        struct cvd_overlap o;
        st = cvd_store_wording(f->s->store, f->found[f->near[i]].docno,
                           &f->theirs, f->err);
        if (st == CVD_OK &&
            cvd_overlap_of(&f->set, &f->theirs, &f->other, &o) != CVD_OK)
            return no_memory(f);
        if (st == CVD_OK && cvd_overlap_is_copy(&o) && f->near[i] < *under)
            *under = f->near[i];
    }
    return st;
}

static enum cvd_status fold_one(struct folding *f, uint32_t i,
                                uint32_t *under)
{
    struct cvd_sketch sketch;
    enum cvd_status st = cvd_store_wording(f->s->store, f->found[i].docno,
                                       &f->mine, f->err);

    *under = i;
    if (st != CVD_OK)
        return st;
    if (cvd_sketch_of(&f->mine, &sketch) != CVD_OK)
        return no_memory(f);
    st = compare(f, find_near(f, &sketch), under);
    for (size_t k = 0; k < sketch.count && *under == i; k++)
        put(f, sketch.hashes[k], i);
    return st;
}

enum cvd_status cvd_fold(struct cvd_searcher *s,
                         const struct cvd_match *found, size_t count,
                         uint32_t *under, struct cvd_err *err)
{
    struct cvd_clock *clock = cvd_store_clock(s->store);
    struct folding f = { .s = s, .found = found, .err = err, .room = 1 };
    enum cvd_status st = CVD_OK;

    while (f.room < 2 * CVD_SKETCH_MAX * count)
        f.room *= 2;
    f.table = calloc(f.room, sizeof *f.table);
    f.common = calloc(count + 1, sizeof *f.common);
    f.touched = calloc(count + 1, sizeof *f.touched);
    f.near = calloc(count + 1, sizeof *f.near);
    if (!f.table || !f.common || !f.touched || !f.near)
        st = no_memory(&f);
    for (uint32_t i = 0; i < count && st == CVD_OK; i++) {
        under[i] = i;
        if (!cvd_clock_steps(clock, READ_STEPS))
            st = fold_one(&f, i, &under[i]);
    }
    free(f.table);
    free(f.common);
    free(f.touched);
    free(f.near);
    cvd_wording_release(&f.mine);
    cvd_wording_release(&f.theirs);
    cvd_shingle_set_release(&f.set);
    cvd_shingle_set_release(&f.other);
    return st;
}
