/* facts.h - what is told of a document among others.  Internal to search/. */
#ifndef CVD_SEARCH_FACTS_H
#define CVD_SEARCH_FACTS_H

#include "search/json_parts.h"
#include "search/reuse.h"

/* Keep those of `d` in *strings.  CVD_ENOMEM. */
enum cvd_status cvd_facts_keep(const struct cvd_doc *d,
                               struct cvd_strings **strings,
                               struct cvd_facts *out);

/* "id" to "province_name". */
void cvd_put_facts(struct cvd_json *j, const struct cvd_facts *f);

#endif
