/* about.c - what was asked of what, as one JSON object. */
#include "base/utf8.h"
#include "base/version.h"
#include "search/json_parts.h"
#include "search/research.h"

/* A filter's value may be any bytes; null where they are no text. */
static void put_value(struct cvd_json *j, struct cvd_str s)
{
    if (cvd_utf8_valid(s) == s.len)
        cvd_json_str(j, s);
    else
        cvd_json_null(j);
}

static void put_filters(struct cvd_json *j, const struct cvd_request *r)
{
    cvd_json_key(j, "filters");
    cvd_json_array(j);
    for (size_t i = 0; i < r->filter_count; i++) {
        cvd_json_object(j);
        cvd_json_key(j, "field");
        cvd_json_text(j, cvd_fields[r->filters[i].field].name);
        cvd_json_key(j, "value");
        put_value(j, r->filters[i].value);
        cvd_json_object_end(j);
    }
    cvd_json_array_end(j);
    cvd_put_named(j, "from", r->from);
    cvd_put_named(j, "to", r->to);
}

static void put_total(struct cvd_json *j, const struct cvd_result *found,
                      const struct cvd_about_form *form)
{
    if (!form->uncounted) {
        cvd_json_key(j, "total");
        cvd_json_int(j, (int64_t)found->total);
    }
    cvd_put_complete(j, found);
}

/* Members that the tool itself has written. */
static void put_more(struct cvd_json *j, struct cvd_str members)
{
    if (!members.len || j->status != CVD_OK)
        return;
    j->status = cvd_buf_add_char(j->out, ',');
    if (j->status == CVD_OK)
        j->status = cvd_buf_add(j->out, members);
}

/* Without time or place: the same index and question, the same bytes. */
enum cvd_status cvd_about_json(const struct cvd_result *found,
                               const struct cvd_request *r,
                               const struct cvd_about_form *form,
                               struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    if (!form->many) {
        cvd_json_key(&j, form->subject ? form->subject : "query");
        cvd_json_str(&j, cvd_buf_str(&found->query));
    }
    put_filters(&j, r);
    if (form->understood)
        cvd_put_understood(&j, found);
    if (!form->many)
        put_total(&j, found, form);
    if (form->sort) {
        cvd_json_key(&j, "sort");
        cvd_json_text(&j, form->sort);
    }
    if (r->fold) {
        cvd_json_key(&j, "fold");
        cvd_json_bool(&j, true);
    }
    put_more(&j, form->more);
    cvd_put_edition(&j, &found->edition);
    cvd_json_key(&j, "program");
    cvd_json_text(&j, "cvdsearch " CVD_VERSION);
    if (!form->many)
        cvd_put_named(&j, "suggestion", cvd_buf_str(&found->suggestion));
    cvd_put_warnings(&j, found);
    cvd_json_object_end(&j);
    return j.status;
}
