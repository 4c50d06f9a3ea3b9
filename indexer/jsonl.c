/* jsonl.c - see jsonl.h. */
#include "indexer/jsonl.h"
#include "base/limits.h"
#include "indexer/clean.h"

#include <jansson.h>

bool cvd_json_line_blank(struct cvd_str line)
{
    return cvd_str_trim(line).len == 0;
}

void cvd_json_line_release(struct cvd_json_line *j)
{
    json_decref(j->root);
    cvd_buf_release(&j->id);
    cvd_metadata_release(&j->given);
    *j = (struct cvd_json_line){ 0 };
}

static struct cvd_str text_of(const json_t *v)
{
    struct cvd_str s = { json_string_value(v), json_string_length(v) };
    return s;
}

static enum cvd_status parse(struct cvd_json_line *j, struct cvd_str line,
                             struct cvd_err *err)
{
    json_error_t why;

    j->root = json_loadb(line.ptr, line.len,
                         JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &why);
    if (j->root) {
        if (json_is_object(j->root))
            return CVD_OK;
        return cvd_fail(err, CVD_EINPUT, "not a JSON object");
    }
    if (json_error_code(&why) == json_error_out_of_memory)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    struct cvd_buf shown = { 0 };
    enum cvd_status st = cvd_clean_bytes(cvd_str_from(why.text), &shown);
    st = st == CVD_OK ? cvd_fail(err, CVD_EINPUT,
                                 "not JSON at byte %d: %s", why.position,
                                 shown.ptr ? shown.ptr : "")
                      : cvd_fail(err, st, "out of memory");
    cvd_buf_release(&shown);
    return st;
}

static enum cvd_status read_value(struct cvd_json_line *j,
                                  enum cvd_field field, const char *key,
                                  const json_t *v, struct cvd_err *err)
{
    if (!json_is_string(v))
        return cvd_fail(err, CVD_EINPUT,
                        "metadata '%s' is not a string or a list of strings",
                        key);
    return cvd_metadata_add(&j->given, field, text_of(v), err);
}

static enum cvd_status read_metadata(struct cvd_json_line *j, json_t *all,
                                     struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;
    const char *key;
    json_t *value;

    if (all && !json_is_null(all) && !json_is_object(all))
        return cvd_fail(err, CVD_EINPUT, "'metadata' is not an object");
    json_object_foreach(all, key, value) {
        enum cvd_field field = cvd_metadata_field(key);
        if (field == CVD_F_COUNT || json_is_null(value))
            continue;
        if (!json_is_array(value)) {
            st = read_value(j, field, key, value, err);
        } else {
            /* An empty list: given, and there is none. */
            j->given.given[field] = true;
            for (size_t i = 0; i < json_array_size(value) && st == CVD_OK;
                 i++)
                st = read_value(j, field, key, json_array_get(value, i),
                                err);
        }
        if (st != CVD_OK)
            return st;
    }
    return st;
}

/* The string under `key` into *out: one of length 0 with ptr NULL where
 * there is none. */
static enum cvd_status read_string(const json_t *root, const char *key,
                                   struct cvd_str *out, struct cvd_err *err)
{
    const json_t *v = json_object_get(root, key);

    *out = (struct cvd_str){ 0 };
    if (!v || json_is_null(v))
        return CVD_OK;
    if (!json_is_string(v))
        return cvd_fail(err, CVD_EINPUT, "'%s' is not a string", key);
    *out = text_of(v);
    return CVD_OK;
}

static enum cvd_status read_line(struct cvd_json_line *j,
                                 struct cvd_str line,
                                 struct cvd_material *m, struct cvd_err *err)
{
    struct cvd_str id, source;
    enum cvd_status st = parse(j, line, err);

    if (st == CVD_OK)
        st = read_string(j->root, "id", &id, err);
    if (st == CVD_OK && !id.ptr)
        st = cvd_fail(err, CVD_EINPUT, "'id' is missing");
    if (st == CVD_OK)
        st = cvd_clean_id(id, "id", &j->id, err);
    if (st == CVD_OK)
        st = read_string(j->root, "text", &m->bytes, err);
    if (st == CVD_OK && !m->bytes.ptr)
        st = cvd_fail(err, CVD_EINPUT, "'text' is missing");
    if (st == CVD_OK)
        st = read_string(j->root, "title", &m->title, err);
    m->has_title = m->title.ptr != NULL;
    if (st == CVD_OK)
        st = read_string(j->root, "source", &source, err);
    if (st == CVD_OK && source.len)
        st = cvd_metadata_add(&j->given, CVD_F_PATH, source, err);
    if (st == CVD_OK)
        st = read_metadata(j, json_object_get(j->root, "metadata"), err);
    return st;
}

enum cvd_status cvd_json_line_read(struct cvd_json_line *j,
                                   struct cvd_str line, const char *path,
                                   uint64_t number,
                                   struct cvd_material *out,
                                   struct cvd_err *err)
{
    struct cvd_material m = { .format = "jsonl", .given = &j->given };
    struct cvd_err why;

    json_decref(j->root);
    j->root = NULL;
    cvd_buf_clear(&j->id);
    cvd_metadata_clear(&j->given);
    /* Windows' editors begin a file with a byte order mark. */
    if (number == 1 && cvd_str_starts(line, cvd_str_from("\xEF\xBB\xBF"))) {
        line.ptr += 3;
        line.len -= 3;
    }
    enum cvd_status st = read_line(j, line, &m, &why);
    if (st != CVD_OK)
        return cvd_fail(err, st, "%s:%llu: %s", path,
                        (unsigned long long)number, why.msg);
    m.id = cvd_buf_str(&j->id);
    /* Standard input is no place one could look at again. */
    if (strcmp(path, "-") != 0)
        m.path = cvd_str_from(path);
    *out = m;
    return CVD_OK;
}
