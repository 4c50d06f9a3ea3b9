/* http.h - the daemon as libmicrohttpd runs it: from a connection to a reply.
 *
 * searchd/ may include base/, search/search.h and libmicrohttpd. */
#ifndef CVD_SEARCHD_HTTP_H
#define CVD_SEARCHD_HTTP_H

#include "searchd/conns.h"
#include "searchd/metrics.h"
#include "searchd/settings.h"
#include "searchd/tokens.h"
#include "searchd/workers.h"

struct http; /* opaque */

/* What it works with; borrowed until http_stop(). */
struct http_parts {
    const struct settings *settings;
    struct workers *workers;
    struct conns *conns;
};

/* Answer on listening socket `fd`, which does not block and is taken over,
 * with threads of its own; `tokens` (may be NULL) are taken over too.
 * The caller owns *out: http_stop().
 *   CVD_EIO     libmicrohttpd cannot start; it has said why on stderr
 *   CVD_ENOMEM */
enum cvd_status http_start(const struct http_parts *parts, int fd,
                           struct tokens *tokens, struct http **out,
                           struct cvd_err *err);

/* Use `tokens`, which are taken over, from the next request on. */
void http_set_tokens(struct http *h, struct tokens *tokens);

/* Let go of answers that are kept and of an old generation, though nobody
 * asks. */
void http_refresh(struct http *h);

/* Let go of all that are kept: something they depend on has changed. */
void http_forget(struct http *h);

/* Accept no more, finish what is in flight, for STOP_MS at most, shut the
 * rest, and free all.  False: a query still runs; nothing is freed, and the
 * process is to end as it is. */
bool http_stop(struct http *h);

#endif
