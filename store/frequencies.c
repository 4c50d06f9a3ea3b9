/* frequencies.c - words and pairs of words counted in documents: see
 * frequencies.h.
 *
 * Two walks over the streams.  The first, of the documents asked about, counts
 * all words and pairs; what is too rare goes; the second, of the documents
 * compared with, counts what is left.  Within a part words are counted by
 * their code, which is the smaller the commoner a word is, so that what is
 * counted often lies together; between parts they have a number by their
 * spelling. */
#include "store/frequencies.h"
#include "base/array.h"
#include "store/opened.h"
#include "store/pair_rows.h"
#include "store/pair_table.h"
#include "store/places.h"
#include "store/stream.h"
#include "store/vocabulary.h"

#include <stdlib.h>

enum {
    NO_NUMBER = 0,      /* words are numbered from 1 */
    STEP_WORDS = 16,    /* of the clock: to count so many words */
    WARM_WORDS = 1 << 20 /* after so many the commonest pairs are known */
};

struct cvd_frequency_names {
    struct cvd_vocabulary words;
};

/* A word, by its number. */
struct tally {
    uint64_t count[CVD_SIDES], left;
    uint32_t documents[CVD_SIDES];
};

struct counter {
    struct cvd_store *store;
    const struct cvd_counting *q;
    struct cvd_frequencies *out;
    struct cvd_vocabulary *names;
    struct tally *words;     /* by number */
    size_t word_cap;
    struct cvd_pair_table pairs; /* by number */
    /* The walk. */
    int side;
    bool words_too;          /* not the pairs alone */
    bool all_pairs;          /* not those alone that are in the table */
    const struct cvd_part *part;
    uint32_t *numbers;       /* by code of the part */
    struct cvd_cell *cells;  /* likewise */
    struct cvd_pair_rows rows; /* the commonest pairs */
    struct cvd_places places;
    uint32_t document;       /* 1 and more */
    uint32_t *codes;         /* of a document, and */
    int8_t *near;
    size_t code_cap, near_cap;
    enum cvd_status status;
};

/* ---- words by number ------------------------------------------------- */

static bool spelling(const struct counter *c, uint32_t code,
                     struct cvd_str *exact)
{
    struct cvd_str folded;

    return cvd_part_word(c->part, c->part->word_of[code - 1], &folded, exact);
}

/* Number the words of the part that are known. */
static void find_numbers(struct counter *c)
{
    struct cvd_str exact;
    uint32_t n;

    for (uint32_t code = 1; code <= c->part->words; code++)
        if (spelling(c, code, &exact) &&
            cvd_vocabulary_find(c->names, exact, &n))
            c->numbers[code] = n + 1;
}

/* The number of the word of a code, a new one if it has none. */
static uint32_t number_of(struct counter *c, uint32_t code)
{
    struct cvd_str exact;
    uint32_t n;
    bool fresh;

    if (c->numbers[code] != NO_NUMBER || !spelling(c, code, &exact))
        return c->numbers[code];
    if (cvd_vocabulary_number(c->names, exact, &n, &fresh) != CVD_OK ||
        cvd_array_reserve(&c->words, &c->word_cap, n + 2u,
                          sizeof *c->words) != CVD_OK) {
        c->status = CVD_ENOMEM;
        return NO_NUMBER;
    }
    if (fresh)
        c->words[n + 1] = (struct tally){ 0 };
    return c->numbers[code] = n + 1;
}

/* ---- the commonest pairs --------------------------------------------- */

/* By number the code of a word in the part, 0: it has none. */
static uint32_t *codes_by_number(const struct counter *c)
{
    uint32_t *codes = calloc(c->names->count + 1, sizeof *codes);

    for (uint32_t code = 1; codes && code <= c->part->words; code++)
        if (c->numbers[code] != NO_NUMBER)
            codes[c->numbers[code]] = code;
    return codes;
}

/* Make rows of the pairs of the table that the part may have. */
static enum cvd_status make_rows(struct counter *c)
{
    uint32_t cut = 0;
    size_t n = 0;
    uint32_t *codes = codes_by_number(c);
    struct cvd_coded_pair *list = calloc(c->pairs.used + 1, sizeof *list);
    enum cvd_status st = codes && list ? CVD_OK : CVD_ENOMEM;

    if (st == CVD_OK && c->all_pairs)
        st = cvd_pair_table_cut(&c->pairs, 0, CVD_FREQUENCY_PAIRS_TOLD, &cut);
    for (size_t i = 0; i < c->pairs.size && st == CVD_OK; i++) {
        const struct cvd_pair_entry *e = &c->pairs.entries[i];
        if (!e->key || (c->all_pairs && e->count[CVD_OF] <= cut))
            continue;
        uint32_t a = codes[e->key >> 32], b = codes[(uint32_t)e->key];
        if (a && b)
            list[n++] = (struct cvd_coded_pair){ a, b, e->key,
                                                 e->count[CVD_OF] };
    }
    free(codes);
    if (st == CVD_OK)
        return cvd_pair_rows_make(list, n, c->part->words + 1, &c->rows);
    free(list);
    return st;
}

/* ---- counting -------------------------------------------------------- */

/* A pair that is in no row. */
static void count_rare(struct counter *c, uint32_t a, uint32_t b, bool left)
{
    uint32_t first = number_of(c, a), second = number_of(c, b);
    uint64_t key = cvd_pair_key(first, second);

    if (cvd_pair_table_room(&c->pairs, CVD_FREQUENCY_PAIRS_MAX) != CVD_OK)
        c->status = CVD_ENOMEM;
    if (c->status != CVD_OK || first == NO_NUMBER || second == NO_NUMBER)
        return;
    struct cvd_pair_entry *e = cvd_pair_slot(&c->pairs, key);
    if (!e->key)
        c->pairs.used++;
    e->key = key;
    e->count[CVD_OF] += e->count[CVD_OF] != UINT32_MAX;
    e->left += left;
    e->documents[CVD_OF] += e->last != c->document;
    e->last = c->document;
}

static inline void count_pair(struct counter *c, uint32_t a, uint32_t b,
                              bool left)
{
    struct cvd_cell *cell = c->rows.count
                                ? cvd_pair_rows_find(&c->rows, a, b)
                                : NULL;

    if (cell)
        cvd_cell_count(cell, c->document, left);
    else if (c->all_pairs)
        count_rare(c, a, b, left);
}

/* Count all of a document. */
static void count_units(struct counter *c, const uint16_t *units, size_t n)
{
    uint32_t before = 0, codes = c->part->words;
    bool pairs = c->q->pairs;
    uint64_t words = 0;

    for (size_t at = 0; at < n;) {
        uint32_t code = cvd_stream_next(units, n, &at);
        if (code == 0 || code > codes) { /* a gap, or damaged */
            before = 0;
            continue;
        }
        words++;
        cvd_cell_count(&c->cells[code], c->document, false);
        if (pairs && before)
            count_pair(c, before, code, false);
        before = code;
    }
    if (c->words_too)
        c->out->words[c->side] += words;
}

/* The codes of a document into c->codes; how many. */
static size_t read_codes(struct counter *c, const uint16_t *units, size_t n)
{
    size_t count = 0;

    if (cvd_array_reserve(&c->codes, &c->code_cap, n + 1,
                          sizeof *c->codes) != CVD_OK ||
        cvd_array_reserve(&c->near, &c->near_cap, n + 1,
                          sizeof *c->near) != CVD_OK) {
        c->status = CVD_ENOMEM;
        return 0;
    }
    for (size_t at = 0; at < n;) {
        uint32_t code = cvd_stream_next(units, n, &at);
        c->codes[count++] = code <= c->part->words ? code : 0;
    }
    return count;
}

/* Count what stands near the places of a document. */
static void count_near(struct counter *c, const uint16_t *units, size_t n)
{
    size_t count = read_codes(c, units, n);
    size_t found = cvd_places_mark(&c->places, c->codes, count, c->q->window,
                                   c->near);
    uint32_t before = 0; /* on the same side of the same place */
    uint64_t words = 0;

    for (size_t i = 0; found && i < count; i++) {
        int8_t near = c->near[i];
        if (near == CVD_NEAR_NOT || near == CVD_NEAR_PLACE) {
            before = 0;
            continue;
        }
        words++;
        cvd_cell_count(&c->cells[c->codes[i]], c->document, near < 0);
        if (i && (c->near[i - 1] < 0) != (near < 0))
            before = 0;
        if (c->q->pairs && before)
            count_pair(c, before, c->codes[i], near < 0);
        before = c->codes[i];
    }
    if (c->words_too) {
        c->out->words[CVD_OF] += words;
        c->out->places += found;
    }
}

/* ---- from a part to all ---------------------------------------------- */

static void add_words(struct counter *c)
{
    bool number_new = c->side == CVD_OF;

    for (uint32_t code = 1; code <= c->part->words; code++) {
        const struct cvd_cell *cell = &c->cells[code];
        if (!cell->count)
            continue;
        uint32_t n = number_new ? number_of(c, code) : c->numbers[code];
        if (n == NO_NUMBER)
            continue;
        c->words[n].count[c->side] += cell->count;
        c->words[n].documents[c->side] += cell->documents;
        c->words[n].left += cell->left;
    }
}

static uint32_t add_up(uint32_t a, uint32_t b)
{
    return b < UINT32_MAX - a ? a + b : UINT32_MAX;
}

/* Add the pairs of the rows to the table. */
static void add_rows(struct counter *c)
{
    for (size_t i = 0; i < c->rows.count && c->status == CVD_OK; i++) {
        const struct cvd_cell *cell = &c->rows.cells[i];
        if (!cell->count)
            continue;
        if (c->all_pairs) /* it may have been dropped meanwhile */
            c->status = cvd_pair_table_room(&c->pairs,
                                            CVD_FREQUENCY_PAIRS_MAX);
        struct cvd_pair_entry *e = cvd_pair_slot(&c->pairs,
                                                 c->rows.pairs[i].key);
        c->pairs.used += !e->key;
        e->key = c->rows.pairs[i].key;
        e->count[c->side] = add_up(e->count[c->side], cell->count);
        e->documents[c->side] += cell->documents;
        e->left += cell->left;
    }
    cvd_pair_rows_release(&c->rows);
}

/* ---- walks ----------------------------------------------------------- */

/* The first part of all: the commonest pairs are those met until now. */
static void warm_up(struct counter *c)
{
    if (c->q->pairs && !c->rows.rows && c->out->words[CVD_OF] >= WARM_WORDS)
        c->status = make_rows(c);
}

/* Count the documents of `set` in part number `i`; false: it is late. */
static bool walk_part(struct counter *c, const struct cvd_docset *set,
                      size_t i)
{
    bool near = c->q->window && c->side == CVD_OF;
    uint32_t at = set->begin[i], docno;

    while ((docno = cvd_docset_next(set, &at)) != 0 &&
           docno <= set->begin[i + 1] && c->status == CVD_OK) {
        const uint16_t *units = NULL;
        uint32_t did = docno - set->begin[i];
        if (cvd_clock_steps(c->store->at,
                            1 + c->part->docs[did - 1].words / STEP_WORDS))
            return false;
        size_t n = cvd_part_units(c->part, did, &units);
        c->document = docno;
        if (near)
            count_near(c, units, n);
        else
            count_units(c, units, n);
        if (c->words_too)
            c->out->documents[c->side]++;
        warm_up(c);
    }
    return true;
}

static enum cvd_status enter_part(struct counter *c, size_t i)
{
    c->part = &c->store->parts.parts[i];
    c->numbers = calloc(c->part->words + 1u, sizeof *c->numbers);
    c->cells = calloc(c->part->words + 1u, sizeof *c->cells);
    if (!c->numbers || !c->cells)
        return CVD_ENOMEM;
    find_numbers(c);
    enum cvd_status st = c->pairs.used ? make_rows(c) : CVD_OK;
    if (st == CVD_OK && c->q->window)
        st = cvd_places_open(c->part, c->q->places, c->q->place_count,
                             &c->places);
    return st;
}

static void leave_part(struct counter *c)
{
    if (c->words_too && c->status == CVD_OK)
        add_words(c);
    add_rows(c);
    cvd_map_rest(&c->part->maps[CVD_PART_STREAM]);
    cvd_places_release(&c->places);
    free(c->numbers);
    free(c->cells);
    c->numbers = NULL;
    c->cells = NULL;
}

static enum cvd_status walk(struct counter *c, int side)
{
    const struct cvd_docset *set = side == CVD_OF ? c->q->of : c->q->with;
    bool on = true;

    c->side = side;
    for (size_t i = 0; i < set->parts && on && c->status == CVD_OK; i++) {
        uint32_t at = set->begin[i], docno = cvd_docset_next(set, &at);
        if (!docno || docno > set->begin[i + 1])
            continue;
        c->status = enter_part(c, i);
        on = c->status == CVD_OK && walk_part(c, set, i);
        leave_part(c);
    }
    return c->status;
}

/* ---- between them ---------------------------------------------------- */

static void clear_pairs(struct counter *c)
{
    for (size_t i = 0; i < c->pairs.size; i++)
        c->pairs.entries[i] =
            (struct cvd_pair_entry){ .key = c->pairs.entries[i].key };
}

/* Keep the pairs worth telling; what was dropped for a while is counted once
 * more, for it was counted too low. */
static enum cvd_status choose_pairs(struct counter *c)
{
    bool again = c->pairs.dropped != 0;
    /* The documents of what was dropped are too few as well. */
    enum cvd_status st = cvd_pair_table_keep(
        &c->pairs, again ? 0 : c->q->min_documents, CVD_FREQUENCY_PAIRS_TOLD);

    if (st != CVD_OK)
        return st;
    c->out->pairs_cut = c->pairs.dropped;
    c->all_pairs = false;
    if (!again)
        return CVD_OK;
    clear_pairs(c);
    c->words_too = false;
    st = walk(c, CVD_OF);
    c->words_too = true;
    return st;
}

/* ---- the answer ------------------------------------------------------ */

static struct cvd_str spelled(const struct counter *c, uint32_t number)
{
    return cvd_vocabulary_word(c->names, number - 1);
}

static void tell_words(struct counter *c)
{
    for (uint32_t n = 1; n <= c->names->count; n++) {
        const struct tally *w = &c->words[n];
        if (w->documents[CVD_OF] < c->q->min_documents)
            continue;
        c->out->list[c->out->count++] = (struct cvd_frequency){
            .first = spelled(c, n),
            .count = { w->count[CVD_OF], w->count[CVD_WITH] },
            .left = w->left,
            .documents = { w->documents[CVD_OF], w->documents[CVD_WITH] },
        };
    }
}

static void tell_pairs(struct counter *c)
{
    for (size_t i = 0; i < c->pairs.size; i++) {
        const struct cvd_pair_entry *e = &c->pairs.entries[i];
        if (!e->key || e->documents[CVD_OF] < c->q->min_documents)
            continue;
        c->out->list[c->out->count++] = (struct cvd_frequency){
            .first = spelled(c, (uint32_t)(e->key >> 32)),
            .second = spelled(c, (uint32_t)e->key),
            .count = { e->count[CVD_OF], e->count[CVD_WITH] },
            .left = e->left,
            .documents = { e->documents[CVD_OF], e->documents[CVD_WITH] },
        };
    }
}

static enum cvd_status tell(struct counter *c)
{
    size_t n = (c->q->words ? c->names->count : 0) + c->pairs.used;

    c->out->list = calloc(n + 1, sizeof *c->out->list);
    if (!c->out->list)
        return CVD_ENOMEM;
    if (c->q->words)
        tell_words(c);
    tell_pairs(c);
    return CVD_OK;
}

/* Both walks, the first within half of the time. */
static enum cvd_status count_both(struct counter *c)
{
    struct cvd_clock *clock = c->store->at;
    struct cvd_clock whole = cvd_clock_halve(clock);
    enum cvd_status st = walk(c, CVD_OF);

    if (st == CVD_OK && c->q->pairs)
        st = choose_pairs(c);
    c->out->late = cvd_clock_resume(clock, &whole);
    if (st == CVD_OK)
        st = walk(c, CVD_WITH);
    c->out->late = c->out->late || clock->late;
    return st == CVD_OK ? tell(c) : st;
}

enum cvd_status cvd_store_frequencies(struct cvd_store *s,
                                      const struct cvd_counting *q,
                                      struct cvd_frequencies *out,
                                      struct cvd_err *err)
{
    struct cvd_frequencies f = { .names = calloc(1, sizeof *f.names) };
    struct counter c = { .store = s, .q = q, .out = &f, .words_too = true,
                         .all_pairs = true };
    enum cvd_status st = CVD_ENOMEM;

    if (f.names) {
        c.names = &f.names->words;
        st = count_both(&c);
    }
    if (st == CVD_OK) {
        *out = f;
        f = (struct cvd_frequencies){ 0 };
    }
    cvd_frequencies_release(&f);
    cvd_pair_table_release(&c.pairs);
    free(c.words);
    free(c.codes);
    free(c.near);
    return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
}

void cvd_frequencies_release(struct cvd_frequencies *f)
{
    free(f->list);
    if (f->names)
        cvd_vocabulary_release(&f->names->words);
    free(f->names);
    *f = (struct cvd_frequencies){ 0 };
}
