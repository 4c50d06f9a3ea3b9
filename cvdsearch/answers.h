/* answers.h - where the commands' answers come from: an index here, through
 * the library, or a server, over HTTP.  Commands ask this and nothing else,
 * so that what they print cannot tell the two apart.
 *
 * cvdsearch/ may include base/ and search/search.h.
 *
 * A new question is a function here, one in remote.h that asks the server's
 * API, one in decode.h that reads its JSON back; and the command's row in
 * main.c says that it can be asked.  Each is as the function of search/
 * that it is named after; with a server they fail as remote.h says too. */
#ifndef CVD_CVDSEARCH_ANSWERS_H
#define CVD_CVDSEARCH_ANSWERS_H

#include "cvdsearch/cli.h"
#include "search/citations.h"
#include "search/research.h"
#include "search/reuse.h"
#include "search/words.h"

/* Open what c->server or else c->index names, if either does, the index with
 * the synonyms of file c->synonyms.
 *   as cvd_searcher_open() or remote_open(), and cvd_synonyms_open(), where a
 *   file that is not there is CVD_EIO */
enum cvd_status answers_open(struct cli *c, struct cvd_err *err);
void answers_close(struct cli *c);

enum cvd_status answers_search(const struct cli *c, struct cvd_result *out,
                               struct cvd_err *err); /* of c->request */
enum cvd_status answers_timeline(const struct cli *c,
                                 struct cvd_timeline *out,
                                 struct cvd_err *err);
enum cvd_status answers_missing(const struct cli *c,
                                struct cvd_cited_list *out,
                                struct cvd_err *err);
enum cvd_status answers_kwic(const struct cli *c, struct cvd_kwic *out,
                             struct cvd_err *err);
enum cvd_status answers_keyness(const struct cli *c, struct cvd_keyness *out,
                                struct cvd_err *err); /* of c->keyness */
enum cvd_status answers_graph(const struct cli *c, struct cvd_graph *out,
                              struct cvd_err *err); /* of c->graph */
enum cvd_status answers_suggest(const struct cli *c, struct cvd_str prefix,
                                struct cvd_suggestion **out, size_t *count,
                                struct cvd_err *err);

/* An export that is ready to be read.  Zero-initialise; release with
 * answers_export_close(). */
struct answers_export {
    const struct cvd_result *found; /* query, total, warnings */
    struct cvd_str about;           /* as cvd_export_about() */
    struct cvd_export *here;        /* NULL: it comes from a server, which */
    struct cvd_result told;         /* told what stands above */
    struct cvd_buf told_about;
};

/* Takes the next piece, wherever it breaks; false: it wants no more. */
typedef bool answers_piece_fn(void *ctx, struct cvd_str piece);

enum cvd_status answers_export_open(const struct cli *c,
                                    const struct cvd_export_form *form,
                                    struct answers_export *out,
                                    struct cvd_err *err);
enum cvd_status answers_export_read(const struct cli *c,
                                    const struct cvd_export_form *form,
                                    const struct answers_export *x,
                                    answers_piece_fn *fn, void *ctx,
                                    struct cvd_err *err);
void answers_export_close(struct answers_export *x);

/* A document with its text and its references. */
enum cvd_status answers_document(const struct cli *c, struct cvd_str id,
                                 struct cvd_doc *out,
                                 struct cvd_citations *cites,
                                 struct cvd_err *err);
enum cvd_status answers_document_json(const struct cli *c,
                                      struct cvd_str id,
                                      struct cvd_buf *out,
                                      struct cvd_err *err);

/* Its text alone, appended. */
enum cvd_status answers_text(const struct cli *c, struct cvd_str id,
                             struct cvd_buf *out, struct cvd_err *err);

/* Its references alone, and its id as the archive writes it, appended. */
enum cvd_status answers_cites(const struct cli *c, struct cvd_str id,
                              struct cvd_buf *found,
                              struct cvd_citations *out,
                              struct cvd_err *err);
enum cvd_status answers_cited_by(const struct cli *c, struct cvd_str what,
                                 struct cvd_cited_list *out,
                                 struct cvd_err *err);

enum cvd_status answers_trace(const struct cli *c, struct cvd_trace *out,
                              struct cvd_err *err); /* of c->request */
enum cvd_status answers_similar(const struct cli *c, struct cvd_str id,
                                struct cvd_similar_list *out,
                                struct cvd_err *err);

enum cvd_status answers_compare(const struct cli *c, struct cvd_str a,
                                struct cvd_str b,
                                struct cvd_comparison *out,
                                struct cvd_err *err);

/* Asks nobody where there is neither an index nor a server. */
enum cvd_status answers_analyze_json(const struct cli *c,
                                     struct cvd_str text,
                                     struct cvd_buf *out,
                                     struct cvd_err *err);

#endif
