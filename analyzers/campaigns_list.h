/* campaigns_list.h - a list of campaigns and the names they go by.
 *
 * Private to campaigns*.c and mkcampaigns.c.  One layout for the list of the
 * build (constant, printed by mkcampaigns.c), one of the user's own and that
 * of the names a document itself puts in quotation marks. */
#ifndef CVD_ANALYZERS_CAMPAIGNS_LIST_H
#define CVD_ANALYZERS_CAMPAIGNS_LIST_H

#include "analyzers/campaigns.h"
#include "analyzers/names.h"

/* One way to write a campaign's name.  Bit w of a mask speaks of word w. */
struct cvd_campaign_form {
    const char *exact;   /* canonical words, one space between two */
    uint32_t entry;      /* whose: of entries[]; of a kind, of kinds[] */
    uint32_t initials;   /* in a document: begins with a capital */
    uint32_t capitals;   /* in a document: all capitals, its marks right */
    uint8_t words;
    bool weak;           /* ordinary speech too: see campaigns.tsv */
    bool kind;           /* no name, but "Cuộc vận động" or its like */
};

struct cvd_campaign_entry {
    const char *code, *name;
};

/* Words that say that a name follows: corpus/tables/campaign_kinds.tsv. */
struct cvd_campaign_kind {
    uint8_t reach;
    bool capital;
};

enum { CVD_CAMPAIGN_LOOKS = 1024, CVD_CAMPAIGN_PAIRS = 4096 };

struct cvd_campaign_list {
    const struct cvd_names *names; /* values are numbers of forms */
    const struct cvd_campaign_form *forms;
    const struct cvd_campaign_entry *entries;
    const uint32_t *by_code;       /* numbers of entries, in that order */
    size_t form_count, entry_count;
    /* Which looks names of one word have, and which the first two words of
     * others: nearly all tokens begin no name, and these bits say so for a
     * fifth of what looking them up takes. */
    uint64_t alone[CVD_CAMPAIGN_LOOKS / 64];
    uint64_t pairs[CVD_CAMPAIGN_PAIRS / 64];
};

/* The look of a folded word: its length, first and last byte. */
static inline size_t cvd_campaign_look(struct cvd_str word)
{
    unsigned char first = word.len ? (unsigned char)word.ptr[0] : 0;
    unsigned char last = word.len ? (unsigned char)word.ptr[word.len - 1] : 0;

    return (first * 31u + last * 5u + word.len) % CVD_CAMPAIGN_LOOKS;
}

static inline size_t cvd_campaign_pair(size_t look, size_t next)
{
    return (look * 37 + next) % CVD_CAMPAIGN_PAIRS;
}

/* Whether a name may begin at a token of that look, before one of the look
 * `next`. */
static inline bool cvd_campaign_may_start(const struct cvd_campaign_list *l,
                                          size_t look, size_t next)
{
    size_t pair = cvd_campaign_pair(look, next);

    return (l->alone[look / 64] >> look % 64 |
            l->pairs[pair / 64] >> pair % 64) & 1;
}

extern const struct cvd_campaign_list cvd_campaigns_of_build;
extern const struct cvd_campaign_kind cvd_campaign_kinds[];

/* ---- making a list (campaigns_build.c) -------------------------------- */

/* Read a name as a table has it: "~" and "^" before it, see the head of
 * campaigns.tsv.  Replaces *exact and *folded by its words; *f gets all but
 * `entry`, `exact` and `kind`; *name what follows the signs, trimmed.
 *   CVD_EINPUT  no word in it
 *   CVD_ELIMIT  more than CVD_NAME_WORDS_MAX words
 *   CVD_ENOMEM */
enum cvd_status cvd_campaign_form_read(struct cvd_str written,
                                       struct cvd_tokens *scratch,
                                       struct cvd_buf *exact,
                                       struct cvd_buf *folded,
                                       struct cvd_campaign_form *f,
                                       struct cvd_str *name);

/* A list that grows; zero-initialise, release with
 * cvd_campaign_builder_release().  What it is asked to keep it copies. */
struct cvd_campaign_builder {
    struct cvd_campaign_list list;
    struct cvd_names *names;
    struct cvd_campaign_form *forms;
    struct cvd_name *folded;       /* of each form */
    struct cvd_campaign_entry *entries;
    uint32_t *by_code;
    size_t form_cap, folded_cap, entry_cap;
    struct cvd_tokens scratch;
    struct cvd_buf exact_words, folded_words, code;
};

/* Add a campaign, or a name of the campaign added last.  The statuses of
 * cvd_campaign_form_read(). */
enum cvd_status cvd_campaign_builder_entry(struct cvd_campaign_builder *b,
                                           struct cvd_str name);
enum cvd_status cvd_campaign_builder_form(struct cvd_campaign_builder *b,
                                          struct cvd_str written);
/* Give an entry another way to show its name.  CVD_ENOMEM. */
enum cvd_status cvd_campaign_builder_rename(struct cvd_campaign_builder *b,
                                            uint32_t entry,
                                            struct cvd_str name);
/* Make b->list of it.  CVD_ENOMEM, CVD_ELIMIT. */
enum cvd_status cvd_campaign_builder_finish(struct cvd_campaign_builder *b);
void cvd_campaign_builder_release(struct cvd_campaign_builder *b);

/* The entry of that code, or NULL; `l` may be NULL. */
const struct cvd_campaign_entry *
cvd_campaign_by_code(const struct cvd_campaign_list *l, struct cvd_str code);

/* ---- reading with a list (campaigns_match.c) --------------------------- */

enum cvd_campaign_reading {
    CVD_CAMPAIGN_DOCUMENT,     /* marks nearly right, capitals where asked */
    CVD_CAMPAIGN_QUERY,        /* every mark typed is there */
    CVD_CAMPAIGN_QUERY_FOLDED  /* marks aside */
};

struct cvd_campaign_reader {
    struct cvd_str text;           /* of a document; else empty */
    const struct cvd_tokens *t;
    size_t from, to;               /* names lie in tokens [from, to) */
    enum cvd_campaign_reading reading;
    size_t kind_end;               /* the token after the last kind read */
};

/* Whether there is a small letter in it. */
bool cvd_campaign_has_small_letter(struct cvd_str word);

/* The longest name that begins at token `i`, and the longest kind; NULL
 * where there is none.  `l` may be NULL. */
struct cvd_campaign_at {
    const struct cvd_campaign_form *form, *kind;
};
struct cvd_campaign_at cvd_campaign_read_at(const struct cvd_campaign_reader *r,
                                            const struct cvd_campaign_list *l,
                                            size_t i);

/* ---- quotation marks (campaigns_quoted.c) ------------------------------ */

/* Whether a mark that may open stands before token `first` and one that may
 * close after the last of `count`. */
bool cvd_campaign_in_quotes(struct cvd_str text, const struct cvd_tokens *t,
                            size_t first, size_t count);

/* Whether nothing ends a sentence or a clause between token i - 1 and i. */
bool cvd_campaign_runs_on(struct cvd_str text, const struct cvd_tokens *t,
                          size_t i);

/* Find the name in quotation marks that belongs to the kind ending before
 * token `after`.  Its tokens [*first, *first + *count) come without a year
 * or "lần thứ II" at the end. */
bool cvd_campaign_quoted_name(struct cvd_str text, const struct cvd_tokens *t,
                              size_t after,
                              const struct cvd_campaign_kind *kind,
                              size_t *first, size_t *count);

/* Append tokens [first, first + count) as a name: blanks and breaks as one
 * space, no asterisks, inner quotation marks closed.  CVD_ENOMEM. */
enum cvd_status cvd_campaign_write_name(struct cvd_str text,
                                        const struct cvd_tokens *t,
                                        size_t first, size_t count,
                                        struct cvd_buf *out);

#endif
