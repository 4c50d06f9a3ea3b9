/* decode_parts.h - members of JSON objects, for whoever reads them.
 *
 * The first failure is kept in `status`, and every later call gives nothing:
 * look at it once, at the end.  A member that is missing or null is empty; of
 * another type than asked for, a failure. */
#ifndef CVD_CVDSEARCH_DECODE_PARTS_H
#define CVD_CVDSEARCH_DECODE_PARTS_H

#include "cvdsearch/decode.h"

#include <jansson.h>

struct decoding {
    struct cvd_strings **strings; /* what keeps the texts */
    enum cvd_status status;       /* CVD_OK, CVD_EINPUT, CVD_ENOMEM */
};

/* Read `json`, which must be an object; NULL on failure.  The caller owns it:
 * json_decref(). */
json_t *decode_begin(struct decoding *d, struct cvd_str json);

/* `count` zeroed elements of `size` bytes, one at least; NULL on failure. */
void *decode_room(struct decoding *d, size_t count, size_t size);

struct cvd_str decode_text(struct decoding *d, const json_t *object,
                           const char *key);
const char *decode_code(struct decoding *d, const json_t *object,
                        const char *key); /* NULL: none */
uint64_t decode_count(struct decoding *d, const json_t *object,
                      const char *key);
bool decode_bool(struct decoding *d, const json_t *object, const char *key);
double decode_real(struct decoding *d, const json_t *object,
                   const char *key);

/* Append the member to a buffer. */
void decode_add_text(struct decoding *d, const json_t *object,
                     const char *key, struct cvd_buf *out);

/* An array, which must be there; NULL on failure. */
const json_t *decode_list(struct decoding *d, const json_t *object,
                          const char *key);

/* An array of strings that may be missing: NULL then. */
const json_t *decode_texts(struct decoding *d, const json_t *object,
                           const char *key);

/* A string of such a list, or empty where it is null or past the end. */
struct cvd_str decode_text_at(struct decoding *d, const json_t *list,
                              size_t i);

/* Add the value, or all values of a list, to those of `doc`. */
void decode_value(struct decoding *d, const json_t *object, const char *key,
                  struct cvd_doc *doc, enum cvd_field f);
void decode_values(struct decoding *d, const json_t *object, const char *key,
                   struct cvd_doc *doc, enum cvd_field f);

/* "warnings"; returns how many. */
size_t decode_warnings(struct decoding *d, const json_t *root,
                       const char *out[CVD_WARNINGS_MAX]);

/* "index", which older servers do not name: all 0 then. */
struct cvd_edition decode_edition(struct decoding *d, const json_t *root);

/* What a hit and a document have in common: "id", "title" to "campaigns". */
void decode_common(struct decoding *d, const json_t *object,
                   struct cvd_doc *doc);

/* "resolution"; absent where it is none that is known. */
enum cvd_resolution decode_resolution(struct decoding *d,
                                      const json_t *object);

#endif
