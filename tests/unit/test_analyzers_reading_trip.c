/* test_analyzers_reading_trip.c - texts written in each old encoding are
 * read back: 2,000 of each, as bytes and as mojibake.
 *
 * Reads corpus/tables/, so it runs in the checkout's top directory.  Where
 * nothing else is asked for, TCVN3 is compared without case: its toned
 * capitals have no bytes of their own. */
#include "tests/unit/reading_support.h"

enum {
    TEXTS = 2000,
    FAILURES_MAX = TEXTS / 200, /* 99.5 % must come back */
    SHOWN_MAX = 8,
    SYLLABLES_MAX = 4000,
    ROWS_MAX = 200
};

static char syllable[SYLLABLES_MAX][16];
static size_t syllables;

struct row {
    char text[5];              /* a character, UTF-8 */
    uint8_t bytes[3];
    size_t len;
};

struct table {
    const char *name;
    struct row row[ROWS_MAX];
    size_t count;
};

static uint64_t seed;

static uint32_t random_below(uint32_t n)
{
    seed ^= seed << 13; /* xorshift64, Marsaglia 2003 */
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 32) % n;
}

static void put_utf8(uint32_t c, char *to)
{
    if (c < 0x80)
        (void)sprintf(to, "%c", (int)c);
    else if (c < 0x800)
        (void)sprintf(to, "%c%c", (int)(0xC0 | c >> 6),
                      (int)(0x80 | (c & 63)));
    else
        (void)sprintf(to, "%c%c%c", (int)(0xE0 | c >> 12),
                      (int)(0x80 | (c >> 6 & 63)), (int)(0x80 | (c & 63)));
}

static void load_table(struct table *t)
{
    char line[256], name[32], hex[16];
    unsigned code;
    FILE *f = fopen("corpus/tables/encodings.tsv", "r");

    assert_non_null(f);
    t->count = 0;
    while (fgets(line, sizeof line, f)) {
        struct row *r = &t->row[t->count];
        if (sscanf(line, "%31s %15s U+%x", name, hex, &code) != 3 ||
            strcmp(name, t->name) != 0)
            continue;
        put_utf8(code, r->text);
        r->len = strlen(hex) / 2;
        for (size_t i = 0; i < r->len; i++) {
            char two[] = { hex[2 * i], hex[2 * i + 1], '\0' };
            r->bytes[i] = (uint8_t)strtoul(two, NULL, 16);
        }
        t->count++;
        assert_true(t->count < ROWS_MAX);
    }
    fclose(f);
}

static int load(void **state)
{
    char line[256];
    FILE *f = fopen("corpus/tables/common_syllables.tsv", "r");

    (void)state;
    if (!f)
        return -1;
    while (fgets(line, sizeof line, f) && syllables < SYLLABLES_MAX) {
        line[strcspn(line, "\t\n")] = '\0';
        if (line[0] != '#' && strlen(line) < sizeof syllable[0])
            strcpy(syllable[syllables++], line);
    }
    fclose(f);
    return syllables > 1000 ? 0 : -1;
}

/* ---- writing --------------------------------------------------------- */

static size_t char_len(const char *s)
{
    uint8_t c = (uint8_t)*s;

    return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static const struct row *find_row(const struct table *t, const char *s,
                                  size_t n)
{
    for (size_t i = 0; i < t->count; i++)
        if (strlen(t->row[i].text) == n &&
            memcmp(t->row[i].text, s, n) == 0)
            return &t->row[i];
    return NULL;
}

/* The capital or small form of the character at `s`, UTF-8 of as many bytes:
 * true of all Vietnamese letters. */
static void change_case(const char *s, size_t n, bool capital, char *to)
{
    static const char pairs[] =
        "ÀàÁáÂâÃãÈèÉéÊêÌìÍíÒòÓóÔôÕõÙùÚúÝýĂăĐđĨĩŨũƠơƯưẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵ"
        "ẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ";

    memcpy(to, s, n);
    if (n == 1) {
        if (capital && *s >= 'a' && *s <= 'z')
            *to = (char)(*s - 32);
        if (!capital && *s >= 'A' && *s <= 'Z')
            *to = (char)(*s + 32);
        return;
    }
    for (const char *p = pairs; *p; p += 2 * char_len(p))
        if (char_len(p) == n &&
            (memcmp(p, s, n) == 0 || memcmp(p + n, s, n) == 0)) {
            memcpy(to, capital ? p : p + n, n);
            return;
        }
}

static void write_1258(struct table *t, const char *s, size_t n,
                       struct cvd_buf *out)
{
    /* A letter that has no byte is its quality, then its tone: found by
     * trying, since NFC tells. */
    for (size_t v = 0; v < t->count; v++)
        for (size_t m = 0; m < t->count; m++) {
            char two[16];
            struct cvd_buf nfc = { 0 };
            if (strncmp(t->row[m].text, "\xCC", 1) != 0)
                continue;
            (void)snprintf(two, sizeof two, "%s%s", t->row[v].text,
                           t->row[m].text);
            assert_int_equal(cvd_text_normalize(cvd_str_from(two), &nfc,
                                                NULL), CVD_OK);
            bool same = nfc.len == n && memcmp(nfc.ptr, s, n) == 0;
            cvd_buf_release(&nfc);
            if (same) {
                (void)cvd_buf_add_bytes(out, t->row[v].bytes, 1);
                (void)cvd_buf_add_bytes(out, t->row[m].bytes, 1);
                return;
            }
        }
    fail_msg("windows-1258 cannot write '%.*s'", (int)n, s);
}

/* Rows of what has to be sought, so that it is sought once. */
static void complete_1258(struct table *t)
{
    static const char ascii[] = "aeiouyAEIOUY";
    size_t listed = t->count;

    for (size_t i = 0; ascii[i]; i++) {
        struct row *r = &t->row[t->count++];
        *r = (struct row){ { ascii[i] }, { (uint8_t)ascii[i] }, 1 };
    }
    struct table letters = { .name = "VISCII" };
    load_table(&letters);
    size_t count = t->count;
    for (size_t i = 0; i < letters.count; i++) {
        struct cvd_buf b = { 0 };
        const char *s = letters.row[i].text;
        if (find_row(t, s, strlen(s)))
            continue;
        write_1258(t, s, strlen(s), &b);
        struct row *r = &t->row[count];
        strcpy(r->text, s);
        memcpy(r->bytes, b.ptr, r->len = b.len);
        cvd_buf_release(&b);
        count++;
    }
    /* ASCII goes as it is. */
    for (size_t i = listed; i < t->count; i++)
        t->row[i].text[0] = '\0';
    t->count = count;
}

static void encode(const struct table *t, struct cvd_str text,
                   struct cvd_buf *out)
{
    bool viqr = strcmp(t->name, "VIQR") == 0, letter = false;

    cvd_buf_clear(out);
    for (size_t i = 0; i < text.len;) {
        const char *s = text.ptr + i;
        size_t n = char_len(s);
        char small[4];
        const struct row *r = *s & 0x80 ? find_row(t, s, n) : NULL;
        change_case(s, n, false, small);
        if (!r && *s & 0x80) /* TCVN3 */
            r = find_row(t, small, n);
        if (r) {
            (void)cvd_buf_add_bytes(out, r->bytes, r->len);
            letter = true;
        } else {
            /* RFC 1456: a stop that could be a mark is escaped. */
            if (viqr && letter && strchr("'`?~.^(+*", *s))
                (void)cvd_buf_add_char(out, '\\');
            assert_true(n == 1);
            (void)cvd_buf_add_char(out, *s);
            letter = strchr("aeiouyAEIOUY", *s) != NULL;
        }
        i += n;
    }
}

static void encode_utf16(struct cvd_str text, bool big, bool mark,
                         struct cvd_buf *out)
{
    cvd_buf_clear(out);
    if (mark)
        (void)cvd_buf_add_bytes(out, big ? "\xFE\xFF" : "\xFF\xFE", 2);
    for (size_t i = 0, n; i < text.len; i += n) {
        const uint8_t *p = (const uint8_t *)text.ptr + i;
        n = char_len(text.ptr + i);
        uint32_t c = n == 1 ? p[0]
                     : n == 2 ? (p[0] & 31u) << 6 | (p[1] & 63u)
                              : (p[0] & 15u) << 12 | (p[1] & 63u) << 6 |
                                    (p[2] & 63u);
        uint8_t two[] = { (uint8_t)(c >> (big ? 8 : 0)),
                          (uint8_t)(c >> (big ? 0 : 8)) };
        (void)cvd_buf_add_bytes(out, two, 2);
    }
}

/* What `bytes` are when taken for windows-1252 and saved as UTF-8. */
static void to_mojibake(const struct table *western, struct cvd_str bytes,
                        struct cvd_buf *out)
{
    cvd_buf_clear(out);
    for (size_t i = 0; i < bytes.len; i++) {
        uint8_t b = (uint8_t)bytes.ptr[i];
        char utf8[8];
        put_utf8(b, utf8);
        for (size_t k = 0; k < western->count && b >= 0x80 && b < 0xA0; k++)
            if (western->row[k].bytes[0] == b)
                strcpy(utf8, western->row[k].text);
        (void)cvd_buf_add_bytes(out, utf8, b ? strlen(utf8) : 1);
    }
}

/* ---- texts ----------------------------------------------------------- */

enum style { SMALL, FIRST_CAPITAL, CAPITALS };

static void add_word(struct cvd_buf *out, const char *word,
                     enum style style)
{
    for (const char *p = word; *p; p += char_len(p)) {
        char to[4];
        bool capital = style == CAPITALS ||
                       (style == FIRST_CAPITAL && p == word);
        change_case(p, char_len(p), capital, to);
        (void)cvd_buf_add_bytes(out, to, char_len(p));
    }
}

/* A text of 40 to 120 syllables: sentences, names, a heading in capitals,
 * numbers. */
static void make_text(struct cvd_buf *out)
{
    uint32_t n = 40 + random_below(81), heading = random_below(12);
    bool begins = true;

    cvd_buf_clear(out);
    for (uint32_t i = 0; i < n; i++) {
        enum style style = i < heading              ? CAPITALS
                           : begins                 ? FIRST_CAPITAL
                           : random_below(12) == 0  ? FIRST_CAPITAL
                                                    : SMALL;
        begins = false;
        add_word(out, syllable[random_below((uint32_t)syllables)], style);
        if (i + 1 == heading || random_below(25) == 0) {
            (void)cvd_buf_add_text(out, i + 1 == heading ? "\n" : ".\n");
            begins = true;
        } else if (random_below(20) == 0) {
            (void)cvd_buf_printf(out, " %u/2023-CV, ", random_below(900));
        } else {
            (void)cvd_buf_add_text(out, random_below(15) ? " " : ", ");
        }
    }
}

static bool same_words(struct cvd_str a, struct cvd_str b)
{
    struct cvd_tokens x = { 0 }, y = { 0 };
    bool same = cvd_tokenize(a, &x) == CVD_OK &&
                cvd_tokenize(b, &y) == CVD_OK && x.count == y.count;

    for (size_t i = 0; same && i < x.count; i++)
        same = cvd_str_equal(cvd_token_exact(&x, i), cvd_token_exact(&y, i));
    cvd_tokens_release(&x);
    cvd_tokens_release(&y);
    return same;
}

struct score {
    size_t failed;
};

/* Where what was read begins to differ, and a few words about it. */
static void show_difference(const char *name, const char *why,
                            struct cvd_str want, struct cvd_str got)
{
    enum { ABOUT = 24 };
    size_t i = 0;

    while (i < want.len && i < got.len && want.ptr[i] == got.ptr[i])
        i++;
    size_t from = i > ABOUT ? i - ABOUT : 0;
    print_message("%s: %s: want '%.*s' got '%.*s'\n", name, why,
                  (int)(want.len - from < 2 * ABOUT ? want.len - from
                                                    : 2 * ABOUT),
                  want.ptr + from,
                  (int)(got.len <= from               ? 0
                        : got.len - from < 2 * ABOUT ? got.len - from
                                                     : 2 * ABOUT),
                  got.len > from ? got.ptr + from : "");
}

/* Read `in`; it must become `text`. */
static void check(struct score *s, const char *name, struct cvd_str in,
                  struct cvd_str text, bool any_case)
{
    struct cvd_buf out = { 0 };
    struct cvd_reading how;
    struct cvd_err err = { .msg = "" };
    bool good = cvd_text_read(in, &out, &how, &err) == CVD_OK;

    if (good)
        good = any_case ? same_words(cvd_buf_str(&out), text)
                        : cvd_str_equal(cvd_buf_str(&out), text);
    if (!good && s->failed++ < SHOWN_MAX)
        show_difference(name, err.msg, text, cvd_buf_str(&out));
    cvd_buf_release(&out);
}

static void finish(const struct score *s, const char *name)
{
    print_message("%s: %d of %d read back\n", name,
                  TEXTS - (int)s->failed, TEXTS);
    assert_true(s->failed <= FAILURES_MAX);
}

static void trip(const char *name)
{
    static struct table t, western;
    struct cvd_buf text = { 0 }, bytes = { 0 }, shown = { 0 };
    struct score raw = { 0 }, mojibake = { 0 };
    bool tcvn3 = strcmp(name, "TCVN3") == 0;

    seed = 20231109;
    t.name = name;
    load_table(&t);
    western.name = "WINDOWS-1252";
    load_table(&western);
    if (strcmp(name, "WINDOWS-1258") == 0)
        complete_1258(&t);
    for (int i = 0; i < TEXTS; i++) {
        make_text(&text);
        encode(&t, cvd_buf_str(&text), &bytes);
        check(&raw, name, cvd_buf_str(&bytes), cvd_buf_str(&text), tcvn3);
        to_mojibake(&western, cvd_buf_str(&bytes), &shown);
        check(&mojibake, name, cvd_buf_str(&shown), cvd_buf_str(&text),
              tcvn3);
    }
    finish(&raw, name);
    print_message("as mojibake, ");
    finish(&mojibake, name);
    cvd_buf_release(&text);
    cvd_buf_release(&bytes);
    cvd_buf_release(&shown);
}

static void test_tcvn3(void **state) { (void)state; trip("TCVN3"); }
static void test_vni(void **state) { (void)state; trip("VNI-WIN"); }
static void test_viscii(void **state) { (void)state; trip("VISCII"); }
static void test_vps(void **state) { (void)state; trip("VPS"); }
static void test_1258(void **state) { (void)state; trip("WINDOWS-1258"); }
static void test_viqr(void **state) { (void)state; trip("VIQR"); }

static void test_utf16(void **state)
{
    struct cvd_buf text = { 0 }, bytes = { 0 };
    struct score s = { 0 };

    (void)state;
    seed = 20231109;
    for (int i = 0; i < TEXTS; i++) {
        make_text(&text);
        encode_utf16(cvd_buf_str(&text), i & 1, i & 2, &bytes);
        check(&s, "UTF-16", cvd_buf_str(&bytes), cvd_buf_str(&text), false);
    }
    finish(&s, "UTF-16");
    cvd_buf_release(&text);
    cvd_buf_release(&bytes);
}

/* UTF-8 taken for windows-1252 and saved as UTF-8 again. */
static void test_twice(void **state)
{
    static struct table western = { .name = "WINDOWS-1252" };
    struct cvd_buf text = { 0 }, shown = { 0 };
    struct score s = { 0 };

    (void)state;
    seed = 20231109;
    load_table(&western);
    for (int i = 0; i < TEXTS; i++) {
        make_text(&text);
        to_mojibake(&western, cvd_buf_str(&text), &shown);
        check(&s, "UTF-8 twice", cvd_buf_str(&shown), cvd_buf_str(&text),
              false);
    }
    finish(&s, "UTF-8 twice");
    cvd_buf_release(&text);
    cvd_buf_release(&shown);
}

/* Headings come back in capitals, names as they were. */
static void test_tcvn3_capitals(void **state)
{
    static const char *const texts[] = {
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG\nKẾ HOẠCH VỀ VIỆC Ủ Ấ",
        "Tỉnh Hà Nam, huyện Mỹ Lộc, xã Đại Sơn",
    };
    static struct table t = { .name = "TCVN3" };
    struct cvd_buf bytes = { 0 };
    struct score s = { 0 };

    (void)state;
    load_table(&t);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        encode(&t, cvd_str_from(texts[i]), &bytes);
        check(&s, "TCVN3", cvd_buf_str(&bytes), cvd_str_from(texts[i]),
              false);
    }
    assert_int_equal(s.failed, 0);
    cvd_buf_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf16),
        cmocka_unit_test(test_1258),
        cmocka_unit_test(test_tcvn3),
        cmocka_unit_test(test_tcvn3_capitals),
        cmocka_unit_test(test_vni),
        cmocka_unit_test(test_viscii),
        cmocka_unit_test(test_vps),
        cmocka_unit_test(test_viqr),
        cmocka_unit_test(test_twice),
    };

    return cmocka_run_group_tests(tests, load, NULL);
}
