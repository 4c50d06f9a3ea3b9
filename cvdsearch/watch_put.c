/* watch_put.c - what is new, for people and for programs: see watch.h. */
#include "cvdsearch/watch.h"
#include "base/json.h"

enum { INDENT = 2 };

/* ---- for people ------------------------------------------------------ */

/* "3 văn bản mới, 1 đã thay đổi" */
static void put_counts(const struct watch_found *f)
{
    static const char *const labels[] = { "mới", "đã thay đổi",
                                          "không còn" };
    bool any = false;

    for (int i = 0; i < WATCH_CHANGES; i++) {
        if (!f->counts[i])
            continue;
        out_text(any ? ", " : "");
        cli_put_count(f->counts[i]);
        out_printf(any ? " %s" : " văn bản %s", labels[i]);
        any = true;
    }
    out_text(any ? "" : "Không có gì mới");
}

static void put_head(const struct watch_state *s,
                     const struct watch_found *f)
{
    if (s->first) {
        out_text("Lần đầu theo dõi: ");
        cli_put_count(f->told.total);
        out_printf(" văn bản (chỉ mục thế hệ %u)\n",
                   f->told.edition.generation);
        return;
    }
    put_counts(f);
    out_printf(" kể từ lần trước (chỉ mục thế hệ %u, nay là %u; tất cả ",
               s->edition.generation, f->told.edition.generation);
    cli_put_count(f->told.total);
    out_text(" văn bản)\n");
}

static enum cvd_status put_document(const struct terminal *t,
                                    const struct watch_doc *d)
{
    static const char *const changes[] = { "mới", "đổi", "mất" };
    static const char *const hows[] = { "", " · mang số này",
                                        " · dẫn số này" };
    const struct cvd_str facts[] = { d->number, d->date, d->title,
                                     d->issuer, d->id };
    bool named = !cvd_str_equal(d->title, d->id);

    out_printf("%*s%s%s · ", INDENT, "", changes[d->change], hows[d->how]);
    enum cvd_status st = cli_put_facts(t, facts, named ? 5 : 4);
    out_char('\n');
    return st;
}

static enum cvd_status put_text(const struct cli *c,
                                const struct watch_state *s,
                                const struct watch_found *f)
{
    enum cvd_status st = CVD_OK;

    put_head(s, f);
    for (size_t i = 0; i < f->count && st == CVD_OK; i++)
        st = put_document(&c->term, &f->list[i]);
    return st;
}

/* ---- json ------------------------------------------------------------ */

static void put_named(struct cvd_json *j, const char *key, struct cvd_str s)
{
    cvd_json_key(j, key);
    if (s.len)
        cvd_json_str(j, s);
    else
        cvd_json_null(j);
}

enum cvd_status watch_doc_json(const struct watch_doc *d, bool with_change,
                               struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    if (with_change) {
        cvd_json_key(&j, "change");
        cvd_json_text(&j, watch_change_names[d->change]);
    }
    cvd_json_key(&j, "how");
    cvd_json_text(&j, watch_how_names[d->how]);
    cvd_json_key(&j, "id");
    cvd_json_str(&j, d->id);
    if (d->change != WATCH_GONE) { /* of one that is gone no more is kept */
        put_named(&j, "title", d->title);
        put_named(&j, "number", d->number);
        put_named(&j, "type", d->type);
        put_named(&j, "date", d->date);
        put_named(&j, "issuer", d->issuer);
        put_named(&j, "province", d->province);
    }
    cvd_json_object_end(&j);
    return j.status;
}

static enum cvd_status put_jsonl(const struct watch_found *f)
{
    struct cvd_buf line = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < f->count && st == CVD_OK; i++) {
        cvd_buf_clear(&line);
        st = watch_doc_json(&f->list[i], true, &line);
        if (st == CVD_OK)
            out_json(cvd_buf_str(&line));
    }
    cvd_buf_release(&line);
    return st;
}

/* The edition that was there last time. */
static enum cvd_status add_before(const struct watch_state *s,
                                  struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    if (s->first)
        return cvd_buf_add_text(out, "\"first\":true,\"before\":null");
    enum cvd_status st = cvd_buf_add_text(out, "\"first\":false,\"before\":");
    if (st != CVD_OK)
        return st;
    cvd_json_object(&j);
    cvd_json_key(&j, "generation");
    cvd_json_int(&j, s->edition.generation);
    cvd_json_key(&j, "analyzer");
    if (s->edition.analyzer)
        cvd_json_int(&j, s->edition.analyzer);
    else
        cvd_json_null(&j); /* words of several versions */
    cvd_json_key(&j, "documents");
    cvd_json_int(&j, (int64_t)s->edition.documents);
    cvd_json_object_end(&j);
    return j.status;
}

/* ,"new":[...] and so on: the list is in their order. */
static enum cvd_status add_lists(const struct watch_found *f,
                                 struct cvd_buf *out)
{
    enum cvd_status st = CVD_OK;
    size_t i = 0;

    for (int change = 0; change < WATCH_CHANGES && st == CVD_OK; change++) {
        bool comma = false;
        st = cvd_buf_printf(out, ",\"%s\":[", watch_change_names[change]);
        for (; i < f->count && (int)f->list[i].change == change &&
               st == CVD_OK; i++) {
            if (comma)
                st = cvd_buf_add_char(out, ',');
            comma = true;
            if (st == CVD_OK)
                st = watch_doc_json(&f->list[i], false, out);
        }
        if (st == CVD_OK)
            st = cvd_buf_add_char(out, ']');
    }
    return st;
}

static enum cvd_status put_json(const struct cli *c,
                                const struct watch_state *s,
                                const struct watch_found *f)
{
    struct cvd_buf more = { 0 }, json = { 0 };
    enum cvd_status st = add_before(s, &more);

    if (st == CVD_OK)
        st = add_lists(f, &more);
    if (st == CVD_OK) {
        struct cvd_about_form form = { .more = cvd_buf_str(&more) };
        st = cvd_about_json(&f->told, &c->request, &form, &json);
    }
    if (st == CVD_OK)
        out_json(cvd_buf_str(&json));
    cvd_buf_release(&more);
    cvd_buf_release(&json);
    return st;
}

enum cvd_status watch_put(const struct cli *c, const struct watch_state *s,
                          const struct watch_found *f)
{
    if (c->format == CLI_JSON) /* holds the warnings */
        return put_json(c, s, f);
    cli_warn(&f->told);
    switch (c->format) {
    case CLI_JSONL:
        return put_jsonl(f);
    case CLI_ATOM:
        return watch_put_atom(c, f);
    default:
        return put_text(c, s, f);
    }
}
