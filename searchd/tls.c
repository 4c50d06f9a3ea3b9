/* tls.c - see tls.h.  Depends on base/ and GnuTLS. */
#include "searchd/tls.h"
#include "base/file.h"
#include "searchd/log.h"

#include <gnutls/x509.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

const char tls_priorities[] =
    "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-DHE-RSA:"
    "-SHA1:-AES-128-CBC:-AES-256-CBC:%SERVER_PRECEDENCE";

/* GnuTLS lays the chain in order up to its own depth of verification. */
enum { CHAIN_MAX = 16 };

/* What a file of each held; never changes once made. */
struct credentials {
    unsigned users;       /* under `lock` */
    gnutls_x509_crt_t *chain; /* the server's own first */
    unsigned chain_len;
    gnutls_x509_privkey_t key;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct credentials *current; /* NULL: none yet */

static void free_credentials(struct credentials *c)
{
    if (!c)
        return;
    for (unsigned i = 0; i < c->chain_len; i++)
        gnutls_x509_crt_deinit(c->chain[i]);
    gnutls_free(c->chain);
    if (c->key)
        gnutls_x509_privkey_deinit(c->key);
    free(c);
}

static struct credentials *take_current(void)
{
    struct credentials *c;

    (void)pthread_mutex_lock(&lock);
    c = current;
    if (c)
        c->users++;
    (void)pthread_mutex_unlock(&lock);
    return c;
}

static void give_back(struct credentials *c)
{
    bool last;

    if (!c)
        return;
    (void)pthread_mutex_lock(&lock);
    last = --c->users == 0;
    (void)pthread_mutex_unlock(&lock);
    if (last)
        free_credentials(c);
}

/* `c`, which may be NULL, is what handshakes take from now on. */
static void make_current(struct credentials *c)
{
    struct credentials *old;

    (void)pthread_mutex_lock(&lock);
    old = current;
    current = c;
    (void)pthread_mutex_unlock(&lock);
    give_back(old);
}

/* ---- reading --------------------------------------------------------- */

static enum cvd_status fail_tls(struct cvd_err *err, int code,
                                const char *doing, const char *path)
{
    return cvd_fail(err, code == GNUTLS_E_MEMORY_ERROR ? CVD_ENOMEM
                                                       : CVD_EINPUT,
                    "cannot %s '%s': %s", doing, path, gnutls_strerror(code));
}

static enum cvd_status read_chain(struct credentials *c, const char *path,
                                  struct cvd_err *err)
{
    struct cvd_buf pem = { 0 };
    enum cvd_status st = cvd_file_read(path, PEM_BYTES_MAX, &pem, err);

    if (st == CVD_OK) {
        gnutls_datum_t in = { (unsigned char *)pem.ptr, (unsigned)pem.len };
        int code = gnutls_x509_crt_list_import2(
            &c->chain, &c->chain_len, &in, GNUTLS_X509_FMT_PEM,
            GNUTLS_X509_CRT_LIST_SORT);
        if (code < 0)
            st = fail_tls(err, code, "read the certificate in", path);
        else if (c->chain_len > CHAIN_MAX)
            st = cvd_fail(err, CVD_ELIMIT,
                          "'%s' has more than %d certificates", path,
                          CHAIN_MAX);
    }
    cvd_buf_release(&pem);
    return st;
}

static enum cvd_status read_key(struct credentials *c, const char *path,
                                struct cvd_err *err)
{
    struct cvd_buf pem = { 0 };
    enum cvd_status st = cvd_file_read(path, PEM_BYTES_MAX, &pem, err);
    int code = st == CVD_OK ? gnutls_x509_privkey_init(&c->key) : 0;

    if (st == CVD_OK && code >= 0) {
        gnutls_datum_t in = { (unsigned char *)pem.ptr, (unsigned)pem.len };
        code = gnutls_x509_privkey_import2(c->key, &in, GNUTLS_X509_FMT_PEM,
                                           NULL, 0);
    }
    if (code == GNUTLS_E_DECRYPTION_FAILED)
        st = cvd_fail(err, CVD_EINPUT, "the key in '%s' is encrypted: "
                      "nobody is there to type its password", path);
    else if (code < 0)
        st = fail_tls(err, code, "read the key in", path);
    if (pem.ptr)
        gnutls_memset(pem.ptr, 0, pem.cap);
    cvd_buf_release(&pem);
    return st;
}

/* ---- checking -------------------------------------------------------- */

/* Both ids are the hash of the public key. */
static bool belong_together(const struct credentials *c)
{
    unsigned char of_chain[64], of_key[64];
    size_t m = sizeof of_chain, n = sizeof of_key;

    return gnutls_x509_crt_get_key_id(c->chain[0], GNUTLS_KEYID_USE_SHA256,
                                      of_chain, &m) >= 0 &&
           gnutls_x509_privkey_get_key_id(c->key, GNUTLS_KEYID_USE_SHA256,
                                          of_key, &n) >= 0 &&
           m == n && memcmp(of_chain, of_key, n) == 0;
}

/* It is used all the same: a browser says more of it than a daemon that
 * does not start. */
static void warn_of_dates(const struct credentials *c, const char *path)
{
    time_t now = time(NULL);

    for (unsigned i = 0; i < c->chain_len; i++) {
        time_t first = gnutls_x509_crt_get_activation_time(c->chain[i]);
        time_t last = gnutls_x509_crt_get_expiration_time(c->chain[i]);
        if (last != (time_t)-1 && last < now)
            log_line(LOG_WARN, "certificate-expired path=%s place=%u "
                     "days=%ld", path, i + 1, (long)(now - last) / 86400);
        if (first != (time_t)-1 && first > now)
            log_line(LOG_WARN, "certificate-not-yet-valid path=%s place=%u",
                     path, i + 1);
    }
}

static void warn_if_readable(const char *path)
{
    struct stat s;

    if (stat(path, &s) == 0 && s.st_mode & S_IROTH)
        log_line(LOG_WARN, "key-readable path=%s mode=%o advice=%s", path,
                 (unsigned)s.st_mode & 0777u, "chmod 640");
}

static enum cvd_status read_credentials(const char *certificate,
                                        const char *key,
                                        struct credentials **out,
                                        struct cvd_err *err)
{
    struct credentials *c = calloc(1, sizeof *c);
    enum cvd_status st;

    if (!c)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    c->users = 1;
    st = read_chain(c, certificate, err);
    if (st == CVD_OK)
        st = read_key(c, key, err);
    if (st == CVD_OK && !belong_together(c))
        st = cvd_fail(err, CVD_EINPUT, "the key in '%s' is not that of the "
                      "certificate in '%s'", key, certificate);
    if (st != CVD_OK) {
        free_credentials(c);
        return st;
    }
    warn_of_dates(c, certificate);
    warn_if_readable(key);
    *out = c;
    return CVD_OK;
}

enum cvd_status tls_load(const char *certificate, const char *key,
                         struct cvd_err *err)
{
    struct credentials *c = NULL;
    enum cvd_status st = read_credentials(certificate, key, &c, err);

    if (st == CVD_OK)
        make_current(c);
    return st;
}

enum cvd_status tls_check(const char *certificate, const char *key,
                          struct cvd_err *err)
{
    struct credentials *c = NULL;
    enum cvd_status st = read_credentials(certificate, key, &c, err);

    free_credentials(c);
    return st;
}

void tls_release(void)
{
    make_current(NULL);
}

/* ---- handshakes ------------------------------------------------------ */

/* A copy of the chain that GnuTLS frees. */
static int copy_chain(const struct credentials *c, gnutls_pcert_st **out)
{
    gnutls_pcert_st *copy = gnutls_calloc(c->chain_len, sizeof *copy);
    int code = copy ? 0 : GNUTLS_E_MEMORY_ERROR;
    unsigned done = 0;

    while (code >= 0 && done < c->chain_len) {
        code = gnutls_pcert_import_x509(&copy[done], c->chain[done], 0);
        done += code >= 0;
    }
    if (code >= 0) {
        *out = copy;
        return 0;
    }
    while (done)
        gnutls_pcert_deinit(&copy[--done]);
    gnutls_free(copy);
    return code;
}

static int copy_key(const struct credentials *c, gnutls_privkey_t *out)
{
    gnutls_privkey_t copy = NULL;
    int code = gnutls_privkey_init(&copy);

    if (code >= 0)
        code = gnutls_privkey_import_x509(copy, c->key,
                                          GNUTLS_PRIVKEY_IMPORT_COPY);
    if (code < 0) {
        if (copy)
            gnutls_privkey_deinit(copy);
        return code;
    }
    *out = copy;
    return 0;
}

/* Copies cost a tenth of the signature that follows, or less, and so no one
 * needs to know when a handshake is over. */
int tls_certificate(gnutls_session_t session,
                    const struct gnutls_cert_retr_st *info,
                    gnutls_pcert_st **certs, unsigned *certs_length,
                    gnutls_ocsp_data_st **ocsp, unsigned *ocsp_length,
                    gnutls_privkey_t *key, unsigned *flags)
{
    struct credentials *c = take_current();
    gnutls_pcert_st *chain = NULL;

    (void)session;
    (void)info;
    if (!c)
        return -1;
    unsigned n = c->chain_len;
    int code = copy_chain(c, &chain);
    if (code >= 0)
        code = copy_key(c, key);
    give_back(c);
    if (code < 0) {
        for (unsigned i = 0; chain && i < n; i++)
            gnutls_pcert_deinit(&chain[i]);
        gnutls_free(chain);
        return -1;
    }
    *certs = chain;
    *certs_length = n;
    *ocsp = NULL;
    *ocsp_length = 0;
    *flags = GNUTLS_CERT_RETR_DEINIT_ALL;
    return 0;
}
