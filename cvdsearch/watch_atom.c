/* watch_atom.c - what is new as an Atom feed (RFC 4287), of the form of the
 * server's: searchd/page/feed.c. */
#include "cvdsearch/watch.h"
#include "base/xml.h"

/* Of RFC 4151; entries are called as the server without an address calls
 * them, so that a reader takes them for the same. */
#define TAG "tag:cvdsearch,2025:"

enum { DAY = sizeof "2023-08-09" };

/* Writing XML; out of memory is remembered. */
struct feed {
    struct cvd_buf text;
    enum cvd_status status;
};

static void markup(struct feed *f, const char *s)
{
    if (f->status == CVD_OK)
        f->status = cvd_buf_add_text(&f->text, s);
}

static void text(struct feed *f, struct cvd_str s)
{
    if (f->status == CVD_OK)
        f->status = cvd_xml_escape(s, &f->text);
}

static void element(struct feed *f, const char *name, struct cvd_str s)
{
    markup(f, "<");
    markup(f, name);
    markup(f, ">");
    text(f, s);
    markup(f, "</");
    markup(f, name);
    markup(f, ">\n");
}

/* All that is not unreserved, nor a slash, percent-encoded (RFC 3986). */
static void encode(struct feed *f, struct cvd_str s)
{
    for (size_t i = 0; i < s.len && f->status == CVD_OK; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                     (c >= 'a' && c <= 'z') ||
                     (c && strchr("-._~/", (char)c));
        f->status = plain ? cvd_buf_add_char(&f->text, (char)c)
                          : cvd_buf_printf(&f->text, "%%%02X", c);
    }
}

/* The first day of a date of any precision; what is none is of 1970: the
 * time of day of a run is in no answer. */
static void first_day(struct cvd_str date, char out[DAY])
{
    memcpy(out, "1970-01-01", DAY);
    if (date.len == 4 || date.len == 7 || date.len == DAY - 1)
        memcpy(out, date.ptr, date.len);
}

static void updated(struct feed *f, const char day[DAY])
{
    markup(f, "<updated>");
    markup(f, day);
    markup(f, "T00:00:00+07:00</updated>\n"); /* as Viet Nam has it */
}

/* The day of the newest entry; ISO dates sort as text. */
static void newest(const struct watch_found *found, char out[DAY])
{
    char day[DAY];

    first_day((struct cvd_str){ NULL, 0 }, out);
    for (size_t i = 0; i < found->count; i++) {
        first_day(found->list[i].date, day);
        if (strcmp(day, out) > 0)
            memcpy(out, day, DAY);
    }
}

/* Filters are part of what the feed is of. */
static void feed_id(struct feed *f, const struct cvd_request *r)
{
    markup(f, "<id>" TAG "/watch?q=");
    encode(f, r->query);
    for (size_t i = 0; i < r->filter_count; i++) {
        markup(f, "&amp;");
        markup(f, cvd_fields[r->filters[i].field].name);
        markup(f, "=");
        encode(f, r->filters[i].value);
    }
    markup(f, r->from.len ? "&amp;from=" : "");
    encode(f, r->from);
    markup(f, r->to.len ? "&amp;to=" : "");
    encode(f, r->to);
    markup(f, "</id>\n");
}

static void edition(struct feed *f, const struct cvd_edition *e)
{
    struct cvd_buf s = { 0 };

    if (cvd_buf_printf(&s, "chỉ mục thế hệ %u, %llu văn bản", e->generation,
                       (unsigned long long)e->documents) != CVD_OK)
        f->status = CVD_ENOMEM;
    element(f, "subtitle", cvd_buf_str(&s));
    cvd_buf_release(&s);
}

static void head(struct feed *f, const struct cvd_request *r,
                 const struct watch_found *found)
{
    char day[DAY];

    markup(f, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
              "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
              "xml:lang=\"vi\">\n");
    feed_id(f, r);
    markup(f, "<title>");
    text(f, r->query);
    markup(f, r->query.len ? " – " : "");
    markup(f, "Theo dõi văn bản</title>\n");
    edition(f, &found->told.edition);
    newest(found, day);
    updated(f, day);
    markup(f, "<author><name>cvdsearch</name></author>\n"
              "<generator>cvdsearch</generator>\n");
}

/* Without a link to a page an entry must have content (4.1.2). */
static void content(struct feed *f, const struct watch_doc *d)
{
    const struct cvd_str facts[] = {
        cvd_value_label(CVD_F_TYPE, d->type), d->number, d->date, d->issuer,
        cvd_value_label(CVD_F_PROVINCE, d->province), d->id
    };
    bool any = false;

    markup(f, "<content type=\"text\">");
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        if (!facts[i].len)
            continue;
        markup(f, any ? " · " : "");
        text(f, facts[i]);
        any = true;
    }
    markup(f, "</content>\n");
}

static void category(struct feed *f, const char *term)
{
    markup(f, "<category scheme=\"" TAG "/watch\" term=\"");
    markup(f, term);
    markup(f, "\"/>\n");
}

static void entry(struct feed *f, const struct watch_doc *d)
{
    static const char *const leads[] = { "", "Đã thay đổi: ",
                                         "Không còn: " };
    char day[DAY];

    markup(f, "<entry>\n<id>" TAG "/documents/");
    encode(f, d->id);
    markup(f, "</id>\n<title>");
    markup(f, leads[d->change]);
    text(f, d->number);
    markup(f, d->number.len ? ": " : "");
    text(f, d->title.len ? d->title : d->id);
    markup(f, "</title>\n");
    first_day(d->date, day);
    updated(f, day);
    if (d->issuer.len) { /* else that of the feed */
        markup(f, "<author>");
        element(f, "name", d->issuer);
        markup(f, "</author>\n");
    }
    category(f, watch_change_names[d->change]);
    if (d->how != WATCH_FOUND)
        category(f, watch_how_names[d->how]);
    content(f, d);
    markup(f, "</entry>\n");
}

enum cvd_status watch_put_atom(const struct cli *c,
                               const struct watch_found *f)
{
    struct feed w = { .status = CVD_OK };

    head(&w, &c->request, f);
    for (size_t i = 0; i < f->count && w.status == CVD_OK; i++)
        entry(&w, &f->list[i]);
    markup(&w, "</feed>\n");
    if (w.status == CVD_OK)
        out_str(cvd_buf_str(&w.text));
    cvd_buf_release(&w.text);
    return w.status;
}
