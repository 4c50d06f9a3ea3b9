/* align_chain.c - which tiles stand in place: the heaviest chain. */
#include "search/align_parts.h"

#include <stdlib.h>

/* Tiles overlap: what a row ends with, the next may begin with.  So they are
 * chained in pieces of PIECE words (the last of a tile has up to twice as
 * many), of which two that overlap do not both stand in a chain; what is lost
 * of the second is found again in the gap between them. */
enum { PIECE = 8, NONE = UINT32_MAX };

struct piece {
    struct cvd_tile tile;
    uint32_t before;         /* in the heaviest chain that ends here; NONE */
    uint64_t weight;         /* of that chain: words */
};

/* Where a piece ends in a. */
struct ending {
    uint32_t at, piece;
};

struct chaining {
    struct piece *pieces;    /* by where they begin in a */
    struct ending *endings;  /* by where they end */
    size_t count;
    uint32_t *best;          /* Fenwick's tree, by where pieces end in b: the
                                heaviest that ends up to there; NONE */
    size_t width;            /* words of b */
};

static size_t pieces_of(const struct cvd_tile *t)
{
    return t->words < 2 * PIECE ? 1 : t->words / PIECE;
}

static int by_begin(const void *pa, const void *pb)
{
    const struct cvd_tile *a = &((const struct piece *)pa)->tile;
    const struct cvd_tile *b = &((const struct piece *)pb)->tile;

    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return a->b < b->b ? -1 : a->b > b->b;
}

static int by_end(const void *pa, const void *pb)
{
    const struct ending *a = pa, *b = pb;

    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->piece < b->piece ? -1 : a->piece > b->piece;
}

static void cut_up(struct chaining *c, const struct cvd_tiles *all)
{
    for (size_t i = 0; i < all->count; i++) {
        struct cvd_tile left = all->list[i];
        size_t n = pieces_of(&left);
        for (size_t k = 0; k < n; k++) {
            struct cvd_tile t = left;
            if (k + 1 < n)
                t.words = PIECE;
            c->pieces[c->count++] = (struct piece){ t, NONE, 0 };
            left.a += t.words;
            left.b += t.words;
            left.words -= t.words;
        }
    }
}

static enum cvd_status make(struct chaining *c, const struct cvd_tiles *all)
{
    size_t n = 0;

    for (size_t i = 0; i < all->count; i++)
        n += pieces_of(&all->list[i]);
    c->pieces = malloc((n + 1) * sizeof *c->pieces);
    c->endings = malloc((n + 1) * sizeof *c->endings);
    c->best = malloc((c->width + 1) * sizeof *c->best);
    if (!c->pieces || !c->endings || !c->best)
        return CVD_ENOMEM;
    for (size_t i = 0; i <= c->width; i++)
        c->best[i] = NONE;
    cut_up(c, all);
    qsort(c->pieces, n, sizeof *c->pieces, by_begin);
    for (size_t i = 0; i < n; i++) {
        const struct cvd_tile *t = &c->pieces[i].tile;
        c->endings[i] = (struct ending){ t->a + t->words, (uint32_t)i };
    }
    qsort(c->endings, n, sizeof *c->endings, by_end);
    return CVD_OK;
}

static bool is_heavier(const struct chaining *c, uint32_t piece,
                       uint32_t than)
{
    return piece != NONE &&
           (than == NONE || c->pieces[piece].weight > c->pieces[than].weight);
}

/* The heaviest piece that ends in b up to word `at`. */
static uint32_t best_up_to(const struct chaining *c, size_t at)
{
    uint32_t best = NONE;

    for (; at; at &= at - 1)
        if (is_heavier(c, c->best[at], best))
            best = c->best[at];
    return best;
}

static void end_piece(struct chaining *c, uint32_t piece)
{
    const struct cvd_tile *t = &c->pieces[piece].tile;

    for (size_t at = t->b + t->words; at <= c->width; at += at & (~at + 1))
        if (is_heavier(c, piece, c->best[at]))
            c->best[at] = piece;
}

/* Find the heaviest chain that ends with each piece; its last is returned. */
static uint32_t weigh(struct chaining *c, struct cvd_clock *clock)
{
    size_t ended = 0;
    uint32_t heaviest = NONE;

    for (uint32_t i = 0; i < c->count && !cvd_clock_steps(clock, 1); i++) {
        struct piece *p = &c->pieces[i];
        for (; ended < c->count && c->endings[ended].at <= p->tile.a; ended++)
            end_piece(c, c->endings[ended].piece);
        p->before = best_up_to(c, p->tile.b);
        p->weight = p->tile.words;
        if (p->before != NONE)
            p->weight += c->pieces[p->before].weight;
        if (is_heavier(c, i, heaviest))
            heaviest = i;
    }
    return heaviest;
}

/* The chain that ends with `last`, pieces that join made one. */
static enum cvd_status read_chain(const struct chaining *c, uint32_t last,
                                  struct cvd_tiles *out)
{
    enum cvd_status st = CVD_OK;

    for (; last != NONE && st == CVD_OK; last = c->pieces[last].before) {
        struct cvd_tile t = c->pieces[last].tile;
        struct cvd_tile *behind = out->count ? &out->list[out->count - 1]
                                             : NULL;
        if (behind && t.a + t.words == behind->a &&
            t.b + t.words == behind->b) {
            t.words += behind->words;
            *behind = t;
        } else {
            st = cvd_tiles_add(out, t);
        }
    }
    cvd_tiles_turn(out, 0);
    return st;
}

enum cvd_status cvd_tiles_chain(const struct cvd_two *t,
                                const struct cvd_tiles *all,
                                struct cvd_tiles *out)
{
    struct chaining c = { .width = t->b_count };
    enum cvd_status st = make(&c, all);

    if (st == CVD_OK)
        st = read_chain(&c, weigh(&c, t->clock), out);
    free(c.pieces);
    free(c.endings);
    free(c.best);
    return st;
}
