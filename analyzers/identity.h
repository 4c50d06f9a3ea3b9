/* identity.h - which document a number means: one number is not one document.
 *
 * Every province has a 37-KH/TU, and State numbers begin anew each year, so a
 * document is known by its number, its date and where its issuer sits, each
 * as far as known.  An identity is a term: KEY@DATE@SEAT, such as
 * "37-kh-tu@2021-10-25@dak-lak": the number's folded key; the ISO date at its
 * precision; "tw" of a central body, a province's code, or that and a
 * district's name as a code ("ha-tinh/duc-tho"); "khanh-hoa+" is one of the
 * provinces that today's Khánh Hòa was made of.  What is not known is "-". */
#ifndef CVD_ANALYZERS_IDENTITY_H
#define CVD_ANALYZERS_IDENTITY_H

#include "analyzers/places.h"
#include "analyzers/references.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The parts of an identity; they borrow from it. */
struct cvd_identity {
    struct cvd_str key, date, seat; /* date and seat empty: unknown */
};

/* Where a document sits whose stored fields say: code of the issuer's province,
 * its district ("huyện Đức Thọ"), the issuer's name; each may be empty.  It is
 * where the indexer found it to sit.  CVD_ENOMEM. */
enum cvd_status cvd_identity_seat(struct cvd_str province,
                                  struct cvd_str district,
                                  struct cvd_str issuer,
                                  const struct cvd_date *date,
                                  struct cvd_seat *out);

/* Append the identity of a document with number `n`, dated `date` (may be
 * NULL), whose issuer sits at `seat` (may be NULL) or is a central body.
 * Nothing is appended where the number is blank.  CVD_ENOMEM. */
enum cvd_status cvd_identity_of_document(const struct cvd_number *n,
                                         const struct cvd_date *date,
                                         const struct cvd_seat *seat,
                                         struct cvd_buf *out);

/* Append the identity that reference `r` in `text` gives: its issuer as
 * written, else by its symbol; "của Tỉnh ủy" is that of the citing document's
 * own province, whose seat is `own` (may be NULL), or one of those that it was
 * made of, where the reference may be older than the merger of 2025.  Nothing
 * where the number is blank or stands alone ("Kế hoạch 37").  CVD_ENOMEM. */
enum cvd_status cvd_identity_of_reference(struct cvd_str text,
                                          const struct cvd_reference *r,
                                          const struct cvd_seat *own,
                                          struct cvd_buf *out);

/* The level (a bit of enum cvd_agency_level) of the body that `issuer` names,
 * as far as its words say: the lowest of those it names, or a central one;
 * *out 0 where they do not say.  A thành ủy is a province's where
 * `city_is_province`.  CVD_ENOMEM. */
enum cvd_status cvd_identity_level(struct cvd_str issuer,
                                   bool city_is_province, unsigned *out);

/* Take an identity apart; false where `term` is none. */
bool cvd_identity_parse(struct cvd_str term, struct cvd_identity *out);

enum cvd_sameness {
    CVD_DIFFERENT,  /* a part contradicts */
    CVD_POSSIBLE,   /* nothing contradicts, nothing but the number says so */
    CVD_LIKELY,     /* the date or the seat agrees, the other is unknown */
    CVD_SAME        /* date to the day, and no other seat; or a number that
                       has its year and a seat that agrees, whatever the
                       date */
};

/* How far two identities may be one document. */
enum cvd_sameness cvd_identity_compare(const struct cvd_identity *a,
                                       const struct cvd_identity *b);

#ifdef __cplusplus
}
#endif
#endif
