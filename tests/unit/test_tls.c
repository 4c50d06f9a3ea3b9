/* test_tls.c - the certificate for HTTPS: read, refused, and changed under a
 * server that lives. */
#include "tests/unit/support.h"

#include "searchd/tls.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gnutls/x509.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>

enum { DAY = 86400, TIMEOUT_MS = 10000 };

#define must(call) assert_true((call) >= 0)

/* ---- certificates ---------------------------------------------------- */

static char *path_of(void **state, const char *name, const char *ending)
{
    char file[64];

    (void)snprintf(file, sizeof file, "%s.%s", name, ending);
    return cvd_path_join(*state, file);
}

static void write_pem(char *path, gnutls_datum_t pem)
{
    struct cvd_err err = { CVD_OK, "" };

    assert_ok(cvd_file_write(path, (struct cvd_str){ (char *)pem.data,
                                                     pem.size }, &err));
    assert_int_equal(chmod(path, 0600), 0);
    gnutls_free(pem.data);
    free(path);
}

/* NAME.key and NAME.crt, signed by itself and valid between the two days from
 * now; the key is encrypted where there is a password. */
static void make_certificate(void **state, const char *name, int first,
                             int last, const char *password)
{
    gnutls_x509_privkey_t key;
    gnutls_x509_crt_t crt;
    gnutls_datum_t pem = { NULL, 0 };

    must(gnutls_x509_privkey_init(&key));
    must(gnutls_x509_privkey_generate(
        key, GNUTLS_PK_ECDSA,
        GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0));
    must(gnutls_x509_crt_init(&crt));
    must(gnutls_x509_crt_set_version(crt, 3));
    must(gnutls_x509_crt_set_serial(crt, "\1", 1));
    must(gnutls_x509_crt_set_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0,
                                       name, (unsigned)strlen(name)));
    must(gnutls_x509_crt_set_activation_time(crt, time(NULL) + first * DAY));
    must(gnutls_x509_crt_set_expiration_time(crt, time(NULL) + last * DAY));
    must(gnutls_x509_crt_set_key(crt, key));
    must(gnutls_x509_crt_sign2(crt, crt, key, GNUTLS_DIG_SHA256, 0));
    must(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &pem));
    write_pem(path_of(state, name, "crt"), pem);
    must(gnutls_x509_privkey_export2_pkcs8(
        key, GNUTLS_X509_FMT_PEM, password,
        password ? GNUTLS_PKCS_PBES2_AES_256 : GNUTLS_PKCS_PLAIN, &pem));
    write_pem(path_of(state, name, "key"), pem);
    gnutls_x509_crt_deinit(crt);
    gnutls_x509_privkey_deinit(key);
}

typedef enum cvd_status take_fn(const char *, const char *,
                                struct cvd_err *);

static enum cvd_status take(take_fn *how, void **state,
                            const char *certificate, const char *key,
                            struct cvd_err *err)
{
    char *c = path_of(state, certificate, "crt");
    char *k = path_of(state, key, "key");
    enum cvd_status st = how(c, k, err);

    free(c);
    free(k);
    return st;
}

/* ---- a server and a client ------------------------------------------- */

static enum MHD_Result answer(void *cls, struct MHD_Connection *c,
                              const char *url, const char *method,
                              const char *version, const char *data,
                              size_t *size, void **request)
{
    static char text[] = "here";

    (void)cls, (void)url, (void)method, (void)version, (void)data;
    (void)size;
    if (!*request) { /* an answer this early would close the connection */
        *request = text;
        return MHD_YES;
    }
    struct MHD_Response *r = MHD_create_response_from_buffer(
        sizeof text - 1, text, MHD_RESPMEM_PERSISTENT);
    enum MHD_Result done = MHD_queue_response(c, MHD_HTTP_OK, r);
    MHD_destroy_response(r);
    return done;
}

static struct MHD_Daemon *start_server(void)
{
    struct sockaddr_in at = { .sin_family = AF_INET,
                              .sin_addr = { htonl(INADDR_LOOPBACK) } };

    return MHD_start_daemon(
        MHD_USE_TLS | MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, answer,
        NULL, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&at,
        MHD_OPTION_HTTPS_CERT_CALLBACK2, tls_certificate,
        MHD_OPTION_HTTPS_PRIORITIES, tls_priorities, MHD_OPTION_END);
}

struct visitor {
    int fd;
    gnutls_session_t session;
    gnutls_certificate_credentials_t credentials;
};

static void leave(struct visitor *v)
{
    gnutls_deinit(v->session);
    gnutls_certificate_free_credentials(v->credentials);
    (void)close(v->fd);
}

/* Connect and shake hands: gnutls' status. */
static int visit(struct visitor *v, struct MHD_Daemon *server,
                 const char *priorities)
{
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server, MHD_DAEMON_INFO_BIND_PORT);
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_addr = { htonl(INADDR_LOOPBACK) } };
    int code;

    to.sin_port = htons(info->port);
    v->fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(v->fd >= 0);
    assert_int_equal(connect(v->fd, (struct sockaddr *)&to, sizeof to), 0);
    must(gnutls_certificate_allocate_credentials(&v->credentials));
    must(gnutls_init(&v->session, GNUTLS_CLIENT));
    must(gnutls_priority_set_direct(v->session, priorities, NULL));
    must(gnutls_credentials_set(v->session, GNUTLS_CRD_CERTIFICATE,
                                v->credentials));
    gnutls_transport_set_int(v->session, v->fd);
    gnutls_handshake_set_timeout(v->session, TIMEOUT_MS);
    gnutls_record_set_timeout(v->session, TIMEOUT_MS);
    do
        code = gnutls_handshake(v->session);
    while (code < 0 && !gnutls_error_is_fatal(code));
    return code;
}

/* The name in the certificate the server showed. */
static void name_shown(struct visitor *v, char *out, size_t size)
{
    unsigned count = 0;
    const gnutls_datum_t *list =
        gnutls_certificate_get_peers(v->session, &count);
    gnutls_x509_crt_t crt;

    assert_true(list && count == 1);
    must(gnutls_x509_crt_init(&crt));
    must(gnutls_x509_crt_import(crt, &list[0], GNUTLS_X509_FMT_DER));
    must(gnutls_x509_crt_get_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0,
                                       0, out, &size));
    gnutls_x509_crt_deinit(crt);
}

/* Ask once; the connection stays. */
static void ask(struct visitor *v)
{
    static const char request[] = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    char got[1024];
    size_t n = 0;

    assert_int_equal(gnutls_record_send(v->session, request,
                                        sizeof request - 1),
                     sizeof request - 1);
    for (;;) {
        ssize_t more = gnutls_record_recv(v->session, got + n,
                                          sizeof got - 1 - n);
        /* with TLS 1.3 a ticket may come before the answer */
        if (more == GNUTLS_E_AGAIN || more == GNUTLS_E_INTERRUPTED)
            continue;
        if (more <= 0)
            fail_msg("no answer: %s", gnutls_strerror((int)more));
        n += (size_t)more;
        got[n] = '\0';
        if (strstr(got, "\r\n\r\nhere"))
            break;
    }
    assert_int_equal(strncmp(got, "HTTP/1.1 200", 12), 0);
}

static void visit_and_see(struct MHD_Daemon *server, const char *want)
{
    struct visitor v;
    char name[64];

    must(visit(&v, server, "NORMAL"));
    name_shown(&v, name, sizeof name);
    assert_string_equal(name, want);
    ask(&v);
    leave(&v);
}

/* ---- tests ----------------------------------------------------------- */

static void test_a_new_handshake_takes_the_newest(void **state)
{
    struct cvd_err err = { CVD_OK, "" };
    struct MHD_Daemon *server = start_server();
    struct visitor early;
    char name[64];

    assert_non_null(server);
    make_certificate(state, "one", -1, 1, NULL);
    make_certificate(state, "two", -1, 1, NULL);
    assert_ok(take(tls_load, state, "one", "one", &err));
    must(visit(&early, server, "NORMAL"));
    name_shown(&early, name, sizeof name);
    assert_string_equal(name, "one");
    assert_ok(take(tls_load, state, "two", "two", &err));
    visit_and_see(server, "two");
    /* the connection from before goes on */
    ask(&early);
    ask(&early);
    leave(&early);
    MHD_stop_daemon(server);
    tls_release();
}

static void test_a_reload_that_fails_keeps_the_old(void **state)
{
    struct cvd_err err = { CVD_OK, "" };
    struct MHD_Daemon *server = start_server();

    assert_non_null(server);
    make_certificate(state, "one", -1, 1, NULL);
    make_certificate(state, "two", -1, 1, NULL);
    assert_ok(take(tls_load, state, "one", "one", &err));
    assert_int_equal(take(tls_load, state, "two", "one", &err), CVD_EINPUT);
    assert_int_equal(take(tls_load, state, "none", "one", &err),
                     CVD_ENOTFOUND);
    visit_and_see(server, "one");
    /* looking changes nothing either */
    assert_ok(take(tls_check, state, "two", "two", &err));
    visit_and_see(server, "one");
    MHD_stop_daemon(server);
    tls_release();
}

static void test_without_a_certificate_no_handshake(void **state)
{
    struct MHD_Daemon *server = start_server();
    struct visitor v;

    (void)state;
    assert_non_null(server);
    assert_true(visit(&v, server, "NORMAL") < 0);
    leave(&v);
    MHD_stop_daemon(server);
}

static void test_versions(void **state)
{
    static const struct {
        const char *priorities;
        bool good;
    } cases[] = {
        { "NORMAL:-VERS-ALL:+VERS-TLS1.3", true },
        { "NORMAL:-VERS-ALL:+VERS-TLS1.2", true },
        { "NORMAL:-VERS-ALL:+VERS-TLS1.1:%COMPAT", false },
        { "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+AES-128-CBC", false },
    };
    struct cvd_err err = { CVD_OK, "" };
    struct MHD_Daemon *server = start_server();

    assert_non_null(server);
    make_certificate(state, "one", -1, 1, NULL);
    assert_ok(take(tls_load, state, "one", "one", &err));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct visitor v;
        int code = visit(&v, server, cases[i].priorities);
        if ((code >= 0) != cases[i].good)
            fail_msg("%s: %s", cases[i].priorities, gnutls_strerror(code));
        leave(&v);
    }
    MHD_stop_daemon(server);
    tls_release();
}

static void test_what_cannot_be_read(void **state)
{
    struct cvd_err err = { CVD_OK, "" };
    char *junk = path_of(state, "junk", "crt");

    make_certificate(state, "one", -1, 1, NULL);
    make_certificate(state, "locked", -1, 1, "password");
    assert_int_equal(take(tls_load, state, "locked", "locked", &err),
                     CVD_EINPUT);
    assert_non_null(strstr(err.msg, "encrypted"));
    assert_int_equal(take(tls_load, state, "locked", "one", &err),
                     CVD_EINPUT);
    assert_non_null(strstr(err.msg, "is not that of the certificate"));
    assert_int_equal(take(tls_load, state, "one", "none", &err),
                     CVD_ENOTFOUND);
    assert_non_null(strstr(err.msg, "none.key"));
    assert_ok(cvd_file_write(junk, cvd_str_from("no certificate"), &err));
    assert_int_equal(take(tls_load, state, "junk", "one", &err), CVD_EINPUT);
    assert_non_null(strstr(err.msg, "junk.crt"));
    assert_ok(cvd_file_write(junk, cvd_str_from(""), &err));
    assert_int_equal(take(tls_load, state, "junk", "one", &err), CVD_EINPUT);
    /* the two exchanged */
    char *c = path_of(state, "one", "crt"), *k = path_of(state, "one", "key");
    assert_int_equal(tls_load(k, c, &err), CVD_EINPUT);
    free(c);
    free(k);
    free(junk);
}

/* What loading NAME logs. */
static struct cvd_buf logged(void **state, const char *name)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf text = { 0 };
    char *path = cvd_path_join(*state, "log");
    int saved = dup(STDERR_FILENO);
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 0600);

    assert_true(saved >= 0 && fd >= 0);
    assert_true(dup2(fd, STDERR_FILENO) >= 0);
    enum cvd_status st = take(tls_check, state, name, name, &err);
    assert_true(dup2(saved, STDERR_FILENO) >= 0);
    assert_int_equal(st, CVD_OK);
    assert_ok(cvd_file_read(path, 65536, &text, &err));
    (void)close(saved);
    (void)close(fd);
    free(path);
    return text;
}

static void test_what_is_warned_of(void **state)
{
    static const struct {
        const char *name;
        int first, last;
        mode_t mode;
        const char *warning; /* NULL: none */
    } cases[] = {
        { "good", -1, 1, 0640, NULL },
        { "old", -9, -3, 0600, "warn certificate-expired " },
        { "early", 3, 9, 0600, "warn certificate-not-yet-valid " },
        { "open", -1, 1, 0644, "warn key-readable " },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *key = path_of(state, cases[i].name, "key");
        make_certificate(state, cases[i].name, cases[i].first,
                         cases[i].last, NULL);
        assert_int_equal(chmod(key, cases[i].mode), 0);
        struct cvd_buf text = logged(state, cases[i].name);
        if (!cases[i].warning && text.len)
            fail_msg("%s: %s", cases[i].name, text.ptr);
        if (cases[i].warning &&
            strncmp(text.ptr, cases[i].warning,
                    strlen(cases[i].warning)) != 0)
            fail_msg("%s: %s", cases[i].name, text.ptr);
        cvd_buf_release(&text);
        free(key);
    }
}

/* ---- under load ------------------------------------------------------ */

enum { VISITORS = 3, VISITS = 15, RELOADS = 60 };

static void *keep_visiting(void *server)
{
    for (int i = 0; i < VISITS; i++) {
        struct visitor v;
        if (visit(&v, server, "NORMAL") < 0)
            return server;
        ask(&v);
        leave(&v);
    }
    return NULL;
}

static void test_reloads_under_load(void **state)
{
    struct cvd_err err = { CVD_OK, "" };
    struct MHD_Daemon *server = start_server();
    pthread_t threads[VISITORS];

    assert_non_null(server);
    make_certificate(state, "one", -1, 1, NULL);
    make_certificate(state, "two", -1, 1, NULL);
    assert_ok(take(tls_load, state, "one", "one", &err));
    for (int i = 0; i < VISITORS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, keep_visiting,
                                        server), 0);
    for (int i = 0; i < RELOADS; i++) {
        const char *name = i % 2 ? "one" : "two";
        assert_ok(take(tls_load, state, name, name, &err));
    }
    for (int i = 0; i < VISITORS; i++) {
        void *failed = NULL;
        assert_int_equal(pthread_join(threads[i], &failed), 0);
        assert_null(failed);
    }
    MHD_stop_daemon(server);
    tls_release();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define WITH_DIR(test) cmocka_unit_test_setup_teardown(test, make_dir, drop_dir)
        WITH_DIR(test_a_new_handshake_takes_the_newest),
        WITH_DIR(test_a_reload_that_fails_keeps_the_old),
        cmocka_unit_test(test_without_a_certificate_no_handshake),
        WITH_DIR(test_versions),
        WITH_DIR(test_what_cannot_be_read),
        WITH_DIR(test_what_is_warned_of),
        WITH_DIR(test_reloads_under_load),
#undef WITH_DIR
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
