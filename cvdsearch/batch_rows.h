/* batch_rows.h - what queries found, as rows: csv, tsv, jsonl, a run of TREC.
 *
 * cvdsearch/ may include base/ and search/search.h. */
#ifndef CVD_CVDSEARCH_BATCH_ROWS_H
#define CVD_CVDSEARCH_BATCH_ROWS_H

#include "cvdsearch/batch_lines.h"
#include "cvdsearch/cli.h"

enum { BATCH_COLUMNS_MAX = 20 }; /* as many as there are */

/* Columns chosen, by their row in the table of batch_rows.c. */
struct batch_columns {
    uint8_t list[BATCH_COLUMNS_MAX];
    size_t count;
    bool with_total, with_snippet; /* they cost: asked for only if chosen */
};

/* Read names joined by commas; NULL: all that cost nothing, and the total.
 *   CVD_EUSAGE  not a column, or one twice; err names it */
enum cvd_status batch_columns_read(const char *names,
                                   struct batch_columns *out,
                                   struct cvd_err *err);

/* Append their names as a list of JSON.  CVD_ENOMEM. */
enum cvd_status batch_columns_json(const struct batch_columns *b,
                                   struct cvd_buf *out);

/* Write the line of names, where the format has one.  CVD_ENOMEM. */
enum cvd_status batch_rows_begin(enum cli_format format,
                                 const struct batch_columns *b);

/* Write, as c->format and c->request.sort say, a row for each hit of `r`,
 * ranked from 1 on, and one without a rank where there is none; of a run no
 * such.  CVD_ENOMEM. */
enum cvd_status batch_rows_put(const struct cli *c,
                               const struct batch_columns *b,
                               const struct batch_query *q,
                               const struct cvd_result *r);

/* The table of counts: its line of names, where the format has one; the line
 * of a query.  Appended; CLI_CSV, CLI_TSV or CLI_JSONL.  CVD_ENOMEM. */
enum cvd_status batch_counts_begin(enum cli_format format,
                                   struct cvd_buf *out);
enum cvd_status batch_counts_add(enum cli_format format,
                                 const struct batch_query *q,
                                 const struct cvd_result *r,
                                 struct cvd_buf *out);

#endif
