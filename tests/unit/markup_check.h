/* markup_check.h - a strict reader of what the daemon's pages and feeds are
 * written in, so that nothing of a document can pass for markup.
 *
 * Not all of HTML: the part the page keeps to, in which every element is
 * closed, every attribute quoted and every character that means something
 * escaped.  Whatever else stands there fails the test. */
#ifndef CVD_TESTS_MARKUP_CHECK_H
#define CVD_TESTS_MARKUP_CHECK_H

#include "base/utf8.h"
#include "tests/unit/support.h"

enum { DEEPEST = 32, IDS = 4096, NAME_MAX_BYTES = 32 };

struct markup {
    const char *at, *end;
    bool xml;
    char open[DEEPEST][NAME_MAX_BYTES];
    size_t depth;
    struct cvd_str ids[IDS], wanted[IDS]; /* defined, referred to */
    size_t id_count, wanted_count;
    unsigned h1, mains, titles;
};

static inline void bad_markup(const struct markup *m, const char *what)
{
    size_t rest = (size_t)(m->end - m->at);

    fail_msg("%s at: %.*s", what, (int)(rest < 120 ? rest : 120), m->at);
}

static inline bool is_one_of(const char *name, const char *list)
{
    size_t len = strlen(name);

    for (const char *p = strstr(list, name); p; p = strstr(p + 1, name))
        if (p[-1] == ' ' && p[len] == ' ')
            return true;
    return false;
}

/* A name of letters, figures and '-'; of XML ':' too. */
static inline void read_name(struct markup *m, char out[NAME_MAX_BYTES])
{
    size_t n = 0;

    while (m->at < m->end && n + 1 < NAME_MAX_BYTES) {
        char c = *m->at;
        bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                    (c >= 'A' && c <= 'Z') || c == '-' ||
                    (m->xml && c == ':');
        if (!fits)
            break;
        out[n++] = c;
        m->at++;
    }
    out[n] = '\0';
    if (!n)
        bad_markup(m, "no name");
}

/* A character of text or of a value: '<' and quotation marks never, '&' only
 * in a reference that this program writes. */
static inline void read_character(struct markup *m, bool in_value)
{
    static const char *const references[] = { "&amp;", "&lt;", "&gt;",
                                              "&quot;", "&#" };
    char c = *m->at;
    unsigned char u = (unsigned char)c;

    if (c == '>' || (in_value && c == '"'))
        bad_markup(m, "not escaped");
    if ((u < ' ' && !strchr("\t\n\r", c) && (m->xml || c != '\f')) ||
        u == 0x7F)
        bad_markup(m, "control character");
    if (u == 0xC2 && m->end - m->at > 1 && (unsigned char)m->at[1] < 0xA0)
        bad_markup(m, "control character");
    if (c == '&') {
        size_t i = 0;
        while (i < 5 && strncmp(m->at, references[i],
                                strlen(references[i])) != 0)
            i++;
        if (i == 5)
            bad_markup(m, "no reference");
    }
    m->at++;
}

static inline struct cvd_str read_value(struct markup *m)
{
    const char *begin = ++m->at;

    while (m->at < m->end && *m->at != '"') {
        if (*m->at == '<')
            bad_markup(m, "'<' in a value");
        read_character(m, true);
    }
    if (m->at == m->end)
        bad_markup(m, "value without end");
    return (struct cvd_str){ begin, (size_t)(m->at++ - begin) };
}

/* Links stay on the site: a path, or a place on the page. */
static inline void check_link(struct markup *m, struct cvd_str value)
{
    if (value.len && value.ptr[0] == '#' && m->wanted_count < IDS) {
        m->wanted[m->wanted_count++] =
            (struct cvd_str){ value.ptr + 1, value.len - 1 };
        return;
    }
    if (m->xml)
        return;
    if (!value.len || value.ptr[0] != '/' ||
        (value.len > 1 && (value.ptr[1] == '/' || value.ptr[1] == '\\')))
        bad_markup(m, "a link off the site");
}

static inline void read_attribute(struct markup *m)
{
    static const char allowed[] =
        " action aria-current aria-describedby aria-hidden aria-label "
        "aria-labelledby autocapitalize autocomplete autofocus charset "
        "class content d data-count data-end data-field data-from data-hit data-id "
        "data-insert "
        "data-key data-node data-period data-rank data-start data-to "
        "data-value datetime dir download "
        "draggable enterkeyhint for form height href hreflang id lang maxlength "
        "media method name open pattern placeholder "
        "preserveAspectRatio rel role size spellcheck "
        "src start tabindex title type value viewBox width x y ";
    char name[NAME_MAX_BYTES];
    struct cvd_str value = { NULL, 0 };

    read_name(m, name);
    if (!m->xml && !is_one_of(name, allowed))
        bad_markup(m, "an attribute of no use");
    if (m->at < m->end && *m->at == '=') {
        m->at++;
        if (m->at == m->end || *m->at != '"')
            bad_markup(m, "a value without quotation marks");
        value = read_value(m);
    }
    if (strcmp(name, "href") == 0 || strcmp(name, "action") == 0 ||
        strcmp(name, "src") == 0)
        check_link(m, value);
    if (strcmp(name, "id") == 0 && m->id_count < IDS)
        m->ids[m->id_count++] = value;
    if ((strcmp(name, "for") == 0 || strcmp(name, "form") == 0 ||
         strncmp(name, "aria-", 5) == 0) &&
        (strstr(name, "edby") || name[0] == 'f') && m->wanted_count < IDS)
        m->wanted[m->wanted_count++] = value;
}

static inline void read_end_tag(struct markup *m)
{
    char name[NAME_MAX_BYTES];

    m->at += 2;
    read_name(m, name);
    if (m->at == m->end || *m->at != '>')
        bad_markup(m, "a closing tag without end");
    m->at++;
    if (!m->depth || strcmp(m->open[m->depth - 1], name) != 0)
        bad_markup(m, "closes what is not open");
    m->depth--;
}

static inline void read_start_tag(struct markup *m)
{
    static const char allowed[] =
        " html head title meta link body header footer main nav section "
        "article aside div p span a b bdi h1 h2 h3 ul ol li dl dt dd form "
        "label input button details summary code mark time script svg rect "
        "figure figcaption path ";
    static const char empty[] = " meta link input ";
    char name[NAME_MAX_BYTES];

    m->at++;
    read_name(m, name);
    if (!m->xml && !is_one_of(name, allowed))
        bad_markup(m, "an element of no use");
    m->h1 += strcmp(name, "h1") == 0;
    m->mains += strcmp(name, "main") == 0;
    m->titles += strcmp(name, "title") == 0;
    while (m->at < m->end && *m->at == ' ') {
        m->at++;
        read_attribute(m);
    }
    bool closed = m->xml && m->at < m->end && *m->at == '/';
    m->at += closed;
    if (m->at == m->end || *m->at != '>')
        bad_markup(m, "a tag without end");
    m->at++;
    if (closed || (!m->xml && is_one_of(name, empty)))
        return;
    if (m->depth == DEEPEST)
        bad_markup(m, "too deep");
    memcpy(m->open[m->depth++], name, sizeof name);
}

static inline int compare_ids(const void *a, const void *b)
{
    return cvd_str_compare(*(const struct cvd_str *)a,
                           *(const struct cvd_str *)b);
}

/* Each id once, and what is referred to there. */
static inline void check_ids(struct markup *m)
{
    qsort(m->ids, m->id_count, sizeof *m->ids, compare_ids);
    for (size_t i = 1; i < m->id_count; i++)
        if (cvd_str_equal(m->ids[i - 1], m->ids[i]))
            fail_msg("two of id %.*s", (int)m->ids[i].len, m->ids[i].ptr);
    for (size_t i = 0; i < m->wanted_count; i++)
        if (!bsearch(&m->wanted[i], m->ids, m->id_count, sizeof *m->ids,
                     compare_ids))
            fail_msg("no id %.*s", (int)m->wanted[i].len, m->wanted[i].ptr);
}

static inline void check_markup(struct cvd_str text, bool xml,
                                const char *begins)
{
    static struct markup m; /* too much for some stacks */

    m = (struct markup){ .xml = xml, .at = text.ptr,
                         .end = text.ptr + text.len };
    assert_int_equal(cvd_utf8_valid(text), text.len);
    if (!cvd_str_starts(text, cvd_str_from(begins)))
        bad_markup(&m, "a strange beginning");
    m.at += strlen(begins);
    while (m.at < m.end)
        if (*m.at != '<')
            read_character(&m, false);
        else if (m.end - m.at > 1 && m.at[1] == '/')
            read_end_tag(&m);
        else
            read_start_tag(&m);
    if (m.depth)
        fail_msg("<%s> is not closed", m.open[m.depth - 1]);
    if (xml)
        return;
    check_ids(&m);
    assert_int_equal(m.h1, 1);
    assert_int_equal(m.mains, 1);
    assert_int_equal(m.titles, 1);
}

static inline void check_html(const struct cvd_buf *page)
{
    check_markup(cvd_buf_str(page), false, "<!DOCTYPE html>\n");
}

static inline void check_xml(const struct cvd_buf *page)
{
    check_markup(cvd_buf_str(page), true,
                 "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
}

/* Append the text between `from` and `to` as a reader sees it: without tags,
 * references undone. */
static inline void seen_text(const struct cvd_buf *page, const char *from,
                             const char *to, struct cvd_buf *out)
{
    static const struct { const char *name; char c; } references[] = {
        { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
        { "&quot;", '"' }, { "&#39;", '\'' },
    };
    const char *p = strstr(page->ptr, from);

    assert_non_null(p);
    p += strlen(from);
    const char *end = strstr(p, to);
    assert_non_null(end);
    while (p < end) {
        size_t i = 0;
        if (*p == '<') {
            p = strchr(p, '>') + 1;
            continue;
        }
        while (i < 5 && strncmp(p, references[i].name,
                                strlen(references[i].name)) != 0)
            i++;
        assert_int_equal(cvd_buf_add_char(out, i < 5 ? references[i].c : *p),
                         CVD_OK);
        p += i < 5 ? strlen(references[i].name) : 1;
    }
}

#endif
