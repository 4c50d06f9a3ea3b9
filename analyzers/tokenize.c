/* tokenize.c - text in, words in canonical form out.
 *
 * analyzers/: may include base only.  The one entry of indexing and asking,
 * and the loop that every byte of every document goes through: one table
 * look-up a character, and whatever is rare is in a function of its own. */
#include "analyzers/analyzer.h"
#include "analyzers/letterspace.h"
#include "analyzers/tables.h"
#include "base/limits.h"

#include <stdlib.h>

#ifdef __GNUC__
#define RARE __attribute__((noinline, cold)) /* keeps the loop small */
#define HOT static inline __attribute__((always_inline))
#else
#define RARE
#define HOT static inline
#endif

/* What one word may need in the arena: both forms, and the bytes that copying
 * four or sixteen at a time writes beyond them. */
enum { WORD_ROOM = CVD_WORD_ROOM };

/* The word being read.  `shape` holds what its last eight characters are, a
 * byte each, the last lowest: the tone above the sound.  No byte is 0, so
 * that bits 56 and up are 0 as long as the word has fewer than eight. */
struct word {
    uint8_t *exact, *exact_end;
    uint64_t shape;
};

enum { SHAPE_LETTERS = 7 };

static const uint64_t shape_tones = UINT64_C(0x0070707070707070);

/* ---- combining marks ------------------------------------------------- */

/* cvd_class_at(), in every place: a call would cost as much as it does. */
HOT unsigned class_at(const uint8_t *p, const uint8_t *end, size_t *len)
{
    uint32_t c = cvd_utf8_at(p, end, len);

    return c == CVD_NOT_UTF8 ? CVD_WORD_NONE : cvd_word_class(c);
}

enum absorbed { ABSORBED, NOT_ABSORBED, NO_ROOM };

/* Put a combining mark on the letter it follows, whatever the order of the
 * marks: NFC leaves á + U+0302 alone, since marks of one combining class
 * keep their order (UAX #15), but whoever typed it meant ấ. */
RARE static enum absorbed mark_absorb(struct word *w,
                                 const struct cvd_letter *mark)
{
    uint8_t *at = w->exact_end, *rest;
    const struct cvd_letter *had, *got;
    unsigned quality, tone, class, marks = 0;
    size_t len;

    if (!mark->quality && !mark->tone)
        return NOT_ABSORBED;
    for (;; marks++) { /* back to the letter, over marks it did not take */
        if (at == w->exact)
            return NOT_ABSORBED;
        do
            at--;
        while ((*at & 0xC0) == 0x80);
        class = class_at(at, w->exact_end, &len);
        if (class < CVD_WORD_LETTER)
            return NOT_ABSORBED;
        if (!(cvd_letters[class].flags & CVD_LETTER_MARK))
            break;
    }
    had = &cvd_letters[class];
    if (!had->base || had->quality == CVD_QUALITY_STROKE ||
        (mark->quality && had->quality) || (mark->tone && had->tone))
        return NOT_ABSORBED;
    quality = mark->quality | had->quality;
    tone = mark->tone | had->tone;
    if (!cvd_composed[had->base][quality][tone])
        return NOT_ABSORBED;
    got = &cvd_letters[cvd_composed[had->base][quality][tone]];
    rest = at + len;
    if ((size_t)(w->exact_end - w->exact) - len + got->lower_len >
        CVD_TERM_BYTES_MAX) {
        /* Its composed form would not have been taken either. */
        w->exact_end = at;
        return NO_ROOM;
    }
    memmove(at + got->lower_len, rest, (size_t)(w->exact_end - rest));
    memcpy(at, got->lower, got->lower_len);
    w->exact_end += got->lower_len - (ptrdiff_t)len;
    if (marks < 8) {
        w->shape &= ~(UINT64_C(0x7F) << 8 * marks);
        w->shape |= (uint64_t)(got->tone << 4 | got->sound) << 8 * marks;
    }
    return ABSORBED;
}

/* ---- where the tone stands ------------------------------------------- */

/* How many characters before the last one of a word of this shape the tone
 * belongs, or -1 where that is where it is or cannot be told.  *open: it ends
 * in oa, oe or uy, which have an old and a new style. */
static int tone_belongs(uint64_t shape, bool *open)
{
    uint64_t tones = shape & shape_tones, s = shape;
    unsigned coda = 0, count = 0, key = 0, sound, place;
    int at = __builtin_ctzll(tones) / 8;
    int want;

    *open = false;
    if (tones & ~(UINT64_C(0x70) << 8 * at))
        return -1;
    while (s && !cvd_is_vowel(s & 15)) {
        s >>= 8;
        coda++;
    }
    while (cvd_is_vowel(sound = s & 15)) {
        if (count == 4)
            return -1;
        key |= sound << 4 * count++;
        s >>= 8;
    }
    /* Of several vowel groups the last is looked at; a tone elsewhere is that
     * of another syllable written in one word with it. */
    if (at < (int)coda || at >= (int)(coda + count))
        return -1;
    /* The u of qu and the i of gi are of the onset (orthography: quý, giá),
     * but gì has no other vowel. */
    sound = key >> 4 * (count - 1);
    if (count > 1 && (((s & 15) == CVD_SOUND_Q && sound == CVD_SOUND_U) ||
                      ((s & 15) == CVD_SOUND_G && sound == CVD_SOUND_I)))
        key &= ~(15u << 4 * --count);
    else if (coda == 0)
        *open = key == (CVD_SOUND_O << 4 | CVD_SOUND_A) ||
                key == (CVD_SOUND_O << 4 | CVD_SOUND_E) ||
                key == (CVD_SOUND_U << 4 | CVD_SOUND_Y);
    if (count > 3)
        return -1;
    place = cvd_tone_place[coda > 0][key];
    if (!place)
        return -1;
    want = (int)(coda + count - place);
    return want == at ? -1 : want;
}

/* Move the tone of the word to where old-style spelling has it.  Open oa, oe,
 * uy are two ways to write the same; elsewhere the tone was mistyped, which
 * is only sure when the outcome is a syllable. */
RARE static void tone_replace(struct word *w)
{
    uint8_t moved[SHAPE_LETTERS * 4], *to = moved;
    uint64_t tones = w->shape & shape_tones;
    int from = __builtin_ctzll(tones) / 8, index = -1, want;
    unsigned tone = (unsigned)(tones >> 8 * from) >> 4;
    bool open;
    size_t len;

    want = tone_belongs(w->shape, &open);
    if (want < 0)
        return;
    for (uint64_t s = w->shape; s; s >>= 8)
        index++;
    for (const uint8_t *p = w->exact; p < w->exact_end; p += len, index--) {
        unsigned class = class_at(p, w->exact_end, &len);
        if (class >= CVD_WORD_LETTER && (index == from || index == want)) {
            const struct cvd_letter *l = &cvd_letters[class];
            class = cvd_composed[l->base][l->quality]
                                [index == want ? tone : CVD_TONE_NONE];
            memcpy(to, cvd_letters[class].lower, 4);
            to += cvd_letters[class].lower_len;
        } else {
            memcpy(to, p, len);
            to += len;
        }
    }
    len = (size_t)(to - moved);
    if (!open &&
        !cvd_syllable_valid((struct cvd_str){ (const char *)moved, len }))
        return;
    memcpy(w->exact, moved, len);
    w->exact_end = w->exact + len;
}

/* Whether the tone stands where it does in syllables, so far as the letter
 * before it and the two behind can tell. */
HOT bool tone_well_placed(uint64_t shape)
{
    int at = __builtin_ctzll(shape & shape_tones) & ~7;
    uint64_t s = shape << 16 >> at & 0x0F0F0F0F;

    if (at > 32)
        return false; /* the letter before it fell off */
    s = (s | s >> 4) & 0x00FF00FF;
    s = (s | s >> 8) & 0xFFFF;
    return cvd_tone_settled[s >> 6] >> (s & 63) & 1;
}

/* ---- words ----------------------------------------------------------- */

/* Past characters without width if the word goes on behind them; else `p`. */
RARE static const uint8_t *skip_inside(const uint8_t *p, const uint8_t *end)
{
    const uint8_t *q = p;
    size_t len;

    while (q < end) {
        unsigned class = class_at(q, end, &len);
        if (class != CVD_WORD_SKIP)
            return class == CVD_WORD_NONE ? p : q;
        q += len;
    }
    return p;
}

/* Past the rest of a word that is longer than a term may be. */
RARE static const uint8_t *skip_word(const uint8_t *p, const uint8_t *end)
{
    size_t len;

    while (p < end) {
        unsigned class = class_at(p, end, &len);
        if (class == CVD_WORD_SKIP) {
            const uint8_t *q = skip_inside(p, end);
            if (q == p)
                break;
            p = q;
        } else if (class == CVD_WORD_NONE) {
            break;
        } else {
            p += len;
        }
    }
    return p;
}

/* Past what separates. */
HOT const uint8_t *skip_separators(const uint8_t *p, const uint8_t *end)
{
    while (p < end && !cvd_ascii[*p]) {
        size_t len = 1;
        if (*p >= 0x80 && class_at(p, end, &len) > CVD_WORD_SKIP)
            break;
        p += len;
    }
    return p;
}

/* Write the exact form without its marks to `to`; its length. */
RARE static size_t fold(const uint8_t *p, size_t n, uint8_t *to)
{
    const uint8_t *end = p + n;
    uint8_t *begin = to;

    for (size_t len; p < end; p += len) {
        unsigned class = class_at(p, end, &len);
        if (class >= CVD_WORD_LETTER) {
            memcpy(to, cvd_letters[class].fold, 4);
            to += cvd_letters[class].fold_len;
        } else {
            memcpy(to, p, len);
            to += len;
        }
    }
    return (size_t)(to - begin);
}

RARE static void word_finish(const uint8_t *p, const uint8_t *end,
                             uint8_t *arena, struct cvd_token *t,
                             unsigned flags);

/* Read the word at `p`, which begins with a character of a word and is
 * t->start bytes behind `text`: its forms to `arena` (WORD_ROOM bytes),
 * lengths and marks to *t; *one: it is one character.  Its end. */
HOT const uint8_t *word_read(const uint8_t *text, const uint8_t *p,
                             const uint8_t *end, uint8_t *arena,
                             struct cvd_token *t, bool *one)
{
    uint8_t *e = arena;
    const uint8_t *full = arena + CVD_TERM_BYTES_MAX;
    /* The folded form, last byte lowest, as long as it has eight bytes at
     * most, all ASCII: in a register, since reading at once what was stored
     * byte by byte is slow. */
    uint64_t shape = 0, ascii_fold = 0;
    unsigned folded = 0, marked = 0, flags = 0;
    size_t len;

    while (p < end) {
        unsigned ascii = cvd_ascii[*p], class;

        if (ascii) {
            if (e == full)
                goto rest;
            *e++ = (uint8_t)ascii;
            ascii_fold = ascii_fold << 8 | (ascii & 0x7F);
            shape = shape << 8 | ascii >> 8;
            folded++;
            p++;
            continue;
        }
        if (*p < 0x80)
            break;
        class = class_at(p, end, &len);
        if (class >= CVD_WORD_LETTER) {
            const struct cvd_letter *l = &cvd_letters[class];
            flags |= l->flags;
            if (l->flags & CVD_LETTER_MARK) {
                struct word w = { arena, e, shape };
                enum absorbed done = mark_absorb(&w, l);
                e = w.exact_end;
                shape = w.shape;
                flags |= CVD_LETTER_WIDE;
                if (done == NO_ROOM)
                    goto rest;
                if (done == ABSORBED) {
                    marked = 1;
                    p += len;
                    continue;
                }
            } else {
                marked |= (unsigned)l->quality | l->tone;
                folded++;
                ascii_fold = ascii_fold << 8 | l->fold[0];
            }
            if (e + l->lower_len > full)
                goto rest;
            memcpy(e, l->lower, 4);
            e += l->lower_len;
            shape = shape << 8 | l->sound |
                    (l->flags & CVD_LETTER_MARK ? 0u : (unsigned)l->tone << 4);
            p += len;
        } else if (class == CVD_WORD_OTHER) {
            if (e + len > full)
                goto rest;
            memcpy(e, p, len);
            e += len;
            shape = shape << 8 | CVD_SOUND_OTHER;
            flags |= CVD_LETTER_WIDE | CVD_LETTER_FOLD_WIDE;
            p += len;
        } else {
            const uint8_t *q = class == CVD_WORD_SKIP ? skip_inside(p, end) : p;
            if (q == p)
                break;
            p = q;
        }
    }
    goto end;
rest:
    p = skip_word(p, end);
end:
    if ((shape & shape_tones) && !(shape >> 56) && !tone_well_placed(shape)) {
        struct word w = { arena, e, shape };
        tone_replace(&w);
        e = w.exact_end;
    }
    t->exact_len = (uint8_t)(e - arena);
    t->folded_len = t->exact_len;
    t->folded_off = t->exact_off;
    t->marked = marked != 0;
    *one = shape < 0x100;
    if (!flags)
        return p;
    if (folded - 1u < 8 && !(flags & CVD_LETTER_FOLD_WIDE)) {
        ascii_fold <<= 64 - 8 * folded;
        e[0] = (uint8_t)(ascii_fold >> 56);
        e[1] = (uint8_t)(ascii_fold >> 48);
        e[2] = (uint8_t)(ascii_fold >> 40);
        e[3] = (uint8_t)(ascii_fold >> 32);
        e[4] = (uint8_t)(ascii_fold >> 24);
        e[5] = (uint8_t)(ascii_fold >> 16);
        e[6] = (uint8_t)(ascii_fold >> 8);
        e[7] = (uint8_t)ascii_fold;
        len = folded;
    } else {
        word_finish(text + t->start, p, arena, t, flags);
        return p;
    }
    t->folded_len = (uint8_t)len;
    t->folded_off = t->exact_off + t->exact_len;
    return p;
}

/* What few words need: the fold letter by letter, or to be read again with
 * homoglyphs as what they stand for. */
RARE static void word_finish(const uint8_t *p, const uint8_t *end,
                             uint8_t *arena, struct cvd_token *t,
                             unsigned flags)
{
    size_t len = 0;

    if (flags & CVD_LETTER_HOMOGLYPH) {
        uint8_t as[CVD_HOMOGLYPH_BYTES_MAX];
        len = cvd_homoglyphs_replace(p, end, as);
        if (len) {
            (void)cvd_word_read((struct cvd_str){ (char *)as, len }, arena,
                                t);
            return;
        }
    }
    len = fold(arena, t->exact_len, arena + t->exact_len);
    /* Marks without a letter fold to themselves: no term is empty. */
    if (len == 0 || (len == t->exact_len &&
                     !memcmp(arena + len, arena, len)))
        return;
    t->folded_len = (uint8_t)len;
    t->folded_off = t->exact_off + t->exact_len;
}

bool cvd_word_read(struct cvd_str word, uint8_t *arena, struct cvd_token *t)
{
    const uint8_t *p = (const uint8_t *)word.ptr, *end = p + word.len;
    struct cvd_token read = { .exact_off = t->exact_off };
    bool one, whole = word_read(p, p, end, arena, &read, &one) == end;

    read.start = t->start;
    read.end = t->end;
    *t = read;
    return whole;
}

/* Room for one more token.  Doubles, so that growing is linear in all. */
static enum cvd_status tokens_reserve(struct cvd_tokens *t, size_t cap)
{
    struct cvd_token *tok;

    if (cap <= t->cap)
        return CVD_OK;
    if (cap < 2 * t->cap)
        cap = 2 * t->cap;
    tok = realloc(t->tok, cap * sizeof *tok);
    if (!tok)
        return CVD_ENOMEM;
    t->tok = tok;
    t->cap = cap;
    return CVD_OK;
}

/* Words of one character in a row: when there are three, the text may be
 * letterspaced.  In memory and out of line, to keep the loop small. */
struct ones {
    size_t last;   /* the number of the last such word, from 1 */
    unsigned row;
    bool spaced;
};

RARE static void ones_note(struct ones *o, size_t word)
{
    o->row = o->last + 1 == word ? o->row + 1 : 1;
    o->last = word;
    o->spaced |= o->row == 3;
}

enum cvd_status cvd_tokenize(struct cvd_str text, struct cvd_tokens *out)
{
    const uint8_t *begin = (const uint8_t *)text.ptr;
    const uint8_t *end, *p;
    size_t count = 0, used = 0;
    struct ones ones = { 0 };
    enum cvd_status st = CVD_OK;

    out->count = 0;
    cvd_buf_clear(&out->arena);
    if (text.len > CVD_DOC_BYTES_MAX)
        return CVD_ELIMIT;
    if (text.len == 0)
        return CVD_OK;
    /* What legal text comes to, so that growing is the exception. */
    st = tokens_reserve(out, text.len / 5 + 8);
    if (st == CVD_OK)
        st = cvd_buf_reserve(&out->arena, text.len + text.len / 2 + WORD_ROOM);
    if (st != CVD_OK)
        return st;
    end = begin + text.len;
    for (p = skip_separators(begin, end); p < end;
         p = skip_separators(p, end)) {
        struct cvd_token *t;
        bool one;

        if (count == out->cap) {
            st = tokens_reserve(out, count + 1);
            if (st != CVD_OK)
                break;
        }
        if (out->arena.cap - used < WORD_ROOM) {
            out->arena.len = used;
            st = cvd_buf_reserve(&out->arena, WORD_ROOM);
            if (st != CVD_OK)
                break;
        }
        t = &out->tok[count++];
        t->start = (uint32_t)(p - begin);
        t->exact_off = (uint32_t)used;
        p = word_read(begin, p, end, (uint8_t *)out->arena.ptr + used, t,
                      &one);
        t->end = (uint32_t)(p - begin);
        if (one)
            ones_note(&ones, count);
        /* Both forms end there: folded stands last, or is exact. */
        used = (size_t)t->folded_off + t->folded_len;
    }
    if (st != CVD_OK) {
        cvd_buf_clear(&out->arena);
        return st;
    }
    out->count = count;
    out->arena.len = used;
    out->arena.ptr[used] = '\0';
    if (ones.spaced) {
        st = cvd_letterspace_join(text, out);
        if (st != CVD_OK)
            out->count = 0;
    }
    return st;
}

void cvd_tokens_release(struct cvd_tokens *t)
{
    free(t->tok);
    cvd_buf_release(&t->arena);
    *t = (struct cvd_tokens){ 0 };
}
