/* parts.h - all parts of one generation, opened.  Internal to store/. */
#ifndef CVD_STORE_PARTS_H
#define CVD_STORE_PARTS_H

#include "store/generation.h"
#include "store/part.h"

enum {
    /* Openings of an index.  One fails only if two generations were published
     * meanwhile, which takes as long as several openings: each writes its
     * files to the disk. */
    CVD_OPEN_TRIES = 50
};

struct cvd_parts {
    struct cvd_manifest manifest;
    char *dir;                /* of the generation */
    struct cvd_part *parts;   /* as in the manifest */
    size_t count;
};

/* Open the current generation of index `path`; when a newer one replaces
 * it meanwhile, that one.  Release with cvd_parts_close().
 *   as cvd_store_open() */
enum cvd_status cvd_parts_open(const char *path, struct cvd_parts *out,
                               struct cvd_err *err);

/* The same, for who only reads documents: also of an older format. */
enum cvd_status cvd_parts_open_any(const char *path, struct cvd_parts *out,
                                   struct cvd_err *err);

/* CVD_EVERSION where the index in `path` is of an older format. */
enum cvd_status cvd_parts_refuse_old(const struct cvd_manifest *m,
                                     const char *path, struct cvd_err *err);

void cvd_parts_close(struct cvd_parts *p);

/* The file NAME.deleted of a part in a generation, for the caller to
 * free. */
char *cvd_deleted_path(const char *dir, const char *name);

#endif
