/* viqr.c - see viqr.h.
 *
 * analyzers/: may include base only. */
#include "analyzers/viqr.h"
#include "analyzers/charsets.h"
#include "analyzers/evidence.h"
#include "analyzers/suspects.h"

enum {
    WORDS_MIN = 3,         /* different ones, decoded and Vietnamese */
    KNOWN_PERCENT = 85,    /* of the words with marks */
    SYLLABLE_PERCENT = 60, /* of all words of a line */
    CODE_PERCENT = 4,      /* of a line's bytes {}<>=_[]: source code */
    WORD_BYTES = 48,       /* a longer one is no syllable */
    BITS_RARE = 15,        /* a word not often met without the mark */
    BITS_FIRST = 1,        /* for a stop, before the text has told */
    BITS_HEADING = 8,      /* against one: headings have none */
    WORDS_A_BIT = 4,       /* words without any stop speak a bit against; */
    WORDS_A_BIT_INSIDE = 4 /* with stops at the ends of lines alone */
};

/* How often words that end in a consonant, behind which a stop can be no
 * mark, have a stop: before a capital, or at the end of a line. */
struct habit {
    size_t stopped, not_stopped;
};

/* What the writer does: in the two places and, all in all, anywhere. */
struct habits {
    struct habit capital, line_end;
    size_t words, stops;
};

struct tally {
    size_t words, syllables;      /* of letters; Vietnamese when decoded */
    size_t marked, known;         /* with marks; of those Vietnamese */
    size_t code, bytes;
    uint64_t seen[WORDS_MIN];     /* different known ones, hashed */
};

/* A word looked at before, by its hash; 0: none. */
struct memo {
    uint64_t key;
    unsigned bits;
    bool known;
};

enum { MEMO = 1024 };      /* a power of two */

struct reader {
    struct memo memo[MEMO];
    struct cvd_str text;
    struct cvd_tokens scratch;
    struct cvd_buf *out;          /* NULL while counting */
    struct tally line, all;
    bool strict;                  /* stops are escaped: a bare one is none */
    struct habits habits;
    size_t line_start;
    size_t decoded, decoded_known;
};

/* A word read: in `utf8`, from bytes [start, end). */
struct viqr_word {
    char utf8[3 * WORD_BYTES + 8];
    size_t n, start, end;
    size_t plain_n, plain_end;    /* without the stop at its end; else 0 */
    char plain[3 * WORD_BYTES + 8];
    bool marked, sure;            /* sure: some mark that is no stop */
};

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_stop(char c)
{
    return c == '.' || c == '?';
}

/* cvd_evidence_text(), remembered: words come again and again. */
static enum cvd_status look(struct reader *r, struct cvd_str word,
                            unsigned *bits, bool *known)
{
    uint64_t key = cvd_hash64(word) | 1;
    struct memo *m = &r->memo[key >> 32 & (MEMO - 1)];
    enum cvd_status st = CVD_OK;

    if (m->key != key) {
        st = cvd_evidence_text(&r->scratch, word, &m->bits, &m->known);
        m->key = st == CVD_OK ? key : 0;
    }
    *bits = m->bits;
    *known = m->known;
    return st;
}

/* ---- a word ---------------------------------------------------------- */

/* Read the word at `i`, a letter, up to `end`. */
static void read_word(struct cvd_str text, size_t i, size_t end,
                      struct viqr_word *w)
{
    const uint8_t *p = (const uint8_t *)text.ptr;

    w->start = i;
    w->n = w->plain_n = w->plain_end = 0;
    w->marked = w->sure = false;
    while (i < end && w->n < WORD_BYTES) {
        size_t len = 1;
        uint32_t code = cvd_charset_viqr(p + i, p + end, &len);
        if (!code && !is_letter(text.ptr[i]))
            break;
        bool last = i + len == end || !is_letter(text.ptr[i + len]);
        if (code && last && is_stop(text.ptr[i + len - 1])) {
            size_t less = 1;
            uint32_t bare = len == 2 ? p[i]
                                     : cvd_charset_viqr(p + i, p + i + 2,
                                                        &less);
            memcpy(w->plain, w->utf8, w->n);
            w->plain_n = w->n + cvd_utf8_put(bare, w->plain + w->n);
            w->plain_end = i + len - 1;
            w->sure |= len == 3;
        } else {
            w->sure |= code != 0;
        }
        w->marked |= code != 0;
        w->n += cvd_utf8_put(code ? code : p[i], w->utf8 + w->n);
        i += len;
    }
    w->end = i;
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Whether the word, without its stop, is in capitals, two or more. */
static bool in_capitals(struct cvd_str text, const struct viqr_word *w)
{
    for (size_t i = w->start; i < w->plain_end; i++)
        if (text.ptr[i] >= 'a' && text.ptr[i] <= 'z')
            return false;
    return w->plain_end > w->start + 1;
}

/* Whether the sentence goes on behind `w`, where `next` is what follows its
 * stop and spaces: a small letter, a digit, a comma, or a capital among
 * capitals. */
static bool goes_on(struct cvd_str text, const struct viqr_word *w,
                    size_t next, size_t line_end)
{
    if (next == line_end)
        return false;
    char c = text.ptr[next];
    if (next == w->end)
        return strchr(",;:)-/", c) != NULL && c;
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (is_capital(c) && in_capitals(text, w));
}

/* How many bits the writer's habits speak for a stop behind `w`, in front of
 * `next`. */
static int bits_for_stop(const struct reader *r, const struct viqr_word *w,
                         size_t next, size_t line_end)
{
    bool ends = next == line_end;
    const struct habit *h = ends ? &r->habits.line_end : &r->habits.capital;
    /* Laplace's rule with half a case each. */
    size_t for_it = 2 * h->stopped + 1, against = 2 * h->not_stopped + 1;
    int bits = BITS_FIRST;

    /* Who makes no stops at all makes none here, but perhaps behind his only
     * sentence. */
    if (r->habits.stops == 0 &&
        !(ends && is_capital(r->text.ptr[r->line_start])))
        bits -= (int)(r->habits.words / WORDS_A_BIT);
    else if (!ends && h->stopped == 0)
        bits -= (int)(r->habits.words / WORDS_A_BIT_INSIDE);
    if (ends && in_capitals(r->text, w))
        bits -= BITS_HEADING;
    for (; for_it >= 2 * against; against *= 2)
        bits++;
    for (; against >= 2 * for_it; for_it *= 2)
        bits--;
    return bits;
}

/* Whether one stop stands at `at`, so that what is before it is none: of
 * "Thi.." the second, of "Thi..." none. */
static bool stop_follows(struct cvd_str text, size_t at, size_t line_end)
{
    if (at == line_end || !strchr(".?!", text.ptr[at]) || !text.ptr[at])
        return false;
    return at + 1 == line_end || text.ptr[at + 1] != '.';
}

/* Choose between a stop and a mark at the end of the word. */
static enum cvd_status settle_stop(struct reader *r, struct viqr_word *w,
                                   size_t line_end)
{
    struct cvd_str with = { w->utf8, w->n }, bare = { w->plain, w->plain_n };
    unsigned with_bits, bare_bits;
    bool with_known, bare_known, mark;
    size_t next = w->end;

    if (!w->plain_n)
        return CVD_OK;
    if (r->strict) {
        w->sure = true;
        return CVD_OK;
    }
    enum cvd_status st = look(r, bare, &bare_bits, &bare_known);
    if (st == CVD_OK)
        st = look(r, with, &with_bits, &with_known);
    if (st != CVD_OK)
        return st;
    while (next < line_end && r->text.ptr[next] == ' ')
        next++;
    bool small = goes_on(r->text, w, next, line_end);
    /* "hai." is not "hại": who writes VIQR marks the letter itself. */
    if (!with_known || with_bits >= CVD_BITS_MISPLACED)
        mark = false;
    else if (!bare_known || r->text.ptr[w->plain_end] == '?' ||
             stop_follows(r->text, w->end, line_end))
        mark = true; /* official papers hardly ask */
    else if (small || bare_bits >= BITS_RARE)
        mark = small || with_bits <= bare_bits;
    else
        mark = (int)with_bits + bits_for_stop(r, w, next, line_end) <
               (int)bare_bits;
    if (!mark) {
        memcpy(w->utf8, w->plain, w->plain_n);
        w->n = w->plain_n;
        w->end = w->plain_end;
        w->marked = w->sure;
    }
    return CVD_OK;
}

/* ---- a line ---------------------------------------------------------- */

static void count_word(struct tally *t, const struct viqr_word *w,
                       bool known)
{
    uint64_t hash = cvd_hash64((struct cvd_str){ w->utf8, w->n }) | 1;

    t->words++;
    t->syllables += known;
    if (!w->marked || !w->sure)
        return;
    t->marked++;
    t->known += known;
    for (size_t i = 0; known && i < WORDS_MIN && t->seen[i] != hash; i++)
        if (!t->seen[i]) {
            t->seen[i] = hash;
            break;
        }
}

static void add_tally(struct tally *all, const struct tally *line)
{
    all->words += line->words;
    all->syllables += line->syllables;
    all->marked += line->marked;
    all->known += line->known;
    for (size_t i = 0; i < WORDS_MIN; i++)
        for (size_t k = 0; k < WORDS_MIN && line->seen[i] &&
                           all->seen[k] != line->seen[i]; k++)
            if (!all->seen[k]) {
                all->seen[k] = line->seen[i];
                break;
            }
}

static bool looks_vietnamese(const struct tally *t)
{
    return t->syllables * 100 >= t->words * SYLLABLE_PERCENT;
}

/* What a line must be in any case. */
static bool may_be_viqr(const struct tally *t)
{
    return t->marked && t->known * 100 >= t->marked * KNOWN_PERCENT &&
           looks_vietnamese(t) && t->code * 100 <= t->bytes * CODE_PERCENT;
}

static bool shows_viqr(const struct tally *t)
{
    return may_be_viqr(t) && t->seen[WORDS_MIN - 1];
}

/* Whether the writer escapes stops, as RFC 1456 wants it. */
static bool escapes_stops(struct cvd_str text)
{
    const char *p = text.ptr, *end = p + text.len;

    while (p < end && (p = memchr(p, '\\', (size_t)(end - p))) != NULL) {
        if (p + 1 < end && is_stop(p[1]))
            return true;
        p++;
    }
    return false;
}

/* Learn from the word whose last letter is at `i`, the line ending at
 * `end`. */
static void note_habit(struct reader *r, size_t i, size_t end)
{
    bool stopped = i + 1 < end && r->text.ptr[i + 1] == '.';
    size_t next = i + 1 + stopped;
    struct habit *h = &r->habits.line_end;

    r->habits.words++;
    r->habits.stops += stopped;
    while (next < end && r->text.ptr[next] == ' ')
        next++;
    if (next < end && !is_capital(r->text.ptr[next]))
        return;
    if (next < end)
        h = &r->habits.capital;
    h->stopped += stopped;
    h->not_stopped += !stopped;
}

/* Learn from the line [i, end). */
static void note_habits(struct reader *r, size_t i, size_t end)
{
    for (; i < end; i++) {
        char c = r->text.ptr[i];
        if (c >= 'a' && c <= 'z' && !strchr("aeiouy", c) &&
            (i + 1 == end || r->text.ptr[i + 1] == '.' ||
             r->text.ptr[i + 1] == ' '))
            note_habit(r, i, end);
    }
}

static bool is_escape(struct cvd_str text, size_t i, size_t end)
{
    return text.ptr[i] == '\\' && i + 1 < end &&
           strchr("'`?~.^(+*\\dD", text.ptr[i + 1]) && text.ptr[i + 1];
}

static bool is_code(char c)
{
    switch (c) {
    case '{': case '}': case '<': case '>':
    case '=': case '_': case '[': case ']':
        return true;
    default:
        return false;
    }
}

/* The word at `i`: into the tally, and decoded to r->out. */
static enum cvd_status take_word(struct reader *r, size_t i, size_t end,
                                 size_t *next)
{
    struct viqr_word w;
    unsigned bits;
    bool known = false;

    read_word(r->text, i, end, &w);
    enum cvd_status st = settle_stop(r, &w, end);
    struct cvd_str as_is = { r->text.ptr + i, w.end - i };
    if (st == CVD_OK)
        st = look(r, (struct cvd_str){ w.utf8, w.n }, &bits, &known);
    /* U+1EA0 is no word. */
    known &= w.end == end || r->text.ptr[w.end] < '0' ||
             r->text.ptr[w.end] > '9';
    count_word(&r->line, &w, known);
    if (st == CVD_OK && r->out) {
        /* A name that breaks the rules (Kro^ng) is sure by its hat. */
        bool decode = w.marked &&
                      (known || memchr(as_is.ptr, '^', as_is.len));
        r->decoded += decode;
        r->decoded_known += decode && known;
        st = decode ? cvd_buf_add_bytes(r->out, w.utf8, w.n)
                    : cvd_buf_add(r->out, as_is);
    }
    *next = w.end;
    return st;
}

/* Count the line [i, end) into r->line, or decode it to r->out. */
static enum cvd_status take_line(struct reader *r, size_t i, size_t end)
{
    enum cvd_status st = CVD_OK;

    r->line = (struct tally){ .bytes = end - i };
    r->line_start = i;
    while (i < end && st == CVD_OK) {
        char c = r->text.ptr[i];
        if (is_letter(c)) {
            st = take_word(r, i, end, &i);
            continue;
        }
        r->line.code += is_code(c);
        if (r->out && is_escape(r->text, i, end))
            c = r->text.ptr[++i];
        if (r->out)
            st = cvd_buf_add_char(r->out, c);
        i++;
    }
    return st;
}

/* Whether the line at `i` is all ASCII; its end. */
static bool line_end(struct cvd_str text, size_t i, size_t *end)
{
    uint8_t high = 0;

    while (i < text.len && text.ptr[i] != '\n')
        high |= (uint8_t)text.ptr[i++];
    *end = i;
    return high < 0x80;
}

static enum cvd_status decode_line(struct reader *r, struct cvd_buf *out,
                                   size_t i, size_t end, bool ascii,
                                   bool shown)
{
    enum cvd_status st = CVD_OK;
    bool decode = false;

    if (ascii) {
        st = take_line(r, i, end);
        decode = shows_viqr(&r->line) ||
                 (shown && may_be_viqr(&r->line)) ||
                 (shown && !r->line.marked && !r->line.code &&
                  looks_vietnamese(&r->line));
    }
    if (decode && st == CVD_OK) {
        r->out = out;
        st = take_line(r, i, end);
        r->out = NULL;
        return st;
    }
    if (st == CVD_OK)
        st = cvd_buf_add(out, (struct cvd_str){ r->text.ptr + i, end - i });
    return st;
}

enum cvd_status cvd_viqr_decode(struct cvd_str text, struct cvd_buf *out,
                                size_t *words, size_t *known)
{
    *words = *known = 0;
    if (cvd_suspect_next(text, 0, CVD_SUSPECT_VIQR) == text.len)
        return CVD_OK; /* nearly always: nothing is set up for it */

    struct reader r = { .text = text };
    size_t begun = out->len, end;
    bool line_shows = false;
    enum cvd_status st = CVD_OK;

    r.strict = escapes_stops(text);
    for (size_t i = 0; i < text.len && st == CVD_OK; i = end + 1) {
        if (!line_end(text, i, &end))
            continue;
        if (!r.strict)
            note_habits(&r, i, end);
        st = take_line(&r, i, end);
        line_shows |= shows_viqr(&r.line);
        if (may_be_viqr(&r.line))
            add_tally(&r.all, &r.line);
    }
    bool shown = line_shows || shows_viqr(&r.all);
    for (size_t i = 0; i < text.len && st == CVD_OK && shown; i = end + 1) {
        bool ascii = line_end(text, i, &end);
        st = decode_line(&r, out, i, end, ascii, shown);
        if (st == CVD_OK && end < text.len)
            st = cvd_buf_add_char(out, '\n');
    }
    *words = r.decoded;
    *known = r.decoded_known;
    if (out->ptr && (st != CVD_OK || !r.decoded))
        out->len = begun;
    cvd_tokens_release(&r.scratch);
    return st;
}
