/* references.h - the documents that a text refers to by number.
 *
 * A struct cvd_references belongs to one thread and is used again and
 * again. */
#ifndef CVD_ANALYZERS_REFERENCES_H
#define CVD_ANALYZERS_REFERENCES_H

#include "analyzers/analyzer.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CVD_NO_REFERENCE = -1 };

/* One mention.  Spans are bytes of the text, empty (start == end) where the
 * text does not say. */
struct cvd_reference {
    uint32_t start, end;      /* from the type's word, or "số", or the number,
                                 to the date where it follows directly */
    struct cvd_number number; /* its own span inside; `number` "" where the
                                 running number is blank; letters lost in
                                 print restored where sure; of a short form
                                 ("Kế hoạch 277") `number` as it stands, the
                                 rest as of the document it is tied to */
    const char *type;         /* code by the word that governs it ("các Kế
                                 hoạch số 12, 13-KH/TU"), else by the
                                 symbol; NULL unknown */
    struct cvd_date date;     /* single; year 0 unknown */
    bool date_elsewhere;      /* from another mention of the same document,
                                 or a clause before: "Ngày 30/9/2024, ... có
                                 Kết luận số 1208-KL/TU" */
    uint32_t issuer_start, issuer_end; /* "của [Ban Thường vụ Tỉnh ủy]" */
    uint32_t about_start, about_end;   /* "về việc [...]", "[Quy định ...]",
                                          to the end of the clause, at most
                                          CVD_ABOUT_BYTES_MAX */
    int32_t first;            /* the first mention of the same document, or
                                 CVD_NO_REFERENCE where this is it */
};

enum {
    CVD_ABOUT_BYTES_MAX = 400,
    CVD_REFERENCES_MAX = 20000 /* of one document; more are counted only */
};

struct cvd_references {
    struct cvd_reference *list;
    size_t count, cap;
    size_t dropped;           /* beyond CVD_REFERENCES_MAX */
};

/* Replace the content of *out by the references of `text`, in order.
 * `entities` are those of cvd_entities_find(text, false).  `own` is the
 * document's own number (key or symbol "" where it has none), mentions of
 * which are no references, unless they are dated to another day than
 * `own_date`: every province has a 37-KH/TU.  Both may be NULL.  Linear in
 * the text.
 * Not references: laws by date alone, "Nghị định này", form numbers.
 *   CVD_ENOMEM */
enum cvd_status cvd_references_find(struct cvd_str text,
                                    const struct cvd_entities *entities,
                                    const struct cvd_number *own,
                                    const struct cvd_date *own_date,
                                    struct cvd_references *out);
void cvd_references_release(struct cvd_references *r);

#ifdef __cplusplus
}
#endif
#endif
