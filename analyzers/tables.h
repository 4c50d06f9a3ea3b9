/* tables.h - what analyzers/ knows about characters, and how to ask.
 *
 * Private to analyzers/; may include base only.  The tables are generated
 * from corpus/tables/ by mktables.c, compiled into syllable.c, and constant:
 * any thread may read them. */
#ifndef CVD_ANALYZERS_TABLES_H
#define CVD_ANALYZERS_TABLES_H

#include "base/limits.h"
#include "base/utf8.h"

/* What a code point is to a word: one of these, or from CVD_WORD_LETTER on
 * an index into cvd_letters. */
enum {
    CVD_WORD_NONE,   /* separates */
    CVD_WORD_SKIP,   /* neither separates nor counts */
    CVD_WORD_OTHER,  /* stands for itself */
    CVD_WORD_LETTER
};

enum { CVD_QUALITY_NONE, CVD_QUALITY_STROKE = 4 };
enum { CVD_TONE_NONE, CVD_TONE_COUNT = 6 };

/* What a character is to the placing of tones. */
enum {
    CVD_SOUND_A = 1, CVD_SOUND_E = 4, CVD_SOUND_I = 6, CVD_SOUND_O = 7,
    CVD_SOUND_U = 10, CVD_SOUND_Y = 12, /* a ă â e ê i o ô ơ u ư y: 1..12 */
    CVD_SOUND_Q = 13, CVD_SOUND_G = 14, CVD_SOUND_OTHER = 15
};

/* A letter or combining mark.  The forms are not NUL-terminated; four bytes
 * of them may always be copied. */
struct cvd_letter {
    uint8_t lower[4], fold[4];
    uint8_t lower_len, fold_len;
    uint8_t base;          /* 1..26 of a Vietnamese or ASCII letter, else 0 */
    uint8_t quality, tone; /* of a Vietnamese letter or combining mark */
    uint8_t sound;         /* CVD_SOUND_ */
    uint8_t flags;         /* CVD_LETTER_ */
    uint8_t latin;         /* index into cvd_latin, 0 where it has no shape
                              of a Latin letter */
};

enum {
    CVD_LETTER_WIDE = 1,      /* its lower case is not ASCII */
    CVD_LETTER_FOLD_WIDE = 2, /* nor is its fold */
    CVD_LETTER_MARK = 4,      /* combining: folds to nothing */
    CVD_LETTER_HOMOGLYPH = 8  /* has the shape of a Latin letter */
};

extern const struct cvd_letter cvd_letters[];

/* The Latin letters that others look like: code points below U+0800. */
extern const uint16_t cvd_latin[];

/* ASCII in one step: the canonical byte, above it the sound; 0 for what
 * separates and for the bytes of longer sequences. */
extern const uint16_t cvd_ascii[256];

/* Two stages, 64 code points a block, so that the block hangs on all bytes
 * of a UTF-8 sequence but the last. */
extern const uint16_t cvd_word_block[0x110000 / 64];
extern const uint16_t cvd_word_of[][64];

/* A bit per code point: it may make a text something else than NFC. */
extern const uint8_t cvd_unsure_block[0x110000 / 64];
extern const uint64_t cvd_unsure_bits[];

/* The letter of a base, quality and tone as an index into cvd_letters; 0
 * where Vietnamese has none. */
extern const uint16_t cvd_composed[27][4][CVD_TONE_COUNT];

/* Which of one to three vowels, their sounds four bits each, the last
 * lowest, bears the tone: 1 is the first; 0 unknown.  [1]: a consonant
 * follows. */
extern const uint8_t cvd_tone_place[2][4096];

/* A bit for each four sounds in a row, the last lowest, the tone on the
 * second: no such tone is misplaced.  0 stands past the end of the word. */
extern const uint64_t cvd_tone_settled[65536 / 64];

/* Syllables without their tone, sorted.  From bit 57 down seven bits a
 * letter, cvd_letter_key(); bits 8 to 10 the letter that bears the
 * tone, from 1; bits 0 to 5 the tones it may bear. */
enum {
    CVD_SYLLABLE_LETTERS = 7, /* nghiêng */
    CVD_SYLLABLE_SHIFT = 15,
    CVD_SYLLABLE_PLACE = 8
};
extern const uint64_t cvd_syllables[];
extern const size_t cvd_syllable_count;

/* The syllables that are common, sorted: letters as above, bits 8 to 10 the
 * tone, bits 0 to 7 how surprising it is to meet one, in bits of
 * information. */
extern const uint64_t cvd_common[];
extern const size_t cvd_common_count;

enum {
    CVD_SURPRISE_RARE = 20, /* of a syllable that is not common */
    CVD_SURPRISE_NONE = 99  /* of what is no syllable */
};

/* How surprising canonical `exact` is as a word, in bits: -log2 of its share
 * in text.  Source: corpus/tables/common_syllables.tsv. */
unsigned cvd_syllable_surprise(struct cvd_str exact);

static inline unsigned cvd_word_class(uint32_t c)
{
    return cvd_word_of[cvd_word_block[c >> 6]][c & 63];
}

/* Base and quality in seven bits; a stroke stands on d alone, so it may share
 * a number with the circumflex. */
static inline unsigned cvd_letter_key(const struct cvd_letter *l)
{
    return (unsigned)l->base << 2 |
           (l->quality == CVD_QUALITY_STROKE ? 1u : l->quality);
}

static inline bool cvd_is_vowel(unsigned sound)
{
    return sound - 1u < 12;
}

/* What the character at p < end is to a word; its length in *len. */
static inline unsigned cvd_class_at(const uint8_t *p, const uint8_t *end,
                                    size_t *len)
{
    uint32_t c = cvd_utf8_at(p, end, len);

    return c == CVD_NOT_UTF8 ? CVD_WORD_NONE : cvd_word_class(c);
}

/* Words longer than this are not looked at for homoglyphs: a term holds
 * CVD_TERM_BYTES_MAX, and what has marks apart is up to four times as
 * long. */
enum { CVD_HOMOGLYPH_BYTES_MAX = 4 * CVD_TERM_BYTES_MAX };

/* Write the word [p, end) to `to` with Latin letters for what looks like
 * them; its length, or 0 where the word is not to be touched: it has no real
 * Latin letter, or one of another script that looks like none.  A Russian
 * word stays Russian. */
size_t cvd_homoglyphs_replace(const uint8_t *p, const uint8_t *end,
                              uint8_t to[CVD_HOMOGLYPH_BYTES_MAX]);

#endif
