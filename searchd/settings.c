/* settings.c - the table of settings, and the sources they come from: see
 * settings.h.  Depends on base/. */
#include "searchd/settings.h"
#include "searchd/settings_rows.h"

#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#define AT(member) offsetof(struct settings, member)

/* Reading a file, flags, --help, the manual page and the sample: all have
 * these. */
const struct settings_row settings_rows[SETTINGS_ROWS] = {
    { "index", "DIR", NULL, "the index to ask; else CVD_INDEX",
      SETTINGS_TEXTS, AT(index), 0, 0 },
    { "listen", "ADDRESS:PORT", "127.0.0.1:8080",
      "where to listen; no address: on all", SETTINGS_LISTEN,
      AT(listen_host), 0, 0 },
    { "threads", "N", NULL,
      "queries at once; else twice the processors, at least 4",
      SETTINGS_NUMBER, AT(threads), 1, THREADS_MAX },
    { "deadline-ms", "N", "2000", "milliseconds a query may take",
      SETTINGS_NUMBER, AT(deadline_ms), DEADLINE_MS_MIN, DEADLINE_MS_MAX },
    { "study-deadline-ms", "N", "10000",
      "the same of graph, keyness, collocates, kwic", SETTINGS_NUMBER,
      AT(study_deadline_ms), DEADLINE_MS_MIN, DEADLINE_MS_MAX },
    { "cache-mb", "N", "32", "megabytes of answers kept; 0: none",
      SETTINGS_NUMBER, AT(cache_mb), 0, CACHE_MB_MAX },
    { "connections", "N", "12000", "connections open at once",
      SETTINGS_NUMBER, AT(connections), 1, CONNECTIONS_MAX },
    { "connections-per-address", "N", "256", "of one client; 0: no limit",
      SETTINGS_NUMBER, AT(connections_per_address), 0, CONNECTIONS_MAX },
    { "tls-certificate", "FILE", NULL, "certificate and chain (PEM): HTTPS",
      SETTINGS_TEXT, AT(tls_certificate), 0, 0 },
    { "tls-key", "FILE", NULL, "its key (PEM)", SETTINGS_TEXT, AT(tls_key),
      0, 0 },
    { "tokens", "FILE", NULL, "who may ask; without: everybody",
      SETTINGS_TEXT, AT(tokens), 0, 0 },
    { "synonyms", "FILE", NULL, "words that mean the same", SETTINGS_TEXT,
      AT(synonyms), 0, 0 },
    { "originals", "DIR", NULL, "a directory that was indexed: its files "
      "are given out", SETTINGS_TEXTS, AT(originals), 0, 0 },
    { "trusted-proxies", "LIST", NULL,
      "addresses whose X-Forwarded-For is believed", SETTINGS_RANGES,
      AT(trusted_proxies), 0, 0 },
    { "cors-origins", "LIST", NULL,
      "web sites whose scripts may ask; * for all", SETTINGS_ORIGINS,
      AT(cors_origins), 0, 0 },
    { "log-level", "error|warn|info|debug", "info", "what to log",
      SETTINGS_LEVEL, AT(log_level), 0, 0 },
    { "access-log", "yes|no", "no", "log a line a request", SETTINGS_YES_NO,
      AT(access_log), 0, 0 },
};

size_t settings_find(struct cvd_str name)
{
    size_t i = 0;

    while (i < SETTINGS_ROWS &&
           !cvd_str_equal(name, cvd_str_from(settings_rows[i].name)))
        i++;
    return i;
}

/* ---- flags ----------------------------------------------------------- */

/* What is no setting: it has no place in the file. */
enum flag_only { F_CONFIG, F_CHECK, F_HELP, F_VERSION, FLAGS_ONLY };

static const struct {
    const char *name, *arg, *summary;
} flags_only[FLAGS_ONLY] = {
    [F_CONFIG] = { "config", "FILE", "read settings from FILE" },
    [F_CHECK] = { "check-config", NULL,
                  "see whether all could be used, and end" },
    [F_HELP] = { "help", NULL, "print this" },
    [F_VERSION] = { "version", NULL, "print the version" },
};

/* A setting as it stands on the command line. */
struct flag {
    const struct settings_row *row;
    struct cvd_str value;
};

/* The command line, read but not yet followed. */
struct flags {
    struct flag *list;
    size_t count;
    const char *config;      /* NULL: none */
    enum settings_task task;
};

/* Where we are in the command line. */
struct words {
    char **at;               /* NULL behind the last */
};

static size_t find_flag_only(struct cvd_str name)
{
    size_t i = 0;

    while (i < FLAGS_ONLY &&
           !cvd_str_equal(name, cvd_str_from(flags_only[i].name)))
        i++;
    return i;
}

/* The value of "--name=value" or "--name value". */
static enum cvd_status take_value(struct words *w, struct cvd_str name,
                                  const char **out, struct cvd_err *err)
{
    if (name.ptr[name.len] == '=')
        *out = name.ptr + name.len + 1;
    else if (*w->at)
        *out = *w->at++;
    else
        return cvd_fail(err, CVD_EUSAGE, "option '--%.*s' needs a value",
                        (int)name.len, name.ptr);
    return CVD_OK;
}

static enum cvd_status take_flag_only(struct flags *f, enum flag_only which,
                                      struct words *w, struct cvd_str name,
                                      struct cvd_err *err)
{
    if (flags_only[which].arg)
        return take_value(w, name, &f->config, err);
    if (name.ptr[name.len] == '=')
        return cvd_fail(err, CVD_EUSAGE, "option '--%.*s' takes no value",
                        (int)name.len, name.ptr);
    /* Whoever asks for help gets it, whatever else is said. */
    if (which == F_HELP)
        f->task = SETTINGS_HELP;
    else if (which == F_VERSION && f->task != SETTINGS_HELP)
        f->task = SETTINGS_VERSION;
    else if (which == F_CHECK && f->task == SETTINGS_RUN)
        f->task = SETTINGS_CHECK;
    return CVD_OK;
}

static enum cvd_status take_word(struct flags *f, struct words *w,
                                 struct cvd_err *err)
{
    const char *word = *w->at++, *value = NULL;
    struct cvd_str name;

    if (strcmp(word, "-h") == 0)
        word = "--help";
    if (strncmp(word, "--", 2) != 0 || !word[2])
        return cvd_fail(err, CVD_EUSAGE, "unexpected '%s': see 'cvdsearchd "
                        "--help'", word);
    name = (struct cvd_str){ word + 2, strcspn(word + 2, "=") };
    size_t which = find_flag_only(name), row = settings_find(name);
    if (which < FLAGS_ONLY)
        return take_flag_only(f, (enum flag_only)which, w, name, err);
    if (row == SETTINGS_ROWS)
        return cvd_fail(err, CVD_EUSAGE, "unknown option '--%.*s': see "
                        "'cvdsearchd --help'", (int)name.len, name.ptr);
    enum cvd_status st = take_value(w, name, &value, err);
    if (st == CVD_OK)
        f->list[f->count++] = (struct flag){ &settings_rows[row],
                                             cvd_str_from(value) };
    return st;
}

static enum cvd_status read_words(struct flags *f, char **argv,
                                  struct cvd_err *err)
{
    struct words w = { argv };
    enum cvd_status st = CVD_OK;

    while (st == CVD_OK && *w.at)
        st = take_word(f, &w, err);
    return st;
}

/* ---- the sources, one over the other --------------------------------- */

static enum cvd_status take_defaults(struct settings *s, struct cvd_err *err)
{
    enum { THREADS_PER_PROCESSOR = 2, THREADS_LEAST = 4 };
    enum cvd_status st = CVD_OK;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    for (size_t i = 0; i < SETTINGS_ROWS && st == CVD_OK; i++)
        if (settings_rows[i].standard)
            st = settings_take(s, &settings_rows[i],
                               cvd_str_from(settings_rows[i].standard), err);
    s->threads = THREADS_LEAST;
    if (processors > THREADS_LEAST / THREADS_PER_PROCESSOR)
        s->threads = processors > THREADS_MAX / THREADS_PER_PROCESSOR
                         ? THREADS_MAX
                         : (unsigned)processors * THREADS_PER_PROCESSOR;
    return st;
}

static enum cvd_status take_environment(struct settings *s,
                                        const char *env_index,
                                        struct cvd_err *err)
{
    size_t row = settings_find(cvd_str_from("index"));

    if (!env_index || !*env_index)
        return CVD_OK;
    settings_forget(s, &settings_rows[row]);
    return settings_take(s, &settings_rows[row], cvd_str_from(env_index),
                         err);
}

static enum cvd_status take_flags(struct settings *s, const struct flags *f,
                                  struct cvd_err *err)
{
    bool seen[SETTINGS_ROWS] = { false };
    struct cvd_err why = { CVD_OK, "" };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < f->count && st == CVD_OK; i++) {
        size_t row = (size_t)(f->list[i].row - settings_rows);
        if (!seen[row])
            settings_forget(s, f->list[i].row);
        seen[row] = true;
        st = settings_take(s, f->list[i].row, f->list[i].value, &why);
    }
    return st == CVD_OK ? st : cvd_fail(err, st, "--%s", why.msg);
}

static enum cvd_status check_whole(const struct settings *s,
                                   struct cvd_err *err)
{
    if (!s->tls_certificate != !s->tls_key)
        return cvd_fail(err, CVD_EUSAGE, "tls-certificate and tls-key: one "
                        "is of no use without the other");
    if (s->index.count == 0)
        return cvd_fail(err, CVD_ENOINDEX, "no index given: say --index DIR, "
                        "or set CVD_INDEX");
    return CVD_OK;
}

static enum cvd_status take_all(struct settings *s, const struct flags *f,
                                const char *env_index, struct cvd_err *err)
{
    enum cvd_status st = take_defaults(s, err);

    if (st == CVD_OK && f->config)
        st = settings_read_file(s, f->config, err);
    if (st == CVD_OK)
        st = take_environment(s, env_index, err);
    if (st == CVD_OK)
        st = take_flags(s, f, err);
    return st == CVD_OK ? check_whole(s, err) : st;
}

enum cvd_status settings_read(struct settings *out, int argc, char **argv,
                              const char *env_index,
                              enum settings_task *task, struct cvd_err *err)
{
    struct settings s = { 0 };
    struct flags f = { .task = SETTINGS_RUN };
    enum cvd_status st = CVD_OK;

    if (argc > 1) {
        f.list = calloc((size_t)argc, sizeof *f.list);
        st = f.list ? read_words(&f, argv + 1, err)
                    : cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    if (st == CVD_OK && f.task != SETTINGS_HELP &&
        f.task != SETTINGS_VERSION) {
        st = take_all(&s, &f, env_index, err);
        if (st == CVD_OK) {
            settings_release(out);
            *out = s;
            s = (struct settings){ 0 };
        }
    }
    if (st == CVD_OK)
        *task = f.task;
    settings_release(&s);
    free(f.list);
    return st;
}

void settings_release(struct settings *s)
{
    for (size_t i = 0; i < SETTINGS_ROWS; i++)
        settings_forget(s, &settings_rows[i]);
    free(s->listen_host);
    free(s->tls_certificate);
    free(s->tls_key);
    free(s->tokens);
    free(s->synonyms);
    *s = (struct settings){ 0 };
}

/* ---- help ------------------------------------------------------------ */

static void print_flag(FILE *out, const char *name, const char *arg,
                       const char *summary, const char *standard)
{
    enum { SUMMARY_AT = 34 };
    int n = fprintf(out, "  --%s%s%s", name, arg ? " " : "", arg ? arg : "");

    if (n < 0)
        return;
    if (n > SUMMARY_AT - 2) {
        (void)fputc('\n', out);
        n = 0;
    }
    (void)fprintf(out, "%*s%s", SUMMARY_AT - n, "", summary);
    if (standard)
        (void)fprintf(out, " [%s]", standard);
    (void)fputc('\n', out);
}

void settings_print_help(FILE *out)
{
    (void)fputs("usage: cvdsearchd --index DIR [OPTION...]\n\n"
                "Settings, on the command line or, without the --, in the "
                "file of --config:\n", out);
    for (size_t i = 0; i < SETTINGS_ROWS; i++)
        print_flag(out, settings_rows[i].name, settings_rows[i].arg,
                   settings_rows[i].summary, settings_rows[i].standard);
    (void)fputs("\nOptions:\n", out);
    for (size_t i = 0; i < FLAGS_ONLY; i++)
        print_flag(out, flags_only[i].name, flags_only[i].arg,
                   flags_only[i].summary, NULL);
    (void)fputs("\nExit status: 0 stopped as told, 2 wrong usage, 3 cannot.\n"
                "See cvdsearchd(8).\n", out);
}
