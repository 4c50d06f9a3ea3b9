/* card.c - what is known of a document beside its text. */
#include "searchd/originals.h"
#include "searchd/page/card.h"
#include "searchd/page/values.h"

enum {
    FOLD_FROM = 6, SHOWN = 3, /* of the values of a field: lists of who gets
                                 a copy run to sixty */
    DAY_BYTES = 10            /* 2021-10-25 */
};

/* What the card says, in this order: the names of campaigns with their codes
 * behind them as links, and nothing that is there for asking alone. */
static const enum cvd_field said[] = {
    CVD_F_NUMBER, CVD_F_SYMBOL, CVD_F_TYPE, CVD_F_DATE, CVD_F_URGENCY,
    CVD_F_PLACE, CVD_F_PARENT, CVD_F_ISSUER, CVD_F_PROVINCE,
    CVD_F_PROVINCE_NOW, CVD_F_DISTRICT, CVD_F_CAMPAIGN,
    CVD_F_RECIPIENT, CVD_F_DISTRIBUTION, CVD_F_SIGNER, CVD_F_POSITION,
    CVD_F_AUTHORITY, CVD_F_DEADLINE,
};

/* And, folded, where it was read. */
static const enum cvd_field source[] = {
    CVD_F_PATH, CVD_F_SHA256, CVD_F_ENCODING, CVD_F_FORMAT, CVD_F_GIVEN,
};

/* ---- values ---------------------------------------------------------- */

static void value_link(struct pen *w, enum cvd_field f, struct cvd_str value,
                       struct cvd_str label)
{
    pen_markup(w, "<a data-field=\"");
    pen_markup(w, cvd_fields[f].name);
    pen_markup(w, "\" data-value=\"");
    pen_text(w, value);
    pen_markup(w, "\" href=\"");
    link_value(w, f, value);
    pen_markup(w, "\">");
    pen_isolated(w, label);
    pen_markup(w, "</a>");
}

/* The date, and all of that year. */
static void date(struct pen *w, struct cvd_str iso)
{
    struct cvd_str year = { iso.ptr, 4 };

    pen_date(w, iso);
    if (!pen_is_date(iso))
        return;
    pen_markup(w, " <span class=\"aside\">(<a href=\"");
    link_value(w, CVD_F_YEAR, year);
    pen_markup(w, "\">");
    pen_say(w, T_YEAR_ALL);
    pen_markup(w, " ");
    pen_text(w, year);
    pen_markup(w, "</a>)</span>");
}

/* A date, or a day of each year: --11-15. */
static void deadline(struct pen *w, struct cvd_str v)
{
    static const size_t month = 2, day = 5, len = 7;

    if (v.len != len || !cvd_str_starts(v, cvd_str_from("--"))) {
        pen_date(w, v);
        return;
    }
    pen_text(w, (struct cvd_str){ v.ptr + day, 2 });
    pen_markup(w, "/");
    pen_text(w, (struct cvd_str){ v.ptr + month, 2 });
    pen_markup(w, " ");
    pen_say(w, T_EACH_YEAR);
}

/* The number, and whatever else bears it. */
static void number(struct pen *w, struct cvd_str value)
{
    pen_isolated(w, value);
    pen_markup(w, " <span class=\"aside\">(<a href=\"");
    link_reference(w, value);
    pen_markup(w, "\">");
    pen_say(w, T_SAME_NUMBER);
    pen_markup(w, "</a>)</span>");
}

static void value(struct pen *w, const struct cvd_doc *d, enum cvd_field f,
                  struct cvd_str v, size_t *name)
{
    switch (f) {
    case CVD_F_NUMBER:
        number(w, v);
        break;
    case CVD_F_DATE:
        date(w, v);
        break;
    case CVD_F_DEADLINE:
        deadline(w, v);
        break;
    case CVD_F_CAMPAIGN:
        value_link(w, f, v, value_campaign_name(d, name, v));
        break;
    case CVD_F_PROVINCE_NOW: /* asked for by its name as any province */
        value_link(w, CVD_F_PROVINCE, v, cvd_value_label(f, v));
        break;
    case CVD_F_TYPE:
    case CVD_F_PROVINCE:
    case CVD_F_ISSUER:
        value_link(w, f, v, cvd_value_label(f, v));
        break;
    case CVD_F_PATH:
    case CVD_F_SHA256:
        pen_markup(w, "<code>");
        pen_text(w, v);
        pen_markup(w, "</code>");
        break;
    default:
        pen_isolated(w, cvd_value_label(f, v));
    }
}

/* ---- the card -------------------------------------------------------- */

static void fold_begin(struct pen *w, size_t count)
{
    pen_markup(w, "<dd class=\"more\"><details><summary>");
    pen_say(w, T_MORE_OF);
    pen_markup(w, " ");
    pen_count(w, count);
    pen_markup(w, "</summary><ul");
    pen_vietnamese(w);
    pen_markup(w, ">\n");
}

static void values(struct pen *w, const struct cvd_doc *d, enum cvd_field f)
{
    size_t count = value_count(d, f), done = 0, name = 0;
    size_t shown = count > FOLD_FROM ? SHOWN : count;

    for (size_t i = 0; i < d->value_count; i++) {
        if (d->values[i].field != f)
            continue;
        if (done == shown)
            fold_begin(w, count - shown);
        pen_markup(w, done < shown ? "<dd" : "<li");
        if (done < shown)
            pen_vietnamese(w);
        pen_markup(w, ">");
        value(w, d, f, d->values[i].value, &name);
        pen_markup(w, done < shown ? "</dd>\n" : "</li>\n");
        done++;
    }
    if (done > shown)
        pen_markup(w, "</ul></details></dd>\n");
}

/* Whether the province of today is the one it was: that says nothing. */
static bool is_same_province(const struct cvd_doc *d)
{
    return value_count(d, CVD_F_PROVINCE_NOW) == 1 &&
           cvd_str_equal(cvd_doc_value(d, CVD_F_PROVINCE_NOW),
                         cvd_doc_value(d, CVD_F_PROVINCE));
}

static void row(struct pen *w, const struct cvd_doc *d, enum cvd_field f)
{
    if (!cvd_doc_value(d, f).len ||
        (f == CVD_F_PROVINCE_NOW && is_same_province(d)))
        return;
    pen_markup(w, "<div class=\"");
    pen_markup(w, cvd_fields[f].name);
    pen_markup(w, "\"><dt>");
    pen_field(w, f);
    pen_markup(w, "</dt>\n");
    values(w, d, f);
    pen_markup(w, "</div>\n");
}

/* As one document names another, "Kế hoạch số 37-KH/TU ngày 25/10/2021 của
 * Tỉnh ủy Bắc Kạn": Nghị định 30/2020/NĐ-CP, Phụ lục I. */
static void cite_as(struct pen *w, const struct cvd_doc *d)
{
    struct cvd_str type = cvd_value_label(CVD_F_TYPE,
                                          cvd_doc_value(d, CVD_F_TYPE));
    struct cvd_str date = cvd_doc_value(d, CVD_F_DATE);
    struct cvd_str issuer = cvd_value_label(CVD_F_ISSUER,
                                            cvd_doc_value(d, CVD_F_ISSUER));

    if (!cvd_doc_value(d, CVD_F_NUMBER).len || !type.len)
        return;
    pen_markup(w, "<div class=\"cite-as\"><dt>");
    pen_say(w, T_CITE_AS);
    pen_markup(w, "</dt>\n<dd id=\"cite-as\"");
    pen_vietnamese(w);
    pen_markup(w, ">");
    pen_text(w, type);
    pen_markup(w, " số ");
    pen_text(w, cvd_doc_value(d, CVD_F_NUMBER));
    if (date.len == DAY_BYTES) {
        pen_markup(w, " ngày ");
        pen_date(w, date);
    }
    if (issuer.len) {
        pen_markup(w, " của ");
        pen_text(w, issuer);
    }
    pen_markup(w, "</dd>\n</div>\n");
}

static void original(struct pen *w, const struct cvd_doc *d)
{
    pen_markup(w, " <span class=\"dot\">·</span> "
                  "<a class=\"original\" href=\"");
    link_original(w, d->id);
    pen_markup(w, "\">");
    pen_say(w, T_ORIGINAL);
    pen_markup(w, "</a>");
}

void document_card(struct pen *w, const struct cvd_doc *d)
{
    pen_markup(w, "<section class=\"card\" aria-labelledby=\"card\">\n"
                  "<h2 id=\"card\">");
    pen_say(w, T_CARD);
    pen_markup(w, "</h2>\n<dl>\n");
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        row(w, d, said[i]);
    cite_as(w, d);
    pen_markup(w, "<div class=\"id\"><dt>");
    pen_say(w, T_ID);
    pen_markup(w, "</dt>\n<dd><code>");
    pen_text(w, d->id);
    pen_markup(w, "</code></dd>\n</div>\n</dl>\n<details><summary>");
    pen_say(w, T_SOURCE);
    pen_markup(w, "</summary>\n<dl>\n");
    for (size_t i = 0; i < sizeof source / sizeof *source; i++)
        row(w, d, source[i]);
    pen_markup(w, "</dl></details>\n<p class=\"forms\"><a href=\"");
    link_api(w, "documents", d->id, "");
    pen_markup(w, "\">");
    pen_say(w, T_JSON);
    pen_markup(w, "</a> <span class=\"dot\">·</span> <a href=\"");
    link_api(w, "documents", d->id, "/text");
    pen_markup(w, "\">");
    pen_say(w, T_PLAIN);
    pen_markup(w, "</a>");
    if (w->page->originals && original_may_be(d))
        original(w, d);
    pen_markup(w, "</p>\n</section>\n");
}
