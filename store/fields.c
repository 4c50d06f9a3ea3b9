/* fields.c - see fields.h. */
#include "store/fields.h"

#include <assert.h>

const struct cvd_field_row cvd_fields[CVD_F_COUNT] = {
    [CVD_F_NUMBER] = { "number", "Số hiệu", "số", "XNUM:", false,
                       CVD_K_EXACT, true },
    [CVD_F_SYMBOL] = { "symbol", "Ký hiệu", NULL, NULL, false,
                       CVD_K_STORED, false },
    [CVD_F_TYPE] = { "type", "Loại", "loại", "XTYP:", true, CVD_K_FACET, true },
    [CVD_F_DATE] = { "date", "Ngày", NULL, NULL, true, CVD_K_DATE, false },
    [CVD_F_YEAR] = { "year", "Năm", "năm", "XYEA:", true, CVD_K_FACET, true },
    [CVD_F_ISSUER] = { "issuer", "Cơ quan", "cq", "XISS:", true, CVD_K_FACET,
                       true },
    [CVD_F_PROVINCE] = { "province", "Tỉnh", "tỉnh", "XPRO:", true,
                         CVD_K_FACET, true },
    [CVD_F_CAMPAIGN] = { "campaign", "Cuộc vận động", "cđ", "XCAM:", true,
                         CVD_K_FACET, true },
    [CVD_F_CITES] = { "cites", "Dẫn", "dẫn", "XCIT:", false,
                      CVD_K_EXACT, true },
    [CVD_F_MENTIONS] = { "mentions", "Nhắc ngày", NULL, "XDAY:",
                         false, CVD_K_EXACT, false },
    [CVD_F_PATH] = { "path", "Tệp", NULL, NULL, false, CVD_K_STORED,
                     false },
    [CVD_F_SHA256] = { "sha256", "SHA-256", NULL, NULL, false,
                       CVD_K_STORED, false },
    [CVD_F_ENCODING] = { "encoding", "Bảng mã", NULL, NULL, false,
                         CVD_K_STORED, false },
    [CVD_F_FORMAT] = { "format", "Dạng", NULL, NULL, false,
                       CVD_K_STORED, false },
    [CVD_F_GIVEN] = { "given", "Cho sẵn", NULL, NULL, false,
                      CVD_K_STORED, false },
    [CVD_F_DISTRICT] = { "district", "Quận, huyện", "huyện", "XDIS:", true,
                         CVD_K_FACET, true },
    [CVD_F_ON_MAP] = { "on_map", "Trên bản đồ", NULL, "XMAP:", false,
                       CVD_K_EXACT, false },
    [CVD_F_BORNE_AS] = { "borne_as", "Là", NULL, "XOWN:", false,
                         CVD_K_EXACT, false },
    [CVD_F_CITED_AS] = { "cited_as", "Dẫn đến", NULL, "XREF:", false,
                         CVD_K_EXACT, false },
    [CVD_F_PLACE] = { "place", "Nơi ban hành", NULL, NULL, false,
                      CVD_K_STORED, false },
    [CVD_F_PARENT] = { "parent_issuer", "Cơ quan chủ quản", NULL, NULL,
                       false, CVD_K_STORED, false },
    [CVD_F_PROVINCE_NOW] = { "province_now", "Tỉnh nay", NULL, NULL,
                             false, CVD_K_STORED, false },
    [CVD_F_RECIPIENT] = { "recipients", "Kính gửi", NULL, NULL, false,
                          CVD_K_STORED, false },
    [CVD_F_DISTRIBUTION] = { "distribution", "Nơi nhận", NULL, NULL,
                             false, CVD_K_STORED, false },
    [CVD_F_SIGNER] = { "signer", "Người ký", NULL, NULL, false,
                       CVD_K_STORED, false },
    [CVD_F_POSITION] = { "position", "Chức vụ", NULL, NULL, false,
                         CVD_K_STORED, false },
    [CVD_F_AUTHORITY] = { "authority", "Thẩm quyền ký", NULL, NULL,
                          false, CVD_K_STORED, false },
    [CVD_F_URGENCY] = { "urgency", "Độ khẩn", NULL, NULL, false,
                        CVD_K_STORED, false },
    [CVD_F_DEADLINE] = { "deadlines", "Thời hạn", NULL, NULL, false,
                         CVD_K_STORED, false },
    [CVD_F_CAMPAIGN_NAME] = { "campaign_name", "Tên cuộc vận động", NULL,
                              NULL, false, CVD_K_STORED, false },
};

static_assert(CVD_F_COUNT == 30, "a new field needs a row above");

/* Prefixes typed without marks. */
static const struct {
    const char *plain;
    enum cvd_field field;
} unmarked[] = {
    { "so", CVD_F_NUMBER },   { "loai", CVD_F_TYPE },
    { "nam", CVD_F_YEAR },    { "tinh", CVD_F_PROVINCE },
    { "cd", CVD_F_CAMPAIGN }, { "dan", CVD_F_CITES },
    { "huyen", CVD_F_DISTRICT },
};

enum cvd_field cvd_field_by_name(struct cvd_str s)
{
    for (int f = 0; f < CVD_F_COUNT; f++) {
        const struct cvd_field_row *row = &cvd_fields[f];
        if (cvd_str_equal(s, cvd_str_from(row->name)) ||
            (row->prefix && cvd_str_equal(s, cvd_str_from(row->prefix))))
            return (enum cvd_field)f;
    }
    for (size_t i = 0; i < sizeof unmarked / sizeof *unmarked; i++)
        if (cvd_str_equal(s, cvd_str_from(unmarked[i].plain)))
            return unmarked[i].field;
    return CVD_F_COUNT;
}
