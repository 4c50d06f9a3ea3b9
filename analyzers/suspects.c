/* suspects.c - see suspects.h.
 *
 * analyzers/: may include base only.  Every byte of every document goes
 * through here, so it goes through in blocks of vectors. */
#include "analyzers/suspects.h"

enum {
    BLOCK = 64,
    LANES = 16,
    BEHIND = 2,   /* bytes looked at beyond a block */
    LATIN_MIN = 3 /* letters of Latin-1 in a block, and none of our own */
};

/* Sixteen bytes at once, an extension that gcc and clang share; a comparison
 * gives 0xFF where it holds. */
typedef uint8_t lanes __attribute__((vector_size(LANES)));

static inline lanes load(const uint8_t *p)
{
    lanes v;

    memcpy(&v, p, sizeof v);
    return v;
}

static inline bool any(lanes v)
{
    uint64_t half[2];

    memcpy(half, &v, sizeof half);
    return (half[0] | half[1]) != 0;
}

#define IS(v, byte) ((lanes)((v) == (byte)))
#define FROM_TO(v, low, high) ((lanes)((lanes)((v) - (low)) <= (high) - (low)))

/* Where the second byte of a letter of Latin-1 is one that Vietnamese does
 * not have; capitals and small letters differ in bit 5.  It has
 * À Á Â Ã È É Ê Ì Í Ò Ó Ô Õ Ù Ú Ý: the others are left. */
static inline lanes not_ours(lanes second)
{
    lanes t = second & 0xDF;

    return FROM_TO(t, 0x84, 0x87) | IS(t, 0x8B) | FROM_TO(t, 0x8E, 0x91) |
           FROM_TO(t, 0x96, 0x98) | FROM_TO(t, 0x9B, 0x9C) |
           FROM_TO(t, 0x9E, 0x9F);
}

static bool mojibake(const uint8_t *p)
{
    lanes odd = { 0 }, latin = { 0 }, viet = { 0 };
    unsigned letters = 0;

    for (int i = 0; i < BLOCK; i += LANES) {
        lanes c = load(p + i), d = load(p + i + 1), e = load(p + i + 2);
        lanes is_latin = IS(c, 0xC3);
        /* U+0080 to U+00BF, but for the space that does not break; of
         * U+0140 to U+017F Vietnamese has ũ alone */
        odd |= IS(c, 0xC2) & ~IS(d, 0xA0);
        odd |= IS(c, 0xC5) & ~IS(d | 1, 0xA9);
        odd |= is_latin & (not_ours(d) | IS(e, 0xC3));
        odd |= FROM_TO(c, 0, 0x08) | FROM_TO(c, 0x0E, 0x1F);
        latin -= is_latin;
        viet |= IS(c, 0xE1) | IS(c, 0xC4) | IS(c, 0xC6);
    }
    if (any(odd))
        return true;
    if (any(viet))
        return false;
    for (int i = 0; i < LANES; i++)
        letters += latin[i];
    return letters >= LATIN_MIN;
}

/* In a block of ASCII: marks of VIQR, stops left out since they end every
 * sentence. */
static bool viqr(const uint8_t *p)
{
    lanes high = { 0 }, marks = { 0 };
    unsigned count = 0;

    for (int i = 0; i < BLOCK; i += LANES) {
        lanes c = load(p + i), d = load(p + i + 1);
        lanes t = c & 0xDF;
        lanes vowel = IS(t, 'A') | IS(t, 'E') | IS(t, 'I') | IS(t, 'O') |
                      IS(t, 'U') | IS(t, 'Y');
        high |= c;
        marks -= vowel & (IS(d, '^') | IS(d, '(') | IS(d, '+') |
                          IS(d, '`') | IS(d, '\'') | IS(d, '~') |
                          IS(d, '?'));
    }
    if (any(high & 0x80) || !any(marks))
        return false;
    for (int i = 0; i < LANES; i++)
        count += marks[i];
    return count >= 2;
}

size_t cvd_suspect_next(struct cvd_str text, size_t from,
                        enum cvd_suspicion what)
{
    const uint8_t *p = (const uint8_t *)text.ptr;
    bool (*suspicious)(const uint8_t *) =
        what == CVD_SUSPECT_VIQR ? viqr : mojibake;

    for (; text.len - from >= BLOCK + BEHIND; from += BLOCK)
        if (suspicious(p + from))
            return from;
    while (from < text.len) { /* the rest, spaces behind it */
        uint8_t last[BLOCK + BEHIND];
        size_t n = text.len - from;
        memset(last, ' ', sizeof last);
        memcpy(last, p + from, n < sizeof last ? n : sizeof last);
        if (suspicious(last))
            return from;
        from += n < BLOCK ? n : BLOCK;
    }
    return text.len;
}
