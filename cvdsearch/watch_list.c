/* watch_list.c - what is watched: see watch.h. */
#include "cvdsearch/watch.h"
#include "base/array.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    /* Of the first line of a state: the longest query and as many filters as
     * a command line holds are less. */
    LINE_BYTES_MAX = 256 * 1024,
    LISTED_MAX = 10000
};

static bool is_state(const char *name)
{
    static const char end[] = ".jsonl";
    size_t len = strlen(name);

    return len > sizeof end - 1 &&
           strcmp(name + len - (sizeof end - 1), end) == 0;
}

static int by_name(const void *pa, const void *pb)
{
    return strcmp(*(char *const *)pa, *(char *const *)pb);
}

struct names {
    char **list;
    size_t count, cap;
};

static enum cvd_status read_names(const char *path, struct names *out,
                                  struct cvd_err *err)
{
    DIR *dir = opendir(path);
    const struct dirent *one;
    enum cvd_status st = CVD_OK;

    if (!dir && errno == ENOENT)
        return CVD_OK; /* nothing was ever watched */
    if (!dir)
        return cvd_fail_errno(err, errno, "cannot open '%s'", path);
    while (st == CVD_OK && out->count < LISTED_MAX && (one = readdir(dir))) {
        if (!is_state(one->d_name))
            continue;
        st = cvd_array_reserve(&out->list, &out->cap, out->count + 1,
                               sizeof *out->list);
        if (st == CVD_OK && !(out->list[out->count] = strdup(one->d_name)))
            st = CVD_ENOMEM;
        out->count += st == CVD_OK;
    }
    (void)closedir(dir);
    if (out->count)
        qsort(out->list, out->count, sizeof *out->list, by_name);
    return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
}

/* The next line as an object; NULL where it is none. */
static json_t *read_line(FILE *in, char *line)
{
    return fgets(line, LINE_BYTES_MAX, in) ? json_loads(line, 0, NULL)
                                           : NULL;
}

static struct cvd_str member(const json_t *o, const char *key)
{
    return cvd_str_from(json_string_value(json_object_get(o, key)));
}

static enum cvd_status put_filters(const json_t *question)
{
    json_t *list = json_object_get(question, "filters");
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < json_array_size(list) && st == CVD_OK; i++) {
        void *at = json_object_iter(json_array_get(list, i));
        const char *value = json_string_value(json_object_iter_value(at));
        if (!at || !value)
            continue;
        out_printf(" --%s ", json_object_iter_key(at));
        st = terminal_put(cvd_str_from(value), SPACE_ONE_LINE);
    }
    return st;
}

/* A line: what is asked, of what, how many there were, and the file. */
static enum cvd_status put_watch(const struct cli *c, const char *path,
                                 const json_t *question, const json_t *when)
{
    struct cvd_str place = member(question, "index");
    struct cvd_str query = member(question, "query");
    json_int_t found = json_integer_value(json_object_get(when, "found"));

    terminal_style(&c->term, STYLE_TITLE);
    enum cvd_status st = terminal_put(query, SPACE_ONE_LINE);
    terminal_style(&c->term, STYLE_PLAIN);
    if (st == CVD_OK)
        st = put_filters(question);
    out_text(" · ");
    cli_put_count(found > 0 ? (uint64_t)found : 0);
    out_printf(" văn bản · ");
    const struct cvd_str facts[] = {
        place.len ? place : member(question, "server"), cvd_str_from(path)
    };
    if (st == CVD_OK)
        st = cli_put_facts(&c->term, facts, 2);
    out_char('\n');
    return st;
}

static enum cvd_status put_json_line(const char *path, json_t *question,
                                     const json_t *when)
{
    enum cvd_status st = CVD_ENOMEM;

    if (json_object_set_new(question, "state", json_string(path)) == 0 &&
        json_object_set(question, "found",
                        json_object_get(when, "found")) == 0 &&
        json_object_set(question, "generation",
                        json_object_get(when, "generation")) == 0) {
        char *text = json_dumps(question, JSON_COMPACT);
        if (text) {
            out_json(cvd_str_from(text));
            st = CVD_OK;
        }
        free(text);
    }
    return st;
}

static enum cvd_status put_one(const struct cli *c, const char *path,
                               char *line)
{
    FILE *in = fopen(path, "rb");
    json_t *question = in ? read_line(in, line) : NULL;
    json_t *when = question ? read_line(in, line) : NULL;
    enum cvd_status st = CVD_OK;

    if (!json_is_object(question) || !json_is_object(when))
        cli_say("'%s' is damaged, or not what a watch keeps", path);
    else if (c->format == CLI_JSONL)
        st = put_json_line(path, question, when);
    else
        st = put_watch(c, path, question, when);
    json_decref(question);
    json_decref(when);
    if (in)
        (void)fclose(in);
    return st;
}

static enum cvd_status put_all(const struct cli *c, const char *dir,
                               const struct names *n, struct cvd_err *err)
{
    char *line = malloc(LINE_BYTES_MAX);
    struct cvd_buf path = { 0 };
    enum cvd_status st = line ? CVD_OK : CVD_ENOMEM;

    for (size_t i = 0; i < n->count && st == CVD_OK; i++) {
        cvd_buf_clear(&path);
        st = cvd_buf_printf(&path, "%s/%s", dir, n->list[i]);
        if (st == CVD_OK)
            st = put_one(c, path.ptr, line);
    }
    free(line);
    cvd_buf_release(&path);
    return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
}

int watch_list(const struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf dir = { 0 };
    struct names n = { 0 };
    int status = CLI_FOUND;
    enum cvd_status st = watch_directory(&dir, &err);

    if (st == CVD_OK)
        st = read_names(dir.ptr, &n, &err);
    if (st == CVD_OK)
        st = put_all(c, dir.ptr, &n, &err);
    if (st != CVD_OK)
        status = cli_fail(st, &err);
    else if (!n.count)
        status = CLI_NOTHING;
    for (size_t i = 0; i < n.count; i++)
        free(n.list[i]);
    free(n.list);
    cvd_buf_release(&dir);
    return status;
}
