/* options.h - the options, as a table.  Internal to cvdsearch/. */
#ifndef CVD_CVDSEARCH_OPTIONS_H
#define CVD_CVDSEARCH_OPTIONS_H

#include "cvdsearch/cli.h"

enum option_id {
    O_INDEX, O_SERVER, O_FORMAT, O_LIMIT, O_OFFSET, O_SORT, O_FROM, O_TO,
    O_SYNONYMS, O_FACETS, O_UNIT, O_SPLIT, O_SERIES, O_MEASURE, O_DEPTH,
    O_DIRECTION, O_NODES, O_CHAINS, O_WIDTH, O_SAMPLE, O_SEED, O_COLUMNS,
    O_SIDECAR, O_ABOUT, O_COUNTS, O_STATE, O_PEEK, O_ALL, O_LIST, O_FORGET,
    O_FOLD, O_COLOR, O_HELP, O_VERSION, O_AGAINST, O_AROUND, O_UNITS,
    O_MIN_DOCUMENTS, O_UNDER, O_FILTER
};

struct option {
    const char *name;
    const char *arg;     /* NULL: takes none, or one of `choices` */
    const char *const *choices;
    const char *summary; /* NULL: not in --help */
    unsigned takes;      /* the CLI_TAKES_ bit a command must have, or 0 */
    enum option_id id;
    enum cvd_field field; /* of a filter */
};

/* The option called `name`, or a filter's, into *o. */
bool option_find(struct cvd_str name, struct option *o);

/* The orders that a command has to choose from; NULL: those of a search. */
const char *const *option_sorts(const struct cli_command *command);

/* Append the names of all facets, joined by commas. */
void option_facet_names(struct cvd_buf *out);

#endif
