/* named_places.c - places that a question names: see named.h. */
#include "search/named.h"


/* A province whose name is a word as well: in small letters peace is meant.
 * It counts with "tỉnh" before it or with a capital. */
static bool is_everyday(const struct cvd_place *p)
{
    return strcmp(p->name, "Hòa Bình") == 0;
}

/* Names of provinces that with the word behind them are something else.  With
 * a capital only some still are: Thái Bình Dương, but Nam Định hướng dẫn. */
static const struct other {
    const char *name;
    const char *next, *unless; /* folded: the word behind, and not before
                                  this one; NULL: whatever follows */
    bool in_capitals;
} others[] = {
    { "Thái Bình", "duong", NULL, true },
    { "Nam Định", "huong", "dan", false },
    { "Sơn La", "het", NULL, false },
};

static bool token_is(const struct cvd_tokens *t, size_t i, const char *word)
{
    return i < t->count &&
           cvd_str_equal(cvd_token_folded(t, i), cvd_str_from(word));
}

static bool is_capital(struct cvd_str text, const struct cvd_tokens *t,
                       size_t token)
{
    char c = text.ptr[t->tok[token].start];

    return c >= 'A' && c <= 'Z';
}

/* Whether the words of match `m` are another word with what follows. */
static bool is_other(struct cvd_str text, const struct cvd_tokens *t,
                     const struct cvd_place_match *m)
{
    const struct cvd_place *p = cvd_place((size_t)m->place);
    size_t next = m->first + m->count;

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(p->name, others[i].name) == 0 &&
            token_is(t, next, others[i].next) &&
            !(others[i].unless && token_is(t, next + 1, others[i].unless)))
            return others[i].in_capitals || !is_capital(text, t, m->first);
    return false;
}

static bool counts(struct cvd_str text, const struct cvd_tokens *t,
                   const struct cvd_place_match *m)
{
    const struct cvd_place *p = cvd_place((size_t)m->place);
    size_t first = m->first;

    if (p->level == CVD_COMMUNE)
        return false;
    if (m->with_kind)
        return true;
    if (p->level == CVD_DISTRICT || m->weak || is_other(text, t, m))
        return false;
    if (first > 0 && token_is(t, first, "nam") &&
        token_is(t, first - 1, "viet"))
        return false; /* việt nam định hướng */
    return !is_everyday(p) || is_capital(text, t, first);
}

size_t cvd_named_places(struct cvd_str text, const struct cvd_tokens *t,
                        size_t from, size_t to, bool any_marks,
                        struct cvd_place_match *out, size_t max)
{
    size_t count = cvd_places_find(text, t, from, to, any_marks, true, out,
                                   max);
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (counts(text, t, &out[i]))
            out[kept++] = out[i];
    return kept;
}
