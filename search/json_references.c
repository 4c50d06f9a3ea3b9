/* json_references.c - what is cited, and by whom, in JSON. */
#include "search/json_parts.h"

static void put_offset(struct cvd_json *j, const char *key, bool known,
                       int64_t at)
{
    cvd_json_key(j, key);
    if (known)
        cvd_json_int(j, at);
    else
        cvd_json_null(j);
}

static void put_citation(struct cvd_json *j, const struct cvd_citations *of,
                         const struct cvd_citation *c)
{
    cvd_json_object(j);
    cvd_json_key(j, "type");
    cvd_json_text(j, c->type);
    cvd_put_named(j, "number", c->number);
    cvd_put_named(j, "symbol", c->symbol);
    cvd_put_named(j, "date", c->date);
    cvd_put_named(j, "issuer", c->issuer);
    cvd_put_named(j, "about", c->about);
    cvd_put_named(j, "text", c->text);
    put_offset(j, "start", c->in_text, c->start);
    put_offset(j, "end", c->in_text, c->end);
    cvd_json_key(j, "again");
    cvd_json_bool(j, c->again);
    cvd_json_key(j, "resolution");
    cvd_json_text(j, cvd_resolution_name(c->resolution));
    cvd_json_key(j, "resolved");
    cvd_json_array(j);
    for (size_t i = 0; i < c->held_count; i++)
        cvd_json_str(j, of->held[c->first_held + i].id);
    cvd_json_array_end(j);
    cvd_json_key(j, "resolved_titles");
    cvd_json_array(j);
    for (size_t i = 0; i < c->held_count; i++)
        cvd_put_string(j, of->held[c->first_held + i].title);
    cvd_json_array_end(j);
    cvd_json_object_end(j);
}

void cvd_put_citations(struct cvd_json *j, const struct cvd_citations *c)
{
    cvd_json_array(j);
    for (size_t i = 0; i < c->count; i++)
        put_citation(j, c, &c->list[i]);
    cvd_json_array_end(j);
}

enum cvd_status cvd_citation_json(const struct cvd_citations *c, size_t i,
                                  struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    put_citation(&j, c, &c->list[i]);
    return j.status;
}

enum cvd_status cvd_citations_json(const struct cvd_citations *c,
                                   struct cvd_str id, struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_json_key(&j, "id");
    cvd_json_str(&j, id);
    cvd_json_key(&j, "citations");
    cvd_put_citations(&j, c);
    cvd_json_key(&j, "dropped");
    cvd_json_int(&j, (int64_t)c->dropped);
    cvd_put_edition(&j, &c->edition);
    cvd_json_object_end(&j);
    return j.status;
}

/* ---- the other way round --------------------------------------------- */

static void put_citers(struct cvd_json *j, const struct cvd_cited *c)
{
    cvd_json_array(j);
    for (size_t i = 0; i < c->citer_count; i++) {
        const struct cvd_held *h = &c->citers[i];
        cvd_json_object(j);
        cvd_json_key(j, "id");
        cvd_json_str(j, h->id);
        cvd_put_named(j, "title", h->title);
        cvd_put_named(j, "number", h->number);
        cvd_put_named(j, "date", h->date);
        cvd_json_key(j, "resolution");
        cvd_json_text(j, cvd_resolution_name(h->how));
        cvd_json_object_end(j);
    }
    cvd_json_array_end(j);
}

static void put_cited(struct cvd_json *j, const struct cvd_cited *c)
{
    cvd_json_object(j);
    cvd_put_named(j, "number", c->number);
    cvd_json_key(j, "type");
    cvd_json_text(j, c->type);
    cvd_put_named(j, "date", c->date);
    cvd_put_named(j, "issuer", c->issuer);
    cvd_put_province(j, c->province);
    cvd_put_named(j, "title", c->title);
    cvd_json_key(j, "resolution");
    cvd_json_text(j, cvd_resolution_name(c->resolution));
    cvd_json_key(j, "held");
    cvd_json_array(j);
    for (size_t i = 0; i < c->held_count; i++)
        cvd_json_str(j, c->held[i].id);
    cvd_json_array_end(j);
    cvd_json_key(j, "cited_by");
    put_citers(j, c);
    cvd_json_key(j, "count");
    cvd_json_int(j, (int64_t)c->count);
    cvd_json_object_end(j);
}

enum cvd_status cvd_cited_json(const struct cvd_cited *c,
                               struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    put_cited(&j, c);
    return j.status;
}

static void put_list(struct cvd_json *j, const struct cvd_cited_list *l)
{
    cvd_json_key(j, "entities");
    cvd_json_array(j);
    for (size_t i = 0; i < l->count; i++)
        put_cited(j, &l->list[i]);
    cvd_json_array_end(j);
    cvd_json_key(j, "complete");
    cvd_json_bool(j, !l->cut);
}

enum cvd_status cvd_cited_by_json(const struct cvd_cited_list *l,
                                  struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_put_named(&j, "id", l->id);
    cvd_put_named(&j, "number", l->number);
    put_list(&j, l);
    cvd_put_edition(&j, &l->edition);
    cvd_json_object_end(&j);
    return j.status;
}

enum cvd_status cvd_missing_json(const struct cvd_cited_list *l,
                                 struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_put_named(&j, "query", l->query);
    put_list(&j, l);
    cvd_json_key(&j, "more");
    cvd_json_bool(&j, l->more);
    cvd_put_edition(&j, &l->edition);
    cvd_json_object_end(&j);
    return j.status;
}
