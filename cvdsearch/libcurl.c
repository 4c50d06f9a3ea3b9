/* libcurl.c - see libcurl.h. */
#include "cvdsearch/libcurl.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

/* The protocols may be named in words since then. */
enum { VERSION_MIN = 0x075500 };

/* Debian builds it with OpenSSL and with GnuTLS; either will do. */
static const char *const files[] = { "libcurl.so.4", "libcurl-gnutls.so.4" };

static const struct {
    const char *name;
    size_t at; /* in struct libcurl */
} symbols[] = {
#define X(n) { "curl_" #n, offsetof(struct libcurl, n) },
    LIBCURL_LIST(X)
#undef X
};

/* Copy the address of a function: ISO C has no cast for it, POSIX says that
 * its bytes are those of the pointer (dlsym). */
static bool find(void *library, const char *name, void *to)
{
    void *address = dlsym(library, name);

    if (address)
        memcpy(to, &address, sizeof address);
    return address != NULL;
}

enum cvd_status libcurl_load(struct libcurl *out, struct cvd_err *err)
{
    void *library = NULL;
    __typeof__(curl_global_init) *init = NULL;
    __typeof__(curl_version_info) *version = NULL;

    for (size_t i = 0; i < sizeof files / sizeof *files && !library; i++)
        library = dlopen(files[i], RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return cvd_fail(err, CVD_EIO, "cannot ask a server: %s; it is in "
                        "Debian's package libcurl4", dlerror());
    bool whole = find(library, "curl_global_init", &init) &&
                 find(library, "curl_version_info", &version);
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols && whole; i++)
        whole = find(library, symbols[i].name,
                     (char *)out + symbols[i].at);
    if (!whole || version(CURLVERSION_NOW)->version_num < VERSION_MIN)
        return cvd_fail(err, CVD_EIO, "cannot ask a server: libcurl is too "
                        "old; 7.85 or later is needed");
    if (init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return cvd_fail(err, CVD_EIO, "cannot ask a server: libcurl does not "
                        "start");
    return CVD_OK;
}
