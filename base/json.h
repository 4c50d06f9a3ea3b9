/* json.h - JSON out: the one place where it is escaped (RFC 8259).
 *
 * base/: libc only.  Each call appends to a buffer; commas are the writer's
 * business.  An allocation failure is remembered and every later call does
 * nothing: ask once, at the end. */
#ifndef CVD_BASE_JSON_H
#define CVD_BASE_JSON_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

struct cvd_json {
    struct cvd_buf *out;      /* borrowed */
    enum cvd_status status;   /* CVD_OK or CVD_ENOMEM */
    bool comma;               /* a value came before at this level */
};

static inline struct cvd_json cvd_json_to(struct cvd_buf *out)
{
    struct cvd_json j = { out, CVD_OK, false };
    return j;
}

void cvd_json_object(struct cvd_json *j);      /* { */
void cvd_json_object_end(struct cvd_json *j);  /* } */
void cvd_json_array(struct cvd_json *j);       /* [ */
void cvd_json_array_end(struct cvd_json *j);   /* ] */
void cvd_json_key(struct cvd_json *j, const char *key);
/* `s` must be valid UTF-8. */
void cvd_json_str(struct cvd_json *j, struct cvd_str s);
void cvd_json_text(struct cvd_json *j, const char *s); /* NULL: null */
void cvd_json_int(struct cvd_json *j, int64_t v);
/* `digits` after the point; not finite: null. */
void cvd_json_real(struct cvd_json *j, double v, int digits);
void cvd_json_bool(struct cvd_json *j, bool v);
void cvd_json_null(struct cvd_json *j);

#ifdef __cplusplus
}
#endif
#endif
