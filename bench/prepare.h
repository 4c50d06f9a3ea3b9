/* prepare.h - the parts of prepare.c: attributes of documents, and queries
 * drawn from a token file.
 *
 * May depend on: libc, jansson, tokens.h. */
#ifndef BENCH_PREPARE_H
#define BENCH_PREPARE_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* End the program with a message. */
_Noreturn void prepare_die(const char *what, const char *why);
void *prepare_need(void *p); /* ends the program when it is NULL */
FILE *prepare_create(const char *path);
void prepare_finish(FILE *out, const char *path);

/* What every document is given besides its words, so that all peers can
 * filter, sort and count alike: see prepare_attributes.c. */
struct prepare_attributes {
    unsigned topic;                     /* from 1 on */
    unsigned date;                      /* YYYYMMDD */
};

struct prepare_attributes prepare_attributes(const json_t *doc,
                                             const char *text);

/* Set them as the metadata that our own indexer reads. */
void prepare_attributes_put(json_t *doc, struct prepare_attributes a);

/* Write the queries of all classes to `path`, drawn from the token file;
 * those of whole questions to `questions`.  Returns an exit status. */
int prepare_queries(const char *tokens, const char *path,
                    const char *questions, uint64_t seed);

#endif
