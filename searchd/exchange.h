/* exchange.h - one request and its answer, between libmicrohttpd and what
 * answers it.  Only http.c, receive.c, answer.c, recall.c and send.c know
 * it. */
#ifndef CVD_SEARCHD_EXCHANGE_H
#define CVD_SEARCHD_EXCHANGE_H

#include "searchd/accept.h"
#include "searchd/queue.h"
#include "searchd/routes.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

/* An answer that never changes, with its gzip form. */
struct asset {
    struct reply reply;      /* its body is plain */
    struct cvd_buf gzip;     /* empty: not worth it */
    struct MHD_Response *ready; /* for who wants nothing special */
};

/* A thread of libmicrohttpd, with its connections. */
struct reader {
    struct http *http;
    struct MHD_Daemon *daemon;
    atomic_uint open;        /* connections */
    atomic_bool answering;   /* a question, itself */
};

struct http {
    const struct settings *settings;
    struct workers *workers;
    struct conns *conns;
    struct metrics *metrics;
    struct reader readers[READERS];
    atomic_uint answering;   /* of these, so many are */
    struct acceptor *acceptor;
    struct cache *cache;     /* NULL: none */
    atomic_uint studying;    /* threads that do */
    struct queue *queue;     /* of exchanges; their connections are suspended */
    struct asset *assets;    /* by route; only of ROUTE_STATIC */
    struct asset *lasting;   /* the same, for who names its version */
    pthread_rwlock_t lock;   /* of the tokens */
    struct tokens *tokens;
    _Atomic bool stopping;
    _Atomic size_t held;     /* bytes of bodies, of ANSWERS_BYTES */
};

/* What of the headers matters; borrowed from libmicrohttpd, which keeps them
 * as long as the request. */
struct heads {
    struct cvd_str host, authorization, none_match, encoding, origin;
    struct cvd_buf forwarded; /* X-Forwarded-For, joined */
    size_t count, bytes;
    unsigned hosts, lengths;  /* how many Host, Content-Length */
    bool body;                /* one is announced */
    uint64_t length;          /* of the body; too long a number: UINT64_MAX */
    bool expects;             /* the client waits before it sends it */
    bool drops;               /* it is on its way, and to be dropped */
    bool chunked;             /* Transfer-Encoding is there */
    bool misnamed;            /* a name is no token (RFC 9110, 5.6.2) */
};

struct exchange {
    struct queued queued;     /* first: a pointer to it is one to this */
    struct http *http;
    struct conn *conn;
    struct reader *reader;
    struct MHD_Connection *connection;
    char *target;             /* as the client wrote it */
    bool begun;
    bool handed_over;         /* to the queue, or refused by it */
    struct heads heads;
    struct client client;
    const char *method;
    const struct route *route; /* NULL: none fits */
    const struct asset *asset; /* what is sent in place of the reply's body */
    const struct cached *kept; /* likewise, of an answer made before; held */
    struct cvd_buf key;       /* of the answer, where it may be kept */
    struct cache_place place; /* where it then is put */
    struct call call;
    uint64_t begun_ns;
    struct MHD_Response *response; /* made, and not yet queued; the asset's,
                                      or ours */
    unsigned status;          /* sent */
    size_t bytes;             /* of the body, as sent; of a stream: 0 */
    size_t held;              /* of it, among those of http */
};

/* receive.c: read the headers and the target into *x.  What cannot be
 * answered as asked makes a problem in x->call.reply. */
void exchange_receive(struct exchange *x, struct MHD_Connection *connection,
                      const char *method, const char *version);

/* answer.c: make the reply to what was received, where it can be made at
 * once; false: exchange_ask() is to make it, which may take long. */
bool exchange_answer(struct exchange *x);

/* answer.c: answer what takes long, with worker `k` (given back) or, where it
 * is NULL, one that is waited for. */
void exchange_ask(struct exchange *x, struct worker *k);

/* answer.c: refuse, all being busy. */
void exchange_refuse_busy(struct exchange *x);

/* answer.c: whether it is GET or HEAD; OPTIONS; and all that are answered. */
bool exchange_reads(const struct exchange *x);
bool exchange_asks_options(const struct exchange *x);
extern const char exchange_methods[];

/* answer.c: make an answer that never changes, with that Cache-Control (as of
 * struct reply).  CVD_ENOMEM. */
enum cvd_status exchange_make_asset(const struct route *route,
                                    const struct settings *s,
                                    const char *cache, struct asset *out);

/* send.c: make its response.  CVD_ENOMEM. */
enum cvd_status exchange_make_ready(struct asset *a);

/* send.c: make the response of the reply: x->response, NULL when out of
 * memory. */
void exchange_make_response(struct exchange *x);

/* recall.c: answer with what is kept, if there is such an answer. */
bool exchange_recall(struct exchange *x);

/* recall.c: with more time the answer would be another: do not keep it. */
void exchange_keep_none(struct exchange *x);

/* recall.c: keep the reply, whose body is as it goes out, if it may be. */
void exchange_keep(struct exchange *x, const struct cvd_buf *tag, bool gzip);

/* recall.c: the response of what is kept, but for headers that every reply
 * has, its tag, and *status.  NULL when out of memory. */
struct MHD_Response *exchange_send_kept(struct exchange *x,
                                        struct cvd_buf *tag,
                                        unsigned *status);

/* answer.c: hold so many bytes of an answer until it is taken; false, and the
 * reply is a refusal, where too many are held. */
bool exchange_try_hold(struct exchange *x, size_t bytes);

/* answer.c: count so many bytes of the body as held, not those before. */
void exchange_hold(struct exchange *x, size_t bytes);

/* http.c: forget the request, for the next of the connection. */
void exchange_reset(struct exchange *x);

#endif
