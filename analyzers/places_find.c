/* places_find.c - places named in a text.
 *
 * The list of names gives what words may be a place; the kind before them,
 * marks, capitals and what stands between the words decide. */
#include "analyzers/places_table.h"
#include "analyzers/places_words.h"
#include "base/limits.h"

enum {
    PROVINCES_BIT = 1u << CVD_PROVINCE,
    DISTRICTS_BIT = 1u << CVD_DISTRICT,
    COMMUNES_BIT = 1u << CVD_COMMUNE
};

/* What stands before a name: of a body (Huyện ủy, Tỉnh đoàn) it tells the
 * kind too.  A name has the kind; else, kinds change (a huyện becomes a thị
 * xã), one of the levels. */
struct kind_word {
    const char *exact;    /* canonical words */
    uint8_t kind, levels;
    bool abbreviation;    /* in capitals: TP., H. */
};

/* Longer ones first. */
static const struct kind_word kind_words[] = {
    { "thành phố", PLACE_THANH_PHO, PROVINCES_BIT | DISTRICTS_BIT, false },
    { "thủ đô", PLACE_THANH_PHO, PROVINCES_BIT, false },
    { "thị xã", PLACE_THI_XA, DISTRICTS_BIT, false },
    { "thị trấn", PLACE_THI_TRAN, COMMUNES_BIT, false },
    { "đặc khu", PLACE_DAC_KHU, PROVINCES_BIT | COMMUNES_BIT, false },
    { "tỉnh ủy", PLACE_TINH, PROVINCES_BIT, false },
    { "tỉnh đoàn", PLACE_TINH, PROVINCES_BIT, false },
    { "thành ủy", PLACE_THANH_PHO, PROVINCES_BIT | DISTRICTS_BIT, false },
    { "thành đoàn", PLACE_THANH_PHO, PROVINCES_BIT | DISTRICTS_BIT, false },
    { "thị ủy", PLACE_THI_XA, DISTRICTS_BIT, false },
    { "thị đoàn", PLACE_THI_XA, DISTRICTS_BIT, false },
    { "quận ủy", PLACE_QUAN, DISTRICTS_BIT, false },
    { "quận đoàn", PLACE_QUAN, DISTRICTS_BIT, false },
    { "huyện ủy", PLACE_HUYEN, DISTRICTS_BIT, false },
    { "huyện đoàn", PLACE_HUYEN, DISTRICTS_BIT, false },
    { "xã đoàn", PLACE_XA, COMMUNES_BIT, false },
    { "phường đoàn", PLACE_PHUONG, COMMUNES_BIT, false },
    { "t p", PLACE_THANH_PHO, PROVINCES_BIT | DISTRICTS_BIT, true },
    { "t x", PLACE_THI_XA, DISTRICTS_BIT, true },
    { "t t", PLACE_THI_TRAN, COMMUNES_BIT, true },
    { "tỉnh", PLACE_TINH, PROVINCES_BIT, false },
    { "quận", PLACE_QUAN, DISTRICTS_BIT, false },
    { "huyện", PLACE_HUYEN, DISTRICTS_BIT, false },
    { "phường", PLACE_PHUONG, COMMUNES_BIT, false },
    { "xã", PLACE_XA, COMMUNES_BIT, false },
    { "tp", PLACE_THANH_PHO, PROVINCES_BIT | DISTRICTS_BIT, true },
    { "tx", PLACE_THI_XA, DISTRICTS_BIT, true },
    { "tt", PLACE_THI_TRAN, COMMUNES_BIT, true },
    { "q", PLACE_QUAN, DISTRICTS_BIT, true },
    { "h", PLACE_HUYEN, DISTRICTS_BIT, true },
    { "p", PLACE_PHUONG, COMMUNES_BIT, true },
    { "x", PLACE_XA, COMMUNES_BIT, true },
};

/* Before a name in capitals these are a person's: Nguyễn Thái Bình, Lê Thị
 * Hà Giang. */
static const char *const person_words[] = {
    "nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ",
    "đặng", "bùi", "đỗ", "hồ", "ngô", "dương", "lý", "đinh", "trịnh",
    "lương", "tạ", "thị", "văn", "đức", "ngọc", "xuân", "minh",
};

struct search {
    struct cvd_place_text w;
    struct cvd_place_match *out;
    size_t count, max;
    size_t behind;  /* the token after the last place found */
};

/* Whether a name may follow the kind whose last token is `last`. */
static bool kind_joins(const struct search *s, size_t last,
                       const struct kind_word *k)
{
    struct cvd_place_gap g = cvd_place_gap_after(&s->w, last);

    return !g.other && !g.hyphen && !g.quote && (!g.dot || k->abbreviation);
}

static bool follows_person_word(const struct search *s, size_t i)
{
    if (i == 0 || i == s->behind || s->w.any_case ||
        !cvd_place_has_capital(&s->w, i - 1))
        return false;
    struct cvd_place_gap g = cvd_place_gap_after(&s->w, i - 1);
    if (g.other || g.dot || g.hyphen || g.lines)
        return false;
    for (size_t k = 0; k < sizeof person_words / sizeof *person_words; k++)
        if (cvd_place_is_word(&s->w, i - 1, person_words[k]))
            return true;
    return false;
}

static bool is_sign(char c)
{
    return c == '/' || c == '-' || c == '&' || c == '.';
}

/* Whether token `i` is part of a symbol: NĐ-CP, UBND/KT, VP.UBND. */
static bool is_in_symbol(const struct search *s, size_t i)
{
    const struct cvd_token *t = &s->w.t->tok[i];

    return (i > 0 && t->start == t[-1].end + 1 &&
            is_sign(s->w.text.ptr[t->start - 1])) ||
           (i + 1 < s->w.t->count && t[1].start == t->end + 1 &&
            is_sign(s->w.text.ptr[t->end]));
}

/* ---- one name -------------------------------------------------------- */

/* Which of the places of a name are meant. */
struct wanted {
    const struct kind_word *kind; /* NULL: no kind is written */
    bool of_kind;                 /* of that very kind */
    unsigned levels;
    enum cvd_spelled least;           /* how well it must be spelled */
};

/* Of names that differ in their marks (Quang Bình, Quảng Bình) the one that
 * is written goes before one it may be; not where none are written. */
static enum cvd_spelled best_spelling(const struct search *s)
{
    return s->w.any_marks ? CVD_SPELLED_LOOSELY : CVD_SPELLED_EXACTLY;
}

static bool is_number(const char *exact)
{
    return *exact >= '0' && *exact <= '9';
}

/* How `f` is spelled from `m` on if it is wanted. */
static enum cvd_spelled reads_as(const struct search *s,
                             const struct cvd_name_match *m,
                             const struct cvd_place_form *f,
                             const struct wanted *w)
{
    const struct cvd_place_row *r = &cvd_place_rows[f->place];

    if (!(w->levels & 1u << r->level) ||
        (w->of_kind ? f->kind != w->kind->kind
                    : w->kind && (f->kind != r->kind ||
                                  is_number(f->exact))) ||
        (!w->kind && (f->flags & FORM_NEEDS_KIND)) ||
        !cvd_place_stands_together(&s->w, m->first, m->count, f->flags))
        return CVD_SPELLED_OTHERWISE;
    enum cvd_spelled how = cvd_place_spelling(&s->w, m->first, f->exact);
    /* Without its kind a district's name is seldom more than words. */
    if (!w->kind && r->level == CVD_DISTRICT && !s->w.any_marks &&
        how == CVD_SPELLED_LOOSELY)
        how = CVD_SPELLED_OTHERWISE;
    /* A query in small letters has words (kh, tb), not provinces. */
    if (!w->kind && (f->flags & FORM_WEAK) && m->count == 1 &&
        (!cvd_place_all_capitals(&s->w, m->first) ||
         is_in_symbol(s, m->first)))
        how = CVD_SPELLED_OTHERWISE;
    return how;
}

/* Put a match in its place by number, among those from `from` on; a place
 * found by two forms is one. */
static void insert(struct search *s, size_t from,
                   struct cvd_place_match match)
{
    size_t at = s->count;

    for (size_t i = from; i < s->count; i++)
        if (s->out[i].place == match.place) {
            s->out[i].exact = s->out[i].exact || match.exact;
            s->out[i].weak = s->out[i].weak && match.weak;
            return;
        }
    if (s->count == s->max)
        return;
    for (; at > from && s->out[at - 1].place > match.place; at--)
        s->out[at] = s->out[at - 1];
    s->out[at] = match;
    s->count++;
}

/* Add what `m` names, its kind beginning at token `first`; whether it names
 * any place wanted. */
static bool add(struct search *s, size_t first,
                const struct cvd_name_match *m, const struct wanted *w)
{
    size_t from = s->count;
    bool found = false;

    for (size_t i = 0; i < m->value_count; i++) {
        struct cvd_place_form f = cvd_place_form(m->values[i]);
        enum cvd_spelled how = reads_as(s, m, &f, w);
        if (how == CVD_SPELLED_OTHERWISE || how < w->least)
            continue;
        found = true;
        insert(s, from, (struct cvd_place_match){
            .first = first, .count = m->first + m->count - first,
            .place = f.place, .with_kind = w->kind != NULL,
            .weak = !w->kind && (f.flags & FORM_WEAK),
            .exact = how == CVD_SPELLED_EXACTLY
        });
    }
    return found;
}

/* ---- with its kind --------------------------------------------------- */

/* An abbreviation of one letter has its dot, one of more its capitals. */
static bool abbreviates(const struct search *s, size_t i, size_t words,
                        const struct kind_word *k)
{
    size_t last = i + words - 1;

    if (s->w.any_case || !k->abbreviation)
        return true;
    return cvd_place_has_capital(&s->w, i) &&
           (k->exact[1] != '\0' || cvd_place_gap_after(&s->w, last).dot);
}

/* Whether a province's name begins at token `i`. */
static bool province_begins(const struct search *s, size_t i)
{
    struct cvd_name_match m[CVD_NAME_MATCHES_MAX];
    size_t n = i < s->w.to
        ? cvd_names_at(cvd_place_names, s->w.t, i, s->w.to, m) : 0;

    for (size_t j = 0; j < n; j++)
        if (cvd_place_rows[cvd_place_form(m[j].values[0]).place].level ==
            CVD_PROVINCE)
            return true;
    return false;
}

/* Whether tokens `i` and the next are xã hội, society, and not a commune
 * called Hội: always in small letters, else before a province (SỞ LAO ĐỘNG -
 * THƯƠNG BINH VÀ XÃ HỘI AN GIANG). */
static bool is_xa_hoi(const struct search *s, size_t i)
{
    return i + 1 < s->w.to && cvd_place_words_at(&s->w, i, "xã") &&
           cvd_place_words_at(&s->w, i + 1, "hội") &&
           (s->w.any_case || province_begins(s, i + 2));
}

/* What looks like a kind but is part of another word: hợp tác xã. */
static bool is_other_word(const struct search *s, size_t i,
                          const struct kind_word *k)
{
    return k->kind == PLACE_XA &&
           ((i > 0 && (cvd_place_is_word(&s->w, i - 1, "tác") ||
                       cvd_place_is_word(&s->w, i - 1, "thị"))) ||
            is_xa_hoi(s, i));
}

/* Add what `m` names of kind `k`, which begins at token `i`, or else of its
 * levels. */
static bool add_of_kind(struct search *s, size_t i,
                        const struct cvd_name_match *m,
                        const struct kind_word *k)
{
    for (enum cvd_spelled least = best_spelling(s);
         least > CVD_SPELLED_OTHERWISE; least--)
        for (int of_kind = 1; of_kind >= 0; of_kind--) {
            struct wanted w = { k, of_kind, k->levels, least };
            if (add(s, i, m, &w))
                return true;
        }
    return false;
}

/* The token after the place named at `i` with a kind; `i` if there is
 * none. */
static size_t add_with_kind(struct search *s, size_t i,
                            const struct kind_word *k)
{
    struct cvd_name_match m[CVD_NAME_MATCHES_MAX];
    size_t words = cvd_place_words_at(&s->w, i, k->exact);

    if (words == 0 || i + words >= s->w.to || is_other_word(s, i, k) ||
        !abbreviates(s, i, words, k) || !kind_joins(s, i + words - 1, k) ||
        !cvd_place_stands_together(&s->w, i, words, FORM_DOT))
        return i;
    size_t n = cvd_names_at(cvd_place_names, s->w.t, i + words, s->w.to, m);
    for (size_t j = 0; j < n; j++) {
        if ((s->w.any_case ||
             cvd_place_written_as_name(&s->w, m[j].first, m[j].count)) &&
            add_of_kind(s, i, &m[j], k))
            return m[j].first + m[j].count;
    }
    return i;
}

static size_t add_any_kind(struct search *s, size_t i)
{
    static const char initials[] = "tqhpxd"; /* of all kind_words, folded */

    if (!memchr(initials, *cvd_token_folded(s->w.t, i).ptr,
                sizeof initials - 1))
        return i;
    for (size_t k = 0; k < sizeof kind_words / sizeof *kind_words; k++) {
        size_t next = add_with_kind(s, i, &kind_words[k]);
        if (next > i)
            return next;
    }
    return i;
}

/* ---- without --------------------------------------------------------- */

/* Whether `m` spells the name of something else that is longer: Hà Nam Ninh
 * is not Hà Nam, Phù Mỹ Bắc not Phù Mỹ.  Names of two provinces with a hyphen
 * are the two. */
static bool is_longer_name(const struct search *s,
                           const struct cvd_name_match *m)
{
    for (size_t i = 0; i < m->value_count; i++) {
        struct cvd_place_form f = cvd_place_form(m->values[i]);
        const struct cvd_place_row *r = &cvd_place_rows[f.place];
        if (!(r->era == CVD_ERA_HISTORIC && (f.flags & FORM_HYPHEN)) &&
            cvd_place_stands_together(&s->w, m->first, m->count, f.flags) &&
            cvd_place_spelling(&s->w, m->first, f.exact) == CVD_SPELLED_EXACTLY)
            return true;
    }
    return false;
}

/* Add the provinces that `m` names, or else the districts. */
static bool add_without_kind(struct search *s, const struct cvd_name_match *m)
{
    static const unsigned levels[] = { PROVINCES_BIT, DISTRICTS_BIT };

    for (enum cvd_spelled least = best_spelling(s);
         least > CVD_SPELLED_OTHERWISE; least--)
        for (size_t k = 0; k < sizeof levels / sizeof *levels; k++) {
            struct wanted w = { NULL, false, levels[k], least };
            if (add(s, m->first, m, &w))
                return true;
        }
    return false;
}

static size_t add_bare(struct search *s, size_t i)
{
    struct cvd_name_match m[CVD_NAME_MATCHES_MAX];
    size_t n = cvd_names_at(cvd_place_names, s->w.t, i, s->w.to, m);
    size_t before = s->count;
    bool longer = false;

    if (n == 0 || follows_person_word(s, i) ||
        (i > 0 && is_xa_hoi(s, i - 1)))
        return i;
    for (size_t j = 0; j < n; j++) {
        if (!s->w.any_case && !cvd_place_written_as_name(&s->w, i, m[j].count))
            continue;
        if (add_without_kind(s, &m[j])) {
            if (longer)
                s->count = before;
            return i + m[j].count;
        }
        longer = longer || is_longer_name(s, &m[j]);
    }
    return i;
}

size_t cvd_places_find(struct cvd_str text, const struct cvd_tokens *t,
                       size_t from, size_t to, bool any_marks, bool any_case,
                       struct cvd_place_match *out, size_t max)
{
    struct search s = {
        .w = { text, t, to < t->count ? to : t->count, any_marks, any_case },
        .out = out, .max = max
    };

    for (size_t i = from; i < s.w.to && s.count < max;) {
        size_t next = add_any_kind(&s, i);
        if (next == i)
            next = add_bare(&s, i);
        if (next > i)
            s.behind = next;
        i = next > i ? next : i + 1;
    }
    return s.count;
}

/* ---- the value of a filter ------------------------------------------- */

/* Put `place` among out[0 .. n) in ascending order, once; how many then. */
static size_t insert_number(int32_t *out, size_t n, int32_t place)
{
    size_t at = n;

    while (at > 0 && out[at - 1] > place)
        at--;
    if (at > 0 && out[at - 1] == place)
        return n;
    memmove(out + at + 1, out + at, (n - at) * sizeof *out);
    out[at] = place;
    return n + 1;
}

/* Add the provinces that the tokens from `i` to the last name. */
static void add_provinces(struct search *s, size_t i, int32_t *out)
{
    struct cvd_name_match m[CVD_NAME_MATCHES_MAX];
    size_t n = cvd_names_at(cvd_place_names, s->w.t, i, s->w.to, m);

    if (n == 0 || i + m[0].count != s->w.to)
        return;
    for (size_t v = 0; v < m[0].value_count && s->count < s->max; v++) {
        struct cvd_place_form f = cvd_place_form(m[0].values[v]);
        if (cvd_place_rows[f.place].level == CVD_PROVINCE &&
            cvd_place_stands_together(&s->w, i, m[0].count, f.flags) &&
            cvd_place_spelling(&s->w, i, f.exact) != CVD_SPELLED_OTHERWISE)
            s->count = insert_number(out, s->count, f.place);
    }
}

static size_t provinces_of_code(struct cvd_str code, int32_t *out, size_t max)
{
    size_t n = 0;

    for (uint32_t i = 0; code.len && n < max &&
                         cvd_place_rows[i].level == CVD_PROVINCE; i++)
        if (cvd_str_equal(code, cvd_str_from(cvd_place_string(
                                    cvd_place_rows[i].code))))
            out[n++] = (int32_t)i;
    return n;
}

size_t cvd_provinces_named(struct cvd_str value, int32_t *out, size_t max)
{
    struct cvd_tokens t = { 0 };
    size_t n = provinces_of_code(cvd_str_trim(value), out, max);

    if (n > 0 || value.len > CVD_FIELD_TERM_MAX)
        return n;
    if (cvd_tokenize(value, &t) != CVD_OK)
        t.count = 0;
    struct search s = { .w = { value, &t, t.count, true, true },
                        .max = max };
    add_provinces(&s, 0, out);
    for (size_t k = 0; k < sizeof kind_words / sizeof *kind_words; k++) {
        size_t words = cvd_place_words_at(&s.w, 0, kind_words[k].exact);
        if (words && (kind_words[k].levels & PROVINCES_BIT) &&
            words < t.count && kind_joins(&s, words - 1, &kind_words[k]))
            add_provinces(&s, words, out);
    }
    cvd_tokens_release(&t);
    return s.count;
}
