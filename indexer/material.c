/* material.c - see understand.h. */
#include "indexer/understand.h"

enum cvd_status cvd_material_hash(struct cvd_material *m,
                                  unsigned char content[16])
{
    struct cvd_buf all = { 0 };
    unsigned char sha[32];

    cvd_sha256(m->bytes, m->sha);
    enum cvd_status st = cvd_buf_add_bytes(&all, m->sha, sizeof m->sha);
    /* Lengths before the strings: no two materials run together alike. */
    if (st == CVD_OK)
        st = cvd_buf_printf(&all, "%d %zu ", m->has_title, m->title.len);
    if (st == CVD_OK && m->has_title)
        st = cvd_buf_add(&all, m->title);
    for (int f = 0; f < CVD_F_COUNT && m->given && st == CVD_OK; f++)
        if (m->given->given[f])
            st = cvd_buf_printf(&all, "%s ", cvd_fields[f].name);
    for (size_t i = 0; m->given && i < m->given->count && st == CVD_OK;
         i++) {
        struct cvd_value v = cvd_metadata_value(m->given, i);
        st = cvd_buf_printf(&all, "%s %zu ", cvd_fields[v.field].name,
                            v.value.len);
        if (st == CVD_OK)
            st = cvd_buf_add(&all, v.value);
    }
    if (st == CVD_OK) {
        cvd_sha256(cvd_buf_str(&all), sha);
        memcpy(content, sha, 16);
    }
    cvd_buf_release(&all);
    return st;
}

