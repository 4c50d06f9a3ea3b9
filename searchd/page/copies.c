/* copies.c - the copies of a result: those folded under it, and how many the
 * archive has. */
#include "searchd/page/compare.h"
#include "searchd/page/found.h"

/* Results on a page whose copies lead back to it: of more, with so many copies
 * each, the search repeated in every link would make a page of megabytes. */
enum { LEADING_BACK = 50 };

static const enum cvd_field shown[] = { CVD_F_NUMBER, CVD_F_DATE,
                                        CVD_F_ISSUER, CVD_F_PROVINCE };

static struct cvd_str title_of(const struct cvd_doc *d)
{
    return d->title.len ? d->title : d->id;
}

static void facts(struct pen *w, const struct cvd_doc *d)
{
    bool first = true;

    pen_markup(w, " <span class=\"facts\"");
    pen_vietnamese(w);
    pen_markup(w, ">");
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        struct cvd_str value = cvd_doc_value(d, shown[i]);
        if (!value.len)
            continue;
        pen_between(w, &first);
        if (shown[i] == CVD_F_DATE)
            pen_date(w, value);
        else
            pen_short(w, cvd_value_label(shown[i], value));
    }
    pen_markup(w, "</span>\n");
}

static void copy(struct pen *w, const struct cvd_request *q,
                 const struct cvd_hit *of, const struct cvd_hit *h)
{
    pen_markup(w, "<li data-id=\"");
    pen_text(w, h->doc.id);
    pen_markup(w, "\"><a");
    pen_vietnamese(w);
    pen_markup(w, " href=\"");
    link_found(w, h->doc.id, q->limit <= LEADING_BACK ? q : NULL);
    pen_markup(w, "\">");
    pen_short(w, title_of(&h->doc));
    pen_markup(w, "</a>");
    facts(w, &h->doc);
    pen_markup(w, "<a class=\"compare\" href=\"");
    link_compare(w, of->doc.id, h->doc.id);
    pen_markup(w, "\">");
    pen_say(w, T_COMPARE_WITH);
    pen_markup(w, " <span class=\"unseen\">");
    pen_say(w, T_COMPARE_WITH_HIT);
    pen_markup(w, "</span></a></li>\n");
}

/* "Có ít nhất 100 bản gần trùng trong kho", which filters may keep out. */
static void held(struct pen *w, const struct cvd_hit *h)
{
    bool least = h->copies >= CVD_COUNTED_COPIES_MAX;

    pen_markup(w, "<p class=\"copies-held\"><a href=\"");
    link_similar(w, h->doc.id);
    pen_markup(w, "\">");
    pen_say(w, h->copies == 1 ? T_HAS : T_HAVE);
    pen_markup(w, " ");
    if (least) {
        pen_say(w, T_AT_LEAST);
        pen_markup(w, " ");
    }
    pen_counted(w, h->copies, T_COPY, T_COPIES);
    pen_markup(w, " ");
    pen_say(w, T_IN_ARCHIVE);
    pen_markup(w, "</a></p>\n");
}

static void folded(struct pen *w, const struct cvd_request *q,
                   const struct cvd_hit *h)
{
    pen_markup(w, "<details class=\"copies\"><summary>");
    pen_say(w, T_FOLDS);
    pen_markup(w, " ");
    pen_counted(w, h->folded, T_COPY, T_COPIES);
    pen_markup(w, "</summary>\n<ul>\n");
    for (size_t i = 0; i < h->folded_count; i++)
        copy(w, q, h, &h->folded_hits[i]);
    pen_markup(w, "</ul>\n");
    if (h->folded > h->folded_count) {
        pen_markup(w, "<p class=\"hint\">… ");
        pen_counted(w, h->folded - h->folded_count, T_COPY, T_COPIES);
        pen_markup(w, " ");
        pen_say(w, T_MORE);
        pen_markup(w, "</p>\n");
    }
    if (h->copies > h->folded)
        held(w, h);
    pen_markup(w, "</details>\n");
}

void found_copies(struct pen *w, const struct cvd_request *q,
                  const struct cvd_hit *h)
{
    if (h->folded)
        folded(w, q, h);
    else if (h->copies)
        held(w, h);
}
