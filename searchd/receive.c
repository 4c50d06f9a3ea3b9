/* receive.c - a request read and, where it is not one we answer, refused
 * before anything else looks at it. */
#include "searchd/exchange.h"
#include "searchd/now.h"

#include <ctype.h>
#include <strings.h>

static struct cvd_str trimmed(const char *value, size_t len)
{
    return cvd_str_trim((struct cvd_str){ value, len });
}

/* Libmicrohttpd has seen to it that these are figures. */
static uint64_t read_length(struct cvd_str value)
{
    uint64_t n = 0;

    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] < '0' || value.ptr[i] > '9' || n > UINT64_MAX / 20)
            return UINT64_MAX;
        n = n * 10 + (uint64_t)(value.ptr[i] - '0');
    }
    return n;
}

/* What is kept of header `name`. */
static void take(struct heads *h, const char *name, struct cvd_str value)
{
    if (strcasecmp(name, MHD_HTTP_HEADER_HOST) == 0) {
        h->host = value;
        h->hosts++;
    } else if (strcasecmp(name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0) {
        h->lengths++;
        h->length = read_length(value);
        h->body = h->body || h->length > 0;
    } else if (strcasecmp(name, MHD_HTTP_HEADER_TRANSFER_ENCODING) == 0) {
        h->chunked = h->body = true;
    } else if (strcasecmp(name, MHD_HTTP_HEADER_EXPECT) == 0) {
        h->expects = true;
    } else if (strcasecmp(name, MHD_HTTP_HEADER_AUTHORIZATION) == 0) {
        h->authorization = value;
    } else if (strcasecmp(name, MHD_HTTP_HEADER_IF_NONE_MATCH) == 0) {
        h->none_match = value;
    } else if (strcasecmp(name, MHD_HTTP_HEADER_ACCEPT_ENCODING) == 0) {
        h->encoding = value;
    } else if (strcasecmp(name, MHD_HTTP_HEADER_ORIGIN) == 0) {
        h->origin = value;
    } else if (strcasecmp(name, "X-Forwarded-For") == 0) {
        /* Out of memory: the proxy's own address counts. */
        if (h->forwarded.len)
            (void)cvd_buf_add_char(&h->forwarded, ',');
        (void)cvd_buf_add(&h->forwarded, value);
    }
}

/* Whether `c` is a letter, a figure or one of `others`. */
static bool is_one_of(char c, const char *others)
{
    return isalnum((unsigned char)c) || (c && strchr(others, c));
}

/* A blank before the colon would hide a Content-Length from us that the proxy
 * before us obeys (RFC 9112, 5.1). */
static bool is_token(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!is_one_of(s[i], "!#$%&'*+-.^_`|~"))
            return false;
    return len > 0;
}

/* RFC 3986, 3.2.2 and 3.2.3, as characters: it is written into links. */
static bool is_host(struct cvd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_one_of(s.ptr[i], "-._~!$&'()*+,;=%[]:"))
            return false;
    return true;
}

static enum MHD_Result take_header(void *ctx, enum MHD_ValueKind kind,
                                   const char *name, size_t name_len,
                                   const char *value, size_t value_len)
{
    struct heads *h = ctx;

    (void)kind;
    h->count++;
    h->bytes += name_len + value_len;
    h->misnamed = h->misnamed || !is_token(name, name_len);
    take(h, name, trimmed(value, value ? value_len : 0));
    return MHD_YES;
}

/* A problem of the request as such: whatever stands behind it on this
 * connection is not to be believed. */
static void refuse(struct exchange *x, unsigned status, const char *detail)
{
    (void)reply_make_problem(&x->call.reply, status, detail);
    x->call.reply.close = true;
}

static void refuse_target(struct exchange *x, enum cvd_status st,
                          const struct cvd_err *err)
{
    unsigned status = reply_status_of(st);

    if (st == CVD_ELIMIT && strlen(x->target) > URI_BYTES_MAX)
        status = 414;
    refuse(x, status, reply_detail(st, err));
}

/* Refuse, and let a short body come that is on its way: to close on bytes
 * nobody read resets the connection, and the client may never see why. */
static void refuse_body(struct exchange *x, unsigned status,
                        const char *detail)
{
    struct heads *h = &x->heads;

    refuse(x, status, detail);
    h->drops = h->body && !h->chunked && !h->expects &&
               h->length <= BODY_BYTES_DROPPED;
}

static void refuse_method(struct exchange *x)
{
    refuse_body(x, 405, "addresses are only read here");
    reply_add_header(&x->call.reply, MHD_HTTP_HEADER_ALLOW,
                     cvd_str_from(exchange_methods));
}

/* Two lengths, or a length beside chunks, are two readings of where the
 * request ends (RFC 9112, 6.3): one of them may be an attack. */
static bool check_heads(struct exchange *x, const char *version)
{
    const struct heads *h = &x->heads;

    if (h->lengths > 1)
        refuse(x, 400, "Content-Length stands more than once");
    else if (h->lengths && h->chunked)
        refuse(x, 400, "Content-Length stands beside Transfer-Encoding");
    else if (h->misnamed)
        refuse(x, 400, "the name of a header is not one");
    else if (h->hosts > 1)
        refuse(x, 400, "Host stands more than once");
    else if (!h->hosts && strcmp(version, MHD_HTTP_VERSION_1_0) != 0)
        refuse(x, 400, "Host is missing");
    else if (!is_host(h->host))
        refuse(x, 400, "Host is not a name and port");
    else if (h->count > HEADERS_MAX || h->bytes > HEADER_BYTES_MAX)
        refuse(x, 431, "the headers are too many or too long");
    else if (!exchange_reads(x) && !exchange_asks_options(x))
        refuse_method(x);
    else if (h->body)
        refuse_body(x, 413, "a request has no body here");
    else
        return true;
    return false;
}

/* A proxy's form of a target, "http://host/path", which every server takes
 * (RFC 9112, 3.2.2), without the host. */
static const char *own_part(const char *target)
{
    const char *rest = strncasecmp(target, "http://", 7) == 0    ? target + 7
                       : strncasecmp(target, "https://", 8) == 0 ? target + 8
                                                                 : NULL;

    if (!rest)
        return target;
    rest += strcspn(rest, "/?");
    return *rest == '/' ? rest : "/";
}

void exchange_receive(struct exchange *x, struct MHD_Connection *connection,
                      const char *method, const char *version)
{
    struct cvd_err err = { CVD_OK, "" };
    const char *refusal = conn_refusal(x->conn);

    x->begun = true;
    x->begun_ns = now_ns();
    x->method = method;
    x->call.reply = (struct reply){ 0 };
    (void)MHD_get_connection_values_n(connection, MHD_HEADER_KIND,
                                      take_header, &x->heads);
    x->client = client_address(conn_address(x->conn),
                               cvd_buf_str(&x->heads.forwarded),
                               &x->http->settings->trusted_proxies);
    if (refusal) {
        refuse(x, 503, refusal);
        return;
    }
    if (!check_heads(x, version))
        return;
    enum cvd_status st = uri_read(&x->call.uri, own_part(x->target), &err);
    if (st != CVD_OK)
        refuse_target(x, st, &err);
}
