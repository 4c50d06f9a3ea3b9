/* clients.h - who asks: addresses, and behind which proxies.
 *
 * searchd/ may include base/, search/search.h and libmicrohttpd.
 *
 * Thread-safe: no state. */
#ifndef CVD_SEARCHD_CLIENTS_H
#define CVD_SEARCHD_CLIENTS_H

#include "base/str.h"
#include "searchd/limits.h"

#include <sys/socket.h>

enum client_family {
    CLIENT_UNKNOWN, /* no address, or of a family we do not know */
    CLIENT_V4,      /* also what came as ::ffff:a.b.c.d */
    CLIENT_V6,
    CLIENT_UNIX     /* through a socket of the file system */
};

/* An address, without a port.  May be compared with memcmp(). */
struct client {
    enum client_family family;
    unsigned char bytes[16]; /* of V4 the first four; the rest is zero */
};

/* Addresses of one family that begin with the same `bits` bits. */
struct client_range {
    struct client first;
    unsigned bits;
};

/* Zero-initialise; `list` is owned. */
struct client_ranges {
    struct client_range *list;
    size_t count, cap;
};

/* The address in `sa`, which may be NULL. */
struct client client_from_sockaddr(const struct sockaddr *sa);

/* Read an address as X-Forwarded-For has it: "192.0.2.1", "2001:db8::1",
 * "[2001:db8::1]", each also with a port after ':' where it is unambiguous.
 * False, *out unchanged, where it is none. */
bool client_parse(struct cvd_str text, struct client *out);

/* Read "192.0.2.1", "10.0.0.0/8", "2001:db8::/32" or "unix".
 *   CVD_EUSAGE  none of these, or bits set behind the prefix */
enum cvd_status client_range_parse(struct cvd_str text,
                                   struct client_range *out,
                                   struct cvd_err *err);
bool client_in_range(const struct client *c, const struct client_range *r);

/* Whether `c` is in one of `ranges`: a proxy whose word counts.  Its
 * connections are many clients': they are not to be limited as one's. */
bool client_trusted(const struct client *c,
                    const struct client_ranges *ranges);

/* The address that counts: of the peer, unless it is a trusted proxy; then
 * the rightmost in `forwarded` (the values of X-Forwarded-For, joined by
 * commas; empty: none) that is not one.  What stands left of a malformed
 * entry, or of CLIENT_HOPS_MAX of them, is not believed. */
struct client client_address(const struct sockaddr *peer,
                             struct cvd_str forwarded,
                             const struct client_ranges *trusted);

/* "192.0.2.1", "2001:db8::1", "unix", "unknown". */
enum { CLIENT_TEXT_MAX = 48 };
void client_text(const struct client *c, char out[CLIENT_TEXT_MAX]);

/* What a client is counted by: an IPv4 address whole, of IPv6 the first 64
 * bits, since a client has them all.  Different for all others. */
uint64_t client_key(const struct client *c);

/* 127.0.0.0/8, ::1 or a socket of the file system. */
bool client_is_loopback(const struct client *c);

#endif
