/* remote.c - see remote.h. */
#include "cvdsearch/remote_ask.h"
#include "cvdsearch/decode.h"

/* ---- what a query finds ---------------------------------------------- */

enum cvd_status remote_search(struct remote *r,
                              const struct cvd_request *request,
                              struct cvd_result *out, struct cvd_err *err)
{
    /* As enum cvd_sort. */
    static const char *const orders[] = { "relevance", "newest", "oldest" };
    struct target t = { 0 };
    struct cvd_buf body = { 0 };

    target_path(&t, "/api/v1/search");
    target_add_question(&t, request);
    target_add_number(&t, "limit", request->limit);
    target_add_number(&t, "offset", request->offset);
    target_add(&t, "sort", cvd_str_from(orders[request->sort]));
    target_add_facets(&t, request);
    if (request->fold)
        target_add(&t, "fold", cvd_str_from("1"));
    enum cvd_status st = remote_ask_all(r, &t, &body, err);
    if (st == CVD_OK)
        st = remote_decoded(r, decode_result(cvd_buf_str(&body), out), err);
    cvd_buf_release(&body);
    return st;
}

enum cvd_status remote_timeline(struct remote *r,
                                const struct cvd_request *request,
                                const struct cvd_timeline_form *form,
                                struct cvd_timeline *out,
                                struct cvd_err *err)
{
    struct target t = { 0 };
    struct cvd_buf body = { 0 };

    target_path(&t, "/api/v1/timeline");
    target_add_question(&t, request);
    if (form->unit != CVD_UNIT_AUTO)
        target_add(&t, "unit", cvd_str_from(cvd_time_unit_name(form->unit)));
    if (form->split) {
        target_add(&t, "split", cvd_str_from(cvd_split_name(form->split)));
        target_add_number(&t, "series", form->series);
    }
    enum cvd_status st = remote_ask_all(r, &t, &body, err);
    if (st == CVD_OK)
        st = remote_decoded(r, decode_timeline(cvd_buf_str(&body), out), err);
    cvd_buf_release(&body);
    return st;
}

enum cvd_status remote_missing(struct remote *r,
                               const struct cvd_request *request,
                               struct cvd_cited_list *out,
                               struct cvd_err *err)
{
    struct target t = { 0 };
    struct cvd_buf body = { 0 };

    target_path(&t, "/api/v1/missing");
    target_add_question(&t, request);
    target_add_number(&t, "limit", request->limit);
    target_add_number(&t, "offset", request->offset);
    enum cvd_status st = remote_ask_all(r, &t, &body, err);
    if (st == CVD_OK)
        st = remote_decoded(r, decode_cited_list(cvd_buf_str(&body), out), err);
    cvd_buf_release(&body);
    return st;
}

enum cvd_status remote_kwic(struct remote *r,
                            const struct cvd_request *request,
                            const struct cvd_kwic_form *form,
                            struct cvd_kwic *out, struct cvd_err *err)
{
    /* As enum cvd_kwic_sort. */
    static const char *const orders[] = { "text", "left", "right", "date",
                                          "province" };
    struct target t = { 0 };
    struct cvd_buf body = { 0 };

    target_path(&t, "/api/v1/kwic");
    target_add_question(&t, request);
    target_add_number(&t, "limit", request->limit);
    target_add_number(&t, "offset", request->offset);
    target_add(&t, "sort", cvd_str_from(orders[form->sort]));
    target_add_number(&t, "width", form->width);
    target_add_number(&t, "sample", form->sample);
    target_add_number(&t, "seed", form->seed);
    enum cvd_status st = remote_ask_all(r, &t, &body, err);
    if (st == CVD_OK)
        st = remote_decoded(r, decode_kwic(cvd_buf_str(&body), out), err);
    cvd_buf_release(&body);
    return st;
}

enum cvd_status remote_keyness(struct remote *r,
                               const struct cvd_keyness_request *request,
                               struct cvd_keyness *out, struct cvd_err *err)
{
    struct target t = { 0 };
    struct cvd_buf body = { 0 };

    target_path(&t, request->around ? "/api/v1/collocates"
                                    : "/api/v1/keyness");
    target_add_question(&t, &request->find);
    target_add_number(&t, "limit", request->find.limit);
    target_add_number(&t, "offset", request->find.offset);
    target_add(&t, "sort", cvd_str_from(cvd_key_sorts[request->sort]));
    target_add(&t, "units", cvd_str_from(cvd_key_lengths[request->length]));
    target_add_number(&t, "min_documents", request->min_documents);
    if (request->against_others)
        target_add(&t, "against", request->against);
    if (request->around)
        target_add_number(&t, "around", request->around);
    if (request->under)
        target_add(&t, "under", cvd_str_from("1"));
    enum cvd_status st = remote_ask_all(r, &t, &body, err);
    if (st == CVD_OK)
        st = remote_decoded(r, decode_keyness(cvd_buf_str(&body), out), err);
    cvd_buf_release(&body);
    return st;
}

enum cvd_status remote_graph(struct remote *r,
                             const struct cvd_graph_request *request,
                             struct cvd_graph *out, struct cvd_err *err)
{
    /* As enum cvd_direction. */
    static const char *const directions[] = { "out", "in", "both" };
    struct target t = { 0 };
    struct cvd_buf body = { 0 };

    target_path(&t, "/api/v1/graph");
    target_add_question(&t, &request->find);
    target_add_number(&t, "depth", request->depth);
    target_add(&t, "direction", cvd_str_from(directions[request->direction]));
    target_add_number(&t, "nodes", request->nodes);
    enum cvd_status st = remote_ask_all(r, &t, &body, err);
    if (st == CVD_OK)
        st = remote_decoded(r, decode_graph(cvd_buf_str(&body), out), err);
    cvd_buf_release(&body);
    return st;
}

enum cvd_status remote_suggest(struct remote *r, struct cvd_str prefix,
                               size_t limit, struct cvd_suggestion **out,
                               size_t *count, struct cvd_err *err)
{
    struct target t = { 0 };
    struct cvd_buf body = { 0 };

    target_path(&t, "/api/v1/suggest");
    target_add(&t, "q", prefix);
    target_add_number(&t, "limit", limit);
    enum cvd_status st = remote_ask_all(r, &t, &body, err);
    if (st == CVD_OK)
        st = remote_decoded(
            r, decode_suggestions(cvd_buf_str(&body), out, count), err);
    cvd_buf_release(&body);
    return st;
}

enum cvd_status remote_analyze_json(struct remote *r, struct cvd_str text,
                                    struct cvd_buf *out, struct cvd_err *err)
{
    struct target t = { 0 };

    target_path(&t, "/api/v1/analyze");
    target_add(&t, "text", text);
    enum cvd_status st = remote_ask_all(r, &t, out, err);
    return st == CVD_OK
               ? remote_decoded(r, decode_object(cvd_buf_str(out)), err)
               : st;
}

/* ---- all of it, to take away ----------------------------------------- */

static struct target of_export(const struct cvd_request *request,
                               const struct cvd_export_form *form,
                               const char *format)
{
    /* As enum cvd_sort. */
    static const char *const orders[] = { "index", "newest", "oldest" };
    struct target t = { 0 };

    target_path(&t, "/api/v1/export");
    target_add_question(&t, request);
    target_add(&t, "sort", cvd_str_from(orders[request->sort]));
    target_add(&t, "format", cvd_str_from(format));
    if (form->columns.len)
        target_add(&t, "columns", form->columns);
    if (form->about)
        target_add(&t, "about", cvd_str_from("1"));
    return t;
}

enum cvd_status remote_export_about(struct remote *r,
                                    const struct cvd_request *request,
                                    const struct cvd_export_form *form,
                                    struct cvd_buf *about,
                                    struct cvd_result *found,
                                    struct cvd_err *err)
{
    struct target t = of_export(request, form, "about");
    enum cvd_status st = remote_ask_all(r, &t, about, err);

    return st == CVD_OK
               ? remote_decoded(r, decode_about(cvd_buf_str(about), found), err)
               : st;
}

enum cvd_status remote_export(struct remote *r,
                              const struct cvd_request *request,
                              const struct cvd_export_form *form,
                              remote_piece_fn *fn, void *ctx,
                              struct cvd_err *err)
{
    bool csv = form->format == CVD_EXPORT_CSV;
    const char *type = csv ? "text/csv" : "application/jsonl";
    struct target t = of_export(request, form, csv ? "csv" : "jsonl");
    struct http_answer a = { 0 };
    enum cvd_status st =
        t.status == CVD_OK
            ? http_stream(r->http, t.text.ptr, type, fn, ctx, &a, err)
            : cvd_fail(err, t.status, "out of memory");

    if (st == CVD_OK)
        st = remote_check(r, &a, type, err);
    http_answer_release(&a);
    target_release(&t);
    return st;
}

/* ---- one document ---------------------------------------------------- */

/* What no path can name, and so no server is asked for: nothing, and what
 * has "." or ".." between slashes (RFC 3986, 5.2.4; searchd/uri.h). */
static bool is_no_step(struct cvd_str s)
{
    bool dots = !s.len;

    for (size_t i = 0; i < s.len && !dots; i++) {
        size_t begin = i;
        while (i < s.len && s.ptr[i] != '/' && s.ptr[i] != '\\')
            i++;
        struct cvd_str part = { s.ptr + begin, i - begin };
        dots = cvd_str_equal(part, cvd_str_from(".")) ||
               cvd_str_equal(part, cvd_str_from(".."));
    }
    return dots;
}

/* GET document `id` or, below it, `part`. */
static enum cvd_status ask_document(struct remote *r, struct cvd_str id,
                                    const char *part, const char *type,
                                    struct cvd_buf *body,
                                    struct cvd_err *err)
{
    struct target t = { 0 };

    if (is_no_step(id))
        return cvd_fail(err, CVD_ENOTFOUND, "no document '%.*s' in the index",
                        (int)id.len, id.len ? id.ptr : "");
    if (!target_is_utf8(id))
        return cvd_fail(err, CVD_ENOTFOUND, "no document of an id that is "
                        "not UTF-8");
    target_path(&t, "/api/v1/documents");
    target_step(&t, id);
    target_path(&t, part);
    return remote_ask(r, &t, type, body, err);
}

enum cvd_status remote_document_json(struct remote *r, struct cvd_str id,
                                     struct cvd_buf *out,
                                     struct cvd_err *err)
{
    enum cvd_status st = ask_document(r, id, "", remote_json, out, err);

    return st == CVD_OK
               ? remote_decoded(r, decode_object(cvd_buf_str(out)), err)
               : st;
}

enum cvd_status remote_text(struct remote *r, struct cvd_str id,
                            struct cvd_buf *out, struct cvd_err *err)
{
    return ask_document(r, id, "/text", "text/plain", out, err);
}

enum cvd_status remote_document(struct remote *r, struct cvd_str id,
                                struct cvd_doc *out,
                                struct cvd_citations *cites,
                                struct cvd_err *err)
{
    struct cvd_buf json = { 0 }, text = { 0 };
    enum cvd_status st = remote_document_json(r, id, &json, err);

    if (st == CVD_OK)
        st = remote_text(r, id, &text, err);
    if (st == CVD_OK)
        st = remote_decoded(
            r,
            decode_document(cvd_buf_str(&json), cvd_buf_str(&text), out),
            err);
    if (st == CVD_OK)
        st = remote_decoded(
            r, decode_citations(cvd_buf_str(&json), NULL, cites), err);
    cvd_buf_release(&json);
    cvd_buf_release(&text);
    return st;
}

enum cvd_status remote_cites(struct remote *r, struct cvd_str id,
                             struct cvd_buf *found,
                             struct cvd_citations *out, struct cvd_err *err)
{
    struct cvd_buf body = { 0 };
    enum cvd_status st = ask_document(r, id, "/cites", remote_json, &body, err);

    if (st == CVD_OK)
        st = remote_decoded(
            r, decode_citations(cvd_buf_str(&body), found, out), err);
    cvd_buf_release(&body);
    return st;
}

enum cvd_status remote_similar(struct remote *r, struct cvd_str id,
                               unsigned limit, struct cvd_similar_list *out,
                               struct cvd_err *err)
{
    struct cvd_buf body = { 0 };
    struct target part = { 0 };

    target_path(&part, "/similar");
    target_add_number(&part, "limit", limit);
    enum cvd_status st =
        part.status == CVD_OK
            ? ask_document(r, id, part.text.ptr, remote_json, &body, err)
            : cvd_fail(err, part.status, "out of memory");
    if (st == CVD_OK)
        st = remote_decoded(r, decode_similar(cvd_buf_str(&body), out), err);
    target_release(&part);
    cvd_buf_release(&body);
    return st;
}

enum cvd_status remote_trace(struct remote *r,
                             const struct cvd_request *request,
                             struct cvd_trace *out, struct cvd_err *err)
{
    struct cvd_request among = *request;
    struct cvd_buf body = { 0 };
    struct target t = { 0 };

    among.query = (struct cvd_str){ NULL, 0 };
    target_path(&t, "/api/v1/trace");
    target_add_question(&t, &among);
    target_add(&t, "text", request->query);
    target_add_number(&t, "limit", request->limit);
    target_add_number(&t, "offset", request->offset);
    enum cvd_status st = remote_ask_all(r, &t, &body, err);
    if (st == CVD_OK)
        st = remote_decoded(r, decode_trace(cvd_buf_str(&body), out), err);
    cvd_buf_release(&body);
    return st;
}

enum cvd_status remote_cited_by(struct remote *r, struct cvd_str what,
                                unsigned offset, unsigned limit,
                                struct cvd_cited_list *out,
                                struct cvd_err *err)
{
    struct target t = { 0 };
    struct cvd_buf body = { 0 };

    if (is_no_step(what))
        return cvd_fail(err, CVD_ENOTFOUND, "no document '%.*s', and none "
                        "that bears or cites that number", (int)what.len,
                        what.len ? what.ptr : "");
    /* It takes an id too, and before a number: cvd_cited_by(). */
    target_path(&t, "/api/v1/references");
    target_step(&t, what);
    target_add_number(&t, "limit", limit);
    target_add_number(&t, "offset", offset);
    enum cvd_status st = remote_ask(r, &t, remote_json, &body, err);
    if (st == CVD_OK)
        st = remote_decoded(r, decode_cited_list(cvd_buf_str(&body), out), err);
    cvd_buf_release(&body);
    return st;
}

enum cvd_status remote_compare(struct remote *r, struct cvd_str a,
                               struct cvd_str b, struct cvd_comparison *out,
                               struct cvd_err *err)
{
    struct target t = { 0 };
    struct cvd_buf body = { 0 };

    for (int i = 0; i < 2; i++) {
        struct cvd_str id = i ? b : a;
        if (!id.len)
            return cvd_fail(err, CVD_ENOTFOUND, "no document '' in the "
                            "index");
        if (!target_is_utf8(id))
            return cvd_fail(err, CVD_ENOTFOUND, "no document of an id that "
                            "is not UTF-8");
    }
    target_path(&t, "/api/v1/compare");
    target_add(&t, "a", a);
    target_add(&t, "b", b);
    enum cvd_status st = remote_ask(r, &t, remote_json, &body, err);
    if (st == CVD_OK)
        st = remote_decoded(r, decode_comparison(cvd_buf_str(&body), out),
                            err);
    cvd_buf_release(&body);
    return st;
}
