/* export_columns.h - what of a hit is exported.  Internal to search/. */
#ifndef CVD_SEARCH_EXPORT_COLUMNS_H
#define CVD_SEARCH_EXPORT_COLUMNS_H

#include "base/json.h"
#include "search/search.h"

enum { CVD_COLUMNS_MAX = 32 }; /* no column twice: as many as there are */

/* Columns chosen, by their row in the table of export_columns.c. */
struct cvd_columns {
    uint8_t list[CVD_COLUMNS_MAX];
    size_t count;
    bool with_text, with_cited_by; /* they cost: asked for only if chosen */
};

/* Read names joined by commas; none: those of a hit.
 *   CVD_EUSAGE  not a column, or one twice: err names it */
enum cvd_status cvd_columns_parse(struct cvd_str names,
                                  struct cvd_columns *out,
                                  struct cvd_err *err);

/* Append the names as a line of csv; as a list.  CVD_ENOMEM. */
enum cvd_status cvd_columns_csv(const struct cvd_columns *c,
                                struct cvd_buf *out);
void cvd_columns_json(const struct cvd_columns *c, struct cvd_json *j);

/* Append a document as a line of csv, as a line of JSON.  CVD_ENOMEM. */
enum cvd_status cvd_columns_csv_row(const struct cvd_columns *c,
                                    const struct cvd_doc *d,
                                    uint64_t cited_by, struct cvd_buf *out);
enum cvd_status cvd_columns_json_row(const struct cvd_columns *c,
                                     const struct cvd_doc *d,
                                     uint64_t cited_by, struct cvd_buf *out);

#endif
