/* suggest_numbers.c - document numbers that begin as typed. */
#include "analyzers/slug.h"
#include "search/suggest.h"

#include <stdlib.h>

enum {
    KEYS_MAX = 64,
    /* Keys looked at; some 0.2 us each.  The first of them are the shortest
     * running numbers. */
    KEYS_WALKED_MAX = 20000
};

/* Keys of numbers that begin as typed, the most borne and cited. */
struct keys {
    struct key {
        struct cvd_buf text;
        uint64_t documents;
    } list[KEYS_MAX];
    size_t count;
    struct cvd_str letters; /* that one must have, of a type; may be empty */
    enum cvd_status status;
};

/* Whether `letters` are a part of the key: "nd" of 15-2020-nd-cp. */
static bool has_part(struct cvd_str key, struct cvd_str letters)
{
    if (!letters.len)
        return true;
    for (size_t i = 0; i + letters.len < key.len; i++) {
        size_t end = i + 1 + letters.len;
        if (key.ptr[i] == '-' &&
            memcmp(key.ptr + i + 1, letters.ptr, letters.len) == 0 &&
            (end == key.len || key.ptr[end] == '-'))
            return true;
    }
    return false;
}

static bool add_key(void *ctx, struct cvd_str term, struct cvd_str folded,
                    uint32_t documents)
{
    struct keys *k = ctx;
    const char *dash = memchr(term.ptr, '-', term.len);
    size_t rarest = 0;

    (void)folded;
    /* "277-kh" is no number, only the beginning of several. */
    if (!dash || !memchr(dash + 1, '-',
                         term.len - (size_t)(dash + 1 - term.ptr)) ||
        !has_part(term, k->letters))
        return true;
    for (size_t i = 0; i < k->count; i++) {
        if (cvd_str_equal(cvd_buf_str(&k->list[i].text), term)) {
            k->list[i].documents += documents;
            return true;
        }
        if (k->list[i].documents < k->list[rarest].documents)
            rarest = i;
    }
    if (k->count < KEYS_MAX)
        rarest = k->count++;
    else if (k->list[rarest].documents >= documents)
        return true;
    struct key *key = &k->list[rarest];
    cvd_buf_clear(&key->text);
    k->status = cvd_buf_add(&key->text, term);
    key->documents = documents;
    return k->status == CVD_OK;
}

static int most_used_first(const void *pa, const void *pb)
{
    const struct key *a = pa, *b = pb;

    if (a->documents != b->documents)
        return a->documents > b->documents ? -1 : 1;
    return cvd_str_compare(cvd_buf_str(&a->text), cvd_buf_str(&b->text));
}

/* One number has two keys, with marks and without, and may be written in
 * several ways: offer it once. */
static enum cvd_status is_offered(const struct cvd_offers *o,
                                  struct cvd_str number, bool *is)
{
    struct cvd_buf code = { 0 }, other = { 0 };
    enum cvd_status st = cvd_slug(number, &code);

    *is = false;
    for (size_t i = 0; i < o->count && st == CVD_OK && !*is; i++) {
        cvd_buf_clear(&other);
        st = cvd_slug(cvd_buf_str(&o->list[i].is.text), &other);
        *is = cvd_str_equal(cvd_buf_str(&code), cvd_buf_str(&other));
    }
    cvd_buf_release(&code);
    cvd_buf_release(&other);
    return st;
}

static void offer(struct cvd_offers *o, struct cvd_str before,
                  struct cvd_str number, uint64_t documents)
{
    struct cvd_offer *one = cvd_offer(o, "number", number);

    if (!one)
        return;
    one->is.counted = true;
    one->is.documents = documents;
    o->status = cvd_buf_add(&one->is.value, number);
    if (before.len && o->status == CVD_OK)
        o->status = cvd_buf_add(&one->is.query, before);
    if (before.len && o->status == CVD_OK)
        o->status = cvd_buf_add_char(&one->is.query, ' ');
    if (o->status == CVD_OK)
        o->status = cvd_buf_add(&one->is.query, number);
}

static enum cvd_status walk(struct cvd_searcher *s, struct cvd_str begin,
                            struct keys *k, struct cvd_err *err)
{
    static const enum cvd_field fields[] = { CVD_F_NUMBER, CVD_F_CITES };
    enum cvd_status st = CVD_OK;

    for (int f = 0; f < 2 && st == CVD_OK; f++)
        st = cvd_store_values(s->store, fields[f], begin, KEYS_WALKED_MAX,
                              add_key, k, err);
    if (st == CVD_OK && k->status != CVD_OK)
        st = cvd_fail(err, k->status, "out of memory");
    qsort(k->list, k->count, sizeof *k->list, most_used_first);
    return st;
}

static bool is_figure(char c)
{
    return c >= '0' && c <= '9';
}

/* What may be the beginning of a number: from the first figure after a blank
 * on, all that follows without one ("theo 386/Q"); else, where a figure comes
 * last, all of it ("kế hoạch 277"). */
static struct cvd_str number_in(const struct cvd_typed *t,
                                struct cvd_str *before)
{
    struct cvd_str all = cvd_buf_str(&t->q->text);
    size_t from = all.len;

    *before = (struct cvd_str){ NULL, 0 };
    while (from > 0 && !memchr(" \t\r\n", all.ptr[from - 1], 4))
        from--;
    struct cvd_str last = { all.ptr + from, all.len - from };
    if (last.len && is_figure(*last.ptr) &&
        (!from || memchr(last.ptr, '/', last.len) ||
         memchr(last.ptr, '-', last.len))) {
        *before = cvd_str_trim((struct cvd_str){ all.ptr, from });
        return last;
    }
    return last.len && is_figure(last.ptr[last.len - 1])
               ? all : (struct cvd_str){ NULL, 0 };
}

/* "nghị định 15" begins 15-2020-nd-cp, not only 15-nd: of "15-nd" leave the
 * figures in *begin, and set the letters apart. */
static void part_letters(struct cvd_buf *begin, struct cvd_str typed,
                         struct cvd_str *letters)
{
    const char *dash = begin->len ? memchr(begin->ptr, '-', begin->len)
                                  : NULL;

    if (!dash || is_figure(*typed.ptr))
        return;
    size_t at = (size_t)(dash - begin->ptr);
    struct cvd_str behind = { dash + 1, begin->len - at - 1 };
    if (behind.len && !memchr(behind.ptr, '-', behind.len)) {
        *letters = behind;
        begin->len = at;
    }
}

enum cvd_status cvd_suggest_numbers(const struct cvd_typed *t, size_t max,
                                    struct cvd_offers *out,
                                    struct cvd_err *err)
{
    struct cvd_str before, typed = number_in(t, &before);
    struct cvd_buf begin = { 0 };
    enum cvd_status st = CVD_OK;

    /* A longer one is none, and its code a hash. */
    if (!typed.len || typed.len >= CVD_SYMBOL_MAX)
        return CVD_OK;
    struct keys *k = calloc(1, sizeof *k);
    if (!k || cvd_filter_term(CVD_F_NUMBER, typed, &begin) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (st == CVD_OK)
        part_letters(&begin, typed, &k->letters);
    if (st == CVD_OK && begin.len && is_figure(*begin.ptr))
        st = walk(t->s, cvd_buf_str(&begin), k, err);
    for (size_t i = 0; k && i < k->count; i++) {
        struct key *key = &k->list[i];
        struct cvd_buf number = { 0 };
        bool again = false;
        if (st == CVD_OK && out->count < max)
            st = cvd_written_number(t->s, cvd_buf_str(&key->text), &number,
                                    err);
        if (st == CVD_OK && number.len &&
            is_offered(out, cvd_buf_str(&number), &again) != CVD_OK)
            st = cvd_fail(err, CVD_ENOMEM, "out of memory");
        if (st == CVD_OK && number.len && !again)
            offer(out, before, cvd_buf_str(&number), key->documents);
        cvd_buf_release(&number);
        cvd_buf_release(&key->text);
    }
    cvd_buf_release(&begin);
    free(k);
    return st;
}
