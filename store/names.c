/* names.c - see names.h. */
#include "store/names.h"
#include "base/array.h"

#include <stdlib.h>
#include <string.h>

enum {
    NAMES_MAX = 256,                /* lists kept */
    BYTES_MAX = 16 * 1024 * 1024,   /* of them */
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
        if (at < documents)
            e->bits[at / 64] |= (uint64_t)1 << at % 64;
    }
    free(e->dids);
    e->dids = NULL;
    return CVD_OK;
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

    if (st == CVD_OK && e->documents > documents / DENSE &&
        to_bits(e, documents) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    return st;
}

static struct cvd_names_entry *known(struct cvd_names *n,
                                     const struct cvd_buf *key)
{
    for (size_t i = 0; i < n->count; i++)
        if (n->entries[i].key.len == key->len &&
            memcmp(n->entries[i].key.ptr, key->ptr, key->len) == 0)
            return &n->entries[i];
    return NULL;
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
    struct cvd_names_entry *have = st == CVD_OK ? known(n, &e.key) : NULL;
    if (have) {
        cvd_buf_release(&e.key);
        tell(have, out);
        return CVD_OK;
    }
    if (st == CVD_OK)
        st = cvd_array_reserve(&n->entries, &n->cap, n->count + 1,
                               sizeof *n->entries);
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
    return CVD_OK;
}
