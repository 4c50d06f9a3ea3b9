/* plant_text.c - see plant_text.h. */
#include "bench/plant_text.h"

#include "base/array.h"
#include "base/json.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>

enum {
    HEAD_WORDS_MAX = 120,       /* before the line of place and date ends */
    SYMBOLS_MAX = 3             /* of what ends with a full stop and is a
                                   number of a list, not a sentence: 12. */
};

_Noreturn void plant_die(const char *what, const char *why)
{
    (void)fprintf(stderr, "%s: %s\n", what, why);
    exit(3);
}

void *plant_got(void *p)
{
    if (!p)
        plant_need(CVD_ENOMEM);
    return p;
}

void plant_need(enum cvd_status st)
{
    if (st != CVD_OK)
        plant_die("cannot go on", cvd_status_text(st));
}

struct cvd_str plant_keep(struct cvd_strings **pool, struct cvd_str s)
{
    struct cvd_str kept;

    plant_need(cvd_strings_keep(pool, s, &kept));
    return kept;
}

void plant_shuffle(struct dice *d, size_t *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        list[i] = i;
    for (size_t i = n; i > 1; i--) {
        size_t k = dice_below(d, (uint32_t)i), swap = list[i - 1];
        list[i - 1] = list[k];
        list[k] = swap;
    }
}

/* ---- documents ------------------------------------------------------- */

static struct cvd_str member(struct plant_documents *d, const json_t *line,
                             const char *key)
{
    const json_t *s = json_object_get(line, key);
    struct cvd_str is = { json_string_value(s), json_string_length(s) };

    return plant_keep(&d->strings, is);
}

static void add_document(struct plant_documents *d, const char *path,
                         const char *line, size_t len)
{
    json_error_t why;
    json_t *json = json_loadb(line, len, 0, &why);
    struct plant_document one;

    if (!json)
        plant_die(path, why.text);
    one = (struct plant_document){ member(d, json, "id"),
                                   member(d, json, "title"),
                                   member(d, json, "text") };
    json_decref(json);
    if (!one.id.len)
        plant_die(path, "a document without an id");
    plant_need(cvd_array_reserve(&d->list, &d->cap, d->count + 1,
                                 sizeof *d->list));
    d->list[d->count++] = one;
}

void plant_documents_read(const char *path, struct plant_documents *out)
{
    FILE *in = fopen(path, "r");
    char *line = NULL;
    size_t cap = 0;
    ssize_t got;

    if (!in)
        plant_die(path, strerror(errno));
    while ((got = getline(&line, &cap, in)) > 0)
        add_document(out, path, line, (size_t)got);
    if (ferror(in))
        plant_die(path, "cannot be read");
    free(line);
    (void)fclose(in);
}

void plant_documents_release(struct plant_documents *d)
{
    free(d->list);
    cvd_strings_free(d->strings);
    *d = (struct plant_documents){ 0 };
}

void plant_document_write(FILE *out, const struct plant_document *d)
{
    struct cvd_buf line = { 0 };
    struct cvd_json j = cvd_json_to(&line);

    cvd_json_object(&j);
    cvd_json_key(&j, "id");
    cvd_json_str(&j, d->id);
    if (d->title.len) {
        cvd_json_key(&j, "title");
        cvd_json_str(&j, d->title);
    }
    cvd_json_key(&j, "text");
    cvd_json_str(&j, d->text);
    cvd_json_object_end(&j);
    plant_need(j.status);
    plant_need(cvd_buf_add_char(&line, '\n'));
    if (fwrite(line.ptr, 1, line.len, out) != line.len)
        plant_die("cannot write", strerror(errno));
    cvd_buf_release(&line);
}

/* ---- texts ----------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static struct cvd_str take(struct cvd_str *rest, bool blank)
{
    size_t n = 0;
    struct cvd_str s = *rest;

    while (n < s.len && is_blank(s.ptr[n]) == blank)
        n++;
    *rest = cvd_str_behind(s, n);
    return (struct cvd_str){ s.ptr, n };
}

void plant_text_add(struct plant_text *t, struct plant_word w)
{
    plant_need(cvd_array_reserve(&t->list, &t->cap, t->count + 1,
                                 sizeof *t->list));
    t->list[t->count++] = w;
}

void plant_text_cut(struct cvd_str s, bool borrowed, struct plant_text *out)
{
    while (s.len) {
        struct plant_word w = { .borrowed = borrowed };
        w.before = take(&s, true);
        w.word = take(&s, false);
        if (w.word.len)
            plant_text_add(out, w);
    }
}

void plant_text_append(struct plant_text *t, const struct plant_text *of,
                       size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        plant_text_add(t, of->list[i]);
}

void plant_text_release(struct plant_text *t)
{
    free(t->list);
    *t = (struct plant_text){ 0 };
}

void plant_text_join(const struct plant_text *t, struct cvd_buf *out)
{
    cvd_buf_clear(out);
    for (size_t i = 0; i < t->count; i++) {
        struct cvd_str before = t->list[i].before;
        if (!before.len)
            before = cvd_str_from(" ");
        if (i)
            plant_need(cvd_buf_add(out, before));
        plant_need(cvd_buf_add(out, t->list[i].word));
    }
    plant_need(cvd_buf_add_char(out, '\n'));
}

size_t plant_text_borrowed(const struct plant_text *t)
{
    size_t n = 0;

    for (size_t i = 0; i < t->count; i++)
        n += t->list[i].borrowed;
    return n;
}

static bool begins_line(const struct plant_text *t, size_t i)
{
    struct cvd_str before = t->list[i].before;

    return i == 0 || (before.len && memchr(before.ptr, '\n', before.len));
}

static bool ends_sentence(struct cvd_str word)
{
    char last = word.ptr[word.len - 1];

    return word.len > SYMBOLS_MAX && strchr(".;:?!", last);
}

size_t plant_text_unit(const struct plant_text *t, enum plant_unit unit,
                       size_t from)
{
    size_t to = from + 1;

    while (to < t->count && !begins_line(t, to) &&
           !(unit == PLANT_SENTENCES && ends_sentence(t->list[to - 1].word)))
        to++;
    return to;
}

static bool is(const struct plant_text *t, size_t i, const char *word)
{
    return i < t->count && cvd_str_equal(t->list[i].word,
                                         cvd_str_from(word));
}

size_t plant_text_head(const struct plant_text *t)
{
    for (size_t i = 0; i < t->count && i < HEAD_WORDS_MAX; i++)
        if (is(t, i, "ngày") && is(t, i + 2, "tháng") && is(t, i + 4, "năm"))
            return plant_text_unit(t, PLANT_LINES, i);
    return 0;
}

static bool is_sign(char c)
{
    return c && strchr(".,;:?!()[]\"'/-", c);
}

struct cvd_str plant_bare(struct cvd_str s)
{
    while (s.len && is_sign(s.ptr[s.len - 1]))
        s.len--;
    while (s.len && is_sign(s.ptr[0]))
        s = cvd_str_behind(s, 1);
    return s;
}
