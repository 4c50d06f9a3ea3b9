/* target.h - what is asked of a server, as the target of a request: a path
 * and its parameters, percent-encoded (RFC 3986).
 *
 * cvdsearch/ may include base/ and search/search.h.
 *
 * Out of memory is remembered, and every later call does nothing: look at
 * `status` once, at the end.  A server takes UTF-8 only: what is none is
 * replaced by U+FFFD. */
#ifndef CVD_CVDSEARCH_TARGET_H
#define CVD_CVDSEARCH_TARGET_H

#include "search/search.h"

/* Zero-initialise; release with target_release(). */
struct target {
    struct cvd_buf text;
    bool asked;             /* there is a '?' */
    enum cvd_status status; /* CVD_OK or CVD_ENOMEM */
};

/* Whether it is UTF-8 already. */
bool target_is_utf8(struct cvd_str s);

/* Append "/step", all that is not a letter, digit or of "-._~" encoded. */
void target_step(struct target *t, struct cvd_str step);
void target_path(struct target *t, const char *path); /* as it is */

/* Append a parameter. */
void target_add(struct target *t, const char *name, struct cvd_str value);
void target_add_number(struct target *t, const char *name, uint64_t value);

/* Append what every question has: q, from, to and the filters of `r`. */
void target_add_question(struct target *t, const struct cvd_request *r);

/* Append "facets", the names of r's facets. */
void target_add_facets(struct target *t, const struct cvd_request *r);

void target_release(struct target *t);

#endif
