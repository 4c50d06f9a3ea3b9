/* reuse_rows.c - see reuse_rows.h. */
#include "bench/reuse_rows.h"

#include "base/array.h"
#include "bench/measure.h"

#include <errno.h>
#include <stdlib.h>

static void cut(const char *path, char *line, size_t columns, char *column[])
{
    line[strcspn(line, "\n")] = '\0';
    for (size_t i = 0; i < columns; i++) {
        size_t len = strcspn(line, "\t");
        bool more = line[len] == '\t';
        column[i] = line;
        line[len] = '\0';
        if (!more && i + 1 < columns)
            plant_die(path, "a line has too few columns");
        line += len + more;
    }
}

void reuse_each_line(const char *path, size_t columns,
                     void (*take)(void *ctx, char *column[]), void *ctx)
{
    FILE *in = fopen(path, "r");
    char *line = NULL, *column[REUSE_COLUMNS_MAX];
    size_t cap = 0;

    if (!in)
        plant_die(path, strerror(errno));
    while (getline(&line, &cap, in) > 0) {
        cut(path, line, columns, column);
        take(ctx, column);
    }
    if (ferror(in))
        plant_die(path, "cannot be read");
    free(line);
    (void)fclose(in);
}

size_t reuse_row_of(struct reuse_rows *r, const char *kind,
                    const char *severity)
{
    struct cvd_buf name = { 0 };

    plant_need(cvd_buf_printf(&name, "%s\t%s", kind, severity));
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->names[i], name.ptr) == 0) {
            cvd_buf_release(&name);
            return i;
        }
    plant_need(cvd_array_reserve(&r->names, &r->cap, r->count + 1,
                                 sizeof *r->names));
    r->names[r->count] = name.ptr;
    return r->count++;
}

void reuse_rows_release(struct reuse_rows *r)
{
    for (size_t i = 0; i < r->count; i++)
        free(r->names[i]);
    free(r->names);
    *r = (struct reuse_rows){ 0 };
}

void reuse_print_row(const struct reuse_rows *r, size_t i)
{
    const char *name = r->names[i];
    int kind = (int)strcspn(name, "\t");
    const char *severity = name + kind + 1;

    printf("| %.*s", kind, name);
    if (strcmp(severity, "-") != 0)
        printf(", %s", severity);
    printf(" ");
}

void reuse_print_share(double part, double of)
{
    if (of > 0)
        printf("| %.3f ", part / of);
    else
        printf("| - ");
}

void reuse_times_add(struct reuse_times *t, const struct reuse_answer *a)
{
    plant_need(cvd_array_reserve(&t->wall, &t->wall_cap, t->count + 1,
                                 sizeof *t->wall));
    plant_need(cvd_array_reserve(&t->cpu, &t->cpu_cap, t->count + 1,
                                 sizeof *t->cpu));
    t->wall[t->count] = a->wall_ms;
    t->cpu[t->count++] = a->cpu_ms;
}

/* The least of n rising numbers that `share` of them do not exceed. */
static double percentile(const double *sorted, size_t n, double share)
{
    size_t i = (size_t)((double)n * share + 0.999999);

    return n ? sorted[i < 1 ? 0 : i - 1] : 0;
}

void reuse_print_times(const char *what, const struct reuse_times *t)
{
    if (!t->count)
        return;
    bench_sort(t->wall, t->count);
    bench_sort(t->cpu, t->count);
    printf("- %s, %zu times: p50 %.1f ms, p99 %.1f ms; of the processor "
           "p50 %.1f ms, p99 %.1f ms\n", what, t->count,
           percentile(t->wall, t->count, 0.5),
           percentile(t->wall, t->count, 0.99),
           percentile(t->cpu, t->count, 0.5),
           percentile(t->cpu, t->count, 0.99));
}

void reuse_times_release(struct reuse_times *t)
{
    free(t->wall);
    free(t->cpu);
    *t = (struct reuse_times){ 0 };
}
