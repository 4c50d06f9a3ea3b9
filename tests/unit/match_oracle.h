/* match_oracle.h - what a tree finds and what that is worth, by looking at
 * every word of every document: as store.h says, and nothing else.  Header-only
 * so that each test stays one file. */
#ifndef CVD_TESTS_MATCH_ORACLE_H
#define CVD_TESTS_MATCH_ORACLE_H

#include "tests/unit/match_docs.h"

#include "store/postings.h"

#include <math.h>

enum { LEAVES_MAX = 256 };

/* A word or phrase: how often each document has it. */
struct known_leaf {
    const struct cvd_node *node;
    uint32_t *times;
    double rarity;
};

struct oracle {
    const struct shelf *shelf;
    struct known_leaf leaves[LEAVES_MAX];
    size_t leaf_count;
    bool *found;           /* by paper */
    double *worth;
    size_t total;
};

/* ---- words ----------------------------------------------------------- */

/* Which words fit a slot. */
struct fitting {
    bool word[WORDS_MAX + 1];
};

static inline struct fitting fitting_of(const struct cvd_slot *s)
{
    struct fitting f = { { false } };

    for (size_t i = 0; i < s->count; i++) {
        size_t w = (size_t)(s->words[i].exact.ptr - exact_names[0]) /
                   sizeof *exact_names;
        if (!s->any_spelling)
            f.word[w] = true;
        for (size_t k = 0; s->any_spelling && i == 0 && k < SPELLINGS; k++)
            if (w / SPELLINGS * SPELLINGS + k <= WORDS_MAX)
                f.word[w / SPELLINGS * SPELLINGS + k] = true;
    }
    return f;
}

static inline bool fits(const struct fitting *f, uint32_t number)
{
    return number && f->word[number - 1];
}

static inline unsigned title_weight(const struct paper *p)
{
    return p->title_weight ? p->title_weight : 1;
}

static inline uint32_t capped_times(uint64_t times)
{
    return times < UINT16_MAX ? (uint32_t)times : UINT16_MAX;
}

static inline uint64_t word_times(const struct paper *p,
                                  const struct fitting *f)
{
    uint64_t times = 0;

    for (size_t i = 0; i < p->body_len; i++)
        times += fits(f, p->body[i]);
    for (size_t i = 0; i < p->title_len; i++)
        times += fits(f, p->title[i]) ? title_weight(p) : 0;
    return times;
}

static inline bool has_pair(const struct paper *p, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i + 1 < p->body_len; i++)
        if (p->body[i] == a && p->body[i + 1] == b)
            return true;
    return false;
}

/* A pair of the title counts where the body has it. */
static inline uint64_t pair_times(const struct paper *p,
                                  const struct fitting *f)
{
    uint64_t times = 0;

    for (size_t i = 0; i + 1 < p->body_len; i++)
        times += fits(&f[0], p->body[i]) && fits(&f[1], p->body[i + 1]);
    for (size_t i = 0; i + 1 < p->title_len; i++)
        if (fits(&f[0], p->title[i]) && fits(&f[1], p->title[i + 1]) &&
            has_pair(p, p->title[i], p->title[i + 1]))
            times += title_weight(p);
    return times;
}

static inline uint64_t phrase_times(const struct paper *p,
                                    const struct fitting *f, size_t n)
{
    uint64_t times = 0;

    for (size_t i = 0; i + n <= p->body_len; i++) {
        size_t k = 0;
        while (k < n && fits(&f[k], p->body[i + k]))
            k++;
        times += k == n;
    }
    return times;
}

/* ---- rarity ---------------------------------------------------------- */

static inline double idf_of(const struct shelf *f, double bears)
{
    double n = (double)f->count;

    bears = bears < n ? bears : n;
    return log(1 + (n - bears + 0.5) / (bears + 0.5));
}

/* How many words that fit a document bears. */
static inline unsigned words_borne(const struct paper *p,
                                   const struct fitting *f)
{
    bool seen[WORDS_MAX + 1] = { false };
    unsigned n = 0;

    for (size_t i = 0; i < p->body_len + p->title_len; i++) {
        uint32_t w = i < p->body_len ? p->body[i]
                                     : p->title[i - p->body_len];
        if (!fits(f, w) || seen[w - 1])
            continue;
        seen[w - 1] = true;
        n++;
    }
    return n;
}

/* Of any spelling each document once, of some words each by itself. */
static inline double slot_bears(const struct shelf *s,
                                const struct cvd_slot *slot)
{
    struct fitting f = fitting_of(slot);
    double bears = 0;

    for (size_t i = 0; i < s->count; i++) {
        unsigned n = words_borne(&s->papers[i], &f);
        bears += slot->any_spelling ? n != 0 : n;
    }
    return bears;
}

/* Documents of each pair of words, of a part. */
static inline double pairs_bear(const struct shelf *s, size_t part,
                                const struct fitting *f)
{
    double bears = 0;

    for (size_t d = s->begin[part]; d < s->begin[part + 1]; d++) {
        const struct paper *p = &s->papers[d];
        for (size_t i = 0; i + 1 < p->body_len; i++) {
            size_t k = 0;
            if (!fits(&f[0], p->body[i]) || !fits(&f[1], p->body[i + 1]))
                continue;
            while (p->body[k] != p->body[i] ||
                   p->body[k + 1] != p->body[i + 1])
                k++;
            bears += k == i; /* there for the first time */
        }
    }
    return bears;
}

static inline double phrase_bears(const struct shelf *s,
                                  const struct fitting *f, size_t n)
{
    double bears = 0;

    for (size_t part = 0; part < s->parts; part++) {
        double least = (double)s->count;
        for (size_t i = 0; i + 1 < n; i++)
            least = fmin(least, pairs_bear(s, part, f + i));
        bears += least;
    }
    return bears;
}

static inline double rarity_of(const struct shelf *s,
                               const struct cvd_node *n)
{
    struct fitting f[8];
    double rarest = 0, sum = 0;

    if (n->stands_for)
        return rarity_of(s, n->stands_for);
    if (n->kind == CVD_N_WORD)
        return idf_of(s, slot_bears(s, n->slots));
    if (n->kind != CVD_N_PHRASE) {
        for (size_t i = 0; i < n->kid_count; i++)
            sum += n->kids[i]->weight * rarity_of(s, n->kids[i]);
        return sum;
    }
    for (size_t i = 0; i < n->slot_count; i++) {
        f[i] = fitting_of(&n->slots[i]);
        if (n->words_share != 0)
            rarest = fmax(rarest, idf_of(s, slot_bears(s, &n->slots[i])));
    }
    return fmax(0, idf_of(s, phrase_bears(s, f, n->slot_count)) -
                       n->words_share * rarest);
}

/* ---- leaves ---------------------------------------------------------- */

static inline const struct known_leaf *leaf_of(struct oracle *o,
                                               const struct cvd_node *n)
{
    struct fitting f[8];

    for (size_t i = 0; i < o->leaf_count; i++)
        if (o->leaves[i].node == n)
            return &o->leaves[i];
    assert_true(o->leaf_count < LEAVES_MAX);
    struct known_leaf *l = &o->leaves[o->leaf_count++];
    l->node = n;
    l->rarity = n->weight > 0 ? rarity_of(o->shelf, n) : 0;
    l->times = calloc(o->shelf->count + 1, sizeof *l->times);
    assert_non_null(l->times);
    for (size_t i = 0; i < n->slot_count; i++)
        f[i] = fitting_of(&n->slots[i]);
    for (size_t i = 0; i < o->shelf->count; i++) {
        const struct paper *p = &o->shelf->papers[i];
        l->times[i] = capped_times(
            n->kind == CVD_N_WORD ? word_times(p, f)
            : n->slot_count == 2  ? pair_times(p, f)
                                  : phrase_times(p, f, n->slot_count));
    }
    return l;
}

/* BM25: postings.h. */
static inline double leaf_worth(const struct oracle *o,
                                const struct known_leaf *l, size_t paper)
{
    double length = cvd_length_of(
        cvd_length_code(o->shelf->papers[paper].length));
    double k1 = (double)CVD_BM25_K1, b = (double)CVD_BM25_B;
    double times = l->times[paper];

    if (times == 0)
        return 0;
    return l->node->weight * l->rarity * (1 + k1) * times /
           (times + k1 * (1 - b + b * length / o->shelf->average));
}

/* ---- fields ---------------------------------------------------------- */

static inline bool has_term(const struct paper *p, const struct cvd_node *n)
{
    if (n->field == CVD_F_TYPE)
        return p->type &&
               cvd_str_equal(n->term, cvd_str_from(type_names[p->type]));
    for (size_t i = 0; i < CITES_MAX; i++)
        if (p->cites[i] &&
            cvd_str_equal(n->term, cvd_str_from(cite_names[p->cites[i]])))
            return true;
    return false;
}

static inline bool in_range(const struct paper *p, const struct cvd_node *n)
{
    struct cvd_str date = { NULL, 0 };

    if (!p->date)
        return false;
    date = cvd_str_from(p->date);
    return cvd_str_compare(date, n->from) >= 0 &&
           (!n->to.len || cvd_str_starts(date, n->to) ||
            cvd_str_compare(date, n->to) <= 0);
}

/* ---- trees ----------------------------------------------------------- */

static inline bool look(struct oracle *o, const struct cvd_node *n,
                        size_t paper, double *worth);

/* How many kids find it; their sum, and the most of one. */
static inline size_t look_below(struct oracle *o, const struct cvd_node *n,
                                size_t paper, double *sum, double *most)
{
    size_t found = 0;

    *sum = *most = 0;
    for (size_t i = 0; i < n->kid_count; i++) {
        double worth;
        if (!look(o, n->kids[i], paper, &worth))
            continue;
        found++;
        *sum += worth;
        *most = fmax(*most, worth);
    }
    return found;
}

static inline bool look_at_two(struct oracle *o, const struct cvd_node *n,
                               size_t paper, double *worth)
{
    double other;
    bool there = look(o, n->kids[0], paper, worth);
    bool too = look(o, n->kids[1], paper, &other);

    if (n->kind == CVD_N_NOT)
        return there && !too;
    if (n->kind == CVD_N_FILTER)
        return there && too;
    *worth += too ? other : 0;
    return there;
}

static inline bool look(struct oracle *o, const struct cvd_node *n,
                        size_t paper, double *worth)
{
    double sum, most;
    size_t found;

    *worth = 0;
    switch (n->kind) {
    case CVD_N_NONE:
        return false;
    case CVD_N_ALL:
        return true;
    case CVD_N_WORD:
    case CVD_N_PHRASE: {
        const struct known_leaf *l = leaf_of(o, n);
        *worth = leaf_worth(o, l, paper);
        return l->times[paper] > 0;
    }
    case CVD_N_FIELD:
        return has_term(&o->shelf->papers[paper], n);
    case CVD_N_RANGE:
        return in_range(&o->shelf->papers[paper], n);
    case CVD_N_NOT:
    case CVD_N_MAYBE:
    case CVD_N_FILTER:
        return look_at_two(o, n, paper, worth);
    default:
        break;
    }
    found = look_below(o, n, paper, &sum, &most);
    if (n->kind == CVD_N_LEAST)
        return found >= n->least;
    *worth = n->kind == CVD_N_FIXED ? n->weight
             : n->kind == CVD_N_BEST ? most : sum;
    return n->kind == CVD_N_AND ? found == n->kid_count : found > 0;
}

static inline void oracle_ask(struct oracle *o, const struct shelf *s,
                              const struct cvd_node *root)
{
    *o = (struct oracle){ .shelf = s };
    o->found = calloc(s->count + 1, sizeof *o->found);
    o->worth = calloc(s->count + 1, sizeof *o->worth);
    assert_true(o->found && o->worth);
    for (size_t i = 0; i < s->count; i++) {
        o->found[i] = s->papers[i].live && look(o, root, i, &o->worth[i]);
        o->total += o->found[i];
    }
}

static inline void oracle_release(struct oracle *o)
{
    for (size_t i = 0; i < o->leaf_count; i++)
        free(o->leaves[i].times);
    free(o->found);
    free(o->worth);
}

#endif
