/* places_words.c - see places_words.h. */
#include "analyzers/places_words.h"
#include "analyzers/places_table.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

enum { LONG_NAME = 4 }; /* words */

/* ---- between words --------------------------------------------------- */

struct cvd_place_gap cvd_place_gap_after(const struct cvd_place_text *s,
                                         size_t i)
{
    struct cvd_place_gap g = { 0 };
    int32_t at = (int32_t)s->t->tok[i].end;
    int32_t end = (int32_t)s->t->tok[i + 1].start;

    while (at < end) {
        UChar32 c;
        U8_NEXT((const uint8_t *)s->text.ptr, at, end, c);
        if (c == '\n')
            g.lines++;
        if (c >= 0 && u_isUWhiteSpace(c))
            g.blank = true;
        else if (c == '-' || (c >= 0x2010 && c <= 0x2014))
            g.hyphen = true;
        else if (c == '.')
            g.dot = true;
        else if (c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02BC)
            g.quote = true;
        else
            g.other = true;
    }
    if (g.lines > 1)
        g.other = true;
    return g;
}

bool cvd_place_stands_together(const struct cvd_place_text *s, size_t first,
                               size_t count, unsigned flags)
{
    for (size_t i = first; i + 1 < first + count; i++) {
        struct cvd_place_gap g = cvd_place_gap_after(s, i);
        if (g.other || (g.dot && !(flags & FORM_DOT)) ||
            (g.hyphen && g.blank && !(flags & FORM_HYPHEN)))
            return false;
    }
    return true;
}

/* ---- capitals -------------------------------------------------------- */

static UChar32 letter_at(const struct cvd_place_text *s, size_t *at)
{
    int32_t i = (int32_t)*at, end = (int32_t)s->text.len;
    UChar32 c;

    U8_NEXT((const uint8_t *)s->text.ptr, i, end, c);
    *at = (size_t)i;
    return c;
}

bool cvd_place_has_capital(const struct cvd_place_text *s, size_t i)
{
    size_t at = s->t->tok[i].start;
    UChar32 c = letter_at(s, &at);

    return c >= 0 && (u_isupper(c) || u_isdigit(c));
}

bool cvd_place_all_capitals(const struct cvd_place_text *s, size_t i)
{
    for (size_t at = s->t->tok[i].start; at < s->t->tok[i].end;)
        if (u_islower(letter_at(s, &at)))
            return false;
    return true;
}

bool cvd_place_written_as_name(const struct cvd_place_text *s, size_t first,
                               size_t count)
{
    for (size_t i = first; i < first + count; i++)
        if (!cvd_place_has_capital(s, i) &&
            (i == first || !cvd_place_gap_after(s, i - 1).quote) &&
            (count < LONG_NAME || i == first || i + 1 == first + count))
            return false;
    return true;
}

/* ---- spelling -------------------------------------------------------- */

enum cvd_spelled cvd_place_spelling(const struct cvd_place_text *s,
                                    size_t first, const char *exact)
{
    enum cvd_spelled how = CVD_SPELLED_EXACTLY;

    for (size_t i = first; *exact; i++) {
        struct cvd_str want = { exact, strcspn(exact, " ") };
        struct cvd_str have = cvd_token_exact(s->t, i);
        exact += want.len + (exact[want.len] == ' ');
        if (cvd_str_equal(want, have))
            continue;
        if (!cvd_marks_consistent(have, want))
            return CVD_SPELLED_OTHERWISE;
        how = CVD_SPELLED_LOOSELY;
    }
    return how;
}

size_t cvd_place_words_at(const struct cvd_place_text *s, size_t i,
                          const char *exact)
{
    size_t n = 0;

    for (; *exact; n++) {
        struct cvd_str want = { exact, strcspn(exact, " ") };
        if (i + n >= s->to)
            return 0;
        struct cvd_str have = cvd_token_exact(s->t, i + n);
        exact += want.len + (exact[want.len] == ' ');
        if (!cvd_str_equal(want, have) &&
            !(s->any_marks && cvd_marks_consistent(have, want)))
            return 0;
    }
    return n;
}

bool cvd_place_is_word(const struct cvd_place_text *s, size_t i,
                       const char *exact)
{
    return cvd_str_equal(cvd_token_exact(s->t, i), cvd_str_from(exact));
}
