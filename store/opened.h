/* opened.h - what an open index holds.  Internal to store/. */
#ifndef CVD_STORE_OPENED_H
#define CVD_STORE_OPENED_H

#include "store/parts.h"
#include "store/xapian.h"

struct cvd_store {
    struct cvd_parts parts;
    struct cvd_terms *terms;
    struct cvd_clock clock;
    struct cvd_clock *at;    /* the clock, for whom all else is const */
};

#endif
