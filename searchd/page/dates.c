/* dates.c - the fields for dates. */
#include "searchd/page/found.h"

/* Fields of the form at the top of the page. */
static void date_field(struct pen *w, const char *name, enum page_text says,
                       struct cvd_str value)
{
    pen_markup(w, "<p class=\"date\"><label for=\"");
    pen_markup(w, name);
    pen_markup(w, "\">");
    pen_say(w, says);
    pen_markup(w, "</label> <input form=\"search\" type=\"text\" id=\"");
    pen_markup(w, name);
    pen_markup(w, "\" name=\"");
    pen_markup(w, name);
    pen_markup(w, "\" size=\"10\" maxlength=\"10\" autocomplete=\"off\" "
                  "pattern=\"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|"
                  "([0-9]{1,2}[\\/.\\-]){1,2}[0-9]{4}\" "
                  "aria-describedby=\"date-hint\" title=\"");
    pen_say(w, T_DATE_HINT);
    pen_markup(w, "\" value=\"");
    if (w->page->lang == PAGE_VI) /* as the hint says */
        pen_day(w, value);
    else
        pen_text(w, value);
    pen_markup(w, "\"></p>\n");
}

void found_dates(struct pen *w, const struct cvd_request *q)
{
    pen_markup(w, "<div class=\"range\">\n");
    date_field(w, "from", T_FROM, q->from);
    date_field(w, "to", T_TO, q->to);
    pen_markup(w, "<button form=\"search\" type=\"submit\">");
    pen_say(w, T_APPLY);
    pen_markup(w, "</button>\n</div>\n<p class=\"hint\" id=\"date-hint\">");
    pen_say(w, T_DATE_HINT);
    pen_markup(w, "</p>\n");
}
