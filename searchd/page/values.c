/* values.c - see values.h. */
#include "searchd/page/values.h"

size_t value_count(const struct cvd_doc *d, enum cvd_field f)
{
    size_t n = 0;

    for (size_t i = 0; i < d->value_count; i++)
        n += d->values[i].field == f;
    return n;
}

struct cvd_str value_campaign_name(const struct cvd_doc *d, size_t *at,
                                   struct cvd_str code)
{
    while (*at < d->value_count)
        if (d->values[(*at)++].field == CVD_F_CAMPAIGN_NAME)
            return d->values[*at - 1].value;
    return cvd_value_label(CVD_F_CAMPAIGN, code);
}
