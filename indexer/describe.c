/* describe.c - see describe.h. */
#include "indexer/describe.h"
#include "analyzers/slug.h"
#include "base/limits.h"
#include "indexer/clean.h"

#ifndef CVD_WORDS_ONLY
#define CVD_WORDS_ONLY 0
#endif

const char cvd_title_name[] = "title";

/* ---- values and terms ------------------------------------------------ */

/* Keep a value to be stored; what is beyond the limit of all is passed
 * over. */
enum cvd_status cvd_keep(struct cvd_understood *u, enum cvd_field field,
                            struct cvd_str value)
{
    value = cvd_clean_cut(value, CVD_FIELD_BYTES_MAX);
    if (!value.len)
        return CVD_OK;
    if (u->values.count >= CVD_FIELD_VALUES_MAX) {
        u->dropped++;
        return CVD_OK;
    }
    return cvd_metadata_keep(&u->values, field, value);
}

enum cvd_status cvd_keep_text(struct cvd_understood *u,
                              enum cvd_field field, const char *value)
{
    return cvd_keep(u, field, cvd_str_from(value));
}

enum cvd_status cvd_add_slug(struct cvd_understood *u,
                             enum cvd_field field, struct cvd_str value)
{
    struct cvd_buf slug = { 0 };
    enum cvd_status st = cvd_slug(value, &slug);

    if (st == CVD_OK)
        st = cvd_terms_add(&u->terms, field, cvd_buf_str(&slug));
    cvd_buf_release(&slug);
    return st;
}

/* A value with its code as the term. */
enum cvd_status cvd_keep_named(struct cvd_understood *u,
                                  enum cvd_field field, struct cvd_str value)
{
    enum cvd_status st = cvd_keep(u, field, value);

    return st == CVD_OK ? cvd_add_slug(u, field, value) : st;
}

/* What the source gave of `field`, value by value: *i counts on, false after
 * the last. */
bool cvd_next_given(const struct cvd_subject *s, enum cvd_field field,
                       size_t *i, struct cvd_str *value)
{
    for (; s->given && *i < s->given->count; ++*i) {
        struct cvd_value v = cvd_metadata_value(s->given, *i);
        if (v.field == field) {
            *value = v.value;
            ++*i;
            return true;
        }
    }
    return false;
}

bool cvd_is_given(const struct cvd_subject *s, enum cvd_field field)
{
    return s->given && s->given->given[field];
}

/* The first value of `field` that the source gave, else `found`. */
struct cvd_str cvd_given_or(const struct cvd_subject *s,
                               enum cvd_field field, struct cvd_str found)
{
    struct cvd_str value = { NULL, 0 };
    size_t i = 0;

    if (!cvd_is_given(s, field))
        return found;
    (void)cvd_next_given(s, field, &i, &value);
    return value;
}

/* ---- date, type ------------------------------------------------------ */

static enum cvd_status describe_date(struct cvd_understood *u,
                                     const struct cvd_subject *s)
{
    char iso[CVD_DATE_MAX] = "";

    if (u->date.year)
        cvd_date_format(&u->date, iso);
    struct cvd_str value = cvd_given_or(s, CVD_F_DATE, cvd_str_from(iso));
    enum cvd_status st = cvd_keep(u, CVD_F_DATE, value);
    if (st == CVD_OK && value.len >= 4)
        st = cvd_terms_add(&u->terms, CVD_F_YEAR,
                           (struct cvd_str){ value.ptr, 4 });
    return st;
}

/* Whether `code` is that of a type. */
static bool is_type(struct cvd_str code)
{
    const char *found = cvd_doctype_code(code);

    return found && cvd_str_equal(cvd_str_from(found), code);
}

static enum cvd_status describe_type(struct cvd_understood *u,
                                     const struct cvd_subject *s)
{
    const char *found = u->form.header.type;

    if (!found && u->number.type[0])
        found = cvd_doctype_code(cvd_str_from(u->number.type));
    struct cvd_str value = cvd_given_or(s, CVD_F_TYPE, cvd_str_from(found));
    enum cvd_status st = cvd_keep(u, CVD_F_TYPE, value);
    if (st == CVD_OK)
        st = cvd_terms_add(&u->terms, CVD_F_TYPE, value);
    /* A Kết luận thanh tra is a Kết luận too. */
    for (size_t i = value.len; i > 1 && st == CVD_OK; i--) {
        struct cvd_str wider = { value.ptr, i - 1 };
        if (value.ptr[i - 1] == '-' && is_type(wider))
            st = cvd_terms_add(&u->terms, CVD_F_TYPE, wider);
    }
    return st;
}

/* ---- who, to whom ---------------------------------------------------- */

static enum cvd_status describe_issuer(struct cvd_understood *u,
                                       const struct cvd_subject *s)
{
    const struct cvd_form *f = &u->form;
    const struct {
        enum cvd_field field;
        struct cvd_str found;
    } one[] = {
        { CVD_F_PARENT, f->parent_issuer }, { CVD_F_PLACE, f->place },
        { CVD_F_SIGNER, f->signer },        { CVD_F_POSITION, f->position },
        { CVD_F_AUTHORITY, f->authority },  { CVD_F_URGENCY, f->urgency },
    };
    enum cvd_status st = cvd_keep_named(u, CVD_F_ISSUER,
                                    cvd_given_or(s, CVD_F_ISSUER, f->issuer));

    for (size_t i = 0; i < sizeof one / sizeof *one && st == CVD_OK; i++)
        st = cvd_keep(u, one[i].field, cvd_given_or(s, one[i].field, one[i].found));
    return st;
}

static enum cvd_status describe_lines(struct cvd_understood *u,
                                      const struct cvd_subject *s,
                                      enum cvd_field field,
                                      const struct cvd_str *found,
                                      size_t count)
{
    enum cvd_status st = CVD_OK;
    struct cvd_str value;
    size_t i = 0;

    while (st == CVD_OK && cvd_next_given(s, field, &i, &value))
        st = cvd_keep(u, field, value);
    if (cvd_is_given(s, field))
        return st;
    for (i = 0; i < count && st == CVD_OK; i++)
        st = cvd_keep(u, field, found[i]);
    return st;
}

static enum cvd_status describe_deadlines(struct cvd_understood *u)
{
    enum cvd_status st = CVD_OK;
    char iso[CVD_DAY_MAX];

    for (size_t i = 0; i < u->form.deadline_count && st == CVD_OK; i++) {
        const struct cvd_date *d = &u->form.deadlines[i].date;
        cvd_date_format_end(d, cvd_date_is_period(d), iso);
        st = cvd_keep_text(u, CVD_F_DEADLINE, iso);
    }
    return st;
}

/* ---- campaigns ------------------------------------------------------- */

static enum cvd_status add_campaign(struct cvd_understood *u,
                                    struct cvd_str code, struct cvd_str name)
{
    enum cvd_status st = CVD_OK;

    if (u->values.count + 2 > CVD_FIELD_VALUES_MAX)
        return st;
    st = cvd_keep(u, CVD_F_CAMPAIGN, code);
    if (st == CVD_OK)
        st = cvd_keep(u, CVD_F_CAMPAIGN_NAME, name);
    return st == CVD_OK ? cvd_add_slug(u, CVD_F_CAMPAIGN, code) : st;
}

/* One the source gave, by name or code. */
static enum cvd_status add_given_campaign(struct cvd_understood *u,
                                          struct cvd_str value)
{
    const char *code = cvd_campaign_code(value, u->own_campaigns);
    struct cvd_buf slug = { 0 };

    if (code) {
        struct cvd_str c = cvd_str_from(code);
        const char *name = cvd_campaign_name(c, u->own_campaigns);
        return add_campaign(u, c, name ? cvd_str_from(name) : value);
    }
    enum cvd_status st = cvd_slug(value, &slug);
    if (st == CVD_OK && slug.len)
        st = add_campaign(u, cvd_buf_str(&slug), value);
    cvd_buf_release(&slug);
    return st;
}

static enum cvd_status describe_campaigns(struct cvd_understood *u,
                                          const struct cvd_subject *s)
{
    enum cvd_status st = CVD_OK;
    struct cvd_str value;
    size_t i = 0;

    while (st == CVD_OK && cvd_next_given(s, CVD_F_CAMPAIGN, &i, &value))
        st = add_given_campaign(u, value);
    if (cvd_is_given(s, CVD_F_CAMPAIGN))
        return st;
    for (i = 0; i < u->campaigns.count && st == CVD_OK; i++)
        st = add_campaign(u, u->campaigns.list[i].code,
                          u->campaigns.list[i].name);
    return st;
}

/* ---- a document ------------------------------------------------------ */

/* Where it came from, and which fields its source set. */
static enum cvd_status describe_source(struct cvd_understood *u,
                                       const struct cvd_subject *s)
{
    const struct cvd_value kept[] = {
        { CVD_F_PATH, s->path },         { CVD_F_SHA256, s->sha256 },
        { CVD_F_ENCODING, s->encoding }, { CVD_F_FORMAT, s->format },
    };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < sizeof kept / sizeof *kept && st == CVD_OK; i++)
        st = cvd_keep(u, kept[i].field, kept[i].value);
    if (st == CVD_OK && s->has_title)
        st = cvd_keep_text(u, CVD_F_GIVEN, cvd_title_name);
    for (int f = 0; f < CVD_F_COUNT && s->given && st == CVD_OK; f++)
        if (s->given->given[f])
            st = cvd_keep_text(u, CVD_F_GIVEN, cvd_fields[f].name);
    return st;
}

/* The document's own date: as given, or from its head. */
static void find_own_date(struct cvd_understood *u,
                          const struct cvd_subject *s)
{
    struct cvd_str none = { NULL, 0 };

    u->date = (struct cvd_date){ 0 };
    if (!cvd_is_given(s, CVD_F_DATE))
        u->date = u->form.header.date;
    else
        (void)cvd_date_parse(cvd_given_or(s, CVD_F_DATE, none), &u->date);
}

/* All there is to read in the text. */
static enum cvd_status read_text(struct cvd_understood *u,
                                 const struct cvd_subject *s)
{
    enum cvd_status st = cvd_entities_find(s->text, false, &u->entities);

    if (st == CVD_OK)
        st = cvd_form_read(s->text, &u->tokens, &u->entities, &u->form);
    if (st == CVD_OK)
        st = cvd_find_own_number(u, s);
    if (st == CVD_OK)
        find_own_date(u, s);
    if (st == CVD_OK)
        st = cvd_references_find(s->text, &u->entities,
                                 u->number.key[0] ? &u->number
                                                  : &u->form.header.number,
                                 &u->date, &u->references);
    if (st == CVD_OK)
        st = cvd_campaigns_find(s->text, &u->tokens, u->own_campaigns,
                                &u->campaigns);
    return st;
}

enum cvd_status cvd_describe(struct cvd_understood *u,
                             const struct cvd_subject *s)
{
    static enum cvd_status (*const steps[])(struct cvd_understood *,
                                            const struct cvd_subject *) = {
        /* what is asked of all comes before what there is much of */
        read_text, describe_source, describe_date, describe_type, cvd_find_seat,
        cvd_describe_number, cvd_describe_province, cvd_describe_district,
        describe_issuer, describe_campaigns,
    };
    const struct cvd_form *f = &u->form;
    enum cvd_status st = CVD_OK;

    cvd_metadata_clear(&u->values);
    cvd_terms_clear(&u->terms);
    u->dropped = 0;
    if (CVD_WORDS_ONLY) /* what understanding costs: bench/understanding.sh */
        return st;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && st == CVD_OK; i++)
        st = steps[i](u, s);
    if (st == CVD_OK)
        st = describe_lines(u, s, CVD_F_RECIPIENT, f->recipients,
                            f->recipient_count);
    if (st == CVD_OK)
        st = describe_lines(u, s, CVD_F_DISTRIBUTION, f->distribution,
                            f->distribution_count);
    if (st == CVD_OK)
        st = describe_deadlines(u);
    if (st == CVD_OK)
        st = cvd_describe_references(u, s);
    if (st == CVD_OK)
        st = cvd_describe_mentions(u);
    u->dropped += u->form.dropped + u->references.dropped;
    u->doc.value_count = 0;
    for (size_t i = 0; i < u->values.count && st == CVD_OK; i++) {
        struct cvd_value v = cvd_metadata_value(&u->values, i);
        st = cvd_doc_add_value(&u->doc, v.field, v.value);
    }
    return st;
}
