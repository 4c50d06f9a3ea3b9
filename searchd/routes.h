/* routes.h - what is answered where: one table for routing, scopes, known
 * parameters and the labels of /metrics. */
#ifndef CVD_SEARCHD_ROUTES_H
#define CVD_SEARCHD_ROUTES_H

#include "searchd/call.h"
#include "searchd/tokens.h"

struct route {
    const char *path;     /* a step "*" is any text that is not empty */
    call_fn *answer;
    unsigned scope;       /* of enum token_scope; 0: open to all */
    unsigned flags;       /* ROUTE_... */
    const char *params;   /* names between blanks; NULL: none */
};

enum {
    ROUTE_INDEX = 1,      /* takes a worker */
    ROUTE_FILTERS = 2,    /* and the filters of the field table as params */
    ROUTE_PAGE = 4,       /* for people: its errors are pages */
    ROUTE_TAGGED = 8,     /* ETag and conditional GET */
    ROUTE_WARNS = 16,     /* its answer has "warnings" of its own */
    ROUTE_STUDY = 256,    /* goes through the text of all that is found: has a
                             deadline of its own, and not every thread */
    ROUTE_LONG = 64,      /* takes long, with an index of its own */
    ROUTE_STATIC = 32,    /* its answer never changes, and is made once */
    ROUTE_KEPT = 128      /* answers are kept for who asks the same: recall.c
                             says what they may depend on */
};

extern const struct route routes[];
extern const size_t route_count;

/* The label of requests that fit no route is names[route_count]. */
extern const char *const *route_names(void);

/* The route of `uri`, or NULL. */
const struct route *route_find(const struct uri *uri);

/* Append a warning that names the parameters of `uri` that `route` does not
 * know, nothing where it knows all.  CVD_ENOMEM. */
enum cvd_status route_unknown(const struct route *route,
                              const struct uri *uri, struct cvd_buf *out);

#endif
