/* settings_check.c - whether what the settings name can be used.  Depends on
 * base/ and search/search.h. */
#include "search/search.h"
#include "searchd/originals.h"
#include "searchd/settings_rows.h"
#include "searchd/tls.h"
#include "searchd/tokens.h"

enum cvd_status settings_load_synonyms(const struct settings *s,
                                       struct cvd_synonym_list **out,
                                       struct cvd_err *err)
{
    *out = NULL;
    if (!s->synonyms)
        return CVD_OK;
    enum cvd_status st = cvd_synonyms_open(s->synonyms, out, err);
    return st == CVD_OK ? CVD_OK : settings_as_usage(st, err);
}

static enum cvd_status check_files(const struct settings *s,
                                   struct cvd_err *err)
{
    struct cvd_synonym_list *synonyms = NULL;
    struct tokens *tokens = NULL;
    enum cvd_status st = CVD_OK;

    if (s->tls_certificate)
        st = tls_check(s->tls_certificate, s->tls_key, err);
    if (st == CVD_OK && s->tokens)
        st = tokens_load(s->tokens, &tokens, err);
    if (st == CVD_OK)
        st = settings_load_synonyms(s, &synonyms, err);
    if (st == CVD_OK)
        st = originals_check(&s->originals, err);
    cvd_synonyms_close(synonyms);
    tokens_free(tokens);
    return st;
}

static enum cvd_status check_index(const char *path, struct cvd_err *err)
{
    struct cvd_searcher *searcher = NULL;
    enum cvd_status st = cvd_searcher_open(path, &searcher, err);

    cvd_searcher_close(searcher);
    return st;
}

enum cvd_status settings_check(const struct settings *s,
                               struct cvd_err *err)
{
    enum cvd_status st = check_files(s, err);

    if (st != CVD_OK)
        return settings_as_usage(st, err);
    for (size_t i = 0; i < s->index.count && st == CVD_OK; i++)
        st = check_index(s->index.list[i], err);
    return st;
}

void settings_warn(const struct settings *s, const struct sockaddr *bound)
{
    struct client c = client_from_sockaddr(bound);
    char text[CLIENT_TEXT_MAX];

    if (client_is_loopback(&c))
        return;
    client_text(&c, text);
    if (!s->tls_certificate)
        log_line(LOG_WARN, "open-without-tls address=%s meaning=%s", text,
                 "others in the network can read questions and tokens");
    if (!s->tokens)
        log_line(LOG_WARN, "open-without-tokens address=%s meaning=%s", text,
                 "everybody who reaches this address may ask");
}
