/* plan_restored.c - what a word typed without marks most likely is, where no
 * word of the query has any.
 *
 * Only ranking is told: every spelling is found all the same. */
#include "search/planner.h"
#include "search/restore.h"

static bool may_be_restored(const struct cvd_free_words *f, size_t i)
{
    return f->slots[i] && f->slots[i]->any_spelling && !f->items[i]->prefix &&
           f->items[i]->marks == CVD_MARKS_READ;
}

/* How many words from the i-th on stand side by side. */
static size_t stretch(const struct cvd_free_words *f, size_t i)
{
    size_t n = 0;

    while (i + n < f->count && may_be_restored(f, i + n) &&
           f->items[i + n]->first == f->items[i]->first + n)
        n++;
    return n;
}

/* Only a word the index has, and only if it is sure: the others weigh as
 * typed. */
static void take_word(struct cvd_planner *p,
                      const struct cvd_restored_word *r,
                      struct cvd_free_words *f, size_t i)
{
    struct cvd_slot *slot = cvd_plan_room(p, 1, sizeof *slot);
    struct cvd_word *word = cvd_plan_room(p, 1, sizeof *word);

    if (!r->documents || r->confidence < p->ranking->sure || !slot || !word)
        return;
    *word = r->word;
    *slot = (struct cvd_slot){ .words = word, .count = 1 };
    f->meant[i] = slot;
}

void cvd_plan_restored(struct cvd_planner *p, struct cvd_free_words *f)
{
    struct cvd_restored r = { 0 };
    struct cvd_err err;

    if (p->q->marked)
        return;
    for (size_t i = 0, n; i < f->count; i += n ? n : 1) {
        n = stretch(f, i);
        if (!n)
            continue;
        enum cvd_status st = cvd_restore(p->store, &p->q->tokens,
                                         f->items[i]->first, n, &r, &err);
        if (st != CVD_OK) {
            p->status = st;
            break;
        }
        for (size_t k = 0; k < n; k++)
            take_word(p, &r.words[k], f, i + k);
    }
    cvd_restored_release(&r);
}
