/* cited.h - references on the pages of a document and a number.  Internal to
 * searchd/page/. */
#ifndef CVD_SEARCHD_PAGE_CITED_H
#define CVD_SEARCHD_PAGE_CITED_H

#include "searchd/page/links.h"

/* The text of a document, in which each reference is a link and what was
 * sought is marked: the first mark of place N has the id "hit-N", each of it
 * data-hit.  References whose offsets lie outside the text, or on one that came
 * before, are passed over; a mark that crosses the edge of a link is written
 * in pieces. */
void cited_in_text(struct pen *w, struct cvd_str text,
                   const struct cvd_citations *c,
                   const struct cvd_marks *marks);

/* What a document cites: an entry for each, with the id "cite-N", N from 1 in
 * the order of `c`. */
void cited_by_document(struct pen *w, const struct cvd_citations *c);

/* The documents that cite one, as far as they are listed, each with the
 * sentence in which it does, where a hit of `quotes` (may be NULL) has it. */
void cited_citers(struct pen *w, const struct cvd_cited *c,
                  const struct cvd_result *quotes);

/* A document of the archive: a link, and what is known of it. */
void cited_held(struct pen *w, const struct cvd_held *h);

/* Type, date, issuer, province of what is cited, as far as known. */
struct cited_facts {
    struct cvd_str type, date, issuer, province;
};
void cited_facts(struct pen *w, const struct cited_facts *f);

#endif
