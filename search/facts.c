/* facts.c - see facts.h. */
#include "search/facts.h"

enum cvd_status cvd_facts_keep(const struct cvd_doc *d,
                               struct cvd_strings **strings,
                               struct cvd_facts *out)
{
    struct cvd_str no_title = { NULL, 0 };
    struct {
        struct cvd_str s, *to;
    } const parts[] = {
        { d->id, &out->id },
        /* Where a text says none, the id stands for it in the store. */
        { cvd_str_equal(d->title, d->id) ? no_title : d->title, &out->title },
        { cvd_doc_value(d, CVD_F_NUMBER), &out->number },
        { cvd_doc_value(d, CVD_F_DATE), &out->date },
        { cvd_doc_value(d, CVD_F_ISSUER), &out->issuer },
        { cvd_doc_value(d, CVD_F_PROVINCE), &out->province },
    };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (cvd_strings_keep(strings, parts[i].s, parts[i].to) != CVD_OK)
            return CVD_ENOMEM;
    return CVD_OK;
}

void cvd_put_facts(struct cvd_json *j, const struct cvd_facts *f)
{
    cvd_json_key(j, "id");
    cvd_json_str(j, f->id);
    cvd_put_named(j, "title", f->title);
    cvd_put_named(j, "number", f->number);
    cvd_put_named(j, "date", f->date);
    cvd_put_named(j, "issuer", f->issuer);
    cvd_put_province(j, f->province);
}
