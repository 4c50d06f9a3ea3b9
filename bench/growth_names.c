/* growth_names.c - the tables of places and campaigns read.
 *
 * May depend on: libc. */
#include "bench/growth_names.h"

#include "bench/growth_model.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 4, LINE_MAX_BYTES = 4096, CODE_MAX = 8 };

/* A table while it is read: the code of each place, to find it by. */
struct codes {
    char (*list)[CODE_MAX];
    uint32_t count;
};

static const char *const kinds[] = {
    "tỉnh", "thành phố", "quận", "huyện", "thị xã", "xã", "phường",
    "thị trấn", "đặc khu"
};

static const char *kind_of(const char *s, const char *path)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i], s) == 0)
            return kinds[i];
    growth_die(path, "a kind of place is unknown");
}

/* The next line that is not a comment, cut at its tabs; columns that it has
 * not are empty. */
static bool next_row(FILE *in, char *line, char *column[COLUMNS])
{
    do {
        if (!fgets(line, LINE_MAX_BYTES, in))
            return false;
        line[strcspn(line, "\r\n")] = '\0';
    } while (*line == '#' || *line == '\0');
    for (int i = 0; i < COLUMNS; i++) {
        column[i] = line;
        line += strcspn(line, "\t");
        if (*line)
            *line++ = '\0';
    }
    return true;
}

static FILE *open_table(const char *dir, const char *name, char path[4096])
{
    (void)snprintf(path, 4096, "%s/%s.tsv", dir, name);
    FILE *in = fopen(path, "r");
    if (!in)
        growth_die(path, strerror(errno));
    return in;
}

static uint32_t find(const struct codes *c, const char *code)
{
    for (uint32_t i = 0; i < c->count; i++)
        if (strcmp(c->list[i], code) == 0)
            return i;
    return 0; /* of what is no more: somewhere else is as good */
}

/* Codes of `codes` become those of this table. */
static void load_places(const char *dir, const char *name,
                        struct codes *codes, struct growth_places *out)
{
    struct codes above = *codes;
    char line[LINE_MAX_BYTES], path[4096], *column[COLUMNS];
    uint32_t cap = 0;
    FILE *in = open_table(dir, name, path);

    *codes = (struct codes){ NULL, 0 };
    while (next_row(in, line, column)) {
        if (out->count == cap) {
            cap = cap ? cap * 2 : 64;
            out->list = growth_need(realloc(out->list,
                                            cap * sizeof *out->list));
            codes->list = growth_need(realloc(codes->list,
                                              cap * sizeof *codes->list));
        }
        (void)snprintf(codes->list[codes->count++], CODE_MAX, "%s",
                       column[0]);
        out->list[out->count++] = (struct growth_place){
            .name = growth_need(strdup(column[1])),
            .kind = kind_of(column[2], path),
            .inside = find(&above, column[3]) };
    }
    (void)fclose(in);
    free(above.list);
    if (out->count == 0)
        growth_die(path, "no place in it");
}

static void load_campaigns(const char *dir, struct growth_names *n)
{
    char line[LINE_MAX_BYTES], path[4096], *column[COLUMNS];
    uint32_t cap = 0;
    FILE *in = open_table(dir, "campaigns", path);

    while (next_row(in, line, column)) {
        const char *name = column[0];
        name += *name == '~' || *name == '^';
        if (n->campaign_count == cap) {
            cap = cap ? cap * 2 : 64;
            n->campaigns = growth_need(realloc(n->campaigns,
                                               cap * sizeof (char *)));
        }
        n->campaigns[n->campaign_count++] = growth_need(strdup(name));
    }
    (void)fclose(in);
    if (n->campaign_count == 0)
        growth_die(path, "no campaign in it");
}

void growth_names_load(const char *path, struct growth_names *out)
{
    struct codes codes = { NULL, 0 };

    *out = (struct growth_names){ .campaigns = NULL };
    load_places(path, "provinces", &codes, &out->before[GROWTH_PROVINCE]);
    load_places(path, "districts", &codes, &out->before[GROWTH_DISTRICT]);
    load_places(path, "wards", &codes, &out->before[GROWTH_COMMUNE]);
    free(codes.list);
    codes = (struct codes){ NULL, 0 };
    load_places(path, "provinces_2025", &codes,
                &out->since[GROWTH_PROVINCE]);
    load_places(path, "wards_2025", &codes, &out->since[GROWTH_COMMUNE]);
    free(codes.list);
    load_campaigns(path, out);
}

void growth_names_release(struct growth_names *n)
{
    for (int l = 0; l < GROWTH_LEVELS; l++) {
        struct growth_places *both[] = { &n->before[l], &n->since[l] };
        for (int k = 0; k < 2; k++) {
            for (uint32_t i = 0; i < both[k]->count; i++)
                free(both[k]->list[i].name);
            free(both[k]->list);
        }
    }
    for (uint32_t i = 0; i < n->campaign_count; i++)
        free(n->campaigns[i]);
    free(n->campaigns);
}
