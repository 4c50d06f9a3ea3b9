/* synonym_file.c - a file of synonyms of the user's own. */
#include "analyzers/synonyms.h"
#include "base/file.h"
#include "base/limits.h"
#include "search/searcher.h"

enum cvd_status cvd_synonyms_open(const char *path,
                                  struct cvd_synonym_list **out,
                                  struct cvd_err *err)
{
    struct cvd_buf text = { 0 };
    enum cvd_status st = cvd_file_read(path, CVD_LIST_BYTES_MAX, &text, err);

    *out = NULL;
    if (st == CVD_OK)
        st = cvd_synonyms_parse(cvd_buf_str(&text), path, out, err);
    cvd_buf_release(&text);
    return st;
}

void cvd_synonyms_close(struct cvd_synonym_list *l)
{
    cvd_synonyms_free(l);
}

void cvd_searcher_synonyms(struct cvd_searcher *s,
                           const struct cvd_synonym_list *list)
{
    s->synonyms = list;
}
