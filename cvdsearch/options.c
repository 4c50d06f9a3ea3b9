/* options.c - the options: one table for reading, checking and --help. */
#include "cvdsearch/cli.h"
#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    NUMBER_DIGITS_MAX = 9, /* longer is too much for every limit */
    SUMMARY_AT = 24,       /* column, in --help */
    SEED_MAX = 999999999   /* as many digits */
};

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

enum option_id {
    O_INDEX, O_SERVER, O_FORMAT, O_LIMIT, O_OFFSET, O_SORT, O_FROM, O_TO,
    O_SYNONYMS, O_FACETS, O_UNIT, O_SPLIT, O_SERIES, O_MEASURE,
    O_DEPTH, O_DIRECTION, O_NODES, O_CHAINS,
    O_WIDTH, O_SAMPLE,
    O_SEED, O_COLUMNS, O_SIDECAR, O_ABOUT, O_COUNTS,
    O_STATE, O_PEEK, O_ALL, O_LIST, O_FORGET, O_FOLD, O_COLOR, O_HELP, O_VERSION,
    O_AGAINST, O_AROUND, O_UNITS, O_MIN_DOCUMENTS, O_UNDER,
    O_FILTER
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

static int wrong_value(const char *name, const char *value,
                       const char *allowed)
{
    cli_say("bad value '%s' for --%s: %s", value, name, allowed);
    return CLI_WRONG;
}

/* Digits only; more than fit count as too many. */
static bool read_number(const char *s, unsigned *out)
{
    size_t n = strspn(s, "0123456789");

    if (n == 0 || s[n])
        return false;
    *out = n > NUMBER_DIGITS_MAX ? UINT32_MAX
                                 : (unsigned)strtoul(s, NULL, 10);
    return true;
}

int cli_take_number(const char *name, const char *value, unsigned max,
                    unsigned *out)
{
    char allowed[64];
    unsigned n;

    (void)snprintf(allowed, sizeof allowed, "a number from 0 to %u", max);
    if (!read_number(value, &n) || n > max)
        return wrong_value(name, value, allowed);
    *out = n;
    return CLI_FOUND;
}

static int take_choice(const char *name, const char *const *choices,
                       const char *value, unsigned *out)
{
    struct cvd_buf allowed = { 0 };

    for (unsigned i = 0; choices[i]; i++) {
        if (strcmp(choices[i], value) == 0) {
            cvd_buf_release(&allowed);
            *out = i;
            return CLI_FOUND;
        }
        (void)cvd_buf_printf(&allowed, i ? ", %s" : "%s", choices[i]);
    }
    wrong_value(name, value, allowed.ptr ? allowed.ptr : "not known");
    cvd_buf_release(&allowed);
    return CLI_WRONG;
}

static const char *const *sorts_of(const struct cli_command *command)
{
    return command && command->sorts ? command->sorts : sort_names;
}

int cli_take_sort(struct cli *c)
{
    unsigned choice = 0;
    int status = take_choice("sort", sorts_of(c->command), c->sort, &choice);

    if (status != CLI_FOUND)
        return status;
    if (c->command->takes & CLI_TAKES_LINES)
        c->lines.sort = (enum cvd_kwic_sort)choice;
    else if (c->command->takes & CLI_TAKES_KEYNESS)
        c->keyness.sort = (enum cvd_key_sort)choice;
    else
        c->request.sort = (enum cvd_sort)choice;
    return CLI_FOUND;
}

/* ISO 8601 at the precision of a year, a month or a day. */
static int take_date(const char *name, const char *value,
                     struct cvd_str *out)
{
    static const char form[] = "dddd-dd-dd";
    size_t n = strlen(value);
    bool good = n == 4 || n == 7 || n == 10;

    for (size_t i = 0; i < n && good; i++)
        good = form[i] == '-' ? value[i] == '-'
                              : value[i] >= '0' && value[i] <= '9';
    if (good && n > 4)
        good = atoi(value + 5) >= 1 && atoi(value + 5) <= 12;
    if (good && n > 7)
        good = atoi(value + 8) >= 1 && atoi(value + 8) <= 31;
    if (!good)
        return wrong_value(name, value,
                           "a date is written 2023, 2023-08 or 2023-08-09");
    *out = cvd_str_from(value);
    return CLI_FOUND;
}

static void add_facet_names(struct cvd_buf *out)
{
    bool first = true;

    for (int f = 0; f < CVD_F_COUNT; f++) {
        if (cvd_fields[f].kind != CVD_K_FACET)
            continue;
        (void)cvd_buf_printf(out, first ? "%s" : ", %s", cvd_fields[f].name);
        first = false;
    }
}

static int wrong_facet(struct cvd_str name)
{
    struct cvd_buf known = { 0 };

    add_facet_names(&known);
    cli_say("unknown facet '%.*s': there are %s", (int)name.len, name.ptr,
            known.ptr ? known.ptr : "none");
    cvd_buf_release(&known);
    return CLI_WRONG;
}

static int take_facets(struct cli *c, const char *list)
{
    for (;;) {
        struct cvd_str name = { list, strcspn(list, ",") };
        enum cvd_field f = cvd_field_by_name(name);
        size_t i = 0;
        if (f == CVD_F_COUNT || cvd_fields[f].kind != CVD_K_FACET)
            return wrong_facet(name);
        while (i < c->request.facet_count && c->facets[i] != f)
            i++;
        c->facets[i] = f;
        if (i == c->request.facet_count)
            c->request.facet_count++;
        if (!list[name.len])
            return CLI_FOUND;
        list += name.len + 1;
    }
}

/* Act on option `o` given as `value`. */
static int take_option(struct cli *c, const struct option *o,
                       const char *value)
{
    unsigned choice = 0;
    int status = o->choices && o->id != O_SORT
                     ? take_choice(o->name, o->choices, value, &choice)
                     : CLI_FOUND;

    if (status != CLI_FOUND)
        return status;
    switch (o->id) {
    case O_INDEX:
        c->index = value;
        break;
    case O_SERVER:
        c->server = value;
        break;
    case O_FORMAT:
        c->format = (enum cli_format)choice;
        break;
    case O_LIMIT:
        c->limit = value; /* how many are allowed, the command says */
        break;
    case O_OFFSET:
        return cli_take_number(o->name, value, CVD_OFFSET_MAX,
                               &c->request.offset);
    case O_SORT:
        c->sort = value; /* likewise */
        break;
    case O_FROM:
        return take_date(o->name, value, &c->request.from);
    case O_TO:
        return take_date(o->name, value, &c->request.to);
    case O_SYNONYMS:
        c->synonyms = value;
        break;
    case O_FACETS:
        return take_facets(c, value);
    case O_UNIT:
        c->timeline.unit = (enum cvd_time_unit)choice;
        break;
    case O_SPLIT:
        c->timeline.split = (enum cvd_split)choice;
        break;
    case O_SERIES:
        return cli_take_number(o->name, value, CVD_SERIES_MAX,
                               &c->timeline.series);
    case O_MEASURE:
        c->measure = (enum cvd_measure)choice;
        break;
    case O_DEPTH:
        return cli_take_number(o->name, value, CVD_GRAPH_DEPTH_MAX,
                               &c->graph.depth);
    case O_DIRECTION:
        c->graph.direction = (enum cvd_direction)choice;
        break;
    case O_NODES:
        return cli_take_number(o->name, value, CVD_GRAPH_NODES_MAX,
                               &c->graph.nodes);
    case O_CHAINS:
        c->chains = true;
        break;
    case O_WIDTH:
        return cli_take_number(o->name, value, CVD_KWIC_WIDTH_MAX,
                               &c->lines.width);
    case O_SAMPLE:
        return cli_take_number(o->name, value, CVD_KWIC_LINES_MAX,
                               &c->lines.sample);
    case O_SEED:
        return cli_take_number(o->name, value, SEED_MAX, &c->lines.seed);
    case O_COLUMNS:
        c->columns = value;
        break;
    case O_SIDECAR:
        c->sidecar = value;
        break;
    case O_ABOUT:
        c->about = true;
        break;
    case O_COUNTS:
        c->counts = value;
        break;
    case O_STATE:
        c->watch.state = value;
        break;
    case O_PEEK:
        c->watch.peek = true;
        break;
    case O_ALL:
        c->watch.all = true;
        break;
    case O_LIST:
        c->watch.list = true;
        break;
    case O_FORGET:
        c->watch.forget = true;
        break;
    case O_AGAINST:
        c->keyness.against = cvd_str_from(value);
        c->keyness.against_others = c->keyness.against.len > 0;
        break;
    case O_AROUND:
        return cli_take_number(o->name, value, CVD_KEY_WINDOW_MAX,
                               &c->keyness.around);
    case O_UNITS:
        c->keyness.length = (enum cvd_key_length)choice;
        break;
    case O_MIN_DOCUMENTS:
        return cli_take_number(o->name, value, CVD_KEY_DOCUMENTS_MAX,
                               &c->keyness.min_documents);
    case O_UNDER:
        c->keyness.under = true;
        break;
    case O_FOLD:
        c->request.fold = true;
        break;
    case O_COLOR:
        c->color = (enum cli_color)choice;
        break;
    case O_HELP:
        c->help = true;
        break;
    case O_VERSION:
        c->version = true;
        break;
    case O_FILTER:
        if (!cvd_str_trim(cvd_str_from(value)).len)
            return wrong_value(o->name, value, "it must not be empty");
        c->filters[c->request.filter_count++] =
            (struct cvd_filter){ o->field, cvd_str_from(value) };
        break;
    }
    return CLI_FOUND;
}

/* ---- the table, asked ------------------------------------------------ */

/* The option called `name` into *o.  Filters are made from their field. */
static bool find_option(struct cvd_str name, struct option *o)
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

bool cli_is_option(const char *name)
{
    struct option o;

    return find_option((struct cvd_str){ name, strcspn(name, "=") }, &o);
}

int cli_take_option(struct cli *c, const char *word, const char *next,
                    bool *next_taken)
{
    struct cvd_str name = { word, strcspn(word, "=") };
    const char *value = word[name.len] ? word + name.len + 1 : NULL;
    struct option o;

    *next_taken = false;
    if (!find_option(name, &o)) {
        cli_say("unknown option '--%.*s': see 'cvdsearch --help'",
                (int)name.len, name.ptr);
        return CLI_WRONG;
    }
    if (!o.arg && !o.choices) {
        if (value) {
            cli_say("option '--%s' takes no value", o.name);
            return CLI_WRONG;
        }
    } else if (!value) {
        if (!next) {
            cli_say("option '--%s' needs a value", o.name);
            return CLI_WRONG;
        }
        value = next;
        *next_taken = true;
    }
    for (size_t bit = 0; bit < CLI_TAKES_COUNT; bit++)
        if (o.takes == 1u << bit)
            c->given[bit] = o.name;
    return take_option(c, &o, value);
}

static void print_option(const struct option *o,
                         const struct cli_command *command)
{
    struct cvd_buf left = { 0 }, more = { 0 };
    const char *const *choices =
        o->id == O_SORT ? sorts_of(command) : o->choices;

    if (!o->summary || (command && o->takes & ~command->takes))
        return;
    if (cvd_buf_printf(&left, "--%s", o->name) == CVD_OK && o->arg)
        (void)cvd_buf_printf(&left, " %s", o->arg);
    for (size_t i = 0, n = 0; choices && choices[i]; i++)
        if (choices != cli_format_names || !command ||
            command->formats & 1u << i)
            (void)cvd_buf_printf(&left, n++ ? "|%s" : " %s", choices[i]);
    if (o->id == O_FACETS)
        add_facet_names(&more);
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
            find_option(cvd_str_from(cvd_fields[f].name), &o))
            print_option(&o, command);
}
