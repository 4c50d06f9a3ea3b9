/* json_parts.h - pieces of JSON that several answers have.  Internal to
 * search/. */
#ifndef CVD_SEARCH_JSON_PARTS_H
#define CVD_SEARCH_JSON_PARTS_H

#include "base/json.h"
#include "search/citations.h"
#include "search/search.h"

/* A string; null where it is empty. */
void cvd_put_string(struct cvd_json *j, struct cvd_str s);
void cvd_put_named(struct cvd_json *j, const char *key, struct cvd_str s);

/* The first value of a field, or null; all of them as a list. */
void cvd_put_value(struct cvd_json *j, const char *key,
                   const struct cvd_doc *d, enum cvd_field f);
void cvd_put_values(struct cvd_json *j, const char *key,
                    const struct cvd_doc *d, enum cvd_field f);

/* "province" and "province_name", which is null where no table has the code. */
void cvd_put_province(struct cvd_json *j, struct cvd_str code);

/* What a hit and a document have in common: "title" to "campaigns", "cites" and
 * "cited_by". */
void cvd_put_common(struct cvd_json *j, const struct cvd_doc *d,
                    uint64_t cited_by);

/* "duplicates": how many copies of it there are, null if they were not
 * counted. */
void cvd_put_copies(struct cvd_json *j, bool counted, unsigned copies);

/* "index": the edition an answer is of. */
void cvd_put_edition(struct cvd_json *j, const struct cvd_edition *e);

/* "complete": whether an answer was not cut short. */
void cvd_put_complete(struct cvd_json *j, const struct cvd_result *r);

/* "understood", "warnings", "facets" of an answer. */
void cvd_put_understood(struct cvd_json *j, const struct cvd_result *r);
void cvd_put_warnings(struct cvd_json *j, const struct cvd_result *r);
void cvd_put_warning_list(struct cvd_json *j, const char *const *warnings,
                          size_t count);
void cvd_put_facets(struct cvd_json *j, const struct cvd_result *r);

/* "citations" of a document, as a list. */
void cvd_put_citations(struct cvd_json *j, const struct cvd_citations *c);

#endif
