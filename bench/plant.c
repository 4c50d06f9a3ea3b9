/* plant.c - copies put into a collection, to be found again.
 *
 *   plant [--seed N] [--copies N] [--sentences N] [--tables DIR]
 *         COLLECTION.jsonl DIRECTORY
 *
 * Writes into DIRECTORY
 *   set.jsonl           the collection with what was planted
 *   copies.tsv          original, copy, kind, severity, the share of the
 *                       original's words that the copy keeps, the share of
 *                       the copy's words that are borrowed
 *   sentences.tsv       number, sentence
 *   carriers.tsv        number, kind, severity, document that has it
 *
 * Each row of the table `rows` gets as many copies as --copies says (30),
 * those that change the name of a province fewer where fewer documents have
 * one; each original has several.  A passage is put into a document that is
 * there, as are sentences; all other copies are documents of their own.  The same
 * arguments and collection give the same bytes.
 *
 * May depend on: libc, plant.h. */
#include "bench/plant.h"

#include "base/array.h"
#include "base/file.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>

enum {
    COPIES = 30, SENTENCES = 60, COUNT_MAX = 10000,
    EACH = 4                    /* copies of one original */
};

enum change { HEAD, EDIT, SHORTEN, LINES, SENTENCES_MIXED, RESPELL, NAMES,
              NAMES_AND_NUMBERS, PASSAGE, ALL };

static const struct row {
    const char *kind, *severity;
    enum change change;
    double amount;
    enum plant_spelling spelling;
} rows[] = {
    { "new head", "-", HEAD, 0, 0 },
    { "edited", "2 %", EDIT, 0.02, 0 },
    { "edited", "5 %", EDIT, 0.05, 0 },
    { "edited", "10 %", EDIT, 0.1, 0 },
    { "edited", "20 %", EDIT, 0.2, 0 },
    { "edited", "30 %", EDIT, 0.3, 0 },
    { "shortened", "30 %", SHORTEN, 0.3, 0 },
    { "shortened", "50 %", SHORTEN, 0.5, 0 },
    { "shortened", "70 %", SHORTEN, 0.7, 0 },
    { "re-ordered", "lines", LINES, 0, 0 },
    { "re-ordered", "sentences", SENTENCES_MIXED, 0, 0 },
    { "re-spelled", "no marks", RESPELL, 0, PLANT_UNMARKED },
    { "re-spelled", "hoà/hòa", RESPELL, 0, PLANT_TONES },
    { "re-spelled", "capitals", RESPELL, 0, PLANT_UPPER },
    { "re-spelled", "layout", RESPELL, 0, PLANT_LAYOUT },
    { "re-spelled", "Ð for Đ, NFD", RESPELL, 0, PLANT_LOOKALIKE },
    { "re-spelled", "scan, 5 % of words", RESPELL, 0.05, PLANT_SLIPS },
    { "re-spelled", "scan, 20 % of words", RESPELL, 0.2, PLANT_SLIPS },
    { "other province", "name", NAMES, 0, 0 },
    { "other province", "name, communes, numbers", NAMES_AND_NUMBERS, 0, 0 },
    { "one passage", "30 words", PASSAGE, 30, 0 },
    { "one passage", "60 words", PASSAGE, 60, 0 },
    { "one passage", "120 words", PASSAGE, 120, 0 },
    { "all together", "head, province, 5 % edited, 30 % shorter", ALL, 0,
      0 },
};

enum { ROWS = sizeof rows / sizeof *rows };

/* An original, and the rows that had a copy of it. */
struct original {
    size_t document;
    struct plant_text text;
    bool given[ROWS];
    size_t copies;
    bool has_name;              /* of a province, and chosen for it */
};

struct copying {
    struct planting *p;
    struct plant_supply *supply;
    struct original *list;
    size_t count, cap;
    struct cvd_buf text;
    FILE *set, *truth;
};

/* ---- supply ---------------------------------------------------------- */

void plant_supply_init(struct planting *p, struct plant_supply *out)
{
    size_t n = p->collection.count;

    *out = (struct plant_supply){
        plant_got(malloc((n + 1) * sizeof *out->order)),
        plant_got(calloc(n + 1, sizeof *out->given)), 0, n, 0
    };
    plant_shuffle(&p->dice, out->order, n);
}

void plant_supply_release(struct plant_supply *s)
{
    free(s->order);
    free(s->given);
    *s = (struct plant_supply){ 0 };
}

static bool has_name(struct planting *p, const struct plant_text *t)
{
    struct plant_text renamed = { 0 };
    size_t found = plant_rename(p, t, false, &renamed);

    plant_text_release(&renamed);
    return found > 0;
}

/* Whether document `n` will do; cuts it into words. */
static bool will_do(struct planting *p, const struct plant_supply *s,
                    size_t n, enum plant_use use, struct plant_text *out)
{
    size_t least = use == PLANT_HOST ? PLANT_WORDS_MIN / 2 : PLANT_WORDS_MIN;

    out->count = 0;
    if (s->given[n])
        return false;
    plant_text_cut(p->collection.list[n].text, true, out);
    return out->count >= least && out->count <= PLANT_WORDS_MAX &&
           (use != PLANT_NAMED || has_name(p, out));
}

size_t plant_supply_next(struct planting *p, struct plant_supply *s,
                         enum plant_use use, struct plant_text *out)
{
    size_t *at = use == PLANT_NAMED ? &s->named : &s->front;

    if (s->named < s->front)
        s->named = s->front;
    while (*at < s->back) {
        size_t n = use == PLANT_HOST ? s->order[--s->back]
                                     : s->order[(*at)++];
        if (!will_do(p, s, n, use, out))
            continue;
        s->given[n] = true;
        return n;
    }
    if (use == PLANT_NAMED)
        return SIZE_MAX;
    plant_die("the collection", "has too few documents of 150 to 3,000 "
                                 "words for so many copies");
}

void plant_store(struct planting *p, size_t n, const struct plant_text *t)
{
    struct cvd_buf s = { 0 };

    plant_text_join(t, &s);
    p->collection.list[n].text = plant_keep(&p->pool, cvd_buf_str(&s));
    cvd_buf_release(&s);
}

/* ---- copies ---------------------------------------------------------- */

/* NULL where there is no more. */
static struct original *add_original(struct copying *c, bool with_name)
{
    struct original one = { .has_name = with_name };

    one.document = plant_supply_next(c->p, c->supply,
                                     with_name ? PLANT_NAMED : PLANT_ORIGINAL,
                                     &one.text);
    if (one.document == SIZE_MAX) {
        plant_text_release(&one.text);
        return NULL;
    }
    plant_need(cvd_array_reserve(&c->list, &c->cap, c->count + 1,
                                 sizeof *c->list));
    c->list[c->count] = one;
    return &c->list[c->count++];
}

static bool wants_name(const struct row *r)
{
    return r->change == NAMES || r->change == NAMES_AND_NUMBERS ||
           r->change == ALL;
}

/* An original that row `r` has no copy of, one more where there is none;
 * NULL where too few have what it changes. */
static struct original *original_for(struct copying *c, size_t r)
{
    for (size_t i = 0; i < c->count; i++) {
        struct original *o = &c->list[i];
        if (o->copies < EACH && !o->given[r] &&
            (o->has_name || !wants_name(&rows[r])))
            return o;
    }
    return add_original(c, wants_name(&rows[r]));
}

/* Head, province, edited, shortened. */
static void change_all(struct planting *p, const struct plant_text *in,
                       struct plant_text *out)
{
    struct plant_text shorter = { 0 }, renamed = { 0 }, edited = { 0 };

    plant_shorten(p, in, 0.3, &shorter);
    (void)plant_rename(p, &shorter, true, &renamed);
    plant_edit(p, &renamed, 0.05, &edited);
    plant_head(p, &edited, out);
    plant_text_release(&shorter);
    plant_text_release(&renamed);
    plant_text_release(&edited);
}

static void change(struct planting *p, const struct row *r,
                   const struct plant_text *in, struct plant_text *out)
{
    switch (r->change) {
    case HEAD: plant_head(p, in, out); break;
    case EDIT: plant_edit(p, in, r->amount, out); break;
    case SHORTEN: plant_shorten(p, in, r->amount, out); break;
    case LINES: plant_reorder(p, in, PLANT_LINES, out); break;
    case SENTENCES_MIXED:
        plant_reorder(p, in, PLANT_SENTENCES, out);
        break;
    case RESPELL: plant_respell(p, in, r->spelling, r->amount, out); break;
    case NAMES: (void)plant_rename(p, in, false, out); break;
    case NAMES_AND_NUMBERS: (void)plant_rename(p, in, true, out); break;
    case PASSAGE: plant_passage(p, in, (size_t)r->amount, out); break;
    case ALL: change_all(p, in, out); break;
    }
}

/* Put `passage` into a document of the collection; its number. */
static size_t into_host(struct copying *c, struct plant_text *passage)
{
    struct plant_text host = { 0 }, both = { 0 };
    size_t n = plant_supply_next(c->p, c->supply, PLANT_HOST, &host);

    for (size_t i = 0; i < host.count; i++)
        host.list[i].borrowed = false;
    plant_insert(c->p, &host, passage, &both);
    plant_store(c->p, n, &both);
    plant_text_release(&host);
    plant_text_release(passage);
    *passage = both;
    return n;
}

static void tell(struct copying *c, const struct original *o,
                 struct cvd_str copy, const struct row *r,
                 const struct plant_text *t)
{
    struct cvd_str from = c->p->collection.list[o->document].id;
    double kept = (double)plant_text_borrowed(t);

    (void)fprintf(c->truth, "%.*s\t%.*s\t%s\t%s\t%.3f\t%.3f\n",
                  (int)from.len, from.ptr, (int)copy.len, copy.ptr, r->kind,
                  r->severity, kept / (double)o->text.count,
                  t->count ? kept / (double)t->count : 0);
}

static void copy(struct copying *c, size_t row, size_t number)
{
    struct original *o = original_for(c, row);
    const struct row *r = &rows[row];
    struct plant_document made = { 0 };
    struct plant_text t = { 0 };
    char id[64];

    if (!o)
        return;
    o->given[row] = true;
    o->copies++;
    change(c->p, r, &o->text, &t);
    if (r->change == PASSAGE) {
        made = c->p->collection.list[into_host(c, &t)];
    } else {
        plant_text_join(&t, &c->text);
        (void)snprintf(id, sizeof id, "planted/%zu-%zu", row + 1,
                       number + 1);
        made.id = cvd_str_from(id);
        made.title = c->p->collection.list[o->document].title;
        made.text = cvd_buf_str(&c->text);
        plant_document_write(c->set, &made);
    }
    tell(c, o, made.id, r, &t);
    plant_text_release(&t);
}

static void plant_copies(struct copying *c, size_t each)
{
    for (size_t i = 0; i < each; i++)
        for (size_t r = 0; r < ROWS; r++)
            copy(c, r, i);
    for (size_t i = 0; i < c->count; i++)
        plant_text_release(&c->list[i].text);
    free(c->list);
    cvd_buf_release(&c->text);
}

/* ---- files ----------------------------------------------------------- */

static FILE *create(const char *directory, const char *name)
{
    char *path = cvd_path_join(directory, name);
    FILE *out = path ? fopen(path, "w") : NULL;

    if (!out)
        plant_die(path, strerror(errno));
    free(path);
    return out;
}

static void finish(FILE *out)
{
    int failed = ferror(out);

    if (fclose(out) != 0 || failed)
        plant_die("cannot write", strerror(errno));
}

static void plant_all(struct planting *p, const char *directory,
                      size_t copies, size_t sentences)
{
    struct plant_supply supply;
    struct copying c = { .p = p, .supply = &supply };
    FILE *list = create(directory, "sentences.tsv");
    FILE *carriers = create(directory, "carriers.tsv");

    plant_supply_init(p, &supply);
    c.set = create(directory, "set.jsonl");
    c.truth = create(directory, "copies.tsv");
    plant_copies(&c, copies);
    plant_sentences(p, &supply, sentences, list, carriers);
    for (size_t i = 0; i < p->collection.count; i++)
        plant_document_write(c.set, &p->collection.list[i]);
    plant_supply_release(&supply);
    finish(list);
    finish(carriers);
    finish(c.set);
    finish(c.truth);
}

static _Noreturn void usage(void)
{
    (void)fprintf(stderr,
                  "usage: plant [--seed N] [--copies N] [--sentences N] "
                  "[--tables DIR]\n"
                  "             COLLECTION.jsonl DIRECTORY\n");
    exit(2);
}

static size_t number(const char *s)
{
    char *end;
    unsigned long n = strtoul(s, &end, 10);

    if (end == s || *end || n > COUNT_MAX)
        usage();
    return n;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        { "seed", required_argument, NULL, 's' },
        { "copies", required_argument, NULL, 'c' },
        { "sentences", required_argument, NULL, 'n' },
        { "tables", required_argument, NULL, 't' },
        { NULL, 0, NULL, 0 }
    };
    struct planting p = { .seed = 1 };
    const char *tables = "corpus/tables";
    size_t copies = COPIES, sentences = SENTENCES;

    for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (o == 's')
            p.seed = number(optarg);
        else if (o == 'c')
            copies = number(optarg);
        else if (o == 'n')
            sentences = number(optarg);
        else if (o == 't')
            tables = optarg;
        else
            usage();
    }
    if (argc - optind != 2)
        usage();
    p.dice = dice_for(p.seed, 0);
    growth_names_load(tables, &p.names);
    plant_documents_read(argv[optind], &p.collection);
    plant_all(&p, argv[optind + 1], copies, sentences);
    growth_names_release(&p.names);
    plant_documents_release(&p.collection);
    cvd_strings_free(p.pool);
    return 0;
}
