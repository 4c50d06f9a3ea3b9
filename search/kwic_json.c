/* kwic_json.c - a concordance in the contract's JSON. */
#include "search/json_parts.h"
#include "search/research.h"

static void put_line(struct cvd_json *j, const struct cvd_kwic_line *l)
{
    cvd_json_object(j);
    cvd_json_key(j, "id");
    cvd_json_str(j, l->id);
    cvd_put_named(j, "date", l->date);
    cvd_put_named(j, "province", l->province);
    cvd_json_key(j, "left");
    cvd_json_str(j, l->left);
    cvd_json_key(j, "keyword");
    cvd_json_str(j, l->keyword);
    cvd_json_key(j, "right");
    cvd_json_str(j, l->right);
    cvd_json_key(j, "start");
    cvd_json_int(j, l->start);
    cvd_json_key(j, "end");
    cvd_json_int(j, l->end);
    cvd_json_object_end(j);
}

enum cvd_status cvd_kwic_line_json(const struct cvd_kwic_line *l,
                                   struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    put_line(&j, l);
    return j.status;
}

enum cvd_status cvd_kwic_json(const struct cvd_kwic *k, struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_json_key(&j, "query");
    cvd_json_str(&j, cvd_buf_str(&k->found.query));
    cvd_json_key(&j, "total_documents");
    cvd_json_int(&j, (int64_t)k->found.total);
    cvd_json_key(&j, "total_lines");
    cvd_json_int(&j, (int64_t)k->total_lines);
    cvd_json_key(&j, "complete");
    cvd_json_bool(&j, k->complete);
    cvd_json_key(&j, "lines");
    cvd_json_array(&j);
    for (size_t i = 0; i < k->count; i++)
        put_line(&j, &k->lines[i]);
    cvd_json_array_end(&j);
    cvd_put_named(&j, "suggestion", cvd_buf_str(&k->found.suggestion));
    cvd_put_warnings(&j, &k->found);
    cvd_put_edition(&j, &k->found.edition);
    cvd_json_object_end(&j);
    return j.status;
}
