/* plan_named.c - what free words name, as the store seeks it.
 *
 * A document fits that is of the type, has the number, comes from the place
 * and the year and speaks of the campaign that were named, and bears most of
 * the other words; it need not bear the names as words. */
#include "search/planner.h"

/* Words that only join names together, as spelled and without marks. */
static const struct cvd_word joining[] = {
#define WORD(exact, folded) \
    { { exact, sizeof exact - 1 }, { folded, sizeof folded - 1 } }
    WORD("của", "cua"), WORD("về", "ve"), WORD("tại", "tai"),
    WORD("ở", "o"), WORD("trong", "trong"), WORD("và", "va"),
    WORD("do", "do"), WORD("theo", "theo"), WORD("cho", "cho"),
    WORD("từ", "tu"), WORD("đến", "den"), WORD("các", "cac"),
    WORD("những", "nhung"), WORD("số", "so"), WORD("năm", "nam"),
    WORD("tỉnh", "tinh"), WORD("ngày", "ngay"),
#undef WORD
};

enum { NUMBERS_MAX = CVD_QUERY_EXPAND_MAX }; /* that begin with a figure */

/* In a question with marks "đến" joins, and "đền" is what it is about. */
static bool joins(const struct cvd_query *q, size_t token)
{
    for (size_t i = 0; i < sizeof joining / sizeof *joining; i++)
        if (q->marked ? cvd_str_equal(cvd_token_exact(&q->tokens, token),
                                      joining[i].exact)
                      : cvd_str_equal(cvd_token_folded(&q->tokens, token),
                                      joining[i].folded))
            return true;
    return false;
}

/* The free word at token `token`, or f->count. */
static size_t word_at(const struct cvd_free_words *f, size_t token)
{
    size_t i = 0;

    while (i < f->count &&
           !(f->items[i]->kind == CVD_I_WORD && f->items[i]->first == token))
        i++;
    return i;
}

struct beginnings {
    struct cvd_planner *p;
    enum cvd_field field;
    struct cvd_node **kids;
    size_t count;
};

static bool add_beginning(void *ctx, struct cvd_str term,
                          struct cvd_str none, uint32_t documents)
{
    struct beginnings *b = ctx;

    (void)none;
    (void)documents;
    b->kids[b->count++] = cvd_plan_field(b->p, b->field, term);
    return b->count < NUMBERS_MAX;
}

struct cvd_node *cvd_plan_begins(struct cvd_planner *p,
                                 enum cvd_field field, const char *prefix)
{
    struct beginnings b = {
        p, field, cvd_plan_room(p, NUMBERS_MAX, sizeof *b.kids), 0
    };
    struct cvd_err err;

    if (!b.kids)
        return cvd_plan_node(p, CVD_N_NONE);
    enum cvd_status st =
        cvd_store_values(p->store, field, cvd_str_from(prefix), NUMBERS_MAX,
                         add_beginning, &b, &err);
    if (st != CVD_OK)
        p->status = st;
    return b.count ? cvd_plan_join(p, CVD_N_OR, b.kids, b.count)
                   : cvd_plan_node(p, CVD_N_NONE);
}

static struct cvd_node *seek(struct cvd_planner *p, enum cvd_field field,
                             const struct cvd_named *n)
{
    return n->prefix ? cvd_plan_begins(p, field, n->term)
                     : cvd_plan_field(p, field, cvd_str_from(n->term));
}

/* Of the type, or of one that the name of the type begins with: a Thông báo
 * kết luận is headed, and read as, a Thông báo. */
static struct cvd_node *of_type(struct cvd_planner *p, const char *code)
{
    struct cvd_str term = cvd_str_from(code);
    struct cvd_node *n = cvd_plan_field(p, CVD_F_TYPE, term);

    for (size_t i = term.len; i-- > 0;) {
        if (code[i] != '-')
            continue;
        struct cvd_str begins = cvd_plan_keep(p, (struct cvd_str){ code, i });
        if (begins.ptr && cvd_doctype_name(begins.ptr))
            n = cvd_plan_two(p, CVD_N_OR, n,
                             cvd_plan_field(p, CVD_F_TYPE, begins));
    }
    return n;
}

/* Fill in where the k-th thing named fits. */
static void fit(struct cvd_planner *p, struct cvd_free_words *f, size_t k)
{
    const struct cvd_named *n = f->named[k];

    f->closely[k] = NULL;
    if (n->field == CVD_F_TYPE) {
        f->fit[k] = of_type(p, n->term);
    } else if (n->field == CVD_F_NUMBER) {
        f->closely[k] = seek(p, CVD_F_NUMBER, n);
        f->fit[k] = cvd_plan_two(p, CVD_N_OR, f->closely[k],
                                 seek(p, CVD_F_CITES, n));
    } else if (n->field == CVD_F_PROVINCE) {
        /* On every map: what Ninh Thuận issued lies in Khánh Hòa today. */
        f->closely[k] = seek(p, CVD_F_PROVINCE, n);
        f->fit[k] = seek(p, CVD_F_ON_MAP, n);
    } else {
        f->fit[k] = seek(p, n->field, n);
    }
}

/* Whether the same was named before: once is enough. */
static bool is_known(const struct cvd_free_words *f,
                     const struct cvd_named *n)
{
    for (size_t k = 0; k < f->named_count; k++)
        if (f->named[k]->field == n->field &&
            strcmp(f->named[k]->term, n->term) == 0)
            return true;
    return false;
}

void cvd_plan_named(struct cvd_planner *p, struct cvd_free_words *f)
{
    for (size_t k = 0; k < p->q->named_count; k++) {
        const struct cvd_named *n = &p->q->named[k];
        size_t first = word_at(f, n->first);

        if (first + n->count > f->count)
            continue;
        if (!is_known(f, n)) {
            f->named[f->named_count] = n;
            fit(p, f, f->named_count++);
        }
        for (size_t i = first; i < first + n->count; i++)
            f->covered[i] = true;
    }
    for (size_t i = 0; f->named_count && i < f->count; i++)
        if (f->slots[i] && joins(p->q, f->items[i]->first))
            f->covered[i] = true;
}

bool cvd_plan_names_enough(const struct cvd_free_words *f)
{
    bool telling = f->named_count > 1;

    for (size_t k = 0; k < f->named_count; k++)
        telling = telling || (f->named[k]->field != CVD_F_TYPE &&
                              f->named[k]->field != CVD_F_YEAR);
    return telling;
}
