/* synonyms.c - forms of one group found among tokens.
 *
 * The table holds forms by their folded words; marks and neighbours then
 * decide. */
#include "analyzers/synonyms_list.h"
#include "base/limits.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <string.h>

#include "synonym_tables.h"

enum {
    KEY_BYTES = CVD_SYNONYM_WORDS_MAX * (CVD_TERM_BYTES_MAX + 1),
    FOLDED_ABBR_MIN = 3 /* letters */
};

static const struct cvd_synonym_list built_in = {
    .entries = entries, .count = sizeof entries / sizeof *entries,
    .groups = groups, .by_folded = by_folded
};

struct search {
    struct cvd_str text;
    const struct cvd_tokens *t;
    size_t from, to;
    bool any_marks;
    const struct cvd_synonym_list *own; /* may be NULL */
    struct cvd_synonym *out;
    size_t count, max;
};

/* ---- lists ----------------------------------------------------------- */

static const struct cvd_synonym_entry *
entry_at(const struct cvd_synonym_list *l, size_t k)
{
    return &l->entries[l->by_folded[k]];
}

/* Whether the k-th entry by folded form has folded form `key`. */
static bool is_at(const struct cvd_synonym_list *l, size_t k, const char *key)
{
    return k < l->count && strcmp(entry_at(l, k)->form.folded, key) == 0;
}

/* The first by folded form that is not before `key`. */
static size_t lower_bound(const struct cvd_synonym_list *l, const char *key)
{
    size_t lo = 0, hi = l->count;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (strcmp(entry_at(l, mid)->form.folded, key) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* The first whose folded form is `key`, if there is one: see is_at(). */
static size_t look_up(const struct cvd_synonym_list *l, const char *key)
{
    if (!l->slots)
        return lower_bound(l, key);
    size_t at = (size_t)cvd_hash64(cvd_str_from(key)) & l->slot_mask;
    while (l->slots[at] && !is_at(l, l->slots[at] - 1, key))
        at = (at + 1) & l->slot_mask;
    return l->slots[at] ? l->slots[at] - 1 : l->count;
}

static bool has_abbreviation(const struct cvd_synonym_list *l,
                             const struct cvd_synonym_form *form)
{
    for (size_t k = look_up(l, form->folded); is_at(l, k, form->folded); k++)
        if (entry_at(l, k)->abbr &&
            strcmp(entry_at(l, k)->form.exact, form->exact) == 0)
            return true;
    return false;
}

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

static bool context_holds(const struct search *s,
                          const struct cvd_synonym_group *g, size_t first,
                          size_t count)
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

/* Whether another abbreviation of the list looks like the k-th by folded form
 * without marks. */
static bool ambiguous(const struct cvd_synonym_list *l, size_t k)
{
    const struct cvd_synonym_entry *e = entry_at(l, k);

    for (size_t step = 0; step < 2; step++) {
        size_t at = step ? k + 1 : k - 1; /* wraps to beyond the end */
        if (is_at(l, at, e->form.folded) && entry_at(l, at)->group != e->group)
            return true;
    }
    return strlen(e->form.folded) < FOLDED_ABBR_MIN;
}

/* Whether tokens from `first` on, whose folded words are those of the k-th
 * entry by folded form, may be read as it. */
static bool reads_as(const struct search *s, const struct cvd_synonym_list *l,
                     size_t k, size_t first)
{
    const struct cvd_synonym_entry *e = entry_at(l, k);
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
    return exact || !e->abbr || !ambiguous(l, k);
}

/* ---- finding --------------------------------------------------------- */

/* Whether the same tokens were found to stand for `form` already. */
static bool is_given(const struct search *s, const struct cvd_synonym *m,
                     const struct cvd_synonym_form *form)
{
    for (size_t i = s->count; i > 0; i--) {
        const struct cvd_synonym *before = &s->out[i - 1];
        if (before->first != m->first || before->count != m->count)
            break;
        for (size_t k = 0; k < before->form_count; k++)
            if (strcmp(before->forms[k]->exact, form->exact) == 0)
                return true;
    }
    return false;
}

static void add(struct search *s, const struct cvd_synonym_list *l,
                const struct cvd_synonym_entry *e, size_t first)
{
    const struct cvd_synonym_group *g = &l->groups[e->group];
    struct cvd_synonym m = { .first = first, .count = e->form.words,
                             .kind = g->kind };

    if (s->count == s->max || (g->one_way && e != &l->entries[g->first]) ||
        !context_holds(s, g, first, e->form.words))
        return;
    for (size_t i = g->first; i < (size_t)g->first + g->count; i++) {
        const struct cvd_synonym_entry *other = &l->entries[i];
        bool users = l != s->own && s->own && other->abbr &&
                     has_abbreviation(s->own, &other->form);
        if (other != e && !users && !is_given(s, &m, &other->form))
            m.forms[m.form_count++] = &other->form;
    }
    if (m.form_count)
        s->out[s->count++] = m;
}

/* Add what the list has for the tokens from `first` on whose folded words are
 * `key`, abbreviations only if `abbr`; whether one of those was there. */
static bool find_in(struct search *s, const struct cvd_synonym_list *l,
                    const char *key, size_t first, bool abbr)
{
    bool found = false;

    for (size_t k = look_up(l, key); is_at(l, k, key); k++) {
        const struct cvd_synonym_entry *e = entry_at(l, k);
        if ((e->abbr && !abbr) || !reads_as(s, l, k, first))
            continue;
        found = found || e->abbr;
        add(s, l, e, first);
    }
    return found;
}

static void find_at(struct search *s, size_t first, size_t count)
{
    char key[KEY_BYTES];
    size_t len = 0;
    bool users = false;

    for (size_t i = 0; i < count; i++) {
        struct cvd_str w = cvd_token_folded(s->t, first + i);
        memcpy(key + len, w.ptr, w.len);
        len += w.len;
        key[len++] = ' ';
    }
    key[len - 1] = '\0';
    if (s->own)
        users = find_in(s, s->own, key, first, true);
    (void)find_in(s, &built_in, key, first, !users);
}

size_t cvd_synonyms_find(struct cvd_str text, const struct cvd_tokens *t,
                         size_t from, size_t to, bool any_marks,
                         const struct cvd_synonym_list *own,
                         struct cvd_synonym *out, size_t max)
{
    struct search s = { .text = text, .t = t, .from = from, .to = to,
                        .any_marks = any_marks, .own = own, .out = out,
                        .max = max };

    for (size_t n = CVD_SYNONYM_WORDS_MAX; n > 0; n--)
        for (size_t i = from; i + n <= to; i++)
            find_at(&s, i, n);
    return s.count;
}
