/* decode_parts.c - see decode_parts.h. */
#include "cvdsearch/decode_parts.h"

#include <stdlib.h>

static void fail(struct decoding *d, enum cvd_status st)
{
    if (d->status == CVD_OK)
        d->status = st;
}

json_t *decode_begin(struct decoding *d, struct cvd_str json)
{
    json_error_t error = { 0 };
    /* U+0000 may stand in a text that was indexed. */
    json_t *root = json_loadb(json.len ? json.ptr : "", json.len,
                              JSON_ALLOW_NUL, &error);

    if (!root && json_error_code(&error) == json_error_out_of_memory)
        fail(d, CVD_ENOMEM);
    else if (!json_is_object(root))
        fail(d, CVD_EINPUT);
    if (d->status == CVD_OK)
        return root;
    json_decref(root);
    return NULL;
}

void *decode_room(struct decoding *d, size_t count, size_t size)
{
    void *room = d->status == CVD_OK ? calloc(count + 1, size) : NULL;

    if (!room)
        fail(d, CVD_ENOMEM);
    return room;
}

/* The member if it is there and not null. */
static const json_t *member(const struct decoding *d, const json_t *object,
                            const char *key)
{
    const json_t *m = d->status == CVD_OK ? json_object_get(object, key)
                                          : NULL;

    return json_is_null(m) ? NULL : m;
}

/* The bytes of a string; empty where there is none. */
static struct cvd_str bytes_of(struct decoding *d, const json_t *s)
{
    if (s && !json_is_string(s))
        fail(d, CVD_EINPUT);
    if (!s || d->status != CVD_OK)
        return (struct cvd_str){ NULL, 0 };
    return (struct cvd_str){ json_string_value(s), json_string_length(s) };
}

static struct cvd_str keep(struct decoding *d, struct cvd_str s)
{
    struct cvd_str kept = { NULL, 0 };

    if (d->status == CVD_OK)
        fail(d, cvd_strings_keep(d->strings, s, &kept));
    return kept;
}

struct cvd_str decode_text(struct decoding *d, const json_t *object,
                           const char *key)
{
    return keep(d, bytes_of(d, member(d, object, key)));
}

const char *decode_code(struct decoding *d, const json_t *object,
                        const char *key)
{
    return decode_text(d, object, key).ptr;
}

uint64_t decode_count(struct decoding *d, const json_t *object,
                      const char *key)
{
    const json_t *m = member(d, object, key);

    if (m && (!json_is_integer(m) || json_integer_value(m) < 0))
        fail(d, CVD_EINPUT);
    return m && d->status == CVD_OK ? (uint64_t)json_integer_value(m) : 0;
}

bool decode_bool(struct decoding *d, const json_t *object, const char *key)
{
    const json_t *m = member(d, object, key);

    if (m && !json_is_boolean(m))
        fail(d, CVD_EINPUT);
    return json_is_true(m);
}

double decode_real(struct decoding *d, const json_t *object, const char *key)
{
    const json_t *m = member(d, object, key);

    if (m && !json_is_number(m))
        fail(d, CVD_EINPUT);
    return m ? json_number_value(m) : 0;
}

void decode_add_text(struct decoding *d, const json_t *object,
                     const char *key, struct cvd_buf *out)
{
    struct cvd_str s = bytes_of(d, member(d, object, key));

    if (d->status == CVD_OK)
        fail(d, cvd_buf_add(out, s));
}

const json_t *decode_texts(struct decoding *d, const json_t *object,
                           const char *key)
{
    const json_t *m = member(d, object, key);

    if (m && !json_is_array(m))
        fail(d, CVD_EINPUT);
    return d->status == CVD_OK ? m : NULL;
}

const json_t *decode_list(struct decoding *d, const json_t *object,
                          const char *key)
{
    const json_t *m = decode_texts(d, object, key);

    if (!m)
        fail(d, CVD_EINPUT);
    return m;
}

struct cvd_str decode_text_at(struct decoding *d, const json_t *list,
                              size_t i)
{
    const json_t *m = json_array_get(list, i);

    return keep(d, bytes_of(d, json_is_null(m) ? NULL : m));
}

void decode_value(struct decoding *d, const json_t *object, const char *key,
                  struct cvd_doc *doc, enum cvd_field f)
{
    struct cvd_str value = decode_text(d, object, key);

    if (value.len)
        fail(d, cvd_doc_add_value(doc, f, value));
}

void decode_values(struct decoding *d, const json_t *object, const char *key,
                   struct cvd_doc *doc, enum cvd_field f)
{
    const json_t *list = decode_texts(d, object, key);

    for (size_t i = 0; i < json_array_size(list) && d->status == CVD_OK;
         i++) {
        struct cvd_str value = decode_text_at(d, list, i);
        if (value.len)
            fail(d, cvd_doc_add_value(doc, f, value));
    }
}

size_t decode_warnings(struct decoding *d, const json_t *root,
                       const char *out[CVD_WARNINGS_MAX])
{
    const json_t *list = decode_texts(d, root, "warnings");
    size_t count = 0;

    for (size_t i = 0; i < json_array_size(list) && count < CVD_WARNINGS_MAX;
         i++) {
        out[count] = decode_text_at(d, list, i).ptr;
        count += out[count] != NULL;
    }
    return count;
}

void decode_common(struct decoding *d, const json_t *object,
                   struct cvd_doc *doc)
{
    doc->id = decode_text(d, object, "id");
    doc->title = decode_text(d, object, "title");
    if (!doc->id.len)
        fail(d, CVD_EINPUT);
    /* Where a text says none, the id stands for it in the store. */
    if (!doc->title.len)
        doc->title = doc->id;
    decode_value(d, object, "number", doc, CVD_F_NUMBER);
    decode_value(d, object, "symbol", doc, CVD_F_SYMBOL);
    decode_value(d, object, "type", doc, CVD_F_TYPE);
    decode_value(d, object, "date", doc, CVD_F_DATE);
    decode_value(d, object, "issuer", doc, CVD_F_ISSUER);
    decode_value(d, object, "province", doc, CVD_F_PROVINCE);
    decode_value(d, object, "district", doc, CVD_F_DISTRICT);
    decode_values(d, object, "campaigns", doc, CVD_F_CAMPAIGN);
}

enum cvd_resolution decode_resolution(struct decoding *d,
                                      const json_t *object)
{
    struct cvd_str name = bytes_of(d, member(d, object, "resolution"));

    for (int r = CVD_R_EXACT; r > CVD_R_ABSENT; r--)
        if (cvd_str_equal(name, cvd_str_from(cvd_resolution_name(
                                    (enum cvd_resolution)r))))
            return (enum cvd_resolution)r;
    return CVD_R_ABSENT;
}
