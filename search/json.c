/* json.c - answers in the contract's JSON. */
#include "search/json_parts.h"
#include "search/research.h"

static void put_copy(struct cvd_json *j, const struct cvd_hit *h)
{
    cvd_json_object(j);
    cvd_json_key(j, "id");
    cvd_json_str(j, h->doc.id);
    cvd_put_common(j, &h->doc, h->cited_by);
    cvd_put_copies(j, h->copies_counted, h->copies);
    cvd_json_object_end(j);
}

/* The copies under a hit; null where none were to be put there. */
static void put_folded(struct cvd_json *j, const struct cvd_hit *h)
{
    cvd_json_key(j, "folded");
    if (!h->folding) {
        cvd_json_null(j);
        return;
    }
    cvd_json_object(j);
    cvd_json_key(j, "count");
    cvd_json_int(j, (int64_t)h->folded);
    cvd_json_key(j, "hits");
    cvd_json_array(j);
    for (size_t i = 0; i < h->folded_count; i++)
        put_copy(j, &h->folded_hits[i]);
    cvd_json_array_end(j);
    cvd_json_object_end(j);
}

static void put_hit(struct cvd_json *j, const struct cvd_hit *h)
{
    cvd_json_object(j);
    cvd_json_key(j, "id");
    cvd_json_str(j, h->doc.id);
    cvd_json_key(j, "score");
    cvd_json_real(j, h->score, 3);
    cvd_put_common(j, &h->doc, h->cited_by);
    cvd_put_copies(j, h->copies_counted, h->copies);
    cvd_json_key(j, "snippet");
    cvd_json_str(j, cvd_buf_str(&h->snippet));
    put_folded(j, h);
    cvd_json_object_end(j);
}

enum cvd_status cvd_hit_json(const struct cvd_hit *h, struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    put_hit(&j, h);
    return j.status;
}

enum cvd_status cvd_result_json(const struct cvd_result *r,
                                struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_json_key(&j, "query");
    cvd_json_str(&j, cvd_buf_str(&r->query));
    cvd_json_key(&j, "took_ms");
    cvd_json_real(&j, r->took_ms, 3);
    cvd_json_key(&j, "total");
    cvd_json_int(&j, (int64_t)r->total);
    cvd_json_key(&j, "total_is_exact");
    cvd_json_bool(&j, r->total_is_exact);
    cvd_put_complete(&j, r);
    cvd_put_understood(&j, r);
    cvd_put_named(&j, "suggestion", cvd_buf_str(&r->suggestion));
    cvd_put_warnings(&j, r);
    cvd_json_key(&j, "hits");
    cvd_json_array(&j);
    for (size_t i = 0; i < r->count; i++)
        put_hit(&j, &r->hits[i]);
    cvd_json_array_end(&j);
    cvd_put_facets(&j, r);
    cvd_put_edition(&j, &r->edition);
    cvd_json_object_end(&j);
    return j.status;
}

enum cvd_status cvd_facets_json(const struct cvd_result *r,
                                struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_json_key(&j, "query");
    cvd_json_str(&j, cvd_buf_str(&r->query));
    cvd_json_key(&j, "total");
    cvd_json_int(&j, (int64_t)r->total);
    cvd_put_complete(&j, r);
    cvd_put_facets(&j, r);
    cvd_put_warnings(&j, r);
    cvd_put_edition(&j, &r->edition);
    cvd_json_object_end(&j);
    return j.status;
}
