/* cache.h - answers kept for whoever asks the same again.
 *
 * searchd/ may include base/, search/search.h and libmicrohttpd.
 *
 * What is kept is of one generation of the index: when another is served, all
 * is dropped.  It is bounded in bytes; what was asked for least recently goes
 * first.  An answer never changes and is counted: who sends it holds it,
 * whatever becomes of its place here.  Safe to call from every thread; the
 * lock is held for a look into a table, never while anything is made, copied
 * or freed. */
#ifndef CVD_SEARCHD_CACHE_H
#define CVD_SEARCHD_CACHE_H

#include "base/str.h"
#include "searchd/query_count.h"

#include <stdatomic.h>
#include <stdint.h>

/* An answer of more than this part of the whole is not kept: a few of such
 * would drive out all others. */
enum { CACHE_PARTS = 64 };

struct cache; /* opaque */

/* An answer as it goes out. */
struct cached {
    struct cvd_str key;      /* all that it depends on, but the generation */
    struct cvd_str body;
    struct cvd_str tag;      /* its ETag, or empty */
    const char *type;        /* static */
    const char *control;     /* Cache-Control, static; NULL: the usual one */
    bool gzip;               /* so the body is */
    unsigned generation;     /* it was made from */
    struct query_count count;
    uint64_t since_ms;       /* it is kept: CLOCK_MONOTONIC */
    /* cache.c's. */
    uint64_t hash;
    struct cached *next;     /* with the same place in the table */
    struct cached *newer, *older; /* by when it was asked for */
    atomic_uint users;
};

/* Where what was asked for and is not kept may be put, if until then nothing
 * was dropped as old. */
struct cache_place {
    uint64_t epoch;          /* 0: nowhere */
};

struct cache_state {
    uint64_t hits, misses;
    uint64_t entries, bytes;
};

/* For so many bytes, bookkeeping of each answer among them.  The caller owns
 * it: cache_free().  NULL when out of memory. */
struct cache *cache_new(size_t bytes);
void cache_free(struct cache *c); /* NULL is nothing */

/* The answer to `key` of `generation`, which is the one served now: what is
 * kept of another is dropped.  The caller gives it back: cached_release().
 * NULL: there is none, and *place says where one may be put. */
const struct cached *cache_get(struct cache *c, unsigned generation,
                               struct cvd_str key,
                               struct cache_place *place);

/* Keep a copy of `made`, of which key to count are set.  Nothing happens where
 * it is too large or old, is kept already, or memory is out. */
void cache_put(struct cache *c, const struct cache_place *place,
               const struct cached *made);

/* Hold an answer once more; give it back as often as it is held. */
const struct cached *cached_hold(const struct cached *answer);
void cached_release(const struct cached *answer); /* NULL is nothing */

/* `generation` is served now: drop what is kept of another. */
void cache_serve(struct cache *c, unsigned generation);

/* Drop all, and what is being made: something else that answers depend on has
 * changed. */
void cache_forget(struct cache *c);

void cache_describe(struct cache *c, struct cache_state *out);

#endif
