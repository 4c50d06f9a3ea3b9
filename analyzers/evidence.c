/* evidence.c - see evidence.h.
 *
 * analyzers/: may include base only. */
#include "analyzers/evidence.h"
#include "analyzers/tables.h"

#include <stdlib.h>

#include "place_tables.h"

/* What words that are no syllables cost, in bits, beside the 4 to 20 of
 * cvd_syllable_surprise(): an abbreviation is rarer than any syllable, what
 * breaks the spelling rules rarest.  Tried on the samples: what counts is the
 * order, a bit or two does not. */
enum {
    BITS_PLACE = 19,         /* Đắk, Krông */
    BITS_ABBREVIATION = 24,  /* no vowel: HĐND; or ASCII: Vinfast */
    BITS_STROKE = 6,         /* đ alone: 5.000 đ, đ/c */
    BITS_FOREIGN = 30,
    BITS_SIGN = 8,           /* a sign inside a word: Vi®t */
    BITS_CASE = 12,          /* a marked capital behind a small letter */
    BITS_STRANGE = 20,       /* a unit the encoding does not know */
    BITS_CONTROL = 26,       /* a control character as it stands */
    BITS_CAP = CVD_BITS_NEVER - 1
};

/* Words kept: 2,800 syllables are common, twice as many with their capitals;
 * a short text is not worth so much room.  Powers of two. */
enum {
    CACHE_SMALL = 1024,
    CACHE_LARGE = 16384,
    CACHE_PROBES = 8,
    CACHE_BYTES = 16,        /* of a word kept: "nghiệp" in UTF-8 twice has 12 */
    LARGE_TEXT = 16 * 1024
};

/* The bytes of a word, which have no 0. */
struct key {
    uint64_t first, rest;
};

struct cvd_evidence_entry {
    struct key key;          /* 0: none */
    struct cvd_word_evidence found;
};

enum cvd_status cvd_evidence_begin(struct cvd_evidence *e,
                                   enum cvd_channel channel,
                                   size_t text_len)
{
    if (e->cache && e->channel != channel)
        cvd_evidence_release(e);
    e->channel = channel;
    e->bytes += text_len;
    size_t size = e->bytes < LARGE_TEXT ? CACHE_SMALL : CACHE_LARGE;
    if (size == e->cache_size)
        return CVD_OK;
    free(e->cache);
    e->cache = calloc(size, sizeof *e->cache);
    e->cache_size = e->cache ? size : 0;
    return e->cache ? CVD_OK : CVD_ENOMEM;
}

void cvd_evidence_release(struct cvd_evidence *e)
{
    cvd_tokens_release(&e->tokens);
    free(e->cache);
    *e = (struct cvd_evidence){ 0 };
}

/* ---- words as they stand --------------------------------------------- */

/* cvd_str_compare(), without the calls: the first byte mostly tells. */
static int compare(struct cvd_str a, struct cvd_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;

    for (size_t i = 0; i < n; i++)
        if (a.ptr[i] != b.ptr[i])
            return (uint8_t)a.ptr[i] < (uint8_t)b.ptr[i] ? -1 : 1;
    return a.len < b.len ? -1 : a.len > b.len;
}

static bool of_place_name(struct cvd_str exact)
{
    size_t low = 0;
    size_t high = sizeof place_syllables / sizeof place_syllables[0];

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int c = compare(place_syllables[mid], exact);
        if (c == 0)
            return true;
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

static unsigned class_of(uint32_t c)
{
    return c == CVD_NOT_UTF8 ? CVD_WORD_NONE : cvd_word_class(c);
}

/* An abbreviation: consonants alone, as in HĐND, of our alphabet. */
static bool no_vowel(struct cvd_str exact)
{
    const uint8_t *p = (const uint8_t *)exact.ptr, *end = p + exact.len;

    for (size_t len; p < end; p += len) {
        uint32_t c = cvd_utf8_at(p, end, &len);
        const struct cvd_letter *l = &cvd_letters[class_of(c)];
        if (!l->base || cvd_is_vowel(l->sound))
            return false;
    }
    return true;
}

static bool is_ascii(struct cvd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((uint8_t)s.ptr[i] >= 0x80)
            return false;
    return true;
}

static unsigned token_bits(struct cvd_str exact, bool *known)
{
    static const struct cvd_str stroke = { "đ", sizeof "đ" - 1 };
    unsigned bits = cvd_syllable_surprise(exact);

    if (bits <= CVD_SURPRISE_RARE)
        return bits;
    if (cvd_str_equal(exact, stroke))
        return BITS_STROKE;
    if (of_place_name(exact))
        return BITS_PLACE;
    if (no_vowel(exact))
        return BITS_ABBREVIATION;
    *known = false;
    return is_ascii(exact) ? BITS_ABBREVIATION : BITS_FOREIGN;
}

/* Whether `text` bears its tone where its canonical form does, on the letter
 * a writer puts it on: else the word was made by chance ("puị").  Open oa, oe,
 * uy have two places. */
static bool tone_in_place(struct cvd_str text, struct cvd_str exact)
{
    const uint8_t *p = (const uint8_t *)text.ptr, *end = p + text.len;
    const uint8_t *q = (const uint8_t *)exact.ptr, *stop = q + exact.len;

    for (size_t len; p < end; p += len) {
        uint32_t c = cvd_utf8_at(p, end, &len);
        const struct cvd_letter *l = &cvd_letters[class_of(c)];
        if ((size_t)(stop - q) < l->lower_len ||
            memcmp(q, l->lower, l->lower_len) != 0)
            /* Left are a letter with a tone (ò, ỏ) and a plain vowel. */
            return (stop - q == 3 || stop - q == 4) &&
                   (((c | 0x20) == 'o' &&
                     (stop[-1] == 'a' || stop[-1] == 'e')) ||
                    ((c | 0x20) == 'u' && stop[-1] == 'y'));
        q += l->lower_len;
    }
    return q == stop;
}

/* Whether a word of one token is letters alone: marks of their own
 * (windows-1258) are always put on the letter before. */
static bool composed_text(struct cvd_str text)
{
    const uint8_t *p = (const uint8_t *)text.ptr, *end = p + text.len;

    for (size_t len; p < end; p += len) {
        unsigned class = class_of(cvd_utf8_at(p, end, &len));
        if (class < CVD_WORD_LETTER ||
            (cvd_letters[class].flags & CVD_LETTER_MARK))
            return false;
    }
    return true;
}

static bool is_typography(uint32_t c)
{
    return c == 0xA0 || c == 0xAB || c == 0xBB ||
           (c >= 0x2010 && c <= 0x203A);
}

/* Of that, what may stand between two letters. */
static bool joins_letters(uint32_t c)
{
    return c == 0xA0 || (c >= 0x2010 && c <= 0x2015) || c == 0x2019;
}

/* Signs among letters, and capitals where none are written. */
static unsigned oddities(struct cvd_str text)
{
    const uint8_t *p = (const uint8_t *)text.ptr, *end = p + text.len;
    unsigned bits = 0;
    bool small = false;

    for (size_t len; p < end; p += len) {
        uint32_t c = cvd_utf8_at(p, end, &len);
        unsigned class = class_of(c);
        if (c < 0x80) {
            small = c >= 'a' && c <= 'z';
            bits += c < 0x20 && c != '\n' && c != '\t' ? BITS_SIGN : 0;
        } else if (class < CVD_WORD_OTHER) {
            bool inside = p > (const uint8_t *)text.ptr && p + len < end;
            if (!is_typography(c) || (inside && !joins_letters(c)))
                bits += BITS_SIGN;
            small = false;
        } else if (class >= CVD_WORD_LETTER &&
                   !(cvd_letters[class].flags & CVD_LETTER_MARK)) {
            const struct cvd_letter *l = &cvd_letters[class];
            bool capital = l->lower_len != len ||
                           memcmp(l->lower, p, len) != 0;
            bits += capital && small ? BITS_CASE : 0;
            small = !capital;
        }
    }
    return bits;
}

enum cvd_status cvd_evidence_text(struct cvd_tokens *scratch,
                                  struct cvd_str text, unsigned *bits,
                                  bool *known)
{
    enum cvd_status st = cvd_tokenize(text, scratch);
    unsigned sum = 0;

    *known = scratch->count > 0;
    for (size_t i = 0; i < scratch->count && st == CVD_OK; i++)
        sum += token_bits(cvd_token_exact(scratch, i), known);
    /* A sign that stands alone is no evidence of anything. */
    if (sum)
        sum += oddities(text);
    if (*known && scratch->count == 1 && sum < CVD_BITS_MISPLACED &&
        composed_text(text) &&
        !tone_in_place(text, cvd_token_exact(scratch, 0)))
        sum = CVD_BITS_MISPLACED;
    *bits = sum;
    return st;
}

/* ---- words in every encoding ----------------------------------------- */

bool cvd_evidence_units(struct cvd_str s, uint8_t *to, size_t *n)
{
    const uint8_t *p = (const uint8_t *)s.ptr, *end = p + s.len;
    size_t count = 0;

    for (size_t len; p < end; p += len) {
        uint32_t c = *p;
        len = 1;
        if (c >= 0x80)
            c = cvd_utf8_at(p, end, &len);
        int unit = c == CVD_NOT_UTF8 ? -1 : cvd_charset_unit(c);
        if (unit < 0)
            return false;
        to[count++] = (uint8_t)unit;
    }
    *n = count;
    return true;
}

static uint8_t capped(unsigned bits)
{
    return (uint8_t)(bits < BITS_CAP ? bits : BITS_CAP);
}

/* Whether `c` is a sign, among them the ª and º of ordinals, the µ of measures
 * and ², which Unicode reckons among letters and digits. */
static bool is_sign(uint32_t c)
{
    return (c >= 0xA0 && c <= 0xBF) ||
           (c > 0xBF && class_of(c) < CVD_WORD_OTHER);
}

/* Whether what `text` has beside ASCII is signs; with `ascii` false it has
 * nothing beside them. */
static bool of_signs(struct cvd_str text, bool ascii)
{
    const uint8_t *p = (const uint8_t *)text.ptr, *end = p + text.len;

    for (size_t len; p < end; p += len) {
        uint32_t c = cvd_utf8_at(p, end, &len);
        if (c >= 0x20 && c < 0x80 ? !ascii : !is_sign(c))
            return false;
    }
    return true;
}

static enum cvd_status look_as_is(struct cvd_evidence *e,
                                  struct cvd_str word,
                                  struct cvd_word_evidence *out)
{
    unsigned bits;
    bool known;

    if (cvd_utf8_valid(word) < word.len) {
        out->bits[CVD_CS_AS_IS] = CVD_BITS_NOT_UTF8;
        return CVD_OK;
    }
    if (of_signs(word, false)) {
        out->bits[CVD_CS_AS_IS] = 0;
        return CVD_OK;
    }
    enum cvd_status st = cvd_evidence_text(&e->tokens, word, &bits, &known);
    for (size_t i = 0; i < word.len; i++)
        bits += (uint8_t)word.ptr[i] < 0x20 ? BITS_CONTROL : 0;
    out->bits[CVD_CS_AS_IS] = capped(bits);
    out->known = known ? 1u << CVD_CS_AS_IS : 0;
    return st;
}

static enum cvd_status look_decoded(struct cvd_evidence *e,
                                    enum cvd_charset cs, const uint8_t *unit,
                                    size_t n, struct cvd_str word,
                                    struct cvd_word_evidence *out)
{
    char text[CVD_CHARSET_ROOM(CVD_UNITS_MAX) + 4];
    size_t strange;
    struct cvd_str s = { text, 0 };
    unsigned bits = 0;
    bool known = false;

    s.len = cvd_charset_decode(cs, unit, n, text, &strange);
    if (cs == CVD_CS_UTF8 &&
        (strange || e->channel == CVD_UNITS_BYTES))
        return CVD_OK;
    enum cvd_status st = cvd_evidence_text(&e->tokens, s, &bits, &known);
    out->bits[cs] = capped(bits + BITS_STRANGE * (unsigned)strange);
    out->text[cs] = (uint16_t)(cvd_hash64(s) >> 48);
    out->known |= (uint8_t)((known && !strange) << cs);
    out->changed |= (uint8_t)(!cvd_str_equal(s, word) << cs);
    out->quiet |= (uint8_t)((!known && of_signs(s, true)) << cs);
    return st;
}

static enum cvd_status look(struct cvd_evidence *e, struct cvd_str word,
                            struct cvd_word_evidence *out)
{
    uint8_t unit[4 * CVD_UNITS_MAX];
    size_t n = word.len;

    *out = (struct cvd_word_evidence){ .bits = { 0 } };
    memset(out->bits, CVD_BITS_NEVER, sizeof out->bits);
    if (word.len > CVD_UNITS_MAX) { /* all readings are as good */
        memset(out->bits, BITS_FOREIGN, sizeof out->bits);
        out->bits[CVD_CS_UTF8] = CVD_BITS_NEVER;
        if (cvd_utf8_valid(word) < word.len)
            out->bits[CVD_CS_AS_IS] = CVD_BITS_NOT_UTF8;
        return CVD_OK;
    }
    enum cvd_status st = look_as_is(e, word, out);
    if (e->channel == CVD_UNITS_BYTES)
        memcpy(unit, word.ptr, word.len);
    else if (!cvd_evidence_units(word, unit, &n))
        return st;
    for (int cs = CVD_CS_TCVN3; cs < CVD_CS_COUNT && st == CVD_OK; cs++)
        st = look_decoded(e, (enum cvd_charset)cs, unit, n, word, out);
    return st;
}

/* Where the word of `key` is kept, or may be: the first of a few places that
 * is free, else the first. */
static struct cvd_evidence_entry *place_of(struct cvd_evidence *e,
                                           struct key key)
{
    /* 2^64 over the golden ratio (Knuth, volume 3, 6.4). */
    uint64_t mixed = (key.first ^ (key.rest << 29 | key.rest >> 35)) *
                     UINT64_C(0x9E3779B97F4A7C15);
    size_t first = mixed >> 40 & (e->cache_size - 1);

    for (size_t i = 0; i < CACHE_PROBES; i++) {
        struct cvd_evidence_entry *at =
            &e->cache[(first + i) & (e->cache_size - 1)];
        if ((at->key.first == key.first && at->key.rest == key.rest) ||
            !at->key.first)
            return at;
    }
    return &e->cache[first];
}

static struct key key_of(struct cvd_str word)
{
    struct key key = { 0 };
    const uint8_t *p = (const uint8_t *)word.ptr;

    for (size_t i = 0; i < word.len && i < 8; i++)
        key.first = key.first << 8 | p[i];
    for (size_t i = 8; i < word.len; i++)
        key.rest = key.rest << 8 | p[i];
    return key;
}

enum cvd_status cvd_evidence_word(struct cvd_evidence *e,
                                  struct cvd_str word,
                                  struct cvd_word_evidence *out)
{
    enum cvd_status st = CVD_OK;

    if (word.len > CACHE_BYTES)
        return look(e, word, out);
    struct key key = key_of(word);
    struct cvd_evidence_entry *entry = place_of(e, key);
    if (entry->key.first != key.first || entry->key.rest != key.rest) {
        st = look(e, word, &entry->found);
        entry->key = st == CVD_OK ? key : (struct key){ 0 };
    }
    *out = entry->found;
    return st;
}
