/* graph.h - a citation graph in the making.  Internal to search/.
 *
 * An entity is a document as namesakes.h tells them apart, held in one copy
 * or several or only cited, or a held one without a number.  Those that are
 * admitted are the nodes of the graph. */
#ifndef CVD_SEARCH_GRAPH_H
#define CVD_SEARCH_GRAPH_H

#include "search/graph_keys.h"
#include "search/namesakes.h"

enum {
    CVD_NOT_ADMITTED = UINT16_MAX,
    CVD_COPIES_MAX = 16       /* whose references are read, of each */
};

#define CVD_NO_ENTITY UINT32_MAX

/* What the first reference to it that says so calls it; of one that is not
 * held nothing else is known. */
struct cvd_mention {
    struct cvd_str number, date, issuer, title;
    const char *type;
};

struct cvd_entity {
    struct cvd_str key;       /* of a namesake the term it is told by; else
                                 its id */
    bool numbered, held;
    bool single;              /* no copy is held but docno */
    uint16_t steps;           /* of a node; else CVD_NOT_ADMITTED */
    uint32_t node;            /* its number */
    uint32_t docno;           /* a copy that led to it, or 0 */
    uint64_t cited_by;
    struct cvd_mention said;
};

/* What a document is known by, until it is told which entity that is. */
struct cvd_graph_bearer {
    struct cvd_str term, id;  /* its identity, perhaps empty */
    uint32_t docno;
};

/* A reference of a node, until it is told what it means. */
struct cvd_graph_saying {
    struct cvd_str identity;
    struct cvd_mention said;
    uint32_t from;            /* entity */
};

/* A node: its entity, and the copies that are held, the one shown first. */
struct cvd_member {
    uint32_t entity;
    uint32_t copies[CVD_COPIES_MAX];
    uint32_t copy_count;
    bool read;                /* its references are in `sayings` or `links` */
};

/* Entity `from` cites `to`. */
struct cvd_link {
    uint32_t from, to;
    enum cvd_resolution how;
};

struct cvd_graphing {
    struct cvd_searcher *s;
    struct cvd_err *err;
    struct cvd_entity *entities;
    size_t entity_count, entity_cap;
    struct cvd_graph_keys by_term, by_id; /* numbered ones; others */
    struct cvd_graph_keys meant;  /* identities: into meanings */
    struct cvd_meaning {
        uint32_t entity;          /* or CVD_NO_ENTITY */
        enum cvd_resolution how;
    } *meanings;
    size_t meaning_count, meaning_cap;
    struct cvd_member *members;
    size_t member_count, member_cap;
    struct cvd_graph_saying *sayings;
    size_t saying_count, saying_cap;
    struct cvd_graph_keys numbers; /* of the nodes; only once they are all
                                      there */
    size_t entity_max;            /* looked at */
    struct cvd_link *links;
    size_t link_count, link_cap;
    struct cvd_strings *strings;
    struct cvd_doc doc;           /* scratch */
    size_t text_bytes;            /* read so far */
    uint64_t ambiguous;           /* references that stay open */
    bool cut;
};

/* ---- graph_entities.c ------------------------------------------------- */

/* The entity that document `docno` is, into *out; CVD_NO_ENTITY where there
 * are too many already.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_graph_document(struct cvd_graphing *g, uint32_t docno,
                                   uint32_t *out);

/* Let the `count` documents of docnos[], which is sorted for it, be entities.
 * Of many this is several times as fast as one by one: a block of records is
 * read once, and the namesakes of a number.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_graph_documents(struct cvd_graphing *g, uint32_t *docnos,
                                    size_t count);

/* What a reference of identity `term` means.  Unless `add`, only entities
 * that are known already.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_graph_meaning(struct cvd_graphing *g, struct cvd_str term,
                                  bool add, struct cvd_meaning *out);

/* Make entity `e` a node, so many steps from what was asked for, unless it is
 * late.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_graph_admit(struct cvd_graphing *g, uint32_t e,
                                unsigned steps);

/* Set *out to the documents that cite entity `e`, at most `limit`, of more
 * the newest.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_graph_citers(struct cvd_graphing *g, uint32_t e,
                                 unsigned limit, struct cvd_answer *out);

/* ---- graph_links.c ---------------------------------------------------- */

/* Read what node `m` says that it cites into g->sayings, unless that was done.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_graph_read(struct cvd_graphing *g, struct cvd_member *m);

/* Make g->links of g->sayings, and empty these.  With `add` what was not known
 * is an entity from then on; else only what has the number of a node is looked
 * up.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_graph_link(struct cvd_graphing *g, bool add);

/* ---- graph_describe.c ------------------------------------------------- */

/* The level of the body that issued a document of which this is known;
 * `seat` is that of its identity.  CVD_ENOMEM. */
struct cvd_level_signs {
    struct cvd_str number, type, date, issuer, province, district, seat;
};
enum cvd_status cvd_level_read(const struct cvd_level_signs *signs,
                               enum cvd_level *out);

/* Fill in *out of node `m`.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_graph_describe(struct cvd_graphing *g,
                                   const struct cvd_member *m,
                                   struct cvd_graph_node *out);

#endif
