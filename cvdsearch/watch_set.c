/* watch_set.c - documents by their id: see watch.h. */
#include "cvdsearch/watch.h"
#include "base/array.h"

#include <stdlib.h>

const char *const watch_how_names[] = { "found", "bears", "cites", NULL };
const char *const watch_change_names[] = { "new", "changed", "gone", NULL };

enum cvd_status watch_set_add(struct watch_set *s,
                              const struct watch_known *k)
{
    enum cvd_status st = cvd_array_reserve(&s->list, &s->cap, s->count + 1,
                                           sizeof *s->list);

    if (st != CVD_OK)
        return st;
    struct watch_known *kept = &s->list[s->count];
    *kept = *k;
    st = cvd_strings_keep(&s->strings, k->id, &kept->id);
    s->count += st == CVD_OK;
    return st;
}

static int by_id(const void *pa, const void *pb)
{
    const struct watch_known *a = pa, *b = pb;

    return cvd_str_compare(a->id, b->id);
}

void watch_set_sort(struct watch_set *s)
{
    if (s->count)
        qsort(s->list, s->count, sizeof *s->list, by_id);
}

struct watch_known *watch_set_find(const struct watch_set *s, size_t count,
                                   struct cvd_str id)
{
    struct watch_known key = { .id = id };

    return count ? bsearch(&key, s->list, count, sizeof *s->list, by_id)
                 : NULL;
}

void watch_set_release(struct watch_set *s)
{
    free(s->list);
    cvd_strings_free(s->strings);
    *s = (struct watch_set){ 0 };
}
