/* systemd.h - what systemd wants to hear and gives: sd_notify(3) and
 * sd_listen_fds(3), which are small enough to need no library.
 *
 * searchd/ may include base/, search/search.h and libmicrohttpd.
 *
 * Started by hand, without NOTIFY_SOCKET, LISTEN_FDS and WATCHDOG_USEC in the
 * environment, all of it does nothing.  Telling never blocks and never fails:
 * that nobody listens is not our matter.  Thread-safe, but for
 * systemd_listen_fd(). */
#ifndef CVD_SEARCHD_SYSTEMD_H
#define CVD_SEARCHD_SYSTEMD_H

#include "base/status.h"

/* The listening socket of a socket unit into *out, or -1 where none is
 * given.  The first one; further ones are closed, with a warning.  The
 * caller owns it.  It does not block, nor pass to children.  Call once,
 * before threads: it takes the variables out of the environment.
 *   CVD_EUSAGE  LISTEN_FDS is no number, or the first is not a listening
 *               stream socket: Accept=yes, or a datagram socket */
enum cvd_status systemd_listen_fd(int *out, struct cvd_err *err);

/* The states of the service.  `status` is for a person, in one line, or
 * NULL. */
void systemd_ready(const char *status);     /* after start and after reload */
void systemd_reloading(void);               /* before reading files again */
void systemd_stopping(const char *status);
void systemd_status(const char *status);

/* Milliseconds between two calls of systemd_alive(), or 0 where nobody
 * watches: half of what the unit allows.  Call it from what would hang. */
unsigned systemd_watchdog_ms(void);
void systemd_alive(void);

#endif
