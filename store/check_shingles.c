/* check_shingles.c - see check.h.
 *
 * Hashes lie by hash and texts by document: of each document it is compared
 * how many it has and what they come to, so that neither is sorted. */
#include "base/array.h"
#include "store/check.h"
#include "store/shingles_file.h"
#include "store/stream.h"

#include <stdlib.h>

struct tally {
    uint64_t sum;        /* of its hashes */
    uint32_t count;
};

struct walk {
    struct cvd_part *part;
    struct tally *filed;       /* of document did at did - 1 */
    uint64_t hashes;
    const char *fault;         /* the first */
    struct cvd_shingle_block block;
    struct cvd_wording wording;
    struct cvd_shingle *chosen;
    size_t cap;
};

static bool fails(struct walk *w, const char *fault)
{
    if (!w->fault)
        w->fault = fault;
    return false;
}

/* Tally one hash of each of its documents. */
static bool walk_sharers(struct walk *w, unsigned i)
{
    enum { AT_ONCE = 256 };
    uint32_t dids[AT_ONCE];
    struct cvd_sharers list;
    size_t count;

    if (!cvd_shingle_sharers(w->part, &w->block, i, &list))
        return fails(w, "the shingles are damaged");
    while (list.left) {
        if (!cvd_sharers_next(&list, dids, AT_ONCE, &count))
            return fails(w, "the documents of a shingle are damaged");
        for (size_t k = 0; k < count; k++) {
            w->filed[dids[k] - 1].sum += w->block.hashes[i];
            w->filed[dids[k] - 1].count++;
        }
    }
    return true;
}

static void walk_file(struct walk *w)
{
    const struct cvd_part *p = w->part;
    uint32_t last = 0;

    for (size_t b = 0; b < p->shingle_blocks && !w->fault; b++) {
        if (!cvd_shingle_block_load(p, b, &w->block)) {
            (void)fails(w, "the shingles are damaged");
            return;
        }
        if (b > 0 && w->block.hashes[0] <= last)
            (void)fails(w, "the shingles are not in order");
        last = w->block.hashes[w->block.count - 1];
        w->hashes += w->block.count;
        for (unsigned i = 0; i < w->block.count; i++)
            if (!walk_sharers(w, i))
                return;
    }
    if (w->hashes != p->shingle_count)
        (void)fails(w, "not all shingles are there");
}

static int by_hash(const void *pa, const void *pb)
{
    const struct cvd_shingle *a = pa, *b = pb;

    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

/* What the words of a document come to, each hash once. */
static enum cvd_status tally_words(struct walk *w, uint32_t did,
                                   struct tally *out)
{
    *out = (struct tally){ 0, 0 };
    if (cvd_part_wording(w->part, did, &w->wording) != CVD_OK ||
        cvd_array_reserve(&w->chosen, &w->cap,
                          cvd_shingles_most(w->wording.count),
                          sizeof *w->chosen) != CVD_OK)
        return CVD_ENOMEM;
    size_t n = cvd_shingles_choose(w->wording.words, w->wording.count,
                                   w->chosen);
    if (n)
        qsort(w->chosen, n, sizeof *w->chosen, by_hash);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && w->chosen[i].hash == w->chosen[i - 1].hash)
            continue;
        out->sum += w->chosen[i].hash;
        out->count++;
    }
    return CVD_OK;
}

static enum cvd_status walk_texts(struct walk *w)
{
    enum cvd_status st = CVD_OK;

    for (uint32_t i = 0; i < w->part->documents && !w->fault; i++) {
        struct tally said;
        st = tally_words(w, i + 1, &said);
        if (st != CVD_OK)
            break;
        if (said.sum != w->filed[i].sum || said.count != w->filed[i].count)
            (void)fails(w, "a document has not its shingles");
    }
    return st;
}

enum cvd_status cvd_check_shingles(struct cvd_part *p, const char **fault)
{
    struct walk w = { .part = p };
    enum cvd_status st = CVD_ENOMEM;

    *fault = NULL;
    w.filed = calloc(p->documents + (size_t)1, sizeof *w.filed);
    if (w.filed) {
        walk_file(&w);
        st = w.fault ? CVD_OK : walk_texts(&w);
    }
    if (st == CVD_OK)
        *fault = w.fault;
    free(w.filed);
    free(w.chosen);
    cvd_wording_release(&w.wording);
    return st;
}
