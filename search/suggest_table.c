/* suggest_table.c - the names of campaigns, provinces and types that documents
 * of an index bear, word by word.
 *
 * An index that is open never changes, so the table is made once; its words
 * are those of the lists of analyzers/, in one text that is tokenized in one
 * go. */
#include "analyzers/places.h"
#include "base/array.h"
#include "search/suggest.h"

#include <assert.h>
#include <stdlib.h>

enum {
    /* Values of a field looked at.  There are some fifty types and a hundred
     * provinces; campaigns that no list has are as many as documents put
     * names in quotation marks, 30 bytes each. */
    VALUES_MAX = 20000,
    /* What one document alone calls so is no name yet. */
    UNLISTED_DOCUMENTS_MIN = 2
};

struct making {
    struct cvd_name_table *t;
    enum cvd_field field;
    enum cvd_status status;
};

/* ---- entries --------------------------------------------------------- */

static bool add_entry(void *ctx, struct cvd_str code, struct cvd_str folded,
                      uint32_t documents)
{
    struct making *m = ctx;
    struct cvd_name_table *t = m->t;
    struct cvd_str kept;

    (void)folded;
    m->status = cvd_array_reserve(&t->entries, &t->entry_cap,
                                  t->entry_count + 1, sizeof *t->entries);
    if (m->status == CVD_OK)
        m->status = cvd_strings_keep(&t->strings, code, &kept);
    if (m->status != CVD_OK)
        return false;
    t->entries[t->entry_count++] = (struct cvd_name_entry){
        .field = m->field, .code = kept, .documents = documents
    };
    return true;
}

/* Fields ascend, and so do the values of each. */
static enum cvd_status read_entries(struct cvd_searcher *s, struct making *m,
                                    struct cvd_err *err)
{
    static const enum cvd_field fields[] = { CVD_F_TYPE, CVD_F_CAMPAIGN,
                                             CVD_F_ON_MAP };
    struct cvd_str any = { NULL, 0 };
    enum cvd_status st = CVD_OK;

    static_assert(CVD_F_TYPE < CVD_F_CAMPAIGN &&
                  CVD_F_CAMPAIGN < CVD_F_ON_MAP, "not in order");
    for (size_t i = 0; i < sizeof fields / sizeof *fields && st == CVD_OK;
         i++) {
        m->field = fields[i];
        st = cvd_store_values(s->store, fields[i], any, VALUES_MAX,
                              add_entry, m, err);
    }
    return st;
}

static int by_code(const void *pa, const void *pb)
{
    const struct cvd_name_entry *a = pa, *b = pb;

    if (a->field != b->field)
        return a->field < b->field ? -1 : 1;
    return cvd_str_compare(a->code, b->code);
}

static struct cvd_name_entry *find(const struct cvd_name_table *t,
                                   enum cvd_field field, const char *code)
{
    struct cvd_name_entry want = { .field = field,
                                   .code = cvd_str_from(code) };

    return t->entry_count ? bsearch(&want, t->entries, t->entry_count,
                                    sizeof *t->entries, by_code)
                          : NULL;
}

/* ---- forms ----------------------------------------------------------- */

/* Add a form of entry `e`, NULL: of one that no document bears.  Its words are
 * counted when all are there. */
static void add_form(struct making *m, const struct cvd_name_entry *e,
                     struct cvd_str words, struct cvd_name_form form)
{
    struct cvd_name_table *t = m->t;

    if (!e || m->status != CVD_OK)
        return;
    m->status = cvd_array_reserve(&t->forms, &t->form_cap, t->form_count + 1,
                                  sizeof *t->forms);
    if (m->status != CVD_OK)
        return;
    form.entry = (uint32_t)(e - t->entries);
    form.first = (uint32_t)t->text.len; /* a place in the text, until then */
    m->status = cvd_buf_add(&t->text, words);
    if (m->status == CVD_OK)
        m->status = cvd_buf_add_char(&t->text, '\n');
    if (m->status == CVD_OK)
        t->forms[t->form_count++] = form;
}

static void add_types(struct making *m)
{
    const char *code, *name, *abbreviations;

    for (size_t i = 0; (code = cvd_doctype_listed(i, &name, &abbreviations));
         i++) {
        struct cvd_name_entry *e = find(m->t, CVD_F_TYPE, code);
        if (e)
            e->name = name;
        add_form(m, e, cvd_str_from(name), (struct cvd_name_form){ 0 });
        for (const char *p = abbreviations; *p;) {
            struct cvd_str one = { p, strcspn(p, ";") };
            add_form(m, e, one,
                     (struct cvd_name_form){ .abbreviation = true,
                                             .weak = true });
            p += one.len + (p[one.len] == ';');
        }
    }
}

static void add_provinces(struct making *m)
{
    struct cvd_province_spelling p;

    for (size_t at = 0; cvd_province_spelled(&at, &p);) {
        const struct cvd_place *place = cvd_place((size_t)p.place);
        struct cvd_name_entry *e = find(m->t, CVD_F_ON_MAP, place->slug);
        bool one_word = !strchr(p.words, ' ');
        if (e)
            e->name = place->name;
        if (e && p.weak && !one_word)
            e->kind = place->kind;
        add_form(m, e, cvd_str_from(p.words),
                 (struct cvd_name_form){ .abbreviation = p.weak && one_word,
                                         .weak = p.weak });
    }
}

static void add_campaigns(struct making *m,
                          const struct cvd_campaign_list *own)
{
    struct cvd_campaign_spelling c;

    for (size_t i = 0; cvd_campaign_spelled(own, i, &c); i++) {
        struct cvd_name_entry *e = c.code ? find(m->t, CVD_F_CAMPAIGN, c.code)
                                          : NULL;
        if (e && !e->name)
            e->name = c.name;
        add_form(m, e, cvd_str_from(c.words),
                 (struct cvd_name_form){ .abbreviation = c.abbreviation,
                                         .weak = c.weak });
    }
}

/* The code has the words, without their marks. */
static void add_unlisted(struct making *m)
{
    for (size_t i = 0; i < m->t->entry_count; i++) {
        const struct cvd_name_entry *e = &m->t->entries[i];
        if (e->field == CVD_F_CAMPAIGN && !e->name &&
            e->documents >= UNLISTED_DOCUMENTS_MIN)
            add_form(m, e, e->code,
                     (struct cvd_name_form){ .unmarked = true });
    }
}

/* Find the words of each form; one has its words up to where the next one
 * begins. */
static enum cvd_status read_words(struct cvd_name_table *t)
{
    enum cvd_status st = cvd_tokenize(cvd_buf_str(&t->text), &t->words);
    size_t at = 0;

    for (size_t i = 0; i < t->form_count && st == CVD_OK; i++) {
        size_t end = i + 1 < t->form_count ? t->forms[i + 1].first
                                           : t->text.len;
        t->forms[i].first = (uint32_t)at;
        while (at < t->words.count && t->words.tok[at].start < end)
            at++;
        t->forms[i].count = (uint32_t)at - t->forms[i].first;
    }
    return st;
}

/* ---- the table ------------------------------------------------------- */

enum cvd_status cvd_name_table_of(struct cvd_searcher *s,
                                  const struct cvd_name_table **out,
                                  struct cvd_err *err)
{
    struct making m = { .t = s->names };
    enum cvd_status st = CVD_OK;

    *out = s->names;
    if (s->names)
        return CVD_OK;
    m.t = calloc(1, sizeof *m.t);
    if (!m.t)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    st = read_entries(s, &m, err);
    if (st == CVD_OK && m.status == CVD_OK) {
        add_types(&m);
        add_provinces(&m);
        if (s->campaigns)
            add_campaigns(&m, s->campaigns);
        add_campaigns(&m, NULL);
        add_unlisted(&m);
    }
    if (st == CVD_OK && m.status == CVD_OK)
        m.status = read_words(m.t);
    if (st == CVD_OK && m.status != CVD_OK)
        st = cvd_fail(err, m.status, "out of memory");
    if (st != CVD_OK || cvd_store_clock(s->store)->late) {
        cvd_name_table_free(m.t); /* not all of it */
        return st;
    }
    *out = s->names = m.t;
    return CVD_OK;
}

void cvd_name_table_free(struct cvd_name_table *t)
{
    if (!t)
        return;
    free(t->entries);
    free(t->forms);
    cvd_tokens_release(&t->words);
    cvd_buf_release(&t->text);
    cvd_strings_free(t->strings);
    free(t);
}
