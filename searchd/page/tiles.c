/* tiles.c - see tiles.h.
 *
 * Composed by hand from the neighbours of each province and the place of its
 * seat.  tests/unit/test_page_tiles.c has both maps as pictures, the places of
 * the seats, and holds the grid against them.  Letters are those of the
 * column of abbreviations in corpus/tables/provinces.tsv where these tell the
 * provinces of one map apart, else with one letter more. */
#include "searchd/page/tiles.h"

#include <assert.h>

static const struct tile tiles_now[] = {
    { "cao-bang", "CB", 0, 3 },
    { "lai-chau", "LCh", 1, 0 },
    { "lao-cai", "LCa", 1, 1 },
    { "tuyen-quang", "TQ", 1, 2 },
    { "thai-nguyen", "TN", 1, 3 },
    { "lang-son", "LS", 1, 4 },
    { "dien-bien", "ĐB", 2, 0 },
    { "son-la", "SL", 2, 1 },
    { "phu-tho", "PT", 2, 2 },
    { "ha-noi", "HN", 2, 3 },
    { "bac-ninh", "BN", 2, 4 },
    { "quang-ninh", "QN", 2, 5 },
    { "thanh-hoa", "TH", 3, 2 },
    { "ninh-binh", "NB", 3, 3 },
    { "hung-yen", "HY", 3, 4 },
    { "hai-phong", "HP", 3, 5 },
    { "nghe-an", "NA", 4, 2 },
    { "ha-tinh", "HT", 5, 3 },
    { "quang-tri", "QT", 6, 4 },
    { "hue", "Huế", 7, 5 },
    { "da-nang", "ĐN", 7, 6 },
    { "quang-ngai", "QNg", 8, 6 },
    { "gia-lai", "GL", 9, 7 },
    { "dak-lak", "ĐL", 10, 7 },
    { "tay-ninh", "TNi", 11, 4 },
    { "dong-nai", "ĐNi", 11, 5 },
    { "lam-dong", "LĐ", 11, 6 },
    { "khanh-hoa", "KH", 11, 7 },
    { "an-giang", "AG", 12, 3 },
    { "dong-thap", "ĐT", 12, 4 },
    { "ho-chi-minh", "HCM", 12, 5 },
    { "can-tho", "CT", 13, 3 },
    { "vinh-long", "VL", 13, 4 },
    { "ca-mau", "CM", 14, 2 },
};

static const struct tile tiles_before[] = {
    { "ha-giang", "HG", 0, 3 },
    { "cao-bang", "CB", 0, 4 },
    { "lai-chau", "LCh", 1, 0 },
    { "lao-cai", "LCa", 1, 1 },
    { "yen-bai", "YB", 1, 2 },
    { "tuyen-quang", "TQ", 1, 3 },
    { "bac-kan", "BK", 1, 4 },
    { "lang-son", "LS", 1, 5 },
    { "dien-bien", "ĐB", 2, 0 },
    { "son-la", "SL", 2, 1 },
    { "phu-tho", "PT", 2, 2 },
    { "vinh-phuc", "VP", 2, 3 },
    { "thai-nguyen", "TN", 2, 4 },
    { "bac-giang", "BG", 2, 5 },
    { "quang-ninh", "QN", 2, 6 },
    { "hoa-binh", "HB", 3, 2 },
    { "ha-noi", "HN", 3, 3 },
    { "bac-ninh", "BN", 3, 4 },
    { "hai-duong", "HD", 3, 5 },
    { "hai-phong", "HP", 3, 6 },
    { "ha-nam", "HNa", 4, 3 },
    { "hung-yen", "HY", 4, 4 },
    { "thai-binh", "TB", 4, 5 },
    { "thanh-hoa", "TH", 5, 2 },
    { "ninh-binh", "NB", 5, 3 },
    { "nam-dinh", "NĐ", 5, 4 },
    { "nghe-an", "NA", 6, 2 },
    { "ha-tinh", "HT", 7, 3 },
    { "quang-binh", "QB", 8, 4 },
    { "quang-tri", "QT", 9, 5 },
    { "thua-thien-hue", "TTH", 10, 6 },
    { "da-nang", "ĐN", 10, 7 },
    { "quang-nam", "QNa", 11, 7 },
    { "kon-tum", "KT", 12, 7 },
    { "quang-ngai", "QNg", 12, 8 },
    { "gia-lai", "GL", 13, 7 },
    { "binh-dinh", "BĐ", 13, 8 },
    { "dak-lak", "ĐL", 14, 7 },
    { "phu-yen", "PY", 14, 8 },
    { "binh-phuoc", "BP", 15, 5 },
    { "dak-nong", "ĐNo", 15, 6 },
    { "lam-dong", "LĐ", 15, 7 },
    { "khanh-hoa", "KH", 15, 8 },
    { "tay-ninh", "TNi", 16, 4 },
    { "binh-duong", "BD", 16, 5 },
    { "dong-nai", "ĐNi", 16, 6 },
    { "binh-thuan", "BTh", 16, 7 },
    { "ninh-thuan", "NT", 16, 8 },
    { "an-giang", "AG", 17, 2 },
    { "dong-thap", "ĐT", 17, 3 },
    { "long-an", "LA", 17, 4 },
    { "ho-chi-minh", "HCM", 17, 5 },
    { "ba-ria-vung-tau", "VT", 17, 6 },
    { "kien-giang", "KG", 18, 1 },
    { "can-tho", "CT", 18, 2 },
    { "vinh-long", "VL", 18, 3 },
    { "tien-giang", "TG", 18, 4 },
    { "hau-giang", "HGi", 19, 2 },
    { "tra-vinh", "TV", 19, 3 },
    { "ben-tre", "BT", 19, 4 },
    { "ca-mau", "CM", 20, 1 },
    { "bac-lieu", "BL", 20, 2 },
    { "soc-trang", "ST", 20, 3 },
};

#define MAP(which, rows) { which, rows, sizeof rows / sizeof *rows }

const struct tile_map tile_maps[2] = {
    [PAGE_MAP_NOW] = MAP(PAGE_MAP_NOW, tiles_now),
    [PAGE_MAP_BEFORE] = MAP(PAGE_MAP_BEFORE, tiles_before),
};

static_assert(sizeof tiles_before / sizeof *tiles_before == TILES_MAX &&
              sizeof tiles_now / sizeof *tiles_now <= TILES_MAX,
              "TILES_MAX is of the map of before");
