/* output.h - standard output: data only, and its write is checked.
 *
 * cvdsearch/ may include base/ and search/search.h.
 *
 * Writes go through stdio; the reason of the first that fails is kept, and
 * out_close() says it.  Nothing but these functions writes to stdout. */
#ifndef CVD_CVDSEARCH_OUTPUT_H
#define CVD_CVDSEARCH_OUTPUT_H

#include "base/str.h"

void out_char(char c);
void out_text(const char *s);
void out_str(struct cvd_str s);
void out_printf(const char *fmt, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 1, 2)))
#endif
    ;

/* Write JSON and a newline; what a terminal would obey is escaped. */
void out_json(struct cvd_str json);

/* The same of what was made with `st`, which is returned: nothing if that
 * failed.  *json is released. */
enum cvd_status out_made_json(enum cvd_status st, struct cvd_buf *json);

/* Flush; whether all was taken so far. */
bool out_flush(void);

/* Flush and close.  False, having said why, when not all was taken. */
bool out_close(void);

#endif
