/* part.c - see part.h: files, ids, words. */
#include "store/part.h"
#include "base/version.h"
#include "store/chunk.h"

#include <stdlib.h>

static enum cvd_status damaged(const struct cvd_part *p,
                               enum cvd_part_file file, struct cvd_err *err)
{
    return cvd_fail(err, CVD_EINDEX, "'%s/%s' is damaged", p->dir,
                    cvd_part_file_names[file]);
}

/* Check the head of a file and give what follows it. */
static enum cvd_status open_head(const struct cvd_part *p,
                                 enum cvd_part_file file, char letter,
                                 struct cvd_file_head *head,
                                 const unsigned char **body, size_t *len,
                                 struct cvd_err *err)
{
    const struct cvd_map *m = &p->maps[file];
    const char magic[4] = { 'C', 'V', 'D', letter };

    if (m->len < sizeof *head)
        return damaged(p, file, err);
    memcpy(head, m->ptr, sizeof *head);
    if (memcmp(head->magic, magic, 4) != 0 || head->format != p->format ||
        head->count >= UINT32_MAX)
        return damaged(p, file, err);
    *body = m->ptr + sizeof *head;
    *len = m->len - sizeof *head;
    return CVD_OK;
}

static enum cvd_status open_docs(struct cvd_part *p, struct cvd_err *err)
{
    struct cvd_file_head head;
    const unsigned char *body;
    size_t len;
    enum cvd_status st = open_head(p, CVD_PART_DOCS, 'D', &head, &body, &len,
                                   err);

    if (st != CVD_OK)
        return st;
    size_t n = (size_t)head.count;
    if (len != (n + 1) * sizeof *p->docs + n * sizeof *p->ids)
        return damaged(p, CVD_PART_DOCS, err);
    p->documents = (uint32_t)n;
    p->docs = (const void *)body;
    p->ids = (const void *)(body + (n + 1) * sizeof *p->docs);
    st = open_head(p, CVD_PART_STREAM, 'S', &head, &p->stream,
                   &p->stream_len, err);
    if (st != CVD_OK)
        return st;
    if (head.count != n || p->docs[n].stream != p->stream_len)
        return damaged(p, CVD_PART_STREAM, err);
    for (size_t i = 0; i < n; i++) {
        p->word_total += p->docs[i].words;
        p->text_total += p->docs[i].text_len;
        if (p->docs[i].stream > p->docs[i + 1].stream)
            return damaged(p, CVD_PART_DOCS, err);
    }
    return CVD_OK;
}

static enum cvd_status open_words(struct cvd_part *p, struct cvd_err *err)
{
    struct cvd_file_head head;
    const unsigned char *body;
    size_t len;
    enum cvd_status st = open_head(p, CVD_PART_WORDS, 'W', &head, &body,
                                   &len, err);

    if (st != CVD_OK)
        return st;
    size_t n = (size_t)head.count;
    size_t fixed = (4 * n + 1) * sizeof(uint32_t);
    if (len < fixed || len - fixed != head.extra)
        return damaged(p, CVD_PART_WORDS, err);
    p->words = (uint32_t)n;
    p->word_off = (const void *)body;
    p->bearing = p->word_off + n + 1;
    p->code_of = p->bearing + n;
    p->word_of = p->code_of + n;
    p->lexicon = body + fixed;
    p->lexicon_len = len - fixed;
    return CVD_OK;
}

static enum cvd_status open_postings(struct cvd_part *p, struct cvd_err *err)
{
    const struct cvd_map *m = &p->maps[CVD_PART_POSTINGS];
    struct cvd_file_head head;
    struct cvd_postings_head own;
    const unsigned char *body;
    size_t len;
    enum cvd_status st = open_head(p, CVD_PART_POSTINGS, 'L', &head, &body,
                                   &len, err);

    if (st != CVD_OK)
        return st;
    size_t lists = sizeof head + sizeof own + p->documents;
    if (head.count != p->words || head.extra % sizeof *p->list_off != 0 ||
        head.extra < lists || head.extra > m->len)
        return damaged(p, CVD_PART_POSTINGS, err);
    memcpy(&own, body, sizeof own);
    size_t offsets = (p->words + (size_t)1) * sizeof *p->list_off;
    size_t index = m->len - (size_t)head.extra;
    /* A fold entry stands for two words at least. */
    if (own.folds > p->words / 2 ||
        index != offsets + (own.folds + 1) * sizeof *p->folds)
        return damaged(p, CVD_PART_POSTINGS, err);
    p->lengths = body + sizeof own;
    p->length_total = own.length_total;
    p->lists = m->ptr;
    p->lists_len = (size_t)head.extra;
    p->list_off = (const void *)(m->ptr + head.extra);
    p->folds = (const void *)(m->ptr + head.extra + offsets);
    p->fold_count = (size_t)own.folds;
    return CVD_OK;
}

static enum cvd_status open_pairs(struct cvd_part *p, struct cvd_err *err)
{
    const struct cvd_map *m = &p->maps[CVD_PART_PAIRS];
    const char magic[4] = { 'C', 'V', 'D', 'P' };
    struct cvd_file_head head;

    if (m->len < sizeof head)
        return damaged(p, CVD_PART_PAIRS, err);
    memcpy(&head, m->ptr, sizeof head);
    if (memcmp(head.magic, magic, 4) != 0 ||
        head.format != p->format || head.extra > m->len ||
        head.extra < sizeof head || head.extra % 8 != 0 ||
        m->len - head.extra < sizeof *p->pair_index)
        return damaged(p, CVD_PART_PAIRS, err);
    p->pairs = m->ptr;
    p->pairs_len = (size_t)head.extra;
    p->pair_index = (const void *)(m->ptr + head.extra);
    p->pair_blocks =
        (m->len - (size_t)head.extra) / sizeof *p->pair_index - 1;
    p->pair_count = head.count;
    return CVD_OK;
}

static enum cvd_status open_shingles(struct cvd_part *p, struct cvd_err *err)
{
    const struct cvd_map *m = &p->maps[CVD_PART_SHINGLES];
    const size_t a_block = sizeof *p->shingle_off + sizeof *p->shingle_first;
    struct cvd_file_head head;
    const unsigned char *body;
    size_t len;
    enum cvd_status st = open_head(p, CVD_PART_SHINGLES, 'H', &head, &body,
                                   &len, err);

    if (st != CVD_OK)
        return st;
    if (head.extra < sizeof head || head.extra > m->len ||
        head.extra % sizeof *p->shingle_off != 0)
        return damaged(p, CVD_PART_SHINGLES, err);
    size_t index = m->len - (size_t)head.extra;
    if (index < sizeof *p->shingle_off ||
        (index - sizeof *p->shingle_off) % a_block != 0)
        return damaged(p, CVD_PART_SHINGLES, err);
    p->shingle_blocks = (index - sizeof *p->shingle_off) / a_block;
    p->shingles = m->ptr;
    p->shingles_len = (size_t)head.extra;
    p->shingle_off = (const void *)(m->ptr + head.extra);
    p->shingle_first = (const void *)(p->shingle_off + p->shingle_blocks + 1);
    p->shingle_count = head.count;
    return CVD_OK;
}

static enum cvd_status open_columns(struct cvd_part *p, struct cvd_err *err)
{
    const struct cvd_map *m = &p->maps[CVD_PART_COLUMNS];

    if (cvd_columns_open(m->ptr, m->len, p->documents, p->columns, NULL) !=
        CVD_OK)
        return damaged(p, CVD_PART_COLUMNS, err);
    return CVD_OK;
}

/* What is found by: not read of an older format. */
static enum cvd_status open_lists(struct cvd_part *p, struct cvd_err *err)
{
    enum cvd_status st = open_words(p, err);

    if (st == CVD_OK)
        st = open_postings(p, err);
    if (st == CVD_OK)
        st = open_pairs(p, err);
    if (st == CVD_OK)
        st = open_shingles(p, err);
    return st == CVD_OK ? open_columns(p, err) : st;
}

static enum cvd_status open_files(struct cvd_part *p, struct cvd_err *err)
{
    for (int f = 0; f < CVD_PART_FILES; f++) {
        if (f == CVD_PART_TERMS ||
            !cvd_format_has(p->format, (enum cvd_part_file)f))
            continue;
        char *path = cvd_path_join(p->dir, cvd_part_file_names[f]);
        if (!path)
            return cvd_fail(err, CVD_ENOMEM, "out of memory");
        enum cvd_status st = cvd_map_open(path, &p->maps[f], err);
        free(path);
        if (st != CVD_OK)
            return st;
    }
    enum cvd_status st = open_docs(p, err);
    if (st == CVD_OK && p->format == CVD_FORMAT_VERSION)
        st = open_lists(p, err);
    if (st == CVD_OK)
        st = cvd_block_open(&p->meta, p->maps[CVD_PART_META].ptr,
                            p->maps[CVD_PART_META].len, 'M', "meta", err);
    if (st == CVD_OK)
        st = cvd_block_open(&p->text, p->maps[CVD_PART_TEXT].ptr,
                            p->maps[CVD_PART_TEXT].len, 'T', "text", err);
    return st;
}

enum cvd_status cvd_part_open(const char *dir, uint32_t format,
                              struct cvd_part *p, struct cvd_err *err)
{
    enum cvd_status st;

    *p = (struct cvd_part){ .format = format };
    p->dir = strdup(dir);
    st = p->dir ? open_files(p, err)
                : cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (st != CVD_OK)
        cvd_part_close(p);
    return st;
}

void cvd_part_close(struct cvd_part *p)
{
    for (int f = 0; f < CVD_PART_FILES; f++)
        cvd_map_close(&p->maps[f]);
    cvd_block_close(&p->meta);
    cvd_block_close(&p->text);
    free(p->word_hashes);
    free(p->deleted);
    free(p->dir);
    *p = (struct cvd_part){ 0 };
}

const struct cvd_id_entry *cvd_part_find(const struct cvd_part *p,
                                         const unsigned char key[16])
{
    size_t lo = 0, hi = p->documents;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (memcmp(p->ids[mid].key, key, 16) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < p->documents && memcmp(p->ids[lo].key, key, 16) == 0; lo++) {
        uint32_t did = p->ids[lo].did;
        if (did && did <= p->documents && !cvd_part_deleted(p, did))
            return &p->ids[lo];
    }
    return NULL;
}

/* ---- words ----------------------------------------------------------- */

bool cvd_part_word(const struct cvd_part *p, uint32_t w,
                   struct cvd_str *folded, struct cvd_str *exact)
{
    if (w >= p->words)
        return false;
    size_t from = p->word_off[w], to = p->word_off[w + 1];
    if (to > p->lexicon_len || from + 2 > to)
        return false;
    const char *s = (const char *)p->lexicon + from;
    size_t f = (unsigned char)s[0], e = (unsigned char)s[1];
    if (from + 2 + f + e > to)
        return false;
    *folded = (struct cvd_str){ s + 2, f };
    *exact = e ? (struct cvd_str){ s + 2 + f, e } : *folded;
    return true;
}

/* The first word whose folded form is not before `key`; if `after`, that is
 * behind all that begin with it (prefix) or equal it. */
static uint32_t bound(const struct cvd_part *p, struct cvd_str key,
                      bool prefix, bool after)
{
    uint32_t lo = 0, hi = p->words;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        struct cvd_str folded = { 0 }, exact;
        if (!cvd_part_word(p, mid, &folded, &exact))
            folded = (struct cvd_str){ 0 };
        if (prefix && folded.len > key.len)
            folded.len = key.len;
        int c = cvd_str_compare(folded, key);
        if (c < 0 || (after && c == 0))
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

void cvd_part_folded_range(const struct cvd_part *p, struct cvd_str folded,
                           bool prefix, uint32_t *from, uint32_t *to)
{
    *from = bound(p, folded, prefix, false);
    *to = bound(p, folded, prefix, true);
}

/* ---- who bears them -------------------------------------------------- */

/* The list between two offsets of the file, which are looked at here and not
 * when the part is opened: that would read all of them. */
static bool list_at(const struct cvd_part *p, uint64_t from, uint64_t to,
                    uint32_t documents, struct cvd_postings *out)
{
    if (from > to || to > p->lists_len || documents > p->documents)
        return false;
    *out = (struct cvd_postings){ p->lists + from, (size_t)(to - from),
                                  documents };
    return true;
}

bool cvd_part_postings(const struct cvd_part *p, uint32_t word,
                       struct cvd_postings *out)
{
    return word < p->words &&
           list_at(p, p->list_off[word], p->list_off[word + 1],
                   p->bearing[word], out);
}

bool cvd_part_folded_postings(const struct cvd_part *p, uint32_t from,
                              uint32_t to, struct cvd_postings *out)
{
    size_t lo = 0, hi = p->fold_count;

    if (to - from == 1)
        return cvd_part_postings(p, from, out);
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (p->folds[mid].word < from)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < p->fold_count && p->folds[lo].word == from &&
           list_at(p, p->folds[lo].offset, p->folds[lo + 1].offset,
                   p->folds[lo].documents, out);
}

/* ---- documents ------------------------------------------------------- */

enum cvd_status cvd_part_read(struct cvd_part *p, uint32_t did,
                              bool with_text, struct cvd_doc *out,
                              struct cvd_err *err)
{
    struct cvd_str record, text = { 0 };

    cvd_buf_clear(&out->data);
    out->text = text;
    enum cvd_status st = cvd_block_read(&p->meta, did, &record, err);
    if (st == CVD_OK && with_text)
        st = cvd_block_read(&p->text, did, &text, err);
    if (st != CVD_OK)
        return st;
    if (cvd_buf_reserve(&out->data, record.len + text.len) != CVD_OK ||
        cvd_buf_add(&out->data, record) != CVD_OK ||
        cvd_buf_add(&out->data, text) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    out->text = (struct cvd_str){ out->data.ptr + record.len, text.len };
    return cvd_record_read((struct cvd_str){ out->data.ptr, record.len },
                           out, err);
}
