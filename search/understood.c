/* understood.c - what a query asks for, beside its words. */
#include "search/named.h"
#include "search/readings.h"
#include "search/searcher.h"

/* Until own() the pointer of a value is an offset, as the buffer may still
 * move, and that of a reading the index of its value. */
struct understanding {
    struct cvd_searcher *s;
    const struct cvd_query *q;
    struct cvd_doc *values;
    struct cvd_readings *readings;
    struct cvd_extent piece;  /* of the query, which is being read */
    bool by_field;
};

/* Note that the piece was read as value `i`. */
static enum cvd_status note(struct understanding *u, size_t i)
{
    return cvd_readings_add(u->readings, &(struct cvd_reading){
        .field = u->values->values[i].field,
        .value = { (const char *)i, 0 },
        .start = u->piece.start,
        .end = u->piece.end,
        .by_field = u->by_field,
    });
}

/* Keep a value, unless it is there, and that the piece was read as it. */
static enum cvd_status keep(struct understanding *u, enum cvd_field field,
                            struct cvd_str value)
{
    struct cvd_doc *d = u->values;

    for (size_t i = 0; i < d->value_count; i++) {
        struct cvd_str have = d->values[i].value;
        have.ptr = d->data.ptr + (size_t)have.ptr;
        if (d->values[i].field == field && cvd_str_equal(have, value))
            return note(u, i);
    }
    struct cvd_str at = { (const char *)d->data.len, value.len };
    enum cvd_status st = cvd_doc_add_value(d, field, at);
    if (st == CVD_OK)
        st = cvd_buf_add(&d->data, value);
    return st == CVD_OK ? note(u, d->value_count - 1) : st;
}

static void own(struct understanding *u)
{
    struct cvd_doc *d = u->values;

    for (size_t i = 0; i < d->value_count; i++)
        d->values[i].value.ptr =
            d->data.ptr + (size_t)d->values[i].value.ptr;
    for (size_t i = 0; i < u->readings->count; i++) {
        struct cvd_reading *r = &u->readings->list[i];
        r->value = d->values[(size_t)r->value.ptr].value;
    }
}

static enum cvd_status field(struct understanding *u,
                             const struct cvd_item *item)
{
    const char *codes[CVD_FILTER_TERMS_MAX];
    struct cvd_buf code = { 0 };
    bool as_of;
    enum cvd_status st = CVD_OK;

    if (cvd_fields[item->field].kind != CVD_K_FACET)
        return keep(u, item->field, item->value);
    if (item->field == CVD_F_PROVINCE) {
        size_t n = cvd_filter_provinces(item->value, &as_of, codes);
        for (size_t i = 0; i < n && st == CVD_OK; i++)
            st = keep(u, item->field, cvd_str_from(codes[i]));
        if (n)
            return st;
    }
    const char *listed = item->field == CVD_F_CAMPAIGN
                             ? cvd_campaign_code(item->value, u->q->own)
                             : NULL;
    if (listed)
        return keep(u, item->field, cvd_str_from(listed));
    st = cvd_filter_term(item->field, item->value, &code);
    if (st == CVD_OK && code.len)
        st = keep(u, item->field, cvd_buf_str(&code));
    cvd_buf_release(&code);
    return st;
}

/* The one number that begins with what was typed, by its key; none where
 * there are several. */
struct whole {
    const char *letters; /* NULL; or it goes on with a year, then these */
    char key[CVD_FIELD_TERM_MAX];
    size_t len;
    bool several;
};

/* Whether `key` is "29-2016-nq-hdnd", the letters being "nq". */
static bool is_of_year(struct cvd_str key, const char *letters)
{
    enum { YEAR = 4 };
    size_t figures = 0, len = strlen(letters);

    while (figures < key.len && key.ptr[figures] != '-')
        figures++;
    size_t year = figures + 1, type = year + YEAR + 1;
    if (key.len < type + len || key.ptr[type - 1] != '-')
        return false;
    for (size_t i = year; i < year + YEAR; i++)
        if (key.ptr[i] < '0' || key.ptr[i] > '9')
            return false;
    return memcmp(key.ptr + type, letters, len) == 0 &&
           (key.len == type + len || key.ptr[type + len] == '-');
}

/* Whether `key` is `begun`, or that is its figure and type: "277-kh" is a term
 * of 277-KH/BCĐ too. */
static bool goes_on(struct cvd_str key, struct cvd_str begun)
{
    const char *dash = begun.len ? memchr(begun.ptr, '-', begun.len) : NULL;

    if (!cvd_str_starts(key, begun))
        return false;
    return key.len == begun.len ||
           (dash && key.ptr[begun.len] == '-' &&
            !memchr(dash + 1, '-', (size_t)(begun.ptr + begun.len - dash - 1)));
}

static bool take_whole(void *ctx, struct cvd_str term, struct cvd_str none,
                       uint32_t documents)
{
    struct whole *w = ctx;
    struct cvd_str held = { w->key, w->len };
    struct cvd_buf plain = { 0 };

    (void)none;
    (void)documents;
    if (w->letters && !is_of_year(term, w->letters))
        return true;
    /* With marks and without it is one: "277-kh-bcđ". */
    if (cvd_filter_term(CVD_F_ISSUER, term, &plain) != CVD_OK ||
        plain.len > sizeof w->key || !plain.len) {
        w->several = true;
    } else if (!w->len || goes_on(cvd_buf_str(&plain), held)) {
        memcpy(w->key, plain.ptr, plain.len);
        w->len = plain.len;
    } else {
        w->several = !goes_on(held, cvd_buf_str(&plain));
    }
    cvd_buf_release(&plain);
    return !w->several;
}

/* See which numbers begin with `prefix`. */
static enum cvd_status look_up(struct cvd_searcher *s, struct cvd_str prefix,
                               struct whole *w, struct cvd_err *err)
{
    enum { LOOK_MAX = 64 };
    static const enum cvd_field fields[] = { CVD_F_NUMBER, CVD_F_CITES };
    enum cvd_status st = CVD_OK;

    for (int f = 0; f < 2 && st == CVD_OK && !w->several; f++)
        st = cvd_store_values(s->store, fields[f], prefix, LOOK_MAX,
                              take_whole, w, err);
    return st;
}

/* Append the one number whose key begins with `key`: "788-", where `open`;
 * else "29-nq", with or without a year between; as the archive writes it.
 * Nothing where there are several. */
static enum cvd_status begun_number(struct cvd_searcher *s, const char *key,
                                    bool open, struct cvd_buf *written,
                                    struct cvd_err *err)
{
    struct whole whole = { .letters = NULL };
    struct cvd_buf prefix = { 0 };
    enum cvd_status st = cvd_buf_printf(&prefix, "%s%s", key,
                                        open ? "" : "-");

    if (st != CVD_OK)
        st = cvd_fail(err, st, "out of memory");
    if (st == CVD_OK)
        st = look_up(s, cvd_buf_str(&prefix), &whole, err);
    /* Years sort before letters. */
    const char *letters = strchr(key, '-');
    if (st == CVD_OK && !open && letters) {
        whole.letters = letters + 1;
        st = look_up(s, (struct cvd_str){ key, (size_t)(letters + 1 - key) },
                     &whole, err);
    }
    if (st == CVD_OK && whole.len && !whole.several)
        st = cvd_written_number(
            s, (struct cvd_str){ whole.key, whole.len }, written, err);
    cvd_buf_release(&prefix);
    return st;
}

/* A number that a field asks for, as the archive writes it, or else as it was
 * typed. */
static enum cvd_status field_number(struct understanding *u,
                                    const struct cvd_item *item,
                                    struct cvd_err *err)
{
    struct cvd_buf key = { 0 }, written = { 0 };
    enum cvd_status st = cvd_filter_term(item->field, item->value, &key);
    bool open = cvd_filter_begins(item->field, cvd_buf_str(&key));

    if (st == CVD_OK && open)
        st = cvd_buf_add_char(&key, '-');
    if (st != CVD_OK)
        st = cvd_fail(err, st, "out of memory");
    if (st == CVD_OK && key.len && !open)
        st = cvd_written_number(u->s, cvd_buf_str(&key), &written, err);
    if (st == CVD_OK && key.len && !written.len)
        st = begun_number(u->s, key.ptr, open, &written, err);
    if (st == CVD_OK)
        st = keep(u, item->field,
                  written.len ? cvd_buf_str(&written) : item->value);
    cvd_buf_release(&key);
    cvd_buf_release(&written);
    return st;
}

/* A number as the archive writes it, or else as it was typed. */
static enum cvd_status number(struct understanding *u,
                              const struct cvd_item *item,
                              struct cvd_err *err)
{
    const struct cvd_query *q = u->q;
    struct cvd_buf written = { 0 };
    const struct cvd_number *n = item->number == SIZE_MAX
                                     ? NULL
                                     : &q->entities.numbers[item->number];
    const struct cvd_token *t = &q->tokens.tok[item->first];
    struct cvd_str typed = { q->text.ptr + t->start,
                             t[item->count - 1].end - t->start };
    enum cvd_status st =
        n ? cvd_written_number(u->s, cvd_str_from(n->key), &written, err)
          : begun_number(u->s, item->key, false, &written, err);

    if (st == CVD_OK && n && !written.len)
        typed = cvd_str_from(n->number);
    if (st == CVD_OK)
        st = keep(u, CVD_F_NUMBER,
                  written.len ? cvd_buf_str(&written) : typed);
    cvd_buf_release(&written);
    return st;
}

static enum cvd_status item_of(struct understanding *u,
                               const struct cvd_item *item,
                               struct cvd_err *err)
{
    bool numbered = item->field == CVD_F_NUMBER || item->field == CVD_F_CITES;

    u->by_field = item->kind == CVD_I_FIELD;
    if (item->kind == CVD_I_NUMBER) {
        u->piece = cvd_extent_of_number(u->q, item);
        return number(u, item, err);
    }
    if (!u->by_field || item->field == CVD_F_DATE)
        return CVD_OK;
    u->piece = cvd_extent_of_field(u->q, item);
    return numbered ? field_number(u, item, err) : field(u, item);
}

static enum cvd_status group(struct understanding *u,
                             const struct cvd_group *g, struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    for (size_t b = 0; b < g->count; b++) {
        for (size_t i = 0; i < g->bags[b].count && st == CVD_OK; i++) {
            const struct cvd_item *item = &g->bags[b].items[i];
            if (item->place == CVD_MUST_NOT)
                continue;
            st = item->kind == CVD_I_GROUP ? group(u, item->kid, err)
                                           : item_of(u, item, err);
        }
    }
    return st;
}

/* ---- what free words name -------------------------------------------- */

static enum cvd_status named_number(struct understanding *u,
                                    const struct cvd_named *n,
                                    struct cvd_err *err)
{
    const struct cvd_query *q = u->q;
    struct cvd_buf written = { 0 };
    const struct cvd_token *t = &q->tokens.tok[n->first + n->count - 1];
    struct cvd_str typed = { q->text.ptr + t->start, t->end - t->start };
    enum cvd_status st =
        begun_number(u->s, n->term, n->prefix, &written, err);

    if (st == CVD_OK)
        st = keep(u, CVD_F_NUMBER,
                  written.len ? cvd_buf_str(&written) : typed);
    cvd_buf_release(&written);
    return st;
}

static enum cvd_status names(struct understanding *u, struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    u->by_field = false;
    for (size_t i = 0; i < u->q->named_count && st == CVD_OK; i++) {
        const struct cvd_named *n = &u->q->named[i];
        u->piece = cvd_extent_of_tokens(u->q, n->first, n->count);
        st = n->field == CVD_F_NUMBER
                 ? named_number(u, n, err)
                 : keep(u, n->field, cvd_str_from(n->term));
    }
    return st;
}

enum cvd_status cvd_understood(struct cvd_searcher *s,
                               const struct cvd_query *q,
                               struct cvd_doc *out, struct cvd_readings *at,
                               struct cvd_err *err)
{
    struct understanding u = { .s = s, .q = q, .values = out,
                               .readings = at };
    enum cvd_status st = group(&u, q->root, err);

    if (st == CVD_OK)
        st = names(&u, err);
    own(&u);
    if (st == CVD_OK)
        st = cvd_readings_finish(s, at, err);
    return st == CVD_ENOMEM ? cvd_fail(err, st, "out of memory") : st;
}

static bool group_short(const struct cvd_query *q, const struct cvd_group *g)
{
    for (size_t b = 0; b < g->count; b++)
        for (size_t i = 0; i < g->bags[b].count; i++) {
            const struct cvd_item *item = &g->bags[b].items[i];
            if (item->kid ? group_short(q, item->kid)
                          : item->prefix &&
                                cvd_utf8_count(cvd_token_exact(
                                    &q->tokens, item->first)) <
                                    CVD_QUERY_PREFIX_MIN)
                return true;
        }
    return false;
}

bool cvd_query_short_prefix(const struct cvd_query *q)
{
    return group_short(q, q->root);
}
