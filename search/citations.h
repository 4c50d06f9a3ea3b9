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
    struct cvd_edition edition;
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
    struct cvd_str query;    /* of cvd_missing(): NFC */
    struct cvd_cited *list;
    size_t count, cap;
    bool cut;                /* not all there is was looked at, for a limit
                                or for the deadline */
    bool more;               /* of cvd_missing(): behind those of the page */
    struct cvd_edition edition;
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

/* Append in JSON: {"id", "citations", "dropped", "index"}; {"id", "number",
 * "entities", "complete", "index"}; {"query", "entities", "complete", "more",
 * "index"}.  The members of a citation are the contract's, with "resolution",
 * "about", "again" and "resolved_titles".  CVD_ENOMEM. */
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

/* How high a body stands that issued a document. */
enum cvd_level {
    CVD_LEVEL_UNKNOWN, CVD_LEVEL_CENTRAL, CVD_LEVEL_PROVINCE,
    CVD_LEVEL_DISTRICT, CVD_LEVEL_COMMUNE, CVD_LEVEL_COUNT
};

/* "central", "province", "district", "commune"; NULL unknown.  What a reader
 * calls it, unknown too.  The level of that name, CVD_LEVEL_UNKNOWN none. */
const char *cvd_level_name(enum cvd_level l);
const char *cvd_level_label(enum cvd_level l);
enum cvd_level cvd_level_by_name(struct cvd_str name);

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
    uint32_t in_degree, out_degree; /* nodes of this graph that cite it, and
                                       that it cites; both 0: alone */
    enum cvd_level level;    /* of its issuer: by issuer, number and where it
                                sits, as far as they say */
};

/* nodes[from] cites nodes[to]; CVD_R_ABSENT: which is not held. */
struct cvd_graph_edge {
    uint32_t from, to;
    enum cvd_resolution how;
};

/* Zero-initialise; release with cvd_graph_release(). */
struct cvd_graph {
    struct cvd_buf query;    /* as understood, or the id */
    struct cvd_edition edition;
    struct cvd_graph_node *nodes; /* by steps, then the most cited first */
    size_t node_count;
    struct cvd_graph_edge *edges; /* by from, then to; each pair once */
    size_t edge_count;
    uint64_t ambiguous;      /* references of the nodes left out, it being
                                unknown which document they mean; of nodes
                                after the last step those to numbers of
                                other nodes */
    bool cut;                /* not all there is was looked at, or shown */
    const char *warnings[CVD_WARNINGS_MAX]; /* of the query */
    size_t warning_count;
    struct cvd_strings *strings;
};

/* The documents within r->depth steps of one, or of the best that a query
 * finds (a fifth of r->nodes, with depth 0 all, CVD_LIMIT_MAX at most), and
 * every citation among them.  Where they
 * are too many those remain that are fewer steps away, and of these the most
 * cited of a few thousand looked at, the newest of each citing first: the
 * more the greater r->nodes.  The same index gives the same graph.  Takes up
 * to a few seconds, of thousands of nodes more: each document's text is read
 * for what it cites, and each number looked up.
 *   CVD_EUSAGE  depth or nodes over the limit; and as cvd_search()
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_graph(struct cvd_searcher *s,
                          const struct cvd_graph_request *r,
                          struct cvd_graph *out, struct cvd_err *err);
void cvd_graph_release(struct cvd_graph *g);

/* Append as Graphviz reads it; as GraphML, which Gephi and yEd open; as JSON:
 * {"query", "index", "nodes": [{"key", "id", "held", "number", "type", "date",
 * "title", "issuer", "province", "province_name", "level", "cited_by",
 * "in_degree", "out_degree", "steps"}], "edges": [{"from", "to", "kind":
 * "cites", "resolution"}], "ambiguous", "complete", "warnings"}.  CVD_ENOMEM. */
enum cvd_status cvd_graph_dot(const struct cvd_graph *g,
                              struct cvd_buf *out);
enum cvd_status cvd_graph_graphml(const struct cvd_graph *g,
                                  struct cvd_buf *out);
enum cvd_status cvd_graph_json(const struct cvd_graph *g,
                               struct cvd_buf *out);

enum { CVD_GRAPH_DRAWN_MAX = 120 }; /* boxes: more cannot be followed */

/* Append as a picture, SVG 1.1 that needs nothing besides: levels from the
 * centre down, in each what cites below what it cites, what is not held
 * dashed, higher what more of the graph cite.  Of more than
 * CVD_GRAPH_DRAWN_MAX nodes the most cited, and what has most to do with them,
 * are drawn, and it says how many are not.  Its title says in words what was
 * asked (`r`), and <metadata> as cvd_graph_about().  CVD_ENOMEM. */
enum cvd_status cvd_graph_svg(const struct cvd_graph *g,
                              const struct cvd_graph_request *r,
                              struct cvd_buf *out);
size_t cvd_graph_drawn(const struct cvd_graph *g); /* nodes in it */

/* What an answer shows of a graph. */
enum cvd_graph_shown { CVD_GRAPH_WHOLE, CVD_GRAPH_CHAINS, CVD_GRAPH_PICTURE };

/* Append what was asked of what, as cvd_about_json() says it; the total is
 * that of the nodes.  Its own members are "depth", "direction", "nodes" (at
 * most), "edges", "chains", and of a picture "drawn".  CVD_ENOMEM. */
enum cvd_status cvd_graph_about(const struct cvd_graph *g,
                                const struct cvd_graph_request *r,
                                enum cvd_graph_shown shown,
                                struct cvd_buf *out);

/* ---- chains ---------------------------------------------------------- */

enum {
    CVD_CHAINS_MAX = 1000,
    CVD_CHAIN_LENGTH_MAX = 64,
    CVD_CHAINS_DEPTH = 3     /* of a graph whose chains are asked for, if not
                                said */
};

/* Nodes of the graph, the highest first: nodes[first] to
 * nodes[first + count - 1] of struct cvd_chains. */
struct cvd_chain {
    size_t first, count;
};

/* Zero-initialise; release with cvd_chains_release(). */
struct cvd_chains {
    struct cvd_chain *list;  /* those over the most levels first, then the
                                longest, then what begins highest and is cited
                                most */
    size_t count;
    size_t total;            /* with those beyond CVD_CHAINS_MAX */
    uint32_t *nodes;
    size_t node_count, node_cap;
    bool cut;                /* not all there is: of the graph, of the chains,
                                or of one that is too long */
};

/* The ways that citations took from the top down.  In a chain each document
 * cites the one before it, is not of a higher level, and is not surely older;
 * one whose level is unknown is in none.  A chain begins with a document that
 * cites no other so, and ends with one that none other cites so; for each such
 * end there is one, that which begins highest, of these the one over the most
 * levels, then the longest, then the one over what is cited most.  Chains
 * share their upper parts: together they are trees.  A citation that would
 * close a circle is passed over.  Takes a walk over the graph.
 *   CVD_ENOMEM */
enum cvd_status cvd_chains_find(const struct cvd_graph *g,
                                struct cvd_chains *out);
void cvd_chains_release(struct cvd_chains *c);

/* Append the chains of `g` in JSON: {"query", "index", "chains": [{"length",
 * "levels", "documents": [as "nodes"]}], "total", "complete", "warnings"}; as
 * CSV, a document a line, with the number of its chain and its place there.
 * CVD_ENOMEM. */
enum cvd_status cvd_chains_json(const struct cvd_graph *g,
                                const struct cvd_chains *c,
                                struct cvd_buf *out);
enum cvd_status cvd_chains_csv(const struct cvd_graph *g,
                               const struct cvd_chains *c,
                               struct cvd_buf *out);

#ifdef __cplusplus
}
#endif
#endif
