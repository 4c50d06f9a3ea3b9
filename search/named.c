/* named.c - see named.h; places are told from words in named_places.c.
 *
 * Only words that rank are read: not what is required, excluded, quoted or in
 * parentheses.  The longest name wins: a campaign over the province in it, a
 * province over a word. */
#include "search/named.h"
#include "analyzers/slug.h"
#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    TYPE_WORDS_MAX = 4,     /* "Chương trình hành động" */
    FIGURES_MAX = 5,        /* of a running number */
    YEAR_FIRST = 1945, YEAR_LAST = 2100,
    PLACES_MAX = 32, CAMPAIGNS_MAX = 8,
    FOUND_WORDS_MIN = 3,    /* of a campaign on no list: fewer are chance */
    FOUND_LOOK_MAX = 16     /* names looked at that begin alike */
};

struct naming {
    struct cvd_query *q;
    struct cvd_store *store;
    const struct cvd_campaign_list *own;
    size_t from, to;        /* the run of free words: tokens */
    bool any_marks;
};

static struct cvd_str folded(const struct naming *n, size_t i)
{
    return cvd_token_folded(&n->q->tokens, i);
}


static bool overlaps(const struct cvd_named *have, size_t first, size_t count)
{
    return first < have->first + have->count && have->first < first + count;
}

static bool is_taken(const struct naming *n, size_t first, size_t count)
{
    for (size_t k = 0; k < n->q->named_count; k++)
        if (overlaps(&n->q->named[k], first, count))
            return true;
    return false;
}

/* Forget the names that share tokens with a longer one; whether all that do
 * are shorter, else nothing changes. */
static bool make_way(struct naming *n, size_t first, size_t count)
{
    struct cvd_query *q = n->q;
    size_t kept = 0;

    for (size_t k = 0; k < q->named_count; k++)
        if (overlaps(&q->named[k], first, count) &&
            q->named[k].count >= count)
            return false;
    for (size_t k = 0; k < q->named_count; k++)
        if (!overlaps(&q->named[k], first, count))
            q->named[kept++] = q->named[k];
    q->named_count = kept;
    return true;
}

/* Room for a name of these tokens; NULL where they are named already or the
 * room is used up. */
static struct cvd_named *take(struct naming *n, enum cvd_field field,
                              size_t first, size_t count, struct cvd_str term)
{
    struct cvd_query *q = n->q;

    if (q->named_count == CVD_NAMED_MAX || is_taken(n, first, count) ||
        term.len > CVD_FIELD_TERM_MAX)
        return NULL;
    struct cvd_named *out = &q->named[q->named_count++];
    *out = (struct cvd_named){ .field = field, .first = first,
                               .count = count };
    memcpy(out->term, term.ptr, term.len);
    return out;
}

/* ---- campaigns ------------------------------------------------------- */

static void name_listed(struct naming *n)
{
    struct cvd_campaign_match m[CAMPAIGNS_MAX];
    size_t count = cvd_campaigns_in_query(&n->q->tokens, n->from, n->to,
                                          n->any_marks, n->own, m,
                                          CAMPAIGNS_MAX);

    for (size_t i = 0; i < count; i++)
        (void)take(n, CVD_F_CAMPAIGN, m[i].first, m[i].count,
                   cvd_str_from(m[i].code));
}

/* The longest code in the index that tokens from `first` on spell. */
struct looking {
    const struct naming *n;
    size_t first, best;
    char code[CVD_FIELD_TERM_MAX];
    size_t code_len;
};

/* How many tokens from `first` on spell `code` out, 0 if they do not. */
static size_t spells(const struct naming *n, size_t first,
                     struct cvd_str code)
{
    size_t i = first;

    while (i < n->to) {
        struct cvd_str word = folded(n, i++);
        if (!cvd_str_starts(code, word))
            return 0;
        code.ptr += word.len;
        code.len -= word.len;
        if (code.len == 0)
            return i - first;
        if (*code.ptr != '-')
            return 0;
        code.ptr++;
        code.len--;
    }
    return 0;
}

static bool look(void *ctx, struct cvd_str code, struct cvd_str none,
                 uint32_t documents)
{
    struct looking *l = ctx;
    size_t count = spells(l->n, l->first, code);

    (void)none;
    (void)documents;
    if (count > l->best && code.len <= sizeof l->code) {
        l->best = count;
        l->code_len = code.len;
        memcpy(l->code, code.ptr, code.len);
    }
    return true;
}

static enum cvd_status name_found_at(struct naming *n, size_t first,
                                     struct cvd_err *err)
{
    struct looking l = { .n = n, .first = first };
    struct cvd_buf prefix = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < FOUND_WORDS_MIN && st == CVD_OK; i++) {
        if (i)
            st = cvd_buf_add_char(&prefix, '-');
        if (st == CVD_OK)
            st = cvd_buf_add(&prefix, folded(n, first + i));
    }
    if (st != CVD_OK)
        st = cvd_fail(err, st, "out of memory");
    else
        st = cvd_store_values(n->store, CVD_F_CAMPAIGN,
                              cvd_buf_str(&prefix), FOUND_LOOK_MAX, look, &l,
                              err);
    if (st == CVD_OK && l.best && make_way(n, first, l.best))
        (void)take(n, CVD_F_CAMPAIGN, first, l.best,
                   (struct cvd_str){ l.code, l.code_len });
    cvd_buf_release(&prefix);
    return st;
}

/* Whether token `i` is part of a name so long that another that begins there
 * will hardly be longer. */
static bool in_long_name(const struct naming *n, size_t i)
{
    for (size_t k = 0; k < n->q->named_count; k++)
        if (overlaps(&n->q->named[k], i, 1) &&
            n->q->named[k].count > FOUND_WORDS_MIN)
            return true;
    return false;
}

static enum cvd_status name_found(struct naming *n, struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = n->from; i + FOUND_WORDS_MIN <= n->to && st == CVD_OK;
         i++)
        if (!in_long_name(n, i))
            st = name_found_at(n, i, err);
    return st;
}

/* ---- places ---------------------------------------------------------- */

static enum cvd_status name_places(struct naming *n)
{
    struct cvd_place_match m[PLACES_MAX];
    size_t count = cvd_named_places(cvd_buf_str(&n->q->text), &n->q->tokens,
                                    n->from, n->to, n->any_marks, m,
                                    PLACES_MAX);
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < count && st == CVD_OK; i++) {
        const struct cvd_place *p = cvd_place((size_t)m[i].place);
        if (p->level == CVD_PROVINCE) {
            (void)take(n, CVD_F_PROVINCE, m[i].first, m[i].count,
                       cvd_str_from(p->slug));
            continue;
        }
        struct cvd_buf term = { 0 };
        st = cvd_slug(cvd_str_from(p->name), &term);
        if (st == CVD_OK)
            (void)take(n, CVD_F_DISTRICT, m[i].first, m[i].count,
                       cvd_buf_str(&term));
        cvd_buf_release(&term);
    }
    return st;
}

/* ---- types, numbers, years ------------------------------------------- */

static bool is_figures(struct cvd_str s, size_t min, size_t max)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
    return s.len >= min && s.len <= max;
}

static bool is_year(struct cvd_str s)
{
    char figures[5] = "";

    if (!is_figures(s, 4, 4))
        return false;
    memcpy(figures, s.ptr, 4);
    long year = strtol(figures, NULL, 10);
    return year >= YEAR_FIRST && year <= YEAR_LAST;
}

/* Whether token `i` is `word` (canonical): with its marks where the question
 * has any, but for a word that is no syllable as it stands. */
static bool spells_word(const struct naming *n, size_t i,
                        struct cvd_str word)
{
    struct cvd_str typed = cvd_token_exact(&n->q->tokens, i);

    return n->any_marks || !cvd_syllable_valid(typed)
               ? cvd_marks_consistent(typed, word)
               : cvd_str_equal(typed, word);
}

static bool is_word(const struct naming *n, size_t i, const char *word)
{
    return i >= n->from && i < n->to &&
           spells_word(n, i, cvd_str_from(word));
}

/* Whether tokens from `first` on are the words of `name`. */
static bool marks_fit(const struct naming *n, size_t first, size_t count,
                      const char *name)
{
    struct cvd_tokens t = { 0 };
    bool fit = cvd_tokenize(cvd_str_from(name), &t) == CVD_OK &&
               t.count == count;

    for (size_t i = 0; fit && i < count; i++)
        fit = spells_word(n, first + i, cvd_token_exact(&t, i));
    cvd_tokens_release(&t);
    return fit;
}

/* The type that tokens from `first` on name in full, the longest; *count how
 * many they are. */
static const char *type_at(const struct naming *n, size_t first,
                           size_t *count)
{
    char code[128];
    const char *found = NULL;
    size_t len = 0;

    for (size_t i = first; i < n->to && i < first + TYPE_WORDS_MAX; i++) {
        struct cvd_str w = folded(n, i);
        if (len + w.len + 2 > sizeof code)
            break;
        if (i > first)
            code[len++] = '-';
        memcpy(code + len, w.ptr, w.len);
        len += w.len;
        code[len] = '\0';
        const char *name = cvd_doctype_name(code);
        if (name && marks_fit(n, first, i - first + 1, name)) {
            found = cvd_doctype_code(cvd_str_from(name));
            *count = i - first + 1;
        }
    }
    return found;
}

/* A running number at token `i`, of type `code` (NULL: any). */
static void name_number(struct naming *n, size_t first, size_t i,
                        const char *code)
{
    struct cvd_str figures = folded(n, i);
    struct cvd_str abbr = cvd_doctype_abbreviation(code);
    char key[CVD_SYMBOL_MAX], letters[CVD_SYMBOL_MAX] = "";
    struct cvd_buf slug = { 0 };

    while (figures.len > 1 && figures.ptr[0] == '0') {
        figures.ptr++;
        figures.len--;
    }
    /* A State letter bears no type: 788/STP-HCBT. */
    bool typed = abbr.len && strcmp(code, "cong-van") != 0 &&
                 cvd_slug(abbr, &slug) == CVD_OK &&
                 slug.len < sizeof letters;
    if (typed)
        memcpy(letters, slug.ptr, slug.len);
    cvd_buf_release(&slug);
    int len = snprintf(key, sizeof key, "%.*s-%s", (int)figures.len,
                       figures.ptr, letters);
    struct cvd_named *out =
        len > 0 && (size_t)len < sizeof key
            ? take(n, CVD_F_NUMBER, first, i - first + 1,
                   (struct cvd_str){ key, (size_t)len })
            : NULL;
    if (out)
        out->prefix = !typed;
}

/* Whether token `i` is a figure; one of a date written 8/8/2023 too, before
 * which the run of free words ends. */
static bool is_figure(const struct naming *n, size_t i)
{
    return i < n->q->tokens.count &&
           is_figures(folded(n, i), 1, FIGURES_MAX);
}

static bool is_year_at(const struct naming *n, size_t i)
{
    return i < n->q->tokens.count && is_year(folded(n, i));
}

/* Whether the figure at token `i` counts time and numbers nothing: "5 năm",
 * "5 năm 2021 - 2025", "6 tháng đầu năm", but not "277 năm 2023" or "277 ngày
 * 8/8/2023". */
static bool counts_time(const struct naming *n, size_t i)
{
    if (is_word(n, i + 1, "năm"))
        return !is_year_at(n, i + 2) || is_year_at(n, i + 3);
    if (is_word(n, i + 1, "ngày"))
        return !is_figure(n, i + 2);
    return is_word(n, i + 1, "tháng") || is_word(n, i + 1, "tuần");
}

/* What stands at token `i`: a type that begins the question or that a figure
 * follows, with that figure; "số" and a figure.  Behind it. */
static size_t name_document(struct naming *n, size_t i)
{
    size_t count = 0;
    const char *code = type_at(n, i, &count);
    size_t next = i + count;
    bool so = is_word(n, next, "số") || is_word(n, next, "so");
    size_t figure = next + so;
    bool numbered = (code || so) && figure < n->to &&
                    is_figures(folded(n, figure), 1, FIGURES_MAX) &&
                    (so || (!is_year(folded(n, figure)) &&
                            !counts_time(n, figure)));

    if (code && (numbered || i == n->from))
        (void)take(n, CVD_F_TYPE, i, count, cvd_str_from(code));
    if (numbered)
        name_number(n, next, figure, code);
    return numbered ? figure + 1 : code ? next : i + 1;
}

/* Whether the year at token `i` is an end of a period: 2021 - 2025, 2021 đến
 * 2023.  What is of a period is of any year in it, and says so in words. */
static bool ends_period(const struct naming *n, size_t i)
{
    return is_year_at(n, i + 1) || (i > 0 && is_year_at(n, i - 1)) ||
           (is_word(n, i + 1, "đến") && is_year_at(n, i + 2)) ||
           (i > 1 && is_word(n, i - 1, "đến") && is_year_at(n, i - 2));
}

static void name_years(struct naming *n)
{
    for (size_t i = n->from; i < n->to; i++) {
        bool said = i > n->from && is_word(n, i - 1, "năm") &&
                    !is_taken(n, i - 1, 1);
        if (is_year(folded(n, i)) && !ends_period(n, i))
            (void)take(n, CVD_F_YEAR, said ? i - 1 : i, said ? 2 : 1,
                       folded(n, i));
    }
}

/* ---- all of it ------------------------------------------------------- */

static enum cvd_status name_run(struct naming *n, struct cvd_err *err)
{
    name_listed(n);
    enum cvd_status st = name_found(n, err);
    if (st == CVD_OK && name_places(n) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = n->from; i < n->to && st == CVD_OK;)
        i = name_document(n, i);
    if (st == CVD_OK)
        name_years(n);
    return st;
}

static bool is_free(const struct cvd_item *item)
{
    return item->kind == CVD_I_WORD && item->place == CVD_SHOULD &&
           item->marks == CVD_MARKS_READ && !item->prefix;
}

static enum cvd_status name_bag(struct naming *n, const struct cvd_bag *bag,
                                struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < bag->count && st == CVD_OK;) {
        size_t end = i;

        while (end < bag->count && is_free(&bag->items[end]) &&
               (end == i || bag->items[end].first ==
                                bag->items[end - 1].first + 1))
            end++;
        if (end == i) {
            i++;
            continue;
        }
        n->from = bag->items[i].first;
        n->to = bag->items[end - 1].first + 1;
        st = name_run(n, err);
        i = end;
    }
    return st;
}

static int by_place(const void *pa, const void *pb)
{
    const struct cvd_named *a = pa, *b = pb;

    return a->first < b->first ? -1 : a->first > b->first;
}

enum cvd_status cvd_query_name(struct cvd_store *store,
                               const struct cvd_campaign_list *own,
                               struct cvd_query *q, struct cvd_err *err)
{
    struct naming n = { .q = q, .store = store, .own = own,
                        .any_marks = !q->marked };
    enum cvd_status st = CVD_OK;

    q->own = own;
    q->named_count = 0;
    for (size_t b = 0; b < q->root->count && st == CVD_OK; b++)
        st = name_bag(&n, &q->root->bags[b], err);
    if (q->named_count)
        qsort(q->named, q->named_count, sizeof *q->named, by_place);
    return st;
}
