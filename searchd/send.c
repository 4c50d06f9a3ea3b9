/* send.c - a reply made what libmicrohttpd sends, as the client takes it: not
 * modified, compressed, whole or piece by piece. */
#include "searchd/exchange.h"
#include "searchd/stream.h"

static void add_header(struct MHD_Response *to, const char *name,
                       const char *value)
{
    (void)MHD_add_response_header(to, name, value);
}

/* The body of an asset, which outlives all responses. */
static struct MHD_Response *send_asset(struct exchange *x, bool gzip)
{
    const struct asset *a = x->asset;
    const struct cvd_buf *body = gzip ? &a->gzip : &a->reply.body;

    x->bytes = body->len;
    return MHD_create_response_from_buffer(body->len, body->ptr,
                                           MHD_RESPMEM_PERSISTENT);
}

/* The body of the reply, which goes with the response. */
static struct MHD_Response *send_body(struct exchange *x)
{
    struct cvd_buf *body = &x->call.reply.body;
    struct MHD_Response *to = MHD_create_response_from_buffer(
        body->len, body->ptr, MHD_RESPMEM_MUST_FREE);

    x->bytes = body->len;
    exchange_hold(x, body->len);
    if (to)
        *body = (struct cvd_buf){ 0 };
    return to;
}

static struct MHD_Response *send_nothing(void)
{
    return MHD_create_response_from_buffer(0, (void *)"",
                                           MHD_RESPMEM_PERSISTENT);
}

/* The headers of what was `made`, which may be an asset's, and of reply `r`
 * beside it. */
static void add_common(struct MHD_Response *to, const struct reply *made,
                       const struct reply *r)
{
    for (size_t i = 0; made != r && i < made->header_count; i++)
        add_header(to, made->headers[i].name, made->headers[i].text);
    for (size_t i = 0; i < r->header_count; i++)
        add_header(to, r->headers[i].name, r->headers[i].text);
    if (made->type)
        add_header(to, MHD_HTTP_HEADER_CONTENT_TYPE, made->type);
    add_header(to, MHD_HTTP_HEADER_CACHE_CONTROL,
               made->cache ? made->cache : "no-cache");
    if (r->close)
        add_header(to, MHD_HTTP_HEADER_CONNECTION, "close");
}

/* The response with its body, and *status. */
static struct MHD_Response *make(struct exchange *x, struct cvd_buf *tag,
                                 unsigned *status)
{
    struct reply *r = &x->call.reply;
    const struct reply *made = x->asset ? &x->asset->reply : r;
    bool gzip = reply_takes_gzip(x->heads.encoding), done = false;

    *status = r->status ? r->status : 200;
    if (x->asset)
        gzip = gzip && x->asset->gzip.len;
    if (made->tagged) {
        if (reply_tag(made, gzip, tag) != CVD_OK)
            return NULL;
        /* No body is sent, but its length is told, and must be that of the
         * body of 200 (RFC 9110, 8.6): it is made all the same. */
        if (reply_tag_matches(x->heads.none_match, cvd_buf_str(tag)))
            *status = 304;
    }
    if (r->stream.state) {
        struct MHD_Response *s = stream_response(&r->stream, gzip);
        /* To HEAD it would send the last chunk, which is a body: as HTTP/1.0
         * it sends no chunks, and closes. */
        if (s && strcmp(x->method, MHD_HTTP_METHOD_HEAD) == 0)
            (void)MHD_set_response_options(
                s, MHD_RF_HTTP_VERSION_1_0_ONLY, MHD_RO_END);
        return s;
    }
    if (x->asset)
        done = gzip;
    else if (gzip && reply_compress(&r->body, REPLY_GZIP_FAST, &done) != CVD_OK)
        return NULL;
    exchange_keep(x, tag, done);
    struct MHD_Response *to = x->asset       ? send_asset(x, gzip)
                              : r->body.len ? send_body(x)
                                            : send_nothing();
    if (to && done)
        add_header(to, MHD_HTTP_HEADER_CONTENT_ENCODING, "gzip");
    return to;
}

/* Whether the client wants the asset and nothing special. */
static bool is_plain(const struct exchange *x)
{
    const struct reply *r = &x->call.reply;

    return x->asset && !r->close && !r->header_count &&
           !x->heads.none_match.len &&
           !(x->asset->gzip.len && x->heads.encoding.len);
}

enum cvd_status exchange_make_ready(struct asset *a)
{
    struct exchange x = { .asset = a };

    exchange_make_response(&x);
    a->ready = x.response;
    return a->ready ? CVD_OK : CVD_ENOMEM;
}

void exchange_make_response(struct exchange *x)
{
    struct cvd_buf tag = { 0 };

    if (is_plain(x) && x->asset->ready) {
        x->response = x->asset->ready;
        x->status = 200;
        x->bytes = x->asset->reply.body.len;
        return;
    }
    struct MHD_Response *to = x->kept
                                  ? exchange_send_kept(x, &tag, &x->status)
                                  : make(x, &tag, &x->status);
    if (to) {
        add_common(to, x->asset ? &x->asset->reply : &x->call.reply,
                   &x->call.reply);
        if (tag.len)
            add_header(to, MHD_HTTP_HEADER_ETAG, tag.ptr);
        if (x->status == 304)
            x->bytes = 0;
    }
    x->response = to;
    cvd_buf_release(&tag);
}
