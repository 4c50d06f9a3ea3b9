/* test_clients.c - addresses: as text, in ranges, behind proxies. */
#include "tests/unit/support.h"

#include "searchd/clients.h"

#include <arpa/inet.h>
#include <netinet/in.h>

/* The socket address of `text`; NULL text: none. */
static const struct sockaddr *address_of(const char *text,
                                         struct sockaddr_storage *room)
{
    struct sockaddr_in *in = (struct sockaddr_in *)room;
    struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)room;

    memset(room, 0, sizeof *room);
    if (!text)
        return NULL;
    if (strcmp(text, "unix") == 0) {
        room->ss_family = AF_UNIX;
    } else if (strchr(text, ':')) {
        in6->sin6_family = AF_INET6;
        assert_int_equal(inet_pton(AF_INET6, text, &in6->sin6_addr), 1);
    } else {
        in->sin_family = AF_INET;
        assert_int_equal(inet_pton(AF_INET, text, &in->sin_addr), 1);
    }
    return (const struct sockaddr *)room;
}

static struct client client_of(const char *text)
{
    struct sockaddr_storage room;

    return client_from_sockaddr(address_of(text, &room));
}

static const struct {
    const char *in, *want; /* want NULL: refused */
} parse_cases[] = {
    { "192.0.2.1", "192.0.2.1" },
    { " 192.0.2.1\t", "192.0.2.1" },
    { "192.0.2.1:8080", "192.0.2.1" },
    { "2001:DB8::1", "2001:db8::1" },
    { "[2001:db8::1]", "2001:db8::1" },
    { "[2001:db8::1]:443", "2001:db8::1" },
    { "::1", "::1" },
    /* an IPv4 address in other clothes is that address */
    { "::ffff:192.0.2.1", "192.0.2.1" },
    { "[::ffff:c000:0201]:1", "192.0.2.1" },
    { "", NULL },
    { "unknown", NULL },
    { "_hidden", NULL },
    { "192.0.2", NULL },
    { "192.0.2.256", NULL },
    { "192.0.2.01", NULL },
    { "0x7f.1", NULL },
    { "2130706433", NULL },
    { "192.0.2.1:", NULL },
    { "192.0.2.1:x", NULL },
    { "192.0.2.1:1:2", NULL },
    { "192.0.2.1:123456", NULL },
    { "[192.0.2.1]", NULL },
    { "[2001:db8::1", NULL },
    { "[2001:db8::1]x", NULL },
    { "[]", NULL },
    { "[", NULL },
    { "fe80::1%eth0", NULL },
    { "192.0.2.1 192.0.2.2", NULL },
    { "1111:2222:3333:4444:5555:6666:7777:8888:9999", NULL },
    { "1111:2222:3333:4444:5555:6666:255.255.255.255:80", NULL },
};

static void test_parse(void **state)
{
    char text[CLIENT_TEXT_MAX];
    struct client c;

    (void)state;
    for (size_t i = 0; i < sizeof parse_cases / sizeof *parse_cases; i++) {
        bool good = client_parse(cvd_str_from(parse_cases[i].in), &c);
        if (good != (parse_cases[i].want != NULL))
            fail_msg("'%s' is %s", parse_cases[i].in, good ? "read" : "not");
        if (!good)
            continue;
        client_text(&c, text);
        assert_string_equal(text, parse_cases[i].want);
    }
    assert_false(client_parse((struct cvd_str){ "1.2.3.4\0", 8 }, &c));
}

static void test_text_of_a_socket_address(void **state)
{
    static const char *const same[] = { "192.0.2.1", "2001:db8::1", "unix",
                                        "::1", "0.0.0.0" };
    char text[CLIENT_TEXT_MAX];

    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        struct client c = client_of(same[i]);
        client_text(&c, text);
        assert_string_equal(text, same[i]);
    }
    struct client none = client_of(NULL);
    client_text(&none, text);
    assert_string_equal(text, "unknown");
}

static const struct {
    const char *range, *address;
    bool in;
} range_cases[] = {
    { "10.0.0.0/8", "10.255.1.2", true },
    { "10.0.0.0/8", "11.0.0.0", false },
    { "192.0.2.1", "192.0.2.1", true },
    { "192.0.2.1", "192.0.2.2", false },
    { "192.0.2.128/25", "192.0.2.129", true },
    { "192.0.2.128/25", "192.0.2.127", false },
    { "192.0.2.6/31", "192.0.2.7", true },
    { "192.0.2.6/31", "192.0.2.8", false },
    { "0.0.0.0/0", "203.0.113.9", true },
    /* families stay apart */
    { "0.0.0.0/0", "2001:db8::1", false },
    { "::/0", "2001:db8::1", true },
    { "::/0", "192.0.2.1", false },
    { "0.0.0.0/0", "unix", false },
    { "2001:db8::/32", "2001:db8:ffff::1", true },
    { "2001:db8::/32", "2001:db9::1", false },
    { "2001:db8::/127", "2001:db8::1", true },
    { "2001:db8::/127", "2001:db8::2", false },
    { "2001:db8::1/128", "2001:db8::1", true },
    { "10.0.0.0/8", "::ffff:10.1.1.1", true },
    { "unix", "unix", true },
    { "unix", "127.0.0.1", false },
};

static void test_ranges(void **state)
{
    struct cvd_err err = { CVD_OK, "" };
    struct client_range r;

    (void)state;
    for (size_t i = 0; i < sizeof range_cases / sizeof *range_cases; i++) {
        struct client c = client_of(range_cases[i].address);
        assert_ok(client_range_parse(cvd_str_from(range_cases[i].range), &r,
                                     &err));
        if (client_in_range(&c, &r) != range_cases[i].in)
            fail_msg("%s, %s", range_cases[i].range, range_cases[i].address);
    }
}

static void test_what_is_no_range(void **state)
{
    static const struct {
        const char *in, *why;
    } wrong[] = {
        { "", "not an address" },
        { "localhost", "not an address" },
        { "10.0.0.0/", "after '/'" },
        { "10.0.0.0/33", "from 0 to 32" },
        { "10.0.0.0/8x", "after '/'" },
        { "10.0.0.0/-1", "after '/'" },
        { "10.0.0.0/0008", "after '/'" },
        { "2001:db8::/129", "from 0 to 128" },
        { "10.1.2.3/8", "behind its first 8" },
        { "10.0.0.1/31", "behind its first 31" },
        { "2001:db8::1/64", "behind its first 64" },
        { "[2001:db8::1]", "not an address" },
        { "10.0.0.1:80", "not an address" },
    };
    struct cvd_err err = { CVD_OK, "" };
    struct client_range r;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(client_range_parse(cvd_str_from(wrong[i].in), &r,
                                            &err), CVD_EUSAGE);
        if (!strstr(err.msg, wrong[i].why))
            fail_msg("'%s': %s", wrong[i].in, err.msg);
    }
}

/* Trusted: 10.0.0.0/8, 2001:db8:aa::/48 and sockets of the file system. */
static const struct {
    const char *peer, *forwarded, *want;
} walk_cases[] = {
    /* no proxy: what it says of others is not believed */
    { "192.0.2.1", "", "192.0.2.1" },
    { "192.0.2.1", "203.0.113.7", "192.0.2.1" },
    { "10.0.0.1", "", "10.0.0.1" },
    { "10.0.0.1", "203.0.113.7", "203.0.113.7" },
    /* the rightmost that is no proxy; what is left of it is hearsay */
    { "10.0.0.1", "1.1.1.1, 203.0.113.7, 10.0.0.2", "203.0.113.7" },
    { "10.0.0.1", "127.0.0.1,203.0.113.7", "203.0.113.7" },
    { "10.0.0.1", "203.0.113.7:5555", "203.0.113.7" },
    { "10.0.0.1", "[2001:db8::9]:443", "2001:db8::9" },
    { "10.0.0.1", "203.0.113.7, 2001:db8:aa::5", "203.0.113.7" },
    { "::ffff:10.0.0.1", "203.0.113.7", "203.0.113.7" },
    { "unix", "203.0.113.7", "203.0.113.7" },
    /* all are proxies: the first of them asked */
    { "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3" },
    /* a malformed entry ends the walk */
    { "10.0.0.1", "203.0.113.7, unknown", "10.0.0.1" },
    { "10.0.0.1", "203.0.113.7, nonsense, 10.0.0.2", "10.0.0.2" },
    { "10.0.0.1", "203.0.113.7,", "10.0.0.1" },
    { "10.0.0.1", ",", "10.0.0.1" },
    { "10.0.0.1", "unix", "10.0.0.1" },
    { NULL, "203.0.113.7", "unknown" },
};

static struct client_ranges trusted_ranges(void)
{
    static const char *const texts[] = { "10.0.0.0/8", "2001:db8:aa::/48",
                                         "unix" };
    static struct client_range list[3];
    struct cvd_err err = { CVD_OK, "" };

    for (size_t i = 0; i < 3; i++)
        assert_ok(client_range_parse(cvd_str_from(texts[i]), &list[i],
                                     &err));
    return (struct client_ranges){ list, 3, 3 };
}

static void test_who_asks_behind_proxies(void **state)
{
    struct client_ranges trusted = trusted_ranges(), none = { 0 };
    struct sockaddr_storage room;
    char text[CLIENT_TEXT_MAX];

    (void)state;
    for (size_t i = 0; i < sizeof walk_cases / sizeof *walk_cases; i++) {
        const struct sockaddr *peer = address_of(walk_cases[i].peer, &room);
        struct cvd_str forwarded = cvd_str_from(walk_cases[i].forwarded);
        struct client c = client_address(peer, forwarded, &trusted);
        client_text(&c, text);
        if (strcmp(text, walk_cases[i].want) != 0)
            fail_msg("case %zu: %s, not %s", i, text, walk_cases[i].want);
        /* nobody is trusted: the peer, whatever is said */
        struct client plain = client_address(peer, forwarded, &none);
        struct client own = client_from_sockaddr(peer);
        assert_memory_equal(&plain, &own, sizeof own);
    }
}

static void test_the_walk_has_an_end(void **state)
{
    struct client_ranges trusted = trusted_ranges();
    struct sockaddr_storage room;
    struct cvd_buf list = { 0 };
    char text[CLIENT_TEXT_MAX];

    (void)state;
    assert_int_equal(cvd_buf_add_text(&list, "203.0.113.7"), CVD_OK);
    for (int i = CLIENT_HOPS_MAX; i > 0; i--)
        assert_int_equal(cvd_buf_printf(&list, ",10.0.1.%d", i), CVD_OK);
    struct client c = client_address(address_of("10.0.0.1", &room),
                                     cvd_buf_str(&list), &trusted);
    client_text(&c, text);
    assert_string_equal(text, "10.0.1.32");
    cvd_buf_release(&list);
}

static void test_key(void **state)
{
    static const struct {
        const char *a, *b;
        bool same;
    } pairs[] = {
        { "192.0.2.1", "192.0.2.1", true },
        { "192.0.2.1", "192.0.2.2", false },
        { "192.0.2.1", "::ffff:192.0.2.1", true },
        { "2001:db8::1", "2001:db8::ffff:1", true },
        { "2001:db8::1", "2001:db8:0:1::1", false },
        { "::1", "unix", false },
        { "::1", NULL, false },
        { "unix", NULL, false },
        { "0.0.0.1", "unix", false },
        { "::1", "0.0.0.0", false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct client a = client_of(pairs[i].a), b = client_of(pairs[i].b);
        if ((client_key(&a) == client_key(&b)) != pairs[i].same)
            fail_msg("pair %zu", i);
    }
}

static void test_loopback(void **state)
{
    static const char *const yes[] = { "127.0.0.1", "127.9.9.9", "::1",
                                       "::ffff:127.0.0.1", "unix" };
    static const char *const no[] = { "0.0.0.0", "::", "10.0.0.1",
                                      "2001:db8::1", "128.0.0.1", NULL };

    (void)state;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        struct client c = client_of(yes[i]);
        assert_true(client_is_loopback(&c));
    }
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        struct client c = client_of(no[i]);
        assert_false(client_is_loopback(&c));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_text_of_a_socket_address),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_what_is_no_range),
        cmocka_unit_test(test_who_asks_behind_proxies),
        cmocka_unit_test(test_the_walk_has_an_end),
        cmocka_unit_test(test_key),
        cmocka_unit_test(test_loopback),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
