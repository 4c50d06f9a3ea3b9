/* progress.c - see progress.h. */
#include "indexer/progress.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BAR_CELLS = 24 };

static struct {
    bool wanted;
    const char *name;
    uint64_t documents, bytes;
    double begun, drawn;
} now;

static atomic_bool drawn;

double cvd_progress_now(void)
{
    struct timespec t;

    if (clock_gettime(CLOCK_MONOTONIC, &t) != 0)
        return 0;
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

bool cvd_progress_wanted(void)
{
    return isatty(STDERR_FILENO) == 1;
}

void cvd_progress_begin(const char *name, uint64_t documents, uint64_t bytes)
{
    now.wanted = cvd_progress_wanted();
    now.name = name;
    now.documents = documents;
    now.bytes = bytes;
    now.begun = cvd_progress_now();
    now.drawn = 0;
}

/* How much is done, from 0 to 1; below 0 where that is not known. */
static double share(uint64_t documents, uint64_t bytes)
{
    double s = -1;

    if (now.bytes)
        s = (double)bytes / (double)now.bytes;
    else if (now.documents)
        s = (double)documents / (double)now.documents;
    return s > 1 ? 1 : s;
}

void cvd_progress_show(uint64_t documents, uint64_t bytes)
{
    double t = cvd_progress_now();
    double took = t - now.begun;
    double done = share(documents, bytes);
    char bar[BAR_CELLS + 16] = "";
    char left[32] = "";

    if (!now.wanted || t - now.drawn < 0.1)
        return;
    now.drawn = t;
    if (done >= 0) {
        int full = (int)(done * BAR_CELLS);
        memset(bar, ' ', BAR_CELLS + 2);
        bar[0] = '[';
        memset(bar + 1, '#', (size_t)full);
        bar[BAR_CELLS + 1] = ']';
        (void)snprintf(bar + BAR_CELLS + 2, sizeof bar - BAR_CELLS - 2,
                       " %3d%% ", (int)(done * 100));
    }
    if (done > 0 && took > 1) {
        unsigned s = (unsigned)(took / done - took + 0.5);
        (void)snprintf(left, sizeof left, ", còn %u:%02u", s / 60, s % 60);
    }
    /* One call, so that a message of another thread stays whole. */
    (void)fprintf(stderr,
                  "\r\033[K%s %s%" PRIu64 " văn bản, %.1f MB/s%s",
                  now.name, bar, documents,
                  took > 0 ? (double)bytes / 1e6 / took : 0.0, left);
    atomic_store(&drawn, true);
}

void cvd_progress_clear(void)
{
    if (atomic_exchange(&drawn, false))
        (void)fputs("\r\033[K", stderr);
}
