/* evidence.h - how likely a word is Vietnamese, read in each old encoding.
 *
 * Private to analyzers/; may include base only.  A struct cvd_evidence
 * belongs to one thread. */
#ifndef CVD_ANALYZERS_EVIDENCE_H
#define CVD_ANALYZERS_EVIDENCE_H

#include "analyzers/analyzer.h"
#include "analyzers/charsets.h"

enum {
    CVD_UNITS_MAX = 40,       /* a longer word tells nothing */
    CVD_BITS_NEVER = 200,     /* cannot be read so at all */
    CVD_BITS_NOT_UTF8 = 60,   /* as it stands, in bytes that are not UTF-8 */
    CVD_BITS_MISPLACED = 30   /* of a tone on a letter that does not bear it,
                                 and more: no syllable has so many */
};

/* What a word is made of. */
enum cvd_channel {
    CVD_UNITS_BYTES,          /* bytes; as they stand perhaps UTF-8 */
    CVD_UNITS_MOJIBAKE        /* valid UTF-8; units by cvd_charset_unit() */
};

/* What is known of a word, for each enum cvd_charset. */
struct cvd_word_evidence {
    uint8_t bits[CVD_CS_COUNT];  /* how unlikely: -log2 of probability */
    uint8_t known;               /* a bit for each: a Vietnamese word */
    uint8_t changed;             /* a bit for each: differs from as it is */
    uint8_t quiet;               /* a bit for each: signs and ASCII (25 m²),
                                    which tell nothing */
    uint16_t text[CVD_CS_COUNT]; /* what it reads as, hashed */
};

/* Words looked at.  Zero-initialise; release with cvd_evidence_release(). */
struct cvd_evidence {
    enum cvd_channel channel;
    struct cvd_tokens tokens;
    struct cvd_evidence_entry *cache;
    size_t cache_size;
    size_t bytes;             /* of all texts so far */
};

/* Begin a text of `text_len` bytes.  Of the texts before, if they were of the
 * same channel, the words are remembered.
 *   CVD_ENOMEM */
enum cvd_status cvd_evidence_begin(struct cvd_evidence *e,
                                   enum cvd_channel channel,
                                   size_t text_len);
void cvd_evidence_release(struct cvd_evidence *e);

/* Whether a byte is of a word: a letter, or what may be one. */
static inline bool cvd_evidence_letter(uint8_t c)
{
    /* VISCII and VPS have letters among the control characters. */
    return c >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           (c < 0x20 && (c < '\t' || c > '\r') && c != 0);
}

/* Look at `word`.  Words come again and again, so that what was found is
 * kept.  CVD_ENOMEM. */
enum cvd_status cvd_evidence_word(struct cvd_evidence *e,
                                  struct cvd_str word,
                                  struct cvd_word_evidence *out);

/* How unlikely the valid UTF-8 `text` is as Vietnamese, in bits, all of its
 * words together; *known, whether all of them are Vietnamese words and there
 * is one.  Sources: cvd_syllable_surprise(), corpus/tables/place_syllables.tsv.
 *   CVD_ENOMEM */
enum cvd_status cvd_evidence_text(struct cvd_tokens *scratch,
                                  struct cvd_str text, unsigned *bits,
                                  bool *known);

/* The units of valid UTF-8 `s` into `to`, which has room for s.len; false
 * where a character is none. */
bool cvd_evidence_units(struct cvd_str s, uint8_t *to, size_t *n);

#endif
