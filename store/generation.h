/* generation.h - which files make up an index now.  Internal to store/.
 *
 * INDEX/CURRENT names the generation, a directory INDEX/gen-NNNNNN with a
 * manifest, its parts, and for a part with removed documents a bit map of
 * them.  Parts that stay from one generation to the next are hard links. */
#ifndef CVD_STORE_GENERATION_H
#define CVD_STORE_GENERATION_H

#include "store/format.h"

struct cvd_manifest_part {
    char name[32];            /* of its directory */
    unsigned analyzer;
    uint64_t documents, deleted;
    uint64_t sizes[CVD_PART_FILES];
    unsigned char sha[CVD_PART_FILES][32];
    unsigned char deleted_sha[32]; /* of NAME.deleted, if deleted > 0 */
};

struct cvd_manifest {
    unsigned format;          /* of all parts; written, always the present */
    unsigned generation;
    struct cvd_manifest_part *parts;
    size_t count;
};

/* The number of the current generation of index `path`.
 *   CVD_ENOINDEX, CVD_EVERSION, CVD_EINDEX, CVD_EIO */
enum cvd_status cvd_current_read(const char *path, unsigned *generation,
                                 struct cvd_err *err);
/* Make it `generation`, durably, in one step. */
enum cvd_status cvd_current_write(const char *path, unsigned generation,
                                  struct cvd_err *err);

/* INDEX/gen-NNNNNN, for the caller to free; NULL when out of memory. */
char *cvd_generation_dir(const char *path, unsigned generation);

/* Read the manifest in directory `dir`; release with
 * cvd_manifest_release().
 *   CVD_EINDEX, CVD_EVERSION, CVD_EIO, CVD_ENOMEM */
enum cvd_status cvd_manifest_read(const char *dir, struct cvd_manifest *out,
                                  struct cvd_err *err);
enum cvd_status cvd_manifest_write(const char *dir,
                                   const struct cvd_manifest *m,
                                   struct cvd_err *err);
void cvd_manifest_release(struct cvd_manifest *m);

#endif
