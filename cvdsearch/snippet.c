/* snippet.c - a snippet's HTML as text and where it is marked. */
#include "cvdsearch/cli.h"

/* All the markup there is in a snippet. */
static const struct {
    const char *html;
    char text;  /* 0: a tag */
    char mark;  /* of a tag: whether it opens */
} pieces[] = {
    { "<mark>", 0, 1 }, { "</mark>", 0, 0 }, { "&lt;", '<', 0 },
    { "&gt;", '>', 0 }, { "&amp;", '&', 0 }, { "&quot;", '"', 0 },
    { "&#39;", '\'', 0 },
};

enum { PIECES = sizeof pieces / sizeof *pieces };

/* Which piece begins here, or PIECES. */
static size_t piece_at(struct cvd_str html)
{
    size_t i = 0;

    if (html.ptr[0] != '<' && html.ptr[0] != '&')
        return PIECES;
    while (i < PIECES && !cvd_str_starts(html, cvd_str_from(pieces[i].html)))
        i++;
    return i;
}

enum cvd_status cli_snippet_text(struct cvd_str html, struct cvd_buf *text,
                                 struct cvd_buf *marks)
{
    enum cvd_status st = CVD_OK;
    char mark = 0;

    while (html.len && st == CVD_OK) {
        size_t i = piece_at(html);
        char c = i < PIECES ? pieces[i].text : html.ptr[0];
        size_t n = i < PIECES ? strlen(pieces[i].html) : 1;
        html.ptr += n;
        html.len -= n;
        if (!c) {
            mark = pieces[i].mark;
            continue;
        }
        st = cvd_buf_add_char(text, c);
        if (st == CVD_OK && marks)
            st = cvd_buf_add_char(marks, mark);
    }
    return st;
}
