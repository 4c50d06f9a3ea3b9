/* decode_reuse.c - texts that are alike, who carries a sentence. */
#include "cvdsearch/decode_parts.h"

static struct cvd_facts read_facts(struct decoding *d, const json_t *one)
{
    return (struct cvd_facts){
        .id = decode_text(d, one, "id"),
        .title = decode_text(d, one, "title"),
        .number = decode_text(d, one, "number"),
        .date = decode_text(d, one, "date"),
        .issuer = decode_text(d, one, "issuer"),
        .province = decode_text(d, one, "province")
    };
}

static void read_passage(struct decoding *d, const json_t *one,
                         struct cvd_passage *p)
{
    p->text = decode_text(d, one, "text");
    p->words = (size_t)decode_count(d, one, "words");
    p->start = (int64_t)decode_count(d, one, "start");
    p->end = (int64_t)decode_count(d, one, "end");
    p->other_start = (int64_t)decode_count(d, one, "other_start");
    p->other_end = (int64_t)decode_count(d, one, "other_end");
}

static void read_similar(struct decoding *d, const json_t *one,
                         struct cvd_similar *s)
{
    s->facts = read_facts(d, one);
    s->shared = decode_real(d, one, "shared");
    s->shared_of_other = decode_real(d, one, "shared_of_other");
    s->duplicate = decode_bool(d, one, "duplicate");
    const json_t *list = decode_list(d, one, "passages");
    size_t count = json_array_size(list);
    if (count > CVD_PASSAGES)
        d->status = CVD_EINPUT;
    while (d->status == CVD_OK && s->passage_count < count) {
        const json_t *passage = json_array_get(list, s->passage_count);
        read_passage(d, passage, &s->passages[s->passage_count++]);
    }
    s->passages_found = (size_t)decode_count(d, one, "passages_found");
}

enum cvd_status decode_similar(struct cvd_str json,
                               struct cvd_similar_list *out)
{
    struct decoding d = { &out->strings, CVD_OK };
    json_t *root = decode_begin(&d, json);
    const json_t *list = decode_list(&d, root, "similar");
    size_t count = json_array_size(list);

    out->id = decode_text(&d, root, "id");
    out->found = (size_t)decode_count(&d, root, "found");
    out->cut = !decode_bool(&d, root, "complete");
    out->edition = decode_edition(&d, root);
    out->list = decode_room(&d, count, sizeof *out->list);
    while (out->count < count && d.status == CVD_OK) {
        const json_t *one = json_array_get(list, out->count);
        read_similar(&d, one, &out->list[out->count++]);
    }
    json_decref(root);
    if (d.status != CVD_OK)
        cvd_similar_list_release(out);
    return d.status;
}

static void read_carrier(struct decoding *d, const json_t *one,
                         struct cvd_carrier *c)
{
    c->facts = read_facts(d, one);
    c->text = decode_text(d, one, "text");
    c->start = (int64_t)decode_count(d, one, "start");
    c->end = (int64_t)decode_count(d, one, "end");
    c->edits = (size_t)decode_count(d, one, "edits");
    c->likeness = decode_real(d, one, "likeness");
}

enum cvd_status decode_trace(struct cvd_str json, struct cvd_trace *out)
{
    struct decoding d = { &out->strings, CVD_OK };
    json_t *root = decode_begin(&d, json);
    const json_t *list = decode_list(&d, root, "carriers");
    size_t count = json_array_size(list);

    decode_add_text(&d, root, "query", &out->query);
    out->words = (size_t)decode_count(&d, root, "words");
    out->found = (size_t)decode_count(&d, root, "found");
    out->cut = !decode_bool(&d, root, "complete");
    out->edition = decode_edition(&d, root);
    out->list = decode_room(&d, count, sizeof *out->list);
    while (out->count < count && d.status == CVD_OK) {
        const json_t *one = json_array_get(list, out->count);
        read_carrier(&d, one, &out->list[out->count++]);
    }
    json_decref(root);
    if (d.status != CVD_OK)
        cvd_trace_release(out);
    return d.status;
}
