/* settings_rows.h - the table of settings, for the files that read it.
 *
 * searchd/ may include base/, search/search.h and libmicrohttpd. */
#ifndef CVD_SEARCHD_SETTINGS_ROWS_H
#define CVD_SEARCHD_SETTINGS_ROWS_H

#include "searchd/settings.h"

enum settings_kind {
    SETTINGS_TEXT,     /* char * */
    SETTINGS_TEXTS,    /* struct settings_list; one at a time */
    SETTINGS_ORIGINS,  /* struct settings_list, commas between */
    SETTINGS_RANGES,   /* struct client_ranges, commas between */
    SETTINGS_NUMBER,   /* unsigned */
    SETTINGS_LEVEL,    /* unsigned, of enum log_level */
    SETTINGS_YES_NO,   /* bool */
    SETTINGS_LISTEN    /* listen_host and listen_port */
};

struct settings_row {
    const char *name;     /* in the file, and after "--" */
    const char *arg;
    const char *standard; /* as one would write it; NULL: none */
    const char *summary;
    enum settings_kind kind;
    size_t at;            /* in struct settings */
    unsigned min, max;    /* of a number */
};

enum { SETTINGS_ROWS = 17 };
extern const struct settings_row settings_rows[SETTINGS_ROWS];

/* The number of the row called `name`, or SETTINGS_ROWS. */
size_t settings_find(struct cvd_str name);

/* Whether a setting may be said again to say more. */
bool settings_is_list(const struct settings_row *row);

/* Set what `row` says to `value`; of a list, add to it.  The message begins
 * with the row's name.
 *   CVD_EUSAGE, CVD_ENOMEM */
enum cvd_status settings_take(struct settings *s,
                              const struct settings_row *row,
                              struct cvd_str value, struct cvd_err *err);

/* A file that a setting names and that cannot be used: the setting is
 * wrong. */
static inline enum cvd_status settings_as_usage(enum cvd_status st,
                                                struct cvd_err *err)
{
    if (st == CVD_ENOMEM)
        return st;
    if (err)
        err->status = CVD_EUSAGE;
    return CVD_EUSAGE;
}

/* Empty a list. */
void settings_forget(struct settings *s, const struct settings_row *row);

#endif
