/* passage.h - a piece of a document's text, as it is shown.  Internal to
 * search/. */
#ifndef CVD_SEARCH_PASSAGE_H
#define CVD_SEARCH_PASSAGE_H

#include "analyzers/analyzer.h"
#include "search/strings.h"

/* A text and its words.  Zero-initialise; release with
 * cvd_worded_release(). */
struct cvd_worded {
    struct cvd_str text;     /* borrowed */
    struct cvd_tokens tokens;
};

/* Replace the content of *out by the words of `text`.  CVD_ENOMEM. */
enum cvd_status cvd_worded_read(struct cvd_str text, struct cvd_worded *out);
void cvd_worded_release(struct cvd_worded *w);

/* Words [from, to) of `w`, at least one, in one line, kept in *strings; of
 * more than a few dozen the first and the last, " … " between.
 *   CVD_ENOMEM */
enum cvd_status cvd_passage_text(const struct cvd_worded *w, size_t from,
                                 size_t to, struct cvd_strings **strings,
                                 struct cvd_str *out);

/* Where words [from, to) stand, in code points of the text. */
void cvd_passage_points(const struct cvd_worded *w, size_t from, size_t to,
                        int64_t *start, int64_t *end);

#endif
