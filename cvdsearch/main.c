/* main.c - cvdsearch, the command line: its commands and what each needs. */
#include "cvdsearch/answers.h"
#include "base/limits.h"
#include "base/version.h"

#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    TEXT_OR_JSON = 1 << CLI_TEXT | 1 << CLI_JSON,
    ANY_FORMAT = (1 << CLI_DOT) - 1, /* but those of graphs */
    PAGES = CLI_TAKES_LIMIT | CLI_TAKES_OFFSET,
    /* Of one document there is most often no more. */
    CITERS = 1000,
    LINES = 100
};

static const char *const export_sorts[] = { "index", "newest", "oldest",
                                            NULL };
/* As enum cvd_kwic_sort. */
static const char *const kwic_sorts[] = { "text", "left", "right", "date",
                                          "province", NULL };

/* Dispatch, usage and help read this table. */
const struct cli_command cli_commands[] = {
    { .name = "search", .args = "QUERY...",
      .summary = "find documents (the word search may be left out)",
      .takes = CLI_TAKES_FORMAT | PAGES | CLI_TAKES_SORT |
               CLI_TAKES_FILTERS | CLI_TAKES_FACETS | CLI_TAKES_FOLD,
      .formats = ANY_FORMAT, .limit_max = CVD_LIMIT_MAX, .by_server = true,
      .run = cli_search },
    { .name = "show", .args = "ID",
      .summary = "a document, its metadata and its references",
      .takes = CLI_TAKES_FORMAT, .formats = TEXT_OR_JSON, .one_arg = true,
      .by_server = true, .run = cli_show },
    { .name = "text", .args = "ID",
      .summary = "a document's text as indexed, nothing else",
      .formats = 1 << CLI_TEXT, .one_arg = true, .by_server = true,
      .run = cli_text },
    { .name = "cites", .args = "ID",
      .summary = "what it refers to, and what of that is held",
      .takes = CLI_TAKES_FORMAT, .formats = ANY_FORMAT, .one_arg = true,
      .by_server = true, .run = cli_cites },
    { .name = "cited-by", .args = "ID|NUMBER",
      .summary = "who refers to it; it need not be held",
      .takes = CLI_TAKES_FORMAT | PAGES, .formats = ANY_FORMAT,
      .limit_max = CVD_CITERS_MAX, .limit = CITERS, .by_server = true,
      .run = cli_cited_by },
    { .name = "missing", .args = "[QUERY...]",
      .summary = "what is referred to and not held, most cited first",
      .takes = CLI_TAKES_FORMAT | PAGES | CLI_TAKES_FILTERS |
               CLI_TAKES_SIDECAR,
      .formats = ANY_FORMAT, .limit_max = CVD_LIMIT_MAX, .no_arg = true,
      .by_server = true, .run = cli_missing },
    { .name = "graph", .args = "QUERY...|ID",
      .summary = "who cites whom around them, as a graph",
      .takes = CLI_TAKES_FORMAT | CLI_TAKES_FILTERS | CLI_TAKES_GRAPH |
               CLI_TAKES_SIDECAR,
      .formats = 1 << CLI_DOT | 1 << CLI_GRAPHML | 1 << CLI_SVG |
                 1 << CLI_JSON | 1 << CLI_TEXT | 1 << CLI_CSV,
      .format = CLI_DOT, .by_server = true, .run = cli_graph },
    { .name = "similar", .args = "ID",
      .summary = "near-duplicates and reuse, most shared first",
      .takes = CLI_TAKES_FORMAT | CLI_TAKES_LIMIT | CLI_TAKES_SIDECAR,
      .formats = ANY_FORMAT, .limit_max = CVD_SIMILAR_MAX, .one_arg = true,
      .by_server = true, .run = cli_similar },
    { .name = "trace", .args = "TEXT...",
      .summary = "who carries this sentence, or nearly, oldest first",
      .takes = CLI_TAKES_FORMAT | PAGES | CLI_TAKES_FILTERS |
               CLI_TAKES_SIDECAR,
      .formats = ANY_FORMAT, .limit_max = CVD_TRACE_MAX, .by_server = true,
      .run = cli_trace },
    { .name = "compare", .args = "ID ID",
      .summary = "two documents side by side: shared, changed, new, moved",
      .takes = CLI_TAKES_FORMAT, .formats = TEXT_OR_JSON, .two_args = true,
      .by_server = true, .run = cli_compare },
    { .name = "facets", .args = "QUERY...",
      .summary = "how many documents by type, year, province ...",
      .takes = CLI_TAKES_FORMAT | CLI_TAKES_FILTERS | CLI_TAKES_FACETS,
      .formats = ANY_FORMAT, .by_server = true, .run = cli_facets },
    { .name = "timeline", .args = "QUERY...",
      .summary = "how many documents by year, quarter or month",
      .takes = CLI_TAKES_FORMAT | CLI_TAKES_FILTERS | CLI_TAKES_UNIT |
               CLI_TAKES_SIDECAR,
      .formats = ANY_FORMAT | 1 << CLI_SVG, .by_server = true,
      .run = cli_timeline },
    { .name = "kwic", .args = "QUERY...",
      .summary = "a line for each place where the words stand, in context",
      .takes = CLI_TAKES_FORMAT | PAGES | CLI_TAKES_SORT |
               CLI_TAKES_FILTERS | CLI_TAKES_LINES | CLI_TAKES_SIDECAR,
      .formats = ANY_FORMAT, .limit_max = CVD_KWIC_LINES_MAX,
      .limit = LINES, .sorts = kwic_sorts, .by_server = true, .run = cli_kwic },
    { .name = "export", .args = "QUERY...",
      .summary = "all documents found, however many, as csv or jsonl",
      .takes = CLI_TAKES_FORMAT | CLI_TAKES_SORT | CLI_TAKES_FILTERS |
               CLI_TAKES_COLUMNS | CLI_TAKES_SIDECAR | CLI_TAKES_ABOUT,
      .formats = 1 << CLI_CSV | 1 << CLI_JSONL, .format = CLI_CSV,
      .sorts = export_sorts, .by_server = true, .run = cli_export },
    { .name = "batch", .args = "FILE",
      .summary = "a query a line in, a table of hits out",
      .takes = CLI_TAKES_FORMAT | CLI_TAKES_LIMIT | CLI_TAKES_SORT |
               CLI_TAKES_FILTERS | CLI_TAKES_COLUMNS | CLI_TAKES_SIDECAR |
               CLI_TAKES_COUNTS | CLI_TAKES_FOLD,
      .formats = 1 << CLI_CSV | 1 << CLI_TSV | 1 << CLI_JSONL |
                 1 << CLI_TREC,
      .format = CLI_CSV, .limit_max = CVD_LIMIT_MAX, .one_arg = true,
      .by_server = true, .run = cli_batch },
    { .name = "keyness", .args = "QUERY...",
      .summary = "the words that mark these documents against the rest",
      .takes = CLI_TAKES_FORMAT | PAGES | CLI_TAKES_SORT |
               CLI_TAKES_FILTERS | CLI_TAKES_KEYNESS | CLI_TAKES_SIDECAR,
      .formats = ANY_FORMAT, .limit_max = CVD_KEY_UNITS_MAX,
      .limit = CVD_KEY_UNITS, .sorts = cvd_key_sorts, .by_server = true,
      .run = cli_keyness },
    { .name = "watch", .args = "QUERY...|NUMBER",
      .summary = "what is new since the last time",
      .takes = CLI_TAKES_FORMAT | CLI_TAKES_FILTERS | CLI_TAKES_SIDECAR |
               CLI_TAKES_WATCH,
      .formats = TEXT_OR_JSON | 1 << CLI_JSONL | 1 << CLI_ATOM,
      .no_arg = true, .by_server = true, .run = cli_watch },
    { .name = "suggest", .args = "PREFIX...",
      .summary = "what these words may go on to be",
      .takes = CLI_TAKES_FORMAT | CLI_TAKES_LIMIT, .formats = ANY_FORMAT,
      .limit_max = CVD_SUGGEST_MAX, .by_server = true, .run = cli_suggest },
    { .name = "analyze", .args = "TEXT...",
      .summary = "the terms, numbers and dates of a text",
      .takes = CLI_TAKES_FORMAT, .formats = TEXT_OR_JSON, .no_index = true,
      .by_server = true, .run = cli_analyze },
    { 0 }
};

static void print_usage(const struct cli_command *command)
{
    const char *lead = "usage:";

    for (const struct cli_command *k = cli_commands; k->name; k++) {
        if (command && k != command)
            continue;
        out_printf(k == cli_commands ? "%6s cvdsearch [%s] [OPTION...] %s\n"
                                     : "%6s cvdsearch %s [OPTION...] %s\n",
                   lead, k->name, k->args);
        lead = "or:";
    }
}

void cli_print_help(const struct cli_command *command)
{
    print_usage(command);
    if (command) {
        out_printf("\n%s: %s\n", command->name, command->summary);
    } else {
        out_text("\nCommands:\n");
        for (const struct cli_command *k = cli_commands; k->name; k++)
            out_printf("  %-10s %s\n", k->name, k->summary);
    }
    cli_print_options(command);
    out_text("\nExit status: 0 found, 1 nothing found, 2 wrong usage, "
             "3 cannot.\nSee cvdsearch(1), and cvdsearch-query(7) for how "
             "to write a QUERY.\n");
}

/* A file opened later must not become a closed stdout. */
static bool hold_standard_files(void)
{
    int fd;

    do
        fd = open("/dev/null", O_RDONLY);
    while (fd >= 0 && fd <= STDERR_FILENO);
    return fd < 0 || close(fd) == 0;
}

static int run(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    /* What is kept here can be looked at when the archive is gone. */
    enum cvd_status st = c->watch.list || c->watch.forget
                             ? CVD_OK
                             : answers_open(c, &err);

    return st == CVD_OK ? c->command->run(c) : cli_fail(st, &err);
}

int main(int argc, char **argv)
{
    struct cli c = { 0 };

    if (!hold_standard_files())
        return CLI_CANNOT;
    (void)setlocale(LC_CTYPE, "");
    int status = cli_parse(argc, argv, &c);
    if (status != CLI_FOUND) {
        /* said already */
    } else if (c.version) {
        out_text("cvdsearch " CVD_VERSION "\n");
    } else if (c.help) {
        cli_print_help(c.command);
    } else {
        terminal_init(&c.term, c.color);
        status = run(&c);
    }
    answers_close(&c);
    cli_release(&c);
    return out_close() ? status : CLI_CANNOT;
}
