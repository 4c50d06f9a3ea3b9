/* options.c - see options.h. */
#include "indexer/options.h"
#include "base/limits.h"
#include "indexer/shares.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct row {
    const char *name;
    unsigned bit;        /* 0: every command takes it */
    bool takes_value;
} rows[] = {
    { "index", 0, true },
    { "help", 0, false },
    { "jobs", CVD_OPT_JOBS, true },
    { "report", CVD_OPT_REPORT, true },
    { "json", CVD_OPT_JSON, false },
    { "campaigns", CVD_OPT_CAMPAIGNS, true },
    { "memory", CVD_OPT_MEMORY, true },
};

static enum cvd_status read_jobs(const char *value, struct cvd_options *o,
                                 struct cvd_err *err)
{
    char *end;

    errno = 0;
    unsigned long n = strtoul(value, &end, 10);
    if (value[0] < '0' || value[0] > '9' || *end || errno || n < 1 ||
        n > CVD_JOBS_MAX)
        return cvd_fail(err, CVD_EUSAGE,
                        "--jobs takes a number from 1 to %d, not '%s'",
                        CVD_JOBS_MAX, value);
    o->jobs = (unsigned)n;
    return CVD_OK;
}

/* The power of two that a letter behind a number stands for; -1: none. */
static int unit_bits(const char *unit)
{
    static const char units[] = "KMG";
    const char *found;

    if (!*unit)
        return 0;
    found = strchr(units, *unit & ~0x20); /* small letters too */
    return found && *found && !unit[1] ? 10 * (int)(found - units + 1) : -1;
}

static enum cvd_status read_memory(const char *value, struct cvd_options *o,
                                   struct cvd_err *err)
{
    char *end;

    errno = 0;
    unsigned long long n = strtoull(value, &end, 10);
    int bits = unit_bits(end);
    if (value[0] < '0' || value[0] > '9' || errno || bits < 0 ||
        n > UINT64_MAX >> bits || n << bits < CVD_MEMORY_MIN)
        return cvd_fail(err, CVD_EUSAGE,
                        "--memory takes a size of at least %lluM, such as "
                        "512M or 2G, not '%s'",
                        (unsigned long long)CVD_MEMORY_MIN >> 20, value);
    o->memory = (uint64_t)n << bits;
    return CVD_OK;
}

static enum cvd_status set(struct cvd_options *o, const struct row *row,
                           const char *value, struct cvd_err *err)
{
    if (row->takes_value && !*value)
        return cvd_fail(err, CVD_EUSAGE, "--%s needs a value", row->name);
    if (strcmp(row->name, "jobs") == 0)
        return read_jobs(value, o, err);
    if (strcmp(row->name, "memory") == 0)
        return read_memory(value, o, err);
    if (strcmp(row->name, "index") == 0)
        o->index = value;
    else if (strcmp(row->name, "report") == 0)
        o->report = value;
    else if (strcmp(row->name, "campaigns") == 0)
        o->campaigns = value;
    else if (strcmp(row->name, "json") == 0)
        o->json = true;
    else
        o->help = true;
    return CVD_OK;
}

/* Read the option argv[*i], and its value from the next word if it is not
 * behind '='. */
static enum cvd_status read_one(int argc, char **argv, int *i,
                                unsigned allowed, struct cvd_options *o,
                                struct cvd_err *err)
{
    const char *word = argv[*i];
    const char *name = strcmp(word, "-h") == 0 ? "help" : word + 2;
    size_t len = strcspn(name, "=");
    const struct row *row = NULL;

    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        if (strlen(rows[k].name) == len &&
            memcmp(rows[k].name, name, len) == 0)
            row = &rows[k];
    if (word[1] != '-' && strcmp(word, "-h") != 0)
        row = NULL;
    if (!row || (row->bit && !(row->bit & allowed)))
        return cvd_fail(err, CVD_EUSAGE,
                        "unknown option '%s': see 'cvdindex %s --help'",
                        word, argv[1]);
    if (!row->takes_value) {
        if (name[len])
            return cvd_fail(err, CVD_EUSAGE, "--%s takes no value",
                            row->name);
        return set(o, row, "", err);
    }
    if (name[len])
        return set(o, row, name + len + 1, err);
    if (*i + 1 == argc)
        return cvd_fail(err, CVD_EUSAGE, "--%s needs a value", row->name);
    return set(o, row, argv[++*i], err);
}

enum cvd_status cvd_options_read(int argc, char **argv, int from,
                                 unsigned allowed, struct cvd_options *out,
                                 struct cvd_err *err)
{
    struct cvd_options o = { .args = argv + from,
                             .memory = CVD_MEMORY_DEFAULT };
    enum cvd_status st = CVD_OK;
    bool ended = false;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    o.jobs = processors < 1 ? 1
             : processors > CVD_JOBS_MAX ? CVD_JOBS_MAX
                                         : (unsigned)processors;
    o.index = getenv("CVD_INDEX");
    if (o.index && !*o.index)
        o.index = NULL;
    for (int i = from; i < argc && st == CVD_OK; i++) {
        if (!ended && strcmp(argv[i], "--") == 0)
            ended = true;
        else if (ended || argv[i][0] != '-' || argv[i][1] == '\0')
            o.args[o.arg_count++] = argv[i];
        else
            st = read_one(argc, argv, &i, allowed, &o, err);
    }
    if (st == CVD_OK)
        *out = o;
    return st;
}
