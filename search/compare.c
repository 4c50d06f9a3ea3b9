/* compare.c - two documents side by side: their words aligned, as pieces of
 * their texts. */
#include "search/compare.h"
#include "search/searcher.h"
#include "store/shingles.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

static_assert((int)CVD_COMPARE_SHARED == (int)CVD_ALIGN_SHARED &&
                  (int)CVD_COMPARE_MOVED == (int)CVD_ALIGN_MOVED,
              "kinds of segments have the order of align.h");

const char *cvd_compare_kind_name(enum cvd_compare_kind kind)
{
    static const char *const names[] = { "shared", "changed", "gone", "new",
                                         "moved" };
    return names[kind];
}

/* ---- the texts ------------------------------------------------------- */

static enum cvd_status keep_head(struct cvd_strings **strings,
                                 const struct cvd_doc *d,
                                 struct cvd_compare_side *out)
{
    struct cvd_str no_title = { NULL, 0 };
    struct {
        struct cvd_str s, *to;
    } const parts[] = {
        { d->id, &out->id },
        /* Where a text says none, the id stands for it in the store. */
        { cvd_str_equal(d->title, d->id) ? no_title : d->title, &out->title },
        { cvd_doc_value(d, CVD_F_NUMBER), &out->number },
        { cvd_doc_value(d, CVD_F_DATE), &out->date },
        { cvd_doc_value(d, CVD_F_ISSUER), &out->issuer },
    };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < sizeof parts / sizeof *parts && st == CVD_OK; i++)
        st = cvd_strings_keep(strings, parts[i].s, parts[i].to);
    return st;
}

/* Read document `id` into one side, its words numbered. */
static enum cvd_status read_side(struct comparing *c, struct cvd_str id,
                                 struct side *side,
                                 struct cvd_compare_side *head)
{
    struct cvd_doc d = { 0 };
    enum cvd_status st = cvd_document(c->s, id, &d, c->err);

    if (st != CVD_OK)
        return st;
    st = keep_head(&c->out->strings, &d, head);
    if (st == CVD_OK)
        st = cvd_strings_keep(&c->out->strings, d.text, &side->text);
    if (st == CVD_OK)
        st = cvd_tokenize(side->text, &side->tokens);
    cvd_doc_release(&d);
    if (st == CVD_OK) {
        head->words = side->tokens.count;
        side->words = malloc((head->words + 1) * sizeof *side->words);
        st = side->words ? CVD_OK : CVD_ENOMEM;
    }
    if (st != CVD_OK)
        return cvd_fail(c->err, CVD_ENOMEM, "out of memory");
    if (head->words > CVD_ALIGN_WORDS_MAX)
        return cvd_fail(c->err, CVD_ELIMIT, "document '%.*s' has more than "
                        "%d words: too long to be compared", (int)id.len,
                        id.ptr, (int)CVD_ALIGN_WORDS_MAX);
    for (size_t i = 0; i < head->words; i++)
        side->words[i] = cvd_word_hash(cvd_token_folded(&side->tokens, i));
    return CVD_OK;
}

/* ---- what is told of them -------------------------------------------- */

/* To the thousandth, as it is told: what is asked of a server is the same. */
static double share(size_t part, size_t of)
{
    return of ? round((double)part / (double)of * 1000) / 1000 : 0;
}

static void count_shared(struct cvd_comparison *c)
{
    size_t in_a = 0, in_b = 0;

    for (size_t i = 0; i < c->count; i++) {
        const struct cvd_compare_segment *s = &c->list[i];
        if (s->kind != CVD_COMPARE_SHARED && s->kind != CVD_COMPARE_MOVED)
            continue;
        in_a += s->a.words;
        in_b += s->b.words;
    }
    c->a.shared = share(in_a, c->a.words);
    c->b.shared = share(in_b, c->b.words);
}

bool cvd_comparison_shares(const struct cvd_comparison *c)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->list[i].kind == CVD_COMPARE_SHARED ||
            c->list[i].kind == CVD_COMPARE_MOVED)
            return true;
    return false;
}

/* A date that is the beginning of the other (2023, 2023-08) says nothing. */
static enum cvd_older older_of(struct cvd_str a, struct cvd_str b)
{
    if (!a.len || !b.len || cvd_str_starts(a, b) || cvd_str_starts(b, a))
        return CVD_OLDER_UNKNOWN;
    return cvd_str_compare(a, b) < 0 ? CVD_OLDER_A : CVD_OLDER_B;
}

static void release_side(struct side *s)
{
    cvd_tokens_release(&s->tokens);
    free(s->words);
}

/* ---------------------------------------------------------------------- */

static enum cvd_status compare(struct comparing *c)
{
    const struct cvd_two two = { c->a.words, c->b.words, c->a.tokens.count,
                                 c->b.tokens.count,
                                 cvd_store_clock(c->s->store) };
    enum cvd_status st = cvd_align(&two, &c->aligned);

    if (st == CVD_OK)
        st = cvd_compare_segments(c);
    if (st != CVD_OK)
        return cvd_fail(c->err, st, "out of memory");
    c->out->complete = !c->aligned.cut;
    c->out->older = older_of(c->out->a.date, c->out->b.date);
    c->out->edition = cvd_searcher_edition(c->s);
    count_shared(c->out);
    return CVD_OK;
}

enum cvd_status cvd_compare(struct cvd_searcher *s, struct cvd_str a,
                            struct cvd_str b, struct cvd_comparison *out,
                            struct cvd_err *err)
{
    struct cvd_comparison made = { 0 };
    struct comparing c = { .s = s, .out = &made, .err = err };
    enum cvd_status st = read_side(&c, a, &c.a, &made.a);

    if (st == CVD_OK)
        st = read_side(&c, b, &c.b, &made.b);
    if (st == CVD_OK)
        st = compare(&c);
    if (st == CVD_OK) {
        *out = made;
        made = (struct cvd_comparison){ 0 };
    }
    cvd_comparison_release(&made);
    cvd_alignment_release(&c.aligned);
    release_side(&c.a);
    release_side(&c.b);
    return st;
}

void cvd_comparison_release(struct cvd_comparison *c)
{
    free(c->list);
    free(c->respelled);
    cvd_strings_free(c->strings);
    *c = (struct cvd_comparison){ 0 };
}
