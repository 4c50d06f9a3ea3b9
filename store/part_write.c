/* part_write.c - sealed chunks merged into the files of a part.
 *
 * Word lists and pair lists are sorted the same way in every chunk, so both
 * merge in one pass; word numbers of a chunk map to those of the part
 * without changing their order.  Xapian's own merge runs beside the rest in
 * a thread of its own. */
#include "base/file.h"
#include "base/varint.h"
#include "base/version.h"
#include "store/chunk.h"

#include <pthread.h>
#include <stdlib.h>

const char *const cvd_part_file_names[CVD_PART_FILES] = {
    "terms", "words", "pairs", "stream", "docs", "meta", "text"
};

struct merge {
    struct cvd_chunk **chunks;
    size_t count;
    const char *dir;
    uint32_t documents;
    uint32_t *base;        /* documents before each chunk */
    uint32_t **word;       /* by chunk: rank to word of the part */
    uint32_t words;
    uint32_t *bearing;     /* by word: documents */
    uint32_t *code_of;     /* by word */
    uint32_t *word_of;     /* by code */
    struct cvd_buf lexicon;  /* bytes of the words */
    uint32_t *lexicon_off;   /* words + 1 */
    unsigned char (*sha)[32];
    uint64_t *sizes;
};

static enum cvd_status pad8(struct cvd_buf *b)
{
    static const char zero[8];

    return cvd_buf_add_bytes(b, zero, (8 - b->len % 8) % 8);
}

static struct cvd_file_head head_of(char letter, uint64_t count,
                                    uint64_t extra)
{
    struct cvd_file_head h = { { 'C', 'V', 'D', letter },
                               CVD_FORMAT_VERSION, count, extra };
    return h;
}

static enum cvd_status write_file(struct merge *m, enum cvd_part_file file,
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

/* ---- a heap of chunks, least first ----------------------------------- */

struct heap {
    size_t *chunk;
    size_t count;
    const void *ctx;
    bool (*less)(const void *ctx, size_t a, size_t b);
};

static void sift_down(struct heap *h, size_t i)
{
    for (;;) {
        size_t least = 2 * i + 1;
        if (least >= h->count)
            return;
        if (least + 1 < h->count &&
            h->less(h->ctx, h->chunk[least + 1], h->chunk[least]))
            least++;
        if (!h->less(h->ctx, h->chunk[least], h->chunk[i]))
            return;
        size_t t = h->chunk[i];
        h->chunk[i] = h->chunk[least];
        h->chunk[least] = t;
        i = least;
    }
}

static void heapify(struct heap *h)
{
    for (size_t i = h->count / 2; i-- > 0;)
        sift_down(h, i);
}

/* The chunk at the top has moved on, or come to its end. */
static void advance_top(struct heap *h, bool ended)
{
    if (ended)
        h->chunk[0] = h->chunk[--h->count];
    sift_down(h, 0);
}

/* ---- words ----------------------------------------------------------- */

struct word_cursors {
    struct cvd_chunk **chunks;
    uint32_t *at;
};

static void word_at(const struct cvd_chunk *c, uint32_t rank,
                    struct cvd_str *folded, struct cvd_str *exact)
{
    uint32_t n = c->order[rank];

    *exact = cvd_vocabulary_word(&c->exact, n);
    *folded = cvd_vocabulary_word(&c->folded, c->exact.words[n].other);
}

static int compare_words(const struct word_cursors *w, size_t a, size_t b)
{
    struct cvd_str fa, ea, fb, eb;

    word_at(w->chunks[a], w->at[a], &fa, &ea);
    word_at(w->chunks[b], w->at[b], &fb, &eb);
    int c = cvd_str_compare(fa, fb);
    return c ? c : cvd_str_compare(ea, eb);
}

static bool word_less(const void *ctx, size_t a, size_t b)
{
    int c = compare_words(ctx, a, b);

    return c < 0 || (c == 0 && a < b);
}

static enum cvd_status put_word(struct merge *m, struct cvd_str folded,
                                struct cvd_str exact)
{
    bool same = cvd_str_equal(folded, exact);
    unsigned char lens[2] = { (unsigned char)folded.len,
                              (unsigned char)(same ? 0 : exact.len) };

    m->lexicon_off[m->words] = (uint32_t)m->lexicon.len;
    enum cvd_status st = cvd_buf_add_bytes(&m->lexicon, lens, 2);
    if (st == CVD_OK)
        st = cvd_buf_add(&m->lexicon, folded);
    if (st == CVD_OK && !same)
        st = cvd_buf_add(&m->lexicon, exact);
    return st;
}

static enum cvd_status merge_words(struct merge *m)
{
    enum cvd_status st = CVD_ENOMEM;
    size_t bound = 0;
    uint32_t *at = calloc(m->count + 1, sizeof *at);
    size_t *heap_room = malloc((m->count + 1) * sizeof *heap_room);
    struct word_cursors cursors = { m->chunks, at };
    struct heap h = { heap_room, 0, &cursors, word_less };

    for (size_t i = 0; i < m->count; i++) {
        size_t n = m->chunks[i]->exact.count;
        bound += n;
        m->word[i] = malloc((n + 1) * sizeof **m->word);
        if (!m->word[i])
            goto done;
        if (n && heap_room)
            heap_room[h.count++] = i;
    }
    m->bearing = calloc(bound + 1, sizeof *m->bearing);
    m->lexicon_off = calloc(bound + 2, sizeof *m->lexicon_off);
    if (!at || !heap_room || !m->bearing || !m->lexicon_off)
        goto done;
    heapify(&h);
    size_t last_chunk = 0;
    uint32_t last_rank = 0;
    while (h.count) {
        size_t i = h.chunk[0];
        const struct cvd_chunk *c = m->chunks[i];
        struct cvd_str folded, exact, was_folded, was_exact;
        word_at(c, at[i], &folded, &exact);
        bool fresh = m->words == 0;
        if (!fresh) {
            word_at(m->chunks[last_chunk], last_rank, &was_folded,
                    &was_exact);
            fresh = !cvd_str_equal(exact, was_exact) ||
                    !cvd_str_equal(folded, was_folded);
        }
        if (fresh) {
            if (put_word(m, folded, exact) != CVD_OK)
                goto done;
            m->words++;
            last_chunk = i;
            last_rank = at[i];
        }
        m->word[i][at[i]] = m->words - 1;
        m->bearing[m->words - 1] += c->exact.words[c->order[at[i]]].documents;
        at[i]++;
        advance_top(&h, at[i] == c->exact.count);
    }
    m->lexicon_off[m->words] = (uint32_t)m->lexicon.len;
    st = CVD_OK;
done:
    free(at);
    free(heap_room);
    return st;
}

struct by_use {
    uint32_t word, bearing;
};

static int most_used_first(const void *pa, const void *pb)
{
    const struct by_use *a = pa, *b = pb;

    if (a->bearing != b->bearing)
        return a->bearing > b->bearing ? -1 : 1;
    return a->word < b->word ? -1 : a->word > b->word;
}

/* Common words get short codes.  How many documents bear a word stands for
 * how often it is used: the order within one code length does not matter. */
static enum cvd_status give_codes(struct merge *m)
{
    struct by_use *u = malloc((m->words + 1) * sizeof *u);

    m->code_of = malloc((m->words + 1) * sizeof *m->code_of);
    m->word_of = malloc((m->words + 1) * sizeof *m->word_of);
    if (!u || !m->code_of || !m->word_of) {
        free(u);
        return CVD_ENOMEM;
    }
    for (uint32_t w = 0; w < m->words; w++)
        u[w] = (struct by_use){ w, m->bearing[w] };
    qsort(u, m->words, sizeof *u, most_used_first);
    for (uint32_t c = 0; c < m->words; c++) {
        m->word_of[c] = u[c].word;
        m->code_of[u[c].word] = c;
    }
    free(u);
    return CVD_OK;
}

static enum cvd_status write_words(struct merge *m, struct cvd_err *err)
{
    struct cvd_buf out = { 0 };
    struct cvd_file_head head = head_of('W', m->words, m->lexicon.len);
    size_t n = m->words * sizeof(uint32_t);

    enum cvd_status st = cvd_buf_add_bytes(&out, &head, sizeof head);
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&out, m->lexicon_off, n + sizeof(uint32_t));
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&out, m->bearing, n);
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&out, m->code_of, n);
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&out, m->word_of, n);
    if (st == CVD_OK)
        st = cvd_buf_add(&out, cvd_buf_str(&m->lexicon));
    st = st == CVD_OK
             ? write_file(m, CVD_PART_WORDS, cvd_buf_str(&out), err)
             : cvd_fail(err, st, "out of memory");
    cvd_buf_release(&out);
    return st;
}

/* ---- pairs ----------------------------------------------------------- */

struct pair_cursors {
    const struct merge *m;
    size_t *at;            /* next pair of each chunk */
    size_t *byte;          /* its postings */
    uint64_t *key;         /* its words in the part */
};

static void load_key(struct pair_cursors *p, size_t i)
{
    const struct cvd_pair_run *r = &p->m->chunks[i]->pairs[p->at[i]];

    p->key[i] = (uint64_t)p->m->word[i][r->a] << 32 | p->m->word[i][r->b];
}

static bool pair_less(const void *ctx, size_t a, size_t b)
{
    const struct pair_cursors *p = ctx;

    return p->key[a] < p->key[b] || (p->key[a] == p->key[b] && a < b);
}

struct pair_out {
    struct cvd_buf file;       /* closed blocks, after the head */
    struct cvd_buf index;      /* struct cvd_pair_index */
    struct cvd_buf headers, lists; /* of the open block */
    unsigned in_block;
    uint64_t first, last;      /* keys of the open block */
    uint64_t pairs;
    /* the list being made */
    struct cvd_buf list;       /* plain postings */
    struct cvd_buf ends;       /* (did, offset after) every RUN postings */
    uint32_t documents, last_did;
};

struct run_end {
    uint32_t did, offset;
};

static enum cvd_status close_block(struct pair_out *o)
{
    unsigned char len[CVD_VARINT_MAX];
    struct cvd_pair_index e = { (uint32_t)(o->first >> 32),
                                (uint32_t)o->first, o->file.len };

    if (o->in_block == 0)
        return CVD_OK;
    enum cvd_status st = cvd_buf_add_bytes(&o->index, &e, sizeof e);
    size_t n = (size_t)(cvd_varint_put(len, o->headers.len) - len);
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&o->file, len, n);
    if (st == CVD_OK)
        st = cvd_buf_add(&o->file, cvd_buf_str(&o->headers));
    if (st == CVD_OK)
        st = cvd_buf_add(&o->file, cvd_buf_str(&o->lists));
    cvd_buf_clear(&o->headers);
    cvd_buf_clear(&o->lists);
    o->in_block = 0;
    return st;
}

static enum cvd_status add_posting(struct pair_out *o, uint32_t did,
                                   uint64_t times)
{
    unsigned char bytes[2 * CVD_VARINT_MAX];
    unsigned char *p = cvd_varint_put(
        bytes, (uint64_t)(did - o->last_did) * 2 + (times > 1));

    if (times > 1)
        p = cvd_varint_put(p, times);
    enum cvd_status st = cvd_buf_add_bytes(&o->list, bytes,
                                           (size_t)(p - bytes));
    o->last_did = did;
    if (st == CVD_OK && ++o->documents % CVD_POSTING_RUN == 0) {
        struct run_end e = { did, (uint32_t)o->list.len };
        st = cvd_buf_add_bytes(&o->ends, &e, sizeof e);
    }
    return st;
}

/* Long lists get the run headers that make them skippable. */
static enum cvd_status put_list(struct pair_out *o)
{
    if (o->documents <= CVD_POSTING_RUN)
        return cvd_buf_add(&o->lists, cvd_buf_str(&o->list));
    enum cvd_status st = CVD_OK;
    if (o->documents % CVD_POSTING_RUN) {
        struct run_end e = { o->last_did, (uint32_t)o->list.len };
        st = cvd_buf_add_bytes(&o->ends, &e, sizeof e);
    }
    uint32_t did = 0, off = 0;
    for (size_t i = 0; st == CVD_OK && i < o->ends.len;
         i += sizeof(struct run_end)) {
        struct run_end e;
        unsigned char bytes[2 * CVD_VARINT_MAX];
        memcpy(&e, o->ends.ptr + i, sizeof e);
        unsigned char *p = cvd_varint_put(bytes, e.did - did);
        p = cvd_varint_put(p, e.offset - off);
        st = cvd_buf_add_bytes(&o->lists, bytes, (size_t)(p - bytes));
        if (st == CVD_OK)
            st = cvd_buf_add_bytes(&o->lists, o->list.ptr + off,
                                   e.offset - off);
        did = e.did;
        off = e.offset;
    }
    return st;
}

static enum cvd_status close_pair(struct pair_out *o, uint64_t key)
{
    unsigned char bytes[4 * CVD_VARINT_MAX];

    if (o->in_block == 0) {
        o->first = key;
        o->last = key & ~(uint64_t)UINT32_MAX;
    }
    uint32_t a = (uint32_t)(key >> 32), last_a = (uint32_t)(o->last >> 32);
    uint32_t b = (uint32_t)key;
    uint32_t last_b = a == last_a ? (uint32_t)o->last : 0;
    size_t from = o->lists.len;
    enum cvd_status st = put_list(o);
    unsigned char *p = cvd_varint_put(bytes, a - last_a);
    p = cvd_varint_put(p, b - last_b);
    p = cvd_varint_put(p, o->documents);
    p = cvd_varint_put(p, o->lists.len - from);
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&o->headers, bytes, (size_t)(p - bytes));
    o->last = key;
    o->pairs++;
    o->documents = 0;
    o->last_did = 0;
    cvd_buf_clear(&o->list);
    cvd_buf_clear(&o->ends);
    if (st == CVD_OK && ++o->in_block == CVD_PAIR_BLOCK)
        st = close_block(o);
    return st;
}

/* Add the postings of the pair at chunk i's cursor and step over it. */
static enum cvd_status take_run(const struct merge *m,
                                struct pair_cursors *p, size_t i,
                                struct pair_out *o)
{
    const struct cvd_chunk *c = m->chunks[i];
    const struct cvd_pair_run *r = &c->pairs[p->at[i]];
    const unsigned char *q =
        (const unsigned char *)c->postings.ptr + p->byte[i];
    const unsigned char *end = q + r->bytes;
    uint32_t did = m->base[i];
    enum cvd_status st = CVD_OK;

    while (q && q < end && st == CVD_OK) {
        uint64_t v, times = 1;
        q = cvd_varint_get(q, end, &v);
        if (q && (v & 1))
            q = cvd_varint_get(q, end, &times);
        if (!q)
            return CVD_EBUG;
        did += (uint32_t)(v >> 1);
        st = add_posting(o, did, times);
    }
    p->byte[i] += r->bytes;
    p->at[i]++;
    return st;
}

static enum cvd_status merge_pairs(struct merge *m, struct pair_out *o)
{
    enum cvd_status st = CVD_ENOMEM;
    size_t n = m->count + 1;
    struct pair_cursors p = { m, calloc(n, sizeof(size_t)),
                              calloc(n, sizeof(size_t)),
                              calloc(n, sizeof(uint64_t)) };
    struct heap h = { calloc(n, sizeof(size_t)), 0, &p, pair_less };

    if (!p.at || !p.byte || !p.key || !h.chunk)
        goto done;
    for (size_t i = 0; i < m->count; i++) {
        if (m->chunks[i]->pair_count) {
            load_key(&p, i);
            h.chunk[h.count++] = i;
        }
    }
    heapify(&h);
    st = CVD_OK;
    while (h.count && st == CVD_OK) {
        size_t i = h.chunk[0];
        uint64_t key = p.key[i];
        st = take_run(m, &p, i, o);
        bool ended = p.at[i] == m->chunks[i]->pair_count;
        if (!ended)
            load_key(&p, i);
        advance_top(&h, ended);
        if (st == CVD_OK && (!h.count || p.key[h.chunk[0]] != key))
            st = close_pair(o, key);
    }
    if (st == CVD_OK)
        st = close_block(o);
done:
    free(p.at);
    free(p.byte);
    free(p.key);
    free(h.chunk);
    return st;
}

static enum cvd_status write_pairs(struct merge *m, struct cvd_err *err)
{
    struct pair_out o = { 0 };
    struct cvd_file_head head = { 0 };

    enum cvd_status st = cvd_buf_add_bytes(&o.file, &head, sizeof head);
    if (st == CVD_OK)
        st = merge_pairs(m, &o);
    if (st == CVD_OK)
        st = pad8(&o.file);
    uint64_t index_at = o.file.len;
    struct cvd_pair_index last = { UINT32_MAX, UINT32_MAX, index_at };
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&o.index, &last, sizeof last);
    if (st == CVD_OK)
        st = cvd_buf_add(&o.file, cvd_buf_str(&o.index));
    if (st == CVD_OK) {
        head = head_of('P', o.pairs, index_at);
        memcpy(o.file.ptr, &head, sizeof head);
        st = write_file(m, CVD_PART_PAIRS, cvd_buf_str(&o.file), err);
    } else {
        st = cvd_fail(err, st, "cannot merge pairs: %s",
                      cvd_status_text(st));
    }
    cvd_buf_release(&o.file);
    cvd_buf_release(&o.index);
    cvd_buf_release(&o.headers);
    cvd_buf_release(&o.lists);
    cvd_buf_release(&o.list);
    cvd_buf_release(&o.ends);
    return st;
}

/* ---- documents ------------------------------------------------------- */

static int by_key(const void *pa, const void *pb)
{
    const struct cvd_id_entry *a = pa, *b = pb;
    int c = memcmp(a->key, b->key, sizeof a->key);

    return c ? c : a->did < b->did ? -1 : a->did > b->did;
}

static enum cvd_status recode(const struct merge *m, size_t i,
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

static enum cvd_status write_docs(struct merge *m, struct cvd_err *err)
{
    struct cvd_file_head head = head_of('S', m->documents, 0);
    struct cvd_buf stream = { 0 }, docs = { 0 };
    enum cvd_status st = cvd_buf_add_bytes(&stream, &head, sizeof head);
    struct cvd_id_entry *ids =
        malloc((m->documents + 1u) * sizeof *ids);
    size_t n = 0;

    if (!ids)
        st = CVD_ENOMEM;
    head = head_of('D', m->documents, 0);
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
             ? write_file(m, CVD_PART_STREAM, cvd_buf_str(&stream), err)
             : cvd_fail(err, st, "out of memory");
    if (st == CVD_OK)
        st = write_file(m, CVD_PART_DOCS, cvd_buf_str(&docs), err);
    free(ids);
    cvd_buf_release(&stream);
    cvd_buf_release(&docs);
    return st;
}

/* The blocks of all chunks one after another; `text` or else meta. */
static enum cvd_status write_blocks(struct merge *m, bool text,
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
        st = pad8(&out);
    uint64_t index_at = out.len;
    if (st == CVD_OK)
        st = cvd_buf_add(&out, cvd_buf_str(&index));
    if (st == CVD_OK) {
        head = head_of(text ? 'T' : 'M', blocks, index_at);
        memcpy(out.ptr, &head, sizeof head);
        st = write_file(m, text ? CVD_PART_TEXT : CVD_PART_META,
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
    struct merge *m;
    enum cvd_status status;
    struct cvd_err err;
};

static enum cvd_status merge_shards(struct merge *m, const char *path,
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
    struct merge *m = job->m;
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

static void merge_release(struct merge *m)
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

static enum cvd_status write_ours(struct merge *m, struct cvd_err *err)
{
    if (merge_words(m) != CVD_OK || give_codes(m) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = write_words(m, err);
    if (st == CVD_OK)
        st = write_pairs(m, err);
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
    struct merge m = { .chunks = chunks, .count = count, .dir = dir,
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
