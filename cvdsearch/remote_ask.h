/* remote_ask.h - one request of remote.c: asked, and what came looked at.
 *
 * cvdsearch/ may include base/, search/search.h, libcurl and Jansson. */
#ifndef CVD_CVDSEARCH_REMOTE_ASK_H
#define CVD_CVDSEARCH_REMOTE_ASK_H

#include "cvdsearch/http.h"
#include "cvdsearch/remote.h"
#include "cvdsearch/target.h"

struct remote {
    struct http *http;
};

extern const char remote_json[]; /* its media type */

/* GET `t`, which is released, for a body of `type`.
 *   CVD_ENOTFOUND  the server says so; and as remote.h says */
enum cvd_status remote_ask(struct remote *r, struct target *t,
                           const char *type, struct cvd_buf *body,
                           struct cvd_err *err);

/* As remote_ask(), JSON of what a query finds, which is never "not found". */
enum cvd_status remote_ask_all(struct remote *r, struct target *t,
                               struct cvd_buf *body, struct cvd_err *err);

/* Whether an answer is 200 and of `type`: what remote_ask() says. */
enum cvd_status remote_check(const struct remote *r,
                             const struct http_answer *a, const char *type,
                             struct cvd_err *err);

/* What decode.h says of an answer, in a sentence. */
enum cvd_status remote_decoded(const struct remote *r, enum cvd_status st,
                               struct cvd_err *err);

#endif
