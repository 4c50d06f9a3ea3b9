/* synonyms.c - forms of one group found among tokens.
 *
 * The table holds forms by their folded words; marks and neighbours then
 * decide. */
#include "analyzers/synonyms.h"
#include "base/limits.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <string.h>

struct entry {
    struct cvd_synonym_form form;
    uint16_t group;
    bool abbr;
};

/* Forms entries[first .. first + count).  `one_way`: the first stands for
 * the others, not they for it; then what must stand beside it, words folded,
 * NULL-terminated, or NULL where anything may. */
struct group {
    enum cvd_synonym_kind kind;
    uint16_t first, count;
    const char *const *before, *const *after;
    bool name, one_way;
};

#include "synonym_tables.h"

enum {
    ENTRIES = sizeof entries / sizeof *entries,
    KEY_BYTES = CVD_SYNONYM_WORDS_MAX * (CVD_TERM_BYTES_MAX + 1),
    FOLDED_ABBR_MIN = 3 /* letters */
};

struct search {
    struct cvd_str text;
    const struct cvd_tokens *t;
    size_t from, to;
    bool any_marks;
    struct cvd_synonym *out;
    size_t count, max;
};

/* ---- neighbours ------------------------------------------------------ */

/* Whether the folded words `words` are tokens from `at` on. */
static bool stand_at(const struct search *s, const char *words, size_t at)
{
    for (; at < s->to; at++) {
        size_t len = strcspn(words, " ");
        struct cvd_str word = { words, len };
        if (!cvd_str_equal(word, cvd_token_folded(s->t, at)))
            return false;
        if (!words[len])
            return true;
        words += len + 1;
    }
    return false;
}

static size_t word_count(const char *words)
{
    size_t n = 1;

    while ((words = strchr(words, ' '))) {
        words++;
        n++;
    }
    return n;
}

static bool is_name(const struct search *s, size_t at)
{
    if (at >= s->to)
        return false;
    int32_t start = (int32_t)s->t->tok[at].start;
    int32_t end = (int32_t)s->t->tok[at].end;
    UChar32 c;
    U8_GET((const uint8_t *)s->text.ptr, 0, start, end, c);
    return c >= 0 && (u_isupper(c) || u_isdigit(c));
}

static bool context_holds(const struct search *s, const struct group *g,
                          size_t first, size_t count)
{
    if (g->name)
        return is_name(s, first + count);
    for (size_t i = 0; g->before && g->before[i]; i++)
        if (stand_at(s, g->before[i], first + count))
            return true;
    for (size_t i = 0; g->after && g->after[i]; i++) {
        size_t n = word_count(g->after[i]);
        if (first >= s->from + n && stand_at(s, g->after[i], first - n))
            return true;
    }
    return !g->before && !g->after;
}

/* ---- marks ----------------------------------------------------------- */

/* Whether another abbreviation looks like by_folded[k] without marks. */
static bool ambiguous(size_t k)
{
    const struct entry *e = &entries[by_folded[k]];

    for (size_t step = 0; step < 2; step++) {
        size_t at = step ? k + 1 : k - 1; /* wraps to beyond the end */
        if (at < ENTRIES &&
            strcmp(entries[by_folded[at]].form.folded, e->form.folded) == 0 &&
            entries[by_folded[at]].group != e->group)
            return true;
    }
    return strlen(e->form.folded) < FOLDED_ABBR_MIN;
}

/* Whether tokens from `first` on, whose folded words are the entry's, may be
 * read as it. */
static bool reads_as(const struct search *s, size_t k, size_t first)
{
    const struct entry *e = &entries[by_folded[k]];
    const char *word = e->form.exact;
    bool exact = true;

    for (size_t i = 0; i < e->form.words; i++) {
        struct cvd_str want = { word, strcspn(word, " ") };
        struct cvd_str have = cvd_token_exact(s->t, first + i);
        word += want.len + 1;
        if (cvd_str_equal(want, have))
            continue;
        exact = false;
        if (!s->any_marks && (cvd_syllable_valid(have) ||
                              !cvd_marks_consistent(have, want)))
            return false;
    }
    return exact || !e->abbr || !ambiguous(k);
}

/* ---- finding --------------------------------------------------------- */

static void add(struct search *s, const struct entry *e, size_t first)
{
    const struct group *g = &groups[e->group];
    struct cvd_synonym *m = &s->out[s->count];

    if (s->count == s->max || (g->one_way && e != &entries[g->first]) ||
        !context_holds(s, g, first, e->form.words))
        return;
    *m = (struct cvd_synonym){ .first = first, .count = e->form.words,
                               .kind = g->kind };
    for (size_t i = g->first; i < (size_t)g->first + g->count; i++)
        if (&entries[i] != e)
            m->forms[m->form_count++] = &entries[i].form;
    s->count++;
}

/* The first of by_folded that is not before `key`. */
static size_t lower_bound(const char *key)
{
    size_t lo = 0, hi = ENTRIES;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (strcmp(entries[by_folded[mid]].form.folded, key) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static void find_at(struct search *s, size_t first, size_t count)
{
    char key[KEY_BYTES];
    size_t len = 0;

    for (size_t i = 0; i < count; i++) {
        struct cvd_str w = cvd_token_folded(s->t, first + i);
        memcpy(key + len, w.ptr, w.len);
        len += w.len;
        key[len++] = ' ';
    }
    key[len - 1] = '\0';
    for (size_t k = lower_bound(key);
         k < ENTRIES && strcmp(entries[by_folded[k]].form.folded, key) == 0;
         k++)
        if (reads_as(s, k, first))
            add(s, &entries[by_folded[k]], first);
}

size_t cvd_synonyms_find(struct cvd_str text, const struct cvd_tokens *t,
                         size_t from, size_t to, bool any_marks,
                         struct cvd_synonym *out, size_t max)
{
    struct search s = { .text = text, .t = t, .from = from, .to = to,
                        .any_marks = any_marks, .out = out, .max = max };

    for (size_t n = CVD_SYNONYM_WORDS_MAX; n > 0; n--)
        for (size_t i = from; i + n <= to; i++)
            find_at(&s, i, n);
    return s.count;
}
