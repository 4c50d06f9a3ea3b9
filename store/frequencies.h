/* frequencies.h - how often words, and words side by side, stand in some
 * documents, beside how often they do in others.
 *
 * Counted is the text as the index has it: every word once for each place
 * where it stands, with a title that was given and does not begin the text.
 * That a title weighs more in ranking does not show here.  Two words are side
 * by side as in a phrase that is searched for: what punctuation stands between
 * them does not matter. */
#ifndef CVD_STORE_FREQUENCIES_H
#define CVD_STORE_FREQUENCIES_H

#include "store/store.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    /* Pairs counted at once: 64 MB.  The 26 million words of a hundred
     * thousand letters have 300,000 different ones. */
    CVD_FREQUENCY_PAIRS_MAX = 1 << 20,
    /* Pairs told of: what is counted in the other documents too should fit a
     * processor's second cache. */
    CVD_FREQUENCY_PAIRS_TOLD = 1 << 15,
    CVD_FREQUENCY_WINDOW_MAX = 50
};

/* Words that stand side by side; one slot: a word. */
struct cvd_place_words {
    const struct cvd_slot *slots;
    size_t count;
};

/* What to count.  Everything is borrowed for the call. */
struct cvd_counting {
    const struct cvd_docset *of;    /* the documents asked about */
    const struct cvd_docset *with;  /* those they are compared with */
    bool words, pairs;              /* units of one word, of two */
    uint32_t min_documents;         /* a unit in fewer of `of` is not told */
    /* If `window` is not 0: of `of` only what stands at most so many words
     * before or behind a place of one of these, on its side of a given title.
     * Where two places are near, a word belongs to the nearer one, to the
     * first of equals; words of a place are not counted. */
    const struct cvd_place_words *places;
    size_t place_count;
    unsigned window;                /* to CVD_FREQUENCY_WINDOW_MAX */
};

enum { CVD_OF, CVD_WITH, CVD_SIDES };

struct cvd_frequency {
    struct cvd_str first, second;   /* as the analyzer spells them; second
                                       empty: one word */
    uint64_t count[CVD_SIDES];
    uint64_t left;                  /* of count[CVD_OF]: before a place */
    uint32_t documents[CVD_SIDES];  /* in so many of them */
};

/* Zero-initialise; release with cvd_frequencies_release(). */
struct cvd_frequencies {
    struct cvd_frequency *list;     /* those of `of`, in no order */
    size_t count;
    uint64_t words[CVD_SIDES];      /* all places counted */
    uint64_t documents[CVD_SIDES];  /* looked at */
    uint64_t places;                /* found, with a window */
    uint64_t pairs_cut;             /* a pair that stands more often in `of` is
                                       told; 0: every one is.  What is told is
                                       counted in full either way */
    bool late;                      /* not all documents were looked at */
    struct cvd_frequency_names *names;
};

/* Count.  The documents of `of` are read within half of the time that is left
 * by the store's clock, those of `with` in the rest.  A thousand million words
 * take some seconds.  Memory: CVD_FREQUENCY_PAIRS_MAX, and 60 bytes for each
 * different word of `of`.
 *   CVD_ENOMEM */
enum cvd_status cvd_store_frequencies(struct cvd_store *s,
                                      const struct cvd_counting *q,
                                      struct cvd_frequencies *out,
                                      struct cvd_err *err);
void cvd_frequencies_release(struct cvd_frequencies *f);

/* Take out of `d` the documents of `other`, which is of the same store. */
void cvd_docset_less(struct cvd_docset *d, const struct cvd_docset *other);

#ifdef __cplusplus
}
#endif
#endif
