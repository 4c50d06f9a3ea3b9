/* cli.h - what the files of the command line share.
 *
 * cvdsearch/ may include base/ and search/search.h, nothing below it, and
 * where it asks a server libcurl and Jansson.
 *
 * One thread.  stdout is data only (output.h); messages go to stderr through
 * cli_say().  Functions that return int return an enum cli_exit. */
#ifndef CVD_CVDSEARCH_CLI_H
#define CVD_CVDSEARCH_CLI_H

#include "cvdsearch/output.h"
#include "cvdsearch/terminal.h"
#include "search/citations.h"
#include "search/research.h"
#include "search/reuse.h"
#include "search/search.h"
#include "search/words.h"

/* grep's convention, widened. */
enum cli_exit { CLI_FOUND, CLI_NOTHING, CLI_WRONG, CLI_CANNOT };

/* As in cli_format_names. */
enum cli_format {
    CLI_TEXT, CLI_JSON, CLI_JSONL, CLI_CSV, CLI_TSV,
    CLI_DOT, CLI_GRAPHML, /* of graphs */
    CLI_TREC, CLI_ATOM,   /* of a batch; of a watch */
    CLI_SVG,              /* a picture */
    CLI_FORMAT_COUNT
};
extern const char *const cli_format_names[]; /* ends in NULL */

enum { CLI_LIMIT = 10 };

/* Options a command may take beside those that all do. */
enum {
    CLI_TAKES_FORMAT = 1,
    CLI_TAKES_LIMIT = 2,
    CLI_TAKES_OFFSET = 4,
    CLI_TAKES_SORT = 8,
    CLI_TAKES_FILTERS = 16, /* and dates from, to */
    CLI_TAKES_FACETS = 32,
    CLI_TAKES_UNIT = 64,    /* split, series and measure of a timeline too */
    CLI_TAKES_LINES = 128,  /* width, sample and seed of a concordance */
    CLI_TAKES_COLUMNS = 256,
    CLI_TAKES_GRAPH = 512,   /* depth, direction, nodes, chains */
    CLI_TAKES_SIDECAR = 1024,
    CLI_TAKES_ABOUT = 2048,  /* the same as a first line */
    CLI_TAKES_COUNTS = 4096, /* of a batch */
    CLI_TAKES_WATCH = 8192,  /* state, peek, all, list, forget */
    CLI_TAKES_KEYNESS = 16384, /* against, around, units, min-documents,
                                  under */
    CLI_TAKES_FOLD = 32768,  /* copies under the first of them */
    CLI_TAKES_COUNT = 16
};

struct cli;
struct remote;

struct cli_command {
    const char *name;
    const char *args;      /* as usage shows them */
    const char *summary;
    unsigned takes;        /* CLI_TAKES_... */
    unsigned formats;      /* a bit by enum cli_format */
    unsigned limit_max;    /* of --limit */
    unsigned limit;        /* when it is not given; 0: CLI_LIMIT */
    enum cli_format format; /* when it is not given */
    const char *const *sorts; /* what --sort takes, the first when it is not
                                 given; NULL: as enum cvd_sort */
    bool no_index;         /* works without one */
    bool one_arg;          /* exactly one, an id; else one or more words */
    bool two_args;         /* exactly two, ids */
    bool no_arg;           /* or none at all */
    bool by_server;        /* a server can be asked, through answers.h */
    int (*run)(struct cli *c);
};

extern const struct cli_command cli_commands[]; /* ends in a NULL name; the
                                                   first may be left out */

/* What `watch` is told. */
struct cli_watch {
    const char *state;     /* its file; NULL: that of the question */
    bool peek, all, list, forget;
};

/* The command line, read.  Strings are borrowed from argv. */
struct cli {
    const struct cli_command *command;
    const char **args;
    size_t arg_count;
    const char *index;     /* NULL: none given */
    const char *server;    /* the same */
    const char *limit;     /* as given; request.limit is what it says */
    const char *sort;      /* the same; request.sort or lines.sort */
    const char *given[CLI_TAKES_COUNT]; /* by bit of CLI_TAKES_: an option
                                           that needs it */
    enum cli_format format;
    enum cli_color color;
    struct cvd_timeline_form timeline;
    enum cvd_measure measure;
    struct cvd_kwic_form lines;
    struct cvd_graph_request graph; /* what to find is the command's to fill
                                       in */
    bool chains;
    struct cvd_keyness_request keyness; /* find, the command's to fill in */
    const char *columns, *sidecar, *counts; /* NULL: none given */
    struct cli_watch watch;
    const char *synonyms;  /* the same: the file */
    bool about;
    struct cvd_request request; /* its query is the command's to fill in */
    struct cvd_filter *filters; /* room for as many as argv */
    enum cvd_field facets[CVD_F_COUNT];
    bool help, version;
    struct terminal term;
    struct cvd_searcher *searcher; /* NULL: asks a server, or nobody */
    struct cvd_synonym_list *synonym_list; /* it answers with, or NULL */
    struct remote *remote; /* NULL: asks an index, or nobody */
};

/* ---- cmdline.c ------------------------------------------------------- */

/* Read argv and the environment into *c; CLI_FOUND, or, having said what is
 * wrong, CLI_WRONG or CLI_CANNOT.  Release with cli_release() either way. */
int cli_parse(int argc, char **argv, struct cli *c);
void cli_release(struct cli *c);

/* ---- options.c ------------------------------------------------------- */

/* Read option `word` (without its "--"), its value being in it or else
 * `next` (may be NULL); CLI_FOUND, or, having said why, CLI_WRONG. */
int cli_take_option(struct cli *c, const char *word, const char *next,
                    bool *next_taken);

/* Read the order given, as the command takes it; as above. */
int cli_take_sort(struct cli *c);

/* Whether `name`, up to a '=', is an option's. */
bool cli_is_option(const char *name);

/* Read the value of --`name`; as above. */
int cli_take_number(const char *name, const char *value, unsigned max,
                    unsigned *out);

/* Print the options that `command` takes (NULL: all) to stdout. */
void cli_print_options(const struct cli_command *command);

/* ---- main.c ---------------------------------------------------------- */

/* Print how `command` (NULL: the program) is called to stdout. */
void cli_print_help(const struct cli_command *command);

/* ---- message.c ------------------------------------------------------- */

/* One line to stderr: "cvdsearch: ...".  Control characters, which may come
 * from arguments and files, are shown as '?'. */
void cli_say(const char *fmt, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 1, 2)))
#endif
    ;

/* Say err->msg and return the exit status that st means. */
int cli_fail(enum cvd_status st, const struct cvd_err *err);

/* Say the warnings of an answer. */
void cli_warn(const struct cvd_result *r);

/* ---- words.c --------------------------------------------------------- */

/* Append the arguments joined by a space to *out, what is no UTF-8 replaced
 * by U+FFFD and said so.  CVD_ENOMEM. */
enum cvd_status cli_join_args(const struct cli *c, struct cvd_buf *out);

/* ---- snippet.c ------------------------------------------------------- */

/* The snippet without tags and entities, appended to *text; to *marks (may
 * be NULL) as many bytes: 1 where <mark> holds.  CVD_ENOMEM. */
enum cvd_status cli_snippet_text(struct cvd_str html, struct cvd_buf *text,
                                 struct cvd_buf *marks);

/* ---- table.c --------------------------------------------------------- */

/* Without it Excel takes UTF-8 for its own code page. */
#define CLI_CSV_BOM "\xEF\xBB\xBF"

/* Write the names of the columns, ended by NULL, as csv or tsv. */
enum cvd_status cli_table_begin(enum cli_format format,
                                const char *const *names);

/* Write the value of column `col`, counted from 0; end the line.
 * CVD_ENOMEM. */
enum cvd_status cli_table_cell(enum cli_format format, size_t col,
                               struct cvd_str raw);
void cli_table_end(enum cli_format format);

/* The same, appended to *out. */
enum cvd_status cli_table_add_cell(enum cli_format format, size_t col,
                                   struct cvd_str raw, struct cvd_buf *out);
enum cvd_status cli_table_add_end(enum cli_format format,
                                  struct cvd_buf *out);

/* Write a whole line, the values of its `count` columns.  CVD_ENOMEM. */
enum cvd_status cli_table_row(enum cli_format format,
                              const struct cvd_str *cells, size_t count);

/* ---- cited_list.c ---------------------------------------------------- */

/* How a command writes its list: for people, as rows, as one JSON object. */
struct cli_cited_forms {
    enum cvd_status (*text)(const struct cli *c,
                            const struct cvd_cited_list *l);
    enum cvd_status (*table)(enum cli_format format,
                             const struct cvd_cited_list *l);
    enum cvd_status (*json)(const struct cvd_cited_list *l,
                            struct cvd_buf *out);
};

/* Write `l` in the format asked for.  CVD_ENOMEM. */
enum cvd_status cli_put_cited_list(const struct cli *c,
                                   const struct cvd_cited_list *l,
                                   const struct cli_cited_forms *f);

/* ---- facts.c --------------------------------------------------------- */

/* A number as Vietnamese writes it: 12.300. */
void cli_put_count(uint64_t n);

/* The same of any number, flush right in `width` columns, of which one at
 * least is blank, with so many digits behind a decimal comma. */
void cli_put_figure(double v, int digits, int width);

/* Write what is known of a document on one line, with points between:
 * number, type, date, ...; nothing where all are empty.  CVD_ENOMEM. */
enum cvd_status cli_put_facts(const struct terminal *t,
                              const struct cvd_str *facts, size_t count);

/* Write a reference and, on lines below, what is held of it.  CVD_ENOMEM. */
enum cvd_status cli_put_citation(const struct terminal *t,
                                 const struct cvd_citations *c, size_t i);

/* Write what a document that is cited is called: number, date ... and on a
 * line below its title.  CVD_ENOMEM. */
enum cvd_status cli_put_cited(const struct terminal *t,
                              const struct cvd_cited *c);

/* ---- the forms of hits ----------------------------------------------- */

/* For people.  CVD_ENOMEM. */
enum cvd_status cli_hits_text(const struct cli *c,
                              const struct cvd_result *r);
/* The facets alone.  CVD_ENOMEM. */
enum cvd_status cli_facets_text(const struct cli *c,
                                const struct cvd_result *r);
/* csv or tsv, by c->format.  CVD_ENOMEM. */
enum cvd_status cli_hits_table(const struct cli *c,
                               const struct cvd_result *r);

/* Append the values of field `f`, joined by semicolons.  CVD_ENOMEM. */
enum cvd_status cli_join_values(const struct cvd_doc *d, enum cvd_field f,
                                struct cvd_buf *out);

/* ---- commands, one a file -------------------------------------------- */

int cli_search(struct cli *c);
int cli_show(struct cli *c);
int cli_text(struct cli *c);
int cli_cites(struct cli *c);
int cli_cited_by(struct cli *c);
int cli_missing(struct cli *c);
int cli_graph(struct cli *c);
int cli_similar(struct cli *c);
int cli_compare(struct cli *c);
int cli_trace(struct cli *c);
int cli_facets(struct cli *c);
int cli_timeline(struct cli *c);
int cli_kwic(struct cli *c);
int cli_export(struct cli *c);
int cli_keyness(struct cli *c);
int cli_batch(struct cli *c);
int cli_watch(struct cli *c);
int cli_suggest(struct cli *c);
int cli_analyze(struct cli *c);

#endif
