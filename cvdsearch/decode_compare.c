/* decode_compare.c - two documents side by side. */
#include "cvdsearch/decode_parts.h"

static struct cvd_compare_side read_side(struct decoding *d,
                                         const json_t *root, const char *key)
{
    const json_t *one = json_object_get(root, key);

    return (struct cvd_compare_side){
        .id = decode_text(d, one, "id"),
        .title = decode_text(d, one, "title"),
        .number = decode_text(d, one, "number"),
        .date = decode_text(d, one, "date"),
        .issuer = decode_text(d, one, "issuer"),
        .words = (size_t)decode_count(d, one, "words"),
        .shared = decode_real(d, one, "shared"),
    };
}

static struct cvd_compare_part read_part(struct decoding *d,
                                         const json_t *segment,
                                         const char *key)
{
    const json_t *one = json_object_get(segment, key);

    return (struct cvd_compare_part){
        .text = decode_text(d, one, "text"),
        .start = (int64_t)decode_count(d, one, "start"),
        .end = (int64_t)decode_count(d, one, "end"),
        .words = (size_t)decode_count(d, one, "words"),
    };
}

static enum cvd_compare_kind kind_of(struct decoding *d,
                                     const json_t *segment)
{
    const char *name = json_string_value(json_object_get(segment, "kind"));

    for (int k = 0; name && k <= CVD_COMPARE_MOVED; k++)
        if (strcmp(name, cvd_compare_kind_name((enum cvd_compare_kind)k)) ==
            0)
            return (enum cvd_compare_kind)k;
    if (d->status == CVD_OK)
        d->status = CVD_EINPUT;
    return CVD_COMPARE_SHARED;
}

/* The words of `list` behind those there are already. */
static void read_respelled(struct decoding *d, const json_t *list,
                           struct cvd_comparison *out)
{
    for (size_t i = 0; i < json_array_size(list) && d->status == CVD_OK;
         i++) {
        const json_t *one = json_array_get(list, i);
        struct cvd_respelled *r = &out->respelled[out->respelled_count++];
        r->a = decode_text(d, one, "a");
        r->b = decode_text(d, one, "b");
        r->a_start = (int64_t)decode_count(d, one, "a_start");
        r->b_start = (int64_t)decode_count(d, one, "b_start");
        r->marks = decode_bool(d, one, "marks");
        out->marks += r->marks;
    }
}

static void read_segments(struct decoding *d, const json_t *list,
                          struct cvd_comparison *out)
{
    size_t count = json_array_size(list), respelled = 0;

    for (size_t i = 0; i < count; i++)
        respelled += json_array_size(
            json_object_get(json_array_get(list, i), "respelled"));
    out->list = decode_room(d, count, sizeof *out->list);
    out->respelled = decode_room(d, respelled, sizeof *out->respelled);
    while (out->count < count && d->status == CVD_OK) {
        const json_t *one = json_array_get(list, out->count);
        struct cvd_compare_segment *s = &out->list[out->count++];
        s->kind = kind_of(d, one);
        s->row = (size_t)decode_count(d, one, "row");
        s->a = read_part(d, one, "a");
        s->b = read_part(d, one, "b");
        s->other = (size_t)decode_count(d, one, "other");
        s->respelled = out->respelled_count;
        read_respelled(d, json_object_get(one, "respelled"), out);
        s->respelled_count = out->respelled_count - s->respelled;
    }
}

enum cvd_status decode_comparison(struct cvd_str json,
                                  struct cvd_comparison *out)
{
    struct decoding d = { &out->strings, CVD_OK };
    json_t *root = decode_begin(&d, json);
    struct cvd_str older = decode_text(&d, root, "older");

    out->a = read_side(&d, root, "a");
    out->b = read_side(&d, root, "b");
    out->older = cvd_str_equal(older, cvd_str_from("a"))   ? CVD_OLDER_A
                 : cvd_str_equal(older, cvd_str_from("b")) ? CVD_OLDER_B
                                                           : CVD_OLDER_UNKNOWN;
    out->complete = decode_bool(&d, root, "complete");
    read_segments(&d, decode_list(&d, root, "segments"), out);
    out->edition = decode_edition(&d, root);
    json_decref(root);
    if (d.status != CVD_OK)
        cvd_comparison_release(out);
    return d.status;
}
