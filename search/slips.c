/* slips.c - see slips.h. */
#include "search/slips.h"

#include <math.h>

enum {
    LETTERS_MAX = 24,     /* of a word whose slips are looked for */
    LONG_WORD = 7,        /* letters from which two may be wrong */
    /* Words of the index looked at for a second wrong letter: those with the
     * same two letters at the beginning. */
    WALK_MAX = 4000
};

/* How likely one letter of a word is wrong. */
static const double CHANCE_OF_A_LETTER = 1e-3;

/* Costs, in wrong letters. */
static const double MARK = 0.5, HOI_FOR_NGA = 0.3, SOUNDS_ALIKE = 0.7;

double cvd_slip_chance(double cost)
{
    return pow(CHANCE_OF_A_LETTER, cost);
}

/* ---- letters --------------------------------------------------------- */

/* The letters of a word, with and without marks. */
struct letters {
    uint32_t exact[LETTERS_MAX], folded[LETTERS_MAX];
    size_t count;
};

static size_t decode(struct cvd_str s, uint32_t *out)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len && n < LETTERS_MAX;) {
        unsigned char c = (unsigned char)s.ptr[i++];
        uint32_t point = c < 0x80   ? c
                         : c < 0xE0 ? c & 0x1Fu
                         : c < 0xF0 ? c & 0x0Fu
                                    : c & 0x07u;
        while (i < s.len && ((unsigned char)s.ptr[i] & 0xC0) == 0x80)
            point = point << 6 | ((unsigned char)s.ptr[i++] & 0x3Fu);
        out[n++] = point;
    }
    return n;
}

static void spell(const struct cvd_word *w, struct letters *l)
{
    l->count = decode(w->folded, l->folded);
    /* Another number of letters: marks that stand apart, no Vietnamese. */
    if (decode(w->exact, l->exact) != l->count)
        (void)decode(w->folded, l->exact);
}

/* ả and ã, and so on: hỏi and ngã are one tone in half of the country. */
static bool hoi_and_nga(uint32_t a, uint32_t b)
{
    static const uint32_t pairs[][2] = {
        { 0x1EA3, 0x00E3 }, { 0x1EB3, 0x1EB5 }, { 0x1EA9, 0x1EAB },
        { 0x1EBB, 0x1EBD }, { 0x1EC3, 0x1EC5 }, { 0x1EC9, 0x0129 },
        { 0x1ECF, 0x00F5 }, { 0x1ED5, 0x1ED7 }, { 0x1EDF, 0x1EE1 },
        { 0x1EE7, 0x0169 }, { 0x1EED, 0x1EEF }, { 0x1EF7, 0x1EF9 },
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if ((a == pairs[i][0] && b == pairs[i][1]) ||
            (b == pairs[i][0] && a == pairs[i][1]))
            return true;
    return false;
}

static bool sound_alike(uint32_t a, uint32_t b)
{
    static const char pairs[][2] = { { 's', 'x' }, { 'l', 'n' },
                                     { 'i', 'y' }, { 'd', 'r' } };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if ((a == (uint32_t)pairs[i][0] && b == (uint32_t)pairs[i][1]) ||
            (b == (uint32_t)pairs[i][0] && a == (uint32_t)pairs[i][1]))
            return true;
    return false;
}

/* The cost of letter `i` typed where letter `j` was meant. */
static double other_letter(const struct letters *t, size_t i,
                           const struct letters *h, size_t j, bool bare)
{
    uint32_t typed = t->exact[i], meant = h->exact[j];

    if (typed == meant)
        return 0;
    if (t->folded[i] != h->folded[j])
        return sound_alike(t->folded[i], h->folded[j]) ? SOUNDS_ALIKE : 1;
    if (bare && typed == t->folded[i])
        return 0;
    return hoi_and_nga(typed, meant) ? HOI_FOR_NGA : MARK;
}

static double least(double a, double b)
{
    return a < b ? a : b;
}

/* Optimal string alignment (Damerau 1964; Navarro 2001, ACM Computing Surveys
 * 33:31) with the costs above; letters before from_t and from_h are left
 * out. */
static double align(const struct letters *t, size_t from_t,
                    const struct letters *h, size_t from_h, bool bare)
{
    double d[LETTERS_MAX + 1][LETTERS_MAX + 1];
    size_t n = t->count - from_t, m = h->count - from_h;

    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = (double)(i + j);
                continue;
            }
            size_t a = from_t + i - 1, b = from_h + j - 1;
            d[i][j] = least(d[i - 1][j - 1] + other_letter(t, a, h, b, bare),
                            1 + least(d[i - 1][j], d[i][j - 1]));
            if (i > 1 && j > 1 && t->folded[a] == h->folded[b - 1] &&
                t->folded[a - 1] == h->folded[b])
                d[i][j] = least(d[i][j], 1 + d[i - 2][j - 2]);
        }
    return d[n][m];
}

/* Beginnings of syllables that sound alike in some part of the country. */
static const char *const onsets[][2] = { { "d", "gi" },  { "r", "gi" },
                                         { "tr", "ch" }, { "gi", "d" },
                                         { "gi", "r" },  { "ch", "tr" } };

enum { ONSETS = sizeof onsets / sizeof *onsets };

double cvd_slip_cost(const struct cvd_slip_typed *typed,
                     const struct cvd_word *have)
{
    struct letters t, h;
    size_t longest = typed->word.folded.len;

    if (longest > LETTERS_MAX || have->folded.len > LETTERS_MAX ||
        have->folded.len > longest + 2 || longest > have->folded.len + 2)
        return CVD_SLIP_NEVER;
    spell(&typed->word, &t);
    spell(have, &h);
    double cost = align(&t, 0, &h, 0, typed->bare);
    for (size_t i = 0; i < ONSETS; i++) {
        struct cvd_str a = cvd_str_from(onsets[i][0]);
        struct cvd_str b = cvd_str_from(onsets[i][1]);
        if (cvd_str_starts(typed->word.folded, a) &&
            cvd_str_starts(have->folded, b))
            cost = least(cost, SOUNDS_ALIKE +
                                   align(&t, a.len, &h, b.len, typed->bare));
    }
    return cost;
}

/* ---- candidates ------------------------------------------------------ */

static bool only_letters(struct cvd_str folded)
{
    for (size_t i = 0; i < folded.len; i++)
        if (folded.ptr[i] < 'a' || folded.ptr[i] > 'z')
            return false;
    return folded.len > 0;
}

/* One without is an abbreviation (nlđ, hđnd): nobody's meaning of a slip. */
static bool has_vowel(struct cvd_str folded)
{
    for (size_t i = 0; i < folded.len; i++)
        if (strchr("aeiouy", folded.ptr[i]))
            return true;
    return false;
}

struct search {
    const struct cvd_store *store;
    const struct cvd_slip_typed *typed;
    struct cvd_slips *out;
    double most;             /* cost allowed */
    size_t walked;
    enum cvd_status status;
};

static double weight(const struct cvd_slip *s)
{
    return cvd_slip_chance(s->cost) * s->documents;
}

static bool add_word(void *ctx, struct cvd_str exact, struct cvd_str folded,
                     uint32_t documents)
{
    struct search *s = ctx;
    struct cvd_slip here = { { exact, folded }, documents, 0 };
    size_t least_likely = 0;

    if (++s->walked > WALK_MAX)
        return false;
    if (cvd_str_equal(exact, s->typed->word.exact) || !has_vowel(folded))
        return true;
    here.cost = cvd_slip_cost(s->typed, &here.word);
    if (here.cost > s->most)
        return true;
    for (size_t i = 0; i < s->out->count; i++) {
        if (cvd_str_equal(s->out->list[i].word.exact, exact))
            return true;
        if (weight(&s->out->list[i]) < weight(&s->out->list[least_likely]))
            least_likely = i;
    }
    if (s->out->count < CVD_SLIPS_MAX)
        least_likely = s->out->count++;
    else if (weight(&s->out->list[least_likely]) >= weight(&here))
        return true;
    s->out->list[least_likely] = here;
    return true;
}

static void look_up(struct search *s, const char *folded, size_t len,
                    bool prefix)
{
    s->walked = 0;
    if (s->status == CVD_OK && len)
        s->status = cvd_store_words(s->store,
                                    (struct cvd_str){ folded, len }, prefix,
                                    add_word, s);
}

/* Every word one letter away: made, not sought, as there are few hundred. */
static void one_letter_away(struct search *s, struct cvd_str f)
{
    char w[LETTERS_MAX + 2];

    for (size_t i = 0; i <= f.len; i++) {
        memcpy(w, f.ptr, i);
        memcpy(w + i + 1, f.ptr + i, f.len - i);
        for (char c = 'a'; c <= 'z'; c++) { /* one left out */
            w[i] = c;
            look_up(s, w, f.len + 1, false);
        }
        if (i == f.len)
            break;
        memcpy(w, f.ptr, f.len);
        for (char c = 'a'; c <= 'z'; c++) { /* another */
            w[i] = c;
            if (c != f.ptr[i])
                look_up(s, w, f.len, false);
        }
        memcpy(w + i, f.ptr + i + 1, f.len - i - 1); /* one too many */
        look_up(s, w, f.len - 1, false);
        if (i + 1 < f.len && f.ptr[i] != f.ptr[i + 1]) { /* two swapped */
            memcpy(w, f.ptr, f.len);
            w[i] = f.ptr[i + 1];
            w[i + 1] = f.ptr[i];
            look_up(s, w, f.len, false);
        }
    }
}

/* Every word that sounds alike. */
static void sounding_alike(struct search *s, struct cvd_str f)
{
    char w[LETTERS_MAX + 2];

    for (size_t i = 0; i < ONSETS; i++) {
        struct cvd_str a = cvd_str_from(onsets[i][0]);
        struct cvd_str b = cvd_str_from(onsets[i][1]);
        if (!cvd_str_starts(f, a))
            continue;
        memcpy(w, b.ptr, b.len);
        memcpy(w + b.len, f.ptr + a.len, f.len - a.len);
        look_up(s, w, f.len - a.len + b.len, false);
    }
    for (size_t i = 0; i < f.len; i++) {
        memcpy(w, f.ptr, f.len);
        for (char c = 'a'; c <= 'z'; c++) {
            w[i] = c;
            if (sound_alike((uint32_t)c, (uint32_t)f.ptr[i]))
                look_up(s, w, f.len, false);
        }
    }
}

enum cvd_status cvd_slips_find(const struct cvd_store *s,
                               const struct cvd_slip_typed *typed,
                               struct cvd_slips *out)
{
    struct cvd_str f = typed->word.folded;
    struct search x = { .store = s, .typed = typed, .out = out, .most = 1.5 };

    out->count = 0;
    if (f.len > LETTERS_MAX || !only_letters(f))
        return CVD_OK;
    look_up(&x, f.ptr, f.len, false);
    if (typed->known) {
        x.most = 1;
        sounding_alike(&x, f);
        return x.status;
    }
    one_letter_away(&x, f);
    sounding_alike(&x, f);
    if (f.len >= LONG_WORD) {
        x.most = 2;
        look_up(&x, f.ptr, 2, true);
    }
    return x.status;
}
