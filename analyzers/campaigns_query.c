/* campaigns_query.c - campaigns that a query or a filter names. */
#include "analyzers/campaigns_list.h"

static bool overlaps(const struct cvd_campaign_match *m, size_t count,
                     size_t first, size_t words)
{
    for (size_t i = 0; i < count; i++)
        if (first < m[i].first + m[i].count && m[i].first < first + words)
            return true;
    return false;
}

/* The longest name of the list that overlaps none found; false for none
 * longer than *best has already. */
static bool longest(const struct cvd_campaign_reader *r,
                    const struct cvd_campaign_list *l,
                    const struct cvd_campaign_match *found, size_t count,
                    struct cvd_campaign_match *best)
{
    struct cvd_campaign_reader at = *r;
    bool any = false;

    for (size_t i = r->from; i < r->to; i++) {
        const struct cvd_campaign_form *f =
            cvd_campaign_read_at(&at, l, i).form;
        const struct cvd_campaign_form *kind =
            cvd_campaign_read_at(&at, &cvd_campaigns_of_build, i).kind;
        if (kind)
            at.kind_end = i + kind->words;
        if (!f || f->words <= best->count ||
            overlaps(found, count, i, f->words))
            continue;
        *best = (struct cvd_campaign_match){
            i, f->words, l->entries[f->entry].code, l->entries[f->entry].name
        };
        any = true;
    }
    return any;
}

size_t cvd_campaigns_in_query(const struct cvd_tokens *t, size_t from,
                              size_t to, bool any_marks,
                              const struct cvd_campaign_list *own,
                              struct cvd_campaign_match *out, size_t max)
{
    struct cvd_campaign_reader r = {
        .t = t, .from = from, .to = to < t->count ? to : t->count,
        .reading = any_marks ? CVD_CAMPAIGN_QUERY_FOLDED : CVD_CAMPAIGN_QUERY
    };
    size_t n = 0;

    while (n < max) {
        struct cvd_campaign_match best = { 0 };
        bool any = longest(&r, own, out, n, &best);
        any |= longest(&r, &cvd_campaigns_of_build, out, n, &best);
        if (!any)
            break;
        out[n++] = best;
    }
    return n;
}

/* ---- codes and names ------------------------------------------------- */

/* The name that all tokens from `from` on are. */
static const struct cvd_campaign_entry *
whole(const struct cvd_tokens *t, size_t from,
      const struct cvd_campaign_list *l, enum cvd_campaign_reading reading)
{
    struct cvd_campaign_reader r = { .t = t, .from = from, .to = t->count,
                                 .reading = reading };
    const struct cvd_campaign_form *f = cvd_campaign_read_at(&r, l, from).form;

    return f && from + f->words == t->count ? &l->entries[f->entry] : NULL;
}

/* The same, marks right before marks aside, and without "Cuộc vận động" at
 * its head. */
static const struct cvd_campaign_entry *
named(const struct cvd_tokens *t, const struct cvd_campaign_list *own)
{
    static const enum cvd_campaign_reading readings[] = {
        CVD_CAMPAIGN_QUERY, CVD_CAMPAIGN_QUERY_FOLDED
    };
    struct cvd_campaign_reader r = { .t = t, .to = t->count,
                                 .reading = CVD_CAMPAIGN_QUERY_FOLDED };
    const struct cvd_campaign_form *kind =
        cvd_campaign_read_at(&r, &cvd_campaigns_of_build, 0).kind;
    size_t after = kind ? kind->words : 0;

    for (size_t i = 0; i < 2 * sizeof readings / sizeof *readings; i++) {
        size_t from = i % 2 ? after : 0;
        enum cvd_campaign_reading reading = readings[i / 2];
        const struct cvd_campaign_entry *e = whole(t, from, own, reading);
        if (!e)
            e = whole(t, from, &cvd_campaigns_of_build, reading);
        if (e)
            return e;
    }
    return NULL;
}

static const struct cvd_campaign_entry *
entry_of_code(struct cvd_str code, const struct cvd_campaign_list *own)
{
    const struct cvd_campaign_entry *e = cvd_campaign_by_code(own, code);

    return e ? e : cvd_campaign_by_code(&cvd_campaigns_of_build, code);
}

const char *cvd_campaign_code(struct cvd_str value,
                              const struct cvd_campaign_list *own)
{
    struct cvd_tokens t = { 0 };
    const struct cvd_campaign_entry *e = entry_of_code(value, own);

    if (!e && cvd_tokenize(value, &t) == CVD_OK && t.count)
        e = named(&t, own);
    cvd_tokens_release(&t);
    return e ? e->code : NULL;
}

const char *cvd_campaign_name(struct cvd_str code,
                              const struct cvd_campaign_list *own)
{
    const struct cvd_campaign_entry *e = entry_of_code(code, own);

    return e ? e->name : NULL;
}

const char *cvd_campaign_own(const struct cvd_campaign_list *own, size_t i,
                             const char **name)
{
    if (!own || i >= own->entry_count)
        return NULL;
    *name = own->entries[i].name;
    return own->entries[i].code;
}

const char *cvd_campaign_listed(size_t i, const char **name)
{
    return cvd_campaign_own(&cvd_campaigns_of_build, i, name);
}

bool cvd_campaign_spelled(const struct cvd_campaign_list *own, size_t i,
                          struct cvd_campaign_spelling *out)
{
    const struct cvd_campaign_list *l = own ? own : &cvd_campaigns_of_build;

    if (i >= l->form_count)
        return false;
    const struct cvd_campaign_form *f = &l->forms[i];
    const struct cvd_campaign_entry *e = f->kind ? NULL
                                                 : &l->entries[f->entry];
    *out = (struct cvd_campaign_spelling){
        .words = f->exact,
        .code = e ? e->code : NULL,
        .name = e ? e->name : NULL,
        .abbreviation = f->words == 1 &&
                        !cvd_syllable_valid(cvd_str_from(f->exact)),
        .weak = f->weak
    };
    return true;
}
