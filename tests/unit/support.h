/* support.h - what unit tests share: temporary directories, small indexes.
 * Header-only so that each test stays one file. */
#ifndef CVD_TESTS_SUPPORT_H
#define CVD_TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzers/analyzer.h"
#include "base/file.h"
#include "store/writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Fail the test with the sentence of the error. */
#define assert_ok(call)                                                   \
    do {                                                                  \
        enum cvd_status st_ = (call);                                     \
        if (st_ != CVD_OK)                                                \
            fail_msg("%s: %s: %s", #call, cvd_status_name(st_), err.msg); \
    } while (0)

static inline int make_dir(void **state)
{
    char *dir = strdup("/tmp/cvd-test-XXXXXX");

    if (!dir || !mkdtemp(dir))
        return -1;
    *state = dir;
    return 0;
}

static inline int drop_dir(void **state)
{
    (void)cvd_dir_remove(*state, NULL);
    free(*state);
    return 0;
}

struct sample {
    const char *id, *text;
    const char *number, *date, *type; /* NULL: none */
};

static inline struct cvd_word *sample_words(const struct cvd_tokens *t)
{
    struct cvd_word *w = calloc(t->count + 1, sizeof *w);

    for (size_t i = 0; w && i < t->count; i++)
        w[i] = (struct cvd_word){ cvd_token_exact(t, i),
                                  cvd_token_folded(t, i) };
    return w;
}

/* Add one document the way the indexer does, with what the sample says. */
static inline enum cvd_status add_sample(struct cvd_chunk *c,
                                         const struct sample *s,
                                         struct cvd_err *err)
{
    struct cvd_buf text = { 0 };
    struct cvd_tokens tokens = { 0 };
    struct cvd_entities own = { 0 };
    struct cvd_doc doc = { .id = cvd_str_from(s->id),
                           .title = cvd_str_from(s->id) };
    struct cvd_field_term terms[4];
    size_t n = 0;
    enum cvd_status st = cvd_text_normalize(cvd_str_from(s->text), &text,
                                            err);

    if (st == CVD_OK)
        st = cvd_tokenize(cvd_buf_str(&text), &tokens);
    struct cvd_word *words = sample_words(&tokens);
    doc.text = cvd_buf_str(&text);
    if (s->number) {
        (void)cvd_doc_add_value(&doc, CVD_F_NUMBER, cvd_str_from(s->number));
        (void)cvd_entities_find(cvd_str_from(s->number), true, &own);
        terms[n++] = (struct cvd_field_term){
            CVD_F_NUMBER, cvd_str_from(own.numbers[0].key)
        };
        terms[n++] = (struct cvd_field_term){
            CVD_F_NUMBER, cvd_str_from(own.numbers[0].folded_key)
        };
    }
    if (s->date)
        (void)cvd_doc_add_value(&doc, CVD_F_DATE, cvd_str_from(s->date));
    if (s->type) {
        (void)cvd_doc_add_value(&doc, CVD_F_TYPE, cvd_str_from(s->type));
        terms[n++] = (struct cvd_field_term){ CVD_F_TYPE,
                                              cvd_str_from(s->type) };
    }
    struct cvd_indexed d = { .doc = &doc, .words = words,
                             .word_count = tokens.count, .terms = terms,
                             .term_count = n };
    unsigned char sha[32];
    cvd_sha256(cvd_buf_str(&text), sha);
    memcpy(d.content, sha, sizeof d.content);
    if (st == CVD_OK)
        st = cvd_chunk_add(c, &d, err);
    free(words);
    cvd_entities_release(&own);
    cvd_doc_release(&doc);
    cvd_tokens_release(&tokens);
    cvd_buf_release(&text);
    return st;
}

/* A session that adds the samples, one chunk for each `per_chunk`. */
static inline enum cvd_status add_samples(const char *dir, bool fresh,
                                          const struct sample *s, size_t n,
                                          size_t per_chunk,
                                          struct cvd_published *out,
                                          struct cvd_err *err)
{
    struct cvd_writer *w = NULL;
    struct cvd_chunk *c = NULL;
    unsigned sequence = 0;
    enum cvd_status st = cvd_writer_open(dir, fresh, &w, err);

    for (size_t i = 0; i < n && st == CVD_OK; i++) {
        if (!c)
            st = cvd_chunk_new(w, &c, err);
        if (st == CVD_OK)
            st = add_sample(c, &s[i], err);
        if (st == CVD_OK && ((i + 1) % per_chunk == 0 || i + 1 == n)) {
            st = cvd_chunk_seal(c, err);
            if (st == CVD_OK) {
                st = cvd_writer_take(w, c, sequence++, err);
                c = NULL;
            }
        }
    }
    if (st == CVD_OK)
        st = cvd_writer_publish(w, out, err);
    cvd_chunk_free(c);
    cvd_writer_close(w);
    return st;
}

#endif
