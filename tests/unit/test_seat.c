/* test_seat.c - cvd_seat_read(): where a body sits, by its name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzers/places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char era_letter(unsigned era)
{
    return era == CVD_ERA_BEFORE ? 'b' : era == CVD_ERA_NOW ? 'n' : 'h';
}

static size_t describe(char *out, size_t room, int32_t i)
{
    if (i < 0)
        return (size_t)snprintf(out, room, "-");
    const struct cvd_place *p = cvd_place((size_t)i);
    return (size_t)snprintf(out, room, "%s %c", p->name,
                            era_letter(p->era));
}

/* "province era / district era / commune era", with ? where ambiguous. */
static void read(const char *name, unsigned year, unsigned month,
                 const char *province, char out[400])
{
    struct cvd_date date = { .year = (uint16_t)year,
                             .month = (uint8_t)month };
    struct cvd_seat seat = { 0, 0, 0, false };
    int32_t known = province
        ? cvd_province_by_slug(cvd_str_from(province), 7) : -1;
    size_t at = 0;

    assert_int_equal(cvd_seat_read(cvd_str_from(name), &date, known, &seat),
                     CVD_OK);
    at += describe(out, 400, seat.province);
    at += (size_t)snprintf(out + at, 400 - at, " / ");
    at += describe(out + at, 400 - at, seat.district);
    at += (size_t)snprintf(out + at, 400 - at, " / ");
    at += describe(out + at, 400 - at, seat.commune);
    snprintf(out + at, 400 - at, "%s", seat.ambiguous ? " ?" : "");
}

struct seat_case {
    const char *name;
    unsigned year, month;   /* 0 unknown */
    const char *province;   /* slug; NULL unknown */
    const char *want;
};

static void check(const struct seat_case *cases, size_t count)
{
    char got[400];

    for (size_t i = 0; i < count; i++) {
        const struct seat_case *c = &cases[i];
        read(c->name, c->year, c->month, c->province, got);
        if (strcmp(got, c->want) != 0)
            fail_msg("'%s' (%u-%u, %s) gave '%s', not '%s'", c->name,
                     c->year, c->month, c->province ? c->province : "-",
                     got, c->want);
    }
}

#define CHECK(cases) check(cases, sizeof cases / sizeof *cases)

static void test_levels(void **state)
{
    static const struct seat_case cases[] = {
        { "Ủy ban nhân dân huyện Đức Thọ", 2020, 3, NULL,
          "Hà Tĩnh b / Đức Thọ b / -" },
        { "UBND HUYỆN ĐỨC THỌ", 0, 0, NULL, "Hà Tĩnh b / Đức Thọ b / -" },
        { "Huyện ủy Đức Thọ", 2020, 0, NULL, "Hà Tĩnh b / Đức Thọ b / -" },
        { "Huyện đoàn Đức Thọ", 2020, 0, NULL,
          "Hà Tĩnh b / Đức Thọ b / -" },
        { "Sở Nội vụ tỉnh Bình Thuận", 2020, 0, NULL,
          "Bình Thuận b / - / -" },
        { "Tỉnh ủy Đắk Lắk", 2020, 0, NULL, "Đắk Lắk b / - / -" },
        { "Tỉnh uỷ Đắc Lắc", 2009, 0, NULL, "Đắk Lắk b / - / -" },
        { "Thành ủy Đà Nẵng", 2020, 0, NULL, "Đà Nẵng b / - / -" },
        { "Thành ủy Vinh", 2020, 0, NULL, "Nghệ An b / Vinh b / -" },
        { "Thị ủy Sơn Tây", 2020, 0, NULL, "Hà Nội b / Sơn Tây b / -" },
        { "Quận ủy Hoàn Kiếm", 2020, 0, NULL,
          "Hà Nội b / Hoàn Kiếm b / -" },
        { "Đảng ủy phường Bến Nghé, Quận 1", 2020, 0, NULL,
          "Hồ Chí Minh b / 1 b / Bến Nghé b" },
        { "UBND Phường 5, Quận 3", 2020, 0, NULL,
          "Hồ Chí Minh b / 3 b / 5 b" },
        { "UBND P. 05, Q.3, TP.HCM", 2020, 0, NULL,
          "Hồ Chí Minh b / 3 b / 5 b" },
        { "Đoàn xã Phù Mỹ Bắc", 2025, 9, NULL,
          "Gia Lai n / - / Phù Mỹ Bắc n" },
        { "Đảng ủy Khối Cơ quan - Doanh nghiệp tỉnh Ninh Thuận", 2023, 8,
          NULL, "Ninh Thuận b / - / -" },
        { "UBND xã Đức Lâm huyện Đức Thọ tỉnh Hà Tĩnh", 0, 0, NULL,
          "Hà Tĩnh b / Đức Thọ b / -" },
        { "UBND xã Thanh Bình Thịnh, huyện Đức Thọ, tỉnh Hà Tĩnh", 2022, 0,
          NULL, "Hà Tĩnh b / Đức Thọ b / Thanh Bình Thịnh b" },
        { "Ban Chỉ đạo CVĐ thành phố Hà Tĩnh", 2020, 0, NULL,
          "Hà Tĩnh b / Hà Tĩnh b / -" },
        { "ủy ban nhân dân huyện đức thọ", 0, 0, NULL,
          "Hà Tĩnh b / Đức Thọ b / -" },
        { "ubnd huyen duc tho", 0, 0, NULL, "Hà Tĩnh b / Đức Thọ b / -" },
    };

    (void)state;
    CHECK(cases);
}

static void test_without_kind(void **state)
{
    static const struct seat_case cases[] = {
        { "Sở Công Thương Bình Thuận", 2020, 0, NULL,
          "Bình Thuận b / - / -" },
        { "Phòng Giáo dục Đức Thọ, Hà Tĩnh", 2020, 0, NULL,
          "Hà Tĩnh b / Đức Thọ b / -" },
        { "Phòng Giáo dục Đức Thọ", 2020, 0, "ha-tinh",
          "Hà Tĩnh b / Đức Thọ b / -" },
        /* not the hospital's district */
        { "Phòng Giáo dục Đức Thọ", 2020, 0, NULL, "- / - / -" },
        { "Bệnh viện Thống Nhất", 2020, 0, NULL, "- / - / -" },
        { "Bệnh viện Thống Nhất", 2020, 0, "ho-chi-minh", "- / - / -" },
        { "Bệnh viện Thống Nhất, TP. Hồ Chí Minh", 2020, 0, NULL,
          "Hồ Chí Minh b / - / -" },
        /* in the middle of a name, two ends of a road, a man */
        { "Công ty Hà Tĩnh Xanh", 2020, 0, NULL, "- / - / -" },
        { "Ban Quản lý dự án Hà Nội - Huế", 2020, 0, NULL, "- / - / - ?" },
        { "Ban Quản lý dự án Hà Nội - Huế tỉnh Hà Tĩnh", 2020, 0, NULL,
          "Hà Tĩnh b / - / -" },
        { "Học viện Chính trị quốc gia Hồ Chí Minh", 2020, 0, NULL,
          "- / - / -" },
        { "Ban Thường vụ Đoàn TNCS Hồ Chí Minh huyện Đức Thọ", 2020, 0,
          NULL, "Hà Tĩnh b / Đức Thọ b / -" },
        /* of a campaign's name */
        { "Ban Chỉ đạo cuộc vận động “Vì tỉnh Hà Tĩnh” thành phố Vinh",
          2020, 0, NULL, "Nghệ An b / Vinh b / -" },
        { "Ban Chỉ đạo \"Vì tỉnh Hà Tĩnh\"", 2020, 0, NULL, "- / - / -" },
        /* none said */
        { "Sở Nội vụ", 2020, 0, "ha-tinh", "- / - / -" },
        { "Bộ Chính trị", 2020, 0, NULL, "- / - / -" },
        { "", 0, 0, NULL, "- / - / -" },
    };

    (void)state;
    CHECK(cases);
}

static void test_ambiguous(void **state)
{
    static const struct seat_case cases[] = {
        { "Huyện ủy Châu Thành", 2020, 0, NULL, "- / - / - ?" },
        { "Huyện ủy Châu Thành", 2020, 0, "an-giang",
          "An Giang b / Châu Thành b / -" },
        { "Huyện ủy Châu Thành", 2020, 0, "kien-giang",
          "Kiên Giang b / Châu Thành b / -" },
        /* the province is that of another document */
        { "Huyện ủy Châu Thành", 2020, 0, "ha-tinh", "- / - / - ?" },
        { "Huyện ủy Đức Thọ", 2020, 0, "nghe-an",
          "Hà Tĩnh b / Đức Thọ b / -" },
        { "Huyện ủy Châu Thành, Tây Ninh", 2020, 0, NULL,
          "Tây Ninh b / Châu Thành b / -" },
        { "UBND xã Tân Thành", 2020, 0, NULL, "- / - / - ?" },
        /* in two districts of a province: that is certain */
        { "UBND xã Đông Xuân, Hà Nội", 2020, 0, NULL, "Hà Nội b / - / - ?" },
        { "UBND xã Đông Xuân, huyện Sóc Sơn, Hà Nội", 2020, 0, NULL,
          "Hà Nội b / Sóc Sơn b / Đông Xuân b" },
        { "UBND xã Đông Xuân, Sóc Sơn", 2020, 0, NULL,
          "Hà Nội b / Sóc Sơn b / Đông Xuân b" },
        { "UBND huyện Kỳ Sơn", 2018, 0, NULL, "- / - / - ?" },
        { "UBND huyện Kỳ Sơn", 2022, 0, NULL, "Nghệ An b / Kỳ Sơn b / -" },
        { "UBND huyện Đạ Huoai", 2020, 0, NULL,
          "Lâm Đồng b / Đạ Huoai b / -" },
    };

    (void)state;
    CHECK(cases);
}

static void test_eras(void **state)
{
    static const struct seat_case cases[] = {
        { "UBND tỉnh Khánh Hòa", 2025, 6, NULL, "Khánh Hòa b / - / -" },
        { "UBND tỉnh Khánh Hòa", 2025, 7, NULL, "Khánh Hòa n / - / -" },
        { "UBND tỉnh Khánh Hòa", 2025, 0, NULL, "Khánh Hòa b / - / -" },
        { "UBND tỉnh Khánh Hòa", 2026, 0, NULL, "Khánh Hòa n / - / -" },
        { "UBND tỉnh Khánh Hòa", 0, 0, NULL, "Khánh Hòa b / - / -" },
        { "UBND tỉnh Ninh Thuận", 2025, 9, NULL, "Ninh Thuận b / - / -" },
        { "UBND xã Phù Mỹ Bắc", 0, 0, NULL, "Gia Lai n / - / Phù Mỹ Bắc n" },
        { "UBND xã Phù Mỹ Bắc, tỉnh Gia Lai", 0, 0, NULL,
          "Gia Lai n / - / Phù Mỹ Bắc n" },
        { "UBND xã Phù Mỹ Bắc", 2025, 6, NULL,
          "Gia Lai n / - / Phù Mỹ Bắc n" },
        { "UBND huyện Đức Thọ", 2025, 8, NULL, "Hà Tĩnh b / Đức Thọ b / -" },
        { "UBND xã Đức Thọ", 2025, 8, NULL, "Hà Tĩnh n / - / Đức Thọ n" },
        { "UBND xã Đức Thọ, tỉnh Hà Tĩnh", 2026, 1, NULL,
          "Hà Tĩnh n / - / Đức Thọ n" },
        { "UBND đặc khu Phú Quốc", 2025, 8, NULL,
          "An Giang n / - / Phú Quốc n" },
        { "UBND tỉnh Hà Tây", 2005, 0, NULL, "Hà Tây h / - / -" },
        /* Huế: a city of the province, then the province itself */
        { "Thành ủy Huế", 2019, 0, NULL, "Thừa Thiên Huế b / Huế h / -" },
        { "Thành ủy Huế", 2025, 3, NULL, "Thừa Thiên Huế b / - / -" },
        { "Thành ủy Huế", 2025, 9, NULL, "Huế n / - / -" },
        { "Thành ủy Huế", 0, 0, NULL, "Thừa Thiên Huế b / - / - ?" },
        /* the province given is of the other era */
        { "UBND huyện Ninh Phước", 2020, 0, "khanh-hoa",
          "Ninh Thuận b / Ninh Phước b / -" },
    };

    (void)state;
    CHECK(cases);
}

/* Every district of 2025 and every commune, named with its superiors, is
 * found. */
static void test_every_place(void **state)
{
    size_t communes = 0;

    (void)state;
    for (size_t i = 0; i < cvd_place_count(); i++) {
        const struct cvd_place *p = cvd_place(i);
        const struct cvd_place *above = cvd_place((size_t)p->province);
        const struct cvd_place *district =
            p->district >= 0 ? cvd_place((size_t)p->district) : NULL;
        struct cvd_date date = { .year = p->era == CVD_ERA_NOW ? 2026 : 0 };
        struct cvd_seat seat;
        char name[400];

        if (p->level == CVD_PROVINCE)
            continue;
        snprintf(name, sizeof name, "UBND %s %s, %s%s%s%s%s %s", p->kind,
                 p->name, district ? district->kind : "",
                 district ? " " : "", district ? district->name : "",
                 district ? ", " : "", above->kind, above->name);
        assert_int_equal(cvd_seat_read(cvd_str_from(name), &date, -1, &seat),
                         CVD_OK);
        if (seat.province != p->province)
            fail_msg("'%s' is not in its province", name);
        if (p->level == CVD_DISTRICT) {
            if (seat.district != (int32_t)i && p->era != CVD_ERA_HISTORIC)
                fail_msg("'%s' is not found", name);
            continue;
        }
        communes++;
        if (seat.commune != (int32_t)i || seat.ambiguous)
            fail_msg("'%s' is not found", name);
    }
    assert_int_equal(communes, 10035 + 3321);
}

static void test_hostile_names(void **state)
{
    enum { LEN = 100000 };
    static const char *const pieces[] = {
        "xã Tân Thành, ", "“", "thành phố Huế ", "Hà Nội - ", "ỷ", "\xff",
        "Phường 1 ", "huyện Châu Thành\n",
    };
    char *text = malloc(LEN + 1);
    struct cvd_date date = { .year = 0 };

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t len = strlen(pieces[i]), at = 0;
        struct cvd_seat seat;
        for (; at + len <= LEN; at += len)
            memcpy(text + at, pieces[i], len);
        assert_int_equal(cvd_seat_read((struct cvd_str){ text, at }, &date,
                                       1 << 30, &seat), CVD_OK);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_without_kind),
        cmocka_unit_test(test_ambiguous),
        cmocka_unit_test(test_eras),
        cmocka_unit_test(test_every_place),
        cmocka_unit_test(test_hostile_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
