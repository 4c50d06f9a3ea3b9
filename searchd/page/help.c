/* help.c - what can be written in the box, each with an example that is a
 * link.  A script adds a button that writes it there: data-insert, in which
 * '|' is where one goes on typing. */
#include "searchd/page/found.h"

/* Examples in Vietnamese and in English, which has the names of fields in
 * English; NULL: the same.  What is put in the box, likewise; NULL: none. */
struct row {
    const char *example, *in_english;
    const char *insert, *insert_english;
    enum page_text says;
};

static const struct row writing[] = {
    { "ưu tiên dùng hàng Việt", NULL, NULL, NULL, T_HELP_WORDS },
    { "uu tien dung hang viet", NULL, NULL, NULL, T_HELP_NO_MARKS },
    { "\"hàng Việt Nam\"", NULL, "\"|\"", NULL, T_HELP_PHRASE },
    { "277-KH/BCĐ", NULL, NULL, NULL, T_HELP_NUMBER },
    { "+OCOP", NULL, "+|", NULL, T_HELP_MUST },
    { "OCOP -Covid", NULL, "-|", NULL, T_HELP_NOT },
    { "\"nước mắm\" OR muối", NULL, "OR |", NULL, T_HELP_OR },
    { "tuyên*", NULL, "*|", NULL, T_HELP_PREFIX },
    { "=nam", NULL, "=|", NULL, T_HELP_EXACT },
    { "~nam", NULL, "~|", NULL, T_HELP_ANY },
};

static const struct row fields[] = {
    { "tỉnh:\"Hà Tĩnh\"", "province:\"Hà Tĩnh\"", "tỉnh:\"|\"",
      "province:\"|\"", T_HELP_PROVINCE },
    { "huyện:\"Đức Thọ\"", "district:\"Đức Thọ\"", "huyện:\"|\"",
      "district:\"|\"", T_HELP_DISTRICT },
    { "cđ:OCOP", "campaign:OCOP", "cđ:\"|\"", "campaign:\"|\"",
      T_HELP_CAMPAIGN },
    { "loại:\"Kế hoạch\"", "type:\"Kế hoạch\"", "loại:\"|\"", "type:\"|\"",
      T_HELP_TYPE },
    { "cq:\"Ban Chỉ đạo\"", "issuer:\"Ban Chỉ đạo\"", "cq:\"|\"",
      "issuer:\"|\"", T_HELP_ISSUER },
    { "năm:2023", "year:2023", "năm:|", "year:|", T_HELP_YEAR },
    { "từ:8/2023", "from:2023-08", "từ:|", "from:|", T_HELP_FROM },
    { "đến:31/12/2023", "to:2023-12-31", "đến:|", "to:|", T_HELP_TO },
    { "số:277-KH/BCĐ", "number:277-KH/BCĐ", "số:|", "number:|",
      T_HELP_BEARS },
    { "dẫn:277-KH/BCĐ", "cites:277-KH/BCĐ", "dẫn:|", "cites:|",
      T_HELP_CITES },
};

/* What one may begin with: words, without marks, a type and a year that are
 * understood, a number. */
static const char *const first[] = {
    "ưu tiên dùng hàng Việt", "hien mau tinh nguyen", 
    "kế hoạch OCOP 2023", "277-KH/BCĐ",
};

static struct cvd_str in_language(const struct pen *w, const char *text,
                                  const char *english)
{
    return cvd_str_from(english && w->page->lang == PAGE_EN ? english : text);
}

/* `insert`: empty for none. */
static void example(struct pen *w, struct cvd_str query,
                    struct cvd_str insert)
{
    struct search_link l = link_to(w, NULL);

    l.query = query;
    pen_markup(w, "<a class=\"example\" lang=\"vi\" href=\"");
    link_search(w, &l);
    if (insert.len) {
        pen_markup(w, "\" data-insert=\"");
        pen_text(w, insert);
    }
    pen_markup(w, "\">");
    pen_text(w, query);
    pen_markup(w, "</a>");
}

static void row(struct pen *w, const struct row *r)
{
    pen_markup(w, "<div><dt>");
    example(w, in_language(w, r->example, r->in_english),
            in_language(w, r->insert, r->insert_english));
    pen_markup(w, "</dt><dd>");
    pen_say(w, r->says);
    pen_markup(w, "</dd></div>\n");
}

static void list(struct pen *w, enum page_text title,
                 const struct row *rows, size_t count)
{
    pen_markup(w, "<div>\n<h2>");
    pen_say(w, title);
    pen_markup(w, "</h2>\n<dl>\n");
    for (size_t i = 0; i < count; i++)
        row(w, &rows[i]);
    pen_markup(w, "</dl>\n</div>\n");
}

void found_examples(struct pen *w)
{
    pen_markup(w, "<section class=\"try\">\n<h2>");
    pen_say(w, T_EXAMPLES);
    pen_markup(w, "</h2>\n<ul>\n");
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        pen_markup(w, "<li>");
        example(w, cvd_str_from(first[i]), (struct cvd_str){ NULL, 0 });
        pen_markup(w, "</li>\n");
    }
    pen_markup(w, "</ul>\n</section>\n");
}

void found_help(struct pen *w)
{
    pen_markup(w, "<details id=\"help\" class=\"help\">\n<summary>");
    pen_say(w, T_TRY);
    pen_markup(w, "</summary>\n<div class=\"lists\">\n");
    list(w, T_HELP_WRITING, writing, sizeof writing / sizeof *writing);
    list(w, T_HELP_FIELDS, fields, sizeof fields / sizeof *fields);
    pen_markup(w, "</div>\n<p class=\"hint\">");
    pen_say(w, T_HELP_MIXED);
    pen_markup(w, " ");
    pen_say(w, T_HELP_READ);
    pen_markup(w, "</p>\n</details>\n");
}
