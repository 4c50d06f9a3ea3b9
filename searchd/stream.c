/* stream.c - pieces of a body, on demand. */
#include "searchd/stream.h"
#include "searchd/log.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

enum {
    PIECE = 32 * 1024,     /* of CONNECTION_BYTES, beside the headers */
    GZIP_WINDOW = 15 + 16  /* zlib.h, deflateInit2: 16 more writes gzip */
};

struct stream {
    struct reply_stream from;
    struct cvd_buf piece;  /* as it came; `at` of it is used */
    size_t at;
    bool ended;
    bool gzip;
    z_stream z;
};

/* Have bytes in the piece, unless it is over. */
static enum cvd_status fill(struct stream *s, struct cvd_err *err)
{
    if (s->ended || s->at < s->piece.len)
        return CVD_OK;
    cvd_buf_clear(&s->piece);
    s->at = 0;
    enum cvd_status st = s->from.more(s->from.state, &s->piece, err);
    s->ended = st == CVD_OK && !s->piece.len;
    return st;
}

static ssize_t copy(struct stream *s, char *to, size_t room)
{
    size_t n = s->piece.len - s->at;

    if (s->ended)
        return MHD_CONTENT_READER_END_OF_STREAM;
    n = n < room ? n : room;
    memcpy(to, s->piece.ptr + s->at, n);
    s->at += n;
    return (ssize_t)n;
}

/* Compress until `to` has something, or all is over. */
static ssize_t compress_to(struct stream *s, char *to, size_t room,
                           struct cvd_err *err)
{
    z_stream *z = &s->z;
    int done = Z_OK;

    z->next_out = (unsigned char *)to;
    z->avail_out = room < UINT_MAX ? (unsigned)room : UINT_MAX;
    while (z->next_out == (unsigned char *)to && done == Z_OK) {
        if (fill(s, err) != CVD_OK)
            return MHD_CONTENT_READER_END_WITH_ERROR;
        z->next_in = (unsigned char *)s->piece.ptr + s->at;
        z->avail_in = (unsigned)(s->piece.len - s->at);
        done = deflate(z, s->ended ? Z_FINISH : Z_NO_FLUSH);
        s->at = s->piece.len - z->avail_in;
        if (done == Z_BUF_ERROR)
            done = Z_OK;
    }
    size_t n = (size_t)(z->next_out - (unsigned char *)to);
    return n ? (ssize_t)n : MHD_CONTENT_READER_END_OF_STREAM;
}

static ssize_t read_more(void *ctx, uint64_t at, char *to, size_t room)
{
    struct stream *s = ctx;
    struct cvd_err err = { CVD_OK, "" };
    ssize_t n = MHD_CONTENT_READER_END_WITH_ERROR;

    (void)at;
    if (s->gzip)
        n = compress_to(s, to, room, &err);
    else if (fill(s, &err) == CVD_OK)
        n = copy(s, to, room);
    if (n == MHD_CONTENT_READER_END_WITH_ERROR)
        log_line(LOG_ERROR, "stream-broken reason=%s", err.msg);
    return n;
}

static void close_stream(void *ctx)
{
    struct stream *s = ctx;

    s->from.close(s->from.state);
    cvd_buf_release(&s->piece);
    if (s->gzip)
        (void)deflateEnd(&s->z);
    free(s);
}

struct MHD_Response *stream_response(struct reply_stream *from, bool gzip)
{
    struct stream *s = calloc(1, sizeof *s);
    struct MHD_Response *to = NULL;

    if (s && gzip &&
        deflateInit2(&s->z, REPLY_GZIP_FAST, Z_DEFLATED, GZIP_WINDOW, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        free(s);
        s = NULL;
    }
    if (!s) {
        from->close(from->state);
        *from = (struct reply_stream){ 0 };
        return NULL;
    }
    s->from = *from;
    s->gzip = gzip;
    *from = (struct reply_stream){ 0 };
    to = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, PIECE, read_more,
                                           s, close_stream);
    if (!to)
        close_stream(s);
    else if (gzip)
        (void)MHD_add_response_header(to, MHD_HTTP_HEADER_CONTENT_ENCODING,
                                      "gzip");
    return to;
}
