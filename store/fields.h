/* fields.h - the fields of a document, one row each.
 *
 * store/ may include base/, Xapian, libdeflate and nettle; it knows no
 * Vietnamese beyond the labels below.  Indexer, query parser, filters,
 * facets, output and help all read this one table. */
#ifndef CVD_STORE_FIELDS_H
#define CVD_STORE_FIELDS_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Stored by number: a new field comes last. */
enum cvd_field {
    CVD_F_NUMBER,    /* the whole number as written: 37-KH/TU */
    CVD_F_SYMBOL,    /* the part after the running number: KH/TU */
    CVD_F_TYPE,      /* code of the document type: ke-hoach */
    CVD_F_DATE,      /* ISO 8601 at the precision given */
    CVD_F_YEAR,      /* derived from the date */
    CVD_F_ISSUER,    /* name of the issuing body */
    CVD_F_PROVINCE,  /* code of the issuer's province: ninh-thuan */
    CVD_F_CAMPAIGN,  /* code of a campaign; several */
    CVD_F_CITES,     /* number of a document referred to; several */
    CVD_F_MENTIONS,  /* a date in the text; several */
    CVD_F_PATH,      /* where the document was read */
    CVD_F_SHA256,    /* of the bytes read, in hex */
    CVD_F_ENCODING,  /* what the bytes were read as */
    CVD_F_FORMAT,    /* txt, md or jsonl */
    CVD_F_GIVEN,     /* names of the fields the source set itself */
    CVD_F_DISTRICT,  /* district of the issuer, with its kind: huyện Đức Thọ */
    CVD_F_ON_MAP,    /* codes of the issuer's province on every map: of the
                        document's date, of before and since 2025-07-01 */
    CVD_F_BORNE_AS,  /* what the document is known by: analyzers/identity.h */
    CVD_F_CITED_AS,  /* what it refers to, likewise; several */
    CVD_F_PLACE,     /* where it was issued: "Hà Nội, ngày" */
    CVD_F_PARENT,    /* name of the body above the issuer */
    CVD_F_PROVINCE_NOW, /* code of the province there since 2025-07-01 */
    CVD_F_RECIPIENT, /* Kính gửi; several */
    CVD_F_DISTRIBUTION, /* Nơi nhận; several */
    CVD_F_SIGNER, CVD_F_POSITION, CVD_F_AUTHORITY,
    CVD_F_URGENCY,   /* Khẩn, Hỏa tốc */
    CVD_F_DEADLINE,  /* ISO dates by which something is asked; several */
    CVD_F_CAMPAIGN_NAME, /* by campaign, in the same order: its name */
    CVD_F_COUNT
};

enum cvd_field_kind {
    CVD_K_STORED,  /* shown, not searched */
    CVD_K_EXACT,   /* each value one term */
    CVD_K_FACET,   /* each value one term, and counted over results */
    CVD_K_DATE     /* sorted and asked for in ranges */
};

struct cvd_field_row {
    const char *name;    /* in JSON, flags, and as query prefix */
    const char *label;   /* what a reader sees, Vietnamese */
    const char *prefix;  /* Vietnamese query prefix, NULL if none */
    const char *term;    /* Xapian term prefix, NULL if not searched; all
                            begin with X and end in ':' so that a value may
                            begin with a capital (termprefixes.rst) */
    bool column;         /* counted or sorted by: store/columns.h */
    enum cvd_field_kind kind;
    bool filter;         /* a --flag and a query prefix */
};

extern const struct cvd_field_row cvd_fields[CVD_F_COUNT];

/* The field whose name or Vietnamese prefix is `s` (lower case, with or
 * without marks), or CVD_F_COUNT. */
enum cvd_field cvd_field_by_name(struct cvd_str s);

#ifdef __cplusplus
}
#endif
#endif
