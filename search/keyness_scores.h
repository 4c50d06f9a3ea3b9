/* keyness_scores.h - how much more often something comes here than there.
 * Internal to search/.
 *
 * All are of counts that fit: no more places than words, both numbers of words
 * greater than 0. */
#ifndef CVD_SEARCH_KEYNESS_SCORES_H
#define CVD_SEARCH_KEYNESS_SCORES_H

/* Log-likelihood of two corpora, a of c words and b of d words: Rayson,
 * Garside, "Comparing corpora using frequency profiling", 2000, and
 * https://ucrel.lancs.ac.uk/llwizard.html. */
double cvd_score_g2(double a, double b, double c, double d);

/* Log-likelihood of the table of four (Dunning 1993, 4.2): both, one of
 * `row`, one of `column`, of `all`. */
double cvd_score_g2_table(double both, double row, double column,
                          double all);

/* The binary logarithm of the ratio of a in c words to b in d words, none
 * taken as a half: Hardie, "Log ratio", 2014. */
double cvd_score_log_ratio(double a, double b, double c, double d);

/* 14 + log2 of Dice's coefficient: Rychlý 2008. */
double cvd_score_log_dice(double both, double one, double other);

/* The binary logarithm of observed to expected: Church, Hanks, "Word
 * association norms, mutual information, and lexicography", 1990. */
double cvd_score_mi(double both, double row, double column, double all);

/* Critical values of chi square with one degree of freedom. */
#define CVD_G2_05 3.84
#define CVD_G2_01 6.63
#define CVD_G2_001 10.83
#define CVD_G2_0001 15.13

/* Below which of 0.0001, 0.001, 0.01, 0.05 the probability of g2 is; 1: of
 * none. */
double cvd_score_p(double g2);

#endif
