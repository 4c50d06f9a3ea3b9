/* shares.c - see shares.h.  The figures are of the legal code and of four
 * copies of it (docs/performance.md). */
#include "indexer/shares.h"

enum {
    MB = 1024 * 1024,
    /* The program itself, its libraries and tables, and what Xapian takes. */
    PROGRAM = 56 * MB,
    JOB_LEAST = 24 * MB,     /* fewer threads rather than less for each */
    BATCH_LEAST = 512 * 1024,
    /* Larger ones make a build no cheaper, and its end less even. */
    BATCH_MOST = 6 * MB,
    /* What a thread holds for each byte of a batch: two of them as read, and
     * inverted until their turn comes, one as words and sorted. */
    BATCH_TIMES = 12,
    /* Chunks and their merge hold so many tenths of the chunks alone. */
    MERGE_TENTHS = 20
};

struct cvd_shares cvd_shares_of(uint64_t memory, unsigned jobs)
{
    struct cvd_shares s = { .jobs = jobs };
    uint64_t most = memory / JOB_LEAST;
    uint64_t rest = memory - PROGRAM, working = rest / 2;

    if (s.jobs > most)
        s.jobs = (unsigned)most;
    s.batch = working / (s.jobs * (uint64_t)BATCH_TIMES);
    s.batch = s.batch > BATCH_MOST ? BATCH_MOST
              : s.batch < BATCH_LEAST ? BATCH_LEAST
                                      : s.batch;
    working = s.jobs * s.batch * BATCH_TIMES;
    s.chunks = (rest - working) / MERGE_TENTHS * 10;
    return s;
}
