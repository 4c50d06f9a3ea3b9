/* runs.h - which stretches of a text are in an old encoding, and in which.
 *
 * Private to analyzers/; may include base only.
 * A text is looked at line by line, a line word by word.  Every word costs
 * bits in every encoding (evidence.h), and so does going from one encoding to
 * another; the cheapest way through the line (Viterbi, 1967) says where which
 * one holds.  An encoding that does not convince over the whole text is
 * dropped, and the lines are read again without it. */
#ifndef CVD_ANALYZERS_RUNS_H
#define CVD_ANALYZERS_RUNS_H

#include "analyzers/evidence.h"

/* Bytes [start, end) of the text are in `charset`, never CVD_CS_AS_IS. */
struct cvd_run {
    uint32_t start, end;
    enum cvd_charset charset;
};

enum { CVD_DIFFERENT_MAX = 3 };

/* What was found for an encoding in all of its runs. */
struct cvd_tally {
    uint32_t words;             /* with other than ASCII, but for */
    uint32_t quiet;             /* those with no more than signs */
    uint32_t known;             /* that are Vietnamese words there */
    uint32_t changed;           /* that differ from what stands there */
    uint64_t different[CVD_DIFFERENT_MAX]; /* of those, but for single
                                              characters, hashed; 0: none */
    uint64_t bits[CVD_CS_COUNT]; /* of those words, read in each */
    uint32_t apart[CVD_CS_COUNT]; /* that read otherwise in each */
};

/* Zero-initialise; release with cvd_runs_release(). */
struct cvd_runs {
    struct cvd_run *run;
    size_t count, cap;
    struct cvd_tally tally[CVD_CS_COUNT]; /* [CVD_CS_AS_IS]: the words looked
                                             at that stay */
    bool mixed;                 /* clean Vietnamese stands outside of runs */
};

/* Find the runs of `text`, which for CVD_UNITS_MOJIBAKE is valid UTF-8.  What
 * is found of its words goes into *words, and what is there already saves
 * looking at them.
 *   CVD_ENOMEM */
enum cvd_status cvd_runs_find(struct cvd_str text, enum cvd_channel channel,
                              struct cvd_evidence *words,
                              struct cvd_runs *out);

/* Append `text` with its runs decoded: UTF-8 as far as what stands outside
 * of them is.  CVD_ENOMEM */
enum cvd_status cvd_runs_apply(struct cvd_str text, enum cvd_channel channel,
                               const struct cvd_runs *runs,
                               struct cvd_buf *out);

/* How far the second-best encoding is behind `cs` over the runs of `cs`, in
 * bits; one that makes the same of them is no other. */
uint64_t cvd_runs_lead(const struct cvd_runs *r, enum cvd_charset cs);

void cvd_runs_release(struct cvd_runs *r);

#endif
