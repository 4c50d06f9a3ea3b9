/* seat.c - where a body sits, read off its name. */
#include "analyzers/places_table.h"
#include "base/limits.h"

#include <stdlib.h>

enum {
    LEVELS = CVD_COMMUNE + 1,
    /* The commonest name of a commune has 34 places, a number as name 33;
     * a name of a body has few names of places in it. */
    MATCHES_MAX = 512,
    FOUND_MAX = 64,          /* places that one name stands for */
    /* Nghị quyết 202/2025/QH15, in force from 2025-07-01. */
    CHANGE_YEAR = 2025, CHANGE_MONTH = 7
};

/* The places that the last name of a level stands for. */
struct choice {
    int32_t place[FOUND_MAX];
    size_t count;
    bool named;    /* a name of this level is written, whatever fits */
};

struct reading {
    struct choice level[LEVELS];
    unsigned fits;           /* levels for which a place was found */
    bool unsure;             /* a city that is province and district */
};

struct seat_search {
    struct cvd_str text;
    struct cvd_tokens tokens;
    struct cvd_place_match *match;
    size_t count;
    const struct cvd_date *date;
    int32_t province;        /* as given, or -1 */
    bool two_provinces;      /* named without their kind */
};

/* ---- which names count ----------------------------------------------- */

/* Whether the name at match `m` stands between quotation marks: of a
 * campaign, not of the body. */
static bool is_quoted(const struct seat_search *s,
                      const struct cvd_place_match *m)
{
    static const char *const open[] = { "“", "«", "‘" };
    static const char *const close[] = { "”", "»", "’" };
    size_t end = s->tokens.tok[m->first].start;
    int depth[3] = { 0 };
    bool straight = false;

    for (size_t i = 0; i < end; i++) {
        struct cvd_str rest = { s->text.ptr + i, s->text.len - i };
        straight ^= s->text.ptr[i] == '"';
        for (size_t k = 0; k < 3; k++) {
            if (cvd_str_starts(rest, cvd_str_from(open[k])))
                depth[k] = 1;
            else if (cvd_str_starts(rest, cvd_str_from(close[k])))
                depth[k] = 0;
        }
    }
    return straight || depth[0] || depth[1] || depth[2];
}

/* Whether the name at `m` ends the text, or a comma, bracket or line end
 * comes after it. */
static bool ends_a_part(const struct seat_search *s,
                        const struct cvd_place_match *m)
{
    size_t last = m->first + m->count - 1;
    const struct cvd_token *tok = s->tokens.tok;

    if (last + 1 == s->tokens.count)
        return true;
    for (size_t i = tok[last].end; i < tok[last + 1].start; i++)
        if (strchr(",;()\n", s->text.ptr[i]))
            return true;
    return false;
}

/* Two provinces without their kind are where a road ends, not where a body
 * sits: Ban Quản lý dự án Hà Nội - Huế. */
static bool has_two_provinces(const struct seat_search *s)
{
    int32_t first = -1;

    for (size_t i = 0; i < s->count; i++) {
        const struct cvd_place_match *m = &s->match[i];
        if (m->with_kind || m->weak ||
            cvd_place_rows[m->place].level != CVD_PROVINCE)
            continue;
        if (first >= 0 && !cvd_provinces_related(first, m->place))
            return true;
        first = m->place;
    }
    return false;
}

/* Keep of the matches those that may say where a body sits: with their kind,
 * or a province or district at the end of a part. */
static void keep_seats(struct seat_search *s)
{
    size_t kept = 0;

    s->two_provinces = has_two_provinces(s);
    for (size_t i = 0; i < s->count; i++) {
        const struct cvd_place_match *m = &s->match[i];
        if (!m->weak && (m->with_kind || ends_a_part(s, m)) &&
            !is_quoted(s, m))
            s->match[kept++] = *m;
    }
    s->count = kept;
}

/* ---- when ------------------------------------------------------------ */

/* The eras a document of the date may speak of, the likelier first. */
static void order_eras(const struct cvd_date *d, unsigned eras[2])
{
    const unsigned before = CVD_ERA_BEFORE | CVD_ERA_HISTORIC;
    bool now = d->year > CHANGE_YEAR ||
               (d->year == CHANGE_YEAR && d->month >= CHANGE_MONTH);

    eras[0] = now ? (unsigned)CVD_ERA_NOW : before;
    eras[1] = now ? before : (unsigned)CVD_ERA_NOW;
}

static bool in_era(const struct seat_search *s, int32_t place, unsigned eras)
{
    const struct cvd_place_row *r = &cvd_place_rows[place];

    return (r->era & eras) && !(r->last_year && s->date->year > r->last_year);
}

/* ---- choices --------------------------------------------------------- */

static bool holds(const struct choice *c, int32_t place)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->place[i] == place)
            return true;
    return false;
}

/* A district of before goes before an older one of that name and province. */
static bool is_older_twin(const struct choice *c, int32_t place)
{
    const struct cvd_place_row *r = &cvd_place_rows[place];

    for (size_t i = 0; i < c->count && r->era == CVD_ERA_HISTORIC; i++) {
        const struct cvd_place_row *o = &cvd_place_rows[c->place[i]];
        if (o->era == CVD_ERA_BEFORE && o->level == r->level &&
            o->exact == r->exact && o->province == r->province)
            return true;
    }
    return false;
}

/* Take the places of `level` in `eras` that the last such name stands for;
 * with its kind, or `bare`. */
static void choose(const struct seat_search *s, unsigned level, bool bare,
                   unsigned eras, struct choice *c)
{
    size_t from = s->tokens.count;

    for (size_t i = s->count; i-- > 0;) {
        const struct cvd_place_match *m = &s->match[i];
        if (m->with_kind == bare || cvd_place_rows[m->place].level != level)
            continue;
        c->named = true;
        if (c->count && m->first != from)
            break;
        if (in_era(s, m->place, eras) && c->count < FOUND_MAX) {
            from = m->first;
            c->place[c->count++] = m->place;
        }
    }
}

static void drop_older_twins(struct choice *c)
{
    size_t kept = 0;

    for (size_t i = 0; i < c->count; i++)
        if (!is_older_twin(c, c->place[i]))
            c->place[kept++] = c->place[i];
    c->count = kept;
}

/* Keep of `c` what lies in one of `in`, if that has any. */
static void keep_inside(struct choice *c, const struct choice *in,
                        bool district)
{
    size_t kept = 0;

    for (size_t i = 0; i < c->count && in->count; i++) {
        const struct cvd_place_row *r = &cvd_place_rows[c->place[i]];
        if (holds(in, district ? r->district : r->province))
            c->place[kept++] = c->place[i];
    }
    if (in->count)
        c->count = kept;
}

/* Keep of the districts `c` those of one of the communes `of`. */
static void keep_above(struct choice *c, const struct choice *of)
{
    size_t kept = 0;

    for (size_t i = 0; i < c->count; i++) {
        size_t k = 0;
        while (k < of->count &&
               cvd_place_rows[of->place[k]].district != c->place[i])
            k++;
        if (k < of->count || !of->count)
            c->place[kept++] = c->place[i];
    }
    c->count = kept;
}

/* Keep of `c` what lies in `province`, of any era; all where none does. */
static void prefer_related(struct choice *c, int32_t province)
{
    size_t kept = 0;

    for (size_t i = 0; i < c->count; i++)
        if (cvd_provinces_related(cvd_place_rows[c->place[i]].province,
                                  province))
            c->place[kept++] = c->place[i];
    if (kept)
        c->count = kept;
}

/* ---- one era --------------------------------------------------------- */

/* A district without its kind counts where its superior or a commune of it
 * is known: Phòng Giáo dục Đức Thọ, Hà Tĩnh. */
static void choose_bare_district(const struct seat_search *s, unsigned eras,
                                 struct reading *r)
{
    struct choice *d = &r->level[CVD_DISTRICT], c = { 0 };
    const struct choice *p = &r->level[CVD_PROVINCE];
    size_t kept = 0;

    choose(s, CVD_DISTRICT, true, eras, &c);
    drop_older_twins(&c);
    keep_inside(&c, p, false);
    keep_above(&c, &r->level[CVD_COMMUNE]);
    for (size_t i = 0; i < c.count && !p->count && s->province >= 0; i++)
        if (cvd_provinces_related(cvd_place_rows[c.place[i]].province,
                                  s->province))
            c.place[kept++] = c.place[i];
    if (!p->count && s->province >= 0)
        c.count = kept;
    if (c.count == 1 && (p->count || s->province >= 0 ||
                         r->level[CVD_COMMUNE].count))
        *d = c;
}

/* A city that may be a province or a district: Huế was both, one after the
 * other, so without a date neither is certain. */
static void settle_cities(const struct seat_search *s, struct reading *r)
{
    struct choice *d = &r->level[CVD_DISTRICT];
    const struct choice *p = &r->level[CVD_PROVINCE];
    size_t of_district = 0, of_province = 0;

    for (size_t i = 0; i < s->count; i++) {
        if (d->count && s->match[i].place == d->place[0])
            of_district = s->match[i].first + 1;
        if (p->count && s->match[i].place == p->place[0])
            of_province = s->match[i].first + 1;
    }
    if (of_district && of_district == of_province && !s->date->year) {
        r->unsure = true;
        d->count = 0;
    }
}

static void read_in(const struct seat_search *s, unsigned eras,
                    struct reading *r)
{
    struct choice *p = &r->level[CVD_PROVINCE];
    struct choice *d = &r->level[CVD_DISTRICT];
    struct choice *c = &r->level[CVD_COMMUNE];

    for (unsigned level = 0; level < LEVELS; level++)
        choose(s, level, false, eras, &r->level[level]);
    drop_older_twins(d);
    settle_cities(s, r);
    if (!p->named && !s->two_provinces)
        choose(s, CVD_PROVINCE, true, eras, p);
    if (!p->count && s->province >= 0) {
        prefer_related(d, s->province);
        prefer_related(c, s->province);
    }
    keep_inside(d, p, false);
    keep_inside(c, p, false);
    if (!d->named)
        choose_bare_district(s, eras, r);
    keep_inside(c, d, true);
    keep_above(d, c);
    for (unsigned level = 0; level < LEVELS; level++)
        r->fits += r->level[level].count > 0;
}

/* ---- the answer ------------------------------------------------------ */

/* What all of `c` have for a superior, or -1. */
static int32_t common(const struct choice *c, bool district)
{
    int32_t all = -1;

    for (size_t i = 0; i < c->count; i++) {
        const struct cvd_place_row *r = &cvd_place_rows[c->place[i]];
        int32_t one = district ? r->district : r->province;
        if (i > 0 && one != all)
            return -1;
        all = one;
    }
    return all;
}

static int32_t only(const struct choice *c)
{
    return c->count == 1 ? c->place[0] : -1;
}

static struct cvd_seat answer(const struct seat_search *s,
                              const struct reading *r)
{
    const struct choice *p = &r->level[CVD_PROVINCE];
    const struct choice *d = &r->level[CVD_DISTRICT];
    const struct choice *c = &r->level[CVD_COMMUNE];
    struct cvd_seat seat = { .province = common(c, false),
                             .district = common(c, true),
                             .commune = only(c) };

    if (seat.district < 0)
        seat.district = only(d);
    if (seat.province < 0)
        seat.province = common(d, false);
    if (seat.province < 0)
        seat.province = only(p);
    seat.ambiguous = r->unsure || c->count > 1 || d->count > 1 ||
                     p->count > 1 || (!r->fits && s->two_provinces);
    return seat;
}

/* Find the names; small letters only are a person's typing. */
static void find_names(struct seat_search *s)
{
    bool any_marks = true, any_case = true;

    for (size_t i = 0; i < s->tokens.count; i++) {
        struct cvd_str exact = cvd_token_exact(&s->tokens, i);
        const struct cvd_token *tok = &s->tokens.tok[i];
        struct cvd_str written = { s->text.ptr + tok->start,
                                   tok->end - tok->start };
        any_marks = any_marks && !tok->marked;
        any_case = any_case && cvd_str_equal(exact, written);
    }
    s->count = cvd_places_find(s->text, &s->tokens, 0, s->tokens.count,
                               any_marks, any_case, s->match, MATCHES_MAX);
}

enum cvd_status cvd_seat_read(struct cvd_str name, const struct cvd_date *date,
                              int32_t province, struct cvd_seat *out)
{
    struct seat_search s = { .text = name, .date = date,
                             .province = province };
    struct reading readings[2] = { 0 };
    unsigned eras[2];

    /* Longer than any name; cut at a character. */
    if (s.text.len > CVD_FIELD_BYTES_MAX) {
        s.text.len = CVD_FIELD_BYTES_MAX;
        while (s.text.len &&
               ((unsigned char)s.text.ptr[s.text.len] & 0xC0) == 0x80)
            s.text.len--;
    }
    enum cvd_status st = cvd_tokenize(s.text, &s.tokens);
    s.match = st == CVD_OK ? calloc(MATCHES_MAX, sizeof *s.match) : NULL;
    if (st == CVD_OK && !s.match)
        st = CVD_ENOMEM;
    if (st != CVD_OK)
        goto done;
    find_names(&s);
    keep_seats(&s);
    order_eras(date, eras);
    for (size_t i = 0; i < 2; i++)
        read_in(&s, eras[i], &readings[i]);
    *out = answer(&s, &readings[readings[1].fits > readings[0].fits]);
done:
    free(s.match);
    cvd_tokens_release(&s.tokens);
    return st;
}
