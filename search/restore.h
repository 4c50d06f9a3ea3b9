/* restore.h - marks put back: uu tien dung hang viet nam is ưu tiên dùng hàng
 * việt nam.  Internal to search/.
 *
 * Each word stands for the words of the index with the same folded form; the
 * likeliest reading as a whole is taken (lattice.h). */
#ifndef CVD_SEARCH_RESTORE_H
#define CVD_SEARCH_RESTORE_H

#include "analyzers/analyzer.h"
#include "search/lattice.h"

/* One word, read. */
struct cvd_restored_word {
    struct cvd_word word;   /* borrows from the store, or from the tokens
                               where the index has no such word */
    double confidence;      /* that this is the word, 0 to 1, by the model */
    uint32_t documents;     /* that bear it; 0: not in the index */
    uint32_t pair;          /* in which it stands behind the word read before
                               it; 0 for the first */
    bool changed;           /* not what was typed */
};

/* Zero-initialise; release with cvd_restored_release(), or use again. */
struct cvd_restored {
    struct cvd_restored_word *words;
    size_t count, cap;
};

/* Replace *out by the likeliest reading of tokens [first, first + count) of
 * `t`, taken to stand side by side: words[i] is that of token first + i.
 * Typed marks bind, missing ones are free; a word typed with marks that is a
 * syllable as it stands is that word, and so is most likely, where others
 * bear marks, a syllable that bears none.  Counts include removed documents.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_restore(const struct cvd_store *s,
                            const struct cvd_tokens *t, size_t first,
                            size_t count, struct cvd_restored *out,
                            struct cvd_err *err);
void cvd_restored_release(struct cvd_restored *r);

/* Make *c the words of the index that token `i` may be, itself if there are
 * none; `marked`: whether others around it bear marks.  CVD_ENOMEM. */
enum cvd_status cvd_restore_column(const struct cvd_store *s,
                                   const struct cvd_tokens *t, size_t i,
                                   bool marked, struct cvd_column *c);

/* What a text is with its missing marks put back.  Zero-initialise; release
 * the buffer. */
struct cvd_restored_text {
    struct cvd_buf text;   /* empty: nothing changes */
    double confidence;     /* that of the least sure word, of the index's */
    size_t changed, seen;  /* words changed; those of them that the index
                              has beside one of their neighbours here, or
                              that stand alone */
};

/* Read each stretch of tokens with may[i] set, and write `text`, which `t`
 * was made of, with the words found in place (cvd_rewrite()).
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_restore_text(const struct cvd_store *s,
                                 struct cvd_str text,
                                 const struct cvd_tokens *t, const bool *may,
                                 struct cvd_restored_text *out,
                                 struct cvd_err *err);

#endif
