/* copies.c - how many documents are nearly the same as one: likeness.h. */
#include "search/likeness.h"

enum {
    /* Documents looked at of one shingle, in one part.  Of one that more have
     * the first are, but only where there are no better ones. */
    EACH = 256, FEW = 3,
    /* Documents that are none, one after another: what follows has less in
     * common with the one looked at. */
    FAILURES = 12,
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

/* Find who has much of the sketch of the text. */
static enum cvd_status find(struct cvd_searcher *s,
                            const struct cvd_wording *text,
                            struct cvd_sharers *out, struct cvd_err *err)
{
    struct cvd_sharers_form form = {
        .shingles = CVD_SKETCH_MAX, .each = EACH, .most = EACH,
        .least = cvd_sketch_least(text->count),
        .limit = 2 * CVD_COUNTED_COPIES_MAX
    };
    enum cvd_status st = cvd_sharers_find(s, text, &form, out, err);

    if (st == CVD_OK && out->looked_at < FEW && text->count) {
        cvd_sharers_release(out);
        form.most = 0;
        st = cvd_sharers_find(s, text, &form, out, err);
    }
    return st;
}

struct comparing {
    struct cvd_searcher *s;
    struct cvd_wording mine, theirs;
    struct cvd_shingle_set set, room;
};

static enum cvd_status compare(struct comparing *c, uint32_t docno,
                               bool *copy, struct cvd_err *err)
{
    struct cvd_overlap o = { 0 };
    enum cvd_status st = cvd_store_wording(c->s->store, docno, &c->theirs,
                                           err);

    if (st == CVD_OK && lengths_fit(c->mine.count, c->theirs.count) &&
        cvd_overlap_of(&c->set, &c->theirs, &c->room, &o) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    *copy = st == CVD_OK && cvd_overlap_is_copy(&o);
    return st;
}

static enum cvd_status compare_all(struct comparing *c, uint32_t docno,
                                   const struct cvd_sharers *sharers,
                                   unsigned *count, struct cvd_err *err)
{
    struct cvd_clock *clock = cvd_store_clock(c->s->store);
    enum cvd_status st = CVD_OK;
    unsigned failures = 0;

    if (sharers->count > 1 && cvd_shingle_set_of(&c->mine, &c->set) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < sharers->count && st == CVD_OK &&
                       *count < CVD_COUNTED_COPIES_MAX &&
                       failures < FAILURES &&
                       !cvd_clock_steps(clock, READ_STEPS); i++) {
        bool copy;
        if (sharers->list[i].docno == docno)
            continue;
        st = compare(c, sharers->list[i].docno, &copy, err);
        *count += copy;
        failures = copy ? 0 : failures + 1;
    }
    return st;
}

enum cvd_status cvd_copies_count(struct cvd_searcher *s, uint32_t docno,
                                 unsigned *count, struct cvd_err *err)
{
    struct comparing c = { .s = s };
    struct cvd_sharers sharers = { 0 };
    enum cvd_status st = cvd_store_wording(s->store, docno, &c.mine, err);

    *count = 0;
    if (st == CVD_OK)
        st = find(s, &c.mine, &sharers, err);
    if (st == CVD_OK)
        st = compare_all(&c, docno, &sharers, count, err);
    cvd_sharers_release(&sharers);
    cvd_shingle_set_release(&c.set);
    cvd_shingle_set_release(&c.room);
    cvd_wording_release(&c.mine);
    cvd_wording_release(&c.theirs);
    return st;
}
