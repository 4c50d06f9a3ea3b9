/* writer.c - a session from its lock to its last chunk: see writer.h. */
#define _XOPEN_SOURCE 700
#include "store/writer.h"
#include "base/limits.h"
#include "base/version.h"
#include "store/session.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MEMORY = 512 * 1024 * 1024, /* until cvd_writer_memory() */
    /* A part at most so many times as large as what is being added is
     * written anew with it: parts then grow at least by this factor from
     * one to the next, and a document is rewritten a logarithmic number of
     * times (Bentley and Saxe 1980). */
    MERGE_FACTOR = 4,
    REST_DOCUMENTS = 4096, /* fed again between cvd_part_rest() */
    THREADS = 2 /* until cvd_writer_threads() */
};

/* ---- beginning ------------------------------------------------------- */

static enum cvd_status take_lock(struct cvd_writer *w, struct cvd_err *err)
{
    struct flock want = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    char *file = cvd_path_join(w->path, "lock");

    if (!file)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    w->lock = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    enum cvd_status st = CVD_OK;
    if (w->lock < 0) {
        st = cvd_fail_errno(err, errno, "cannot open '%s'", file);
    } else if (fcntl(w->lock, F_SETLK, &want) != 0) {
        struct flock held = want;
        if (fcntl(w->lock, F_GETLK, &held) == 0 && held.l_type != F_UNLCK)
            st = cvd_fail(err, CVD_ELOCKED,
                          "index '%s' is being written by process %ld: wait "
                          "until it is done", w->path, (long)held.l_pid);
        else
            st = cvd_fail(err, CVD_ELOCKED,
                          "index '%s' is being written: wait until that is "
                          "done", w->path);
        /* Not ours: closing must not clear away the other's work. */
        (void)close(w->lock);
        w->lock = -1;
    }
    free(file);
    return st;
}

/* A directory of other things must not become an index by mistake. */
static enum cvd_status refuse_other_things(const char *path,
                                           struct cvd_err *err)
{
    static const char *const ours[] = { ".", "..", "lock", "tmp",
                                        "CURRENT", "CURRENT.new" };
    DIR *d = opendir(path);
    enum cvd_status st = CVD_OK;

    if (!d)
        return cvd_fail_errno(err, errno, "cannot open '%s'", path);
    for (struct dirent *e; (e = readdir(d)) && st == CVD_OK;) {
        bool known = strncmp(e->d_name, "gen-", 4) == 0;
        for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
            known = known || strcmp(e->d_name, ours[i]) == 0;
        if (!known)
            st = cvd_fail(err, CVD_ENOINDEX,
                          "'%s' holds '%s' and no index: give an empty or a "
                          "new directory", path, e->d_name);
    }
    (void)closedir(d);
    return st;
}

/* A number no directory has: another version's CURRENT may name one that
 * this one cannot read. */
static unsigned next_number(const char *path, unsigned current)
{
    DIR *d = opendir(path);
    unsigned most = current;

    if (!d)
        return most + 1;
    for (struct dirent *e; (e = readdir(d));) {
        unsigned n;
        if (sscanf(e->d_name, "gen-%u", &n) == 1 && n > most)
            most = n;
    }
    (void)closedir(d);
    return most + 1;
}

static enum cvd_status begin(struct cvd_writer *w, const char *path,
                             bool fresh, struct cvd_err *err)
{
    struct cvd_err why;

    w->path = strdup(path);
    w->tmp = cvd_path_join(path, "tmp");
    w->fresh_dir = cvd_path_join(path, "tmp/generation");
    if (!w->path || !w->tmp || !w->fresh_dir)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = cvd_dir_make(path, err);
    if (st != CVD_OK)
        return st;
    st = cvd_current_read(path, &w->generation, &why);
    w->had_index = st == CVD_OK;
    if (st == CVD_ENOINDEX)
        st = refuse_other_things(path, err);
    else if (st != CVD_OK && !fresh)
        st = cvd_fail(err, st, "%s", why.msg);
    else
        st = CVD_OK;
    if (st == CVD_OK)
        st = take_lock(w, err);
    /* Under the lock: look again, clear what a crash left. */
    if (st == CVD_OK && cvd_current_read(path, &w->generation, NULL) ==
                            CVD_OK)
        w->had_index = true;
    if (st == CVD_OK)
        w->number = next_number(path, w->generation);
    if (st == CVD_OK)
        st = cvd_dir_remove(w->tmp, err);
    if (st == CVD_OK)
        st = cvd_dir_make(w->tmp, err);
    if (st == CVD_OK)
        st = cvd_dir_make(w->fresh_dir, err);
    if (st == CVD_OK && w->had_index && !fresh)
        st = cvd_parts_open_any(path, &w->old, err);
    if (st == CVD_OK) {
        w->dropped = calloc(w->old.count + 1, sizeof *w->dropped);
        if (!w->dropped)
            st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    w->changed = fresh || !w->had_index;
    return st;
}

enum cvd_status cvd_writer_open(const char *path, bool fresh,
                                struct cvd_writer **out, struct cvd_err *err)
{
    struct cvd_writer *w = calloc(1, sizeof *w);

    *out = NULL;
    if (!w)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    w->lock = -1;
    w->threads = THREADS;
    w->memory = MEMORY;
    if (pthread_mutex_init(&w->mutex, NULL) != 0) {
        free(w);
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    enum cvd_status st = begin(w, path, fresh, err);
    if (st != CVD_OK) {
        cvd_writer_close(w);
        return st;
    }
    *out = w;
    return CVD_OK;
}

void cvd_writer_threads(struct cvd_writer *w, unsigned threads)
{
    w->threads = threads ? threads : 1;
}

void cvd_writer_memory(struct cvd_writer *w, uint64_t bytes)
{
    w->memory = bytes;
}

void cvd_writer_close(struct cvd_writer *w)
{
    if (!w)
        return;
    for (size_t i = 0; i < w->taken_count; i++)
        cvd_chunk_free(w->taken[i].chunk);
    free(w->taken);
    for (size_t i = 0; i < w->made_count; i++)
        cvd_part_close(&w->made_parts[i]);
    free(w->made_parts);
    free(w->made);
    cvd_parts_close(&w->old);
    free(w->dropped);
    if (w->lock >= 0) {
        (void)cvd_dir_remove(w->tmp, NULL);
        (void)close(w->lock);
    }
    (void)pthread_mutex_destroy(&w->mutex);
    free(w->path);
    free(w->tmp);
    free(w->fresh_dir);
    free(w);
}

/* ---- what is there already ------------------------------------------- */

static void key_of(struct cvd_str id, unsigned char key[16])
{
    unsigned char sha[32];

    cvd_sha256(id, sha);
    memcpy(key, sha, 16);
}

bool cvd_writer_knows(const struct cvd_writer *w, struct cvd_str id,
                      unsigned char content[16])
{
    struct cvd_writer *mutable = (struct cvd_writer *)(uintptr_t)w;
    const struct cvd_id_entry *e = NULL;
    unsigned char key[16];

    key_of(id, key);
    (void)pthread_mutex_lock(&mutable->mutex);
    for (size_t i = 0; i < w->old.count && !e; i++) {
        e = cvd_part_find(&w->old.parts[i], key);
        if (e) {
            memcpy(content, e->content, 16);
            /* Words of another analyzer: as good as changed. */
            if (w->old.manifest.parts[i].analyzer != CVD_ANALYZER_VERSION)
                memset(content, 0, 16);
        }
    }
    (void)pthread_mutex_unlock(&mutable->mutex);
    return e != NULL;
}

/* Remove a key from the old parts; *found says whether it was there. */
static enum cvd_status drop_key(struct cvd_writer *w,
                                const unsigned char key[16], bool *found)
{
    *found = false;
    for (size_t i = 0; i < w->old.count; i++) {
        const struct cvd_id_entry *e = cvd_part_find(&w->old.parts[i], key);
        if (!e)
            continue;
        if (!cvd_part_mark_deleted(&w->old.parts[i], e->did))
            return CVD_ENOMEM;
        *found = true;
    }
    return CVD_OK;
}

enum cvd_status cvd_writer_remove(struct cvd_writer *w, struct cvd_str id,
                                  struct cvd_err *err)
{
    unsigned char key[16];
    bool found;

    key_of(id, key);
    if (drop_key(w, key, &found) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (!found)
        return cvd_fail(err, CVD_ENOTFOUND, "not in the index");
    w->changed = true;
    return CVD_OK;
}

/* ---- chunks into parts ----------------------------------------------- */

enum cvd_status cvd_chunk_new(struct cvd_writer *w, struct cvd_chunk **out,
                              struct cvd_err *err)
{
    struct cvd_chunk *c = calloc(1, sizeof *c);
    char name[32];

    *out = NULL;
    if (!c)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    (void)pthread_mutex_lock(&w->mutex);
    (void)snprintf(name, sizeof name, "chunk-%u", w->chunk_dirs++);
    (void)pthread_mutex_unlock(&w->mutex);
    c->meta.target = CVD_META_BLOCK;
    c->text.target = CVD_TEXT_BLOCK;
    c->dir = cvd_path_join(w->tmp, name);
    enum cvd_status st = c->dir ? cvd_dir_make(c->dir, err)
                                : cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (st != CVD_OK) {
        cvd_chunk_free(c);
        return st;
    }
    *out = c;
    return CVD_OK;
}

static enum cvd_status keep_chunk(struct cvd_writer *w, struct cvd_chunk *c,
                                  unsigned sequence, struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    if (sequence >= w->taken_cap) {
        size_t cap = ((size_t)sequence + 1) * 2;
        void *p = realloc(w->taken, cap * sizeof *w->taken);
        if (!p) {
            cvd_chunk_free(c);
            return cvd_fail(err, CVD_ENOMEM, "out of memory");
        }
        w->taken = p;
        memset(w->taken + w->taken_cap, 0,
               (cap - w->taken_cap) * sizeof *w->taken);
        w->taken_cap = cap;
    }
    if (w->taken_count <= sequence)
        w->taken_count = (size_t)sequence + 1;
    w->taken[sequence].chunk = c;
    w->taken[sequence].held = cvd_chunk_held(c);
    for (size_t i = 0; i < c->doc_count && st == CVD_OK; i++) {
        bool found;
        st = drop_key(w, c->ids[i].key, &found);
        w->changed = true;
    }
    if (st != CVD_OK)
        return cvd_fail(err, st, "out of memory");
    size_t to = w->merged;
    uint64_t bytes = 0;
    while (to < w->taken_count && w->taken[to].chunk &&
           bytes < w->memory)
        bytes += w->taken[to++].held;
    return bytes >= w->memory ? cvd_writer_make_part(w, to, err) : CVD_OK;
}

enum cvd_status cvd_writer_take(struct cvd_writer *w, struct cvd_chunk *c,
                                unsigned sequence, struct cvd_err *err)
{
    (void)pthread_mutex_lock(&w->mutex);
    enum cvd_status st = keep_chunk(w, c, sequence, err);
    (void)pthread_mutex_unlock(&w->mutex);
    return st;
}

/* ---- old parts written anew ------------------------------------------ */

/* Whether old part i should be written anew beside `added` documents. */
static bool worth_merging(const struct cvd_writer *w, size_t i,
                          uint64_t added)
{
    const struct cvd_part *p = &w->old.parts[i];

    return w->old.manifest.format != CVD_FORMAT_VERSION ||
           w->old.manifest.parts[i].analyzer != CVD_ANALYZER_VERSION ||
           p->deleted_count * 2 > p->documents ||
           (added > 0 && cvd_part_live(p) <= added * MERGE_FACTOR);
}

enum cvd_status cvd_writer_plan_merge(struct cvd_writer *w, uint64_t added,
                                      bool all, uint64_t *documents,
                                      struct cvd_err *err)
{
    *documents = 0;
    (void)err;
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < w->old.count; i++) {
            if (w->dropped[i] ||
                !(all || worth_merging(w, i, added + *documents)))
                continue;
            w->dropped[i] = true;
            *documents += cvd_part_live(&w->old.parts[i]);
            w->changed = more = true;
        }
    }
    w->refeed_part = 0;
    w->refeed_did = 0;
    return CVD_OK;
}

enum cvd_status cvd_writer_refeed_next(struct cvd_writer *w,
                                       struct cvd_doc *out,
                                       unsigned char content[16],
                                       struct cvd_err *err)
{
    for (; w->refeed_part < w->old.count;
         w->refeed_part++, w->refeed_did = 0) {
        struct cvd_part *p = &w->old.parts[w->refeed_part];
        if (!w->dropped[w->refeed_part])
            continue;
        while (++w->refeed_did <= p->documents) {
            unsigned char key[16];
            if (w->refeed_did % REST_DOCUMENTS == 0)
                cvd_part_rest(p);
            if (cvd_part_deleted(p, w->refeed_did))
                continue;
            enum cvd_status st = cvd_part_read(p, w->refeed_did, true, out,
                                               err);
            if (st != CVD_OK)
                return st;
            key_of(out->id, key);
            const struct cvd_id_entry *e = cvd_part_find(p, key);
            if (!e || e->did != w->refeed_did)
                return cvd_fail(err, CVD_EINDEX, "'%s/docs' is damaged",
                                p->dir);
            memcpy(content, e->content, 16);
            return CVD_OK;
        }
    }
    return CVD_ENOTFOUND;
}
