/* sources.h - what the SOURCEs of a command line hold. */
#ifndef CVD_INDEXER_SOURCES_H
#define CVD_INDEXER_SOURCES_H

#include "base/str.h"

enum cvd_found_kind {
    CVD_FOUND_FILE,   /* a document */
    CVD_FOUND_JSONL,  /* a file of documents, or "-" */
    CVD_FOUND_BAD     /* could not be looked at: see reason */
};

/* A thing found.  All borrowed for the call. */
struct cvd_found {
    enum cvd_found_kind kind;
    struct cvd_str id;      /* of a document; of what is bad, a name */
    const char *path;
    const char *format;     /* of a document: "txt" or "md" */
    uint64_t size;          /* in bytes, 0 where not known */
    const char *reason;
};

/* Told of each thing.  Anything but CVD_OK ends the walk. */
typedef enum cvd_status cvd_found_fn(void *ctx, const struct cvd_found *f,
                                     struct cvd_err *err);

/* Tell `found` of what `sources` hold, in the order given, directories in
 * byte order of their entries.  In a directory only .txt, .md and .jsonl
 * are taken; hidden files, symbolic links to directories, and what is no
 * regular file are passed over: *passed_over counts the visible ones.
 *   CVD_ENOMEM; what `found` returned */
enum cvd_status cvd_sources_walk(char *const *sources, size_t count,
                                 cvd_found_fn *found, void *ctx,
                                 uint64_t *passed_over,
                                 struct cvd_err *err);

#endif
