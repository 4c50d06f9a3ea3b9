/* decode_result.c - what a query finds. */
#include "base/limits.h"
#include "cvdsearch/decode_parts.h"

static void read_understood(struct decoding *d, const json_t *root,
                            struct cvd_doc *out)
{
    const json_t *u = json_object_get(root, "understood");

    decode_values(d, u, "numbers", out, CVD_F_NUMBER);
    decode_values(d, u, "provinces", out, CVD_F_PROVINCE);
    decode_values(d, u, "districts", out, CVD_F_DISTRICT);
    decode_values(d, u, "campaigns", out, CVD_F_CAMPAIGN);
    decode_values(d, u, "types", out, CVD_F_TYPE);
    decode_values(d, u, "years", out, CVD_F_YEAR);
}

/* Of its references a hit tells how many they are, not which. */
static void read_cites(struct decoding *d, const json_t *hit,
                       struct cvd_doc *doc)
{
    uint64_t count = decode_count(d, hit, "cites");

    if (count > CVD_FIELD_VALUES_MAX)
        d->status = CVD_EINPUT;
    for (uint64_t i = 0; i < count && d->status == CVD_OK; i++)
        d->status = cvd_doc_add_value(doc, CVD_F_CITES,
                                      (struct cvd_str){ NULL, 0 });
}

/* "duplicates" of a hit, where they were counted. */
static void read_copies(struct decoding *d, const json_t *hit,
                        struct cvd_hit *h)
{
    h->copies_counted =
        json_is_integer(json_object_get(hit, "duplicates"));
    if (h->copies_counted)
        h->copies = (unsigned)decode_count(d, hit, "duplicates");
}

static void read_copy(struct decoding *d, const json_t *one,
                      struct cvd_hit *h)
{
    decode_common(d, one, &h->doc);
    read_cites(d, one, &h->doc);
    h->cited_by = decode_count(d, one, "cited_by");
}

/* The copies under a hit, into out->folded, which has room for them. */
static void read_folded(struct decoding *d, const json_t *hit,
                        struct cvd_hit *h, struct cvd_result *out)
{
    const json_t *folded = json_object_get(hit, "folded");

    if (!json_is_object(folded))
        return;
    const json_t *list = decode_list(d, folded, "hits");
    h->folding = true;
    h->folded = (size_t)decode_count(d, folded, "count");
    h->folded_hits = out->folded + out->folded_count;
    for (; h->folded_count < json_array_size(list) && d->status == CVD_OK;
         h->folded_count++)
        read_copy(d, json_array_get(list, h->folded_count),
                  &out->folded[out->folded_count++]);
}

static size_t count_folded(const json_t *hits)
{
    size_t count = 0;

    for (size_t i = 0; i < json_array_size(hits); i++)
        count += json_array_size(json_object_get(
            json_object_get(json_array_get(hits, i), "folded"), "hits"));
    return count;
}

static void read_hits(struct decoding *d, const json_t *root,
                      struct cvd_result *out)
{
    const json_t *list = decode_list(d, root, "hits");
    size_t count = json_array_size(list);

    out->hits = decode_room(d, count, sizeof *out->hits);
    out->folded = decode_room(d, count_folded(list), sizeof *out->folded);
    while (out->count < count && d->status == CVD_OK) {
        const json_t *hit = json_array_get(list, out->count);
        struct cvd_hit *h = &out->hits[out->count++];
        decode_common(d, hit, &h->doc);
        read_cites(d, hit, &h->doc);
        h->score = decode_real(d, hit, "score");
        h->cited_by = decode_count(d, hit, "cited_by");
        read_copies(d, hit, h);
        decode_add_text(d, hit, "snippet", &h->snippet);
        read_folded(d, hit, h, out);
    }
}

/* ---- facets ---------------------------------------------------------- */

/* How many facets there are, and values in all. */
static void count_facets(json_t *facets, size_t *fields, size_t *values)
{
    *fields = *values = 0;
    for (void *at = json_object_iter(facets); at;
         at = json_object_iter_next(facets, at)) {
        ++*fields;
        *values += json_array_size(json_object_iter_value(at));
    }
}

static void read_facet(struct decoding *d, enum cvd_field field,
                       const json_t *list, struct cvd_result *out,
                       struct cvd_str *labels)
{
    size_t count = json_array_size(list);
    struct cvd_facet *f = &out->answer.facets[out->answer.facet_count++];

    *f = (struct cvd_facet){ .field = field };
    f->values = decode_room(d, count, sizeof *f->values);
    while (f->count < count && d->status == CVD_OK) {
        const json_t *one = json_array_get(list, f->count);
        struct cvd_facet_value *v = &f->values[f->count];
        v->value = decode_text(d, one, "value");
        v->count = decode_count(d, one, "count");
        labels[f->count++] = decode_text(d, one, "label");
    }
}

static void read_facets(struct decoding *d, const json_t *root,
                        struct cvd_result *out)
{
    json_t *facets = json_object_get(root, "facets");
    size_t fields, values, labels = 0;

    count_facets(facets, &fields, &values);
    out->answer.facets = decode_room(d, fields, sizeof *out->answer.facets);
    out->labels = decode_room(d, values, sizeof *out->labels);
    /* In the order written: Jansson keeps it. */
    for (void *at = json_object_iter(facets); at && d->status == CVD_OK;
         at = json_object_iter_next(facets, at)) {
        enum cvd_field f =
            cvd_field_by_name(cvd_str_from(json_object_iter_key(at)));
        if (f == CVD_F_COUNT)
            continue; /* of a newer server */
        read_facet(d, f, json_object_iter_value(at), out,
                   out->labels + labels);
        labels += json_array_size(json_object_iter_value(at));
    }
}

/* "complete", which older servers do not say: it is. */
static bool is_cut_short(struct decoding *d, const json_t *root)
{
    return json_object_get(root, "complete") &&
           !decode_bool(d, root, "complete");
}

struct cvd_edition decode_edition(struct decoding *d, const json_t *root)
{
    const json_t *index = json_object_get(root, "index");
    struct cvd_edition e = { 0 };

    if (!index)
        return e;
    e.generation = (unsigned)decode_count(d, index, "generation");
    if (!json_is_null(json_object_get(index, "analyzer")))
        e.analyzer = (unsigned)decode_count(d, index, "analyzer");
    e.documents = decode_count(d, index, "documents");
    return e;
}

enum cvd_status decode_result(struct cvd_str json, struct cvd_result *out)
{
    struct decoding d = { &out->strings, CVD_OK };
    json_t *root = decode_begin(&d, json);

    decode_add_text(&d, root, "query", &out->query);
    out->took_ms = decode_real(&d, root, "took_ms");
    out->total = decode_count(&d, root, "total");
    out->total_is_exact = decode_bool(&d, root, "total_is_exact");
    out->cut_short = is_cut_short(&d, root);
    read_understood(&d, root, &out->understood);
    decode_add_text(&d, root, "suggestion", &out->suggestion);
    out->warning_count = decode_warnings(&d, root, out->warnings);
    out->edition = decode_edition(&d, root);
    read_hits(&d, root, out);
    read_facets(&d, root, out);
    json_decref(root);
    if (d.status != CVD_OK)
        cvd_result_release(out);
    return d.status;
}

enum cvd_status decode_about(struct cvd_str json, struct cvd_result *out)
{
    struct decoding d = { &out->strings, CVD_OK };
    json_t *root = decode_begin(&d, json);

    decode_add_text(&d, root, "query", &out->query);
    out->total = decode_count(&d, root, "total");
    out->total_is_exact = true;
    decode_add_text(&d, root, "suggestion", &out->suggestion);
    out->warning_count = decode_warnings(&d, root, out->warnings);
    out->edition = decode_edition(&d, root);
    json_decref(root);
    if (d.status != CVD_OK)
        cvd_result_release(out);
    return d.status;
}
