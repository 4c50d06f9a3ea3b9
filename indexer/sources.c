/* sources.c - see sources.h. */
#include "indexer/sources.h"
#include "base/array.h"
#include "base/file.h"
#include "base/limits.h"
#include "indexer/clean.h"
#include "indexer/interrupt.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

struct walk {
    cvd_found_fn *found;
    void *ctx;
    uint64_t passed_over;
    size_t root;          /* bytes of a path before the id begins */
    struct dir_id {
        dev_t dev;
        ino_t ino;
    } above[CVD_WALK_DEPTH_MAX]; /* the directories we are in */
};

/* The format that the name of a file tells, NULL if none of ours. */
static const char *format_of(const char *path)
{
    static const char *const formats[] = { "txt", "md", "jsonl" };
    const char *dot = strrchr(path, '.');

    for (size_t i = 0; dot && i < sizeof formats / sizeof *formats; i++)
        if (strcasecmp(dot + 1, formats[i]) == 0)
            return formats[i];
    return NULL;
}

static enum cvd_status tell_bad(struct walk *w, const char *path,
                                const char *reason, struct cvd_err *err)
{
    struct cvd_buf shown = { 0 };
    enum cvd_status st = cvd_clean_bytes(cvd_str_from(path), &shown);
    struct cvd_found f = { .kind = CVD_FOUND_BAD, .id = cvd_buf_str(&shown),
                           .path = path, .reason = reason };

    st = st == CVD_OK ? w->found(w->ctx, &f, err)
                      : cvd_fail(err, st, "out of memory");
    cvd_buf_release(&shown);
    return st;
}

/* Tell of what errno value `errnum` says is wrong with `path`. */
static enum cvd_status tell_errno(struct walk *w, const char *path,
                                  int errnum, struct cvd_err *err)
{
    struct cvd_err why;

    if (errnum == ENOENT)
        (void)cvd_fail(&why, CVD_ENOTFOUND, "no such file or directory");
    else
        (void)cvd_fail_errno(&why, errnum, "cannot read it");
    return tell_bad(w, path, why.msg, err);
}

static enum cvd_status tell_file(struct walk *w, const char *path,
                                 const char *format, uint64_t size,
                                 struct cvd_err *err)
{
    struct cvd_buf id = { 0 };
    struct cvd_err why;
    struct cvd_found f = { .kind = CVD_FOUND_FILE, .path = path,
                           .format = format, .size = size };
    enum cvd_status st;

    if (strcmp(format, "jsonl") == 0) {
        f.kind = CVD_FOUND_JSONL;
        return w->found(w->ctx, &f, err);
    }
    st = cvd_clean_id(cvd_str_from(path + w->root), "file name", &id, &why);
    f.id = cvd_buf_str(&id);
    if (st == CVD_OK)
        st = w->found(w->ctx, &f, err);
    else if (st == CVD_ENOMEM)
        (void)cvd_fail(err, st, "out of memory");
    else
        st = tell_bad(w, path, why.msg, err);
    cvd_buf_release(&id);
    return st;
}

/* ---- directories ----------------------------------------------------- */

static int by_name(const void *pa, const void *pb)
{
    return strcmp(*(char *const *)pa, *(char *const *)pb);
}

static void free_names(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

/* The entries of open directory `d` that are not hidden, sorted. */
static enum cvd_status list_names(DIR *d, char ***out, size_t *count)
{
    size_t cap = 0, n = 0;
    char **names = NULL;

    for (struct dirent *e; (errno = 0, e = readdir(d));) {
        if (e->d_name[0] == '.')
            continue;
        if (cvd_array_reserve(&names, &cap, n + 1, sizeof *names) !=
            CVD_OK) {
            free_names(names, n);
            return CVD_ENOMEM;
        }
        names[n] = strdup(e->d_name);
        if (!names[n++]) {
            free_names(names, n);
            return CVD_ENOMEM;
        }
    }
    if (n)
        qsort(names, n, sizeof *names, by_name);
    *out = names;
    *count = n;
    return CVD_OK;
}

static enum cvd_status walk_directory(struct walk *w, const char *path,
                                      size_t depth, struct cvd_err *err);

static enum cvd_status walk_entry(struct walk *w, const char *path,
                                  size_t depth, struct cvd_err *err)
{
    const char *format = format_of(path);
    struct stat sb;
    bool link = false;

    if (lstat(path, &sb) == 0 && S_ISLNK(sb.st_mode))
        link = true;
    if (stat(path, &sb) != 0) {
        if (!format && link) {
            w->passed_over++;
            return CVD_OK;
        }
        return tell_errno(w, path, errno, err);
    }
    if (S_ISDIR(sb.st_mode) && !link)
        return walk_directory(w, path, depth + 1, err);
    if (!S_ISREG(sb.st_mode) || !format) {
        w->passed_over++;
        return CVD_OK;
    }
    return tell_file(w, path, format, (uint64_t)sb.st_size, err);
}

/* Whether the directory of `sb` is one of those we are in, as a bind mount
 * may make it. */
static bool is_above(const struct walk *w, const struct stat *sb,
                     size_t depth)
{
    for (size_t i = 0; i < depth; i++)
        if (w->above[i].dev == sb->st_dev && w->above[i].ino == sb->st_ino)
            return true;
    return false;
}

static enum cvd_status walk_directory(struct walk *w, const char *path,
                                      size_t depth, struct cvd_err *err)
{
    char **names = NULL;
    size_t count = 0;
    struct stat sb;

    if (depth >= CVD_WALK_DEPTH_MAX)
        return tell_bad(w, path, "directories are nested too deep", err);
    if (stat(path, &sb) != 0)
        return tell_errno(w, path, errno, err);
    if (is_above(w, &sb, depth))
        return tell_bad(w, path, "the directory holds itself", err);
    w->above[depth] = (struct dir_id){ sb.st_dev, sb.st_ino };
    DIR *d = opendir(path);
    if (!d)
        return tell_errno(w, path, errno, err);
    enum cvd_status st = list_names(d, &names, &count);
    int saved = errno;
    (void)closedir(d);
    if (st != CVD_OK)
        return cvd_fail(err, st, "out of memory");
    if (saved)
        st = tell_errno(w, path, saved, err);
    for (size_t i = 0; i < count && st == CVD_OK && !cvd_interrupted();
         i++) {
        char *entry = cvd_path_join(path, names[i]);
        st = entry ? walk_entry(w, entry, depth, err)
                   : cvd_fail(err, CVD_ENOMEM, "out of memory");
        free(entry);
    }
    free_names(names, count);
    return st;
}

/* ---- SOURCEs --------------------------------------------------------- */

/* A directory given as "docs/" is "docs". */
static char *without_slashes(const char *path)
{
    size_t len = strlen(path);

    while (len > 1 && path[len - 1] == '/')
        len--;
    char *copy = malloc(len + 1);
    if (copy) {
        memcpy(copy, path, len);
        copy[len] = '\0';
    }
    return copy;
}

static enum cvd_status walk_source(struct walk *w, const char *source,
                                   struct cvd_err *err)
{
    struct stat sb;

    if (strcmp(source, "-") == 0) {
        struct cvd_found f = { .kind = CVD_FOUND_JSONL, .path = source };
        return w->found(w->ctx, &f, err);
    }
    if (stat(source, &sb) != 0)
        return tell_errno(w, source, errno, err);
    if (S_ISDIR(sb.st_mode)) {
        char *path = without_slashes(source);
        if (!path)
            return cvd_fail(err, CVD_ENOMEM, "out of memory");
        size_t len = strlen(path);
        w->root = len + 1;
        enum cvd_status st = walk_directory(w, path, 0, err);
        free(path);
        return st;
    }
    if (!S_ISREG(sb.st_mode))
        return tell_bad(w, source, "neither a file nor a directory", err);
    const char *slash = strrchr(source, '/');
    w->root = slash ? (size_t)(slash - source) + 1 : 0;
    const char *format = format_of(source);
    return tell_file(w, source, format ? format : "txt",
                     (uint64_t)sb.st_size, err);
}

enum cvd_status cvd_sources_walk(char *const *sources, size_t count,
                                 cvd_found_fn *found, void *ctx,
                                 uint64_t *passed_over, struct cvd_err *err)
{
    struct walk w = { .found = found, .ctx = ctx };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < count && st == CVD_OK && !cvd_interrupted(); i++)
        st = walk_source(&w, sources[i], err);
    *passed_over = w.passed_over;
    return st;
}
