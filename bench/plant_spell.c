/* plant_spell.c - the same words, written otherwise: see plant_change.h. */
#include "bench/plant_change.h"

#include "bench/fold.h"
#include "bench/growth_letters.h"

#include <stdlib.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum { WORD_BYTES_MAX = 256 };

/* Append `s` with each `from` in it `to`; whether there was one. */
static bool replace_all(struct cvd_str s, const char *from, const char *to,
                        struct cvd_buf *out)
{
    size_t n = strlen(from);
    bool found = false;

    for (size_t i = 0; i < s.len;) {
        bool here = s.len - i >= n && memcmp(s.ptr + i, from, n) == 0;
        found |= here;
        plant_need(here ? cvd_buf_add_text(out, to)
                        : cvd_buf_add_char(out, s.ptr[i]));
        i += here ? n : 1;
    }
    return found;
}

static void unmark(struct cvd_str word, struct cvd_buf *out)
{
    struct cvd_err err;

    if (bench_fold(word, out, &err) != CVD_OK)
        plant_die("cannot take marks off", err.msg);
}

/* The tone mark on either of the last two vowels: of open syllables in oa, oe
 * and uy, where the old and the new style differ. */
static void swap_tones(struct cvd_str word, struct cvd_buf *out)
{
    static const char *const styles[][2] = {
        { "òa", "oà" }, { "óa", "oá" }, { "ỏa", "oả" }, { "õa", "oã" },
        { "ọa", "oạ" }, { "òe", "oè" }, { "óe", "oé" }, { "ỏe", "oẻ" },
        { "õe", "oẽ" }, { "ọe", "oẹ" }, { "ùy", "uỳ" }, { "úy", "uý" },
        { "ủy", "uỷ" }, { "ũy", "uỹ" }, { "ụy", "uỵ" },
    };
    struct cvd_str bare = plant_bare(word);

    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        for (size_t k = 0; k < 2; k++) {
            struct cvd_str end = cvd_str_from(styles[i][k]);
            size_t at = bare.len - end.len;
            if (bare.len < end.len ||
                memcmp(bare.ptr + at, end.ptr, end.len) != 0 ||
                (at && strchr("qQ", bare.ptr[at - 1])))
                continue;
            at = (size_t)(bare.ptr - word.ptr) + at;
            plant_need(cvd_buf_add_bytes(out, word.ptr, at));
            plant_need(cvd_buf_add_text(out, styles[i][1 - k]));
            plant_need(cvd_buf_add(out, cvd_str_behind(word,
                                                       at + end.len)));
            return;
        }
    plant_need(cvd_buf_add(out, word));
}

static void capitals(struct cvd_str word, struct cvd_buf *out)
{
    plant_need(cvd_buf_reserve(out, word.len));
    growth_capitalise(word.ptr, word.len, true, out->ptr + out->len);
    out->len += word.len;
}

static void take_apart(struct cvd_str word, struct cvd_buf *out)
{
    UChar wide[WORD_BYTES_MAX], apart[WORD_BYTES_MAX * 4];
    char bytes[WORD_BYTES_MAX * 12];
    int32_t n, len = 0;
    UErrorCode e = U_ZERO_ERROR;

    u_strFromUTF8(wide, WORD_BYTES_MAX, &n, word.ptr, (int32_t)word.len, &e);
    n = unorm2_normalize(unorm2_getNFDInstance(&e), wide, n, apart,
                         WORD_BYTES_MAX * 4, &e);
    u_strToUTF8(bytes, sizeof bytes, &len, apart, n, &e);
    if (U_FAILURE(e))
        plant_die("cannot decompose a word", u_errorName(e));
    plant_need(cvd_buf_add_bytes(out, bytes, (size_t)len));
}

static void dress(struct cvd_str word, struct cvd_buf *out)
{
    struct cvd_buf half = { 0 }, eth = { 0 };

    (void)replace_all(word, "Đ", "Ð", &half);
    (void)replace_all(cvd_buf_str(&half), "đ", "ð", &eth);
    take_apart(cvd_buf_str(&eth), out);
    cvd_buf_release(&half);
    cvd_buf_release(&eth);
}

/* A letter that scanners take for another, drawn; a mark is lost where the
 * word has none of these. */
static void slip(struct planting *p, struct cvd_str word, struct cvd_buf *out)
{
    static const char *const slips[][2] = {
        { "c", "e" }, { "i", "l" }, { "n", "u" }, { "h", "b" },
        { "t", "f" }, { "o", "0" }, { "m", "rn" }, { "g", "q" },
        { "a", "o" }, { "ê", "c" }, { "l", "1" }, { "đ", "d" },
        { "ư", "u" }, { "ộ", "ô" }, { "ế", "ê" }, { "u", "n" },
    };
    size_t count = sizeof slips / sizeof *slips;
    size_t from = dice_below(&p->dice, (uint32_t)count);

    for (size_t i = 0; i < count; i++) {
        const char *const *s = slips[(from + i) % count];
        size_t before = out->len;
        if (replace_all(word, s[0], s[1], out))
            return;
        out->len = before;
    }
    unmark(word, out);
}

/* White space and punctuation drawn. */
static struct plant_word lay_out(struct planting *p, struct plant_word w)
{
    static const char *const gaps[] = { " ", " ", " ", "\n", "  ", "\t" };
    static const char *const signs[] = { "", "", "", "", "", "", ",", ";",
                                         ".", " -" };
    struct cvd_buf s = { 0 };
    const char *gap = gaps[dice_below(&p->dice, sizeof gaps / sizeof *gaps)];
    const char *sign = signs[dice_below(&p->dice,
                                        sizeof signs / sizeof *signs)];

    plant_need(cvd_buf_add(&s, plant_bare(w.word)));
    plant_need(cvd_buf_add_text(&s, sign));
    w = (struct plant_word){ cvd_str_from(gap),
                             plant_keep(&p->pool, cvd_buf_str(&s)),
                             w.borrowed };
    cvd_buf_release(&s);
    return w;
}

static void spell(struct planting *p, struct cvd_str word,
                  enum plant_spelling how, double share, struct cvd_buf *out)
{
    if (how == PLANT_UNMARKED)
        unmark(word, out);
    else if (how == PLANT_TONES)
        swap_tones(word, out);
    else if (how == PLANT_UPPER)
        capitals(word, out);
    else if (how == PLANT_LOOKALIKE && word.len < WORD_BYTES_MAX)
        dress(word, out);
    else if (how == PLANT_SLIPS && dice_chance(&p->dice, share))
        slip(p, word, out);
    else
        plant_need(cvd_buf_add(out, word));
}

void plant_respell(struct planting *p, const struct plant_text *in,
                   enum plant_spelling how, double share,
                   struct plant_text *out)
{
    struct cvd_buf s = { 0 };

    for (size_t i = 0; i < in->count; i++) {
        struct plant_word w = in->list[i];
        if (how == PLANT_LAYOUT) {
            w = lay_out(p, w);
        } else {
            cvd_buf_clear(&s);
            spell(p, w.word, how, share, &s);
            w.word = plant_keep(&p->pool, cvd_buf_str(&s));
        }
        if (w.word.len)
            plant_text_add(out, w);
    }
    cvd_buf_release(&s);
}
