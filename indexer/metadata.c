/* metadata.c - see metadata.h. */
#include "indexer/metadata.h"
#include "base/array.h"
#include "analyzers/analyzer.h"
#include "analyzers/places.h"
#include "analyzers/slug.h"
#include "base/limits.h"
#include "indexer/clean.h"

#include <stdlib.h>

/* What may be given, and whether it may have several values. */
static const struct {
    const char *key;
    enum cvd_field field;
} keys[] = {
    { "number", CVD_F_NUMBER },     { "symbol", CVD_F_SYMBOL },
    { "type", CVD_F_TYPE },         { "date", CVD_F_DATE },
    { "issuer", CVD_F_ISSUER },     { "province", CVD_F_PROVINCE },
    { "campaign", CVD_F_CAMPAIGN }, { "campaigns", CVD_F_CAMPAIGN },
    { "cites", CVD_F_CITES },
    { "place", CVD_F_PLACE },       { "parent_issuer", CVD_F_PARENT },
    { "district", CVD_F_DISTRICT }, { "signer", CVD_F_SIGNER },
    { "position", CVD_F_POSITION }, { "authority", CVD_F_AUTHORITY },
    { "urgency", CVD_F_URGENCY },   { "recipients", CVD_F_RECIPIENT },
    { "distribution", CVD_F_DISTRIBUTION },
};

static bool has_one_value(enum cvd_field f)
{
    switch (f) {
    case CVD_F_NUMBER:
    case CVD_F_SYMBOL:
    case CVD_F_TYPE:
    case CVD_F_DATE:
    case CVD_F_PATH:
    case CVD_F_PLACE:
    case CVD_F_DISTRICT:
    case CVD_F_SIGNER:
    case CVD_F_POSITION:
    case CVD_F_AUTHORITY:
    case CVD_F_URGENCY:
        return true;
    default:
        return false;
    }
}

void cvd_metadata_clear(struct cvd_metadata *m)
{
    memset(m->given, 0, sizeof m->given);
    m->count = 0;
    cvd_buf_clear(&m->bytes);
}

void cvd_metadata_release(struct cvd_metadata *m)
{
    free(m->rows);
    cvd_buf_release(&m->bytes);
    *m = (struct cvd_metadata){ 0 };
}

enum cvd_field cvd_metadata_field(struct cvd_str key)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (cvd_str_equal(cvd_str_from(keys[i].key), key))
            return keys[i].field;
    return CVD_F_COUNT;
}

static bool has_value(const struct cvd_metadata *m, enum cvd_field f)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->rows[i].field == f)
            return true;
    return false;
}

enum cvd_status cvd_metadata_keep(struct cvd_metadata *m,
                                  enum cvd_field field, struct cvd_str value)
{
    if (cvd_array_reserve(&m->rows, &m->cap, m->count + 1,
                          sizeof *m->rows) != CVD_OK)
        return CVD_ENOMEM;
    size_t off = m->bytes.len;
    enum cvd_status st = cvd_buf_add(&m->bytes, value);
    if (st == CVD_OK) {
        m->rows[m->count++] =
            (struct cvd_metadata_row){ field, off, value.len };
        m->given[field] = true;
    }
    return st;
}

/* Whether values of a field are codes, so that two spellings of a name are
 * one value of a facet.  (A campaign's code is found by describe.c, which
 * keeps the name as well.) */
static bool coded(enum cvd_field field)
{
    return field == CVD_F_TYPE || field == CVD_F_PROVINCE;
}

/* Append the code that a value of a coded field stands for. */
static enum cvd_status put_code(enum cvd_field field, struct cvd_str name,
                                struct cvd_buf *out)
{
    const char *code = field == CVD_F_TYPE ? cvd_doctype_code(name) : NULL;
    int32_t province;

    if (field == CVD_F_PROVINCE &&
        cvd_provinces_named(name, &province, 1) == 1)
        code = cvd_place((size_t)province)->slug;
    return code ? cvd_buf_add_text(out, code) : cvd_slug(name, out);
}

/* Check the collapsed value and keep it. */
static enum cvd_status check(struct cvd_metadata *m, enum cvd_field field,
                             struct cvd_str value, struct cvd_err *err)
{
    const char *name = cvd_fields[field].name;
    struct cvd_buf code = { 0 };
    enum cvd_status st = CVD_OK;

    if (!value.len)
        return CVD_OK;
    if (value.len > CVD_FIELD_BYTES_MAX)
        return cvd_fail(err, CVD_ELIMIT,
                        "metadata '%s' is longer than %d bytes", name,
                        CVD_FIELD_BYTES_MAX);
    if (m->count >= CVD_FIELD_VALUES_MAX)
        return cvd_fail(err, CVD_ELIMIT, "more than %d metadata values",
                        CVD_FIELD_VALUES_MAX);
    if (cvd_clean_has_control(value))
        return cvd_fail(err, CVD_EINPUT,
                        "metadata '%s' holds a control character", name);
    if (has_one_value(field) && has_value(m, field))
        return cvd_fail(err, CVD_EINPUT, "metadata '%s' takes one value",
                        name);
    if (field == CVD_F_DATE && !cvd_date_valid(value))
        return cvd_fail(err, CVD_EINPUT,
                        "metadata 'date' is not YYYY, YYYY-MM or "
                        "YYYY-MM-DD: '%.*s'",
                        (int)(value.len < 40 ? value.len : 40), value.ptr);
    if (coded(field)) {
        st = put_code(field, value, &code);
        value = cvd_buf_str(&code);
    }
    if (st == CVD_OK && value.len)
        st = cvd_metadata_keep(m, field, value);
    cvd_buf_release(&code);
    return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
}

enum cvd_status cvd_metadata_add(struct cvd_metadata *m,
                                 enum cvd_field field, struct cvd_str raw,
                                 struct cvd_err *err)
{
    const char *name = cvd_fields[field].name;
    struct cvd_buf nfc = { 0 }, value = { 0 };
    struct cvd_err why;
    enum cvd_status st = cvd_text_normalize(raw, &nfc, &why);

    m->given[field] = true;
    if (st == CVD_OK)
        st = cvd_clean_line(cvd_buf_str(&nfc), false, &value);
    if (st == CVD_OK)
        st = check(m, field, cvd_buf_str(&value), err);
    else if (st == CVD_ENOMEM)
        (void)cvd_fail(err, st, "out of memory");
    else
        (void)cvd_fail(err, st, "metadata '%s': %s", name, why.msg);
    cvd_buf_release(&nfc);
    cvd_buf_release(&value);
    return st;
}
