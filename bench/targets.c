/* targets.c - see targets.h.  May depend on: libc. */
#include "bench/targets.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TARGETS_MAX = 1000000 };

static void die(const char *doing, const char *path)
{
    (void)fprintf(stderr, "cannot %s '%s': %s\n", doing, path,
                  errno ? strerror(errno) : "nothing in it, or too much");
    exit(3);
}

static char *encoded(const char *head, const char *text, const char *tail)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmno"
                                "pqrstuvwxyz0123456789-._~";
    size_t at = strlen(head);
    char *out = malloc(at + 3 * strlen(text) + strlen(tail) + 1);

    if (!out)
        abort();
    memcpy(out, head, at);
    for (; *text; text++) {
        if (strchr(plain, *text))
            out[at++] = *text;
        else
            at += (size_t)sprintf(out + at, "%%%02X",
                                  (unsigned)(unsigned char)*text);
    }
    (void)strcpy(out + at, tail);
    return out;
}

static void take_line(struct targets *t, char *line)
{
    char *text = line + strcspn(line, "\t"), *tail;

    if (*text)
        *text++ = '\0';
    tail = text + strcspn(text, "\t");
    if (*tail)
        *tail++ = '\0';
    struct target one = { .path = encoded(line, text, tail),
                          .text = strdup(text) };
    if (!one.text)
        abort();
    t->list[t->count++] = one;
}

void targets_load(const char *path, struct targets *out)
{
    FILE *in = fopen(path, "r");
    char *line = NULL;
    size_t cap = 0, room = 0;

    *out = (struct targets){ 0 };
    errno = in ? 0 : errno;
    if (!in)
        die("open", path);
    while (getline(&line, &cap, in) > 0 && out->count < TARGETS_MAX) {
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] != '/')
            continue;
        if (out->count == room) {
            room = room ? 2 * room : 1024;
            out->list = realloc(out->list, room * sizeof *out->list);
            if (!out->list)
                abort();
        }
        take_line(out, line);
    }
    free(line);
    (void)fclose(in);
    if (!out->count)
        die("use", path);
}

void targets_release(struct targets *t)
{
    for (size_t i = 0; i < t->count; i++) {
        free(t->list[i].path);
        free(t->list[i].text);
    }
    free(t->list);
    *t = (struct targets){ 0 };
}

void targets_write_best(const struct targets *t, const char *path)
{
    FILE *out = fopen(path, "w");

    if (!out)
        die("write", path);
    for (size_t i = 0; i < t->count; i++)
        (void)fprintf(out, "%.1f\n", (double)t->list[i].best_ns / 1e3);
    if (fclose(out) != 0)
        die("write", path);
}
