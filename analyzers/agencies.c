/* agencies.c - see agencies.h.
 *
 * analyzers/ may include base/ and ICU.  The rows are those of
 * corpus/tables/agencies.tsv. */
#include "analyzers/agencies.h"
#include "analyzers/scan.h"

/* What a number looks like whose agency has two readings. */
enum order { ORDER_ANY, ORDER_STATE, ORDER_PARTY };

struct row {
    struct cvd_agency agency;
    enum order order;
};

#include "agency_tables.h"

enum {
    ROWS = sizeof rows / sizeof *rows,
    FORM_MAX = 32 /* the longest abbreviation without marks, and a margin */
};

/* The row of `s` for a number of this order, else the first of it. */
static const struct cvd_agency *find(struct cvd_str s, bool fold,
                                     enum order order)
{
    char want[FORM_MAX] = "", have[FORM_MAX];
    size_t len = cvd_scan_symbol(s, fold, want, sizeof want);
    const struct row *found = NULL;
    struct cvd_sign first;

    if (!len || !cvd_scan_letter(s, 0, &first))
        return NULL;
    for (size_t r = 0; r < ROWS; r++) {
        const char *a = rows[r].agency.abbreviation;

        if (!cvd_scan_may_be(a, want) ||
            cvd_scan_symbol(cvd_str_from(a), fold, have, sizeof have) !=
                len ||
            memcmp(have, want, len) != 0)
            continue;
        if (!found || rows[r].order == order)
            found = &rows[r];
        if (rows[r].order == order)
            break;
    }
    return found ? &found->agency : NULL;
}

static const struct cvd_agency *find_either(struct cvd_str s,
                                            enum order order)
{
    const struct cvd_agency *a = find(s, false, order);

    return a ? a : find(s, true, order);
}

const struct cvd_agency *cvd_agency_by_abbreviation(struct cvd_str s)
{
    return find_either(cvd_str_trim(s), ORDER_ANY);
}

static struct cvd_str first_part(const char *s)
{
    return (struct cvd_str){ s, strcspn(s, "/-( ") };
}

/* 37-KH/TU, and of a blank number KH/TU. */
static enum order order_of(const struct cvd_number *n)
{
    const char *sep = *n->number ? n->number + strcspn(n->number, "/-")
                                 : n->symbol + strcspn(n->symbol, "/-");

    if (*n->number)
        return *sep == '-' ? ORDER_PARTY : ORDER_STATE;
    return *sep == '/' ? ORDER_PARTY : ORDER_STATE;
}

/* QH15, UBTVQH13: of which National Assembly is not of the name. */
static struct cvd_str without_term(struct cvd_str s)
{
    while (s.len && s.ptr[s.len - 1] >= '0' && s.ptr[s.len - 1] <= '9')
        s.len--;
    return s;
}

const struct cvd_agency *cvd_agency_of_number(const struct cvd_number *n)
{
    const char *rest = n->symbol;
    size_t type = strlen(n->type);

    if (type && strncmp(rest, n->type, type) == 0 && rest[type])
        rest += type + 1;
    else if (type)
        return NULL;
    struct cvd_str part = first_part(rest);
    const struct cvd_agency *a = find_either(part, order_of(n));
    struct cvd_str bare = without_term(part);

    return a || bare.len == part.len || !bare.len
               ? a
               : find_either(bare, order_of(n));
}

size_t cvd_agency_count(void)
{
    return ROWS;
}

const struct cvd_agency *cvd_agency(size_t i)
{
    return &rows[i].agency;
}
