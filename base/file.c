/* file.c - see file.h.  Depends on libc only. */
#define _XOPEN_SOURCE 700 /* nftw() */
#define _DEFAULT_SOURCE   /* madvise() */

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NFTW_DESCRIPTORS = 16 };

enum cvd_status cvd_file_read(const char *path, size_t max,
                              struct cvd_buf *out, struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;
    struct cvd_buf text = { 0 };
    struct stat sb;
    /* O_NONBLOCK: a FIFO met in a walk must not hang the run. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0) {
        if (errno == ENOENT)
            return cvd_fail(err, CVD_ENOTFOUND, "no such file: '%s'", path);
        return cvd_fail_errno(err, errno, "cannot open '%s'", path);
    }
    if (fstat(fd, &sb) != 0) {
        st = cvd_fail_errno(err, errno, "cannot stat '%s'", path);
        goto done;
    }
    if (!S_ISREG(sb.st_mode)) {
        st = cvd_fail(err, CVD_EINPUT, "not a regular file: '%s'", path);
        goto done;
    }
    if ((uintmax_t)sb.st_size > max) {
        st = cvd_fail(err, CVD_ELIMIT, "'%s' is longer than %zu bytes", path,
                      max);
        goto done;
    }
    for (;;) {
        st = cvd_buf_reserve(&text, text.len ? 65536
                                             : (size_t)sb.st_size + 1);
        if (st != CVD_OK) {
            st = cvd_fail(err, st, "cannot read '%s': out of memory", path);
            goto done;
        }
        ssize_t n = read(fd, text.ptr + text.len, text.cap - text.len - 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            st = cvd_fail_errno(err, errno, "cannot read '%s'", path);
            goto done;
        }
        if (n == 0)
            break;
        text.len += (size_t)n;
        if (text.len > max) {
            st = cvd_fail(err, CVD_ELIMIT, "'%s' is longer than %zu bytes",
                          path, max);
            goto done;
        }
    }
    text.ptr[text.len] = '\0';
    if (out->len == 0)
        cvd_buf_swap(out, &text);
    else
        st = cvd_buf_add(out, cvd_buf_str(&text));
done:
    cvd_buf_release(&text);
    (void)close(fd);
    return st;
}

static enum cvd_status write_all(int fd, struct cvd_str data,
                                 const char *path, struct cvd_err *err)
{
    while (data.len) {
        ssize_t n = write(fd, data.ptr, data.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return cvd_fail_errno(err, errno, "cannot write '%s'", path);
        data.ptr += n;
        data.len -= (size_t)n;
    }
    return CVD_OK;
}

enum cvd_status cvd_file_write(const char *path, struct cvd_str data,
                               struct cvd_err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

    if (fd < 0)
        return cvd_fail_errno(err, errno, "cannot create '%s'", path);
    enum cvd_status st = write_all(fd, data, path, err);
    if (st == CVD_OK && fsync(fd) != 0)
        st = cvd_fail_errno(err, errno, "cannot write '%s'", path);
    if (close(fd) != 0 && st == CVD_OK)
        st = cvd_fail_errno(err, errno, "cannot write '%s'", path);
    return st;
}

enum cvd_status cvd_file_replace(const char *path, struct cvd_str data,
                                 struct cvd_err *err)
{
    size_t size = strlen(path) + sizeof ".new";
    char *fresh = malloc(size);

    if (!fresh)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    (void)snprintf(fresh, size, "%s.new", path);
    enum cvd_status st = cvd_file_write(fresh, data, err);
    if (st == CVD_OK && rename(fresh, path) != 0)
        st = cvd_fail_errno(err, errno, "cannot replace '%s'", path);
    if (st != CVD_OK)
        (void)unlink(fresh);
    free(fresh);
    return st;
}

enum cvd_status cvd_dir_sync(const char *path, struct cvd_err *err)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return cvd_fail_errno(err, errno, "cannot open '%s'", path);
    enum cvd_status st = CVD_OK;
    /* Some file systems refuse to sync a directory: nothing to do then. */
    if (fsync(fd) != 0 && errno != EINVAL && errno != ENOTSUP)
        st = cvd_fail_errno(err, errno, "cannot sync '%s'", path);
    (void)close(fd);
    return st;
}

enum cvd_status cvd_dir_make(const char *path, struct cvd_err *err)
{
    struct stat sb;

    if (mkdir(path, 0777) == 0)
        return CVD_OK;
    int saved = errno;
    if (saved == EEXIST && stat(path, &sb) == 0 && S_ISDIR(sb.st_mode))
        return CVD_OK;
    return cvd_fail_errno(err, saved, "cannot make directory '%s'", path);
}

static int remove_one(const char *path, const struct stat *sb, int kind,
                      struct FTW *ftw)
{
    (void)sb;
    (void)kind;
    (void)ftw;
    return remove(path);
}

enum cvd_status cvd_dir_remove(const char *path, struct cvd_err *err)
{
    struct stat sb;

    if (lstat(path, &sb) != 0 && errno == ENOENT)
        return CVD_OK;
    if (nftw(path, remove_one, NFTW_DESCRIPTORS, FTW_DEPTH | FTW_PHYS) != 0)
        return cvd_fail_errno(err, errno, "cannot remove '%s'", path);
    return CVD_OK;
}

char *cvd_path_join(const char *dir, const char *name)
{
    size_t size = strlen(dir) + strlen(name) + 2;
    char *path = malloc(size);

    if (path)
        (void)snprintf(path, size, "%s/%s", dir, name);
    return path;
}

enum cvd_status cvd_map_open(const char *path, struct cvd_map *out,
                             struct cvd_err *err)
{
    struct stat sb;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0 && errno == ENOENT)
        return cvd_fail(err, CVD_ENOTFOUND, "no such file: '%s'", path);
    if (fd < 0)
        return cvd_fail_errno(err, errno, "cannot open '%s'", path);
    enum cvd_status st = CVD_OK;
    struct cvd_map m = { NULL, 0 };
    if (fstat(fd, &sb) != 0) {
        st = cvd_fail_errno(err, errno, "cannot stat '%s'", path);
        goto done;
    }
    if (sb.st_size > 0) {
        void *p = mmap(NULL, (size_t)sb.st_size, PROT_READ, MAP_SHARED, fd,
                       0);
        if (p == MAP_FAILED) {
            st = cvd_fail_errno(err, errno, "cannot map '%s'", path);
            goto done;
        }
        m.ptr = p;
        m.len = (size_t)sb.st_size;
    }
    *out = m;
done:
    (void)close(fd);
    return st;
}

void cvd_map_rest(const struct cvd_map *m)
{
    /* Not posix_madvise(), which glibc leaves undone; failing is harmless. */
    if (m->ptr)
        (void)madvise((void *)(uintptr_t)m->ptr, m->len, MADV_DONTNEED);
}

void cvd_map_close(struct cvd_map *m)
{
    if (m->ptr)
        (void)munmap((void *)(uintptr_t)m->ptr, m->len);
    *m = (struct cvd_map){ 0 };
}
