/* cmdline.c - the command line and the environment, read.
 *
 * Options are long, may stand anywhere and take their value after '=' or as
 * the next word; "--" ends them.  A word that begins with one '-' belongs to
 * the query, whose language excludes words that way. */
#include "cvdsearch/cli.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>

static const struct cli_command *find_command(const char *word)
{
    for (const struct cli_command *k = cli_commands; k->name; k++)
        if (strcmp(word, k->name) == 0)
            return k;
    return NULL;
}

/* A word with one '-' that looks like a slip rather than a query: a letter
 * alone, or the name of an option. */
static bool is_slip(const char *word)
{
    return (isalpha((unsigned char)word[1]) && !word[2]) ||
           cli_is_option(word + 1);
}

/* A word that is no option: a command, when it is the first, or one of its
 * arguments. */
static void take_word(struct cli *c, const char *word, bool after_end,
                      const char **slip)
{
    if (!after_end && strcmp(word, "-h") == 0) {
        c->help = true;
        return;
    }
    if (!c->command && !after_end && c->arg_count == 0) {
        c->command = find_command(word);
        if (c->command)
            return;
    }
    if (!after_end && word[0] == '-' && is_slip(word))
        *slip = word;
    c->args[c->arg_count++] = word;
}

static int read_words(int argc, char **argv, struct cli *c)
{
    bool ended = false;
    const char *slip = NULL;

    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        bool next_taken = false;
        int status = CLI_FOUND;
        if (!ended && strcmp(word, "--") == 0)
            ended = true;
        else if (!ended && strncmp(word, "--", 2) == 0)
            status = cli_take_option(c, word + 2,
                                     i + 1 < argc ? argv[i + 1] : NULL,
                                     &next_taken);
        else
            take_word(c, word, ended, &slip);
        if (status != CLI_FOUND)
            return status;
        i += next_taken;
    }
    if (slip && !c->help && !c->version) {
        cli_say("unknown option '%s': see 'cvdsearch --help'; to search for "
                "it, write it after '--'", slip);
        return CLI_WRONG;
    }
    return CLI_FOUND;
}

/* An empty variable is as good as none. */
static const char *from_environment(const char *name)
{
    const char *value = getenv(name);

    return value && value[0] ? value : NULL;
}

/* Options go before the environment, and there the index, which sends what is
 * asked to nobody, before the server. */
static int check_place(struct cli *c)
{
    const struct cli_command *k = c->command;

    if (c->index && !c->index[0])
        c->index = NULL;
    if (c->server && !c->server[0])
        c->server = NULL;
    if (c->index && c->server) {
        cli_say("--index and --server: say one of them");
        return CLI_WRONG;
    }
    if (!c->index && !c->server && !k->no_index) {
        c->index = from_environment("CVD_INDEX");
        if (!c->index)
            c->server = from_environment("CVD_SERVER");
    }
    if (c->server && !k->by_server) {
        cli_say("'%s' cannot be asked of a server: say --index DIR",
                k->name);
        return CLI_WRONG;
    }
    if (c->server && c->synonyms) {
        cli_say("--synonyms is for an index: a server has its own");
        return CLI_WRONG;
    }
    if (!c->index && !c->server && !k->no_index && !c->watch.list) {
        cli_say("no index given: say --index DIR or --server URL, or set "
                "CVD_INDEX or CVD_SERVER");
        return CLI_CANNOT;
    }
    return CLI_FOUND;
}

/* Whether an option was given that needs this CLI_TAKES_ bit. */
static bool was_given(const struct cli *c, unsigned takes)
{
    for (unsigned bit = 0; bit < CLI_TAKES_COUNT; bit++)
        if (takes == 1u << bit)
            return c->given[bit] != NULL;
    return false;
}

/* Options that the command does not take, and its --format. */
static int check_options(struct cli *c)
{
    const struct cli_command *k = c->command;
    struct cvd_buf allowed = { 0 };

    for (unsigned bit = 0; bit < CLI_TAKES_COUNT; bit++) {
        if (c->given[bit] && !(k->takes & 1u << bit)) {
            cli_say("'%s' takes no --%s: see 'cvdsearch %s --help'", k->name,
                    c->given[bit], k->name);
            return CLI_WRONG;
        }
    }
    if (k->formats & 1u << c->format)
        return CLI_FOUND;
    for (unsigned f = 0; f < CLI_FORMAT_COUNT; f++)
        if (k->formats & 1u << f)
            (void)cvd_buf_printf(&allowed, allowed.len ? ", %s" : "%s",
                                 cli_format_names[f]);
    cli_say("bad value '%s' for --format: '%s' prints %s",
            cli_format_names[c->format], k->name,
            allowed.ptr ? allowed.ptr : "nothing");
    cvd_buf_release(&allowed);
    return CLI_WRONG;
}

static int check_args(const struct cli *c)
{
    const struct cli_command *k = c->command;
    bool filtered = c->request.filter_count || c->request.from.len ||
                    c->request.to.len;

    if (k->two_args) {
        if (c->arg_count == 2)
            return CLI_FOUND;
        cli_say("'%s' takes two, %s, not %zu: one that holds blanks needs "
                "quotes", k->name, k->args, c->arg_count);
        return CLI_WRONG;
    }
    if (k->one_arg ? c->arg_count == 1
                   : c->arg_count > 0 || k->no_arg ||
                         (filtered && k->takes & CLI_TAKES_FILTERS))
        return CLI_FOUND;
    if (k->one_arg && c->arg_count > 1)
        cli_say("'%s' takes one %s, not %zu: one that holds blanks needs "
                "quotes", k->name, k->args, c->arg_count);
    else
        cli_say("no %.*s given: see 'cvdsearch %s --help'",
                (int)strcspn(k->args, "."), k->args, k->name);
    return CLI_WRONG;
}

int cli_parse(int argc, char **argv, struct cli *c)
{
    size_t room = (size_t)argc + 1;

    c->lines.width = CVD_KWIC_WIDTH;
    c->graph.depth = UINT_MAX; /* not given */
    c->graph.direction = CVD_GRAPH_BOTH;
    c->graph.nodes = CVD_GRAPH_NODES;
    c->args = calloc(room, sizeof *c->args);
    c->filters = calloc(room, sizeof *c->filters);
    if (!c->args || !c->filters) {
        cli_say("out of memory");
        return CLI_CANNOT;
    }
    int status = read_words(argc, argv, c);
    if (status != CLI_FOUND || c->help || c->version)
        return status;
    if (!c->command)
        c->command = cli_commands;
    c->request.filters = c->filters;
    c->request.facets = c->facets;
    c->request.limit = c->command->limit ? c->command->limit : CLI_LIMIT;
    if (!was_given(c, CLI_TAKES_FORMAT))
        c->format = c->chains ? CLI_TEXT : c->command->format;
    if (c->graph.depth == UINT_MAX)
        c->graph.depth = c->chains ? CVD_CHAINS_DEPTH : 1;
    status = check_options(c);
    if (status == CLI_FOUND && c->sort)
        status = cli_take_sort(c);
    if (status == CLI_FOUND && c->limit)
        status = cli_take_number("limit", c->limit, c->command->limit_max,
                                 &c->request.limit);
    if (status == CLI_FOUND)
        status = check_args(c);
    if (status == CLI_FOUND)
        status = check_place(c);
    return status;
}

void cli_release(struct cli *c)
{
    free(c->args);
    free(c->filters);
    c->args = NULL;
    c->filters = NULL;
}
