/* suggest_marks.c - what was typed, gone on with a word: marks put back where
 * none was typed. */
#include "search/restore.h"
#include "search/rewrite.h"
#include "search/suggest.h"

enum { RESTORED = 8 }; /* words before that get their marks back */

/* What was typed before token `end`, which may be behind the last. */
static struct cvd_str text_before(const struct cvd_typed *t, size_t end)
{
    const struct cvd_token *tok = t->q->tokens.tok;

    return (struct cvd_str){ t->q->text.ptr, end <= t->last
                                                 ? tok[end].start
                                                 : tok[t->last].end };
}

/* Append the tokens [from, end), and `also`, without marks, so that all of it
 * is read alike. */
static enum cvd_status fold_words(const struct cvd_typed *t, size_t from,
                                  size_t end, struct cvd_str also,
                                  struct cvd_buf *out)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = from; i < end && st == CVD_OK; i++) {
        st = cvd_buf_add(out, cvd_token_folded(&t->q->tokens, i));
        if (st == CVD_OK)
            st = cvd_buf_add_char(out, ' ');
    }
    return st == CVD_OK ? cvd_buf_add(out, also) : st;
}

/* Append what was typed before token `end`, its marks put back as they are
 * likely before `word`.  Nothing where it is too late for that. */
static enum cvd_status write_restored(const struct cvd_typed *t, size_t end,
                                      struct cvd_word word,
                                      struct cvd_buf *out,
                                      struct cvd_err *err)
{
    struct cvd_change changes[RESTORED];
    struct cvd_restored r = { 0 };
    struct cvd_tokens tokens = { 0 };
    struct cvd_buf folded = { 0 };
    size_t from = end > RESTORED ? end - RESTORED : 0, n = 0;
    enum cvd_status st = fold_words(t, from, end, word.folded, &folded);

    if (st == CVD_OK)
        st = cvd_tokenize(cvd_buf_str(&folded), &tokens);
    if (st != CVD_OK)
        st = cvd_fail(err, st, "out of memory");
    else
        st = cvd_restore(t->s->store, &tokens, 0, tokens.count, &r, err);
    for (size_t i = 0; st == CVD_OK && i < end - from &&
                       r.count == end - from + 1; i++)
        if (r.words[i].changed)
            changes[n++] = (struct cvd_change){
                t->q->tokens.tok[from + i].start,
                t->q->tokens.tok[from + i].end, r.words[i].word.exact
            };
    struct cvd_str before = text_before(t, end);
    if (st == CVD_OK && !cvd_store_clock(t->s->store)->late &&
        cvd_rewrite(before, changes, n, out) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    cvd_restored_release(&r);
    cvd_tokens_release(&tokens);
    cvd_buf_release(&folded);
    return st;
}

enum cvd_status cvd_typed_write(const struct cvd_typed *t, size_t end,
                                struct cvd_word word, struct cvd_buf *out,
                                struct cvd_err *err)
{
    struct cvd_str before = text_before(t, end);
    enum cvd_status st;

    if (end && !t->q->marked) {
        st = write_restored(t, end, word, out, err);
        if (st != CVD_OK || !out->len)
            return st;
    } else if (cvd_buf_add(out, before) != CVD_OK) {
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    st = end > t->last ? cvd_buf_add_char(out, ' ') : CVD_OK;
    if (st == CVD_OK)
        st = cvd_buf_add(out, word.exact);
    return st == CVD_OK ? CVD_OK : cvd_fail(err, st, "out of memory");
}
