/* sidecar.c - see sidecar.h. */
#include "cvdsearch/sidecar.h"
#include "base/file.h"

enum cvd_status sidecar_put(const struct cli *c, struct cvd_str about,
                            struct cvd_err *err)
{
    struct cvd_buf line = { 0 };

    if (!c->sidecar || !out_flush())
        return CVD_OK; /* out_close() says why not */
    enum cvd_status st = cvd_buf_add(&line, about);
    if (st == CVD_OK)
        st = cvd_buf_add_char(&line, '\n');
    st = st == CVD_OK ? cvd_file_replace(c->sidecar, cvd_buf_str(&line), err)
                      : cvd_fail(err, st, "out of memory");
    cvd_buf_release(&line);
    return st;
}

enum cvd_status sidecar_put_found(const struct cli *c,
                                  const struct cvd_result *found,
                                  const struct cvd_about_form *form,
                                  struct cvd_err *err)
{
    struct cvd_buf about = { 0 };

    if (!c->sidecar)
        return CVD_OK;
    enum cvd_status st = cvd_about_json(found, &c->request, form, &about);
    st = st == CVD_OK ? sidecar_put(c, cvd_buf_str(&about), err)
                      : cvd_fail(err, st, "out of memory");
    cvd_buf_release(&about);
    return st;
}

enum cvd_status sidecar_put_list(const struct cli *c,
                                 const struct sidecar_list *l,
                                 struct cvd_err *err)
{
    struct cvd_result found = { .total = l->total, .total_is_exact = true,
                                .cut_short = l->cut, .edition = l->edition };
    struct cvd_about_form form = { .subject = l->subject, .more = l->more,
                                   .uncounted = l->uncounted };
    enum cvd_status st = cvd_buf_add(&found.query, l->asked);

    st = st == CVD_OK ? sidecar_put_found(c, &found, &form, err)
                      : cvd_fail(err, st, "out of memory");
    cvd_buf_release(&found.query);
    return st;
}
