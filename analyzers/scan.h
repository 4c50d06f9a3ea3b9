/* scan.h - reading numbers and dates at one place of a text.
 *
 * Private to analyzers/: may include base/.  What cvd_entities_find() finds
 * anywhere and cvd_header_read() finds in the head is read by the same
 * functions.  All are pure, look ahead a bounded way, and take bytes that are
 * not UTF-8 for characters that mean nothing. */
#ifndef CVD_ANALYZERS_SCAN_H
#define CVD_ANALYZERS_SCAN_H

#include "analyzers/analyzer.h"

/* The most blanks inside one number or date: a form leaves a column's width
 * for what is filled in by hand. */
enum { CVD_GAP_MAX = 120 };

/* A letter that symbols are written in: A-Z, Ă Â Đ Ê Ô Ơ Ư, and the ố of TBố
 * (Tuyên bố).  Ð and Ɖ, typed for Đ, are that letter. */
struct cvd_sign {
    uint32_t as_is, lower;   /* code points */
    char folded;             /* ASCII, lower case */
    bool upper;
};

/* Read the letter at byte `i`; bytes it takes, 0 where none is. */
size_t cvd_scan_letter(struct cvd_str t, size_t i, struct cvd_sign *out);

/* Write code point `cp` to out; its bytes, at most 3. */
size_t cvd_scan_put(uint32_t cp, char out[4]);

/* Write the letters and digits of symbol `s` ("QĐ", "SGD&ĐT") in lower case,
 * without marks if `fold`, '&' left out; 0 when it is longer than `room` or
 * holds another sign. */
size_t cvd_scan_symbol(struct cvd_str s, bool fold, char *out, size_t room);

/* Whether the character at `i` (that ends before `i`) belongs to a word. */
bool cvd_scan_word_at(struct cvd_str t, size_t i);
bool cvd_scan_word_before(struct cvd_str t, size_t i);

/* Whether the character at `i` is a lower-case letter of Vietnamese. */
bool cvd_scan_lower_at(struct cvd_str t, size_t i);

/* First byte of the character that ends before `i` > 0. */
size_t cvd_scan_prev(struct cvd_str t, size_t i);

/* Past blanks (space, tab, no-break space) from `i`. */
size_t cvd_scan_blanks(struct cvd_str t, size_t i);

/* Past the digits from `i`. */
static inline size_t cvd_scan_digits(struct cvd_str t, size_t i)
{
    while (i < t.len && t.ptr[i] >= '0' && t.ptr[i] <= '9')
        i++;
    return i;
}

/* Past the word at `i` when it is `lower` or, letter by letter, `upper`
 * (of the same length in bytes) and ends there; else 0. */
size_t cvd_scan_word(struct cvd_str t, size_t i, const char *lower,
                     const char *upper);

/* Past the number in words at `i` (mười lăm; hai nghìn không trăm hai mươi
 * ba), or 0: of nine words at most. */
size_t cvd_scan_spelled(struct cvd_str t, size_t i, unsigned *value);

/* Past the word "Số" at `i` and what stands between it and the number; else
 * 0.  Also as scanners read it: Sô, 5ố; before a figure or the sign of a blank
 * number, and in a query, Sổ, Só, So too. */
size_t cvd_scan_so(struct cvd_str t, size_t i, bool query);

/* Read the number whose digits begin at `i`.  `after_so`: "Số" precedes. */
bool cvd_scan_number(struct cvd_str t, size_t i, bool after_so, bool query,
                     struct cvd_number *out);

/* Read the number whose digits begin at `i` right behind the name of a type:
 * the symbol may be an agency alone then, as before 1998 (Nghị định 64/CP,
 * Quyết định 217-HĐBT). */
bool cvd_scan_old_number(struct cvd_str t, size_t i, struct cvd_number *out);

/* Read the rest of a number left blank: `i` is at its '/' or '-'. */
bool cvd_scan_blank_number(struct cvd_str t, size_t i,
                           struct cvd_number *out);

/* Read the standard whose type begins at `i`: TCVN 5712:1993. */
bool cvd_scan_standard(struct cvd_str t, size_t i, bool query,
                       struct cvd_number *out);

/* Read the single date with its year that begins at `i`: at "ngày", "tháng"
 * or a digit. */
bool cvd_scan_date(struct cvd_str t, size_t i, bool query,
                   struct cvd_date *out);

/* Read a date of any kind that begins at `i`.  `last_end` is where the one
 * before it ends, SIZE_MAX where none does. */
bool cvd_scan_when(struct cvd_str t, size_t i, bool query, size_t last_end,
                   struct cvd_date *out);

/* Whether `word` abbreviates a document type (QĐ, qđ, QD). */
const char *cvd_doctype_abbr(struct cvd_str word);

/* The code that `slug` is, in static storage, or NULL. */
const char *cvd_doctype_of_slug(const char *slug);

/* The same of its first `len` bytes, one at least; *longer: some code is these
 * and more words. */
const char *cvd_doctype_growing(const char *slug, size_t len, bool *longer);

/* Whether abbreviation `a` of a table, letters, may be the same as `want`, two
 * bytes at least, which cvd_scan_symbol() wrote: a cheap first look. */
static inline bool cvd_scan_may_be(const char *a, const char *want)
{
    bool plain = (a[1] >= 'A' && a[1] <= 'Z') || (a[1] >= 'a' && a[1] <= 'z');

    return (a[0] & 0x80) || ((a[0] | 0x20) == want[0] &&
                             (!plain || (a[1] | 0x20) == want[1]));
}

#endif
