/* conns.h - the connections that are open: how many, whose, since when.
 *
 * libmicrohttpd's timeout counts inactivity only, so one byte a second keeps
 * a connection for ever.  Here each has an absolute age: a request must come
 * whole in REQUEST_AGE_MS, and an answer be taken at a rate.  conns_reap()
 * shuts the sockets of those that are too old; libmicrohttpd then sees their
 * end and cleans up.
 *
 * Safe to call from every thread.  Times are milliseconds of
 * CLOCK_MONOTONIC. */
#ifndef CVD_SEARCHD_CONNS_H
#define CVD_SEARCHD_CONNS_H

#include "searchd/clients.h"

struct conns; /* opaque */
struct conn;  /* opaque: one connection */

struct conns_state {
    unsigned open;
    uint64_t accepted, refused; /* ever; refused: told 503 */
    uint64_t reaped;            /* shut for their age */
    unsigned answering;         /* requests in flight */
};

/* At most `max` in all, and `per_address` of each client_key() (0: any); those
 * of `trusted` (borrowed) are not counted by address.  The caller owns *out:
 * conns_free() once all are closed.  CVD_ENOMEM. */
enum cvd_status conns_new(unsigned max, unsigned per_address,
                          const struct client_ranges *trusted,
                          struct conns **out, struct cvd_err *err);
void conns_free(struct conns *c); /* NULL is nothing */

/* A connection was accepted; NULL when out of memory.  `fd` is borrowed until
 * conns_close(), which must be called before it is closed. */
struct conn *conns_open(struct conns *c, int fd,
                        const struct sockaddr *address);
void conns_close(struct conns *c, struct conn *one);

/* The connection of `fd`, best one opened just now, or NULL. */
struct conn *conns_find(struct conns *c, int fd);

/* Why requests of it are to be refused, or NULL: a sentence. */
const char *conn_refusal(const struct conn *one);
const struct sockaddr *conn_address(const struct conn *one);

/* What is kept beside it, for whoever owns the connection. */
void *conn_data(const struct conn *one);
void conn_set_data(struct conn *one, void *data);

/* A request is refused, and the rest of it still to come, to be dropped:
 * REFUSED_AGE_MS are left for that. */
void conn_drops(struct conn *one);

/* A request is there, whole; its answer is made, and from now on to be taken;
 * it is sent. */
void conn_asked(struct conns *c, struct conn *one);
void conn_made(struct conn *one);
void conn_answered(struct conns *c, struct conn *one);

/* Whether so many are open that this one should not be kept. */
bool conns_are_many(struct conns *c);

/* Shut those that are too old; all of them if `all`.  How many. */
unsigned conns_reap(struct conns *c, bool all);

void conns_describe(struct conns *c, struct conns_state *out);

#endif
