/* tiles_shown.h - what the tiles of a map show: how many documents each has,
 * and how the filters of a search stand to it.  Internal to searchd/page/.
 *
 * The map of today counts by the province that lies there now, whatever it
 * was called when the document was issued; the map of before by the province
 * as of the document's date.  So a tile of the first asks for its province on
 * every map (khanh-hoa), of the second with '=' (=khanh-hoa), and what is then
 * found is what the tile has counted. */
#ifndef CVD_SEARCHD_PAGE_TILES_SHOWN_H
#define CVD_SEARCHD_PAGE_TILES_SHOWN_H

#include "searchd/page/tiles.h"

enum { TILE_FILTER_MAX = 64 }; /* bytes of '=' and a code, and NUL */

/* How a filter stands to a tile: it asks for all of it and no more; for more
 * than it, or for a part. */
enum standing { OUTSIDE, COVERED, CHOSEN };

struct tiles_shown {
    const struct cvd_request *q;
    const struct tile_map *map;
    uint64_t counts[TILES_MAX]; /* of documents, by tile */
    uint64_t most;           /* of one tile */
    bool known;              /* a tile that counts none has none; for the
                                caller to say */
    uint8_t standings[URI_PARAMS_MAX][TILES_MAX]; /* enum standing, by filter
                                                     and tile */
};

/* Read what `f`, a facet of provinces, counts on map `m`, and what the filters
 * of `q`, which is borrowed, ask for there. */
void tiles_read(struct tiles_shown *out, const struct cvd_request *q,
                const struct tile_map *m, const struct cvd_facet *f);

/* The documents of a tile of the map. */
static inline uint64_t tile_count(const struct tiles_shown *s,
                                  const struct tile *t)
{
    return s->counts[t - s->map->tiles];
}

/* How filter number `filter` stands to a tile; and the nearest that any
 * does. */
enum standing tile_standing(const struct tiles_shown *s, size_t filter,
                            const struct tile *t);
enum standing tile_is(const struct tiles_shown *s, const struct tile *t);

/* The tile of `m` on which a document with `value` for its province is
 * counted; NULL: none. */
const struct tile *tile_of_value(const struct tile_map *m,
                                 struct cvd_str value);

/* The value of the filter that a tile puts. */
void tile_filter(const struct tile_map *m, const struct tile *t,
                 char out[TILE_FILTER_MAX]);

#endif
