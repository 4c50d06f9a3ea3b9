/* campaigns.h - named movements, programmes and contests in a text.
 *
 * A list says which there are; what stands in quotation marks after "Cuộc vận
 * động", "Phong trào", "Chương trình" or "Cuộc thi" is one that nobody
 * listed.  The list of the build is constant; one of the user's own is read
 * at run time and constant then: any thread may read it.
 * Source: corpus/tables/campaigns.tsv, campaign_kinds.tsv.
 *
 * A name is its folded words: case, quotation marks, punctuation and line
 * breaks do not matter.  Marks do: of a name of up to four words none may
 * contradict, of up to nine one, of a longer one two (slips of scanners);
 * marks may be missing, but not in abbreviations, which are in capitals. */
#ifndef CVD_ANALYZERS_CAMPAIGNS_H
#define CVD_ANALYZERS_CAMPAIGNS_H

#include "analyzers/analyzer.h"

#ifdef __cplusplus
extern "C" {
#endif

struct cvd_campaign_list;       /* opaque: a list of the user's own */

/* Read a list of the user's own: TSV, the columns name, aliases (';' between
 * two), kind; the last two may be wanting, and the last is not read.  Empty
 * lines, lines that begin with '#' and a first column "name" are no
 * campaigns; "~" and "^" before a name mean what they mean in campaigns.tsv.
 * What the list of the build has too, by its code, is the same campaign.
 * `label` names the list in errors.
 * The caller owns *out: free with cvd_campaigns_free().
 *   CVD_EINPUT  not UTF-8, or a name without a word; err names the line
 *   CVD_ELIMIT  more than CVD_LIST_BYTES_MAX, CVD_CAMPAIGN_ROWS_MAX,
 *               CVD_CAMPAIGN_NAME_MAX or CVD_NAME_WORDS_MAX (names.h)
 *   CVD_ENOMEM */
enum cvd_status cvd_campaigns_parse(struct cvd_str tsv, const char *label,
                                    struct cvd_campaign_list **out,
                                    struct cvd_err *err);
void cvd_campaigns_free(struct cvd_campaign_list *l); /* NULL is nothing */

/* A campaign a text speaks of.  A name inside a longer one is no mention of
 * it, unless it stands in quotation marks of its own. */
struct cvd_campaign {
    struct cvd_str code;   /* slug of its name: one entity, however written */
    struct cvd_str name;   /* "Người Việt Nam ưu tiên dùng hàng Việt Nam" */
    size_t first, count;   /* tokens of its first mention */
    size_t mentions;
    bool listed;
};

/* Zero-initialise; release with cvd_campaigns_release(). */
struct cvd_campaigns {
    struct cvd_campaign *list;
    size_t count, cap;
    struct cvd_buf bytes;
    /* scratch */
    size_t *offsets;
    size_t offset_cap;
};

/* Replace the content of *out by the campaigns of `text`, in the order of
 * their first mention, each once, at most CVD_CAMPAIGNS_MAX.  `own` may be
 * NULL.  Strings belong to *out.  CVD_ENOMEM. */
enum cvd_status cvd_campaigns_find(struct cvd_str text,
                                   const struct cvd_tokens *t,
                                   const struct cvd_campaign_list *own,
                                   struct cvd_campaigns *out);
void cvd_campaigns_release(struct cvd_campaigns *c);

/* The campaigns that a query's tokens [from, to) name by name, short name or
 * abbreviation (OCOP, NTM): listed ones only, the longest first, none inside
 * another.  `any_marks`: no mark in the whole query; else those typed must be
 * there.  A name that is ordinary speech too counts after its kind, or as all
 * of [from, to).  Returns how many, at most `max`. */
struct cvd_campaign_match {
    size_t first, count;
    const char *code, *name; /* static, or the user's list's */
};
size_t cvd_campaigns_in_query(const struct cvd_tokens *t, size_t from,
                              size_t to, bool any_marks,
                              const struct cvd_campaign_list *own,
                              struct cvd_campaign_match *out, size_t max);

/* The code of the campaign that `value` names or abbreviates, marks aside; or
 * its name's by a code.  NULL where the lists have none. */
const char *cvd_campaign_code(struct cvd_str value,
                              const struct cvd_campaign_list *own);
const char *cvd_campaign_name(struct cvd_str code,
                              const struct cvd_campaign_list *own);

/* The i-th listed campaign's code and name; NULL past the last.  The same of
 * a list of the user's own, which may be NULL. */
const char *cvd_campaign_listed(size_t i, const char **name);
const char *cvd_campaign_own(const struct cvd_campaign_list *own, size_t i,
                             const char **name);

/* One way to write a campaign's name. */
struct cvd_campaign_spelling {
    const char *words;       /* canonical, one blank between two */
    const char *code, *name; /* of the campaign; NULL: these words are a kind,
                                "cuộc vận động", which may stand before one */
    bool abbreviation;       /* one word, no syllable: OCOP, NTM */
    bool weak;               /* ordinary speech too: see campaigns.tsv */
};

/* The i-th of the list of the build (`own` NULL), or of one of the user's own;
 * false past the last. */
bool cvd_campaign_spelled(const struct cvd_campaign_list *own, size_t i,
                          struct cvd_campaign_spelling *out);

#ifdef __cplusplus
}
#endif
#endif
