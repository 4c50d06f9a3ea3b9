/* reply.h - an answer on its way out: status, headers, body; and errors as
 * problem+json (RFC 9457).
 *
 * A reply belongs to the thread that makes it.  Its body is made whole, but
 * for a stream. */
#ifndef CVD_SEARCHD_REPLY_H
#define CVD_SEARCHD_REPLY_H

#include "base/str.h"

extern const char reply_json[];     /* application/json */
extern const char reply_problem[];  /* application/problem+json */
extern const char reply_html[];     /* text/html; charset=utf-8 */
extern const char reply_text[];     /* text/plain; charset=utf-8 */

enum { REPLY_HEADERS_MAX = 16 };

/* Levels of zlib: for what is sent once, and what is sent again and again. */
enum { REPLY_GZIP_FAST = 1, REPLY_GZIP_BEST = 9 };

struct reply_header {
    const char *name;    /* static */
    const char *text;    /* of `value`, or static */
    struct cvd_buf value;
};

/* A body made piece by piece.  `more` appends the next piece to *out, nothing
 * at the end; `close` releases `state`, once, sent or not. */
struct reply_stream {
    enum cvd_status (*more)(void *state, struct cvd_buf *out,
                            struct cvd_err *err);
    void (*close)(void *state);
    void *state;         /* NULL: there is no stream */
};

/* Zero-initialise; release with reply_release(). */
struct reply {
    unsigned status;     /* of HTTP; 0: 200 */
    const char *type;    /* static */
    const char *cache;   /* Cache-Control, static; NULL: no-cache */
    const char *version; /* of a body that never changes, static: under
                            ?v= it may be kept for ever; NULL: none */
    struct cvd_buf body;
    bool tagged;         /* an ETag is made of the body */
    bool close;          /* the connection, after it */
    struct reply_stream stream;
    struct reply_header headers[REPLY_HEADERS_MAX];
    size_t header_count;
};

void reply_release(struct reply *r);

/* Add a header; what cannot be one (a control character) becomes '?'.  Lost
 * when out of memory or over REPLY_HEADERS_MAX. */
void reply_add_header(struct reply *r, const char *name,
                      struct cvd_str value);

/* Add one whose value is static, and good as it is: nothing is copied. */
void reply_add_text(struct reply *r, const char *name, const char *value);

/* Make *r the problem that HTTP `status` and sentence `detail` tell; 503
 * says when to try again.  CVD_ENOMEM. */
enum cvd_status reply_make_problem(struct reply *r, unsigned status,
                                   const char *detail);

/* The HTTP status for a status of ours. */
unsigned reply_status_of(enum cvd_status st);

/* "Not Found" for 404; never NULL. */
const char *reply_phrase(unsigned status);

/* What a client may know of failure `st`: err->msg where it speaks of what
 * was asked, a general sentence where it speaks of the server's own files. */
const char *reply_detail(enum cvd_status st, const struct cvd_err *err);

/* Set *tag to the ETag of the body, quoted; of its gzip form if `gzip`.
 * CVD_ENOMEM. */
enum cvd_status reply_tag(const struct reply *r, bool gzip,
                          struct cvd_buf *tag);

/* Whether If-None-Match (RFC 9110, 13.1.2) holds the tag, compared weakly. */
bool reply_tag_matches(struct cvd_str if_none_match, struct cvd_str tag);

/* Whether Accept-Encoding (RFC 9110, 12.5.3) takes gzip. */
bool reply_takes_gzip(struct cvd_str accept_encoding);

/* Compress `body` in place where that makes it smaller; *done says whether.
 * CVD_ENOMEM. */
enum cvd_status reply_compress(struct cvd_buf *body, int level, bool *done);

#endif
