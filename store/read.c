/* read.c - an open index: documents, words, answers.  See store.h. */
#include "base/array.h"
#include "base/version.h"
#include "store/chunk.h"
#include "store/parts.h"
#include "store/writer.h"
#include "store/xapian.h"

#include <stdlib.h>

struct cvd_store {
    struct cvd_parts parts;
    struct cvd_terms *terms;
};

static enum cvd_status open_terms(struct cvd_store *s, struct cvd_err *err)
{
    size_t n = s->parts.count;
    enum cvd_status st = CVD_OK;
    char **paths = calloc(n + 1, sizeof *paths);
    struct cvd_part **parts = calloc(n + 1, sizeof *parts);

    if (!paths || !parts)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < n && st == CVD_OK; i++) {
        parts[i] = &s->parts.parts[i];
        paths[i] = cvd_path_join(parts[i]->dir,
                                 cvd_part_file_names[CVD_PART_TERMS]);
        if (!paths[i])
            st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    if (st == CVD_OK)
        st = cvd_terms_open((const char *const *)paths, parts, n, &s->terms,
                            err);
    for (size_t i = 0; paths && i < n; i++)
        free(paths[i]);
    free(paths);
    free(parts);
    return st;
}

enum cvd_status cvd_store_open(const char *path, struct cvd_store **out,
                               struct cvd_err *err)
{
    struct cvd_store *s = calloc(1, sizeof *s);

    *out = NULL;
    if (!s)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = cvd_parts_open(path, &s->parts, err);
    if (st == CVD_OK)
        st = open_terms(s, err);
    if (st != CVD_OK) {
        cvd_store_close(s);
        return st;
    }
    *out = s;
    return CVD_OK;
}

void cvd_store_close(struct cvd_store *s)
{
    if (!s)
        return;
    if (s->terms)
        cvd_terms_close(s->terms);
    cvd_parts_close(&s->parts);
    free(s);
}

void cvd_store_describe(const struct cvd_store *s,
                        struct cvd_store_info *out)
{
    const struct cvd_manifest *m = &s->parts.manifest;

    *out = (struct cvd_store_info){ .generation = m->generation,
                                    .parts = (unsigned)s->parts.count,
                                    .analyzer = CVD_ANALYZER_VERSION };
    for (size_t i = 0; i < s->parts.count; i++) {
        const struct cvd_part *p = &s->parts.parts[i];
        if (i == 0)
            out->analyzer = m->parts[i].analyzer;
        else if (out->analyzer != m->parts[i].analyzer)
            out->analyzer = 0;
        out->documents += p->documents - p->deleted_count;
        out->deleted += p->deleted_count;
        out->words += p->word_total;
        out->text_bytes += p->text_total;
        for (int f = 0; f < CVD_PART_FILES; f++)
            out->disk_bytes += m->parts[i].sizes[f];
    }
}

/* ---- documents ------------------------------------------------------- */

static uint32_t docno_of(const struct cvd_store *s, size_t part,
                         uint32_t did)
{
    return (did - 1) * (uint32_t)s->parts.count + (uint32_t)part + 1;
}

static struct cvd_part *part_of(const struct cvd_store *s, uint32_t docno,
                                uint32_t *did)
{
    if (docno == 0 || s->parts.count == 0)
        return NULL;
    size_t n = s->parts.count;
    struct cvd_part *p = &s->parts.parts[(docno - 1) % n];
    *did = (docno - 1) / (uint32_t)n + 1;
    return *did <= p->documents && !cvd_part_deleted(p, *did) ? p : NULL;
}

enum cvd_status cvd_store_find(const struct cvd_store *s, struct cvd_str id,
                               uint32_t *docno, struct cvd_err *err)
{
    unsigned char sha[32];

    cvd_sha256(id, sha);
    for (size_t i = 0; i < s->parts.count; i++) {
        const struct cvd_id_entry *e = cvd_part_find(&s->parts.parts[i],
                                                     sha);
        if (e) {
            *docno = docno_of(s, i, e->did);
            return CVD_OK;
        }
    }
    return cvd_fail(err, CVD_ENOTFOUND, "no document '%.*s' in the index",
                    (int)(id.len < 200 ? id.len : 200), id.ptr);
}

enum cvd_status cvd_store_read(struct cvd_store *s, uint32_t docno,
                               bool with_text, struct cvd_doc *out,
                               struct cvd_err *err)
{
    uint32_t did;
    struct cvd_part *p = part_of(s, docno, &did);

    if (!p)
        return cvd_fail(err, CVD_ENOTFOUND, "no document number %u",
                        (unsigned)docno);
    return cvd_part_read(p, did, with_text, out, err);
}

uint32_t cvd_store_next(const struct cvd_store *s, uint32_t docno)
{
    uint32_t most = 0;

    for (size_t i = 0; i < s->parts.count; i++) {
        uint32_t n = s->parts.parts[i].documents;
        uint32_t last = n ? docno_of(s, i, n) : 0;
        most = last > most ? last : most;
    }
    while (docno < most) {
        uint32_t did;
        if (part_of(s, ++docno, &did))
            return docno;
    }
    return 0;
}

struct cvd_str cvd_doc_value(const struct cvd_doc *d, enum cvd_field f)
{
    for (size_t i = 0; i < d->value_count; i++)
        if (d->values[i].field == f)
            return d->values[i].value;
    return (struct cvd_str){ NULL, 0 };
}

enum cvd_status cvd_doc_add_value(struct cvd_doc *d, enum cvd_field f,
                                  struct cvd_str value)
{
    if (cvd_array_reserve(&d->values, &d->value_cap, d->value_count + 1,
                          sizeof *d->values) != CVD_OK)
        return CVD_ENOMEM;
    d->values[d->value_count++] = (struct cvd_value){ f, value };
    return CVD_OK;
}

void cvd_doc_release(struct cvd_doc *d)
{
    free(d->values);
    cvd_buf_release(&d->data);
    *d = (struct cvd_doc){ 0 };
}

/* ---- words ----------------------------------------------------------- */

/* Where each part's walk stands. */
struct word_walk {
    uint32_t at, to;
};

/* The least word any walk stands at, or false at the end of all. */
static bool least_word(const struct cvd_store *s, struct word_walk *walks,
                       struct cvd_str *folded, struct cvd_str *exact)
{
    bool any = false;

    for (size_t i = 0; i < s->parts.count; i++) {
        struct cvd_str f, e;
        if (walks[i].at >= walks[i].to ||
            !cvd_part_word(&s->parts.parts[i], walks[i].at, &f, &e))
            continue;
        int c = any ? cvd_str_compare(f, *folded) : -1;
        if (any && c == 0)
            c = cvd_str_compare(e, *exact);
        if (c < 0) {
            *folded = f;
            *exact = e;
            any = true;
        }
    }
    return any;
}

enum cvd_status cvd_store_words(const struct cvd_store *s,
                                struct cvd_str folded, bool prefix,
                                cvd_word_fn *fn, void *ctx)
{
    struct word_walk *walks = calloc(s->parts.count + 1, sizeof *walks);
    struct cvd_str f = { 0 }, e = { 0 };
    bool more = true;

    if (!walks)
        return CVD_ENOMEM;
    for (size_t i = 0; i < s->parts.count; i++)
        cvd_part_folded_range(&s->parts.parts[i], folded, prefix,
                              &walks[i].at, &walks[i].to);
    while (more && least_word(s, walks, &f, &e)) {
        uint32_t documents = 0;
        for (size_t i = 0; i < s->parts.count; i++) {
            const struct cvd_part *p = &s->parts.parts[i];
            struct cvd_str pf, pe;
            if (walks[i].at < walks[i].to &&
                cvd_part_word(p, walks[i].at, &pf, &pe) &&
                cvd_str_equal(pe, e) && cvd_str_equal(pf, f))
                documents += p->bearing[walks[i].at++];
        }
        more = fn(ctx, e, f, documents);
    }
    free(walks);
    return CVD_OK;
}

struct follow {
    const struct cvd_part *part;
    cvd_word_fn *fn;
    void *ctx;
    size_t left;
};

static bool tell_follower(void *ctx, const struct cvd_pair_list *l)
{
    struct follow *f = ctx;
    struct cvd_str folded, exact;

    if (f->left == 0 || !cvd_part_word(f->part, l->b, &folded, &exact))
        return false;
    f->left--;
    if (!f->fn(f->ctx, exact, folded, l->documents))
        f->left = 0;
    return f->left > 0;
}

enum cvd_status cvd_store_followers(const struct cvd_store *s,
                                    struct cvd_str before,
                                    struct cvd_str folded_prefix,
                                    size_t limit, cvd_word_fn *fn, void *ctx,
                                    struct cvd_err *err)
{
    struct follow f = { NULL, fn, ctx, limit };

    for (size_t i = 0; i < s->parts.count && f.left; i++) {
        uint32_t a, a_end, b, b_end;
        f.part = &s->parts.parts[i];
        cvd_part_folded_range(f.part, before, false, &a, &a_end);
        cvd_part_folded_range(f.part, folded_prefix, true, &b, &b_end);
        for (; a < a_end && f.left; a++)
            if (!cvd_part_pairs(f.part, a, b, b_end, tell_follower, &f))
                return cvd_fail(err, CVD_EINDEX, "'%s/pairs' is damaged",
                                f.part->dir);
    }
    return CVD_OK;
}

enum cvd_status cvd_store_values(struct cvd_store *s, enum cvd_field field,
                                 struct cvd_str prefix, size_t limit,
                                 cvd_word_fn *fn, void *ctx,
                                 struct cvd_err *err)
{
    if (!cvd_fields[field].term)
        return CVD_OK;
    return cvd_terms_walk(s->terms, cvd_fields[field].term, prefix, limit,
                          fn, ctx, err);
}

/* ---- asking ---------------------------------------------------------- */

enum cvd_status cvd_store_ask(struct cvd_store *s, const struct cvd_ask *q,
                              struct cvd_answer *out, struct cvd_err *err)
{
    return cvd_terms_ask(s->terms, q, out, err);
}

void cvd_answer_release(struct cvd_answer *a)
{
    free(a->matches);
    for (size_t i = 0; i < a->facet_count; i++)
        free(a->facets[i].values);
    free(a->facets);
    cvd_buf_release(&a->data);
    *a = (struct cvd_answer){ 0 };
}
