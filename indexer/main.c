/* main.c - cvdindex: builds and maintains an index.
 *
 * indexer/ may include base/, analyzers/, store/, jansson, libc and
 * pthreads.  Here: the table of commands, help, and exit statuses. */
#include "base/version.h"
#include "indexer/commands.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const struct command {
    const char *name;
    const char *arguments;
    const char *summary;
    const char *more;        /* in its own help */
    unsigned options;
    bool takes_arguments;
    cvd_command_fn *run;
} commands[] = {
    { "add", "SOURCE...", "add new and changed documents",
      "What has not changed since it was added is passed over.\n",
      CVD_OPT_JOBS | CVD_OPT_MEMORY | CVD_OPT_REPORT | CVD_OPT_CAMPAIGNS,
      true, cvd_cmd_add },
    { "rebuild", "SOURCE...", "make the index anew from its sources",
      "Searches see the old index until the new one is whole.\n",
      CVD_OPT_JOBS | CVD_OPT_MEMORY | CVD_OPT_REPORT | CVD_OPT_CAMPAIGNS,
      true, cvd_cmd_rebuild },
    { "remove", "ID...", "remove documents", "",
      CVD_OPT_JOBS | CVD_OPT_REPORT, true, cvd_cmd_remove },
    { "prune", "SOURCE...", "remove documents whose source is gone",
      "Every document that is not in one of the SOURCEs given is removed:\n"
      "give all that the index was made from.  Nothing is removed when a\n"
      "SOURCE cannot be read.\n",
      CVD_OPT_JOBS | CVD_OPT_REPORT, true, cvd_cmd_prune },
    { "compact", "", "make the index as small and fast as it can be", "",
      CVD_OPT_JOBS | CVD_OPT_JSON, false, cvd_cmd_compact },
    { "check", "", "look for damage", "Prints each fault found.\n",
      CVD_OPT_JSON, false, cvd_cmd_check },
    { "stats", "", "say what the index holds", "", CVD_OPT_JSON, false,
      cvd_cmd_stats },
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static const struct {
    unsigned bit;
    const char *text;
} option_help[] = {
    { 0, "  --index DIR    the index; else CVD_INDEX names it\n" },
    { CVD_OPT_JOBS, "  --jobs N       threads; else one a processor\n" },
    { CVD_OPT_MEMORY,
      "  --memory SIZE  at most so much memory, such as 512M; else 1G\n" },
    { CVD_OPT_REPORT,
      "  --report FILE  what became of each document, as JSON, one a line\n" },
    { CVD_OPT_CAMPAIGNS,
      "  --campaigns FILE  campaigns to know by name beside our own list:\n"
      "                 TSV with the columns name, aliases, kind; the index\n"
      "                 keeps it\n" },
    { CVD_OPT_JSON, "  --json         answer in JSON\n" },
    { 0, "  --help         this text\n" },
};

static const char source_help[] =
    "\n"
    "SOURCE is a .txt or .md file, a .jsonl file, a directory of these, or -\n"
    "for JSONL on standard input.  A line of JSONL is\n"
    "  {\"id\", \"text\", \"title\"?, \"source\"?, \"metadata\"?}\n";

static void print_usage(FILE *to)
{
    (void)fputs("usage: cvdindex COMMAND [--index DIR] [OPTION...] "
                "[ARGUMENT...]\n\n", to);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        (void)fprintf(to, "  %-8s %-10s %s\n", commands[i].name,
                      commands[i].arguments, commands[i].summary);
    (void)fputs("\n'cvdindex COMMAND --help' tells more, 'cvdindex "
                "--version' the version.\n", to);
}

static void print_help(const struct command *c)
{
    (void)printf("usage: cvdindex %s --index DIR [OPTION...]%s%s\n\n"
                 "Purpose: %s.\n%s\n", c->name, *c->arguments ? " " : "",
                 c->arguments, c->summary, c->more);
    for (size_t i = 0; i < sizeof option_help / sizeof *option_help; i++)
        if (!option_help[i].bit || option_help[i].bit & c->options)
            (void)fputs(option_help[i].text, stdout);
    if (strncmp(c->arguments, "SOURCE", 6) == 0)
        (void)fputs(source_help, stdout);
}

static int complain(const struct cvd_err *err)
{
    (void)fprintf(stderr, "cvdindex: %s\n", err->msg);
    if (err->status == CVD_EUSAGE)
        return CVD_EXIT_USAGE;
    /* A document or all of them were not there: nothing is broken. */
    return err->status == CVD_ENOTFOUND ? CVD_EXIT_SOME_FAILED
                                        : CVD_EXIT_CANNOT;
}

static enum cvd_status check_usage(const struct command *c,
                                   const struct cvd_options *o,
                                   struct cvd_err *err)
{
    if (!o->index)
        return cvd_fail(err, CVD_EUSAGE,
                        "no index given: use --index DIR or set CVD_INDEX");
    if (c->takes_arguments && !o->arg_count)
        return cvd_fail(err, CVD_EUSAGE,
                        "%s needs %s: see 'cvdindex %s --help'", c->name,
                        c->arguments, c->name);
    if (!c->takes_arguments && o->arg_count)
        return cvd_fail(err, CVD_EUSAGE,
                        "%s takes no argument, not '%s': see "
                        "'cvdindex %s --help'", c->name, o->args[0],
                        c->name);
    return CVD_OK;
}

static int run(const struct command *c, int argc, char **argv)
{
    struct cvd_options o;
    struct cvd_err err = { 0 };
    int exit_status = CVD_EXIT_DONE;
    enum cvd_status st = cvd_options_read(argc, argv, 2, c->options, &o,
                                          &err);

    if (st == CVD_OK && o.help) {
        print_help(c);
        return fflush(stdout) == 0 ? CVD_EXIT_DONE : CVD_EXIT_CANNOT;
    }
    if (st == CVD_OK)
        st = check_usage(c, &o, &err);
    if (st == CVD_OK)
        st = c->run(&o, &exit_status, &err);
    return st == CVD_OK ? exit_status : complain(&err);
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";

    /* A limit on file sizes is an error like a full disk, not our end. */
    (void)signal(SIGXFSZ, SIG_IGN);
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        print_usage(stdout);
        return fflush(stdout) == 0 ? CVD_EXIT_DONE : CVD_EXIT_CANNOT;
    }
    if (strcmp(name, "--version") == 0) {
        (void)printf("cvdindex %s\n", CVD_VERSION);
        return fflush(stdout) == 0 ? CVD_EXIT_DONE : CVD_EXIT_CANNOT;
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, name) == 0)
            return run(&commands[i], argc, argv);
    if (*name)
        (void)fprintf(stderr,
                      "cvdindex: unknown command '%s': see 'cvdindex "
                      "--help'\n", name);
    else
        print_usage(stderr);
    return CVD_EXIT_USAGE;
}
