/* document.c - one document, and how a number is written. */
#include "search/query.h"
#include "search/searcher.h"

enum cvd_status cvd_document(struct cvd_searcher *s, struct cvd_str id,
                             struct cvd_doc *out, struct cvd_err *err)
{
    struct cvd_buf normal = { 0 };
    uint32_t docno;
    enum cvd_status st = cvd_text_normalize(id, &normal, err);

    if (st == CVD_OK)
        st = cvd_store_find(s->store, cvd_buf_str(&normal), &docno, err);
    else if (st == CVD_EINPUT)
        st = cvd_fail(err, CVD_ENOTFOUND, "no document of an id that is not "
                                          "UTF-8");
    if (st == CVD_OK)
        st = cvd_store_read(s->store, docno, true, out, err);
    cvd_buf_release(&normal);
    return st;
}

bool cvd_id_is(struct cvd_str id, struct cvd_str name)
{
    struct cvd_buf normal = { 0 };
    bool is = cvd_text_normalize(name, &normal, NULL) == CVD_OK &&
              cvd_str_equal(cvd_buf_str(&normal), id);

    cvd_buf_release(&normal);
    return is;
}

/* The documents with `term` of `field`, their count exact. */
static enum cvd_status ask_term(struct cvd_searcher *s, enum cvd_field field,
                                struct cvd_str term, unsigned limit,
                                struct cvd_answer *out, struct cvd_err *err)
{
    struct cvd_node node = { .kind = CVD_N_FIELD, .field = field,
                             .term = term };
    struct cvd_ask q = { .root = &node, .limit = limit,
                         .exact_to = UINT32_MAX };

    return cvd_store_ask(s->store, &q, out, err);
}

enum cvd_status cvd_written_number(struct cvd_searcher *s,
                                   struct cvd_str key, struct cvd_buf *out,
                                   struct cvd_err *err)
{
    static const enum cvd_field fields[] = { CVD_F_NUMBER, CVD_F_CITES };
    struct cvd_entities e = { 0 };
    enum cvd_status st = CVD_OK;

    for (int f = 0; f < 2 && st == CVD_OK && !out->len; f++) {
        struct cvd_answer a;
        st = ask_term(s, fields[f], key, 1, &a, err);
        if (st == CVD_OK && a.count)
            st = cvd_store_read(s->store, a.matches[0].docno, false, &s->doc,
                                err);
        for (size_t i = 0; st == CVD_OK && a.count && !out->len &&
                           i < s->doc.value_count; i++) {
            struct cvd_str value = s->doc.values[i].value;
            if (s->doc.values[i].field != fields[f])
                continue;
            st = cvd_entities_find(value, true, &e);
            if (st == CVD_OK && e.number_count == 1 &&
                (cvd_str_equal(cvd_str_from(e.numbers[0].key), key) ||
                 cvd_str_equal(cvd_str_from(e.numbers[0].folded_key), key)))
                st = cvd_buf_add(out, value);
        }
        cvd_answer_release(&a);
    }
    cvd_entities_release(&e);
    return st;
}
