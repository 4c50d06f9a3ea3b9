/* ranking.h - what ranking is made of, as figures.  Internal to search/ and
 * to bench/, which turns them one by one to say what each brings:
 * docs/quality.md. */
#ifndef CVD_SEARCH_RANKING_H
#define CVD_SEARCH_RANKING_H

struct cvd_ranking {
    double pair;        /* two words typed side by side found side by side,
                           a word being 1 */
    double pair_share;  /* of the rarest of the two words' rarity taken off
                           the pair's: they count by themselves */
    double asks;        /* a word that only asks: "như thế nào" */
    double defines;     /* "X là" where the question is what X is */
    double typed;       /* more for kĩ than for kỹ where that was typed */
    double sure;        /* from this on, 0 to 1, the spelling that a word
                           typed without marks most likely has is the one
                           that weighs; above 1: all do */
    double named;       /* fitting one thing that the words name */
    double abbreviation, spelling, domain; /* a form that stands for words
                           typed, these being 1 */
};

extern const struct cvd_ranking cvd_ranking_default;

#endif
