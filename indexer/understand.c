/* understand.c - see understand.h. */
#include "indexer/understand.h"
#include "analyzers/slug.h"
#include "base/array.h"
#include "base/limits.h"
#include "indexer/clean.h"

#include <stdlib.h>

/* The name under CVD_F_GIVEN that says the title was given. */
static const char title_name[] = "title";

/* What both ways in have in common once the text is NFC. */
struct subject {
    struct cvd_str id, text, path, sha256, encoding, format;
    bool has_title;
    struct cvd_str title;         /* NFC, in one line */
    const struct cvd_metadata *given;
};

void cvd_understood_release(struct cvd_understood *u)
{
    cvd_doc_release(&u->doc);
    cvd_terms_release(&u->terms);
    cvd_reader_release(&u->reader);
    cvd_buf_release(&u->text);
    cvd_buf_release(&u->given_title);
    cvd_buf_release(&u->title);
    cvd_buf_release(&u->hex);
    cvd_tokens_release(&u->tokens);
    cvd_tokens_release(&u->title_tokens);
    cvd_tokens_release(&u->scratch);
    cvd_entities_release(&u->entities);
    cvd_entities_release(&u->one);
    cvd_metadata_release(&u->stored);
    free(u->words);
    free(u->title_words);
    free(u->cites);
    *u = (struct cvd_understood){ 0 };
}

/* ---- hashes ---------------------------------------------------------- */

enum cvd_status cvd_material_hash(struct cvd_material *m,
                                  unsigned char content[16])
{
    struct cvd_buf all = { 0 };
    unsigned char sha[32];

    cvd_sha256(m->bytes, m->sha);
    enum cvd_status st = cvd_buf_add_bytes(&all, m->sha, sizeof m->sha);
    /* Lengths before the strings: no two materials run together alike. */
    if (st == CVD_OK)
        st = cvd_buf_printf(&all, "%d %zu ", m->has_title, m->title.len);
    if (st == CVD_OK && m->has_title)
        st = cvd_buf_add(&all, m->title);
    for (int f = 0; f < CVD_F_COUNT && m->given && st == CVD_OK; f++)
        if (m->given->given[f])
            st = cvd_buf_printf(&all, "%s ", cvd_fields[f].name);
    for (size_t i = 0; m->given && i < m->given->count && st == CVD_OK;
         i++) {
        struct cvd_value v = cvd_metadata_value(m->given, i);
        st = cvd_buf_printf(&all, "%s %zu ", cvd_fields[v.field].name,
                            v.value.len);
        if (st == CVD_OK)
            st = cvd_buf_add(&all, v.value);
    }
    if (st == CVD_OK) {
        cvd_sha256(cvd_buf_str(&all), sha);
        memcpy(content, sha, 16);
    }
    cvd_buf_release(&all);
    return st;
}

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
    cvd_buf_release(&key);
    return st;
}

static int by_key_then_index(const void *pa, const void *pb)
{
    const struct cvd_cite *a = pa, *b = pb;
    int c = strcmp(a->key, b->key);

    return c ? c : a->index < b->index ? -1 : a->index > b->index;
}

static int by_index(const void *pa, const void *pb)
{
    const struct cvd_cite *a = pa, *b = pb;

    return a->index < b->index ? -1 : a->index > b->index;
}

/* Every number in the text but the document's own, once, in order: each a
 * term, and a value as long as the limit on values leaves room. */
static enum cvd_status add_cites(struct cvd_understood *u)
{
    const struct cvd_entities *e = &u->entities;
    size_t n = 0, kept = 0;

    if (e->number_count > u->cite_cap) {
        void *p = realloc(u->cites, e->number_count * sizeof *u->cites);
        if (!p)
            return CVD_ENOMEM;
        u->cites = p;
        u->cite_cap = e->number_count;
    }
    for (size_t i = 0; i < e->number_count; i++) {
        const struct cvd_number *num = &e->numbers[i];
        if (num->number[0] && strcmp(num->key, u->number.key) != 0 &&
            strcmp(num->key, u->header.number.key) != 0)
            u->cites[n++] = (struct cvd_cite){ num->key, i };
    }
    if (n == 0)
        return CVD_OK;
    qsort(u->cites, n, sizeof *u->cites, by_key_then_index);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(u->cites[i].key, u->cites[i - 1].key) != 0)
            u->cites[kept++] = u->cites[i];
    qsort(u->cites, kept, sizeof *u->cites, by_index);
    enum cvd_status st = CVD_OK;
    for (size_t i = 0; i < kept && st == CVD_OK; i++) {
        const struct cvd_number *num = &e->numbers[u->cites[i].index];
        if (u->doc.value_count < CVD_FIELD_VALUES_MAX)
            st = cvd_doc_add_value(&u->doc, CVD_F_CITES,
                                   cvd_str_from(num->number));
        if (st == CVD_OK)
            st = cvd_terms_add_number(&u->terms, CVD_F_CITES, num);
    }
    return st;
}

/* ---- fields ---------------------------------------------------------- */

static enum cvd_status add_slug(struct cvd_understood *u,
                                enum cvd_field field, struct cvd_str value)
{
    struct cvd_buf slug = { 0 };
    enum cvd_status st = cvd_slug(value, &slug);

    if (st == CVD_OK)
        st = cvd_terms_add(&u->terms, field, cvd_buf_str(&slug));
    cvd_buf_release(&slug);
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
        st = add_slug(u, field, value);
    return st;
}

/* A value, with its terms. */
static enum cvd_status add_value(struct cvd_understood *u,
                                 enum cvd_field field, struct cvd_str value)
{
    struct cvd_number n;

    if (!value.len)
        return CVD_OK;
    enum cvd_status st = cvd_doc_add_value(&u->doc, field, value);
    if (st != CVD_OK)
        return st;
    switch (field) {
    case CVD_F_NUMBER:
        return add_number(u, field, value, &u->number);
    case CVD_F_CITES:
        st = read_number(u, value, &n);
        return st == CVD_OK ? add_number(u, field, value, &n) : st;
    case CVD_F_TYPE:
        return cvd_terms_add(&u->terms, field, value);
    case CVD_F_DATE:
        value.len = value.len < 4 ? value.len : 4;
        return cvd_terms_add(&u->terms, CVD_F_YEAR, value);
    case CVD_F_ISSUER:
    case CVD_F_PROVINCE:
    case CVD_F_CAMPAIGN:
        return add_slug(u, field, value);
    default:
        return CVD_OK;
    }
}

/* What the text itself says of `field`; empty if nothing. */
static struct cvd_str found_value(struct cvd_understood *u,
                                  enum cvd_field field)
{
    const char *s = NULL;

    switch (field) {
    case CVD_F_NUMBER:
        s = u->number.number;
        break;
    case CVD_F_SYMBOL:
        s = u->number.symbol[0] ? u->number.symbol
                                : u->header.number.symbol;
        break;
    case CVD_F_TYPE:
        s = u->header.type;
        if (!s && u->number.type[0])
            s = cvd_doctype_code(cvd_str_from(u->number.type));
        break;
    case CVD_F_DATE:
        u->date[0] = '\0';
        if (u->header.date.year)
            cvd_date_format(&u->header.date, u->date);
        s = u->date;
        break;
    default:
        break;
    }
    return cvd_str_from(s);
}

/* The document's own number: as given, or from its head. */
static enum cvd_status find_own_number(struct cvd_understood *u,
                                       const struct cvd_metadata *given)
{
    if (!given || !given->given[CVD_F_NUMBER]) {
        u->number = u->header.number;
        return CVD_OK;
    }
    u->number = (struct cvd_number){ 0 };
    for (size_t i = 0; i < given->count; i++) {
        struct cvd_value v = cvd_metadata_value(given, i);
        if (v.field == CVD_F_NUMBER)
            return read_number(u, v.value, &u->number);
    }
    return CVD_OK;
}

static enum cvd_status add_fields(struct cvd_understood *u,
                                  const struct subject *s)
{
    static const enum cvd_field said[] = {
        CVD_F_NUMBER, CVD_F_SYMBOL, CVD_F_TYPE, CVD_F_DATE, CVD_F_ISSUER,
        CVD_F_PROVINCE, CVD_F_CAMPAIGN, CVD_F_CITES
    };
    const struct cvd_metadata *given = s->given;
    enum cvd_status st = find_own_number(u, given);

    for (size_t k = 0; k < sizeof said / sizeof *said && st == CVD_OK; k++) {
        enum cvd_field f = said[k];
        if (!given || !given->given[f]) {
            st = f == CVD_F_CITES ? add_cites(u)
                                  : add_value(u, f, found_value(u, f));
            continue;
        }
        for (size_t i = 0; i < given->count && st == CVD_OK; i++) {
            struct cvd_value v = cvd_metadata_value(given, i);
            if (v.field == f)
                st = add_value(u, f, v.value);
        }
    }
    const struct cvd_value kept[] = {
        { CVD_F_PATH, s->path },         { CVD_F_SHA256, s->sha256 },
        { CVD_F_ENCODING, s->encoding }, { CVD_F_FORMAT, s->format },
    };
    for (size_t i = 0; i < sizeof kept / sizeof *kept && st == CVD_OK; i++)
        st = add_value(u, kept[i].field, kept[i].value);
    if (st == CVD_OK && s->has_title)
        st = add_value(u, CVD_F_GIVEN, cvd_str_from(title_name));
    for (int f = 0; f < CVD_F_COUNT && given && st == CVD_OK; f++)
        if (given->given[f])
            st = add_value(u, CVD_F_GIVEN,
                           cvd_str_from(cvd_fields[f].name));
    return st;
}

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
static enum cvd_status add_mentions(struct cvd_understood *u)
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

/* ---- words ----------------------------------------------------------- */

static void put_words(const struct cvd_tokens *t, struct cvd_word *out)
{
    for (size_t i = 0; i < t->count; i++)
        out[i] = (struct cvd_word){ cvd_token_exact(t, i),
                                    cvd_token_folded(t, i) };
}

static bool begins_with_title(const struct cvd_understood *u)
{
    const struct cvd_tokens *title = &u->title_tokens;

    if (title->count > u->tokens.count)
        return false;
    for (size_t i = 0; i < title->count; i++)
        if (!cvd_str_equal(cvd_token_exact(title, i),
                           cvd_token_exact(&u->tokens, i)))
            return false;
    return true;
}

/* Body and title as words.  A title that is not part of the text comes
 * before it, so that one can search for it, behind a gap no phrase
 * crosses. */
static enum cvd_status add_words(struct cvd_understood *u,
                                 const struct subject *s,
                                 struct cvd_indexed *out)
{
    enum cvd_status st = cvd_tokenize(u->doc.title, &u->title_tokens);
    size_t titles = u->title_tokens.count, n = 0;

    if (st == CVD_OK)
        st = cvd_array_reserve(&u->title_words, &u->title_cap, titles,
                               sizeof *u->title_words);
    if (st == CVD_OK)
        st = cvd_array_reserve(&u->words, &u->word_cap,
                               titles + 1 + u->tokens.count,
                               sizeof *u->words);
    if (st != CVD_OK)
        return st;
    put_words(&u->title_tokens, u->title_words);
    if (s->has_title && titles && !begins_with_title(u)) {
        put_words(&u->title_tokens, u->words);
        n = titles;
        u->words[n++] = (struct cvd_word){ 0 };
    }
    put_words(&u->tokens, u->words + n);
    out->words = u->words;
    out->word_count = n + u->tokens.count;
    out->title = u->title_words;
    out->title_count = titles;
    /* An id that stands in for a title says little. */
    out->title_weight = u->title_is_id ? 1 : cvd_title_weight(titles);
    return CVD_OK;
}

/* ---- a document ------------------------------------------------------ */

/* The title as given, else as the head has it, else the id. */
static enum cvd_status set_title(struct cvd_understood *u,
                                 const struct subject *s)
{
    enum cvd_status st = CVD_OK;

    cvd_buf_clear(&u->title);
    if (s->has_title)
        st = cvd_buf_add(&u->title, s->title);
    if (st == CVD_OK && !u->title.len)
        st = cvd_clean_line(u->header.title, true, &u->title);
    u->title_is_id = u->title.len == 0;
    if (st == CVD_OK && u->title_is_id)
        st = cvd_buf_add(&u->title, s->id);
    u->doc.title = cvd_clean_cut(cvd_buf_str(&u->title),
                                 CVD_TITLE_BYTES_MAX);
    return st;
}

static enum cvd_status derive(struct cvd_understood *u,
                              const struct subject *s,
                              struct cvd_indexed *out)
{
    enum cvd_status st = cvd_entities_find(s->text, false, &u->entities);

    u->doc.value_count = 0;
    cvd_terms_clear(&u->terms);
    cvd_header_read(s->text, &u->header);
    u->doc.id = s->id;
    u->doc.text = s->text;
    if (st == CVD_OK)
        st = set_title(u, s);
    if (st == CVD_OK)
        st = add_fields(u, s);
    if (st == CVD_OK)
        st = add_mentions(u);
    if (st == CVD_OK)
        st = add_words(u, s, out);
    if (st != CVD_OK)
        return st;
    cvd_terms_finish(&u->terms);
    out->doc = &u->doc;
    out->terms = u->terms.terms;
    out->term_count = u->terms.count;
    return CVD_OK;
}

/* Read the text of `m` into u->text. */
static enum cvd_status read_text(struct cvd_understood *u,
                                 const struct cvd_material *m,
                                 struct cvd_err *err)
{
    bool decoded = strcmp(m->format, "jsonl") == 0;

    cvd_buf_clear(&u->text);
    enum cvd_status st =
        decoded ? cvd_reader_repair(&u->reader, m->bytes, &u->text,
                                    &u->reading, err)
                : cvd_reader_read(&u->reader, m->bytes, &u->text,
                                  &u->reading, err);
    if (st == CVD_OK)
        cvd_reading_label(&u->reading, u->encoding);
    return st;
}

/* Read the title into *nfc.  One that came with a text in an old encoding is
 * most likely in the same, which a few words cannot show: it is read as a
 * line of that text. */
static enum cvd_status read_title(struct cvd_understood *u,
                                  const struct cvd_material *m,
                                  struct cvd_buf *nfc, struct cvd_err *err)
{
    enum { ALONG_BYTES = 64 * 1024 };
    struct cvd_reading how;
    struct cvd_buf both = { 0 };
    struct cvd_str along = cvd_clean_cut(m->bytes, ALONG_BYTES);

    if (!cvd_reading_notable(&u->reading))
        return cvd_reader_repair(&u->reader, m->title, nfc, &how, err);
    enum cvd_status st = cvd_buf_add(&both, m->title);
    for (size_t i = 0; i < both.len; i++)
        if (both.ptr[i] == '\n')
            both.ptr[i] = ' ';
    if (st == CVD_OK)
        st = cvd_buf_add_char(&both, '\n');
    if (st == CVD_OK)
        st = cvd_buf_add(&both, along);
    st = st == CVD_OK ? cvd_reader_repair(&u->reader, cvd_buf_str(&both),
                                          nfc, &how, err)
                      : cvd_fail(err, st, "out of memory");
    if (st == CVD_OK) {
        nfc->len = strcspn(nfc->ptr, "\n");
        nfc->ptr[nfc->len] = '\0';
    }
    cvd_buf_release(&both);
    return st;
}

/* The title that came with the text, in NFC and one line. */
static enum cvd_status clean_title(struct cvd_understood *u,
                                   const struct cvd_material *m,
                                   struct cvd_err *err)
{
    struct cvd_buf nfc = { 0 };
    struct cvd_err why;
    enum cvd_status st = read_title(u, m, &nfc, &why);

    cvd_buf_clear(&u->given_title);
    if (st == CVD_OK)
        st = cvd_clean_line(cvd_buf_str(&nfc), false, &u->given_title);
    if (st == CVD_OK)
        u->given_title.len = cvd_clean_cut(cvd_buf_str(&u->given_title),
                                           CVD_TITLE_BYTES_MAX).len;
    else if (st == CVD_ENOMEM)
        (void)cvd_fail(err, st, "out of memory");
    else
        (void)cvd_fail(err, st, "the title: %s", why.msg);
    cvd_buf_release(&nfc);
    return st;
}

static bool is_blank(struct cvd_str text)
{
    struct cvd_buf line = { 0 };

    /* Out of memory: not known to be blank. */
    (void)cvd_clean_line(text, false, &line);
    bool blank = line.ptr && line.len == 0;
    cvd_buf_release(&line);
    return blank;
}

enum cvd_status cvd_understand(struct cvd_understood *u,
                               const struct cvd_material *m,
                               struct cvd_indexed *out, struct cvd_err *err)
{
    static const char digits[] = "0123456789abcdef";

    enum cvd_status st = read_text(u, m, err);
    if (st == CVD_OK && m->has_title)
        st = clean_title(u, m, err);
    if (st != CVD_OK)
        return st;
    st = cvd_tokenize(cvd_buf_str(&u->text), &u->tokens);
    if (st == CVD_OK && u->tokens.count == 0)
        return cvd_fail(err, CVD_EINPUT, "%s",
                        is_blank(cvd_buf_str(&u->text))
                            ? "empty document"
                            : "no word in the document");
    cvd_buf_clear(&u->hex);
    for (size_t i = 0; i < sizeof m->sha && st == CVD_OK; i++) {
        const char two[] = { digits[m->sha[i] >> 4],
                             digits[m->sha[i] & 15] };
        st = cvd_buf_add_bytes(&u->hex, two, sizeof two);
    }
    struct subject s = {
        .id = m->id,
        .text = cvd_buf_str(&u->text),
        .path = cvd_clean_cut(m->path, CVD_FIELD_BYTES_MAX),
        .sha256 = cvd_buf_str(&u->hex),
        .encoding = cvd_str_from(u->encoding),
        .format = cvd_str_from(m->format),
        .has_title = m->has_title && u->given_title.len,
        .title = cvd_buf_str(&u->given_title),
        .given = m->given,
    };
    for (size_t i = 0; m->given && i < m->given->count; i++)
        if (m->given->rows[i].field == CVD_F_PATH)
            s.path = cvd_metadata_value(m->given, i).value;
    if (st == CVD_OK)
        st = derive(u, &s, out);
    return st == CVD_OK ? st : cvd_fail(err, st, "%s", cvd_status_text(st));
}

enum cvd_status cvd_understand_again(struct cvd_understood *u,
                                     const struct cvd_doc *stored,
                                     struct cvd_indexed *out,
                                     struct cvd_err *err)
{
    enum cvd_status st = cvd_tokenize(stored->text, &u->tokens);
    struct subject s = {
        .id = stored->id,
        .text = stored->text,
        .path = cvd_doc_value(stored, CVD_F_PATH),
        .sha256 = cvd_doc_value(stored, CVD_F_SHA256),
        .encoding = cvd_doc_value(stored, CVD_F_ENCODING),
        .format = cvd_doc_value(stored, CVD_F_FORMAT),
        .title = stored->title,
        .given = &u->stored,
    };

    cvd_metadata_clear(&u->stored);
    for (size_t i = 0; i < stored->value_count; i++) {
        if (stored->values[i].field != CVD_F_GIVEN)
            continue;
        struct cvd_str name = stored->values[i].value;
        if (cvd_str_equal(name, cvd_str_from(title_name)))
            s.has_title = true;
        enum cvd_field f = cvd_field_by_name(name);
        if (f < CVD_F_COUNT)
            u->stored.given[f] = true;
    }
    for (size_t i = 0; i < stored->value_count && st == CVD_OK; i++) {
        const struct cvd_value *v = &stored->values[i];
        if (u->stored.given[v->field])
            st = cvd_metadata_keep(&u->stored, v->field, v->value);
    }
    if (st == CVD_OK)
        st = derive(u, &s, out);
    return st == CVD_OK ? st : cvd_fail(err, st, "%s", cvd_status_text(st));
}
