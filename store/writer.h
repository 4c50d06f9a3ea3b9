/* writer.h - an index on disk, written.
 *
 * A session makes the next generation: documents come in chunks, each made
 * by one thread on its own; the writer merges them into a part and publishes
 * the parts that stay with the new one, in one atomic step.  Until then, and
 * after any failure, readers see the generation before.
 *
 *   cvd_writer_open ─► cvd_chunk_new ─► cvd_chunk_add… ─► cvd_writer_take …
 *                   ─► cvd_writer_publish ─► cvd_writer_close
 */
#ifndef CVD_STORE_WRITER_H
#define CVD_STORE_WRITER_H

#include "store/store.h"

#ifdef __cplusplus
extern "C" {
#endif

struct cvd_writer; /* opaque */
struct cvd_chunk;  /* opaque */

/* Begin a session on directory `path`, made if absent, and lock it.  One
 * session a process: the lock (fcntl) does not keep a process from itself.
 * `fresh` starts from no documents (rebuild); else from the current
 * generation's.  The caller owns *out: release with cvd_writer_close().
 *   CVD_ELOCKED   another session is under way; err names its process
 *   CVD_ENOINDEX  the directory holds other things and no index
 *   else as cvd_store_open() */
enum cvd_status cvd_writer_open(const char *path, bool fresh,
                                struct cvd_writer **out,
                                struct cvd_err *err);

/* Make parts in so many threads, beside those that fill chunks; 2 if it is
 * not said. */
void cvd_writer_threads(struct cvd_writer *w, unsigned threads);

/* Make a part as soon as the chunks taken hold so many bytes; 512 MB if it is
 * not said.  Merging them takes as much again at most. */
void cvd_writer_memory(struct cvd_writer *w, uint64_t bytes);

/* End the session; what was not published is dropped.  NULL is nothing. */
void cvd_writer_close(struct cvd_writer *w);

/* Whether document `id` is in the index now, and then the 16 bytes given
 * for it as `content`.  Any thread. */
bool cvd_writer_knows(const struct cvd_writer *w, struct cvd_str id,
                      unsigned char content[16]);

/* Remove document `id`.  One thread.
 *   CVD_ENOTFOUND  not there
 *   CVD_ENOMEM */
enum cvd_status cvd_writer_remove(struct cvd_writer *w, struct cvd_str id,
                                  struct cvd_err *err);

/* ---- documents ------------------------------------------------------- */

/* A term of a field, without its prefix. */
struct cvd_field_term {
    enum cvd_field field;
    struct cvd_str term;
};

/* A document with what the analyzer made of it; all borrowed. */
struct cvd_indexed {
    const struct cvd_doc *doc;
    unsigned char content[16];    /* tells an unchanged document */
    const struct cvd_word *words; /* exact.ptr NULL: a place that no
                                     phrase may cross */
    size_t word_count;
    const struct cvd_word *title;
    size_t title_count;
    unsigned title_weight;        /* a word, or two neighbours, of the title
                                     count so many times more for ranking;
                                     see cvd_title_weight() */
    const struct cvd_field_term *terms;
    size_t term_count;
};

/* How many times more a word of a title of `words` words counts than one of
 * the body: the shorter the title, the more each of its words says.
 * BM25F with the title's length normalised in full (Robertson, Zaragoza,
 * Taylor, CIKM 2004), rounded, so that it can be counted when indexing.
 * At least 1. */
unsigned cvd_title_weight(size_t words);

enum { CVD_CHUNK_DOCUMENTS_MAX = 65534 };

/* A chunk for one thread; it must end in cvd_writer_take() or
 * cvd_chunk_free().
 *   CVD_EIO, CVD_ENOSPACE, CVD_ENOMEM */
enum cvd_status cvd_chunk_new(struct cvd_writer *w, struct cvd_chunk **out,
                              struct cvd_err *err);

/* Add a document.  After an error the chunk is only good to be freed.
 *   CVD_ELIMIT  a chunk takes CVD_CHUNK_DOCUMENTS_MAX
 *   CVD_EIO, CVD_ENOSPACE, CVD_ENOMEM */
enum cvd_status cvd_chunk_add(struct cvd_chunk *c,
                              const struct cvd_indexed *d,
                              struct cvd_err *err);
void cvd_chunk_free(struct cvd_chunk *c);

/* Sort and compress the chunk.  The costly half of its work: call it in the
 * thread that filled it, before cvd_writer_take().
 *   CVD_ELIMIT  more than 2^24 distinct words
 *   CVD_EIO, CVD_ENOSPACE, CVD_ENOMEM */
enum cvd_status cvd_chunk_seal(struct cvd_chunk *c, struct cvd_err *err);

/* Hand over a sealed chunk, number `sequence` (from 0, no gaps): documents
 * are numbered in that order whatever order chunks come in.  Any thread;
 * the writer owns the chunk from now on, also on error.  A document that is
 * in the index already is replaced; of one id twice in a session the later
 * stays.
 *   CVD_EIO, CVD_ENOSPACE, CVD_ENOMEM */
enum cvd_status cvd_writer_take(struct cvd_writer *w, struct cvd_chunk *c,
                                unsigned sequence, struct cvd_err *err);

/* ---- merging --------------------------------------------------------- */

/* Choose the old parts that should be written anew together with the
 * `added` documents of this session, so that parts stay few: small ones
 * beside the new, those with many removed documents or words of another
 * analyzer, and all of an older format; `all` of them if asked.  Their live
 * documents are to be fed again: walk them with cvd_writer_refeed_next().
 * *documents gets how many. */
enum cvd_status cvd_writer_plan_merge(struct cvd_writer *w, uint64_t added,
                                      bool all, uint64_t *documents,
                                      struct cvd_err *err);

/* The next document of the parts chosen, into *out (with text) and
 * content; CVD_ENOTFOUND after the last.  One thread, and not while a
 * cvd_writer_take() is under way. */
enum cvd_status cvd_writer_refeed_next(struct cvd_writer *w,
                                       struct cvd_doc *out,
                                       unsigned char content[16],
                                       struct cvd_err *err);

/* ---- the end --------------------------------------------------------- */

struct cvd_published {
    unsigned generation;    /* number; unchanged if nothing changed */
    uint64_t documents;     /* live now */
    uint64_t repeated;      /* ids that came twice in the session */
};

/* Merge, make durable, publish.  If nothing was added, removed or merged,
 * nothing is written.
 *   CVD_EVERSION  the index is of an older format and was not merged
 *   CVD_EIO, CVD_ENOSPACE, CVD_ENOMEM; what was searchable still is */
enum cvd_status cvd_writer_publish(struct cvd_writer *w,
                                   struct cvd_published *out,
                                   struct cvd_err *err);

/* SHA-256 of `s` (FIPS 180-4, by nettle). */
void cvd_sha256(struct cvd_str s, unsigned char out[32]);

#ifdef __cplusplus
}
#endif
#endif
