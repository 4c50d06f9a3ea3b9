/* http.c - libmicrohttpd's callbacks, and its start and stop. */
#include "searchd/http.h"
#include "searchd/exchange.h"
#include "searchd/now.h"
#include "searchd/tls.h"

#include <limits.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
    WAIT_MS = 10, /* between two looks at what is still in flight */
    /* What part of its deadline a query may wait before whoever comes on top
     * is told that the server is busy.  It gives up itself after half. */
    PATIENCE = 4
};

/* Let go of the response, which is the asset's where it is ready made. */
static void drop_response(struct exchange *x)
{
    if (x->response && !(x->asset && x->response == x->asset->ready))
        MHD_destroy_response(x->response);
    x->response = NULL;
}

void exchange_reset(struct exchange *x)
{
    struct http *http = x->http;
    struct conn *conn = x->conn;
    struct reader *reader = x->reader;

    free(x->target);
    exchange_hold(x, 0);
    cvd_buf_release(&x->heads.forwarded);
    cvd_buf_release(&x->key);
    cached_release(x->kept);
    cvd_buf_release(&x->call.unknown);
    uri_release(&x->call.uri);
    reply_release(&x->call.reply);
    drop_response(x);
    *x = (struct exchange){ .http = http, .conn = conn, .reader = reader };
}

/* ---- callbacks ------------------------------------------------------- */

static void on_connection(void *ctx, struct MHD_Connection *connection,
                          void **socket, enum MHD_ConnectionNotificationCode
                                             what)
{
    struct reader *reader = ctx;
    struct http *h = reader->http;

    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *fd = MHD_get_connection_info(
            connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *socket = fd ? conns_find(h->conns, fd->connect_fd) : NULL;
        return;
    }
    atomic_fetch_sub(&reader->open, 1);
    if (*socket) {
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
        x->reader = ctx;
        x->http = x->reader->http;
        x->conn = conn;
        conn_set_data(conn, x);
    }
    if (x->target) /* one that on_completed() was not told of */
        exchange_reset(x);
    x->target = strdup(target);
    return x->target ? x : NULL;
}

/* Give libmicrohttpd the response that was made. */
static enum MHD_Result respond(struct exchange *x)
{
    if (!x->response)
        return MHD_NO; /* out of memory */
    enum MHD_Result done =
        MHD_queue_response(x->connection, x->status, x->response);
    drop_response(x);
    return done;
}

static void make_answer(struct exchange *x)
{
    exchange_make_response(x);
    conn_made(x->conn);
}

/* Run by a thread of the queue.  Behind the resuming the exchange is no longer
 * ours. */
static void answer_queued(struct queued *queued, uint64_t waited_ms)
{
    struct exchange *x = (struct exchange *)queued;

    /* Then half of the time its client may bear is over. */
    if (waited_ms > x->http->settings->deadline_ms / 2)
        exchange_refuse_busy(x);
    else
        exchange_ask(x, NULL);
    make_answer(x);
    MHD_resume_connection(x->connection);
}

/* Hand the request over to the queue. */
static enum MHD_Result hand_over(struct exchange *x)
{
    x->handed_over = true;
    MHD_suspend_connection(x->connection);
    if (!queue_put(x->http->queue, &x->queued)) {
        exchange_refuse_busy(x);
        make_answer(x);
        MHD_resume_connection(x->connection);
    }
    return MHD_YES;
}

/* Answer here and now, which saves two wake-ups, where that holds nobody up:
 * nobody else is served by this thread, another thread is left for who comes
 * meanwhile, and a worker is free. */
static bool answer_here(struct exchange *x)
{
    struct reader *me = x->reader;
    struct worker *k = NULL;

    if (atomic_load(&me->open) != 1 || x->route->flags & ROUTE_LONG)
        return false;
    if (atomic_fetch_add(&x->http->answering, 1) < READERS - 1) {
        atomic_store(&me->answering, true);
        k = workers_try(x->http->workers);
        if (k) {
            exchange_ask(x, k);
            make_answer(x);
        }
        atomic_store(&me->answering, false);
    }
    atomic_fetch_sub(&x->http->answering, 1);
    return k != NULL;
}

/* Called when the headers are there, again when the whole request is, and once
 * more when a thread of the queue has answered it.  What is refused is so the
 * first time, which closes the connection without reading on, but for a short
 * body. */
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
    if (!x)
        return MHD_NO;
    if (!x->begun) {
        x->connection = connection;
        exchange_receive(x, connection, method, version);
        if (x->heads.drops)
            conn_drops(x->conn);
        if (!x->call.reply.status || x->heads.drops)
            return MHD_YES;
    }
    if (*upload_size) { /* of a body that is dropped */
        *upload_size = 0;
        return MHD_YES;
    }
    if (x->handed_over)
        return respond(x);
    conn_asked(x->http->conns, x->conn);
    if (exchange_answer(x))
        make_answer(x);
    else if (!answer_here(x))
        return hand_over(x);
    return respond(x);
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
    uint64_t ns = now_ns() - x->begun_ns;
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

/* A net below conns.h.  For libmicrohttpd an answer on its way is inactivity
 * until a third of the socket's buffer, often 4 MB, is free to be written to
 * again: at ANSWER_RATE that takes three minutes. */
enum { IDLE_S = 5 * 60 };

static struct MHD_Daemon *start_reader(struct reader *r)
{
    struct http *h = r->http;
    const struct settings *s = h->settings;
    bool tls = s->tls_certificate != NULL;
    struct MHD_OptionItem more[] = {
        { MHD_OPTION_HTTPS_CERT_CALLBACK2, 0,
          (void *)(uintptr_t)tls_certificate },
        { MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)tls_priorities },
        { MHD_OPTION_END, 0, NULL }
    };

    if (!tls)
        more[0].option = MHD_OPTION_END;
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_NO_LISTEN_SOCKET |
            MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG |
            (tls ? MHD_USE_TLS : 0),
        0, NULL, NULL, on_request, h,
        MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL,
        MHD_OPTION_CONNECTION_LIMIT, s->connections + REFUSED_CONNECTIONS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, r,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, h,
        MHD_OPTION_URI_LOG_CALLBACK, on_target, r,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_as_is, NULL,
        MHD_OPTION_ARRAY, more, MHD_OPTION_END);
}

/* The reader with the fewest connections, but for those that answer: they
 * would let a newcomer wait. */
static struct reader *choose_reader(struct http *h)
{
    struct reader *best = NULL;
    unsigned least = UINT_MAX;

    for (size_t i = 0; i < READERS; i++) {
        struct reader *r = &h->readers[i];
        unsigned open = atomic_load(&r->open);
        if (atomic_load(&r->answering))
            open = open < UINT_MAX / 2 ? open + UINT_MAX / 2 : UINT_MAX;
        if (!best || open < least) {
            best = r;
            least = open;
        }
    }
    return best;
}

/* A connection was accepted; libmicrohttpd closes it where it has no room. */
static void on_accepted(void *ctx, int fd, const struct sockaddr *address,
                        socklen_t length)
{
    struct http *h = ctx;
    struct conn *conn = conns_open(h->conns, fd, address);
    struct reader *r = choose_reader(h);

    if (!conn) {
        (void)close(fd);
        return;
    }
    atomic_fetch_add(&r->open, 1);
    if (MHD_add_connection(r->daemon, fd, address, length) != MHD_YES) {
        atomic_fetch_sub(&r->open, 1);
        conns_close(h->conns, conn);
    }
}

static void release_assets(struct asset *assets)
{
    for (size_t i = 0; assets && i < route_count; i++) {
        reply_release(&assets[i].reply);
        cvd_buf_release(&assets[i].gzip);
        if (assets[i].ready)
            MHD_destroy_response(assets[i].ready);
    }
    free(assets);
}

/* The threads of the queue end first: libmicrohttpd wants every connection
 * resumed, and what its own threads put until they end is refused. */
static void release(struct http *h)
{
    acceptor_stop(h->acceptor);
    if (h->queue)
        queue_end(h->queue);
    for (size_t i = 0; i < READERS; i++)
        if (h->readers[i].daemon)
            MHD_stop_daemon(h->readers[i].daemon);
    queue_free(h->queue);
    release_assets(h->assets);
    release_assets(h->lasting);
    cache_free(h->cache);
    metrics_free(h->metrics);
    tokens_free(h->tokens);
    (void)pthread_rwlock_destroy(&h->lock);
    free(h);
}

/* A year, which is as long as caches keep anything (RFC 8246). */
static const char for_ever[] = "public, max-age=31536000, immutable";

static enum cvd_status make_asset(struct http *h, size_t i)
{
    enum cvd_status st = exchange_make_asset(&routes[i], h->settings, NULL,
                                             &h->assets[i]);

    if (st == CVD_OK && h->assets[i].reply.version)
        st = exchange_make_asset(&routes[i], h->settings, for_ever,
                                 &h->lasting[i]);
    return st;
}

static enum cvd_status make_assets(struct http *h)
{
    enum cvd_status st = CVD_OK;

    h->metrics = metrics_new(route_names(), route_count + 1);
    h->assets = calloc(route_count, sizeof *h->assets);
    h->lasting = calloc(route_count, sizeof *h->lasting);
    if (!h->metrics || !h->assets || !h->lasting)
        return CVD_ENOMEM;
    for (size_t i = 0; i < route_count && st == CVD_OK; i++)
        if (routes[i].flags & ROUTE_STATIC)
            st = make_asset(h, i);
    return st;
}

static enum cvd_status begin(struct http *h, int fd, struct cvd_err *err)
{
    enum cvd_status st = make_assets(h);

    if (st == CVD_OK && h->settings->cache_mb) {
        h->cache = cache_new((size_t)h->settings->cache_mb * 1024 * 1024);
        st = h->cache ? CVD_OK : CVD_ENOMEM;
    }
    if (st != CVD_OK)
        st = cvd_fail(err, st, "out of memory");
    if (st == CVD_OK)
        st = queue_new(h->settings->threads,
                       h->settings->deadline_ms / PATIENCE, answer_queued,
                       &h->queue, err);
    for (size_t i = 0; i < READERS && st == CVD_OK; i++) {
        h->readers[i].http = h;
        h->readers[i].daemon = start_reader(&h->readers[i]);
        if (!h->readers[i].daemon)
            st = cvd_fail(err, CVD_EIO, "cannot start answering");
    }
    if (st != CVD_OK) {
        (void)close(fd);
        return st;
    }
    return acceptor_new(fd, on_accepted, h, &h->acceptor, err);
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
    h->tokens = tokens;
    (void)pthread_rwlock_init(&h->lock, NULL);
    enum cvd_status st = begin(h, fd, err);
    if (st != CVD_OK) {
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

void http_refresh(struct http *h)
{
    if (h->cache)
        cache_serve(h->cache, workers_generation(h->workers));
}

void http_forget(struct http *h)
{
    if (h->cache)
        cache_forget(h->cache);
}

bool http_stop(struct http *h)
{
    struct conns_state conns;
    struct queue_state queue;
    const struct timespec pause = { 0, WAIT_MS * 1000000L };

    atomic_store(&h->stopping, true);
    acceptor_stop(h->acceptor);
    h->acceptor = NULL;
    for (int ms = 0; ms < STOP_MS; ms += WAIT_MS) {
        conns_describe(h->conns, &conns);
        if (!conns.answering)
            break;
        (void)nanosleep(&pause, NULL);
    }
    (void)conns_reap(h->conns, true);
    queue_describe(h->queue, &queue);
    if (queue.busy || queue.waiting)
        return false;
    release(h);
    return true;
}
