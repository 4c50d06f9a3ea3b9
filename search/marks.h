/* marks.h - from words found in a text to the places a reader goes through.
 * Internal to search/. */
#ifndef CVD_SEARCH_MARKS_H
#define CVD_SEARCH_MARKS_H

#include "search/query.h"
#include "search/search.h"

/* A run of the query found. */
struct cvd_piece {
    uint32_t start, end;     /* bytes of the text */
    uint32_t token, words;   /* where it begins, in words of the text; and
                                how many it has */
    uint32_t run;            /* which of the plan's */
    uint32_t says;           /* how many of the words say something */
    uint32_t place;          /* number of the group; 0: of none */
};

/* Zero-initialise; release with free(list). */
struct cvd_pieces {
    struct cvd_piece *list;
    size_t count, cap;
};

/* How much a word that stands alone says: nothing, if all it does is to join
 * others; as much as two if it is no syllable but a name or an abbreviation
 * (OCOP), which stands for several.  Canonical. */
unsigned cvd_word_says(struct cvd_str exact);

/* Whether all the words of a query only join others, with or without their
 * marks. */
bool cvd_runs_only_join(const struct cvd_run *runs, size_t run_count);

/* From pieces, in the order of the text, to marks; `pieces` is changed.
 *   CVD_ENOMEM */
enum cvd_status cvd_marks_place(struct cvd_str text,
                                struct cvd_pieces *pieces, size_t run_count,
                                struct cvd_marks *out);

#endif
