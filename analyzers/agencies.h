/* agencies.h - who a part of a number's symbol stands for, and full names.
 *
 * Pure functions over a constant table: any thread may call them.
 * Source: corpus/tables/agencies.tsv. */
#ifndef CVD_ANALYZERS_AGENCIES_H
#define CVD_ANALYZERS_AGENCIES_H

#include "analyzers/analyzer.h"

#ifdef __cplusplus
extern "C" {
#endif

enum cvd_agency_level {
    CVD_AGENCY_CENTRAL = 1,
    CVD_AGENCY_PROVINCE = 2,
    CVD_AGENCY_DISTRICT = 4,
    CVD_AGENCY_COMMUNE = 8
};

/* Static storage. */
struct cvd_agency {
    const char *abbreviation; /* "SNV", "UBND", "BNV" */
    const char *name;         /* "Sở Nội vụ", without the place */
    unsigned levels;          /* a mask: at which levels there is one */
    bool ambiguous;           /* the abbreviation means others too */
};

/* The agency that issues documents of `n`'s symbol, as far as the symbol
 * alone says: NĐ-CP Chính phủ, QĐ-TTg Thủ tướng Chính phủ, CV/BTGTU Ban
 * Tuyên giáo Tỉnh ủy, BNV-CCHC Bộ Nội vụ.  NULL unknown. */
const struct cvd_agency *cvd_agency_of_number(const struct cvd_number *n);

/* By abbreviation, marks as in the table or all wanting; NULL unknown. */
const struct cvd_agency *cvd_agency_by_abbreviation(struct cvd_str s);

/* Number of agencies; the i-th. */
size_t cvd_agency_count(void);
const struct cvd_agency *cvd_agency(size_t i);

#ifdef __cplusplus
}
#endif
#endif
