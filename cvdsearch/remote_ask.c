/* remote_ask.c - see remote_ask.h. */
#include "cvdsearch/remote_ask.h"
#include "cvdsearch/decode.h"

#include <stdlib.h>

const char remote_json[] = "application/json";
static const char PROBLEM[] = "application/problem+json"; /* RFC 9457 */

enum cvd_status remote_open(const char *url, const char *token,
                            struct remote **out, struct cvd_err *err)
{
    struct remote *r = calloc(1, sizeof *r);

    *out = NULL;
    if (!r)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = http_open(url, token, &r->http, err);
    if (st == CVD_OK)
        *out = r;
    else
        free(r);
    return st;
}

void remote_close(struct remote *r)
{
    if (r)
        http_close(r->http);
    free(r);
}

/* ---- refusals -------------------------------------------------------- */

static enum cvd_status not_ours(const struct remote *r,
                                const struct http_answer *a,
                                struct cvd_err *err)
{
    return cvd_fail(err, CVD_EIO, "'%s' is not a cvdsearch server: it "
                    "answers %d with '%s'", http_url(r->http), a->status,
                    a->type[0] ? a->type : "nothing");
}

static enum cvd_status busy(const struct remote *r,
                            const struct http_answer *a,
                            struct cvd_err *err)
{
    if (!a->retry_after)
        return cvd_fail(err, CVD_EIO, "'%s' is busy: try again later",
                        http_url(r->http));
    return cvd_fail(err, CVD_EIO, "'%s' is busy: try again in %u second%s",
                    http_url(r->http), a->retry_after,
                    a->retry_after == 1 ? "" : "s");
}

static enum cvd_status refused(const struct remote *r,
                               const struct http_answer *a,
                               const char *detail, struct cvd_err *err)
{
    switch (a->status) {
    case 400: /* the question */
    case 413:
    case 414: /* is too long */
    case 431:
        return cvd_fail(err, CVD_EUSAGE, "%s", detail);
    case 401:
        return cvd_fail(err, CVD_EIO, "'%s' wants a token: set CVD_TOKEN to "
                        "one that it knows", http_url(r->http));
    case 403:
        return cvd_fail(err, CVD_EIO, "'%s' forbids it: %s; set CVD_TOKEN "
                        "to a token that may", http_url(r->http), detail);
    case 404:
        return cvd_fail(err, CVD_ENOTFOUND, "%s", detail);
    default:
        return cvd_fail(err, CVD_EIO, "'%s' answers %d: %s",
                        http_url(r->http), a->status, detail);
    }
}

/* An answer that is not 200. */
static enum cvd_status refusal(const struct remote *r,
                               const struct http_answer *a,
                               struct cvd_err *err)
{
    struct cvd_buf detail = { 0 };
    enum cvd_status st;

    /* A proxy may say it for the server. */
    if (a->status == 429 || a->status == 503)
        return busy(r, a, err);
    if (a->status >= 300 && a->status < 400)
        return cvd_fail(err, CVD_EIO, "'%s' answers %d: it is somewhere "
                        "else, and redirects are not followed",
                        http_url(r->http), a->status);
    if (strcmp(a->type, PROBLEM) != 0 ||
        decode_problem(cvd_buf_str(&a->body), &detail) != CVD_OK)
        st = not_ours(r, a, err);
    else
        st = refused(r, a, detail.len ? detail.ptr : "it does not say why",
                     err);
    cvd_buf_release(&detail);
    return st;
}

/* ---- one question ---------------------------------------------------- */

enum cvd_status remote_check(const struct remote *r,
                             const struct http_answer *a, const char *type,
                             struct cvd_err *err)
{
    if (a->status != 200)
        return refusal(r, a, err);
    return strcmp(a->type, type) == 0 ? CVD_OK : not_ours(r, a, err);
}

enum cvd_status remote_ask(struct remote *r, struct target *t,
                           const char *type, struct cvd_buf *body,
                           struct cvd_err *err)
{
    struct http_answer a = { 0 };
    enum cvd_status st =
        t->status == CVD_OK ? http_get(r->http, t->text.ptr, &a, err)
                            : cvd_fail(err, t->status, "out of memory");

    if (st == CVD_OK)
        st = remote_check(r, &a, type, err);
    if (st == CVD_OK)
        cvd_buf_swap(body, &a.body);
    http_answer_release(&a);
    target_release(t);
    return st;
}

enum cvd_status remote_ask_all(struct remote *r, struct target *t,
                               struct cvd_buf *body, struct cvd_err *err)
{
    enum cvd_status st = remote_ask(r, t, remote_json, body, err);

    if (st == CVD_ENOTFOUND)
        st = cvd_fail(err, CVD_EIO, "'%s' does not know this question: an "
                      "older version, or a path is missing in the URL",
                      http_url(r->http));
    return st;
}

enum cvd_status remote_decoded(const struct remote *r, enum cvd_status st,
                               struct cvd_err *err)
{
    if (st == CVD_EINPUT)
        return cvd_fail(err, CVD_EIO, "'%s' is not a cvdsearch server: its "
                        "answer is not what one says", http_url(r->http));
    return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
}
