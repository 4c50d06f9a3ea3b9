/* refer.h - what the files that read references share.
 *
 * Private to analyzers/: may include base/.  references.c walks over the
 * numbers of a text and puts each mention together; references_words.c reads
 * words where they stand, references_type.c the type that governs a number,
 * references_bare.c numbers whose symbol is not there (a list, a short form,
 * letters lost in print), references_date.c dates, references_names.c names of
 * bodies, references_issuer.c the issuer, references_clause.c what a document
 * is about, references_same.c which mentions are of one document.
 * All look ahead and back a bounded way. */
#ifndef CVD_ANALYZERS_REFER_H
#define CVD_ANALYZERS_REFER_H

#include "analyzers/references.h"
#include "analyzers/scan.h"

/* ---- words where they stand ------------------------------------------- */

enum { CVD_REFER_WORD_MAX = 16 }; /* a syllable without marks, and a margin */

/* A word as it stands, and without marks in lower case; "" where longer. */
struct cvd_refer_word {
    size_t start, end;
    char fold[CVD_REFER_WORD_MAX];
    bool capital;  /* its first letter is one */
    bool caps;     /* all are */
};

/* Read the word that begins at `i`, or that ends there and begins no earlier
 * than `from`.  False where none does. */
bool cvd_refer_word_at(struct cvd_str t, size_t i, struct cvd_refer_word *w);
bool cvd_refer_word_before(struct cvd_str t, size_t from, size_t i,
                           struct cvd_refer_word *w);

static inline bool cvd_refer_is(const struct cvd_refer_word *w,
                                const char *fold)
{
    return w->fold[0] == fold[0] && strcmp(w->fold, fold) == 0;
}

/* Whether it is one of a NULL-terminated list. */
bool cvd_refer_is_any(const struct cvd_refer_word *w,
                      const char *const *list);

/* Past blanks and one line break from `i`, or back over them to `from`: what
 * may stand between two words of one sentence.  A page number alone on its
 * line, with the blank lines around it, is one line break. */
size_t cvd_refer_fill(struct cvd_str t, size_t i);
size_t cvd_refer_fill_back(struct cvd_str t, size_t from, size_t i);

/* Back from `i` over white space and at most two line ends. */
size_t cvd_refer_heading_back(struct cvd_str t, size_t from, size_t i);

/* Past what joins two numbers of a list (", ", " và ", ", số ") from the end
 * of one; `i` where nothing does. */
size_t cvd_refer_joint(struct cvd_str t, size_t i);

/* ---- the walk --------------------------------------------------------- */

enum {
    CVD_REFER_CODES = 16,
    CVD_REFER_PENDING = -2 /* `first` of a short form that is a reference
                              only if it is one of a document named before */
};

/* What an abbreviation was found to stand for: a text has few. */
struct cvd_refer_code {
    char type[sizeof((struct cvd_number *)0)->type];
    const char *code;
};

struct cvd_refer {
    struct cvd_str t;
    const struct cvd_entities *e;
    const struct cvd_number *own; /* may be NULL */
    const struct cvd_date *own_date; /* likewise */
    struct cvd_references *out;
    size_t pos;                   /* where the last mention ends */
    size_t date;                  /* the first date not before `pos` */
    struct cvd_refer_code codes[CVD_REFER_CODES];
    const struct cvd_number *listed; /* the last number of a list, and the */
    const char *listed_code;         /* type that governs the list */
    size_t form_end;                 /* of the last number of a form, or 0 */
};

/* What stands before a number. */
struct cvd_refer_lead {
    size_t start;      /* of the type's word, or of "số", or the number */
    const char *code;  /* of the governing word, NULL where none is known */
    bool named;        /* there is a governing word, maybe "văn bản" */
    bool adjacent;     /* and nothing but "số" between */
    bool form;         /* it numbers a form */
    bool so;           /* "số" stands before the number */
    size_t so_start;
};

/* Read what stands before number `n`, whose digits begin at `i`.  `n` may be
 * NULL: a number without symbol. */
void cvd_refer_lead(struct cvd_refer *r, size_t i,
                    const struct cvd_number *n, struct cvd_refer_lead *out);

/* Whether a word may stand right before a number: "số", or the last of the
 * name of a type that is cited by number. */
bool cvd_refer_may_lead(const struct cvd_refer_word *w);

/* The type that `n`'s symbol says, or NULL. */
const char *cvd_refer_symbol_code(struct cvd_refer *r,
                                  const struct cvd_number *n);

/* Whether `n` is the document's own number, not dated to another day. */
bool cvd_refer_is_own(struct cvd_refer *r, const struct cvd_number *n);

/* Add mention `m`, its start, number and type set: finds its date. */
enum cvd_status cvd_refer_add(struct cvd_refer *r, struct cvd_reference *m);

/* Add the mentions of bytes [from, to) that have no number of the entities:
 * `next` is the number at `to`, NULL at the end of the text. */
enum cvd_status cvd_refer_bare(struct cvd_refer *r, size_t from, size_t to,
                               const struct cvd_number *next);

/* Set the date of `m` and with it its end: the one that follows directly, or
 * the one its clause begins with. */
void cvd_refer_date(struct cvd_refer *r, struct cvd_reference *m);

/* Put number `text` ("12-KH/TU") into *n, whose span stays. */
bool cvd_refer_number(struct cvd_str text, struct cvd_number *n);

/* ---- names and clauses ------------------------------------------------ */

struct cvd_refer_span {
    size_t start, end;   /* bytes; empty where there is none */
};

/* Read the word at `i` and the one after it, "" where none is. */
bool cvd_refer_two(struct cvd_str t, size_t i, struct cvd_refer_word *a,
                   struct cvd_refer_word *b);

/* Whether two words begin what a document does (quy định, phê duyệt); whether
 * they name a type of document; whether a word begins a body's name. */
bool cvd_refer_is_deed(const struct cvd_refer_word *a,
                       const struct cvd_refer_word *b);
bool cvd_refer_is_type(const struct cvd_refer_word *a,
                       const struct cvd_refer_word *b);
bool cvd_refer_is_head(const struct cvd_refer_word *w);

/* Whether two words are one of `count` pairs. */
bool cvd_refer_is_pair(const char *const (*pairs)[2], size_t count,
                       const struct cvd_refer_word *a,
                       const struct cvd_refer_word *b);

/* Whether a word is one of a NULL-terminated list, marks and case too. */
bool cvd_refer_is_spelled(struct cvd_str t, const struct cvd_refer_word *w,
                          const char *const *list);

/* Read the name of a body from its first word at `i`, before `stop`. */
struct cvd_refer_span cvd_refer_name(struct cvd_str t, size_t i, size_t stop);

/* Past what is quoted at `i` and ends before `stop`, or 0. */
size_t cvd_refer_quote(struct cvd_str t, size_t i, size_t stop);

/* How many bytes of a dash stand at `i`. */
size_t cvd_refer_dash(struct cvd_str t, size_t i);

/* The issuer named after "của" from `i` on and before `stop`; or before a
 * reference that starts at `i`, no earlier than `from`. */
struct cvd_refer_span cvd_refer_issuer_after(struct cvd_str t, size_t i,
                                             size_t stop);
struct cvd_refer_span cvd_refer_issuer_before(struct cvd_str t, size_t from,
                                              size_t i);

/* Whether the words before `i`, a reference's start, say that somebody issued
 * it (đã có, ban hành): where they begin, 0 where they do not. */
size_t cvd_refer_issued(struct cvd_str t, size_t from, size_t i);

/* Whether date `d` follows from `i` on: nothing but the words of a date
 * between. */
bool cvd_refer_date_follows(struct cvd_str t, size_t i,
                            const struct cvd_date *d);

/* Find the issuer and the subject of each reference of the list, and the date
 * that stands after the issuer. */
void cvd_refer_clauses(struct cvd_str t, const struct cvd_entities *e,
                       struct cvd_references *list);

/* Tie mentions of one document together; drop pending ones of none. */
enum cvd_status cvd_refer_tie(struct cvd_str t, struct cvd_references *list);

#endif
