/* keyness_scores.c - see keyness_scores.h. */
#include "search/keyness_scores.h"

#include <math.h>
#include <stddef.h>

/* x ln(x / expected); 0 of nothing. */
static double term(double x, double expected)
{
    return x > 0 ? x * log(x / expected) : 0;
}

/* Where all is as expected, rounding may leave a little less than nothing. */
static double not_below_zero(double x)
{
    return x > 0 ? x : 0;
}

double cvd_score_g2(double a, double b, double c, double d)
{
    double e1 = c * (a + b) / (c + d), e2 = d * (a + b) / (c + d);

    return not_below_zero(2 * (term(a, e1) + term(b, e2)));
}

double cvd_score_g2_table(double both, double row, double column, double all)
{
    double sum = 0;
    const double rows[] = { row, all - row };
    const double columns[] = { column, all - column };
    const double cells[2][2] = {
        { both, row - both },
        { column - both, all - row - column + both },
    };

    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++)
            sum += term(cells[i][j], rows[i] * columns[j] / all);
    return not_below_zero(2 * sum);
}

double cvd_score_log_ratio(double a, double b, double c, double d)
{
    const double none = 0.5;

    a = a > 0 ? a : none;
    b = b > 0 ? b : none;
    return log2(a / c / (b / d));
}

double cvd_score_log_dice(double both, double one, double other)
{
    return 14 + log2(2 * both / (one + other));
}

double cvd_score_mi(double both, double row, double column, double all)
{
    return log2(both * all / (row * column));
}

double cvd_score_p(double g2)
{
    static const struct { double g2, p; } steps[] = {
        { CVD_G2_0001, 0.0001 }, { CVD_G2_001, 0.001 },
        { CVD_G2_01, 0.01 }, { CVD_G2_05, 0.05 },
    };

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (g2 >= steps[i].g2)
            return steps[i].p;
    return 1;
}
