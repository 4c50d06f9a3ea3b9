/* xapian.h - what store.cc does for the rest of store/.  Internal.
 *
 * Only store.cc sees Xapian's own headers; every function below catches
 * every exception and turns it into a status. */
#ifndef CVD_STORE_XAPIAN_H
#define CVD_STORE_XAPIAN_H

#include "base/clock.h"
#include "store/part.h"
#include "store/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- writing: small databases, merged once --------------------------- */

struct cvd_shard; /* a new database and the document being put together */

/* Make a database in the new directory `dir`.
 *   CVD_EIO, CVD_ENOSPACE, CVD_ENOMEM */
enum cvd_status cvd_shard_new(const char *dir, struct cvd_shard **out,
                              struct cvd_err *err);
/* Give the document a term: `prefix` then `term`. */
enum cvd_status cvd_shard_term(struct cvd_shard *s, const char *prefix,
                               struct cvd_str term, struct cvd_err *err);
/* The document is complete: it gets the next number. */
enum cvd_status cvd_shard_next(struct cvd_shard *s, struct cvd_err *err);
/* Write all to disk and forget the shard, also on error. */
enum cvd_status cvd_shard_finish(struct cvd_shard *s, struct cvd_err *err);
void cvd_shard_free(struct cvd_shard *s); /* NULL is nothing */

/* Merge the databases in `dirs`, in that order, into the one file `out`. */
enum cvd_status cvd_shards_merge(char *const *dirs, size_t count,
                                 const char *out, struct cvd_err *err);

/* ---- reading --------------------------------------------------------- */

struct cvd_terms; /* the `terms` files of all parts as one database */

/* Open them.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_terms_open(const char *const *paths, size_t count,
                               struct cvd_terms **out, struct cvd_err *err);
void cvd_terms_close(struct cvd_terms *t);

/* What is asked and walked from now on stops when `clock`, which is borrowed,
 * is late. */
void cvd_terms_clock(struct cvd_terms *t, struct cvd_clock *clock);

/* The documents of part `part` that bear `prefix` + `term`, ascending, into
 * *dids, for the caller to free; *count of them.  When the clock is late,
 * none.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_terms_documents(struct cvd_terms *t, size_t part,
                                    const char *prefix, struct cvd_str term,
                                    uint32_t **dids, uint32_t *count,
                                    struct cvd_err *err);

/* Walk the terms of a field; see cvd_store_values(). */
enum cvd_status cvd_terms_walk(struct cvd_terms *t, const char *prefix,
                               struct cvd_str begin, size_t limit,
                               cvd_word_fn *fn, void *ctx,
                               struct cvd_err *err);

/* Read the whole database file and count its documents.
 *   CVD_EINDEX  damaged */
enum cvd_status cvd_terms_verify(const char *path, uint64_t *documents,
                                 struct cvd_err *err);

#ifdef __cplusplus
}
#endif
#endif
