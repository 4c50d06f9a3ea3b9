/* Lines over time as a picture: axes, text, what is drawn and what is not. */
#include "tests/unit/support.h"

#include "search/chart.h"
#include "search/chart_text.h"

#include <math.h>

/* ---- axes ------------------------------------------------------------ */

static const struct {
    double most;
    bool whole;
    double step, top;
    int digits;
} scales[] = {
    { 0, true, 1, 1, 0 },
    { 1, true, 1, 1, 0 },
    { 1, false, 0.2, 1, 1 },
    { 3, true, 1, 3, 0 },
    { 6, true, 1, 6, 0 },
    { 7, true, 2, 8, 0 },
    { 42, true, 10, 50, 0 },
    { 249, true, 50, 250, 0 },
    { 250, true, 50, 250, 0 },
    { 251, true, 50, 300, 0 },
    { 12345678, true, 5000000, 15000000, 0 },
    { 1000, false, 200, 1000, 0 },
    { 0.037, false, 0.01, 0.04, 2 },
    { 0.0004, false, 0.0001, 0.0004, 4 },
};

static void ticks_are_round(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        struct cvd_chart_scale s = cvd_chart_scale(scales[i].most,
                                                   scales[i].whole);
        if (fabs(s.step - scales[i].step) > 1e-9 ||
            fabs(s.top - scales[i].top) > 1e-9 ||
            s.digits != scales[i].digits)
            fail_msg("to %g: step %g, top %g, %d digits", scales[i].most,
                     s.step, s.top, s.digits);
    }
}

static const struct {
    double v;
    int digits;
    const char *want;
} numbers[] = {
    { 0, 0, "0" },           { 999, 0, "999" },
    { 1000, 0, "1.000" },    { 1234567, 0, "1.234.567" },
    { 0.5, 1, "0,5" },       { 1234.25, 2, "1.234,25" },
};

static void numbers_are_vietnamese(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct cvd_buf out = { 0 };
        assert_int_equal(cvd_chart_number(numbers[i].v, numbers[i].digits,
                                          &out),
                         CVD_OK);
        assert_string_equal(out.ptr, numbers[i].want);
        cvd_buf_release(&out);
    }
}

static const struct {
    int of_year, span, room, want;
} steps[] = {
    { 12, 10, 12, 1 },   { 12, 30, 12, 3 },    { 12, 60, 12, 6 },
    { 12, 100, 12, 12 }, { 12, 300, 12, 60 },  { 12, 240000, 12, 24000 },
    { 4, 10, 12, 1 },    { 4, 30, 12, 4 },     { 4, 100, 12, 20 },
    { 1, 10, 12, 1 },    { 1, 13, 12, 2 },     { 1, 2000, 12, 200 },
    { 1, 1, 12, 1 },
};

static void times_leave_room(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        assert_int_equal(cvd_chart_time_step(steps[i].of_year, steps[i].span,
                                             steps[i].room),
                         steps[i].want);
}

/* ---- text ------------------------------------------------------------ */

static void lines_break_at_blanks(void **state)
{
    struct cvd_str rest, line;

    (void)state;
    line = cvd_text_line(cvd_str_from("một hai ba"), 10, 45, &rest);
    assert_true(cvd_str_equal(line, cvd_str_from("một hai")));
    assert_true(cvd_str_equal(rest, cvd_str_from("ba")));
    line = cvd_text_line(cvd_str_from("nghiêng"), 10, 20, &rest);
    assert_true(line.len > 0 && line.len + rest.len == strlen("nghiêng"));
    line = cvd_text_line(cvd_str_from("ệ"), 10, 0, &rest);
    assert_int_equal(line.len, strlen("ệ"));
    assert_int_equal(rest.len, 0);
}

static void what_is_too_wide_is_shortened(void **state)
{
    struct cvd_buf out = { 0 };
    struct cvd_str name = cvd_str_from("Ủy ban nhân dân tỉnh Thái Nguyên");

    (void)state;
    for (double width = 30; width < 300; width += 7) {
        cvd_buf_clear(&out);
        assert_int_equal(cvd_text_fit(name, 13, width, &out), CVD_OK);
        assert_true(cvd_text_width(cvd_buf_str(&out), 13) <= width);
        bool whole = cvd_str_equal(cvd_buf_str(&out), name);
        assert_int_equal(whole, cvd_text_width(name, 13) <= width);
    }
    cvd_buf_release(&out);
}

/* ---- the picture ----------------------------------------------------- */

enum { POINTS = 6 };
static const int at[POINTS] = { 2000, 2001, 2002, 2004, 2005, 2006 };

static struct cvd_chart chart(const struct cvd_chart_line *lines, size_t n)
{
    return (struct cvd_chart){
        .title = cvd_str_from("a & <b>"), .values_label = cvd_str_from("v"),
        .empty = cvd_str_from("nothing"), .desc = cvd_str_from("d"),
        .metadata = cvd_str_from("{\"q\":\"<\"}"), .whole_values = true,
        .at = at, .points = n ? POINTS : 0, .periods_of_year = 1,
        .lines = lines, .line_count = n,
    };
}

static size_t times(const char *text, const char *what)
{
    size_t n = 0;

    for (; (text = strstr(text, what)); text++)
        n++;
    return n;
}

static struct cvd_buf draw(const struct cvd_chart *c)
{
    struct cvd_buf out = { 0 };

    assert_int_equal(cvd_chart_svg(c, &out), CVD_OK);
    return out;
}

/* 2000-2001, then 2002 missing, a gap of time, 2004, and 2005-2006. */
static void lines_break_where_there_is_nothing(void **state)
{
    const double values[] = { 1, 2, NAN, 3, 4, 0 };
    const struct cvd_chart_line line = { cvd_str_from("l"), false, values };
    struct cvd_chart c = chart(&line, 1);
    struct cvd_buf out = draw(&c);
    const char *path = strstr(out.ptr, "fill=\"none\"");

    (void)state;
    assert_non_null(path);
    while (*path != '<')
        path--;
    struct cvd_str d = { path, strcspn(path, ">") };
    size_t moves = 0, drawn = 0;
    for (size_t i = 0; i < d.len; i++) {
        moves += d.ptr[i] == 'M';
        drawn += d.ptr[i] == 'L';
    }
    assert_int_equal(moves, 2);
    assert_int_equal(drawn, 3);
    assert_null(strstr(out.ptr, "nan"));
    cvd_buf_release(&out);
}

static void text_is_escaped(void **state)
{
    struct cvd_chart c = chart(NULL, 0);
    struct cvd_buf out = draw(&c);

    (void)state;
    assert_non_null(strstr(out.ptr, "<title>a &amp; &lt;b&gt;</title>"));
    assert_non_null(strstr(out.ptr, "<metadata>{&quot;q&quot;:&quot;&lt;"));
    assert_non_null(strstr(out.ptr, ">nothing</text>"));
    assert_null(strstr(out.ptr, "<b>"));
    cvd_buf_release(&out);
}

/* Every line of twelve looks like no other: colour, dash and mark. */
static void no_two_lines_look_alike(void **state)
{
    const double values[POINTS] = { 1, 1, 1, 1, 1, 1 };
    struct cvd_chart_line lines[CVD_CHART_LINES_MAX];
    char looks[CVD_CHART_LINES_MAX][256];
    size_t n = 0;

    (void)state;
    for (size_t i = 0; i < CVD_CHART_LINES_MAX; i++)
        lines[i] = (struct cvd_chart_line){ cvd_str_from("name"),
                                            i >= CVD_CHART_LINES_MAX - 2,
                                            values };
    struct cvd_chart c = chart(lines, CVD_CHART_LINES_MAX);
    struct cvd_buf out = draw(&c);
    /* Samples in the legend: a line, then a group with its mark. */
    for (const char *s = out.ptr; (s = strstr(s, "h36\"")); s++) {
        const char *group = strstr(s, "<g fill="), *mark, *end;
        mark = strstr(group, "m");
        end = strstr(mark, "\"/>");
        size_t line = strcspn(s, ">"), fill = strcspn(group, ">");
        (void)snprintf(looks[n], sizeof looks[n], "%.*s%.*s%.*s", (int)line,
                       s, (int)fill, group, (int)(end - mark), mark);
        for (size_t i = 0; i < n; i++)
            assert_string_not_equal(looks[i], looks[n]);
        n++;
    }
    assert_int_equal(n, CVD_CHART_LINES_MAX);
    /* A title for each line and each label, and that of the picture. */
    assert_int_equal(times(out.ptr, "<title>"), 2 * CVD_CHART_LINES_MAX + 1);
    cvd_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_are_round),
        cmocka_unit_test(numbers_are_vietnamese),
        cmocka_unit_test(times_leave_room),
        cmocka_unit_test(lines_break_at_blanks),
        cmocka_unit_test(what_is_too_wide_is_shortened),
        cmocka_unit_test(lines_break_where_there_is_nothing),
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(no_two_lines_look_alike),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
