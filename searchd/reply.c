/* reply.c - statuses, problems, tags. */
#include "searchd/reply.h"
#include "base/json.h"

#include <inttypes.h>

const char reply_json[] = "application/json";
const char reply_problem[] = "application/problem+json";
const char reply_html[] = "text/html; charset=utf-8";
const char reply_text[] = "text/plain; charset=utf-8";

enum { RETRY_SECONDS = 1 }; /* a query is over by then */

void reply_release(struct reply *r)
{
    if (r->stream.state)
        r->stream.close(r->stream.state);
    for (size_t i = 0; i < r->header_count; i++)
        cvd_buf_release(&r->headers[i].value);
    cvd_buf_release(&r->body);
    *r = (struct reply){ 0 };
}

void reply_add_header(struct reply *r, const char *name,
                      struct cvd_str value)
{
    struct cvd_buf copy = { 0 };

    if (r->header_count == REPLY_HEADERS_MAX ||
        cvd_buf_add(&copy, value) != CVD_OK || !copy.ptr) {
        cvd_buf_release(&copy);
        return;
    }
    for (size_t i = 0; i < copy.len; i++)
        if ((unsigned char)copy.ptr[i] < 0x20 || copy.ptr[i] == 0x7F)
            copy.ptr[i] = '?';
    r->headers[r->header_count++] = (struct reply_header){ name, copy.ptr,
                                                            copy };
}

void reply_add_text(struct reply *r, const char *name, const char *value)
{
    if (r->header_count < REPLY_HEADERS_MAX)
        r->headers[r->header_count++] =
            (struct reply_header){ .name = name, .text = value };
}

/* ---- problems -------------------------------------------------------- */

static const struct {
    unsigned status;
    const char *phrase;
} phrases[] = {
    { 200, "OK" },
    { 204, "No Content" },
    { 304, "Not Modified" },
    { 400, "Bad Request" },
    { 401, "Unauthorized" },
    { 403, "Forbidden" },
    { 404, "Not Found" },
    { 405, "Method Not Allowed" },
    { 409, "Conflict" },
    { 413, "Content Too Large" },
    { 414, "URI Too Long" },
    { 431, "Request Header Fields Too Large" },
    { 500, "Internal Server Error" },
    { 503, "Service Unavailable" },
};

const char *reply_phrase(unsigned status)
{
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (phrases[i].status == status)
            return phrases[i].phrase;
    return "Error";
}

unsigned reply_status_of(enum cvd_status st)
{
    switch (st) {
    case CVD_OK:
        return 200;
    case CVD_EUSAGE:
    case CVD_EINPUT:
    case CVD_ELIMIT:
        return 400;
    case CVD_ENOTFOUND:
        return 404;
    case CVD_ELOCKED:
    case CVD_ESTALE:
    case CVD_ENOMEM:
        return 503;
    default:
        return 500;
    }
}

const char *reply_detail(enum cvd_status st, const struct cvd_err *err)
{
    switch (reply_status_of(st)) {
    case 500:
        return "the index cannot be read; the log of the server says why";
    case 503:
        return st == CVD_ENOMEM ? "the server is out of memory"
                                : "the server is busy";
    default:
        return err->msg[0] ? err->msg : cvd_status_text(st);
    }
}

enum cvd_status reply_make_problem(struct reply *r, unsigned status,
                                   const char *detail)
{
    reply_release(r);
    r->status = status;
    r->type = reply_problem;
    r->cache = "no-store";
    if (status == 503) {
        struct cvd_buf seconds = { 0 };
        (void)cvd_buf_printf(&seconds, "%d", RETRY_SECONDS);
        reply_add_header(r, "Retry-After", cvd_buf_str(&seconds));
        cvd_buf_release(&seconds);
    }
    struct cvd_json j = cvd_json_to(&r->body);
    cvd_json_object(&j);
    cvd_json_key(&j, "type");
    cvd_json_text(&j, "about:blank");
    cvd_json_key(&j, "title");
    cvd_json_text(&j, reply_phrase(status));
    cvd_json_key(&j, "status");
    cvd_json_int(&j, status);
    cvd_json_key(&j, "detail");
    cvd_json_text(&j, detail);
    cvd_json_object_end(&j);
    return j.status;
}

/* ---- tags ------------------------------------------------------------ */

enum cvd_status reply_tag(const struct reply *r, bool gzip,
                          struct cvd_buf *tag)
{
    cvd_buf_clear(tag);
    return cvd_buf_printf(tag, "\"%016" PRIx64 "-%zx%s\"",
                          cvd_hash64(cvd_buf_str(&r->body)), r->body.len,
                          gzip ? "-gzip" : "");
}

/* One tag off the list, without W/ and white space. */
static struct cvd_str next_tag(struct cvd_str *list)
{
    const char *comma = list->len ? memchr(list->ptr, ',', list->len) : NULL;
    struct cvd_str tag = { list->ptr,
                           comma ? (size_t)(comma - list->ptr) : list->len };
    size_t used = tag.len + (comma != NULL);

    list->ptr += used;
    list->len -= used;
    tag = cvd_str_trim(tag);
    if (cvd_str_starts(tag, cvd_str_from("W/")))
        tag = (struct cvd_str){ tag.ptr + 2, tag.len - 2 };
    return tag;
}

bool reply_tag_matches(struct cvd_str if_none_match, struct cvd_str tag)
{
    while (if_none_match.len) {
        struct cvd_str one = next_tag(&if_none_match);
        if (cvd_str_equal(one, tag) ||
            cvd_str_equal(one, cvd_str_from("*")))
            return true;
    }
    return false;
}
