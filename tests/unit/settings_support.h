/* settings_support.h - what the tests of the daemon's settings share. */
#ifndef CVD_TESTS_SETTINGS_SUPPORT_H
#define CVD_TESTS_SETTINGS_SUPPORT_H

#include "tests/unit/support.h"

#include "searchd/settings_rows.h"

enum { ARGS_MAX = 16 };

/* A command line: words between blanks, after the name of the program. */
struct line {
    char text[512];
    char *argv[ARGS_MAX];
    int argc;
};

static inline void split(struct line *l, const char *words)
{
    assert_true(strlen(words) < sizeof l->text);
    strcpy(l->text, words);
    l->argc = 0;
    l->argv[l->argc++] = l->text + strlen(l->text); /* an empty name */
    for (char *p = strtok(l->text, " "); p; p = strtok(NULL, " "))
        l->argv[l->argc++] = p;
    assert_true(l->argc < ARGS_MAX);
    l->argv[l->argc] = NULL;
}

static inline enum cvd_status read_line(struct settings *s, const char *words,
                                 const char *env_index,
                                 enum settings_task *task,
                                 struct cvd_err *err)
{
    struct line l;

    split(&l, words);
    return settings_read(s, l.argc, l.argv, env_index, task, err);
}

/* As read_line(), from a program that is to run; it must succeed. */
static inline void must_read(struct settings *s, const char *words)
{
    struct cvd_err err = { CVD_OK, "" };
    enum settings_task task = SETTINGS_HELP;

    assert_ok(read_line(s, words, NULL, &task, &err));
    assert_int_equal(task, SETTINGS_RUN);
}

static inline char *file_of(void **state, const char *text)
{
    struct cvd_err err = { CVD_OK, "" };
    char *path = cvd_path_join(*state, "conf");

    assert_ok(cvd_file_write(path, cvd_str_from(text), &err));
    return path;
}

#endif
