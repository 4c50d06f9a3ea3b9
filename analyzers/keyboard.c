/* keyboard.c - see keyboard.h.
 *
 * Each method is tried over the whole text; the one that reads most words
 * wins.  A word is decoded into letters, marks and a tone, written out in
 * combining marks, and made canonical by cvd_tokenize(), which alone places
 * tones; what then is no syllable was not typed for that method. */
#include "analyzers/keyboard.h"
#include "analyzers/analyzer.h"
#include "analyzers/tables.h"
#include "lookalike_tables.h"

#include <stdlib.h>

enum method { TELEX, VNI, VIQR, METHODS };

enum {
    WORD_BYTES_MAX = 12, /* nghie6ng2 takes 9; room for double keys */
    QUALITY_CIRCUMFLEX = 1, QUALITY_BREVE, QUALITY_HORN
};

/* What a word is to a method, least first. */
enum reading {
    NOT_A_WORD, /* has no letter */
    PLAIN,      /* a syllable without marks as it stands */
    FOREIGN,    /* neither that nor decoded */
    LOOKALIKE,  /* decoded, but English or a symbol as well: no reason */
    WEAK,       /* decoded, but a number or a stop may follow a word */
    CERTAIN,
    SURE        /* by two marks or more */
};

/* ---- what else a typed word may be ----------------------------------- */

/* What is numbered in writs and addresses: quy2 is the second quarter. */
static const char *const numbered[] = {
    "ap", "bai", "ban", "bo", "buoi", "cap", "chuong", "co", "dieu", "dot",
    "hang", "khoa", "khoan", "khoi", "khu", "ky", "lan", "loai", "lop",
    "luat", "mau", "muc", "nam", "ngay", "nhom", "no", "phan", "phong",
    "phu", "phuong", "quan", "quy", "quyen", "so", "tang", "tap", "thang",
    "thon", "thu", "tiet", "tinh", "to", "tuan", "tuyen", "vong", "vung",
    "xa",
};

/* Names of places beside the spelling rules (Bắc Kạn, Đắk Lắk). */
static const char *const places[] = {
    "búk", "kạn", "lắk", "ngọk", "đăk", "đắk",
};

static int word_order(const void *key, const void *entry)
{
    const struct cvd_str *word = key;
    const char *const *e = entry;

    return cvd_str_compare(*word, cvd_str_from(*e));
}

/* The lists above are in the order of bytes. */
static bool listed(const char *p, size_t n, const char *const *list,
                   size_t count)
{
    struct cvd_str key = { p, n };

    return bsearch(&key, list, count, sizeof *list, word_order) != NULL;
}

#define LISTED(p, n, list) \
    listed(p, n, list, sizeof(list) / sizeof(list)[0])

/* ---- one word -------------------------------------------------------- */

struct letter {
    char base;
    uint8_t quality;
};

/* A word being decoded. */
struct typed {
    struct letter letter[WORD_BYTES_MAX];
    size_t count;
    char tone;       /* as a VNI digit; 0: none */
    size_t tone_at;  /* the last vowel before its key */
    unsigned marks;  /* keys that made a mark */
    bool tone_key, tone_last, erased;
    bool lone_w;     /* Telex w without a vowel before it */
};

static bool is_vowel(char c)
{
    return c && strchr("aeiouy", c) != NULL;
}

static bool has_vowel(const struct typed *t)
{
    for (size_t i = 0; i < t->count; i++)
        if (is_vowel(t->letter[i].base))
            return true;
    return false;
}

static void add_letter(struct typed *t, char base)
{
    t->letter[t->count++] = (struct letter){ base, CVD_QUALITY_NONE };
}

static bool add_tone(struct typed *t, char tone, bool last)
{
    if (t->tone_key || !has_vowel(t))
        return false;
    t->tone_key = true;
    t->tone_last = last;
    if (tone == '0') {
        t->erased = true;
        return true;
    }
    t->tone = tone;
    for (size_t i = 0; i < t->count; i++)
        if (is_vowel(t->letter[i].base))
            t->tone_at = i;
    t->marks++;
    return true;
}

static bool set_quality(struct typed *t, size_t i, unsigned quality)
{
    if (t->letter[i].quality)
        return false;
    t->letter[i].quality = (uint8_t)quality;
    t->marks++;
    return true;
}

/* Put `quality` on the last letter that is one of `bases`. */
static bool quality_back(struct typed *t, const char *bases, unsigned quality)
{
    for (size_t i = t->count; i-- > 0;)
        if (strchr(bases, t->letter[i].base))
            return set_quality(t, i, quality);
    return false;
}

/* The horn key: uo is ươ, or uơ (`other`); else o, or the first u bare. */
static bool add_horn(struct typed *t, bool other)
{
    for (size_t i = 0; i + 1 < t->count; i++) {
        struct letter *u = &t->letter[i];
        if (u->base == 'u' && u[1].base == 'o' && !u[1].quality) {
            if (!other)
                u->quality = QUALITY_HORN;
            return set_quality(t, i + 1, QUALITY_HORN);
        }
    }
    for (size_t i = t->count; i-- > 0;)
        if (t->letter[i].base == 'o')
            return set_quality(t, i, QUALITY_HORN);
    for (size_t i = 0; i < t->count; i++)
        if (t->letter[i].base == 'u' && !t->letter[i].quality &&
            !(i > 0 && t->letter[i - 1].base == 'q'))
            return set_quality(t, i, QUALITY_HORN);
    return false;
}

static bool add_stroke(struct typed *t)
{
    return t->count > 0 && t->letter[0].base == 'd' &&
           set_quality(t, 0, CVD_QUALITY_STROKE);
}

/* Telex: aa aw ee oo ow uw dd, w alone ư; s f r x j, z takes away.  w and the
 * second d may come later in the word, as people type who let the input
 * method sort it out; a second vowel may not (here is not hể). */
static bool read_telex(const char *p, size_t n, bool other, struct typed *t)
{
    static const char keys[] = "zsfrxj";

    for (size_t i = 0; i < n; i++) {
        const char *tone = strchr(keys, p[i]);
        struct letter *last = t->count ? &t->letter[t->count - 1] : NULL;

        if (p[i] < 'a' || p[i] > 'z')
            return false;
        if (tone && (has_vowel(t) || strchr("fjz", p[i]))) {
            if (!add_tone(t, (char)('0' + (tone - keys)), i + 1 == n))
                return false;
        } else if (strchr("aeo", p[i]) && i > 0 && p[i - 1] == p[i]) {
            if (last->quality)
                return false;
            set_quality(t, t->count - 1, QUALITY_CIRCUMFLEX);
        } else if (p[i] == 'd' && t->count > 0) {
            if (!add_stroke(t))
                return false;
        } else if (p[i] == 'w') {
            if (!has_vowel(t)) {
                t->lone_w = true;
                add_letter(t, 'u');
                set_quality(t, t->count - 1, QUALITY_HORN);
            } else if (!(!other && quality_back(t, "a", QUALITY_BREVE)) &&
                       !add_horn(t, other)) {
                return false;
            }
        } else {
            add_letter(t, p[i]);
        }
    }
    return true;
}

/* VNI: 6 ^, 7 horn, 8 breve, 9 đ; 1 to 5 the tone, 0 takes it away; all of
 * them anywhere after their letter. */
static bool read_vni(const char *p, size_t n, bool other, struct typed *t)
{
    for (size_t i = 0; i < n; i++) {
        bool done = true;

        if (p[i] >= 'a' && p[i] <= 'z')
            add_letter(t, p[i]);
        else if (p[i] >= '0' && p[i] <= '5')
            done = add_tone(t, p[i], i + 1 == n);
        else if (p[i] == '6')
            done = quality_back(t, "aeo", QUALITY_CIRCUMFLEX);
        else if (p[i] == '7')
            done = add_horn(t, other);
        else if (p[i] == '8')
            done = quality_back(t, "a", QUALITY_BREVE);
        else
            done = p[i] == '9' && add_stroke(t);
        if (!done)
            return false;
    }
    return true;
}

/* VIQR (RFC 1456): ^ ( + and ' ` ? ~ . right after their vowel, dd. */
static bool read_viqr(const char *p, size_t n, bool other, struct typed *t)
{
    static const char keys[] = "0'`?~.";

    for (size_t i = 0; i < n; i++) {
        char before = i > 0 ? p[i - 1] : 0;
        const char *tone = strchr(keys + 1, p[i]);
        bool done = true;

        if (p[i] == 'd' && i > 0)
            done = i == 1 && add_stroke(t);
        else if (p[i] >= 'a' && p[i] <= 'z')
            add_letter(t, p[i]);
        else if (tone)
            done = (is_vowel(before) || (before && strchr("^(+", before))) &&
                   add_tone(t, (char)('0' + (tone - keys)), i + 1 == n);
        else if (p[i] == '^')
            done = before && strchr("aeo", before) &&
                   set_quality(t, t->count - 1, QUALITY_CIRCUMFLEX);
        else if (p[i] == '(')
            done = before == 'a' &&
                   set_quality(t, t->count - 1, QUALITY_BREVE);
        else if (p[i] == '+')
            done = (before == 'o' && add_horn(t, other)) ||
                   (before == 'u' &&
                    set_quality(t, t->count - 1, QUALITY_HORN));
        else
            done = false;
        if (!done)
            return false;
    }
    return true;
}

/* Which letter of canonical `s` bears its tone; its length where none. */
static size_t tone_place(struct cvd_str s)
{
    const uint8_t *p = (const uint8_t *)s.ptr, *end = p + s.len;
    size_t place = 0;

    for (size_t len; p < end; p += len, place++) {
        uint32_t c = cvd_utf8_at(p, end, &len);
        if (c == CVD_NOT_UTF8 || cvd_letters[cvd_word_class(c)].tone)
            break;
    }
    return place;
}

/* Whether the tone was typed where it belongs.  Open oa, oe, uy, the only
 * words that end in those two vowels, have two places. */
static bool tone_placed(const struct typed *t, struct cvd_str exact)
{
    char a, b;

    if (!t->tone || tone_place(exact) == t->tone_at)
        return true;
    if (t->count < 2)
        return false;
    a = t->letter[t->count - 2].base;
    b = t->letter[t->count - 1].base;
    return (a == 'o' && (b == 'a' || b == 'e')) || (a == 'u' && b == 'y');
}

/* Make a syllable of what was typed; false where it is none. */
static enum cvd_status compose(const struct typed *t, enum method m,
                               struct cvd_tokens *work, bool *valid)
{
    static const char *const qualities[] = {
        "", "\xCC\x82", "\xCC\x86", "\xCC\x9B", "",
    };
    static const char *const tones[] = {
        "", "\xCC\x81", "\xCC\x80", "\xCC\x89", "\xCC\x83", "\xCC\xA3",
    };
    char s[WORD_BYTES_MAX * 5];
    size_t n = 0;
    struct cvd_str exact;
    enum cvd_status st;

    *valid = false;
    for (size_t i = 0; i < t->count; i++) {
        const struct letter *l = &t->letter[i];
        if (l->quality == CVD_QUALITY_STROKE) {
            memcpy(s + n, "đ", 2);
            n += 2;
        } else {
            s[n++] = l->base;
        }
        for (const char *q = qualities[l->quality]; *q; q++)
            s[n++] = *q;
        if (t->tone && t->tone_at == i)
            for (const char *q = tones[t->tone - '0']; *q; q++)
                s[n++] = *q;
    }
    st = cvd_tokenize((struct cvd_str){ s, n }, work);
    if (st != CVD_OK || work->count != 1)
        return st;
    exact = cvd_token_exact(work, 0);
    *valid = (cvd_syllable_valid(exact) ||
              LISTED(exact.ptr, exact.len, places)) &&
             (m != VIQR || tone_placed(t, exact));
    return CVD_OK;
}

/* How much the word `p` in lower case, decoded as *t, says of the text. */
static enum reading weigh(const char *p, size_t n, enum method m,
                          const struct typed *t)
{
    bool tail = t->marks == 1 && t->tone && t->tone_last;

    if (t->erased && t->marks == 0)
        return LOOKALIKE; /* covid0 */
    if (m == TELEX && t->marks == 1 && (n < 3 || t->lone_w))
        return LOOKALIKE; /* of, ox; cw, hw */
    if (m == TELEX && LISTED(p, n, cvd_lookalikes))
        return LOOKALIKE;
    if (m == VNI && tail) {
        if (n < 3 || LISTED(p, n - 1, numbered))
            return LOOKALIKE;
        return WEAK;
    }
    if (m == VIQR && n == 3 && memcmp(p, "i'm", 3) == 0)
        return LOOKALIKE;
    if (m == VIQR && tail && p[n - 1] != '~' && p[n - 1] != '`')
        return WEAK;
    return t->marks > 1 ? SURE : CERTAIN;
}

/* Decode p[0..n), no longer than WORD_BYTES_MAX, for `m`.  The outcome is the
 * only token of *work, *reading at least LOOKALIKE; else *reading unchanged. */
static enum cvd_status decode(const char *p, size_t n, enum method m,
                              struct cvd_tokens *work, enum reading *reading)
{
    static bool (*const read[METHODS])(const char *, size_t, bool,
                                       struct typed *) = {
        read_telex, read_vni, read_viqr,
    };

    for (int other = 0; other < 2; other++) {
        struct typed t = { 0 };
        bool valid = false;
        enum cvd_status st;

        if (!read[m](p, n, other, &t) || t.marks + t.erased == 0)
            continue;
        st = compose(&t, m, work, &valid);
        if (st != CVD_OK)
            return st;
        if (valid) {
            *reading = weigh(p, n, m, &t);
            return CVD_OK;
        }
    }
    return CVD_OK;
}

/* ---- the text -------------------------------------------------------- */

/* A word of the text without the signs around it. */
struct span {
    size_t start, end;
};

static bool separates(unsigned char c)
{
    return c <= ' ' || strchr("\",;:!<>=*|[]{}", c) != NULL;
}

/* Bytes at `i` that separate words; 0 where a word is. */
static size_t separator_at(struct cvd_str t, size_t i)
{
    const uint8_t *p = (const uint8_t *)t.ptr + i;
    size_t len;
    uint32_t c;

    if (*p < 0x80)
        return separates(*p);
    c = cvd_utf8_at(p, (const uint8_t *)t.ptr + t.len, &len);
    return c != CVD_NOT_UTF8 && cvd_word_class(c) == CVD_WORD_NONE ? len : 0;
}

/* The next word from `i`, between separators; false where none is. */
static bool next_word(struct cvd_str t, size_t i, struct span *out)
{
    size_t len;

    while (i < t.len && (len = separator_at(t, i)) > 0)
        i += len;
    out->start = i;
    while (i < t.len && separator_at(t, i) == 0)
        i++;
    out->end = i;
    return out->start < out->end;
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

/* The word at *s, for method `m`: takes off *s the signs around it, reads
 * what is left.  `small`: the text has small letters, so that a word of
 * capitals is an abbreviation. */
static enum cvd_status word_read(struct cvd_str text, enum method m,
                                 bool small, struct span *s,
                                 struct cvd_tokens *work,
                                 enum reading *reading)
{
    char p[WORD_BYTES_MAX];
    size_t n, signs = 0, letters = 0;
    bool whole = true;
    enum cvd_status st = CVD_OK;

    for (size_t i = s->start; i < s->end; i++) {
        char c = text.ptr[i];
        letters += is_capital(c) || is_small(c) || (unsigned char)c >= 0x80;
        if (c == '-' || c == '/' || (unsigned char)c >= 0x80 ||
            (small && i > s->start && is_capital(c)))
            whole = false;
    }
    *reading = letters ? FOREIGN : NOT_A_WORD;
    if (!letters || !whole)
        return CVD_OK;
    while (strchr("('+", text.ptr[s->start]))
        s->start++; /* a letter stops it */
    while (text.ptr[s->end - 1] == ')')
        s->end--;
    while (strchr(".?'", text.ptr[s->end - 1 - signs]))
        signs++;
    if (m != VIQR) {
        s->end -= signs;
        signs = 0;
    }
    n = s->end - s->start;
    if (n - signs > WORD_BYTES_MAX)
        return CVD_OK;
    for (size_t i = 0; i < n && i < WORD_BYTES_MAX; i++) {
        char c = text.ptr[s->start + i];
        p[i] = is_capital(c) ? (char)(c - 'A' + 'a') : c;
    }
    if (cvd_syllable_valid((struct cvd_str){ p, n - signs }))
        *reading = PLAIN;
    if (n - signs == 2 && memcmp(p, "tw", 2) == 0)
        return CVD_OK; /* trung ương */
    if (n <= WORD_BYTES_MAX)
        st = decode(p, n, m, work, reading);
    if (st == CVD_OK && signs && *reading < LOOKALIKE) {
        s->end -= signs; /* they end a sentence */
        st = decode(p, n - signs, m, work, reading);
    }
    /* noong is a syllable: nông only beside others. */
    if (*reading > LOOKALIKE && m == TELEX &&
        cvd_syllable_valid((struct cvd_str){ p, n - signs }))
        *reading = LOOKALIKE;
    return st;
}

struct tally {
    size_t words, count[SURE + 1];
    enum reading last;
};

static size_t tally_decoded(const struct tally *t)
{
    return t->count[LOOKALIKE] + t->count[WEAK] + t->count[CERTAIN] +
           t->count[SURE];
}

/* Whether what was decoded is reason to read the text.  Of foreign words
 * there must not be more: among many, some decode by chance. */
static bool tally_convinces(const struct tally *t, enum method m)
{
    size_t good = 2 * t->count[SURE] + t->count[CERTAIN];

    if (good)
        return good >= t->count[FOREIGN];
    /* A stop at the end of all may be just that. */
    if (m == VIQR && t->last == WEAK && t->count[WEAK] == 1)
        return false;
    return t->count[WEAK] && 2 * t->count[WEAK] >= t->words;
}

/* Read all of `text` for `m`; append the outcome to *out if not NULL. */
static enum cvd_status text_read(struct cvd_str text, enum method m,
                                 bool small, struct cvd_tokens *work,
                                 struct tally *tally, struct cvd_buf *out)
{
    struct span s;
    size_t done = 0;
    enum cvd_status st = CVD_OK;

    *tally = (struct tally){ 0 };
    for (size_t i = 0; st == CVD_OK && next_word(text, i, &s);) {
        enum reading r;

        i = s.end;
        st = word_read(text, m, small, &s, work, &r);
        if (st != CVD_OK)
            break;
        tally->count[r]++;
        tally->words += r != NOT_A_WORD;
        tally->last = r;
        if (!out || r < LOOKALIKE)
            continue;
        st = cvd_buf_add_bytes(out, text.ptr + done, s.start - done);
        if (st == CVD_OK)
            st = cvd_buf_add(out, cvd_token_exact(work, 0));
        done = s.end;
    }
    if (st == CVD_OK && out)
        st = cvd_buf_add_bytes(out, text.ptr + done, text.len - done);
    return st;
}

enum cvd_status cvd_keyboard_read(struct cvd_str text, struct cvd_buf *out,
                                  bool *found)
{
    struct cvd_tokens work = { 0 };
    struct cvd_buf read = { 0 };
    struct tally tally;
    size_t most = 0;
    enum method best = METHODS;
    bool marked = false, small = false;
    enum cvd_status st = cvd_tokenize(text, &work);

    *found = false;

    for (size_t i = 0; i < work.count && !marked; i++)
        marked = work.tok[i].marked;
    for (size_t i = 0; i < text.len && !small; i++)
        small = is_small(text.ptr[i]);
    for (enum method m = TELEX; st == CVD_OK && !marked && m < METHODS; m++) {
        st = text_read(text, m, small, &work, &tally, NULL);
        if (st == CVD_OK && tally_convinces(&tally, m) &&
            tally_decoded(&tally) > most) {
            most = tally_decoded(&tally);
            best = m;
        }
    }
    if (st == CVD_OK && best != METHODS)
        st = text_read(text, best, small, &work, &tally, &read);
    if (st == CVD_OK && best != METHODS)
        st = cvd_buf_add(out, cvd_buf_str(&read));
    if (st == CVD_OK)
        *found = best != METHODS;
    cvd_buf_release(&read);
    cvd_tokens_release(&work);
    return st;
}
