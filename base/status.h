/* status.h - how every part of cvdsearch says that something failed.
 *
 * base/ may include libc only.  A fallible function returns one
 * enum cvd_status, writes its results only on CVD_OK, and puts one sentence
 * for a person into the caller's struct cvd_err (which may be NULL). */
#ifndef CVD_BASE_STATUS_H
#define CVD_BASE_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

#define CVD_STATUS_LIST(X)                                        \
    X(CVD_OK, "success")                                          \
    X(CVD_EUSAGE, "wrong usage")                                  \
    X(CVD_ENOTFOUND, "not found")                                 \
    X(CVD_ENOINDEX, "no index there, or not an index of ours")    \
    X(CVD_EINDEX, "index damaged")                                \
    X(CVD_ELOCKED, "index locked by another writer")              \
    X(CVD_ESTALE, "index changed while reading; reopen")          \
    X(CVD_EVERSION, "index made by another version")              \
    X(CVD_EINPUT, "bad input document")                           \
    X(CVD_ELIMIT, "a limit was exceeded")                         \
    X(CVD_EIO, "input or output failed")                          \
    X(CVD_ENOSPACE, "no space left")                              \
    X(CVD_ENOMEM, "out of memory")                                \
    X(CVD_EBUG, "internal error")

enum cvd_status {
#define X(id, text) id,
    CVD_STATUS_LIST(X)
#undef X
    CVD_STATUS_COUNT
};

enum { CVD_ERR_MAX = 512 }; /* longest message, with its NUL; longer is cut */

struct cvd_err {
    enum cvd_status status;
    char msg[CVD_ERR_MAX]; /* one sentence, lower case, no full stop */
};

/* Put a sentence in *err (may be NULL) and return st.  A message too long
 * is cut at a character boundary. */
enum cvd_status cvd_fail(struct cvd_err *err, enum cvd_status st,
                         const char *fmt, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 3, 4)))
#endif
    ;

/* As cvd_fail(), the reason being errno value `errnum`: appends
 * ": strerror" and chooses the status (ENOSPC and EDQUOT give CVD_ENOSPACE,
 * ENOMEM gives CVD_ENOMEM, all else CVD_EIO). */
enum cvd_status cvd_fail_errno(struct cvd_err *err, int errnum,
                               const char *fmt, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 3, 4)))
#endif
    ;

/* What `st` means in general, in English; never NULL. */
const char *cvd_status_text(enum cvd_status st);

/* The name of `st` as in the list above ("CVD_EIO"); never NULL. */
const char *cvd_status_name(enum cvd_status st);

#ifdef __cplusplus
}
#endif
#endif
