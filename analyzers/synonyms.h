/* synonyms.h - forms of writing that stand for one another: UBND and Ủy ban
 * nhân dân.
 *
 * The list of the build is constant; one of the user's own is read at run
 * time and constant then: any thread may read it.
 * Source: corpus/tables/synonyms.tsv.
 *
 * A list of the user's own is UTF-8 text, a line a row, its columns parted by
 * tabs:
 *
 *     FORM<TAB>FORM[ | FORM...][<TAB>KIND]
 *
 * The kinds are those of synonyms.tsv:
 *     abbr          (if none is given) an abbreviation and what it stands
 *                   for; every form stands for every other
 *     abbr-one-way  the first form stands for the others, not they for it
 *     spelling      ways of writing one name or word
 *     domain        what is near in meaning
 * Empty lines and those that begin with '#' are passed over.  Capitals do not
 * count when documents are searched: an abbreviation that is a syllable in
 * small letters (TU: tu) is refused. */
#ifndef CVD_ANALYZERS_SYNONYMS_H
#define CVD_ANALYZERS_SYNONYMS_H

#include "analyzers/analyzer.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    CVD_SYNONYM_WORDS_MAX = 12, /* of a form; the longest in use has 10 */
    CVD_SYNONYM_FORMS_MAX = 8,  /* of a group; the largest in use has 6 */
    CVD_SYNONYM_SAME_MAX = 16   /* groups of one user's list with a form that
                                   is the same but for marks */
};

struct cvd_synonym_list; /* opaque: a list of the user's own */

/* Read a list of the user's own; `name` is what errors call it ("name: line
 * 3: ...").  The caller owns *out: free with cvd_synonyms_free().
 *   CVD_EINPUT  a line that is none of the above, not UTF-8, with a form
 *               without a word or the same form twice
 *   CVD_ELIMIT  over CVD_LIST_BYTES_MAX, CVD_SYNONYM_ROWS_MAX or one of the
 *               limits above
 *   CVD_ENOMEM */
enum cvd_status cvd_synonyms_parse(struct cvd_str tsv, const char *name,
                                   struct cvd_synonym_list **out,
                                   struct cvd_err *err);
void cvd_synonyms_free(struct cvd_synonym_list *l); /* NULL is nothing */

enum cvd_synonym_kind {
    CVD_SYNONYM_ABBR,     /* an abbreviation and what it stands for */
    CVD_SYNONYM_SPELLING, /* two ways of writing one thing */
    CVD_SYNONYM_DOMAIN    /* near in meaning, in these documents */
};

/* A form: canonical words as cvd_tokenize() gives them, one space between
 * two.  Static storage, or the user's list's. */
struct cvd_synonym_form {
    const char *exact, *folded;
    size_t words;
};

/* Tokens [first, first + count) are a form, which stands for `forms`: the
 * others of its group, never itself, and at least one. */
struct cvd_synonym {
    size_t first, count;
    enum cvd_synonym_kind kind;
    const struct cvd_synonym_form *forms[CVD_SYNONYM_FORMS_MAX];
    size_t form_count;
};

/* Find every form among tokens [from, to) of `t`, made of `text`; what stands
 * beside them tells ambiguous abbreviations apart, and one that nothing tells
 * apart is left out.  At most `max` into out: the longest first, then the
 * leftmost; forms may overlap, and the same tokens may be of two groups.
 *
 * A token is a form's word where it is spelled like it or bears its marks
 * only in part and is no syllable as it stands; with `any_marks` (no mark in
 * the whole query) where it is like it but for marks.  An abbreviation's
 * marks may be missing only if it has three letters or more and no other
 * abbreviation looks like it then: BCD is BCĐ, CD nothing.
 *
 * `own`, the user's list, may be NULL.  What it has for some tokens comes
 * before what the build has for them; where both have an abbreviation, the
 * user's list alone says what it stands for and what brings it.  Finding takes
 * as long however many rows it has.
 * Returns how many. */
size_t cvd_synonyms_find(struct cvd_str text, const struct cvd_tokens *t,
                         size_t from, size_t to, bool any_marks,
                         const struct cvd_synonym_list *own,
                         struct cvd_synonym *out, size_t max);

#ifdef __cplusplus
}
#endif
#endif
