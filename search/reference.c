/* reference.c - see reference.h. */
#include "search/reference.h"
#include "analyzers/slug.h"

struct cvd_date cvd_doc_date(const struct cvd_doc *d)
{
    struct cvd_date date = { 0 };

    (void)cvd_date_parse(cvd_doc_value(d, CVD_F_DATE), &date);
    return date;
}

bool cvd_doc_given(const struct cvd_doc *d, enum cvd_field f)
{
    for (size_t i = 0; i < d->value_count; i++)
        if (d->values[i].field == CVD_F_GIVEN &&
            cvd_str_equal(d->values[i].value,
                          cvd_str_from(cvd_fields[f].name)))
            return true;
    return false;
}

static enum cvd_status find(struct cvd_str text, const struct cvd_number *own,
                            const struct cvd_date *date,
                            struct cvd_referring *out)
{
    enum cvd_status st = cvd_entities_find(text, false, &out->entities);

    out->text = text;
    return st == CVD_OK ? cvd_references_find(text, &out->entities, own, date,
                                              &out->references)
                        : st;
}

/* The document's own number, as far as it has one. */
static enum cvd_status read_own(const struct cvd_doc *d,
                                struct cvd_number *out)
{
    struct cvd_entities e = { 0 };
    struct cvd_str symbol = cvd_doc_value(d, CVD_F_SYMBOL);
    enum cvd_status st =
        cvd_entities_find(cvd_doc_value(d, CVD_F_NUMBER), true, &e);

    *out = (struct cvd_number){ 0 };
    if (st == CVD_OK && e.number_count == 1)
        *out = e.numbers[0];
    else if (symbol.len && symbol.len < sizeof out->symbol)
        memcpy(out->symbol, symbol.ptr, symbol.len);
    cvd_entities_release(&e);
    return st;
}

enum cvd_status cvd_refer_in(struct cvd_str text, const struct cvd_doc *d,
                             struct cvd_referring *out)
{
    struct cvd_number number;

    out->own = (struct cvd_seat){ -1, -1, -1, false };
    if (!d)
        return find(text, NULL, NULL, out);
    struct cvd_date date = cvd_doc_date(d);
    enum cvd_status st = read_own(d, &number);
    if (st == CVD_OK)
        st = find(text, &number, &date, out);
    if (st == CVD_OK)
        st = cvd_identity_seat(cvd_doc_value(d, CVD_F_PROVINCE),
                               cvd_doc_value(d, CVD_F_DISTRICT),
                               cvd_doc_value(d, CVD_F_ISSUER), &date,
                               &out->own);
    return st;
}

void cvd_referring_release(struct cvd_referring *r)
{
    cvd_entities_release(&r->entities);
    cvd_references_release(&r->references);
    *r = (struct cvd_referring){ 0 };
}

/* A number of no known form has its words for a key. */
static enum cvd_status key_of_words(struct cvd_str value,
                                    struct cvd_number *out)
{
    struct cvd_buf slug = { 0 };
    enum cvd_status st = cvd_slug(value, &slug);

    if (st == CVD_OK && slug.len && slug.len < sizeof out->folded_key)
        memcpy(out->folded_key, slug.ptr, slug.len);
    cvd_buf_release(&slug);
    return st;
}

enum cvd_status cvd_reference_given(const struct cvd_referring *given,
                                    struct cvd_reference *out)
{
    struct cvd_entities e = { 0 };

    *out = (struct cvd_reference){ .first = CVD_NO_REFERENCE };
    if (given->references.count == 1 &&
        given->references.list[0].number.number[0]) {
        *out = given->references.list[0];
        return CVD_OK;
    }
    enum cvd_status st = cvd_entities_find(given->text, true, &e);
    if (st == CVD_OK && e.number_count == 1 && e.numbers[0].number[0]) {
        out->number = e.numbers[0];
        out->type = cvd_doctype_code(cvd_str_from(out->number.type));
    } else if (st == CVD_OK) {
        st = key_of_words(given->text, &out->number);
    }
    cvd_entities_release(&e);
    return st;
}

enum cvd_status cvd_held_read(struct cvd_searcher *s, uint32_t docno,
                              struct cvd_strings **strings,
                              struct cvd_held *out, struct cvd_err *err)
{
    enum cvd_status st = cvd_store_read(s->store, docno, false, &s->doc,
                                        err);
    struct {
        struct cvd_str s, *to;
    } const parts[] = {
        { s->doc.id, &out->id },
        { s->doc.title, &out->title },
        { cvd_doc_value(&s->doc, CVD_F_NUMBER), &out->number },
        { cvd_doc_value(&s->doc, CVD_F_DATE), &out->date },
    };

    if (st != CVD_OK)
        return st;
    out->how = CVD_R_EXACT;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (cvd_strings_keep(strings, parts[i].s, parts[i].to) != CVD_OK)
            return cvd_fail(err, CVD_ENOMEM, "out of memory");
    return CVD_OK;
}
