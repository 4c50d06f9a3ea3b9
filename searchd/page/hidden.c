/* hidden.c - see hidden.h. */
#include "searchd/page/hidden.h"
#include "searchd/page/links.h"

static void begin(struct pen *w, const char *name)
{
    pen_markup(w, "<input type=\"hidden\" name=\"");
    pen_markup(w, name);
    pen_markup(w, "\" value=\"");
}

void hidden_field(struct pen *w, const char *name, struct cvd_str value)
{
    if (!value.len)
        return;
    begin(w, name);
    pen_text(w, value);
    pen_markup(w, "\">\n");
}

void hidden_number(struct pen *w, const char *name, unsigned value)
{
    begin(w, name);
    pen_number(w, value);
    pen_markup(w, "\">\n");
}

void hidden_search(struct pen *w, const struct cvd_request *q)
{
    for (size_t i = 0; i < q->filter_count; i++)
        hidden_field(w, cvd_fields[q->filters[i].field].name,
                     q->filters[i].value);
    if (q->sort != CVD_SORT_RELEVANCE)
        hidden_field(w, "sort", cvd_str_from(link_sort_name(q->sort)));
    if (q->limit != PAGE_HITS)
        hidden_number(w, "limit", q->limit);
}

void hidden_folding(struct pen *w)
{
    if (w->page->every_copy)
        hidden_number(w, "fold", 0);
}

void hidden_language(struct pen *w)
{
    if (w->page->lang != PAGE_VI)
        hidden_field(w, "lang", cvd_str_from(page_lang_code(w->page->lang)));
}
