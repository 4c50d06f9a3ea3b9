/* workers.c - taking turns at the index. */
#include "searchd/workers.h"
#include "searchd/log.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum {
    /* How old what is known of the newest generation may be: reading it takes
     * microseconds, of which a query would feel a few. */
    LOOK_MS = 10,
    /* Once somebody waits longer, as many wait as there are workers, and the
     * others are told at once.  A burst of quick queries never gets here. */
    PRESSED_MS = 50,
    /* When one that could not be opened is tried again: it may have been want
     * of memory or files, or a generation gone the moment before. */
    RETRY_MS = 1000
};

/* A request that waits, on the stack of its thread. */
struct waiter {
    pthread_cond_t given;
    struct worker *got;
    uint64_t since_ms;
    struct waiter *next;
};

/* A list that somebody answers with. */
struct synonyms {
    struct cvd_synonym_list *list;
    unsigned users;             /* workers, and one more while it is the
                                   newest */
};

struct workers {
    const char *path;
    pthread_mutex_t lock;       /* of all below */
    struct worker *all, *free;
    struct waiter *first, **last; /* who came first is served first */
    unsigned count, busy, waiting, extra;
    unsigned newest;            /* generation */
    unsigned broken;            /* one that could not be opened, at */
    uint64_t broken_ms, looked_ms, reopened, failed;
    struct cvd_store_info index;
    int64_t opened_at;
    struct synonyms *synonyms;  /* the newest; NULL: none */
};

static uint64_t now_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static unsigned generation_of(const struct cvd_searcher *s)
{
    struct cvd_store_info info;

    cvd_searcher_describe(s, &info);
    return info.generation;
}

/* Note what `s`, opened just now, shows.  The lock is held. */
static void note_opened(struct workers *w, const struct cvd_searcher *s)
{
    struct cvd_store_info info;

    cvd_searcher_describe(s, &info);
    if (info.generation == w->index.generation)
        return;
    w->index = info;
    w->opened_at = (int64_t)time(NULL);
    log_line(LOG_INFO, "generation number=%u documents=%llu",
             info.generation, (unsigned long long)info.documents);
}

enum cvd_status workers_new(const char *path, unsigned count,
                            struct workers **out, struct cvd_err *err)
{
    struct workers *w = calloc(1, sizeof *w);
    enum cvd_status st = CVD_OK;

    *out = NULL;
    if (!w || !(w->all = calloc(count, sizeof *w->all))) {
        free(w);
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    w->path = path;
    w->count = count;
    w->last = &w->first;
    (void)pthread_mutex_init(&w->lock, NULL);
    for (unsigned i = 0; i < count && st == CVD_OK; i++) {
        struct worker *k = &w->all[i];
        st = cvd_searcher_open(path, &k->searcher, err);
        k->next = w->free;
        w->free = k;
    }
    if (st != CVD_OK) {
        workers_free(w);
        return st;
    }
    note_opened(w, w->free->searcher);
    w->newest = w->index.generation;
    w->looked_ms = now_ms();
    *out = w;
    return CVD_OK;
}

/* ---- synonyms -------------------------------------------------------- */

/* One user less: what nobody uses any more, to be freed, best without the
 * lock, which is held; or NULL. */
static struct synonyms *let_go(struct synonyms *s)
{
    return s && --s->users == 0 ? s : NULL;
}

static void synonyms_free(struct synonyms *s)
{
    if (s)
        cvd_synonyms_close(s->list);
    free(s);
}

static void use_synonyms(struct cvd_searcher *s, const struct synonyms *with)
{
    cvd_searcher_synonyms(s, with ? with->list : NULL);
}

/* Give a worker, which nobody else uses, the newest list; what is to be freed,
 * as of let_go().  The lock is held. */
static struct synonyms *give_newest(struct workers *w, struct worker *worker)
{
    struct synonyms *old = worker->synonyms;

    if (old == w->synonyms)
        return NULL;
    worker->synonyms = w->synonyms;
    if (worker->synonyms)
        worker->synonyms->users++;
    use_synonyms(worker->searcher, worker->synonyms);
    return let_go(old);
}

enum cvd_status workers_set_synonyms(struct workers *w,
                                     struct cvd_synonym_list *list,
                                     struct cvd_err *err)
{
    struct synonyms *s = NULL;

    if (list) {
        s = calloc(1, sizeof *s);
        if (!s) {
            cvd_synonyms_close(list);
            return cvd_fail(err, CVD_ENOMEM, "out of memory");
        }
        *s = (struct synonyms){ list, 1 };
    }
    (void)pthread_mutex_lock(&w->lock);
    struct synonyms *unused = let_go(w->synonyms);
    w->synonyms = s;
    (void)pthread_mutex_unlock(&w->lock);
    synonyms_free(unused);
    return CVD_OK;
}

void workers_free(struct workers *w)
{
    if (!w)
        return;
    for (unsigned i = 0; i < w->count; i++) {
        cvd_searcher_close(w->all[i].searcher);
        synonyms_free(let_go(w->all[i].synonyms));
    }
    synonyms_free(let_go(w->synonyms));
    (void)pthread_mutex_destroy(&w->lock);
    free(w->all);
    free(w);
}

/* ---- generations ----------------------------------------------------- */

/* Whether a generation newer than `held` should be opened.  The lock is
 * held. */
static bool is_old(struct workers *w, unsigned held)
{
    uint64_t now = now_ms();
    unsigned newest;

    if (now - w->looked_ms >= LOOK_MS) {
        w->looked_ms = now;
        if (cvd_store_generation(w->path, &newest, NULL) == CVD_OK)
            w->newest = newest;
    }
    if (w->newest == held)
        return false;
    if (w->newest == w->broken && now - w->broken_ms < RETRY_MS)
        return false;
    w->broken_ms = now; /* one tries */
    return true;
}

enum cvd_status workers_reopen(struct workers *w, struct worker *worker,
                               struct cvd_err *err)
{
    struct cvd_searcher *s = NULL;
    enum cvd_status st = cvd_searcher_open(w->path, &s, err);

    (void)pthread_mutex_lock(&w->lock);
    if (st == CVD_OK) {
        w->reopened++;
        note_opened(w, s);
    } else {
        w->failed++;
        w->broken = w->newest;
        w->broken_ms = now_ms();
    }
    (void)pthread_mutex_unlock(&w->lock);
    if (st == CVD_OK) {
        use_synonyms(s, worker->synonyms);
        cvd_searcher_close(worker->searcher);
        worker->searcher = s;
    }
    return st;
}

enum cvd_status workers_extra(struct workers *w, struct worker **out,
                              struct cvd_err *err)
{
    struct worker *k;

    (void)pthread_mutex_lock(&w->lock);
    bool room = w->extra < w->count;
    w->extra += room;
    (void)pthread_mutex_unlock(&w->lock);
    if (!room)
        return cvd_fail(err, CVD_ELOCKED, "too many exports run");
    k = calloc(1, sizeof *k);
    enum cvd_status st = k ? cvd_searcher_open(w->path, &k->searcher, err)
                           : cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (st != CVD_OK) {
        workers_return_extra(w, k);
        return st;
    }
    (void)pthread_mutex_lock(&w->lock);
    (void)give_newest(w, k); /* it had none */
    (void)pthread_mutex_unlock(&w->lock);
    *out = k;
    return CVD_OK;
}

void workers_return_extra(struct workers *w, struct worker *worker)
{
    if (worker)
        cvd_searcher_close(worker->searcher);
    (void)pthread_mutex_lock(&w->lock);
    w->extra--;
    struct synonyms *unused = worker ? let_go(worker->synonyms) : NULL;
    (void)pthread_mutex_unlock(&w->lock);
    synonyms_free(unused);
    free(worker);
}

/* Bring a worker that is taken to the newest generation, if it can be. */
static void renew(struct workers *w, struct worker *worker)
{
    struct cvd_err err = { CVD_OK, "" };

    if (workers_reopen(w, worker, &err) != CVD_OK)
        log_line(LOG_ERROR, "generation-broken reason=%s", err.msg);
}

/* ---- taking turns ---------------------------------------------------- */

static struct timespec time_in(unsigned ms)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += ms / 1000;
    t.tv_nsec += (long)(ms % 1000) * 1000000;
    if (t.tv_nsec >= 1000000000) {
        t.tv_nsec -= 1000000000;
        t.tv_sec++;
    }
    return t;
}

/* Leave the queue without a worker.  The lock is held. */
static void leave(struct workers *w, struct waiter *me)
{
    struct waiter **at = &w->first;

    while (*at != me)
        at = &(*at)->next;
    *at = me->next;
    if (w->last == &me->next)
        w->last = at;
    w->waiting--;
}

/* Wait in the queue for a worker; NULL after `wait_ms`.  The lock is held. */
static struct worker *wait_for_one(struct workers *w, unsigned wait_ms)
{
    const struct timespec until = time_in(wait_ms);
    struct waiter me = { .since_ms = now_ms() };
    pthread_condattr_t attr;
    int status = 0;

    (void)pthread_condattr_init(&attr);
    (void)pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&me.given, &attr);
    (void)pthread_condattr_destroy(&attr);
    *w->last = &me;
    w->last = &me.next;
    w->waiting++;
    while (!me.got && status != ETIMEDOUT)
        status = pthread_cond_timedwait(&me.given, &w->lock, &until);
    if (!me.got)
        leave(w, &me);
    (void)pthread_cond_destroy(&me.given);
    return me.got;
}

static bool is_pressed(const struct workers *w)
{
    return w->first && w->waiting >= w->count &&
           now_ms() - w->first->since_ms > PRESSED_MS;
}

enum cvd_status workers_take(struct workers *w, unsigned wait_ms,
                             struct worker **out, struct cvd_err *err)
{
    struct synonyms *unused = NULL;
    bool old = false;

    (void)pthread_mutex_lock(&w->lock);
    struct worker *k = w->free;
    if (k) {
        w->free = k->next;
        w->busy++;
    } else if (!is_pressed(w)) {
        k = wait_for_one(w, wait_ms);
    }
    if (k) {
        unused = give_newest(w, k);
        old = is_old(w, generation_of(k->searcher));
    }
    (void)pthread_mutex_unlock(&w->lock);
    synonyms_free(unused);
    if (!k)
        return cvd_fail(err, CVD_ELOCKED, "all workers are busy");
    if (old)
        renew(w, k);
    *out = k;
    return CVD_OK;
}

void workers_give(struct workers *w, struct worker *worker)
{
    (void)pthread_mutex_lock(&w->lock);
    struct waiter *first = w->first;
    if (first) { /* it stays busy */
        w->first = first->next;
        if (!w->first)
            w->last = &w->first;
        w->waiting--;
        first->got = worker;
        (void)pthread_cond_signal(&first->given);
    } else {
        worker->next = w->free;
        w->free = worker;
        w->busy--;
    }
    (void)pthread_mutex_unlock(&w->lock);
}

/* A free worker of an old generation, taken; or NULL. */
static struct worker *take_old(struct workers *w)
{
    struct worker *found = NULL;

    (void)pthread_mutex_lock(&w->lock);
    for (struct worker **at = &w->free; *at && !found; at = &(*at)->next) {
        if (!is_old(w, generation_of((*at)->searcher)))
            continue;
        found = *at;
        *at = found->next;
        w->busy++;
        break;
    }
    (void)pthread_mutex_unlock(&w->lock);
    return found;
}

void workers_refresh(struct workers *w)
{
    struct worker *k;

    for (unsigned n = 0; n < w->count && (k = take_old(w)); n++) {
        renew(w, k);
        workers_give(w, k);
    }
}

void workers_describe(struct workers *w, struct workers_state *out)
{
    (void)pthread_mutex_lock(&w->lock);
    *out = (struct workers_state){
        .count = w->count, .busy = w->busy, .waiting = w->waiting,
        .extra = w->extra,
        .reopened = w->reopened, .failed = w->failed, .index = w->index,
        .opened_at = w->opened_at,
    };
    (void)pthread_mutex_unlock(&w->lock);
}
