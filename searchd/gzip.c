/* gzip.c - bodies compressed for those who take it. */
#include "searchd/reply.h"

#include <limits.h>
#include <strings.h>
#include <zlib.h>

enum {
    WORTH_BYTES = 860,   /* about one packet: below, nothing is won */
    GZIP_WINDOW = 15 + 16 /* zlib.h, deflateInit2: 16 more writes gzip */
};

/* The quality in a parameter "q=0.5" of `item`: whether it is above zero. */
static bool is_wanted(struct cvd_str item)
{
    const char *q = NULL;

    for (size_t i = 0; i + 1 < item.len && !q; i++)
        if ((item.ptr[i] == 'q' || item.ptr[i] == 'Q') &&
            item.ptr[i + 1] == '=')
            q = item.ptr + i + 2;
    if (!q)
        return true;
    for (const char *p = q; p < item.ptr + item.len; p++)
        if (*p >= '1' && *p <= '9')
            return true;
    return false;
}

bool reply_takes_gzip(struct cvd_str accept)
{
    bool any = false;

    while (accept.len) {
        const char *comma = memchr(accept.ptr, ',', accept.len);
        size_t len = comma ? (size_t)(comma - accept.ptr) : accept.len;
        struct cvd_str item = cvd_str_trim((struct cvd_str){ accept.ptr,
                                                             len });
        size_t name = 0;
        while (name < item.len && item.ptr[name] != ';' &&
               item.ptr[name] != ' ')
            name++;
        if (name == 4 && strncasecmp(item.ptr, "gzip", 4) == 0)
            return is_wanted(item);
        if (name == 1 && *item.ptr == '*')
            any = is_wanted(item);
        accept.ptr += len + (comma != NULL);
        accept.len -= len + (comma != NULL);
    }
    return any;
}

enum cvd_status reply_compress(struct cvd_buf *body, int level, bool *done)
{
    struct cvd_buf out = { 0 };
    z_stream z = { 0 };

    *done = false;
    if (body->len < WORTH_BYTES || body->len > UINT_MAX / 2)
        return CVD_OK;
    if (deflateInit2(&z, level, Z_DEFLATED, GZIP_WINDOW, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return CVD_ENOMEM;
    enum cvd_status st = cvd_buf_reserve(&out, body->len);
    if (st == CVD_OK) {
        z.next_in = (unsigned char *)body->ptr;
        z.avail_in = (unsigned)body->len;
        z.next_out = (unsigned char *)out.ptr;
        z.avail_out = (unsigned)body->len;
        if (deflate(&z, Z_FINISH) == Z_STREAM_END) {
            out.len = z.total_out;
            cvd_buf_swap(body, &out);
            *done = true;
        }
    }
    (void)deflateEnd(&z);
    cvd_buf_release(&out);
    return st;
}
