/* plant_sentence.c - one sentence, planted in many documents: see plant.h. */
#include "bench/plant.h"

#include <stdlib.h>

enum { SENTENCE_WORDS_MIN = 12, SENTENCE_WORDS_MAX = 40 };

enum form { VERBATIM, ONE_WORD, SHARE, SPELLING, PROVINCE, BROKEN };

static const struct row {
    const char *kind, *severity;
    enum form form;
    double share;               /* of its words */
    enum plant_spelling spelling;
} rows[] = {
    { "verbatim", "-", VERBATIM, 0, 0 },
    { "edited", "1 word", ONE_WORD, 0, 0 },
    { "edited", "10 % of words", SHARE, 0.1, 0 },
    { "edited", "20 % of words", SHARE, 0.2, 0 },
    { "edited", "30 % of words", SHARE, 0.3, 0 },
    { "re-spelled", "no marks", SPELLING, 0, PLANT_UNMARKED },
    { "re-spelled", "hoà/hòa", SPELLING, 0, PLANT_TONES },
    { "re-spelled", "capitals", SPELLING, 0, PLANT_UPPER },
    { "re-spelled", "Ð for Đ, NFD", SPELLING, 0, PLANT_LOOKALIKE },
    { "re-spelled", "scan, 10 % of words", SPELLING, 0.1, PLANT_SLIPS },
    { "broken", "lines, punctuation", BROKEN, 0, PLANT_LAYOUT },
    { "other province", "name", PROVINCE, 0, 0 },
};

/* *out empty: there is nothing of this form. */
static void change(struct planting *p, const struct row *r,
                   const struct plant_text *in, struct plant_text *out)
{
    double words = (double)in->count;

    switch (r->form) {
    case VERBATIM: plant_text_append(out, in, 0, in->count); break;
    case ONE_WORD: plant_edit_words(p, in, 1, out); break;
    case SHARE:
        plant_edit_words(p, in, (size_t)(words * r->share + 0.5), out);
        break;
    case SPELLING:
    case BROKEN: plant_respell(p, in, r->spelling, r->share, out); break;
    case PROVINCE:
        if (!plant_rename(p, in, false, out))
            out->count = 0;
        break;
    }
}

/* A sentence of `t`, drawn of those long enough; false where it has none. */
static bool draw_sentence(struct planting *p, const struct plant_text *t,
                          struct plant_text *out)
{
    size_t seen = 0, from = 0, to = 0, end;

    for (size_t i = plant_text_head(t); i < t->count; i = end) {
        end = plant_text_unit(t, PLANT_SENTENCES, i);
        if (end - i < SENTENCE_WORDS_MIN || end - i > SENTENCE_WORDS_MAX ||
            dice_below(&p->dice, (uint32_t)++seen))
            continue;
        from = i;
        to = end;
    }
    plant_text_append(out, t, from, to);
    return seen > 0;
}

static void plant_into(struct planting *p, struct plant_supply *s,
                       const struct plant_text *sentence, size_t number,
                       const struct row *r, FILE *truth)
{
    struct plant_text host = { 0 }, both = { 0 };
    size_t n = plant_supply_next(p, s, PLANT_HOST, &host);
    struct cvd_str id = p->collection.list[n].id;

    plant_insert(p, &host, sentence, &both);
    plant_store(p, n, &both);
    (void)fprintf(truth, "%zu\t%s\t%s\t%.*s\n", number, r->kind,
                  r->severity, (int)id.len, id.ptr);
    plant_text_release(&host);
    plant_text_release(&both);
}

/* In one line, without a tab. */
static void list_sentence(size_t number, const struct plant_text *t,
                          FILE *list)
{
    (void)fprintf(list, "%zu\t", number);
    for (size_t i = 0; i < t->count; i++)
        (void)fprintf(list, "%s%.*s", i ? " " : "",
                      (int)t->list[i].word.len, t->list[i].word.ptr);
    (void)fputc('\n', list);
}

void plant_sentences(struct planting *p, struct plant_supply *s,
                     size_t count, FILE *list, FILE *truth)
{
    struct plant_text from = { 0 }, sentence = { 0 }, changed = { 0 };

    for (size_t n = 1; n <= count;) {
        size_t source = plant_supply_next(p, s, PLANT_ORIGINAL, &from);
        struct cvd_str id = p->collection.list[source].id;
        sentence.count = 0;
        if (!draw_sentence(p, &from, &sentence))
            continue;
        list_sentence(n, &sentence, list);
        (void)fprintf(truth, "%zu\tsource\t-\t%.*s\n", n, (int)id.len,
                      id.ptr);
        for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
            changed.count = 0;
            change(p, &rows[r], &sentence, &changed);
            if (changed.count)
                plant_into(p, s, &changed, n, &rows[r], truth);
        }
        n++;
    }
    plant_text_release(&from);
    plant_text_release(&sentence);
    plant_text_release(&changed);
}
