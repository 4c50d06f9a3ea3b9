/* references_bare.c - numbers that are not whole where they stand: refer.h.
 *
 * analyzers/ may include base/ and ICU.
 *
 * In a list one symbol serves several numbers ("các Kế hoạch số 12, 13-KH/
 * TU").  In a short form there is none ("Kế hoạch 277", "theo QĐ932").  A
 * font without some of its letters leaves gaps ("Công văn số 1185/S
 * V-CCVC"). */
#include "analyzers/agencies.h"
#include "analyzers/refer.h"

#include <stdio.h>

enum {
    DIGITS_MAX = 6,       /* of a running number */
    SHORT_DIGITS_MAX = 5,
    LIST_MAX = 64,
    GAP_OF_ONE = 2        /* blanks that one lost letter leaves */
};

static char at(struct cvd_str t, size_t i)
{
    return i < t.len ? t.ptr[i] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Past the digits at `i` and the letter that tells two alike apart (12a). */
static size_t past_running(struct cvd_str t, size_t i)
{
    size_t k = cvd_scan_digits(t, i);
    struct cvd_sign l;

    if (cvd_scan_letter(t, k, &l) == 1 && !cvd_scan_word_at(t, k + 1))
        k++;
    return k;
}

/* ---- lists ------------------------------------------------------------ */

struct item {
    size_t start, end;
};

/* The items from the figure at `i` on whose symbol is that of `next`; 0 where
 * no list leads to it. */
static size_t read_list(struct cvd_str t, size_t i,
                        const struct cvd_number *next,
                        struct item list[LIST_MAX])
{
    size_t n = 0;

    if (!next || !*next->number || next->start - i > LIST_MAX * DIGITS_MAX)
        return 0;
    while (n < LIST_MAX && i < next->start) {
        size_t end = past_running(t, i);

        if (end == i || end - i > DIGITS_MAX)
            return 0;
        list[n++] = (struct item){ i, end };
        i = cvd_refer_joint(t, end);
        if (i == end || !is_digit(at(t, i)))
            return 0;
    }
    return i == next->start ? n : 0;
}

static enum cvd_status add_list(struct cvd_refer *r, const struct item *list,
                                size_t count, const struct cvd_number *next)
{
    struct cvd_str whole = cvd_str_from(next->number);
    const char *rest = next->number + past_running(whole, 0);
    enum cvd_status st = CVD_OK;

    for (size_t k = 0; k < count && st == CVD_OK; k++) {
        struct cvd_reference m = { .first = CVD_NO_REFERENCE };
        struct cvd_refer_lead lead;
        char text[CVD_SYMBOL_MAX + DIGITS_MAX + 2];
        int len = snprintf(text, sizeof text, "%.*s%s",
                           (int)(list[k].end - list[k].start),
                           r->t.ptr + list[k].start, rest);

        m.number.start = (uint32_t)list[k].start;
        m.number.end = (uint32_t)list[k].end;
        if (len <= 0 || (size_t)len >= sizeof text ||
            !cvd_refer_number((struct cvd_str){ text, (size_t)len },
                              &m.number))
            return CVD_OK;
        cvd_refer_lead(r, list[k].start, next, &lead);
        if (lead.form)
            continue;
        if (k == 0) {
            r->listed = next;
            r->listed_code = lead.code;
        }
        m.start = (uint32_t)lead.start;
        m.type = r->listed_code ? r->listed_code
                                : cvd_refer_symbol_code(r, next);
        if (!cvd_refer_is_own(r, &m.number))
            st = cvd_refer_add(r, &m);
    }
    return st;
}

/* ---- letters lost in print -------------------------------------------- */

/* What is left of a number, tidied as it is read. */
struct remains {
    char text[CVD_SYMBOL_MAX];
    size_t len;
    size_t end;          /* in the text */
    size_t last;         /* length of the run of capitals that ends it */
    size_t split;        /* where in `text` one letter is wanting, 0: none */
    bool lost;           /* letters are wanting */
};

static bool append(struct remains *m, const char *p, size_t n)
{
    if (m->len + n >= sizeof m->text)
        return false;
    memcpy(m->text + m->len, p, n);
    m->len += n;
    m->text[m->len] = '\0';
    return true;
}

/* Past the capitals, digits and '&' at `i`; `i` where a small letter goes on
 * after them. */
static size_t past_capitals(struct cvd_str t, size_t i, size_t *letters)
{
    size_t k = i;

    *letters = 0;
    for (;; ++*letters) {
        struct cvd_sign l;
        size_t n = cvd_scan_letter(t, k, &l);

        if (n && !l.upper)
            return i;
        if (!n && !is_digit(at(t, k)) && at(t, k) != '&')
            break;
        k += n ? n : 1;
    }
    return cvd_scan_word_at(t, k) ? i : k;
}

/* Read one separator or run of capitals; false where the number ends. */
static bool read_piece(struct cvd_str t, struct remains *m)
{
    size_t k = cvd_refer_fill(t, m->end), letters;
    bool after_sep = m->text[m->len - 1] == '/' || m->text[m->len - 1] == '-';
    char c = at(t, k);

    if (c == '-' || c == '/') {
        m->lost = m->lost || after_sep;
        m->last = 0;
        m->end = k + 1;
        return append(m, &c, 1);
    }
    size_t end = past_capitals(t, k, &letters);
    if (end == k)
        return false;
    if (!after_sep) {
        /* "S V": two words stand so only where letters are lost. */
        if (m->last != 1 && letters != 1)
            return false;
        m->split = k - m->end <= GAP_OF_ONE && !m->lost ? m->len : 0;
        m->lost = true;
    }
    m->last = letters;
    m->end = end;
    return append(m, t.ptr + k, end - k);
}

/* Put in the one letter that makes an agency's abbreviation of the part of
 * `m` around m->split, if there is but one such. */
static void restore_agency(struct remains *m)
{
    char *text = m->text, *sep = strchr(text, '/');
    size_t from = sep ? (size_t)(sep - text) + 1 : 0;
    size_t end = from + strcspn(text + from, "-/");
    const char *found = NULL;

    if (!m->split || m->split <= from || m->split >= end)
        return;
    size_t left = m->split - from, right = end - m->split;
    for (size_t i = 0; i < cvd_agency_count(); i++) {
        const char *a = cvd_agency(i)->abbreviation;
        size_t len = strlen(a);

        /* A letter is one byte, or the two of Đ. */
        if (len <= left + right || len > left + right + 2 ||
            memcmp(a, text + from, left) != 0 ||
            memcmp(a + len - right, text + m->split, right) != 0 ||
            (len == left + right + 2 && (unsigned char)a[left] < 0x80))
            continue;
        if (found && strcmp(found, a) != 0)
            return;
        found = a;
    }
    if (!found || m->len + 2 >= sizeof m->text)
        return;
    size_t more = strlen(found) - left - right;
    memmove(text + m->split + more, text + m->split, m->len - m->split + 1);
    memcpy(text + m->split, found + left, more);
    m->len += more;
}

/* Read the number that begins at `i` with letters missing. */
static bool read_remains(struct cvd_str t, size_t i, struct cvd_number *n)
{
    struct remains m = { .end = cvd_scan_digits(t, i) };

    if (m.end - i > DIGITS_MAX || (at(t, m.end) != '/' && at(t, m.end) != '-'))
        return false;
    (void)append(&m, t.ptr + i, m.end - i);
    while (read_piece(t, &m))
        ;
    if (!m.lost)
        return false;
    bool whole = m.text[m.len - 1] != '-' && m.text[m.len - 1] != '/' &&
                 !strstr(m.text, "/-");
    n->start = (uint32_t)i;
    n->end = (uint32_t)m.end;
    if (whole)
        restore_agency(&m);
    if (whole && cvd_refer_number((struct cvd_str){ m.text, m.len }, n))
        return true;
    memcpy(n->number, m.text, m.len + 1);
    const char *symbol = n->number + strcspn(n->number, "/-") + 1;
    memcpy(n->symbol, symbol, strlen(symbol) + 1);
    return true;
}

/* ---- short forms ------------------------------------------------------ */

static bool is_in(const char *code, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(code, *list) == 0)
            return true;
    return false;
}

/* Whether a short form may end at `end`: what follows does not count
 * something ("quyết định 02 nội dung"). */
static bool ends_well(const struct cvd_refer *r, size_t end, bool so)
{
    static const char *const next[] = {
        "cua", "ve", "va", "da", "thi", "la", "co", "do", "quy", "nhu",
        "cung", "ngay", NULL
    };
    struct cvd_refer_word w;
    char c = at(r->t, end);
    size_t k = cvd_refer_fill(r->t, end);

    if (cvd_scan_word_at(r->t, end) || c == '%' ||
        (c && strchr("/-.,:_", c) && cvd_scan_word_at(r->t, end + 1)))
        return false;
    if (c == '/' || c == '-' || at(r->t, k) == '/' || at(r->t, k) == '-')
        return false;
    if (so || k == end || !cvd_refer_word_at(r->t, k, &w))
        return true;
    return cvd_refer_is_any(&w, next);
}

/* Whether "của" and a body's name follow. */
static bool is_of_body(const struct cvd_refer *r, size_t end)
{
    static const char *const of[] = { "cua", NULL };
    struct cvd_refer_word w;

    return cvd_refer_word_at(r->t, cvd_refer_fill(r->t, end), &w) &&
           cvd_refer_is_any(&w, of) &&
           cvd_refer_word_at(r->t, cvd_refer_fill(r->t, w.end), &w) &&
           !cvd_scan_lower_at(r->t, w.start);
}

/* Whether a date follows: "Công văn 31 ngày 20/5/2006", "(gửi ngày ..". */
static bool is_dated(struct cvd_refer *r, size_t end)
{
    struct cvd_reference m = { .number.start = (uint32_t)end,
                               .number.end = (uint32_t)end };

    m.start = m.number.start;
    cvd_refer_date(r, &m);
    return m.date.day && !m.date_elsewhere;
}

/* Whether a figure after a type's name is a document's number without any
 * mention of it before: "Nghị quyết số 30a", "Quyết định số 932", "Kế hoạch
 * 37 của Tỉnh ủy", "Công văn 31 ngày 20/5/2006". */
static bool is_sure(struct cvd_refer *r,
                    const struct cvd_refer_lead *lead, size_t digits,
                    size_t end)
{
    static const char *const with_so[] = {
        "nghi-quyet", "quyet-dinh", "nghi-dinh", "chi-thi", "ket-luan",
        "cong-van", "thong-tu", "quy-dinh", "to-trinh", "ke-hoach",
        "huong-dan", "cong-dien", NULL
    };
    static const char *const without[] = { "nghi-quyet", "nghi-dinh",
                                           "chi-thi", "thong-tu", NULL };
    bool capital = !cvd_scan_lower_at(r->t, lead->start);

    if (digits < 2)
        return false;
    return lead->so ? is_in(lead->code, with_so)
                    : capital && digits < 4 &&
                          (is_in(lead->code, without) ||
                           (is_in(lead->code, with_so) &&
                            (is_of_body(r, end) || is_dated(r, end))));
}

/* "QĐ932", "NQ 57": the abbreviation ends at `i` or before the blank there. */
static const char *read_abbr(const struct cvd_refer *r, size_t i,
                             size_t *start, bool *sure)
{
    static const char *const kinds[] = { "quyet-dinh", "nghi-quyet",
                                         "nghi-dinh", NULL };
    static const char *const before[] = { "theo", "hien", "cu", "tai",
                                          "khai", "cua", NULL };
    struct cvd_refer_word w, v;
    size_t k = at(r->t, i - 1) == ' ' ? i - 1 : i;

    if (!cvd_refer_word_before(r->t, r->pos, k, &w) || !w.caps ||
        k - w.start < 2 || k - w.start > 4)
        return NULL;
    char c = w.start > 0 ? r->t.ptr[w.start - 1] : ' ';
    if (c != ' ' && c != '\n' && c != '(')
        return NULL;
    const char *code = cvd_doctype_abbr(
        (struct cvd_str){ r->t.ptr + w.start, w.end - w.start });
    k = cvd_refer_fill_back(r->t, r->pos, w.start);
    *sure = code && is_in(code, kinds) &&
            cvd_refer_word_before(r->t, r->pos, k, &v) &&
            cvd_refer_is_any(&v, before);
    *start = w.start;
    return code;
}

/* Go on behind a mention of the document itself, which ends at `end`. */
static enum cvd_status skip_own(struct cvd_refer *r, size_t end)
{
    r->pos = end;
    return CVD_OK;
}

static enum cvd_status add_short(struct cvd_refer *r, size_t start, size_t i,
                                 size_t end, const char *code, bool sure)
{
    struct cvd_reference m = { .start = (uint32_t)start, .type = code };

    m.number.start = (uint32_t)i;
    m.number.end = (uint32_t)end;
    memcpy(m.number.number, r->t.ptr + i, end - i);
    m.first = sure ? CVD_NO_REFERENCE : CVD_REFER_PENDING;
    /* The document itself. */
    if (r->own && strncmp(r->own->number, m.number.number, end - i) == 0 &&
        !cvd_scan_word_at(cvd_str_from(r->own->number), end - i) &&
        cvd_refer_symbol_code(r, r->own) == code)
        return skip_own(r, end);
    return cvd_refer_add(r, &m);
}

/* ---- what stands at one figure ---------------------------------------- */

/* Whether the figure at `i` may follow a word that leads to a number or an
 * abbreviation, a cheap first look: most figures follow others. */
static bool may_follow(struct cvd_str t, size_t i)
{
    /* The last bytes of the words of cvd_refer_may_lead() and their capitals,
     * with ố, ổ, ồ, ỗ, ộ, ô, ó, ị, ư, ế; of an abbreviation: ASCII capitals,
     * Đ. */
    static const char last[] =
        "htnoHTNO\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\xB3\xB4"
        "\x8B\x8A\xB0\xAF\xBF\xBE";
    size_t k = i;

    while (k > 0 && i - k < CVD_GAP_MAX &&
           (t.ptr[k - 1] == ' ' || t.ptr[k - 1] == '\n' ||
            t.ptr[k - 1] == ':' || t.ptr[k - 1] == '.'))
        k--;
    char c = k > 0 ? t.ptr[k - 1] : '\0';
    return (c >= 'A' && c <= 'Z') || (c && strchr(last, c)) || c == '\xA0' ||
           c == '\t' || c == '\r' || c == '\f' || c == '*' || c == '_';
}

/* "Mẫu quyết định số 29": the form of one. */
static bool is_of_form(const struct cvd_refer *r, size_t i)
{
    static const char *const words[] = { "mau", "bieu", NULL };
    struct cvd_refer_word w;
    size_t k = cvd_refer_fill_back(r->t, r->pos, i);

    return cvd_refer_word_before(r->t, r->pos, k, &w) &&
           cvd_refer_is_any(&w, words);
}

static enum cvd_status read_at(struct cvd_refer *r, size_t i,
                               const struct cvd_number *next)
{
    struct cvd_refer_word w;
    struct cvd_refer_lead lead;
    struct item list[LIST_MAX];
    size_t end = past_running(r->t, i), start, n;
    size_t k = cvd_refer_fill_back(r->t, r->pos, i);
    bool sure = false;

    while (k > r->pos && (r->t.ptr[k - 1] == ':' || r->t.ptr[k - 1] == '.'))
        k--;
    if (!cvd_refer_word_before(r->t, r->pos, k, &w))
        return CVD_OK;
    const char *code = NULL;
    if (w.caps && end - i <= SHORT_DIGITS_MAX && i >= 2 &&
        ends_well(r, end, false))
        code = read_abbr(r, i, &start, &sure);
    if (code)
        return add_short(r, start, i, end, code, sure && end - i > 1);
    if (k == i || !cvd_refer_may_lead(&w))
        return CVD_OK;
    if ((n = read_list(r->t, i, next, list)) > 0)
        return add_list(r, list, n, next);
    cvd_refer_lead(r, i, NULL, &lead);
    if (!lead.named || !lead.adjacent || is_of_form(r, lead.start))
        return CVD_OK;
    struct cvd_reference m = { .start = (uint32_t)lead.start,
                               .type = lead.code,
                               .first = CVD_NO_REFERENCE };
    if ((lead.code && cvd_scan_old_number(r->t, i, &m.number)) ||
        (lead.so && read_remains(r->t, i, &m.number)))
        return cvd_refer_is_own(r, &m.number) ? skip_own(r, m.number.end)
                                              : cvd_refer_add(r, &m);
    if (!lead.code || end - i > SHORT_DIGITS_MAX ||
        !ends_well(r, end, lead.so))
        return CVD_OK;
    return add_short(r, lead.start, i, end, lead.code,
                     is_sure(r, &lead, end - i, end));
}

/* The first digit in bytes [i, to), or `to`.  Eight bytes at once: a byte
 * less '0' is below ten, without borrow from the one before it until the
 * first is found. */
static size_t next_digit(struct cvd_str t, size_t i, size_t to)
{
    const uint64_t ones = 0x0101010101010101u;

    for (; to - i >= sizeof ones; i += sizeof ones) {
        uint64_t v;

        memcpy(&v, t.ptr + i, sizeof v);
        v ^= ones * '0';
        if ((v - ones * 10) & ~v & (ones << 7))
            break;
    }
    while (i < to && !is_digit(t.ptr[i]))
        i++;
    return i;
}

/* "Công văn số 3418/BVNTW, 3419/BVNTW": after a mention a symbol of one part is
 * enough. */
static enum cvd_status add_joined(struct cvd_refer *r, size_t i)
{
    struct cvd_reference m = { .start = (uint32_t)i,
                               .first = CVD_NO_REFERENCE };
    const struct cvd_reference *last = &r->out->list[r->out->count - 1];

    if (!cvd_scan_number(r->t, i, true, false, &m.number) ||
        strcmp(m.number.symbol, last->number.symbol) != 0)
        return CVD_OK;
    m.type = last->type;
    return cvd_refer_is_own(r, &m.number) ? CVD_OK : cvd_refer_add(r, &m);
}

/* Where the next number stands that is joined to the last mention. */
static size_t next_joined(const struct cvd_refer *r)
{
    size_t count = r->out->count;

    return count && r->out->list[count - 1].end == r->pos
               ? cvd_refer_joint(r->t, r->pos)
               : SIZE_MAX;
}

enum cvd_status cvd_refer_bare(struct cvd_refer *r, size_t from, size_t to,
                               const struct cvd_number *next)
{
    enum cvd_status st = CVD_OK;
    size_t joined = next_joined(r);

    for (size_t i = from; st == CVD_OK && i < to;) {
        i = next_digit(r->t, i, to);
        if (i == to)
            break;
        size_t end = cvd_scan_digits(r->t, i);
        if (i == joined)
            st = add_joined(r, i);
        else if (i >= r->pos && end - i <= DIGITS_MAX &&
                 may_follow(r->t, i))
            st = read_at(r, i, next);
        if (r->pos > i)
            joined = next_joined(r);
        i = end > r->pos ? end : r->pos;
    }
    return st;
}
