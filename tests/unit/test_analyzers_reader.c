/* What a reader remembers from text to text changes nothing. */
#include "reading_support.h"

#define TEXT(literal) { literal, sizeof literal - 1 }

static const struct cvd_str texts[] = {
    /* TCVN3: Ủy ban nhân dân tỉnh Đắk Lắk */
    TEXT("\xF1y ban nh\xA9n d\xA9n t\xD8nh \xA7\xBEk L\xBEk"),
    /* VISCII: Cộng hòa xã hội chủ nghĩa Việt Nam */
    TEXT("C\xB5ng h\xF2" "a x\xE3 h\xB5i ch\xFC ngh\xEE" "a Vi\xAEt Nam"),
    /* VNI: the same */
    TEXT("Co\xE4ng ho\xF8" "a xa\xF5 ho\xE4i chu\xFB ngh\xF3" "a "
         "Vie\xE4t Nam"),
    TEXT("Công hòa"),
    TEXT("S\xE3o Paulo, Cr\xE8me"), /* no Vietnamese: refused */
};

static void memory_changes_nothing(void **state)
{
    enum { TEXTS = sizeof texts / sizeof *texts, ROUNDS = 3 };
    struct cvd_reader reader = { 0 };

    (void)state;
    for (size_t i = 0; i < (size_t)TEXTS * ROUNDS; i++) {
        /* Each behind every other, some day. */
        struct cvd_str text = texts[i * (i / TEXTS + 1) % TEXTS];
        struct cvd_buf with = { 0 }, without = { 0 };
        struct cvd_reading how, plain;
        enum cvd_status st = cvd_reader_read(&reader, text, &with, &how, NULL);
        assert_int_equal(st, cvd_text_read(text, &without, &plain, NULL));
        assert_true(cvd_str_equal(cvd_buf_str(&with),
                                  cvd_buf_str(&without)));
        if (st == CVD_OK) {
            assert_string_equal(how.encoding, plain.encoding);
            assert_int_equal(how.sure, plain.sure);
        }
        cvd_buf_release(&with);
        cvd_buf_release(&without);
    }
    assert_non_null(reader.words);
    cvd_reader_release(&reader);
    assert_null(reader.words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
