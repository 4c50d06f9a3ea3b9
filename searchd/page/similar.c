/* similar.c - what shares text with a document: on its page, and all of it on
 * a page of its own. */
#include "searchd/page/similar.h"
#include "searchd/page/compare.h"
#include "searchd/page/frame.h"

enum {
    PERCENT = 100,
    BAR_HEIGHT = 6,          /* of a width of PERCENT */
    SHOWN_POINTS = 240       /* of a passage: three lines */
};

static unsigned percent_of(double share)
{
    unsigned n = (unsigned)(share * PERCENT + 0.5);

    return n < PERCENT ? n : PERCENT;
}

static void percent(struct pen *w, double share)
{
    pen_number(w, percent_of(share));
    pen_markup(w, w->page->lang == PAGE_EN ? "%" : "\u00a0%");
}

/* What the words beside it say, to be seen at a glance. */
static void bar(struct pen *w, double share)
{
    pen_markup(w, "<svg class=\"share\" viewBox=\"0 0 ");
    pen_number(w, PERCENT);
    pen_markup(w, " ");
    pen_number(w, BAR_HEIGHT);
    pen_markup(w, "\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                  "<rect class=\"of\" width=\"");
    pen_number(w, PERCENT);
    pen_markup(w, "\" height=\"");
    pen_number(w, BAR_HEIGHT);
    pen_markup(w, "\"></rect><rect class=\"part\" width=\"");
    pen_number(w, percent_of(share));
    pen_markup(w, "\" height=\"");
    pen_number(w, BAR_HEIGHT);
    pen_markup(w, "\"></rect></svg>\n");
}

/* "73 % lời văn của văn bản này có ở đó · 41 % của văn bản kia" */
static void shares(struct pen *w, const struct cvd_similar *s)
{
    pen_markup(w, "<p class=\"shares\">");
    bar(w, s->shared);
    pen_markup(w, "<b>");
    percent(w, s->shared);
    pen_markup(w, "</b> ");
    pen_say(w, T_SHARED_HERE);
    pen_markup(w, " <span class=\"dot\">·</span> <b>");
    percent(w, s->shared_of_other);
    pen_markup(w, "</b> ");
    pen_say(w, T_SHARED_THERE);
    pen_markup(w, "</p>\n");
}

static void facts(struct pen *w, const struct cvd_similar *s)
{
    const struct cvd_str words[] = {
        s->facts.number, s->facts.date, s->facts.issuer,
        cvd_value_label(CVD_F_PROVINCE, s->facts.province)
    };
    bool first = true;

    pen_markup(w, "<span class=\"facts\"");
    pen_vietnamese(w);
    pen_markup(w, ">");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!words[i].len)
            continue;
        pen_between(w, &first);
        if (words[i].ptr == s->facts.date.ptr)
            pen_date(w, s->facts.date);
        else
            pen_short(w, words[i]);
    }
    pen_markup(w, "</span>\n");
}

/* ---- the longest passage ----------------------------------------------- */

static const struct cvd_passage *longest(const struct cvd_similar *s)
{
    const struct cvd_passage *best = NULL;

    for (size_t i = 0; i < s->passage_count; i++)
        if (!best || s->passages[i].words > best->words)
            best = &s->passages[i];
    return best;
}

/* The first `points` code points of `s`, in whole words where it has any. */
static struct cvd_str beginning(struct cvd_str s, size_t points)
{
    size_t i = 0, blank = 0;

    for (; i < s.len; i++) {
        bool starts = ((unsigned char)s.ptr[i] & 0xC0) != 0x80; /* UTF-8 */
        if (starts && points-- == 0)
            break;
        if (s.ptr[i] == ' ')
            blank = i;
    }
    return i == s.len ? s : (struct cvd_str){ s.ptr, blank ? blank : i };
}

static void passage(struct pen *w, const struct cvd_similar *s)
{
    const struct cvd_passage *p = longest(s);

    if (!p)
        return;
    struct cvd_str shown = beginning(p->text, SHOWN_POINTS);
    pen_markup(w, "<p class=\"passage\"><span class=\"how\">");
    pen_say(w, T_LONGEST);
    pen_markup(w, " (");
    pen_counted(w, p->words, T_COMPARE_WORD, T_COMPARE_WORDS);
    pen_markup(w, ")");
    pen_say(w, T_COLON);
    pen_markup(w, "</span><q");
    pen_vietnamese(w);
    pen_markup(w, ">");
    pen_isolated(w, shown);
    pen_markup(w, shown.len < p->text.len ? " …</q></p>\n" : "</q></p>\n");
}

/* ---- a list ------------------------------------------------------------ */

static void one(struct pen *w, struct cvd_str id, const struct cvd_similar *s)
{
    pen_markup(w, "<li data-id=\"");
    pen_text(w, s->facts.id);
    pen_markup(w, "\">\n<a class=\"held\"");
    pen_vietnamese(w);
    pen_markup(w, " href=\"");
    link_document(w, s->facts.id);
    pen_markup(w, "\">");
    pen_short(w, s->facts.title.len ? s->facts.title : s->facts.id);
    pen_markup(w, "</a>\n");
    if (s->duplicate) {
        pen_markup(w, "<span class=\"duplicate\">");
        pen_say(w, T_DUPLICATE);
        pen_markup(w, "</span>\n");
    }
    facts(w, s);
    shares(w, s);
    passage(w, s);
    pen_markup(w, "<p class=\"forms\"><a class=\"compare\" href=\"");
    link_compare(w, id, s->facts.id);
    pen_markup(w, "\">");
    pen_say(w, T_COMPARE_WITH);
    pen_markup(w, " <span class=\"unseen\">");
    pen_say(w, T_COMPARE_WITH_DOCUMENT);
    pen_markup(w, "</span></a></p>\n</li>\n");
}

static void note(struct pen *w, const char *kind, enum page_text says)
{
    pen_markup(w, "<p class=\"");
    pen_markup(w, kind);
    pen_markup(w, "\">");
    pen_say(w, says);
    pen_markup(w, "</p>\n");
}

static void list(struct pen *w, struct cvd_str id,
                 const struct cvd_similar_list *l)
{
    if (l->count) {
        pen_markup(w, "<ol class=\"alike\">\n");
        for (size_t i = 0; i < l->count && w->status == CVD_OK; i++)
            one(w, id, &l->list[i]);
        pen_markup(w, "</ol>\n");
    } else if (!l->cut) {
        note(w, "none", T_SIMILAR_NONE);
    }
    if (l->cut)
        note(w, "hint", T_SIMILAR_CUT);
}

static void count_of(struct pen *w, const struct cvd_similar_list *l)
{
    if (!l || !l->found)
        return;
    pen_markup(w, " <span class=\"count\">");
    pen_count(w, l->found);
    pen_markup(w, "</span>");
}

static void all_link(struct pen *w, struct cvd_str id, enum page_text says)
{
    pen_markup(w, "<p class=\"forms\"><a href=\"");
    link_similar(w, id);
    pen_markup(w, "\">");
    pen_say(w, says);
    pen_markup(w, "</a></p>\n");
}

void similar_on_page(struct pen *w, struct cvd_str id,
                     const struct cvd_similar_list *l)
{
    pen_markup(w, "<section id=\"similar\" class=\"similar\" "
                  "tabindex=\"-1\">\n<h2>");
    pen_say(w, T_SIMILAR);
    count_of(w, l);
    pen_markup(w, "</h2>\n");
    if (l)
        list(w, id, l);
    else
        note(w, "none", T_SIMILAR_LATE);
    if (!l || l->cut)
        all_link(w, id, T_SIMILAR_LOOK);
    else if (l->found > l->count)
        all_link(w, id, T_SIMILAR_ALL);
    pen_markup(w, "</section>\n");
}

/* ---- the page ---------------------------------------------------------- */

static void back(struct pen *w, struct cvd_str id)
{
    pen_markup(w, "<p class=\"back\"><a href=\"");
    link_document(w, id);
    pen_markup(w, "\">← ");
    pen_say(w, T_TO_DOCUMENT);
    pen_markup(w, "</a></p>\n");
}

/* Those that the page leaves out, and the same for programs. */
static void rest(struct pen *w, struct cvd_str id,
                 const struct cvd_similar_list *l)
{
    if (l->found > l->count) {
        pen_markup(w, "<p class=\"hint\">… ");
        pen_counted(w, l->found - l->count, T_DOCUMENT, T_DOCUMENTS);
        pen_markup(w, " ");
        pen_say(w, T_MORE);
        pen_markup(w, "</p>\n");
    }
    pen_markup(w, "<p class=\"forms\"><a href=\"");
    link_api(w, "documents", id, "/similar?limit=");
    pen_number(w, CVD_SIMILAR_MAX);
    pen_markup(w, "\">");
    pen_say(w, T_JSON);
    pen_markup(w, "</a></p>\n");
}

enum cvd_status page_similar(const struct page *p, const struct cvd_doc *d,
                             const struct cvd_similar_list *l,
                             struct cvd_buf *out)
{
    struct pen w = pen_on(p, out);
    struct cvd_str title = d->title.len ? d->title : d->id;
    struct frame f = { .kind = "likeness", .title = title,
                       .similar = d->id };

    frame_begin(&w, &f);
    pen_markup(&w, "<section class=\"similar\" data-id=\"");
    pen_text(&w, d->id);
    pen_markup(&w, "\">\n");
    back(&w, d->id);
    pen_markup(&w, "<h1>");
    pen_say(&w, T_SIMILAR_TO);
    pen_markup(&w, " <span class=\"of\"");
    pen_vietnamese(&w);
    pen_markup(&w, ">");
    pen_isolated(&w, title);
    pen_markup(&w, "</span></h1>\n");
    if (l->found) {
        pen_markup(&w, "<p class=\"meta\">");
        pen_counted(&w, l->found, T_DOCUMENT, T_DOCUMENTS);
        pen_markup(&w, "</p>\n");
    }
    list(&w, d->id, l);
    rest(&w, d->id, l);
    pen_markup(&w, "</section>\n");
    frame_end(&w);
    return w.status;
}
