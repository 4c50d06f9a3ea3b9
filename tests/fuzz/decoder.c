/* decoder.c - any bytes read as a document: analyzers/reading.h. */
#include "tests/fuzz/fuzz.h"

#include "analyzers/analyzer.h"
#include "analyzers/reading.h"

/* NFC makes UTF-8 at most three times as long (Unicode FAQ, Normalization),
 * and no encoding takes a byte for more than three of UTF-8. */
enum { GROWTH_MAX = 3 };

static const struct cvd_str bom = { "\xEF\xBB\xBF", 3 };

typedef enum cvd_status reader(struct cvd_str, struct cvd_buf *,
                               struct cvd_reading *, struct cvd_err *);

static void check_how(const struct cvd_reading *how, struct cvd_str in)
{
    static const char *const names[] = {
        "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1258", "TCVN3",
        "TCVN5712-1", "VNI", "VISCII", "VPS", "VIQR"
    };
    char label[CVD_READING_LABEL_MAX];
    bool known = false;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        known |= strcmp(how->encoding, names[i]) == 0;
    require(known, in);
    require(how->sure <= 100, in);
    require(how->known <= how->words, in);
    require(how->replaced <= in.len, in);
    memset(label, '#', sizeof label);
    cvd_reading_label(how, label);
    require(memchr(label, '\0', sizeof label), in);
    require(label[0] && is_utf8(cvd_str_from(label)), in);
}

/* What needed no reading comes out as NFC alone would make it. */
static void check_plain(struct cvd_str in, struct cvd_str got)
{
    struct cvd_buf nfc = { 0 };

    while (cvd_str_starts(in, bom))
        in = piece(in, bom.len, in.len);
    require(cvd_text_normalize(in, &nfc, NULL) == CVD_OK, in);
    require(cvd_str_equal(cvd_buf_str(&nfc), got), in);
    cvd_buf_release(&nfc);
}

/* Read what was read: nothing changes, unless escapes have become what a file
 * of another kind begins with ("&#37;PDF-"). */
static void check_again(reader *read, struct cvd_str got,
                        const struct cvd_reading *first)
{
    struct cvd_buf again = { 0 };
    struct cvd_reading how;
    struct cvd_err err = { 0 };
    enum cvd_status st = read(got, &again, &how, &err);

    if (st == CVD_EINPUT && cvd_reading_notable(first)) {
        require(strstr(err.msg, "it seems to be"), got);
        return;
    }
    require(st == CVD_OK, got);
    require(cvd_str_equal(cvd_buf_str(&again), got), got);
    cvd_buf_release(&again);
}

static void check(reader *read, struct cvd_str in)
{
    static const struct cvd_str before = { "a\xCC", 2 };
    struct cvd_buf out = { 0 };
    struct cvd_err err = { 0 };
    struct cvd_reading how, untouched;

    memset(&how, 0x5A, sizeof how);
    memset(&untouched, 0x5A, sizeof untouched);
    require(cvd_buf_add(&out, before) == CVD_OK, in);
    enum cvd_status st = read(in, &out, &how, &err);
    require(out.len >= before.len &&
                memcmp(out.ptr, before.ptr, before.len) == 0, in);
    if (st != CVD_OK) {
        require(st == CVD_EINPUT || st == CVD_ELIMIT, in);
        require(out.len == before.len, in);
        require(memcmp(&how, &untouched, sizeof how) == 0, in);
        require(err.msg[0] && is_utf8(cvd_str_from(err.msg)), in);
        cvd_buf_release(&out);
        return;
    }
    struct cvd_str got = piece(cvd_buf_str(&out), before.len, out.len);
    require(is_nfc(got), in);
    require(!cvd_str_starts(got, bom), in);
    require(got.len <= GROWTH_MAX * in.len, in);
    check_how(&how, in);
    if (!cvd_reading_notable(&how))
        check_plain(in, got);
    check_again(read, got, &how);
    cvd_buf_release(&out);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cvd_str in = { (const char *)data, size };

    check(cvd_text_read, in);
    check(cvd_text_repair, in);
    return 0;
}
