/* decode_references.c - what is cited, and by whom. */
#include "cvdsearch/decode_parts.h"

/* ---- what a document cites ------------------------------------------- */

static size_t count_resolved(const json_t *citations)
{
    size_t count = 0;

    for (size_t i = 0; i < json_array_size(citations); i++)
        count += json_array_size(
            json_object_get(json_array_get(citations, i), "resolved"));
    return count;
}

static void read_resolved(struct decoding *d, const json_t *citation,
                          struct cvd_citations *out,
                          struct cvd_citation *one)
{
    const json_t *ids = decode_texts(d, citation, "resolved");
    const json_t *titles = decode_texts(d, citation, "resolved_titles");

    one->first_held = out->held_count;
    one->held_count = json_array_size(ids);
    for (size_t i = 0; i < one->held_count; i++) {
        struct cvd_held *h = &out->held[out->held_count++];
        h->id = decode_text_at(d, ids, i);
        h->title = decode_text_at(d, titles, i);
    }
}

static void read_citation(struct decoding *d, const json_t *citation,
                          struct cvd_citations *out)
{
    struct cvd_citation *one = &out->list[out->count++];

    one->type = decode_code(d, citation, "type");
    one->number = decode_text(d, citation, "number");
    one->symbol = decode_text(d, citation, "symbol");
    one->date = decode_text(d, citation, "date");
    one->issuer = decode_text(d, citation, "issuer");
    one->about = decode_text(d, citation, "about");
    one->text = decode_text(d, citation, "text");
    one->in_text = json_is_integer(json_object_get(citation, "start"));
    one->start = (int64_t)decode_count(d, citation, "start");
    one->end = (int64_t)decode_count(d, citation, "end");
    one->again = decode_bool(d, citation, "again");
    one->resolution = decode_resolution(d, citation);
    read_resolved(d, citation, out, one);
}

enum cvd_status decode_citations(struct cvd_str json, struct cvd_buf *id,
                                 struct cvd_citations *out)
{
    struct decoding d = { &out->strings, CVD_OK };
    json_t *root = decode_begin(&d, json);
    const json_t *list = decode_list(&d, root, "citations");

    if (id)
        decode_add_text(&d, root, "id", id);
    out->cap = json_array_size(list);
    out->held_cap = count_resolved(list);
    out->list = decode_room(&d, out->cap, sizeof *out->list);
    out->held = decode_room(&d, out->held_cap, sizeof *out->held);
    while (out->count < out->cap && d.status == CVD_OK)
        read_citation(&d, json_array_get(list, out->count), out);
    out->dropped = (size_t)decode_count(&d, root, "dropped");
    out->edition = decode_edition(&d, root);
    json_decref(root);
    if (d.status != CVD_OK)
        cvd_citations_release(out);
    return d.status;
}

/* ---- the other way round --------------------------------------------- */

static void read_held(struct decoding *d, const json_t *entity,
                      struct cvd_cited *one)
{
    const json_t *ids = decode_texts(d, entity, "held");
    size_t count = json_array_size(ids);

    one->held = decode_room(d, count, sizeof *one->held);
    while (one->held_count < count && d->status == CVD_OK) {
        struct cvd_held *h = &one->held[one->held_count];
        h->id = decode_text_at(d, ids, one->held_count++);
    }
}

static void read_citers(struct decoding *d, const json_t *entity,
                        struct cvd_cited *one)
{
    const json_t *list = decode_list(d, entity, "cited_by");
    size_t count = json_array_size(list);

    one->citers = decode_room(d, count, sizeof *one->citers);
    while (one->citer_count < count && d->status == CVD_OK) {
        const json_t *citer = json_array_get(list, one->citer_count);
        struct cvd_held *h = &one->citers[one->citer_count++];
        h->id = decode_text(d, citer, "id");
        h->title = decode_text(d, citer, "title");
        h->number = decode_text(d, citer, "number");
        h->date = decode_text(d, citer, "date");
        h->how = decode_resolution(d, citer);
    }
}

static void read_cited(struct decoding *d, const json_t *entity,
                       struct cvd_cited *one)
{
    one->number = decode_text(d, entity, "number");
    one->type = decode_code(d, entity, "type");
    one->date = decode_text(d, entity, "date");
    one->issuer = decode_text(d, entity, "issuer");
    one->province = decode_text(d, entity, "province");
    one->title = decode_text(d, entity, "title");
    one->resolution = decode_resolution(d, entity);
    read_held(d, entity, one);
    read_citers(d, entity, one);
    one->count = decode_count(d, entity, "count");
}

enum cvd_status decode_cited_list(struct cvd_str json,
                                  struct cvd_cited_list *out)
{
    struct decoding d = { &out->strings, CVD_OK };
    json_t *root = decode_begin(&d, json);
    const json_t *list = decode_list(&d, root, "entities");

    out->id = decode_text(&d, root, "id");
    out->number = decode_text(&d, root, "number");
    out->query = decode_text(&d, root, "query");
    out->edition = decode_edition(&d, root);
    out->cut = !decode_bool(&d, root, "complete");
    out->more = decode_bool(&d, root, "more");
    out->cap = json_array_size(list);
    out->list = decode_room(&d, out->cap, sizeof *out->list);
    while (out->count < out->cap && d.status == CVD_OK) {
        const json_t *entity = json_array_get(list, out->count);
        read_cited(&d, entity, &out->list[out->count++]);
    }
    json_decref(root);
    if (d.status != CVD_OK)
        cvd_cited_list_release(out);
    return d.status;
}
