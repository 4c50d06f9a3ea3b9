/* request.c - what is asked of a search. */
#include "base/limits.h"
#include "search/searcher.h"

static bool valid_date(struct cvd_str s)
{
    return s.len == 0 || cvd_date_valid(s);
}

enum cvd_status cvd_request_check(const struct cvd_request *r,
                                  struct cvd_err *err)
{
    if (r->limit > CVD_LIMIT_MAX)
        return cvd_fail(err, CVD_EUSAGE, "limit is at most %d",
                        CVD_LIMIT_MAX);
    if (r->offset > CVD_OFFSET_MAX)
        return cvd_fail(err, CVD_EUSAGE, "offset is at most %d",
                        CVD_OFFSET_MAX);
    if (!valid_date(r->from) || !valid_date(r->to))
        return cvd_fail(err, CVD_EUSAGE,
                        "a date is written 2023, 2023-08 or 2023-08-09");
    for (size_t i = 0; i < r->filter_count; i++)
        if (r->filters[i].field == CVD_F_YEAR &&
            (r->filters[i].value.len != 4 ||
             !cvd_date_valid(r->filters[i].value)))
            return cvd_fail(err, CVD_EUSAGE,
                            "a year is written with four figures");
    for (size_t i = 0; i < r->facet_count; i++)
        if (cvd_fields[r->facets[i]].kind != CVD_K_FACET &&
            cvd_fields[r->facets[i]].kind != CVD_K_DATE)
            return cvd_fail(err, CVD_EUSAGE, "'%s' is not a facet",
                            cvd_fields[r->facets[i]].name);
    return CVD_OK;
}

bool cvd_request_asks(const struct cvd_request *r)
{
    return r && (cvd_str_trim(r->query).len || r->filter_count ||
                 r->from.len || r->to.len);
}

bool cvd_request_filters(const struct cvd_request *r, enum cvd_field f)
{
    for (size_t i = 0; i < r->filter_count; i++)
        if (r->filters[i].field == f)
            return true;
    return false;
}
