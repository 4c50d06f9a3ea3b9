/* options.c - options taken from the command line. */
#include "cvdsearch/options.h"
#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    NUMBER_DIGITS_MAX = 9, /* longer is too much for every limit */
    SEED_MAX = 999999999   /* as many digits */
};

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

int cli_take_sort(struct cli *c)
{
    unsigned choice = 0;
    int status = take_choice("sort", option_sorts(c->command), c->sort,
                             &choice);

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

static int wrong_facet(struct cvd_str name)
{
    struct cvd_buf known = { 0 };

    option_facet_names(&known);
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

bool cli_is_option(const char *name)
{
    struct option o;

    return option_find((struct cvd_str){ name, strcspn(name, "=") }, &o);
}

int cli_take_option(struct cli *c, const char *word, const char *next,
                    bool *next_taken)
{
    struct cvd_str name = { word, strcspn(word, "=") };
    const char *value = word[name.len] ? word + name.len + 1 : NULL;
    struct option o;

    *next_taken = false;
    if (!option_find(name, &o)) {
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

