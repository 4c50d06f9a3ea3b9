/* places_words.h - how words of a text are written: what stands between
 * them, their capitals, their marks.
 *
 * Private to places_find.c.  Pure functions of the text and its tokens. */
#ifndef CVD_ANALYZERS_PLACES_WORDS_H
#define CVD_ANALYZERS_PLACES_WORDS_H

#include "analyzers/analyzer.h"

/* A text whose tokens before `to` are looked at; `any_marks`, `any_case` as
 * in cvd_places_find(). */
struct cvd_place_text {
    struct cvd_str text;
    const struct cvd_tokens *t;
    size_t to;
    bool any_marks, any_case;
};

struct cvd_place_gap {
    bool blank, hyphen, dot, quote;
    bool other;             /* any other thing, or a line left empty */
    unsigned lines;
};

/* What stands between token `i` and the next, which there must be. */
struct cvd_place_gap cvd_place_gap_after(const struct cvd_place_text *s,
                                         size_t i);

/* Whether tokens [first, first + count) stand together as words of a name
 * with `flags` (FORM_HYPHEN, FORM_DOT) do. */
bool cvd_place_stands_together(const struct cvd_place_text *s, size_t first,
                               size_t count, unsigned flags);

/* Whether token `i` begins with a capital or digit; has no small letter. */
bool cvd_place_has_capital(const struct cvd_place_text *s, size_t i);
bool cvd_place_all_capitals(const struct cvd_place_text *s, size_t i);

/* Every word begins with a capital; not so what follows an apostrophe (Ea
 * H'leo), nor what is in the middle of a long name (Nông trường Việt Lâm). */
bool cvd_place_written_as_name(const struct cvd_place_text *s, size_t first,
                               size_t count);

enum cvd_spelled {
    CVD_SPELLED_OTHERWISE,
    CVD_SPELLED_LOOSELY,  /* a mark is wanting */
    CVD_SPELLED_EXACTLY
};

/* How tokens from `first` on, whose folded words are those of `exact`,
 * spell it. */
enum cvd_spelled cvd_place_spelling(const struct cvd_place_text *s,
                                    size_t first, const char *exact);

/* The words of `exact` from token `i` on: how many, or 0. */
size_t cvd_place_words_at(const struct cvd_place_text *s, size_t i,
                          const char *exact);

/* Whether token `i` is `exact`, every mark as there. */
bool cvd_place_is_word(const struct cvd_place_text *s, size_t i,
                       const char *exact);

#endif
