/* http_client.h - one connection that asks and reads answers, HTTP/1.1 only as
 * far as measuring needs it: no redirects, no trailers kept, bodies counted
 * and dropped.
 *
 * Not for threads.  May depend on: libc, sockets. */
#ifndef BENCH_HTTP_CLIENT_H
#define BENCH_HTTP_CLIENT_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HTTP_HEAD_MAX = 16 * 1024 };

enum http_state {
    HTTP_HEAD,             /* reading status and headers */
    HTTP_LENGTH,           /* a body of known length */
    HTTP_CHUNK_SIZE, HTTP_CHUNK, HTTP_CHUNK_END,
    HTTP_LAST_LINE,        /* the empty line behind the last chunk */
    HTTP_TO_END,           /* a body that ends with the connection */
    HTTP_DONE
};

struct http_client {
    int fd;                /* -1: not connected */
    enum http_state state;
    char head[HTTP_HEAD_MAX];
    size_t head_len;
    uint64_t left;         /* of the body, or of the chunk */
    unsigned status;
    bool close;            /* the answer says that it is the last */
    uint64_t bytes;        /* read since it was made */
};

/* Connect, waiting until that is done, from address `from` (host order; 0:
 * any).  Whether it could. */
bool http_connect(struct http_client *c, const struct sockaddr_in *to,
                  uint32_t from);

/* Close, with a reset: no port is kept waiting for what was measured. */
void http_close(struct http_client *c);

/* Send a request, of `len` bytes. */
bool http_ask(struct http_client *c, const char *request, size_t len);

/* Read what is there: 1: the answer is whole, 0: more must come, -1: the
 * connection or the answer is broken. */
int http_read(struct http_client *c);

#endif
