/* charrefs.c - see charrefs.h.
 *
 * analyzers/: may include base only. */
#include "analyzers/charrefs.h"
#include "analyzers/charsets.h"
#include "analyzers/evidence.h"
#include "analyzers/tables.h"

#include "entity_tables.h"

enum {
    NAME_MAX_BYTES = 8,     /* thetasym */
    WORD_BYTES = 64,        /* of a word decoded; a longer one is not one */
    KNOWN_PERCENT = 85,
    EVIDENT = 3,            /* words that show a text came through HTML */
    ESCAPED_MAX = 2         /* times over */
};

static uint32_t named(const uint8_t *name, size_t n)
{
    struct cvd_str s = { (const char *)name, n };
    size_t low = 0, high = sizeof entity_rows / sizeof entity_rows[0];

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int c = cvd_str_compare(cvd_str_from(entity_rows[mid].name), s);
        if (c == 0)
            return entity_rows[mid].code;
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return 0;
}

static int digit(uint8_t c, unsigned base)
{
    int v = c >= '0' && c <= '9'                    ? c - '0'
            : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                     : 99;
    return v < (int)base ? v : -1;
}

/* A number as HTML reads it: 80 to 9F are those of windows-1252. */
static uint32_t numbered(const uint8_t *p, const uint8_t *end)
{
    unsigned base = 10;
    uint32_t code = 0;
    char utf8[4];

    if (p < end && (*p | 0x20) == 'x') {
        base = 16;
        p++;
    }
    if (p == end || end - p > 7)
        return 0;
    for (; p < end; p++) {
        if (digit(*p, base) < 0)
            return 0;
        code = code * base + (uint32_t)digit(*p, base);
    }
    if (code >= 0x80 && code < 0xA0) {
        uint8_t unit = (uint8_t)code;
        size_t len, n = cvd_charset_decode(CVD_CS_VNI, &unit, 1, utf8, NULL);
        return cvd_utf8_at((uint8_t *)utf8, (uint8_t *)utf8 + n, &len);
    }
    if ((code < 0x20 && code != '\t' && code != '\n') || code == 0x7F ||
        (code & 0xFFFFF800) == 0xD800 || code >= CVD_NOT_UTF8)
        return 0;
    return code;
}

/* The character that the reference at `p`, an ampersand or what stands for
 * one, is, and its length; 0 where it is none. */
static uint32_t one_reference(const uint8_t *p, const uint8_t *end,
                              size_t *len)
{
    const uint8_t *q = p + 1;
    const uint8_t *limit = end - q > NAME_MAX_BYTES + 2
                               ? q + NAME_MAX_BYTES + 2 : end;

    while (q < limit && *q != ';' && *q != '&' && *q > ' ' && *q < 0x80)
        q++;
    if (q == limit || *q != ';' || q == p + 1)
        return 0;
    *len = (size_t)(q + 1 - p);
    return p[1] == '#' ? numbered(p + 2, q)
                       : named(p + 1, (size_t)(q - p - 1));
}

/* Whether `code` is a letter or mark of Vietnamese beyond ASCII. */
static bool is_ours(uint32_t code)
{
    unsigned class = code < 0x80 ? CVD_WORD_NONE : cvd_word_class(code);

    return class >= CVD_WORD_LETTER &&
           (cvd_letters[class].base || cvd_letters[class].tone ||
            cvd_letters[class].quality);
}

/* As above; the reference to a letter that was escaped once more, or twice
 * (&amp;#7879;), is one to that letter. */
static uint32_t reference(const uint8_t *p, const uint8_t *end, size_t *len)
{
    static const char amp[] = "amp;";
    const size_t more = sizeof amp - 1;
    const uint8_t *q = p;
    size_t n;

    /* Its semicolon takes the place of the ampersand it stands for. */
    for (int times = 0; times < ESCAPED_MAX && end - q > (ptrdiff_t)more &&
                        memcmp(q + 1, amp, more) == 0; times++) {
        q += more;
        uint32_t code = one_reference(q, end, &n);
        if (code && is_ours(code)) {
            *len = (size_t)(q - p) + n;
            return code;
        }
    }
    return one_reference(p, end, len);
}

struct tally {
    size_t words, known;
};

static bool is_letter(char c)
{
    return c != '&' && cvd_evidence_letter((uint8_t)c);
}

/* The letters before `at`, with which a reference there makes a word. */
static const char *word_start(const char *begin, const char *at)
{
    const char *least = at - begin > WORD_BYTES / 2 ? at - WORD_BYTES / 2
                                                    : begin;

    while (at > least && is_letter(at[-1]))
        at--;
    while (((uint8_t)*at & 0xC0) == 0x80)
        at++;
    return at;
}

/* Decode the word at *p, up to where it ends: the length in `word`. */
static size_t read_word(const char **p, const char *end, char *word)
{
    size_t n = 0, len = 1;

    for (; *p < end; *p += len) {
        uint32_t code = 0;
        char utf8[4];
        len = 1;
        if (**p == '&')
            code = reference((const uint8_t *)*p, (const uint8_t *)end,
                             &len);
        if (is_ours(code)) {
            size_t more = cvd_utf8_put(code, utf8);
            if (n + more <= WORD_BYTES)
                memcpy(word + n, utf8, more);
            n += n + more <= WORD_BYTES ? more : 0;
        } else if (is_letter(**p)) {
            len = 1;
            if (n < WORD_BYTES)
                word[n++] = **p;
        } else {
            break;
        }
    }
    return n;
}

/* Words with references in them, and how many are Vietnamese. */
static enum cvd_status count(struct cvd_str text, struct tally *t)
{
    const char *p = text.ptr, *end = p + text.len;
    struct cvd_tokens scratch = { 0 };
    char word[WORD_BYTES];
    enum cvd_status st = CVD_OK;

    while (st == CVD_OK && p < end &&
           (p = memchr(p, '&', (size_t)(end - p))) != NULL) {
        size_t len;
        unsigned bits;
        bool known;
        if (!is_ours(reference((const uint8_t *)p, (const uint8_t *)end,
                               &len))) {
            p++;
            continue;
        }
        p = word_start(text.ptr, p);
        struct cvd_str s = { word, read_word(&p, end, word) };
        st = cvd_evidence_text(&scratch, s, &bits, &known);
        t->words++;
        t->known += known;
    }
    cvd_tokens_release(&scratch);
    return st;
}

static enum cvd_status decode(struct cvd_str text, bool all,
                              struct cvd_buf *out)
{
    const char *p = text.ptr, *end = p + text.len;
    enum cvd_status st = CVD_OK;

    while (p < end && st == CVD_OK) {
        const char *amp = memchr(p, '&', (size_t)(end - p));
        char utf8[4];
        size_t len = 1;
        uint32_t code;
        if (!amp)
            amp = end;
        st = cvd_buf_add_bytes(out, p, (size_t)(amp - p));
        p = amp;
        if (p == end || st != CVD_OK)
            break;
        code = reference((const uint8_t *)p, (const uint8_t *)end, &len);
        if (!code || !(all || is_ours(code))) {
            code = '&';
            len = 1;
        }
        st = cvd_buf_add_bytes(out, utf8, cvd_utf8_put(code, utf8));
        p += len;
    }
    return st;
}

enum cvd_status cvd_charrefs_decode(struct cvd_str text, struct cvd_buf *out,
                                    size_t *words)
{
    struct tally t = { 0 };
    enum cvd_status st = CVD_OK;

    *words = 0;
    if (!text.len || !memchr(text.ptr, '&', text.len))
        return CVD_OK;
    st = count(text, &t);
    if (st != CVD_OK || t.known == 0 || t.known * 100 <
                                            t.words * KNOWN_PERCENT)
        return st;
    st = decode(text, t.known >= EVIDENT, out);
    *words = st == CVD_OK ? t.known : 0;
    return st;
}
