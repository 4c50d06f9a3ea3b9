/* test_analyzers_entities.c - numbers and document types; dates are in
 * test_analyzers_dates.c.
 *
 * Tests may include everything of the layer they test. */
#include "tests/unit/entities_support.h"

#include "analyzers/scan.h"

#include <time.h>

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
    { "12/KH-\u0405\u0423T", "12/KH-SYT", "KH-SYT", "KH", "12-kh-syt",
      "12-kh-syt", "12/KH-\u0405\u0423T" },
    { "156/2020/NĐ-CPngày 31", "156/2020/NĐ-CP", "NĐ-CP", "NĐ",
      "156-2020-nđ-cp", "156-2020-nd-cp", "156/2020/NĐ-CP" },
    { "số 75/2006/QH 11", "75/2006/QH", "QH", "", "75-2006-qh",
      "75-2006-qh", "75/2006/QH" },
    /* "Số" as scanners read it */
    { "Só: 21/CĐ-UBND", "21/CĐ-UBND", "CĐ-UBND", "CĐ", "21-cđ-ubnd",
      "21-cd-ubnd", "21/CĐ-UBND" },
    { "Sổ: 58 /TB - PKTHTĐT     Kinh Bắc", "58/TB-PKTHTĐT", "TB-PKTHTĐT",
      "TB", "58-tb-pkthtđt", "58-tb-pkthtdt", "58 /TB - PKTHTĐT" },
    { "sồ 84 QĐ/TWĐTN", "84-QĐ/TWĐTN", "QĐ/TWĐTN", "QĐ", "84-qđ-twđtn",
      "84-qd-twdtn", "84 QĐ/TWĐTN" },
    { "So: 3418/BVNTW", "3418/BVNTW", "BVNTW", "", "3418-bvntw",
      "3418-bvntw", "3418/BVNTW" },
    { "Sỗ:      /UBND-KT", "", "UBND-KT", "", "", "", "/UBND-KT" },
    /* a unit behind a hyphen between blanks, where the line or column ends */
    { "Số:  168  /BQLKKTNS&KCN - XD\nV/v", "168/BQLKKTNS&KCN-XD",
      "BQLKKTNS&KCN-XD", "", "168-bqlkktns-kcn-xd", "168-bqlkktns-kcn-xd",
      "168  /BQLKKTNS&KCN - XD" },
    { "số 168/SXD - QLN ngày 2/3", "168/SXD-QLN", "SXD-QLN", "",
      "168-sxd-qln", "168-sxd-qln", "168/SXD - QLN" },
    { "số 168/SXD - UBND xã", "168/SXD", "SXD", "", "168-sxd", "168-sxd",
      "168/SXD" },
    /* the asterisk of the Party's form */
    { "Số 412 * -CV/ĐUK", "412-CV/ĐUK", "CV/ĐUK", "CV", "412-cv-đuk",
      "412-cv-duk", "412 * -CV/ĐUK" },
    { "Số 15 \\*-KH/TU", "15-KH/TU", "KH/TU", "KH", "15-kh-tu", "15-kh-tu",
      "15 \\*-KH/TU" },
    { "5 * -CV/ĐUK", NULL, NULL, NULL, NULL, NULL, NULL },
    /* broken after the separator */
    { "số 126/2024/NĐ-\nCP ngày", "126/2024/NĐ-CP", "NĐ-CP", "NĐ",
      "126-2024-nđ-cp", "126-2024-nd-cp", "126/2024/NĐ-\nCP" },
    { "số 1208-\r\n  KL/TU", "1208-KL/TU", "KL/TU", "KL", "1208-kl-tu",
      "1208-kl-tu", "1208-\r\n  KL/TU" },
    { "số\n93/2019/NĐ-CP", "93/2019/NĐ-CP", "NĐ-CP", "NĐ",
      "93-2019-nđ-cp", "93-2019-nd-cp", "93/2019/NĐ-CP" },
    { "số 126/2024/NĐ -\nCP ngày", "126/2024/NĐ-CP", "NĐ-CP", "NĐ",
      "126-2024-nđ-cp", "126-2024-nd-cp", "126/2024/NĐ -\nCP" },
    { "126/\n2024/NĐ-CP", "126/2024/NĐ-CP", "NĐ-CP", "NĐ",
      "126-2024-nđ-cp", "126-2024-nd-cp", "126/\n2024/NĐ-CP" },
    { "126/2024/\nNĐ-CP", "126/2024/NĐ-CP", "NĐ-CP", "NĐ",
      "126-2024-nđ-cp", "126-2024-nd-cp", "126/2024/\nNĐ-CP" },
    { "37-\nKH/TU", "37-KH/TU", "KH/TU", "KH", "37-kh-tu", "37-kh-tu",
      "37-\nKH/TU" },
    { "37-KH/\nTU", "37-KH/TU", "KH/TU", "KH", "37-kh-tu", "37-kh-tu",
      "37-KH/\nTU" },
    { "Số: 12/\nKH-UBND", "12/KH-UBND", "KH-UBND", "KH", "12-kh-ubnd",
      "12-kh-ubnd", "12/\nKH-UBND" },
    { "Số: 12/ \r\n KH-UBND", "12/KH-UBND", "KH-UBND", "KH", "12-kh-ubnd",
      "12-kh-ubnd", "12/ \r\n KH-UBND" },
    /* broken before it */
    { "126/2024/NĐ\n-CP", "126/2024/NĐ-CP", "NĐ-CP", "NĐ",
      "126-2024-nđ-cp", "126-2024-nd-cp", "126/2024/NĐ\n-CP" },
    { "126/2024\n/NĐ-CP", "126/2024/NĐ-CP", "NĐ-CP", "NĐ",
      "126-2024-nđ-cp", "126-2024-nd-cp", "126/2024\n/NĐ-CP" },
    { "126\n/2024/NĐ-CP", "126/2024/NĐ-CP", "NĐ-CP", "NĐ",
      "126-2024-nđ-cp", "126-2024-nd-cp", "126\n/2024/NĐ-CP" },
    { "37-KH\n/TU", "37-KH/TU", "KH/TU", "KH", "37-kh-tu", "37-kh-tu",
      "37-KH\n/TU" },
    { "số 37\n-KH/TU", "37-KH/TU", "KH/TU", "KH", "37-kh-tu", "37-kh-tu",
      "37\n-KH/TU" },
    { "Số: 12/KH\n-UBND", "12/KH-UBND", "KH-UBND", "KH", "12-kh-ubnd",
      "12-kh-ubnd", "12/KH\n-UBND" },
    /* a blank line ends it, and so does an item of a list */
    { "Số: 12/KH-\n\nUBND", "12/KH", "KH", "KH", "12-kh", "12-kh",
      "12/KH" },
    { "Số: 12/\n\nKH-UBND", NULL, NULL, NULL, NULL, NULL, NULL },
    { "số 788/STP-HCBT\n-UBND tỉnh", "788/STP-HCBT", "STP-HCBT", "",
      "788-stp-hcbt", "788-stp-hcbt", "788/STP-HCBT" },
    { "số 12/QĐ\n- UBND tỉnh", "12/QĐ", "QĐ", "QĐ", "12-qđ", "12-qd",
      "12/QĐ" },
    { "số 37-KH -\nUBND tỉnh", "37-KH", "KH", "KH", "37-kh", "37-kh",
      "37-KH" },
    { "năm 2020\n-KH/TU", NULL, NULL, NULL, NULL, NULL, NULL },
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
    { "Số      -TL/BTC", "", "TL/BTC", "TL", "", "", "-TL/BTC" },
    { "số ……-CV/VPTU", "", "CV/VPTU", "CV", "", "", "-CV/VPTU" },
    { "số ....../TTr-UBND", "", "TTr-UBND", "TTr", "", "", "/TTr-UBND" },
    { "số ____/TTr-UBND", "", "TTr-UBND", "TTr", "", "", "/TTr-UBND" },
    { "so sánh với sổ, só -XYZ", NULL, NULL, NULL, NULL, NULL, NULL },
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
    /* standards */
    { "theo QCVN 01:2018/BYT về", "QCVN 01:2018/BYT", "QCVN/BYT", "QCVN",
      "qcvn-1-2018-byt", "qcvn-1-2018-byt", "QCVN 01:2018/BYT" },
    { "QCVN 02:2012/BLĐTBXH.", "QCVN 02:2012/BLĐTBXH", "QCVN/BLĐTBXH",
      "QCVN", "qcvn-2-2012-blđtbxh", "qcvn-2-2012-bldtbxh",
      "QCVN 02:2012/BLĐTBXH" },
    { "QCVN 08-MT:2015/BTNMT", "QCVN 08-MT:2015/BTNMT", "QCVN/BTNMT",
      "QCVN", "qcvn-8-mt-2015-btnmt", "qcvn-8-mt-2015-btnmt",
      "QCVN 08-MT:2015/BTNMT" },
    { "QCVN 4-20:2011/BYT", "QCVN 4-20:2011/BYT", "QCVN/BYT", "QCVN",
      "qcvn-4-20-2011-byt", "qcvn-4-20-2011-byt", "QCVN 4-20:2011/BYT" },
    { "TCVN 5712:1993 và", "TCVN 5712:1993", "TCVN", "TCVN",
      "tcvn-5712-1993", "tcvn-5712-1993", "TCVN 5712:1993" },
    { "TCVN số 7570 : 2006", "TCVN 7570:2006", "TCVN", "TCVN",
      "tcvn-7570-2006", "tcvn-7570-2006", "TCVN số 7570 : 2006" },
    { "TCVN 4054-2005", "TCVN 4054:2005", "TCVN", "TCVN",
      "tcvn-4054-2005", "tcvn-4054-2005", "TCVN 4054-2005" },
    { "TCVN ISO/IEC 27001:2019", "TCVN ISO/IEC 27001:2019", "TCVN", "TCVN",
      "tcvn-iso-iec-27001-2019", "tcvn-iso-iec-27001-2019",
      "TCVN ISO/IEC 27001:2019" },
    { "TCVN 5712, ", "TCVN 5712", "TCVN", "TCVN", "tcvn-5712", "tcvn-5712",
      "TCVN 5712" },
    { "các TCVN và QCVN hiện hành", NULL, NULL, NULL, NULL, NULL, NULL },
    { "TCVN: 12 tiêu chuẩn", NULL, NULL, NULL, NULL, NULL, NULL },
    { "XTCVN 5712:1993", NULL, NULL, NULL, NULL, NULL, NULL },
    { "tcvn 5712:1993", NULL, NULL, NULL, NULL, NULL, NULL },
}, query_cases[] = {
    { "tcvn 5712", "tcvn 5712", "tcvn", "tcvn", "tcvn-5712", "tcvn-5712",
      "tcvn 5712" },
    { "qcvn 01:2018/byt", "qcvn 01:2018/byt", "qcvn/byt", "qcvn",
      "qcvn-1-2018-byt", "qcvn-1-2018-byt", "qcvn 01:2018/byt" },
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

/* A standard is also asked for without its year. */
static void a_standard_without_its_year(void **state)
{
    (void)state;
    find("QCVN 01:2018/BYT; TCVN 5712; 37-KH/TU", false);
    assert_int_equal(found.number_count, 3);
    assert_string_equal(found.numbers[0].short_key, "qcvn-1");
    assert_string_equal(found.numbers[1].short_key, "");
    assert_string_equal(found.numbers[2].short_key, "");
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

/* A name read word by word ends where no type goes on. */
static void growing_types(void **state)
{
    const char *code, *name, *abbreviations, *begun;
    bool longer;

    (void)state;
    for (size_t i = 0;
         (code = cvd_doctype_listed(i, &name, &abbreviations)) != NULL; i++) {
        assert_ptr_equal(cvd_doctype_code(cvd_str_from(code)), code);
        assert_ptr_equal(cvd_doctype_growing(code, strlen(code), &longer),
                         code);
        const char *dash = strchr(code, '-');
        if (!dash)
            continue;
        begun = cvd_doctype_growing(code, (size_t)(dash - code), &longer);
        assert_true(longer);
        assert_true(!begun || begun[dash - code] == '\0');
    }
    assert_ptr_equal(cvd_doctype_growing("ket-luan", 8, &longer),
                     cvd_doctype_of_slug("ket-luan"));
    assert_true(longer);
    assert_null(cvd_doctype_growing("ket-luan-thanh", 14, &longer));
    assert_true(longer);
    assert_null(cvd_doctype_growing("ket-luan-t", 10, &longer));
    assert_false(longer);
    assert_null(cvd_doctype_growing("uy-ban", 6, &longer));
    assert_false(longer);
}

/* ---- the shared vectors ------------------------------------------------ */

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
        find(f[INPUT], false);
        bool none = !f[NUMBER][0] && !f[TYPE][0] && !f[AGENCY][0];
        if (found.number_count != (none ? 0u : 1u))
            fail_msg("%s: %zu numbers", f[INPUT], found.number_count);
        passed++;
        if (none)
            continue;
        const struct cvd_number *n = &found.numbers[0];
        bool standard = strcmp(f[FORMAT], "standard") == 0;
        size_t len = strlen(f[NUMBER]);
        if (standard) {
            char begins[64];
            (void)snprintf(begins, sizeof begins, "%s %s:", f[TYPE],
                           f[NUMBER]);
            if (strncmp(n->number, begins, strlen(begins)) != 0)
                fail_msg("%s: number %s", f[INPUT], n->number);
        } else if (strncmp(n->number, f[NUMBER], len) != 0 ||
            (len == 0) != (n->number[0] == '\0') ||
            (len && n->number[len] != '-' && n->number[len] != '/'))
            fail_msg("%s: number %s", f[INPUT], n->number);
        if (strcmp(n->type, f[TYPE]) != 0)
            fail_msg("%s: type %s", f[INPUT], n->type);
        char rest[256];
        (void)snprintf(rest, sizeof rest, "%s%s%s", f[AGENCY],
                       f[UNIT][0] ? "-" : "", f[UNIT]);
        len = f[TYPE][0] ? strlen(f[TYPE]) + (rest[0] != '\0') : 0;
        if (strlen(n->symbol) < len || strcmp(n->symbol + len, rest) != 0)
            fail_msg("%s: symbol %s", f[INPUT], n->symbol);
    }
    fclose(in);
    assert_true(passed >= 30);
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
/* Whatever the struct held before, nothing of it is left. */
static void a_number_found_is_whole(void **state)
{
    struct cvd_number n;

    (void)state;
    memset(&n, 0x5A, sizeof n);
    assert_true(cvd_scan_number(cvd_str_from("37-KH/TU"), 0, false, false,
                                &n));
    assert_string_equal(n.key, "37-kh-tu");
    assert_string_equal(n.short_key, "");
    memset(&n, 0x5A, sizeof n);
    assert_true(cvd_scan_blank_number(cvd_str_from("/UBND-KT"), 0, &n));
    assert_string_equal(n.number, "");
    assert_string_equal(n.key, "");
    assert_string_equal(n.short_key, "");
}

static void linear_on_hostile_text(void **state)
{
    static const char *const units[] = {
        "1", "1/", "9/9-", "/", "-", " ", "\n", "\t ", "\xC2\xA0", "Số ",
        "Số", "số:", "ngày ", "ngày", "tháng ", "ngày tháng năm ",
        "ngày    ", "1 tháng ", "12/KH-", "12/KH-A-", "A", "12/A",
        "12/2024/", "số /", "ngày 1 tháng 1 năm 202", "(", "12/A(B",
        "chín trăm ", "ngày mười ", "tháng ba năm hai nghìn ", "chín mươi ",
        "\xC4", "\xE1\xBB", "Số\xE1", "…", "12/&", "12/\n", "1\n",
        "5ố ", "1                    ", "1, ", "ngày 1, ", "tháng 1, ",
        "1/2 - ", "2021 - ", "quý I, ", "quý ", "sáu tháng ", "Tết ",
        "Tết Quý ", "Xuân Quý Mão ", "từ ngày 1 đến ", "trước ", "TCVN ",
        "TCVN 1-", "TCVN ISO/", "TCVN 1:", "1/1, ", "1/1 và ",
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers),
        cmocka_unit_test(numbers_asked_for),
        cmocka_unit_test(a_standard_without_its_year),
        cmocka_unit_test(several_in_order),
        cmocka_unit_test(document_types),
        cmocka_unit_test(growing_types),
        cmocka_unit_test(symbol_vectors),
        cmocka_unit_test(a_number_found_is_whole),
        cmocka_unit_test(linear_on_hostile_text),
        cmocka_unit_test(a_hundred_thousand_numbers),
        cmocka_unit_test(every_prefix),
        cmocka_unit_test(a_long_symbol_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, release_found);
}
