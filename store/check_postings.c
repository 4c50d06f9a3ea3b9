/* check_postings.c - see check.h. */
#include "store/check.h"

#include <stdlib.h>

struct walk {
    const struct cvd_part *part;
    struct cvd_norms norms;    /* the lists' bounds were made with */
    uint64_t *lengths;         /* by document, counted: of did at did - 1 */
    uint64_t pairs;
    const char *fault;         /* the first */
    struct cvd_cursor cursor;
    uint32_t room[CVD_CURSOR_ROOM];
};

static bool fails(struct walk *w, const char *fault)
{
    if (!w->fault)
        w->fault = fault;
    return false;
}

/* Whether what a block says of its greatest share is so. */
static bool bound_holds(struct walk *w)
{
    const struct cvd_cursor *c = &w->cursor;
    float bound = (float)cvd_cursor_block_most(c, c->block) / UINT8_MAX;

    for (uint32_t i = 0; i < c->count; i++) {
        float add = w->norms.add[w->part->lengths[c->dids[i] - 1]];
        if (cvd_posting_share(c->counts[i], add) > bound)
            return false;
    }
    return true;
}

/* Decode all of a list; its counts are added to *total and, of a word, to the
 * documents' lengths. */
static bool walk_list(struct walk *w, struct cvd_postings list, bool word,
                      uint64_t *total)
{
    struct cvd_cursor *c = &w->cursor;

    cvd_cursor_begin(c, list, w->part->documents, w->room);
    uint32_t blocks = cvd_cursor_blocks(c);
    for (uint32_t b = 0; b < blocks && !c->damaged; b++) {
        if (!cvd_cursor_load(c, b))
            break;
        if (!c->counted)
            cvd_cursor_count(c);
        for (uint32_t i = 0; i < c->count && !c->damaged; i++) {
            if (c->counts[i] == 0)
                return fails(w, "a posting counts nothing");
            *total += c->counts[i];
            if (word)
                w->lengths[c->dids[i] - 1] += c->counts[i];
        }
        if (!c->damaged && !bound_holds(w))
            return fails(w, "a block is worth more than it says");
    }
    return !c->damaged || fails(w, "a posting list is damaged");
}

/* The words that have one folded form, from `from` on; behind the last. */
static uint32_t walk_group(struct walk *w, uint32_t from)
{
    const struct cvd_part *p = w->part;
    struct cvd_postings list;
    struct cvd_str folded, other, exact;
    uint64_t apart = 0, together = 0;
    uint32_t to = from;

    if (!cvd_part_word(p, from, &folded, &exact)) {
        (void)fails(w, "the word list is damaged");
        return from + 1;
    }
    while (to < p->words && cvd_part_word(p, to, &other, &exact) &&
           cvd_str_equal(folded, other)) {
        if (!cvd_part_postings(p, to, &list))
            (void)fails(w, "the posting lists are damaged");
        else if (list.documents == 0)
            (void)fails(w, "no document bears a word");
        else
            (void)walk_list(w, list, true, &apart);
        to++;
    }
    if (to - from > 1) {
        if (!cvd_part_folded_postings(p, from, to, &list))
            (void)fails(w, "the posting lists are damaged");
        else if (walk_list(w, list, false, &together) && apart != together)
            (void)fails(w, "a folded word has not all of its words");
    }
    return to;
}

static void check_lengths(struct walk *w)
{
    const struct cvd_part *p = w->part;
    uint64_t total = 0;

    for (uint32_t i = 0; i < p->documents; i++) {
        uint64_t n = w->lengths[i];
        total += n;
        if (p->lengths[i] !=
            cvd_length_code(n < UINT32_MAX ? (uint32_t)n : UINT32_MAX)) {
            (void)fails(w, "a document has not its length");
            return;
        }
    }
    if (total != p->length_total)
        (void)fails(w, "the lengths of the documents do not add up");
}

static bool walk_pair(void *ctx, const struct cvd_pair_list *l)
{
    struct walk *w = ctx;
    uint64_t total = 0;

    w->pairs++;
    if (l->list.documents == 0)
        return fails(w, "no document bears a pair");
    return walk_list(w, l->list, false, &total);
}

static void walk_pairs(struct walk *w)
{
    const struct cvd_part *p = w->part;

    for (uint32_t a = 0; a < p->words && !w->fault; a++)
        if (!cvd_part_pairs(p, a, 0, UINT32_MAX, walk_pair, w))
            (void)fails(w, "the pair list is damaged");
    if (!w->fault && w->pairs != p->pair_count)
        (void)fails(w, "the pair list has not all its pairs");
}

enum cvd_status cvd_check_postings(const struct cvd_part *p,
                                   const char **fault)
{
    struct walk *w = calloc(1, sizeof *w);

    *fault = NULL;
    if (w)
        w->lengths = calloc(p->documents + (size_t)1, sizeof *w->lengths);
    if (!w || !w->lengths) {
        free(w);
        return CVD_ENOMEM;
    }
    w->part = p;
    cvd_norms_set(&w->norms,
                  cvd_part_average(p->length_total, p->documents));
    for (uint32_t word = 0; word < p->words && !w->fault;)
        word = walk_group(w, word);
    if (!w->fault)
        check_lengths(w);
    if (!w->fault)
        walk_pairs(w);
    *fault = w->fault;
    free(w->lengths);
    free(w);
    return CVD_OK;
}
