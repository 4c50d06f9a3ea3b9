/* growth_names.h - the names that documents are composed of: places and
 * campaigns from corpus/tables, issuers and set phrases of our own.
 *
 * May depend on: libc, growth_model.h. */
#ifndef BENCH_GROWTH_NAMES_H
#define BENCH_GROWTH_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct growth_place {
    char *name;                     /* Ninh Thuận */
    const char *kind;               /* tỉnh */
    uint32_t inside;                /* place of the level above */
};

struct growth_places {
    struct growth_place *list;
    uint32_t count;
};

enum growth_level {
    GROWTH_CENTRAL, GROWTH_PROVINCE, GROWTH_DISTRICT, GROWTH_COMMUNE,
    GROWTH_LEVELS
};

struct growth_names {
    /* Of the 63 provinces; of the 34, without districts. */
    struct growth_places before[GROWTH_LEVELS], since[GROWTH_LEVELS];
    char **campaigns;
    uint32_t campaign_count;
};

/* Read the tables of directory `path`; ends the program where one cannot be
 * read. */
void growth_names_load(const char *path, struct growth_names *out);
void growth_names_release(struct growth_names *n);

/* Who writes.  In texts %p is the place, %k its kind ("tỉnh"), %u the Party's
 * committee there ("Tỉnh ủy"). */
struct growth_issuer {
    enum growth_level level;
    bool party;                     /* its way to write numbers and heads */
    const char *symbol;             /* SCT */
    const char *above, *name;       /* the two lines of the heading; above may
                                       be empty */
    const char *full;               /* as others name it */
    const char *authority, *position;
    unsigned weight;
};

extern const struct growth_issuer growth_issuers[];
extern const uint32_t growth_issuer_count;

struct growth_type {
    const char *name, *symbol;
    unsigned weight;
};

extern const struct growth_type growth_types[];
extern const uint32_t growth_type_count;

/* Lists that end in NULL. */
extern const char *const growth_doings[];     /* triển khai thực hiện ... */
extern const char *const growth_matters[];    /* what it is about */
extern const char *const growth_recipients[];
extern const char *const growth_families[], *const growth_middles[],
                  *const growth_given[];

#endif
