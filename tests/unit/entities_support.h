/* entities_support.h - what the tests of numbers and dates share.
 *
 * Tests may include everything of the layer they test. */
#ifndef CVD_TESTS_ENTITIES_SUPPORT_H
#define CVD_TESTS_ENTITIES_SUPPORT_H

#include "analyzers/analyzer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static struct cvd_entities found;

static inline void find(const char *text, bool query)
{
    assert_int_equal(cvd_entities_find(cvd_str_from(text), query, &found),
                     CVD_OK);
}

/* The text that offsets [start, end) of `text` name. */
static inline bool spans(const char *text, uint32_t start, uint32_t end,
                  const char *want)
{
    return end - start == strlen(want) &&
           memcmp(text + start, want, strlen(want)) == 0;
}

static inline FILE *open_vectors(const char *name)
{
    char path[1024];
    const char *shared = getenv("CVD_SHARED");

    (void)snprintf(path, sizeof path, "%s/data/tables/%s",
                   shared ? shared : "../shared", name);
    FILE *in = fopen(path, "r");
    if (!in) {
        printf("skipped: no %s (set CVD_SHARED)\n", path);
        skip();
    }
    return in;
}

/* Cut `line` at its tabs; missing fields are "". */
static inline void cut_fields(char *line, char *field[], size_t count)
{
    static char empty[] = "";

    line[strcspn(line, "\r\n")] = '\0';
    for (size_t i = 0; i < count; i++) {
        field[i] = line ? line : empty;
        line = line ? strchr(line, '\t') : NULL;
        if (line)
            *line++ = '\0';
    }
}

static inline int release_found(void **state)
{
    (void)state;
    cvd_entities_release(&found);
    return 0;
}

#endif
