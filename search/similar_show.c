/* similar_show.c - what is told of a document that shares text: the passages
 * above all. */
#include "search/align.h"
#include "search/facts.h"
#include "search/similar.h"

#include <stdlib.h>

/* ---- passages -------------------------------------------------------- */

static int by_place(const void *pa, const void *pb)
{
    const struct cvd_tile *a = pa, *b = pb;

    return (a->a > b->a) - (a->a < b->a);
}

static enum cvd_status keep_passage(const struct cvd_worded *mine,
                                    const struct cvd_worded *theirs,
                                    const struct cvd_tile *t,
                                    struct cvd_strings **strings,
                                    struct cvd_passage *out)
{
    out->words = t->words;
    cvd_passage_points(mine, t->a, t->a + t->words, &out->start, &out->end);
    cvd_passage_points(theirs, t->b, t->b + t->words, &out->other_start,
                       &out->other_end);
    return cvd_passage_text(mine, t->a, t->a + t->words, strings, &out->text);
}

/* The longest passages, as they follow one another in the text asked for. */
static enum cvd_status keep_passages(const struct cvd_worded *mine,
                                     const struct cvd_worded *theirs,
                                     struct cvd_tiles *tiles,
                                     struct cvd_strings **strings,
                                     struct cvd_similar *out)
{
    enum cvd_status st = CVD_OK;
    size_t n = tiles->count < CVD_PASSAGES ? tiles->count : CVD_PASSAGES;

    out->passages_found = tiles->count;
    if (n)
        qsort(tiles->list, n, sizeof *tiles->list, by_place);
    for (size_t i = 0; i < n && st == CVD_OK; i++)
        st = keep_passage(mine, theirs, &tiles->list[i], strings,
                          &out->passages[out->passage_count++]);
    return st;
}

/* Texts and words must tell the same, or the index is damaged; of texts too
 * long to be laid side by side no passage is shown. */
static bool can_show(const struct cvd_two *t, const struct cvd_worded *mine,
                     const struct cvd_worded *theirs)
{
    return t->a_count == mine->tokens.count &&
           t->b_count == theirs->tokens.count &&
           t->a_count <= CVD_ALIGN_WORDS_MAX &&
           t->b_count <= CVD_ALIGN_WORDS_MAX;
}

static enum cvd_status show_passages(struct cvd_searcher *s,
                                     const struct cvd_worded *mine,
                                     const struct cvd_wording *words,
                                     const struct cvd_doc *theirs,
                                     const struct cvd_wording *their_words,
                                     struct cvd_strings **strings,
                                     struct cvd_similar *out)
{
    struct cvd_two two = { words->words, their_words->words, words->count,
                           their_words->count, cvd_store_clock(s->store) };
    struct cvd_worded other = { 0 };
    struct cvd_tiles tiles = { 0 };
    enum cvd_status st = cvd_worded_read(theirs->text, &other);

    if (st == CVD_OK && can_show(&two, mine, &other)) {
        st = cvd_align_passages(&two, CVD_PASSAGE_WORDS, &tiles);
        if (st == CVD_OK)
            st = keep_passages(mine, &other, &tiles, strings, out);
    }
    cvd_tiles_release(&tiles);
    cvd_worded_release(&other);
    return st;
}

enum cvd_status cvd_similar_show(struct cvd_searcher *s,
                                 const struct cvd_worded *mine,
                                 const struct cvd_wording *words,
                                 const struct cvd_likeness *l,
                                 struct cvd_similar_list *list,
                                 struct cvd_similar *out,
                                 struct cvd_err *err)
{
    struct cvd_doc theirs = { 0 };
    struct cvd_wording their_words = { 0 };
    enum cvd_status st = cvd_store_read(s->store, l->docno, true, &theirs,
                                        err);

    if (st == CVD_OK)
        st = cvd_store_wording(s->store, l->docno, &their_words, err);
    if (st == CVD_OK) {
        out->shared = l->overlap.shared;
        out->shared_of_other = l->overlap.shared_of_other;
        out->duplicate = cvd_overlap_is_copy(&l->overlap);
        if (cvd_facts_keep(&theirs, &list->strings, &out->facts) ||
            show_passages(s, mine, words, &theirs, &their_words,
                          &list->strings, out))
            st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    cvd_wording_release(&their_words);
    cvd_doc_release(&theirs);
    return st;
}

/* ---- as JSON --------------------------------------------------------- */

static void put_passage(struct cvd_json *j, const struct cvd_passage *p)
{
    cvd_json_object(j);
    cvd_json_key(j, "text");
    cvd_json_str(j, p->text);
    cvd_json_key(j, "words");
    cvd_json_int(j, (int64_t)p->words);
    cvd_json_key(j, "start");
    cvd_json_int(j, p->start);
    cvd_json_key(j, "end");
    cvd_json_int(j, p->end);
    cvd_json_key(j, "other_start");
    cvd_json_int(j, p->other_start);
    cvd_json_key(j, "other_end");
    cvd_json_int(j, p->other_end);
    cvd_json_object_end(j);
}

static void put(struct cvd_json *j, const struct cvd_similar *one)
{
    cvd_json_object(j);
    cvd_put_facts(j, &one->facts);
    cvd_json_key(j, "shared");
    cvd_json_real(j, one->shared, 3);
    cvd_json_key(j, "shared_of_other");
    cvd_json_real(j, one->shared_of_other, 3);
    cvd_json_key(j, "duplicate");
    cvd_json_bool(j, one->duplicate);
    cvd_json_key(j, "passages");
    cvd_json_array(j);
    for (size_t i = 0; i < one->passage_count; i++)
        put_passage(j, &one->passages[i]);
    cvd_json_array_end(j);
    cvd_json_key(j, "passages_found");
    cvd_json_int(j, (int64_t)one->passages_found);
    cvd_json_object_end(j);
}

enum cvd_status cvd_similar_one_json(const struct cvd_similar *one,
                                     struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    put(&j, one);
    return j.status;
}

enum cvd_status cvd_similar_json(const struct cvd_similar_list *l,
                                 struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_json_key(&j, "id");
    cvd_json_str(&j, l->id);
    cvd_json_key(&j, "similar");
    cvd_json_array(&j);
    for (size_t i = 0; i < l->count; i++)
        put(&j, &l->list[i]);
    cvd_json_array_end(&j);
    cvd_json_key(&j, "found");
    cvd_json_int(&j, (int64_t)l->found);
    cvd_json_key(&j, "complete");
    cvd_json_bool(&j, !l->cut);
    cvd_put_edition(&j, &l->edition);
    cvd_json_object_end(&j);
    return j.status;
}
