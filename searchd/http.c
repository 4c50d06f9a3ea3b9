/* http.c - libmicrohttpd's callbacks, and its start and stop. */
#include "searchd/http.h"
#include "searchd/exchange.h"
#include "searchd/tls.h"

#include <setjmp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    WAIT_MS = 10 /* between two looks at what is still in flight */
};

uint64_t exchange_now_ns(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

void exchange_reset(struct exchange *x)
{
    struct http *http = x->http;
    struct conn *conn = x->conn;

    free(x->target);
    cvd_buf_release(&x->heads.forwarded);
    cvd_buf_release(&x->call.unknown);
    uri_release(&x->call.uri);
    reply_release(&x->call.reply);
    *x = (struct exchange){ .http = http, .conn = conn };
}

/* ---- callbacks ------------------------------------------------------- */

static void on_connection(void *ctx, struct MHD_Connection *connection,
                          void **socket, enum MHD_ConnectionNotificationCode
                                             what)
{
    struct http *h = ctx;

    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *fd = MHD_get_connection_info(
            connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        const union MHD_ConnectionInfo *address = MHD_get_connection_info(
            connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        *socket = fd ? conns_open(h->conns, fd->connect_fd,
                                  address ? address->client_addr : NULL)
                     : NULL;
    } else if (*socket) {
        struct exchange *x = conn_data(*socket);
        if (x)
            exchange_reset(x);
        free(x);
        conns_close(h->conns, *socket);
    }
}

/* The target is there, raw: the first that is known of a request.  NULL (out
 * of memory) makes on_request() drop it. */
static void *on_target(void *ctx, const char *target,
                       struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(
        connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct conn *conn = info ? info->socket_context : NULL;
    struct exchange *x = conn ? conn_data(conn) : NULL;

    if (!conn)
        return NULL;
    if (!x) {
        x = calloc(1, sizeof *x);
        if (!x)
            return NULL;
        x->http = ctx;
        x->conn = conn;
        conn_set_data(conn, x);
    }
    if (x->target) /* one that on_completed() was not told of */
        exchange_reset(x);
    x->target = strdup(target);
    return x->target ? x : NULL;
}

/* Called when the headers are there, and again when the whole request is:
 * what is refused is so the first time, which closes the connection without
 * reading on. */
static enum MHD_Result on_request(void *ctx,
                                  struct MHD_Connection *connection,
                                  const char *url, const char *method,
                                  const char *version, const char *upload,
                                  size_t *upload_size, void **request)
{
    struct exchange *x = *request;

    (void)ctx;
    (void)url;
    (void)upload;
    (void)upload_size;
    if (!x)
        return MHD_NO;
    if (!x->begun) {
        conn_asked(x->http->conns, x->conn);
        exchange_receive(x, connection, method, version);
        if (!x->call.reply.status)
            return MHD_YES;
    }
    exchange_answer(x);
    conn_made(x->conn);
    return exchange_send(x, connection);
}

static void log_request(const struct exchange *x, uint64_t ns)
{
    char client[CLIENT_TEXT_MAX];

    if (log_on(LOG_DEBUG))
        log_line(LOG_DEBUG, "target value=%s", x->target);
    if (!x->http->settings->access_log || !log_on(LOG_INFO))
        return;
    client_text(&x->client, client);
    log_line(LOG_INFO,
             "request client=%s method=%s route=%s status=%u bytes=%zu "
             "ms=%.2f",
             client, x->method, x->route ? x->route->path : NULL, x->status,
             x->bytes, (double)ns / 1e6);
}

static void on_completed(void *ctx, struct MHD_Connection *connection,
                         void **request,
                         enum MHD_RequestTerminationCode how)
{
    struct exchange *x = *request;
    struct http *h = ctx;

    (void)connection;
    (void)how;
    if (!x || !x->begun)
        return;
    conn_answered(h->conns, x->conn);
    uint64_t ns = exchange_now_ns() - x->begun_ns;
    size_t route = x->route ? (size_t)(x->route - routes) : route_count;
    if (x->status)
        metrics_request(h->metrics, route, x->status, ns);
    log_request(x, ns);
    exchange_reset(x);
}

/* Targets are decoded by uri.h, from the raw form: leave them alone. */
static size_t leave_as_is(void *ctx, struct MHD_Connection *connection,
                          char *text)
{
    (void)ctx;
    (void)connection;
    return strlen(text);
}

static void on_log(void *ctx, const char *format, va_list args)
{
    char line[LOG_LINE_MAX / 4];

    (void)ctx;
    if (!log_on(LOG_DEBUG))
        return;
    (void)vsnprintf(line, sizeof line, format, args);
    line[strcspn(line, "\n")] = '\0';
    log_line(LOG_DEBUG, "microhttpd message=%s", line);
}

/* ---- start and stop -------------------------------------------------- */

/* Where quiesce() begins again; of the main thread only. */
static _Thread_local jmp_buf *begin_again;

/* libmicrohttpd gives up.  At its end there is one innocent reason: the
 * thread that stops listening and one of the pool both take the listening
 * socket from the latter's epoll set, and who comes second finds nothing
 * (MHD_quiesce_daemon() and MHD_epoll() of 0.9.75).  Neither holds anything
 * then.  To return is not allowed. */
static void on_panic(void *ctx, const char *file, unsigned line,
                     const char *reason)
{
    struct http *h = ctx;

    if (begin_again)
        longjmp(*begin_again, 1);
    log_line(LOG_ERROR, "microhttpd-panic file=%s line=%u reason=%s", file,
             line, reason);
    if (atomic_load(&h->stopping))
        pthread_exit(NULL); /* it is joined as if it had ended */
    abort();
}

/* A net below conns.h: for libmicrohttpd an answer being made is inactivity
 * too. */
static unsigned idle_s(const struct settings *s)
{
    return (REQUEST_AGE_MS + ANSWER_AGE_MS + EXPORT_FIND_MS +
            2 * s->deadline_ms) / 1000;
}

static struct MHD_Daemon *start_daemon(struct http *h, int fd)
{
    const struct settings *s = h->settings;
    bool tls = s->tls_certificate != NULL;
    unsigned threads = POOL_PER_WORKER * s->threads + POOL_SPARE;
    /* Shared out evenly over the threads, which do not fill evenly. */
    unsigned connections =
        s->connections + REFUSED_CONNECTIONS + threads;
    struct MHD_OptionItem more[] = {
        { MHD_OPTION_HTTPS_CERT_CALLBACK2, 0,
          (void *)(uintptr_t)tls_certificate },
        { MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)tls_priorities },
        { MHD_OPTION_END, 0, NULL }
    };

    if (!tls)
        more[0].option = MHD_OPTION_END;
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_ERROR_LOG |
            (tls ? MHD_USE_TLS : 0),
        0, NULL, NULL, on_request, h,
        MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL,
        MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_THREAD_POOL_SIZE, threads,
        MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
        MHD_OPTION_CONNECTION_TIMEOUT, idle_s(s),
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, h,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, h,
        MHD_OPTION_URI_LOG_CALLBACK, on_target, h,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_as_is, NULL,
        MHD_OPTION_ARRAY, more, MHD_OPTION_END);
}

static void release(struct http *h)
{
    for (size_t i = 0; h->assets && i < route_count; i++) {
        reply_release(&h->assets[i].reply);
        cvd_buf_release(&h->assets[i].gzip);
    }
    free(h->assets);
    metrics_free(h->metrics);
    tokens_free(h->tokens);
    (void)pthread_rwlock_destroy(&h->lock);
    free(h);
}

static enum cvd_status make_assets(struct http *h)
{
    enum cvd_status st = CVD_OK;

    h->metrics = metrics_new(route_names(), route_count + 1);
    h->assets = calloc(route_count, sizeof *h->assets);
    if (!h->metrics || !h->assets)
        return CVD_ENOMEM;
    for (size_t i = 0; i < route_count && st == CVD_OK; i++)
        if (routes[i].flags & ROUTE_STATIC)
            st = exchange_make_asset(&routes[i], &h->assets[i]);
    return st;
}

enum cvd_status http_start(const struct http_parts *parts, int fd,
                           struct tokens *tokens, struct http **out,
                           struct cvd_err *err)
{
    struct http *h = calloc(1, sizeof *h);

    *out = NULL;
    if (!h) {
        tokens_free(tokens);
        (void)close(fd);
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    h->settings = parts->settings;
    h->workers = parts->workers;
    h->conns = parts->conns;
    h->inherited = parts->inherited;
    h->tokens = tokens;
    (void)pthread_rwlock_init(&h->lock, NULL);
    enum cvd_status st = make_assets(h);
    if (st != CVD_OK)
        st = cvd_fail(err, st, "out of memory");
    MHD_set_panic_func(on_panic, h);
    if (st == CVD_OK && !(h->daemon = start_daemon(h, fd)))
        st = cvd_fail(err, CVD_EIO, "cannot start answering");
    if (st != CVD_OK) {
        (void)close(fd);
        release(h);
        return st;
    }
    *out = h;
    return CVD_OK;
}

void http_set_tokens(struct http *h, struct tokens *tokens)
{
    (void)pthread_rwlock_wrlock(&h->lock);
    struct tokens *old = h->tokens;
    h->tokens = tokens;
    (void)pthread_rwlock_unlock(&h->lock);
    tokens_free(old);
}

/* Stop listening; the socket, or MHD_INVALID_SOCKET. */
static MHD_socket quiesce(struct MHD_Daemon *daemon)
{
    const struct timespec pause = { 0, WAIT_MS * 1000000L };
    jmp_buf here;

    /* The other thread needs an instant to note what it did. */
    if (setjmp(here) != 0)
        (void)nanosleep(&pause, NULL);
    begin_again = &here;
    MHD_socket fd = MHD_quiesce_daemon(daemon);
    begin_again = NULL;
    return fd;
}

void http_stop(struct http *h)
{
    struct conns_state state;
    const struct timespec pause = { 0, WAIT_MS * 1000000L };

    atomic_store(&h->stopping, true);
    MHD_socket fd = quiesce(h->daemon);
    /* It must stay open until the threads end; nobody is to queue there. */
    if (fd != MHD_INVALID_SOCKET && !h->inherited)
        (void)shutdown(fd, SHUT_RDWR);
    for (int ms = 0; ms < STOP_MS; ms += WAIT_MS) {
        conns_describe(h->conns, &state);
        if (!state.answering)
            break;
        (void)nanosleep(&pause, NULL);
    }
    (void)conns_reap(h->conns, true);
    MHD_stop_daemon(h->daemon);
    if (fd != MHD_INVALID_SOCKET)
        (void)close(fd);
    release(h);
}
