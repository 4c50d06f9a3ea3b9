/* copies.c - how many documents are nearly the same as one: likeness.h. */
#include "search/likeness.h"
#include "search/reuse.h"

#include <stdlib.h>

enum {
    EACH = 256,              /* documents looked at of one shingle, in one
                                part: of many copies the first ones */
    READ_STEPS = 16          /* of the clock, that comparing one is worth */
};

/* Lengths of texts of which one may be a copy of the other: where four fifths
 * of either are the same. */
static bool lengths_fit(size_t a, size_t b)
{
    size_t less = a < b ? a : b, more = a < b ? b : a;

    /* Shingles are counted once each, words as often as they stand there. */
    return (double)less >= (double)more * CVD_COPY_SHARE / 2;
}

enum cvd_status cvd_copies_count(struct cvd_searcher *s, uint32_t docno,
                                 unsigned *count, struct cvd_err *err)
{
    struct cvd_sharers_form form = { CVD_SKETCH_MAX, EACH, 0,
                                     2 * CVD_COUNTED_COPIES_MAX };
    struct cvd_clock *clock = cvd_store_clock(s->store);
    struct cvd_wording mine = { 0 }, theirs = { 0 };
    struct cvd_shingle_set set = { 0 }, room = { 0 };
    struct cvd_sharers sharers = { 0 };
    enum cvd_status st = cvd_store_wording(s->store, docno, &mine, err);

    *count = 0;
    form.least = cvd_sketch_least(mine.count);
    if (st == CVD_OK)
        st = cvd_sharers_find(s, &mine, &form, &sharers, err);
    if (st == CVD_OK && sharers.count > 1 &&
        cvd_shingle_set_of(&mine, &set) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < sharers.count && st == CVD_OK &&
                       *count < CVD_COUNTED_COPIES_MAX &&
                       !cvd_clock_steps(clock, READ_STEPS); i++) {
        struct cvd_overlap o = { 0 };
        if (sharers.list[i].docno == docno)
            continue;
        st = cvd_store_wording(s->store, sharers.list[i].docno, &theirs, err);
        if (st == CVD_OK && lengths_fit(mine.count, theirs.count) &&
            cvd_overlap_of(&set, &theirs, &room, &o) != CVD_OK)
            st = cvd_fail(err, CVD_ENOMEM, "out of memory");
        *count += cvd_overlap_is_copy(&o);
    }
    cvd_sharers_release(&sharers);
    cvd_shingle_set_release(&set);
    cvd_shingle_set_release(&room);
    cvd_wording_release(&mine);
    cvd_wording_release(&theirs);
    return st;
}
