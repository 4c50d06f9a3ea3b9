/* standards.c - standards and technical regulations, cited like numbers.
 *
 * analyzers/ may include base/ and ICU.
 *   TCVN 5712:1993, TCVN ISO 9001:2015     {type} {n}:{year}
 *   QCVN 01:2018/BYT, QCVN 08-MT:2015/BTNMT   with who issued it
 * (Luật Tiêu chuẩn và quy chuẩn kỹ thuật; Thông tư 21/2007/TT-BKHCN and
 * 23/2007/TT-BKHCN on their symbols; TCXD and TCXDVN are older).  The type
 * stands first; the year, or all after the number, may be left out. */
#include "analyzers/scan.h"

#include <stdio.h>

enum {
    GAP_MAX = 4,            /* blanks beside the parts of one */
    DIGITS_MAX = 6,
    PART_BYTES_MAX = 24
};

static const struct {
    const char *lower, *upper;
} types[] = {
    { "qcvn", "QCVN" },     { "tcvn", "TCVN" },
    { "qcđp", "QCĐP" },     { "tcđp", "TCĐP" },
    { "qcxdvn", "QCXDVN" }, { "tcxdvn", "TCXDVN" },
    { "tcxd", "TCXD" },     { "tccs", "TCCS" },
};

/* A standard while it is read: bytes of the text, empty where absent. */
struct draft {
    struct cvd_str type, body, figure, year, agency;
    size_t end;
};

static char at(struct cvd_str t, size_t i)
{
    return i < t.len ? t.ptr[i] : '\0';
}

static struct cvd_str bytes(struct cvd_str t, size_t from, size_t to)
{
    return (struct cvd_str){ t.ptr + from, to - from };
}

/* Past a few blanks, or one line break, from `i`. */
static size_t skip_gap(struct cvd_str t, size_t i)
{
    size_t k = cvd_scan_blanks(t, i);

    if (at(t, k) == '\n')
        k = cvd_scan_blanks(t, k + 1);
    return k - i <= GAP_MAX ? k : i;
}

/* Past letters and digits from `i`; a query's letters may be small. */
static size_t read_run(struct cvd_str t, size_t i, bool query)
{
    struct cvd_sign l;
    size_t k = i;

    while (k < t.len && k - i < PART_BYTES_MAX) {
        size_t n = cvd_scan_letter(t, k, &l);

        if (n && !l.upper && !query)
            break;
        if (!n && (t.ptr[k] < '0' || t.ptr[k] > '9'))
            break;
        k += n ? n : 1;
    }
    return cvd_scan_word_at(t, k) ? i : k;
}

static size_t read_type(struct cvd_str t, size_t i, bool query,
                        struct draft *d)
{
    for (size_t n = 0; n < sizeof types / sizeof *types; n++) {
        size_t k = cvd_scan_word(t, i, query ? types[n].lower
                                             : types[n].upper,
                                 types[n].upper);
        if (k) {
            d->type = bytes(t, i, k);
            return k;
        }
    }
    return 0;
}

/* The body whose standard it is besides: ISO, ISO/IEC. */
static size_t read_body(struct cvd_str t, size_t i, bool query,
                        struct draft *d)
{
    size_t k = read_run(t, i, query);

    if (k == i || cvd_scan_digits(t, i) != i)
        return i;
    if (at(t, k) == '/' && read_run(t, k + 1, query) > k + 1)
        k = read_run(t, k + 1, query);
    size_t after = skip_gap(t, k);
    if (after == k || cvd_scan_digits(t, after) == after)
        return i;
    d->body = bytes(t, i, k);
    return after;
}

/* 5712, 08-MT, 6001-1 at `i`; past it, or 0. */
static size_t read_figure(struct cvd_str t, size_t i, bool query,
                          struct draft *d)
{
    size_t k = cvd_scan_digits(t, i);

    if (k == i || k - i > DIGITS_MAX)
        return 0;
    while (at(t, k) == '-') {
        size_t part = read_run(t, k + 1, query);
        bool year = cvd_scan_digits(t, k + 1) == k + 5 && part == k + 5;

        if (part == k + 1 || part - i > PART_BYTES_MAX || year)
            break;
        k = part;
    }
    if (cvd_scan_word_at(t, k))
        return 0;
    d->figure = bytes(t, i, k);
    return k;
}

/* Past ":1993" (TCVN 4054-2005, as they were) at `i`, or `i`. */
static size_t read_year(struct cvd_str t, size_t i, struct draft *d)
{
    size_t k = skip_gap(t, i);

    if (at(t, k) == ':')
        k = skip_gap(t, k + 1);
    else if (k == i && at(t, k) == '-')
        k++;
    else
        return i;
    size_t end = cvd_scan_digits(t, k);
    if (end - k != 4 || cvd_scan_word_at(t, end))
        return i;
    d->year = bytes(t, k, end);
    return end;
}

static size_t read_agency(struct cvd_str t, size_t i, bool query,
                          struct draft *d)
{
    size_t k = skip_gap(t, i);

    if (at(t, k) != '/')
        return i;
    k = skip_gap(t, k + 1);
    size_t end = read_run(t, k, query);
    if (end < k + 2 || cvd_scan_digits(t, k) != k)
        return i;
    d->agency = bytes(t, k, end);
    return end;
}

/* A field being written; what does not fit is left out. */
struct out {
    char *ptr;
    size_t len, max;
};

static void put(struct out *o, const char *p, size_t n)
{
    if (n && o->len + n < o->max) {
        memcpy(o->ptr + o->len, p, n);
        o->len += n;
    }
    o->ptr[o->len] = '\0';
}

enum form { AS_WRITTEN, LOWER, FOLDED };

static void put_run(struct out *o, struct cvd_str s, enum form form)
{
    for (size_t i = 0; i < s.len;) {
        struct cvd_sign l;
        size_t n = cvd_scan_letter(s, i, &l);
        char c[4];

        if (n && form == FOLDED)
            put(o, &l.folded, 1);
        else if (n)
            put(o, c, cvd_scan_put(form == LOWER ? l.lower : l.as_is, c));
        else
            put(o, form != AS_WRITTEN && s.ptr[i] == '/' ? "-" : s.ptr + i,
                1);
        i += n ? n : 1;
    }
}

/* "QCVN 01:2018/BYT", or the key "qcvn-1-2018-byt"; without year and what
 * follows where `whole` is false. */
static void put_number(char *field, const struct draft *d, enum form form,
                       bool whole)
{
    struct out o = { field, 0, CVD_SYMBOL_MAX };
    struct cvd_str figure = d->figure;
    bool key = form != AS_WRITTEN;

    put_run(&o, d->type, form);
    if (d->body.len) {
        put(&o, key ? "-" : " ", 1);
        put_run(&o, d->body, form);
    }
    while (key && figure.len > 1 && figure.ptr[0] == '0' &&
           figure.ptr[1] >= '0' && figure.ptr[1] <= '9') {
        figure.ptr++;
        figure.len--;
    }
    put(&o, key ? "-" : " ", 1);
    put_run(&o, figure, form);
    if (!whole)
        return;
    if (d->year.len) {
        put(&o, key ? "-" : ":", 1);
        put_run(&o, d->year, form);
    }
    if (d->agency.len) {
        put(&o, key ? "-" : "/", 1);
        put_run(&o, d->agency, form);
    }
}

bool cvd_scan_standard(struct cvd_str t, size_t i, bool query,
                       struct cvd_number *out)
{
    if ((at(t, i + 1) | 0x20) != 'c') /* a cheap first look */
        return false;
    struct draft d = { 0 };
    size_t k = read_type(t, i, query, &d);
    if (!k)
        return false;
    k = skip_gap(t, k);
    size_t so = cvd_scan_word(t, k, "số", "SỐ");
    k = so ? skip_gap(t, so) : k;
    k = read_figure(t, read_body(t, k, query, &d), query, &d);
    if (!k)
        return false;
    d.end = read_agency(t, read_year(t, k, &d), query, &d);
    memset(out, 0, sizeof *out);
    out->start = (uint32_t)i;
    out->end = (uint32_t)d.end;
    struct out type = { out->type, 0, sizeof out->type };
    struct out symbol = { out->symbol, 0, sizeof out->symbol };
    put_run(&type, d.type, AS_WRITTEN);
    put_run(&symbol, d.type, AS_WRITTEN);
    if (d.agency.len) {
        put(&symbol, "/", 1);
        put_run(&symbol, d.agency, AS_WRITTEN);
    }
    put_number(out->number, &d, AS_WRITTEN, true);
    put_number(out->key, &d, LOWER, true);
    put_number(out->folded_key, &d, FOLDED, true);
    if (d.year.len)
        put_number(out->short_key, &d, FOLDED, false);
    return true;
}
