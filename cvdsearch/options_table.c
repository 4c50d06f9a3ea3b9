/* options_table.c - the options: one table for reading, checking and
 * --help. */
#include "cvdsearch/options.h"

enum { SUMMARY_AT = 24 /* column, in --help */ };

const char *const cli_format_names[] = { "text", "json", "jsonl", "csv",
                                         "tsv",  "dot",  "graphml",
                                         "trec", "atom", "svg", NULL };
/* As enum cli_color and enum cvd_sort. */
static const char *const color_names[] = { "auto", "always", "never", NULL };
static const char *const sort_names[] = { "relevance", "newest", "oldest",
                                          NULL };
/* As enum cvd_time_unit. */
static const char *const unit_names[] = { "auto", "year", "quarter", "month",
                                          NULL };

/* As enum cvd_split and enum cvd_measure. */
static const char *const split_names[] = { "none",     "province", "district",
                                           "campaign", "type",     "issuer",
                                           NULL };
static const char *const measure_names[] = {
    "count", "per-thousand", "per-thousand-of-split", NULL
};

/* As enum cvd_direction. */
static const char *const direction_names[] = { "out", "in", "both", NULL };

/* The filters are not here: they are the rows of cvd_fields. */
static const struct option options[] = {
    { "index", "DIR", NULL, "the index to ask; else CVD_INDEX", 0, O_INDEX, 0 },
    { "server", "URL", NULL, "the cvdsearchd to ask instead; else CVD_SERVER",
      0, O_SERVER, 0 },
    { "format", NULL, cli_format_names, "how to print", CLI_TAKES_FORMAT,
      O_FORMAT, 0 },
    { "limit", "N", NULL, "at most N of them; ", /* what else follows */
      CLI_TAKES_LIMIT, O_LIMIT, 0 },
    { "offset", "N", NULL, "pass over the first N", CLI_TAKES_OFFSET,
      O_OFFSET, 0 },
    { "sort", NULL, sort_names, "the order", CLI_TAKES_SORT, O_SORT, 0 },
    { "from", "DATE", NULL, "dated DATE or later: 2023, 2023-08, 2023-08-09",
      CLI_TAKES_FILTERS, O_FROM, 0 },
    { "to", "DATE", NULL, "dated DATE or earlier", CLI_TAKES_FILTERS, O_TO,
      0 },
    { "synonyms", "FILE", NULL, "abbreviations and other forms of your own",
      CLI_TAKES_FILTERS, O_SYNONYMS, 0 },
    { "facets", "LIST", NULL, "count by any of: ", /* names follow */
      CLI_TAKES_FACETS, O_FACETS, 0 },
    { "unit", NULL, unit_names, "count by; auto: months of up to 3 years",
      CLI_TAKES_UNIT, O_UNIT, 0 },
    { "split", NULL, split_names, "count each value apart",
      CLI_TAKES_UNIT, O_SPLIT, 0 },
    { "series", "N", NULL, "so many values, the most frequent; 8 if not given",
      CLI_TAKES_UNIT, O_SERIES, 0 },
    { "measure", NULL, measure_names, "what is drawn, as text and svg",
      CLI_TAKES_UNIT, O_MEASURE, 0 },
    { "depth", "N", NULL, "steps from citation to citation; 1, or 3 of chains",
      CLI_TAKES_GRAPH, O_DEPTH, 0 },
    { "direction", NULL, direction_names,
      "to what is cited, to who cites, or both (if not given)",
      CLI_TAKES_GRAPH, O_DIRECTION, 0 },
    { "nodes", "N", NULL, "at most N documents; 500 if not given",
      CLI_TAKES_GRAPH, O_NODES, 0 },
    { "chains", NULL, NULL, "the ways down from the centre; text, json, csv",
      CLI_TAKES_GRAPH, O_CHAINS, 0 },
    { "width", "N", NULL, "characters before the words found, and behind",
      CLI_TAKES_LINES, O_WIDTH, 0 },
    { "sample", "N", NULL, "N of the lines, by chance", CLI_TAKES_LINES,
      O_SAMPLE, 0 },
    { "seed", "N", NULL, "which chance: the same N, the same lines",
      CLI_TAKES_LINES, O_SEED, 0 },
    { "columns", "LIST", NULL, "what of a document, joined by commas",
      CLI_TAKES_COLUMNS, O_COLUMNS, 0 },
    { "sidecar", "FILE", NULL, "write what was asked of what to FILE",
      CLI_TAKES_SIDECAR, O_SIDECAR, 0 },
    { "about", NULL, NULL, "jsonl: the same as a first line",
      CLI_TAKES_ABOUT, O_ABOUT, 0 },
    { "counts", "FILE", NULL, "write how many each query finds to FILE",
      CLI_TAKES_COUNTS, O_COUNTS, 0 },
    { "state", "FILE", NULL, "what was there last time; else below "
      "XDG_STATE_HOME", CLI_TAKES_WATCH, O_STATE, 0 },
    { "peek", NULL, NULL, "leave it as it is: the next time tells the same",
      CLI_TAKES_WATCH, O_PEEK, 0 },
    { "all", NULL, NULL, "the first time: list what is there",
      CLI_TAKES_WATCH, O_ALL, 0 },
    { "list", NULL, NULL, "list what is watched", CLI_TAKES_WATCH, O_LIST,
      0 },
    { "forget", NULL, NULL, "watch it no more", CLI_TAKES_WATCH, O_FORGET,
      0 },
    { "against", "QUERY", NULL, "what to compare with; all the rest if not "
      "given", CLI_TAKES_KEYNESS, O_AGAINST, 0 },
    { "around", "N", NULL, "what stands N words before or behind instead",
      CLI_TAKES_KEYNESS, O_AROUND, 0 },
    { "units", NULL, cvd_key_lengths, "of one word, of two, or both",
      CLI_TAKES_KEYNESS, O_UNITS, 0 },
    { "min-documents", "N", NULL, "in N documents at least; 3 if not given",
      CLI_TAKES_KEYNESS, O_MIN_DOCUMENTS, 0 },
    { "under", NULL, NULL, "what is rarer here than elsewhere",
      CLI_TAKES_KEYNESS, O_UNDER, 0 },
    { "fold", NULL, NULL, "near-duplicates under the first of them",
      CLI_TAKES_FOLD, O_FOLD, 0 },
    { "color", NULL, color_names, "auto: on a terminal", 0, O_COLOR, 0 },
    { "help", NULL, NULL, "print this", 0, O_HELP, 0 },
    { "version", NULL, NULL, "print the version", 0, O_VERSION, 0 },
};

enum { OPTIONS = sizeof options / sizeof *options };

const char *const *option_sorts(const struct cli_command *command)
{
    return command && command->sorts ? command->sorts : sort_names;
}

/* Filters are made from their field. */
bool option_find(struct cvd_str name, struct option *o)
{
    for (size_t i = 0; i < OPTIONS; i++) {
        if (cvd_str_equal(name, cvd_str_from(options[i].name))) {
            *o = options[i];
            return true;
        }
    }
    for (int f = 0; f < CVD_F_COUNT; f++) {
        const struct cvd_field_row *row = &cvd_fields[f];
        if (row->filter && cvd_str_equal(name, cvd_str_from(row->name))) {
            *o = (struct option){ row->name, "VALUE", NULL, row->label,
                                  CLI_TAKES_FILTERS, O_FILTER,
                                  (enum cvd_field)f };
            return true;
        }
    }
    return false;
}

/* ---- --help ---------------------------------------------------------- */

void option_facet_names(struct cvd_buf *out)
{
    bool first = true;

    for (int f = 0; f < CVD_F_COUNT; f++) {
        if (cvd_fields[f].kind != CVD_K_FACET)
            continue;
        (void)cvd_buf_printf(out, first ? "%s" : ", %s", cvd_fields[f].name);
        first = false;
    }
}

static void print_option(const struct option *o,
                         const struct cli_command *command)
{
    struct cvd_buf left = { 0 }, more = { 0 };
    const char *const *choices =
        o->id == O_SORT ? option_sorts(command) : o->choices;

    if (!o->summary || (command && o->takes & ~command->takes))
        return;
    if (cvd_buf_printf(&left, "--%s", o->name) == CVD_OK && o->arg)
        (void)cvd_buf_printf(&left, " %s", o->arg);
    for (size_t i = 0, n = 0; choices && choices[i]; i++)
        if (choices != cli_format_names || !command ||
            command->formats & 1u << i)
            (void)cvd_buf_printf(&left, n++ ? "|%s" : " %s", choices[i]);
    if (o->id == O_FACETS)
        option_facet_names(&more);
    else if (o->id == O_LIMIT)
        (void)cvd_buf_printf(&more, "%u if not given",
                             command && command->limit ? command->limit
                                                       : CLI_LIMIT);
    if (left.len > SUMMARY_AT - 3)
        out_printf("  %s\n%*s", left.ptr, SUMMARY_AT, "");
    else if (left.ptr)
        out_printf("  %-*s", SUMMARY_AT - 2, left.ptr);
    out_printf("%s%s\n", o->summary, more.ptr ? more.ptr : "");
    cvd_buf_release(&more);
    cvd_buf_release(&left);
}

void cli_print_options(const struct cli_command *command)
{
    struct option o;

    out_text("\nOptions:\n");
    for (size_t i = 0; i < OPTIONS; i++)
        print_option(&options[i], command);
    if (command && !(command->takes & CLI_TAKES_FILTERS))
        return;
    out_text("\nFilters, each as often as you like; values of one are "
             "alternatives:\n");
    for (int f = 0; f < CVD_F_COUNT; f++)
        if (cvd_fields[f].filter &&
            option_find(cvd_str_from(cvd_fields[f].name), &o))
            print_option(&o, command);
}
