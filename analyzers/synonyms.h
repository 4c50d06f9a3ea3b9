/* synonyms.h - forms of writing that stand for one another: UBND and Ủy ban
 * nhân dân.
 *
 * Pure functions over a constant table: any thread may call them.
 * Source: corpus/tables/synonyms.tsv. */
#ifndef CVD_ANALYZERS_SYNONYMS_H
#define CVD_ANALYZERS_SYNONYMS_H

#include "analyzers/analyzer.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    CVD_SYNONYM_WORDS_MAX = 12, /* of a form; the longest in use has 10 */
    CVD_SYNONYM_FORMS_MAX = 8   /* of a group; the largest in use has 6 */
};

enum cvd_synonym_kind {
    CVD_SYNONYM_ABBR,     /* an abbreviation and what it stands for */
    CVD_SYNONYM_SPELLING, /* two ways of writing one thing */
    CVD_SYNONYM_DOMAIN    /* near in meaning, in these documents */
};

/* A form: canonical words as cvd_tokenize() gives them, one space between
 * two.  Static storage. */
struct cvd_synonym_form {
    const char *exact, *folded;
    size_t words;
};

/* Tokens [first, first + count) are a form, which stands for `forms`: the
 * others of its group, never itself. */
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
 * Returns how many. */
size_t cvd_synonyms_find(struct cvd_str text, const struct cvd_tokens *t,
                         size_t from, size_t to, bool any_marks,
                         struct cvd_synonym *out, size_t max);

#ifdef __cplusplus
}
#endif
#endif
