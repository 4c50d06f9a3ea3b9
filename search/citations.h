/* citations.h - what documents refer to, who cites whom, and the
 * graph of it.
 *
 * Threads, text and who owns what: search.h. */
#ifndef CVD_SEARCH_CITATIONS_H
#define CVD_SEARCH_CITATIONS_H

#include "search/search.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- references ------------------------------------------------------ */

/* What a reference means in this archive.  One number is not one document:
 * analyzers/identity.h says what tells them apart. */
enum cvd_resolution {
    CVD_R_ABSENT,    /* none that is held */
    CVD_R_AMBIGUOUS, /* one of several: which, it does not say */
    CVD_R_LIKELY,    /* one that is held, by part of what tells it */
    CVD_R_EXACT      /* one that is held */
};

/* "absent", "ambiguous", "likely", "exact"; and what a reader calls it. */
const char *cvd_resolution_name(enum cvd_resolution r);
const char *cvd_resolution_label(enum cvd_resolution r);

enum { CVD_RESOLVED_MAX = 16 }; /* documents named for one reference */

/* A document of the archive; what is not known is empty. */
struct cvd_held {
    struct cvd_str id, title, number, date;
    enum cvd_resolution how; /* of one that cites: how surely */
};

/* A reference in a document; what it does not say is empty. */
struct cvd_citation {
    bool in_text;            /* else the source gave it, and it is nowhere */
    bool again;              /* the text has spoken of it before */
    int64_t start, end;      /* code points of the document's text */
    struct cvd_str text;     /* as it stands there */
    struct cvd_str number;   /* empty where the running number is blank */
    struct cvd_str symbol, date, issuer, about;
    const char *type;        /* code, or NULL */
    struct cvd_str identity; /* what tells it from others of its number:
                                analyzers/identity.h; empty: nothing does */
    enum cvd_resolution resolution;
    size_t first_held, held_count; /* in cvd_citations.held */
};

/* Zero-initialise; release with cvd_citations_release(). */
struct cvd_citations {
    struct cvd_citation *list;
    size_t count, cap;
    struct cvd_held *held;
    size_t held_count, held_cap;
    size_t dropped;          /* references beyond CVD_REFERENCES_MAX, and
                                those not yet resolved at the deadline */
    struct cvd_strings *strings;
};

/* The references of `d`, a document with its text, in the order of the text;
 * those that its source gave in place of them stand where the text has them,
 * the rest at the end.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_cites(struct cvd_searcher *s, const struct cvd_doc *d,
                          struct cvd_citations *out, struct cvd_err *err);
void cvd_citations_release(struct cvd_citations *c);

/* A document that is cited: held by the archive, or known only by what cites
 * it; or a reference of which it is not known which of several it means. */
struct cvd_cited {
    struct cvd_str number, date, issuer, province, title; /* empty: unknown */
    const char *type;        /* code, or NULL */
    enum cvd_resolution resolution; /* CVD_R_AMBIGUOUS: `held` are those that
                                       it may mean */
    struct cvd_held *held;   /* at most CVD_RESOLVED_MAX copies */
    size_t held_count;
    struct cvd_held *citers; /* surest first, then newest; the page asked for */
    size_t citer_count;
    uint64_t count;          /* of all citers */
};

/* Zero-initialise; release with cvd_cited_list_release(). */
struct cvd_cited_list {
    struct cvd_str id;       /* of the document asked for, or empty */
    struct cvd_str number;   /* asked for: as best written */
    struct cvd_cited *list;
    size_t count, cap;
    bool cut;                /* not all there is was looked at, for a limit
                                or for the deadline */
    struct cvd_strings *strings;
};

enum { CVD_CITERS_MAX = 100000 }; /* of one answer */

/* Who cites document `what`, or else the documents of number `what`, as
 * people write it, in the archive or not: the most cited first, with citers
 * `offset` to `offset + limit` of each.  A document comes alone, and after it
 * the references that may mean it.
 *   CVD_ENOTFOUND  no such document, and nothing bears or cites the number
 *   CVD_EUSAGE     offset or limit over CVD_CITERS_MAX
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_cited_by(struct cvd_searcher *s, struct cvd_str what,
                             unsigned offset, unsigned limit,
                             struct cvd_cited_list *out,
                             struct cvd_err *err);

/* Documents that are cited and not held, the most cited first, at most
 * r->limit from r->offset on; where r has a query or filters, cited by what
 * answers it.  Their citers are only counted.
 *   as cvd_search() */
enum cvd_status cvd_missing(struct cvd_searcher *s,
                            const struct cvd_request *r,
                            struct cvd_cited_list *out, struct cvd_err *err);
void cvd_cited_list_release(struct cvd_cited_list *l);

/* Append in JSON: {"id", "citations", "dropped"}; {"id", "number",
 * "entities", "complete"}; {"entities", "complete"}.  The members of a
 * citation are the contract's, with "resolution", "about", "again" and
 * "resolved_titles".  CVD_ENOMEM. */
enum cvd_status cvd_citations_json(const struct cvd_citations *c,
                                   struct cvd_str id, struct cvd_buf *out);
enum cvd_status cvd_cited_by_json(const struct cvd_cited_list *l,
                                  struct cvd_buf *out);
enum cvd_status cvd_missing_json(const struct cvd_cited_list *l,
                                 struct cvd_buf *out);
/* One of them, as in "citations" and "entities". */
enum cvd_status cvd_citation_json(const struct cvd_citations *c, size_t i,
                                  struct cvd_buf *out);
enum cvd_status cvd_cited_json(const struct cvd_cited *c,
                               struct cvd_buf *out);

/* ---- the citation graph ---------------------------------------------- */

enum { CVD_GRAPH_NODES = 500, CVD_GRAPH_NODES_MAX = 10000,
       CVD_GRAPH_DEPTH_MAX = 6 };

enum cvd_direction {
    CVD_GRAPH_OUT,           /* to what it cites */
    CVD_GRAPH_IN,            /* to what cites it */
    CVD_GRAPH_BOTH
};

struct cvd_graph_request {
    struct cvd_request find; /* its query: the id of a document, where there
                                is no filter and no date, or else a query;
                                limit, offset and facets are not read */
    unsigned depth;          /* steps to go; 0: none */
    enum cvd_direction direction;
    unsigned nodes;          /* at most */
};

/* A document as in cvd_cited_by(): held by the archive (in one copy or
 * several, of which one is shown), or known only by what cites it.  What is
 * not known is empty. */
struct cvd_graph_node {
    struct cvd_str key;      /* its id, if it is held, else its identity
                                (analyzers/identity.h) */
    struct cvd_str id, number, type, date, title, issuer, province;
    bool held;
    unsigned steps;          /* from what was asked for; 0: that itself */
    uint64_t cited_by;       /* documents of the archive, in the graph or
                                not; copies of one count each */
};

/* nodes[from] cites nodes[to]; CVD_R_ABSENT: which is not held. */
struct cvd_graph_edge {
    uint32_t from, to;
    enum cvd_resolution how;
};

/* Zero-initialise; release with cvd_graph_release(). */
struct cvd_graph {
    struct cvd_buf query;    /* as understood, or the id */
    struct cvd_graph_node *nodes; /* by steps, then the most cited first */
    size_t node_count;
    struct cvd_graph_edge *edges; /* by from, then to; each pair once */
    size_t edge_count;
    uint64_t ambiguous;      /* references of the nodes left out, it being
                                unknown which document they mean */
    bool cut;                /* not all there is was looked at, or shown */
    const char *warnings[CVD_WARNINGS_MAX]; /* of the query */
    size_t warning_count;
    struct cvd_strings *strings;
};

/* The documents within r->depth steps of one, or of the best that a query
 * finds (a fifth of r->nodes, with depth 0 all, CVD_LIMIT_MAX at most), and
 * every citation among them.  Where they
 * are too many those remain that are fewer steps away, and of these the most
 * cited.  The same index gives the same graph.  Takes up to a few seconds:
 * each document's text is read for what it cites.
 *   CVD_EUSAGE  depth or nodes over the limit; and as cvd_search()
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_graph(struct cvd_searcher *s,
                          const struct cvd_graph_request *r,
                          struct cvd_graph *out, struct cvd_err *err);
void cvd_graph_release(struct cvd_graph *g);

/* Append as Graphviz reads it; as GraphML, which Gephi and yEd open; as JSON:
 * {"query", "nodes": [{"key", "id", "held", "number", "type", "date",
 * "title", "issuer", "province", "province_name", "cited_by", "steps"}],
 * "edges": [{"from", "to", "kind": "cites", "resolution"}], "ambiguous",
 * "complete", "warnings"}.  CVD_ENOMEM. */
enum cvd_status cvd_graph_dot(const struct cvd_graph *g,
                              struct cvd_buf *out);
enum cvd_status cvd_graph_graphml(const struct cvd_graph *g,
                                  struct cvd_buf *out);
enum cvd_status cvd_graph_json(const struct cvd_graph *g,
                               struct cvd_buf *out);

#ifdef __cplusplus
}
#endif
#endif
