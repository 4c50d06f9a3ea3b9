/* json_parts.c - see json_parts.h. */
#include "search/json_parts.h"

void cvd_put_string(struct cvd_json *j, struct cvd_str s)
{
    if (s.len)
        cvd_json_str(j, s);
    else
        cvd_json_null(j);
}

void cvd_put_named(struct cvd_json *j, const char *key, struct cvd_str s)
{
    cvd_json_key(j, key);
    cvd_put_string(j, s);
}

void cvd_put_value(struct cvd_json *j, const char *key,
                   const struct cvd_doc *d, enum cvd_field f)
{
    cvd_put_named(j, key, cvd_doc_value(d, f));
}

void cvd_put_values(struct cvd_json *j, const char *key,
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

void cvd_put_province(struct cvd_json *j, struct cvd_str code)
{
    struct cvd_str name = cvd_value_label(CVD_F_PROVINCE, code);

    cvd_put_named(j, "province", code);
    cvd_put_named(j, "province_name",
                  name.ptr == code.ptr ? (struct cvd_str){ NULL, 0 } : name);
}

void cvd_put_common(struct cvd_json *j, const struct cvd_doc *d,
                    uint64_t cited_by)
{
    /* Where a text says none, the id stands for it in the store. */
    cvd_put_named(j, "title", cvd_str_equal(d->title, d->id)
                                  ? (struct cvd_str){ NULL, 0 }
                                  : d->title);
    cvd_put_value(j, "number", d, CVD_F_NUMBER);
    cvd_put_value(j, "symbol", d, CVD_F_SYMBOL);
    cvd_put_value(j, "type", d, CVD_F_TYPE);
    cvd_put_value(j, "date", d, CVD_F_DATE);
    cvd_put_value(j, "issuer", d, CVD_F_ISSUER);
    cvd_put_province(j, cvd_doc_value(d, CVD_F_PROVINCE));
    cvd_put_value(j, "district", d, CVD_F_DISTRICT);
    cvd_put_values(j, "campaigns", d, CVD_F_CAMPAIGN);
    cvd_json_key(j, "cites");
    cvd_json_int(j, count_values(d, CVD_F_CITES));
    cvd_json_key(j, "cited_by");
    cvd_json_int(j, (int64_t)cited_by);
}

void cvd_put_copies(struct cvd_json *j, bool counted, unsigned copies)
{
    cvd_json_key(j, "duplicates");
    if (counted)
        cvd_json_int(j, copies);
    else
        cvd_json_null(j);
}

void cvd_put_edition(struct cvd_json *j, const struct cvd_edition *e)
{
    cvd_json_key(j, "index");
    cvd_json_object(j);
    cvd_json_key(j, "generation");
    cvd_json_int(j, e->generation);
    cvd_json_key(j, "analyzer");
    if (e->analyzer)
        cvd_json_int(j, e->analyzer);
    else
        cvd_json_null(j); /* words of several versions */
    cvd_json_key(j, "documents");
    cvd_json_int(j, (int64_t)e->documents);
    cvd_json_object_end(j);
}

void cvd_put_understood(struct cvd_json *j, const struct cvd_result *r)
{
    cvd_json_key(j, "understood");
    cvd_json_object(j);
    cvd_put_values(j, "numbers", &r->understood, CVD_F_NUMBER);
    cvd_put_values(j, "provinces", &r->understood, CVD_F_PROVINCE);
    cvd_put_values(j, "districts", &r->understood, CVD_F_DISTRICT);
    cvd_put_values(j, "campaigns", &r->understood, CVD_F_CAMPAIGN);
    cvd_put_values(j, "types", &r->understood, CVD_F_TYPE);
    cvd_put_values(j, "years", &r->understood, CVD_F_YEAR);
    cvd_json_object_end(j);
}

void cvd_put_complete(struct cvd_json *j, const struct cvd_result *r)
{
    cvd_json_key(j, "complete");
    cvd_json_bool(j, !r->cut_short);
}

void cvd_put_warnings(struct cvd_json *j, const struct cvd_result *r)
{
    cvd_put_warning_list(j, r->warnings, r->warning_count);
}

void cvd_put_warning_list(struct cvd_json *j, const char *const *warnings,
                          size_t count)
{
    cvd_json_key(j, "warnings");
    cvd_json_array(j);
    for (size_t i = 0; i < count; i++)
        cvd_json_text(j, warnings[i]);
    cvd_json_array_end(j);
}

static void put_facet(struct cvd_json *j, const struct cvd_facet *f,
                      const struct cvd_str *labels)
{
    cvd_json_key(j, cvd_fields[f->field].name);
    cvd_json_array(j);
    for (size_t k = 0; k < f->count; k++) {
        cvd_json_object(j);
        cvd_json_key(j, "value");
        cvd_json_str(j, f->values[k].value);
        cvd_json_key(j, "label");
        cvd_json_str(j, labels[k]);
        cvd_json_key(j, "count");
        cvd_json_int(j, (int64_t)f->values[k].count);
        cvd_json_object_end(j);
    }
    cvd_json_array_end(j);
}

void cvd_put_facets(struct cvd_json *j, const struct cvd_result *r)
{
    const struct cvd_str *labels = r->labels;

    cvd_json_key(j, "facets");
    cvd_json_object(j);
    for (size_t i = 0; i < r->answer.facet_count; i++) {
        put_facet(j, &r->answer.facets[i], labels);
        labels += r->answer.facets[i].count;
    }
    cvd_json_object_end(j);
}
