/* query_count.h - what an answered query counts as.
 *
 * searchd/ may include base/, search/search.h and libmicrohttpd. */
#ifndef CVD_SEARCHD_QUERY_COUNT_H
#define CVD_SEARCHD_QUERY_COUNT_H

#include <stdbool.h>

/* What a query asks by; the first that holds. */
enum query_kind {
    QUERY_NUMBER,   /* a document number is in it */
    QUERY_NAMED,    /* a province, campaign, type or year is */
    QUERY_WORDS,
    QUERY_BROWSE,   /* no words: filters alone, or nothing */
    QUERY_KINDS
};

struct query_count {
    bool asked;     /* false: no query, and the rest says nothing */
    enum query_kind kind;
    bool empty;     /* it found nothing */
    bool cut_short; /* at its deadline */
};

#endif
