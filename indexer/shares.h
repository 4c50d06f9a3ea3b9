/* shares.h - how the memory a run may take is shared out. */
#ifndef CVD_INDEXER_SHARES_H
#define CVD_INDEXER_SHARES_H

#include <stdint.h>

#define CVD_MEMORY_DEFAULT (UINT64_C(1) << 30)
#define CVD_MEMORY_MIN (UINT64_C(128) << 20)

struct cvd_shares {
    unsigned jobs;       /* threads: no more than there is memory for */
    uint64_t batch;      /* bytes of sources that one thread takes at a time */
    uint64_t chunks;     /* bytes inverted before a part is made of them */
};

/* Share out `memory` bytes, CVD_MEMORY_MIN at least, among `jobs` threads, so
 * that a run holds no more than that, beside what a single document of many
 * megabytes takes. */
struct cvd_shares cvd_shares_of(uint64_t memory, unsigned jobs);

#endif
