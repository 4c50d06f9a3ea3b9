/* api_suggest.c - what may be typed next: as JSON of ours, and as browsers
 * take it for their address bar (OpenSearch Suggestions 1.1). */
#include "base/json.h"
#include "base/limits.h"
#include "searchd/page_call.h"
#include "searchd/params.h"

enum { SUGGESTIONS = 10 };

enum form { FORM_JSON, FORM_OPENSEARCH };
static const char *const form_names[] = { "json", "opensearch", NULL };

/* What a reader calls a kind; words are words. */
static const struct {
    const char *kind, *label[2]; /* by enum page_lang */
} kinds[] = {
    { "number", { [PAGE_VI] = "Số hiệu", [PAGE_EN] = "Number" } },
    { "campaign", { [PAGE_VI] = "Cuộc vận động", [PAGE_EN] = "Campaign" } },
    { "province", { [PAGE_VI] = "Tỉnh", [PAGE_EN] = "Province" } },
    { "type", { [PAGE_VI] = "Loại văn bản", [PAGE_EN] = "Type" } },
    { "document", { [PAGE_VI] = "Văn bản", [PAGE_EN] = "Document" } },
};

static const char *label_of(const struct cvd_suggestion *s,
                            enum page_lang lang)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(s->kind, kinds[i].kind) == 0)
            return kinds[i].label[lang];
    return NULL;
}

static bool is_document(const struct cvd_suggestion *s)
{
    return strcmp(s->kind, "document") == 0;
}

static bool is_name(const struct cvd_suggestion *s)
{
    return strcmp(s->kind, "campaign") == 0 ||
           strcmp(s->kind, "province") == 0 || strcmp(s->kind, "type") == 0;
}

/* ---- one suggestion, for a browser ----------------------------------- */

/* What the address bar then holds: a name behind what is left of the query. */
static enum cvd_status put_text(struct cvd_json *j,
                                const struct cvd_suggestion *s)
{
    struct cvd_buf whole = { 0 };
    enum cvd_status st = CVD_OK;

    if (is_name(s) && s->query.len) {
        st = cvd_buf_add(&whole, cvd_buf_str(&s->query));
        if (st == CVD_OK)
            st = cvd_buf_add_char(&whole, ' ');
    }
    if (st == CVD_OK)
        st = cvd_buf_add(&whole, is_document(s) || is_name(s)
                                     ? cvd_buf_str(&s->text)
                                     : cvd_buf_str(&s->query));
    if (st == CVD_OK)
        cvd_json_str(j, cvd_buf_str(&whole));
    cvd_buf_release(&whole);
    return st;
}

static enum cvd_status put_description(struct cvd_json *j,
                                       const struct cvd_suggestion *s,
                                       enum page_lang lang)
{
    const char *label = label_of(s, lang);
    struct cvd_buf said = { 0 };
    enum cvd_status st = label ? cvd_buf_add_text(&said, label) : CVD_OK;

    if (s->detail.len && st == CVD_OK)
        st = cvd_buf_printf(&said, " · %s", s->detail.ptr);
    if (st == CVD_OK)
        cvd_json_str(j, cvd_buf_str(&said));
    cvd_buf_release(&said);
    return st;
}

static enum cvd_status add_param(struct cvd_buf *url, char *mark,
                                 const char *name, struct cvd_str value)
{
    if (!value.len)
        return CVD_OK;
    enum cvd_status st = cvd_buf_printf(url, "%c%s=", *mark, name);
    *mark = '&';
    return st == CVD_OK ? uri_encode(url, value) : st;
}

static enum cvd_status put_url(struct cvd_json *j,
                               const struct cvd_suggestion *s,
                               enum page_lang lang, struct cvd_str origin)
{
    struct cvd_buf url = { 0 };
    struct cvd_str english = cvd_str_from(lang == PAGE_EN ? "en" : NULL);
    char mark = '?';
    enum cvd_status st = cvd_buf_add(&url, origin);

    if (st == CVD_OK)
        st = cvd_buf_add_text(&url, is_document(s) ? "/documents/" : "/");
    if (st == CVD_OK && is_document(s))
        st = uri_encode(&url, cvd_buf_str(&s->value));
    else if (st == CVD_OK)
        st = add_param(&url, &mark, "q", cvd_buf_str(&s->query));
    if (st == CVD_OK && is_name(s))
        st = add_param(&url, &mark, s->kind, cvd_buf_str(&s->value));
    if (st == CVD_OK)
        st = add_param(&url, &mark, "lang", english);
    if (st == CVD_OK)
        cvd_json_str(j, cvd_buf_str(&url));
    cvd_buf_release(&url);
    return st;
}

/* ---- the answer ------------------------------------------------------ */

struct found {
    struct cvd_str prefix;
    struct cvd_suggestion *list;
    size_t count;
};

/* [query, [texts], [descriptions], [addresses]] */
static enum cvd_status put_opensearch(struct call *c, const struct found *f)
{
    enum page_lang lang = call_page(c).lang;
    struct cvd_buf origin = { 0 };
    struct cvd_json j = cvd_json_to(&c->reply.body);
    enum cvd_status st = call_origin(c, &origin);

    cvd_json_array(&j);
    cvd_json_str(&j, f->prefix);
    cvd_json_array(&j);
    for (size_t i = 0; i < f->count && st == CVD_OK; i++)
        st = put_text(&j, &f->list[i]);
    cvd_json_array_end(&j);
    cvd_json_array(&j);
    for (size_t i = 0; i < f->count && st == CVD_OK; i++)
        st = put_description(&j, &f->list[i], lang);
    cvd_json_array_end(&j);
    cvd_json_array(&j);
    for (size_t i = 0; i < f->count && st == CVD_OK; i++)
        st = put_url(&j, &f->list[i], lang, cvd_buf_str(&origin));
    cvd_json_array_end(&j);
    cvd_json_array_end(&j);
    c->reply.type = "application/x-suggestions+json";
    cvd_buf_release(&origin);
    return st == CVD_OK ? j.status : st;
}

enum cvd_status api_suggest(struct call *c, struct cvd_err *err)
{
    struct found f = { .prefix = uri_value(&c->uri, "q") };
    unsigned limit, form = FORM_JSON;
    enum cvd_status st = params_number(&c->uri, "limit", CVD_SUGGEST_MAX,
                                       SUGGESTIONS, &limit, err);

    if (st == CVD_OK)
        st = params_choice(&c->uri, "format", form_names, &form, err);
    if (st == CVD_OK && f.prefix.len > CVD_QUERY_BYTES_MAX)
        st = cvd_fail(err, CVD_EUSAGE, "'q' is at most %d bytes",
                      CVD_QUERY_BYTES_MAX);
    if (st == CVD_OK)
        st = cvd_suggest(c->searcher, f.prefix, limit, &f.list, &f.count,
                         err);
    if (st != CVD_OK)
        return st;
    if (form == FORM_OPENSEARCH) {
        st = put_opensearch(c, &f);
    } else {
        call_answers_json(c);
        st = cvd_suggestions_json(f.prefix, f.list, f.count, &c->reply.body);
    }
    cvd_suggestions_free(f.list, f.count);
    return st;
}
