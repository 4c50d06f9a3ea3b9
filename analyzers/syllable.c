/* syllable.c - Vietnamese spelling: valid syllables, marks left out.
 *
 * analyzers/: may include base only.  Home of the generated tables. */
#include "analyzers/analyzer.h"
#include "analyzers/tables.h"

#include "analyzer_tables.h"

enum { BASE_I = 'i' - 'a' + 1, BASE_Y = 'y' - 'a' + 1 };

/* The row of the sorted table whose bits from `shift` up are those of `key`,
 * or 0.  Which half is next cannot be foretold: it is added, not branched
 * to. */
static uint64_t row_find(const uint64_t *row, size_t count, uint64_t key,
                         unsigned shift)
{
    key >>= shift;
    while (count > 1) {
        size_t half = count / 2;
        row += row[half] >> shift <= key ? half : 0;
        count -= half;
    }
    return *row >> shift == key ? *row : 0;
}

/* A word in parts: its letters as cvd_syllables has them, `place` the letter
 * that bears the tone, from 1.  False where it is no syllable by length or
 * letters. */
struct spelt {
    uint64_t key;
    unsigned tone, place;
};

static bool syllable_spell(struct cvd_str exact, struct spelt *out)
{
    const uint8_t *p = (const uint8_t *)exact.ptr;
    const uint8_t *end = p + exact.len;
    unsigned n = 0;

    *out = (struct spelt){ 0 };
    if (exact.len == 0)
        return false;
    for (size_t len; p < end; p += len, n++) {
        const struct cvd_letter *l = &cvd_letters[cvd_class_at(p, end, &len)];

        /* Canonical means lower case: what lowers to other bytes is not. */
        if (!l->base || n == CVD_SYLLABLE_LETTERS || l->lower_len != len)
            return false;
        for (size_t i = 0; i < len; i++)
            if (l->lower[i] != p[i])
                return false;
        out->key |= (uint64_t)cvd_letter_key(l) << (57 - 7 * n);
        if (l->tone) {
            if (out->tone)
                return false;
            out->tone = l->tone;
            out->place = n + 1;
        }
    }
    return true;
}

static bool spelt_valid(const struct spelt *s)
{
    uint64_t row = row_find(cvd_syllables, cvd_syllable_count, s->key,
                            CVD_SYLLABLE_SHIFT);

    return (row >> s->tone & 1) &&
           (!s->tone || (row >> CVD_SYLLABLE_PLACE & 7) == s->place);
}

bool cvd_syllable_valid(struct cvd_str exact)
{
    struct spelt s;

    return syllable_spell(exact, &s) && spelt_valid(&s);
}

unsigned cvd_syllable_surprise(struct cvd_str exact)
{
    struct spelt s;
    uint64_t row;

    if (!syllable_spell(exact, &s) || !spelt_valid(&s))
        return CVD_SURPRISE_NONE;
    row = row_find(cvd_common, cvd_common_count,
                   s.key | (uint64_t)s.tone << CVD_SYLLABLE_PLACE,
                   CVD_SYLLABLE_PLACE);
    return row ? (unsigned)(row & 0xFF) : CVD_SURPRISE_RARE;
}

/* ---- i and y ---------------------------------------------------------- */

/* Whether i and y are one sound after `onset` under `tone`, and the two
 * spellings one word.  After the consonants of Quyết định 1989/QĐ-BGDĐT,
 * Điều 9, they are; but without tone, and in tí/Tý, pairs are two words:
 * vi/Vy, ti/ty, mi/My, li/ly, si/sy (orthography, section 2). */
static bool iy_same(char onset, unsigned tone)
{
    enum { SAC = 2 };

    switch (onset) {
    case 'h': case 'k':
        return true;
    case 't':
        return tone != CVD_TONE_NONE && tone != SAC;
    case 'l': case 'm': case 's': case 'v':
        return tone != CVD_TONE_NONE;
    default:
        return false;
    }
}

size_t cvd_iy_variant(struct cvd_str exact, char out[CVD_IY_MAX])
{
    const uint8_t *p = (const uint8_t *)exact.ptr;
    const uint8_t *end = exact.len ? p + exact.len : p;
    size_t onset, len;
    unsigned class, other;

    if (exact.len < 2)
        return 0;
    onset = p[0] == 'q' && p[1] == 'u' ? 2 : 1;
    if (onset >= exact.len)
        return 0;
    class = cvd_class_at(p + onset, end, &len);
    const struct cvd_letter *l = &cvd_letters[class];
    if (onset + len != exact.len || l->quality ||
        (l->base != BASE_I && l->base != BASE_Y) ||
        (onset == 1 && !iy_same((char)p[0], l->tone)))
        return 0;
    other = l->base == BASE_I ? BASE_Y : BASE_I;
    l = &cvd_letters[cvd_composed[other][CVD_QUALITY_NONE][l->tone]];
    memcpy(out, p, onset);
    memcpy(out + onset, l->lower, l->lower_len);
    return onset + l->lower_len;
}

/* ---- marks ----------------------------------------------------------- */

/* A walk over a word, character by character. */
struct walk {
    const uint8_t *p, *end;
    uint32_t code;
    const struct cvd_letter *letter; /* NULL: none the tables know */
    size_t len;
};

static void walk_look(struct walk *w)
{
    unsigned class;

    w->letter = NULL;
    w->code = CVD_NOT_UTF8;
    w->len = 0;
    if (w->p == w->end)
        return;
    w->code = cvd_utf8_at(w->p, w->end, &w->len);
    if (w->code == CVD_NOT_UTF8) {
        w->code += 1u + *w->p; /* a stray byte is like itself only */
        return;
    }
    class = cvd_word_class(w->code);
    if (class >= CVD_WORD_LETTER)
        w->letter = &cvd_letters[class];
}

static void walk_begin(struct walk *w, struct cvd_str s)
{
    w->p = (const uint8_t *)s.ptr;
    w->end = s.len ? w->p + s.len : w->p;
    walk_look(w);
}

static void walk_next(struct walk *w)
{
    w->p += w->len;
    walk_look(w);
}

static bool is_mark(const struct walk *w)
{
    return w->letter && (w->letter->flags & CVD_LETTER_MARK);
}

/* Whether `have` bears the tones of `typed` in their order. */
static bool tones_consistent(struct cvd_str typed, struct cvd_str have)
{
    struct walk t, h;

    walk_begin(&h, have);
    for (walk_begin(&t, typed); t.len; walk_next(&t)) {
        if (!t.letter || !t.letter->tone)
            continue;
        while (h.len && (!h.letter || h.letter->tone != t.letter->tone))
            walk_next(&h);
        if (!h.len)
            return false;
        walk_next(&h);
    }
    return true;
}

/* Whether letter `h` may be meant by `t`, tones aside. */
static bool letter_consistent(const struct walk *t, const struct walk *h)
{
    if (t->code == h->code)
        return true;
    if (t->letter && h->letter && t->letter->base) {
        const struct cvd_letter *a = t->letter, *b = h->letter;
        if (b->base)
            return a->base == b->base &&
                   (!a->quality || a->quality == b->quality);
    }
    /* Foreign letters: muller may mean müller. */
    return h->letter && !(h->letter->flags & CVD_LETTER_MARK) &&
           h->letter->fold_len == t->len &&
           memcmp(h->letter->fold, t->p, t->len) == 0;
}

bool cvd_marks_consistent(struct cvd_str typed, struct cvd_str have)
{
    struct walk t, h;

    walk_begin(&t, typed);
    walk_begin(&h, have);
    while (t.len && h.len) {
        if (t.code != h.code && is_mark(&h)) {
            walk_next(&h); /* a combining mark that was not typed */
            continue;
        }
        if (t.code != h.code && is_mark(&t)) {
            if (!t.letter->tone)
                return false;
            walk_next(&t); /* a tone: looked for below */
            continue;
        }
        if (!letter_consistent(&t, &h))
            return false;
        walk_next(&t);
        walk_next(&h);
    }
    while (h.len && is_mark(&h))
        walk_next(&h);
    while (t.len && is_mark(&t) && t.letter->tone)
        walk_next(&t);
    return !t.len && !h.len && tones_consistent(typed, have);
}
