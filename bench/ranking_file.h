/* ranking_file.h - judged questions, and rankings asked of ours or read.
 *
 * A ranking is kept as the text of its file, `qid TAB document TAB rank` a
 * line, whoever made it, so that all are scored from the same thing.  A file
 * may begin with `# p50_ms=N p99_ms=N`, the time a question took.  Not for
 * threads.
 *
 * May depend on: libc, base, search/search.h, score.h, fold.h, measure.h. */
#ifndef BENCH_RANKING_FILE_H
#define BENCH_RANKING_FILE_H

#include "bench/score.h"
#include "search/search.h"

enum form { FORM_ACCENTED, FORM_UNACCENTED, FORMS };

extern const char *const form_names[FORMS];

struct question {
    struct cvd_str qid;
    struct cvd_buf text[FORMS];
};

/* Zero-initialise; release with questions_release(). */
struct questions {
    struct cvd_buf file;    /* what the ids borrow */
    struct question *q;
    size_t count, cap;
};

/* Read the questions of file `path`, `qid TAB question`, that were judged.
 *   as cvd_file_read()
 *   CVD_EINPUT  a line without tab or not UTF-8; no question was judged */
enum cvd_status questions_read(const char *path,
                               const struct score_table *judged,
                               struct questions *out, struct cvd_err *err);
void questions_release(struct questions *q);

/* Zero-initialise; release with ranking_release(). */
struct ranking {
    struct cvd_buf file;        /* what the table borrows */
    struct score_table table;
    double p50_ms, p99_ms;      /* negative: not known */
};

/* Ask all questions in one form, SCORE_DEPTH hits each, without snippets,
 * once to warm up and once timed.
 *   as cvd_search() */
enum cvd_status ranking_ask(struct cvd_searcher *s,
                            const struct questions *questions,
                            enum form form, struct ranking *out,
                            struct cvd_err *err);

/* Read PREFIX.FORM.run, or write it.
 *   as cvd_file_read() and score_run_read(), or cvd_file_write() */
enum cvd_status ranking_read(const char *prefix, enum form form,
                             struct ranking *out, struct cvd_err *err);
enum cvd_status ranking_write(const char *prefix, enum form form,
                              const struct ranking *r, struct cvd_err *err);
void ranking_release(struct ranking *r);

#endif
