/* listen.h - the socket that clients come to. */
#ifndef CVD_SEARCHD_LISTEN_H
#define CVD_SEARCHD_LISTEN_H

#include "base/status.h"

#include <sys/socket.h>

/* Listen at `host` (a name or an address; empty: every address of this
 * machine) and `port` (0: any that is free).  The caller owns *fd, which does
 * not block.
 *   CVD_EIO  err says what cannot be listened at, and why */
enum cvd_status listen_at(const char *host, unsigned port, int *fd,
                          struct cvd_err *err);

/* Where `fd` listens, as "127.0.0.1:8080" or "[::1]:8080", and its address. */
enum { LISTEN_TEXT_MAX = 128 };
void listen_text(int fd, char out[LISTEN_TEXT_MAX],
                 struct sockaddr_storage *address);

#endif
