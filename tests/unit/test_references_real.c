/* test_references_real.c - cvd_references_find() against labels of real
 * documents: skipped where they are not (CVD_SHARED names their folder).
 *
 * A labelled mention is found when one of ours overlaps it and bears its
 * number, or the one restored from lost letters; its date is the one in the
 * span or one given elsewhere. */
#include "analyzers/references.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { VALUE_MAX = 400, DOCUMENT_MAX = 1 << 20 };

static struct cvd_entities entities;
static struct cvd_references found;
static bool used[CVD_REFERENCES_MAX];

struct label {
    unsigned long start, end; /* code points */
    char number[VALUE_MAX], restored[VALUE_MAX];
    char date[VALUE_MAX], elsewhere[VALUE_MAX];
};

struct score {
    unsigned right, invented, missed, dates;
};

/* The value of `key` between `json` and `end`, a string without escapes or a
 * number; "" where it is null or not there. */
static void value_of(const char *json, const char *end, const char *key,
                     char out[VALUE_MAX])
{
    char quoted[64];
    size_t n = 0;

    (void)snprintf(quoted, sizeof quoted, "\"%s\": ", key);
    const char *p = strstr(json, quoted);
    out[0] = '\0';
    if (!p || p >= end)
        return;
    p += strlen(quoted);
    bool string = *p == '"';
    p += string;
    if (!string && (*p < '0' || *p > '9'))
        return;
    while (n + 1 < VALUE_MAX && *p &&
           (string ? *p != '"' : *p >= '0' && *p <= '9'))
        out[n++] = *p++;
    out[n] = '\0';
}

static void read_label(const char *json, const char *end, struct label *l)
{
    char n[VALUE_MAX];

    value_of(json, end, "start", n);
    l->start = strtoul(n, NULL, 10);
    value_of(json, end, "end", n);
    l->end = strtoul(n, NULL, 10);
    value_of(json, end, "number", l->number);
    value_of(json, end, "number_restored", l->restored);
    value_of(json, end, "date", l->date);
    value_of(json, end, "date_ctx", l->elsewhere);
}

/* Where code point `n` of the text as stored stands in the normalized one. */
static size_t offset_of(struct cvd_str raw, size_t n)
{
    struct cvd_buf head = { 0 };

    assert_int_equal(cvd_text_normalize(cvd_utf8_first(raw, n), &head, NULL),
                     CVD_OK);
    size_t len = head.len;
    cvd_buf_release(&head);
    return len;
}

static bool date_is_right(const struct cvd_reference *m,
                          const struct label *l)
{
    char date[CVD_DATE_MAX] = "";

    if (m->date.year)
        cvd_date_format(&m->date, date);
    return strcmp(date, l->date) == 0 ||
           (*l->elsewhere && strcmp(date, l->elsewhere) == 0);
}

static void score_label(struct cvd_str raw, const struct label *l,
                        struct score *s)
{
    size_t start = offset_of(raw, l->start), end = offset_of(raw, l->end);

    for (size_t i = 0; i < found.count; i++) {
        const struct cvd_reference *m = &found.list[i];

        if (used[i] || m->start >= end || m->end <= start ||
            (strcmp(m->number.number, l->number) != 0 &&
             (!*l->restored || strcmp(m->number.number, l->restored) != 0)))
            continue;
        used[i] = true;
        s->right++;
        s->dates += date_is_right(m, l);
        return;
    }
    s->missed++;
    printf("missed: %.*s\n", (int)(end - start), raw.ptr + start);
}

static void score_document(struct cvd_str raw, const char *json,
                           struct score *s)
{
    struct cvd_buf text = { 0 };
    struct cvd_header head;
    const char *p = strstr(json, "\"citations\": ["), *stop;

    assert_int_equal(cvd_text_normalize(raw, &text, NULL), CVD_OK);
    cvd_header_read(cvd_buf_str(&text), &head);
    assert_int_equal(cvd_entities_find(cvd_buf_str(&text), false, &entities),
                     CVD_OK);
    assert_int_equal(cvd_references_find(cvd_buf_str(&text), &entities,
                                         &head.number, &head.date,
                                         &found), CVD_OK);
    memset(used, 0, sizeof used);
    assert_non_null(p);
    stop = strchr(p, ']');
    assert_non_null(stop);
    while ((p = strchr(p, '{')) != NULL && p < stop) {
        struct label l;
        const char *end = strchr(p, '}');

        assert_non_null(end);
        read_label(p, end, &l);
        score_label(raw, &l, s);
        p = end;
    }
    for (size_t i = 0; i < found.count; i++) {
        const struct cvd_reference *m = &found.list[i];

        if (used[i])
            continue;
        s->invented++;
        printf("invented: %.*s\n", (int)(m->end - m->start),
               text.ptr + m->start);
    }
    cvd_buf_release(&text);
}

static FILE *open_shared(const char *set, const char *name)
{
    const char *shared = getenv("CVD_SHARED");
    char path[1024];

    (void)snprintf(path, sizeof path, "%s/data/%s/%s",
                   shared ? shared : "../shared", set, name);
    return fopen(path, "r");
}

static void score_set(const char *set, struct score *s)
{
    FILE *labels = open_shared(set, "labels.jsonl");
    static char text[DOCUMENT_MAX];
    char *line = NULL;
    size_t room = 0;

    if (!labels) {
        printf("skipped: no labels of %s (set CVD_SHARED)\n", set);
        skip();
    }
    while (getline(&line, &room, labels) > 0) {
        char name[VALUE_MAX];

        value_of(line, line + strlen(line), "file", name);
        FILE *in = open_shared(set, name);
        assert_non_null(in);
        size_t len = fread(text, 1, sizeof text, in);
        assert_true(len < sizeof text);
        (void)fclose(in);
        printf("%s\n", name);
        score_document((struct cvd_str){ text, len }, line, s);
    }
    free(line);
    (void)fclose(labels);
}

/* What is labelled is found, and nothing else, with room for a label that is
 * wrong; a date is right or not given. */
static void test_real_documents(void **state)
{
    static const char *const sets[] = { "official", "seeds" };
    struct score s = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        score_set(sets[i], &s);
    printf("%u right, %u invented, %u missed; %u dates right\n", s.right,
           s.invented, s.missed, s.dates);
    assert_true(s.right > 0);
    assert_true(s.invented * 100 <= 2 * (s.right + s.invented));
    assert_true(s.missed * 100 <= 2 * (s.right + s.missed));
    assert_true((s.right - s.dates) * 100 <= 2 * s.right);
}

static int release(void **state)
{
    (void)state;
    cvd_references_release(&found);
    cvd_entities_release(&entities);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_real_documents),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}
