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
    cvd_members_release(&j->members);
    cvd_buf_release(&j->id);
    cvd_metadata_release(&j->given);
    *j = (struct cvd_json_line){ 0 };
}

/* ---- the values of a line -------------------------------------------- */

static struct cvd_str text_of(const json_t *v)
{
    struct cvd_str s = { json_string_value(v), json_string_length(v) };
    return s;
}

static enum cvd_member_kind kind_of(const json_t *v)
{
    switch (json_typeof(v)) {
    case JSON_STRING:
        return CVD_MEMBER_STRING;
    case JSON_NULL:
        return CVD_MEMBER_NULL;
    case JSON_ARRAY:
        return CVD_MEMBER_LIST;
    case JSON_OBJECT:
        return CVD_MEMBER_OBJECT;
    default:
        return CVD_MEMBER_OTHER;
    }
}

/* Add value `v` of a tree and what is in it, `levels` deep: nobody asks for
 * more. */
static enum cvd_status add_tree(struct cvd_members *m, const char *key,
                                json_t *v, unsigned levels)
{
    struct cvd_member value = { .kind = kind_of(v),
                                .key = cvd_str_from(key),
                                .string = text_of(v) };
    enum cvd_status st;
    const char *name;
    json_t *inner;
    size_t at;

    st = cvd_members_add(m, &value, &at);
    if (levels == 0)
        return st;
    json_object_foreach(v, name, inner)
        if (st == CVD_OK)
            st = add_tree(m, name, inner, levels - 1);
    for (size_t i = 0; i < json_array_size(v) && st == CVD_OK; i++)
        st = add_tree(m, "", json_array_get(v, i), levels - 1);
    if (st == CVD_OK)
        m->list[at].next = m->count;
    return st;
}

/* The members of an object that is a tree. */
static enum cvd_status take_tree(struct cvd_json_line *j, struct cvd_err *err)
{
    enum { LEVELS = 2 }; /* metadata, and the lists in it */
    enum cvd_status st = CVD_OK;
    const char *key;
    json_t *v;

    if (!json_is_object(j->root))
        return cvd_fail(err, CVD_EINPUT, "not a JSON object");
    json_object_foreach(j->root, key, v)
        if (st == CVD_OK)
            st = add_tree(&j->members, key, v, LEVELS);
    return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
}

/* Read a line that is not of the plain kind, or wrong: then say how. */
static enum cvd_status parse_odd(struct cvd_json_line *j,
                                 struct cvd_str line, struct cvd_err *err)
{
    json_error_t why;

    j->root = json_loadb(line.ptr, line.len,
                         JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &why);
    if (j->root)
        return take_tree(j, err);
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

static enum cvd_status parse(struct cvd_json_line *j, struct cvd_str line,
                             struct cvd_err *err)
{
    switch (cvd_members_read(&j->members, line)) {
    case CVD_OK:
        return CVD_OK;
    case CVD_ENOMEM:
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    default:
        return parse_odd(j, line, err);
    }
}

/* ---- what they are --------------------------------------------------- */

static enum cvd_status read_value(struct cvd_json_line *j,
                                  enum cvd_field field, struct cvd_str key,
                                  const struct cvd_member *v,
                                  struct cvd_err *err)
{
    if (v->kind != CVD_MEMBER_STRING)
        return cvd_fail(err, CVD_EINPUT,
                        "metadata '%.*s' is not a string or a list of strings",
                        (int)key.len, key.ptr);
    return cvd_metadata_add(&j->given, field, v->string, err);
}

/* A field's value, or values. */
static enum cvd_status read_field(struct cvd_json_line *j, size_t at,
                                  struct cvd_err *err)
{
    const struct cvd_member *v = &j->members.list[at];
    enum cvd_field field = cvd_metadata_field(v->key);
    enum cvd_status st = CVD_OK;

    if (field == CVD_F_COUNT || v->kind == CVD_MEMBER_NULL)
        return CVD_OK;
    if (v->kind != CVD_MEMBER_LIST)
        return read_value(j, field, v->key, v, err);
    /* An empty list: given, and there is none. */
    j->given.given[field] = true;
    for (size_t i = at + 1; i < v->next && st == CVD_OK;
         i = j->members.list[i].next)
        st = read_value(j, field, v->key, &j->members.list[i], err);
    return st;
}

static enum cvd_status read_metadata(struct cvd_json_line *j,
                                     struct cvd_err *err)
{
    const struct cvd_member *all = cvd_members_find(&j->members,
                                                    "metadata");
    enum cvd_status st = CVD_OK;

    if (!all || all->kind == CVD_MEMBER_NULL)
        return CVD_OK;
    if (all->kind != CVD_MEMBER_OBJECT)
        return cvd_fail(err, CVD_EINPUT, "'metadata' is not an object");
    for (size_t i = (size_t)(all - j->members.list) + 1;
         i < all->next && st == CVD_OK; i = j->members.list[i].next)
        st = read_field(j, i, err);
    return st;
}

/* The string under `key` into *out: one of length 0 with ptr NULL where
 * there is none. */
static enum cvd_status read_string(const struct cvd_json_line *j,
                                   const char *key, struct cvd_str *out,
                                   struct cvd_err *err)
{
    const struct cvd_member *v = cvd_members_find(&j->members, key);

    *out = (struct cvd_str){ 0 };
    if (!v || v->kind == CVD_MEMBER_NULL)
        return CVD_OK;
    if (v->kind != CVD_MEMBER_STRING)
        return cvd_fail(err, CVD_EINPUT, "'%s' is not a string", key);
    *out = v->string;
    return CVD_OK;
}

static enum cvd_status read_line(struct cvd_json_line *j,
                                 struct cvd_str line,
                                 struct cvd_material *m, struct cvd_err *err)
{
    struct cvd_str id, source;
    enum cvd_status st = parse(j, line, err);

    if (st == CVD_OK)
        st = read_string(j, "id", &id, err);
    if (st == CVD_OK && !id.ptr)
        st = cvd_fail(err, CVD_EINPUT, "'id' is missing");
    if (st == CVD_OK)
        st = cvd_clean_id(id, "id", &j->id, err);
    if (st == CVD_OK)
        st = read_string(j, "text", &m->bytes, err);
    if (st == CVD_OK && !m->bytes.ptr)
        st = cvd_fail(err, CVD_EINPUT, "'text' is missing");
    if (st == CVD_OK)
        st = read_string(j, "title", &m->title, err);
    m->has_title = m->title.ptr != NULL;
    if (st == CVD_OK)
        st = read_string(j, "source", &source, err);
    if (st == CVD_OK && source.len)
        st = cvd_metadata_add(&j->given, CVD_F_PATH, source, err);
    if (st == CVD_OK)
        st = read_metadata(j, err);
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
    cvd_members_clear(&j->members);
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
