/* cited_numbers.c - see cited_numbers.h. */
#include "search/cited_numbers.h"
#include "base/array.h"

#include <stdlib.h>

enum { NUMBERS_MAX = 2 * 1024 * 1024 /* 16 MB */ };

struct reading {
    struct cvd_cited_numbers *out;
    enum cvd_status status;
};

/* The identities of one number follow each other. */
static bool take(void *ctx, struct cvd_str term, struct cvd_str folded,
                 uint32_t documents)
{
    struct reading *r = ctx;
    struct cvd_cited_numbers *n = r->out;
    const char *at = memchr(term.ptr, '@', term.len);

    (void)folded;
    (void)documents;
    if (at)
        term.len = (size_t)(at - term.ptr);
    uint64_t hash = cvd_hash64(term);
    if (n->count && n->hashes[n->count - 1] == hash)
        return true;
    if (n->count == NUMBERS_MAX) {
        n->known = false;
        return false;
    }
    r->status = cvd_array_reserve(&n->hashes, &n->cap, n->count + 1,
                                  sizeof *n->hashes);
    if (r->status == CVD_OK)
        n->hashes[n->count++] = hash;
    return r->status == CVD_OK;
}

static int by_hash(const void *pa, const void *pb)
{
    uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;

    return (a > b) - (a < b);
}

enum cvd_status cvd_cited_numbers_read(struct cvd_searcher *s,
                                       struct cvd_cited_numbers *out,
                                       struct cvd_err *err)
{
    struct reading r = { out, CVD_OK };

    out->known = true;
    enum cvd_status st = cvd_store_values(s->store, CVD_F_CITED_AS,
                                          (struct cvd_str){ NULL, 0 },
                                          SIZE_MAX, take, &r, err);
    if (st == CVD_OK && r.status != CVD_OK)
        st = cvd_fail(err, r.status, "out of memory");
    out->known = out->known && !cvd_searcher_late(s);
    if (out->count)
        qsort(out->hashes, out->count, sizeof *out->hashes, by_hash);
    return st;
}

bool cvd_cited_numbers_may(const struct cvd_cited_numbers *n,
                           struct cvd_str key)
{
    uint64_t hash = cvd_hash64(key);

    return !n->known || (n->count && bsearch(&hash, n->hashes, n->count,
                                             sizeof *n->hashes, by_hash));
}

void cvd_cited_numbers_release(struct cvd_cited_numbers *n)
{
    free(n->hashes);
    *n = (struct cvd_cited_numbers){ 0 };
}
