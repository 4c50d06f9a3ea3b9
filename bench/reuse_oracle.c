/* reuse_oracle.c - see reuse_oracle.h. */
#include "bench/reuse_oracle.h"

#include "analyzers/analyzer.h"
#include "base/array.h"

#include <stdlib.h>

/* Of a hundred documents, formulas are what more than this have, but never
 * what so few have as an original and its copies are. */
static const double FORMULA_SHARE = 0.005;
enum { FORMULA_LEAST = 20 };

/* That document `carrier` has the shingle of `hash`, from word `at` on. */
struct place {
    uint64_t hash;
    uint32_t carrier, at;
};

static int compare_places(const void *pa, const void *pb)
{
    const struct place *a = pa, *b = pb;

    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* FNV-1a over hashes of words, as over bytes. */
static uint64_t hash_of(const uint64_t *words)
{
    return cvd_hash64((struct cvd_str){ (const char *)words,
                                        REUSE_SHINGLE * sizeof *words });
}

/* ---- words ----------------------------------------------------------- */

static void add_words(struct reuse_set *s, struct cvd_str text,
                      struct cvd_tokens *t)
{
    plant_need(cvd_tokenize(text, t));
    plant_need(cvd_array_reserve(&s->words, &s->words_cap,
                                 s->word_count + t->count,
                                 sizeof *s->words));
    for (size_t i = 0; i < t->count; i++)
        s->words[s->word_count++] = cvd_hash64(cvd_token_folded(t, i));
}

static void read_words(struct reuse_set *s)
{
    struct cvd_tokens t = { 0 };

    s->first_word = plant_got(malloc((s->count + 1) *
                                       sizeof *s->first_word));
    for (size_t i = 0; i < s->count; i++) {
        s->first_word[i] = s->word_count;
        add_words(s, s->documents.list[i].text, &t);
    }
    s->first_word[s->count] = s->word_count;
    cvd_tokens_release(&t);
}

/* ---- shingles -------------------------------------------------------- */

/* The shingles of all texts, sorted by their hashes and places; *count of
 * them. */
static struct place *all_places(const struct reuse_set *s, size_t *count)
{
    struct place *list = plant_got(malloc((s->word_count + 1) *
                                          sizeof *list));
    size_t n = 0;

    for (size_t d = 0; d < s->count; d++)
        for (size_t i = s->first_word[d];
             i + REUSE_SHINGLE <= s->first_word[d + 1]; i++)
            list[n++] = (struct place){ hash_of(s->words + i),
                                        (uint32_t)d, (uint32_t)i };
    qsort(list, n, sizeof *list, compare_places);
    *count = n;
    return list;
}

/* The places of one shingle are side by side, in the order of the documents:
 * number it, and list each document once. */
static void number_shingles(struct reuse_set *s, const struct place *list,
                            size_t n)
{
    size_t shingles = 0, carriers = 0;

    for (size_t i = 0; i < n; i++) {
        bool is_new = !i || list[i].hash != list[i - 1].hash;
        if (is_new)
            s->first_carrier[shingles++] = carriers;
        s->shingles[list[i].at] = (uint32_t)shingles - 1;
        if (!is_new && list[i].carrier == list[i - 1].carrier)
            continue;
        s->carriers[carriers++] = list[i].carrier;
        s->distinct[list[i].carrier]++;
    }
    s->first_carrier[shingles] = carriers;
    s->shingle_count = shingles;
}

static size_t carriers_of(const struct reuse_set *s, size_t shingle)
{
    return s->first_carrier[shingle + 1] - s->first_carrier[shingle];
}

static void count_rare(struct reuse_set *s)
{
    s->formula = (size_t)((double)s->count * FORMULA_SHARE);
    if (s->formula < FORMULA_LEAST)
        s->formula = FORMULA_LEAST;
    for (size_t g = 0; g < s->shingle_count; g++)
        for (size_t k = s->first_carrier[g]; k < s->first_carrier[g + 1]; k++)
            s->rare[s->carriers[k]] += carriers_of(s, g) <= s->formula;
}

static void read_shingles(struct reuse_set *s)
{
    size_t n;
    struct place *list = all_places(s, &n);

    s->shingles = plant_got(malloc((s->word_count + 1) *
                                   sizeof *s->shingles));
    s->carriers = plant_got(malloc((n + 1) * sizeof *s->carriers));
    s->first_carrier = plant_got(malloc((n + 1) * sizeof *s->first_carrier));
    s->distinct = plant_got(calloc(s->count + 1, sizeof *s->distinct));
    s->rare = plant_got(calloc(s->count + 1, sizeof *s->rare));
    number_shingles(s, list, n);
    count_rare(s);
    free(list);
}

/* ---- the set --------------------------------------------------------- */

static const struct plant_document *sorted; /* for compare_ids() */

static int compare_ids(const void *a, const void *b)
{
    return cvd_str_compare(sorted[*(const uint32_t *)a].id,
                           sorted[*(const uint32_t *)b].id);
}

void reuse_set_read(const char *path, struct reuse_set *out)
{
    plant_documents_read(path, &out->documents);
    out->count = out->documents.count;
    out->by_id = plant_got(malloc((out->count + 1) * sizeof *out->by_id));
    for (size_t i = 0; i < out->count; i++)
        out->by_id[i] = (uint32_t)i;
    sorted = out->documents.list;
    qsort(out->by_id, out->count, sizeof *out->by_id, compare_ids);
    read_words(out);
    read_shingles(out);
}

void reuse_set_release(struct reuse_set *s)
{
    plant_documents_release(&s->documents);
    free(s->words);
    free(s->first_word);
    free(s->shingles);
    free(s->distinct);
    free(s->carriers);
    free(s->first_carrier);
    free(s->rare);
    free(s->by_id);
    *s = (struct reuse_set){ 0 };
}

size_t reuse_set_find(const struct reuse_set *s, struct cvd_str id)
{
    size_t lo = 0, hi = s->count;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        uint32_t d = s->by_id[mid];
        int order = cvd_str_compare(s->documents.list[d].id, id);
        if (order == 0)
            return d;
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return s->count;
}

/* ---- what is common -------------------------------------------------- */

/* Another document has the shingle that begins at word `at`. */
static void meet(struct reuse_common *c, uint32_t at, bool rare, bool again)
{
    bool goes_on = c->now && c->at + 1 == at;

    c->all += !again;
    c->rare += rare && !again;
    c->now = goes_on ? c->now + 1 : 1;
    c->now_rare = (goes_on ? c->now_rare : 0) + rare;
    c->at = at;
    c->row = c->now > c->row ? c->now : c->row;
    if (c->now >= REUSE_ROW && c->now_rare > c->row_rare)
        c->row_rare = c->now_rare;
}

void reuse_common_of(const struct reuse_set *s, size_t document,
                     struct reuse_common *out)
{
    bool *met = plant_got(calloc(s->shingle_count + 1, sizeof *met));

    memset(out, 0, s->count * sizeof *out);
    for (size_t i = s->first_word[document];
         i + REUSE_SHINGLE <= s->first_word[document + 1]; i++) {
        uint32_t g = s->shingles[i];
        bool rare = carriers_of(s, g) <= s->formula;
        for (size_t k = s->first_carrier[g]; k < s->first_carrier[g + 1]; k++)
            meet(&out[s->carriers[k]], (uint32_t)i, rare, met[g]);
        met[g] = true;
    }
    free(met);
}

/* ---- sentences ------------------------------------------------------- */

/* Sellers' column by column, where each place of the text may be the
 * beginning. */
static size_t distance(const uint64_t *sentence, size_t m,
                       const uint64_t *text, size_t n, size_t *column)
{
    size_t best = m;

    for (size_t i = 0; i <= m; i++)
        column[i] = i;
    for (size_t j = 0; j < n; j++) {
        size_t corner = 0;
        for (size_t i = 1; i <= m; i++) {
            size_t replaced = corner + (sentence[i - 1] != text[j]);
            size_t left_out = column[i - 1] + 1, put_in = column[i] + 1;
            size_t least = left_out < put_in ? left_out : put_in;
            corner = column[i];
            column[i] = replaced < least ? replaced : least;
        }
        best = column[m] < best ? column[m] : best;
    }
    return best;
}

size_t reuse_distances(const struct reuse_set *s, struct cvd_str sentence,
                       double *out)
{
    struct reuse_set one = { 0 };
    struct cvd_tokens t = { 0 };

    add_words(&one, sentence, &t);
    size_t m = one.word_count;
    size_t *column = plant_got(malloc((m + 1) * sizeof *column));
    for (size_t d = 0; d < s->count; d++) {
        size_t from = s->first_word[d], n = s->first_word[d + 1] - from;
        out[d] = m ? (double)distance(one.words, m, s->words + from, n,
                                      column) / (double)m : 1;
    }
    free(column);
    free(one.words);
    cvd_tokens_release(&t);
    return m;
}
