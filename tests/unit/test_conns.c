/* test_conns.c - connections counted in all and by address, and shut. */
#include "searchd/conns.h"
#include "tests/unit/support.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

static const struct client_ranges nobody = { 0 };

static struct sockaddr_in v4(uint32_t address)
{
    struct sockaddr_in a = { .sin_family = AF_INET };

    a.sin_addr.s_addr = htonl(address);
    return a;
}

static struct conn *open_from(struct conns *c, uint32_t address)
{
    struct sockaddr_in a = v4(address);
    struct conn *one = conns_open(c, -1, (struct sockaddr *)&a);

    assert_non_null(one);
    return one;
}

static void test_in_all(void **state)
{
    struct conns *c;
    struct conns_state s;
    struct conn *one[4];

    (void)state;
    assert_int_equal(conns_new(3, 0, &nobody, &c, NULL), CVD_OK);
    for (uint32_t i = 0; i < 4; i++)
        one[i] = open_from(c, 0x7F000001);
    for (int i = 0; i < 3; i++)
        assert_null(conn_refusal(one[i]));
    assert_non_null(conn_refusal(one[3]));
    conns_close(c, one[0]);
    conns_close(c, one[3]);
    one[0] = open_from(c, 0x7F000001);
    assert_null(conn_refusal(one[0]));
    conns_describe(c, &s);
    assert_int_equal(s.open, 3);
    assert_int_equal(s.accepted, 5);
    assert_int_equal(s.refused, 1);
    for (int i = 0; i < 3; i++)
        conns_close(c, one[i]);
    conns_free(c);
}

static void test_by_address(void **state)
{
    struct client_range proxy = { 0 };
    struct client_ranges trusted = { &proxy, 1, 1 };
    struct conn *one[8];
    struct conns *c;

    (void)state;
    assert_int_equal(client_range_parse(cvd_str_from("10.0.0.0/8"), &proxy,
                                        NULL), CVD_OK);
    assert_int_equal(conns_new(100, 2, &trusted, &c, NULL), CVD_OK);
    for (int i = 0; i < 3; i++)
        one[i] = open_from(c, 0xC0A80001);
    assert_null(conn_refusal(one[1]));
    assert_non_null(conn_refusal(one[2]));
    one[3] = open_from(c, 0xC0A80002);
    assert_null(conn_refusal(one[3]));
    for (int i = 4; i < 8; i++) {
        one[i] = open_from(c, 0x0A000001); /* a proxy's are many people's */
        assert_null(conn_refusal(one[i]));
    }
    for (int i = 0; i < 8; i++)
        conns_close(c, one[i]);
    conns_free(c);
}

/* The table of addresses against a plain count of each, over a long run of
 * openings and closings in an order that is everyone's and no one's. */
static void test_many_addresses(void **state)
{
    enum { ADDRESSES = 300, OPEN = 200, STEPS = 50000, EACH = 3 };
    unsigned count[ADDRESSES] = { 0 };
    struct { struct conn *conn; uint32_t address; } open[OPEN] = { 0 };
    struct conns *c;
    uint32_t random = 1;

    (void)state;
    assert_int_equal(conns_new(OPEN, EACH, &nobody, &c, NULL), CVD_OK);
    for (int step = 0; step < STEPS; step++) {
        random = random * 1664525 + 1013904223; /* Numerical Recipes */
        size_t i = (random >> 8) % OPEN;
        if (open[i].conn) {
            conns_close(c, open[i].conn);
            open[i].conn = NULL;
            count[open[i].address]--;
            continue;
        }
        open[i].address = (random >> 16) % ADDRESSES;
        open[i].conn = open_from(c, 0x01000000 + open[i].address * 256);
        bool refused = conn_refusal(open[i].conn) != NULL;
        assert_int_equal(refused, ++count[open[i].address] > EACH);
    }
    for (size_t i = 0; i < OPEN; i++)
        if (open[i].conn)
            conns_close(c, open[i].conn);
    conns_free(c);
}

/* One address opens many: the others are not told there is no room, and of
 * its own the last are not even waited for. */
static void test_one_of_many(void **state)
{
    enum { MAX = 10, ALL = 2 + REFUSED_CONNECTIONS };
    static struct conn *one[ALL];
    struct sockaddr_in from = v4(0x01000001);
    struct conns_state s;
    struct conns *c;
    int pair[2];
    char byte;

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    assert_int_equal(conns_new(MAX, 1, &nobody, &c, NULL), CVD_OK);
    for (int i = 0; i < ALL - 1; i++)
        one[i] = open_from(c, 0x01000001);
    assert_int_equal(recv(pair[1], &byte, 1, MSG_DONTWAIT), -1);
    one[ALL - 1] = conns_open(c, pair[0], (struct sockaddr *)&from);
    assert_int_equal(recv(pair[1], &byte, 1, MSG_DONTWAIT), 0);
    struct conn *other = open_from(c, 0x02000002);
    assert_null(conn_refusal(other));
    conns_describe(c, &s);
    assert_int_equal(s.refused, ALL - 1);
    for (int i = 0; i < ALL; i++)
        conns_close(c, one[i]);
    one[0] = open_from(c, 0x01000001);
    assert_null(conn_refusal(one[0]));
    conns_close(c, one[0]);
    conns_close(c, other);
    conns_free(c);
    (void)close(pair[0]);
    (void)close(pair[1]);
}

/* As many as libmicrohttpd lets in, each from an address of its own: a full
 * table would be looked through for ever. */
static void test_full(void **state)
{
    enum { MAX = 256, ALL = MAX + REFUSED_CONNECTIONS + READERS * READERS };
    static struct conn *one[ALL];
    struct conns *c;

    (void)state;
    assert_int_equal(conns_new(MAX, 1, &nobody, &c, NULL), CVD_OK);
    for (uint32_t i = 0; i < ALL; i++) {
        one[i] = open_from(c, 0x01000000 + i);
        assert_int_equal(conn_refusal(one[i]) != NULL, i >= MAX);
    }
    for (uint32_t i = 0; i < ALL; i++)
        conns_close(c, one[i]);
    conns_free(c);
}

/* A pair of sockets; reading the other end of one that was shut ends. */
static void test_shut(void **state)
{
    struct sockaddr_in from = v4(0x7F000001);
    struct conns_state s;
    struct conns *c;
    int pair[2];
    char byte;

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    assert_int_equal(conns_new(10, 0, &nobody, &c, NULL), CVD_OK);
    struct conn *one = conns_open(c, pair[0], (struct sockaddr *)&from);
    assert_non_null(one);
    assert_int_equal(conns_reap(c, false), 0); /* it is young */
    conn_asked(c, one);
    conns_describe(c, &s);
    assert_int_equal(s.answering, 1);
    conn_answered(c, one);
    assert_int_equal(conns_reap(c, true), 1);
    assert_int_equal(conns_reap(c, true), 0); /* once is enough */
    assert_int_equal(recv(pair[1], &byte, 1, 0), 0);
    conn_asked(c, one);
    conns_close(c, one); /* in the middle of an answer */
    conns_describe(c, &s);
    assert_int_equal(s.answering, 0);
    assert_int_equal(s.open, 0);
    assert_int_equal(s.reaped, 1);
    conns_free(c);
    (void)close(pair[0]);
    (void)close(pair[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_in_all),
        cmocka_unit_test(test_by_address),
        cmocka_unit_test(test_many_addresses),
        cmocka_unit_test(test_full),
        cmocka_unit_test(test_one_of_many),
        cmocka_unit_test(test_shut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
