/* charsets.c - see charsets.h.
 *
 * analyzers/: may include base only. */
#include "analyzers/charsets.h"
#include "analyzers/analyzer.h"
#include "analyzers/tables.h"

#include "charset_tables.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

const char *cvd_charset_name(enum cvd_charset cs)
{
    static const char *const names[CVD_CS_COUNT] = {
        [CVD_CS_AS_IS] = "UTF-8",
        [CVD_CS_TCVN3] = "TCVN3",
        [CVD_CS_VNI] = "VNI",
        [CVD_CS_VISCII] = "VISCII",
        [CVD_CS_VPS] = "VPS",
        [CVD_CS_WINDOWS_1258] = "windows-1258",
        [CVD_CS_TCVN5712] = "TCVN5712-1",
        [CVD_CS_UTF8] = "UTF-8",
    };

    return names[cs];
}

/* ---- UTF-8 ----------------------------------------------------------- */

size_t cvd_utf8_put(uint32_t code, char *to)
{
    if (code < 0x80) {
        *to = (char)code;
        return 1;
    }
    size_t more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const uint8_t lead[] = { 0, 0xC0, 0xE0, 0xF0 };

    for (size_t i = more; i > 0; i--, code >>= 6)
        to[i] = (char)(0x80 | (code & 63));
    to[0] = (char)(lead[more] | code);
    return more + 1;
}

/* ---- units ----------------------------------------------------------- */

int cvd_charset_unit(uint32_t code)
{
    if (code < 0x100)
        return (int)code;
    if (code > 0x2122) /* ™, the last of windows-1252 */
        return -1;
    for (int u = 0x80; u < 0xA0; u++)
        if (charset_codes[0][u] == code)
            return u;
    return -1;
}

static uint32_t western(uint8_t unit)
{
    return charset_codes[0][unit] ? charset_codes[0][unit] : unit;
}

/* What sequences are sorted by: longer ones first, then by bytes. */
static inline uint32_t sequence_key(const uint8_t *bytes, size_t len)
{
    return (uint32_t)(3 - len) << 24 | (uint32_t)bytes[0] << 16 |
           (uint32_t)bytes[1] << 8 | (len > 2 ? bytes[2] : 0u);
}

static const struct charset_sequence *
find_sequence(const struct charset_sequence *s, size_t count,
              const uint8_t *bytes, size_t len)
{
    uint32_t key = sequence_key(bytes, len);

    while (count > 1) {
        size_t half = count / 2;
        s += sequence_key(s[half].bytes, s[half].len) <= key ? half : 0;
        count -= half;
    }
    return sequence_key(s->bytes, s->len) == key ? s : NULL;
}

/* A vowel and the mark behind it; the case of the vowel counts, whatever
 * that of the mark (Uû as Uÿ). */
static uint32_t vni_pair(uint8_t base, uint8_t mark)
{
    const struct charset_sequence *s = NULL;

    for (int other = 0; !s && other < 2; other++) {
        uint8_t two[2] = { base, (uint8_t)(mark ^ (other ? 0x20 : 0)) };
        s = find_sequence(vni_sequences, COUNT(vni_sequences), two, 2);
    }
    return s ? s->code : 0;
}

static bool is_capital(uint8_t u)
{
    return u >= 'A' && u <= 'Z';
}

/* VISCII has Õ where all others have a space that does not break: in that
 * place only a capital in front tells. */
static bool is_nbsp(enum cvd_charset cs, const uint8_t *unit, size_t i,
                    size_t n)
{
    if (unit[i] != 0xA0)
        return false;
    if (cs != CVD_CS_VISCII)
        return true;
    return i == 0 || !is_capital(unit[i - 1]) ||
           (i + 1 < n && unit[i + 1] >= 'a' && unit[i + 1] <= 'z' &&
            i >= 2 && is_capital(unit[i - 2]));
}

static bool is_tcvn(enum cvd_charset cs)
{
    return cs == CVD_CS_TCVN3 || cs == CVD_CS_TCVN5712;
}

static bool tcvn3_letter(uint8_t u)
{
    return ((u | 0x20) >= 'a' && (u | 0x20) <= 'z') ||
           (u >= 0x80 && charset_codes[CVD_CS_TCVN3][u]);
}

/* Marks of their own, which stand behind a vowel. */
static bool tcvn_mark(uint8_t u)
{
    return u >= 0xB0 && u <= 0xB4;
}

static bool tcvn_vowel(uint8_t u)
{
    enum { STROKED = 0xAE, CAPITAL_STROKED = 0xA7 };

    if (u < 0x80)
        return u && strchr("aeiouyAEIOUY", u);
    return u != STROKED && u != CAPITAL_STROKED && !tcvn_mark(u);
}

/* Whether the unit is the sign that windows-1252 has there, of another font:
 * a mark behind no vowel (m², 30°C); ã or â alone, which are no words but a
 * bullet and ©. */
static bool tcvn_sign(const uint8_t *unit, size_t i, size_t n)
{
    enum { BULLET = 0xB7, COPYRIGHT = 0xA9 };

    if (tcvn_mark(unit[i]))
        return i == 0 || !tcvn_vowel(unit[i - 1]);
    return (unit[i] == BULLET || unit[i] == COPYRIGHT) &&
           (i == 0 || !tcvn3_letter(unit[i - 1])) &&
           (i + 1 == n || !tcvn3_letter(unit[i + 1]));
}

size_t cvd_charset_decode(enum cvd_charset cs, const uint8_t *unit, size_t n,
                          char *to, size_t *strange)
{
    const uint16_t *codes = charset_codes[cs < CVD_CS_UTF8 ? cs : 0];
    char *begin = to;
    size_t unknown = 0;

    if (cs == CVD_CS_UTF8) {
        memcpy(to, unit, n);
        if (strange)
            *strange = cvd_utf8_valid((struct cvd_str){ to, n }) < n;
        return n;
    }
    for (size_t i = 0; i < n; i++) {
        uint8_t u = unit[i];
        uint32_t code = 0;

        if (u < 0x80 && !codes[u] &&
            !(cs == CVD_CS_VNI && i + 1 < n && unit[i + 1] >= 0xC0)) {
            *to++ = (char)u;
            continue;
        }
        if (cs == CVD_CS_VNI && i + 1 < n && unit[i + 1] >= 0xC0)
            code = vni_pair(u, unit[i + 1]);
        if (code)
            i++;
        else if (is_nbsp(cs, unit, i, n))
            code = 0xA0;
        else if (is_tcvn(cs) && tcvn_sign(unit, i, n))
            code = u;
        else
            code = codes[u];
        if (!code) {
            code = western(u);
            unknown += u >= 0xC0 || (u >= 0x80 && !charset_codes[0][u]);
        }
        to += cvd_utf8_put(code, to);
    }
    if (strange)
        *strange = unknown;
    return (size_t)(to - begin);
}

/* Whether a byte may stand behind the letter in a sequence of VIQR. */
static bool viqr_mark(uint8_t c)
{
    switch (c) {
    case '^': case '(': case '+': case '\'': case '`':
    case '?': case '~': case '.': case 'd': case 'D':
        return true;
    default:
        return false;
    }
}

uint32_t cvd_charset_viqr(const uint8_t *p, const uint8_t *end, size_t *len)
{
    static const uint8_t stroke[] = { 'D', 'd' };

    if (end - p < 2 || !viqr_mark(p[1]))
        return 0;
    if (end - p > 2 && memcmp(p, "DDD", 3) == 0)
        return 0; /* of the GDĐT of so many symbols */
    for (size_t n = 3; n >= 2; n--) {
        const struct charset_sequence *s = NULL;
        /* Three are a letter, its hat, breve or horn, and a tone. */
        if (n == 3 && (end - p < 3 || !viqr_mark(p[2]) ||
                       (p[1] != '^' && p[1] != '(' && p[1] != '+')))
            continue;
        s = find_sequence(viqr_sequences, COUNT(viqr_sequences), p, n);
        if (s) {
            *len = n;
            return s->code;
        }
    }
    if (memcmp(p, stroke, 2) == 0) {
        *len = 2;
        return 0x0110; /* Dd, as Đ at the head of a sentence is typed */
    }
    return 0;
}

/* ---- the capitals of TCVN3 ------------------------------------------- */

enum verdict { UNDECIDED, SMALL, CAPITALS };

/* TCVN3's own capitals: Ă Â Ê Ô Ơ Ư Đ. */
static bool own_capital(uint8_t u)
{
    return u >= 0xA1 && u <= 0xA7;
}

/* The end of the word at `from`; `from` itself where none begins. */
static size_t word_end(const uint8_t *unit, size_t from, size_t n)
{
    while (from < n && tcvn3_letter(unit[from]) && !tcvn_sign(unit, from, n))
        from++;
    return from;
}

/* Whether what stands before a word joins it to a number or symbol. */
static bool joins_symbol(uint8_t u)
{
    return u == '/' || u == '-' || u == '&' || (u >= '0' && u <= '9');
}

/* Whether the word, all capitals, is an abbreviation (UBND, KH§T; the TU of
 * 15-NQ/TU): in capitals whatever the words about it are in. */
static bool abbreviation(const uint8_t *unit, size_t from, size_t end)
{
    enum { SYLLABLE_MAX = 7 };
    char small[SYLLABLE_MAX];
    bool vowel = false;

    for (size_t i = from; i < end; i++) {
        vowel |= tcvn_vowel(unit[i]);
        if (unit[i] >= 0x80 && tcvn_vowel(unit[i]))
            return false;
    }
    if (!vowel || end - from > SYLLABLE_MAX ||
        (from > 0 && joins_symbol(unit[from - 1])))
        return true;
    for (size_t i = from; i < end; i++)
        small[i - from] = (char)(unit[i] | 0x20);
    return !cvd_syllable_valid((struct cvd_str){ small, end - from });
}

/* What the letters of the word tell of its case. */
static enum verdict judge(const uint8_t *unit, size_t from, size_t end)
{
    size_t capitals = 0, small = 0;
    bool later = false; /* a letter behind the first one tells */

    for (size_t i = from; i < end; i++) {
        bool capital = is_capital(unit[i]) || own_capital(unit[i]);
        if (!capital && unit[i] >= 0x80)
            continue; /* either */
        capitals += capital;
        small += !capital;
        later |= i > from;
    }
    if (small)
        return SMALL;
    return later && !abbreviation(unit, from, end) ? CAPITALS : UNDECIDED;
}

static uint32_t capital_of(uint32_t c)
{
    if (c >= 'a' && c <= 'z')
        return c - 0x20;
    if (c >= 0xE0 && c <= 0xFE && c != 0xF7)
        return c - 0x20;
    if (c == 0x01B0)
        return 0x01AF;
    if ((c >= 0x0100 && c < 0x0180) || (c >= 0x1EA0 && c <= 0x1EF9))
        return c & ~1u;
    return c == 0x01A1 ? 0x01A0 : c;
}

static char *put_word(const uint8_t *word, size_t n, bool capitals, char *to)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t code = charset_codes[CVD_CS_TCVN3][word[i]];
        if (!code)
            code = word[i];
        if (capitals)
            code = capital_of(code);
        to += cvd_utf8_put(code, to);
    }
    return to;
}

/* The verdict of the first word behind `from` that has one. */
static enum verdict look_ahead(const uint8_t *unit, size_t from, size_t n)
{
    enum { WORDS_AHEAD = 8 }; /* keeps the time linear */
    enum verdict v = UNDECIDED;

    for (int w = 0; w < WORDS_AHEAD && from < n && v == UNDECIDED; w++) {
        size_t end = word_end(unit, from, n);
        while (end == from && from < n)
            end = word_end(unit, ++from, n);
        v = judge(unit, from, end);
        from = end;
    }
    return v;
}

size_t cvd_charset_tcvn3(struct cvd_str units, char *to)
{
    const uint8_t *unit = (const uint8_t *)units.ptr;
    size_t n = units.len;
    enum verdict before = UNDECIDED;
    char *begin = to;

    for (size_t i = 0; i < n;) {
        size_t end = word_end(unit, i, n);
        if (end == i) {
            if (unit[i] == '\n')
                before = UNDECIDED;
            to += cvd_utf8_put(western(unit[i++]), to);
            continue;
        }
        enum verdict v = judge(unit, i, end);
        bool capitals = v == CAPITALS;
        if (v != UNDECIDED) {
            before = v;
        } else if (before != SMALL) {
            enum verdict after = look_ahead(unit, end, n);
            capitals = after == CAPITALS ||
                       (before == CAPITALS && after == UNDECIDED);
        }
        to = put_word(unit + i, end - i, capitals, to);
        i = end;
    }
    return (size_t)(to - begin);
}
