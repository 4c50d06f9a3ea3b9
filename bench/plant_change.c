/* plant_change.c - words, lines and sentences: see plant_change.h. */
#include "bench/plant_change.h"

#include <stdlib.h>

/* ---- words ----------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* The first whole word from a place drawn of a document drawn: so a word comes
 * as often as in the collection.  Empty once in a while, at a text's end. */
static struct cvd_str draw_once(struct planting *p)
{
    const struct plant_documents *c = &p->collection;
    struct cvd_str s = c->list[dice_below(&p->dice, (uint32_t)c->count)].text;
    size_t at = s.len ? dice_below(&p->dice, (uint32_t)s.len) : 0, end;

    while (at < s.len && !is_blank(s.ptr[at]))
        at++;
    while (at < s.len && is_blank(s.ptr[at]))
        at++;
    for (end = at; end < s.len && !is_blank(s.ptr[end]);)
        end++;
    return (struct cvd_str){ s.ptr + at, end - at };
}

static struct cvd_str draw_word(struct planting *p)
{
    enum { TRIES = 1000 };

    for (int i = 0; i < TRIES; i++) {
        struct cvd_str s = draw_once(p);
        if (s.len)
            return s;
    }
    plant_die("the collection", "has no words");
}

static void edit(struct planting *p, struct plant_word w,
                 struct plant_text *out)
{
    enum { REPLACE, DROP, INSERT, WAYS };
    uint32_t way = dice_below(&p->dice, WAYS);

    if (way == DROP)
        return;
    plant_text_add(out, (struct plant_word){ w.before, draw_word(p), false });
    if (way == INSERT)
        plant_text_add(out, (struct plant_word){
            cvd_str_from(" "), w.word, w.borrowed });
}

void plant_edit(struct planting *p, const struct plant_text *in,
                double share, struct plant_text *out)
{
    for (size_t i = 0; i < in->count; i++)
        if (dice_chance(&p->dice, share))
            edit(p, in->list[i], out);
        else
            plant_text_add(out, in->list[i]);
}

static size_t *order_of(struct planting *p, size_t n)
{
    size_t *order = plant_got(malloc((n + 1) * sizeof *order));

    plant_shuffle(&p->dice, order, n);
    return order;
}

void plant_edit_words(struct planting *p, const struct plant_text *in,
                      size_t count, struct plant_text *out)
{
    size_t *order = order_of(p, in->count);
    bool *edited = plant_got(calloc(in->count + 1, sizeof *edited));

    for (size_t i = 0; i < count && i < in->count; i++)
        edited[order[i]] = true;
    for (size_t i = 0; i < in->count; i++)
        if (edited[i])
            edit(p, in->list[i], out);
        else
            plant_text_add(out, in->list[i]);
    free(order);
    free(edited);
}

/* ---- lines and sentences --------------------------------------------- */

/* Where each begins, and the end of the last. */
struct units {
    size_t *from;
    size_t count;
};

static struct units units_of(const struct plant_text *t, enum plant_unit unit)
{
    struct units u = { plant_got(malloc((t->count + 1) *
                                          sizeof *u.from)), 0 };

    for (size_t i = 0; i < t->count; i = plant_text_unit(t, unit, i))
        u.from[u.count++] = i;
    u.from[u.count] = t->count;
    return u;
}

void plant_shorten(struct planting *p, const struct plant_text *in,
                   double share, struct plant_text *out)
{
    struct units u = units_of(in, PLANT_SENTENCES);
    size_t *order = order_of(p, u.count), *rank, gone;

    rank = plant_got(malloc((u.count + 1) * sizeof *rank));
    gone = (size_t)((double)u.count * share + 0.5);
    for (size_t i = 0; i < u.count; i++)
        rank[order[i]] = i;
    for (size_t i = 0; i < u.count; i++)
        if (rank[i] >= gone)
            plant_text_append(out, in, u.from[i], u.from[i + 1]);
    free(rank);
    free(order);
    free(u.from);
}

void plant_reorder(struct planting *p, const struct plant_text *in,
                   enum plant_unit unit, struct plant_text *out)
{
    struct units u = units_of(in, unit);
    size_t *order = order_of(p, u.count);

    for (size_t i = 0; i < u.count; i++) {
        size_t at = order[i];
        plant_text_append(out, in, u.from[at], u.from[at + 1]);
    }
    free(order);
    free(u.from);
}

void plant_passage(struct planting *p, const struct plant_text *in,
                   size_t words, struct plant_text *out)
{
    size_t room = in->count > words ? in->count - words : 0;
    size_t from = dice_below(&p->dice, (uint32_t)room + 1);
    size_t begins = 0;

    while (begins < from)
        begins = plant_text_unit(in, PLANT_SENTENCES, begins);
    if (begins <= room)
        from = begins;
    plant_text_append(out, in, from,
                      from + words < in->count ? from + words : in->count);
}

void plant_insert(struct planting *p, const struct plant_text *in,
                  const struct plant_text *what, struct plant_text *out)
{
    struct units u = units_of(in, PLANT_LINES);
    size_t head = plant_text_head(in), at, first;

    at = u.from[dice_below(&p->dice, (uint32_t)u.count + 1)];
    at = at < head ? head : at;
    plant_text_append(out, in, 0, at);
    first = out->count;
    plant_text_append(out, what, 0, what->count);
    if (first < out->count)
        out->list[first].before = cvd_str_from("\n");
    first = out->count;
    plant_text_append(out, in, at, in->count);
    if (first < out->count && at == 0)
        out->list[first].before = cvd_str_from("\n");
    free(u.from);
}
