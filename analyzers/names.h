/* names.h - a list of names as one automaton over folded words.
 *
 * Private to analyzers/: may include base/.  Tens of thousands of names are
 * found in a text in one pass over its tokens, whatever their case, marks
 * and line breaks.  The arrays are constant when a table of the build made
 * them (any thread may read them), or owned when built at run time from a
 * list of the user's. */
#ifndef CVD_ANALYZERS_NAMES_H
#define CVD_ANALYZERS_NAMES_H

#include "analyzers/analyzer.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    CVD_NAME_WORDS_MAX = 32,    /* of one name; the longest in use has 25 */
    CVD_NAME_MATCHES_MAX = 8    /* names that begin at one token */
};

/* One name of a list: its folded words with one space between two, and the
 * number the list's owner knows it by. */
struct cvd_name {
    const char *folded;
    uint32_t value;
};

struct cvd_names;               /* arrays, see names_table.h */

/* A name that tokens [first, first + count) spell, marks aside.  `values`
 * has every number that this name was given, in ascending order. */
struct cvd_name_match {
    size_t first, count;
    const uint32_t *values;
    size_t value_count;
};

/* Make an automaton of `names`, in any order; the caller owns *out: free with
 * cvd_names_free().  It copies what it keeps.  A name without a word is
 * passed over.
 *   CVD_ELIMIT  a name of more than CVD_NAME_WORDS_MAX words, or more words
 *               than any list has (2^24 in all)
 *   CVD_ENOMEM */
enum cvd_status cvd_names_build(const struct cvd_name *names, size_t count,
                                struct cvd_names **out);
void cvd_names_free(struct cvd_names *n); /* NULL is nothing */

/* The names that begin at token `i` and end before token `end`, the longest
 * first; how many, at most CVD_NAME_MATCHES_MAX, the longest of them.  out[]
 * borrows from `n`.  A token that begins no name costs one probe. */
size_t cvd_names_at(const struct cvd_names *n, const struct cvd_tokens *t,
                    size_t i, size_t end,
                    struct cvd_name_match out[CVD_NAME_MATCHES_MAX]);

#ifdef __cplusplus
}
#endif
#endif
