/* quality.c - how well we rank, on judged questions, beside saved rankings.
 *
 *   cvdquality --queries=FILE --qrels=FILE [--index=DIR] [--save=PREFIX]
 *              [--set=NAME=VALUE]... [--ablation=FILE]
 *              [--run=NAME=PREFIX]... [--against=PREFIX]
 *              [--folds=K] [--tsv]
 *
 * Every question is asked twice through cvd_search(), 100 hits, in this one
 * process: as it is, and without its marks.  Queries are `qid TAB question`,
 * qrels `qid TAB document TAB grade`; a question nobody judged is passed
 * over.  A ranking is the two files PREFIX.accented.run and
 * PREFIX.unaccented.run, `qid TAB document TAB rank`; --save writes ours,
 * --run scores those of others, --against says of each row by how much its
 * nDCG@10 differs from that of a saved ranking and how likely chance does
 * the same; --folds adds nDCG@10 on each of K parts of the questions, split
 * by a hash of their ids.
 *
 * --ablation measures ours once for each line of a file: a title, a tab, and
 * NAME=VALUE words, which are set after those of --set.
 *
 * May depend on: libc, base, search/searcher.h, ranking_file.h, score.h. */
#include "base/file.h"
#include "bench/ranking_file.h"
#include "search/searcher.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    FOLDS_MAX = 10,
    SETTINGS_MAX = 32,      /* --set, and words of a line of --ablation */
    RUNS_MAX = 16,
    CELLS_MAX = 2 + SCORE_MEASURES + 2 + FOLDS_MAX + 2,
    CELL_MAX = 64,          /* bytes of one cell, with its NUL */
    TITLE_WIDTH = 26, FORM_WIDTH = 10, NUMBER_WIDTH = 10,
    EXIT_USAGE = 2, EXIT_CANNOT = 3,
};

static const char usage[] =
    "usage: cvdquality --queries=FILE --qrels=FILE [--index=DIR]\n"
    "           [--save=PREFIX] [--set=NAME=VALUE]... [--ablation=FILE]\n"
    "           [--run=NAME=PREFIX]... [--against=PREFIX] [--folds=K]\n"
    "           [--tsv]\n";

/* NAME=VALUE words, borrowed. */
struct settings {
    const char *word[SETTINGS_MAX];
    size_t count;
};

struct options {
    const char *queries, *qrels, *index, *save, *ablation, *against;
    struct settings settings;
    char *runs[RUNS_MAX];       /* NAME=PREFIX */
    size_t run_count;
    unsigned folds;
    bool tsv;
};

/* What all rows are measured by. */
struct measuring {
    const struct options *options;
    struct score_table judged;
    struct questions questions;
    struct score *against[FORMS];   /* of each question, or NULL */
};

static void die(int status, const char *message)
{
    (void)fprintf(stderr, "cvdquality: %s\n", message);
    exit(status);
}

static void need(enum cvd_status st, const struct cvd_err *err)
{
    if (st != CVD_OK)
        die(st == CVD_EUSAGE ? EXIT_USAGE : EXIT_CANNOT, err->msg);
}

static void *need_room(size_t count, size_t size)
{
    void *p = calloc(count, size);

    if (!p)
        die(EXIT_CANNOT, "out of memory");
    return p;
}

/* ---- the table ------------------------------------------------------- */

struct cells {
    char text[CELLS_MAX][CELL_MAX];
    size_t count;
};

static void add_cell(struct cells *c, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void add_cell(struct cells *c, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    (void)vsnprintf(c->text[c->count++], CELL_MAX, fmt, args);
    va_end(args);
}

static void print_cells(const struct cells *c, bool tsv)
{
    for (size_t i = 0; i < c->count; i++) {
        if (tsv)
            printf("%s%s", i ? "\t" : "", c->text[i]);
        else if (i < 2)
            printf("%-*s ", i ? FORM_WIDTH : TITLE_WIDTH, c->text[i]);
        else
            printf(" %*s", NUMBER_WIDTH, c->text[i]);
    }
    putchar('\n');
    (void)fflush(stdout);   /* rows take a while */
}

static void print_head(const struct options *o)
{
    struct cells c = { .count = 0 };

    add_cell(&c, "system");
    add_cell(&c, "questions");
    for (int m = 0; m < SCORE_MEASURES; m++)
        add_cell(&c, "%s", score_measure_names[m]);
    add_cell(&c, "p50 ms");
    add_cell(&c, "p99 ms");
    for (unsigned k = 0; k < o->folds; k++)
        add_cell(&c, "part %u", k + 1);
    if (o->against) {
        add_cell(&c, "nDCG +/-");
        add_cell(&c, "p");
    }
    print_cells(&c, o->tsv);
}

static void add_time(struct cells *c, double ms)
{
    if (ms < 0)
        add_cell(c, "-");
    else
        add_cell(c, "%.2f", ms);
}

/* nDCG@10 on the questions of one part. */
static void add_part(struct cells *c, const struct measuring *m,
                     const struct score *scores, unsigned part)
{
    double sum = 0;
    size_t n = 0;

    for (size_t i = 0; i < m->questions.count; i++) {
        if (cvd_hash64(m->questions.q[i].qid) % m->options->folds != part)
            continue;
        sum += scores[i].value[SCORE_NDCG];
        n++;
    }
    if (n)
        add_cell(c, "%.4f", sum / (double)n);
    else
        add_cell(c, "-");
}

static void add_difference(struct cells *c, const struct measuring *m,
                           const struct score *scores,
                           const struct score *against)
{
    size_t n = m->questions.count;
    double *difference = need_room(n, sizeof *difference), sum = 0;

    for (size_t i = 0; i < n; i++) {
        difference[i] = scores[i].value[SCORE_NDCG] -
                        against[i].value[SCORE_NDCG];
        sum += difference[i];
    }
    add_cell(c, "%+.4f", sum / (double)n);
    add_cell(c, "%.4f", score_randomised_p(difference, n));
    free(difference);
}

/* The score of each question, in their order; the caller frees it. */
static struct score *score_all(const struct measuring *m,
                               const struct ranking *r)
{
    struct score *scores = need_room(m->questions.count, sizeof *scores);

    for (size_t i = 0; i < m->questions.count; i++)
        scores[i] = score_question(&m->judged, &r->table,
                                   m->questions.q[i].qid);
    return scores;
}

static void print_row(const struct measuring *m, const char *title,
                      enum form form, const struct ranking *r)
{
    struct cells c = { .count = 0 };
    struct score *scores = score_all(m, r);
    struct score mean = score_mean(scores, m->questions.count);

    add_cell(&c, "%s", title);
    add_cell(&c, "%s", form_names[form]);
    for (int i = 0; i < SCORE_MEASURES; i++)
        add_cell(&c, "%.4f", mean.value[i]);
    add_time(&c, r->p50_ms);
    add_time(&c, r->p99_ms);
    for (unsigned k = 0; k < m->options->folds; k++)
        add_part(&c, m, scores, k);
    if (m->against[form])
        add_difference(&c, m, scores, m->against[form]);
    print_cells(&c, m->options->tsv);
    free(scores);
}

/* ---- ours ------------------------------------------------------------ */

/* Give one figure of the ranking its value: NAME=VALUE. */
static enum cvd_status apply(struct cvd_searcher *s, const char *word,
                             struct cvd_err *err)
{
    static const struct {
        const char *name;
        size_t at;
    } figures[] = {
#define FIGURE(name) { #name, offsetof(struct cvd_ranking, name) }
        FIGURE(pair), FIGURE(pair_share), FIGURE(asks), FIGURE(defines),
        FIGURE(typed), FIGURE(sure), FIGURE(named),
        FIGURE(abbreviation),
        FIGURE(spelling), FIGURE(domain)
#undef FIGURE
    };
    size_t len = strcspn(word, "=");
    char *end;

    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        if (strlen(figures[i].name) != len ||
            memcmp(figures[i].name, word, len) != 0 || !word[len])
            continue;
        double value = strtod(word + len + 1, &end);
        if (end == word + len + 1 || *end || !(value >= 0 && value <= 100))
            return cvd_fail(err, CVD_EUSAGE, "'%s' is no figure", word);
        memcpy((char *)&s->ranking + figures[i].at, &value, sizeof value);
        return CVD_OK;
    }
    return cvd_fail(err, CVD_EUSAGE, "the ranking has no setting '%s'", word);
}

/* Measure our engine with the settings of the command line and then `more`;
 * saves the rankings where `save` is not NULL. */
static void measure_ours(const struct measuring *m, const char *title,
                         const struct settings *more, const char *save)
{
    const struct settings *all[] = { &m->options->settings, more };
    struct cvd_searcher *s;
    struct cvd_err err;

    need(cvd_searcher_open(m->options->index, &s, &err), &err);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        for (size_t j = 0; j < all[i]->count; j++)
            need(apply(s, all[i]->word[j], &err), &err);
    for (enum form form = 0; form < FORMS; form++) {
        struct ranking r;
        need(ranking_ask(s, &m->questions, form, &r, &err), &err);
        if (save)
            need(ranking_write(save, form, &r, &err), &err);
        print_row(m, title, form, &r);
        ranking_release(&r);
    }
    cvd_searcher_close(s);
}

/* One line of the file of --ablation, which is cut up. */
static void measure_setting(const struct measuring *m, char *line)
{
    struct settings more = { .count = 0 };
    char *save = NULL, *words = line + strcspn(line, "\t");

    if (*words)
        *words++ = '\0';
    for (char *w = strtok_r(words, " \r", &save); w;
         w = strtok_r(NULL, " \r", &save)) {
        if (more.count == SETTINGS_MAX)
            die(EXIT_USAGE, "too many settings in one line");
        more.word[more.count++] = w;
    }
    measure_ours(m, line, &more, NULL);
}

static void measure_ablation(const struct measuring *m)
{
    struct cvd_buf file = { 0 };
    struct cvd_err err;
    char *save = NULL;

    need(cvd_file_read(m->options->ablation, SCORE_FILE_MAX, &file, &err),
         &err);
    for (char *line = file.len ? strtok_r(file.ptr, "\n", &save) : NULL;
         line; line = strtok_r(NULL, "\n", &save))
        if (line[0] != '#')
            measure_setting(m, line);
    cvd_buf_release(&file);
}

/* ---- others ---------------------------------------------------------- */

static void measure_run(const struct measuring *m, char *name_and_prefix)
{
    char *prefix = strchr(name_and_prefix, '=');
    struct cvd_err err;

    if (!prefix)
        die(EXIT_USAGE, "--run takes NAME=PREFIX");
    *prefix++ = '\0';
    for (enum form form = 0; form < FORMS; form++) {
        struct ranking r;
        need(ranking_read(prefix, form, &r, &err), &err);
        print_row(m, name_and_prefix, form, &r);
        ranking_release(&r);
    }
}

static void read_against(struct measuring *m)
{
    struct cvd_err err;

    for (enum form form = 0; form < FORMS; form++) {
        struct ranking r;
        need(ranking_read(m->options->against, form, &r, &err), &err);
        m->against[form] = score_all(m, &r);
        ranking_release(&r);
    }
}

static void measure_all(const struct options *o)
{
    const struct settings none = { .count = 0 };
    struct measuring m = { .options = o };
    struct cvd_buf qrels = { 0 };
    struct cvd_err err, why;

    need(cvd_file_read(o->qrels, SCORE_FILE_MAX, &qrels, &err), &err);
    if (score_judged_read(cvd_buf_str(&qrels), &m.judged, &why) != CVD_OK)
        need(cvd_fail(&err, why.status, "'%s': %s", o->qrels, why.msg), &err);
    need(questions_read(o->queries, &m.judged, &m.questions, &err), &err);
    if (o->against)
        read_against(&m);
    print_head(o);
    if (o->index && o->ablation)
        measure_ablation(&m);
    else if (o->index)
        measure_ours(&m, "cvdsearch", &none, o->save);
    for (size_t i = 0; i < o->run_count; i++)
        measure_run(&m, o->runs[i]);
    for (enum form form = 0; form < FORMS; form++)
        free(m.against[form]);
    questions_release(&m.questions);
    score_table_release(&m.judged);
    cvd_buf_release(&qrels);
}

/* ---- the command line ------------------------------------------------ */

enum { OPT_QUERIES = 1, OPT_QRELS, OPT_INDEX, OPT_SAVE, OPT_SET,
       OPT_ABLATION, OPT_RUN, OPT_AGAINST, OPT_FOLDS, OPT_TSV, OPT_HELP };

static const struct option long_options[] = {
    { "queries", required_argument, NULL, OPT_QUERIES },
    { "qrels", required_argument, NULL, OPT_QRELS },
    { "index", required_argument, NULL, OPT_INDEX },
    { "save", required_argument, NULL, OPT_SAVE },
    { "set", required_argument, NULL, OPT_SET },
    { "ablation", required_argument, NULL, OPT_ABLATION },
    { "run", required_argument, NULL, OPT_RUN },
    { "against", required_argument, NULL, OPT_AGAINST },
    { "folds", required_argument, NULL, OPT_FOLDS },
    { "tsv", no_argument, NULL, OPT_TSV },
    { "help", no_argument, NULL, OPT_HELP },
    { NULL, 0, NULL, 0 },
};

static unsigned read_folds(const char *s)
{
    char *end;
    unsigned long k = strtoul(s, &end, 10);

    if (*end || k < 2 || k > FOLDS_MAX)
        die(EXIT_USAGE, "--folds takes a number from 2 to 10");
    return (unsigned)k;
}

static void read_option(struct options *o, int option, char *value)
{
    switch (option) {
    case OPT_QUERIES: o->queries = value; break;
    case OPT_QRELS: o->qrels = value; break;
    case OPT_INDEX: o->index = value; break;
    case OPT_SAVE: o->save = value; break;
    case OPT_ABLATION: o->ablation = value; break;
    case OPT_AGAINST: o->against = value; break;
    case OPT_FOLDS: o->folds = read_folds(value); break;
    case OPT_TSV: o->tsv = true; break;
    case OPT_SET:
        if (o->settings.count == SETTINGS_MAX)
            die(EXIT_USAGE, "too many --set");
        o->settings.word[o->settings.count++] = value;
        break;
    case OPT_RUN:
        if (o->run_count == RUNS_MAX)
            die(EXIT_USAGE, "too many --run");
        o->runs[o->run_count++] = value;
        break;
    case OPT_HELP:
        (void)fputs(usage, stdout);
        exit(0);
    default:
        (void)fputs(usage, stderr);
        exit(EXIT_USAGE);
    }
}

int main(int argc, char **argv)
{
    struct options o = { .folds = 0 };
    int option;

    while ((option = getopt_long(argc, argv, "", long_options, NULL)) != -1)
        read_option(&o, option, optarg);
    if (!o.queries || !o.qrels || (!o.index && !o.run_count) ||
        (o.ablation && !o.index) || optind != argc) {
        (void)fputs(usage, stderr);
        return EXIT_USAGE;
    }
    measure_all(&o);
    if (ferror(stdout) || fflush(stdout) != 0)
        die(EXIT_CANNOT, "cannot write the table");
    return 0;
}
