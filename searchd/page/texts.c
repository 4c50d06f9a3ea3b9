/* texts.c - see texts.h. */
#include "searchd/page/texts.h"

static const char *const texts[PAGE_TEXT_COUNT][2] = {
#define X(id, vi, en) [id] = { vi, en },
    PAGE_TEXTS(X)
#undef X
};

/* In English; their Vietnamese is in cvd_fields. */
static const char *const fields[CVD_F_COUNT] = {
    [CVD_F_NUMBER] = "Number",
    [CVD_F_SYMBOL] = "Symbol",
    [CVD_F_TYPE] = "Type",
    [CVD_F_DATE] = "Date",
    [CVD_F_YEAR] = "Year",
    [CVD_F_ISSUER] = "Issuer",
    [CVD_F_PROVINCE] = "Province",
    [CVD_F_CAMPAIGN] = "Campaign",
    [CVD_F_CITES] = "Cites",
    [CVD_F_PATH] = "File",
    [CVD_F_SHA256] = "SHA-256",
    [CVD_F_ENCODING] = "Encoding",
    [CVD_F_FORMAT] = "Format",
    [CVD_F_GIVEN] = "Given by the source",
    [CVD_F_DISTRICT] = "District",
    [CVD_F_PLACE] = "Place of issue",
    [CVD_F_PARENT] = "Parent body",
    [CVD_F_PROVINCE_NOW] = "Province today",
    [CVD_F_RECIPIENT] = "To",
    [CVD_F_DISTRIBUTION] = "Copies to",
    [CVD_F_SIGNER] = "Signed by",
    [CVD_F_POSITION] = "Position",
    [CVD_F_AUTHORITY] = "Signing authority",
    [CVD_F_URGENCY] = "Urgency",
    [CVD_F_DEADLINE] = "Deadlines",
};

struct cvd_str page_text(enum page_lang lang, enum page_text id)
{
    return cvd_str_from(texts[id][lang == PAGE_EN]);
}

struct cvd_str page_field(enum page_lang lang, enum cvd_field f)
{
    return cvd_str_from(lang == PAGE_EN && fields[f] ? fields[f]
                                                     : cvd_fields[f].label);
}

const char *page_lang_code(enum page_lang lang)
{
    return lang == PAGE_EN ? "en" : "vi";
}
