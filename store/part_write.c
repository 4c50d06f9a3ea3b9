/* part_write.c - sealed chunks merged into the files of a part.
 *
 * Xapian's own merge runs beside the rest in a thread of its own. */
#include "base/file.h"
#include "base/varint.h"
#include "base/version.h"
#include "store/merge.h"

#include <pthread.h>
#include <stdlib.h>

const char *const cvd_part_file_names[CVD_PART_FILES] = {
    "terms", "words", "pairs", "stream", "docs", "meta", "text"
};

enum cvd_status cvd_merge_pad(struct cvd_buf *b)
{
    static const char zero[8];

    return cvd_buf_add_bytes(b, zero, (8 - b->len % 8) % 8);
}

struct cvd_file_head cvd_merge_head(char letter, uint64_t count,
                                    uint64_t extra)
{
    struct cvd_file_head h = { { 'C', 'V', 'D', letter },
                               CVD_FORMAT_VERSION, count, extra };
    return h;
}

enum cvd_status cvd_merge_file(struct cvd_merge *m, enum cvd_part_file file,
                                  struct cvd_str data, struct cvd_err *err)
{
    char *path = cvd_path_join(m->dir, cvd_part_file_names[file]);

    if (!path)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = cvd_file_write(path, data, err);
    free(path);
    cvd_sha256(data, m->sha[file]);
    m->sizes[file] = data.len;
    return st;
}

/* ---- documents ------------------------------------------------------- */

static int by_key(const void *pa, const void *pb)
{
    const struct cvd_id_entry *a = pa, *b = pb;
    int c = memcmp(a->key, b->key, sizeof a->key);

    return c ? c : a->did < b->did ? -1 : a->did > b->did;
}

static enum cvd_status recode(const struct cvd_merge *m, size_t i,
                              const struct cvd_doc_entry *d, size_t to,
                              struct cvd_buf *out)
{
    const struct cvd_chunk *c = m->chunks[i];
    size_t from = (size_t)d->stream;

    if (cvd_buf_reserve(out, (to - from) * 5) != CVD_OK)
        return CVD_ENOMEM;
    unsigned char *p = (unsigned char *)out->ptr + out->len;
    for (size_t k = from; k < to; k++) {
        uint32_t n = c->stream[k];
        p = cvd_varint_put(
            p, n ? m->code_of[m->word[i][c->rank[n - 1]]] + 1u : 0);
    }
    out->len = (size_t)(p - (unsigned char *)out->ptr);
    return CVD_OK;
}

static enum cvd_status write_docs(struct cvd_merge *m, struct cvd_err *err)
{
    struct cvd_file_head head = cvd_merge_head('S', m->documents, 0);
    struct cvd_buf stream = { 0 }, docs = { 0 };
    enum cvd_status st = cvd_buf_add_bytes(&stream, &head, sizeof head);
    struct cvd_id_entry *ids =
        malloc((m->documents + 1u) * sizeof *ids);
    size_t n = 0;

    if (!ids)
        st = CVD_ENOMEM;
    head = cvd_merge_head('D', m->documents, 0);
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&docs, &head, sizeof head);
    for (size_t i = 0; i < m->count && st == CVD_OK; i++) {
        struct cvd_chunk *c = m->chunks[i];
        for (size_t d = 0; d < c->doc_count && st == CVD_OK; d++) {
            struct cvd_doc_entry e = c->docs[d];
            size_t to = d + 1 < c->doc_count
                            ? (size_t)c->docs[d + 1].stream
                            : c->stream_len;
            e.stream = stream.len - sizeof head;
            ids[n] = c->ids[d];
            ids[n++].did += m->base[i];
            st = cvd_buf_add_bytes(&docs, &e, sizeof e);
            if (st == CVD_OK)
                st = recode(m, i, &c->docs[d], to, &stream);
        }
        free(c->stream);
        c->stream = NULL;
    }
    if (st == CVD_OK) {
        struct cvd_doc_entry end = { stream.len - sizeof head, 0, 0 };
        qsort(ids, n, sizeof *ids, by_key);
        st = cvd_buf_add_bytes(&docs, &end, sizeof end);
    }
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&docs, ids, n * sizeof *ids);
    st = st == CVD_OK
             ? cvd_merge_file(m, CVD_PART_STREAM, cvd_buf_str(&stream), err)
             : cvd_fail(err, st, "out of memory");
    if (st == CVD_OK)
        st = cvd_merge_file(m, CVD_PART_DOCS, cvd_buf_str(&docs), err);
    free(ids);
    cvd_buf_release(&stream);
    cvd_buf_release(&docs);
    return st;
}

/* The blocks of all chunks one after another; `text` or else meta. */
static enum cvd_status write_blocks(struct cvd_merge *m, bool text,
                                    struct cvd_err *err)
{
    struct cvd_buf out = { 0 }, index = { 0 };
    struct cvd_file_head head = { 0 };
    uint64_t blocks = 0;
    enum cvd_status st = cvd_buf_add_bytes(&out, &head, sizeof head);

    for (size_t i = 0; i < m->count && st == CVD_OK; i++) {
        struct cvd_chunk *c = m->chunks[i];
        struct cvd_block_writer *w = text ? &c->text : &c->meta;
        for (size_t b = 0; b < w->count && st == CVD_OK; b++) {
            struct cvd_block_entry e = w->entries[b];
            e.offset += out.len - sizeof head;
            e.first_did += m->base[i];
            st = cvd_buf_add_bytes(&index, &e, sizeof e);
            blocks++;
        }
        if (st == CVD_OK)
            st = cvd_buf_add(&out, cvd_buf_str(&w->out));
        cvd_block_writer_release(w);
    }
    struct cvd_block_entry end = { out.len - sizeof head, 0, UINT32_MAX };
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&index, &end, sizeof end);
    if (st == CVD_OK)
        st = cvd_merge_pad(&out);
    uint64_t index_at = out.len;
    if (st == CVD_OK)
        st = cvd_buf_add(&out, cvd_buf_str(&index));
    if (st == CVD_OK) {
        head = cvd_merge_head(text ? 'T' : 'M', blocks, index_at);
        memcpy(out.ptr, &head, sizeof head);
        st = cvd_merge_file(m, text ? CVD_PART_TEXT : CVD_PART_META,
                        cvd_buf_str(&out), err);
    } else {
        st = cvd_fail(err, st, "out of memory");
    }
    cvd_buf_release(&out);
    cvd_buf_release(&index);
    return st;
}

/* ---- all of it ------------------------------------------------------- */

struct terms_job {
    struct cvd_merge *m;
    enum cvd_status status;
    struct cvd_err err;
};

static enum cvd_status merge_shards(struct cvd_merge *m, const char *path,
                                    struct cvd_err *err)
{
    size_t n = 0;

    for (size_t i = 0; i < m->count; i++)
        n += m->chunks[i]->shard_count;
    char **dirs = malloc((n + 1) * sizeof *dirs);
    if (!dirs)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    n = 0;
    for (size_t i = 0; i < m->count; i++)
        for (size_t s = 0; s < m->chunks[i]->shard_count; s++)
            dirs[n++] = m->chunks[i]->shard_dirs[s];
    enum cvd_status st = cvd_shards_merge(dirs, n, path, err);
    free(dirs);
    return st;
}

static void *terms_thread(void *arg)
{
    struct terms_job *job = arg;
    struct cvd_merge *m = job->m;
    struct cvd_map map = { 0 };
    char *path = cvd_path_join(m->dir, cvd_part_file_names[CVD_PART_TERMS]);

    if (!path) {
        job->status = cvd_fail(&job->err, CVD_ENOMEM, "out of memory");
        return NULL;
    }
    job->status = merge_shards(m, path, &job->err);
    if (job->status == CVD_OK)
        job->status = cvd_map_open(path, &map, &job->err);
    if (job->status == CVD_OK) {
        cvd_sha256((struct cvd_str){ (const char *)map.ptr, map.len },
                   m->sha[CVD_PART_TERMS]);
        m->sizes[CVD_PART_TERMS] = map.len;
    }
    cvd_map_close(&map);
    free(path);
    return NULL;
}

static void merge_release(struct cvd_merge *m)
{
    for (size_t i = 0; m->word && i < m->count; i++)
        free(m->word[i]);
    free(m->word);
    free(m->base);
    free(m->bearing);
    free(m->code_of);
    free(m->word_of);
    free(m->lexicon_off);
    cvd_buf_release(&m->lexicon);
}

static enum cvd_status write_ours(struct cvd_merge *m, struct cvd_err *err)
{
    enum cvd_status st = cvd_merge_words(m, err);

    if (st == CVD_OK)
        st = cvd_merge_pairs(m, err);
    if (st == CVD_OK)
        st = write_docs(m, err);
    if (st == CVD_OK)
        st = write_blocks(m, false, err);
    if (st == CVD_OK)
        st = write_blocks(m, true, err);
    return st;
}

enum cvd_status cvd_part_write(struct cvd_chunk **chunks, size_t count,
                               const char *dir,
                               unsigned char sha[CVD_PART_FILES][32],
                               uint64_t sizes[CVD_PART_FILES],
                               struct cvd_err *err)
{
    struct cvd_merge m = { .chunks = chunks, .count = count, .dir = dir,
                       .sha = sha, .sizes = sizes };
    struct terms_job job = { .m = &m };
    pthread_t thread;
    enum cvd_status st = cvd_dir_make(dir, err);

    if (st != CVD_OK)
        return st;
    m.base = calloc(count + 1, sizeof *m.base);
    m.word = calloc(count + 1, sizeof *m.word);
    if (!m.base || !m.word) {
        merge_release(&m);
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        m.base[i] = m.documents;
        m.documents += (uint32_t)chunks[i]->doc_count;
    }
    bool threaded = pthread_create(&thread, NULL, terms_thread, &job) == 0;
    st = write_ours(&m, err);
    if (threaded)
        (void)pthread_join(thread, NULL);
    else
        (void)terms_thread(&job);
    if (st == CVD_OK && job.status != CVD_OK)
        st = cvd_fail(err, job.status, "%s", job.err.msg);
    if (st == CVD_OK)
        st = cvd_dir_sync(dir, err);
    merge_release(&m);
    return st;
}
