/* watch_state.c - what was found last time, in a file: see watch.h. */
#define _XOPEN_SOURCE 700 /* realpath() */

#include "cvdsearch/watch.h"
#include "base/file.h"
#include "base/json.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    STATE_VERSION = 1,
    /* The longest id, escaped, and what stands with it, so often. */
    STATE_BYTES_MAX = 512 * 1024 * 1024,
    HEX = 16                 /* of 64 bits */
};

/* ---- what is asked of what ------------------------------------------- */

static enum cvd_status check_filters(const struct cvd_request *r,
                                     struct cvd_err *err)
{
    for (size_t i = 0; i < r->filter_count; i++) {
        struct cvd_str v = r->filters[i].value;
        if (cvd_utf8_valid(v) != v.len)
            return cvd_fail(err, CVD_EUSAGE, "the value of --%s is not UTF-8",
                            cvd_fields[r->filters[i].field].name);
    }
    return CVD_OK;
}

static void put_named(struct cvd_json *j, const char *key, struct cvd_str s)
{
    cvd_json_key(j, key);
    if (s.len && cvd_utf8_valid(s) == s.len)
        cvd_json_str(j, s);
    else
        cvd_json_null(j);
}

/* The same directory is the same index, however it is written. */
static void put_path(struct cvd_json *j, const char *key, const char *path)
{
    char *real = path ? realpath(path, NULL) : NULL;

    put_named(j, key, cvd_str_from(real ? real : path));
    free(real);
}

static enum cvd_status write_question(const struct cli *c, bool number,
                                      struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);
    const struct cvd_request *r = &c->request;

    cvd_json_object(&j);
    cvd_json_key(&j, "watch");
    cvd_json_int(&j, STATE_VERSION);
    put_path(&j, "index", c->index);
    put_named(&j, "server", cvd_str_from(c->server));
    put_path(&j, "synonyms", c->synonyms);
    cvd_json_key(&j, "number");
    cvd_json_bool(&j, number);
    put_named(&j, "query", r->query);
    cvd_json_key(&j, "filters");
    cvd_json_array(&j);
    for (size_t i = 0; i < r->filter_count; i++) {
        cvd_json_object(&j);
        put_named(&j, cvd_fields[r->filters[i].field].name,
                  r->filters[i].value);
        cvd_json_object_end(&j);
    }
    cvd_json_array_end(&j);
    put_named(&j, "from", r->from);
    put_named(&j, "to", r->to);
    cvd_json_object_end(&j);
    return j.status;
}

/* ---- where it is ----------------------------------------------------- */

enum cvd_status watch_directory(struct cvd_buf *out, struct cvd_err *err)
{
    const char *base = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    enum cvd_status st;

    /* XDG Base Directory Specification: a relative path counts for none. */
    if (base && base[0] == '/')
        st = cvd_buf_printf(out, "%s/cvdsearch/watch", base);
    else if (home && home[0] == '/')
        st = cvd_buf_printf(out, "%s/.local/state/cvdsearch/watch", home);
    else
        return cvd_fail(err, CVD_EIO, "neither XDG_STATE_HOME nor HOME says "
                        "where to keep what is watched: say --state FILE");
    return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
}

enum cvd_status watch_state_find(const struct cli *c, bool number,
                                 struct watch_state *s, struct cvd_err *err)
{
    enum cvd_status st = check_filters(&c->request, err);

    if (st != CVD_OK)
        return st;
    if (write_question(c, number, &s->question) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (c->watch.state) {
        st = cvd_buf_add_text(&s->path, c->watch.state);
    } else {
        st = watch_directory(&s->path, err);
        if (st != CVD_OK)
            return st;
        st = cvd_buf_printf(
            &s->path, "/%016llx.jsonl",
            (unsigned long long)cvd_hash64(cvd_buf_str(&s->question)));
    }
    return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
}

/* Make each directory above the file that is not there. */
static enum cvd_status make_way(struct cvd_buf *path, struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 1; i < path->len && st == CVD_OK; i++) {
        if (path->ptr[i] != '/')
            continue;
        path->ptr[i] = '\0';
        st = cvd_dir_make(path->ptr, err);
        path->ptr[i] = '/';
    }
    return st;
}

enum cvd_status watch_state_lock(struct watch_state *s, struct cvd_err *err)
{
    struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    struct cvd_buf path = { 0 };
    enum cvd_status st = make_way(&s->path, err);

    if (st != CVD_OK)
        return st;
    if (cvd_buf_printf(&path, "%s.lock", s->path.ptr) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    int fd = open(path.ptr, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        st = cvd_fail_errno(err, errno, "cannot open '%s'", path.ptr);
    else if (fcntl(fd, F_SETLK, &all) == 0)
        s->lock = fd;
    else if (errno == EAGAIN || errno == EACCES)
        st = cvd_fail(err, CVD_ELOCKED, "another run is watching with '%s': "
                      "try again when it is done", s->path.ptr);
    else
        st = cvd_fail_errno(err, errno, "cannot lock '%s'", path.ptr);
    if (st != CVD_OK && fd >= 0)
        (void)close(fd);
    cvd_buf_release(&path);
    return st;
}

/* ---- reading --------------------------------------------------------- */

static enum cvd_status damaged(const struct watch_state *s, size_t line,
                               struct cvd_err *err)
{
    return cvd_fail(err, CVD_EIO, "'%s' is damaged, or not what a watch "
                    "keeps (line %zu): remove it, or say another --state "
                    "FILE", s->path.ptr, line);
}

/* The next line of *left; false: there is none, whole. */
static bool next_line(struct cvd_str *left, struct cvd_str *line)
{
    const char *end = left->len ? memchr(left->ptr, '\n', left->len) : NULL;

    if (!end)
        return false;
    *line = (struct cvd_str){ left->ptr, (size_t)(end - left->ptr) };
    *left = cvd_str_behind(*left, line->len + 1);
    return true;
}

static bool read_hex(const char *s, uint64_t *out)
{
    char *end;

    if (!s || strlen(s) != HEX ||
        strspn(s, "0123456789abcdef") != HEX)
        return false;
    *out = strtoull(s, &end, 16);
    return true;
}

static bool read_how(const char *s, enum watch_how *out)
{
    for (int h = 0; s && h < WATCH_HOWS; h++) {
        if (strcmp(s, watch_how_names[h]) == 0) {
            *out = (enum watch_how)h;
            return true;
        }
    }
    return false;
}

/* CVD_EINPUT: it is not such a line. */
static enum cvd_status read_known(struct cvd_str line, struct watch_set *set)
{
    json_t *row = json_loadb(line.len ? line.ptr : "", line.len,
                             JSON_ALLOW_NUL, NULL);
    const json_t *id = json_array_get(row, 0);
    struct watch_known k = { .id = { json_string_value(id),
                                     json_string_length(id) } };
    bool good = id && k.id.len && json_array_size(row) == 3 &&
                read_hex(json_string_value(json_array_get(row, 1)),
                         &k.content) &&
                read_how(json_string_value(json_array_get(row, 2)), &k.how);
    enum cvd_status st = good ? watch_set_add(set, &k) : CVD_EINPUT;

    json_decref(row);
    return st;
}

/* The second line: the edition, and how many lines follow. */
static bool read_edition(struct cvd_str line, struct cvd_edition *e,
                         size_t *found)
{
    json_int_t generation, analyzer, documents, count;
    json_t *root = json_loadb(line.ptr, line.len, 0, NULL);
    bool good = root &&
                json_unpack(root, "{s:I, s:I, s:I, s:I}", "generation",
                            &generation, "analyzer", &analyzer, "documents",
                            &documents, "found", &count) == 0 &&
                count >= 0 && count <= WATCH_MAX;

    json_decref(root);
    if (!good)
        return false;
    *e = (struct cvd_edition){ (unsigned)generation, (unsigned)analyzer,
                               (uint64_t)documents };
    *found = (size_t)count;
    return true;
}

static enum cvd_status read_text(struct watch_state *s, struct cvd_str left,
                                 struct cvd_err *err)
{
    struct cvd_str line;
    size_t found = 0, at = 3;

    if (!next_line(&left, &line) || !cvd_str_starts(
            line, cvd_str_from("{\"watch\":")))
        return damaged(s, 1, err);
    if (!cvd_str_equal(line, cvd_buf_str(&s->question)))
        return cvd_fail(err, CVD_EIO, "'%s' keeps another question, or the "
                        "same of another index: say another --state FILE",
                        s->path.ptr);
    if (!next_line(&left, &line) || !read_edition(line, &s->edition, &found))
        return damaged(s, 2, err);
    for (; next_line(&left, &line); at++) {
        enum cvd_status st = read_known(line, &s->set);
        if (st == CVD_EINPUT || s->set.count > found)
            return damaged(s, at, err);
        if (st != CVD_OK)
            return cvd_fail(err, st, "out of memory");
    }
    watch_set_sort(&s->set);
    return left.len || s->set.count != found ? damaged(s, at, err) : CVD_OK;
}

enum cvd_status watch_state_read(struct watch_state *s, struct cvd_err *err)
{
    struct cvd_buf text = { 0 };
    enum cvd_status st = cvd_file_read(s->path.ptr, STATE_BYTES_MAX, &text,
                                       err);

    s->first = st == CVD_ENOTFOUND;
    if (s->first)
        st = CVD_OK;
    else if (st == CVD_OK)
        st = read_text(s, cvd_buf_str(&text), err);
    else if (st != CVD_ENOMEM)
        st = CVD_EIO; /* a directory, or too long: no fault of the question */
    cvd_buf_release(&text);
    return st;
}

/* ---- writing --------------------------------------------------------- */

static enum cvd_status add_known(const struct watch_known *k,
                                 struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);
    char hex[HEX + 1];

    (void)snprintf(hex, sizeof hex, "%016llx",
                   (unsigned long long)k->content);
    cvd_json_array(&j);
    cvd_json_str(&j, k->id);
    cvd_json_text(&j, hex);
    cvd_json_text(&j, watch_how_names[k->how]);
    cvd_json_array_end(&j);
    return j.status == CVD_OK ? cvd_buf_add_char(out, '\n') : j.status;
}

enum cvd_status watch_state_write(const struct watch_state *s,
                                  const struct cvd_edition *edition,
                                  const struct watch_set *now,
                                  struct cvd_err *err)
{
    struct cvd_buf text = { 0 };
    enum cvd_status st = cvd_buf_add(&text, cvd_buf_str(&s->question));

    if (st == CVD_OK)
        st = cvd_buf_printf(
            &text, "\n{\"generation\":%u,\"analyzer\":%u,\"documents\":%llu,"
            "\"found\":%zu}\n", edition->generation, edition->analyzer,
            (unsigned long long)edition->documents, now->count);
    for (size_t i = 0; i < now->count && st == CVD_OK; i++)
        st = add_known(&now->list[i], &text);
    st = st == CVD_OK
             ? cvd_file_replace(s->path.ptr, cvd_buf_str(&text), err)
             : cvd_fail(err, st, "out of memory");
    cvd_buf_release(&text);
    return st;
}

void watch_state_release(struct watch_state *s)
{
    cvd_buf_release(&s->path);
    cvd_buf_release(&s->question);
    watch_set_release(&s->set);
    if (s->lock > 0)
        (void)close(s->lock);
    *s = (struct watch_state){ 0 };
}
