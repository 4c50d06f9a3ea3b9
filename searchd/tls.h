/* tls.h - the certificate for HTTPS, changeable while connections live.
 *
 * searchd/ may include base/, search/search.h, libmicrohttpd and GnuTLS.
 *
 * One certificate a process: GnuTLS gives the callback nothing of ours.  Each
 * handshake takes a copy of what is newest, so that a reload never touches a
 * connection.  Thread-safe.  For libmicrohttpd:
 *
 *     MHD_OPTION_HTTPS_CERT_CALLBACK2, tls_certificate,
 *     MHD_OPTION_HTTPS_PRIORITIES, tls_priorities,
 */
#ifndef CVD_SEARCHD_TLS_H
#define CVD_SEARCHD_TLS_H

#include "base/status.h"
#include "searchd/limits.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>

/* TLS 1.2 and 1.3, forward secrecy, the server's order of ciphers. */
extern const char tls_priorities[];

/* Read a certificate with its chain and its key, both PEM, and give it to
 * handshakes from now on.  On error what was there stays.  Logs a warning
 * where the certificate is not valid today, or others may read the key.
 *   CVD_EINPUT   no certificate or key in it, the key encrypted, or the two
 *                do not belong together
 *   CVD_ENOTFOUND, CVD_ELIMIT, CVD_EIO, CVD_ENOMEM */
enum cvd_status tls_load(const char *certificate, const char *key,
                         struct cvd_err *err);

/* As tls_load(), but only to see whether it would. */
enum cvd_status tls_check(const char *certificate, const char *key,
                          struct cvd_err *err);

/* Forget the certificate: when the last connection is gone, at the end. */
void tls_release(void);

/* The callback: a gnutls_certificate_retrieve_function3. */
int tls_certificate(gnutls_session_t session,
                    const struct gnutls_cert_retr_st *info,
                    gnutls_pcert_st **certs, unsigned *certs_length,
                    gnutls_ocsp_data_st **ocsp, unsigned *ocsp_length,
                    gnutls_privkey_t *key, unsigned *flags);

#endif
