/* graph_chains.h - what cvdsearch graph --chains prints. */
#ifndef CVD_CVDSEARCH_GRAPH_CHAINS_H
#define CVD_CVDSEARCH_GRAPH_CHAINS_H

#include "cvdsearch/cli.h"

/* Print the chains of `g` in c->format: text, json or csv.  CVD_ENOMEM. */
enum cvd_status cli_put_chains(const struct cli *c,
                               const struct cvd_graph *g,
                               const struct cvd_chains *chains);

#endif
