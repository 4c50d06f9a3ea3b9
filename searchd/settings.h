/* settings.h - what the daemon was told: a file, the environment, flags.
 *
 * searchd/ may include base/, search/search.h and libmicrohttpd.
 *
 * Each setting is a row of one table.  A later source replaces what an
 * earlier one says: the default, the file of --config, CVD_INDEX (the index
 * only), flags.  man/cvdsearchd.8 describes them.  Not thread-safe while it
 * is read; afterwards nothing changes. */
#ifndef CVD_SEARCHD_SETTINGS_H
#define CVD_SEARCHD_SETTINGS_H

#include "search/search.h"
#include "search/search.h"
#include "searchd/clients.h"
#include "searchd/limits.h"
#include "searchd/log.h"

#include <stdio.h>

struct settings_list {
    char **list;  /* owned strings */
    size_t count, cap;
};

/* Zero-initialise; release with settings_release(). */
struct settings {
    struct settings_list index;  /* at least one */
    char *listen_host;           /* a name or an address without brackets;
                                    empty: every address of this machine */
    unsigned listen_port;        /* 0: any that is free */
    unsigned threads;            /* queries at once */
    unsigned deadline_ms;        /* of a query */
    unsigned study_deadline_ms;  /* of one that goes through all the text;
                                    half the threads may have such */
    unsigned cache_mb;           /* for answers that are kept; 0: none */
    unsigned connections;        /* open at once, in all */
    unsigned connections_per_address; /* by client_key(); 0: no limit.  Not
                                    for client_trusted() ones */
    char *tls_certificate;       /* PEM files; both or neither are NULL */
    char *tls_key;
    char *tokens;                /* file, or NULL */
    char *synonyms;              /* file, or NULL */
    struct settings_list originals; /* directories: originals.h */
    struct client_ranges trusted_proxies;
    struct settings_list cors_origins; /* "https://example.vn", or "*" alone */
    unsigned log_level;          /* of enum log_level */
    bool access_log;             /* a line a request */
};

enum settings_task {
    SETTINGS_RUN,
    SETTINGS_CHECK,   /* --check-config: settings_check(), and say so */
    SETTINGS_HELP,    /* --help: settings_print_help() */
    SETTINGS_VERSION  /* --version */
};

/* Read all sources; `env_index` is the value of CVD_INDEX, NULL or empty
 * where it is not set.  For SETTINGS_HELP and SETTINGS_VERSION nothing more
 * is read, and *out stays as it was.
 *   CVD_EUSAGE    an unknown setting, a bad value, a file that cannot be
 *                 read: exit status 2
 *   CVD_ENOINDEX  no index given: 3
 *   CVD_ENOMEM */
enum cvd_status settings_read(struct settings *out, int argc, char **argv,
                              const char *env_index,
                              enum settings_task *task, struct cvd_err *err);
void settings_release(struct settings *s);

/* The settings in file `path`, over what *s has.  Lines "key = value", and
 * '#' before a comment.  Messages begin with "PATH: line N: ".
 *   CVD_EUSAGE, CVD_ENOMEM */
enum cvd_status settings_read_file(struct settings *s, const char *path,
                                   struct cvd_err *err);

/* See whether the files and the index named can be used; logs what the
 * loading of each warns of.
 *   CVD_EUSAGE    a file cannot: exit status 2
 *   as cvd_searcher_open(): 3 */
enum cvd_status settings_check(const struct settings *s,
                               struct cvd_err *err);

/* Read the list of synonyms that the settings name into *out; NULL where they
 * name none.  The caller owns it: cvd_synonyms_close().
 *   CVD_EUSAGE  it cannot be read or understood
 *   CVD_ENOMEM */
enum cvd_status settings_load_synonyms(const struct settings *s,
                                       struct cvd_synonym_list **out,
                                       struct cvd_err *err);

/* Log a warning for what is allowed and likely not meant: listening at
 * `bound`, where others reach it, without TLS or without tokens. */
void settings_warn(const struct settings *s, const struct sockaddr *bound);

/* How it is called, with every flag and its default. */
void settings_print_help(FILE *out);

#endif
