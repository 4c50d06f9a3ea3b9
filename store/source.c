/* source.c - posting lists a window at a time: see match.h. */
#include "store/match.h"

#include <stdlib.h>
#include <string.h>

/* ---- memory ---------------------------------------------------------- */

enum { ARENA_BLOCK = 32 * 1024, ALIGN = 16 };

struct cvd_arena_block {
    struct cvd_arena_block *next;
    char pad[ALIGN - sizeof(void *)];
};

void *cvd_arena_room(struct cvd_arena *a, size_t count, size_t size)
{
    if (size && count > (SIZE_MAX - ARENA_BLOCK) / size)
        return NULL;
    size_t need = (count * size + ALIGN) / ALIGN * ALIGN;
    if (need > a->left) {
        size_t room = need > ARENA_BLOCK ? need : ARENA_BLOCK;
        struct cvd_arena_block *b = calloc(1, sizeof *b + room);
        if (!b)
            return NULL;
        b->next = a->blocks;
        a->blocks = b;
        a->next = (char *)(b + 1);
        a->left = room;
    }
    void *p = a->next;
    a->next += need;
    a->left -= need;
    return p;
}

void cvd_arena_release(struct cvd_arena *a)
{
    while (a->blocks) {
        struct cvd_arena_block *next = a->blocks->next;
        free(a->blocks);
        a->blocks = next;
    }
    *a = (struct cvd_arena){ 0 };
}

/* ---- views ----------------------------------------------------------- */

static uint16_t capped(uint32_t times)
{
    return (uint16_t)(times < UINT16_MAX ? times : UINT16_MAX);
}

/* Postings [c->at, end) of the loaded block into the view. */
static void take(struct cvd_cursor *c, uint32_t end, struct cvd_view *v)
{
    uint32_t n = end - c->at;
    const uint32_t *dids = c->dids + c->at;
    uint16_t *at = v->at + v->count, *times = v->times + v->count;

    if (!c->counted)
        cvd_cursor_count(c);
    const uint32_t *counts = c->counts + c->at;
    for (uint32_t i = 0; i < n; i++) {
        at[i] = (uint16_t)(dids[i] - v->from - 1);
        times[i] = capped(counts[i]);
    }
    v->count += n;
    c->at = end;
}

/* What one list has in the window, behind what the view holds. */
static void take_window(struct cvd_cursor *c, struct cvd_view *v)
{
    uint32_t to = v->from + CVD_WINDOW;
    uint32_t did = cvd_cursor_seek(c, v->from + 1);

    while (did <= to) {
        uint32_t end = c->count;
        while (c->dids[end - 1] > to)
            end--;
        take(c, end, v);
        if (end < c->count || c->block + 1 >= cvd_cursor_blocks(c) ||
            !cvd_cursor_load(c, c->block + 1))
            break;
        did = c->dids[0];
    }
}

/* Add up several lists. */
static void take_sum(struct cvd_source *s)
{
    struct cvd_view *v = &s->view;
    uint16_t at[CVD_WINDOW], times[CVD_WINDOW];
    uint32_t sums[CVD_WINDOW] = { 0 };
    uint64_t marks[CVD_WINDOW_WORDS] = { 0 };
    struct cvd_view one = { v->from, 0, at, times };

    for (size_t i = 0; i < s->count; i++) {
        one.count = 0;
        take_window(&s->cursors[i], &one);
        for (uint32_t k = 0; k < one.count; k++) {
            sums[at[k]] += times[k];
            cvd_set_bit(marks, at[k]);
        }
    }
    for (uint32_t w = 0; w < CVD_WINDOW_WORDS; w++)
        for (uint64_t left = marks[w]; left; left &= left - 1) {
            uint32_t i = w * 64 + (uint32_t)__builtin_ctzll(left);
            v->at[v->count] = (uint16_t)i;
            v->times[v->count++] = capped(sums[i]);
        }
}

const struct cvd_view *cvd_source_view(struct cvd_source *s, uint32_t from)
{
    struct cvd_view *v = &s->view;

    if (v->at && v->from == from)
        return v;
    if (!v->at) {
        v->at = cvd_arena_room(s->m->arena, CVD_WINDOW, sizeof *v->at);
        v->times = cvd_arena_room(s->m->arena, CVD_WINDOW, sizeof *v->times);
        if (!v->at || !v->times) {
            v->at = NULL;
            return NULL;
        }
    }
    v->from = from;
    v->count = 0;
    if (s->count == 1)
        take_window(s->cursors, v);
    else
        take_sum(s);
    return v;
}

void cvd_source_mark(struct cvd_source *s, uint32_t from, uint64_t *bits)
{
    for (size_t i = 0; i < s->count; i++)
        cvd_cursor_mark(&s->cursors[i], from, CVD_WINDOW, bits);
}

/* ---- one document ---------------------------------------------------- */

uint32_t cvd_source_seek(struct cvd_source *s, uint32_t did)
{
    uint32_t next = CVD_NO_DID;

    for (size_t i = 0; i < s->count && next != did; i++) {
        uint32_t at = cvd_cursor_seek(&s->cursors[i], did);
        next = at < next ? at : next;
    }
    return next;
}

uint32_t cvd_source_times(struct cvd_source *s, uint32_t did)
{
    uint64_t times = 0;

    for (size_t i = 0; i < s->count; i++)
        times += cvd_cursor_times_of(&s->cursors[i], did);
    return capped(times < UINT16_MAX ? (uint32_t)times : UINT16_MAX);
}

/* ---- bounds ---------------------------------------------------------- */

/* Of a list too short to say. */
static float short_most(struct cvd_source *s)
{
    struct cvd_cursor *c = s->cursors;

    if (s->short_most > 0)
        return s->short_most;
    s->short_most = 1;
    if ((c->count && c->block == 0) || cvd_cursor_load(c, 0)) {
        float most = 0;
        if (!c->counted)
            cvd_cursor_count(c);
        for (uint32_t i = 0; i < c->count; i++) {
            float share = cvd_posting_share(
                c->counts[i],
                s->m->norms->add[s->m->part->lengths[c->dids[i] - 1]]);
            most = share > most ? share : most;
        }
        s->short_most = most;
    }
    return s->short_most;
}

/* The greatest of the blocks that reach into the window, in 255ths. */
static unsigned blocks_most(struct cvd_source *s, uint32_t from)
{
    const struct cvd_cursor *c = s->cursors;
    uint32_t blocks = cvd_cursor_blocks(c), to = from + CVD_WINDOW;
    unsigned most = 0;

    if (s->hint && cvd_cursor_block_last(c, s->hint - 1) > from)
        s->hint = 0; /* back */
    s->hint = cvd_cursor_block_of(c, s->hint, from + 1);
    for (uint32_t b = s->hint; b < blocks; b++) {
        unsigned here = cvd_cursor_block_most(c, b);
        most = here > most ? here : most;
        if (cvd_cursor_block_last(c, b) >= to)
            break;
    }
    return most;
}

double cvd_source_most(struct cvd_source *s, uint32_t from)
{
    if (s->count != 1)
        return cvd_source_seek(s, from + 1) <= from + CVD_WINDOW;
    if (s->cursors->full == 0)
        return cvd_source_seek(s, from + 1) <= from + CVD_WINDOW
                   ? (double)short_most(s)
                   : 0;
    double most = blocks_most(s, from) * s->m->stretch / UINT8_MAX;
    return most < 1 ? most : 1;
}

bool cvd_source_damaged(const struct cvd_source *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->cursors[i].damaged)
            return true;
    return false;
}
