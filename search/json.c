/* json.c - answers and documents in the contract's JSON. */
#include "base/json.h"
#include "analyzers/slug.h"
#include "search/points.h"
#include "search/query.h"
#include "search/searcher.h"

enum { RESOLVED_MAX = 16 }; /* documents named for one citation */

static void str_or_null(struct cvd_json *j, struct cvd_str s)
{
    if (s.len)
        cvd_json_str(j, s);
    else
        cvd_json_null(j);
}

static void key_value(struct cvd_json *j, const char *key,
                      const struct cvd_doc *d, enum cvd_field f)
{
    cvd_json_key(j, key);
    str_or_null(j, cvd_doc_value(d, f));
}

/* All values of a field as a list. */
static void key_values(struct cvd_json *j, const char *key,
                       const struct cvd_doc *d, enum cvd_field f)
{
    cvd_json_key(j, key);
    cvd_json_array(j);
    for (size_t i = 0; i < d->value_count; i++)
        if (d->values[i].field == f)
            cvd_json_str(j, d->values[i].value);
    cvd_json_array_end(j);
}

static int64_t count_values(const struct cvd_doc *d, enum cvd_field f)
{
    int64_t n = 0;

    for (size_t i = 0; i < d->value_count; i++)
        n += d->values[i].field == f;
    return n;
}

/* What a hit and a document have in common. */
static void common(struct cvd_json *j, const struct cvd_doc *d)
{
    cvd_json_key(j, "title");
    cvd_json_str(j, d->title);
    key_value(j, "number", d, CVD_F_NUMBER);
    key_value(j, "symbol", d, CVD_F_SYMBOL);
    key_value(j, "type", d, CVD_F_TYPE);
    key_value(j, "date", d, CVD_F_DATE);
    key_value(j, "issuer", d, CVD_F_ISSUER);
    key_value(j, "province", d, CVD_F_PROVINCE);
    /* Not known until the tables of places are read. */
    cvd_json_key(j, "province_name");
    cvd_json_null(j);
    cvd_json_key(j, "district");
    cvd_json_null(j);
    key_values(j, "campaigns", d, CVD_F_CAMPAIGN);
}

static void counts(struct cvd_json *j, const struct cvd_doc *d,
                   uint64_t cited_by)
{
    cvd_json_key(j, "cites");
    cvd_json_int(j, count_values(d, CVD_F_CITES));
    cvd_json_key(j, "cited_by");
    cvd_json_int(j, (int64_t)cited_by);
}

static void put_hit(struct cvd_json *j, const struct cvd_hit *h)
{
    cvd_json_object(j);
    cvd_json_key(j, "id");
    cvd_json_str(j, h->doc.id);
    cvd_json_key(j, "score");
    cvd_json_real(j, h->score, 3);
    common(j, &h->doc);
    counts(j, &h->doc, h->cited_by);
    cvd_json_key(j, "snippet");
    cvd_json_str(j, cvd_buf_str(&h->snippet));
    cvd_json_object_end(j);
}

enum cvd_status cvd_hit_json(const struct cvd_hit *h, struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    put_hit(&j, h);
    return j.status;
}

static void put_facets(struct cvd_json *j, const struct cvd_answer *a)
{
    cvd_json_object(j);
    for (size_t i = 0; i < a->facet_count; i++) {
        const struct cvd_facet *f = &a->facets[i];
        cvd_json_key(j, cvd_fields[f->field].name);
        cvd_json_array(j);
        for (size_t k = 0; k < f->count; k++) {
            cvd_json_object(j);
            cvd_json_key(j, "value");
            cvd_json_str(j, f->values[k].value);
            cvd_json_key(j, "label");
            cvd_json_str(j, cvd_value_label(f->field, f->values[k].value));
            cvd_json_key(j, "count");
            cvd_json_int(j, (int64_t)f->values[k].count);
            cvd_json_object_end(j);
        }
        cvd_json_array_end(j);
    }
    cvd_json_object_end(j);
}

enum cvd_status cvd_result_json(const struct cvd_result *r,
                                struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_json_key(&j, "query");
    cvd_json_str(&j, cvd_buf_str(&r->query));
    cvd_json_key(&j, "took_ms");
    cvd_json_real(&j, r->took_ms, 3);
    cvd_json_key(&j, "total");
    cvd_json_int(&j, (int64_t)r->total);
    cvd_json_key(&j, "total_is_exact");
    cvd_json_bool(&j, r->total_is_exact);
    cvd_json_key(&j, "understood");
    cvd_json_object(&j);
    key_values(&j, "numbers", &r->understood, CVD_F_NUMBER);
    key_values(&j, "provinces", &r->understood, CVD_F_PROVINCE);
    key_values(&j, "campaigns", &r->understood, CVD_F_CAMPAIGN);
    key_values(&j, "types", &r->understood, CVD_F_TYPE);
    key_values(&j, "years", &r->understood, CVD_F_YEAR);
    cvd_json_object_end(&j);
    cvd_json_key(&j, "suggestion");
    str_or_null(&j, cvd_buf_str(&r->suggestion));
    cvd_json_key(&j, "warnings");
    cvd_json_array(&j);
    for (size_t i = 0; i < r->warning_count; i++)
        cvd_json_text(&j, r->warnings[i]);
    cvd_json_array_end(&j);
    cvd_json_key(&j, "hits");
    cvd_json_array(&j);
    for (size_t i = 0; i < r->count; i++)
        put_hit(&j, &r->hits[i]);
    cvd_json_array_end(&j);
    cvd_json_key(&j, "facets");
    put_facets(&j, &r->answer);
    cvd_json_object_end(&j);
    return j.status;
}

/* ---- a document ------------------------------------------------------ */

/* Ids of the documents that bear a cited number. */
static enum cvd_status put_resolved(struct cvd_json *j,
                                    struct cvd_searcher *s,
                                    struct cvd_str number,
                                    struct cvd_err *err)
{
    uint32_t docnos[RESOLVED_MAX];
    size_t n;
    struct cvd_doc doc = { 0 };
    enum cvd_status st = cvd_bearers(s, number, docnos, RESOLVED_MAX, &n,
                                     err);

    cvd_json_array(j);
    for (size_t i = 0; i < n && st == CVD_OK; i++) {
        st = cvd_store_read(s->store, docnos[i], false, &doc, err);
        if (st == CVD_OK)
            cvd_json_str(j, doc.id);
    }
    cvd_json_array_end(j);
    cvd_doc_release(&doc);
    return st;
}

/* Every number in the text but the document's own. */
static enum cvd_status put_citations(struct cvd_json *j,
                                     struct cvd_searcher *s,
                                     const struct cvd_doc *d,
                                     struct cvd_err *err)
{
    struct cvd_entities e = { 0 }, own = { 0 };
    struct cvd_points c = { d->text, 0, 0 };
    enum cvd_status st = cvd_entities_find(d->text, false, &e);

    if (st == CVD_OK)
        st = cvd_entities_find(cvd_doc_value(d, CVD_F_NUMBER), true, &own);
    if (st != CVD_OK)
        st = cvd_fail(err, st, "out of memory");
    cvd_json_array(j);
    for (size_t i = 0; i < e.number_count && st == CVD_OK; i++) {
        const struct cvd_number *n = &e.numbers[i];
        if (!n->key[0] || (own.number_count == 1 &&
                           strcmp(n->key, own.numbers[0].key) == 0))
            continue;
        cvd_json_object(j);
        cvd_json_key(j, "type");
        cvd_json_text(j, cvd_doctype_code(cvd_str_from(n->type)));
        cvd_json_key(j, "number");
        cvd_json_text(j, n->number);
        cvd_json_key(j, "symbol");
        cvd_json_text(j, n->symbol);
        cvd_json_key(j, "text");
        cvd_json_str(j, (struct cvd_str){ d->text.ptr + n->start,
                                          n->end - n->start });
        cvd_json_key(j, "start");
        cvd_json_int(j, cvd_points_to(&c, n->start));
        cvd_json_key(j, "end");
        cvd_json_int(j, cvd_points_to(&c, n->end));
        cvd_json_key(j, "resolved");
        st = put_resolved(j, s, cvd_str_from(n->number), err);
        cvd_json_object_end(j);
    }
    cvd_json_array_end(j);
    cvd_entities_release(&e);
    cvd_entities_release(&own);
    return st;
}

enum cvd_status cvd_document_json(struct cvd_searcher *s,
                                  const struct cvd_doc *d,
                                  struct cvd_buf *out, struct cvd_err *err)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_json_key(&j, "id");
    cvd_json_str(&j, d->id);
    common(&j, d);
    uint64_t cited_by = 0;
    enum cvd_status st = cvd_cited_by_count(
        s, cvd_doc_value(d, CVD_F_NUMBER), &cited_by, err);
    counts(&j, d, cited_by);
    cvd_json_key(&j, "citations");
    if (st == CVD_OK)
        st = put_citations(&j, s, d, err);
    cvd_json_key(&j, "source");
    cvd_json_object(&j);
    key_value(&j, "path", d, CVD_F_PATH);
    key_value(&j, "sha256", d, CVD_F_SHA256);
    key_value(&j, "encoding", d, CVD_F_ENCODING);
    key_value(&j, "format", d, CVD_F_FORMAT);
    cvd_json_object_end(&j);
    cvd_json_key(&j, "length");
    cvd_json_int(&j, (int64_t)cvd_utf8_count(d->text));
    cvd_json_object_end(&j);
    if (st == CVD_OK && j.status != CVD_OK)
        st = cvd_fail(err, j.status, "out of memory");
    return st;
}
