/* answer.c - from what was asked to a reply: route, method, token, worker,
 * handler; and what every reply gets. */
#include "base/json.h"
#include "searchd/exchange.h"
#include "searchd/page_call.h"

#include <strings.h>

const char exchange_methods[] = "GET, HEAD, OPTIONS";

/* Nothing is loaded from or sent elsewhere; no script or style inside the
 * page. */
static const char PAGE_POLICY[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/* ---- refusals -------------------------------------------------------- */

static bool is_page(const struct exchange *x)
{
    if (x->route)
        return x->route->flags & ROUTE_PAGE;
    return x->call.uri.segment_count == 0 ||
           !cvd_str_equal(x->call.uri.segments[0], cvd_str_from("api"));
}

/* Make the reply a problem, or for people a page that says the same. */
static void refuse(struct exchange *x, unsigned status, const char *detail)
{
    struct reply *r = &x->call.reply;
    struct cvd_buf html = { 0 };
    struct page page = call_page(&x->call);

    if (reply_make_problem(r, status, detail) != CVD_OK || !is_page(x))
        return;
    if (page_error(&page, status, NULL, status == 400 ? detail : NULL,
                   &html) == CVD_OK) {
        cvd_buf_swap(&r->body, &html);
        r->type = reply_html;
    }
    cvd_buf_release(&html);
}

static void refuse_failed(struct exchange *x, enum cvd_status st,
                          const struct cvd_err *err)
{
    unsigned status = reply_status_of(st);

    if (status == 500)
        log_line(LOG_ERROR, "answer-failed route=%s status=%s reason=%s",
                 x->route->path, cvd_status_name(st), err->msg);
    refuse(x, status, reply_detail(st, err));
}

/* ---- whether it may -------------------------------------------------- */

/* Whether the token presented, or nobody's, has the scope of the route. */
static bool is_allowed(struct exchange *x)
{
    struct http *h = x->http;

    if (!x->route->scope)
        return true;
    (void)pthread_rwlock_rdlock(&h->lock);
    struct token_grant g = tokens_grant(h->tokens, x->heads.authorization);
    (void)pthread_rwlock_unlock(&h->lock);
    x->call.scopes = g.scopes;
    if (g.scopes & x->route->scope)
        return true;
    if (g.known && x->heads.authorization.len) {
        refuse(x, 403, "the token does not allow this");
        reply_add_text(&x->call.reply, "WWW-Authenticate",
                       "Bearer error=\"insufficient_scope\"");
        return false;
    }
    refuse(x, 401, x->heads.authorization.len ? "the token is not known"
                                              : "this takes a token");
    reply_add_text(&x->call.reply, "WWW-Authenticate",
                   x->heads.authorization.len
                       ? "Bearer error=\"invalid_token\""
                       : "Bearer");
    return false;
}

bool exchange_reads(const struct exchange *x)
{
    return strcmp(x->method, MHD_HTTP_METHOD_GET) == 0 ||
           strcmp(x->method, MHD_HTTP_METHOD_HEAD) == 0;
}

bool exchange_asks_options(const struct exchange *x)
{
    return strcmp(x->method, MHD_HTTP_METHOD_OPTIONS) == 0;
}

/* ---- asking ---------------------------------------------------------- */

/* Put the warnings of the call first in the JSON object it made. */
static enum cvd_status add_warnings(struct call *c)
{
    struct cvd_buf body = { 0 };
    struct cvd_json j = cvd_json_to(&body);

    cvd_json_object(&j);
    cvd_json_key(&j, "warnings");
    cvd_json_array(&j);
    cvd_json_str(&j, cvd_buf_str(&c->unknown));
    cvd_json_array_end(&j);
    enum cvd_status st = j.status;
    struct cvd_str rest = { c->reply.body.ptr + 1, c->reply.body.len - 1 };
    if (st == CVD_OK && *rest.ptr != '}')
        st = cvd_buf_add_char(&body, ',');
    if (st == CVD_OK)
        st = cvd_buf_add(&body, rest);
    if (st == CVD_OK)
        cvd_buf_swap(&c->reply.body, &body);
    cvd_buf_release(&body);
    return st;
}

static enum cvd_status run(struct exchange *x, struct cvd_err *err)
{
    struct call *c = &x->call;
    enum cvd_status st = x->route->answer(c, err);

    if (st == CVD_OK && c->unknown.len && c->reply.type == reply_json &&
        !(x->route->flags & ROUTE_WARNS) && c->reply.body.len)
        st = add_warnings(c);
    return st;
}

/* Whether there is a thread to study with: not so many as to leave none for
 * who searches. */
static bool study_begin(struct exchange *x)
{
    unsigned most = x->http->settings->threads / 2;

    if (!(x->route->flags & ROUTE_STUDY) ||
        atomic_fetch_add(&x->http->studying, 1) < (most ? most : 1))
        return true;
    atomic_fetch_sub(&x->http->studying, 1);
    return false;
}

static void study_end(struct exchange *x)
{
    if (x->route->flags & ROUTE_STUDY)
        atomic_fetch_sub(&x->http->studying, 1);
}

static unsigned deadline_of(const struct exchange *x)
{
    return x->route->flags & ROUTE_STUDY
               ? x->http->settings->study_deadline_ms
               : x->http->settings->deadline_ms;
}

/* Run it with a worker; once more, from the start, where the index changed
 * under it. */
static enum cvd_status run_on_index(struct exchange *x, struct worker *k,
                                    struct cvd_err *err)
{
    struct call *c = &x->call;
    enum cvd_status st = CVD_OK;

    if (!k)
        k = workers_take(x->http->workers);
    for (int tries = 0; tries < 2; tries++) {
        c->searcher = k->searcher;
        cvd_searcher_describe(c->searcher, &c->index);
        cvd_searcher_deadline(c->searcher, deadline_of(x));
        st = run(x, err);
        if (st != CVD_ESTALE)
            break;
        reply_release(&c->reply);
        if (workers_reopen(x->http->workers, k, err) != CVD_OK)
            break;
        if (x->http->cache) /* it may bear the same number */
            cache_forget(x->http->cache);
    }
    if (c->hurried || cvd_searcher_late(k->searcher))
        exchange_keep_none(x);
    c->searcher = NULL;
    workers_give(x->http->workers, k);
    return st;
}

static void ask(struct exchange *x, struct worker *k)
{
    struct cvd_err err = { CVD_OK, "" };
    struct call *c = &x->call;
    enum cvd_status st = route_unknown(x->route, &c->uri, &c->unknown);

    bool studies = st == CVD_OK && study_begin(x);
    if (st == CVD_OK && !studies)
        st = cvd_fail(&err, CVD_ELOCKED, "too many studies run");
    if (st == CVD_OK)
        st = x->route->flags & ROUTE_INDEX ? run_on_index(x, k, &err)
                                           : run(x, &err);
    else if (k)
        workers_give(x->http->workers, k);
    if (studies)
        study_end(x);
    if (st != CVD_OK)
        refuse_failed(x, st, &err);
    c->reply.tagged = x->route->flags & ROUTE_TAGGED && !c->reply.status;
}

void exchange_hold(struct exchange *x, size_t bytes)
{
    (void)atomic_fetch_add(&x->http->held, bytes);
    (void)atomic_fetch_sub(&x->http->held, x->held);
    x->held = bytes;
}

bool exchange_try_hold(struct exchange *x, size_t bytes)
{
    exchange_hold(x, bytes);
    size_t held = atomic_load(&x->http->held);
    if (bytes <= ANSWER_SMALL || held <= ANSWERS_BYTES)
        return true;
    log_line(LOG_WARN, "answers-held bytes=%zu", held);
    exchange_hold(x, 0);
    refuse(x, 503, "the server is busy");
    return false;
}

/* ---- what every reply gets ------------------------------------------- */

/* The Origin, where the settings allow it; what is sent to it depends on
 * it. */
static void allow_origin(struct exchange *x)
{
    const struct settings_list *origins = &x->http->settings->cors_origins;
    struct reply *r = &x->call.reply;
    struct cvd_str origin = x->heads.origin;

    for (size_t i = 0; i < origins->count && origin.len; i++) {
        struct cvd_str allowed = cvd_str_from(origins->list[i]);
        bool any = cvd_str_equal(allowed, cvd_str_from("*"));
        if (!any && !cvd_str_equal(allowed, origin))
            continue;
        reply_add_header(r, "Access-Control-Allow-Origin",
                         any ? allowed : origin);
        reply_add_text(r, "Access-Control-Expose-Headers",
                       "ETag, Retry-After, X-Cvdsearch-Generation");
        return;
    }
}

/* What every reply has, whoever asked. */
static void add_constant_headers(struct reply *r, const struct settings *s)
{
    reply_add_text(r, "Vary",
                   s->cors_origins.count ? "Accept-Encoding, Origin"
                                         : "Accept-Encoding");
    reply_add_text(r, "X-Content-Type-Options", "nosniff");
    if (r->type == reply_html) {
        reply_add_text(r, "Content-Security-Policy", PAGE_POLICY);
        reply_add_text(r, "Referrer-Policy", "same-origin");
    }
}

static void add_headers(struct exchange *x)
{
    struct reply *r = &x->call.reply;

    if (x->call.index.generation) {
        struct cvd_buf n = { 0 };
        (void)cvd_buf_printf(&n, "%u", x->call.index.generation);
        reply_add_header(r, "X-Cvdsearch-Generation", cvd_buf_str(&n));
        cvd_buf_release(&n);
    }
    if (!x->asset) /* which has them */
        add_constant_headers(r, x->http->settings);
    allow_origin(x);
    if (atomic_load(&x->http->stopping) || conns_are_many(x->http->conns))
        r->close = true;
}

static void make_options(struct exchange *x)
{
    struct reply *r = &x->call.reply;

    r->status = 204;
    reply_add_text(r, "Allow", exchange_methods);
    if (x->heads.origin.len && x->http->settings->cors_origins.count) {
        reply_add_text(r, "Access-Control-Allow-Methods", "GET, HEAD");
        reply_add_text(r, "Access-Control-Allow-Headers",
                       "Authorization, If-None-Match");
    }
}

/* Whether the answer is ready made.  An unknown parameter is told of in an
 * answer that is not a document of its own. */
static bool is_static(const struct exchange *x)
{
    return x->route->flags & ROUTE_STATIC &&
           (x->route->flags & ROUTE_TAGGED || !x->call.uri.param_count);
}

/* Who names the version that there is may keep it; who names another, or
 * none, is told to ask again: nothing old outlives an upgrade. */
static const struct asset *choose_asset(const struct exchange *x)
{
    size_t i = (size_t)(x->route - routes);
    const char *version = x->http->assets[i].reply.version;

    return version && cvd_str_equal(uri_value(&x->call.uri, "v"),
                                    cvd_str_from(version))
               ? &x->http->lasting[i]
               : &x->http->assets[i];
}

/* Whether it was answered; else it takes longer. */
static bool answer_route(struct exchange *x)
{
    struct http *h = x->http;

    x->call.metrics = h->metrics;
    x->call.workers = h->workers;
    x->call.queue = h->queue;
    x->call.conns = h->conns;
    x->call.cache = h->cache;
    x->call.host = x->heads.host;
    x->call.tls = h->settings->tls_certificate != NULL;
    x->call.originals = &h->settings->originals;
    x->call.stopping = atomic_load(&h->stopping);
    x->route = route_find(&x->call.uri);
    x->call.known = x->route ? x->route->params : NULL;
    if (!x->route)
        refuse(x, 404, "there is nothing at this address");
    else if (exchange_asks_options(x))
        make_options(x);
    else if (!is_allowed(x))
        return true; /* refused */
    else if (is_static(x))
        x->asset = choose_asset(x);
    else if (x->route->flags & (ROUTE_INDEX | ROUTE_LONG))
        return exchange_recall(x);
    else
        ask(x, NULL);
    return true;
}

bool exchange_answer(struct exchange *x)
{
    /* What has a status is refused already. */
    if (!x->call.reply.status && !answer_route(x))
        return false;
    add_headers(x);
    return true;
}

void exchange_ask(struct exchange *x, struct worker *k)
{
    ask(x, k);
    (void)exchange_try_hold(x, x->call.reply.body.len);
    add_headers(x);
}

void exchange_refuse_busy(struct exchange *x)
{
    refuse(x, 503, "the server is busy");
    add_headers(x);
}

enum cvd_status exchange_make_asset(const struct route *route,
                                    const struct settings *s,
                                    const char *cache, struct asset *out)
{
    struct call c = { 0 };
    struct cvd_err err;
    enum cvd_status st = route->answer(&c, &err);
    bool smaller = false;

    out->reply = c.reply;
    out->reply.tagged = route->flags & ROUTE_TAGGED;
    out->reply.cache = cache;
    add_constant_headers(&out->reply, s);
    if (st == CVD_OK)
        st = cvd_buf_add(&out->gzip, cvd_buf_str(&c.reply.body));
    if (st == CVD_OK)
        st = reply_compress(&out->gzip, REPLY_GZIP_BEST, &smaller);
    if (!smaller)
        cvd_buf_release(&out->gzip);
    return st == CVD_OK ? exchange_make_ready(out) : st;
}
