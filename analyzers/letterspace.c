/* letterspace.c - words out of letterspaced capitals.
 *
 * analyzers/: may include base only.  Works on tokens that were read already
 * and runs only where three words of one letter follow each other.
 *
 * A run of capitals parted by nothing but blanks is cut where the blanks are
 * wider than the rest; each stretch is cut into the words that are least
 * surprising, taken one by one (a unigram model, the shortest path through
 * it: at most CVD_SYLLABLE_LETTERS words end at a letter). */
#include "analyzers/letterspace.h"
#include "analyzers/tables.h"

enum {
    RUN_MAX = 64,        /* pieces: the State's motto has 28 on its longest
                            line */
    PIECE_BYTES_MAX = 7 * CVD_SYLLABLE_LETTERS, /* a letter with two marks */
    NAME_LETTERS = 14,   /* of a word that is no syllable: LIECHTENSTEIN */
    GAP_MAX = 8,         /* columns: wider parts two columns of a page */
    ONES_MIN = 4,        /* letters that stood alone, to join at all */
    LOST = 30,           /* bits, of a piece that is no word */
    LOST_SHARE = 4       /* of so many letters joined one may be left over */
};

/* Capitals parted by blanks: tokens `first` to `first` + `count`. */
struct run {
    size_t first, count;
    uint8_t letters[RUN_MAX];
    uint8_t gap[RUN_MAX];    /* columns before the piece, 0 before the first */
    uint8_t surprise[RUN_MAX]; /* of the piece as a word, when weighed */
    uint8_t joined[RUN_MAX]; /* pieces of the word that begins here, else 0 */
};

/* How many letters the token has when all are capitals, else 0. */
static unsigned capitals(struct cvd_str text, const struct cvd_token *t)
{
    const uint8_t *p = (const uint8_t *)text.ptr + t->start;
    const uint8_t *end = (const uint8_t *)text.ptr + t->end;
    unsigned letters = 0;

    if (end - p > PIECE_BYTES_MAX)
        return 0;
    for (size_t len; p < end; p += len) {
        const struct cvd_letter *l =
            &cvd_letters[cvd_class_at(p, end, &len)];
        if (l->flags & CVD_LETTER_MARK)
            continue;
        if ((!l->base && !l->latin) ||
            (l->lower_len == len && !memcmp(l->lower, p, len)))
            return 0;
        letters++;
    }
    return letters > CVD_SYLLABLE_LETTERS ? 0 : letters;
}

/* Columns of the blanks [from, to), no-break and wide ones as two, so that
 * they count as a gap between words; 0 where something else is among them or
 * they are too many. */
static unsigned gap_columns(struct cvd_str text, size_t from, size_t to)
{
    const uint8_t *p = (const uint8_t *)text.ptr + from;
    const uint8_t *end = (const uint8_t *)text.ptr + to;
    unsigned columns = 0;

    for (size_t len; p < end && columns <= GAP_MAX; p += len) {
        uint32_t c = cvd_utf8_at(p, end, &len);
        if (c == ' ' || c == 0x2009 || c == 0x200A || c == 0x202F)
            columns++;
        else if (c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x2008))
            columns += 2;
        else
            return 0;
    }
    return columns > GAP_MAX ? 0 : columns;
}

/* Collect the run that begins at token `first`.  Whether three of its pieces
 * in a row are single letters. */
static bool run_collect(struct cvd_str text, const struct cvd_tokens *t,
                        size_t first, struct run *run)
{
    unsigned ones = 0;
    bool spaced = false;

    run->first = first;
    run->count = 0;
    while (run->count < RUN_MAX && first + run->count < t->count) {
        const struct cvd_token *k = &t->tok[first + run->count];
        unsigned letters = capitals(text, k), gap = 0;

        if (letters && run->count)
            gap = gap_columns(text, k[-1].end, k->start);
        if (!letters || (run->count && !gap))
            break;
        ones = letters == 1 ? ones + 1 : 0;
        spaced |= ones == 3;
        run->letters[run->count] = (uint8_t)letters;
        run->gap[run->count] = (uint8_t)gap;
        run->joined[run->count++] = 1;
    }
    return spaced;
}

/* Read the `n` pieces from token `at` on as one word. */
static bool pieces_read(struct cvd_str text, const struct cvd_tokens *t,
                        size_t at, size_t n, uint8_t *arena,
                        struct cvd_token *out)
{
    char word[NAME_LETTERS * PIECE_BYTES_MAX];
    size_t len = 0;

    for (size_t i = at; i < at + n; i++) {
        size_t bytes = t->tok[i].end - t->tok[i].start;
        memcpy(word + len, text.ptr + t->tok[i].start, bytes);
        len += bytes;
    }
    return cvd_word_read((struct cvd_str){ word, len }, arena, out);
}

/* How surprising the `n` > 1 pieces from piece `at` are as one word.  Two
 * pieces that are both words stay two. */
static unsigned word_surprise(struct cvd_str text, const struct cvd_tokens *t,
                              const struct run *run, size_t at, size_t n)
{
    uint8_t arena[CVD_WORD_ROOM];
    struct cvd_token word = { 0 };
    bool broken = false;

    for (size_t i = at; i < at + n; i++)
        broken |= run->letters[i] == 1 ||
                  run->surprise[i] == CVD_SURPRISE_NONE;
    if (!broken || !pieces_read(text, t, run->first + at, n, arena, &word))
        return CVD_SURPRISE_NONE;
    return cvd_syllable_surprise(
        (struct cvd_str){ (const char *)arena, word.exact_len });
}

/* Cut pieces [from, to) of the run into words, into run->joined.  Where wide
 * blanks part words, what stands between two of them is one if it can be. */
static void stretch_cut(struct cvd_str text, const struct cvd_tokens *t,
                        struct run *run, size_t from, size_t to)
{
    unsigned best[RUN_MAX + 1] = { 0 };
    uint8_t last[RUN_MAX + 1] = { 0 }; /* pieces of the word that ends here */

    for (size_t end = from + 1; end <= to; end++) {
        unsigned letters = run->letters[end - 1];
        unsigned cost = run->surprise[end - 1];

        best[end] = best[end - 1] + (cost > LOST ? LOST : cost);
        last[end] = 1;
        for (size_t n = 2; n <= end - from; n++) {
            letters += run->letters[end - n];
            if (letters > CVD_SYLLABLE_LETTERS)
                break;
            cost = word_surprise(text, t, run, end - n, n);
            if (cost != CVD_SURPRISE_NONE && n == to - from &&
                n < run->count)
                cost = 0;
            if (cost == CVD_SURPRISE_NONE || best[end - n] + cost >= best[end])
                continue;
            best[end] = best[end - n] + cost;
            last[end] = (uint8_t)n;
        }
    }
    for (size_t end = to; end > from; end -= last[end]) {
        memset(run->joined + end - last[end], 0, last[end]);
        run->joined[end - last[end]] = last[end];
    }
}

/* What a run speaks for. */
struct evidence {
    unsigned ones;    /* single letters that went into words */
    unsigned lost;    /* that are left and no common words; where wide
                         blanks part words, words that have such */
    unsigned words;   /* joined */
    unsigned marked;  /* of them, with a mark on a vowel: lists of letters
                         have none (A B C D, and Đ S Đ S of tests) */
    bool whole;       /* one is marked, common, and has four letters */
};

static bool vowel_marked(struct cvd_str exact)
{
    const uint8_t *p = (const uint8_t *)exact.ptr, *end = p + exact.len;

    for (size_t len; p < end; p += len) {
        const struct cvd_letter *l =
            &cvd_letters[cvd_class_at(p, end, &len)];
        if (l->tone || (l->quality && l->quality != CVD_QUALITY_STROKE))
            return true;
    }
    return false;
}

static void weigh_word(struct cvd_str text, const struct cvd_tokens *t,
                       const struct run *run, size_t i, struct evidence *e)
{
    uint8_t arena[CVD_WORD_ROOM];
    struct cvd_token word = { 0 };
    struct cvd_str exact = { (const char *)arena, 0 };
    unsigned letters = 0;

    (void)pieces_read(text, t, run->first + i, run->joined[i], arena, &word);
    exact.len = word.exact_len;
    e->words++;
    for (size_t k = i; k < i + run->joined[i]; k++) {
        e->ones += run->letters[k] == 1;
        letters += run->letters[k];
    }
    if (vowel_marked(exact)) {
        e->marked++;
        e->whole |= letters >= 4 &&
                    cvd_syllable_surprise(exact) < CVD_SURPRISE_RARE;
    }
}

/* Where the stretch that begins at piece `from` ends: before a blank wider
 * than `narrow`, or with the run. */
static size_t stretch_end(const struct run *run, size_t from, unsigned narrow)
{
    size_t i = from + 1;

    while (i < run->count && run->gap[i] <= narrow)
        i++;
    return i;
}

/* Join what wide blanks part from the rest of a run that is letterspaced and
 * what is no syllables: U B N D, X X I, foreign names. */
static void names_join(struct run *run, unsigned narrow)
{
    for (size_t from = 0, to; from < run->count; from = to) {
        bool ones = true, lost = false;

        to = stretch_end(run, from, narrow);
        for (size_t i = from; i < to; i++) {
            ones = ones && run->letters[i] == 1;
            lost |= run->joined[i] == 1 && run->letters[i] == 1 &&
                    run->surprise[i] == CVD_SURPRISE_NONE;
        }
        if (!ones || !lost || to - from == run->count ||
            to - from > NAME_LETTERS)
            continue;
        memset(run->joined + from, 0, to - from);
        run->joined[from] = (uint8_t)(to - from);
    }
}

/* Cut the run into words, and what they speak for. */
static struct evidence run_cut(struct cvd_str text,
                               const struct cvd_tokens *t, struct run *run,
                               unsigned narrow)
{
    struct evidence e = { 0 };

    for (size_t from = 0, to; from < run->count; from = to) {
        unsigned lost = 0;

        to = stretch_end(run, from, narrow);
        stretch_cut(text, t, run, from, to);
        for (size_t i = from; i < to; i++) {
            if (run->joined[i] > 1)
                weigh_word(text, t, run, i, &e);
            else if (run->joined[i] == 1 && run->letters[i] == 1)
                lost += run->surprise[i] >= CVD_SURPRISE_RARE;
        }
        e.lost += to - from < run->count && lost ? 1 : lost;
    }
    return e;
}

/* Cut the run into words; whether they are to be joined. */
static bool run_join(struct cvd_str text, const struct cvd_tokens *t,
                     struct run *run)
{
    unsigned narrow = GAP_MAX;

    for (size_t i = 0; i < run->count; i++) {
        if (i > 0 && run->gap[i] < narrow)
            narrow = run->gap[i];
        run->surprise[i] = (uint8_t)cvd_syllable_surprise(
            cvd_token_exact(t, run->first + i));
    }
    struct evidence e = run_cut(text, t, run, narrow);
    if (e.ones < ONES_MIN || e.lost * LOST_SHARE > e.ones ||
        ((e.words < 2 || !e.marked) && !e.whole))
        return false;
    names_join(run, narrow);
    return true;
}

/* Append the word of `n` pieces to the tokens, of which `count` are done. */
static enum cvd_status word_join(struct cvd_str text, struct cvd_tokens *t,
                                 size_t at, size_t n, size_t count)
{
    enum cvd_status st = cvd_buf_reserve(&t->arena, CVD_WORD_ROOM + 1);
    struct cvd_token word = { .start = t->tok[at].start,
                              .end = t->tok[at + n - 1].end,
                              .exact_off = (uint32_t)t->arena.len };

    if (st != CVD_OK)
        return st;
    (void)pieces_read(text, t, at, n,
                      (uint8_t *)t->arena.ptr + t->arena.len, &word);
    t->arena.len += word.exact_len;
    if (word.folded_off != word.exact_off)
        t->arena.len += word.folded_len;
    t->arena.ptr[t->arena.len] = '\0';
    t->tok[count] = word;
    return CVD_OK;
}

enum cvd_status cvd_letterspace_join(struct cvd_str text,
                                     struct cvd_tokens *t)
{
    size_t count = 0; /* tokens in place; never ahead of those being read */
    enum cvd_status st = CVD_OK;
    struct run run;

    for (size_t at = 0; at < t->count; at += run.count) {
        bool join = run_collect(text, t, at, &run) && run_join(text, t, &run);

        if (run.count == 0)
            run.count = run.joined[0] = 1;
        for (size_t i = 0; i < run.count; i++) {
            if (!join || run.joined[i] == 1)
                t->tok[count++] = t->tok[at + i];
            else if (run.joined[i] > 1 &&
                     (st = word_join(text, t, at + i, run.joined[i],
                                     count++)) != CVD_OK)
                return st;
        }
    }
    t->count = count;
    return CVD_OK;
}
