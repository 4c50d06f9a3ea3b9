/* runs.c - see runs.h.
 *
 * analyzers/: may include base only. */
#include "analyzers/runs.h"
#include "analyzers/suspects.h"
#include "base/array.h"

#include <stdlib.h>

/* What going into an encoding costs, in bits, about a word's worth: one odd
 * word in clean text (Malmö) is not reason enough, two are.  Where the text
 * as a whole has shown an encoding, little. */
enum {
    BITS_ENTER = 16,
    BITS_ENTER_SHOWN = 4,
    BITS_ENTER_OTHER = 30,   /* where the text has shown another one */
    BITS_LEAVE = 8,
    SHOWN = 60,              /* bits gained that show an encoding */
    SHARE_MIN = 8            /* of the best one's: a second has shown too */
};

/* When an encoding convinces.  docs/reading.md has the measurements. */
enum {
    KNOWN_PERCENT = 85,
    WORDS_MIN = 2,
    WORDS_FEW = 3,           /* in text that is valid as it stands; and as
                                many different ones that change */
    NOISE_WORDS = 1000,      /* most of them unknown: nothing to be found */
    LEAD_ALL_KNOWN = 4,      /* bits before the second encoding */
    LEAD_SOME_KNOWN = 24,
    LEAD_ONE = 8,            /* where there is but one word, a usual one */
    ONE_BITS = 16,           /* ("Việt" 7, "trỮ" 32), in a text of */
    ONE_BYTES = 1000,        /* so many bytes at most */
    GAIN_TWO = 50,           /* bits that two words save, all known: no other
                                language has such ("V¨n", "QuyÕt") */
    GAIN_TWICE = 30          /* that one does which is UTF-8 twice */
};

enum {
    NO_WAY = 1 << 28,          /* more than the words of a segment cost */
    SEGMENT_BYTES = 16 * 1024, /* of a line looked at together */
    SAMPLE_WORDS = 5000       /* looked at to find what the text shows */
};

struct word {
    uint32_t start, end;
    struct cvd_word_evidence found;
    uint8_t from[CVD_CS_COUNT]; /* the best way here */
};

struct finder {
    struct cvd_str text;
    enum cvd_channel channel;
    struct cvd_evidence *evidence;
    struct cvd_runs *runs;
    struct word *word;         /* of the segment */
    size_t count, cap;
    size_t seen;               /* words, of all segments so far */
    size_t segment_start, segment_end;
    bool dropped[CVD_CS_COUNT];
    uint64_t gained[CVD_CS_COUNT];
    size_t unknown;            /* words of the sample, in all encodings */
    int shown;                 /* that gained most and enough, or AS_IS */
    bool nothing_clean;        /* one has shown, and no word of UTF-8 */
};

void cvd_runs_release(struct cvd_runs *r)
{
    free(r->run);
    *r = (struct cvd_runs){ 0 };
}

/* ---- segments -------------------------------------------------------- */

static bool breaks_line(char c)
{
    return c == '\n' || c == '\r';
}

/* The end of the segment that begins at `from`: that of the line, or of the
 * last word that lies within SEGMENT_BYTES. */
static size_t segment_end(struct cvd_str text, size_t from)
{
    size_t limit = text.len - from > SEGMENT_BYTES ? from + SEGMENT_BYTES
                                                   : text.len;
    size_t to = from, space = 0;

    for (; to < limit; to++) {
        if (breaks_line(text.ptr[to]))
            return to;
        if (text.ptr[to] == ' ')
            space = to;
    }
    if (to < text.len && space > from)
        return space;
    while (to < text.len && ((uint8_t)text.ptr[to] & 0xC0) == 0x80)
        to++;
    return to;
}

/* The start of the line about `at`, not before `least`. */
static size_t line_start(struct cvd_str text, size_t at, size_t least)
{
    size_t low = at - least > SEGMENT_BYTES ? at - SEGMENT_BYTES : least;

    while (at > low && !breaks_line(text.ptr[at - 1]))
        at--;
    while (at > least && ((uint8_t)text.ptr[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* Make the words of the next segment from `from` on that is to be looked
 * at; false at the end of the text.  All is looked at where bytes are not
 * UTF-8, or an encoding has shown; else what is suspicious. */
static bool next_segment(struct finder *f, size_t from)
{
    struct cvd_str text = f->text;

    while (from < text.len && breaks_line(text.ptr[from]))
        from++;
    if (f->channel == CVD_UNITS_MOJIBAKE &&
        f->shown == CVD_CS_AS_IS) {
        size_t at = cvd_suspect_next(text, from, CVD_SUSPECT_MOJIBAKE);
        if (at < text.len) {
            size_t end = segment_end(text, from);
            /* The block may begin in the line before. */
            from = at < end ? from : line_start(text, at, from);
        } else {
            from = at;
        }
    }
    f->segment_start = from;
    f->segment_end = from < text.len ? segment_end(text, from) : from;
    return from < text.len;
}

static enum cvd_status read_words(struct finder *f)
{
    const uint8_t *p = (const uint8_t *)f->text.ptr;
    enum cvd_status st = CVD_OK;

    f->count = 0;
    for (size_t i = f->segment_start; i < f->segment_end && st == CVD_OK;) {
        size_t start = i;
        bool plain = true;
        for (; i < f->segment_end && cvd_evidence_letter(p[i]); i++)
            plain &= p[i] >= 0x20 && p[i] < 0x80;
        if (i == start) {
            i++;
            continue;
        }
        if (plain)
            continue;
        st = cvd_array_reserve(&f->word, &f->cap, f->count + 1,
                               sizeof *f->word);
        if (st != CVD_OK)
            break;
        struct word *w = &f->word[f->count++];
        w->start = (uint32_t)start;
        w->end = (uint32_t)i;
        struct cvd_str s = { f->text.ptr + start, i - start };
        st = cvd_evidence_word(f->evidence, s, &w->found);
    }
    f->seen += f->count;
    return st;
}

/* Whether there are letters that windows-1252 has not and Vietnamese in UTF-8
 * has: the leads of Ă Đ Ĩ and of U+1EA0 to U+1EF9. */
static bool has_own_letters(struct cvd_str text)
{
    static const char leads[] = { '\xC4', '\xE1' };

    for (size_t i = 0; i < sizeof leads; i++)
        if (memchr(text.ptr, leads[i], text.len))
            return true;
    return false;
}

/* ---- what the text shows --------------------------------------------- */

/* The most bits that `cs` saves in a stretch of the segment's words. */
static int64_t best_gain(const struct finder *f, int cs)
{
    int64_t best = 0, sum = 0;

    for (size_t i = 0; i < f->count; i++) {
        const uint8_t *bits = f->word[i].found.bits;
        sum += bits[CVD_CS_AS_IS] - bits[cs];
        sum = sum > 0 ? sum : 0;
        best = sum > best ? sum : best;
    }
    return best;
}

static void note_gains(struct finder *f)
{
    int64_t most = 0;
    int which = CVD_CS_AS_IS;

    for (size_t i = 0; i < f->count; i++)
        f->unknown += !f->word[i].found.known;
    for (int cs = CVD_CS_TCVN3; cs < CVD_CS_COUNT; cs++) {
        int64_t gain = best_gain(f, cs);
        if (gain > most) {
            most = gain;
            which = cs;
        }
    }
    if (most > BITS_ENTER)
        f->gained[which] += (uint64_t)(most - BITS_ENTER);
}

static enum cvd_status sample(struct finder *f)
{
    enum cvd_status st = CVD_OK;

    for (size_t at = 0; st == CVD_OK && f->seen < SAMPLE_WORDS &&
                        next_segment(f, at);
         at = f->segment_end) {
        st = read_words(f);
        if (st == CVD_OK)
            note_gains(f);
    }
    for (int cs = CVD_CS_TCVN3; cs < CVD_CS_COUNT; cs++)
        if (f->gained[cs] >= SHOWN && f->gained[cs] > f->gained[f->shown])
            f->shown = cs;
    /* What gained nothing in all of the text will not; it only costs time. */
    for (int cs = CVD_CS_TCVN3; cs < CVD_CS_COUNT; cs++)
        f->dropped[cs] = f->shown != CVD_CS_AS_IS && f->seen < SAMPLE_WORDS &&
                         !f->gained[cs];
    f->nothing_clean = f->shown != CVD_CS_AS_IS &&
                       f->channel == CVD_UNITS_MOJIBAKE &&
                       !has_own_letters(f->text);
    return st;
}

/* ---- the cheapest way through a segment ------------------------------ */

static uint32_t enter(const struct finder *f, int cs)
{
    if (f->shown == CVD_CS_AS_IS)
        return BITS_ENTER;
    /* One is the other with more capitals. */
    if (f->shown == CVD_CS_TCVN3 && cs == CVD_CS_TCVN5712)
        return BITS_LEAVE;
    /* Two fonts in a text are usual, a stray line of a third is not. */
    return f->gained[cs] >= SHOWN &&
                   f->gained[cs] >= f->gained[f->shown] / SHARE_MIN
               ? BITS_ENTER_SHOWN : BITS_ENTER_OTHER;
}

/* What it costs to go on as it is. */
static uint32_t leave(const struct finder *f)
{
    return f->nothing_clean ? BITS_ENTER_OTHER : BITS_LEAVE;
}

/* Twice the bits, so that of two readings as good the one that changes
 * nothing is the cheaper. */
static uint32_t word_cost(const struct word *w, int cs)
{
    return 2u * w->found.bits[cs] + (w->found.changed >> cs & 1u);
}

static int cheapest(const uint32_t cost[CVD_CS_COUNT])
{
    int best = CVD_CS_AS_IS;

    for (int cs = CVD_CS_TCVN3; cs < CVD_CS_COUNT; cs++)
        best = cost[cs] < cost[best] ? cs : best;
    return best;
}

/* Fill in the ways to every word; the encoding the last word ends in. */
static int find_way(struct finder *f)
{
    uint32_t cost[CVD_CS_COUNT] = { 0 }, fee[CVD_CS_COUNT];

    for (int cs = CVD_CS_TCVN3; cs < CVD_CS_COUNT; cs++)
        cost[cs] = fee[cs] = f->dropped[cs] ? NO_WAY : 2 * enter(f, cs);
    fee[CVD_CS_AS_IS] = 2 * leave(f);
    if (f->nothing_clean) {
        cost[CVD_CS_AS_IS] = fee[CVD_CS_AS_IS];
        cost[f->shown] = f->dropped[f->shown] ? NO_WAY : 0;
    }
    for (size_t i = 0; i < f->count; i++) {
        struct word *w = &f->word[i];
        int from = cheapest(cost);
        uint32_t least = cost[from];
        for (int to = 0; to < CVD_CS_COUNT; to++) {
            if (f->dropped[to])
                continue;
            bool come = least + fee[to] < cost[to];
            w->from[to] = (uint8_t)(come ? from : to);
            cost[to] = (come ? least + fee[to] : cost[to]) +
                       word_cost(w, to);
        }
    }
    return cheapest(cost);
}

/* A single letter is a word in every encoding: it shows none. */
static bool one_character(struct cvd_str s)
{
    size_t i = 1;

    while (i < s.len && ((uint8_t)s.ptr[i] & 0xC0) == 0x80)
        i++;
    return i == s.len;
}

static void count_word(struct finder *f, const struct word *w, int cs)
{
    struct cvd_tally *t = &f->runs->tally[cs];
    bool changed = w->found.changed >> cs & 1;

    if (w->found.quiet >> cs & 1) {
        t->quiet++;
        return;
    }
    t->words++;
    t->known += w->found.known >> cs & 1;
    t->changed += changed;
    struct cvd_str s = { f->text.ptr + w->start, w->end - w->start };
    if (changed && !t->different[CVD_DIFFERENT_MAX - 1] &&
        !one_character(s)) {
        uint64_t hash = cvd_hash64(s) | 1;
        int i = 0;
        while (t->different[i] && t->different[i] != hash)
            i++;
        t->different[i] = hash;
    }
    for (int k = 0; k < CVD_CS_COUNT; k++) {
        t->bits[k] += w->found.bits[k];
        t->apart[k] += w->found.text[k] != w->found.text[cs];
    }
}

static enum cvd_status add_run(struct cvd_runs *r, size_t start, size_t end,
                               int cs)
{
    enum cvd_status st = cvd_array_reserve(&r->run, &r->cap, r->count + 1,
                                           sizeof *r->run);

    if (st == CVD_OK)
        r->run[r->count++] = (struct cvd_run){
            (uint32_t)start, (uint32_t)end, (enum cvd_charset)cs
        };
    return st;
}

/* Note the runs of the segment whose last word is in `cs`.  A run takes in
 * the ASCII about it, which is the same in all encodings, as far as the next
 * word of another: neighbours tell the capitals of TCVN3. */
static enum cvd_status note_runs(struct finder *f, int cs)
{
    struct cvd_runs *r = f->runs;
    enum cvd_status st = CVD_OK;
    size_t end = f->segment_end, i = f->count;

    while (i > 0 && st == CVD_OK) {
        size_t first = i;
        int before = cs;
        while (first > 0 && before == cs) {
            struct word *w = &f->word[--first];
            count_word(f, w, cs);
            before = w->from[cs];
        }
        size_t start = first ? f->word[first - 1].end : f->segment_start;
        if (cs != CVD_CS_AS_IS)
            st = add_run(r, start, end, cs);
        end = start;
        i = first;
        cs = before;
    }
    return st;
}

static int by_start(const void *pa, const void *pb)
{
    const struct cvd_run *a = pa, *b = pb;

    return a->start < b->start ? -1 : a->start > b->start;
}

/* All segments, by what has not been dropped. */
static enum cvd_status find_all(struct finder *f)
{
    enum cvd_status st = CVD_OK;

    f->runs->count = 0;
    memset(f->runs->tally, 0, sizeof f->runs->tally);
    for (size_t at = 0; st == CVD_OK && next_segment(f, at);
         at = f->segment_end) {
        st = read_words(f);
        if (st == CVD_OK && f->count)
            st = note_runs(f, find_way(f));
    }
    if (f->runs->count)
        qsort(f->runs->run, f->runs->count, sizeof *f->runs->run, by_start);
    return st;
}

/* ---- what convinces -------------------------------------------------- */

uint64_t cvd_runs_lead(const struct cvd_runs *r, enum cvd_charset cs)
{
    const struct cvd_tally *t = &r->tally[cs];
    uint64_t second = UINT64_MAX;

    for (int k = CVD_CS_TCVN3; k < CVD_CS_COUNT; k++) {
        /* One is the other with capitals more. */
        bool same = (cs == CVD_CS_TCVN3 && k == CVD_CS_TCVN5712) ||
                    (cs == CVD_CS_TCVN5712 && k == CVD_CS_TCVN3);
        if (k != (int)cs && !same && t->apart[k] && t->bits[k] < second)
            second = t->bits[k];
    }
    return second > t->bits[cs] ? second - t->bits[cs] : 0;
}

/* Whether all words looked at are in `cs`. */
static bool takes_all(const struct finder *f, int cs)
{
    const struct cvd_tally *t = &f->runs->tally[cs];

    return f->seen == t->words + t->quiet;
}

/* Whether what convinces of `cs` in valid UTF-8 is there though fewer words
 * than usual are. */
static bool few_convince(const struct finder *f, int cs)
{
    const struct cvd_tally *t = &f->runs->tally[cs];
    bool whole_text = takes_all(f, cs) && !has_own_letters(f->text);

    if (t->known < t->words || !t->different[0])
        return false;
    /* A line such as "ngày 25 tháng 10 nåm 2021" has one wrong word; it is
     * believed where nothing else speaks. */
    if (t->words >= WORDS_FEW && whole_text)
        return true;
    if (cs == CVD_CS_UTF8)
        return whole_text && t->bits[CVD_CS_AS_IS] >=
                                 t->bits[cs] + GAIN_TWICE;
    return t->different[1] &&
           t->bits[CVD_CS_AS_IS] >= t->bits[cs] + GAIN_TWO;
}

static bool convinces(const struct finder *f, int cs)
{
    const struct cvd_runs *r = f->runs;
    const struct cvd_tally *t = &r->tally[cs];
    bool bytes = f->channel == CVD_UNITS_BYTES;
    bool all_known = t->known == t->words;
    uint64_t lead = cvd_runs_lead(r, (enum cvd_charset)cs);

    if (t->words == 0 ||
        (uint64_t)t->known * 100 < (uint64_t)t->words * KNOWN_PERCENT)
        return false;
    /* The few capitals of a text whose other words show their encoding. */
    if (cs == CVD_CS_TCVN5712 && f->shown == CVD_CS_TCVN3)
        return true;
    if (lead < (all_known ? LEAD_ALL_KNOWN : LEAD_SOME_KNOWN))
        return false;
    if (bytes)
        return t->words >= WORDS_MIN ||
               (takes_all(f, cs) && f->text.len <= ONE_BYTES &&
                lead >= LEAD_ONE && t->bits[cs] <= ONE_BITS);
    return t->different[CVD_DIFFERENT_MAX - 1] || few_convince(f, cs);
}

/* Drop what does not convince; false where all does.  Where nothing does,
 * only the one that saves least: what it took may turn another one.  So much
 * that is no word in any of them is noise, and all go. */
static bool drop_some(struct finder *f)
{
    bool wrong[CVD_CS_COUNT] = { false }, any_right = false;
    uint64_t words = 0, known = 0;
    int worst = -1;
    int64_t worst_gain = 0;

    for (int cs = CVD_CS_TCVN3; cs < CVD_CS_COUNT; cs++) {
        const struct cvd_tally *t = &f->runs->tally[cs];
        int64_t gain = (int64_t)t->bits[CVD_CS_AS_IS] -
                       (int64_t)t->bits[cs];
        if (!t->words && !t->quiet)
            continue;
        words += t->words;
        known += t->known;
        wrong[cs] = !convinces(f, cs);
        any_right |= !wrong[cs];
        if (wrong[cs] && (worst < 0 || gain < worst_gain)) {
            worst = cs;
            worst_gain = gain;
        }
    }
    bool noise = words >= NOISE_WORDS && known * 2 < words;
    for (int cs = CVD_CS_TCVN3; cs < CVD_CS_COUNT; cs++)
        f->dropped[cs] |= wrong[cs] && (any_right || noise || cs == worst);
    return worst >= 0;
}

/* Whether the sample is mostly of words in no encoding. */
static bool is_noise(const struct finder *f)
{
    return f->seen >= SAMPLE_WORDS && f->unknown * 2 > f->seen;
}

static void note_clean(struct cvd_str text, struct cvd_runs *r)
{
    size_t at = 0;

    r->mixed = false;
    for (size_t i = 0; i <= r->count && !r->mixed; i++) {
        size_t to = i < r->count ? r->run[i].start : text.len;
        r->mixed = r->count &&
                   has_own_letters((struct cvd_str){ text.ptr + at,
                                                     to - at });
        at = i < r->count ? r->run[i].end : to;
    }
}

enum cvd_status cvd_runs_find(struct cvd_str text, enum cvd_channel channel,
                              struct cvd_evidence *words,
                              struct cvd_runs *out)
{
    struct finder f = { .text = text, .channel = channel, .runs = out,
                        .evidence = words };
    bool again = true;
    enum cvd_status st = CVD_OK;

    out->count = 0;
    memset(out->tally, 0, sizeof out->tally);
    if (!next_segment(&f, 0))
        return CVD_OK; /* nothing suspicious: nothing allocated */
    st = cvd_evidence_begin(words, channel, text.len);
    if (st == CVD_OK)
        st = sample(&f);
    if (is_noise(&f))
        again = false;
    while (st == CVD_OK && again) { /* once for each encoding at most */
        f.seen = 0;
        st = find_all(&f);
        again = st == CVD_OK && drop_some(&f);
    }
    note_clean(text, out);
    free(f.word);
    return st;
}
