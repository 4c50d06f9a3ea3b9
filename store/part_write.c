/* part_write.c - sealed chunks merged into the files of a part. */
#include "base/file.h"
#include "base/version.h"
#include "store/merge.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

const char *const cvd_part_file_names[CVD_PART_FILES] = {
    "terms", "words", "postings", "pairs", "shingles", "columns", "stream", "docs",
    "meta", "text"
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

/* What stands in the stream of the part for a number in that of chunk i, by
 * that number; NULL when out of memory. */
static uint32_t *new_codes(const struct cvd_merge *m, size_t i)
{
    const struct cvd_chunk *c = m->chunks[i];
    uint32_t *codes = malloc((c->words + (size_t)1) * sizeof *codes);

    if (!codes)
        return NULL;
    codes[0] = 0;
    for (uint32_t n = 0; n < c->words; n++)
        codes[n + 1] = m->code_of[m->word[i][c->rank[n]]] + 1u;
    return codes;
}

static enum cvd_status recode(const struct cvd_chunk *c,
                              const uint32_t *codes, size_t from, size_t to,
                              struct cvd_buf *out)
{
    size_t most = (to - from) * CVD_STREAM_UNITS_MAX;

    if (cvd_buf_reserve(out, most * sizeof(uint16_t)) != CVD_OK)
        return CVD_ENOMEM;
    for (size_t k = from; k < to; k++) {
        uint16_t units[CVD_STREAM_UNITS_MAX];
        size_t n = cvd_stream_units(codes[c->stream[k]], units) *
                   sizeof *units;
        memcpy(out->ptr + out->len, units, n);
        out->len += n;
    }
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
        uint32_t *codes = new_codes(m, i);
        if (!codes)
            st = CVD_ENOMEM;
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
                st = recode(c, codes, (size_t)c->docs[d].stream, to,
                            &stream);
        }
        free(codes);
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
    size_t all = 0;
    enum cvd_status st = cvd_buf_add_bytes(&out, &head, sizeof head);

    for (size_t i = 0; i < m->count; i++)
        all += (text ? &m->chunks[i]->text : &m->chunks[i]->meta)->out.len;
    if (st == CVD_OK)
        st = cvd_buf_reserve(&out, all);
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

static enum cvd_status write_columns(struct cvd_merge *m,
                                     struct cvd_err *err)
{
    struct cvd_drafts **drafts = malloc((m->count + 1) * sizeof *drafts);
    struct cvd_buf out = { 0 };
    enum cvd_status st = CVD_ENOMEM;

    for (size_t i = 0; drafts && i < m->count; i++)
        drafts[i] = &m->chunks[i]->columns;
    if (drafts)
        st = cvd_drafts_write(drafts, m->count, &out);
    st = st == CVD_OK
             ? cvd_merge_file(m, CVD_PART_COLUMNS, cvd_buf_str(&out), err)
             : cvd_fail(err, st, "%s", cvd_status_text(st));
    cvd_buf_release(&out);
    free(drafts);
    return st;
}

/* ---- all of it ------------------------------------------------------- */

static enum cvd_status merge_shards(struct cvd_merge *m, const char *path,
                                    struct cvd_err *err)
{
    char **dirs = malloc((m->count + 1) * sizeof *dirs);

    if (!dirs)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < m->count; i++)
        dirs[i] = m->chunks[i]->shard_dir;
    enum cvd_status st = cvd_shards_merge(dirs, m->count, path, err);
    free(dirs);
    return st;
}

static enum cvd_status write_terms(struct cvd_merge *m, struct cvd_err *err)
{
    struct cvd_map map = { 0 };
    char *path = cvd_path_join(m->dir, cvd_part_file_names[CVD_PART_TERMS]);

    if (!path)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = merge_shards(m, path, err);
    if (st == CVD_OK)
        st = cvd_map_open(path, &map, err);
    if (st == CVD_OK) {
        cvd_sha256((struct cvd_str){ (const char *)map.ptr, map.len },
                   m->sha[CVD_PART_TERMS]);
        m->sizes[CVD_PART_TERMS] = map.len;
    }
    cvd_map_close(&map);
    free(path);
    return st;
}

static void merge_release(struct cvd_merge *m)
{
    cvd_merge_postings_free(m);
    cvd_merge_pairs_free(m);
    cvd_merge_shingles_free(m);
    for (size_t i = 0; m->word && i < m->count; i++)
        free(m->word[i]);
    free(m->word);
    free(m->base);
    free(m->bearing);
    free(m->code_of);
    free(m->word_of);
    free(m->lengths);
    free(m->lexicon_off);
    cvd_buf_release(&m->lexicon);
}

/* The tasks; those that are no range pass it over. */

static enum cvd_status words_task(struct cvd_merge *m, size_t range,
                                  struct cvd_err *err)
{
    (void)range;
    enum cvd_status st = cvd_merge_words(m, err);
    if (st == CVD_OK && (cvd_merge_pairs_new(m) != CVD_OK ||
                         cvd_merge_postings_new(m) != CVD_OK))
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    return st;
}

static enum cvd_status pairs_task(struct cvd_merge *m, size_t range,
                                  struct cvd_err *err)
{
    (void)range;
    return cvd_merge_pairs_join(m, err);
}

static enum cvd_status shingles_task(struct cvd_merge *m, size_t range,
                                     struct cvd_err *err)
{
    (void)range;
    return cvd_merge_shingles_join(m, err);
}

static enum cvd_status postings_task(struct cvd_merge *m, size_t range,
                                     struct cvd_err *err)
{
    (void)range;
    return cvd_merge_postings_join(m, err);
}

static enum cvd_status docs_task(struct cvd_merge *m, size_t range,
                                 struct cvd_err *err)
{
    (void)range;
    return write_docs(m, err);
}

static enum cvd_status columns_task(struct cvd_merge *m, size_t range,
                                    struct cvd_err *err)
{
    (void)range;
    return write_columns(m, err);
}

static enum cvd_status terms_task(struct cvd_merge *m, size_t range,
                                  struct cvd_err *err)
{
    (void)range;
    return write_terms(m, err);
}

static enum cvd_status meta_task(struct cvd_merge *m, size_t range,
                                 struct cvd_err *err)
{
    (void)range;
    return write_blocks(m, false, err);
}

static enum cvd_status text_task(struct cvd_merge *m, size_t range,
                                 struct cvd_err *err)
{
    (void)range;
    return write_blocks(m, true, err);
}

struct task_list {
    struct cvd_merge_task list[CVD_MERGE_TASKS_MAX];
    size_t count;
};

/* Append a task; its bit. */
static uint64_t add_task(struct task_list *t,
                         enum cvd_status (*run)(struct cvd_merge *, size_t,
                                                struct cvd_err *),
                         size_t range, uint64_t needs)
{
    assert(t->count < CVD_MERGE_TASKS_MAX);
    t->list[t->count] = (struct cvd_merge_task){ run, range, needs };
    return UINT64_C(1) << t->count++;
}

/* Append a task for each range, and one behind all of them. */
static void add_ranges(struct task_list *t, uint64_t needs,
                       enum cvd_status (*run)(struct cvd_merge *, size_t,
                                              struct cvd_err *),
                       enum cvd_status (*join)(struct cvd_merge *, size_t,
                                               struct cvd_err *))
{
    uint64_t all = 0;

    for (size_t i = 0; i < CVD_MERGE_RANGES; i++)
        all |= add_task(t, run, i, needs);
    (void)add_task(t, join, 0, all);
}

/* Words first, since most waits for them, then what gives back the most
 * memory. */
static enum cvd_status write_all(struct cvd_merge *m, unsigned threads,
                                 struct cvd_err *err)
{
    struct task_list t = { .count = 0 };
    uint64_t words = add_task(&t, words_task, 0, 0);

    (void)add_task(&t, text_task, 0, 0);
    add_ranges(&t, words, cvd_merge_pairs_range, pairs_task);
    add_ranges(&t, 0, cvd_merge_shingles_range, shingles_task);
    (void)add_task(&t, docs_task, 0, words);
    add_ranges(&t, words, cvd_merge_postings_range, postings_task);
    (void)add_task(&t, terms_task, 0, 0);
    (void)add_task(&t, columns_task, 0, 0);
    (void)add_task(&t, meta_task, 0, 0);
    return cvd_merge_tasks(m, t.list, t.count, threads, err);
}

enum cvd_status cvd_part_write(struct cvd_chunk **chunks, size_t count,
                               const char *dir, unsigned threads,
                               unsigned char sha[CVD_PART_FILES][32],
                               uint64_t sizes[CVD_PART_FILES],
                               struct cvd_err *err)
{
    struct cvd_merge m = { .chunks = chunks, .count = count, .dir = dir,
                           .sha = sha, .sizes = sizes };
    enum cvd_status st = cvd_dir_make(dir, err);

    if (st != CVD_OK)
        return st;
    m.base = calloc(count + 1, sizeof *m.base);
    m.word = calloc(count + 1, sizeof *m.word);
    if (!m.base || !m.word)
        st = CVD_ENOMEM;
    for (size_t i = 0; i < count && st == CVD_OK; i++) {
        m.base[i] = m.documents;
        m.documents += (uint32_t)chunks[i]->doc_count;
    }
    if (st == CVD_OK)
        st = cvd_merge_lengths(&m);
    if (st == CVD_OK)
        st = cvd_merge_shingles_new(&m);
    st = st == CVD_OK ? write_all(&m, threads, err)
                      : cvd_fail(err, st, "out of memory");
    if (st == CVD_OK)
        st = cvd_dir_sync(dir, err);
    merge_release(&m);
    return st;
}
