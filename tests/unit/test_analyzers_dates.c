/* test_analyzers_dates.c - dates, periods and feasts.
 *
 * Tests may include everything of the layer they test. */
#include "tests/unit/entities_support.h"

static const struct {
    const char *text, *date, *span; /* date NULL: none */
    bool query;
} date_cases[] = {
    { "ngày 25 tháng 10 năm 2021", "2021-10-25",
      "ngày 25 tháng 10 năm 2021", false },
    { "NGÀY 05 THÁNG 6 NĂM 2026", "2026-06-05",
      "NGÀY 05 THÁNG 6 NĂM 2026", false },
    { "ngày 25 tháng 10\nnăm 2021", "2021-10-25",
      "ngày 25 tháng 10\nnăm 2021", false },
    { "Lâm Đồng, ngày 12            tháng 3 năm 2025.", "2025-03-12",
      "ngày 12            tháng 3 năm 2025", false },
    { "ngày\u00A010 tháng\u00A03 năm\u00A02020", "2020-03-10",
      "ngày\u00A010 tháng\u00A03 năm\u00A02020", false },
    { "25 tháng 10 năm 2021", "2021-10-25", "25 tháng 10 năm 2021",
      false },
    { "ngày 25/10/2021", "2021-10-25", "25/10/2021", false },
    { "25-10-2021", "2021-10-25", "25-10-2021", false },
    { "25.10.2021", "2021-10-25", "25.10.2021", false },
    { "25 / 10 / 2021", "2021-10-25", "25 / 10 / 2021", false },
    { "ngày18/02/2025", "2025-02-18", "18/02/2025", false },
    { "tháng 8 năm 2023", "2023-08", "tháng 8 năm 2023", false },
    { "tháng 11/2024", "2024-11", "tháng 11/2024", false },
    { "ngày     tháng 8 năm 2023", "2023-08", "ngày     tháng 8 năm 2023",
      false },
    { "ngày tháng 8 năm 2023", "2023-08", "ngày tháng 8 năm 2023", false },
    { "ngày ... tháng 5 năm 2022", "2022-05", "ngày ... tháng 5 năm 2022",
      false },
    { "ngày … tháng … năm 2023", "2023", "ngày … tháng … năm 2023",
      false },
    { "ngày   /9/2025", "2025-09", "ngày   /9/2025", false },
    { "ngày 03 tháng tư năm 2018", "2018-04-03",
      "ngày 03 tháng tư năm 2018", false },
    { "tháng năm năm 2018", "2018-05", "tháng năm năm 2018", false },
    { "tháng mười hai năm 2018", "2018-12", "tháng mười hai năm 2018",
      false },
    { "ngày mười lăm tháng tám năm hai nghìn không trăm hai mươi ba",
      "2023-08-15",
      "ngày mười lăm tháng tám năm hai nghìn không trăm hai mươi ba", false },
    { "Ngày hai mươi mốt tháng 3 năm Một nghìn chín trăm bảy mươi lăm tại",
      "1975-03-21",
      "Ngày hai mươi mốt tháng 3 năm Một nghìn chín trăm bảy mươi lăm",
      false },
    { "NGÀY BA MƯƠI THÁNG TƯ NĂM HAI NGÀN LẺ NĂM", "2005-04-30",
      "NGÀY BA MƯƠI THÁNG TƯ NĂM HAI NGÀN LẺ NĂM", false },
    { "ngày mồng 3 tháng 2 năm 2023", "2023-02-03",
      "ngày mồng 3 tháng 2 năm 2023", false },
    { "ngày mùng hai tháng 9 năm 1945", "1945-09-02",
      "ngày mùng hai tháng 9 năm 1945", false },
    { "tháng tám năm hai nghìn", "2000-08", "tháng tám năm hai nghìn",
      false },
    { "29/02/2024", "2024-02-29", "29/02/2024", false },
    { "ngay 25 thang 10 nam 2021", "2021-10-25",
      "ngay 25 thang 10 nam 2021", true },
    { "ngay 25 thang 10 nam 2021", NULL, NULL, false },
    /* as scanners read it */
    { "ngày 06 thảng 12 năm 2011", "2011-12-06", "ngày 06 thảng 12 năm 2011",
      false },
    { "ngày 03 thánq 3 nãm 2026", "2026-03-03", "ngày 03 thánq 3 nãm 2026",
      false },
    { "ngày 14 th áng 07 nâm 2006", "2006-07-14", "ngày 14 th áng 07 nâm 2006",
      false },
    { "ngàỵ 06 tháng 12 năm 2011", "2011-12-06", "06 tháng 12 năm 2011",
      false },
    { "thảng 12 năm 2011", NULL, NULL, false },
    { "ngày 06 thang 12 năm 2011", NULL, NULL, false },
    /* broken over lines and pages */
    { "ngày 14 tháng 07 năm\n2006", "2006-07-14", "ngày 14 tháng 07 năm\n2006",
      false },
    { "06 tháng 12 năm\n\f 2021", "2021-12-06", "06 tháng 12 năm\n\f 2021",
      false },
    { "ngày 06-12-\n2021", "2021-12-06", "06-12-\n2021", false },
    { "30.8.\n2017", NULL, NULL, false },
    /* the year in the next row of a table's column */
    { "|Hương Khê, ngày 14 tháng 07 năm    |\n|2006   |", "2006-07-14",
      "ngày 14 tháng 07 năm", false },
    { "|Số  |x, ngày 14 tháng 07 năm |\n|2005 | 2006 |", "2006-07-14",
      "ngày 14 tháng 07 năm", false },
    { "|x, ngày 14 tháng 07 năm |\n|V/v | 2006 |", "--07-14",
      "ngày 14 tháng 07", false },
    { "ngày 14 tháng 07 năm |\n|2006 |", "--07-14", "ngày 14 tháng 07",
      false },
    /* a day that cannot be leaves the month it names */
    { "ngày 32 tháng 12 năm 2024", "2024-12", "tháng 12 năm 2024", false },
    /* none */
    { "29/02/2023", NULL, NULL, false },
    { "31/02/2024", NULL, NULL, false },
    { "00/10/2021", NULL, NULL, false },
    { "25/13/2021", NULL, NULL, false },
    { "25/10-2021", NULL, NULL, false },
    { "25/10/21", NULL, NULL, false },
    { "25/10/20211", NULL, NULL, false },
    { "1.25.10.2021", NULL, NULL, false },
    { "25.10.2021.7", NULL, NULL, false },
    { "24/7", NULL, NULL, false },
    { "mục 11/2024", NULL, NULL, false },
    { "1 - 2 - 2021", NULL, NULL, false },
    { "gọi 2021-2025", NULL, NULL, false },
    { "6 tháng đầu năm", NULL, NULL, false },
    { "tháng năm 2023", NULL, NULL, false },
    { "trong năm 2023", NULL, NULL, false },
    { "ngày ba mươi hai tháng ba năm hai nghìn", "2000-03",
      "tháng ba năm hai nghìn", false },
    { "tháng ba năm mười", NULL, NULL, false },
    { "tháng 8 năm nghìn", NULL, NULL, false },
    { "tháng 8 năm chín mươi chín nghìn", NULL, NULL, false },
    { "ngày nay, tháng này", NULL, NULL, false },
};

static void dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof date_cases / sizeof *date_cases; i++) {
        const char *text = date_cases[i].text;
        char iso[CVD_DATE_MAX] = "none";

        find(text, date_cases[i].query);
        if (found.date_count != (date_cases[i].date ? 1u : 0u))
            fail_msg("%s: %zu dates", text, found.date_count);
        if (!date_cases[i].date)
            continue;
        cvd_date_format(&found.dates[0], iso);
        if (strcmp(iso, date_cases[i].date) != 0 ||
            !spans(text, found.dates[0].start, found.dates[0].end,
                   date_cases[i].span))
            fail_msg("%s: %s at '%.*s'", text, iso,
                     (int)(found.dates[0].end - found.dates[0].start),
                     text + found.dates[0].start);
    }
}

/* Dates without year, periods, and what the text says of them. */
static const struct {
    const char *text, *date, *span; /* date NULL: none */
    enum cvd_date_relation relation;
    bool bare;
} when_cases[] = {
    /* all there is */
    { "02-9", "--09-02", "02-9", CVD_DATE_ON, true },
    { "30/4.", "--04-30", "30/4", CVD_DATE_ON, true },
    { "11/2024", "2024-11", "11/2024", CVD_DATE_ON, true },
    { "2021-2025", "2021/2025", "2021-2025", CVD_DATE_RANGE, false },
    { "năm 2023", "2023", "năm 2023", CVD_DATE_ON, false },
    { "1/2", NULL, NULL, CVD_DATE_ON, false },
    { "3.2", NULL, NULL, CVD_DATE_ON, false },
    { "30/2", NULL, NULL, CVD_DATE_ON, false },
    { "24/24", NULL, NULL, CVD_DATE_ON, false },
    /* by the words before */
    { "Ngày: 23/6", "--06-23", "23/6", CVD_DATE_ON, false },
    { "trực ngày 24/7 và", "--07-24", "24/7", CVD_DATE_ON, false },
    { "trực 24/7 và", NULL, NULL, CVD_DATE_ON, false },
    { "nghỉ lễ 30/4 cùng", "--04-30", "30/4", CVD_DATE_ON, true },
    { "dịp Quốc khánh 2-9 này", "--09-02", "2-9", CVD_DATE_ON, true },
    { "ngày 02 tháng 9 hằng năm", "--09-02", "ngày 02 tháng 9", CVD_DATE_ON,
      false },
    { "ngày mười tháng ba", "--03-10", "ngày mười tháng ba", CVD_DATE_ON,
      false },
    { "mùng 5 tháng 5", "--05-05", "mùng 5 tháng 5", CVD_DATE_ON, false },
    { "ngày 29/02", "--02-29", "29/02", CVD_DATE_ON, false },
    { "ngày 15/8 năm 2023", "2023-08-15", "15/8 năm 2023", CVD_DATE_ON,
      false },
    { "mồng 10 tháng 3 âm lịch", NULL, NULL, CVD_DATE_ON, false },
    { "ngày 10/3 (âm lịch)", NULL, NULL, CVD_DATE_ON, false },
    { "mỗi ngày 1-2 lần", NULL, NULL, CVD_DATE_ON, false },
    { "đạt 3/5 chỉ tiêu", NULL, NULL, CVD_DATE_ON, false },
    { "không quá 3/2 khối lượng", NULL, NULL, CVD_DATE_ON, false },
    { "chính xác đến 1/10 giây", NULL, NULL, CVD_DATE_ON, false },
    { "bản đồ từ 1/2000 trở lên", NULL, NULL, CVD_DATE_ON, false },
    { "thị lực từ 19/10 trở lên", NULL, NULL, CVD_DATE_ON, false },
    { "từ 2.1 đến 2.4", NULL, NULL, CVD_DATE_ON, false },
    { "từ 6/10 đến 8/10 điểm", NULL, NULL, CVD_DATE_ON, false },
    { "số 15/8/QĐ", NULL, NULL, CVD_DATE_ON, false },
    /* what is said of it */
    { "chậm nhất là ngày 25/11/2024", "2024-11-25", "25/11/2024",
      CVD_DATE_BEFORE, false },
    { "muộn nhất đến ngày 25 tháng 11 năm 2024", "2024-11-25",
      "ngày 25 tháng 11 năm 2024", CVD_DATE_BEFORE, false },
    { "không muộn hơn ngày 25/11/2024", "2024-11-25", "25/11/2024",
      CVD_DATE_BEFORE, false },
    { "không quá ngày 30/6/2024", "2024-06-30", "30/6/2024",
      CVD_DATE_BEFORE, false },
    { "quá ngày 30/6/2024", "2024-06-30", "30/6/2024", CVD_DATE_AFTER,
      false },
    { "trước 17h00, ngày 25/11/2024", "2024-11-25", "25/11/2024",
      CVD_DATE_BEFORE, false },
    { "TRƯỚC NGÀY 30/6", "--06-30", "30/6", CVD_DATE_BEFORE, false },
    { "xong trước 15/11 để", "--11-15", "15/11", CVD_DATE_BEFORE, true },
    { "đến hết tháng 12/2024", "2024-12", "tháng 12/2024", CVD_DATE_UNTIL,
      false },
    { "kể từ ngày 01/7/2024", "2024-07-01", "01/7/2024", CVD_DATE_FROM,
      false },
    { "sau ngày 10/3/2020", "2020-03-10", "10/3/2020", CVD_DATE_AFTER,
      false },
    { "ĐẾN Ngày: 23/6", "--06-23", "23/6", CVD_DATE_ON, false },
    { "năm trước đến ngày 31/5/2024", "2024-05-31", "31/5/2024",
      CVD_DATE_UNTIL, false },
    { "định kỳ hằng năm trước ngày 15/12", "--12-15", "15/12",
      CVD_DATE_BEFORE, false },
    { "lúc 2023-08-09 có", "2023-08-09", "2023-08-09", CVD_DATE_ON, false },
    /* from one end to the other */
    { "từ ngày 10/3 đến ngày 30/9/2020", "2020-03-10/2020-09-30",
      "10/3 đến ngày 30/9/2020", CVD_DATE_RANGE, false },
    { "từ ngày 10/3 đến ngày 30/9", "--03-10/--09-30",
      "10/3 đến ngày 30/9", CVD_DATE_RANGE, false },
    { "từ ngày 01 đến hết 15/12/2024", "2024-12-01/2024-12-15",
      "01 đến hết 15/12/2024", CVD_DATE_RANGE, false },
    { "từ ngày 15/12 đến ngày 15/01/2025", "2024-12-15/2025-01-15",
      "15/12 đến ngày 15/01/2025", CVD_DATE_RANGE, false },
    { "từ ngày 15/12/2024 đến ngày 15/01", "2024-12-15/2025-01-15",
      "15/12/2024 đến ngày 15/01", CVD_DATE_RANGE, false },
    { "từ 24/11-01/12/2024", "2024-11-24/2024-12-01", "24/11-01/12/2024",
      CVD_DATE_RANGE, false },
    { "ngày 05-06/12/2024", "2024-12-05/2024-12-06", "05-06/12/2024",
      CVD_DATE_RANGE, false },
    { "từ ngày 01 tháng 3 đến ngày 30 tháng 9 năm 2020",
      "2020-03-01/2020-09-30",
      "ngày 01 tháng 3 đến ngày 30 tháng 9 năm 2020", CVD_DATE_RANGE,
      false },
    { "tháng 11 và tháng 12 năm 2024", "2024-11/2024-12",
      "tháng 11 và tháng 12 năm 2024", CVD_DATE_RANGE, false },
    { "tháng 10, 11 và 12/2024", "2024-10/2024-12",
      "tháng 10, 11 và 12/2024", CVD_DATE_RANGE, false },
    { "từ tháng 11/2023 đến tháng 02/2024", "2023-11/2024-02",
      "tháng 11/2023 đến tháng 02/2024", CVD_DATE_RANGE, false },
    { "từ tháng chín đến tháng mười hai năm 2024", "2024-09/2024-12",
      "tháng chín đến tháng mười hai năm 2024", CVD_DATE_RANGE, false },
    { "giai đoạn 2021 – 2025,", "2021/2025", "2021 – 2025", CVD_DATE_RANGE,
      false },
    { "NĂM HỌC 2023-2024", "2023/2024", "2023-2024", CVD_DATE_RANGE,
      false },
    { "từ năm 2021 đến năm 2025", "2021/2025", "2021 đến năm 2025",
      CVD_DATE_RANGE, false },
    { "giai đoạn 2025-2021", NULL, NULL, CVD_DATE_ON, false },
    { "từ ngày 31/02 đến ngày 15/3/2024", "2024-03-15", "15/3/2024",
      CVD_DATE_UNTIL, false },
    { "tổng 2000 - 2050 người", NULL, NULL, CVD_DATE_ON, false },
    /* parts of a year */
    { "quý IV năm 2023", "2023-10/2023-12", "quý IV năm 2023",
      CVD_DATE_QUARTER, false },
    { "QUÝ I/2024", "2024-01/2024-03", "QUÝ I/2024", CVD_DATE_QUARTER,
      false },
    { "quý 2 năm 2024", "2024-04/2024-06", "quý 2 năm 2024",
      CVD_DATE_QUARTER, false },
    { "quý III và quý IV năm 2024", "2024-07/2024-12",
      "quý III và quý IV năm 2024", CVD_DATE_RANGE, false },
    { "trước quý II năm 2024", "2024-04/2024-06", "quý II năm 2024",
      CVD_DATE_BEFORE, false },
    { "quý V năm 2024", NULL, NULL, CVD_DATE_ON, false },
    { "quý I hằng năm", NULL, NULL, CVD_DATE_ON, false },
    { "06 tháng đầu năm 2024", "2024-01/2024-06", "06 tháng đầu năm 2024",
      CVD_DATE_HALF, false },
    { "sáu tháng cuối năm 2024", "2024-07/2024-12",
      "sáu tháng cuối năm 2024", CVD_DATE_HALF, false },
    { "9 tháng đầu năm 2024", "2024-01/2024-09", "9 tháng đầu năm 2024",
      CVD_DATE_HALF, false },
    { "nửa đầu năm 2024", "2024-01/2024-06", "nửa đầu năm 2024",
      CVD_DATE_HALF, false },
    { "định kỳ 06 tháng hoặc đột xuất", NULL, NULL, CVD_DATE_ON, false },
    { "trong 12 tháng, 24 tháng", NULL, NULL, CVD_DATE_ON, false },
    { "hằng tháng, hằng quý", NULL, NULL, CVD_DATE_ON, false },
    /* feasts: Tết of 1985, 2007, 2030 is another day than in China */
    { "Tết Nguyên đán 2024", "2024-02-10", "Tết Nguyên đán 2024",
      CVD_DATE_HOLIDAY, false },
    { "Tết Nguyên Đán năm 2007", "2007-02-17", "Tết Nguyên Đán năm 2007",
      CVD_DATE_HOLIDAY, false },
    { "Tết Ất Sửu 1985", "1985-01-21", "Tết Ất Sửu 1985", CVD_DATE_HOLIDAY,
      false },
    { "TẾT CANH TUẤT 2030", "2030-02-02", "TẾT CANH TUẤT 2030",
      CVD_DATE_HOLIDAY, false },
    { "Tết Nguyên đán Ất Tỵ - 2025", "2025-01-29",
      "Tết Nguyên đán Ất Tỵ - 2025", CVD_DATE_HOLIDAY, false },
    { "mừng Xuân Quý Mão vui", "2023-01-22", "Xuân Quý Mão",
      CVD_DATE_HOLIDAY, false },
    { "Tết Mậu Thân", "1968-01-29", "Tết Mậu Thân", CVD_DATE_HOLIDAY,
      false },
    { "Tết Dương lịch 2025", "2025-01-01", "Tết Dương lịch 2025",
      CVD_DATE_HOLIDAY, false },
    { "Tết Trung thu năm 2023", "2023-09-29", "Tết Trung thu năm 2023",
      CVD_DATE_HOLIDAY, false },
    { "Giỗ Tổ Hùng Vương 2024", "2024-04-18", "Giỗ Tổ Hùng Vương 2024",
      CVD_DATE_HOLIDAY, false },
    { "trước Tết Nguyên đán 2024", "2024-02-10", "Tết Nguyên đán 2024",
      CVD_DATE_BEFORE, false },
    { "Xuân Quý Mão 2022", NULL, NULL, CVD_DATE_ON, false },
    { "Xuân Quý Thìn 2024", NULL, NULL, CVD_DATE_ON, false },
    { "Tết Nguyên đán, 20240", NULL, NULL, CVD_DATE_ON, false },
    { "anh Nguyễn Xuân 2024", NULL, NULL, CVD_DATE_ON, false },
    { "Tết Nguyên đán 1900", NULL, NULL, CVD_DATE_ON, false },
};

static void dates_of_every_kind(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof when_cases / sizeof *when_cases; i++) {
        const char *text = when_cases[i].text;
        char iso[CVD_DATE_MAX];

        find(text, false);
        if (found.date_count != (when_cases[i].date ? 1u : 0u))
            fail_msg("%s: %zu dates", text, found.date_count);
        if (!when_cases[i].date)
            continue;
        const struct cvd_date *d = &found.dates[0];
        cvd_date_format(d, iso);
        if (strcmp(iso, when_cases[i].date) != 0 ||
            d->relation != when_cases[i].relation ||
            d->bare != when_cases[i].bare ||
            !spans(text, d->start, d->end, when_cases[i].span))
            fail_msg("%s: %s relation %d%s at '%.*s'", text, iso,
                     d->relation, d->bare ? " bare" : "",
                     (int)(d->end - d->start), text + d->start);
    }
}

/* A list that is no period is its dates, with the year its last one has. */
static void dates_in_a_list(void **state)
{
    static const char *const want[] = { "2024-12-05", "2024-12-10",
                                        "2024-12-20" };
    char iso[CVD_DATE_MAX];

    (void)state;
    find("các ngày 05, 10 và 20/12/2024", false);
    assert_int_equal(found.date_count, 3);
    for (size_t i = 0; i < 3; i++) {
        cvd_date_format(&found.dates[i], iso);
        assert_string_equal(iso, want[i]);
    }
    find("dịp lễ 30/4 và 1/5", false);
    assert_int_equal(found.date_count, 2);
    cvd_date_format(&found.dates[1], iso);
    assert_string_equal(iso, "--05-01");
}

/* Every prefix of a text that has everything, in memory of its own size:
 * what reads past the end is the sanitizer's to find. */
static void every_prefix(void **state)
{
    const char *text =
        "từ ngày 10/3 đến hết ngày 30/9/2020, nhiệm kỳ 2020 – 2025, 2025-2030 "
        "quý III và quý IV năm 2024 tháng 10, 11 và 12/2024 6 tháng đầu năm "
        "hai nghìn không trăm hai mươi ba Tết Nguyên đán Ất Tỵ - năm 2025 "
        "chậm nhất 17h00 ngày 2/9 (âm lịch) QCVN 08-MT:2015/BTNMT TCVN "
        "ISO/IEC 27001:2019 mồng 3 tháng 2 2023-08-09 Xuân Quý Mão 11/2024";

    (void)state;
    for (size_t n = 0; n <= strlen(text); n++) {
        char *copy = malloc(n ? n : 1);

        assert_non_null(copy);
        memcpy(copy, text, n);
        struct cvd_str s = { copy, n };
        assert_int_equal(cvd_entities_find(s, true, &found), CVD_OK);
        assert_int_equal(cvd_entities_find(s, false, &found), CVD_OK);
        for (size_t i = 0; i < found.date_count; i++)
            assert_true(found.dates[i].end <= n);
        free(copy);
    }
    assert_int_equal(found.number_count, 2);
    assert_int_equal(found.date_count, 11);
}

static void ends_and_names(void **state)
{
    char day[CVD_DAY_MAX];

    (void)state;
    find("giai đoạn 2021-2025", false);
    assert_true(cvd_date_is_period(&found.dates[0]));
    assert_false(cvd_date_is_single(&found.dates[0]));
    cvd_date_format_end(&found.dates[0], false, day);
    assert_string_equal(day, "2021");
    cvd_date_format_end(&found.dates[0], true, day);
    assert_string_equal(day, "2025");
    assert_string_equal(cvd_date_relation_name(&found.dates[0]), "range");
    find("25/10/2021", false);
    assert_true(cvd_date_is_single(&found.dates[0]));
    cvd_date_format_end(&found.dates[0], true, day);
    assert_string_equal(day, "2021-10-25");
    assert_null(cvd_date_relation_name(&found.dates[0]));
    find("ngày 23/6", false);
    assert_false(cvd_date_is_single(&found.dates[0]));
}

/* ---- the shared vectors ------------------------------------------------ */

/* The first and last of "3..9", of "7", or of nothing (0). */
static void read_ends(const char *field, int ends[2])
{
    const char *dots = strstr(field, "..");

    ends[0] = atoi(field);
    ends[1] = dots ? atoi(dots + 2) : ends[0];
}

static void date_vectors(void **state)
{
    enum { INPUT, YEAR, MONTH, DAY, RELATION, FIELDS };
    FILE *in = open_vectors("date_vectors.tsv");
    char line[512], *f[FIELDS];
    unsigned passed = 0;

    (void)state;
    assert_non_null(fgets(line, sizeof line, in));
    while (fgets(line, sizeof line, in)) {
        int year[2], month[2], day[2];

        cut_fields(line, f, FIELDS);
        read_ends(f[YEAR], year);
        read_ends(f[MONTH], month);
        read_ends(f[DAY], day);
        bool none = !f[YEAR][0] && !f[MONTH][0];
        find(f[INPUT], false);
        if (found.date_count != (none ? 0u : 1u))
            fail_msg("%s: %zu dates", f[INPUT], found.date_count);
        passed++;
        if (none)
            continue;
        const struct cvd_date *d = &found.dates[0];
        bool period = strchr(f[YEAR], '.') || strchr(f[MONTH], '.') ||
                      strchr(f[DAY], '.');
        if (d->year != year[0] || d->month != month[0] || d->day != day[0])
            fail_msg("%s: %u-%u-%u", f[INPUT], d->year, d->month, d->day);
        if (cvd_date_is_period(d) != period ||
            (period && (d->last_year != year[1] ||
                        d->last_month != month[1] || d->last_day != day[1])))
            fail_msg("%s: to %u-%u-%u", f[INPUT], d->last_year,
                     d->last_month, d->last_day);
        const char *name = cvd_date_relation_name(d);
        if (f[RELATION][0] && (!name || strcmp(name, f[RELATION]) != 0))
            fail_msg("%s: relation %s", f[INPUT], name ? name : "none");
    }
    fclose(in);
    assert_true(passed >= 44);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates),
        cmocka_unit_test(dates_of_every_kind),
        cmocka_unit_test(dates_in_a_list),
        cmocka_unit_test(ends_and_names),
        cmocka_unit_test(every_prefix),
        cmocka_unit_test(date_vectors),
    };

    return cmocka_run_group_tests(tests, NULL, release_found);
}
