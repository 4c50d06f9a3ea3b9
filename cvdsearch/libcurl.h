/* libcurl.h - libcurl, loaded when a server is asked and not before.
 *
 * cvdsearch/ may include base/, search/search.h, libcurl and Jansson.
 *
 * Linked in the usual way it brings 28 more libraries into a process that
 * asks an index and is done in a few milliseconds: starting it took twice as
 * long (docs/dependencies.md has the figures). */
#ifndef CVD_CVDSEARCH_LIBCURL_H
#define CVD_CVDSEARCH_LIBCURL_H

/* Its macros that check types are for calls by name. */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

#include "base/status.h"

#include <stdbool.h>

/* The functions that are used, each of the type its header gives it. */
#define LIBCURL_LIST(X)                                             \
    X(easy_init) X(easy_setopt) X(easy_perform) X(easy_getinfo)     \
    X(easy_cleanup) X(easy_strerror) X(slist_append) X(slist_free_all)

struct libcurl {
#define X(name) __typeof__(curl_##name) *name;
    LIBCURL_LIST(X)
#undef X
};

/* Load the library and set it up; it stays for as long as the process.
 *   CVD_EIO  it is not installed, or not of version 7.85 or later */
enum cvd_status libcurl_load(struct libcurl *out, struct cvd_err *err);

#endif
