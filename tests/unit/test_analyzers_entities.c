/* test_analyzers_entities.c - numbers, dates and document types.
 *
 * Tests may include everything of the layer they test. */
#include "analyzers/analyzer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static struct cvd_entities found;

static void find(const char *text, bool query)
{
    assert_int_equal(cvd_entities_find(cvd_str_from(text), query, &found),
                     CVD_OK);
}

/* The text that offsets [start, end) of `text` name. */
static bool spans(const char *text, uint32_t start, uint32_t end,
                  const char *want)
{
    return end - start == strlen(want) &&
           memcmp(text + start, want, strlen(want)) == 0;
}

static const struct {
    const char *text, *number, *symbol, *type, *key, *folded, *span;
} number_cases[] = {
    /* the Party: {n}-{type}/{agency} */
    { "Kế hoạch số 37-KH/TU ngày", "37-KH/TU", "KH/TU", "KH", "37-kh-tu",
      "37-kh-tu", "37-KH/TU" },
    { "Số 853-CV/BTGTU", "853-CV/BTGTU", "CV/BTGTU", "CV",
      "853-cv-btgtu", "853-cv-btgtu", "853-CV/BTGTU" },
    { "SỐ/853-CV/BTGTU", "853-CV/BTGTU", "CV/BTGTU", "CV",
      "853-cv-btgtu", "853-cv-btgtu", "853-CV/BTGTU" },
    { "số 277–KH/BCĐ", "277-KH/BCĐ", "KH/BCĐ", "KH", "277-kh-bcđ",
      "277-kh-bcd", "277–KH/BCĐ" }, /* a dash for the hyphen */
    { "84 QĐ/TWĐTN", NULL, NULL, NULL, NULL, NULL, NULL },
    { "số 84 QĐ/TWĐTN", "84-QĐ/TWĐTN", "QĐ/TWĐTN", "QĐ", "84-qđ-twđtn",
      "84-qd-twdtn", "84 QĐ/TWĐTN" },
    { "156 -CV/TĐTN-BCTĐ&TTN", "156-CV/TĐTN-BCTĐ&TTN",
      "CV/TĐTN-BCTĐ&TTN", "CV", "156-cv-tđtn-bctđ-ttn",
      "156-cv-tdtn-bctd-ttn", "156 -CV/TĐTN-BCTĐ&TTN" },
    /* the State */
    { "Số: 06/CV-BCĐ", "06/CV-BCĐ", "CV-BCĐ", "CV", "6-cv-bcđ",
      "6-cv-bcd", "06/CV-BCĐ" },
    { "số 788/STP-HCBT", "788/STP-HCBT", "STP-HCBT", "", "788-stp-hcbt",
      "788-stp-hcbt", "788/STP-HCBT" },
    { "công văn số 3418/BVNTW ngày", "3418/BVNTW", "BVNTW", "",
      "3418-bvntw", "3418-bvntw", "3418/BVNTW" },
    { "30/2020/NĐ-CP", "30/2020/NĐ-CP", "NĐ-CP", "NĐ", "30-2020-nđ-cp",
      "30-2020-nd-cp", "30/2020/NĐ-CP" },
    { "Luật số 27/2023/QH15, Luật", "27/2023/QH15", "QH15", "",
      "27-2023-qh15", "27-2023-qh15", "27/2023/QH15" },
    { "88/NQLT/CP-ĐCTUBTWMTTQVN", "88/NQLT/CP-ĐCTUBTWMTTQVN",
      "NQLT/CP-ĐCTUBTWMTTQVN", "NQLT", "88-nqlt-cp-đctubtwmttqvn",
      "88-nqlt-cp-dctubtwmttqvn", "88/NQLT/CP-ĐCTUBTWMTTQVN" },
    { "919/QĐ-TTg.", "919/QĐ-TTg", "QĐ-TTg", "QĐ", "919-qđ-ttg",
      "919-qd-ttg", "919/QĐ-TTg" },
    { "409 /TTr-CAT(PC04) ngày", "409/TTr-CAT(PC04)", "TTr-CAT(PC04)",
      "TTr", "409-ttr-cat-pc04", "409-ttr-cat-pc04",
      "409 /TTr-CAT(PC04)" },
    { "số: 12/ QĐ - UBND", "12/QĐ-UBND", "QĐ-UBND", "QĐ", "12-qđ-ubnd",
      "12-qd-ubnd", "12/ QĐ - UBND" },
    { "Số: 12a/KH-UBND", "12a/KH-UBND", "KH-UBND", "KH", "12a-kh-ubnd",
      "12a-kh-ubnd", "12a/KH-UBND" },
    { "3467/QD-BYT", "3467/QD-BYT", "QD-BYT", "QD", "3467-qd-byt",
      "3467-qd-byt", "3467/QD-BYT" }, /* read by a scanner */
    { "5ố: 12/KH-UBND", "12/KH-UBND", "KH-UBND", "KH", "12-kh-ubnd",
      "12-kh-ubnd", "12/KH-UBND" },
    { "12/Q\u00D0-UBND", "12/QĐ-UBND", "QĐ-UBND", "QĐ", "12-qđ-ubnd",
      "12-qd-ubnd", "12/Q\u00D0-UBND" }, /* Ð, a lookalike */
    { "Số 01-TBố/TW", "01-TBố/TW", "TBố/TW", "TBố", "1-tbố-tw",
      "1-tbo-tw", "01-TBố/TW" },
    { "66.15/2026/NQ-CP", "66.15/2026/NQ-CP", "NQ-CP", "NQ",
      "66-15-2026-nq-cp", "66-15-2026-nq-cp", "66.15/2026/NQ-CP" },
    { "06/2026/TT-BT\u0421", "06/2026/TT-BTC", "TT-BTC", "TT",
      "6-2026-tt-btc", "6-2026-tt-btc", "06/2026/TT-BT\u0421" },
    { "156/2020/NĐ-CPngày 31", "156/2020/NĐ-CP", "NĐ-CP", "NĐ",
      "156-2020-nđ-cp", "156-2020-nd-cp", "156/2020/NĐ-CP" },
    { "số 75/2006/QH 11", "75/2006/QH", "QH", "", "75-2006-qh",
      "75-2006-qh", "75/2006/QH" },
    /* broken after the separator */
    { "số 126/2024/NĐ-\nCP ngày", "126/2024/NĐ-CP", "NĐ-CP", "NĐ",
      "126-2024-nđ-cp", "126-2024-nd-cp", "126/2024/NĐ-\nCP" },
    { "số 1208-\r\n  KL/TU", "1208-KL/TU", "KL/TU", "KL", "1208-kl-tu",
      "1208-kl-tu", "1208-\r\n  KL/TU" },
    { "số\n93/2019/NĐ-CP", "93/2019/NĐ-CP", "NĐ-CP", "NĐ",
      "93-2019-nđ-cp", "93-2019-nd-cp", "93/2019/NĐ-CP" },
    /* the same document in the other family's order: one key */
    { "22/CT-TW", "22/CT-TW", "CT-TW", "CT", "22-ct-tw", "22-ct-tw",
      "22/CT-TW" },
    { "22-CT/TW", "22-CT/TW", "CT/TW", "CT", "22-ct-tw", "22-ct-tw",
      "22-CT/TW" },
    /* a dash between words is not part of it */
    { "số 2377/UBND-NCKS - UBND tỉnh", "2377/UBND-NCKS", "UBND-NCKS", "",
      "2377-ubnd-ncks", "2377-ubnd-ncks", "2377/UBND-NCKS" },
    { "số 12/QĐ-UBND-Trung tâm", "12/QĐ-UBND", "QĐ-UBND", "QĐ",
      "12-qđ-ubnd", "12-qd-ubnd", "12/QĐ-UBND" },
    /* left blank for the pen, after Số */
    { "Số:      /UBND-KT", "", "UBND-KT", "", "", "", "/UBND-KT" },
    { "Số * -CV/ĐUK", "", "CV/ĐUK", "CV", "", "", "-CV/ĐUK" },
    { "Số     -CV/ĐU", "", "CV/ĐU", "CV", "", "", "-CV/ĐU" },
    { "Số:    /2024/TT-BGDĐT", "", "TT-BGDĐT", "TT", "", "",
      "/2024/TT-BGDĐT" },
    { "Số/2024/TT-BGDĐT", "", "TT-BGDĐT", "TT", "", "",
      "/2024/TT-BGDĐT" },
    { "Số: ……/KH-UBND", "", "KH-UBND", "KH", "", "", "/KH-UBND" },
    { "văn bản số    /SNV ngày", "", "SNV", "", "", "", "/SNV" },
    { "hồ sơ /UBND-KT", NULL, NULL, NULL, NULL, NULL, NULL },
    /* none */
    { "giai đoạn 2021-2025", NULL, NULL, NULL, NULL, NULL, NULL },
    { "2020 - 2025", NULL, NULL, NULL, NULL, NULL, NULL },
    { "trực 24/7", NULL, NULL, NULL, NULL, NULL, NULL },
    { "ngày 08/8/2023", NULL, NULL, NULL, NULL, NULL, NULL },
    { "0262.3852345/KH-UBND", NULL, NULL, NULL, NULL, NULL, NULL },
    { "Covid-19, COVID-19/HIV", NULL, NULL, NULL, NULL, NULL, NULL },
    { "số 4533", NULL, NULL, NULL, NULL, NULL, NULL },
    { "8/8 xã, 100/km", NULL, NULL, NULL, NULL, NULL, NULL },
    { "277-kh/bcd", NULL, NULL, NULL, NULL, NULL, NULL },
    { "thứ 7-CN", NULL, NULL, NULL, NULL, NULL, NULL },
    { "A12/KH-UBND", NULL, NULL, NULL, NULL, NULL, NULL },
    { "1234567/KH-UBND", NULL, NULL, NULL, NULL, NULL, NULL },
    { "12/KH-", NULL, NULL, NULL, NULL, NULL, NULL },
    { "3.000/KH-UBND", NULL, NULL, NULL, NULL, NULL, NULL },
    { "Mẫu số 01/QĐ-KT", NULL, NULL, NULL, NULL, NULL, NULL },
    { "theo mẫu 02/ĐK-ABC", NULL, NULL, NULL, NULL, NULL, NULL },
    { "12/3045/NĐ-CP", NULL, NULL, NULL, NULL, NULL, NULL },
}, query_cases[] = {
    { "277-kh/bcd ninh thuan", "277-kh/bcd", "kh/bcd", "kh", "277-kh-bcd",
      "277-kh-bcd", "277-kh/bcd" },
    { "30/2020/nđ-cp", "30/2020/nđ-cp", "nđ-cp", "nđ", "30-2020-nđ-cp",
      "30-2020-nd-cp", "30/2020/nđ-cp" },
    { "30/2020/nd-cp", "30/2020/nd-cp", "nd-cp", "nd", "30-2020-nd-cp",
      "30-2020-nd-cp", "30/2020/nd-cp" },
    { "788/stp-hcbt", "788/stp-hcbt", "stp-hcbt", "", "788-stp-hcbt",
      "788-stp-hcbt", "788/stp-hcbt" },
    { "22-ct/tw", "22-ct/tw", "ct/tw", "ct", "22-ct-tw", "22-ct-tw",
      "22-ct/tw" },
    { "277-KH", "277-KH", "KH", "KH", "277-kh", "277-kh", "277-KH" },
    { "covid-19", NULL, NULL, NULL, NULL, NULL, NULL },
    { "2021-2025", NULL, NULL, NULL, NULL, NULL, NULL },
    { "24/7", NULL, NULL, NULL, NULL, NULL, NULL },
    { "5 km/ngày", NULL, NULL, NULL, NULL, NULL, NULL },
    { "2-3/tuần", NULL, NULL, NULL, NULL, NULL, NULL },
};

static void check_number(const char *text, const char *number,
                         const char *symbol, const char *type,
                         const char *key, const char *folded,
                         const char *span)
{
    if (found.number_count != (number ? 1u : 0u))
        fail_msg("%s: %zu numbers", text, found.number_count);
    if (!number)
        return;
    const struct cvd_number *n = &found.numbers[0];
    if (strcmp(n->number, number) != 0 || strcmp(n->symbol, symbol) != 0 ||
        strcmp(n->type, type) != 0 || strcmp(n->key, key) != 0 ||
        strcmp(n->folded_key, folded) != 0 ||
        !spans(text, n->start, n->end, span))
        fail_msg("%s: number '%s' symbol '%s' type '%s' key '%s' '%s' at "
                 "'%.*s'", text, n->number, n->symbol, n->type, n->key,
                 n->folded_key, (int)(n->end - n->start), text + n->start);
}

static void numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof number_cases / sizeof *number_cases; i++) {
        find(number_cases[i].text, false);
        check_number(number_cases[i].text, number_cases[i].number,
                     number_cases[i].symbol, number_cases[i].type,
                     number_cases[i].key, number_cases[i].folded,
                     number_cases[i].span);
    }
}

static void numbers_asked_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof query_cases / sizeof *query_cases; i++) {
        find(query_cases[i].text, true);
        check_number(query_cases[i].text, query_cases[i].number,
                     query_cases[i].symbol, query_cases[i].type,
                     query_cases[i].key, query_cases[i].folded,
                     query_cases[i].span);
    }
}

static void several_in_order(void **state)
{
    const char *text = "Kế hoạch số 277-KH/BCĐ, ngày 08/8/2023 và Thông báo "
                       "số 411-TB/BCĐ, ngày 09/8/2023; Số 66-QĐ/TW";
    static const char *const want[] = { "277-KH/BCĐ", "411-TB/BCĐ",
                                        "66-QĐ/TW" };

    (void)state;
    find(text, false);
    assert_int_equal(found.number_count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(found.numbers[i].number, want[i]);
    assert_int_equal(found.date_count, 2);
    assert_true(found.dates[0].end < found.numbers[1].start);
    assert_int_equal(found.dates[1].day, 9);
    find("không có gì", false); /* replaces, does not add */
    assert_int_equal(found.number_count + found.date_count, 0);
}

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
    { "29/02/2024", "2024-02-29", "29/02/2024", false },
    { "từ 24/11-01/12/2024", "2024-12-01", "01/12/2024", false },
    { "ngay 25 thang 10 nam 2021", "2021-10-25",
      "ngay 25 thang 10 nam 2021", true },
    { "ngay 25 thang 10 nam 2021", NULL, NULL, false },
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
    { "11/2024", NULL, NULL, false },
    { "1 - 2 - 2021", NULL, NULL, false },
    { "2021-2025", NULL, NULL, false },
    { "6 tháng đầu năm 2024", NULL, NULL, false },
    { "tháng năm 2023", NULL, NULL, false },
    { "năm 2023", NULL, NULL, false },
    { "ngày nay, tháng này", NULL, NULL, false },
};

static void dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof date_cases / sizeof *date_cases; i++) {
        const char *text = date_cases[i].text;
        char iso[11] = "none";

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

static const struct {
    const char *word, *code;
} type_cases[] = {
    { "KH", "ke-hoach" },         { "kh", "ke-hoach" },
    { "kế hoạch", "ke-hoach" },   { "KẾ HOẠCH", "ke-hoach" },
    { "ke-hoach", "ke-hoach" },   { " Kế  hoạch ", "ke-hoach" },
    { "công văn", "cong-van" },   { "CV", "cong-van" },
    { "QĐ", "quyet-dinh" },       { "QD", "quyet-dinh" },
    { "Q\u00D0", "quyet-dinh" },  { "QyĐ", "quy-dinh" },
    { "HD", "huong-dan" },        { "HĐ", "hop-dong" },
    { "hđ", "hop-dong" },         { "DA", "du-an" },
    { "ĐA", "de-an" },            { "CT", "chi-thi" },
    { "CTr", "chuong-trinh" },    { "CTR", "chuong-trinh" },
    { "TT", "thong-tu" },         { "TTr", "to-trinh" },
    { "TBố", "tuyen-bo" },        { "KL", "ket-luan" },
    { "NQLT", "nghi-quyet-lien-tich" },
    { "thỏa thuận", NULL },       { "UBND", NULL },
    { "", NULL },                 { "kế", NULL },
    { "kế hoạch số 37", NULL },   { "dự thảo", NULL },
};

static void document_types(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof type_cases / sizeof *type_cases; i++) {
        const char *code = cvd_doctype_code(cvd_str_from(type_cases[i].word));
        const char *want = type_cases[i].code;

        if (code != want && (!code || !want || strcmp(code, want) != 0))
            fail_msg("'%s' is %s", type_cases[i].word, code ? code : "none");
    }
    assert_string_equal(cvd_doctype_name("ke-hoach"), "Kế hoạch");
    assert_string_equal(cvd_doctype_name("cong-van"), "Công văn");
    assert_null(cvd_doctype_name("khong-co"));
    assert_null(cvd_doctype_name(NULL));
}

/* ---- the shared vectors ------------------------------------------------ */

static FILE *open_vectors(const char *name)
{
    char path[1024];
    const char *shared = getenv("CVD_SHARED");

    (void)snprintf(path, sizeof path, "%s/data/tables/%s",
                   shared ? shared : "../shared", name);
    FILE *in = fopen(path, "r");
    if (!in) {
        printf("skipped: no %s (set CVD_SHARED)\n", path);
        skip();
    }
    return in;
}

/* Cut `line` at its tabs; missing fields are "". */
static void cut_fields(char *line, char *field[], size_t count)
{
    static char empty[] = "";

    line[strcspn(line, "\r\n")] = '\0';
    for (size_t i = 0; i < count; i++) {
        field[i] = line ? line : empty;
        line = line ? strchr(line, '\t') : NULL;
        if (line)
            *line++ = '\0';
    }
}

static void symbol_vectors(void **state)
{
    enum { INPUT, NUMBER, TYPE, AGENCY, UNIT, FORMAT, FIELDS };
    FILE *in = open_vectors("symbol_vectors.tsv");
    char line[512], *f[FIELDS];
    unsigned passed = 0;

    (void)state;
    assert_non_null(fgets(line, sizeof line, in)); /* names of columns */
    while (fgets(line, sizeof line, in)) {
        cut_fields(line, f, FIELDS);
        if (strcmp(f[FORMAT], "standard") == 0) {
            printf("skipped: %s: a standard, cited as TCVN n:year, is no "
                   "document number\n", f[INPUT]);
            continue;
        }
        find(f[INPUT], false);
        bool none = !f[NUMBER][0] && !f[TYPE][0] && !f[AGENCY][0];
        if (found.number_count != (none ? 0u : 1u))
            fail_msg("%s: %zu numbers", f[INPUT], found.number_count);
        passed++;
        if (none)
            continue;
        const struct cvd_number *n = &found.numbers[0];
        size_t len = strlen(f[NUMBER]);
        if (strncmp(n->number, f[NUMBER], len) != 0 ||
            (len == 0) != (n->number[0] == '\0') ||
            (len && n->number[len] != '-' && n->number[len] != '/'))
            fail_msg("%s: number %s", f[INPUT], n->number);
        if (strcmp(n->type, f[TYPE]) != 0)
            fail_msg("%s: type %s", f[INPUT], n->type);
        char rest[256];
        (void)snprintf(rest, sizeof rest, "%s%s%s", f[AGENCY],
                       f[UNIT][0] ? "-" : "", f[UNIT]);
        len = f[TYPE][0] ? strlen(f[TYPE]) + 1 : 0;
        if (strlen(n->symbol) < len || strcmp(n->symbol + len, rest) != 0)
            fail_msg("%s: symbol %s", f[INPUT], n->symbol);
    }
    fclose(in);
    assert_true(passed >= 30);
}

/* Why a row of date_vectors.tsv is not for this pass, or NULL. */
static const char *beyond(char *const *f)
{
    enum { INPUT, YEAR, MONTH, DAY, RELATION };

    if (strcmp(f[RELATION], "range") == 0 ||
        strcmp(f[RELATION], "quarter") == 0 ||
        strcmp(f[RELATION], "half") == 0)
        return "a span of time, not a date";
    if (strcmp(f[RELATION], "holiday") == 0)
        return "needs the lunar calendar";
    if (!f[YEAR][0] && f[MONTH][0])
        return "the year is missing";
    if (strcmp(f[INPUT], "11/2024") == 0)
        return "a month only where the context says so";
    if (strstr(f[INPUT], "mười lăm"))
        return "the day and year are in words";
    return NULL;
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
        cut_fields(line, f, FIELDS);
        const char *why = beyond(f);
        if (why) {
            printf("skipped: %s: %s\n", f[INPUT], why);
            continue;
        }
        find(f[INPUT], false);
        if (found.date_count != (f[YEAR][0] ? 1u : 0u))
            fail_msg("%s: %zu dates", f[INPUT], found.date_count);
        passed++;
        if (!f[YEAR][0])
            continue;
        const struct cvd_date *d = &found.dates[0];
        if (d->year != atoi(f[YEAR]) || d->month != atoi(f[MONTH]) ||
            d->day != atoi(f[DAY]))
            fail_msg("%s: %u-%u-%u", f[INPUT], d->year, d->month, d->day);
    }
    fclose(in);
    assert_true(passed >= 20);
}

/* ---- hostile texts ------------------------------------------------------ */

static double seconds_for(const char *unit, size_t bytes, bool query)
{
    struct cvd_buf b = { 0 };

    while (b.len < bytes)
        assert_int_equal(cvd_buf_add_text(&b, unit), CVD_OK);
    clock_t from = clock();
    assert_int_equal(cvd_entities_find(cvd_buf_str(&b), query, &found),
                     CVD_OK);
    double s = (double)(clock() - from) / CLOCKS_PER_SEC;
    cvd_buf_release(&b);
    return s;
}

/* A quadratic walk over 1 MB takes minutes; two seconds leave room for
 * sanitizers and slow machines. */
static void linear_on_hostile_text(void **state)
{
    static const char *const units[] = {
        "1", "1/", "9/9-", "/", "-", " ", "\n", "\t ", "\xC2\xA0", "Số ",
        "Số", "số:", "ngày ", "ngày", "tháng ", "ngày tháng năm ",
        "ngày    ", "1 tháng ", "12/KH-", "12/KH-A-", "A", "12/A",
        "12/2024/", "số /", "ngày 1 tháng 1 năm 202", "(", "12/A(B",
        "\xC4", "\xE1\xBB", "Số\xE1", "…", "12/&", "12/\n", "1\n",
        "5ố ", "1                    ",
    };

    (void)state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        for (int query = 0; query < 2; query++) {
            double s = seconds_for(units[i], 1 << 20, query != 0);

            if (s > 2.0)
                fail_msg("'%s' repeated: %.1f s", units[i], s);
        }
}

static void a_hundred_thousand_numbers(void **state)
{
    (void)state;
    assert_true(seconds_for("37-KH/TU; ", 1000000, false) < 2.0);
    assert_int_equal(found.number_count, 100000);
    assert_string_equal(found.numbers[99999].number, "37-KH/TU");
    assert_true(seconds_for("25/10/2021, ", 1200000, false) < 2.0);
    assert_int_equal(found.date_count, 100000);
}

/* Every prefix of a text that has everything, in memory of its own size:
 * what reads past the end is the sanitizer's to find. */
static void every_prefix(void **state)
{
    const char *text = "Số * -CV/ĐUK 126/2024/NĐ-\nCP ngày 25 tháng mười "
                       "hai năm 2021 CAT 409 /TTr-CAT(PC04) ngày   /9/2025 "
                       "ngày … tháng … năm 2023 5ố: 12a/KH–UBND 1/1/2021";

    (void)state;
    for (size_t n = 0; n <= strlen(text); n++) {
        char *copy = malloc(n ? n : 1);

        assert_non_null(copy);
        memcpy(copy, text, n);
        struct cvd_str s = { copy, n };
        assert_int_equal(cvd_entities_find(s, true, &found), CVD_OK);
        assert_int_equal(cvd_entities_find(s, false, &found), CVD_OK);
        for (size_t i = 0; i < found.number_count; i++)
            assert_true(found.numbers[i].end <= n);
        free(copy);
    }
    assert_int_equal(found.number_count, 4);
    assert_int_equal(found.date_count, 4);
}

/* A symbol longer than its field is cut at a whole character. */
static void a_long_symbol_is_cut(void **state)
{
    const char *part = "ĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐ"; /* 40 bytes */
    char text[512];

    (void)state;
    (void)snprintf(text, sizeof text, "12/KH-%s-%s-%s", part, part, part);
    find(text, false);
    assert_int_equal(found.number_count, 1);
    assert_int_equal(found.numbers[0].end, strlen(text));
    size_t len = strlen(found.numbers[0].number);
    assert_true(len >= CVD_SYMBOL_MAX - 3 && len < CVD_SYMBOL_MAX);
    assert_memory_equal(found.numbers[0].number, text, len);
    assert_true((text[len] & 0xC0) != 0x80);
}

static int release(void **state)
{
    (void)state;
    cvd_entities_release(&found);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers),
        cmocka_unit_test(numbers_asked_for),
        cmocka_unit_test(several_in_order),
        cmocka_unit_test(dates),
        cmocka_unit_test(document_types),
        cmocka_unit_test(symbol_vectors),
        cmocka_unit_test(date_vectors),
        cmocka_unit_test(linear_on_hostile_text),
        cmocka_unit_test(a_hundred_thousand_numbers),
        cmocka_unit_test(every_prefix),
        cmocka_unit_test(a_long_symbol_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}
