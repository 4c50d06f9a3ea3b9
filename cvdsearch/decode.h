/* decode.h - a server's JSON, read back into what the library answers with.
 *
 * cvdsearch/ may include base/, search/search.h and Jansson.
 *
 * The members are those that search/json*.c write; what is not known of them
 * is left out, so a newer server can be asked.  Each function fills in a
 * zero-initialised *out, which is released as the library's own; on failure
 * it is empty again:
 *   CVD_EINPUT  it is no such JSON
 *   CVD_ENOMEM */
#ifndef CVD_CVDSEARCH_DECODE_H
#define CVD_CVDSEARCH_DECODE_H

#include "search/citations.h"
#include "search/research.h"
#include "search/reuse.h"
#include "search/search.h"
#include "search/words.h"

enum cvd_status decode_result(struct cvd_str json, struct cvd_result *out);
enum cvd_status decode_timeline(struct cvd_str json,
                                struct cvd_timeline *out);

/* The citations of a document or of "cites"; *id, if not NULL, gets the
 * document's id, appended. */
enum cvd_status decode_citations(struct cvd_str json, struct cvd_buf *id,
                                 struct cvd_citations *out);
enum cvd_status decode_cited_list(struct cvd_str json,
                                  struct cvd_cited_list *out);

/* What is told of an export: query, total, suggestion, warnings. */
enum cvd_status decode_about(struct cvd_str json, struct cvd_result *out);

enum cvd_status decode_similar(struct cvd_str json,
                               struct cvd_similar_list *out);
enum cvd_status decode_trace(struct cvd_str json, struct cvd_trace *out);
enum cvd_status decode_comparison(struct cvd_str json,
                                  struct cvd_comparison *out);
enum cvd_status decode_kwic(struct cvd_str json, struct cvd_kwic *out);
enum cvd_status decode_keyness(struct cvd_str json,
                               struct cvd_keyness *out);
enum cvd_status decode_graph(struct cvd_str json, struct cvd_graph *out);

/* A document with `text`, which is copied. */
enum cvd_status decode_document(struct cvd_str json, struct cvd_str text,
                                struct cvd_doc *out);
enum cvd_status decode_suggestions(struct cvd_str json,
                                   struct cvd_suggestion **out,
                                   size_t *count);

/* Whether it is one JSON object, to be passed on as it is: CVD_OK. */
enum cvd_status decode_object(struct cvd_str json);

/* Append the "detail" of a problem (RFC 9457), or its "title". */
enum cvd_status decode_problem(struct cvd_str json, struct cvd_buf *out);

#endif
