/* watch_find.c - what is found now, beside what was: see watch.h. */
#include "cvdsearch/answers.h"
#include "cvdsearch/decode_parts.h"
#include "cvdsearch/watch.h"
#include "base/array.h"

#include <stdlib.h>

/* One pass over what a request finds. */
struct pass {
    const struct cli *c;
    struct watch_state *state;
    struct watch_found *out;
    enum watch_how how;
    size_t before;           /* of out->now, sorted: of the passes before */
    size_t rows;
    struct cvd_buf line;     /* the beginning of one */
    enum cvd_status status;
};

/* ---- one document ---------------------------------------------------- */

static uint64_t content_of(struct cvd_str sha256)
{
    char hex[17] = "";

    if (sha256.len < 16)
        return 0;
    memcpy(hex, sha256.ptr, 16);
    return strtoull(hex, NULL, 16);
}

static enum cvd_status report(struct watch_found *f,
                              const struct watch_doc *d)
{
    enum cvd_status st = cvd_array_reserve(&f->list, &f->cap, f->count + 1,
                                           sizeof *f->list);

    if (st == CVD_OK)
        f->list[f->count++] = *d;
    return st;
}

/* Whether it is to be told of, and as what. */
static bool is_news(struct pass *p, const struct watch_known *k,
                    enum watch_change *change)
{
    struct watch_set *then = &p->state->set;
    struct watch_known *was = watch_set_find(then, then->count, k->id);

    *change = was ? WATCH_CHANGED : WATCH_NEW;
    if (!was)
        return true;
    was->seen = true;
    return (was->content && k->content && was->content != k->content) ||
           was->how != k->how;
}

static void take_document(struct pass *p, struct decoding *d,
                          const json_t *row)
{
    struct watch_known k = { .how = p->how };
    struct watch_doc doc = { .how = p->how };
    const json_t *id = json_object_get(row, "id");
    const json_t *sha = json_object_get(row, "sha256");

    k.id = (struct cvd_str){ json_string_value(id), json_string_length(id) };
    k.content = content_of((struct cvd_str){ json_string_value(sha),
                                             json_string_length(sha) });
    p->rows++;
    if (!k.id.len)
        d->status = CVD_EINPUT;
    if (d->status != CVD_OK ||
        watch_set_find(&p->out->now, p->before, k.id))
        return;
    d->status = watch_set_add(&p->out->now, &k);
    if (d->status != CVD_OK || !is_news(p, &k, &doc.change))
        return;
    p->out->counts[doc.change]++;
    if (p->state->first && !p->c->watch.all)
        return;
    doc.id = decode_text(d, row, "id");
    doc.title = decode_text(d, row, "title");
    doc.number = decode_text(d, row, "number");
    doc.type = decode_text(d, row, "type");
    doc.date = decode_text(d, row, "date");
    doc.issuer = decode_text(d, row, "issuer");
    doc.province = decode_text(d, row, "province");
    if (d->status == CVD_OK)
        d->status = report(p->out, &doc);
}

static void take_line(struct pass *p)
{
    struct decoding d = { &p->out->strings, CVD_OK };
    json_t *row = decode_begin(&d, cvd_buf_str(&p->line));

    if (row)
        take_document(p, &d, row);
    json_decref(row);
    p->status = d.status;
    cvd_buf_clear(&p->line);
}

static bool take(void *ctx, struct cvd_str piece)
{
    struct pass *p = ctx;
    const char *end;

    while (piece.len && p->status == CVD_OK &&
           (end = memchr(piece.ptr, '\n', piece.len))) {
        size_t n = (size_t)(end - piece.ptr);
        p->status = cvd_buf_add_bytes(&p->line, piece.ptr, n);
        piece = cvd_str_behind(piece, n + 1);
        if (p->status == CVD_OK)
            take_line(p);
    }
    if (p->status == CVD_OK)
        p->status = cvd_buf_add(&p->line, piece);
    return p->status == CVD_OK;
}

/* ---- one pass -------------------------------------------------------- */

static enum cvd_status changed_meanwhile(struct cvd_err *err)
{
    return cvd_fail(err, CVD_ESTALE, "the index changed while it was asked: "
                    "nothing is kept; run it again");
}

/* What is told of all passes together. */
static enum cvd_status take_found(struct watch_found *out,
                                  const struct cvd_result *found,
                                  struct cvd_err *err)
{
    struct cvd_result *t = &out->told;

    if (t->edition.generation &&
        t->edition.generation != found->edition.generation)
        return changed_meanwhile(err);
    t->edition = found->edition;
    t->total_is_exact = true;
    for (size_t i = 0; i < found->warning_count; i++) {
        size_t k = 0;
        while (k < t->warning_count &&
               strcmp(t->warnings[k], found->warnings[i]) != 0)
            k++;
        if (k == t->warning_count && k < CVD_WARNINGS_MAX) {
            struct cvd_str kept;
            if (cvd_strings_keep(&out->strings,
                                 cvd_str_from(found->warnings[i]),
                                 &kept) != CVD_OK)
                return cvd_fail(err, CVD_ENOMEM, "out of memory");
            t->warnings[t->warning_count++] = kept.ptr;
        }
    }
    if (found->total > WATCH_MAX)
        return cvd_fail(err, CVD_EUSAGE, "%llu documents are too many to be "
                        "watched: narrow the question to %d, with more words "
                        "or filters", (unsigned long long)found->total,
                        WATCH_MAX);
    return CVD_OK;
}

/* A server is asked twice, what there is and for it: it may have opened a
 * newer index between. */
static enum cvd_status read_rows(struct pass *p, const struct cli *c,
                                 const struct cvd_export_form *form,
                                 const struct answers_export *x,
                                 struct cvd_err *err)
{
    enum cvd_status st = answers_export_read(c, form, x, take, p, err);

    if (st == CVD_OK && p->status == CVD_EINPUT)
        return cvd_fail(err, CVD_EIO, "what comes is not what a cvdsearch "
                        "server says");
    if (st == CVD_OK && p->status != CVD_OK)
        return cvd_fail(err, p->status, "out of memory");
    if (st == CVD_OK && p->rows != x->found->total)
        return changed_meanwhile(err);
    return st;
}

static enum cvd_status run_pass(struct pass *p, const struct cli *c,
                                struct cvd_err *err)
{
    struct answers_export x = { 0 };
    struct cvd_export_form form = {
        .format = CVD_EXPORT_JSONL,
        .columns = cvd_str_from("id,title,number,type,date,issuer,province,"
                                "sha256"),
    };
    enum cvd_status st = answers_export_open(c, &form, &x, err);

    p->before = p->out->now.count;
    if (st == CVD_OK)
        st = take_found(p->out, x.found, err);
    if (st == CVD_OK)
        st = read_rows(p, c, &form, &x, err);
    watch_set_sort(&p->out->now);
    answers_export_close(&x);
    cvd_buf_release(&p->line);
    return st;
}

/* What bears the number, or cites it: the filter of that name. */
static enum cvd_status run_number(struct pass *p, enum cvd_field field,
                                  struct cvd_err *err)
{
    struct cli of_number = *p->c;
    struct cvd_request *r = &of_number.request;
    struct cvd_filter *filters = calloc(r->filter_count + 1,
                                        sizeof *filters);

    if (!filters)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (r->filter_count)
        memcpy(filters, r->filters, r->filter_count * sizeof *filters);
    filters[r->filter_count++] = (struct cvd_filter){ field, r->query };
    r->filters = filters;
    r->query = (struct cvd_str){ NULL, 0 };
    enum cvd_status st = run_pass(p, &of_number, err);
    free(filters);
    return st;
}

/* ---- all of it ------------------------------------------------------- */

static enum cvd_status report_gone(const struct watch_state *s,
                                   struct watch_found *out)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < s->set.count && st == CVD_OK; i++) {
        const struct watch_known *k = &s->set.list[i];
        struct watch_doc d = { .change = WATCH_GONE, .how = k->how };
        if (k->seen)
            continue;
        st = cvd_strings_keep(&out->strings, k->id, &d.id);
        if (st == CVD_OK)
            st = report(out, &d);
        out->counts[WATCH_GONE]++;
    }
    return st;
}

/* What is new first; the newest, unknown dates last; then by id. */
static int in_order(const void *pa, const void *pb)
{
    const struct watch_doc *a = pa, *b = pb;

    if (a->change != b->change)
        return a->change < b->change ? -1 : 1;
    int order = cvd_str_compare(b->date, a->date);
    return order ? order : cvd_str_compare(a->id, b->id);
}

enum cvd_status watch_find(const struct cli *c, bool number,
                           struct watch_state *s, struct watch_found *out,
                           struct cvd_err *err)
{
    struct pass p = { .c = c, .state = s, .out = out,
                      .how = number ? WATCH_BEARS : WATCH_FOUND };
    enum cvd_status st = number ? run_number(&p, CVD_F_NUMBER, err)
                                : run_pass(&p, c, err);

    if (st == CVD_OK && number) {
        p.how = WATCH_CITES;
        p.rows = 0;
        st = run_number(&p, CVD_F_CITES, err);
    }
    if (st != CVD_OK)
        return st;
    out->told.total = out->now.count;
    if (out->now.count > WATCH_MAX)
        return cvd_fail(err, CVD_EUSAGE, "%zu documents are too many to be "
                        "watched: narrow the question to %d, with filters",
                        out->now.count, WATCH_MAX);
    st = cvd_buf_add(&out->told.query, c->request.query);
    if (st == CVD_OK)
        st = report_gone(s, out);
    if (st != CVD_OK)
        return cvd_fail(err, st, "out of memory");
    if (out->count)
        qsort(out->list, out->count, sizeof *out->list, in_order);
    return CVD_OK;
}

void watch_found_release(struct watch_found *f)
{
    cvd_result_release(&f->told);
    watch_set_release(&f->now);
    free(f->list);
    cvd_strings_free(f->strings);
    *f = (struct watch_found){ 0 };
}
