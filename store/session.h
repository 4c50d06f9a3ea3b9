/* session.h - what a writing session holds.  Internal to store/.
 *
 * writer.c fills it, publish.c makes parts and a generation of it. */
#ifndef CVD_STORE_SESSION_H
#define CVD_STORE_SESSION_H

#include "store/chunk.h"
#include "store/parts.h"

#include <pthread.h>

struct taken {
    struct cvd_chunk *chunk;   /* NULL: not here yet, or merged */
    uint64_t held;             /* cvd_chunk_held() */
};

struct cvd_writer {
    char *path, *tmp, *fresh_dir;
    int lock;
    bool had_index;
    struct cvd_parts old;      /* current generation's, empty if fresh */
    unsigned generation;       /* current one's number */
    unsigned number;           /* of the one being made */
    unsigned threads;          /* that make a part */
    uint64_t memory;           /* chunks that hold so much become one */
    bool *dropped;             /* by old part: written anew */
    bool changed;
    pthread_mutex_t mutex;     /* over all below */
    struct taken *taken;
    size_t taken_count, taken_cap;
    size_t merged;             /* chunks before this one are in parts */
    unsigned chunk_dirs;
    struct cvd_manifest_part *made;
    struct cvd_part *made_parts; /* opened again, to find repeated ids */
    size_t made_count;
    size_t refeed_part;
    uint32_t refeed_did;
};

/* Live documents of a part. */
static inline uint64_t cvd_part_live(const struct cvd_part *p)
{
    return p->documents - p->deleted_count;
}

/* Mark document `did` of an opened part removed, in memory; false when out
 * of memory. */
bool cvd_part_mark_deleted(struct cvd_part *p, uint32_t did);

/* Give back the memory that the pages of its files take up. */
static inline void cvd_part_rest(const struct cvd_part *p)
{
    for (int f = 0; f < CVD_PART_FILES; f++)
        cvd_map_rest(&p->maps[f]);
}

/* Bytes that a sealed chunk holds in memory. */
uint64_t cvd_chunk_held(const struct cvd_chunk *c);

/* Merge chunks [w->merged, to) into a part of the new generation.
 *   CVD_EIO, CVD_ENOSPACE, CVD_ENOMEM */
enum cvd_status cvd_writer_make_part(struct cvd_writer *w, size_t to,
                                     struct cvd_err *err);

#endif
