/* understand.c - see understand.h. */
#include "indexer/understand.h"
#include "base/array.h"
#include "base/limits.h"
#include "indexer/clean.h"
#include "indexer/describe.h"

#include <stdlib.h>

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
    cvd_form_release(&u->form);
    cvd_references_release(&u->references);
    cvd_campaigns_release(&u->campaigns);
    cvd_metadata_release(&u->values);
    cvd_buf_release(&u->identity);
    free(u->words);
    free(u->title_words);
    *u = (struct cvd_understood){ 0 };
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
                                 const struct cvd_subject *s,
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
                                 const struct cvd_subject *s)
{
    enum cvd_status st = CVD_OK;

    cvd_buf_clear(&u->title);
    if (s->has_title)
        st = cvd_buf_add(&u->title, s->title);
    if (st == CVD_OK && !u->title.len)
        st = cvd_clean_line(u->form.header.title, true, &u->title);
    u->title_is_id = u->title.len == 0;
    if (st == CVD_OK && u->title_is_id)
        st = cvd_buf_add(&u->title, s->id);
    u->doc.title = cvd_clean_cut(cvd_buf_str(&u->title),
                                 CVD_TITLE_BYTES_MAX);
    return st;
}

static enum cvd_status derive(struct cvd_understood *u,
                              const struct cvd_subject *s,
                              struct cvd_indexed *out)
{
    enum cvd_status st = cvd_describe(u, s);

    u->doc.id = s->id;
    u->doc.text = s->text;
    if (st == CVD_OK)
        st = set_title(u, s);
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
    struct cvd_subject s = {
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
    struct cvd_subject s = {
        .id = stored->id,
        .text = stored->text,
        .path = cvd_doc_value(stored, CVD_F_PATH),
        .sha256 = cvd_doc_value(stored, CVD_F_SHA256),
        .encoding = cvd_doc_value(stored, CVD_F_ENCODING),
        .format = cvd_doc_value(stored, CVD_F_FORMAT),
        .title = stored->title,
        .given = &u->stored,
    };

    bool named = cvd_doc_value(stored, CVD_F_CAMPAIGN_NAME).len > 0;
    cvd_metadata_clear(&u->stored);
    for (size_t i = 0; i < stored->value_count; i++) {
        if (stored->values[i].field != CVD_F_GIVEN)
            continue;
        struct cvd_str name = stored->values[i].value;
        if (cvd_str_equal(name, cvd_str_from(cvd_title_name)))
            s.has_title = true;
        enum cvd_field f = cvd_field_by_name(name);
        if (f < CVD_F_COUNT)
            u->stored.given[f] = true;
    }
    for (size_t i = 0; i < stored->value_count && st == CVD_OK; i++) {
        const struct cvd_value *v = &stored->values[i];
        enum cvd_field f = v->field;
        /* Of a campaign the name was given, the code is found anew. */
        if (f == CVD_F_CAMPAIGN_NAME)
            f = CVD_F_CAMPAIGN;
        else if (f == CVD_F_CAMPAIGN && named)
            continue;
        if (u->stored.given[f])
            st = cvd_metadata_keep(&u->stored, f, v->value);
    }
    if (st == CVD_OK)
        st = derive(u, &s, out);
    return st == CVD_OK ? st : cvd_fail(err, st, "%s", cvd_status_text(st));
}
