/* csv.h - tables for spreadsheets: RFC 4180, UTF-8.  Internal to search/.
 *
 * What a spreadsheet or a terminal would obey is made harmless here, and
 * nowhere else in search/. */
#ifndef CVD_SEARCH_CSV_H
#define CVD_SEARCH_CSV_H

#include "base/str.h"

/* Without it Excel takes UTF-8 for its own code page. */
#define CVD_CSV_BOM "\xEF\xBB\xBF"

/* Append column `col`, counted from 0, of a line: `raw` is valid UTF-8.
 * Control characters and marks that turn the direction of writing become
 * U+FFFD, CR LF a line feed.  A value that a spreadsheet would take for a
 * formula, one that begins with = + - @, their full-width forms, tab or a
 * line break, has an apostrophe before it (OWASP, CSV Injection); no column
 * of ours holds negative numbers, so what begins with - is text.
 * CVD_ENOMEM. */
enum cvd_status cvd_csv_cell(struct cvd_buf *out, size_t col,
                             struct cvd_str raw);

/* End the line.  CVD_ENOMEM. */
enum cvd_status cvd_csv_end(struct cvd_buf *out);

#endif
