/* suggest.h - the parts a list of suggestions is mixed of.  Internal to
 * search/.
 *
 * suggest.c reads what was typed, asks each part for what it has to offer and
 * mixes that.  A part that is late offers less, or nothing. */
#ifndef CVD_SEARCH_SUGGEST_H
#define CVD_SEARCH_SUGGEST_H

#include "search/query.h"
#include "search/searcher.h"

/* ---- what was typed -------------------------------------------------- */

struct cvd_typed {
    struct cvd_searcher *s;
    const struct cvd_query *q;  /* has a token */
    size_t last;                /* number of the last token */
    bool open;                  /* no blank is behind it: it may go on */
    uint64_t removed;           /* documents, counted all the same */
};

/* Whether `have` is the word of token `i`, or may go on from it: typed marks
 * bind, missing ones are free. */
bool cvd_typed_is(const struct cvd_typed *t, size_t i, struct cvd_word have);
bool cvd_typed_begins(const struct cvd_typed *t, size_t i,
                      struct cvd_word have);

/* Append to *out how the index has `word`, borne in so many documents; nothing
 * where no document has it, or it is too late.  CVD_ENOMEM. */
enum cvd_status cvd_typed_spelling(const struct cvd_typed *t,
                                   struct cvd_word word,
                                   struct cvd_spellings *out);

/* What stands before token `i`, without blanks at its end.  False where it
 * cannot be left alone: the token does not begin after a blank, or quotation
 * marks or parentheses are open. */
bool cvd_typed_before(const struct cvd_typed *t, size_t i,
                      struct cvd_str *before);

/* Append what was typed before token `end` (behind the last: all of it, and a
 * blank) and `word`.  Where no mark was typed those before get the marks that
 * are likeliest before it; nothing is appended when it is too late for that.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_typed_write(const struct cvd_typed *t, size_t end,
                                struct cvd_word word, struct cvd_buf *out,
                                struct cvd_err *err);

/* ---- what is offered ------------------------------------------------- */

/* Zero-initialise; release with cvd_offers_release(). */
struct cvd_offers {
    struct cvd_offer {
        struct cvd_suggestion is;
        enum cvd_offer_place {
            CVD_OFFER_BEHIND,   /* the words */
            CVD_OFFER_NEXT,     /* to the words: it begins as typed */
            CVD_OFFER_FIRST     /* surely meant: before them */
        } place;
    } list[CVD_SUGGEST_MAX];
    size_t count;
    enum cvd_status status;     /* CVD_OK or CVD_ENOMEM */
};

/* Add one, its text `text` in one line, at most CVD_OFFER_TEXT_MAX letters of
 * it; NULL where there is no room or memory. */
enum { CVD_OFFER_TEXT_MAX = 300, CVD_OFFER_DETAIL_MAX = 160 };
struct cvd_offer *cvd_offer(struct cvd_offers *o, const char *kind,
                            struct cvd_str text);

/* Append `s` to a text of an offer, in one line, at most `letters` of it. */
void cvd_offer_say(struct cvd_offers *o, struct cvd_buf *out,
                   struct cvd_str s, size_t letters);
void cvd_offers_release(struct cvd_offers *o);

/* ---- the parts ------------------------------------------------------- */

/* At most `max` of each.  All: CVD_EINDEX, CVD_ENOMEM. */

/* The last word completed, or a word more, the most used first. */
enum cvd_status cvd_suggest_words(const struct cvd_typed *t, size_t max,
                                  struct cvd_offers *out,
                                  struct cvd_err *err);

/* Numbers that begin as typed, the most borne and cited first. */
enum cvd_status cvd_suggest_numbers(const struct cvd_typed *t, size_t max,
                                    struct cvd_offers *out,
                                    struct cvd_err *err);

/* Campaigns, provinces and types that the last words name, by field, the
 * likeliest first. */
struct cvd_name_offers {
    struct cvd_offers campaigns, provinces, types;
};
enum cvd_status cvd_suggest_names(const struct cvd_typed *t, size_t max,
                                  struct cvd_name_offers *out,
                                  struct cvd_err *err);

/* Documents of the number typed, and those whose title holds all words. */
enum cvd_status cvd_suggest_documents(const struct cvd_typed *t, size_t max,
                                      struct cvd_offers *out,
                                      struct cvd_err *err);

/* Of these the second. */
enum cvd_status cvd_suggest_titles(const struct cvd_typed *t, size_t max,
                                   struct cvd_offers *out,
                                   struct cvd_err *err);

/* Offer document `d`, its count being the caller's to set; NULL where it, or a
 * copy of it, is offered already. */
struct cvd_offer *cvd_offer_document(struct cvd_offers *o,
                                     const struct cvd_doc *d);

/* ---- the names of an index ------------------------------------------- */

/* A value of a field that documents bear. */
struct cvd_name_entry {
    enum cvd_field field;       /* CVD_F_CAMPAIGN, CVD_F_ON_MAP, CVD_F_TYPE */
    struct cvd_str code;
    const char *name;           /* NULL: a campaign that is on no list */
    const char *kind;           /* of a province whose name is somebody's, to
                                   be said with it; else NULL */
    uint64_t documents;         /* removed ones counted */
};

/* A way to write its name: words [first, first + count) of the table. */
struct cvd_name_form {
    uint32_t entry, first, count;
    bool abbreviation, weak;    /* as cvd_campaign_spelled() */
    bool unmarked;              /* its marks are not known */
};

struct cvd_name_table {
    struct cvd_name_entry *entries; /* by field, then by code */
    size_t entry_count, entry_cap;
    struct cvd_name_form *forms;
    size_t form_count, form_cap;
    struct cvd_tokens words;
    struct cvd_buf text;        /* what the words were read from */
    struct cvd_strings *strings;
};

/* The names of the searcher's index, made when first asked for; *out is NULL
 * when it was too late for that.  Keeps them in s->names.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_name_table_of(struct cvd_searcher *s,
                                  const struct cvd_name_table **out,
                                  struct cvd_err *err);
void cvd_name_table_free(struct cvd_name_table *t); /* NULL is nothing */

#endif
