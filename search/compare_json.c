/* compare_json.c - two documents side by side, in JSON. */
#include "search/json_parts.h"
#include "search/reuse.h"

static void put_side(struct cvd_json *j, const char *key,
                     const struct cvd_compare_side *s)
{
    cvd_json_key(j, key);
    cvd_json_object(j);
    cvd_json_key(j, "id");
    cvd_json_str(j, s->id);
    cvd_put_named(j, "title", s->title);
    cvd_put_named(j, "number", s->number);
    cvd_put_named(j, "date", s->date);
    cvd_put_named(j, "issuer", s->issuer);
    cvd_json_key(j, "words");
    cvd_json_int(j, (int64_t)s->words);
    cvd_json_key(j, "shared");
    cvd_json_real(j, s->shared, 3);
    cvd_json_object_end(j);
}

static void put_part(struct cvd_json *j, const char *key,
                     const struct cvd_compare_part *p)
{
    cvd_json_key(j, key);
    if (!p->text.len) {
        cvd_json_null(j);
        return;
    }
    cvd_json_object(j);
    cvd_json_key(j, "start");
    cvd_json_int(j, p->start);
    cvd_json_key(j, "end");
    cvd_json_int(j, p->end);
    cvd_json_key(j, "words");
    cvd_json_int(j, (int64_t)p->words);
    cvd_json_key(j, "text");
    cvd_json_str(j, p->text);
    cvd_json_object_end(j);
}

static void put_respelled(struct cvd_json *j, const struct cvd_respelled *r)
{
    cvd_json_object(j);
    cvd_json_key(j, "a");
    cvd_json_str(j, r->a);
    cvd_json_key(j, "b");
    cvd_json_str(j, r->b);
    cvd_json_key(j, "a_start");
    cvd_json_int(j, r->a_start);
    cvd_json_key(j, "b_start");
    cvd_json_int(j, r->b_start);
    cvd_json_key(j, "marks");
    cvd_json_bool(j, r->marks);
    cvd_json_object_end(j);
}

static void put_segment(struct cvd_json *j, const struct cvd_comparison *c,
                        const struct cvd_compare_segment *s)
{
    cvd_json_object(j);
    cvd_json_key(j, "kind");
    cvd_json_text(j, cvd_compare_kind_name(s->kind));
    cvd_json_key(j, "row");
    cvd_json_int(j, (int64_t)s->row);
    put_part(j, "a", &s->a);
    put_part(j, "b", &s->b);
    cvd_json_key(j, "other");
    if (s->kind == CVD_COMPARE_MOVED)
        cvd_json_int(j, (int64_t)s->other);
    else
        cvd_json_null(j);
    cvd_json_key(j, "respelled");
    cvd_json_array(j);
    for (size_t i = 0; i < s->respelled_count; i++)
        put_respelled(j, &c->respelled[s->respelled + i]);
    cvd_json_array_end(j);
    cvd_json_object_end(j);
}

enum cvd_status cvd_comparison_json(const struct cvd_comparison *c,
                                    struct cvd_buf *out)
{
    /* As enum cvd_older. */
    static const char *const older[] = { NULL, "a", "b" };
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    put_side(&j, "a", &c->a);
    put_side(&j, "b", &c->b);
    cvd_json_key(&j, "older");
    cvd_json_text(&j, older[c->older]);
    cvd_json_key(&j, "complete");
    cvd_json_bool(&j, c->complete);
    cvd_json_key(&j, "segments");
    cvd_json_array(&j);
    for (size_t i = 0; i < c->count; i++)
        put_segment(&j, c, &c->list[i]);
    cvd_json_array_end(&j);
    cvd_put_edition(&j, &c->edition);
    cvd_json_object_end(&j);
    return j.status;
}
