/* keyness_units.c - see keyness_units.h. */
#include "search/keyness_units.h"
#include "search/keyness_scores.h"

#include <stdlib.h>

/* ---- scores ---------------------------------------------------------- */

double cvd_key_g2(const struct cvd_key_sides *s, uint64_t of, uint64_t with)
{
    const double *n = s->words;

    return s->window
               ? cvd_score_g2_table((double)of, n[CVD_OF], (double)with,
                                    n[CVD_WITH])
               : cvd_score_g2((double)of, (double)with, n[CVD_OF],
                              n[CVD_WITH]);
}

double cvd_key_score(const struct cvd_key_sides *s, enum cvd_key_sort sort,
                     uint64_t of, uint64_t with)
{
    const double *n = s->words;

    switch (sort) {
    case CVD_KEY_RATIO:
        return cvd_score_log_ratio((double)of, (double)with, n[CVD_OF],
                                   n[CVD_WITH]);
    case CVD_KEY_DICE:
        return cvd_score_log_dice((double)of, s->places, (double)with);
    case CVD_KEY_MI:
        return cvd_score_mi((double)of, n[CVD_OF], (double)with,
                            n[CVD_WITH]);
    case CVD_KEY_G2:
        break;
    }
    return cvd_key_g2(s, of, with);
}

/* ---- what is key ----------------------------------------------------- */

/* Counts of a table that holds together: where the time ran out, what is told
 * of the windows may be missing from the whole. */
static bool fits(const struct cvd_key_sides *s, const struct cvd_frequency *u)
{
    double of = (double)u->count[CVD_OF], with = (double)u->count[CVD_WITH];

    return !s->window || (of <= with && with - of <= s->words[CVD_WITH] -
                                                         s->words[CVD_OF]);
}

static bool is_key(const struct cvd_key_sides *s, enum cvd_key_sort sort,
                   const struct cvd_frequency *u, struct cvd_key_scored *out)
{
    uint64_t of = u->count[CVD_OF], with = u->count[CVD_WITH];

    if (!of || !fits(s, u) ||
        (double)of * s->words[CVD_WITH] <= (double)with * s->words[CVD_OF])
        return false;
    *out = (struct cvd_key_scored){ u, cvd_key_g2(s, of, with),
                                    cvd_key_score(s, sort, of, with) };
    bool favours_rare = sort == CVD_KEY_RATIO || sort == CVD_KEY_MI;
    return out->g2 >= (favours_rare ? CVD_G2_0001 : CVD_G2_05);
}

/* ---- order ----------------------------------------------------------- */

static int by_score(const void *pa, const void *pb)
{
    const struct cvd_key_scored *a = pa, *b = pb;
    const uint64_t na = a->unit->count[CVD_OF], nb = b->unit->count[CVD_OF];

    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (na != nb)
        return na > nb ? -1 : 1;
    int c = cvd_str_compare(a->unit->first, b->unit->first);
    return c ? c : cvd_str_compare(a->unit->second, b->unit->second);
}

/* ---- words and their pairs ------------------------------------------- */

/* A word is explained by a pair if its places beside those of the pair are
 * key by no more than one part in so many. */
enum { EXPLAINED_PARTS = 4 };

/* A word, and the surest pair that has it. */
struct single {
    const char *word;        /* a word has one place in the counts' memory */
    const struct cvd_frequency *unit;
    size_t pair;             /* in the list; SIZE_MAX: none */
};

struct merging {
    const struct cvd_key_sides *sides;
    struct cvd_key_list *list;
    struct single *singles;  /* all words counted, key or not */
    size_t single_count;
};

static int by_word(const void *pa, const void *pb)
{
    const struct single *a = pa, *b = pb;

    return a->word < b->word ? -1 : a->word > b->word;
}

static enum cvd_status find_singles(const struct cvd_frequencies *f,
                                    struct merging *m)
{
    m->singles = calloc(f->count + 1, sizeof *m->singles);
    if (!m->singles)
        return CVD_ENOMEM;
    for (size_t i = 0; i < f->count; i++)
        if (!f->list[i].second.len)
            m->singles[m->single_count++] = (struct single){
                f->list[i].first.ptr, &f->list[i], SIZE_MAX
            };
    qsort(m->singles, m->single_count, sizeof *m->singles, by_word);
    return CVD_OK;
}

static struct single *single_of(const struct merging *m, struct cvd_str word)
{
    struct single key = { .word = word.ptr };

    return m->single_count ? bsearch(&key, m->singles, m->single_count,
                                     sizeof key, by_word)
                           : NULL;
}

/* The list is in order: of pairs as sure the first is it. */
static void offer(const struct merging *m, struct single *s, size_t pair)
{
    if (s && (s->pair == SIZE_MAX ||
              m->list->list[s->pair].g2 < m->list->list[pair].g2))
        s->pair = pair;
}

/* How surely there are more; 0 where there are fewer. */
static double key_by(const struct merging *m, uint64_t of, uint64_t with)
{
    const double *n = m->sides->words;

    return (double)of * n[CVD_WITH] > (double)with * n[CVD_OF]
               ? cvd_key_g2(m->sides, of, with)
               : 0;
}

static uint64_t without(uint64_t n, uint64_t taken)
{
    return n > taken ? n - taken : 0;
}

/* Whether a word is key for its places in its pair; one that is not key, that
 * it has half of them there. */
static bool is_explained(const struct merging *m, const struct single *s)
{
    if (!s || s->pair == SIZE_MAX)
        return false;
    const uint64_t *word = s->unit->count;
    const uint64_t *pair = m->list->list[s->pair].unit->count;
    double key = key_by(m, word[CVD_OF], word[CVD_WITH]);

    if (key < CVD_G2_05)
        return pair[CVD_OF] * 2 >= word[CVD_OF];
    return key_by(m, without(word[CVD_OF], pair[CVD_OF]),
                  without(word[CVD_WITH], pair[CVD_WITH])) <=
           key / EXPLAINED_PARTS;
}

static bool stays(const struct merging *m, size_t i)
{
    const struct cvd_frequency *u = m->list->list[i].unit;
    const struct single *first = single_of(m, u->first);
    const struct single *second = single_of(m, u->second);

    if (!u->second.len)
        return !is_explained(m, first);
    return (is_explained(m, first) && first->pair == i) ||
           (is_explained(m, second) && second->pair == i);
}

/* Take off the words that a pair explains, and the pairs that explain none:
 * where "sản phẩm" is key there need be no "phẩm", and where "ocop" is, with
 * that word before it or another, no "phẩm ocop". */
static enum cvd_status merge(const struct cvd_frequencies *f,
                             const struct cvd_key_sides *sides,
                             struct cvd_key_list *l)
{
    struct merging m = { .sides = sides, .list = l };
    unsigned char *stay = calloc(l->count + 1, 1);
    enum cvd_status st = stay ? find_singles(f, &m) : CVD_ENOMEM;
    size_t kept = 0;

    for (size_t i = 0; i < l->count && st == CVD_OK; i++) {
        if (!l->list[i].unit->second.len)
            continue;
        offer(&m, single_of(&m, l->list[i].unit->first), i);
        offer(&m, single_of(&m, l->list[i].unit->second), i);
    }
    for (size_t i = 0; i < l->count && st == CVD_OK; i++)
        stay[i] = stays(&m, i);
    for (size_t i = 0; i < l->count && st == CVD_OK; i++)
        if (stay[i])
            l->list[kept++] = l->list[i];
    l->count = kept;
    free(m.singles);
    free(stay);
    return st;
}

enum cvd_status cvd_key_list_make(const struct cvd_frequencies *f,
                                  const struct cvd_key_sides *s,
                                  enum cvd_key_length length,
                                  enum cvd_key_sort sort,
                                  struct cvd_key_list *out)
{
    struct cvd_key_list l = { calloc(f->count + 1, sizeof *l.list), 0 };

    if (!l.list)
        return CVD_ENOMEM;
    for (size_t i = 0; i < f->count && s->words[CVD_WITH] > 0; i++)
        l.count += is_key(s, sort, &f->list[i], &l.list[l.count]);
    qsort(l.list, l.count, sizeof *l.list, by_score);
    enum cvd_status st = length == CVD_KEY_BOTH ? merge(f, s, &l) : CVD_OK;
    if (st == CVD_OK)
        *out = l;
    else
        free(l.list);
    return st;
}
