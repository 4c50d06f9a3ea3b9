/* remote.h - the questions of answers.h, asked of a cvdsearchd.
 *
 * cvdsearch/ may include base/, search/search.h, libcurl and Jansson.
 *
 * One thread.  Each function is one request or two, fills in what the library
 * would (to be released likewise), and fails besides with
 *   CVD_EIO      the server cannot be reached, refuses, is busy or is none of
 *                ours; the message says which and what to do
 *   CVD_EUSAGE   it does not take the question; the message is the server's
 *   CVD_ENOMEM */
#ifndef CVD_CVDSEARCH_REMOTE_H
#define CVD_CVDSEARCH_REMOTE_H

#include "search/citations.h"
#include "search/research.h"
#include "search/reuse.h"
#include "search/search.h"
#include "search/words.h"

struct remote; /* opaque */

/* As http_open(). */
enum cvd_status remote_open(const char *url, const char *token,
                            struct remote **out, struct cvd_err *err);
void remote_close(struct remote *r); /* NULL is nothing */

enum cvd_status remote_search(struct remote *r,
                              const struct cvd_request *request,
                              struct cvd_result *out, struct cvd_err *err);
enum cvd_status remote_timeline(struct remote *r,
                                const struct cvd_request *request,
                                const struct cvd_timeline_form *form,
                                struct cvd_timeline *out,
                                struct cvd_err *err);
enum cvd_status remote_missing(struct remote *r,
                               const struct cvd_request *request,
                               struct cvd_cited_list *out,
                               struct cvd_err *err);
enum cvd_status remote_kwic(struct remote *r,
                            const struct cvd_request *request,
                            const struct cvd_kwic_form *form,
                            struct cvd_kwic *out, struct cvd_err *err);
enum cvd_status remote_keyness(struct remote *r,
                               const struct cvd_keyness_request *request,
                               struct cvd_keyness *out, struct cvd_err *err);
enum cvd_status remote_graph(struct remote *r,
                             const struct cvd_graph_request *request,
                             struct cvd_graph *out, struct cvd_err *err);
enum cvd_status remote_suggest(struct remote *r, struct cvd_str prefix,
                               size_t limit, struct cvd_suggestion **out,
                               size_t *count, struct cvd_err *err);

/* What an export would be, as cvd_export_about() says it; and the export,
 * piece by piece, until `fn` wants no more. */
typedef bool remote_piece_fn(void *ctx, struct cvd_str piece);
enum cvd_status remote_export_about(struct remote *r,
                                    const struct cvd_request *request,
                                    const struct cvd_export_form *form,
                                    struct cvd_buf *about,
                                    struct cvd_result *found,
                                    struct cvd_err *err);
enum cvd_status remote_export(struct remote *r,
                              const struct cvd_request *request,
                              const struct cvd_export_form *form,
                              remote_piece_fn *fn, void *ctx,
                              struct cvd_err *err);

/* CVD_ENOTFOUND: no such document (or number). */
enum cvd_status remote_document(struct remote *r, struct cvd_str id,
                                struct cvd_doc *out,
                                struct cvd_citations *cites,
                                struct cvd_err *err);
enum cvd_status remote_document_json(struct remote *r, struct cvd_str id,
                                     struct cvd_buf *out,
                                     struct cvd_err *err);
enum cvd_status remote_text(struct remote *r, struct cvd_str id,
                            struct cvd_buf *out, struct cvd_err *err);
enum cvd_status remote_cites(struct remote *r, struct cvd_str id,
                             struct cvd_buf *found, /* its id */
                             struct cvd_citations *out, struct cvd_err *err);
enum cvd_status remote_cited_by(struct remote *r, struct cvd_str what,
                                unsigned offset, unsigned limit,
                                struct cvd_cited_list *out,
                                struct cvd_err *err);

enum cvd_status remote_trace(struct remote *r,
                             const struct cvd_request *request,
                             struct cvd_trace *out, struct cvd_err *err);
enum cvd_status remote_similar(struct remote *r, struct cvd_str id,
                               unsigned limit, struct cvd_similar_list *out,
                               struct cvd_err *err);

enum cvd_status remote_compare(struct remote *r, struct cvd_str a,
                               struct cvd_str b, struct cvd_comparison *out,
                               struct cvd_err *err);

enum cvd_status remote_analyze_json(struct remote *r, struct cvd_str text,
                                    struct cvd_buf *out,
                                    struct cvd_err *err);

#endif
