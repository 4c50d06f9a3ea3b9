/* params.h - from the parameters of an address to a request. */
#ifndef CVD_SEARCHD_PARAMS_H
#define CVD_SEARCHD_PARAMS_H

#include "search/research.h"
#include "search/search.h"
#include "searchd/uri.h"

enum {
    PARAMS_DATE_MAX = sizeof "2023-08-09",
    PARAMS_LIMIT = 10,    /* hits, where ?limit= says nothing */
    PARAMS_NUMBER_MAX = 999999999
};

/* Strings borrow from the uri. */
struct params {
    struct cvd_request request;
    struct cvd_filter filters[URI_PARAMS_MAX];
    enum cvd_field facets[CVD_F_COUNT];
    char from[PARAMS_DATE_MAX], to[PARAMS_DATE_MAX]; /* params_dates() */
    unsigned sort;        /* which of the names params_read() was given */
    enum cvd_time_unit unit;
};

/* Whether `name` is one of those in `list`, between blanks; NULL: none. */
bool params_listed(const char *list, struct cvd_str name);

/* Read those of q, limit, offset, sort, from, to, facets, fold and unit that
 * are `known`, a list, and the filters, as far as they are there; *out points
 * into itself, so it is not to be moved.  `sorts` (ends in NULL) are the names of
 * the orders, as enum cvd_sort; NULL: those of a search.  With others, ?limit=
 * is left to who asks, who may allow more than CVD_LIMIT_MAX.
 *   CVD_EUSAGE  a value that is none, named */
enum cvd_status params_read(struct params *out, const struct uri *uri,
                            const char *known, const char *const *sorts,
                            struct cvd_err *err);

/* Take the request's dates as people write them on a page: 31/12/2020,
 * 12/2020, with '-' or '.' too; *p now has them as 2020-12-31 and is not to be
 * moved.  What is no such date stays, for cvd_search() to refuse. */
void params_dates(struct params *p);

/* The value of number `name`, at most `max`; `otherwise` where there is none.
 *   CVD_EUSAGE */
enum cvd_status params_number(const struct uri *uri, const char *name,
                              unsigned max, unsigned otherwise,
                              unsigned *out, struct cvd_err *err);

/* Which of `choices` (ends in NULL) parameter `name` is; 0 where there is
 * none.
 *   CVD_EUSAGE */
enum cvd_status params_choice(const struct uri *uri, const char *name,
                              const char *const *choices, unsigned *out,
                              struct cvd_err *err);

/* Whether parameter `name` is 1; 0 where there is none.
 *   CVD_EUSAGE */
enum cvd_status params_yes(const struct uri *uri, const char *name,
                           bool *out, struct cvd_err *err);

#endif
