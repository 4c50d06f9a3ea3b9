/* http_client.c - see http_client.h.  May depend on: libc, sockets. */
#include "bench/http_client.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PIECE = 64 * 1024, LINE_LIMIT = 16 /* hexadecimal figures */ };

/* ---- connections ----------------------------------------------------- */

bool http_connect(struct http_client *c, const struct sockaddr_in *to,
                  uint32_t from)
{
    const int on = 1;
    struct sockaddr_in source = { .sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(from) };

    c->fd = socket(AF_INET, SOCK_STREAM, 0);
    c->close = false;
    if (c->fd < 0)
        return false;
    (void)setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (from && bind(c->fd, (struct sockaddr *)&source, sizeof source) != 0)
        goto failed;
    if (connect(c->fd, (const struct sockaddr *)to, sizeof *to) != 0 ||
        fcntl(c->fd, F_SETFL, O_NONBLOCK) != 0)
        goto failed;
    return true;
failed:
    http_close(c);
    return false;
}

void http_close(struct http_client *c)
{
    const struct linger drop = { .l_onoff = 1, .l_linger = 0 };

    if (c->fd < 0)
        return;
    (void)setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &drop, sizeof drop);
    (void)close(c->fd);
    c->fd = -1;
}

bool http_ask(struct http_client *c, const char *request, size_t len)
{
    c->state = HTTP_HEAD;
    c->head_len = 0;
    c->left = 0;
    c->status = 0;
    /* Some kilobytes, into an empty buffer: it takes them at once. */
    return send(c->fd, request, len, MSG_NOSIGNAL) == (ssize_t)len;
}

/* ---- answers --------------------------------------------------------- */

/* The value of header `name` in a whole head, or NULL. */
static const char *header(const char *head, const char *name)
{
    size_t len = strlen(name);

    for (const char *at = strstr(head, "\r\n"); at && at[2] != '\r';
         at = strstr(at + 2, "\r\n"))
        if (strncasecmp(at + 2, name, len) == 0 && at[2 + len] == ':')
            return at + 2 + len + 1 + strspn(at + 3 + len, " ");
    return NULL;
}

/* What the head says of the body; false where it is not HTTP. */
static bool take_head(struct http_client *c)
{
    const char *length, *coding, *connection;

    if (strncmp(c->head, "HTTP/1.", 7) != 0 || c->head_len < 12)
        return false;
    c->status = (unsigned)strtoul(c->head + 9, NULL, 10);
    length = header(c->head, "Content-Length");
    coding = header(c->head, "Transfer-Encoding");
    connection = header(c->head, "Connection");
    c->close = connection && strncasecmp(connection, "close", 5) == 0;
    if (c->status == 204 || c->status == 304) {
        c->state = HTTP_DONE;
    } else if (coding) {
        c->state = HTTP_CHUNK_SIZE;
    } else if (length) {
        c->left = strtoull(length, NULL, 10);
        c->state = c->left ? HTTP_LENGTH : HTTP_DONE;
    } else {
        c->state = HTTP_TO_END;
    }
    c->head_len = 0;
    return c->status >= 200;
}

/* Collect the head; how many bytes of `p` were its, or -1. */
static ssize_t read_head(struct http_client *c, const char *p, size_t n)
{
    size_t before = c->head_len, room = sizeof c->head - 1 - before;
    size_t taken = n < room ? n : room;

    memcpy(c->head + before, p, taken);
    c->head[before + taken] = '\0';
    char *end = strstr(c->head + (before > 3 ? before - 3 : 0), "\r\n\r\n");
    if (!end) {
        c->head_len = before + taken;
        return taken == n ? (ssize_t)n : -1;
    }
    end[4] = '\0';
    c->head_len = (size_t)(end + 4 - c->head);
    taken = c->head_len - before;
    return take_head(c) ? (ssize_t)taken : -1;
}

/* The line with the length of a chunk. */
static bool take_size(struct http_client *c, char byte)
{
    if (byte != '\n') {
        c->head[c->head_len++] = byte;
        return c->head_len <= LINE_LIMIT;
    }
    c->head[c->head_len] = '\0';
    c->head_len = 0;
    c->left = strtoull(c->head, NULL, 16);
    c->state = c->left ? HTTP_CHUNK : HTTP_LAST_LINE;
    return true;
}

/* How many bytes of `p` were of the body's present piece. */
static size_t pass(struct http_client *c, size_t n, enum http_state next)
{
    size_t taken = n < c->left ? n : (size_t)c->left;

    c->left -= taken;
    if (!c->left)
        c->state = next;
    return taken;
}

/* Take `n` bytes; whether they are what should come. */
static bool take(struct http_client *c, const char *p, size_t n)
{
    size_t at = 0;

    while (at < n) {
        ssize_t head;
        switch (c->state) {
        case HTTP_HEAD:
            head = read_head(c, p + at, n - at);
            if (head < 0)
                return false;
            at += (size_t)head;
            break;
        case HTTP_LENGTH:
            at += pass(c, n - at, HTTP_DONE);
            break;
        case HTTP_CHUNK_SIZE:
            if (!take_size(c, p[at++]))
                return false;
            break;
        case HTTP_CHUNK:
            at += pass(c, n - at, HTTP_CHUNK_END);
            break;
        case HTTP_CHUNK_END:
        case HTTP_LAST_LINE:
            if (p[at++] == '\n')
                c->state = c->state == HTTP_LAST_LINE ? HTTP_DONE
                                                      : HTTP_CHUNK_SIZE;
            break;
        case HTTP_TO_END:
            at = n;
            break;
        case HTTP_DONE:
            return false; /* more than the answer */
        }
    }
    return true;
}

int http_read(struct http_client *c)
{
    char piece[PIECE];

    for (;;) {
        ssize_t n = recv(c->fd, piece, sizeof piece, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -1;
        if (n == 0) {
            c->close = true;
            return c->state == HTTP_TO_END ? 1 : -1;
        }
        c->bytes += (uint64_t)n;
        if (!take(c, piece, (size_t)n))
            return -1;
        if (c->state == HTTP_DONE)
            return 1;
    }
}
