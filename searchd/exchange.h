/* exchange.h - one request and its answer, between libmicrohttpd and what
 * answers it.  Only http.c, receive.c, answer.c and send.c know it. */
#ifndef CVD_SEARCHD_EXCHANGE_H
#define CVD_SEARCHD_EXCHANGE_H

#include "searchd/routes.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

/* An answer that never changes, with its gzip form. */
struct asset {
    struct reply reply;      /* tagged; its body is plain */
    struct cvd_buf gzip;     /* empty: not worth it */
};

struct http {
    const struct settings *settings;
    struct workers *workers;
    struct conns *conns;
    struct metrics *metrics;
    struct MHD_Daemon *daemon;
    bool inherited;          /* the listening socket */
    struct asset *assets;    /* by route; only of ROUTE_STATIC */
    pthread_rwlock_t lock;   /* of the tokens */
    struct tokens *tokens;
    _Atomic bool stopping;
};

/* What of the headers matters; borrowed from libmicrohttpd, which keeps them
 * as long as the request. */
struct heads {
    struct cvd_str host, authorization, none_match, encoding, origin;
    struct cvd_buf forwarded; /* X-Forwarded-For, joined */
    size_t count, bytes;
    unsigned hosts, lengths;  /* how many Host, Content-Length */
    bool body;                /* one is announced */
    bool chunked;             /* Transfer-Encoding is there */
    bool misnamed;            /* a name is no token (RFC 9110, 5.6.2) */
};

struct exchange {
    struct http *http;
    struct conn *conn;
    char *target;             /* as the client wrote it */
    bool begun;
    struct heads heads;
    struct client client;
    const char *method;
    const struct route *route; /* NULL: none fits */
    const struct asset *asset; /* what is sent in place of the reply's body */
    struct call call;
    uint64_t begun_ns;
    unsigned status;          /* sent */
    size_t bytes;             /* of the body, as sent; of a stream: 0 */
};

/* receive.c: read the headers and the target into *x.  What cannot be
 * answered as asked makes a problem in x->call.reply. */
void exchange_receive(struct exchange *x, struct MHD_Connection *connection,
                      const char *method, const char *version);

/* answer.c: make the reply to what was received. */
void exchange_answer(struct exchange *x);

/* answer.c: whether it is GET or HEAD; OPTIONS; and all that are answered. */
bool exchange_reads(const struct exchange *x);
bool exchange_asks_options(const struct exchange *x);
extern const char exchange_methods[];

/* answer.c: make an answer that never changes.  CVD_ENOMEM. */
enum cvd_status exchange_make_asset(const struct route *route,
                                    struct asset *out);

/* send.c: give the reply to libmicrohttpd. */
enum MHD_Result exchange_send(struct exchange *x,
                              struct MHD_Connection *connection);

/* http.c: forget the request, for the next of the connection. */
void exchange_reset(struct exchange *x);

uint64_t exchange_now_ns(void);

#endif
