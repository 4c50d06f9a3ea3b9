/* originals.c - see originals.h.  Depends on base/, search/search.h and
 * nettle. */
#include "searchd/originals.h"
#include "base/clock.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    STEP_BYTES_MAX = 255,  /* NAME_MAX of every file system of Linux */
    PIECE = 64 * 1024,     /* read between two looks at the clock */
    /* Names of a directory compared when none is written as in the id: some
     * 100 ms. */
    ENTRIES_MAX = 100 * 1000
};

/* A file being looked for. */
struct search {
    struct cvd_str id, sha256;
    struct cvd_clock clock;
    struct cvd_err *err;
};

bool original_may_be(const struct cvd_doc *d)
{
    struct cvd_str format = cvd_doc_value(d, CVD_F_FORMAT);

    return cvd_str_equal(format, cvd_str_from("txt")) ||
           cvd_str_equal(format, cvd_str_from("md"));
}

static enum cvd_status too_slow(struct search *s)
{
    return cvd_fail(s->err, CVD_ELOCKED, "reading the file takes too long");
}

/* ---- the way to it --------------------------------------------------- */

/* Step by step, so that no step can lead elsewhere; O_NONBLOCK: opening a
 * FIFO would wait for who writes to it. */
static int open_step(int at, const char *name, bool last)
{
    return openat(at, name,
                  O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK |
                      (last ? 0 : O_DIRECTORY));
}

/* The entry of directory `at` whose name is `step` in another normal form. */
static int open_like(struct search *s, int at, struct cvd_str step,
                     bool last)
{
    int fd = openat(at, ".", O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
    int found = -1, why = ENOENT;
    unsigned left = ENTRIES_MAX;

    if (!d) {
        if (fd >= 0)
            (void)close(fd);
        return -1;
    }
    for (struct dirent *e; left && !cvd_clock_steps(&s->clock, 1) &&
                           (e = readdir(d));
         left--) {
        if (!cvd_id_is(step, cvd_str_from(e->d_name)))
            continue;
        found = open_step(at, e->d_name, last);
        why = errno;
        break;
    }
    (void)closedir(d);
    errno = why;
    return found;
}

static bool is_ascii(struct cvd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] >= 0x80)
            return false;
    return true;
}

/* An id need not come from a file: "..", "/etc/passwd" and "a//b" are good
 * ids of JSONL. */
static bool is_step(struct cvd_str s)
{
    return s.len && s.len <= STEP_BYTES_MAX && !memchr(s.ptr, '\0', s.len) &&
           !cvd_str_equal(s, cvd_str_from(".")) &&
           !cvd_str_equal(s, cvd_str_from(".."));
}

static int open_named(struct search *s, int at, struct cvd_str step,
                      bool last)
{
    char name[STEP_BYTES_MAX + 1];

    if (!is_step(step)) {
        errno = ENOENT;
        return -1;
    }
    memcpy(name, step.ptr, step.len);
    name[step.len] = '\0';
    int fd = open_step(at, name, last);
    return fd < 0 && errno == ENOENT && !is_ascii(step)
               ? open_like(s, at, step, last)
               : fd;
}

/* The file of the id below directory `at`, which is closed; -1 and errno. */
static int open_below(struct search *s, int at)
{
    struct cvd_str rest = s->id;

    for (;;) {
        const char *slash =
            rest.len ? memchr(rest.ptr, '/', rest.len) : NULL;
        struct cvd_str step = { rest.ptr, slash ? (size_t)(slash - rest.ptr)
                                                : rest.len };
        int next = open_named(s, at, step, !slash);
        int why = errno;
        (void)close(at);
        errno = why;
        if (next < 0 || !slash)
            return next;
        at = next;
        rest.ptr += step.len + 1;
        rest.len -= step.len + 1;
    }
}

/* ---- the file -------------------------------------------------------- */

static bool is_digest(const struct sha256_ctx *all, struct cvd_str hex)
{
    static const char digits[] = "0123456789abcdef";
    struct sha256_ctx ctx = *all;
    uint8_t sum[SHA256_DIGEST_SIZE];

    sha256_digest(&ctx, sizeof sum, sum);
    if (hex.len != 2 * sizeof sum)
        return false;
    for (size_t i = 0; i < sizeof sum; i++)
        if (hex.ptr[2 * i] != digits[sum[i] >> 4] ||
            hex.ptr[2 * i + 1] != digits[sum[i] & 15])
            return false;
    return true;
}

/* Append what there is of `fd` to *out, and hash it.  The file may change
 * meanwhile: what counts is what was read. */
static enum cvd_status read_all(struct search *s, int fd, size_t size,
                                struct sha256_ctx *sum, struct cvd_buf *out)
{
    sha256_init(sum);
    /* One byte more than there should be, to see the end. */
    for (size_t room = size + 1; out->len <= CVD_DOC_BYTES_MAX;
         room = PIECE) {
        if (cvd_clock_look(&s->clock))
            return too_slow(s);
        if (out->cap - out->len < 2 && cvd_buf_reserve(out, room) != CVD_OK)
            return cvd_fail(s->err, CVD_ENOMEM, "out of memory");
        size_t want = out->cap - out->len - 1;
        ssize_t n = read(fd, out->ptr + out->len,
                         want < PIECE ? want : PIECE);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return cvd_fail_errno(s->err, errno, "cannot read the file");
        if (n == 0)
            break;
        sha256_update(sum, (size_t)n, (uint8_t *)out->ptr + out->len);
        out->len += (size_t)n;
        out->ptr[out->len] = '\0';
    }
    return CVD_OK;
}

static enum cvd_status read_file(struct search *s, int fd,
                                 enum original *what, struct cvd_buf *out)
{
    struct sha256_ctx sum;
    struct cvd_buf text = { 0 };
    struct stat sb;

    if (fstat(fd, &sb) != 0)
        return cvd_fail_errno(s->err, errno, "cannot stat the file");
    *what = S_ISREG(sb.st_mode) ? ORIGINAL_CHANGED : ORIGINAL_MISSING;
    if (*what == ORIGINAL_MISSING || sb.st_size > CVD_DOC_BYTES_MAX)
        return CVD_OK; /* so long a file is never indexed */
    enum cvd_status st = read_all(s, fd, (size_t)sb.st_size, &sum, &text);
    if (st == CVD_OK && is_digest(&sum, s->sha256)) {
        cvd_buf_swap(out, &text);
        *what = ORIGINAL_FOUND;
    }
    cvd_buf_release(&text);
    return st;
}

/* Whether that errno says that there is no such file: none of that name, or a
 * symbolic link, a socket on the way. */
static bool is_missing(int errnum)
{
    return errnum == ENOENT || errnum == ENOTDIR || errnum == ELOOP ||
           errnum == ENAMETOOLONG || errnum == ENXIO;
}

static enum cvd_status look_below(struct search *s, const char *dir,
                                  enum original *what, struct cvd_buf *out)
{
    /* The directory itself may be a symbolic link: the settings name it. */
    int root = open(dir, O_RDONLY | O_CLOEXEC | O_DIRECTORY);

    *what = ORIGINAL_MISSING;
    if (root < 0)
        return cvd_fail_errno(s->err, errno, "cannot open '%s'", dir);
    int fd = open_below(s, root);
    if (fd < 0) {
        if (s->clock.late)
            return too_slow(s);
        return is_missing(errno)
                   ? CVD_OK
                   : cvd_fail_errno(s->err, errno,
                                    "cannot open a file below '%s'", dir);
    }
    enum cvd_status st = read_file(s, fd, what, out);
    (void)close(fd);
    return st;
}

enum cvd_status original_read(const struct settings_list *dirs,
                              const struct cvd_doc *d, enum original *what,
                              struct cvd_buf *out, struct cvd_err *err)
{
    struct search s = { .id = d->id,
                        .sha256 = cvd_doc_value(d, CVD_F_SHA256),
                        .err = err };
    enum cvd_status failed = CVD_OK;

    *what = ORIGINAL_MISSING;
    cvd_clock_set(&s.clock, ORIGINAL_MS);
    for (size_t i = 0; i < dirs->count && original_may_be(d); i++) {
        enum original here;
        enum cvd_status st = look_below(&s, dirs->list[i], &here, out);
        if (st == CVD_ENOMEM || st == CVD_ELOCKED)
            return st;
        if (st != CVD_OK)
            failed = st;
        else if (here > *what)
            *what = here;
        if (*what == ORIGINAL_FOUND)
            return CVD_OK;
    }
    return *what == ORIGINAL_MISSING ? failed : CVD_OK;
}

enum cvd_status originals_check(const struct settings_list *dirs,
                                struct cvd_err *err)
{
    for (size_t i = 0; i < dirs->count; i++) {
        int fd = open(dirs->list[i], O_RDONLY | O_CLOEXEC | O_DIRECTORY);
        if (fd < 0) {
            (void)cvd_fail_errno(err, errno, "cannot open directory '%s'",
                                 dirs->list[i]);
            return CVD_EUSAGE;
        }
        (void)close(fd);
    }
    return CVD_OK;
}
