/* form_parts.h - the parts cvd_form_read() is put together from.
 *
 * Private to analyzers/: may include base/.  Each part reads the tokens of
 * the whole text and adds strings to the struct cvd_form; its bytes have
 * room for all of them from the beginning, so that none moves. */
#ifndef CVD_ANALYZERS_FORM_PARTS_H
#define CVD_ANALYZERS_FORM_PARTS_H

#include "analyzers/form.h"
#include "analyzers/head.h"

/* ---- strings --------------------------------------------------------- */

/* Begin a string of `f`; add to it bytes [start, end) of `text` on one line,
 * runs of blanks, bars and markup one blank, with a blank before if it is not
 * the first; or `s` as it is.  What goes beyond CVD_FORM_NAME_BYTES_MAX is
 * cut. */
void cvd_form_begin(struct cvd_form *f, struct cvd_str *to);
void cvd_form_add(struct cvd_form *f, struct cvd_str *to, struct cvd_str text,
                  size_t start, size_t end);
/* The same, but a blank in the text at either end stays one. */
void cvd_form_add_between(struct cvd_form *f, struct cvd_str *to,
                          struct cvd_str text, size_t start, size_t end);
/* A blank, if none is there. */
void cvd_form_add_blank(struct cvd_form *f, struct cvd_str *to);
void cvd_form_add_text(struct cvd_form *f, struct cvd_str *to,
                       struct cvd_str s);

/* Set *to to tokens [from, end) of `text`, syllables that a scanner broke
 * ("Đặ ng Văn") mended, punctuation as it stands. */
void cvd_form_set_mended(struct cvd_form *f, struct cvd_str *to,
                         struct cvd_str text, const struct cvd_tokens *t,
                         size_t from, size_t end);

/* ---- names of bodies -------------------------------------------------- */

enum { CVD_BODY_WORDS_MAX = 64 };

/* One word of a body's name: a token of the text, or `said`, words the form
 * implies, in their canonical case. */
struct cvd_name_word {
    size_t tok;
    const char *said;
    char mended[16];   /* canonical, where a scanner misread it, else "" */
    size_t from, to;   /* bytes of the cell it stands in */
    bool caps;         /* which is in capitals */
    bool first;        /* begins a name: "Chi bộ 1 | Đảng bộ X" */
};

struct cvd_name {
    struct cvd_name_word w[CVD_BODY_WORDS_MAX];
    size_t n;
};

/* Set *to to `name` in canonical case: as the text itself writes the same
 * words in running text, else as corpus/tables/name_case.tsv and the names
 * of places have them, else with a capital only at the beginning.  What
 * that table abbreviates (UBND, GD&ĐT) is written out, and so is what the text
 * itself explains: "cải cách hành chính (CCHC)". */
void cvd_name_recase(struct cvd_form *f, struct cvd_str *to,
                     struct cvd_str text, const struct cvd_tokens *t,
                     const struct cvd_name *name);

/* ---- names of persons -------------------------------------------------- */

/* Past ranks, degrees and forms of address ("Thiếu tướng", "PGS.TS.") from
 * token `k` of those up to `end`, if more follows. */
size_t cvd_person_skip_ranks(const struct cvd_tokens *t, size_t k, size_t end);

/* Whether tokens [k, end) are a person's name: two syllables at least, every
 * one with a capital and no other word, but for the pieces of a syllable that
 * a scanner broke. */
bool cvd_person_is_name(struct cvd_str text, const struct cvd_tokens *t,
                        size_t k, size_t end);

/* Whether `w` has a small letter; whether a capital is at byte `i`. */
bool cvd_person_has_lower(struct cvd_str text, const struct cvd_token *w);
bool cvd_person_upper_at(struct cvd_str text, size_t i);

/* ---- parts ------------------------------------------------------------ */

/* Who signs: byte ranges of the text. */
enum { CVD_SIGN_PIECES_MAX = 6 };

struct cvd_sign_piece {
    struct cvd_range at;
    bool goes_on;                /* with the one before, on its own line */
};

struct cvd_sign_list {
    struct cvd_sign_piece piece[CVD_SIGN_PIECES_MAX];
    size_t n;
};

struct cvd_signature {
    struct cvd_sign_list authority, position;
    size_t name, name_end;       /* tokens; equal: none */
    struct cvd_range used[2 * CVD_SIGN_PIECES_MAX + 2]; /* cells */
    size_t used_count;
};

/* Read the signature; `body` is where the body begins, *receivers the token
 * of "Nơi nhận", or the count of tokens. */
void cvd_signature_read(struct cvd_str text, const struct cvd_tokens *t,
                        size_t body, struct cvd_signature *out,
                        size_t *receivers);

/* Who issues it and what stands above, from the head `h`, else from the
 * signature; whether that is a body of the whole country. */
bool cvd_issuer_read(struct cvd_head *h, const struct cvd_signature *sign,
                     struct cvd_form *f);

/* Kính gửi, from line `h->to`; Nơi nhận, from token `receivers`. */
void cvd_addressees_read(struct cvd_head *h, struct cvd_form *f);
void cvd_receivers_read(struct cvd_str text, const struct cvd_tokens *t,
                        size_t receivers, const struct cvd_signature *sign,
                        struct cvd_form *f);

void cvd_deadlines_read(struct cvd_str text, const struct cvd_tokens *t,
                        const struct cvd_entities *e, struct cvd_form *f);

/* Where the issuer sits, from what *f holds and the text; one that is
 * `central` has no province.  CVD_ENOMEM. */
enum cvd_status cvd_form_seat(struct cvd_str text, const struct cvd_tokens *t,
                              bool central, struct cvd_form *f);

#endif
