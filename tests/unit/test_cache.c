/* test_cache.c - answers kept: how many, how long, and in whose hands. */
#include "searchd/cache.h"
#include "tests/unit/support.h"

#include <pthread.h>
#include <stdio.h>

enum { MB = 1024 * 1024, GENERATION = 7 };

static struct cached answer_to(const char *key, struct cvd_str body)
{
    return (struct cached){ .key = cvd_str_from(key), .body = body,
                            .tag = cvd_str_from("\"tag\""), .type = "text/x",
                            .control = "no-store", .gzip = true,
                            .generation = GENERATION,
                            .count = { .asked = true, .empty = true } };
}

static const struct cached *get(struct cache *c, const char *key)
{
    struct cache_place place;

    return cache_get(c, GENERATION, cvd_str_from(key), &place);
}

/* Ask, and put what is not there. */
static void ask(struct cache *c, const char *key, struct cvd_str body)
{
    struct cache_place place;
    struct cached made = answer_to(key, body);
    const struct cached *a = cache_get(c, GENERATION, made.key, &place);

    if (!a)
        cache_put(c, &place, &made);
    cached_release(a);
}

static bool has(struct cache *c, const char *key)
{
    const struct cached *a = get(c, key);

    cached_release(a);
    return a != NULL;
}

static struct cache_state state_of(struct cache *c)
{
    struct cache_state s;

    cache_describe(c, &s);
    return s;
}

static void test_same(void **state)
{
    struct cache *c = cache_new(MB);
    char body[] = "an answer";

    (void)state;
    ask(c, "a", cvd_str_from(body));
    memset(body, 'x', sizeof body - 1); /* what is kept is a copy */
    const struct cached *a = get(c, "a");
    assert_non_null(a);
    assert_true(cvd_str_equal(a->body, cvd_str_from("an answer")));
    assert_true(cvd_str_equal(a->tag, cvd_str_from("\"tag\"")));
    assert_string_equal(a->type, "text/x");
    assert_string_equal(a->control, "no-store");
    assert_true(a->gzip && a->count.asked && a->count.empty);
    assert_int_equal(a->generation, GENERATION);
    cached_release(a);
    assert_false(has(c, "b"));
    assert_false(has(c, ""));
    assert_int_equal(state_of(c).hits, 1);
    assert_int_equal(state_of(c).misses, 3);
    assert_int_equal(state_of(c).entries, 1);
    cache_free(c);
}

/* Who was first stays; no key is there twice. */
static void test_put_twice(void **state)
{
    struct cache *c = cache_new(MB);
    struct cache_place place;
    struct cached one = answer_to("a", cvd_str_from("one"));
    struct cached two = answer_to("a", cvd_str_from("two"));

    (void)state;
    assert_null(cache_get(c, GENERATION, one.key, &place));
    cache_put(c, &place, &one);
    cache_put(c, &place, &two);
    const struct cached *a = get(c, "a");
    assert_true(cvd_str_equal(a->body, cvd_str_from("one")));
    cached_release(a);
    assert_int_equal(state_of(c).entries, 1);
    cache_free(c);
}

/* ---- limits ---------------------------------------------------------- */

static void test_too_large(void **state)
{
    enum { MOST = MB / CACHE_PARTS };
    struct cache *c = cache_new(MB);
    char *body = calloc(1, MOST);
    size_t head = sizeof(struct cached) + 64; /* and the key and so on */

    (void)state;
    assert_non_null(body);
    ask(c, "large", (struct cvd_str){ body, MOST });
    assert_false(has(c, "large"));
    ask(c, "fits", (struct cvd_str){ body, MOST - head });
    assert_true(has(c, "fits"));
    free(body);
    cache_free(c);
}

static void key_of(char key[16], int i)
{
    (void)snprintf(key, 16, "key %d", i);
}

/* What was asked for stays before what was not, and all is within bounds. */
static void test_least_recent(void **state)
{
    enum { MANY = 3000, BODY = 1000 };
    struct cache *c = cache_new(MB);
    char *body = calloc(1, BODY), key[16];

    (void)state;
    assert_non_null(body);
    ask(c, "often", cvd_str_from("x"));
    for (int i = 0; i < MANY; i++) {
        key_of(key, i);
        ask(c, key, (struct cvd_str){ body, BODY });
        assert_true(has(c, "often"));
        assert_true(state_of(c).bytes <= MB);
    }
    assert_true(state_of(c).bytes > MB - 2 * MB / CACHE_PARTS);
    assert_in_range(state_of(c).entries, MB / BODY / 2, MB / BODY);
    assert_false(has(c, "key 0"));
    assert_true(has(c, key));
    free(body);
    cache_free(c);
}

/* Without a place for each, chains are bounded: a few stay, none is lost of
 * those the counts speak of. */
static void test_crowded(void **state)
{
    struct cache *c = cache_new(64 * 1024); /* 64 places */
    unsigned there = 0;
    char key[16];

    (void)state;
    for (int i = 0; i < 1000; i++) {
        key_of(key, i);
        ask(c, key, cvd_str_from("x"));
        assert_true(has(c, key));
    }
    for (int i = 0; i < 1000; i++) {
        key_of(key, i);
        there += has(c, key);
    }
    assert_int_equal(there, state_of(c).entries);
    assert_true(there > 100 && there < 64 * 8 + 1);
    assert_true(state_of(c).bytes <= 64 * 1024);
    cache_free(c);
}

/* ---- what is old ----------------------------------------------------- */

static void test_generation(void **state)
{
    struct cache *c = cache_new(MB);
    struct cache_place place;
    struct cached made = answer_to("late", cvd_str_from("old"));

    (void)state;
    ask(c, "a", cvd_str_from("old"));
    assert_null(cache_get(c, GENERATION, made.key, &place));
    assert_null(cache_get(c, GENERATION + 1, cvd_str_from("a"),
                          &(struct cache_place){ 0 }));
    assert_int_equal(state_of(c).entries, 0);
    assert_int_equal(state_of(c).bytes, 0);
    cache_put(c, &place, &made); /* begun before, ended behind it */
    made.generation++;
    cache_put(c, &place, &made);
    assert_int_equal(state_of(c).entries, 0);
    assert_null(cache_get(c, GENERATION + 1, made.key, &place));
    made.generation--; /* by a worker that could not open the newest */
    cache_put(c, &place, &made);
    assert_int_equal(state_of(c).entries, 0);
    made.generation++;
    cache_put(c, &place, &made);
    assert_int_equal(state_of(c).entries, 1);
    cache_serve(c, GENERATION + 1);
    assert_int_equal(state_of(c).entries, 1);
    cache_serve(c, GENERATION + 2);
    assert_int_equal(state_of(c).entries, 0);
    cache_free(c);
}

static void test_forget(void **state)
{
    struct cache *c = cache_new(MB);
    struct cache_place place;
    struct cached made = answer_to("late", cvd_str_from("old"));

    (void)state;
    ask(c, "a", cvd_str_from("x"));
    assert_null(cache_get(c, GENERATION, made.key, &place));
    cache_forget(c);
    assert_false(has(c, "a"));
    cache_put(c, &place, &made);
    assert_false(has(c, "late"));
    cache_put(c, &(struct cache_place){ 0 }, &made); /* not to be kept */
    assert_false(has(c, "late"));
    ask(c, "a", cvd_str_from("x"));
    assert_true(has(c, "a"));
    cache_free(c);
}

/* ---- whose it is ----------------------------------------------------- */

/* What is being sent outlives its place, and the cache. */
static void test_held(void **state)
{
    struct cache *c = cache_new(MB);

    (void)state;
    ask(c, "a", cvd_str_from("one"));
    const struct cached *a = get(c, "a"), *again = cached_hold(a);
    assert_ptr_equal(a, again);
    cache_forget(c);
    ask(c, "a", cvd_str_from("two"));
    assert_true(cvd_str_equal(a->body, cvd_str_from("one")));
    const struct cached *b = get(c, "a");
    cached_release(again);
    cache_free(c);
    assert_true(cvd_str_equal(a->body, cvd_str_from("one")));
    assert_true(cvd_str_equal(b->body, cvd_str_from("two")));
    cached_release(a);
    cached_release(b);
    cached_release(NULL);
    cache_free(NULL);
}

enum { THREADS = 4, TURNS = 20000, KEYS = 500 };

struct asking {
    struct cache *cache;
    unsigned seed;
    unsigned wrong;
};

/* One question of a thread; the answer to a key is the key itself, and the
 * generation it was asked of. */
static void turn(struct asking *t, int i)
{
    struct cache_place place;
    char key[16], body[64];
    unsigned generation = GENERATION + (unsigned)i / (TURNS / 8);

    t->seed = t->seed * 1103515245 + 12345;
    key_of(key, (int)(t->seed >> 16) % KEYS);
    (void)snprintf(body, sizeof body, "%s of %u", key, generation);
    struct cached made = answer_to(key, cvd_str_from(body));
    made.generation = generation;
    const struct cached *a = cache_get(t->cache, generation, made.key,
                                       &place);
    if (!a)
        cache_put(t->cache, &place, &made);
    else if (!cvd_str_equal(a->body, made.body) ||
             a->generation != generation)
        t->wrong++;
    cached_release(a);
    if (i % 1000 == 0)
        cache_forget(t->cache);
}

static void *ask_on(void *ctx)
{
    for (int i = 0; i < TURNS; i++)
        turn(ctx, i);
    return NULL;
}

static void test_threads(void **state)
{
    struct cache *c = cache_new(32 * 1024); /* less than all need */
    struct asking asking[THREADS];
    pthread_t thread[THREADS];

    (void)state;
    for (unsigned i = 0; i < THREADS; i++) {
        asking[i] = (struct asking){ c, i, 0 };
        assert_int_equal(pthread_create(&thread[i], NULL, ask_on,
                                        &asking[i]), 0);
    }
    for (unsigned i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(thread[i], NULL), 0);
        assert_int_equal(asking[i].wrong, 0);
    }
    struct cache_state s = state_of(c);
    assert_int_equal(s.hits + s.misses, THREADS * TURNS);
    assert_true(s.hits > 0 && s.bytes <= 32 * 1024);
    cache_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same),       cmocka_unit_test(test_put_twice),
        cmocka_unit_test(test_too_large),  cmocka_unit_test(test_least_recent),
        cmocka_unit_test(test_crowded),    cmocka_unit_test(test_generation),
        cmocka_unit_test(test_forget),     cmocka_unit_test(test_held),
        cmocka_unit_test(test_threads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
