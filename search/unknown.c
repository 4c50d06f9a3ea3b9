/* unknown.c - values that a query asks for and nobody knows: a slip of the
 * fingers in a filter finds nothing, and should say why. */
#include "search/query.h"
#include "search/search.h"

/* The fields whose values are a closed list.  (A year that is none is refused
 * where it is read.) */
static bool is_closed(enum cvd_field field)
{
    return field == CVD_F_TYPE || field == CVD_F_PROVINCE;
}

/* Whether a table has it, whatever the archive holds. */
static bool is_listed(enum cvd_field field, struct cvd_str value)
{
    const char *codes[CVD_FILTER_TERMS_MAX];
    bool as_of;

    return field == CVD_F_TYPE
               ? cvd_doctype_code(value) != NULL
               : cvd_filter_provinces(value, &as_of, codes) > 0;
}

/* Whether some document has it: a source may give what no table lists. */
static enum cvd_status is_held(struct cvd_store *s, enum cvd_field field,
                               struct cvd_str value, bool *held,
                               struct cvd_err *err)
{
    struct cvd_buf term = { 0 };
    struct cvd_answer answer;
    enum cvd_status st = cvd_filter_term(field, value, &term);
    struct cvd_node node = { .kind = CVD_N_FIELD, .field = field,
                             .term = cvd_buf_str(&term) };
    struct cvd_ask ask = { .root = &node, .limit = 1, .exact_to = 1 };

    *held = false;
    if (st != CVD_OK)
        st = cvd_fail(err, st, "out of memory");
    if (st == CVD_OK && term.len)
        st = cvd_store_ask(s, &ask, &answer, err);
    if (st == CVD_OK && term.len) {
        *held = answer.count > 0 || answer.cut_short; /* unknown: no word */
        cvd_answer_release(&answer);
    }
    cvd_buf_release(&term);
    return st;
}

static enum cvd_status look(struct cvd_store *s, enum cvd_field field,
                            struct cvd_str value, bool unknown[CVD_F_COUNT],
                            struct cvd_err *err)
{
    bool held;

    if (!is_closed(field) || unknown[field] || is_listed(field, value))
        return CVD_OK;
    enum cvd_status st = is_held(s, field, value, &held, err);
    if (st == CVD_OK)
        unknown[field] = !held;
    return st;
}

static enum cvd_status look_in_group(struct cvd_store *s,
                                     const struct cvd_group *g,
                                     bool unknown[CVD_F_COUNT],
                                     struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    for (size_t b = 0; b < g->count; b++)
        for (size_t i = 0; i < g->bags[b].count && st == CVD_OK; i++) {
            const struct cvd_item *item = &g->bags[b].items[i];
            if (item->kind == CVD_I_GROUP)
                st = look_in_group(s, item->kid, unknown, err);
            else if (item->kind == CVD_I_FIELD)
                st = look(s, item->field, item->value, unknown, err);
        }
    return st;
}

enum cvd_status cvd_query_unknown(struct cvd_store *s,
                                  const struct cvd_query *q,
                                  const struct cvd_request *r,
                                  bool unknown[CVD_F_COUNT],
                                  struct cvd_err *err)
{
    enum cvd_status st = look_in_group(s, q->root, unknown, err);

    for (size_t i = 0; i < r->filter_count && st == CVD_OK; i++)
        st = look(s, r->filters[i].field, r->filters[i].value, unknown, err);
    return st;
}
