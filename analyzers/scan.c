/* scan.c - letters and words for scan.h, and the walk over a whole text.
 *
 * analyzers/ may include base/ and ICU.  One pass: the walk stops at digits
 * and at letters that words such as Số, ngày, tháng, quý, Tết begin with; each
 * stop looks ahead and back a bounded way. */
#include "analyzers/scan.h"

#include <stdlib.h>

static unsigned char byte_at(struct cvd_str t, size_t i)
{
    return i < t.len ? (unsigned char)t.ptr[i] : 0;
}

/* The code point at `i` in two or three bytes; its length, or 0. */
static size_t decode(struct cvd_str t, size_t i, uint32_t *cp)
{
    unsigned a = byte_at(t, i), b = byte_at(t, i + 1),
             c = byte_at(t, i + 2);

    if (a >= 0xC2 && a <= 0xDF && (b & 0xC0) == 0x80) {
        *cp = (a & 0x1F) << 6 | (b & 0x3F);
        return 2;
    }
    if ((a & 0xF0) == 0xE0 && (b & 0xC0) == 0x80 && (c & 0xC0) == 0x80) {
        *cp = (a & 0x0F) << 12 | (b & 0x3F) << 6 | (c & 0x3F);
        return 3;
    }
    return 0;
}

size_t cvd_scan_put(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    out[0] = (char)(0xE0 | cp >> 12);
    out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[2] = (char)(0x80 | (cp & 0x3F));
    return 3;
}

size_t cvd_scan_letter(struct cvd_str t, size_t i, struct cvd_sign *out)
{
    /* What is written, what it stands for, its lower case, without marks. */
    static const struct {
        uint16_t from, as_is, lower;
        char folded;
    } rows[] = {
        { 0x0110, 0x0110, 0x0111, 'd' }, /* Đ */
        { 0x0111, 0x0111, 0x0111, 'd' },
        { 0x00D0, 0x0110, 0x0111, 'd' }, /* Ð, Icelandic eth */
        { 0x00F0, 0x0111, 0x0111, 'd' },
        { 0x0189, 0x0110, 0x0111, 'd' }, /* Ɖ, African D */
        { 0x0256, 0x0111, 0x0111, 'd' },
        { 0x0102, 0x0102, 0x0103, 'a' }, /* Ă */
        { 0x0103, 0x0103, 0x0103, 'a' },
        { 0x00C2, 0x00C2, 0x00E2, 'a' }, /* Â */
        { 0x00E2, 0x00E2, 0x00E2, 'a' },
        { 0x00CA, 0x00CA, 0x00EA, 'e' }, /* Ê */
        { 0x00EA, 0x00EA, 0x00EA, 'e' },
        { 0x00D4, 0x00D4, 0x00F4, 'o' }, /* Ô */
        { 0x00F4, 0x00F4, 0x00F4, 'o' },
        { 0x01A0, 0x01A0, 0x01A1, 'o' }, /* Ơ */
        { 0x01A1, 0x01A1, 0x01A1, 'o' },
        { 0x01AF, 0x01AF, 0x01B0, 'u' }, /* Ư */
        { 0x01B0, 0x01B0, 0x01B0, 'u' },
        { 0x1ED1, 0x1ED1, 0x1ED1, 'o' }, /* ố, of TBố */
        /* Cyrillic capitals of the same shape, typed by mistake. */
        { 0x0410, 'A', 'a', 'a' }, { 0x0412, 'B', 'b', 'b' },
        { 0x0415, 'E', 'e', 'e' }, { 0x041A, 'K', 'k', 'k' },
        { 0x041C, 'M', 'm', 'm' }, { 0x041D, 'H', 'h', 'h' },
        { 0x041E, 'O', 'o', 'o' }, { 0x0420, 'P', 'p', 'p' },
        { 0x0421, 'C', 'c', 'c' }, { 0x0422, 'T', 't', 't' },
        { 0x0425, 'X', 'x', 'x' }, { 0x0405, 'S', 's', 's' },
        { 0x0406, 'I', 'i', 'i' }, { 0x0423, 'Y', 'y', 'y' },
    };
    unsigned a = byte_at(t, i);
    uint32_t cp;

    if ((a >= 'A' && a <= 'Z') || (a >= 'a' && a <= 'z')) {
        out->as_is = a;
        out->lower = a | 0x20;
        out->folded = (char)out->lower;
        out->upper = a <= 'Z';
        return 1;
    }
    size_t n = decode(t, i, &cp);
    for (size_t r = 0; n && r < sizeof rows / sizeof rows[0]; r++) {
        if (rows[r].from != cp)
            continue;
        out->as_is = rows[r].as_is;
        out->lower = rows[r].lower;
        out->folded = rows[r].folded;
        out->upper = out->as_is != out->lower;
        return n;
    }
    return 0;
}

/* Vietnamese is written in ASCII, Latin-1, Latin Extended-A and -B, Latin
 * Extended Additional and combining marks; of the letters after them Greek
 * and Cyrillic get mixed in.  No other letter is ever glued to a number. */
static bool is_word(uint32_t cp)
{
    return (cp >= 0xC0 && cp < 0x530 && cp != 0xD7 && cp != 0xF7) ||
           (cp >= 0x1E00 && cp < 0x1F00);
}

size_t cvd_scan_symbol(struct cvd_str s, bool fold, char *out, size_t room)
{
    enum { LETTER_BYTES = 4 };
    size_t n = 0;

    for (size_t i = 0; i < s.len;) {
        struct cvd_sign l;
        size_t k = cvd_scan_letter(s, i, &l);

        if (n + LETTER_BYTES > room)
            return 0;
        if (k && fold)
            out[n++] = l.folded;
        else if (k)
            n += cvd_scan_put(l.lower, out + n);
        else if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
            out[n++] = s.ptr[i];
        else if (s.ptr[i] != '&')
            return 0;
        i += k ? k : 1;
    }
    return n;
}

bool cvd_scan_word_at(struct cvd_str t, size_t i)
{
    unsigned a = byte_at(t, i);
    uint32_t cp;

    if (a < 0x80)
        return (a >= '0' && a <= '9') || (a >= 'A' && a <= 'Z') ||
               (a >= 'a' && a <= 'z');
    return decode(t, i, &cp) && is_word(cp);
}

size_t cvd_scan_prev(struct cvd_str t, size_t i)
{
    size_t k = i - 1;

    while (k > 0 && i - k < 4 && (t.ptr[k] & 0xC0) == 0x80)
        k--;
    return k;
}

bool cvd_scan_word_before(struct cvd_str t, size_t i)
{
    return i > 0 && cvd_scan_word_at(t, cvd_scan_prev(t, i));
}

/* In the blocks above case alternates: even and odd, but for the run from
 * U+01AF; Latin-1 keeps its small letters from U+00E0. */
bool cvd_scan_lower_at(struct cvd_str t, size_t i)
{
    unsigned a = byte_at(t, i);
    uint32_t cp;

    if (a < 0x80)
        return a >= 'a' && a <= 'z';
    if (!decode(t, i, &cp) || !is_word(cp) || (cp >= 0x300 && cp < 0x530))
        return false;
    if (cp < 0x100)
        return cp >= 0xDF;
    return cp == 0x1B0 || (cp != 0x1AF && cp % 2 == 1);
}

size_t cvd_scan_blanks(struct cvd_str t, size_t i)
{
    for (;;) {
        unsigned a = byte_at(t, i);

        if (a == ' ' || a == '\t')
            i++;
        else if (a == 0xC2 && byte_at(t, i + 1) == 0xA0)
            i += 2;
        else
            return i;
    }
}

size_t cvd_scan_word(struct cvd_str t, size_t i, const char *lower,
                     const char *upper)
{
    size_t k = 0;

    for (; lower[k]; k++)
        if (i + k >= t.len ||
            (t.ptr[i + k] != lower[k] && t.ptr[i + k] != upper[k]))
            return 0;
    /* Digits may be glued to it: ngày18/02/2025. */
    if (i + k < t.len && (t.ptr[i + k] < '0' || t.ptr[i + k] > '9') &&
        cvd_scan_word_at(t, i + k))
        return 0;
    return i + k;
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

/* Past the word "Số" at `i`, also as scanners read it; else 0.  *sure: it can
 * be nothing else (sổ and so are words of their own). */
static size_t so_word(struct cvd_str t, size_t i, bool query, bool *sure)
{
    static const struct {
        const char *lower, *upper;
        bool sure;
    } words[] = {
        { "số", "SỐ", true },  { "sô", "SÔ", true },  { "5ố", "5Ố", true },
        { "sổ", "SỔ", false }, { "sồ", "SỒ", false }, { "sỗ", "SỖ", false },
        { "sộ", "SỘ", false }, { "só", "SÓ", false }, { "so", "SO", false },
    };
    unsigned a = byte_at(t, i);

    if (a != 's' && a != 'S' && a != '5')
        return 0;
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        size_t k = cvd_scan_word(t, i, words[w].lower, words[w].upper);

        if (!k)
            continue;
        *sure = words[w].sure || query;
        return k;
    }
    return 0;
}

size_t cvd_scan_so(struct cvd_str t, size_t i, bool query)
{
    bool newline = false, sure = false;
    size_t k = so_word(t, i, query, &sure);

    if (!k)
        return 0;
    size_t stop = t.len - k > CVD_GAP_MAX ? k + CVD_GAP_MAX : t.len;
    while (k < stop) {
        size_t b = cvd_scan_blanks(t, k);
        unsigned a = byte_at(t, k);

        if (b > k)
            k = b;
        else if (a == ':' || a == '.' || a == '*' || a == '_' || a == ',')
            k++;
        else if (stop - k >= 3 && memcmp(t.ptr + k, "…", 3) == 0)
            k += 3;
        else if ((a == '\n' || a == '\r') && !newline)
            newline = a == '\n', k++;
        else
            break;
    }
    /* "SỐ/853-CV/BTGTU": a scanner's slash for the colon; but in
     * "Số/2024/TT-BGDĐT" the running number is blank. */
    size_t digits = cvd_scan_digits(t, k + 1) - (k + 1);
    if (byte_at(t, k) == '/' && digits > 0 &&
        !(digits == 4 && byte_at(t, k + 5) == '/'))
        k++;
    unsigned next = byte_at(t, k);
    return sure || is_digit((unsigned char)next) || next == '/' || next == '-'
               ? k
               : 0;
}

/* Whether digits at `i` may begin a number or date: not inside a word, a
 * decimal or a longer number (0262.3852345, PC-04/2). */
static bool may_begin(struct cvd_str t, size_t i)
{
    if (i == 0)
        return true;
    size_t p = cvd_scan_prev(t, i);
    unsigned char c = byte_at(t, p);

    if (cvd_scan_word_at(t, p))
        return cvd_scan_lower_at(t, p); /* "định36/2025/NĐ-CP" */
    if ((c == '.' || c == ',') && p > 0)
        return !is_digit(byte_at(t, p - 1));
    return true;
}

/* A number, unlike a date, does not begin after NĐ- or 12/. */
static bool may_begin_number(struct cvd_str t, size_t i)
{
    if (i < 2 || (t.ptr[i - 1] != '/' && t.ptr[i - 1] != '-'))
        return true;
    return !cvd_scan_word_before(t, i - 1);
}

static enum cvd_status grow(void **items, size_t *cap, size_t count,
                            size_t size)
{
    if (count < *cap)
        return CVD_OK;
    size_t cap_new = *cap ? *cap * 2 : 16;
    if (cap_new > SIZE_MAX / size)
        return CVD_ENOMEM;
    void *p = realloc(*items, cap_new * size);
    if (!p)
        return CVD_ENOMEM;
    *items = p;
    *cap = cap_new;
    return CVD_OK;
}

static enum cvd_status add_number(struct cvd_entities *e,
                                  const struct cvd_number *n)
{
    void *items = e->numbers;
    enum cvd_status st = grow(&items, &e->number_cap, e->number_count,
                              sizeof *e->numbers);

    e->numbers = items;
    if (st == CVD_OK)
        e->numbers[e->number_count++] = *n;
    return st;
}

static enum cvd_status add_date(struct cvd_entities *e,
                                const struct cvd_date *d)
{
    void *items = e->dates;
    enum cvd_status st = grow(&items, &e->date_cap, e->date_count,
                              sizeof *e->dates);

    e->dates = items;
    if (st == CVD_OK)
        e->dates[e->date_count++] = *d;
    return st;
}

/* Whether what begins at `i` numbers a form: "Mẫu số 01-PLI", "Mẫu 02/ĐK". */
static bool is_form(struct cvd_str t, size_t i)
{
    static const char *const words[] = { "mẫu", "MẪU", "biểu", "BIỂU" };

    for (int k = 0; k < 4 && i > 0 && t.ptr[i - 1] == ' '; k++)
        i--;
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        size_t n = strlen(words[w]) - 1; /* without the first letter */

        if (i > n && memcmp(t.ptr + i - n, words[w] + 1, n) == 0 &&
            (t.ptr[i - n - 1] | 0x20) == (words[w][0] | 0x20))
            return true;
    }
    return false;
}

/* What begins something: a digit anywhere, a letter of those at the front of
 * such words where no letter or digit of ASCII is before it. */
enum { DIGIT = 1, FRONT = 2, OTHER = 4 };

static const uint8_t stops[256] = {
    ['0'] = DIGIT, ['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT,
    ['4'] = DIGIT, ['5'] = DIGIT, ['6'] = DIGIT, ['7'] = DIGIT,
    ['8'] = DIGIT, ['9'] = DIGIT,
    ['A'] = OTHER, ['B'] = OTHER, ['C'] = OTHER, ['D'] = OTHER,
    ['E'] = OTHER, ['F'] = OTHER, ['G'] = FRONT, ['H'] = OTHER,
    ['I'] = OTHER, ['J'] = OTHER, ['K'] = OTHER, ['L'] = OTHER,
    ['M'] = FRONT, ['N'] = FRONT, ['O'] = OTHER, ['P'] = OTHER,
    ['Q'] = FRONT, ['R'] = OTHER, ['S'] = FRONT, ['T'] = FRONT,
    ['U'] = OTHER, ['V'] = OTHER, ['W'] = OTHER, ['X'] = FRONT,
    ['Y'] = OTHER, ['Z'] = OTHER,
    ['a'] = OTHER, ['b'] = OTHER, ['c'] = OTHER, ['d'] = OTHER,
    ['e'] = OTHER, ['f'] = OTHER, ['g'] = FRONT, ['h'] = OTHER,
    ['i'] = OTHER, ['j'] = OTHER, ['k'] = OTHER, ['l'] = OTHER,
    ['m'] = FRONT, ['n'] = FRONT, ['o'] = OTHER, ['p'] = OTHER,
    ['q'] = FRONT, ['r'] = OTHER, ['s'] = FRONT, ['t'] = FRONT,
    ['u'] = OTHER, ['v'] = OTHER, ['w'] = OTHER, ['x'] = FRONT,
    ['y'] = OTHER, ['z'] = OTHER,
};

/* Where the walk stops next, from `i` on: one test a byte. */
static size_t next_stop(struct cvd_str t, size_t i)
{
    unsigned before = i > 0 ? stops[byte_at(t, i - 1)] : 0;

    for (; i < t.len; i++) {
        unsigned here = stops[(unsigned char)t.ptr[i]];

        if (here & (before ? DIGIT : DIGIT | FRONT))
            break;
        before = here;
    }
    return i;
}

/* cvd_scan_word_before(), at once for what is ASCII. */
static bool word_before(struct cvd_str t, size_t i)
{
    unsigned char c = i > 0 ? byte_at(t, i - 1) : 0;

    return c < 0x80 ? stops[c] != 0 : cvd_scan_word_before(t, i);
}

/* What there is to find at one place. */
enum found { FOUND_NOTHING, FOUND_NUMBER, FOUND_DATE };

/* *so_at is where the last "Số" says a number begins, *form_at where the
 * number of a form does; `date_end` is where the last date ends. */
static enum found find_at(struct cvd_str t, size_t i, bool query,
                          size_t *so_at, size_t *form_at, size_t date_end,
                          struct cvd_number *n, struct cvd_date *d)
{
    if (!is_digit(byte_at(t, i)) || byte_at(t, i) == '5') {
        size_t k = word_before(t, i) ? 0 : cvd_scan_so(t, i, query);

        if (k && is_form(t, i)) {
            *form_at = k;
            return FOUND_NOTHING;
        }
        if (k) {
            *so_at = k;
            return cvd_scan_blank_number(t, k, n) ? FOUND_NUMBER
                                                  : FOUND_NOTHING;
        }
    }
    if (!is_digit(byte_at(t, i))) {
        if (word_before(t, i))
            return FOUND_NOTHING;
        if (cvd_scan_standard(t, i, query, n))
            return FOUND_NUMBER;
        return cvd_scan_when(t, i, query, date_end, d) ? FOUND_DATE
                                                       : FOUND_NOTHING;
    }
    if (*so_at != i && !may_begin(t, i))
        return FOUND_NOTHING;
    if (*form_at != i && !is_form(t, i) &&
        (*so_at == i || may_begin_number(t, i)) &&
        cvd_scan_number(t, i, *so_at == i, query, n))
        return FOUND_NUMBER;
    return cvd_scan_when(t, i, query, date_end, d) ? FOUND_DATE
                                                   : FOUND_NOTHING;
}

enum cvd_status cvd_entities_find(struct cvd_str text, bool query,
                                  struct cvd_entities *out)
{
    size_t so_at = SIZE_MAX, form_at = SIZE_MAX, date_end = SIZE_MAX;
    enum cvd_status st = CVD_OK;

    out->number_count = out->date_count = 0;
    if (text.len > UINT32_MAX)
        text.len = UINT32_MAX; /* offsets are 32 bits; see base/limits.h */
    for (size_t i = 0; i < text.len && st == CVD_OK;) {
        struct cvd_number n;
        struct cvd_date d;

        i = next_stop(text, i);
        if (i == text.len)
            break;
        switch (find_at(text, i, query, &so_at, &form_at, date_end, &n,
                        &d)) {
        case FOUND_NUMBER:
            st = add_number(out, &n);
            i = n.end;
            break;
        case FOUND_DATE:
            st = add_date(out, &d);
            i = date_end = d.end;
            break;
        case FOUND_NOTHING:
            i = is_digit(byte_at(text, i)) ? cvd_scan_digits(text, i)
                                           : i + 1;
            break;
        }
    }
    return st;
}

void cvd_entities_release(struct cvd_entities *e)
{
    free(e->numbers);
    free(e->dates);
    memset(e, 0, sizeof *e);
}
