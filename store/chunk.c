/* chunk.c - see chunk.h and writer.h. */
#include "store/chunk.h"
#include "base/array.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/varint.h"

#include <stdlib.h>

#ifndef CVD_TITLE_WORDS /* bench/ builds without, to say what it brings */
#define CVD_TITLE_WORDS 64
#endif

unsigned cvd_title_weight(size_t words)
{
    enum { WEIGHT_MAX = 16 }; /* beyond, a count adds nothing */
    size_t weight = words ? (CVD_TITLE_WORDS + words / 2) / words : 0;

    return weight < 1 ? 1 : weight > WEIGHT_MAX ? WEIGHT_MAX
                                                : (unsigned)weight;
}

/* The number of a word, its folded form numbered too. */
static enum cvd_status number_both(struct cvd_chunk *c,
                                   const struct cvd_word *w, uint32_t *number)
{
    bool fresh;
    enum cvd_status st = cvd_vocabulary_number(&c->exact, w->exact, number,
                                               &fresh);

    if (st == CVD_OK && fresh) {
        uint32_t folded;
        st = cvd_vocabulary_number(&c->folded, w->folded, &folded, &fresh);
        if (st == CVD_OK)
            c->exact.words[*number].other = folded;
    }
    return st;
}

/* ---- records --------------------------------------------------------- */

static enum cvd_status put_str(struct cvd_buf *out, struct cvd_str s)
{
    unsigned char len[CVD_VARINT_MAX];
    enum cvd_status st = cvd_buf_add_bytes(
        out, len, (size_t)(cvd_varint_put(len, s.len) - len));

    return st != CVD_OK ? st : cvd_buf_add(out, s);
}

static enum cvd_status write_record(const struct cvd_doc *d,
                                    struct cvd_buf *out)
{
    enum cvd_status st = put_str(out, d->id);

    if (st == CVD_OK)
        st = put_str(out, d->title);
    for (size_t i = 0; i < d->value_count && st == CVD_OK; i++) {
        st = cvd_buf_add_char(out, (char)d->values[i].field);
        if (st == CVD_OK)
            st = put_str(out, d->values[i].value);
    }
    return st;
}

static const unsigned char *get_str(const unsigned char *p,
                                    const unsigned char *end,
                                    struct cvd_str *s)
{
    uint64_t len;

    p = p ? cvd_varint_get(p, end, &len) : NULL;
    if (!p || len > (uint64_t)(end - p))
        return NULL;
    *s = (struct cvd_str){ (const char *)p, (size_t)len };
    return p + len;
}

enum cvd_status cvd_record_read(struct cvd_str record, struct cvd_doc *out,
                                struct cvd_err *err)
{
    const unsigned char *p = (const unsigned char *)record.ptr;
    const unsigned char *end = p + record.len;

    out->value_count = 0;
    p = get_str(p, end, &out->id);
    p = get_str(p, end, &out->title);
    while (p && p < end) {
        unsigned field = *p++;
        struct cvd_str value;
        p = get_str(p, end, &value);
        if (!p || field >= CVD_F_COUNT)
            break;
        if (cvd_doc_add_value(out, (enum cvd_field)field, value) != CVD_OK)
            return cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    if (p != end)
        return cvd_fail(err, CVD_EINDEX, "a document record is damaged");
    return CVD_OK;
}

/* ---- filling --------------------------------------------------------- */

static enum cvd_status open_shard(struct cvd_chunk *c, struct cvd_err *err)
{
    c->shard_dir = cvd_path_join(c->dir, "shard");
    return c->shard_dir ? cvd_shard_new(c->shard_dir, &c->shard, err)
                        : cvd_fail(err, CVD_ENOMEM, "out of memory");
}

static enum cvd_status close_shard(struct cvd_chunk *c, struct cvd_err *err)
{
    struct cvd_shard *shard = c->shard;

    c->shard = NULL;
    return shard ? cvd_shard_finish(shard, err) : CVD_OK;
}

/* Number the words of the body into the stream and count them. */
static enum cvd_status add_stream(struct cvd_chunk *c,
                                  const struct cvd_indexed *d,
                                  uint32_t *words)
{
    if (cvd_array_reserve(&c->stream, &c->stream_cap,
                          c->stream_len + d->word_count,
                          sizeof *c->stream) != CVD_OK ||
        cvd_array_reserve(&c->uses, &c->use_cap,
                          c->use_len + d->word_count + d->title_count,
                          sizeof *c->uses) != CVD_OK)
        return CVD_ENOMEM;
    uint32_t *out = c->stream + c->stream_len;
    *words = 0;
    for (size_t i = 0; i < d->word_count; i++) {
        if (!d->words[i].exact.ptr) {
            *out++ = 0;
            continue;
        }
        uint32_t n;
        if (number_both(c, &d->words[i], &n) != CVD_OK)
            return CVD_ENOMEM;
        *out++ = n + 1;
        ++*words;
        if (c->exact.words[n].count++ == 0)
            c->uses[c->use_len++].word = n;
    }
    c->stream_len = (size_t)(out - c->stream);
    return CVD_OK;
}

/* Count the words of the title, and keep them for its pairs. */
static enum cvd_status add_title(struct cvd_chunk *c,
                                 const struct cvd_indexed *d)
{
    uint32_t weight = d->title_weight ? d->title_weight : 1;

    if (cvd_array_reserve(&c->titles, &c->title_cap,
                          c->title_len + d->title_count,
                          sizeof *c->titles) != CVD_OK)
        return CVD_ENOMEM;
    for (size_t i = 0; i < d->title_count; i++) {
        uint32_t n;
        if (number_both(c, &d->title[i], &n) != CVD_OK)
            return CVD_ENOMEM;
        if (c->exact.words[n].count == 0)
            c->uses[c->use_len++].word = n;
        c->exact.words[n].count += weight;
        c->titles[c->title_len++] = (struct cvd_title_word){
            n, (uint16_t)(c->doc_count + 1), (uint16_t)weight
        };
    }
    return CVD_OK;
}

/* Note how often the document has each of its words, from use `from` on;
 * leaves all counts at 0.  Its length. */
static uint32_t count_uses(struct cvd_chunk *c, size_t from)
{
    uint32_t length = 0;

    for (size_t i = from; i < c->use_len; i++) {
        struct cvd_vocabulary_word *w = &c->exact.words[c->uses[i].word];
        c->uses[i].count = w->count;
        length += w->count;
        w->count = 0;
        w->documents++;
    }
    return length;
}

static enum cvd_status add_fields(struct cvd_chunk *c,
                                  const struct cvd_indexed *d,
                                  struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < d->term_count && st == CVD_OK; i++) {
        const struct cvd_field_term *t = &d->terms[i];
        st = cvd_shard_term(c->shard, cvd_fields[t->field].term, t->term,
                            err);
    }
    if (st == CVD_OK && cvd_drafts_add(&c->columns, d->doc) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    return st;
}

/* Room for what is kept of one more document. */
static enum cvd_status reserve_doc(struct cvd_chunk *c)
{
    size_t cap = c->doc_cap, same = c->doc_cap;

    if (c->doc_count < c->doc_cap)
        return CVD_OK;
    if (cvd_array_reserve(&c->docs, &cap, c->doc_count + 1,
                          sizeof *c->docs) != CVD_OK ||
        cvd_array_reserve(&c->used, &same, c->doc_count + 1,
                          sizeof *c->used) != CVD_OK)
        return CVD_ENOMEM;
    return cvd_array_reserve(&c->ids, &c->doc_cap, c->doc_count + 1,
                             sizeof *c->ids);
}

static enum cvd_status keep_record(struct cvd_chunk *c,
                                   const struct cvd_indexed *d,
                                   uint32_t words, size_t stream_from,
                                   uint32_t length)
{
    struct cvd_buf record = { 0 };
    uint32_t did = (uint32_t)c->doc_count + 1;
    unsigned char key[32];

    if (reserve_doc(c) != CVD_OK)
        return CVD_ENOMEM;
    enum cvd_status st = write_record(d->doc, &record);
    if (st == CVD_OK)
        st = cvd_block_add(&c->meta, did, cvd_buf_str(&record));
    if (st == CVD_OK)
        st = cvd_block_add(&c->text, did, d->doc->text);
    cvd_buf_release(&record);
    if (st != CVD_OK)
        return st;
    c->docs[c->doc_count] = (struct cvd_doc_entry){
        stream_from, words, (uint32_t)d->doc->text.len
    };
    c->used[c->doc_count] = (struct cvd_used){ c->use_len, length };
    struct cvd_id_entry *id = &c->ids[c->doc_count++];
    *id = (struct cvd_id_entry){ .did = did };
    cvd_sha256(d->doc->id, key);
    memcpy(id->key, key, sizeof id->key);
    memcpy(id->content, d->content, sizeof id->content);
    return CVD_OK;
}

enum cvd_status cvd_chunk_add(struct cvd_chunk *c,
                              const struct cvd_indexed *d,
                              struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;
    size_t from = c->stream_len, uses = c->use_len;
    uint32_t words;

    if (c->doc_count >= CVD_CHUNK_DOCUMENTS_MAX)
        return cvd_fail(err, CVD_ELIMIT, "too many documents in a chunk");
    if (!c->shard)
        st = open_shard(c, err);
    if (st != CVD_OK)
        return st;
    if (add_stream(c, d, &words) != CVD_OK || add_title(c, d) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    uint32_t length = count_uses(c, uses);
    st = add_fields(c, d, err);
    if (st == CVD_OK)
        st = cvd_shard_next(c->shard, err);
    if (st == CVD_OK && keep_record(c, d, words, from, length) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    return st;
}

/* ---- sealing --------------------------------------------------------- */

struct sort_word {
    struct cvd_str folded, exact;
    uint32_t number;
};

static int by_folded_then_exact(const void *pa, const void *pb)
{
    const struct sort_word *a = pa, *b = pb;
    int c = cvd_str_compare(a->folded, b->folded);

    return c ? c : cvd_str_compare(a->exact, b->exact);
}

static enum cvd_status rank_words(struct cvd_chunk *c)
{
    size_t n = c->exact.count;
    enum cvd_status st = CVD_ENOMEM;
    struct sort_word *w = malloc((n + 1) * sizeof *w);

    c->order = malloc((n + 1) * sizeof *c->order);
    c->rank = malloc((n + 1) * sizeof *c->rank);
    if (!w || !c->order || !c->rank)
        goto done;
    for (uint32_t i = 0; i < n; i++)
        w[i] = (struct sort_word){
            cvd_vocabulary_word(&c->folded, c->exact.words[i].other),
            cvd_vocabulary_word(&c->exact, i), i
        };
    qsort(w, n, sizeof *w, by_folded_then_exact);
    for (uint32_t r = 0; r < n; r++) {
        c->order[r] = w[r].number;
        c->rank[w[r].number] = r;
    }
    st = CVD_OK;
done:
    free(w);
    return st;
}

enum cvd_status cvd_chunk_seal(struct cvd_chunk *c, struct cvd_err *err)
{
    enum cvd_status st = close_shard(c, err);

    if (st != CVD_OK)
        return st;
    if (c->exact.count >= 1u << CVD_KEY_WORD_BITS)
        return cvd_fail(err, CVD_ELIMIT, "too many distinct words");
    c->words = (uint32_t)c->exact.count;
    if (rank_words(c) != CVD_OK || cvd_chunk_lists(c) != CVD_OK ||
        cvd_chunk_pairs(c) != CVD_OK || cvd_chunk_shingles(c) != CVD_OK ||
        cvd_block_flush(&c->meta) != CVD_OK ||
        cvd_block_flush(&c->text) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    return CVD_OK;
}

void cvd_chunk_forget_words(struct cvd_chunk *c)
{
    cvd_vocabulary_release(&c->exact);
    cvd_vocabulary_release(&c->folded);
    free(c->order);
    c->order = NULL;
}

void cvd_chunk_forget_lists(struct cvd_chunk *c)
{
    cvd_buf_release(&c->lists);
    free(c->list_at);
    c->list_at = NULL;
}

void cvd_chunk_forget_pairs(struct cvd_chunk *c)
{
    cvd_buf_release(&c->postings);
    free(c->pairs);
    c->pairs = NULL;
}

void cvd_chunk_forget_shingles(struct cvd_chunk *c)
{
    free(c->shingles);
    c->shingles = NULL;
}

void cvd_chunk_free(struct cvd_chunk *c)
{
    if (!c)
        return;
    cvd_shard_free(c->shard);
    free(c->shard_dir);
    if (c->dir)
        (void)cvd_dir_remove(c->dir, NULL);
    free(c->dir);
    cvd_chunk_forget_words(c);
    cvd_chunk_forget_lists(c);
    cvd_chunk_forget_pairs(c);
    cvd_chunk_forget_shingles(c);
    free(c->stream);
    free(c->docs);
    free(c->ids);
    free(c->uses);
    free(c->used);
    free(c->rank);
    free(c->titles);
    cvd_block_writer_release(&c->meta);
    cvd_block_writer_release(&c->text);
    cvd_drafts_release(&c->columns);
    free(c);
}
