/* describe.h - a document's fields: what its source gave, else what its text
 * says.  Internal to indexer/. */
#ifndef CVD_INDEXER_DESCRIBE_H
#define CVD_INDEXER_DESCRIBE_H

#include "indexer/understand.h"

/* What both ways in have in common once the text is NFC. */
struct cvd_subject {
    struct cvd_str id, text, path, sha256, encoding, format;
    bool has_title;
    struct cvd_str title;         /* NFC, in one line */
    const struct cvd_metadata *given;
};

/* The name under CVD_F_GIVEN that says the title was given. */
extern const char cvd_title_name[];

/* ---- parts of it: describe.c ----------------------------------------- */

/* Keep a value to be stored, cut to CVD_FIELD_BYTES_MAX; an empty one and
 * what is beyond the limit of all values are passed over.  CVD_ENOMEM. */
enum cvd_status cvd_keep(struct cvd_understood *u, enum cvd_field field,
                         struct cvd_str value);
enum cvd_status cvd_keep_text(struct cvd_understood *u, enum cvd_field field,
                              const char *value);

/* Add the code of `value` as a term; keep the value as well.  CVD_ENOMEM. */
enum cvd_status cvd_add_slug(struct cvd_understood *u, enum cvd_field field,
                             struct cvd_str value);
enum cvd_status cvd_keep_named(struct cvd_understood *u,
                               enum cvd_field field, struct cvd_str value);

/* Whether the source gave `field`, be it without a value; what it gave,
 * value by value (*i, from 0, counts on; false after the last); the first of
 * them, else `found`. */
bool cvd_is_given(const struct cvd_subject *s, enum cvd_field field);
bool cvd_next_given(const struct cvd_subject *s, enum cvd_field field,
                    size_t *i, struct cvd_str *value);
struct cvd_str cvd_given_or(const struct cvd_subject *s,
                            enum cvd_field field, struct cvd_str found);

/* ---- describe_numbers.c ---------------------------------------------- */

/* Set u->number: as given, or from the head.  CVD_ENOMEM. */
enum cvd_status cvd_find_own_number(struct cvd_understood *u,
                                    const struct cvd_subject *s);

/* Number, symbol and what the document is known by; needs u->date and
 * u->seat.  CVD_ENOMEM. */
enum cvd_status cvd_describe_number(struct cvd_understood *u,
                                    const struct cvd_subject *s);
enum cvd_status cvd_describe_references(struct cvd_understood *u,
                                        const struct cvd_subject *s);
enum cvd_status cvd_describe_mentions(struct cvd_understood *u);

/* ---- describe_seat.c ------------------------------------------------- */

/* Set u->seat; needs u->date.  CVD_ENOMEM. */
enum cvd_status cvd_find_seat(struct cvd_understood *u,
                              const struct cvd_subject *s);
enum cvd_status cvd_describe_province(struct cvd_understood *u,
                                      const struct cvd_subject *s);
enum cvd_status cvd_describe_district(struct cvd_understood *u,
                                      const struct cvd_subject *s);

/* ---- all of it ------------------------------------------------------- */

/* Read s->text, whose tokens are u->tokens, and set the values and terms of
 * u->doc.  CVD_ENOMEM. */
enum cvd_status cvd_describe(struct cvd_understood *u,
                             const struct cvd_subject *s);

#endif
