/* warnings.c - see warnings.h. */
#include "search/warnings.h"

static const struct {
    const char *vi, *en;
} texts[CVD_WARNING_COUNT] = {
#define X(id, vi, en) [id] = { vi, en },
    CVD_WARNINGS(X)
#undef X
};

void cvd_warn(struct cvd_result *r, enum cvd_warning w)
{
    for (size_t i = 0; i < r->warning_count; i++)
        if (r->warnings[i] == texts[w].vi)
            return;
    if (r->warning_count < CVD_WARNINGS_MAX)
        r->warnings[r->warning_count++] = texts[w].vi;
}

const char *cvd_warning_english(const char *warning)
{
    for (size_t i = 0; i < CVD_WARNING_COUNT; i++)
        if (strcmp(texts[i].vi, warning) == 0)
            return texts[i].en;
    return NULL;
}
