/* graph_keys.h - strings, each with a number.  Internal to search/.
 *
 * A balanced tree (Andersson, 1993), not a table of hashes: the strings come
 * from documents, and none of them makes it slow. */
#ifndef CVD_SEARCH_GRAPH_KEYS_H
#define CVD_SEARCH_GRAPH_KEYS_H

#include "base/str.h"

struct cvd_graph_key {
    struct cvd_str key;
    uint32_t value;
    uint32_t left, right;  /* numbers in list; 0: none */
    uint32_t level;
};

/* Zero-initialise; release with cvd_graph_keys_release(). */
struct cvd_graph_keys {
    struct cvd_graph_key *list; /* from 1 on */
    size_t count, cap;
    uint32_t root;
};

/* The value of `key` into *out; false where it has none. */
bool cvd_graph_keys_find(const struct cvd_graph_keys *k, struct cvd_str key,
                         uint32_t *out);

/* Add `key`, borrowed, which is not there.  CVD_ENOMEM. */
enum cvd_status cvd_graph_keys_add(struct cvd_graph_keys *k,
                                   struct cvd_str key, uint32_t value);
void cvd_graph_keys_release(struct cvd_graph_keys *k);

#endif
