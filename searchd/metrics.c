/* metrics.c - counters, and how Prometheus reads them
 * (prometheus.io, exposition formats). */
#include "searchd/metrics.h"
#include "base/version.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* Statuses the daemon answers with. */
static const unsigned statuses[] = { 200, 204, 304, 400, 401, 403, 404, 405,
                                     413, 414, 431, 500, 503 };
enum { STATUSES = sizeof statuses / sizeof *statuses };

/* Upper bounds in microseconds, from a cached page to the deadline. */
static const unsigned bounds_us[] = { 100,   250,   500,    1000,   2500,
                                      5000,  10000, 25000,  50000,  100000,
                                      250000, 500000, 1000000, 2500000 };
enum { BOUNDS = sizeof bounds_us / sizeof *bounds_us };

static const char *const kind_names[QUERY_KINDS] = { "number", "named",
                                                     "words", "browse" };

struct route_metrics {
    atomic_ullong by_status[STATUSES];
    atomic_ullong by_time[BOUNDS + 1];
    atomic_ullong ns;
};

struct metrics {
    const char *const *names;
    size_t routes;
    struct route_metrics *route;
    atomic_ullong queries[QUERY_KINDS], empty[QUERY_KINDS], cut_short;
    int64_t started_at;
};

struct metrics *metrics_new(const char *const *names, size_t routes)
{
    struct metrics *m = calloc(1, sizeof *m);

    if (!m || !(m->route = calloc(routes, sizeof *m->route))) {
        free(m);
        return NULL;
    }
    m->names = names;
    m->routes = routes;
    m->started_at = (int64_t)time(NULL);
    return m;
}

void metrics_free(struct metrics *m)
{
    if (m)
        free(m->route);
    free(m);
}

static void add(atomic_ullong *to, uint64_t n)
{
    atomic_fetch_add_explicit(to, n, memory_order_relaxed);
}

static uint64_t get(const atomic_ullong *from)
{
    return atomic_load_explicit(from, memory_order_relaxed);
}

void metrics_request(struct metrics *m, size_t route, unsigned status,
                     uint64_t ns)
{
    struct route_metrics *r = &m->route[route];
    size_t i = 0;

    while (i < STATUSES - 1 && statuses[i] != status)
        i++;
    add(&r->by_status[i], 1);
    for (i = 0; i < BOUNDS && ns > bounds_us[i] * 1000ull; i++)
        ;
    add(&r->by_time[i], 1);
    add(&r->ns, ns);
}

static enum query_kind kind_of(const struct cvd_result *r)
{
    if (cvd_doc_value(&r->understood, CVD_F_NUMBER).len)
        return QUERY_NUMBER;
    if (r->understood.value_count)
        return QUERY_NAMED;
    return r->query.len ? QUERY_WORDS : QUERY_BROWSE;
}

void metrics_query_kept(struct metrics *m, const struct query_count *count)
{
    if (!count->asked)
        return;
    add(&m->queries[count->kind], 1);
    if (count->empty)
        add(&m->empty[count->kind], 1);
    if (count->cut_short)
        add(&m->cut_short, 1);
}

struct query_count metrics_query(struct metrics *m,
                                 const struct cvd_result *r)
{
    struct query_count count = { true, kind_of(r), !r->total, r->cut_short };

    metrics_query_kept(m, &count);
    return count;
}

/* ---- writing --------------------------------------------------------- */

/* Remembers the first failure; later calls do nothing. */
struct writer {
    struct cvd_buf *out;
    enum cvd_status status;
};

__attribute__((format(printf, 2, 3)))
static void put(struct writer *w, const char *format, ...)
{
    char line[512];
    va_list ap;

    if (w->status != CVD_OK)
        return;
    va_start(ap, format);
    int n = vsnprintf(line, sizeof line, format, ap);
    va_end(ap);
    if (n > 0 && (size_t)n < sizeof line)
        w->status = cvd_buf_add_bytes(w->out, line, (size_t)n);
}

static void head(struct writer *w, const char *name, const char *type,
                 const char *help)
{
    put(w, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void one(struct writer *w, const char *name, const char *type,
                const char *help, double value)
{
    head(w, name, type, help);
    put(w, "%s %.17g\n", name, value);
}

static void put_requests(struct writer *w, const struct metrics *m)
{
    head(w, "cvdsearch_http_requests_total", "counter",
         "Requests answered, by route and status.");
    for (size_t i = 0; i < m->routes; i++)
        for (size_t k = 0; k < STATUSES; k++) {
            uint64_t n = get(&m->route[i].by_status[k]);
            if (n)
                put(w, "cvdsearch_http_requests_total{route=\"%s\","
                       "status=\"%u\"} %llu\n",
                    m->names[i], statuses[k], (unsigned long long)n);
        }
}

static void put_histogram(struct writer *w, const char *route,
                          const struct route_metrics *r)
{
    static const char name[] = "cvdsearch_http_request_duration_seconds";
    uint64_t sum = 0;

    for (size_t k = 0; k <= BOUNDS; k++)
        sum += get(&r->by_time[k]);
    if (!sum)
        return;
    sum = 0;
    for (size_t k = 0; k < BOUNDS; k++) {
        sum += get(&r->by_time[k]);
        put(w, "%s_bucket{route=\"%s\",le=\"%g\"} %llu\n", name, route,
            bounds_us[k] / 1e6, (unsigned long long)sum);
    }
    sum += get(&r->by_time[BOUNDS]);
    put(w, "%s_bucket{route=\"%s\",le=\"+Inf\"} %llu\n", name, route,
        (unsigned long long)sum);
    put(w, "%s_sum{route=\"%s\"} %.9f\n", name, route,
        (double)get(&r->ns) / 1e9);
    put(w, "%s_count{route=\"%s\"} %llu\n", name, route,
        (unsigned long long)sum);
}

static void put_queries(struct writer *w, const struct metrics *m)
{
    head(w, "cvdsearch_queries_total", "counter",
         "Queries answered, by what they ask by.");
    for (size_t k = 0; k < QUERY_KINDS; k++)
        put(w, "cvdsearch_queries_total{kind=\"%s\"} %llu\n", kind_names[k],
            (unsigned long long)get(&m->queries[k]));
    head(w, "cvdsearch_queries_empty_total", "counter",
         "Queries that found nothing.");
    for (size_t k = 0; k < QUERY_KINDS; k++)
        put(w, "cvdsearch_queries_empty_total{kind=\"%s\"} %llu\n",
            kind_names[k], (unsigned long long)get(&m->empty[k]));
    one(w, "cvdsearch_queries_cut_short_total", "counter",
        "Queries stopped at their deadline.", (double)get(&m->cut_short));
}

static void put_index(struct writer *w, const struct workers_state *k)
{
    one(w, "cvdsearch_index_generation", "gauge",
        "Number of the generation that is served.", k->index.generation);
    one(w, "cvdsearch_index_opened_timestamp_seconds", "gauge",
        "When that generation was opened.", (double)k->opened_at);
    one(w, "cvdsearch_index_age_seconds", "gauge",
        "Since that generation was opened.",
        (double)((int64_t)time(NULL) - k->opened_at));
    one(w, "cvdsearch_index_documents", "gauge", "Documents in it.",
        (double)k->index.documents);
    one(w, "cvdsearch_index_size_bytes", "gauge", "Of its files.",
        (double)k->index.disk_bytes);
    one(w, "cvdsearch_index_reopened_total", "counter",
        "Times a worker opened a newer generation.", (double)k->reopened);
    one(w, "cvdsearch_index_open_failures_total", "counter",
        "Times a newer generation could not be opened.", (double)k->failed);
}

static void put_cache(struct writer *w, const struct cache_state *c)
{
    one(w, "cvdsearch_cache_hits_total", "counter",
        "Requests answered by an answer that was kept.", (double)c->hits);
    one(w, "cvdsearch_cache_misses_total", "counter",
        "Requests that such an answer might have answered.",
        (double)c->misses);
    one(w, "cvdsearch_cache_entries", "gauge", "Answers kept.",
        (double)c->entries);
    one(w, "cvdsearch_cache_bytes", "gauge", "Of the answers kept.",
        (double)c->bytes);
}

static void put_process(struct writer *w, const struct metrics *m)
{
    unsigned long pages = 0, total = 0;
    FILE *f = fopen("/proc/self/statm", "re");

    if (f) {
        if (fscanf(f, "%lu %lu", &total, &pages) != 2)
            pages = 0;
        (void)fclose(f);
    }
    one(w, "process_resident_memory_bytes", "gauge", "Resident memory.",
        (double)pages * (double)sysconf(_SC_PAGESIZE));
    one(w, "process_start_time_seconds", "gauge", "When it was started.",
        (double)m->started_at);
}

enum cvd_status metrics_write(const struct metrics *m,
                              const struct metrics_states *now,
                              struct cvd_buf *out)
{
    struct writer w = { out, CVD_OK };

    head(&w, "cvdsearch_build_info", "gauge", "Of this program.");
    put(&w, "cvdsearch_build_info{version=\"%s\"} 1\n", CVD_VERSION);
    put_requests(&w, m);
    head(&w, "cvdsearch_http_request_duration_seconds", "histogram",
         "From the request being there to its answer being sent.");
    for (size_t i = 0; i < m->routes; i++)
        put_histogram(&w, m->names[i], &m->route[i]);
    put_queries(&w, m);
    put_index(&w, &now->workers);
    one(&w, "cvdsearch_workers", "gauge", "Queries that may run at once.",
        now->workers.count);
    one(&w, "cvdsearch_workers_busy", "gauge", "Queries that run.",
        now->workers.busy);
    one(&w, "cvdsearch_requests_waiting", "gauge",
        "Requests that wait for a worker.", now->queue.waiting);
    one(&w, "cvdsearch_exports", "gauge", "Exports on their way.",
        now->workers.extra);
    one(&w, "cvdsearch_connections", "gauge", "Connections open.",
        now->conns.open);
    one(&w, "cvdsearch_connections_accepted_total", "counter",
        "Connections accepted.", (double)now->conns.accepted);
    one(&w, "cvdsearch_connections_refused_total", "counter",
        "Connections over a limit, told 503.", (double)now->conns.refused);
    one(&w, "cvdsearch_connections_reaped_total", "counter",
        "Connections shut for their age.", (double)now->conns.reaped);
    put_cache(&w, &now->cache);
    put_process(&w, m);
    return w.status;
}
