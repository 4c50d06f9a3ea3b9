/* match_docs.h - documents kept in memory and the index made of them, for the
 * tests of the matcher.  Header-only so that each test stays one file. */
#ifndef CVD_TESTS_MATCH_DOCS_H
#define CVD_TESTS_MATCH_DOCS_H

#include "tests/unit/support.h"

#include "store/opened.h"

enum {
    SPELLINGS = 3,          /* of a folded word */
    WORDS_MAX = 90,         /* words of an index; one more is in none */
    TITLE_MAX = 4,
    ISSUERS_MAX = 3,
    CITES_MAX = 3,
    TYPES = 6, ISSUERS = 40, CITES = 12,
    DATES = 40,
    PARTS_MAX = 6
};

/* ---- chance ---------------------------------------------------------- */

static uint64_t chance;

/* Below `below`.  Splitmix64 (Steele, Lea, Flood, 2014). */
static inline uint32_t pick(uint32_t below)
{
    uint64_t z = (chance += 0x9E3779B97F4A7C15u);

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return (uint32_t)((z ^ z >> 31) >> 32) % below;
}

static inline bool once_in(uint32_t times)
{
    return pick(times) == 0;
}

/* Low numbers far oftener than high ones. */
static inline uint32_t pick_skewed(uint32_t below)
{
    return pick(pick(pick(below) + 1) + 1);
}

/* ---- words and values ------------------------------------------------ */

static char exact_names[WORDS_MAX + 1][8], folded_names[WORDS_MAX + 1][8];
static struct cvd_word vocabulary[WORDS_MAX + 1];

static inline void make_vocabulary(void)
{
    for (unsigned w = 0; w <= WORDS_MAX; w++) {
        (void)snprintf(folded_names[w], sizeof *folded_names, "w%02u",
                       w / SPELLINGS);
        (void)snprintf(exact_names[w], sizeof *exact_names, "w%02u%c",
                       w / SPELLINGS, 'a' + (int)(w % SPELLINGS));
        vocabulary[w] = (struct cvd_word){ cvd_str_from(exact_names[w]),
                                           cvd_str_from(folded_names[w]) };
    }
}

/* Values of a field, by number from 1. */
static char type_names[TYPES + 2][8], issuer_names[ISSUERS + 2][8],
    cite_names[CITES + 2][8], date_names[DATES][12];

static inline void make_values(void)
{
    for (unsigned i = 0; i < TYPES + 2; i++)
        (void)snprintf(type_names[i], sizeof *type_names, "t%u", i);
    for (unsigned i = 0; i < ISSUERS + 2; i++)
        (void)snprintf(issuer_names[i], sizeof *issuer_names, "i%u", i * 7);
    for (unsigned i = 0; i < CITES + 2; i++)
        (void)snprintf(cite_names[i], sizeof *cite_names, "c%u", i);
    for (unsigned i = 0; i < DATES; i++) {
        unsigned year = 2000 + i / 10;
        if (i % 10 == 0)
            (void)snprintf(date_names[i], 12, "%04u", year);
        else if (i % 10 < 4)
            (void)snprintf(date_names[i], 12, "%04u-%02u", year, i % 10);
        else
            (void)snprintf(date_names[i], 12, "%04u-%02u-%02u", year,
                           i % 3 + 1, i % 10);
    }
}

/* ---- documents ------------------------------------------------------- */

struct paper {
    char id[24];
    uint32_t *body;         /* word + 1; 0: no phrase crosses it */
    size_t body_len;
    uint32_t title[TITLE_MAX];
    size_t title_len;
    unsigned title_weight;
    const char *date;       /* NULL: unknown */
    unsigned type;          /* 0: none, so the next two */
    unsigned issuers[ISSUERS_MAX], cites[CITES_MAX];
    size_t same;            /* as this one, in all but its id */
    bool live;
    uint32_t length;
};

/* An index and what is in it: papers[docno - 1]. */
struct shelf {
    struct paper *papers;
    size_t count, parts;
    size_t begin[PARTS_MAX + 1]; /* by part */
    uint32_t words;              /* different ones */
    double average;
    struct cvd_store *store;
};

/* What an index is to be like. */
struct shape {
    size_t parts;
    uint32_t documents;          /* of a part, at most */
    uint32_t words;
    uint32_t longest[PARTS_MAX]; /* body, by part */
};

static inline uint32_t body_word(const struct shape *s)
{
    return once_in(25) ? 0 : pick_skewed(s->words) + 1;
}

static inline void write_body(struct paper *p, const struct shape *s,
                              uint32_t longest)
{
    size_t motif = once_in(6) ? 1 + pick(4) : 0; /* again and again */

    p->body_len = once_in(20) ? 0 : pick(longest + 1);
    if (once_in(50))
        p->body_len *= 10;
    p->body = calloc(p->body_len + 1, sizeof *p->body);
    assert_non_null(p->body);
    for (size_t i = 0; i < p->body_len; i++)
        p->body[i] = motif && i >= motif ? p->body[i - motif] : body_word(s);
    p->title_len = once_in(3) ? 0 : pick(TITLE_MAX + 1);
    size_t from = p->body_len ? pick((uint32_t)p->body_len) : 0;
    for (size_t i = 0; i < p->title_len; i++) {
        uint32_t w = from + i < p->body_len ? p->body[from + i] : 0;
        p->title[i] = w && !once_in(5) ? w : pick_skewed(s->words) + 1;
    }
    p->title_weight = pick(4) ? cvd_title_weight(p->title_len) : pick(20);
}

static inline void write_fields(struct paper *p)
{
    p->date = once_in(4) ? NULL : date_names[pick_skewed(DATES)];
    p->type = pick_skewed(TYPES + 1);
    for (size_t i = 0; i < ISSUERS_MAX; i++) {
        p->issuers[i] = i && pick(3) ? 0 : pick(ISSUERS + 1);
        for (size_t k = 0; k < i; k++)
            if (p->issuers[k] == p->issuers[i])
                p->issuers[i] = 0;
    }
    for (size_t i = 0; i < CITES_MAX; i++)
        p->cites[i] = pick(CITES / 2 + 1) ? pick_skewed(CITES + 1)
                                          : pick(CITES + 1);
}

static inline void copy_paper(struct paper *p, const struct paper *of)
{
    *p = *of;
    p->body = calloc(of->body_len + 1, sizeof *p->body);
    assert_non_null(p->body);
    memcpy(p->body, of->body, of->body_len * sizeof *p->body);
}

static inline void count_length(struct paper *p)
{
    unsigned weight = p->title_weight ? p->title_weight : 1;

    p->length = (uint32_t)p->title_len * weight;
    for (size_t i = 0; i < p->body_len; i++)
        p->length += p->body[i] != 0;
}

/* A new paper at the end of the shelf, perhaps instead of an older one. */
static inline struct paper *write_paper(struct shelf *f,
                                        const struct shape *s, size_t part)
{
    size_t at = f->count;
    struct paper *p = &f->papers[at];

    if (at && once_in(8)) {
        size_t of = pick((uint32_t)at);
        copy_paper(p, &f->papers[of]);
    } else {
        write_body(p, s, s->longest[part]);
        write_fields(p);
        p->same = at;
    }
    count_length(p);
    p->live = true;
    (void)snprintf(p->id, sizeof p->id, "d%zu", at);
    size_t old = at && once_in(12) ? pick((uint32_t)at) : at;
    if (old < at && f->papers[old].live) {
        f->papers[old].live = false;
        memcpy(p->id, f->papers[old].id, sizeof p->id);
    }
    f->count++;
    return p;
}

/* ---- into the index -------------------------------------------------- */

static inline struct cvd_word *words_of_paper(const uint32_t *numbers,
                                              size_t n)
{
    struct cvd_word *w = calloc(n + 1, sizeof *w);

    assert_non_null(w);
    for (size_t i = 0; i < n; i++)
        if (numbers[i])
            w[i] = vocabulary[numbers[i] - 1];
    return w;
}

static inline void add_value(struct cvd_doc *d, enum cvd_field f,
                             const char *value)
{
    assert_int_equal(cvd_doc_add_value(d, f, cvd_str_from(value)), CVD_OK);
}

static inline void add_paper(struct cvd_chunk *c, const struct paper *p)
{
    struct cvd_err err = { 0 };
    struct cvd_doc doc = { .id = cvd_str_from(p->id) };
    struct cvd_field_term terms[1 + CITES_MAX];
    struct cvd_word *body = words_of_paper(p->body, p->body_len);
    struct cvd_word *title = words_of_paper(p->title, p->title_len);
    size_t n = 0;

    if (p->date)
        add_value(&doc, CVD_F_DATE, p->date);
    if (p->type) {
        add_value(&doc, CVD_F_TYPE, type_names[p->type]);
        terms[n++] = (struct cvd_field_term){
            CVD_F_TYPE, cvd_str_from(type_names[p->type])
        };
    }
    for (size_t i = 0; i < ISSUERS_MAX; i++)
        if (p->issuers[i])
            add_value(&doc, CVD_F_ISSUER, issuer_names[p->issuers[i]]);
    for (size_t i = 0; i < CITES_MAX; i++)
        if (p->cites[i])
            terms[n++] = (struct cvd_field_term){
                CVD_F_CITES, cvd_str_from(cite_names[p->cites[i]])
            };
    struct cvd_indexed d = { .doc = &doc, .words = body,
                             .word_count = p->body_len, .title = title,
                             .title_count = p->title_len,
                             .title_weight = p->title_weight,
                             .terms = terms, .term_count = n };
    assert_ok(cvd_chunk_add(c, &d, &err));
    cvd_doc_release(&doc);
    free(body);
    free(title);
}

/* A session: some removed, a part of new ones. */
static inline void add_part(struct shelf *f, const struct shape *s,
                            const char *dir)
{
    struct cvd_err err = { 0 };
    struct cvd_writer *w;
    struct cvd_chunk *c;
    struct cvd_published published;
    size_t n = s->documents / 2 + pick(s->documents / 2 + 1);

    assert_ok(cvd_writer_open(dir, f->parts == 0, &w, &err));
    for (size_t i = 0; i < f->count; i++)
        if (f->papers[i].live && once_in(15)) {
            f->papers[i].live = false;
            assert_ok(cvd_writer_remove(w, cvd_str_from(f->papers[i].id),
                                        &err));
        }
    f->begin[f->parts] = f->count;
    for (unsigned chunk = 0, chunks = 1 + pick(3); chunk < chunks; chunk++) {
        assert_ok(cvd_chunk_new(w, &c, &err));
        for (size_t i = 0; i < n / chunks + 1; i++)
            add_paper(c, write_paper(f, s, f->parts));
        assert_ok(cvd_chunk_seal(c, &err));
        assert_ok(cvd_writer_take(w, c, chunk, &err));
    }
    assert_ok(cvd_writer_publish(w, &published, &err));
    cvd_writer_close(w);
    f->begin[++f->parts] = f->count;
}

/* Whether the index numbers them as the shelf does. */
static inline void check_numbers(const struct shelf *f)
{
    struct cvd_err err = { 0 };
    uint32_t docno;

    assert_int_equal(f->store->parts.count, f->parts);
    for (size_t i = 0; i < f->count; i++)
        if (f->papers[i].live) {
            assert_ok(cvd_store_find(f->store,
                                     cvd_str_from(f->papers[i].id), &docno,
                                     &err));
            assert_int_equal(docno, i + 1);
        }
}

static inline void make_shelf(struct shelf *f, const struct shape *s,
                              const char *dir)
{
    struct cvd_err err = { 0 };
    double words = 0;

    make_vocabulary();
    make_values();
    *f = (struct shelf){ .words = s->words };
    f->papers = calloc(s->parts * (s->documents + 8u), sizeof *f->papers);
    assert_non_null(f->papers);
    for (size_t i = 0; i < s->parts; i++)
        add_part(f, s, dir);
    for (size_t i = 0; i < f->count; i++)
        words += f->papers[i].length;
    f->average = words > 0 ? words / (double)f->count : 1;
    assert_ok(cvd_store_open(dir, &f->store, &err));
    check_numbers(f);
}

static inline void release_shelf(struct shelf *f)
{
    cvd_store_close(f->store);
    for (size_t i = 0; i < f->count; i++)
        free(f->papers[i].body);
    free(f->papers);
}

#endif
