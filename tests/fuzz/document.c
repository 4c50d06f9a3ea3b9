/* document.c - any text read as an official document: analyzers/form.h,
 * references.h, campaigns.h, places.h, identity.h. */
#include "tests/fuzz/fuzz.h"

#include "analyzers/campaigns.h"
#include "analyzers/form.h"
#include "analyzers/identity.h"
#include "analyzers/places.h"
#include "analyzers/references.h"

static struct cvd_tokens tokens;
static struct cvd_entities entities;
static struct cvd_form form;
static struct cvd_references references;
static struct cvd_campaigns campaigns;

static void check_span(struct cvd_str text, size_t start, size_t end)
{
    require(start <= end && end <= text.len, text);
    require(at_boundary(text, start) && at_boundary(text, end), text);
}

/* A field of one line, owned by the form. */
static void check_line(struct cvd_str text, struct cvd_str s)
{
    if (!s.len)
        return;
    require(s.ptr >= form.bytes.ptr &&
                s.ptr + s.len <= form.bytes.ptr + form.bytes.len, text);
    require(s.len <= CVD_FORM_NAME_BYTES_MAX, text);
    require(is_utf8(s) && !memchr(s.ptr, '\n', s.len), text);
    require(cvd_str_trim(s).len == s.len, text);
}

static void check_place(struct cvd_str text, int32_t place, int level)
{
    require(place >= -1 && place < (int32_t)cvd_place_count(), text);
    require(place < 0 || cvd_place((size_t)place)->level == level, text);
}

static void check_date(struct cvd_str text, const struct cvd_date *d)
{
    char iso[CVD_DATE_MAX];

    if (!d->year)
        return;
    require(cvd_date_is_single(d), text);
    cvd_date_format(d, iso);
    require(cvd_date_valid(cvd_str_from(iso)), text);
}

/* ---- the form -------------------------------------------------------- */

static void check_form(struct cvd_str text)
{
    const struct cvd_str lines[] = {
        form.place, form.issuer, form.parent_issuer, form.signer,
        form.position, form.authority,
    };

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        check_line(text, lines[i]);
    require(is_utf8(form.urgency), text);
    require(form.recipient_count <= CVD_FORM_LINES_MAX, text);
    require(form.distribution_count <= CVD_FORM_LINES_MAX, text);
    for (size_t i = 0; i < form.recipient_count; i++) {
        require(form.recipients[i].len > 0, text);
        check_line(text, form.recipients[i]);
    }
    for (size_t i = 0; i < form.distribution_count; i++) {
        require(form.distribution[i].len > 0, text);
        check_line(text, form.distribution[i]);
    }
    require(form.deadline_count <= CVD_FORM_DEADLINES_MAX, text);
    for (size_t i = 0; i < form.deadline_count; i++)
        check_span(text, form.deadlines[i].date.start,
                   form.deadlines[i].date.end);
    check_place(text, form.province, CVD_PROVINCE);
    check_place(text, form.district, CVD_DISTRICT);
    check_place(text, form.commune, CVD_COMMUNE);
    check_date(text, &form.header.date);
    require(is_utf8(form.header.title), text);
    require(!form.header.type || cvd_doctype_name(form.header.type), text);
}

/* ---- references ------------------------------------------------------ */

static void check_identity(struct cvd_str text,
                           const struct cvd_reference *r,
                           const struct cvd_seat *seat)
{
    struct cvd_buf id = { 0 };
    struct cvd_identity parts;

    require(cvd_identity_of_reference(text, r, seat, &id) == CVD_OK, text);
    require(!r->number.folded_key[0] == !id.len, text);
    if (id.len) {
        require(cvd_identity_parse(cvd_buf_str(&id), &parts), text);
        require(cvd_str_equal(parts.key,
                              cvd_str_from(r->number.folded_key)), text);
        require(cvd_identity_compare(&parts, &parts) != CVD_DIFFERENT,
                text);
    }
    cvd_buf_release(&id);
}

static void check_references(struct cvd_str text)
{
    const struct cvd_seat seat = { form.province, form.district,
                                   form.commune, form.place_ambiguous };
    const struct cvd_reference *before = NULL;

    require(references.count <= CVD_REFERENCES_MAX, text);
    for (size_t i = 0; i < references.count; i++) {
        const struct cvd_reference *r = &references.list[i];

        require(r->start < r->end, text);
        check_span(text, r->start, r->end);
        check_span(text, r->issuer_start, r->issuer_end);
        check_span(text, r->about_start, r->about_end);
        require(r->about_end - r->about_start <= CVD_ABOUT_BYTES_MAX, text);
        require(!before || before->start <= r->start, text);
        require(r->number.number[0] || r->number.symbol[0], text);
        require(is_utf8(cvd_str_from(r->number.number)), text);
        check_date(text, &r->date);
        require(r->first == CVD_NO_REFERENCE ||
                    (r->first >= 0 && (size_t)r->first < i &&
                     references.list[r->first].first == CVD_NO_REFERENCE),
                text);
        check_identity(text, r, &seat);
        before = r;
    }
}

/* ---- names ----------------------------------------------------------- */

static void check_campaigns(struct cvd_str text)
{
    require(campaigns.count <= CVD_CAMPAIGNS_MAX, text);
    for (size_t i = 0; i < campaigns.count; i++) {
        const struct cvd_campaign *c = &campaigns.list[i];

        require(c->code.len && c->name.len && c->mentions, text);
        require(c->count && c->first + c->count <= tokens.count, text);
        require(is_utf8(c->name) && !memchr(c->name.ptr, '\n', c->name.len),
                text);
        for (size_t k = 0; k < i; k++)
            require(!cvd_str_equal(campaigns.list[k].code, c->code), text);
    }
}

static void check_places(struct cvd_str text)
{
    enum { MAX = 64, TOKENS_MAX = 200 };
    struct cvd_place_match m[MAX];
    size_t end = tokens.count < TOKENS_MAX ? tokens.count : TOKENS_MAX;

    for (int mode = 0; mode < 4; mode++) {
        size_t n = cvd_places_find(text, &tokens, 0, end, mode & 1, mode & 2,
                                   m, MAX);
        require(n <= MAX, text);
        for (size_t i = 0; i < n; i++) {
            require(m[i].count && m[i].first + m[i].count <= end, text);
            require(m[i].place >= 0 &&
                        m[i].place < (int32_t)cvd_place_count(), text);
            require(i == 0 || m[i - 1].first <= m[i].first, text);
        }
    }
    if (end == 0)
        return;
    struct cvd_seat seat;
    struct cvd_str head = piece(text, 0, tokens.tok[end - 1].end);
    require(cvd_seat_read(head, &form.header.date, -1, &seat) == CVD_OK,
            text);
    check_place(text, seat.province, CVD_PROVINCE);
    check_place(text, seat.district, CVD_DISTRICT);
    check_place(text, seat.commune, CVD_COMMUNE);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cvd_str in = { (const char *)data, size };
    struct cvd_buf text = { 0 };

    if (cvd_text_normalize(in, &text, NULL) == CVD_OK) {
        struct cvd_str t = cvd_buf_str(&text);
        require(cvd_tokenize(t, &tokens) == CVD_OK, t);
        require(cvd_entities_find(t, false, &entities) == CVD_OK, t);
        require(cvd_form_read(t, &tokens, &entities, &form) == CVD_OK, t);
        check_form(t);
        require(cvd_references_find(t, &entities, &form.header.number,
                                    &form.header.date, &references) == CVD_OK, t);
        check_references(t);
        require(cvd_campaigns_find(t, &tokens, NULL, &campaigns) == CVD_OK,
                t);
        check_campaigns(t);
        check_places(t);
    }
    cvd_buf_release(&text);
    return 0;
}
