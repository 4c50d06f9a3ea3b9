/* understand.h - from what a source gives to what the store takes.
 *
 * Pure: no I/O; the same material always gives the same result.  A struct
 * cvd_understood belongs to one thread and is used again and again. */
#ifndef CVD_INDEXER_UNDERSTAND_H
#define CVD_INDEXER_UNDERSTAND_H

#include "analyzers/campaigns.h"
#include "analyzers/form.h"
#include "analyzers/places.h"
#include "analyzers/reading.h"
#include "analyzers/references.h"
#include "indexer/metadata.h"
#include "indexer/terms.h"
#include "store/writer.h"

/* A document as its source gives it; all borrowed. */
struct cvd_material {
    struct cvd_str id;            /* as cvd_clean_id() makes it */
    bool has_title;
    struct cvd_str title;         /* as given: any bytes */
    struct cvd_str bytes;         /* the text as read: any bytes */
    const char *format;           /* "txt", "md" or "jsonl" */
    struct cvd_str path;          /* where it was read; valid UTF-8 */
    const struct cvd_metadata *given; /* NULL: nothing */
    unsigned char sha[32];        /* of bytes: cvd_material_hash() */
};

/* Fill in m->sha, and put into `content` what tells an unchanged document:
 * it covers title, bytes and metadata.  (The analyzer's version is kept by
 * the part a document lies in; see cvd_writer_knows().)  CVD_ENOMEM. */
enum cvd_status cvd_material_hash(struct cvd_material *m,
                                  unsigned char content[16]);

/* All that was made of a document.  Zero-initialise; release with
 * cvd_understood_release(). */
struct cvd_understood {
    struct cvd_doc doc;
    struct cvd_terms terms;
    struct cvd_buf text, given_title, title;
    bool title_is_id;
    struct cvd_tokens tokens, title_tokens, scratch;
    struct cvd_entities entities, one;
    struct cvd_metadata stored;
    /* Set before use: names of the user's own, or NULL; borrowed. */
    const struct cvd_campaign_list *own_campaigns;
    struct cvd_form form;
    struct cvd_references references;
    struct cvd_campaigns campaigns;
    struct cvd_metadata values;   /* what is stored of all this */
    struct cvd_number number;     /* the document's own */
    struct cvd_date date;
    struct cvd_seat seat;
    struct cvd_buf identity;
    uint64_t dropped;             /* recipients, references and values beyond
                                     the limits, not kept */
    struct cvd_word *words;
    size_t word_cap;
    struct cvd_word *title_words;
    size_t title_cap;
    struct cvd_buf hex;
    struct cvd_reader reader;
    struct cvd_reading reading;   /* how the text was read */
    char encoding[CVD_READING_LABEL_MAX];
};

void cvd_understood_release(struct cvd_understood *u);

/* Read the material: a file in whatever encoding, a JSON string as UTF-8 that
 * may be mojibake.  *out borrows from `u` and `m` and is good until the
 * next call; its `content` is the caller's to set.
 *   CVD_EINPUT  in no encoding, no text, or nothing in it
 *   CVD_ELIMIT  too long
 *   CVD_ENOMEM */
enum cvd_status cvd_understand(struct cvd_understood *u,
                               const struct cvd_material *m,
                               struct cvd_indexed *out, struct cvd_err *err);

/* Read a document of the index again, as this version does: what its source
 * gave stays, the rest is found anew.  *out as above, borrowing from
 * `stored`.
 *   CVD_ENOMEM */
enum cvd_status cvd_understand_again(struct cvd_understood *u,
                                     const struct cvd_doc *stored,
                                     struct cvd_indexed *out,
                                     struct cvd_err *err);

#endif
