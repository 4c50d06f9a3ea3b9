/* numbers.c - document numbers.
 *
 * analyzers/ may include base/ and ICU.
 *
 * Three families, and what people make of them:
 *   State   {n}/{type}-{agency}, letters {n}/{agency}-{unit} without type
 *           (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3)
 *   law     {n}/{year}/{type}-{agency}, {n}/{year}/QH{term}
 *   Party   {n}-{type}/{agency} (Hướng dẫn 36-HD/VPTW)
 * with the running number left blank in drafts, spaces around the separators
 * and a line broken after one. */
#include "analyzers/scan.h"

enum {
    PARTS_MAX = 8,       /* 88/NQLT/CP-ĐCTUBTWMTTQVN has three */
    PART_LETTERS_MAX = 24,
    RUNNING_DIGITS_MAX = 6,
    YEAR_MIN = 1945, YEAR_MAX = 2100,
    UNIT_LETTERS_MAX = 8, /* of what abbreviates a unit: PKTHTĐT */
    COLUMN_BLANKS = 2     /* apart two columns of a head */
};

/* One run of letters and digits of a symbol. */
struct part {
    size_t start, end;
    char sep;            /* what stands before it: / - . ( or a blank */
    unsigned upper, lower, digits;
    bool strong;         /* in capitals, as documents have it */
    bool closed;         /* a ')' follows */
};

struct parts {
    struct part at[PARTS_MAX];
    size_t count, end;
    bool strong;         /* every part is */
    bool known;          /* the first is the abbreviation of a type */
};

/* A number while it is read. */
struct draft {
    size_t start;
    size_t running_end;  /* == start where the running number is blank */
    size_t year;         /* where its four digits begin, 0 where none */
    char sep;            /* between the running number and the rest */
    struct parts parts;
};

static char at(struct cvd_str t, size_t i)
{
    return i < t.len ? t.ptr[i] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The separator at `i`: '/', '-', or a dash in its place; its bytes. */
static size_t read_sep(struct cvd_str t, size_t i, char *sep)
{
    char c = at(t, i);

    if (c == '/' || c == '-') {
        *sep = c;
        return 1;
    }
    /* U+2010 to U+2013 and U+2212: what word processors make of a hyphen. */
    if (t.len - i >= 3 && (memcmp(t.ptr + i, "\xE2\x88\x92", 3) == 0 ||
                           (memcmp(t.ptr + i, "\xE2\x80", 2) == 0 &&
                            (unsigned char)t.ptr[i + 2] >= 0x90 &&
                            (unsigned char)t.ptr[i + 2] <= 0x93))) {
        *sep = '-';
        return 3;
    }
    return 0;
}

/* Past blanks from `i`, and past one line break among them: a number may be
 * broken there, but goes on over no blank line.  *broken: it is. */
static size_t skip_break(struct cvd_str t, size_t i, bool *broken)
{
    size_t k = cvd_scan_blanks(t, i);

    *broken = false;
    if (at(t, k) == '\r' && at(t, k + 1) == '\n')
        k++;
    if (at(t, k) != '\n')
        return k;
    *broken = true;
    return cvd_scan_blanks(t, k + 1);
}

/* Where the separator stands that goes on with a number after `i`: there, or
 * past blanks, or on the next line, when it begins the line and what it joins
 * follows at once.  A hyphen there may as well begin an item of a list:
 * `hyphen`, whether it may be of the number. */
static size_t find_sep(struct cvd_str t, size_t i, bool hyphen)
{
    bool broken;
    size_t k = skip_break(t, i, &broken);

    if (!broken)
        return k;
    if (at(t, k) == '/' || (hyphen && at(t, k) == '-')) {
        if (cvd_scan_blanks(t, k + 1) == k + 1 && cvd_scan_word_at(t, k + 1))
            return k;
    }
    return cvd_scan_blanks(t, i);
}

/* Read the run of letters, digits and '&' at `i`.  False when it is not in
 * capitals (a query: not of symbol letters) or a word goes on after it. */
static bool read_part(struct cvd_str t, size_t i, bool query,
                      struct part *p)
{
    unsigned run = 0, longest = 0;
    bool first_upper = false, glued = false;
    size_t k = i;

    memset(p, 0, sizeof *p);
    for (;;) {
        struct cvd_sign l;
        size_t n = k < t.len ? cvd_scan_letter(t, k, &l) : 0;

        /* "156/2020/NĐ-CPngày 31": a blank was lost. */
        if (n && !l.upper && k > i && t.len - k >= 6 &&
            memcmp(t.ptr + k, "ngày ", 6) == 0) {
            glued = true;
            break;
        }
        if (n) {
            if (k == i)
                first_upper = l.upper;
            p->upper += l.upper;
            p->lower += !l.upper;
            run = l.upper ? 0 : run + 1;
            longest = run > longest ? run : longest;
        } else if (is_digit(at(t, k))) {
            p->digits++;
            n = 1;
        } else if (at(t, k) == '&' && k > i) {
            n = 1;
        } else {
            break;
        }
        if (p->upper + p->lower + p->digits > PART_LETTERS_MAX)
            return false;
        k += n;
    }
    if (k > i && t.ptr[k - 1] == '&')
        k--;
    if (p->upper + p->lower == 0 || is_digit(at(t, i)) ||
        (cvd_scan_word_at(t, k) && !glued))
        return false;
    p->start = i;
    p->end = k;
    /* Small letters stand one at a time, after capitals: TTg, CTr, QyĐ. */
    p->strong = first_upper && longest <= 1 && p->upper + p->digits >= 2;
    return p->strong || (query && p->upper + p->lower >= 2) ||
           (first_upper && p->lower == 0);
}

static struct cvd_str part_str(struct cvd_str t, const struct part *p)
{
    struct cvd_str s = { t.ptr + p->start, p->end - p->start };
    return s;
}

/* Whether the number ends at `i` by its form: its line does, or its column, or
 * its date follows. */
static bool is_end(struct cvd_str t, size_t i)
{
    size_t k = cvd_scan_blanks(t, i);
    char c = at(t, k);

    return k == t.len || c == '\n' || c == '\r' || c == '|' ||
           at(t, i) == '\t' || k - i >= COLUMN_BLANKS ||
           cvd_scan_word(t, k, "ngày", "NGÀY");
}

/* Whether a hyphen between blanks joins part `p` to an agency that has no type
 * before it: "168/BQLKKTNS&KCN - XD" at the end of its line. */
static bool is_unit(struct cvd_str t, const struct parts *have,
                    const struct part *p)
{
    const struct part *agency = &have->at[0];

    return have->count == 1 && agency->sep == '/' && agency->strong &&
           agency->upper > 2 && p->strong && !p->lower &&
           p->upper + p->digits <= UNIT_LETTERS_MAX && is_end(t, p->end);
}

/* Read what follows the part that ends at `i`: separator and next part. */
static bool read_next(struct cvd_str t, size_t i, bool query,
                      const struct parts *have, struct part *p)
{
    char sep = 0;

    if (at(t, i) == '(') { /* CAT(PC04) */
        if (!read_part(t, i + 1, query, p) || !p->strong ||
            at(t, p->end) != ')')
            return false;
        p->sep = '(';
        p->closed = true;
        return true;
    }
    if (at(t, i) == '.' && have->at[0].sep == '/') { /* 4521/UBND.VX */
        bool read = read_part(t, i + 1, query, p) &&
                    (p->strong || (query && p->upper + p->lower >= 2));

        p->sep = '.';
        return read;
    }
    /* "12/QĐ" at the end of a line goes on with "-UBND". */
    size_t before = find_sep(t, i, have->count == 1 && have->known);
    size_t n = read_sep(t, before, &sep);
    if (!n)
        return false;
    bool broken;
    size_t after = before + n, k = skip_break(t, after, &broken);
    if (before - i > CVD_GAP_MAX || k - after > CVD_GAP_MAX ||
        !read_part(t, k, query, p))
        return false;
    p->sep = sep;
    bool spaced = before > i || k > after;
    /* With blanks on both sides a hyphen is a dash, unless the number would
     * not be whole without what follows: "12/ QĐ - UBND".  At the end of a
     * line that is only sure of the State's, which name an agency. */
    bool type = have->count == 1 && have->known;
    if (before > i && k > after && !type)
        return !broken && is_unit(t, have, p);
    if (before > i && k > after && broken && have->at[0].sep != '/')
        return false;
    return !spaced || p->strong || (query && have->known);
}

/* Read the parts from `i`; `sep` stands before them. */
static bool read_parts(struct cvd_str t, size_t i, char sep, bool query,
                       struct parts *s)
{
    memset(s, 0, sizeof *s);
    if (!read_part(t, i, query, &s->at[0]))
        return false;
    s->at[0].sep = sep;
    s->count = 1;
    s->strong = s->at[0].strong;
    s->known = s->at[0].digits == 0 &&
               cvd_doctype_abbr(part_str(t, &s->at[0])) != NULL;
    for (;;) {
        struct part *last = &s->at[s->count - 1];
        struct part *next = &s->at[s->count];

        s->end = last->end + (last->closed ? 1 : 0);
        if (s->count == PARTS_MAX || !read_next(t, s->end, query, s, next))
            return true;
        s->strong = s->strong && next->strong;
        s->count++;
    }
}

/* Whether what was read is a number and not figures between words.  A type
 * or an agency must say so; the less there is of them, the more the word
 * "Số" has to. */
static bool is_number(const struct draft *d, bool after_so, bool query)
{
    const struct parts *s = &d->parts;
    const struct part *first = &s->at[0];

    if (d->year)
        return first->strong || s->count > 1;
    if (d->sep == ' ') /* 84 QĐ/TWĐTN */
        return after_so && s->known && s->count > 1 && s->at[1].sep == '/';
    if (s->count == 1) {
        if (s->known && first->upper + first->lower > 1)
            return after_so || query;
        return d->sep == '/' && after_so && first->strong &&
               first->upper > 2;
    }
    if (s->known)
        return true;
    if (d->sep == '-')
        return first->strong && s->at[1].sep == '/' && s->at[1].strong;
    return first->strong ? first->upper > 1 : query;
}

/* A text being tidied into one of the fields, cut at a whole character. */
struct out {
    char *ptr;
    size_t len, max;
};

static void put(struct out *o, const char *p, size_t n)
{
    if (o->len + n >= o->max)
        o->max = o->len; /* full: nothing shorter may follow either */
    else
        memcpy(o->ptr + o->len, p, n), o->len += n;
    o->ptr[o->len] = '\0';
}

enum form { AS_WRITTEN, LOWER, FOLDED };

static void put_run(struct out *o, struct cvd_str t, size_t i, size_t end,
                    enum form form)
{
    while (i < end) {
        struct cvd_sign l;
        size_t n = cvd_scan_letter(t, i, &l);
        char c[4];

        if (n && form == FOLDED)
            put(o, &l.folded, 1);
        else if (n)
            put(o, c, cvd_scan_put(form == LOWER ? l.lower : l.as_is, c));
        else if (form != AS_WRITTEN && (t.ptr[i] == '&' || t.ptr[i] == '.'))
            put(o, "-", 1);
        else
            put(o, t.ptr + i, 1);
        i += n ? n : 1;
    }
}

static void put_parts(struct out *o, struct cvd_str t, const struct parts *s,
                      enum form form)
{
    for (size_t k = 0; k < s->count; k++) {
        const struct part *p = &s->at[k];

        if (k > 0)
            put(o, form == AS_WRITTEN ? &p->sep : "-", 1);
        put_run(o, t, p->start, p->end, form);
        if (p->closed && form == AS_WRITTEN)
            put(o, ")", 1);
    }
}

static void put_number(char *field, struct cvd_str t, const struct draft *d,
                       enum form form)
{
    struct out o = { field, 0, CVD_SYMBOL_MAX };
    char sep = form == AS_WRITTEN && d->sep != ' ' ? d->sep : '-';

    size_t from = d->start;

    field[0] = '\0';
    if (d->running_end == from)
        return;
    /* 06/CV-BCĐ and 6/CV-BCĐ are one number: Nghị định 30/2020/NĐ-CP asks
     * for the zero, people leave it out. */
    while (form != AS_WRITTEN && t.ptr[from] == '0' &&
           from + 1 < d->running_end && t.ptr[from + 1] >= '0' &&
           t.ptr[from + 1] <= '9')
        from++;
    put_run(&o, t, from, d->running_end, form);
    put(&o, &sep, 1);
    if (d->year) {
        put_run(&o, t, d->year, d->year + 4, form);
        put(&o, &sep, 1);
    }
    put_parts(&o, t, &d->parts, form);
}

static void publish(struct cvd_str t, const struct draft *d,
                    struct cvd_number *out)
{
    struct out symbol = { out->symbol, 0, sizeof out->symbol };
    struct out type = { out->type, 0, sizeof out->type };
    const struct part *first = &d->parts.at[0];

    memset(out, 0, sizeof *out);
    out->start = (uint32_t)d->start;
    out->end = (uint32_t)d->parts.end;
    /* 75/2006/QH 11: of the National Assembly, not a Quy hoạch. */
    if (d->year ? d->parts.known && d->parts.count > 1
                : d->parts.known || (d->sep != '/' && d->parts.count > 1))
        put_run(&type, t, first->start, first->end, AS_WRITTEN);
    put_parts(&symbol, t, &d->parts, AS_WRITTEN);
    put_number(out->number, t, d, AS_WRITTEN);
    put_number(out->key, t, d, LOWER);
    put_number(out->folded_key, t, d, FOLDED);
}

/* From the separator after the running number. */
static bool read_rest(struct cvd_str t, size_t i, bool query,
                      struct draft *d)
{
    size_t n = read_sep(t, i, &d->sep);

    if (!n)
        return false;
    bool broken;
    size_t k = skip_break(t, i + n, &broken);
    size_t digits = cvd_scan_digits(t, k) - k;
    if (d->sep == '/' && digits == 4) {
        unsigned year = 0;
        char sep = 0;

        for (size_t y = k; y < k + 4; y++)
            year = year * 10 + (unsigned)(t.ptr[y] - '0');
        size_t s = find_sep(t, k + 4, false);
        n = read_sep(t, s, &sep);
        if (year < YEAR_MIN || year > YEAR_MAX || !n || sep != '/')
            return false;
        d->year = k;
        k = skip_break(t, s + n, &broken);
    }
    if (k - i > 2 * CVD_GAP_MAX)
        return false;
    return read_parts(t, k, d->sep, query, &d->parts);
}

/* Past the asterisk that the Party's form has over the number, when
 * flattening put it before the separator at last: "Số 412 * -CV/ĐUK", in
 * Markdown "\*".  `i` where none is. */
static size_t past_star(struct cvd_str t, size_t i)
{
    size_t k = cvd_scan_blanks(t, i);

    if (at(t, k) == '\\')
        k++;
    if (at(t, k) != '*')
        return i;
    k = cvd_scan_blanks(t, k + 1);
    return at(t, k) == '-' || at(t, k) == '/' ? k : i;
}

bool cvd_scan_number(struct cvd_str t, size_t i, bool after_so, bool query,
                     struct cvd_number *out)
{
    struct draft d = { .start = i };
    struct cvd_sign suffix;
    size_t k = i;

    while (is_digit(at(t, k)) && k - i <= RUNNING_DIGITS_MAX)
        k++;
    if (k == i || k - i > RUNNING_DIGITS_MAX)
        return false;
    /* 66.15/2026/NQ-CP: the Government's resolutions under one law. */
    size_t point = at(t, k) == '.' ? cvd_scan_digits(t, k + 1) : k;
    bool pointed = point > k + 1 && point - k <= 3;
    if (pointed)
        k = point;
    /* 12a/KH-UBND: one letter tells apart what was numbered twice. */
    if (cvd_scan_letter(t, k, &suffix) == 1 && !cvd_scan_word_at(t, k + 1))
        k++;
    d.running_end = k;
    if (after_so)
        k = past_star(t, k);
    size_t b = find_sep(t, k, after_so);
    if (b - k > CVD_GAP_MAX)
        return false;
    if (!read_rest(t, b, query, &d)) {
        if (b == k || !after_so || d.sep ||
            !read_parts(t, b, ' ', query, &d.parts))
            return false;
        d.sep = ' ';
    }
    if (!is_number(&d, after_so, query) || (pointed && !d.year))
        return false;
    publish(t, &d, out);
    return true;
}

bool cvd_scan_old_number(struct cvd_str t, size_t i, struct cvd_number *out)
{
    struct draft d = { .start = i, .running_end = cvd_scan_digits(t, i) };
    const struct parts *s = &d.parts;

    if (d.running_end == i || d.running_end - i > RUNNING_DIGITS_MAX ||
        !read_rest(t, d.running_end, false, &d) || d.year || s->count != 1 ||
        !s->at[0].strong || s->at[0].digits > 0 ||
        (d.sep == '-' && s->known))
        return false;
    publish(t, &d, out);
    return true;
}

bool cvd_scan_blank_number(struct cvd_str t, size_t i,
                           struct cvd_number *out)
{
    struct draft d = { .start = i, .running_end = i };

    if (i >= t.len || !read_rest(t, i, false, &d) || !d.parts.strong)
        return false;
    /* What the Party writes after a hyphen is a type, in the table or not
     * (-TL/BTC). */
    if (d.sep == '-' && (d.parts.count < 2 || (!d.parts.known &&
                                               d.parts.at[1].sep != '/')))
        return false;
    if (!is_number(&d, true, false))
        return false;
    publish(t, &d, out);
    return true;
}
