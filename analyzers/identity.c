/* identity.c - see identity.h. */
#include "analyzers/identity.h"
#include "analyzers/agencies.h"
#include "analyzers/slug.h"
#include "base/limits.h"

#include <stdio.h>

static const char unknown[] = "-";
static const char central[] = "tw";
enum { MERGED = '+' };

/* ---- numbers that have their year ------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The year in a key, empty if it has none: 30-2020-nd-cp, qcvn-1-2018-byt.
 * Such numbers begin anew each year (Nghị định 34/2016/NĐ-CP, Điều 57), so
 * that with the issuer one is enough. */
static struct cvd_str year_in(struct cvd_str key)
{
    enum { DIGITS = 4 };
    /* After the running number, which a standard has behind its letters. */
    int part = key.len && is_digit(key.ptr[0]) ? 1 : 2;
    const struct cvd_str none = { NULL, 0 };

    for (size_t i = 0; i < key.len; i++) {
        if (key.ptr[i] != '-' || --part > 0)
            continue;
        const char *p = key.ptr + i + 1;
        size_t left = key.len - i - 1, n = 0;
        while (n < left && is_digit(p[n]))
            n++;
        return n == DIGITS && (n == left || p[n] == '-') &&
                       (memcmp(p, "19", 2) == 0 || memcmp(p, "20", 2) == 0)
                   ? (struct cvd_str){ p, n }
                   : none;
    }
    return none;
}

static bool has_year(struct cvd_str key)
{
    return year_in(key).len > 0;
}

/* ---- the parts, written ----------------------------------------------- */

/* "vinh" of a huyện; of another kind "thanh-pho-vinh", as a province may have
 * a town and a district of one name (Cao Lãnh, Hồng Ngự, Kỳ Anh). */
static enum cvd_status add_place(int32_t place, const char *plain_kind,
                                 struct cvd_buf *out)
{
    const struct cvd_place *p = cvd_place((size_t)place);
    enum cvd_status st = CVD_OK;

    if (strcmp(p->kind, plain_kind) != 0) {
        st = cvd_slug(cvd_str_from(p->kind), out);
        if (st == CVD_OK)
            st = cvd_buf_add_char(out, '-');
    }
    return st == CVD_OK ? cvd_slug(cvd_str_from(p->name), out) : st;
}

/* The 34 provinces of today: Nghị quyết 202/2025/QH15. */
enum { MERGED_YEAR = 2025, MERGED_MONTH = 7 };

static bool since_merger(const struct cvd_date *date)
{
    return date->year > MERGED_YEAR ||
           (date->year == MERGED_YEAR && date->month >= MERGED_MONTH);
}

enum cvd_status cvd_identity_seat(struct cvd_str province,
                                  struct cvd_str district,
                                  struct cvd_str issuer,
                                  const struct cvd_date *date,
                                  struct cvd_seat *out)
{
    unsigned era = since_merger(date) ? CVD_ERA_NOW
                                      : CVD_ERA_BEFORE | CVD_ERA_HISTORIC;
    int32_t place = province.len ? cvd_province_by_slug(province, era) : -1;
    struct cvd_seat s = { -1, -1, -1, false };
    enum cvd_status st = CVD_OK;

    if (place < 0 && province.len)
        place = cvd_province_by_slug(province, CVD_ERA_BEFORE | CVD_ERA_NOW |
                                                   CVD_ERA_HISTORIC);
    if (issuer.len)
        st = cvd_seat_read(issuer, date, place, &s);
    if (st == CVD_OK && district.len && (s.district < 0 || s.ambiguous))
        st = cvd_seat_read(district, date, place, &s);
    if (s.province < 0)
        s.province = place;
    if (st == CVD_OK)
        *out = s;
    return st;
}

/* Append the code of a seat; nothing where it is open. */
static enum cvd_status add_seat(const struct cvd_seat *s, struct cvd_buf *out)
{
    if (s->province < 0 || s->ambiguous)
        return CVD_OK;
    const char *slug = cvd_place((size_t)s->province)->slug;
    enum cvd_status st = slug ? cvd_buf_add_text(out, slug) : CVD_OK;
    if (!slug)
        return CVD_OK;
    if (st == CVD_OK && s->district >= 0) {
        st = cvd_buf_add_char(out, '/');
        if (st == CVD_OK)
            st = add_place(s->district, "huyện", out);
    }
    if (st == CVD_OK && s->commune >= 0) {
        st = cvd_buf_add_char(out, '/');
        if (st == CVD_OK)
            st = add_place(s->commune, "xã", out);
    }
    return st;
}

static enum cvd_status add_identity(const struct cvd_number *n,
                                    const struct cvd_date *date,
                                    struct cvd_str seat, struct cvd_buf *out)
{
    struct cvd_str year = year_in(cvd_str_from(n->folded_key));
    char day[CVD_DATE_MAX] = "-";

    if (date && cvd_date_is_single(date))
        cvd_date_format(date, day);
    /* A date of another year than the number's is a slip. */
    if (year.len && memcmp(day, year.ptr, year.len) != 0)
        (void)strcpy(day, unknown);
    size_t len = strlen(n->folded_key) + strlen(day) + seat.len + 2;
    if (!seat.len || len > CVD_FIELD_TERM_MAX)
        seat = cvd_str_from(unknown);
    return cvd_buf_printf(out, "%s@%s@%.*s", n->folded_key, day,
                          (int)seat.len, seat.ptr);
}

/* Whether the symbol alone says that the issuer is a central body.  Nghị
 * định, Thông tư and Pháp lệnh no other issues: Luật 80/2015/QH13, Điều 4. */
static bool central_by_symbol(const struct cvd_number *n)
{
    static const char *const types[] = { "NĐ", "TT", "TTLT", "PL" };
    const struct cvd_agency *a = cvd_agency_of_number(n);

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (has_year(cvd_str_from(n->folded_key)) &&
            strcmp(n->type, types[i]) == 0)
            return true;
    /* CT/TW may be of the Bộ Chính trị or the Ban Bí thư: central both. */
    return a && a->levels == CVD_AGENCY_CENTRAL &&
           (!a->ambiguous || strcmp(a->abbreviation, "TW") == 0);
}

enum cvd_status cvd_identity_of_document(const struct cvd_number *n,
                                         const struct cvd_date *date,
                                         const struct cvd_seat *seat,
                                         struct cvd_buf *out)
{
    struct cvd_buf code = { 0 };
    enum cvd_status st = CVD_OK;

    if (!n->folded_key[0])
        return CVD_OK;
    /* A source may give the province where a ministry has its house. */
    if (central_by_symbol(n))
        st = cvd_buf_add_text(&code, central);
    else if (seat)
        st = add_seat(seat, &code);
    if (st == CVD_OK)
        st = add_identity(n, date, cvd_buf_str(&code), out);
    cvd_buf_release(&code);
    return st;
}

/* ---- what the issuer's words say of its level ------------------------- */

static bool is_word(const struct cvd_tokens *t, size_t i, const char *word)
{
    return i < t->count &&
           cvd_str_equal(cvd_token_exact(t, i), cvd_str_from(word));
}

/* The level that word `i` names (a bit of enum cvd_agency_level), 0 if none:
 * tỉnh, huyện ủy, thị xã, phường; not the xã of "xã hội". */
static unsigned word_level(const struct cvd_tokens *t, size_t i,
                           bool city_is_province)
{
    if (is_word(t, i, "tỉnh") || (i == 0 && is_word(t, i, "sở")))
        return CVD_AGENCY_PROVINCE;
    if (is_word(t, i, "thành") &&
        (is_word(t, i + 1, "ủy") || is_word(t, i + 1, "phố") ||
         is_word(t, i + 1, "đoàn")))
        return city_is_province ? CVD_AGENCY_PROVINCE : CVD_AGENCY_DISTRICT;
    if (is_word(t, i, "huyện") || is_word(t, i, "quận"))
        return CVD_AGENCY_DISTRICT;
    if (is_word(t, i, "thị") && is_word(t, i + 1, "trấn"))
        return CVD_AGENCY_COMMUNE;
    if (is_word(t, i, "thị") &&
        (is_word(t, i + 1, "ủy") || is_word(t, i + 1, "xã") ||
         is_word(t, i + 1, "đoàn")))
        return CVD_AGENCY_DISTRICT;
    if (is_word(t, i, "phường") ||
        (is_word(t, i, "xã") && !is_word(t, i + 1, "hội") &&
         (i == 0 || !is_word(t, i - 1, "thị"))))
        return CVD_AGENCY_COMMUNE;
    return 0;
}

/* Words that only names of central bodies have. */
static const char *const central_words[] = {
    "trung ương", "tw", "chính phủ", "quốc hội", "bộ chính trị",
    "ban bí thư", "chủ tịch nước", "tối cao", "kiểm toán nhà nước",
    "ngân hàng nhà nước", "tổng cục", "tổng liên đoàn", "ủy ban dân tộc",
};

/* A ministry; the Bộ Chỉ huy and Bộ Tư lệnh of a province are none. */
static bool is_ministry(const struct cvd_tokens *t)
{
    return is_word(t, 0, "bộ") && t->count > 1 &&
           !is_word(t, 1, "chỉ") && !is_word(t, 1, "tư") &&
           !is_word(t, 1, "chqs") && !is_word(t, 1, "phận");
}

static enum cvd_status is_central(const struct cvd_tokens *t, bool *out)
{
    struct cvd_buf line = { 0 };
    char phrase[64];
    enum cvd_status st = CVD_OK;

    *out = is_ministry(t);
    for (size_t i = 0; i < t->count && st == CVD_OK; i++) {
        st = cvd_buf_add_char(&line, ' ');
        if (st == CVD_OK)
            st = cvd_buf_add(&line, cvd_token_exact(t, i));
    }
    if (st == CVD_OK)
        st = cvd_buf_add_char(&line, ' ');
    for (size_t i = 0;
         i < sizeof central_words / sizeof *central_words && st == CVD_OK;
         i++) {
        (void)snprintf(phrase, sizeof phrase, " %s ", central_words[i]);
        *out = *out || strstr(line.ptr, phrase);
    }
    cvd_buf_release(&line);
    return st;
}

enum cvd_status cvd_identity_level(struct cvd_str issuer,
                                   bool city_is_province, unsigned *out)
{
    struct cvd_tokens t = { 0 };
    unsigned level = 0;
    bool central_body = false;
    enum cvd_status st = cvd_tokenize(issuer, &t);

    for (size_t i = 0; i < t.count; i++) {
        unsigned l = word_level(&t, i, city_is_province);
        level = l > level ? l : level;
    }
    if (st == CVD_OK && !level)
        st = is_central(&t, &central_body);
    *out = central_body ? CVD_AGENCY_CENTRAL : level;
    cvd_tokens_release(&t);
    return st;
}

/* ---- the seat of a reference ----------------------------------------- */

/* Whether province `p` was made of several, and `date` may be before that. */
static bool is_merged(int32_t p, const struct cvd_date *date)
{
    int32_t was[2];

    return cvd_place((size_t)p)->era == CVD_ERA_NOW && !since_merger(date) &&
           cvd_province_was(p, was, 2) > 1;
}

/* Append the seat of the citing document's own body of `level`. */
static enum cvd_status add_own(unsigned level, const struct cvd_seat *own,
                               const struct cvd_date *date,
                               struct cvd_buf *out)
{
    if (!own || own->province < 0)
        return CVD_OK;
    struct cvd_seat s = { own->province, -1, -1, false };
    if (level == CVD_AGENCY_DISTRICT || level == CVD_AGENCY_COMMUNE) {
        s = *own;
        if (level == CVD_AGENCY_DISTRICT)
            s.commune = -1;
        if (s.ambiguous ||
            (level == CVD_AGENCY_DISTRICT ? s.district : s.commune) < 0)
            return CVD_OK;
        return add_seat(&s, out);
    }
    enum cvd_status st = add_seat(&s, out);
    return st == CVD_OK && out->len && is_merged(own->province, date)
               ? cvd_buf_add_char(out, MERGED)
               : st;
}

static bool in_central_city(const struct cvd_seat *own)
{
    return own && own->province >= 0 &&
           strcmp(cvd_place((size_t)own->province)->kind, "thành phố") == 0;
}

/* By the issuer as written: a place that it names, else the level it names
 * and the citing document's own place. */
static enum cvd_status add_written(struct cvd_str issuer,
                                   const struct cvd_date *date,
                                   const struct cvd_seat *own,
                                   struct cvd_buf *out)
{
    struct cvd_tokens t = { 0 };
    struct cvd_seat seat;
    unsigned level = 0;
    bool is = false;
    enum cvd_status st = cvd_tokenize(issuer, &t);

    for (size_t i = 0; i < t.count; i++) {
        unsigned l = word_level(&t, i, in_central_city(own));
        level = l > level ? l : level;
    }
    if (st == CVD_OK)
        st = cvd_seat_read(issuer, date, -1, &seat);
    /* Only the citing document's province tells one Châu Thành from
     * another. */
    if (st == CVD_OK && seat.ambiguous && own && own->province >= 0)
        st = cvd_seat_read(issuer, date, own->province, &seat);
    if (st == CVD_OK)
        st = add_seat(&seat, out);
    if (st != CVD_OK || out->len || seat.ambiguous)
        goto done;
    if (level) {
        st = add_own(level, own, date, out);
    } else {
        st = is_central(&t, &is);
        if (st == CVD_OK && is)
            st = cvd_buf_add_text(out, central);
    }
done:
    cvd_tokens_release(&t);
    return st;
}

/* The level of the citing document's issuer, 0 unknown or central. */
static unsigned own_level(const struct cvd_seat *own)
{
    if (!own || own->province < 0 || own->ambiguous)
        return 0;
    return own->commune >= 0    ? CVD_AGENCY_COMMUNE
           : own->district >= 0 ? CVD_AGENCY_DISTRICT
                                : CVD_AGENCY_PROVINCE;
}

/* By the symbol: a central body, or the citing document's own place where
 * only one level fits.  A provincial document that writes QĐ-UBND alone means
 * its own; a district's may mean either. */
static enum cvd_status add_by_symbol(const struct cvd_number *n,
                                     const struct cvd_date *date,
                                     const struct cvd_seat *own,
                                     struct cvd_buf *out)
{
    const struct cvd_agency *a = cvd_agency_of_number(n);

    if (central_by_symbol(n))
        return cvd_buf_add_text(out, central);
    if (!a || a->levels & CVD_AGENCY_CENTRAL)
        return CVD_OK;
    if ((a->levels & (a->levels - 1)) == 0)
        return add_own(a->levels, own, date, out);
    if (own_level(own) == CVD_AGENCY_PROVINCE &&
        a->levels & CVD_AGENCY_PROVINCE)
        return add_own(CVD_AGENCY_PROVINCE, own, date, out);
    return CVD_OK;
}

enum cvd_status cvd_identity_of_reference(struct cvd_str text,
                                          const struct cvd_reference *r,
                                          const struct cvd_seat *own,
                                          struct cvd_buf *out)
{
    struct cvd_buf seat = { 0 };
    struct cvd_str issuer = { text.ptr + r->issuer_start,
                              r->issuer_end - r->issuer_start };
    enum cvd_status st = CVD_OK;

    if (!r->number.folded_key[0])
        return CVD_OK;
    if (issuer.len)
        st = add_written(issuer, &r->date, own, &seat);
    if (st == CVD_OK && !seat.len)
        st = add_by_symbol(&r->number, &r->date, own, &seat);
    if (st == CVD_OK)
        st = add_identity(&r->number, &r->date, cvd_buf_str(&seat), out);
    cvd_buf_release(&seat);
    return st;
}

/* ---- taken apart and compared ---------------------------------------- */

/* Cut `s` at its first '@': what stands before, and *rest behind. */
static bool cut(struct cvd_str s, struct cvd_str *before,
                struct cvd_str *rest)
{
    const char *at = s.len ? memchr(s.ptr, '@', s.len) : NULL;

    if (!at)
        return false;
    *before = (struct cvd_str){ s.ptr, (size_t)(at - s.ptr) };
    *rest = (struct cvd_str){ at + 1, s.len - before->len - 1 };
    return true;
}

static struct cvd_str known(struct cvd_str part)
{
    return cvd_str_equal(part, cvd_str_from(unknown))
               ? (struct cvd_str){ part.ptr, 0 }
               : part;
}

bool cvd_identity_parse(struct cvd_str term, struct cvd_identity *out)
{
    struct cvd_str key, date, seat;

    if (!cut(term, &key, &seat) || !cut(seat, &date, &seat) || !key.len ||
        !date.len || !seat.len || memchr(seat.ptr, '@', seat.len))
        return false;
    *out = (struct cvd_identity){ key, known(date), known(seat) };
    return !out->date.len || cvd_date_valid(out->date);
}

enum agreement { CONTRADICT, OPEN, PARTLY, FULLY };

/* Dates at different precisions agree as far as both go. */
static enum agreement compare_dates(struct cvd_str a, struct cvd_str b)
{
    enum { DAY = 10 }; /* 2021-10-25 */

    if (!a.len || !b.len)
        return OPEN;
    if (!cvd_str_starts(a, b) && !cvd_str_starts(b, a))
        return CONTRADICT;
    return a.len == DAY && b.len == DAY ? FULLY : PARTLY;
}

/* Whether province `slug` is today's province `now`, or part of it. */
static bool lies_in(struct cvd_str slug, struct cvd_str now)
{
    int32_t p = cvd_province_by_slug(slug, CVD_ERA_BEFORE | CVD_ERA_NOW);

    p = p < 0 ? p : cvd_province_now(p);
    return p >= 0 &&
           cvd_str_equal(cvd_str_from(cvd_place((size_t)p)->slug), now);
}

/* Take the sign of a merged province off. */
static bool take_merged(struct cvd_str *seat)
{
    bool merged = seat->len && seat->ptr[seat->len - 1] == MERGED;

    seat->len -= merged;
    return merged;
}

static enum agreement compare_seats(struct cvd_str a, struct cvd_str b)
{
    if (!a.len || !b.len)
        return OPEN;
    bool merged_a = take_merged(&a), merged_b = take_merged(&b);
    if (!merged_a && !merged_b)
        return cvd_str_equal(a, b) ? FULLY : CONTRADICT;
    return cvd_str_equal(a, b) || (!merged_b && lies_in(b, a)) ||
                   (!merged_a && lies_in(a, b))
               ? PARTLY
               : CONTRADICT;
}

/* What a partial date adds to a number that has its year: its month. */
static bool date_helps(const struct cvd_identity *a,
                       const struct cvd_identity *b)
{
    enum { YEAR = 4 };

    return !has_year(a->key) || (a->date.len > YEAR && b->date.len > YEAR);
}

enum cvd_sameness cvd_identity_compare(const struct cvd_identity *a,
                                       const struct cvd_identity *b)
{
    enum agreement seat = compare_seats(a->seat, b->seat);
    enum agreement date = compare_dates(a->date, b->date);

    if (!cvd_str_equal(a->key, b->key) || seat == CONTRADICT)
        return CVD_DIFFERENT;
    /* Then a date that differs is a slip of the pen. */
    if (seat == FULLY && has_year(a->key))
        return CVD_SAME;
    if (date == CONTRADICT)
        return CVD_DIFFERENT;
    if (date == FULLY)
        return CVD_SAME;
    if (seat == FULLY || seat == PARTLY ||
        (date == PARTLY && date_helps(a, b)))
        return CVD_LIKELY;
    return CVD_POSSIBLE;
}
