/* tiles.h - where the provinces stand on the two tile maps: each a square of
 * one size, on a grid on which the country is known by its shape and each
 * province has its neighbours.  Internal to searchd/page/.
 *
 * Two maps (Nghị quyết 202/2025/QH15): the 63 provinces until 2025-06-30, and
 * the 34 since.  A province of now stands where those it was made of lay. */
#ifndef CVD_SEARCHD_PAGE_TILES_H
#define CVD_SEARCHD_PAGE_TILES_H

#include "searchd/page/page.h"

struct tile {
    const char *code;     /* of the province: ninh-thuan */
    const char *letters;  /* two or three, alone on its map */
    uint8_t row, column;  /* from 0 on; the north-west is 0, 0 */
};

enum { TILES_MAX = 63 }; /* of a map */

struct tile_map {
    enum page_map map;
    const struct tile *tiles; /* from north to south, then from the west */
    size_t count;
};

/* By enum page_map. */
extern const struct tile_map tile_maps[2];

#endif
