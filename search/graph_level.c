/* graph_level.c - how high the body stands that issued a document. */
#include "analyzers/agencies.h"
#include "search/graph.h"

static const struct {
    const char *name, *label;
} levels[CVD_LEVEL_COUNT] = {
    [CVD_LEVEL_UNKNOWN] = { NULL, "chưa rõ cấp" },
    [CVD_LEVEL_CENTRAL] = { "central", "trung ương" },
    [CVD_LEVEL_PROVINCE] = { "province", "tỉnh" },
    [CVD_LEVEL_DISTRICT] = { "district", "huyện" },
    [CVD_LEVEL_COMMUNE] = { "commune", "xã" },
};

const char *cvd_level_name(enum cvd_level l)
{
    return levels[l].name;
}

const char *cvd_level_label(enum cvd_level l)
{
    return levels[l].label;
}

enum cvd_level cvd_level_by_name(struct cvd_str name)
{
    for (int l = 1; l < CVD_LEVEL_COUNT; l++)
        if (cvd_str_equal(name, cvd_str_from(levels[l].name)))
            return (enum cvd_level)l;
    return CVD_LEVEL_UNKNOWN;
}

/* Of a mask of enum cvd_agency_level that has one bit; else unknown. */
static enum cvd_level of_mask(unsigned mask)
{
    switch (mask) {
    case CVD_AGENCY_CENTRAL: return CVD_LEVEL_CENTRAL;
    case CVD_AGENCY_PROVINCE: return CVD_LEVEL_PROVINCE;
    case CVD_AGENCY_DISTRICT: return CVD_LEVEL_DISTRICT;
    case CVD_AGENCY_COMMUNE: return CVD_LEVEL_COMMUNE;
    default: return CVD_LEVEL_UNKNOWN;
    }
}

static enum cvd_level of_seat(const struct cvd_seat *s)
{
    return s->commune >= 0    ? CVD_LEVEL_COMMUNE
           : s->district >= 0 ? CVD_LEVEL_DISTRICT
                              : CVD_LEVEL_UNKNOWN;
}

/* "tw", or a place below another for each '/'. */
static enum cvd_level of_identity(struct cvd_str seat)
{
    unsigned slashes = 0;

    if (!seat.len)
        return CVD_LEVEL_UNKNOWN;
    if (cvd_str_equal(seat, cvd_str_from("tw")))
        return CVD_LEVEL_CENTRAL;
    for (size_t i = 0; i < seat.len; i++)
        slashes += seat.ptr[i] == '/';
    return slashes == 0   ? CVD_LEVEL_PROVINCE
           : slashes == 1 ? CVD_LEVEL_DISTRICT
                          : CVD_LEVEL_COMMUNE;
}

/* Types that none but central bodies issue: Luật 80/2015/QH13, Điều 4. */
static bool is_central_type(struct cvd_str type)
{
    static const char *const types[] = {
        "hien-phap", "luat", "phap-lenh", "lenh", "nghi-dinh", "thong-tu",
        "thong-tu-lien-tich"
    };

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (cvd_str_equal(type, cvd_str_from(types[i])))
            return true;
    return false;
}

static enum cvd_status of_symbol(struct cvd_str number, enum cvd_level *out)
{
    struct cvd_entities e = { 0 };
    enum cvd_status st = cvd_entities_find(number, true, &e);
    const struct cvd_agency *a =
        st == CVD_OK && e.number_count == 1
            ? cvd_agency_of_number(&e.numbers[0])
            : NULL;

    *out = a && !a->ambiguous ? of_mask(a->levels) : CVD_LEVEL_UNKNOWN;
    cvd_entities_release(&e);
    return st;
}

/* What tells most first: a place below the province, what the issuer is
 * called, what the identity says, the symbol, and a province at last. */
enum cvd_status cvd_level_read(const struct cvd_level_signs *signs,
                               enum cvd_level *out)
{
    struct cvd_date date = { 0 };
    struct cvd_seat seat = { -1, -1, -1, false };
    unsigned words = 0;

    (void)cvd_date_parse(signs->date, &date);
    enum cvd_status st = cvd_identity_seat(signs->province, signs->district,
                                           signs->issuer, &date, &seat);
    bool city = seat.province >= 0 &&
                strcmp(cvd_place((size_t)seat.province)->kind,
                       "thành phố") == 0;
    *out = st == CVD_OK ? of_seat(&seat) : CVD_LEVEL_UNKNOWN;
    if (st != CVD_OK || *out != CVD_LEVEL_UNKNOWN)
        return st;
    st = cvd_identity_level(signs->issuer, city, &words);
    *out = of_mask(words);
    if (st == CVD_OK && *out == CVD_LEVEL_UNKNOWN)
        *out = of_identity(signs->seat);
    if (*out == CVD_LEVEL_UNKNOWN && is_central_type(signs->type))
        *out = CVD_LEVEL_CENTRAL;
    if (st == CVD_OK && *out == CVD_LEVEL_UNKNOWN)
        st = of_symbol(signs->number, out);
    if (*out == CVD_LEVEL_UNKNOWN && seat.province >= 0)
        *out = CVD_LEVEL_PROVINCE;
    return st;
}
