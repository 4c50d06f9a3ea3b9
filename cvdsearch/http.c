/* http.c - see http.h. */
#include "cvdsearch/http.h"
#include "base/version.h"
#include "cvdsearch/libcurl.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

struct http {
    struct libcurl curl;
    CURL *handle;
    struct curl_slist *headers;
    struct cvd_buf url;
    char why[CURL_ERROR_SIZE]; /* of a failure, as libcurl says it */
};

/* One request: where its body goes. */
struct receiving {
    const struct http *http;
    struct http_answer *answer;
    const char *type;   /* of a body that goes to `fn`; NULL: none does */
    http_piece_fn *fn;
    void *ctx;
    bool enough;        /* says fn */
    enum cvd_status status;
};

/* ---- what is given --------------------------------------------------- */

static enum cvd_status wrong_url(const char *url, const char *why,
                                 struct cvd_err *err)
{
    return cvd_fail(err, CVD_EUSAGE, "bad server '%.200s': %s", url, why);
}

/* The part after "http://" or "https://", or NULL. */
static const char *after_scheme(const char *url)
{
    static const char *const schemes[] = { "http://", "https://" };

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (strncasecmp(url, schemes[i], strlen(schemes[i])) == 0)
            return url + strlen(schemes[i]);
    return NULL;
}

static bool is_printable(const char *s)
{
    while (*s > ' ' && *s < 0x7F)
        s++;
    return !*s;
}

static enum cvd_status check_url(const char *url, struct cvd_err *err)
{
    const char *host = after_scheme(url);

    if (strlen(url) > HTTP_URL_MAX || !is_printable(url))
        return wrong_url(url, "it is too long, or has a character that no "
                              "URL has", err);
    if (!host || !host[strspn(host, "/")])
        return wrong_url(url, "it must be http://HOST[:PORT] or "
                              "https://HOST[:PORT]", err);
    size_t authority = strcspn(host, "/?#");
    /* Not shown: there may be a password in it. */
    if (memchr(host, '@', authority))
        return cvd_fail(err, CVD_EUSAGE, "bad server: a name or password in "
                        "its URL can be seen by others; give a token in "
                        "CVD_TOKEN");
    if (authority == 0 || strpbrk(host, "?#"))
        return wrong_url(url, "it must be http://HOST[:PORT] or "
                              "https://HOST[:PORT], and a path at most",
                         err);
    return CVD_OK;
}

static enum cvd_status set_token(struct http *h, const char *token,
                                 struct cvd_err *err)
{
    struct cvd_buf line = { 0 };
    enum cvd_status st;

    if (strlen(token) > HTTP_TOKEN_MAX || !is_printable(token))
        return cvd_fail(err, CVD_EUSAGE, "bad CVD_TOKEN: it is too long, or "
                        "has a character that no token has");
    st = cvd_buf_printf(&line, "Authorization: Bearer %s", token);
    if (st == CVD_OK)
        h->headers = h->curl.slist_append(NULL, line.ptr);
    cvd_buf_release(&line);
    return h->headers ? CVD_OK
                      : cvd_fail(err, CVD_ENOMEM, "out of memory");
}

/* ---- one request ----------------------------------------------------- */

static void take_type(const char *header, char *out, size_t size)
{
    size_t n = 0;

    for (; header && header[n] > ' ' && header[n] != ';' && n + 1 < size; n++)
        out[n] = (char)tolower((unsigned char)header[n]);
    out[n] = '\0';
}

static void take_head(const struct http *h, struct http_answer *out)
{
    long status = 0;
    curl_off_t wait = 0;
    char *type = NULL;

    (void)h->curl.easy_getinfo(h->handle, CURLINFO_RESPONSE_CODE, &status);
    (void)h->curl.easy_getinfo(h->handle, CURLINFO_CONTENT_TYPE, &type);
    (void)h->curl.easy_getinfo(h->handle, CURLINFO_RETRY_AFTER, &wait);
    out->status = (int)status;
    out->retry_after = wait > 0 && wait < UINT32_MAX ? (unsigned)wait : 0;
    take_type(type, out->type, sizeof out->type);
}

static bool is_streamed(struct receiving *r)
{
    if (!r->type)
        return false;
    if (!r->answer->status)
        take_head(r->http, r->answer);
    return r->answer->status == 200 &&
           strcmp(r->answer->type, r->type) == 0;
}

static size_t receive(char *data, size_t size, size_t count, void *ctx)
{
    struct receiving *r = ctx;
    struct cvd_str piece = { data, size * count };

    if (is_streamed(r))
        r->enough = !r->fn(r->ctx, piece);
    else if (r->answer->body.len + piece.len > HTTP_ANSWER_MAX)
        r->status = CVD_ELIMIT;
    else
        r->status = cvd_buf_add(&r->answer->body, piece);
    return r->status == CVD_OK && !r->enough ? piece.len : 0;
}

/* What holds for every request; libcurl copies the strings. */
static bool set_up(struct http *h)
{
    CURL *e = h->handle;
    __typeof__(curl_easy_setopt) *set = h->curl.easy_setopt;

    return set(e, CURLOPT_ERRORBUFFER, h->why) == CURLE_OK &&
           set(e, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           set(e, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
           set(e, CURLOPT_PATH_AS_IS, 1L) == CURLE_OK &&
           set(e, CURLOPT_CONNECTTIMEOUT, (long)HTTP_CONNECT_S) ==
               CURLE_OK &&
           set(e, CURLOPT_LOW_SPEED_LIMIT, 1L) == CURLE_OK &&
           set(e, CURLOPT_LOW_SPEED_TIME, (long)HTTP_WHOLE_S) == CURLE_OK &&
           set(e, CURLOPT_ACCEPT_ENCODING, "gzip") == CURLE_OK &&
           set(e, CURLOPT_USERAGENT, "cvdsearch/" CVD_VERSION) == CURLE_OK &&
           set(e, CURLOPT_HTTPHEADER, h->headers) == CURLE_OK &&
           set(e, CURLOPT_WRITEFUNCTION, receive) == CURLE_OK;
}

/* The certificates to trust where the environment names them, as OpenSSL and
 * curl(1) have it; libcurl alone knows the system's only. */
static bool set_trust(struct http *h)
{
    const char *file = getenv("SSL_CERT_FILE");

    return !file || !file[0] ||
           h->curl.easy_setopt(h->handle, CURLOPT_CAINFO, file) == CURLE_OK;
}

enum cvd_status http_open(const char *url, const char *token,
                          struct http **out, struct cvd_err *err)
{
    struct http *h = NULL;
    enum cvd_status st = check_url(url, err);

    *out = NULL;
    if (st != CVD_OK)
        return st;
    h = calloc(1, sizeof *h);
    if (!h || cvd_buf_add_text(&h->url, url) != CVD_OK) {
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
        goto done;
    }
    while (h->url.ptr[h->url.len - 1] == '/')
        h->url.ptr[--h->url.len] = '\0';
    st = libcurl_load(&h->curl, err);
    if (st != CVD_OK)
        goto done;
    if (token)
        st = set_token(h, token, err);
    if (st != CVD_OK)
        goto done;
    h->handle = h->curl.easy_init();
    if (!h->handle || !set_up(h) || !set_trust(h)) {
        st = cvd_fail(err, CVD_EIO, "cannot ask a server: libcurl does not "
                      "start");
        goto done;
    }
    *out = h;
    h = NULL;
done:
    http_close(h);
    return st;
}

void http_close(struct http *h)
{
    if (!h)
        return;
    if (h->handle)
        h->curl.easy_cleanup(h->handle);
    if (h->headers)
        h->curl.slist_free_all(h->headers);
    cvd_buf_release(&h->url);
    free(h);
}

const char *http_url(const struct http *h)
{
    return h->url.ptr;
}

/* Why there is no answer. */
static enum cvd_status no_answer(const struct http *h, CURLcode code,
                                 enum cvd_status received,
                                 struct cvd_err *err)
{
    if (received == CVD_ELIMIT)
        return cvd_fail(err, CVD_EIO, "the answer of '%s' is longer than "
                        "%d MiB: ask for less", http_url(h),
                        HTTP_ANSWER_MAX / (1024 * 1024));
    if (received != CVD_OK || code == CURLE_OUT_OF_MEMORY)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (code == CURLE_URL_MALFORMAT)
        return wrong_url(http_url(h), "it is no URL", err);
    return cvd_fail(err, CVD_EIO, "cannot reach '%s': %s", http_url(h),
                    h->why[0] ? h->why : h->curl.easy_strerror(code));
}

static enum cvd_status request(struct http *h, const char *target,
                               struct receiving *r, struct cvd_err *err)
{
    struct cvd_buf url = { 0 };
    enum cvd_status st = cvd_buf_printf(&url, "%s%s", h->url.ptr, target);
    __typeof__(curl_easy_setopt) *set = h->curl.easy_setopt;
    long whole = r->type ? 0 : HTTP_WHOLE_S;
    CURLcode code;

    h->why[0] = '\0';
    if (st != CVD_OK ||
        set(h->handle, CURLOPT_URL, url.ptr) != CURLE_OK ||
        set(h->handle, CURLOPT_TIMEOUT, whole) != CURLE_OK ||
        set(h->handle, CURLOPT_WRITEDATA, r) != CURLE_OK) {
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
        goto done;
    }
    code = h->curl.easy_perform(h->handle);
    if (code == CURLE_OK || r->enough)
        take_head(h, r->answer);
    else
        st = no_answer(h, code, r->status, err);
done:
    cvd_buf_release(&url);
    return st;
}

enum cvd_status http_get(struct http *h, const char *target,
                         struct http_answer *out, struct cvd_err *err)
{
    struct receiving r = { .http = h, .answer = out };

    return request(h, target, &r, err);
}

enum cvd_status http_stream(struct http *h, const char *target,
                            const char *type, http_piece_fn *fn, void *ctx,
                            struct http_answer *out, struct cvd_err *err)
{
    struct receiving r = { .http = h, .answer = out, .type = type, .fn = fn,
                           .ctx = ctx };

    return request(h, target, &r, err);
}

void http_answer_release(struct http_answer *a)
{
    cvd_buf_release(&a->body);
}
