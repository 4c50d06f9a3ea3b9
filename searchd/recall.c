/* recall.c - an answer that was made before, for who asks the same.
 *
 * Of a route that is ROUTE_KEPT the answer depends on what struct call shows
 * it, and so on nothing but: the generation; the synonyms, with which all that
 * is kept goes; the settings, which never change; and what stands in the key:
 * target and Host, byte for byte as the client wrote them, and what the token
 * allows.  Two spellings of one target are two answers: browsers and scripts
 * have one each, and nothing has to prove that a page, which repeats the
 * target in its links, would be the same.  What a header of the reply depends
 * on beside that (Origin, If-None-Match, a connection to be closed) is added
 * to each.  So a key never says who asked, and is asked for only when the
 * token of this request has been looked at. */
#include "searchd/exchange.h"
#include "searchd/now.h"

static enum cvd_status make_key(const struct exchange *x, struct cvd_buf *out)
{
    const char first[] = { (char)x->call.scopes,
                           (char)reply_takes_gzip(x->heads.encoding) };
    struct cvd_str parts[] = {
        { first, sizeof first },
        x->call.host,
        { "", 1 }, /* a host has no zero byte */
        cvd_str_from(x->target),
    };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < sizeof parts / sizeof *parts && st == CVD_OK; i++)
        st = cvd_buf_add(out, parts[i]);
    return st;
}

bool exchange_recall(struct exchange *x)
{
    struct http *h = x->http;
    struct reply *r = &x->call.reply;

    if (!h->cache || !(x->route->flags & ROUTE_KEPT) ||
        make_key(x, &x->key) != CVD_OK)
        return false;
    unsigned generation = workers_generation(h->workers);
    x->kept = cache_get(h->cache, generation, cvd_buf_str(&x->key),
                        &x->place);
    if (!x->kept)
        return false;
    metrics_query_kept(h->metrics, &x->kept->count);
    if (!exchange_try_hold(x, x->kept->body.len)) {
        cached_release(x->kept);
        x->kept = NULL;
        return true;
    }
    x->call.index.generation = generation;
    r->type = x->kept->type;
    r->cache = x->kept->control;
    return true;
}

void exchange_keep_none(struct exchange *x)
{
    x->place = (struct cache_place){ 0 };
}

void exchange_keep(struct exchange *x, const struct cvd_buf *tag, bool gzip)
{
    const struct reply *r = &x->call.reply;

    if (!x->place.epoch || r->status)
        return;
    cache_put(x->http->cache, &x->place,
              &(struct cached){ .key = cvd_buf_str(&x->key),
                                .body = cvd_buf_str(&r->body),
                                .tag = cvd_buf_str(tag),
                                .type = r->type,
                                .control = r->cache,
                                .gzip = gzip,
                                .generation = x->call.index.generation,
                                .count = x->call.count });
}

static void let_go(void *answer)
{
    cached_release(answer);
}

/* Answers from a store say how old they are (RFC 9111, 5.1): with it goes
 * what the body says of the time that it took. */
static void add_age(struct MHD_Response *to, const struct cached *k)
{
    char seconds[sizeof "18446744073709551615"];

    (void)snprintf(seconds, sizeof seconds, "%llu",
                   (unsigned long long)(now_ms() - k->since_ms) / 1000);
    (void)MHD_add_response_header(to, MHD_HTTP_HEADER_AGE, seconds);
}

struct MHD_Response *exchange_send_kept(struct exchange *x,
                                        struct cvd_buf *tag, unsigned *status)
{
    const struct cached *k = x->kept;

    *status = 200;
    if (cvd_buf_add(tag, k->tag) != CVD_OK)
        return NULL;
    if (tag->len &&
        reply_tag_matches(x->heads.none_match, cvd_buf_str(tag)))
        *status = 304;
    struct MHD_Response *to =
        MHD_create_response_from_buffer_with_free_callback_cls(
            k->body.len, (void *)(uintptr_t)k->body.ptr, let_go,
            (void *)(uintptr_t)cached_hold(k));
    if (!to) {
        cached_release(k);
        return NULL;
    }
    x->bytes = k->body.len;
    if (k->gzip)
        (void)MHD_add_response_header(to, MHD_HTTP_HEADER_CONTENT_ENCODING,
                                      "gzip");
    add_age(to, k);
    return to;
}
