/* names_build.c - the arrays of names_table.h out of a list of names.
 *
 * Words are cut out and numbered, names become rows of word numbers, rows
 * are sorted, and states are taken off the sorted rows level by level: the
 * rows of a state stand side by side. */
#include "analyzers/names_table.h"

#include <stdlib.h>

/* All words of all names: 2^24 take 0.5 GB while building. */
enum { WORDS_TOTAL_MAX = 1 << 24 };

/* A name: its words row[0 .. count). */
struct row {
    const uint32_t *word;
    uint32_t count, value;
};

/* The rows [first, last) begin with the `depth` words of a state. */
struct state {
    uint32_t first, last, depth;
};

struct build {
    const struct cvd_name *names;
    size_t name_count;
    size_t total;           /* words in all names */
    struct cvd_str *vocabulary;
    uint32_t vocabulary_count;
    uint32_t *words;        /* of all rows */
    struct row *rows;
    size_t row_count;
    struct state *states;
    uint32_t state_count;
};

/* What a caller frees: names first, so that its address is the block's. */
struct built {
    struct cvd_names names;
    char *pool;
    uint32_t *word_at, *word_slot, *word_state;
    uint32_t *state_word, *state_child, *state_value, *values;
};

/* ---- words ----------------------------------------------------------- */

/* Take the next word off *s; false at the end. */
static bool next_word(struct cvd_str *s, struct cvd_str *word)
{
    while (s->len && *s->ptr == ' ') {
        s->ptr++;
        s->len--;
    }
    const char *space = s->len ? memchr(s->ptr, ' ', s->len) : NULL;
    *word = (struct cvd_str){ s->ptr,
                              space ? (size_t)(space - s->ptr) : s->len };
    s->ptr += word->len;
    s->len -= word->len;
    return word->len > 0;
}

static enum cvd_status count_words(struct build *b)
{
    for (size_t i = 0; i < b->name_count; i++) {
        struct cvd_str s = cvd_str_from(b->names[i].folded), word;
        size_t n = 0;
        while (next_word(&s, &word))
            if (++n > CVD_NAME_WORDS_MAX)
                return CVD_ELIMIT;
        b->total += n;
        if (b->total > WORDS_TOTAL_MAX)
            return CVD_ELIMIT;
    }
    return CVD_OK;
}

static int by_bytes(const void *a, const void *b)
{
    return cvd_str_compare(*(const struct cvd_str *)a,
                           *(const struct cvd_str *)b);
}

static void collect_vocabulary(struct build *b)
{
    struct cvd_str *v = b->vocabulary;
    size_t n = 0;
    uint32_t kept = 0;

    for (size_t i = 0; i < b->name_count; i++) {
        struct cvd_str s = cvd_str_from(b->names[i].folded), word;
        while (next_word(&s, &word))
            v[n++] = word;
    }
    qsort(v, n, sizeof *v, by_bytes);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || !cvd_str_equal(v[i], v[kept - 1]))
            v[kept++] = v[i];
    b->vocabulary_count = kept;
}

static uint32_t word_number(const struct build *b, struct cvd_str word)
{
    const struct cvd_str *at = bsearch(&word, b->vocabulary,
                                       b->vocabulary_count, sizeof word,
                                       by_bytes);

    return (uint32_t)(at - b->vocabulary);
}

/* ---- rows and states ------------------------------------------------- */

static int by_words(const void *pa, const void *pb)
{
    const struct row *a = pa, *b = pb;

    for (uint32_t i = 0; i < a->count && i < b->count; i++)
        if (a->word[i] != b->word[i])
            return a->word[i] < b->word[i] ? -1 : 1;
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    return a->value < b->value ? -1 : a->value > b->value;
}

/* A name without a word is none. */
static void make_rows(struct build *b)
{
    uint32_t *at = b->words;

    for (size_t i = 0; i < b->name_count; i++) {
        struct cvd_str s = cvd_str_from(b->names[i].folded), word;
        struct row r = { .word = at, .value = b->names[i].value };
        while (next_word(&s, &word))
            *at++ = word_number(b, word);
        r.count = (uint32_t)(at - r.word);
        if (r.count)
            b->rows[b->row_count++] = r;
    }
    if (b->row_count)
        qsort(b->rows, b->row_count, sizeof *b->rows, by_words);
}

/* Add the states below state `s`, one for each word that follows. */
static void add_children(struct build *b, const struct state *s)
{
    uint32_t i = s->first;

    while (i < s->last && b->rows[i].count == s->depth)
        i++;
    while (i < s->last) {
        struct state child = { i, i, s->depth + 1 };
        uint32_t w = b->rows[i].word[s->depth];
        while (child.last < s->last &&
               b->rows[child.last].word[s->depth] == w)
            child.last++;
        i = child.last;
        b->states[b->state_count++] = child;
    }
}

/* ---- the arrays ------------------------------------------------------ */

static uint32_t slots_for(uint32_t words)
{
    uint32_t n = 2;

    while (n < 2 * words)
        n *= 2;
    return n;
}

static enum cvd_status allocate_built(const struct build *b, size_t pool,
                                      struct built *o)
{
    size_t words = b->vocabulary_count;

    o->pool = malloc(pool + 1);
    o->word_at = calloc(words + 1, sizeof *o->word_at);
    o->word_slot = calloc(slots_for(b->vocabulary_count),
                          sizeof *o->word_slot);
    o->word_state = calloc(words + 1, sizeof *o->word_state);
    o->state_word = calloc(b->state_count, sizeof *o->state_word);
    o->state_child = calloc((size_t)b->state_count + 1,
                            sizeof *o->state_child);
    o->state_value = calloc(b->state_count, sizeof *o->state_value);
    /* A count and its values for each name at most. */
    o->values = calloc(2 * b->row_count + 1, sizeof *o->values);
    return o->pool && o->word_at && o->word_slot && o->word_state &&
                   o->state_word && o->state_child && o->state_value &&
                   o->values
               ? CVD_OK : CVD_ENOMEM;
}

static void fill_words(const struct build *b, struct built *o)
{
    uint32_t mask = slots_for(b->vocabulary_count) - 1, len = 0;

    for (uint32_t w = 0; w < b->vocabulary_count; w++) {
        struct cvd_str word = b->vocabulary[w];
        uint32_t at = (uint32_t)cvd_hash64(word) & mask;
        memcpy(o->pool + len, word.ptr, word.len);
        len += (uint32_t)word.len;
        o->word_at[w + 1] = len;
        while (o->word_slot[at])
            at = (at + 1) & mask;
        o->word_slot[at] = w + 1;
    }
    o->pool[len] = '\0';
    o->names.slot_mask = mask;
}

/* The values of the rows that end in state `s`, each once. */
static uint32_t fill_values(const struct build *b, const struct state *s,
                            struct built *o, uint32_t at)
{
    uint32_t end = at + 1;

    for (uint32_t i = s->first;
         i < s->last && b->rows[i].count == s->depth; i++)
        if (end == at + 1 || o->values[end - 1] != b->rows[i].value)
            o->values[end++] = b->rows[i].value;
    if (end == at + 1)
        return at;
    o->values[at] = end - at - 1;
    return end;
}

static void fill_states(const struct build *b, struct built *o)
{
    uint32_t values = 1, child = 1;

    for (uint32_t i = 0; i < b->state_count; i++) {
        const struct state *s = &b->states[i];
        if (s->depth) {
            o->state_word[i] = b->rows[s->first].word[s->depth - 1];
            uint32_t end = fill_values(b, s, o, values);
            o->state_value[i] = end > values ? values : 0;
            values = end;
        }
        if (s->depth == 1)
            o->word_state[o->state_word[i]] = i;
        /* States are in the order of their parents. */
        o->state_child[i] = child;
        while (child < b->state_count && b->states[child].first < s->last &&
               b->states[child].depth == s->depth + 1)
            child++;
    }
    o->state_child[b->state_count] = child;
    o->names.value_count = values;
}

static void publish(const struct build *b, struct built *o)
{
    struct cvd_names *n = &o->names;

    n->pool = o->pool;
    n->word_at = o->word_at;
    n->word_count = b->vocabulary_count;
    n->word_slot = o->word_slot;
    n->word_state = o->word_state;
    n->state_count = b->state_count;
    n->state_word = o->state_word;
    n->state_child = o->state_child;
    n->state_value = o->state_value;
    n->values = o->values;
}

static enum cvd_status allocate(struct build *b)
{
    b->vocabulary = calloc(b->total + 1, sizeof *b->vocabulary);
    b->words = calloc(b->total + 1, sizeof *b->words);
    b->rows = calloc(b->name_count + 1, sizeof *b->rows);
    b->states = calloc(b->total + 1, sizeof *b->states);
    return b->vocabulary && b->words && b->rows && b->states ? CVD_OK
                                                             : CVD_ENOMEM;
}

static enum cvd_status build(struct build *b, struct built *o)
{
    enum cvd_status st = count_words(b);
    size_t pool = 0;

    if (st == CVD_OK)
        st = allocate(b);
    if (st != CVD_OK)
        return st;
    collect_vocabulary(b);
    make_rows(b);
    b->states[b->state_count++] = (struct state){
        .last = (uint32_t)b->row_count
    };
    for (uint32_t i = 0; i < b->state_count; i++)
        add_children(b, &b->states[i]);
    for (uint32_t w = 0; w < b->vocabulary_count; w++)
        pool += b->vocabulary[w].len;
    if (pool > UINT32_MAX)
        return CVD_ELIMIT;
    st = allocate_built(b, pool, o);
    if (st != CVD_OK)
        return st;
    fill_words(b, o);
    fill_states(b, o);
    publish(b, o);
    return CVD_OK;
}

enum cvd_status cvd_names_build(const struct cvd_name *names, size_t count,
                                struct cvd_names **out)
{
    struct build b = { .names = names, .name_count = count };
    struct built *o = calloc(1, sizeof *o);
    enum cvd_status st = o ? CVD_OK : CVD_ENOMEM;

    if (st == CVD_OK)
        st = build(&b, o);
    if (st == CVD_OK)
        *out = &o->names;
    else if (o)
        cvd_names_free(&o->names);
    free(b.vocabulary);
    free(b.words);
    free(b.rows);
    free(b.states);
    return st;
}

void cvd_names_free(struct cvd_names *n)
{
    struct built *o = (struct built *)n;

    if (!o)
        return;
    free(o->pool);
    free(o->word_at);
    free(o->word_slot);
    free(o->word_state);
    free(o->state_word);
    free(o->state_child);
    free(o->state_value);
    free(o->values);
    free(o);
}
