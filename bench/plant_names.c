/* plant_names.c - who and when: see plant_change.h. */
#include "bench/plant_change.h"

#include "bench/growth_head.h"
#include "bench/growth_letters.h"

#include <stdlib.h>

enum {
    NAME_WORDS_MAX = 6,         /* Bà Rịa - Vũng Tàu */
    COMMUNE_WORDS_MAX = 3,
    WORD_BYTES_MAX = 64
};

/* ---- heads ----------------------------------------------------------- */

void plant_head(struct planting *p, const struct plant_text *in,
                struct plant_text *out)
{
    struct growth_head h;
    struct growth_text head = { 0 };
    size_t first;

    growth_head_make(&p->names, p->seed, p->heads++, &h);
    growth_head_write(&p->names, p->seed, &h, &head);
    plant_text_cut(plant_keep(&p->pool,
                              (struct cvd_str){ head.s, head.len }),
                   false, out);
    free(head.s);
    first = out->count;
    plant_text_append(out, in, plant_text_head(in), in->count);
    if (first < out->count)
        out->list[first].before = cvd_str_from("\n");
}

/* ---- names ----------------------------------------------------------- */

/* A name as its words. */
struct name {
    struct cvd_str words[NAME_WORDS_MAX];
    size_t count;
};

static struct name split(const char *s)
{
    struct name n = { .count = 0 };

    while (*s && n.count < NAME_WORDS_MAX) {
        size_t len = strcspn(s, " ");
        n.words[n.count++] = (struct cvd_str){ s, len };
        s += len + (s[len] == ' ');
    }
    return n;
}

static bool is_capitals(struct cvd_str s)
{
    char upper[WORD_BYTES_MAX];

    if (s.len > sizeof upper)
        return false;
    growth_capitalise(s.ptr, s.len, true, upper);
    return memcmp(upper, s.ptr, s.len) == 0;
}

/* Whether `s` is `word` as it is or in capitals. */
static bool reads(struct cvd_str s, struct cvd_str word)
{
    char upper[WORD_BYTES_MAX];

    if (s.len != word.len || s.len > sizeof upper)
        return false;
    growth_capitalise(word.ptr, word.len, true, upper);
    return cvd_str_equal(s, word) || memcmp(s.ptr, upper, s.len) == 0;
}

static struct cvd_str bare_or_dash(struct cvd_str s)
{
    struct cvd_str bare = plant_bare(s);

    return bare.len ? bare : s;
}

static bool stands(const struct plant_text *t, size_t at,
                   const struct name *n)
{
    if (at + n->count > t->count)
        return false;
    for (size_t i = 0; i < n->count; i++)
        if (!reads(bare_or_dash(t->list[at + i].word), n->words[i]))
            return false;
    return n->count > 0;
}

/* Append `to` in place of words [at, end) of `in`, with the capitals of what
 * it replaces and the punctuation at either end. */
static void put_name(struct planting *p, const struct plant_text *in,
                     size_t at, size_t end, const char *to,
                     struct plant_text *out)
{
    struct cvd_str first = in->list[at].word, last = in->list[end - 1].word;
    struct cvd_str begin = bare_or_dash(first), stop = bare_or_dash(last);
    struct cvd_buf s = { 0 };
    size_t len = strlen(to);
    char *name = plant_got(calloc(1, len + 1));

    growth_capitalise(to, len, is_capitals(begin), name);
    plant_need(cvd_buf_add_bytes(&s, first.ptr,
                                 (size_t)(begin.ptr - first.ptr)));
    plant_need(cvd_buf_add_text(&s, name));
    plant_need(cvd_buf_add(&s, cvd_str_behind(
        last, (size_t)(stop.ptr - last.ptr) + stop.len)));
    free(name);
    struct plant_text words = { 0 };
    plant_text_cut(plant_keep(&p->pool, cvd_buf_str(&s)), false, &words);
    if (words.count)
        words.list[0].before = in->list[at].before;
    plant_text_append(out, &words, 0, words.count);
    plant_text_release(&words);
    cvd_buf_release(&s);
}

static bool begins_with_capital(struct cvd_str s)
{
    size_t n;

    return s.len && growth_is_capital(growth_decode(s.ptr, &n));
}

/* The end of the name of a commune behind the word at - 1, or `at`. */
static size_t commune_end(const struct plant_text *t, size_t at)
{
    static const char *const kinds[] = { "xã", "phường", "trấn", "huyện",
                                         "quận" };
    size_t end = at;
    bool is_one = false;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && at; i++)
        is_one |= reads(t->list[at - 1].word, cvd_str_from(kinds[i]));
    while (is_one && end < t->count && end - at < COMMUNE_WORDS_MAX &&
           begins_with_capital(t->list[end].word)) {
        struct cvd_str word = t->list[end++].word;
        if (plant_bare(word).len != word.len)
            break;
    }
    return end;
}

/* Other digits in place of all; what has none stays as it is. */
static struct plant_word renumber(struct planting *p, struct plant_word w)
{
    char digits[WORD_BYTES_MAX];
    bool changed = false;

    for (size_t i = 0; i < w.word.len && w.word.len <= sizeof digits; i++) {
        digits[i] = w.word.ptr[i];
        if (digits[i] < '0' || digits[i] > '9')
            continue;
        digits[i] = (char)('1' + dice_below(&p->dice, 9));
        changed = true;
    }
    if (!changed)
        return w;
    return (struct plant_word){
        w.before, plant_keep(&p->pool,
                             (struct cvd_str){ digits, w.word.len }), false };
}

enum { PROVINCES_MAX = 128 };

struct renaming {
    struct planting *p;
    const struct plant_text *in;
    struct name provinces[PROVINCES_MAX];
    uint32_t count;             /* of them */
    uint32_t shift;             /* name i becomes name i + shift */
    struct plant_text *out;
};

/* The end of the name of a province at `at`, replaced, or 0. */
static size_t rename_province(struct renaming *r, size_t at)
{
    const struct growth_places *all = &r->p->names.before[GROWTH_PROVINCE];

    for (uint32_t i = 0; i < r->count; i++) {
        size_t end = at + r->provinces[i].count;
        if (!stands(r->in, at, &r->provinces[i]))
            continue;
        put_name(r->p, r->in, at, end,
                 all->list[(i + r->shift) % r->count].name, r->out);
        return end;
    }
    return 0;
}

static size_t rename_commune(struct renaming *r, size_t at)
{
    const struct growth_places *all = &r->p->names.before[GROWTH_COMMUNE];
    size_t end = commune_end(r->in, at);

    if (end == at || !all->count)
        return 0;
    uint64_t name = cvd_hash64(plant_bare(r->in->list[at].word)) + r->shift;
    put_name(r->p, r->in, at, end, all->list[name % all->count].name,
             r->out);
    return end;
}

size_t plant_rename(struct planting *p, const struct plant_text *in, bool all,
                    struct plant_text *out)
{
    const struct growth_places *provinces = &p->names.before[GROWTH_PROVINCE];
    struct renaming r = { .p = p, .in = in, .out = out };
    size_t found = 0, next;

    r.count = provinces->count < PROVINCES_MAX ? provinces->count
                                               : PROVINCES_MAX;
    for (uint32_t i = 0; i < r.count; i++)
        r.provinces[i] = split(provinces->list[i].name);
    r.shift = 1 + dice_below(&p->dice, r.count - 1);
    for (size_t i = 0; i < in->count; i = next) {
        next = rename_province(&r, i);
        found += next != 0;
        if (!next && all)
            next = rename_commune(&r, i);
        if (next)
            continue;
        plant_text_add(out, all ? renumber(p, in->list[i]) : in->list[i]);
        next = i + 1;
    }
    return found;
}
