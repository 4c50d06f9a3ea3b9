/* references_support.h - what the tests of references share.
 *
 * Tests may include everything of the layer they test. */
#ifndef CVD_TESTS_REFERENCES_SUPPORT_H
#define CVD_TESTS_REFERENCES_SUPPORT_H

#include "analyzers/references.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct cvd_entities entities;
static struct cvd_references found;

static inline void find_own(struct cvd_str text, const char *own)
{
    struct cvd_number number = { 0 };
    bool has = false;

    if (own) {
        assert_int_equal(cvd_entities_find(cvd_str_from(own), false,
                                           &entities), CVD_OK);
        has = entities.number_count == 1;
        if (has)
            number = entities.numbers[0];
    }
    assert_true(!own || has);
    assert_int_equal(cvd_entities_find(text, false, &entities), CVD_OK);
    assert_int_equal(cvd_references_find(text, &entities,
                                         has ? &number : NULL, NULL, &found),
                     CVD_OK);
}

/* Write bytes [start, end) with what is white in them as one blank each. */
static inline size_t put_span(char *out, size_t room, const char *text,
                              uint32_t start, uint32_t end)
{
    size_t n = 0;

    for (uint32_t i = start; i < end && n + 1 < room; i++) {
        bool white = text[i] == ' ' || text[i] == '\n' || text[i] == '|';

        if (!white || n == 0 || out[n - 1] != ' ')
            out[n++] = white ? ' ' : text[i];
    }
    out[n] = '\0';
    return n;
}

/* "[span] number type date", a '~' before a date given elsewhere, "=k" after
 * the mention of what mention k mentions; joined by "; ". */
static inline void describe(const char *text, char *out, size_t room)
{
    size_t n = 0;

    out[0] = '\0';
    for (size_t i = 0; i < found.count && n + 1 < room; i++) {
        const struct cvd_reference *m = &found.list[i];
        char span[600], date[CVD_DATE_MAX] = "-", same[16] = "";

        (void)put_span(span, sizeof span, text, m->start, m->end);
        if (m->date.year)
            cvd_date_format(&m->date, date);
        if (m->first != CVD_NO_REFERENCE)
            (void)snprintf(same, sizeof same, " =%d", (int)m->first);
        n += (size_t)snprintf(out + n, room - n, "%s[%s] %s%s %s %s%s%s",
                              i ? "; " : "", span,
                              *m->number.number ? m->number.number : "/",
                              *m->number.number ? "" : m->number.symbol,
                              m->type ? m->type : "-",
                              m->date_elsewhere ? "~" : "", date, same);
    }
}

struct mention_case {
    const char *text, *want;
};

static inline void check(const struct mention_case *c, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char got[4096];

        find_own(cvd_str_from(c[i].text), NULL);
        describe(c[i].text, got, sizeof got);
        if (strcmp(got, c[i].want) != 0)
            fail_msg("'%s'\n gave '%s'\n want '%s'", c[i].text, got,
                     c[i].want);
    }
}

#define CHECK(cases) check(cases, sizeof cases / sizeof *cases)

/* How many documents a text of number `own` refers to. */
struct own_case {
    const char *own, *text;
    size_t want;
};

static inline void check_own(const struct own_case *c, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        find_own(cvd_str_from(c[i].text), c[i].own);
        if (found.count != c[i].want)
            fail_msg("'%s' in '%s': %zu, want %zu", c[i].own, c[i].text,
                     found.count, c[i].want);
    }
}

#define CHECK_OWN(cases) check_own(cases, sizeof cases / sizeof *cases)

static inline int release(void **state)
{
    (void)state;
    cvd_references_release(&found);
    cvd_entities_release(&entities);
    return 0;
}

#endif
