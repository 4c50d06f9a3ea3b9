/* describe_numbers.c - a document's own number, those it refers to, and the
 * dates it mentions: see describe.h. */
#include "analyzers/identity.h"
#include "analyzers/slug.h"
#include "base/limits.h"
#include "indexer/clean.h"
#include "indexer/describe.h"

/* ---- numbers --------------------------------------------------------- */

/* Read a number that a source gave.  One of no known form is its own key:
 * its words, joined by '-'. */
static enum cvd_status read_number(struct cvd_understood *u,
                                   struct cvd_str value,
                                   struct cvd_number *out)
{
    struct cvd_buf key = { 0 };
    enum cvd_status st = cvd_entities_find(value, true, &u->one);

    *out = (struct cvd_number){ 0 };
    if (st == CVD_OK && u->one.number_count == 1 &&
        u->one.numbers[0].number[0]) {
        *out = u->one.numbers[0];
        return CVD_OK;
    }
    if (st == CVD_OK)
        st = cvd_tokenize(value, &u->scratch);
    for (size_t i = 0; i < u->scratch.count && st == CVD_OK; i++) {
        if (i)
            st = cvd_buf_add_char(&key, '-');
        if (st == CVD_OK)
            st = cvd_buf_add(&key, cvd_token_exact(&u->scratch, i));
    }
    struct cvd_str cut = cvd_clean_cut(cvd_buf_str(&key),
                                       CVD_SYMBOL_MAX - 1);
    if (st == CVD_OK && cut.len)
        memcpy(out->key, cut.ptr, cut.len);
    cvd_buf_clear(&key);
    if (st == CVD_OK)
        st = cvd_slug(value, &key);
    if (st == CVD_OK && key.len && key.len < sizeof out->folded_key)
        memcpy(out->folded_key, key.ptr, key.len);
    cvd_buf_release(&key);
    return st;
}

/* The terms of a document number; filters seek one of no known form by its
 * slug. */
static enum cvd_status add_number(struct cvd_understood *u,
                                  enum cvd_field field,
                                  struct cvd_str value,
                                  const struct cvd_number *n)
{
    enum cvd_status st = cvd_terms_add_number(&u->terms, field, n);

    if (st == CVD_OK && !n->number[0])
        st = cvd_add_slug(u, field, value);
    return st;
}

/* The document's own number: as given, or from its head. */
enum cvd_status cvd_find_own_number(struct cvd_understood *u,
                                       const struct cvd_subject *s)
{
    struct cvd_str given = cvd_given_or(s, CVD_F_NUMBER,
                                    (struct cvd_str){ NULL, 0 });

    u->number = (struct cvd_number){ 0 };
    if (!cvd_is_given(s, CVD_F_NUMBER))
        u->number = u->form.header.number;
    else if (given.len)
        return read_number(u, given, &u->number);
    return CVD_OK;
}

static enum cvd_status add_identity(struct cvd_understood *u,
                                    enum cvd_field field)
{
    struct cvd_str id = cvd_buf_str(&u->identity);

    return id.len <= CVD_FIELD_TERM_MAX ? cvd_terms_add(&u->terms, field, id)
                                        : CVD_OK;
}

enum cvd_status cvd_describe_number(struct cvd_understood *u,
                                       const struct cvd_subject *s)
{
    struct cvd_str found = cvd_str_from(u->number.number);
    struct cvd_str value = cvd_given_or(s, CVD_F_NUMBER, found);
    enum cvd_status st = CVD_OK;

    if (value.len) {
        st = cvd_keep(u, CVD_F_NUMBER, value);
        if (st == CVD_OK)
            st = add_number(u, CVD_F_NUMBER, value, &u->number);
        cvd_buf_clear(&u->identity);
        if (st == CVD_OK)
            st = cvd_identity_of_document(&u->number, &u->date, &u->seat,
                                          &u->identity);
        if (st == CVD_OK)
            st = add_identity(u, CVD_F_BORNE_AS);
        if (st == CVD_OK) /* kept as well: who cites it is asked by it */
            st = cvd_keep(u, CVD_F_BORNE_AS, cvd_buf_str(&u->identity));
    }
    const char *symbol = u->number.symbol[0] ? u->number.symbol
                                             : u->form.header.number.symbol;
    if (st == CVD_OK)
        st = cvd_keep(u, CVD_F_SYMBOL,
                  cvd_given_or(s, CVD_F_SYMBOL, cvd_str_from(symbol)));
    return st;
}

/* ---- references ------------------------------------------------------ */

/* A document referred to: its number's terms, what it is known by, and, for
 * the first mention, a value. */
static enum cvd_status add_reference(struct cvd_understood *u,
                                     struct cvd_str text,
                                     const struct cvd_reference *r,
                                     struct cvd_str value)
{
    enum cvd_status st = add_number(u, CVD_F_CITES, value, &r->number);

    if (st == CVD_OK && r->first == CVD_NO_REFERENCE)
        st = cvd_keep(u, CVD_F_CITES, value);
    cvd_buf_clear(&u->identity);
    if (st == CVD_OK)
        st = cvd_identity_of_reference(text, r, &u->seat, &u->identity);
    return st == CVD_OK ? add_identity(u, CVD_F_CITED_AS) : st;
}

/* One the source gave: a number, or a whole reference with date and
 * issuer. */
static enum cvd_status add_given_reference(struct cvd_understood *u,
                                           struct cvd_str value)
{
    struct cvd_references one = { 0 };
    enum cvd_status st = cvd_entities_find(value, true, &u->one);

    if (st == CVD_OK)
        st = cvd_references_find(value, &u->one, NULL, NULL, &one);
    if (st == CVD_OK && one.count == 1 && one.list[0].number.number[0]) {
        st = add_reference(u, value, &one.list[0], value);
    } else if (st == CVD_OK) {
        struct cvd_reference r = { .first = CVD_NO_REFERENCE };
        st = read_number(u, value, &r.number);
        if (st == CVD_OK)
            st = add_reference(u, value, &r, value);
    }
    cvd_references_release(&one);
    return st;
}

enum cvd_status cvd_describe_references(struct cvd_understood *u,
                                           const struct cvd_subject *s)
{
    enum cvd_status st = CVD_OK;
    struct cvd_str value;
    size_t i = 0;

    while (st == CVD_OK && cvd_next_given(s, CVD_F_CITES, &i, &value))
        st = add_given_reference(u, value);
    if (cvd_is_given(s, CVD_F_CITES))
        return st;
    for (i = 0; i < u->references.count && st == CVD_OK; i++) {
        const struct cvd_reference *r = &u->references.list[i];
        /* A number that was given stands for the one in the head. */
        if (r->number.number[0] &&
            strcmp(r->number.key, u->form.header.number.key) != 0)
            st = add_reference(u, s->text, r,
                               cvd_str_from(r->number.number));
    }
    return st;
}

/* ---- dates ----------------------------------------------------------- */

static enum cvd_status add_mention(struct cvd_understood *u,
                                   const struct cvd_date *d, bool last)
{
    char iso[CVD_DAY_MAX];

    cvd_date_format_end(d, last, iso);
    enum cvd_status st = cvd_terms_add(&u->terms, CVD_F_MENTIONS,
                                       cvd_str_from(iso));
    if (st == CVD_OK && d->day && d->year)
        st = cvd_terms_add(&u->terms, CVD_F_MENTIONS,
                           (struct cvd_str){ iso, sizeof "2023-08" - 1 });
    return st;
}

/* Each date in the text, and its month; of a period its two ends. */
enum cvd_status cvd_describe_mentions(struct cvd_understood *u)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < u->entities.date_count && st == CVD_OK; i++) {
        const struct cvd_date *d = &u->entities.dates[i];
        st = add_mention(u, d, false);
        if (st == CVD_OK && cvd_date_is_period(d))
            st = add_mention(u, d, true);
    }
    return st;
}

