/* words.h - the words of many documents: those that mark them against others,
 * and those that keep company with a word.
 *
 * A unit is a word as the analyzer spells it, with its marks, or two that
 * stand side by side: most Vietnamese words are of two syllables.  What is
 * counted and what is side by side: store/frequencies.h.
 *
 * Threads, text and who owns what: search.h. */
#ifndef CVD_SEARCH_WORDS_H
#define CVD_SEARCH_WORDS_H

#include "search/search.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    CVD_KEY_UNITS = 50,          /* told, customarily */
    CVD_KEY_UNITS_MAX = 10000,
    CVD_KEY_DOCUMENTS = 3,       /* that have a unit, customarily at least: one
                                    long text must not fill the list */
    CVD_KEY_DOCUMENTS_MAX = 999999999,
    CVD_KEY_WINDOW_MAX = 50,     /* words either side */
    /* Behind the point, of a frequency or G2, of a logarithm, of p. */
    CVD_KEY_DIGITS = 2, CVD_KEY_LOG_DIGITS = 3, CVD_KEY_P_DIGITS = 4
};

/* In the order of their names: "both", "1", "2". */
enum cvd_key_length {
    CVD_KEY_BOTH,    /* pairs and words; but no word that is key only for its
                        places in a pair that is key, and no pair but the
                        surest of a word that it explains so, or that is not
                        key and has half its places there */
    CVD_KEY_WORDS, CVD_KEY_PAIRS
};

/* "g2", "ratio", "dice", "mi": the greatest first; of equals the more
 * frequent, then by their bytes. */
enum cvd_key_sort {
    CVD_KEY_G2,      /* how sure it is; a unit is told from 3.84 on,
                        p < 0.05 */
    CVD_KEY_RATIO,   /* how great the difference is; from 15.13 on,
                        p < 0.0001, as CQPweb does: of what is rare a great
                        ratio is chance.  Not with a window */
    /* With a window alone. */
    CVD_KEY_DICE,    /* how much they keep to each other; from 3.84 on */
    CVD_KEY_MI       /* how much oftener than by chance; from 15.13 on */
};

struct cvd_keyness_request {
    struct cvd_request find;     /* the documents; offset and limit (to
                                    CVD_KEY_UNITS_MAX) are of the units */
    bool against_others;         /* against what `against` finds, less what
                                    `find` finds; else all the rest */
    struct cvd_str against;      /* a query; the filters of `find` are not of
                                    it */
    enum cvd_key_length length;
    enum cvd_key_sort sort;
    unsigned min_documents;      /* that have a unit; 0: CVD_KEY_DOCUMENTS */
    bool under;                  /* what is rarer here than elsewhere */
    unsigned around;             /* not 0: what stands so many words before or
                                    behind the words of the query, beside all
                                    that the filters leave */
};

/* A unit.  With a window `count` and `documents` are of the windows, the
 * reference is all that the filters leave, windows included. */
struct cvd_key_unit {
    struct cvd_str text;         /* two words with a blank between */
    unsigned words;              /* 1 or 2 */
    uint64_t count, documents;
    uint64_t left;               /* of count: before the words of the query */
    uint64_t reference_count, reference_documents;
    double per_million, reference_per_million; /* places in a million words */
    double g2;                   /* never below 0 */
    double log_ratio;            /* below 0: rarer here; without a window */
    double log_dice, mi;         /* with a window */
    double p_below;              /* so great a difference is less probable by
                                    chance than this: 0.0001, 0.001, 0.01 or
                                    0.05, for one unit taken alone */
};

/* Zero-initialise; release with cvd_keyness_release(). */
struct cvd_keyness {
    struct cvd_result found;     /* query, total (exact), warnings; no hits */
    struct cvd_buf against;      /* that query as understood; empty: none */
    enum cvd_key_length length;  /* what was asked */
    enum cvd_key_sort sort;
    unsigned min_documents, around;
    bool under;
    uint64_t words;              /* of the documents, or in the windows */
    uint64_t places;             /* of the words of the query; of a window */
    uint64_t reference_documents, reference_words;
    uint64_t found_units;        /* that could be told */
    struct cvd_key_unit *list;   /* the page asked for */
    size_t count;
    bool complete;               /* else something was not counted, so that a
                                    unit may be missing or its figures low */
    struct cvd_strings *strings;
};

/* Whether a request is one, but for what cvd_search() looks at.
 *   CVD_EUSAGE  a limit, window or number of documents over its maximum, a
 *               sort that the question has not, a window against others or
 *               under */
enum cvd_status cvd_keyness_check(const struct cvd_keyness_request *r,
                                  struct cvd_err *err);

/* Count and compare.
 * G2 is the log-likelihood ratio (Dunning, "Accurate methods for the
 * statistics of surprise and coincidence", 1993): of documents as Rayson and
 * Garside, "Comparing corpora using frequency profiling", 2000, have it; of a
 * window from all four cells of the table window or not, unit or not (Evert,
 * "Corpora and collocations", 2008).  Log ratio: Hardie, 2014.  logDice:
 * Rychlý, "A lexicographer-friendly association score", 2008.  MI: Church,
 * Hanks, 1990, with the places that the windows have.
 *   as cvd_keyness_check() and cvd_search() */
enum cvd_status cvd_keyness(struct cvd_searcher *s,
                            const struct cvd_keyness_request *r,
                            struct cvd_keyness *out, struct cvd_err *err);
void cvd_keyness_release(struct cvd_keyness *k);

/* The names, by number; each ends in NULL. */
extern const char *const cvd_key_lengths[], *const cvd_key_sorts[];

/* Append {"query", "against", "around", "units", "sort", "under",
 * "min_documents", "total", "words", "places", "reference_documents",
 * "reference_words", "found", "complete", "list": [{"text", "words", "count",
 * "documents", ...}], "suggestion", "warnings", "index"}; one of the list,
 * with a window or without; what was asked, as cvd_about_form has it in
 * `more`.  CVD_ENOMEM. */
enum cvd_status cvd_keyness_json(const struct cvd_keyness *k,
                                 struct cvd_buf *out);
enum cvd_status cvd_key_unit_json(const struct cvd_key_unit *u, bool window,
                                  struct cvd_buf *out);
enum cvd_status cvd_keyness_about(const struct cvd_keyness *k,
                                  struct cvd_buf *out);

#ifdef __cplusplus
}
#endif
#endif
