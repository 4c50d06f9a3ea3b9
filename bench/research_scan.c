/* research_scan.c - a document compared with others one by one, without an
 * index of what they share: what `similar` is measured against.
 *
 *   research_scan INDEX COUNT ID...
 *
 * Each of the documents ID with COUNT others, which lie evenly in the index:
 * their words are read and all shingles compared, as `similar` does with its
 * few candidates.  Prints ms=, wall clock, the mean of the documents, and
 * shared=, how many pairs have half of either text in common.
 * May depend on: store, search/likeness.h, latency.h. */
#include "bench/latency.h"
#include "search/likeness.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>

struct scan {
    struct cvd_store *store;
    uint64_t documents;
    struct cvd_wording mine, theirs;
    struct cvd_shingle_set set, room;
    unsigned long shared;
};

static const double HALF = 0.5;

static _Noreturn void die(const char *why)
{
    (void)fprintf(stderr, "research_scan: %s\n", why);
    exit(3);
}

static void need(enum cvd_status st, const struct cvd_err *err)
{
    if (st != CVD_OK)
        die(err->msg[0] ? err->msg : "out of memory");
}

static void compare(struct scan *s, uint32_t docno)
{
    struct cvd_overlap common;
    struct cvd_err err = { 0 };

    need(cvd_store_wording(s->store, docno, &s->theirs, &err), &err);
    need(cvd_overlap_of(&s->set, &s->theirs, &s->room, &common), &err);
    s->shared += common.shared >= HALF || common.shared_of_other >= HALF;
}

static void scan(struct scan *s, const char *id, uint64_t count)
{
    uint32_t docno;
    struct cvd_err err = { 0 };

    need(cvd_store_find(s->store, cvd_str_from(id), &docno, &err), &err);
    need(cvd_store_wording(s->store, docno, &s->mine, &err), &err);
    need(cvd_shingle_set_of(&s->mine, &s->set), &err);
    for (uint64_t i = 0; i < count; i++) {
        uint64_t before = i * s->documents / count;
        uint32_t other = cvd_store_next(s->store, (uint32_t)before);
        if (other && other != docno)
            compare(s, other);
    }
}

int main(int argc, char **argv)
{
    struct scan s = { 0 };
    struct cvd_store_info info;
    struct cvd_err err = { 0 };
    long count = argc > 3 ? strtol(argv[2], NULL, 10) : 0;

    if (count <= 0)
        die("usage: research_scan INDEX COUNT ID...");
    need(cvd_store_open(argv[1], &s.store, &err), &err);
    cvd_store_describe(s.store, &info);
    s.documents = info.documents;
    uint64_t begin = latency_now();
    for (int i = 3; i < argc; i++)
        scan(&s, argv[i], (uint64_t)count);
    printf("ms=%.1f shared=%lu\n",
           (double)(latency_now() - begin) / 1e6 / (argc - 3), s.shared);
    cvd_wording_release(&s.mine);
    cvd_wording_release(&s.theirs);
    cvd_shingle_set_release(&s.set);
    cvd_shingle_set_release(&s.room);
    cvd_store_close(s.store);
    return fflush(stdout) == 0 ? 0 : 3;
}
