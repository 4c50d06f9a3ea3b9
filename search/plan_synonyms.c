/* plan_synonyms.c - what else free words may be called: UBND for Ủy ban nhân
 * dân, and the other way round.
 *
 * Only words typed freely: what is quoted, required, excluded or bears an
 * operator means itself. */
#include "analyzers/synonyms.h"
#include "search/planner.h"

#include <string.h>

/* How much a form counts beside the words typed.  Below 1, a text with the
 * form never ranks above the same one with the words (docs/quality.md). */
static double weight_of(const struct cvd_ranking *r,
                        enum cvd_synonym_kind kind)
{
    switch (kind) {
    case CVD_SYNONYM_ABBR:
        return r->abbreviation;
    case CVD_SYNONYM_SPELLING:
        return r->spelling;
    case CVD_SYNONYM_DOMAIN:
        break;
    }
    return r->domain;
}

/* A form's words as slots of one spelling each. */
static struct cvd_form read_form(struct cvd_planner *p,
                                 const struct cvd_synonym_form *form)
{
    struct cvd_slot *slots = cvd_plan_room(p, form->words, sizeof *slots);
    struct cvd_word *words = cvd_plan_room(p, form->words, sizeof *words);
    const char *exact = form->exact, *folded = form->folded;

    if (!slots || !words)
        return (struct cvd_form){ NULL, 0 };
    for (size_t i = 0; i < form->words; i++) {
        words[i].exact = (struct cvd_str){ exact, strcspn(exact, " ") };
        words[i].folded = (struct cvd_str){ folded, strcspn(folded, " ") };
        exact += words[i].exact.len + 1;
        folded += words[i].folded.len + 1;
        slots[i] = (struct cvd_slot){ .words = &words[i], .count = 1 };
    }
    return (struct cvd_form){ slots, form->words };
}

static void add_synonyms(struct cvd_planner *p, const struct cvd_synonym *m,
                         size_t first, struct cvd_free_words *f)
{
    struct cvd_synonyms *s = &f->synonyms[f->synonym_count];
    bool few = f->count <= CVD_ALL_OF_MAX;

    s->forms = cvd_plan_room(p, m->form_count, sizeof *s->forms);
    if (!s->forms)
        return;
    for (size_t i = 0; i < m->form_count; i++) {
        s->forms[i] = read_form(p, m->forms[i]);
        if (!s->forms[i].slots)
            return;
        cvd_plan_show(p, s->forms[i].slots, s->forms[i].count);
    }
    s->form_count = m->form_count;
    s->first = first;
    s->count = m->count;
    s->weight = weight_of(p->ranking, m->kind);
    s->finds = m->kind != CVD_SYNONYM_DOMAIN || few;
    f->synonym_count++;
}

static bool means_itself(const struct cvd_free_words *f, size_t i)
{
    return !f->slots[i] || f->items[i]->prefix ||
           f->items[i]->marks != CVD_MARKS_READ;
}

/* How many words from the i-th on were typed one right after another. */
static size_t stretch(const struct cvd_free_words *f, size_t i)
{
    size_t n = 0;

    while (i + n < f->count && !means_itself(f, i + n) &&
           f->items[i + n]->first == f->items[i]->first + n)
        n++;
    return n;
}

void cvd_plan_synonyms(struct cvd_planner *p, struct cvd_free_words *f)
{
    struct cvd_synonym found[CVD_QUERY_SYNONYMS_MAX];
    bool any_marks = p->mode.widen || !p->q->marked;

    for (size_t i = 0, n; i < f->count; i += n ? n : 1) {
        n = stretch(f, i);
        size_t from = f->items[i]->first;
        size_t count = cvd_synonyms_find(
            cvd_buf_str(&p->q->text), &p->q->tokens, from, from + n,
            any_marks, p->synonyms, found,
            CVD_QUERY_SYNONYMS_MAX - f->synonym_count);
        for (size_t k = 0; k < count; k++)
            add_synonyms(p, &found[k], i + found[k].first - from, f);
    }
}
