/* campaigns_match.c - whether tokens are a campaign's name.
 *
 * The automaton finds folded words; marks, capitals and, of names that are
 * ordinary speech as well, what stands beside them then decide. */
#include "analyzers/campaigns_list.h"
#include "analyzers/names_table.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "campaign_tables.h"

const struct cvd_campaign_list cvd_campaigns_of_build = {
    .names = &names, .forms = forms, .entries = entries, .by_code = by_code,
    .form_count = sizeof forms / sizeof *forms,
    .entry_count = sizeof entries / sizeof *entries,
    .alone = ALONE, .pairs = PAIRS
};

/* ---- marks ----------------------------------------------------------- */

/* Words of a name whose marks may contradict it in a document: "Hiển kế xây
 * dựng và phát triển ..." has one slip of a scanner, but of "Tết nhân ai"
 * and other short names a word with another mark makes another name. */
static size_t slips_allowed(size_t words)
{
    return words < 5 ? 0 : words < 10 ? 1 : 2;
}

static bool marks_hold(const struct cvd_campaign_reader *r,
                       const struct cvd_campaign_form *f, size_t first)
{
    const char *word = f->exact;
    size_t slips = 0, allowed = 0;

    if (r->reading == CVD_CAMPAIGN_QUERY_FOLDED)
        return true;
    if (r->reading == CVD_CAMPAIGN_DOCUMENT)
        allowed = slips_allowed(f->words);
    for (size_t i = 0; i < f->words; i++) {
        struct cvd_str want = { word, strcspn(word, " ") };
        struct cvd_str have = cvd_token_exact(r->t, first + i);
        word += want.len + 1;
        if (cvd_str_equal(have, want))
            continue;
        if (r->reading == CVD_CAMPAIGN_DOCUMENT && f->capitals >> i & 1)
            return false;
        if (!cvd_marks_consistent(have, want) && ++slips > allowed)
            return false;
    }
    return true;
}

/* ---- capitals -------------------------------------------------------- */

static bool has_initial(struct cvd_str word)
{
    int32_t i = 0;
    UChar32 c;

    U8_NEXT((const uint8_t *)word.ptr, i, (int32_t)word.len, c);
    return c >= 0 && u_isupper(c);
}

bool cvd_campaign_has_small_letter(struct cvd_str word)
{
    int32_t i = 0;

    while (i < (int32_t)word.len) {
        UChar32 c;
        U8_NEXT((const uint8_t *)word.ptr, i, (int32_t)word.len, c);
        if (c >= 0 && u_islower(c))
            return true;
    }
    return false;
}

static bool capitals_hold(const struct cvd_campaign_reader *r,
                          const struct cvd_campaign_form *f, size_t first)
{
    if (r->reading != CVD_CAMPAIGN_DOCUMENT ||
        (f->initials | f->capitals) == 0)
        return true;
    for (size_t i = 0; i < f->words; i++) {
        const struct cvd_token *t = &r->t->tok[first + i];
        struct cvd_str word = { r->text.ptr + t->start, t->end - t->start };
        if (f->initials >> i & 1 && !has_initial(word))
            return false;
        if (f->capitals >> i & 1 &&
            cvd_campaign_has_small_letter(word))
            return false;
    }
    return true;
}

/* ---- names that are ordinary speech ---------------------------------- */

/* What may stand between "Phong trào" or "Cuộc thi" and the name. */
static bool is_adjunct(struct cvd_str exact)
{
    static const char *const words[] = {
        "thi", "đua", "viết", "trực", "tuyến", "về", "tìm", "hiểu", "chính",
        "luận", "ảnh", "hưởng", "ứng", "thực", "hiện", "mang", "tên", "vận",
        "động"
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (cvd_str_equal(cvd_str_from(words[i]), exact))
            return true;
    return false;
}

enum { ADJUNCTS_MAX = 5 }; /* "trực tuyến tìm hiểu về" */

static bool after_kind(const struct cvd_campaign_reader *r, size_t first)
{
    bool document = r->reading == CVD_CAMPAIGN_DOCUMENT;

    if (first < r->kind_end || first - r->kind_end > ADJUNCTS_MAX)
        return false;
    for (size_t i = r->kind_end; i <= first; i++)
        if ((document && !cvd_campaign_runs_on(r->text, r->t, i)) ||
            (i < first && !is_adjunct(cvd_token_exact(r->t, i))))
            return false;
    return true;
}

static bool weak_holds(const struct cvd_campaign_reader *r,
                       const struct cvd_campaign_form *f, size_t first)
{
    if (!f->weak || (r->kind_end && after_kind(r, first)))
        return true;
    if (r->reading == CVD_CAMPAIGN_DOCUMENT)
        return cvd_campaign_in_quotes(r->text, r->t, first, f->words);
    return first == r->from && first + f->words == r->to;
}

/* ---- reading --------------------------------------------------------- */

struct cvd_campaign_at cvd_campaign_read_at(const struct cvd_campaign_reader *r,
                                            const struct cvd_campaign_list *l,
                                            size_t i)
{
    struct cvd_name_match m[CVD_NAME_MATCHES_MAX];
    struct cvd_campaign_at found = { 0 };
    size_t n = l ? cvd_names_at(l->names, r->t, i, r->to, m) : 0;

    for (size_t k = 0; k < n; k++)
        for (size_t v = 0; v < m[k].value_count; v++) {
            const struct cvd_campaign_form *f = &l->forms[m[k].values[v]];
            const struct cvd_campaign_form **best =
                f->kind ? &found.kind : &found.form;
            if (!*best && marks_hold(r, f, i) && capitals_hold(r, f, i) &&
                weak_holds(r, f, i))
                *best = f;
        }
    return found;
}
