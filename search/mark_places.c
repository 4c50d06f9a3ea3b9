/* mark_places.c - of the words found in a text, those that a reader is to be
 * led to: see marks.h.
 *
 * "nông thôn mới" asks for three words; in a text of ten pages "mới" stands
 * alone a hundred times, and a reader who goes from place to place does not
 * mean those.  Words that stand near one another in a sentence are a group;
 * the groups that have a third of what the best has, and more than one
 * syllable if any has several, are the places. */
#include "base/array.h"
#include "search/marks.h"
#include "search/points.h"

#include <stdlib.h>

enum {
    NEAR_WORDS = 3,  /* between two pieces of one group */
    NEAR_BYTES = 64, /* the same; three words are 30 */
    BEST_SHARE = 3,
    NAME_BYTES = 3   /* of the shortest name: KH and TU are parts of numbers */
};

/* ---- what words say -------------------------------------------------- */

/* Prepositions, conjunctions, markers of number, time and voice, pronouns
 * that point: Diệp Quang Ban, Ngữ pháp tiếng Việt, 2005.  What is a noun or a
 * verb besides (năm, số, bằng, qua) is not among them.  Sorted by bytes. */
static const char *const joining[] = {
    "bị", "bởi", "cho", "các", "còn", "có", "cùng", "cũng", "của", "do",
    "dưới", "gì", "hay", "hoặc", "khi", "kia", "là", "lúc", "mà", "mọi",
    "mỗi", "ngoài", "như", "nhưng", "nhằm", "những", "nào", "này", "nên",
    "nếu", "rằng", "sẽ", "theo", "thì", "trong", "trên", "tại", "tới", "từ",
    "từng", "và", "vào", "vì", "về", "với", "đang", "đã", "đó", "được", "đến",
    "để", "ấy", "ở",
};

static int by_bytes(const void *key, const void *one)
{
    return cvd_str_compare(*(const struct cvd_str *)key,
                           cvd_str_from(*(const char *const *)one));
}

static bool only_joins(struct cvd_str exact)
{
    return bsearch(&exact, joining, sizeof joining / sizeof *joining,
                   sizeof *joining, by_bytes);
}

static bool has_letter(struct cvd_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] < '0' || word.ptr[i] > '9')
            return true;
    return false;
}

unsigned cvd_word_says(struct cvd_str exact)
{
    if (only_joins(exact))
        return 0;
    return exact.len >= NAME_BYTES && has_letter(exact) &&
                   !cvd_syllable_valid(exact)
               ? 2
               : 1;
}

/* Whether a word may be one that only joins: typed without marks, it says not
 * which. */
static bool may_only_join(const struct cvd_slot *slot)
{
    for (size_t i = 0; i < slot->count; i++)
        for (size_t k = 0; k < sizeof joining / sizeof *joining; k++)
            if (cvd_str_equal(slot->words[i].exact,
                              cvd_str_from(joining[k])) ||
                (slot->any_spelling &&
                 cvd_marks_consistent(slot->words[i].exact,
                                      cvd_str_from(joining[k]))))
                return true;
    return false;
}

bool cvd_runs_only_join(const struct cvd_run *runs, size_t run_count)
{
    for (size_t i = 0; i < run_count; i++)
        if (runs[i].count > 1 || !may_only_join(runs[i].slots))
            return false;
    return true;
}

/* ---- groups ---------------------------------------------------------- */

struct group {
    uint32_t says;           /* its words, each run once */
    uint32_t words;          /* that say something */
    uint32_t place;
};

struct grouping {
    struct cvd_str text;
    struct cvd_pieces *pieces;
    struct group *list;      /* from 1 on */
    size_t count, cap;
    uint32_t *seen;          /* by run: the last group that has it */
};

static uint32_t behind(const struct cvd_piece *p)
{
    return p->token + p->words;
}

/* What lies between two pieces: a few blanks; words of one sentence, or what
 * looks like it; more. */
enum between { BLANKS, SENTENCE, APART };

static enum between what_between(struct cvd_str text,
                                 const struct cvd_piece *a,
                                 const struct cvd_piece *b)
{
    enum between what = BLANKS;
    unsigned lines = 0;

    if (b->start - a->end > NEAR_BYTES)
        return APART;
    for (size_t i = a->end; i < b->start; i++) {
        char c = text.ptr[i];
        lines += c == '\n';
        if (lines > 1 || memchr(".;:?!", c, 5))
            return APART;
        if ((unsigned char)c > ' ')
            what = SENTENCE;
    }
    return what;
}

/* Whether piece `p` goes on the group that piece `last` is in: near it, and
 * not a second time what is there already, unless side by side. */
static bool goes_on(const struct grouping *g, const struct cvd_piece *last,
                    const struct cvd_piece *p)
{
    enum between what = what_between(g->text, last, p);

    return p->token - behind(last) <= NEAR_WORDS &&
           (what == BLANKS ||
            (what == SENTENCE && g->seen[p->run] != last->place));
}

/* The words that only join which stand between pieces `last` and `to` belong
 * to their group where there is nothing else between them. */
static void join_between(struct cvd_pieces *p, size_t last, size_t to)
{
    for (size_t i = last + 1; i <= to; i++)
        if (p->list[i].token != behind(&p->list[i - 1]))
            return;
    for (size_t i = last + 1; i < to; i++)
        p->list[i].place = p->list[last].place;
}

static enum cvd_status group_pieces(struct grouping *g)
{
    struct cvd_pieces *p = g->pieces;
    size_t last = SIZE_MAX;  /* piece that says something */

    for (size_t i = 0; i < p->count; i++) {
        struct cvd_piece *one = &p->list[i];
        if (!one->says)
            continue;
        bool on = last != SIZE_MAX && goes_on(g, &p->list[last], one);
        if (on)
            join_between(p, last, i);
        else if (cvd_array_reserve(&g->list, &g->cap, ++g->count + 1,
                                   sizeof *g->list) != CVD_OK)
            return CVD_ENOMEM;
        else
            g->list[g->count] = (struct group){ 0 };
        one->place = (uint32_t)g->count;
        if (g->seen[one->run] != g->count) {
            g->list[g->count].says += one->says;
            g->list[g->count].words += one->words;
        }
        g->seen[one->run] = (uint32_t)g->count;
        last = i;
    }
    return CVD_OK;
}

/* Number the groups that are places. */
static void number_places(struct grouping *g, struct cvd_marks *out)
{
    uint32_t best = 0;
    bool together = false;   /* several words, anywhere */

    for (size_t i = 1; i <= g->count; i++) {
        best = g->list[i].says > best ? g->list[i].says : best;
        together = together || g->list[i].words > 1;
    }
    uint32_t need = (best + BEST_SHARE - 1) / BEST_SHARE;
    if (need < 2 && together)
        need = 2;
    for (size_t i = 1; i <= g->count; i++) {
        if (g->list[i].says < need)
            continue;
        g->list[i].place = (uint32_t)++out->places;
        if (!out->best && g->list[i].says == best)
            out->best = out->places;
    }
}

/* ---- marks ----------------------------------------------------------- */

static enum cvd_status add_mark(struct cvd_marks *out,
                                const struct cvd_mark *m)
{
    if (cvd_array_reserve(&out->list, &out->cap, out->count + 1,
                          sizeof *out->list) != CVD_OK)
        return CVD_ENOMEM;
    out->list[out->count++] = *m;
    return CVD_OK;
}

/* The pieces of the groups as marks: of the places, and, unless they alone are
 * asked for, of others that say as much as two words. */
static enum cvd_status add_marks(const struct grouping *g, bool places_alone,
                                 struct cvd_marks *out)
{
    struct cvd_points points = { .text = g->text };
    const struct cvd_piece *list = g->pieces->list;
    size_t n = g->pieces->count;

    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1;
             end < n && list[end].place == list[end - 1].place &&
             what_between(g->text, &list[end - 1], &list[end]) == BLANKS;)
            end++;
        if (!list[i].place)
            continue;
        const struct group *of = &g->list[list[i].place];
        struct cvd_mark m = { .place = of->place };
        if (!m.place && (places_alone || of->says < 2))
            continue;
        if (out->count == CVD_MARKS_MAX) {
            out->complete = false;
            break;
        }
        m.start = cvd_points_to(&points, list[i].start);
        m.end = cvd_points_to(&points, list[end - 1].end);
        if (add_mark(out, &m) != CVD_OK)
            return CVD_ENOMEM;
    }
    return CVD_OK;
}

/* Those beyond the limit are not counted either. */
static void count_places(struct cvd_marks *out)
{
    size_t last = out->count;

    while (last > 0 && !out->list[last - 1].place)
        last--;
    out->places = last ? out->list[last - 1].place : 0;
    if (out->best > out->places)
        out->best = out->places ? 1 : 0;
}

enum cvd_status cvd_marks_place(struct cvd_str text,
                                struct cvd_pieces *pieces, size_t run_count,
                                struct cvd_marks *out)
{
    struct grouping g = { .text = text, .pieces = pieces };
    enum cvd_status st = CVD_ENOMEM;

    g.seen = calloc(run_count + 1, sizeof *g.seen);
    if (g.seen)
        st = group_pieces(&g);
    if (st == CVD_OK) {
        number_places(&g, out);
        st = add_marks(&g, pieces->count > CVD_MARKS_MAX, out);
        count_places(out);
    }
    free(g.seen);
    free(g.list);
    return st;
}
