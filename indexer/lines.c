/* lines.c - see lines.h. */
#include "indexer/lines.h"
#include "base/limits.h"
#include "indexer/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    READ_BYTES = 1024 * 1024,
    /* A signal may come just before a wait begins: look again so often. */
    WAIT_MS = 200
};

enum cvd_status cvd_lines_open(struct cvd_lines *l, const char *path,
                               struct cvd_err *err)
{
    struct stat sb;

    l->path = path;
    l->from = l->scanned = 0;
    l->number = 0;
    l->ended = l->skipping = false;
    cvd_buf_clear(&l->buf);
    l->fd = strcmp(path, "-") == 0 ? STDIN_FILENO
                                   : open(path, O_RDONLY | O_CLOEXEC);
    if (l->fd < 0 && errno == ENOENT)
        return cvd_fail(err, CVD_ENOTFOUND, "no such file: '%s'", path);
    if (l->fd < 0)
        return cvd_fail_errno(err, errno, "cannot open '%s'", path);
    l->open = true;
    if (fstat(l->fd, &sb) == 0 && S_ISDIR(sb.st_mode))
        return cvd_fail(err, CVD_EINPUT, "'%s' is a directory", path);
    return CVD_OK;
}

/* Read more into the buffer; `ended` at the end. */
static enum cvd_status fill(struct cvd_lines *l, struct cvd_err *err)
{
    if (l->from) {
        memmove(l->buf.ptr, l->buf.ptr + l->from, l->buf.len - l->from);
        l->buf.len -= l->from;
        l->scanned -= l->from;
        l->from = 0;
    }
    if (cvd_buf_reserve(&l->buf, READ_BYTES) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (;;) {
        struct pollfd p = { .fd = l->fd, .events = POLLIN };
        if (cvd_interrupted()) {
            l->ended = true;
            l->buf.len = l->scanned = 0;
            return CVD_OK;
        }
        int ready = poll(&p, 1, WAIT_MS);
        if (ready == 0 || (ready < 0 && errno == EINTR))
            continue;
        ssize_t n = read(l->fd, l->buf.ptr + l->buf.len, READ_BYTES);
        if (n < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (n < 0)
            return cvd_fail_errno(err, errno, "cannot read '%s'", l->path);
        l->ended = n == 0;
        l->buf.len += (size_t)n;
        return CVD_OK;
    }
}

enum cvd_status cvd_lines_next(struct cvd_lines *l, struct cvd_str *line,
                               struct cvd_err *err)
{
    for (;;) {
        size_t rest = l->buf.len - l->scanned;
        const char *end =
            rest ? memchr(l->buf.ptr + l->scanned, '\n', rest) : NULL;
        size_t to = end ? (size_t)(end - l->buf.ptr) : l->buf.len;
        size_t len = to - l->from;
        if (end || (l->ended && (len || l->skipping))) {
            size_t from = l->from;
            bool skipped = l->skipping;
            l->from = l->scanned = to + (end != NULL);
            l->skipping = false;
            l->number++;
            if (skipped || len > CVD_JSONL_LINE_MAX)
                return cvd_fail(err, CVD_ELIMIT,
                                "the line is longer than %d bytes",
                                CVD_JSONL_LINE_MAX);
            *line = (struct cvd_str){ l->buf.ptr + from, len };
            return CVD_OK;
        }
        if (l->ended)
            return CVD_ENOTFOUND;
        l->scanned = l->buf.len;
        if (len > CVD_JSONL_LINE_MAX)
            l->skipping = true;
        if (l->skipping)
            l->from = l->scanned;
        enum cvd_status st = fill(l, err);
        if (st != CVD_OK)
            return st;
    }
}

void cvd_lines_close(struct cvd_lines *l)
{
    if (l->open && l->fd != STDIN_FILENO)
        (void)close(l->fd);
    cvd_buf_release(&l->buf);
    *l = (struct cvd_lines){ 0 };
}
