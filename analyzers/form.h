/* form.h - what a document in the official form says of itself: head, foot
 * and signature.
 *
 * The State's form is Nghị định 30/2020/NĐ-CP, Phụ lục I; the Party's Hướng
 * dẫn 36-HD/VPTW.  Nothing is guessed: what the text does not say stays
 * empty.  A struct cvd_form belongs to one thread and is used again and
 * again. */
#ifndef CVD_ANALYZERS_FORM_H
#define CVD_ANALYZERS_FORM_H

#include "analyzers/analyzer.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    CVD_FORM_LINES_MAX = 200,      /* recipients, and places of distribution */
    CVD_FORM_DEADLINES_MAX = 32,
    CVD_FORM_NAME_BYTES_MAX = 400  /* an issuer, a position, one recipient */
};

struct cvd_deadline {
    struct cvd_date date;          /* its span; a period's last end counts */
};

struct cvd_form {
    struct cvd_header header;      /* as cvd_header_read(); but the title is one
                                      line, owned here, without the other
                                      column; a law's date may be that of
                                      its last sentence, a consolidated
                                      text's number and date those at its
                                      end, and a type lost with its heading
                                      that of "Chỉ thị này có hiệu lực" */
    /* Strings of one line, NFC, owned here; empty where unknown. */
    struct cvd_str place;          /* of "Hà Nội, ngày": as written, tidied */
    struct cvd_str issuer;         /* canonical case, with its place: "Sở Nội
                                      vụ tỉnh Bình Thuận" */
    struct cvd_str parent_issuer;
    struct cvd_str urgency;        /* "Khẩn", "Hỏa tốc", "Thượng khẩn":
                                      static */
    struct cvd_str signer;         /* "Nguyễn Thị Bông", no rank */
    struct cvd_str position;       /* as printed: "PHÓ GIÁM ĐỐC" */
    struct cvd_str authority;      /* "KT. GIÁM ĐỐC"; lines joined by "; " */
    struct cvd_str recipients[CVD_FORM_LINES_MAX];   /* Kính gửi */
    size_t recipient_count;
    struct cvd_str distribution[CVD_FORM_LINES_MAX]; /* Nơi nhận */
    size_t distribution_count;
    size_t dropped;                /* lines beyond the limits above */
    struct cvd_deadline deadlines[CVD_FORM_DEADLINES_MAX];
    size_t deadline_count;
    /* Where the issuer sits; numbers of places.h, -1 unknown. */
    int32_t province, district, commune;
    bool place_ambiguous;
    struct cvd_buf bytes;          /* of the strings */
};

/* Read `text` (tokens of cvd_tokenize(), entities of
 * cvd_entities_find(text, false)) into *out, replacing what it held.
 * Zero-initialise; release with cvd_form_release().
 *   CVD_ENOMEM */
enum cvd_status cvd_form_read(struct cvd_str text,
                              const struct cvd_tokens *tokens,
                              const struct cvd_entities *entities,
                              struct cvd_form *out);
void cvd_form_release(struct cvd_form *f);

#ifdef __cplusplus
}
#endif
#endif
