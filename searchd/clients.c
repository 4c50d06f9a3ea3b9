/* clients.c - see clients.h.  Depends on base/ and libc. */
#include "searchd/clients.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>

enum { V4_BYTES = 4, V6_BYTES = 16, PREFIX_DIGITS_MAX = 3 };

static unsigned bits_of(enum client_family f)
{
    return f == CLIENT_V4 ? 8 * V4_BYTES : f == CLIENT_V6 ? 8 * V6_BYTES : 0;
}

/* An IPv4 address in IPv6 clothes is that address (RFC 4291, 2.5.5.2): else
 * it would pass by what is said of it. */
static struct client from_bytes(enum client_family f, const void *p)
{
    static const unsigned char mapped[12] = { [10] = 0xFF, [11] = 0xFF };
    const unsigned char *bytes = p;
    struct client c = { CLIENT_V4, { 0 } };

    if (f == CLIENT_V4) {
        memcpy(c.bytes, bytes, V4_BYTES);
    } else if (memcmp(bytes, mapped, sizeof mapped) == 0) {
        memcpy(c.bytes, bytes + sizeof mapped, V4_BYTES);
    } else {
        c.family = CLIENT_V6;
        memcpy(c.bytes, bytes, V6_BYTES);
    }
    return c;
}

struct client client_from_sockaddr(const struct sockaddr *sa)
{
    struct client none = { CLIENT_UNKNOWN, { 0 } };

    if (!sa)
        return none;
    switch (sa->sa_family) {
    case AF_INET: {
        struct sockaddr_in in;
        memcpy(&in, sa, sizeof in);
        return from_bytes(CLIENT_V4, &in.sin_addr);
    }
    case AF_INET6: {
        struct sockaddr_in6 in6;
        memcpy(&in6, sa, sizeof in6);
        return from_bytes(CLIENT_V6, &in6.sin6_addr);
    }
    case AF_UNIX:
        none.family = CLIENT_UNIX;
        return none;
    default:
        return none;
    }
}

/* ---- text ------------------------------------------------------------ */

/* An address and nothing else. */
static bool parse_bare(struct cvd_str s, struct client *out)
{
    char text[INET6_ADDRSTRLEN];
    unsigned char bytes[V6_BYTES];

    if (s.len == 0 || s.len >= sizeof text || memchr(s.ptr, '\0', s.len))
        return false;
    memcpy(text, s.ptr, s.len);
    text[s.len] = '\0';
    if (inet_pton(AF_INET, text, bytes) == 1)
        *out = from_bytes(CLIENT_V4, bytes);
    else if (inet_pton(AF_INET6, text, bytes) == 1)
        *out = from_bytes(CLIENT_V6, bytes);
    else
        return false;
    return true;
}

/* Nothing, or ':' and the digits of a port. */
static bool is_port(struct cvd_str s)
{
    if (s.len == 0)
        return true;
    if (s.ptr[0] != ':' || s.len < 2 || s.len > 6)
        return false;
    for (size_t i = 1; i < s.len; i++)
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
    return true;
}

bool client_parse(struct cvd_str text, struct client *out)
{
    struct client c;
    const char *end;

    text = cvd_str_trim(text);
    if (parse_bare(text, out))
        return true;
    if (text.len && text.ptr[0] == '[') {
        end = memchr(text.ptr, ']', text.len);
        if (!end)
            return false;
        struct cvd_str in = { text.ptr + 1, (size_t)(end - text.ptr) - 1 };
        struct cvd_str rest = { end + 1, text.len - in.len - 2 };
        if (!memchr(in.ptr, ':', in.len) || !is_port(rest) ||
            !parse_bare(in, &c))
            return false;
    } else {
        end = text.len ? memchr(text.ptr, ':', text.len) : NULL;
        if (!end)
            return false;
        struct cvd_str in = { text.ptr, (size_t)(end - text.ptr) };
        struct cvd_str rest = { end, text.len - in.len };
        if (!is_port(rest) || !parse_bare(in, &c))
            return false;
    }
    *out = c;
    return true;
}

void client_text(const struct client *c, char out[CLIENT_TEXT_MAX])
{
    const char *fixed = NULL;

    if (c->family == CLIENT_V4)
        fixed = inet_ntop(AF_INET, c->bytes, out, CLIENT_TEXT_MAX);
    else if (c->family == CLIENT_V6)
        fixed = inet_ntop(AF_INET6, c->bytes, out, CLIENT_TEXT_MAX);
    if (!fixed)
        (void)snprintf(out, CLIENT_TEXT_MAX, "%s",
                       c->family == CLIENT_UNIX ? "unix" : "unknown");
}

/* ---- ranges ---------------------------------------------------------- */

/* Whether two addresses agree in their first `bits` bits. */
static bool same_bits(const unsigned char *a, const unsigned char *b,
                      unsigned bits)
{
    unsigned whole = bits / 8, rest = bits % 8;

    return memcmp(a, b, whole) == 0 &&
           (rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0);
}

/* Whether no bit is set from bit `bits` on. */
static bool ends_in_zeros(const struct client *c, unsigned bits)
{
    unsigned char zero[V6_BYTES] = { 0 };
    unsigned whole = bits / 8;

    if (whole >= V6_BYTES)
        return true;
    if (bits % 8 && (c->bytes[whole] & (0xFFu >> bits % 8)) != 0)
        return false;
    whole += bits % 8 != 0;
    return memcmp(c->bytes + whole, zero, V6_BYTES - whole) == 0;
}

static bool read_prefix(struct cvd_str s, unsigned max, unsigned *out)
{
    unsigned n = 0;

    if (s.len == 0 || s.len > PREFIX_DIGITS_MAX)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        n = n * 10 + (unsigned)(s.ptr[i] - '0');
    }
    *out = n;
    return n <= max;
}

enum cvd_status client_range_parse(struct cvd_str text,
                                   struct client_range *out,
                                   struct cvd_err *err)
{
    const char *slash = text.len ? memchr(text.ptr, '/', text.len) : NULL;
    struct cvd_str address = { text.ptr, slash ? (size_t)(slash - text.ptr)
                                               : text.len };
    struct client_range r = { { CLIENT_UNIX, { 0 } }, 0 };

    if (cvd_str_equal(text, cvd_str_from("unix"))) {
        *out = r;
        return CVD_OK;
    }
    if (!parse_bare(address, &r.first))
        return cvd_fail(err, CVD_EUSAGE, "'%.*s' is not an address such as "
                        "192.0.2.1, 10.0.0.0/8 or 2001:db8::/32, nor 'unix'",
                        (int)text.len, text.ptr);
    unsigned max = bits_of(r.first.family);
    r.bits = max;
    if (slash) {
        struct cvd_str prefix = { slash + 1, text.len - address.len - 1 };
        if (!read_prefix(prefix, max, &r.bits))
            return cvd_fail(err, CVD_EUSAGE, "'%.*s': after '/' stands a "
                            "number from 0 to %u", (int)text.len, text.ptr,
                            max);
    }
    if (!ends_in_zeros(&r.first, r.bits))
        return cvd_fail(err, CVD_EUSAGE,
                        "'%.*s' has bits set behind its first %u",
                        (int)text.len, text.ptr, r.bits);
    *out = r;
    return CVD_OK;
}

bool client_in_range(const struct client *c, const struct client_range *r)
{
    return c->family == r->first.family &&
           same_bits(c->bytes, r->first.bytes, r->bits);
}

bool client_trusted(const struct client *c,
                    const struct client_ranges *ranges)
{
    for (size_t i = 0; i < ranges->count; i++)
        if (client_in_range(c, &ranges->list[i]))
            return true;
    return false;
}

/* ---- who asks -------------------------------------------------------- */

/* Cut the last of the comma-separated entries off `list`; false when there
 * is none. */
static bool take_last(struct cvd_str *list, struct cvd_str *out)
{
    size_t at = list->len;

    if (list->len == 0)
        return false;
    while (at && list->ptr[at - 1] != ',')
        at--;
    *out = (struct cvd_str){ list->ptr + at, list->len - at };
    list->len = at ? at - 1 : 0;
    return true;
}

struct client client_address(const struct sockaddr *peer,
                             struct cvd_str forwarded,
                             const struct client_ranges *trusted)
{
    struct client c = client_from_sockaddr(peer);
    struct cvd_str entry;

    for (int hops = 0; hops < CLIENT_HOPS_MAX; hops++) {
        if (!client_trusted(&c, trusted) || !take_last(&forwarded, &entry) ||
            !client_parse(entry, &c))
            break;
    }
    return c;
}

uint64_t client_key(const struct client *c)
{
    /* IPv4 where its mapped form has it; the others in the first of 0::/64,
     * which is nobody's. */
    uint64_t key = c->family == CLIENT_V4        ? 0xFFFF
                 : c->family == CLIENT_UNIX    ? 1
                 : c->family == CLIENT_UNKNOWN ? 2
                                               : 0;
    size_t n = c->family == CLIENT_V4 ? V4_BYTES
             : c->family == CLIENT_V6 ? V6_BYTES / 2
                                      : 0;

    for (size_t i = 0; i < n; i++)
        key = key << 8 | c->bytes[i];
    return key;
}

bool client_is_loopback(const struct client *c)
{
    static const unsigned char one[V6_BYTES] = { [15] = 1 };

    return c->family == CLIENT_UNIX ||
           (c->family == CLIENT_V4 && c->bytes[0] == 127) ||
           (c->family == CLIENT_V6 &&
            memcmp(c->bytes, one, sizeof one) == 0);
}
