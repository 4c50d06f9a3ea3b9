/* uri.h - the target of a request, read strictly (RFC 3986).
 *
 * searchd/ may include base/, search/search.h and libmicrohttpd.
 *
 * libmicrohttpd would decode the target itself: a %00 then ends the path, and
 * bytes that are no UTF-8 come through.  So it is kept from doing so, and
 * what is decoded is decoded here, once, before anything looks at it. */
#ifndef CVD_SEARCHD_URI_H
#define CVD_SEARCHD_URI_H

#include "base/str.h"
#include "searchd/limits.h"

struct uri_param {
    struct cvd_str name, value; /* decoded */
};

/* Zero-initialise; release with uri_release().  Two kilobytes, touched by
 * each request: beyond the counts, the arrays hold anything. */
struct uri {
    struct cvd_str path;        /* as it came: still encoded, no query */
    struct cvd_str segments[URI_SEGMENTS_MAX]; /* decoded; "/" has none, and
                                                  a segment may hold a '/' */
    size_t segment_count;
    struct uri_param params[URI_PARAMS_MAX]; /* in the order given */
    size_t param_count;
    struct cvd_buf data;        /* what the strings point into */
};

/* Read target `raw`, "/path?query", in place of what *out held; on an error it is
 * empty.  All text in it is UTF-8 without a zero byte; '+' in a query is a
 * blank.
 *   CVD_EINPUT  a wrong escape, an escaped zero byte, a blank or control
 *               character that is not escaped, no UTF-8 (an overlong form
 *               among it), or a "." or ".." step in the path
 *   CVD_ELIMIT  over URI_BYTES_MAX, URI_SEGMENTS_MAX or URI_PARAMS_MAX
 *   CVD_ENOMEM */
enum cvd_status uri_read(struct uri *out, const char *raw,
                         struct cvd_err *err);
void uri_release(struct uri *u);

/* The value of the first parameter `name` that is not empty, or empty. */
struct cvd_str uri_value(const struct uri *u, const char *name);

/* Append `s` percent-encoded: all but letters, digits and "-._~".  Good for
 * a segment, a name and a value.  CVD_ENOMEM. */
enum cvd_status uri_encode(struct cvd_buf *out, struct cvd_str s);

#endif
