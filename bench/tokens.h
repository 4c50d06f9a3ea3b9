/* tokens.h - reads the neutral token file that every peer is given.
 *
 * One document a line: id, exact tokens, folded tokens, topic, date, text, with
 * a TAB between; tokens are separated by single spaces; the n-th folded token
 * is the n-th exact one without its marks.  A topic is a number from 1 on, a
 * date is YYYYMMDD, the text has spaces for its tabs and newlines and is for
 * those that store it.  Text is UTF-8, sizes are bytes.  A tokens reader may
 * be shared by threads only under the caller's lock; a chunk belongs to one
 * thread.  May depend on: libc. */
#ifndef BENCH_TOKENS_H
#define BENCH_TOKENS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tokens;                          /* opaque; defined in tokens.c */

/* A borrowed run of bytes, not NUL-terminated. */
struct token_span {
    const char *s;
    size_t n;
};

struct token_doc {
    struct token_span id, exact, folded, text;
    unsigned topic, date;
};

/* Documents read together.  Zero it before the first read; the spans live
 * until the next read into the same chunk or its release. */
struct token_chunk {
    struct token_doc *docs;
    size_t count;
    size_t first;                       /* number of docs[0] in the file */
    char *bytes;
    size_t used, cap, docs_cap;
};

/* The reader, or NULL with a message on stderr. */
struct tokens *tokens_open(const char *path);
void tokens_close(struct tokens *t);

/* Read up to `max` documents into *c and return how many; 0 at the end.
 * A malformed line or lack of memory ends the program: a benchmark has
 * nothing to save. */
size_t tokens_read(struct tokens *t, size_t max, struct token_chunk *c);
void token_chunk_release(struct token_chunk *c);

/* Take the next token off the front of *rest; 0 when none is left. */
int token_next(struct token_span *rest, struct token_span *token);

#ifdef __cplusplus
}
#endif
#endif
