/* check.c - every byte of an index looked at: see cvd_store_check().
 *
 * Checksums come first; a file that fails them is not handed to Xapian,
 * whose readers a damaged file has been seen to crash. */
#include "store/check.h"
#include "store/parts.h"
#include "store/writer.h"
#include "store/xapian.h"

#include <stdlib.h>

struct checking {
    void (*problem)(void *ctx, const char *what);
    void *ctx;
    unsigned faults;
};

static void found(struct checking *c, const char *what, const char *where)
{
    struct cvd_err e;

    (void)cvd_fail(&e, CVD_EINDEX, "%s: %s", where, what);
    c->problem(c->ctx, e.msg);
    c->faults++;
}

static bool check_file(struct checking *c, const char *path, uint64_t size,
                       const unsigned char sha[32])
{
    struct cvd_map m = { 0 };
    struct cvd_err err;
    unsigned char now[32];
    bool good = false;

    if (!path) {
        found(c, "not checked", "out of memory");
        return false;
    }
    if (cvd_map_open(path, &m, &err) != CVD_OK) {
        found(c, err.msg, path);
        return false;
    }
    cvd_sha256((struct cvd_str){ (const char *)m.ptr, m.len }, now);
    if (m.len != size)
        found(c, "not the size it was made with", path);
    else if (memcmp(now, sha, sizeof now) != 0)
        found(c, "not the content it was made with", path);
    else
        good = true;
    cvd_map_close(&m);
    return good;
}

/* Files of a part against the manifest; true when all are as made. */
static bool check_files(struct checking *c, const char *generation,
                        const struct cvd_manifest_part *m)
{
    bool good = true;
    char *dir = cvd_path_join(generation, m->name);

    for (int f = 0; f < CVD_PART_FILES; f++) {
        char *path = dir ? cvd_path_join(dir, cvd_part_file_names[f]) : NULL;
        good = check_file(c, path, m->sizes[f], m->sha[f]) && good;
        free(path);
    }
    if (m->deleted) {
        char *path = cvd_deleted_path(generation, m->name);
        good = check_file(c, path, m->documents / 8 + 1, m->deleted_sha) &&
               good;
        free(path);
    }
    free(dir);
    return good;
}

static void check_records(struct checking *c, struct cvd_part *p)
{
    struct cvd_doc doc = { 0 };
    struct cvd_err err;

    for (uint32_t did = 1; did <= p->documents; did++) {
        unsigned char sha[32];
        if (cvd_part_deleted(p, did))
            continue;
        if (cvd_part_read(p, did, true, &doc, &err) != CVD_OK) {
            found(c, err.msg, p->dir);
            continue;
        }
        cvd_sha256(doc.id, sha);
        const struct cvd_id_entry *e = cvd_part_find(p, sha);
        if (!e || e->did != did)
            found(c, "a document is not found by its id", p->dir);
        if (doc.text.len != p->docs[did - 1].text_len)
            found(c, "a text has not its length", p->dir);
    }
    cvd_doc_release(&doc);
}

/* Word lists sorted, codes and words each other's inverse. */
static void check_words(struct checking *c, const struct cvd_part *p)
{
    struct cvd_str last_folded = { 0 }, last_exact = { 0 };

    for (uint32_t w = 0; w < p->words; w++) {
        struct cvd_str folded, exact;
        if (!cvd_part_word(p, w, &folded, &exact) ||
            p->code_of[w] >= p->words || p->word_of[p->code_of[w]] != w) {
            found(c, "the word list is damaged", p->dir);
            return;
        }
        int order = cvd_str_compare(last_folded, folded);
        if (w > 0 && (order > 0 || (order == 0 &&
                                    cvd_str_compare(last_exact, exact) >=
                                        0))) {
            found(c, "the word list is not in order", p->dir);
            return;
        }
        last_folded = folded;
        last_exact = exact;
    }
}

static void check_postings(struct checking *c, const struct cvd_part *p)
{
    const char *fault;

    if (cvd_check_postings(p, &fault) != CVD_OK)
        found(c, "not checked", "out of memory");
    else if (fault)
        found(c, fault, p->dir);
}

static void check_shingles(struct checking *c, struct cvd_part *p)
{
    const char *fault;

    if (cvd_check_shingles(p, &fault) != CVD_OK)
        found(c, "not checked", "out of memory");
    else if (fault)
        found(c, fault, p->dir);
}

static void check_columns(struct checking *c, const struct cvd_part *p)
{
    if (!cvd_columns_sound(p->columns))
        found(c, "the columns are damaged", p->dir);
}

static void check_terms(struct checking *c, const struct cvd_part *p)
{
    struct cvd_err err;
    uint64_t documents;
    char *path = cvd_path_join(p->dir, cvd_part_file_names[CVD_PART_TERMS]);

    if (!path)
        found(c, "not checked", "out of memory");
    else if (cvd_terms_verify(path, &documents, &err) != CVD_OK)
        found(c, err.msg, path);
    else if (documents != p->documents)
        found(c, "holds another number of documents", path);
    free(path);
}

enum cvd_status cvd_store_check(const char *path,
                                void (*problem)(void *ctx, const char *what),
                                void *ctx, unsigned *faults,
                                struct cvd_err *err)
{
    struct checking c = { problem, ctx, 0 };
    struct cvd_manifest m = { 0 };
    struct cvd_parts parts = { 0 };
    unsigned generation;
    bool good = true;
    enum cvd_status st = cvd_current_read(path, &generation, err);

    if (st != CVD_OK)
        return st;
    char *dir = cvd_generation_dir(path, generation);
    if (!dir)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    st = cvd_manifest_read(dir, &m, err);
    if (st == CVD_OK)
        st = cvd_parts_refuse_old(&m, path, err);
    for (size_t i = 0; st == CVD_OK && i < m.count; i++)
        good = check_files(&c, dir, &m.parts[i]) && good;
    if (st == CVD_OK && good)
        st = cvd_parts_open(path, &parts, err);
    for (size_t i = 0; st == CVD_OK && i < parts.count; i++) {
        check_records(&c, &parts.parts[i]);
        check_words(&c, &parts.parts[i]);
        check_postings(&c, &parts.parts[i]);
        check_shingles(&c, &parts.parts[i]);
        check_columns(&c, &parts.parts[i]);
        check_terms(&c, &parts.parts[i]);
    }
    cvd_parts_close(&parts);
    cvd_manifest_release(&m);
    free(dir);
    *faults = c.faults;
    return st;
}
