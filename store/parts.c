/* parts.c - see parts.h. */
#include "store/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

char *cvd_deleted_path(const char *dir, const char *name)
{
    char file[64];

    (void)snprintf(file, sizeof file, "%s.deleted", name);
    return cvd_path_join(dir, file);
}

/* Sizes are cheap to compare; contents are for cvd_store_check(). */
static enum cvd_status check_sizes(const struct cvd_manifest_part *m,
                                   unsigned format, const char *dir,
                                   struct cvd_err *err)
{
    for (int f = 0; f < CVD_PART_FILES; f++) {
        struct stat sb;
        if (!cvd_format_has(format, (enum cvd_part_file)f))
            continue;
        char *path = cvd_path_join(dir, cvd_part_file_names[f]);
        if (!path)
            return cvd_fail(err, CVD_ENOMEM, "out of memory");
        bool there = stat(path, &sb) == 0;
        enum cvd_status st = CVD_OK;
        if (!there || (uint64_t)sb.st_size != m->sizes[f])
            st = cvd_fail(err, CVD_EINDEX,
                          there ? "'%s' has not the size it was made with: "
                                  "run 'cvdindex rebuild'"
                                : "'%s' is missing: run 'cvdindex rebuild'",
                          path);
        free(path);
        if (st != CVD_OK)
            return st;
    }
    return CVD_OK;
}

static enum cvd_status load_deleted(const char *dir,
                                    const struct cvd_manifest_part *m,
                                    struct cvd_part *p, struct cvd_err *err)
{
    struct cvd_buf bits = { 0 };
    char *path = cvd_deleted_path(dir, m->name);
    size_t want = p->documents / 8 + 1;

    if (!path)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = cvd_file_read(path, want, &bits, err);
    if (st == CVD_ENOTFOUND ||
        (st == CVD_OK && bits.len != want))
        st = cvd_fail(err, CVD_EINDEX, "'%s' is damaged", path);
    if (st == CVD_OK) {
        p->deleted = (unsigned char *)bits.ptr;
        bits = (struct cvd_buf){ 0 };
        for (uint32_t d = 1; d <= p->documents; d++)
            p->deleted_count += cvd_part_deleted(p, d);
    }
    cvd_buf_release(&bits);
    free(path);
    return st;
}

static enum cvd_status open_one(struct cvd_parts *all, size_t i,
                                struct cvd_err *err)
{
    const struct cvd_manifest_part *m = &all->manifest.parts[i];
    struct cvd_part *p = &all->parts[i];
    char *dir = cvd_path_join(all->dir, m->name);

    if (!dir)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = check_sizes(m, all->manifest.format, dir, err);
    if (st == CVD_OK)
        st = cvd_part_open(dir, all->manifest.format, p, err);
    if (st == CVD_OK && p->documents != m->documents)
        st = cvd_fail(err, CVD_EINDEX, "'%s' is not what it was made as",
                      dir);
    if (st == CVD_OK && m->deleted)
        st = load_deleted(all->dir, m, p, err);
    if (st != CVD_OK)
        cvd_part_close(p);
    free(dir);
    return st;
}

static enum cvd_status open_generation(const char *path, unsigned number,
                                       struct cvd_parts *all,
                                       struct cvd_err *err)
{
    *all = (struct cvd_parts){ 0 };
    all->dir = cvd_generation_dir(path, number);
    if (!all->dir)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = cvd_manifest_read(all->dir, &all->manifest, err);
    if (st != CVD_OK)
        return st;
    all->parts = calloc(all->manifest.count + 1, sizeof *all->parts);
    if (!all->parts)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < all->manifest.count && st == CVD_OK; i++) {
        st = open_one(all, i, err);
        all->count += st == CVD_OK;
    }
    return st;
}

enum cvd_status cvd_parts_open_any(const char *path, struct cvd_parts *out,
                                   struct cvd_err *err)
{
    unsigned number = 0;

    *out = (struct cvd_parts){ 0 };
    for (int tries = 0;; tries++) {
        unsigned now = 0;
        enum cvd_status st = cvd_current_read(path, &number, err);
        if (st != CVD_OK)
            return st;
        st = open_generation(path, number, out, err);
        if (st == CVD_OK)
            return CVD_OK;
        cvd_parts_close(out);
        /* A writer may have published and cleared away in between. */
        if (tries == CVD_OPEN_TRIES ||
            cvd_current_read(path, &now, NULL) != CVD_OK || now == number) {
            return st;
        }
    }
}

enum cvd_status cvd_parts_refuse_old(const struct cvd_manifest *m,
                                     const char *path, struct cvd_err *err)
{
    if (m->format == CVD_FORMAT_VERSION)
        return CVD_OK;
    return cvd_fail(err, CVD_EVERSION,
                    "'%s' is an index of format %u, this version reads %d: "
                    "'cvdindex add' or 'cvdindex rebuild' makes it anew",
                    path, m->format, CVD_FORMAT_VERSION);
}

enum cvd_status cvd_parts_open(const char *path, struct cvd_parts *out,
                               struct cvd_err *err)
{
    enum cvd_status st = cvd_parts_open_any(path, out, err);

    if (st != CVD_OK)
        return st;
    st = cvd_parts_refuse_old(&out->manifest, path, err);
    if (st != CVD_OK)
        cvd_parts_close(out);
    return st;
}

void cvd_parts_close(struct cvd_parts *p)
{
    for (size_t i = 0; i < p->count; i++)
        cvd_part_close(&p->parts[i]);
    free(p->parts);
    free(p->dir);
    cvd_manifest_release(&p->manifest);
    *p = (struct cvd_parts){ 0 };
}
