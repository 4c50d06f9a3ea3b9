/* ways_out.c - what to try when nothing was found. */
#include "searchd/page/found.h"

static void way(struct pen *w, const struct search_link *l,
                enum page_text says)
{
    pen_markup(w, "<li><a href=\"");
    link_search(w, l);
    pen_markup(w, "\">");
    pen_say(w, says);
    pen_markup(w, "</a></li>\n");
}

/* ---- without a filter ------------------------------------------------ */

static void without_filter(struct pen *w, const struct cvd_request *q,
                           const struct cvd_result *r,
                           const struct cvd_filter *f)
{
    struct search_link l = link_to(w, q);

    l.dropped = *f;
    pen_markup(w, "<li><a href=\"");
    link_search(w, &l);
    pen_markup(w, "\">");
    pen_say(w, T_DROP_FILTER);
    pen_markup(w, " ");
    pen_field(w, f->field);
    pen_say(w, T_COLON);
    pen_isolated(w, found_label(r, f));
    pen_markup(w, "</a></li>\n");
}

static void without_filters(struct pen *w, const struct cvd_request *q,
                            const struct cvd_result *r)
{
    struct search_link l = link_to(w, q);
    bool dated = q->from.len || q->to.len;

    for (size_t i = 0; i < q->filter_count; i++)
        without_filter(w, q, r, &q->filters[i]);
    l.from.len = l.to.len = 0;
    if (dated)
        way(w, &l, T_DROP_TIME);
    l.filter_count = 0;
    if (q->filter_count + dated > 1)
        way(w, &l, T_DROP_ALL);
}

/* ---- with other words ------------------------------------------------ */

/* Straight and curly quotation marks, as the query language has them. */
static size_t quotation_mark(struct cvd_str s)
{
    static const char *const marks[] = { "\"", "“", "”", "„" };

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (cvd_str_starts(s, cvd_str_from(marks[i])))
            return strlen(marks[i]);
    return 0;
}

static enum cvd_status without_quotation(struct cvd_str query,
                                         struct cvd_buf *out, bool *any)
{
    enum cvd_status st = CVD_OK;

    *any = false;
    for (size_t i = 0; i < query.len && st == CVD_OK;) {
        size_t mark = quotation_mark((struct cvd_str){ query.ptr + i,
                                                       query.len - i });
        if (mark)
            *any = true;
        else
            st = cvd_buf_add_char(out, query.ptr[i]);
        i += mark ? mark : 1;
    }
    return st;
}

/* Whether `query` is words and nothing else, and some mark was typed. */
static bool is_marked_words(struct cvd_str query)
{
    bool marked = false;

    for (size_t i = 0; i < query.len; i++) {
        unsigned char c = (unsigned char)query.ptr[i];
        marked = marked || c >= 0x80;
        if (strchr("\"():*=~+-/,.;", c) ||
            quotation_mark((struct cvd_str){ query.ptr + i, query.len - i }))
            return false;
    }
    return marked;
}

static bool is_operator(struct cvd_str word)
{
    return cvd_str_equal(word, cvd_str_from("AND")) ||
           cvd_str_equal(word, cvd_str_from("OR")) ||
           cvd_str_equal(word, cvd_str_from("NOT"));
}

/* "~" before each word: any spelling of it will do. */
static enum cvd_status every_spelling(struct cvd_str query,
                                      struct cvd_buf *out)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < query.len && st == CVD_OK;) {
        size_t end = i;
        while (end < query.len && query.ptr[end] != ' ')
            end++;
        struct cvd_str word = { query.ptr + i, end - i };
        if (word.len && out->len)
            st = cvd_buf_add_char(out, ' ');
        if (st == CVD_OK && word.len && !is_operator(word))
            st = cvd_buf_add_char(out, '~');
        if (st == CVD_OK)
            st = cvd_buf_add(out, word);
        i = end + 1;
    }
    return st;
}

static void other_words(struct pen *w, const struct cvd_request *q)
{
    struct search_link l = link_to(w, q);
    struct cvd_buf other = { 0 };
    bool quoted = false;
    enum cvd_status st = without_quotation(q->query, &other, &quoted);

    l.query = cvd_buf_str(&other);
    if (st == CVD_OK && quoted)
        way(w, &l, T_NO_PHRASE);
    cvd_buf_clear(&other);
    if (st == CVD_OK && is_marked_words(q->query)) {
        st = every_spelling(q->query, &other);
        l.query = cvd_buf_str(&other);
        if (st == CVD_OK)
            way(w, &l, T_EVERY_SPELLING);
    }
    if (st != CVD_OK)
        w->status = st;
    cvd_buf_release(&other);
}

void found_ways_out(struct pen *w, const struct cvd_request *q,
                    const struct cvd_result *r)
{
    pen_markup(w, "<section class=\"ways-out\" "
                  "aria-labelledby=\"ways-out\">\n<h2 id=\"ways-out\">");
    pen_say(w, T_WAYS_OUT);
    pen_markup(w, "</h2>\n<ul>\n");
    without_filters(w, q, r);
    other_words(w, q);
    pen_markup(w, "<li>");
    pen_say(w, T_FEWER);
    pen_markup(w, "</li>\n</ul>\n</section>\n");
}
