/* decode.c - a document, suggestions, and what is passed on. */
#include "cvdsearch/decode_parts.h"

/* ---- a document ------------------------------------------------------ */

static void read_signer(struct decoding *d, const json_t *root,
                        struct cvd_doc *doc)
{
    const json_t *signer = json_object_get(root, "signer");

    decode_value(d, signer, "name", doc, CVD_F_SIGNER);
    decode_value(d, signer, "position", doc, CVD_F_POSITION);
    decode_value(d, signer, "authority", doc, CVD_F_AUTHORITY);
}

static void read_source(struct decoding *d, const json_t *root,
                        struct cvd_doc *doc)
{
    const json_t *source = json_object_get(root, "source");

    decode_value(d, source, "path", doc, CVD_F_PATH);
    decode_value(d, source, "sha256", doc, CVD_F_SHA256);
    decode_value(d, source, "encoding", doc, CVD_F_ENCODING);
    decode_value(d, source, "format", doc, CVD_F_FORMAT);
    decode_values(d, source, "given", doc, CVD_F_GIVEN);
}

/* Move one string into the document's own memory, which has room. */
static void own(struct cvd_buf *data, struct cvd_str *s)
{
    size_t at = data->len;

    (void)cvd_buf_add(data, *s);
    if (s->len)
        s->ptr = data->ptr + at;
}

/* A document's strings are in its `data`, all of them. */
static enum cvd_status own_strings(struct cvd_doc *doc)
{
    size_t room = doc->id.len + doc->title.len + doc->text.len;

    for (size_t i = 0; i < doc->value_count; i++)
        room += doc->values[i].value.len;
    enum cvd_status st = cvd_buf_reserve(&doc->data, room);
    if (st != CVD_OK)
        return st;
    own(&doc->data, &doc->id);
    own(&doc->data, &doc->title);
    own(&doc->data, &doc->text);
    for (size_t i = 0; i < doc->value_count; i++)
        own(&doc->data, &doc->values[i].value);
    return CVD_OK;
}

enum cvd_status decode_document(struct cvd_str json, struct cvd_str text,
                                struct cvd_doc *out)
{
    struct cvd_strings *strings = NULL;
    struct decoding d = { &strings, CVD_OK };
    json_t *root = decode_begin(&d, json);

    decode_common(&d, root, out);
    decode_value(&d, root, "place", out, CVD_F_PLACE);
    decode_value(&d, root, "parent_issuer", out, CVD_F_PARENT);
    decode_value(&d, root, "province_now", out, CVD_F_PROVINCE_NOW);
    decode_value(&d, root, "urgency", out, CVD_F_URGENCY);
    decode_values(&d, root, "campaign_names", out, CVD_F_CAMPAIGN_NAME);
    decode_values(&d, root, "recipients", out, CVD_F_RECIPIENT);
    decode_values(&d, root, "distribution", out, CVD_F_DISTRIBUTION);
    read_signer(&d, root, out);
    decode_values(&d, root, "deadlines", out, CVD_F_DEADLINE);
    read_source(&d, root, out);
    out->text = text;
    if (d.status == CVD_OK)
        d.status = own_strings(out);
    json_decref(root);
    if (d.status != CVD_OK)
        cvd_doc_release(out);
    cvd_strings_free(strings);
    return d.status;
}

/* ---- suggestions ----------------------------------------------------- */

/* Kinds are static; one of a newer server is taken for words. */
static const char *kind_of(struct cvd_str name)
{
    static const char *const kinds[] = { "number", "campaign", "province",
                                         "type", "document" };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (cvd_str_equal(name, cvd_str_from(kinds[i])))
            return kinds[i];
    return "words";
}

static void decode_suggestion(struct decoding *d, const json_t *one,
                              struct cvd_suggestion *out)
{
    decode_add_text(d, one, "text", &out->text);
    out->kind = kind_of(decode_text(d, one, "kind"));
    out->counted = json_is_integer(json_object_get(one, "count"));
    out->documents = decode_count(d, one, "count");
    decode_add_text(d, one, "value", &out->value);
    decode_add_text(d, one, "query", &out->query);
    decode_add_text(d, one, "detail", &out->detail);
}

enum cvd_status decode_suggestions(struct cvd_str json,
                                   struct cvd_suggestion **out,
                                   size_t *count)
{
    struct cvd_strings *strings = NULL;
    struct decoding d = { &strings, CVD_OK };
    json_t *root = decode_begin(&d, json);
    const json_t *list = decode_list(&d, root, "suggestions");

    *count = 0;
    *out = decode_room(&d, json_array_size(list), sizeof **out);
    while (*count < json_array_size(list) && d.status == CVD_OK) {
        const json_t *one = json_array_get(list, *count);
        decode_suggestion(&d, one, &(*out)[(*count)++]);
    }
    json_decref(root);
    if (d.status != CVD_OK) {
        cvd_suggestions_free(*out, *count);
        *out = NULL;
        *count = 0;
    }
    cvd_strings_free(strings);
    return d.status;
}

/* ---- what is passed on ----------------------------------------------- */

enum cvd_status decode_object(struct cvd_str json)
{
    struct decoding d = { NULL, CVD_OK };

    json_decref(decode_begin(&d, json));
    return d.status;
}

enum cvd_status decode_problem(struct cvd_str json, struct cvd_buf *out)
{
    struct decoding d = { NULL, CVD_OK };
    json_t *root = decode_begin(&d, json);
    size_t had = out->len;

    decode_add_text(&d, root, "detail", out);
    if (out->len == had)
        decode_add_text(&d, root, "title", out);
    json_decref(root);
    return d.status;
}
