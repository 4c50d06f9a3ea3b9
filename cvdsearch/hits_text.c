/* hits_text.c - an answer as people read it. */
#include "cvdsearch/cli.h"

enum { INDENT = 5 };

/* What stands under a title, in this order, where it is known. */
static const enum cvd_field shown[] = { CVD_F_NUMBER, CVD_F_TYPE, CVD_F_DATE,
                                        CVD_F_ISSUER, CVD_F_PROVINCE };

/* An estimate to the three figures that mean something. */
static uint64_t rounded(uint64_t n)
{
    uint64_t unit = 1;

    while (n / unit >= 1000)
        unit *= 10;
    return (n + unit / 2) / unit * unit;
}

static void put_total(const struct cvd_result *r)
{
    if (!r->total_is_exact)
        out_text("khoảng ");
    cli_put_count(r->total_is_exact ? r->total : rounded(r->total));
    out_printf(" văn bản (%.1f ms)\n", r->took_ms);
}

static enum cvd_status put_metadata(const struct terminal *t,
                                    const struct cvd_doc *d)
{
    enum cvd_status st = CVD_OK;

    out_printf("%*s", INDENT, "");
    terminal_style(t, STYLE_DIM);
    for (size_t i = 0; i < sizeof shown / sizeof *shown && st == CVD_OK;
         i++) {
        struct cvd_str value = cvd_doc_value(d, shown[i]);
        if (!value.len)
            continue;
        st = terminal_put(cvd_value_label(shown[i], value), SPACE_ONE_LINE);
        out_text(" · ");
    }
    if (st == CVD_OK)
        st = terminal_put(d->id, SPACE_ONE_LINE);
    terminal_style(t, STYLE_PLAIN);
    out_char('\n');
    return st;
}

static enum cvd_status put_snippet(const struct terminal *t,
                                   struct cvd_str html)
{
    struct cvd_buf text = { 0 }, marks = { 0 };
    enum cvd_status st = cli_snippet_text(html, &text, &marks);

    if (st == CVD_OK)
        terminal_put_wrapped(t, INDENT, cvd_buf_str(&text),
                             cvd_buf_str(&marks));
    cvd_buf_release(&text);
    cvd_buf_release(&marks);
    return st;
}

/* How many copies there are, and those that are folded under it. */
static enum cvd_status put_copies(const struct terminal *t,
                                  const struct cvd_hit *h)
{
    enum cvd_status st = CVD_OK;

    if (h->folding ? h->folded : h->copies)
        out_printf("%*s%s%zu bản gần trùng%s\n", INDENT, "",
                   h->folding ? "gộp " : "có ",
                   h->folding ? h->folded : (size_t)h->copies,
                   h->folding ? ":" : "");
    for (size_t i = 0; i < h->folded_count && st == CVD_OK; i++)
        st = put_metadata(t, &h->folded_hits[i].doc);
    if (h->folded > h->folded_count)
        out_printf("%*s…\n", INDENT, "");
    return st;
}

static enum cvd_status put_hit(const struct terminal *t, unsigned rank,
                               const struct cvd_hit *h)
{
    const struct cvd_doc *d = &h->doc;

    out_printf("\n%*u. ", INDENT - 2, rank);
    terminal_style(t, STYLE_TITLE);
    enum cvd_status st =
        terminal_put(d->title.len ? d->title : d->id, SPACE_ONE_LINE);
    terminal_style(t, STYLE_PLAIN);
    out_char('\n');
    if (st == CVD_OK)
        st = put_metadata(t, d);
    if (st == CVD_OK)
        st = put_snippet(t, cvd_buf_str(&h->snippet));
    return st == CVD_OK ? put_copies(t, h) : st;
}

static enum cvd_status put_facet(const struct terminal *t,
                                 const struct cvd_facet *f,
                                 const struct cvd_str *labels)
{
    enum cvd_status st = CVD_OK;

    out_char('\n');
    terminal_style(t, STYLE_TITLE);
    out_text(cvd_fields[f->field].label);
    terminal_style(t, STYLE_PLAIN);
    out_char('\n');
    for (size_t i = 0; i < f->count && st == CVD_OK; i++) {
        out_printf("%8llu  ", (unsigned long long)f->values[i].count);
        st = terminal_put(labels[i], SPACE_ONE_LINE);
        out_char('\n');
    }
    return st;
}

enum cvd_status cli_facets_text(const struct cli *c,
                                const struct cvd_result *r)
{
    const struct cvd_str *labels = r->labels;
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < r->answer.facet_count && st == CVD_OK; i++) {
        st = put_facet(&c->term, &r->answer.facets[i], labels);
        labels += r->answer.facets[i].count;
    }
    return st;
}

enum cvd_status cli_hits_text(const struct cli *c, const struct cvd_result *r)
{
    enum cvd_status st = CVD_OK;

    put_total(r);
    for (size_t i = 0; i < r->count && st == CVD_OK; i++)
        st = put_hit(&c->term, c->request.offset + (unsigned)i + 1,
                     &r->hits[i]);
    return st == CVD_OK ? cli_facets_text(c, r) : st;
}
