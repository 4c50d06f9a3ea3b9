/* ranking.c - see ranking.h.  Where each figure comes from: docs/quality.md. */
#include "search/ranking.h"

const struct cvd_ranking cvd_ranking_default = {
    .pair = 1,
    .pair_share = 0.3,
    .asks = 0.3,
    .defines = 1,
    .typed = 0.1,
    .sure = 0.9,
    .named = 8,
    .abbreviation = 0.8,
    .spelling = 0.8,
    .domain = 0.2,
};
