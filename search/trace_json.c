/* trace_json.c - who carries a sentence, as JSON. */
#include "search/facts.h"
#include "search/reuse.h"

static void put(struct cvd_json *j, const struct cvd_carrier *c)
{
    cvd_json_object(j);
    cvd_put_facts(j, &c->facts);
    cvd_json_key(j, "text");
    cvd_json_str(j, c->text);
    cvd_json_key(j, "start");
    cvd_json_int(j, c->start);
    cvd_json_key(j, "end");
    cvd_json_int(j, c->end);
    cvd_json_key(j, "edits");
    cvd_json_int(j, (int64_t)c->edits);
    cvd_json_key(j, "likeness");
    cvd_json_real(j, c->likeness, 3);
    cvd_json_object_end(j);
}

enum cvd_status cvd_carrier_json(const struct cvd_carrier *c,
                                 struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    put(&j, c);
    return j.status;
}

enum cvd_status cvd_trace_json(const struct cvd_trace *t, struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_json_key(&j, "query");
    cvd_json_str(&j, cvd_buf_str(&t->query));
    cvd_json_key(&j, "words");
    cvd_json_int(&j, (int64_t)t->words);
    cvd_json_key(&j, "found");
    cvd_json_int(&j, (int64_t)t->found);
    cvd_json_key(&j, "complete");
    cvd_json_bool(&j, !t->cut);
    cvd_json_key(&j, "carriers");
    cvd_json_array(&j);
    for (size_t i = 0; i < t->count; i++)
        put(&j, &t->list[i]);
    cvd_json_array_end(&j);
    cvd_put_edition(&j, &t->edition);
    cvd_json_object_end(&j);
    return j.status;
}
