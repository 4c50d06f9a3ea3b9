/* api_research.c - what researchers take away: every hit, every place where a
 * word stands, what is alike, the lists. */
#include "search/citations.h"
#include "searchd/call.h"
#include "searchd/params.h"

#include <stdlib.h>

enum {
    LINES = 100, /* where ?limit= says nothing */
    PIECE_BYTES = 64 * 1024    /* of an export, made at once */
};

/* ---- export ---------------------------------------------------------- */

/* As enum cvd_export_format; and what would be said of it, alone. */
static const char *const export_formats[] = { "csv", "jsonl", "about", NULL };
enum { EXPORT_ABOUT = 2 };

static const char *const export_types[] = {
    "text/csv; charset=utf-8; header=present", "application/jsonl",
};

/* As enum cvd_sort, of which the first is the order of the index here. */
static const char *const export_sorts[] = { "index", "newest", "oldest",
                                            NULL };

/* An export on its way, with an index of its own: it may take longer than a
 * worker is lent. */
struct exporting {
    struct workers *workers;
    struct worker *worker;
    struct cvd_export *export;
};

static enum cvd_status more(void *state, struct cvd_buf *out,
                            struct cvd_err *err)
{
    struct exporting *x = state;

    return cvd_export_read(x->export, PIECE_BYTES, out, err);
}

static void close_export(void *state)
{
    struct exporting *x = state;

    cvd_export_close(x->export);
    if (x->worker)
        workers_return_extra(x->workers, x->worker);
    free(x);
}

static enum cvd_status open_export(struct exporting *x,
                                   const struct params *p,
                                   const struct cvd_export_form *form,
                                   struct cvd_err *err)
{
    enum cvd_status st = workers_extra(x->workers, &x->worker, err);

    if (st != CVD_OK)
        return st;
    struct cvd_searcher *searcher = x->worker->searcher;
    cvd_searcher_deadline(searcher, EXPORT_FIND_MS);
    st = cvd_export_open(searcher, &p->request, form, &x->export, err);
    if (st == CVD_OK && cvd_export_found(x->export)->cut_short)
        st = cvd_fail(err, CVD_ELOCKED, "finding it all takes too long");
    cvd_searcher_deadline(searcher, 0);
    return st;
}

/* What a program reads before the body does. */
static void describe_export(struct call *c, const struct exporting *x,
                            unsigned format)
{
    struct cvd_buf text = { 0 };

    c->index = *cvd_export_index(x->export);
    (void)cvd_buf_printf(&text, "attachment; filename=\"cvdsearch.%s\"",
                         export_formats[format]);
    reply_add_header(&c->reply, "Content-Disposition", cvd_buf_str(&text));
    cvd_buf_clear(&text);
    (void)cvd_buf_printf(
        &text, "%llu",
        (unsigned long long)cvd_export_found(x->export)->total);
    reply_add_header(&c->reply, "X-Cvdsearch-Total", cvd_buf_str(&text));
    cvd_buf_release(&text);
}

static enum cvd_status send_export(struct call *c, struct exporting *x,
                                   unsigned format)
{
    describe_export(c, x, format);
    c->reply.type = export_types[format];
    c->reply.stream = (struct reply_stream){ more, close_export, x };
    return CVD_OK;
}

static enum cvd_status send_about(struct call *c, struct exporting *x)
{
    c->index = *cvd_export_index(x->export);
    call_answers_json(c);
    enum cvd_status st = cvd_buf_add(&c->reply.body,
                                     cvd_export_about(x->export));
    close_export(x);
    return st;
}

enum cvd_status api_export(struct call *c, struct cvd_err *err)
{
    struct params p;
    unsigned format = 0;
    bool about = false;
    enum cvd_status st = params_read(&p, &c->uri, c->known, export_sorts,
                                     err);

    if (st == CVD_OK)
        st = params_choice(&c->uri, "format", export_formats, &format, err);
    if (st == CVD_OK)
        st = params_yes(&c->uri, "about", &about, err);
    if (st != CVD_OK)
        return st;
    p.request.sort = (enum cvd_sort)p.sort;
    struct cvd_export_form form = {
        .format = format == CVD_EXPORT_CSV ? CVD_EXPORT_CSV
                                           : CVD_EXPORT_JSONL,
        .columns = uri_value(&c->uri, "columns"),
        .about = about,
        .warning = c->unknown.ptr,
    };
    struct exporting *x = calloc(1, sizeof *x);
    if (!x)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    x->workers = c->workers;
    st = open_export(x, &p, &form, err);
    if (st != CVD_OK) {
        close_export(x);
        return st;
    }
    (void)metrics_query(c->metrics, cvd_export_found(x->export));
    return format == EXPORT_ABOUT ? send_about(c, x)
                                  : send_export(c, x, format);
}

/* ---- concordance ----------------------------------------------------- */

/* As enum cvd_kwic_sort. */
static const char *const kwic_sorts[] = { "text", "left", "right", "date",
                                          "province", NULL };

static enum cvd_status read_kwic(const struct call *c, struct params *p,
                                 struct cvd_kwic_form *form,
                                 struct cvd_err *err)
{
    enum cvd_status st = params_read(p, &c->uri, c->known, kwic_sorts,
                                     err);

    form->sort = (enum cvd_kwic_sort)p->sort;
    if (st == CVD_OK)
        st = params_number(&c->uri, "limit", CVD_KWIC_LINES_MAX, LINES,
                           &p->request.limit, err);
    if (st == CVD_OK)
        st = params_number(&c->uri, "width", CVD_KWIC_WIDTH_MAX,
                           CVD_KWIC_WIDTH, &form->width, err);
    if (st == CVD_OK)
        st = params_number(&c->uri, "sample", CVD_KWIC_LINES_MAX, 0,
                           &form->sample, err);
    if (st == CVD_OK)
        st = params_number(&c->uri, "seed", PARAMS_NUMBER_MAX, 0,
                           &form->seed, err);
    return st;
}

enum cvd_status api_kwic(struct call *c, struct cvd_err *err)
{
    struct params p;
    struct cvd_kwic_form form = { 0 };
    struct cvd_kwic k = { 0 };
    enum cvd_status st = read_kwic(c, &p, &form, err);

    if (st == CVD_OK)
        st = cvd_kwic(c->searcher, &p.request, &form, &k, err);
    if (st != CVD_OK)
        return st;
    (void)metrics_query(c->metrics, &k.found);
    call_warn(c, &k.found);
    call_answers_json(c);
    st = cvd_kwic_json(&k, &c->reply.body);
    cvd_kwic_release(&k);
    return st;
}

/* ---- lists ----------------------------------------------------------- */

enum cvd_status api_campaigns(struct call *c, struct cvd_err *err)
{
    call_answers_json(c);
    return cvd_campaigns_json(c->searcher, &c->reply.body, err);
}

enum cvd_status api_provinces(struct call *c, struct cvd_err *err)
{
    call_answers_json(c);
    return cvd_provinces_json(c->searcher, &c->reply.body, err);
}
