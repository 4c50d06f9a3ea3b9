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
 * becomes hòa, thuỷ thủy; never after q), Latin letters in another dress
 * (full-width, mathematical, small capitals) plain, Cyrillic and Greek ones
 * of the same shape Latin in a word that has a real Latin letter (ngàу is
 * ngày, Россия stays); `folded` is exact without marks, đ as d.  Both lie in
 * the arena of the struct cvd_tokens, at an offset, cut to CVD_TERM_BYTES_MAX
 * bytes at a character boundary. */
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
 * A heading in letterspaced capitals is read as its words: of "D Â N" in
 * "N H Â N  D Â N" one token dân, its span with the blanks.  So the bytes of
 * a token, without their blanks, are one token with the same exact form.
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

enum { CVD_IY_MAX = 8 }; /* bytes of what cvd_iy_variant() writes: "quỹ" */

/* Write the other spelling of canonical `exact` where i and y are the same
 * sound and both spellings one word (kĩ, kỹ; quí, quý; tỉ, tỷ) to `out`, not
 * NUL-terminated; its length, or 0 where there is none.  The other spelling
 * of that is `exact` again.  Pairs that are two words have none: vi and Vy,
 * ti and ty, tí and Tý, mi and My, li and ly, si and sy.  Terms stay as
 * written: this is for asking, at a lower rank.
 * Source: Quyết định 1989/QĐ-BGDĐT (2018), Điều 9. */
size_t cvd_iy_variant(struct cvd_str exact, char out[CVD_IY_MAX]);

/* Whether the word `have` (canonical) may be what a person meant who typed
 * `typed` (canonical): every mark typed must be there, a mark not typed may
 * be.  viêt: việt, viết, viêt; đuong: đường, đương, never dương; é: é, ế.
 * The tone counts for the whole word, wherever it is written. */
bool cvd_marks_consistent(struct cvd_str typed, struct cvd_str have);

/* ---- what is kept whole ---------------------------------------------- */

enum { CVD_SYMBOL_MAX = 96 }; /* bytes of a tidied number or symbol, cut */

/* A document number such as 37-KH/TU, 30/2020/NĐ-CP, or one whose running
 * number is blank (Số:   /UBND-KT).  A line may break beside each of its
 * hyphens and slashes, not so a paragraph: start and end span the break, the
 * tidied forms have none.
 * A standard is one too: number "QCVN 01:2018/BYT", symbol "QCVN/BYT", type
 * "QCVN", key "qcvn-1-2018-byt"; the year or the agency may be wanting. */
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
    char short_key[CVD_SYMBOL_MAX]; /* of a standard given with its year, the
                                       folded key without: "tcvn-5712"; "" of
                                       all else */
};

/* What the text says of a date: by a word before it (chậm nhất, trước; đến,
 * đến hết; từ; sau), or by how it is given. */
enum cvd_date_relation {
    CVD_DATE_ON,           /* no more than the date */
    CVD_DATE_BEFORE, CVD_DATE_UNTIL, CVD_DATE_FROM, CVD_DATE_AFTER,
    CVD_DATE_RANGE,        /* a period from one end to the other */
    CVD_DATE_QUARTER,      /* quý IV năm 2023 */
    CVD_DATE_HALF,         /* 6 tháng đầu năm 2024, 9 tháng đầu năm 2024 */
    CVD_DATE_HOLIDAY       /* Tết Nguyên đán 2024, Xuân Quý Mão 2023 */
};

/* A date as far as the text gives it: month and day 0 where unknown, year 0
 * where it names a day of any year (ngày 23/6).  A period has its last end
 * too, at the precision of the first. */
struct cvd_date {
    uint32_t start, end;
    uint16_t year;
    uint8_t month, day;
    uint16_t last_year;        /* of a period; all 0 for a single date */
    uint8_t last_month, last_day;
    uint8_t relation;          /* enum cvd_date_relation */
    bool bare;                 /* figures that are a date only by their place
                                  or company: 3/2, 11/2024 */
};

static inline bool cvd_date_is_period(const struct cvd_date *d)
{
    return d->last_year || d->last_month;
}

/* Whether it is one day, month or year of the calendar. */
static inline bool cvd_date_is_single(const struct cvd_date *d)
{
    return d->year && !cvd_date_is_period(d);
}

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
 * What may be a date or something else (3/2, 02-9, 11/2024, 2021-2025) is one
 * after words that say so (ngày, lễ, giai đoạn), or when it is all of `text`;
 * 24/7 and fractions such as 1/2 only after "ngày".
 *   CVD_ENOMEM */
enum cvd_status cvd_entities_find(struct cvd_str text, bool query,
                                  struct cvd_entities *out);

void cvd_entities_release(struct cvd_entities *e);

enum {
    CVD_DAY_MAX = 11,  /* bytes of one end of a date: "2023-08-09" */
    CVD_DATE_MAX = 22  /* of a whole one: "2020-03-10/2020-09-30" */
};

/* Write `d` as ISO 8601 at its precision: 2023, 2023-08 or 2023-08-09; a
 * period 2024-11/2024-12; a day of any year --06-23 (as ISO 8601:2000 has
 * it). */
void cvd_date_format(const struct cvd_date *d, char out[CVD_DATE_MAX]);

/* Write one end of `d` so: the first, or the last of a period.  Without
 * period both are the date. */
void cvd_date_format_end(const struct cvd_date *d, bool last,
                         char out[CVD_DAY_MAX]);

/* "before", "range" ...; NULL for CVD_DATE_ON. */
const char *cvd_date_relation_name(const struct cvd_date *d);

/* Read a single date as the above writes it into *out, its span empty; false
 * where `s` is none. */
bool cvd_date_parse(struct cvd_str s, struct cvd_date *out);

/* Whether `s` is a single date as the above writes it: 2023, 2023-08 or
 * 2023-08-09, and in the calendar. */
bool cvd_date_valid(struct cvd_str s);

/* The code of the document type that `word` names or abbreviates, with or
 * without marks ("KH", "kế hoạch", "ke-hoach": "ke-hoach"), or NULL.  Static
 * storage.  Source: corpus/tables/doctypes.tsv. */
const char *cvd_doctype_code(struct cvd_str word);

/* What abbreviates the type of that code in a number ("ke-hoach": "KH");
 * empty where nothing does.  Static storage. */
struct cvd_str cvd_doctype_abbreviation(const char *code);

/* The Vietnamese name of a code of the above ("ke-hoach": "Kế hoạch"), or
 * NULL. */
const char *cvd_doctype_name(const char *code);

/* The code of the i-th type, with its name and abbreviations (';' between
 * two, perhaps none); NULL past the last. */
const char *cvd_doctype_listed(size_t i, const char **name,
                               const char **abbreviations);

/* ---- the head of a document ------------------------------------------ */

/* What the first lines of a document in the official form say of itself.
 * Spans borrow from the text; empty where the document does not say. */
struct cvd_header {
    struct cvd_number number;  /* number and symbol "" where absent */
    bool has_number;           /* a "Số" line was found, blank or not */
    struct cvd_date date;      /* single; year 0 where absent */
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
