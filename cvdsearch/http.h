/* http.h - a server, asked over HTTP.
 *
 * cvdsearch/ may include base/, search/search.h, libcurl and Jansson.
 *
 * One thread.  Knows nothing of what is asked: remote.h does. */
#ifndef CVD_CVDSEARCH_HTTP_H
#define CVD_CVDSEARCH_HTTP_H

#include "base/limits.h"
#include "base/str.h"

enum {
    HTTP_URL_MAX = 2048,      /* of --server, in bytes */
    HTTP_TOKEN_MAX = 1024,    /* of CVD_TOKEN; RFC 6750 sets no limit */
    HTTP_CONNECT_S = 5,       /* seconds, until there is a connection */
    HTTP_WHOLE_S = 60,        /* until an answer is there, whole; of a stream
                                 until its next byte */
    /* The longest answer, unpacked: the longest document as JSON escapes it,
     * or 100,000 citing documents of 600 bytes. */
    HTTP_ANSWER_MAX = 4 * CVD_DOC_BYTES_MAX
};

struct http; /* opaque */

/* Zero-initialise; release with http_answer_release(). */
struct http_answer {
    int status;
    char type[64];            /* of the body, in lower case, without its
                                 parameters; a longer one is cut */
    unsigned retry_after;     /* seconds; 0: it does not say */
    struct cvd_buf body;
};

/* Make ready to ask the server at `url`, the address of its page: "http://"
 * or "https://", a host, perhaps a port and a path, no user and no query.
 * `token` (NULL: none) goes with each request, as RFC 6750 says.  Nothing is
 * sent yet.  The caller owns *out: release with http_close().
 *   CVD_EUSAGE  not such a URL or token
 *   CVD_EIO     libcurl is not installed
 *   CVD_ENOMEM */
enum cvd_status http_open(const char *url, const char *token,
                          struct http **out, struct cvd_err *err);
void http_close(struct http *h); /* NULL is nothing */

/* The URL, as it was given but for slashes at its end. */
const char *http_url(const struct http *h);

/* GET `target`, which begins with '/' and is percent-encoded, below the URL.
 * Redirects are not followed.  *out is also filled when the server refuses:
 * look at its status.
 *   CVD_EIO     it cannot be reached, the answer does not come in time, or
 *               is longer than HTTP_ANSWER_MAX
 *   CVD_ENOMEM */
enum cvd_status http_get(struct http *h, const char *target,
                         struct http_answer *out, struct cvd_err *err);
void http_answer_release(struct http_answer *a);

/* Takes the next piece of a stream; false: it wants no more. */
typedef bool http_piece_fn(void *ctx, struct cvd_str piece);

/* As http_get(), but the body of a 200 of `type` is given to `fn` as it
 * comes, however long it is.  CVD_OK also when `fn` wanted no more.
 *   CVD_EIO  also: it broke off in the middle */
enum cvd_status http_stream(struct http *h, const char *target,
                            const char *type, http_piece_fn *fn, void *ctx,
                            struct http_answer *out, struct cvd_err *err);

#endif
