/* analyzer.h - Vietnamese text in, terms out.
 *
 * analyzers/ may include base/ and ICU.  No I/O; knows no index.
 *
 * Text is UTF-8 NFC; offsets and lengths are bytes; all functions are pure
 * but for the struct they fill.  A struct cvd_tokens belongs to one thread
 * and is meant to be used again and again.
 *
 * Indexing and asking go through the one entry cvd_tokenize(): what it calls
 * a term when a document is read is what it calls a term when a person asks.
 */
#ifndef CVD_ANALYZERS_ANALYZER_H
#define CVD_ANALYZERS_ANALYZER_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- text ------------------------------------------------------------ */

/* Make `in` the text that is stored: valid UTF-8 in NFC, without a leading
 * byte order mark, nothing else changed.  Appends to *out.
 * Text that is NFC already (nearly all) is recognised by a table in one pass
 * and copied; only other text goes through ICU.
 *   CVD_EINPUT  not UTF-8; err names the offset of the first bad byte
 *   CVD_ELIMIT  longer than CVD_DOC_BYTES_MAX
 *   CVD_ENOMEM */
enum cvd_status cvd_text_normalize(struct cvd_str in, struct cvd_buf *out,
                                   struct cvd_err *err);

/* ---- tokens ---------------------------------------------------------- */

/* One word.  `exact` is its canonical form: lower case, Đ and its lookalikes
 * (Ð, Ɖ) one letter, tone mark in the one place the old style gives it (hoà
 * becomes hòa, thuỷ thủy; never after q); `folded` is exact without marks,
 * đ as d.  Both lie in the arena of the struct cvd_tokens, at an offset, cut
 * to CVD_TERM_BYTES_MAX bytes at a character boundary. */
struct cvd_token {
    uint32_t start, end;   /* bytes [start, end) of the text given */
    uint32_t exact_off, folded_off;
    uint8_t exact_len, folded_len;
    bool marked;           /* bears a Vietnamese mark, or is đ */
};

/* What a text became.  Zero-initialise; release with
 * cvd_tokens_release(). */
struct cvd_tokens {
    struct cvd_token *tok;
    size_t count, cap;
    struct cvd_buf arena;
};

static inline struct cvd_str cvd_token_exact(const struct cvd_tokens *t,
                                             size_t i)
{
    struct cvd_str s = { t->arena.ptr + t->tok[i].exact_off,
                         t->tok[i].exact_len };
    return s;
}

static inline struct cvd_str cvd_token_folded(const struct cvd_tokens *t,
                                              size_t i)
{
    struct cvd_str s = { t->arena.ptr + t->tok[i].folded_off,
                         t->tok[i].folded_len };
    return s;
}

/* Replace the content of *out by the tokens of `text`: every maximal run of
 * letters, digits and marks (Unicode 15 general categories L, M, N) is one
 * token, everything else separates; zero-width characters and soft hyphens
 * inside a word neither separate nor count.  Marks may be composed or not.
 * The token number is its position.  When exact and folded are equal they
 * share their bytes in the arena.
 *   CVD_ELIMIT  text longer than CVD_DOC_BYTES_MAX
 *   CVD_ENOMEM */
enum cvd_status cvd_tokenize(struct cvd_str text, struct cvd_tokens *out);

void cvd_tokens_release(struct cvd_tokens *t);

/* ---- spelling -------------------------------------------------------- */

/* Whether canonical `exact` is a Vietnamese syllable as it stands by the
 * spelling rules (onset, rhyme, tone): `nam` and `hàng` are, `viêt` and
 * `đuong` are not.  Source: corpus/tables/syllables.tsv. */
bool cvd_syllable_valid(struct cvd_str exact);

/* Whether the word `have` (canonical) may be what a person meant who typed
 * `typed` (canonical): every mark typed must be there, a mark not typed may
 * be.  viêt: việt, viết, viêt; đuong: đường, đương, never dương; é: é, ế.
 * The tone counts for the whole word, wherever it is written. */
bool cvd_marks_consistent(struct cvd_str typed, struct cvd_str have);

/* ---- what is kept whole ---------------------------------------------- */

enum { CVD_SYMBOL_MAX = 96 }; /* bytes of a tidied number or symbol, cut */

/* A document number such as 37-KH/TU, 30/2020/NĐ-CP, or one whose running
 * number is blank (Số:   /UBND-KT). */
struct cvd_number {
    uint32_t start, end;           /* bytes of the text, from the number on */
    char number[CVD_SYMBOL_MAX];   /* tidied, as written: "37-KH/TU"; ""
                                      where the running number is blank */
    char symbol[CVD_SYMBOL_MAX];   /* without running number and year, with
                                      the slash or hyphen after the type as
                                      written: "KH/TU", "NĐ-CP", "CV/ĐUK" */
    char type[16];                 /* "KH", "NĐ"; "" for a State letter
                                      (788/STP-HCBT), which has none */
    char key[CVD_SYMBOL_MAX];      /* for matching: canonical, parts joined by
                                      '-', the running number without leading
                                      zeros: "37-kh-tu"; "" where blank */
    char folded_key[CVD_SYMBOL_MAX];
};

/* A date as far as the text gives it: month and day 0 where unknown. */
struct cvd_date {
    uint32_t start, end;
    uint16_t year;
    uint8_t month, day;
};

struct cvd_entities {
    struct cvd_number *numbers;
    size_t number_count, number_cap;
    struct cvd_date *dates;
    size_t date_count, date_cap;
};

/* Replace the content of *out by the document numbers and dates of `text`,
 * in order.  A type abbreviation or agency makes a number out of digits with
 * - or /: 2021-2025, 24/7 and 0262.3852345 are none.  `query` also takes
 * lower case (277-kh/bcd); in a document a symbol is in capitals.
 *   CVD_ENOMEM */
enum cvd_status cvd_entities_find(struct cvd_str text, bool query,
                                  struct cvd_entities *out);

void cvd_entities_release(struct cvd_entities *e);

/* Write `d` as ISO 8601 at its precision: 2023, 2023-08 or 2023-08-09. */
void cvd_date_format(const struct cvd_date *d, char out[11]);

/* Whether `s` is a date as the above writes it: 2023, 2023-08 or
 * 2023-08-09, and in the calendar. */
bool cvd_date_valid(struct cvd_str s);

/* The code of the document type that `word` names or abbreviates, with or
 * without marks ("KH", "kế hoạch", "ke-hoach": "ke-hoach"), or NULL.  Static
 * storage.  Source: corpus/tables/doctypes.tsv. */
const char *cvd_doctype_code(struct cvd_str word);

/* The Vietnamese name of a code of the above ("ke-hoach": "Kế hoạch"), or
 * NULL. */
const char *cvd_doctype_name(const char *code);

/* ---- the head of a document ------------------------------------------ */

/* What the first lines of a document in the official form say of itself.
 * Spans borrow from the text; empty where the document does not say. */
struct cvd_header {
    struct cvd_number number;  /* number and symbol "" where absent */
    bool has_number;           /* a "Số" line was found, blank or not */
    struct cvd_date date;      /* year 0 where absent */
    const char *type;          /* code as cvd_doctype_code(), or NULL */
    struct cvd_str title;      /* V/v, trích yếu, or first line of substance:
                                  may hold line breaks */
};

/* Read the head of `text`; never fails, leaves unknown what it cannot
 * read. */
void cvd_header_read(struct cvd_str text, struct cvd_header *out);

#ifdef __cplusplus
}
#endif
#endif
