/* cache.c - a table of answers, and a list of them by when they were asked
 * for. */
#include "searchd/cache.h"
#include "searchd/now.h"

#include <pthread.h>
#include <stdlib.h>

enum {
    /* The table has a place for each so many bytes: a compressed page is some
     * 10 kB, suggestions under one. */
    BYTES_OF_PLACE = 1024,
    /* How many answers may share a place.  It is hardly ever more than four,
     * unless somebody chooses questions that fall together: those drive out
     * each other, and nobody waits while a long chain is walked. */
    CHAIN_MAX = 8,
    OVERHEAD = 16 /* of malloc() */
};

struct cache {
    size_t bytes_max;
    size_t places;          /* a power of two */
    pthread_mutex_t lock;   /* of all below */
    struct cached **table;
    struct cached *newest, *oldest;
    unsigned generation;
    uint64_t epoch;         /* from 1: how often all was dropped */
    struct cache_state state;
};

struct cache *cache_new(size_t bytes)
{
    struct cache *c = calloc(1, sizeof *c);

    if (!c)
        return NULL;
    c->bytes_max = bytes;
    c->epoch = 1;
    c->places = 1;
    while (c->places < bytes / BYTES_OF_PLACE)
        c->places *= 2;
    c->table = calloc(c->places, sizeof(struct cached *));
    if (!c->table) {
        free(c);
        return NULL;
    }
    (void)pthread_mutex_init(&c->lock, NULL);
    return c;
}

/* ---- one answer ------------------------------------------------------ */

static size_t size_of(const struct cached *a)
{
    return sizeof *a + OVERHEAD + a->key.len + a->body.len + a->tag.len;
}

/* Only the count changes, of what nobody may change. */
static atomic_uint *users_of(const struct cached *a)
{
    return &((struct cached *)(uintptr_t)a)->users;
}

const struct cached *cached_hold(const struct cached *answer)
{
    (void)atomic_fetch_add(users_of(answer), 1);
    return answer;
}

void cached_release(const struct cached *answer)
{
    if (answer && atomic_fetch_sub(users_of(answer), 1) == 1)
        free((void *)(uintptr_t)answer);
}

/* Copy `s` to *at, which moves on. */
static struct cvd_str put_text(char **at, struct cvd_str s)
{
    struct cvd_str copy = { *at, s.len };

    if (s.len)
        memcpy(*at, s.ptr, s.len);
    *at += s.len;
    return copy;
}

/* A copy, all of one piece, that the caller holds; NULL: no memory. */
static struct cached *copy_of(const struct cached *made)
{
    struct cached *a =
        malloc(sizeof *a + made->key.len + made->body.len + made->tag.len);
    char *at = (char *)(a + 1);

    if (!a)
        return NULL;
    *a = (struct cached){ .type = made->type, .control = made->control,
                          .gzip = made->gzip, .count = made->count,
                          .generation = made->generation };
    a->key = put_text(&at, made->key);
    a->body = put_text(&at, made->body);
    a->tag = put_text(&at, made->tag);
    a->hash = cvd_hash64(a->key);
    a->since_ms = now_ms();
    atomic_init(&a->users, 1);
    return a;
}

/* ---- the table and the list; the lock is held ------------------------ */

static struct cached **place_of(struct cache *c, uint64_t hash)
{
    return &c->table[(hash ^ hash >> 32) & (c->places - 1)];
}

static struct cached *find(struct cache *c, uint64_t hash, struct cvd_str key)
{
    struct cached *a = *place_of(c, hash);

    while (a && !(a->hash == hash && cvd_str_equal(a->key, key)))
        a = a->next;
    return a;
}

static void list_add(struct cache *c, struct cached *a)
{
    a->newer = NULL;
    a->older = c->newest;
    *(c->newest ? &c->newest->newer : &c->oldest) = a;
    c->newest = a;
}

static void list_remove(struct cache *c, struct cached *a)
{
    *(a->newer ? &a->newer->older : &c->newest) = a->older;
    *(a->older ? &a->older->newer : &c->oldest) = a->newer;
}

/* Take out `a`, and put it before `out`. */
static struct cached *drop(struct cache *c, struct cached *a,
                           struct cached *out)
{
    struct cached **at = place_of(c, a->hash);

    while (*at != a)
        at = &(*at)->next;
    *at = a->next;
    list_remove(c, a);
    c->state.entries--;
    c->state.bytes -= size_of(a);
    a->older = out;
    return a;
}

/* Take out the last of a chain that is too long, before `out`. */
static struct cached *shorten(struct cache *c, struct cached *first,
                              struct cached *out)
{
    size_t n = 1;
    struct cached *last = first;

    for (; last->next; last = last->next)
        n++;
    return n > CHAIN_MAX ? drop(c, last, out) : out;
}

/* Take out all, for free_list(). */
static struct cached *drop_all(struct cache *c)
{
    struct cached *all = c->newest;

    for (struct cached *a = all; a; a = a->older)
        *place_of(c, a->hash) = NULL;
    c->newest = c->oldest = NULL;
    c->state.entries = c->state.bytes = 0;
    c->epoch++;
    return all;
}

static struct cached *serve(struct cache *c, unsigned generation)
{
    if (generation == c->generation)
        return NULL;
    c->generation = generation;
    return drop_all(c);
}

/* Put in `a`; what has to go for it, for free_list(). */
static struct cached *insert(struct cache *c, struct cached *a)
{
    struct cached **at = place_of(c, a->hash), *gone = NULL;

    a->next = *at;
    *at = a;
    list_add(c, a);
    c->state.entries++;
    c->state.bytes += size_of(a);
    gone = shorten(c, a, gone);
    while (c->state.bytes > c->bytes_max)
        gone = drop(c, c->oldest, gone);
    return gone;
}

/* ---- what others call ------------------------------------------------ */

/* What was taken out, by `older`; the lock is not held. */
static void free_list(struct cached *list)
{
    while (list) {
        struct cached *older = list->older;
        cached_release(list);
        list = older;
    }
}

void cache_free(struct cache *c)
{
    if (!c)
        return;
    free_list(c->newest);
    (void)pthread_mutex_destroy(&c->lock);
    free(c->table);
    free(c);
}

const struct cached *cache_get(struct cache *c, unsigned generation,
                               struct cvd_str key, struct cache_place *place)
{
    uint64_t hash = cvd_hash64(key);

    (void)pthread_mutex_lock(&c->lock);
    struct cached *gone = serve(c, generation);
    struct cached *a = find(c, hash, key);
    if (a) {
        (void)cached_hold(a);
        list_remove(c, a);
        list_add(c, a);
        c->state.hits++;
    } else {
        c->state.misses++;
    }
    place->epoch = c->epoch;
    (void)pthread_mutex_unlock(&c->lock);
    free_list(gone);
    return a;
}

void cache_put(struct cache *c, const struct cache_place *place,
               const struct cached *made)
{
    struct cached *gone;

    if (!place->epoch || size_of(made) > c->bytes_max / CACHE_PARTS)
        return;
    struct cached *a = copy_of(made);
    if (!a)
        return;
    (void)pthread_mutex_lock(&c->lock);
    if (place->epoch != c->epoch || a->generation != c->generation ||
        find(c, a->hash, a->key)) {
        a->older = NULL;
        gone = a;
    } else {
        gone = insert(c, a);
    }
    (void)pthread_mutex_unlock(&c->lock);
    free_list(gone);
}

void cache_serve(struct cache *c, unsigned generation)
{
    (void)pthread_mutex_lock(&c->lock);
    struct cached *gone = serve(c, generation);
    (void)pthread_mutex_unlock(&c->lock);
    free_list(gone);
}

void cache_forget(struct cache *c)
{
    (void)pthread_mutex_lock(&c->lock);
    struct cached *gone = drop_all(c);
    (void)pthread_mutex_unlock(&c->lock);
    free_list(gone);
}

void cache_describe(struct cache *c, struct cache_state *out)
{
    (void)pthread_mutex_lock(&c->lock);
    *out = c->state;
    (void)pthread_mutex_unlock(&c->lock);
}
