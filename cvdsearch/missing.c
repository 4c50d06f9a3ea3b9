/* missing.c - cvdsearch missing: what is referred to and not held. */
#include "cvdsearch/answers.h"
#include "cvdsearch/sidecar.h"

enum { INDENT = 2 };

static enum cvd_status put_text(const struct cli *c,
                                const struct cvd_cited_list *l)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < l->count && st == CVD_OK; i++) {
        if (i)
            out_char('\n');
        st = cli_put_cited(&c->term, &l->list[i]);
        out_printf("%*s", INDENT, "");
        cli_put_count(l->list[i].count);
        out_text(" văn bản dẫn\n");
    }
    if (l->more)
        out_printf("%scòn nữa: xem thêm bằng --limit\n",
                   l->count ? "\n" : "");
    return st;
}

static enum cvd_status put_table(enum cli_format format,
                                 const struct cvd_cited_list *l)
{
    static const char *const names[] = { "count", "number", "type", "date",
                                         "issuer", "province", "title",
                                         NULL };
    struct cvd_buf count = { 0 };
    enum cvd_status st = cli_table_begin(format, names);

    for (size_t i = 0; i < l->count && st == CVD_OK; i++) {
        const struct cvd_cited *one = &l->list[i];
        cvd_buf_clear(&count);
        st = cvd_buf_printf(&count, "%llu", (unsigned long long)one->count);
        const struct cvd_str cells[] = {
            cvd_buf_str(&count), one->number, cvd_str_from(one->type),
            one->date, one->issuer, one->province, one->title
        };
        if (st == CVD_OK)
            st = cli_table_row(format, cells, sizeof cells / sizeof *cells);
    }
    cvd_buf_release(&count);
    return st;
}

static const struct cli_cited_forms forms = { put_text, put_table,
                                              cvd_missing_json };

/* How many there are in all would take as long as to list them. */
static enum cvd_status put_sidecar(const struct cli *c,
                                   const struct cvd_cited_list *l,
                                   struct cvd_err *err)
{
    struct cvd_buf more = { 0 };
    enum cvd_status st = cvd_buf_printf(&more, "\"listed\":%zu,\"more\":%s",
                                        l->count, l->more ? "true" : "false");
    struct sidecar_list about = { .subject = "query", .asked = l->query,
                                  .uncounted = true, .cut = l->cut,
                                  .edition = l->edition,
                                  .more = cvd_buf_str(&more) };

    st = st == CVD_OK ? sidecar_put_list(c, &about, err)
                      : cvd_fail(err, st, "out of memory");
    cvd_buf_release(&more);
    return st;
}

int cli_missing(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf query = { 0 };
    struct cvd_cited_list l = { 0 };
    int status;
    enum cvd_status st = cli_join_args(c, &query);

    c->request.query = cvd_buf_str(&query);
    if (st == CVD_OK)
        st = answers_missing(c, &l, &err);
    if (st == CVD_OK)
        st = cli_put_cited_list(c, &l, &forms);
    if (st == CVD_OK)
        st = put_sidecar(c, &l, &err);
    if (st == CVD_OK)
        status = l.count ? CLI_FOUND : CLI_NOTHING;
    else
        status = cli_fail(st, &err);
    if (l.cut)
        cli_say("lưu ý: Quá nhiều viện dẫn: chỉ một phần được xem.");
    cvd_cited_list_release(&l);
    cvd_buf_release(&query);
    return status;
}
