/* open.c - an index opened: the newest generation, whole.  See store.h. */
#include "base/version.h"
#include "store/names.h"

#include <stdlib.h>
#include <sys/stat.h>

static enum cvd_status open_terms(struct cvd_store *s, struct cvd_err *err)
{
    size_t n = s->parts.count;
    enum cvd_status st = CVD_OK;
    char **paths = calloc(n + 1, sizeof *paths);

    if (!paths)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < n && st == CVD_OK; i++) {
        paths[i] = cvd_path_join(s->parts.parts[i].dir,
                                 cvd_part_file_names[CVD_PART_TERMS]);
        if (!paths[i])
            st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    if (st == CVD_OK)
        st = cvd_terms_open((const char *const *)paths, n, &s->terms, err);
    for (size_t i = 0; paths && i < n; i++)
        free(paths[i]);
    free(paths);
    return st;
}

/* Whether the parts opened are no longer those of the current generation:
 * their other files may have been cleared away. */
static bool was_replaced(const struct cvd_store *s, const char *path)
{
    unsigned now = 0;

    return cvd_current_read(path, &now, NULL) == CVD_OK &&
           now != s->parts.manifest.generation;
}

enum cvd_status cvd_store_open(const char *path, struct cvd_store **out,
                               struct cvd_err *err)
{
    struct cvd_store *s = calloc(1, sizeof *s);
    enum cvd_status st = CVD_OK;

    *out = NULL;
    if (!s)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    s->at = &s->clock;
    for (int tries = 0; tries < CVD_OPEN_TRIES; tries++) {
        st = cvd_parts_open(path, &s->parts, err);
        if (st != CVD_OK)
            break;
        st = open_terms(s, err);
        if (st == CVD_OK || !was_replaced(s, path))
            break;
        cvd_parts_close(&s->parts);
    }
    if (st == CVD_OK)
        cvd_terms_clock(s->terms, s->at);
    if (st != CVD_OK) {
        cvd_store_close(s);
        return st;
    }
    *out = s;
    return CVD_OK;
}

void cvd_store_close(struct cvd_store *s)
{
    if (!s)
        return;
    if (s->terms)
        cvd_terms_close(s->terms);
    cvd_names_release(&s->names);
    cvd_date_places_release(&s->dates, s->parts.count);
    cvd_parts_close(&s->parts);
    free(s);
}

enum cvd_status cvd_store_generation(const char *path, unsigned *generation,
                                     struct cvd_err *err)
{
    return cvd_current_read(path, generation, err);
}

/* CURRENT is another file each time, made while the one before is there. */
struct cvd_store_stamp cvd_store_stamp_of(const char *path)
{
    struct cvd_store_stamp stamp = { 0 };
    struct stat st;
    char *file = cvd_path_join(path, "CURRENT");

    if (file && stat(file, &st) == 0)
        stamp = (struct cvd_store_stamp){ st.st_dev, st.st_ino,
                                          st.st_ctim.tv_sec,
                                          st.st_ctim.tv_nsec };
    free(file);
    return stamp;
}

struct cvd_clock *cvd_store_clock(const struct cvd_store *s)
{
    return s->at;
}

void cvd_store_describe(const struct cvd_store *s,
                        struct cvd_store_info *out)
{
    const struct cvd_manifest *m = &s->parts.manifest;

    *out = (struct cvd_store_info){ .generation = m->generation,
                                    .parts = (unsigned)s->parts.count,
                                    .analyzer = CVD_ANALYZER_VERSION };
    for (size_t i = 0; i < s->parts.count; i++) {
        const struct cvd_part *p = &s->parts.parts[i];
        if (i == 0)
            out->analyzer = m->parts[i].analyzer;
        else if (out->analyzer != m->parts[i].analyzer)
            out->analyzer = 0;
        out->documents += p->documents - p->deleted_count;
        out->deleted += p->deleted_count;
        out->words += p->word_total;
        out->text_bytes += p->text_total;
        for (int f = 0; f < CVD_PART_FILES; f++)
            out->disk_bytes += m->parts[i].sizes[f];
    }
}
