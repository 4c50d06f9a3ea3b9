/* generate.c - documents like those of a collection, as many as are wanted.
 *
 *   generate learn COLLECTION.jsonl > MODEL
 *   generate [OPTION...] MODEL N SEED > out.jsonl
 *     --words MEAN   words of a document, on average (250)
 *     --from FIRST   begin with document FIRST (0), as though those before it
 *                    had been made
 *     --tables DIR   where places and campaigns are (corpus/tables)
 *     --bare         bodies alone, as long as the collection's, no copies: to
 *                    be compared with it
 *   generate compare A.jsonl B.jsonl
 *
 * The same model, N, options and seed give the same bytes.  A document is
 * {"id", "title", "text"}: a head of our own making in the official form, a
 * body drawn from the model, a foot; every eighth or so is a copy handed on:
 * a body of some time before with changes, under another head.
 * All texts are made up; no sentence of the collection is kept in the model.
 * May depend on: libc, jansson, zlib, base, analyzers, growth_*.h. */
#include "bench/growth_body.h"
#include "bench/growth_compare.h"
#include "bench/growth_head.h"
#include "bench/growth_learn.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    RING = 4096,                /* bodies kept to be handed on: 8 MB */
    HEAD_WORDS = 150,           /* of head, asides and foot, about */
    ASIDE_EACH = 150,           /* words of the body */
    OUTPUT_BYTES = 1 << 20
};

static const double COPIES = 0.14;
/* Of the stretches of a copy: that it is written anew. */
static const double CHANGED = 0.08;
static const double MEAN_WORDS = 250;
static const uint64_t DOCUMENTS_MAX = 1000000000;

/* A body that may be handed on. */
struct kept {
    uint32_t *words;
    uint8_t *between;
    size_t count;
    const char *campaign, *doing, *matter;
};

struct maker {
    struct growth_model model;
    struct growth_names names;
    struct growth_body body;
    struct growth_text text, title, out;
    struct kept ring[RING];
    struct dice dice;
    uint64_t seed, from, count;
    double scale;
    bool bare;
};

/* ---- copies ---------------------------------------------------------- */

static void keep(struct maker *m, uint64_t n, const struct growth_head *h)
{
    struct kept *k = &m->ring[n % RING];
    size_t count = m->body.count;

    k->words = growth_need(realloc(k->words, count * sizeof *k->words));
    k->between = growth_need(realloc(k->between, count));
    memcpy(k->words, m->body.words, count * sizeof *k->words);
    memcpy(k->between, m->body.between, count);
    k->count = count;
    k->campaign = h->campaign;
    k->doing = h->doing;
    k->matter = h->matter;
}

/* Begin the body as a copy of what was kept, some stretches of it anew. */
static void copy(struct maker *m, const struct kept *k,
                 struct growth_head *h)
{
    enum { STRETCH = 12 };
    struct growth_body *b = &m->body;

    growth_body_draw(b, k->count);
    for (size_t i = 0; i < k->count; i += STRETCH) {
        size_t n = k->count - i < STRETCH ? k->count - i : STRETCH;
        if (dice_chance(&m->dice, CHANGED))
            continue;
        memcpy(b->words + i, k->words + i, n * sizeof *k->words);
        memcpy(b->between + i, k->between + i, n);
    }
    h->campaign = k->campaign;
    h->doing = k->doing;
    h->matter = k->matter;
}

static void draw_body(struct maker *m, uint64_t n, struct growth_head *h)
{
    const struct kept *k = &m->ring[dice_below(&m->dice, RING)];

    if (k->count > 0 && dice_chance(&m->dice, COPIES))
        copy(m, k, h);
    else
        growth_body_draw(&m->body, growth_length(&m->model, &m->dice,
                                                 m->scale));
    keep(m, n, h);
}

/* ---- a document ------------------------------------------------------ */

/* Write s as a JSON string; of what must be escaped it holds line ends and
 * quotation marks alone. */
static void add_json(struct growth_text *out, const struct growth_text *in)
{
    const char *s = in->s, *end = in->s + in->len;

    growth_add(out, "\"", 1);
    while (s < end) {
        const char *at = s;
        while (at < end && *at != '\n' && *at != '"' && *at != '\\')
            at++;
        growth_add(out, s, (size_t)(at - s));
        if (at < end) {
            growth_add(out, "\\", 1);
            growth_add(out, *at == '\n' ? "n" : at, 1);
            at++;
        }
        s = at;
    }
    growth_add(out, "\"", 1);
}

static void write_body(struct maker *m, const struct growth_head *h)
{
    size_t from = 0, count = m->body.count;

    while (from < count) {
        size_t to = from + ASIDE_EACH;
        if (m->bare || to + ASIDE_EACH / 2 > count)
            to = count;
        growth_body_write(&m->body, from, to, &m->text);
        growth_add_string(&m->text, ".\n");
        if (!m->bare)
            growth_aside_write(&m->names, &m->dice, m->seed, h, &m->text);
        from = to;
    }
}

static void write_title(struct maker *m, const struct growth_head *h)
{
    m->title.len = 0;
    growth_add_string(&m->title, h->type->name);
    growth_add_string(&m->title, " số ");
    growth_add_string(&m->title, h->number);
    growth_add(&m->title, " ", 1);
    growth_head_subject(h, &m->title);
}

static void make_document(struct maker *m, uint64_t n)
{
    char id[64];
    struct growth_head h;

    growth_head_make(&m->names, m->seed, n, &h);
    draw_body(m, n, &h);
    m->text.len = 0;
    if (!m->bare)
        growth_head_write(&m->names, m->seed, &h, &m->text);
    write_body(m, &h);
    if (!m->bare)
        growth_foot_write(m->seed, &h, &m->text);
    write_title(m, &h);
    growth_add(&m->out, id, (size_t)snprintf(
        id, sizeof id, "{\"id\": \"g%" PRIu64 "/%07" PRIu64 "\", \"title\": ",
        m->seed, n));
    add_json(&m->out, &m->title);
    growth_add_string(&m->out, ", \"text\": ");
    add_json(&m->out, &m->text);
    growth_add_string(&m->out, "}\n");
}

static void flush(struct maker *m)
{
    if (m->out.len && fwrite(m->out.s, 1, m->out.len, stdout) != m->out.len)
        growth_die("cannot write", strerror(errno));
    m->out.len = 0;
}

static int make_all(struct maker *m, const char *model, const char *tables,
                    double words)
{
    growth_model_load(model, &m->model);
    growth_names_load(tables, &m->names);
    double mean = growth_mean(&m->model);
    m->scale = m->bare ? 1 : words > HEAD_WORDS * 1.5 ?
               (words - HEAD_WORDS) / mean : HEAD_WORDS / 2 / mean;
    growth_body_init(&m->body, &m->model, m->seed,
                     (double)m->from * mean * m->scale);
    m->dice = dice_for(m->seed, m->from + 1);
    for (uint64_t n = 0; n < m->count; n++) {
        make_document(m, m->from + n);
        if (m->out.len > OUTPUT_BYTES)
            flush(m);
    }
    flush(m);
    if (fflush(stdout) != 0)
        growth_die("cannot write", strerror(errno));
    return 0;
}

static void release(struct maker *m)
{
    for (size_t i = 0; i < RING; i++) {
        free(m->ring[i].words);
        free(m->ring[i].between);
    }
    growth_body_release(&m->body);
    growth_names_release(&m->names);
    growth_model_release(&m->model);
    free(m->text.s);
    free(m->title.s);
    free(m->out.s);
}

/* ---- what is asked for ----------------------------------------------- */

static _Noreturn void usage(void)
{
    (void)fprintf(stderr,
                  "usage: generate learn COLLECTION.jsonl > MODEL\n"
                  "       generate [--words MEAN] [--from FIRST] "
                  "[--tables DIR] [--bare] MODEL N SEED > out.jsonl\n"
                  "       generate compare A.jsonl B.jsonl\n");
    exit(2);
}

static double number(const char *s, double max)
{
    char *end;
    double n = strtod(s, &end);

    if (end == s || *end || !(n >= 0) || n > max)
        usage();
    return n;
}

static int learn(const char *collection)
{
    struct counts c;
    struct growth_model m;

    counts_read(collection, SIZE_MAX, &c);
    growth_learn(&c, &m);
    growth_model_save(&m, stdout);
    counts_release(&c);
    growth_model_release(&m);
    return 0;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        { "words", required_argument, NULL, 'w' },
        { "from", required_argument, NULL, 'f' },
        { "tables", required_argument, NULL, 't' },
        { "bare", no_argument, NULL, 'b' },
        { NULL, 0, NULL, 0 }
    };
    static struct maker m;
    const char *tables = "corpus/tables";
    double words = MEAN_WORDS;

    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (c == 'w')
            words = number(optarg, 1e6);
        else if (c == 'f')
            m.from = (uint64_t)number(optarg, (double)DOCUMENTS_MAX);
        else if (c == 't')
            tables = optarg;
        else if (c == 'b')
            m.bare = true;
        else
            usage();
    }
    argv += optind;
    argc -= optind;
    if (argc == 2 && strcmp(argv[0], "learn") == 0)
        return learn(argv[1]);
    if (argc == 3 && strcmp(argv[0], "compare") == 0)
        return growth_compare(argv[1], argv[2]);
    if (argc != 3)
        usage();
    m.count = (uint64_t)number(argv[1], (double)DOCUMENTS_MAX);
    m.seed = (uint64_t)number(argv[2], (double)DOCUMENTS_MAX);
    int status = make_all(&m, argv[0], tables, words);
    release(&m);
    return status;
}
