/* tokens.c - see tokens.h.  May depend on: libc. */
#include "tokens.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

struct tokens {
    FILE *in;
    char *line;
    size_t line_cap;
    size_t next;                        /* number of the next document */
};

static void *grow(void *p, size_t *cap, size_t want, size_t item)
{
    if (want <= *cap)
        return p;
    size_t n = *cap ? *cap : 256;
    while (n < want)
        n *= 2;
    p = realloc(p, n * item);
    if (!p) {
        fprintf(stderr, "out of memory\n");
        exit(1);
    }
    *cap = n;
    return p;
}

struct tokens *tokens_open(const char *path)
{
    struct tokens *t = calloc(1, sizeof *t);
    if (!t) {
        fprintf(stderr, "out of memory\n");
        return NULL;
    }
    t->in = fopen(path, "r");
    if (!t->in) {
        fprintf(stderr, "cannot open '%s': %s\n", path, strerror(errno));
        free(t);
        return NULL;
    }
    return t;
}

void tokens_close(struct tokens *t)
{
    if (!t)
        return;
    fclose(t->in);
    free(t->line);
    free(t);
}

void token_chunk_release(struct token_chunk *c)
{
    free(c->docs);
    free(c->bytes);
    *c = (struct token_chunk){ 0 };
}

/* Cut the next column off the front of *rest, with the tab behind it. */
static struct token_span column(struct token_span *rest)
{
    const char *tab = memchr(rest->s, '\t', rest->n);
    if (!tab) {
        fprintf(stderr, "not a token file: a line has too few tabs\n");
        exit(1);
    }
    struct token_span c = { rest->s, (size_t)(tab - rest->s) };
    rest->n -= c.n + 1;
    rest->s = tab + 1;
    return c;
}

static void split_line(const char *s, size_t n, struct token_doc *d)
{
    struct token_span rest = { s, n };
    d->id = column(&rest);
    d->exact = column(&rest);
    d->folded = column(&rest);
    /* A tab ends each: strtoul() stops there. */
    d->topic = (unsigned)strtoul(column(&rest).s, NULL, 10);
    d->date = (unsigned)strtoul(column(&rest).s, NULL, 10);
    d->text = rest;
}

size_t tokens_read(struct tokens *t, size_t max, struct token_chunk *c)
{
    c->count = 0;
    c->used = 0;
    c->first = t->next;
    while (c->count < max) {
        ssize_t got = getline(&t->line, &t->line_cap, t->in);
        if (got < 0)
            break;
        size_t n = (size_t)got;
        if (n > 0 && t->line[n - 1] == '\n')
            n--;
        c->bytes = grow(c->bytes, &c->cap, c->used + n + 1, 1);
        c->docs = grow(c->docs, &c->docs_cap, c->count + 1, sizeof *c->docs);
        memcpy(c->bytes + c->used, t->line, n);
        /* Only the length now: the buffer may still move. */
        c->docs[c->count].id.n = n;
        c->used += n;
        c->count++;
    }
    const char *s = c->bytes;
    for (size_t i = 0; i < c->count; i++) {
        size_t n = c->docs[i].id.n;
        split_line(s, n, &c->docs[i]);
        s += n;
    }
    t->next += c->count;
    return c->count;
}

int token_next(struct token_span *rest, struct token_span *token)
{
    if (rest->n == 0)
        return 0;
    const char *space = memchr(rest->s, ' ', rest->n);
    size_t n = space ? (size_t)(space - rest->s) : rest->n;
    *token = (struct token_span){ rest->s, n };
    size_t skip = space ? n + 1 : n;
    rest->s += skip;
    rest->n -= skip;
    return 1;
}
