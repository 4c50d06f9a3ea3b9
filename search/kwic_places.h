/* kwic_places.h - where the words of a query stand in all that it finds, and
 * what stands around them.  Internal to search/. */
#ifndef CVD_SEARCH_KWIC_PLACES_H
#define CVD_SEARCH_KWIC_PLACES_H

#include "search/planned.h"
#include "search/searcher.h"

/* Texts read between two times that the index's files are given back to the
 * system: they lie one after another. */
enum { CVD_KWIC_REST = 1024 };

/* One of them; a hundred thousand are kept, so no more than is needed to find
 * it again. */
struct cvd_kwic_place {
    uint32_t at;                   /* of the document: position in the set */
    uint32_t start, end;           /* bytes of its text */
    uint32_t first_point, end_point; /* the same in code points */
};

/* Zero-initialise; release with free(list). */
struct cvd_kwic_places {
    struct cvd_kwic_place *list;  /* by document and start */
    size_t count, cap;
    uint64_t total;          /* of all looked at, with those not kept */
    bool complete;           /* all were looked at: there was time, and no
                                more than are kept */
};

/* Find at most `max` places in the documents of `set`, or, where `sample` is
 * not 0, so many of all, by chance.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_kwic_places_find(struct cvd_searcher *s,
                                     const struct cvd_docset *set,
                                     const struct cvd_plan *plan, size_t max,
                                     size_t sample, unsigned seed,
                                     struct cvd_kwic_places *out,
                                     struct cvd_err *err);

/* Append what stands before byte `start`, behind byte `end`, of `text`: at
 * most `width` code points, each run of white space one blank, a word that
 * would be cut left out unless nothing is left then.  The blank beside the
 * keyword is kept, one at the other end not.  CVD_ENOMEM. */
enum cvd_status cvd_context_left(struct cvd_str text, size_t start,
                                 size_t width, struct cvd_buf *out);
enum cvd_status cvd_context_right(struct cvd_str text, size_t end,
                                  size_t width, struct cvd_buf *out);

/* Append `s`, each run of white space one blank.  CVD_ENOMEM. */
enum cvd_status cvd_context_line(struct cvd_str s, struct cvd_buf *out);

#endif
