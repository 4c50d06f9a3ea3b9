/* names.c - see names.h. */
#include "store/names.h"
#include "base/array.h"

#include <stdlib.h>
#include <string.h>

enum {
    NAMES_MAX = 256,                /* lists kept */
    BYTES_MAX = 16 * 1024 * 1024,   /* of them */
    TABLE_LEAST = 64,
    DENSE = 32 /* a document in so many: bits take less than numbers */
};

static void entry_release(struct cvd_names_entry *e)
{
    cvd_buf_release(&e->key);
    free(e->dids);
    free(e->bits);
}

void cvd_names_release(struct cvd_names *n)
{
    for (size_t i = 0; i < n->count; i++)
        entry_release(&n->entries[i]);
    free(n->entries);
    free(n->table);
    *n = (struct cvd_names){ 0 };
}

void cvd_names_tidy(struct cvd_store *s)
{
    if (s->names.count >= NAMES_MAX || s->names.bytes >= BYTES_MAX)
        cvd_names_release(&s->names);
}

static enum cvd_status make_key(size_t part, enum cvd_field field,
                                struct cvd_str term, struct cvd_buf *out)
{
    uint32_t head[2] = { (uint32_t)part, (uint32_t)field };
    enum cvd_status st = cvd_buf_add_bytes(out, head, sizeof head);

    return st == CVD_OK ? cvd_buf_add(out, term) : st;
}

/* Many documents as bits. */
static enum cvd_status to_bits(struct cvd_names_entry *e, uint32_t documents)
{
    size_t words = (documents + 63u) / 64;

    e->bits = calloc(words + 1, sizeof *e->bits);
    if (!e->bits)
        return CVD_ENOMEM;
    for (uint32_t i = 0; i < e->documents; i++) {
        uint32_t at = e->dids[i] - 1;
        e->bits[at / 64] |= (uint64_t)1 << at % 64;
    }
    free(e->dids);
    e->dids = NULL;
    return CVD_OK;
}

/* Xapian's file is not checked against ours: of documents that the part has
 * not, or that do not ascend, none is taken. */
static void keep_sound(struct cvd_names_entry *e, uint32_t documents)
{
    uint32_t kept = 0, last = 0;

    for (uint32_t i = 0; i < e->documents; i++)
        if (e->dids[i] > last && e->dids[i] <= documents)
            e->dids[kept++] = last = e->dids[i];
    e->documents = kept;
}

static enum cvd_status ask_terms(struct cvd_store *s, size_t part,
                                 enum cvd_field field, struct cvd_str term,
                                 struct cvd_names_entry *e,
                                 struct cvd_err *err)
{
    uint32_t documents = s->parts.parts[part].documents;
    enum cvd_status st = cvd_terms_documents(s->terms, part,
                                             cvd_fields[field].term, term,
                                             &e->dids, &e->documents, err);

    if (st == CVD_OK)
        keep_sound(e, documents);
    if (st == CVD_OK && e->documents > documents / DENSE &&
        to_bits(e, documents) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    return st;
}

/* Where in the table an entry of this key is, or would be. */
static size_t place_of(const struct cvd_names *n, struct cvd_str key)
{
    size_t at = (size_t)(cvd_hash64(key) >> 16) & (n->table_size - 1);

    while (n->table[at] &&
           !cvd_str_equal(cvd_buf_str(&n->entries[n->table[at] - 1].key),
                          key))
        at = (at + 1) & (n->table_size - 1);
    return at;
}

/* Room for one more: a question may name thousands. */
static enum cvd_status entry_room(struct cvd_names *n)
{
    size_t size = n->table_size ? n->table_size * 2 : TABLE_LEAST;

    if (cvd_array_reserve(&n->entries, &n->cap, n->count + 1,
                          sizeof *n->entries) != CVD_OK)
        return CVD_ENOMEM;
    if ((n->count + 1) * 2 <= n->table_size)
        return CVD_OK;
    uint32_t *table = calloc(size, sizeof *table);
    if (!table)
        return CVD_ENOMEM;
    free(n->table);
    n->table = table;
    n->table_size = size;
    for (uint32_t i = 0; i < n->count; i++)
        table[place_of(n, cvd_buf_str(&n->entries[i].key))] = i + 1;
    return CVD_OK;
}

static void tell(const struct cvd_names_entry *e, struct cvd_names_list *out)
{
    *out = (struct cvd_names_list){ e->documents, e->dids, e->bits };
}

enum cvd_status cvd_names_find(struct cvd_store *s, size_t part,
                               enum cvd_field field, struct cvd_str term,
                               struct cvd_names_list *out,
                               struct cvd_err *err)
{
    struct cvd_names *n = &s->names;
    struct cvd_names_entry e = { .documents = 0 };

    *out = (struct cvd_names_list){ 0 };
    if (!cvd_fields[field].term)
        return CVD_OK;
    enum cvd_status st = make_key(part, field, term, &e.key);
    if (st == CVD_OK)
        st = entry_room(n);
    size_t at = st == CVD_OK ? place_of(n, cvd_buf_str(&e.key)) : 0;
    if (st == CVD_OK && n->table[at]) {
        tell(&n->entries[n->table[at] - 1], out);
        cvd_buf_release(&e.key);
        return CVD_OK;
    }
    st = st == CVD_OK ? ask_terms(s, part, field, term, &e, err)
                      : cvd_fail(err, st, "out of memory");
    if (st != CVD_OK || s->at->late) { /* late: not known */
        entry_release(&e);
        return st;
    }
    tell(&e, out);
    n->bytes += e.bits ? s->parts.parts[part].documents / 8u
                       : e.documents * sizeof *e.dids;
    n->entries[n->count++] = e;
    n->table[at] = (uint32_t)n->count;
    return CVD_OK;
}
