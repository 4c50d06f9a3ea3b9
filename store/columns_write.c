/* columns_write.c - the columns of a part, drafted and written: see
 * columns.h. */
#include "base/array.h"
#include "base/version.h"
#include "store/columns.h"
#include "store/columns_file.h"
#include "store/merge.h"

#include <stdlib.h>

/* ---- drafts ---------------------------------------------------------- */

/* Give `document`, from 0, one more value. */
static enum cvd_status draft_value(struct cvd_column_draft *d,
                                   uint32_t document, struct cvd_str value)
{
    uint32_t number;
    bool fresh;

    if (value.len == 0)
        return CVD_OK;
    if (cvd_vocabulary_number(&d->values, value, &number, &fresh) != CVD_OK)
        return CVD_ENOMEM;
    struct cvd_vocabulary_word *w = &d->values.words[number++];
    if (w->count == document + 1)
        return CVD_OK;
    w->count = document + 1;
    if (!d->first[document]) {
        d->first[document] = number;
        return CVD_OK;
    }
    if (cvd_array_reserve(&d->more, &d->more_cap, d->more_count + 1,
                          sizeof *d->more) != CVD_OK)
        return CVD_ENOMEM;
    d->more[d->more_count++] = (struct cvd_column_more){ document, number };
    return CVD_OK;
}

/* A year is the beginning of the date at any precision. */
static enum cvd_status draft_year(struct cvd_drafts *c,
                                  const struct cvd_doc *doc)
{
    enum { YEAR_LEN = 4 };
    struct cvd_str date = cvd_doc_value(doc, CVD_F_DATE);

    if (date.len < YEAR_LEN)
        return CVD_OK;
    date.len = YEAR_LEN;
    return draft_value(&c->fields[CVD_F_YEAR], c->documents, date);
}

enum cvd_status cvd_drafts_add(struct cvd_drafts *c,
                               const struct cvd_doc *doc)
{
    enum cvd_status st = CVD_OK;

    for (int f = 0; f < CVD_F_COUNT; f++) {
        struct cvd_column_draft *d = &c->fields[f];
        if (!cvd_fields[f].column)
            continue;
        if (cvd_array_reserve(&d->first, &d->first_cap,
                              (size_t)c->documents + 1,
                              sizeof *d->first) != CVD_OK)
            return CVD_ENOMEM;
        d->first[c->documents] = 0;
    }
    for (size_t i = 0; i < doc->value_count && st == CVD_OK; i++) {
        const struct cvd_value *v = &doc->values[i];
        struct cvd_column_draft *to = &c->fields[v->field];
        if (!cvd_fields[v->field].column ||
            (cvd_fields[v->field].kind == CVD_K_DATE &&
             to->first[c->documents]))
            continue;
        st = draft_value(to, c->documents, v->value);
    }
    if (st == CVD_OK)
        st = draft_year(c, doc);
    c->documents++;
    return st;
}

static void draft_release(struct cvd_column_draft *d)
{
    cvd_vocabulary_release(&d->values);
    free(d->first);
    free(d->more);
    *d = (struct cvd_column_draft){ 0 };
}

void cvd_drafts_release(struct cvd_drafts *c)
{
    for (int f = 0; f < CVD_F_COUNT; f++)
        draft_release(&c->fields[f]);
    c->documents = 0;
}

/* ---- dictionaries merged --------------------------------------------- */

/* A value of one draft, and where its ordinal goes. */
struct merged_value {
    struct cvd_str value;
    uint32_t *ordinal;
};

/* One field of all drafts. */
struct column_merge {
    struct cvd_drafts *const *drafts;
    size_t count;
    int field;
    struct merged_value *values; /* of all drafts, in order once sorted */
    size_t value_count;
    uint32_t *ordinals;       /* of all drafts' values, one draft behind the
                                 other; by number - 1 */
    uint32_t documents;
    struct cvd_column_entry entry;
};

static struct cvd_column_draft *draft_of(const struct column_merge *m,
                                         size_t i)
{
    return &m->drafts[i]->fields[m->field];
}

static int by_value(const void *pa, const void *pb)
{
    const struct merged_value *a = pa, *b = pb;

    return cvd_str_compare(a->value, b->value);
}

/* List the values of all drafts, sort them and give them ordinals. */
static enum cvd_status merge_values(struct column_merge *m)
{
    size_t n = 0, total = 0;
    uint64_t more = 0;

    for (size_t i = 0; i < m->count; i++) {
        total += draft_of(m, i)->values.count;
        more += draft_of(m, i)->more_count;
    }
    m->values = malloc((total + 1) * sizeof *m->values);
    m->ordinals = malloc((total + 1) * sizeof *m->ordinals);
    if (!m->values || !m->ordinals)
        return CVD_ENOMEM;
    for (size_t i = 0; i < m->count; i++) {
        const struct cvd_column_draft *d = draft_of(m, i);
        for (uint32_t k = 0; k < d->values.count; k++, n++) {
            m->values[n].value = cvd_vocabulary_word(&d->values, k);
            m->values[n].ordinal = &m->ordinals[n];
        }
    }
    qsort(m->values, n, sizeof *m->values, by_value);
    m->value_count = n;
    uint64_t distinct = 0;
    for (size_t k = 0; k < n; k++) {
        if (k == 0 || by_value(&m->values[k - 1], &m->values[k]) != 0)
            distinct++;
        *m->values[k].ordinal = (uint32_t)distinct;
    }
    if (distinct >= UINT32_MAX || more >= UINT32_MAX)
        return CVD_ELIMIT;
    m->entry.more = (uint32_t)more;
    m->entry.values = (uint32_t)distinct;
    m->entry.width = cvd_column_width((uint32_t)distinct);
    return CVD_OK;
}

/* ---- one column as bytes --------------------------------------------- */

/* Value k is the first of those equal to it. */
static bool is_first(const struct column_merge *m, size_t k)
{
    return k == 0 || *m->values[k].ordinal != *m->values[k - 1].ordinal;
}

static enum cvd_status put_offsets(const struct column_merge *m,
                                   struct cvd_buf *out)
{
    uint64_t at = 0;
    enum cvd_status st = CVD_OK;

    for (size_t k = 0; k < m->value_count && st == CVD_OK; k++) {
        if (!is_first(m, k))
            continue;
        st = cvd_buf_add_bytes(out, &at, sizeof at);
        at += m->values[k].value.len;
    }
    return st == CVD_OK ? cvd_buf_add_bytes(out, &at, sizeof at) : st;
}

static enum cvd_status put_bytes(struct column_merge *m, struct cvd_buf *out)
{
    size_t from = out->len;
    enum cvd_status st = CVD_OK;

    for (size_t k = 0; k < m->value_count && st == CVD_OK; k++)
        if (is_first(m, k))
            st = cvd_buf_add(out, m->values[k].value);
    m->entry.bytes = out->len - from;
    return st == CVD_OK ? cvd_merge_pad(out) : st;
}

static void put_ordinal(unsigned char *at, uint32_t width, uint32_t ordinal)
{
    /* The least bytes come first: the files are little-endian. */
    for (uint32_t i = 0; i < width; i++)
        at[i] = (unsigned char)(ordinal >> 8 * i);
}

/* Room for `size` bytes at the end of `out`, and padding. */
static enum cvd_status extend(struct cvd_buf *out, size_t size, size_t *at)
{
    enum cvd_status st = cvd_buf_reserve(out, size);

    *at = out->len;
    if (st != CVD_OK)
        return st;
    out->len += size;
    return cvd_merge_pad(out);
}

static enum cvd_status put_first(const struct column_merge *m,
                                 struct cvd_buf *out)
{
    const uint32_t *ordinals = m->ordinals;
    const uint32_t width = m->entry.width;
    size_t at;

    if (extend(out, (size_t)m->documents * width, &at) != CVD_OK)
        return CVD_ENOMEM;
    unsigned char *to = (unsigned char *)out->ptr + at;
    for (size_t i = 0; i < m->count; i++) {
        const struct cvd_column_draft *d = draft_of(m, i);
        for (uint32_t doc = 0; doc < m->drafts[i]->documents; doc++) {
            uint32_t number = d->first[doc];
            put_ordinal(to, width, number ? ordinals[number - 1] : 0);
            to += width;
        }
        ordinals += d->values.count;
    }
    return CVD_OK;
}

/* Where the further values of each CVD_COLUMN_WORD documents begin, their
 * places among these, their ordinals. */
static enum cvd_status put_more(const struct column_merge *m,
                                struct cvd_buf *out)
{
    const uint32_t *ordinals = m->ordinals;
    const uint32_t width = m->entry.width;
    size_t words = m->documents / CVD_COLUMN_WORD + 1 +
                   (m->documents % CVD_COLUMN_WORD != 0);
    size_t starts_at, bits_at, ordinals_at;
    uint32_t base = 0, n = 0, word = 0;

    if (extend(out, words * sizeof(uint32_t), &starts_at) != CVD_OK ||
        extend(out, m->entry.more, &bits_at) != CVD_OK ||
        extend(out, (size_t)m->entry.more * width, &ordinals_at) != CVD_OK)
        return CVD_ENOMEM;
    uint32_t *starts = (uint32_t *)(void *)(out->ptr + starts_at);
    unsigned char *file = (unsigned char *)out->ptr;
    for (size_t i = 0; i < m->count; i++) {
        const struct cvd_column_draft *d = draft_of(m, i);
        for (size_t k = 0; k < d->more_count; k++, n++) {
            uint32_t doc = base + d->more[k].document;
            for (; word <= doc / CVD_COLUMN_WORD; word++)
                starts[word] = n;
            file[bits_at + n] = (unsigned char)(doc % CVD_COLUMN_WORD);
            put_ordinal(file + ordinals_at + (size_t)n * width, width,
                        ordinals[d->more[k].number - 1]);
        }
        ordinals += d->values.count;
        base += m->drafts[i]->documents;
    }
    for (; word < words; word++)
        starts[word] = n;
    return CVD_OK;
}

static enum cvd_status put_column(struct column_merge *m, struct cvd_buf *out)
{
    m->entry.field = (uint32_t)m->field;
    m->entry.offset = out->len;
    enum cvd_status st = put_offsets(m, out);
    if (st == CVD_OK)
        st = put_first(m, out);
    if (st == CVD_OK && m->entry.more)
        st = put_more(m, out);
    return st == CVD_OK ? put_bytes(m, out) : st;
}

/* ---- the file -------------------------------------------------------- */

static bool has_values(const struct column_merge *m)
{
    bool any = false;

    for (size_t i = 0; i < m->count; i++)
        any = any || draft_of(m, i)->values.count;
    return any;
}

/* Room for the head and the entries of all fields that have values. */
static enum cvd_status begin_file(struct cvd_drafts *const *drafts,
                                  size_t count, struct cvd_file_head *head,
                                  struct cvd_buf *out)
{
    static const struct cvd_column_entry none;
    struct column_merge m = { .drafts = drafts, .count = count };
    enum cvd_status st = cvd_buf_add_bytes(out, head, sizeof *head);

    for (m.field = 0; m.field < CVD_F_COUNT && st == CVD_OK; m.field++) {
        if (!has_values(&m))
            continue;
        head->extra++;
        st = cvd_buf_add_bytes(out, &none, sizeof none);
    }
    return st;
}

enum cvd_status cvd_drafts_write(struct cvd_drafts *const *drafts,
                                 size_t count, struct cvd_buf *out)
{
    struct cvd_file_head head = { CVD_COLUMNS_MAGIC, CVD_FORMAT_VERSION, 0,
                                  0 };
    size_t entry_at = sizeof head;
    enum cvd_status st = begin_file(drafts, count, &head, out);

    for (size_t i = 0; i < count; i++)
        head.count += drafts[i]->documents;
    for (int f = 0; f < CVD_F_COUNT && st == CVD_OK; f++) {
        struct column_merge m = { .drafts = drafts, .count = count,
                                  .field = f,
                                  .documents = (uint32_t)head.count };
        if (!has_values(&m))
            continue;
        st = merge_values(&m);
        if (st == CVD_OK)
            st = put_column(&m, out);
        free(m.values);
        free(m.ordinals);
        if (st == CVD_OK)
            memcpy(out->ptr + entry_at, &m.entry, sizeof m.entry);
        entry_at += sizeof m.entry;
        for (size_t i = 0; i < count; i++)
            draft_release(&drafts[i]->fields[f]);
    }
    if (st == CVD_OK)
        memcpy(out->ptr, &head, sizeof head);
    for (size_t i = 0; i < count; i++)
        cvd_drafts_release(drafts[i]);
    return st;
}
