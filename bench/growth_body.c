/* growth_body.c - words drawn, made and written.
 *
 * May depend on: libc. */
#include "bench/growth_body.h"

#include "bench/growth_letters.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { RARE_CLASSES = GROWTH_CLASSES - GROWTH_NUMBER,
       MADE_MAX = 1u << 28,         /* of a class; then old ones only */
       RUN_MAX = 200, SEVEN_DIGITS = 1000003,
       PAST = 1 << 20 };            /* words that may be quoted: some
                                       thousand documents */

/* However few words there are, that often at most as at the end. */
static const double NOVEL_FIRST = 4;

/* Words repeated and quoted at a time, on average: a name; a set phrase or
 * two. */
static const double REPEATED = 4, QUOTED = 20;

/* Over so many words the rate at which words are made is set right. */
static const double CORRECTED_OVER = 5000;

/* ---- text ------------------------------------------------------------ */

void growth_add(struct growth_text *t, const char *s, size_t len)
{
    if (t->len + len > t->cap) {
        t->cap = (t->len + len) * 2;
        t->s = growth_need(realloc(t->s, t->cap));
    }
    memcpy(t->s + t->len, s, len);
    t->len += len;
}

void growth_add_string(struct growth_text *t, const char *s)
{
    growth_add(t, s, strlen(s));
}

/* ---- words that are made --------------------------------------------- */

/* A number for each id, far from that of the next: odd factors keep apart
 * what is apart, modulo a power of two. */
static uint32_t scatter(uint32_t id)
{
    return id * 2654435761u;
}

/* Letters in turn for the digits of n. */
static size_t spell(uint32_t n, const char *const *onset, uint32_t onsets,
                    const char *const *rhyme, uint32_t rhymes, char *out)
{
    size_t len = 0;

    do {
        const char *a = onset[n % onsets];
        const char *b = rhyme[n / onsets % rhymes];
        n /= onsets * rhymes;
        memcpy(out + len, a, strlen(a));
        len += strlen(a);
        memcpy(out + len, b, strlen(b));
        len += strlen(b);
    } while (n > 0);
    return len;
}

static size_t make_syllable(uint32_t id, char *out)
{
    static const char *const onsets[] = {
        "b", "c", "ch", "d", "đ", "g", "gi", "h", "k", "kh", "l", "m", "n",
        "ng", "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x" };
    static const char *const rhymes[] = {
        "ảp", "ếch", "iệu", "oặc", "uyễn", "ướm", "ỏng", "ẽo", "ùi", "ợt",
        "ũa", "ằm", "ẩy", "ói", "ựu", "ênh", "ửng", "ịt", "oẻ", "ỗn", "ụt",
        "ẫng", "ìu", "ậc", "ớp", "ủm", "ẹn", "oắt", "ỉnh", "ảng", "ọp",
        "uẩn", "ềm" };

    return spell(id, onsets, sizeof onsets / sizeof *onsets, rhymes,
                 sizeof rhymes / sizeof *rhymes, out);
}

static size_t make_foreign(uint32_t id, char *out)
{
    static const char *const onsets[] = {
        "b", "cl", "d", "f", "gr", "h", "j", "k", "l", "m", "n", "pl", "r",
        "s", "st", "t", "v", "w", "z", "br" };
    static const char *const rhymes[] = {
        "a", "er", "ol", "in", "exa", "on", "ium", "yl", "ate", "osi", "an",
        "ero", "ine", "u", "icta" };

    return spell(scatter(id) >> 8, onsets, sizeof onsets / sizeof *onsets,
                 rhymes, sizeof rhymes / sizeof *rhymes, out);
}

/* The form of made word `id` of a class; its bytes. */
static size_t make_form(enum growth_class class, uint32_t id, char *out)
{
    if (class == GROWTH_SYLLABLE)
        return make_syllable(id, out);
    if (class == GROWTH_FOREIGN)
        return make_foreign(id, out);
    if (class == GROWTH_NUMBER) /* a prime: no two alike, in no order */
        return (size_t)snprintf(out, GROWTH_FORM_MAX, "%u",
                                id < SEVEN_DIGITS ?
                                    id * 7919u % SEVEN_DIGITS :
                                    scatter(id));
    return (size_t)snprintf(out, GROWTH_FORM_MAX, "%c%u%c",
                            (int)('a' + id % 26), id / 26 + 10,
                            (int)('a' + scatter(id) % 26));
}

static uint32_t made_word(struct growth_body *b, enum growth_class class)
{
    uint32_t *made = &b->made[class], id;

    if (*made == 0 || (*made < MADE_MAX &&
                       dice_chance(&b->dice, b->chance))) {
        id = (*made)++;
    } else {
        /* The older ones more often, as 1/sqrt of their age. */
        double u = dice_share(&b->dice);
        id = (uint32_t)(u * u * *made);
    }
    return b->model->count + id * RARE_CLASSES + (class - GROWTH_NUMBER);
}

/* What is drawn behind a word: itself, or its class. */
static uint32_t known(const struct growth_model *m, uint32_t word)
{
    return word < m->count ? word :
           GROWTH_NUMBER + (word - m->count) % RARE_CLASSES;
}

/* ---- drawing --------------------------------------------------------- */

/* So that words made until some time from now are as many as they should. */
static void set_chance(struct growth_body *b)
{
    const struct growth_model *m = b->model;
    double rare = 0, have = 0;

    for (int c = GROWTH_NUMBER; c < GROWTH_CLASSES; c++) {
        rare += (double)m->vocabulary[c].count;
        have += b->made[c];
    }
    double over = CORRECTED_OVER + b->so_far / 100;
    double wanted = growth_made(m, b->so_far + over) - have;
    double fresh = over / (1 + m->repeat * REPEATED + m->quote * QUOTED);
    double draws = rare / m->drawn * fresh;
    b->chance = draws > 0 ? wanted / draws : 1;
    /* Pairs that none had come less often the more there are. */
    double rarer = pow((b->so_far + 1) / (double)m->words,
                       m->pair_growth - 1);
    b->novel = m->novel * (rarer < NOVEL_FIRST ? rarer : NOVEL_FIRST);
    b->force = wanted > draws ? (wanted - draws) / fresh : 0;
}

void growth_body_init(struct growth_body *b, const struct growth_model *m,
                      uint64_t seed, double words)
{
    double rare = 0;

    *b = (struct growth_body){ .model = m, .dice = dice_for(seed, 0),
                               .so_far = words };
    for (int c = GROWTH_NUMBER; c < GROWTH_CLASSES; c++)
        rare += (double)m->vocabulary[c].count;
    for (int c = GROWTH_NUMBER; words > 0 && c < GROWTH_CLASSES; c++)
        b->made[c] = (uint32_t)(growth_made(m, words) *
                                (double)m->vocabulary[c].count / rare);
    b->repeat_in = dice_wait(&b->dice, m->repeat);
    b->quote_in = dice_wait(&b->dice, m->quote);
    b->past = growth_need(calloc(PAST, sizeof *b->past));
    b->past_between = growth_need(calloc(PAST, 1));
    b->past_at = growth_need(calloc(m->count, sizeof *b->past_at));
    b->said_in = growth_need(calloc(m->count, sizeof *b->said_in));
}

void growth_body_release(struct growth_body *b)
{
    free(b->words);
    free(b->between);
    free(b->past);
    free(b->past_between);
    free(b->past_at);
    free(b->said_in);
}

static const struct growth_alias *draw(const struct growth_alias *row,
                                       uint32_t n, struct dice *d)
{
    uint64_t bits = dice_bits(d);
    const struct growth_alias *a =
        &row[(uint32_t)(((bits >> 32) * n) >> 32)];

    return (uint32_t)bits <= a->chance ? a : &row[a->other];
}

static void say(struct growth_body *b, uint32_t word, uint8_t between)
{
    if (word < b->model->count)
        b->said_in[word] = b->document;
    b->words[b->count] = word;
    b->between[b->count++] = between;
}

/* Say again what stands in this document behind the last word, where that was
 * said before: a pair like any other.  Whether there was such a place. */
static bool repeat(struct growth_body *b, size_t end)
{
    uint32_t last = b->words[b->count - 1];
    size_t at = dice_below(&b->dice, (uint32_t)b->count);
    size_t run = 1 + dice_wait(&b->dice, 1 / REPEATED);

    while (at > 0 && b->words[at - 1] != last)
        at--;
    if (at == 0)
        return false;
    b->repeat_in = dice_wait(&b->dice, b->model->repeat);
    run = run < RUN_MAX ? run : RUN_MAX;
    for (; run > 0 && b->count < end; run--, at++)
        say(b, b->words[at], b->between[at]);
    return true;
}

/* The same from the last document that has the last word. */
static bool quote(struct growth_body *b, size_t end)
{
    uint32_t last = b->words[b->count - 1];
    size_t at = last < b->model->count ? b->past_at[last] : 0;
    size_t run = 1 + dice_wait(&b->dice, 1 / QUOTED);

    if (at == 0 || b->past_end - at >= PAST)
        return false;
    b->quote_in = dice_wait(&b->dice, b->model->quote);
    run = run < RUN_MAX ? run : RUN_MAX;
    for (; run > 0 && b->count < end && at < b->past_end; run--, at++)
        say(b, b->past[at % PAST], b->past_between[at % PAST]);
    return true;
}

static void remember(struct growth_body *b)
{
    for (size_t i = 0; i < b->count; i++, b->past_end++) {
        b->past[b->past_end % PAST] = b->words[i];
        b->past_between[b->past_end % PAST] = b->between[i];
        if (b->words[i] < b->model->count)
            b->past_at[b->words[i]] = b->past_end + 1;
    }
}

/* A class as often as words of it are in the collection. */
static enum growth_class draw_class(struct growth_body *b)
{
    const struct growth_word *v = b->model->vocabulary;
    double sum = 0;

    for (int c = GROWTH_NUMBER; c < GROWTH_CLASSES; c++)
        sum += (double)v[c].count;
    double at = dice_share(&b->dice) * sum;
    int c = GROWTH_NUMBER;
    while (c + 1 < GROWTH_CLASSES && at >= (double)v[c].count)
        at -= (double)v[c++].count;
    return (enum growth_class)c;
}

static const struct growth_alias *draw_behind(struct growth_body *b,
                                              uint32_t last)
{
    const struct growth_model *m = b->model;
    const struct growth_word *w = &m->vocabulary[last];

    if (w->row_len == 0 || dice_chance(&b->dice, w->unseen * b->novel))
        return draw(m->any, m->count, &b->dice);
    return draw(m->follow + w->row, w->row_len, &b->dice);
}

/* A document speaks of one thing: a word that it has comes sooner than one
 * that it has not. */
static void say_next(struct growth_body *b)
{
    const struct growth_model *m = b->model;
    uint32_t last = b->count ? known(m, b->words[b->count - 1]) :
                    GROWTH_START;
    const struct growth_alias *a = draw_behind(b, last);

    for (double more = m->prefer;
         more > 0 && b->said_in[a->word] != b->document &&
         dice_chance(&b->dice, more); more -= 1)
        a = draw_behind(b, last);
    uint32_t word = a->word;
    if (b->force > 0 && dice_chance(&b->dice, b->force))
        word = draw_class(b);
    if (word < GROWTH_CLASSES)
        word = made_word(b, (enum growth_class)word);
    say(b, word, a->between);
}

void growth_body_draw(struct growth_body *b, size_t count)
{
    if (count > b->cap) {
        b->cap = count * 2;
        b->words = growth_need(realloc(b->words,
                                       b->cap * sizeof *b->words));
        b->between = growth_need(realloc(b->between, b->cap));
    }
    b->count = 0;
    b->document++;
    set_chance(b);
    while (b->count < count) {
        bool begun = b->count > 0;
        if (begun && b->repeat_in == 0 && repeat(b, count))
            continue;
        if (begun && b->quote_in == 0 && quote(b, count))
            continue;
        b->repeat_in -= b->repeat_in > 0;
        b->quote_in -= b->quote_in > 0;
        say_next(b);
    }
    remember(b);
    b->so_far += (double)count;
}

/* ---- writing --------------------------------------------------------- */

static const struct { const char *s; size_t len; } betweens[] = {
    [GROWTH_SPACE] = { " ", 1 }, [GROWTH_COMMA] = { ", ", 2 },
    [GROWTH_STOP] = { ". ", 2 }, [GROWTH_SEMICOLON] = { "; ", 2 },
    [GROWTH_LINE] = { "\n", 1 }, [GROWTH_SLASH] = { "/", 1 },
    [GROWTH_HYPHEN] = { "-", 1 }
};

static void write_word(const struct growth_model *m, uint32_t word,
                       bool begins, struct growth_text *out)
{
    char made[GROWTH_FORM_MAX], big[GROWTH_FORM_MAX];
    const char *s = made;
    size_t len;
    uint8_t capitals = GROWTH_SMALL;

    if (word < m->count) {
        const struct growth_word *w = &m->vocabulary[word];
        s = m->forms + w->form;
        len = w->len;
        capitals = w->capitals;
    } else {
        uint32_t n = word - m->count;
        len = make_form((enum growth_class)(GROWTH_NUMBER +
                                            n % RARE_CLASSES),
                        n / RARE_CLASSES, made);
    }
    if (begins && capitals == GROWTH_SMALL)
        capitals = GROWTH_FIRST;
    if (capitals != GROWTH_SMALL) {
        growth_capitalise(s, len, capitals == GROWTH_ALL, big);
        s = big;
    }
    growth_add(out, s, len);
}

void growth_body_write(const struct growth_body *b, size_t from, size_t to,
                       struct growth_text *out)
{
    for (size_t i = from; i < to; i++) {
        uint8_t how = b->between[i];
        if (i > from)
            growth_add(out, betweens[how].s, betweens[how].len);
        write_word(b->model, b->words[i], i == from || how == GROWTH_STOP ||
                   how == GROWTH_LINE, out);
    }
}

/* ---- lengths --------------------------------------------------------- */

size_t growth_length(const struct growth_model *m, struct dice *d,
                     double scale)
{
    double at = dice_share(d) * (GROWTH_LENGTHS - 1);
    size_t i = (size_t)at;
    double n = m->lengths[i] +
               (m->lengths[i + 1] - m->lengths[i]) * (at - (double)i);

    n *= scale;
    return n < 1 ? 1 : (size_t)n;
}

double growth_mean(const struct growth_model *m)
{
    double sum = 0;

    for (size_t i = 0; i + 1 < GROWTH_LENGTHS; i++)
        sum += (m->lengths[i] + m->lengths[i + 1]) / 2;
    return sum / (GROWTH_LENGTHS - 1);
}
