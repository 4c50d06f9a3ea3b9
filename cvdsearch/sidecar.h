/* sidecar.h - --sidecar FILE: what was asked of what, beside a table or a
 * picture that has no room to say it.
 *
 * cvdsearch/ may include base/ and search/search.h. */
#ifndef CVD_CVDSEARCH_SIDECAR_H
#define CVD_CVDSEARCH_SIDECAR_H

#include "cvdsearch/cli.h"

/* Write `about`, one JSON object such as cvd_about_json() makes, as a line to
 * the file of c->sidecar, replaced at once; nothing where that is NULL.  Call
 * it last: stdout is flushed before, and where not all was taken there is no
 * file, so that beside a file the answer is whole.
 *   CVD_EIO, CVD_ENOSPACE, CVD_ENOMEM */
enum cvd_status sidecar_put(const struct cli *c, struct cvd_str about,
                            struct cvd_err *err);

/* The same of `found`, the answer to c->request, as cvd_about_json() says
 * it. */
enum cvd_status sidecar_put_found(const struct cli *c,
                                  const struct cvd_result *found,
                                  const struct cvd_about_form *form,
                                  struct cvd_err *err);

/* A list that is no answer of a search: of what shares text, or is missing. */
struct sidecar_list {
    const char *subject;    /* "query", "id" */
    struct cvd_str asked;   /* as understood */
    uint64_t total;
    bool uncounted;         /* nobody knows the total */
    bool cut;
    struct cvd_edition edition;
    struct cvd_str more;    /* as cvd_about_form.more */
};

/* The same of a list, as cvd_about_json() says it. */
enum cvd_status sidecar_put_list(const struct cli *c,
                                 const struct sidecar_list *l,
                                 struct cvd_err *err);

#endif
