/* publish.c - chunks into parts, parts into a generation, which then takes
 * the place of the one before: see writer.h. */
#define _XOPEN_SOURCE 700
#include "base/version.h"
#include "store/session.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

bool cvd_part_mark_deleted(struct cvd_part *p, uint32_t did)
{
    if (!p->deleted)
        p->deleted = calloc(p->documents / 8 + 1, 1);
    if (!p->deleted)
        return false;
    p->deleted[did / 8] |= (unsigned char)(1u << did % 8);
    p->deleted_count++;
    return true;
}

enum cvd_status cvd_writer_make_part(struct cvd_writer *w, size_t to,
                                     struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;
    size_t n = 0;
    struct cvd_chunk **chunks = calloc(to + 1, sizeof *chunks);
    struct cvd_manifest_part *made =
        realloc(w->made, (w->made_count + 1) * sizeof *made);
    if (made)
        w->made = made;
    struct cvd_part *parts =
        realloc(w->made_parts, (w->made_count + 1) * sizeof *parts);
    if (parts)
        w->made_parts = parts;
    if (!chunks || !made || !parts) {
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
        goto done;
    }
    struct cvd_manifest_part *m = &made[w->made_count];
    *m = (struct cvd_manifest_part){ .analyzer = CVD_ANALYZER_VERSION };
    (void)snprintf(m->name, sizeof m->name, "p%06u-%zu", w->number,
                   w->made_count);
    for (size_t i = w->merged; i < to; i++) {
        struct cvd_chunk *c = w->taken[i].chunk;
        if (!c || c->doc_count == 0)
            continue;
        m->documents += c->doc_count;
        chunks[n++] = c;
    }
    if (n > 0) {
        char *dir = cvd_path_join(w->fresh_dir, m->name);
        st = dir ? cvd_part_write(chunks, n, dir, w->threads, m->sha,
                                  m->sizes, err)
                 : cvd_fail(err, CVD_ENOMEM, "out of memory");
        if (st == CVD_OK)
            st = cvd_part_open(dir, CVD_FORMAT_VERSION,
                               &parts[w->made_count], err);
        if (st == CVD_OK)
            cvd_part_rest(&parts[w->made_count++]);
        free(dir);
    }
    for (size_t i = w->merged; i < to; i++) {
        cvd_chunk_free(w->taken[i].chunk);
        w->taken[i].chunk = NULL;
    }
    w->merged = to;
done:
    free(chunks);
    return st;
}

/* ---- the end --------------------------------------------------------- */

/* Of one id twice in the new parts only the last stays. */
static enum cvd_status drop_repeated(struct cvd_writer *w,
                                     uint64_t *repeated)
{
    for (size_t i = 0; i < w->made_count; i++) {
        struct cvd_part *p = &w->made_parts[i];
        for (uint32_t k = 0; k < p->documents; k++) {
            const struct cvd_id_entry *e = &p->ids[k];
            bool again = k + 1 < p->documents &&
                         memcmp(e[0].key, e[1].key, 16) == 0;
            for (size_t j = i + 1; j < w->made_count && !again; j++)
                again = cvd_part_find(&w->made_parts[j], e->key) != NULL;
            if (!again)
                continue;
            if (!cvd_part_mark_deleted(p, e->did))
                return CVD_ENOMEM;
            ++*repeated;
        }
    }
    return CVD_OK;
}

/* Hard links; a copy where the file system has none. */
static enum cvd_status link_file(const char *from_dir, const char *to_dir,
                                 const char *name, struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;
    char *from = cvd_path_join(from_dir, name);
    char *to = cvd_path_join(to_dir, name);

    if (!from || !to) {
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    } else if (link(from, to) != 0) {
        struct cvd_map m = { 0 };
        st = cvd_map_open(from, &m, err);
        if (st == CVD_OK)
            st = cvd_file_write(
                to, (struct cvd_str){ (const char *)m.ptr, m.len }, err);
        cvd_map_close(&m);
    }
    free(from);
    free(to);
    return st;
}

static enum cvd_status keep_part(struct cvd_writer *w, size_t i,
                                 struct cvd_err *err)
{
    enum cvd_status st = CVD_ENOMEM;
    char *to = cvd_path_join(w->fresh_dir, w->old.manifest.parts[i].name);

    if (to)
        st = cvd_dir_make(to, err);
    for (int f = 0; f < CVD_PART_FILES && st == CVD_OK; f++)
        st = link_file(w->old.parts[i].dir, to, cvd_part_file_names[f], err);
    if (st == CVD_OK)
        st = cvd_dir_sync(to, err);
    free(to);
    return st;
}

/* Add a part to the manifest, with the map of its removed documents. */
static enum cvd_status list_part(struct cvd_writer *w,
                                 struct cvd_manifest *m,
                                 const struct cvd_manifest_part *row,
                                 const struct cvd_part *p,
                                 struct cvd_err *err)
{
    struct cvd_manifest_part *out = &m->parts[m->count++];
    enum cvd_status st = CVD_OK;

    *out = *row;
    out->deleted = p->deleted_count;
    memset(out->deleted_sha, 0, sizeof out->deleted_sha);
    if (p->deleted_count) {
        struct cvd_str bits = { (const char *)p->deleted,
                                p->documents / 8 + 1 };
        char *path = cvd_deleted_path(w->fresh_dir, out->name);
        cvd_sha256(bits, out->deleted_sha);
        st = path ? cvd_file_write(path, bits, err)
                  : cvd_fail(err, CVD_ENOMEM, "out of memory");
        free(path);
    }
    return st;
}

static enum cvd_status write_generation(struct cvd_writer *w,
                                        uint64_t *documents,
                                        struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;
    struct cvd_manifest m = { .generation = w->number };

    *documents = 0;
    m.parts = calloc(w->old.count + w->made_count + 1, sizeof *m.parts);
    if (!m.parts)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < w->old.count && st == CVD_OK; i++) {
        if (w->dropped[i] || cvd_part_live(&w->old.parts[i]) == 0)
            continue;
        /* cvd_writer_plan_merge() would have chosen it. */
        st = cvd_parts_refuse_old(&w->old.manifest, w->path, err);
        if (st != CVD_OK)
            break;
        st = keep_part(w, i, err);
        if (st == CVD_OK)
            st = list_part(w, &m, &w->old.manifest.parts[i],
                           &w->old.parts[i], err);
        *documents += cvd_part_live(&w->old.parts[i]);
    }
    for (size_t i = 0; i < w->made_count && st == CVD_OK; i++) {
        st = list_part(w, &m, &w->made[i], &w->made_parts[i], err);
        *documents += cvd_part_live(&w->made_parts[i]);
    }
    if (st == CVD_OK)
        st = cvd_manifest_write(w->fresh_dir, &m, err);
    if (st == CVD_OK)
        st = cvd_dir_sync(w->fresh_dir, err);
    cvd_manifest_release(&m);
    return st;
}

/* Remove generations but the new one and the one before it, whose readers
 * may be about to open its files.  Failing here harms nothing. */
static void clear_away(const struct cvd_writer *w, unsigned now)
{
    DIR *d = opendir(w->path);

    if (!d)
        return;
    for (struct dirent *e; (e = readdir(d));) {
        unsigned number;
        int n = 0;
        if (sscanf(e->d_name, "gen-%u%n", &number, &n) != 1 ||
            e->d_name[n] != '\0' || number == now ||
            number == w->generation)
            continue;
        char *path = cvd_path_join(w->path, e->d_name);
        if (path)
            (void)cvd_dir_remove(path, NULL);
        free(path);
    }
    (void)closedir(d);
}

enum cvd_status cvd_writer_publish(struct cvd_writer *w,
                                   struct cvd_published *out,
                                   struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;
    struct cvd_published p = { .generation = w->generation };
    char *dir = NULL;

    if (!w->changed) {
        for (size_t i = 0; i < w->old.count; i++)
            p.documents += cvd_part_live(&w->old.parts[i]);
        *out = p;
        return CVD_OK;
    }
    if (w->merged < w->taken_count)
        st = cvd_writer_make_part(w, w->taken_count, err);
    if (st == CVD_OK && drop_repeated(w, &p.repeated) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (st == CVD_OK)
        st = write_generation(w, &p.documents, err);
    if (st != CVD_OK)
        return st;
    p.generation = w->number;
    dir = cvd_generation_dir(w->path, p.generation);
    if (!dir)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (rename(w->fresh_dir, dir) != 0)
        st = cvd_fail_errno(err, errno, "cannot make '%s'", dir);
    if (st == CVD_OK)
        st = cvd_dir_sync(w->path, err);
    if (st == CVD_OK)
        st = cvd_current_write(w->path, p.generation, err);
    if (st == CVD_OK) {
        clear_away(w, p.generation);
        *out = p;
    }
    free(dir);
    return st;
}
