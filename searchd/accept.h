/* accept.h - connections taken off the listening socket, by a thread of our
 * own: libmicrohttpd's way of ceasing to listen is a race between its threads
 * (MHD_quiesce_daemon() of 0.9.75), and out of descriptors it spins. */
#ifndef CVD_SEARCHD_ACCEPT_H
#define CVD_SEARCHD_ACCEPT_H

#include "base/status.h"

#include <sys/socket.h>

struct acceptor; /* opaque */

/* A connection, which does not block, is the callee's. */
typedef void accept_fn(void *ctx, int fd, const struct sockaddr *address,
                       socklen_t length);

/* Hand what comes to listening socket `fd`, which does not block and is taken
 * over, to `take`, in a thread.  The caller owns *out: acceptor_stop().
 *   CVD_EIO, CVD_ENOMEM: `fd` is closed */
enum cvd_status acceptor_new(int fd, accept_fn *take, void *ctx,
                             struct acceptor **out, struct cvd_err *err);

/* Take no more, close the socket, and free all.  NULL is nothing.  What is in
 * the socket's queue is refused, unless somebody else has the socket too. */
void acceptor_stop(struct acceptor *a);

#endif
