/* facts.c - what is known of a document that is cited, as people read it. */
#include "cvdsearch/cli.h"

#include <stdio.h>

enum {
    INDENT = 2, BELOW = 4,
    GROUP = 3,        /* figures of a number between dots */
    FIGURES_MAX = 352 /* of the greatest double, and some behind the comma */
};

/* `whole` figures, and what may be behind them, as C prints them. */
static void put_grouped(const char *figures, int whole)
{
    for (int i = 0; figures[i]; i++) {
        if (i > 0 && i < whole && (whole - i) % GROUP == 0 &&
            figures[i - 1] != '-')
            out_char('.');
        out_char(figures[i] == '.' ? ',' : figures[i]);
    }
}

void cli_put_count(uint64_t n)
{
    char figures[32];
    int len = snprintf(figures, sizeof figures, "%llu",
                       (unsigned long long)n);

    put_grouped(figures, len);
}

void cli_put_figure(double v, int digits, int width)
{
    char figures[FIGURES_MAX];
    int len = snprintf(figures, sizeof figures, "%.*f", digits, v);
    int whole = digits ? len - digits - 1 : len;
    int sign = figures[0] == '-';
    int dots = (whole - sign - 1) / GROUP;

    out_char(' ');
    for (int i = len + dots + 1; i < width; i++)
        out_char(' ');
    put_grouped(figures, whole);
}

enum cvd_status cli_put_facts(const struct terminal *t,
                              const struct cvd_str *facts, size_t count)
{
    enum cvd_status st = CVD_OK;
    bool first = true;

    for (size_t i = 0; i < count && st == CVD_OK; i++) {
        if (!facts[i].len)
            continue;
        if (!first) {
            terminal_style(t, STYLE_DIM);
            out_text(" · ");
            terminal_style(t, STYLE_PLAIN);
        }
        first = false;
        st = terminal_put(facts[i], SPACE_ONE_LINE);
    }
    return st;
}

/* A document of the archive: its id, and its title behind it. */
static enum cvd_status put_held(const struct terminal *t,
                                const char *what, const struct cvd_held *h)
{
    const struct cvd_str facts[] = { h->id, h->title };

    out_printf("%*s", BELOW, "");
    terminal_style(t, STYLE_DIM);
    out_printf("%s: ", what);
    terminal_style(t, STYLE_PLAIN);
    enum cvd_status st = cli_put_facts(t, facts, 2);
    out_char('\n');
    return st;
}

static struct cvd_str type_label(const char *type)
{
    return cvd_value_label(CVD_F_TYPE, cvd_str_from(type));
}

enum cvd_status cli_put_citation(const struct terminal *t,
                                 const struct cvd_citations *c, size_t i)
{
    const struct cvd_citation *one = &c->list[i];
    const struct cvd_str facts[] = {
        one->number.len ? one->number : one->symbol,
        type_label(one->type), one->date, one->issuer
    };

    out_printf("%*s", INDENT, "");
    enum cvd_status st = cli_put_facts(t, facts,
                                       sizeof facts / sizeof *facts);
    out_char('\n');
    for (size_t k = 0; k < one->held_count && st == CVD_OK; k++)
        st = put_held(t, cvd_resolution_label(one->resolution),
                      &c->held[one->first_held + k]);
    return st;
}

enum cvd_status cli_put_cited(const struct terminal *t,
                              const struct cvd_cited *c)
{
    const struct cvd_str facts[] = {
        c->number, type_label(c->type), c->date, c->issuer,
        cvd_value_label(CVD_F_PROVINCE, c->province)
    };
    enum cvd_status st;

    terminal_style(t, STYLE_TITLE);
    st = cli_put_facts(t, facts, 1);
    terminal_style(t, STYLE_PLAIN);
    for (size_t i = 1; i < sizeof facts / sizeof *facts && st == CVD_OK;
         i++) {
        if (!facts[i].len)
            continue;
        out_text(" · ");
        st = terminal_put(facts[i], SPACE_ONE_LINE);
    }
    out_char('\n');
    if (st == CVD_OK && c->title.len) {
        out_printf("%*s", INDENT, "");
        st = terminal_put(c->title, SPACE_ONE_LINE);
        out_char('\n');
    }
    return st;
}
