/* slips.h - the words a typed word may be a slip of.  Internal to search/. */
#ifndef CVD_SEARCH_SLIPS_H
#define CVD_SEARCH_SLIPS_H

#include "store/store.h"

enum { CVD_SLIPS_MAX = 20 };

struct cvd_slip {
    struct cvd_word word;    /* of the index; borrows from the store */
    uint32_t documents;
    double cost;             /* of the slip, in wrong letters */
};

struct cvd_slips {
    struct cvd_slip list[CVD_SLIPS_MAX]; /* in no order */
    size_t count;
};

/* How a word was typed. */
struct cvd_slip_typed {
    struct cvd_word word;
    bool bare;      /* where nobody typed marks: one missing costs nothing */
    bool known;     /* the index has it: only other marks and the letters
                       people confuse are looked for, else other letters,
                       letters missing, added or swapped as well */
};

/* Replace *out by the words of the index that `typed` may be, the likeliest
 * CVD_SLIPS_MAX of them, itself not among them.  At most one wrong letter, two
 * in a word of seven or more.  A wrong mark is half a letter; hỏi for ngã,
 * and a letter for one it sounds like (s x, l n, i y, d gi r, tr ch), are
 * less than others.
 *   CVD_ENOMEM */
enum cvd_status cvd_slips_find(const struct cvd_store *s,
                               const struct cvd_slip_typed *typed,
                               struct cvd_slips *out);

/* How likely a slip of `cost` is, beside none at all. */
double cvd_slip_chance(double cost);

/* The cost of the slip that makes `have` what was typed; CVD_SLIP_NEVER where
 * it is too far. */
#define CVD_SLIP_NEVER 9.0
double cvd_slip_cost(const struct cvd_slip_typed *typed,
                     const struct cvd_word *have);

#endif
