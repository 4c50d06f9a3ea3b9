/* tokens.h - who may do what: bearer tokens (RFC 6750) and their scopes.
 *
 * searchd/ may include base/, search/search.h and libmicrohttpd.
 *
 * A file of lines, blank ones and those that begin with '#' passed over:
 *
 *     TOKEN SCOPE[,SCOPE...] [NAME]
 *     sha256:HEX SCOPE[,SCOPE...] [NAME]
 *     anonymous SCOPE[,SCOPE...]
 *
 * Scopes are search, export and metrics; NAME is for the log.  The second
 * form keeps the secret out of the file: HEX is the SHA-256 of the token.
 * Tokens are kept as SHA-256 only, and all are compared, each in constant
 * time: how long it takes says nothing of them. */
#ifndef CVD_SEARCHD_TOKENS_H
#define CVD_SEARCHD_TOKENS_H

#include "base/str.h"
#include "searchd/limits.h"

enum token_scope {
    SCOPE_SEARCH = 1 << 0,
    SCOPE_EXPORT = 1 << 1,
    SCOPE_METRICS = 1 << 2,
    SCOPE_ALL = SCOPE_SEARCH | SCOPE_EXPORT | SCOPE_METRICS
};

struct tokens; /* opaque; never changes: share it between threads */

/* Read the file.  The caller owns *out: release with tokens_free().  Logs a
 * warning where others may read a file that holds a token as it is.
 * Messages name file and line, never a token.
 *   CVD_EINPUT   a line that is none of the above, or a token twice
 *   CVD_ELIMIT   over TOKENS_MAX tokens or TOKENS_BYTES_MAX
 *   CVD_ENOTFOUND, CVD_EIO, CVD_ENOMEM */
enum cvd_status tokens_load(const char *path, struct tokens **out,
                            struct cvd_err *err);
void tokens_free(struct tokens *t); /* NULL is nothing */

size_t tokens_count(const struct tokens *t); /* NULL: 0 */

struct token_grant {
    unsigned scopes;  /* of enum token_scope */
    bool known;       /* false: what was presented is wrong or malformed, and
                         scopes is 0; answer 401 */
    const char *name; /* borrowed from the tokens; NULL: no name or token */
};

/* What a request may do; `authorization` is the value of its header, empty
 * where it has none: then what "anonymous" may.  Without a file (`t` NULL)
 * all may do all, and the header is not looked at. */
struct token_grant tokens_grant(const struct tokens *t,
                                struct cvd_str authorization);

#endif
