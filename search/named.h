/* named.h - what the free words of a question name: a type, a running number,
 * a campaign, a province, a district, a year.  Internal to search/.
 *
 * Naming only ranks: a document that merely bears the words is found as
 * before. */
#ifndef CVD_SEARCH_NAMED_H
#define CVD_SEARCH_NAMED_H

#include "analyzers/campaigns.h"
#include "analyzers/places.h"
#include "search/query.h"

/* The provinces, and districts with their kind, that tokens [from, to) of any
 * text name: as cvd_places_find(), without what is more likely a word.  How
 * many, at most `max` matches looked at. */
size_t cvd_named_places(struct cvd_str text, const struct cvd_tokens *t,
                        size_t from, size_t to, bool any_marks,
                        struct cvd_place_match *out, size_t max);

/* Find what q's free words name and put it into q->named, in the order of the
 * tokens, none overlapping.  `own` may be NULL; `store` is asked for campaigns
 * that are on no list.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_query_name(struct cvd_store *store,
                               const struct cvd_campaign_list *own,
                               struct cvd_query *q, struct cvd_err *err);

#endif
