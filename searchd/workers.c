/* workers.c - taking turns at the index. */
#include "searchd/workers.h"
#include "searchd/log.h"
#include "searchd/now.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    /* When one that could not be opened is tried again: it may have been want
     * of memory or files, or a generation gone the moment before. */
    RETRY_MS = 1000
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
    pthread_cond_t given;
    struct worker *all, *free;
    unsigned count, busy, extra;
    unsigned newest;            /* generation */
    unsigned broken;            /* one that could not be opened, at */
    uint64_t broken_ms, reopened, failed;
    struct cvd_store_stamp looked; /* when `newest` was read */
    struct cvd_store_info index;
    int64_t opened_at;
    struct synonyms *synonyms;  /* the newest; NULL: none */
};

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
    (void)pthread_cond_init(&w->given, NULL);
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
    (void)pthread_cond_destroy(&w->given);
    (void)pthread_mutex_destroy(&w->lock);
    free(w->all);
    free(w);
}

/* ---- generations ----------------------------------------------------- */

/* Know the newest generation: who has added something finds it with the next
 * question.  The lock is held. */
static void look(struct workers *w)
{
    struct cvd_store_stamp now = cvd_store_stamp_of(w->path);
    unsigned newest;

    if (memcmp(&now, &w->looked, sizeof now) == 0)
        return;
    if (cvd_store_generation(w->path, &newest, NULL) == CVD_OK) {
        w->newest = newest;
        w->looked = now;
    }
}

unsigned workers_generation(struct workers *w)
{
    (void)pthread_mutex_lock(&w->lock);
    look(w);
    unsigned served = w->newest == w->broken ? w->index.generation
                                             : w->newest;
    (void)pthread_mutex_unlock(&w->lock);
    return served;
}

/* Whether a generation newer than `held` should be opened.  The lock is
 * held. */
static bool is_old(struct workers *w, unsigned held)
{
    uint64_t now = now_ms();

    look(w);
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

/* Take the first that is free, the lock being held, which is given up. */
static struct worker *take(struct workers *w)
{
    struct worker *k = w->free;

    w->free = k->next;
    w->busy++;
    struct synonyms *unused = give_newest(w, k);
    bool old = is_old(w, generation_of(k->searcher));
    (void)pthread_mutex_unlock(&w->lock);
    synonyms_free(unused);
    if (old)
        renew(w, k);
    return k;
}

struct worker *workers_take(struct workers *w)
{
    (void)pthread_mutex_lock(&w->lock);
    while (!w->free)
        (void)pthread_cond_wait(&w->given, &w->lock);
    return take(w);
}

struct worker *workers_try(struct workers *w)
{
    (void)pthread_mutex_lock(&w->lock);
    if (w->free)
        return take(w);
    (void)pthread_mutex_unlock(&w->lock);
    return NULL;
}

void workers_give(struct workers *w, struct worker *worker)
{
    (void)pthread_mutex_lock(&w->lock);
    worker->next = w->free;
    w->free = worker;
    w->busy--;
    (void)pthread_cond_signal(&w->given);
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
        .count = w->count, .busy = w->busy,
        .extra = w->extra,
        .reopened = w->reopened, .failed = w->failed, .index = w->index,
        .opened_at = w->opened_at,
    };
    (void)pthread_mutex_unlock(&w->lock);
}
