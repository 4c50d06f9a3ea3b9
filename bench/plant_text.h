/* plant_text.h - a text as words and what stands between them, so that it can
 * be changed word by word and still be told what of it was borrowed.
 *
 * Words are what white space separates, with their punctuation.  Strings are
 * borrowed: from the document the text was cut from, from the pool, or
 * static.  What cannot be done ends the program.  Not for threads.
 * May depend on: libc, jansson, base, search/strings.h, growth_random.h. */
#ifndef BENCH_PLANT_TEXT_H
#define BENCH_PLANT_TEXT_H

#include "base/str.h"
#include "bench/growth_random.h"
#include "search/strings.h"

#include <stdio.h>

struct plant_word {
    struct cvd_str before;      /* white space */
    struct cvd_str word;
    bool borrowed;              /* of the document that is copied, whatever its
                                   spelling is now */
};

/* Zero-initialise; release with plant_text_release(). */
struct plant_text {
    struct plant_word *list;
    size_t count, cap;
};

struct plant_document {
    struct cvd_str id, title, text;
};

/* Zero-initialise; release with plant_documents_release(). */
struct plant_documents {
    struct plant_document *list;
    size_t count, cap;
    struct cvd_strings *strings;
};

/* Read {"id", "title"?, "text"} a line. */
void plant_documents_read(const char *path, struct plant_documents *out);
void plant_documents_release(struct plant_documents *d);

/* Write such a line; an empty title is left out. */
void plant_document_write(FILE *out, const struct plant_document *d);

/* Append the words of `s`, all borrowed or none. */
void plant_text_cut(struct cvd_str s, bool borrowed, struct plant_text *out);
void plant_text_add(struct plant_text *t, struct plant_word w);

/* Append words [from, to) of another text. */
void plant_text_append(struct plant_text *t, const struct plant_text *of,
                       size_t from, size_t to);
void plant_text_release(struct plant_text *t);

/* The text itself, in place of what was in *out. */
void plant_text_join(const struct plant_text *t, struct cvd_buf *out);
size_t plant_text_borrowed(const struct plant_text *t);

enum plant_unit { PLANT_LINES, PLANT_SENTENCES };

/* The end of the line or sentence that word `from` begins: a sentence ends
 * with its line or with . ; : ? ! */
size_t plant_text_unit(const struct plant_text *t, enum plant_unit unit,
                       size_t from);

/* The end of an official head's first lines, to that of place and date: 0
 * where there is none. */
size_t plant_text_head(const struct plant_text *t);

/* `s` without punctuation at either end. */
struct cvd_str plant_bare(struct cvd_str s);

/* A copy of `s` that lives as long as the pool. */
struct cvd_str plant_keep(struct cvd_strings **pool, struct cvd_str s);

/* Put 0 ... n - 1 in another order. */
void plant_shuffle(struct dice *d, size_t *list, size_t n);

/* "what: why", and the end. */
_Noreturn void plant_die(const char *what, const char *why);

/* The end where `st` is an error, or `p` NULL: out of memory. */
void plant_need(enum cvd_status st);
void *plant_got(void *p);

#endif
