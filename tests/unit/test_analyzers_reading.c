/* test_analyzers_reading.c - cvd_text_read(): what is read, what is left
 * alone, what is refused.  Reads the shared samples, if they are there. */
#include "tests/unit/reading_support.h"

#include "base/limits.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static struct cvd_str bytes_of(const char *s, size_t n)
{
    return (struct cvd_str){ s, n };
}

/* ---- left alone ------------------------------------------------------ */

static const char *const clean[] = {
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "và các cá nhân là bà con xã nhà",   /* Latin-1 letters alone */
    "Điều 2. Mức hỗ trợ: 25 °C, 10 m², ½ năm, § 5, © 2021, R&D, AT&T;",
    "• Hội · Đoàn ® « Việt » “Nam” – … ™",
    "Bayern München gặp São Paulo, Crème brûlée, Malmö, Køln, Škoda, Ærø",
    "Thủ môn Müller và cầu thủ Özil, Čech, François đến Đà Nẵng",
    "Les élèves français étudient à l'école; où est le garçon ? Ça va très "
        "bien, merci. L'été dernier, nous étions à la forêt près du château.",
    "Die Größe der Häuser ändert sich für Bürger über längere Zeit. Schöne "
        "Grüße aus Köln und München, daß die Straße größer wäre.",
    "El niño pequeño comió piñas mañana en España; ¿qué pasó después? Más "
        "allá está la montaña. Él también volvió ayer según señaló.",
    "Perché non può più andare così? Già ciò che è più però sarà lì, può "
        "darsi. Può può può.",
    "Não é possível a ação; são três irmãos, você está à mãe, coração.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy. Zażółć gęślą jaźń.",
    "Ils sont arrivés. Où? Là. Ça. Été. À bientôt!",
    "What is a? It's so. I'm here. I'm not. I'm so. Is it to do? No. He's "
        "a do'er. Go to. So? Do? To? No? Hi! I'm. You're in.",
    "int main(void) { char *a = \"a'b\"; return a[i] ? o+u : (a(b)); } // "
        "a~b e^2 o^2 u' y? i.e. a.b.c o.o a`b`",
    "x = a^2 + b^2; y = o(n); s/a'/e`/; if (e~f) { do.it(); u.v = i.j }",
    "id,name,value\n1,a.b,\"c'd\"\n2,e?f,g(h)\n3,\"u+v\",o.k\n",
    "ho ten: nguyen van a. que quan: ha noi. so 5 ba. la. di? co. me.",
    "https://vi.wikipedia.org/wiki/Vi%E1%BB%87t?a=1&b=2&copy=3&lt;x",
    "Việt\xC2\xADNam và zero\xE2\x80\x8Bwidth \xEF\xBB\xBF trong chữ",
    "U+0041\tU+1EA0 U+01B0 A+U+0300 o.1 a.2 u.3 U+1EF9 E+1 O+2",
    "QÐ-UBND, HÐND: chữ Ð khác",
    "<p>&lt;b&gt; &amp;amp; &nbsp; caf&eacute; R&D</p>",
    "Ελληνικά, русский текст, 日本語, العربية",
    "đồng 5.000₫, Ơ Ư, 100%",
    /* ordinals, letters and measures that stand alone are no words */
    "ª º 1ª 2º nº Nº",
    "ü ö ä ß Ü Ö Ä",
    "ñ Ñ ç Ç é è à ê â; ¹ ² ³; 25 µg/m³, 3 Å, 30°C, ±2°",
    "Ñu lač hŏng ñing, ñam, ñu; Ƀuôn Ƀlang, Êđê, Mơ Nông, Čư M'gar, H'Ƀia",
    "Bảng mã: \"Vieät Nam\" là VNI và \"ViÖt Nam\" là TCVN3.",
};

static void test_clean(void **state)
{
    struct cvd_buf out = { 0 }, want = { 0 };
    struct cvd_reading how;
    char label[CVD_READING_LABEL_MAX];

    (void)state;
    for (size_t i = 0; i < COUNT(clean); i++) {
        struct cvd_str in = cvd_str_from(clean[i]);
        cvd_buf_clear(&want);
        assert_int_equal(cvd_text_normalize(in, &want, NULL), CVD_OK);
        assert_int_equal(read_twice(in, &out, &how, NULL), CVD_OK);
        assert_string_equal(out.ptr, want.ptr);
        assert_false(cvd_reading_notable(&how));
        cvd_reading_label(&how, label);
        assert_string_equal(label, "UTF-8");
    }
    cvd_buf_release(&out);
    cvd_buf_release(&want);
}

/* ---- read ------------------------------------------------------------ */

#define B(s) s, sizeof(s) - 1
static const struct {
    const char *in;
    size_t n;
    const char *want, *label;
} cases[] = {
    { B(""), "", "UTF-8" },
    { B("\xEF\xBB\xBFVie\xCC\xA3\xCC\x82t"), "Việt", "UTF-8" },
    { B("\xEF\xBB\xBF\xEF\xBB\xBFx"), "x", "UTF-8" },
    /* UTF-16, with a mark and without */
    { B("\xFF\xFEV\0i\0\xC7\x1Et\0"), "Việt", "UTF-16LE" },
    { B("\xFE\xFF\0V\0i\x1E\xC7\0t"), "Việt", "UTF-16BE" },
    { B("V\0i\0\xC7\x1Et\0 \0N\0a\0m\0"), "Việt Nam", "UTF-16LE" },
    { B("\0V\0i\x1E\xC7\0t\0 \0N\0a\0m"), "Việt Nam", "UTF-16BE" },
    { B("\xFF\xFE=\xD8\x4D\xDC"), "👍", "UTF-16LE" },
    { B("B\0\xE3\0i\0 \0=\xD8\x4D\xDC \0\x92\x21 \0H\0a\0i\0 \0B\0a\0"
        " \0B\0o\0n\0"),
      "Bãi 👍 → Hai Ba Bon", "UTF-16LE" },
    { B("V\0i\0\xC7\x1Et\0 \0N\0a\0m\0 "), "Việt Nam�",
      "UTF-16LE (1 replaced)" },
    /* the capitals of TCVN3 */
    { B("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM\n"
        "§éc lËp - Tù do - H¹nh phóc"),
      "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
      "UTF-8 (TCVN3 mojibake) 92%" },
    { B("UBND TØNH Hµ GIANG, t¹i Hµ Néi; UBND tØnh Hµ Nam cã ý kiÕn; "
        "ý KIÕN §Ò NGHÞ; ñy ban"),
      "UBND TỈNH HÀ GIANG, tại Hà Nội; UBND tỉnh Hà Nam có ý kiến; "
      "ý KIẾN ĐỀ NGHỊ; ủy ban", NULL },
    /* an abbreviation does not tell the case of the words about it */
    { B("Sè: 12/UBND-KTN; Së KH§T, Së TN&MT; Sè 15-NQ/TU; Tê tr×nh"),
      "Số: 12/UBND-KTN; Sở KHĐT, Sở TN&MT; Số 15-NQ/TU; Tờ trình", NULL },
    /* signs of other fonts */
    { B("· DiÖn tÝch 25 m², nhiÖt ®é 30°C ± 2; © 2004 V¨n phßng tØnh"),
      "· Diện tích 25 m², nhiệt độ 30°C ± 2; © 2004 Văn phòng tỉnh", NULL },
    /* đ and ô alone */
    { B("®/c Hïng; « t« 36A; 5.000 ®/kg vµ 30.000®, quª ë Thanh Hãa"),
      "đ/c Hùng; ô tô 36A; 5.000 đ/kg và 30.000đ, quê ở Thanh Hóa", NULL },
    /* both places of the tone in oa and uy */
    { B("TØnh uû, uû ban, thuû lîi, to¹ ®µm, ho¶ ho¹n"),
      "Tỉnh uỷ, uỷ ban, thuỷ lợi, toạ đàm, hoả hoạn", NULL },
    /* two words that no other language has, alone and in a clean line */
    { B("QuyÕt ®Þnh"), "Quyết định", "UTF-8 (TCVN3 mojibake) 67%" },
    { B("Viá»‡t Nam"), "Việt Nam", "UTF-8 (UTF-8 mojibake) 50%" },
    { B("Đồng chí Lª V¨n Hiệp, Ủy viên"), "Đồng chí Lê Văn Hiệp, Ủy viên",
      "UTF-8 (TCVN3 mojibake, partly) 67%" },
    /* bytes of a word or two; in some VISCII, VPS and windows-1258 agree */
    { B("Vi\xD6t Nam"), "Việt Nam", "TCVN3 50%" },
    { B("Vie\xE4t Nam"), "Việt Nam", "VNI 50%" },
    { B("Th\xF4ng b\xE1o"), "Thông báo", "VISCII 67%" },
    /* a soft hyphen is ư */
    { B("tr­ëng ban, ng­êi ®øng ®Çu"), "trưởng ban, người đứng đầu",
      "UTF-8 (TCVN3 mojibake) 80%" },
    /* VNI: a small mark behind a capital */
    { B("UÛY BAN NHAÂN DAÂN, Uûy ban nhaân daân tænh"),
      "ỦY BAN NHÂN DÂN, Ủy ban nhân dân tỉnh",
      "UTF-8 (VNI mojibake) 88%" },
    /* UTF-8 twice */
    { B("Viá»‡t Nam, Ä‘Æ°á»\xC2\x9D" "ng phá»‘ HÃ\xC2\xA0 Ná»™i"),
      "Việt Nam, đường phố Hà Nội", NULL },
    /* a run in a line, a line in a text */
    { B("theo thẩm quyền hoặc Phª duyÖt quy ho¹ch kết cấu hạ tầng giao "
        "thông đường bộ theo thÈm quyÒn ®Þnh kú"),
      "theo thẩm quyền hoặc Phê duyệt quy hoạch kết cấu hạ tầng giao "
      "thông đường bộ theo thẩm quyền định kỳ",
      "UTF-8 (TCVN3 mojibake, partly) 88%" },
    { B("Điều 1. Phạm vi điều chỉnh của Luật\n"
        "\xA7i\xD2u 2. \xA7\xE8i t\xAD\xEEng \xB8p d\xF4ng c\xF1" "a Lu\xCBt"
        "\n"),
      "Điều 1. Phạm vi điều chỉnh của Luật\n"
      "Điều 2. Đối tượng áp dụng của Luật\n",
      "TCVN3 (partly) 88%" },
    /* HTML */
    { B("C&ocirc;ng b&#7889; Ngh&#x1ecb; &#273;&#7883;nh &amp; R&D &lt;"),
      "Công bố Nghị định & R&D <", "UTF-8 (references)" },
    { B("C&ocirc;ng AT&T; &amp;"), "Công AT&T; &amp;",
      "UTF-8 (references)" },
    { B("Vi&amp;#7879;t Nam, C&amp;amp;ocirc;ng, &amp;lt;"),
      "Việt Nam, Công, &amp;lt;", "UTF-8 (references)" },
    /* VIQR, and stops that are none */
    { B("Co^.ng ho`a xa~ ho^.i chu? nghi~a Vie^.t Nam. Ba. La. Hai. "
        "DDo^.c la^.p."),
      "Cộng hòa xã hội chủ nghĩa Việt Nam. Ba. La. Hai. Độc lập.",
      "VIQR 90%" },
    /* a stop that stands behind a mark; the đ of GDĐT; lists and tables */
    { B("Ddo^`ng chi' Vu~ Thi.. Bo^. GDDDT; So+? VHTT;\n"
        "- Nhu+ tre^n;\n1 | Nguye^~n Va(n O+n | ho.p |"),
      "Đồng chí Vũ Thị. Bộ GDĐT; Sở VHTT;\n"
      "- Như trên;\n1 | Nguyễn Văn Ơn | họp |", NULL },
    /* who makes no stops makes none before a name */
    { B("to^i la` ho.c sinh lo+'p mo^.t cu?a tru+o+`ng Nguye^~n Tra~i o+? "
        "tha`nh pho^' va` ba.n to^i te^n Thi. Hoa cu~ng ho.c o+? ddo' na(m "
        "nay chu'ng to^i ddi tha(m la(ng Ba'c cu`ng nhau mo^.t la^`n vui"),
      "tôi là học sinh lớp một của trường Nguyễn Trãi ở "
      "thành phố và bạn tôi tên Thị Hoa cũng học ở đó năm "
      "nay chúng tôi đi thăm lăng Bác cùng nhau một lần vui", NULL },
    /* bad bytes in good text */
    { B("Ủy ban nhân dân tỉnh đề nghị các cơ quan thực hiện \xE9 nghiêm "
        "túc chỉ đạo"),
      "Ủy ban nhân dân tỉnh đề nghị các cơ quan thực hiện � nghiêm "
      "túc chỉ đạo", "UTF-8 (1 replaced)" },
    { B("Việt Nam và tỉnh \xE1\xBB"), "Việt Nam và tỉnh �",
      "UTF-8 (1 replaced)" },
};

static void test_read(void **state)
{
    struct cvd_buf out = { 0 };
    struct cvd_reading how;
    struct cvd_err err;
    char label[CVD_READING_LABEL_MAX];

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        err.msg[0] = '\0';
        enum cvd_status st = read_twice(bytes_of(cases[i].in, cases[i].n),
                                        &out, &how, &err);
        if (st != CVD_OK)
            fail_msg("case %zu: %s", i, err.msg);
        assert_string_equal(out.ptr ? out.ptr : "", cases[i].want);
        cvd_reading_label(&how, label);
        if (cases[i].label)
            assert_string_equal(label, cases[i].label);
    }
    cvd_buf_release(&out);
}

static void test_appends(void **state)
{
    struct cvd_buf out = { 0 };
    struct cvd_reading how;

    (void)state;
    assert_int_equal(cvd_buf_add_text(&out, "x"), CVD_OK);
    assert_int_equal(cvd_text_read(cvd_str_from("§éc lËp tù do"), &out,
                                   &how, NULL), CVD_OK);
    assert_int_equal(cvd_text_read(cvd_str_from("\xFF"), &out, &how, NULL),
                     CVD_EINPUT);
    assert_string_equal(out.ptr, "xĐộc lập tự do");
    cvd_buf_release(&out);
}

/* A JSON string is UTF-8 or an error, and may hold U+0000. */
static void test_repair(void **state)
{
    struct cvd_buf out = { 0 };
    struct cvd_reading how;
    struct cvd_err err;

    (void)state;
    assert_int_equal(cvd_text_repair(bytes_of(B("a\0b")), &out, &how, &err),
                     CVD_OK);
    assert_int_equal(out.len, 3);
    cvd_buf_clear(&out);
    assert_int_equal(cvd_text_repair(cvd_str_from("§éc lËp tù do"), &out,
                                     &how, &err), CVD_OK);
    assert_string_equal(out.ptr, "Độc lập tự do");
    assert_int_equal(cvd_text_repair(cvd_str_from("CHX H\xE9i ch\xF1"), &out,
                                     &how, &err), CVD_EINPUT);
    assert_non_null(strstr(err.msg, "not UTF-8: byte 0xE9 at offset 5"));
    cvd_buf_release(&out);
}

/* A few bad bytes are replaced in a long text, not in a short one. */
static void test_stray_bytes(void **state)
{
    struct cvd_buf in = { 0 }, out = { 0 };
    struct cvd_reading how;
    struct cvd_err err;
    char label[CVD_READING_LABEL_MAX];

    (void)state;
    for (int i = 0; i < 100; i++)
        assert_int_equal(cvd_buf_add_text(&in, "Ủy ban nhân dân tỉnh. "),
                         CVD_OK);
    assert_int_equal(cvd_buf_add_text(&in, "x\xFFy z\x80 cuối"), CVD_OK);
    assert_int_equal(read_twice(cvd_buf_str(&in), &out, &how, &err),
                     CVD_OK);
    assert_int_equal(how.replaced, 2);
    cvd_reading_label(&how, label);
    assert_string_equal(label, "UTF-8 (2 replaced)");
    assert_int_equal(cvd_text_read(cvd_str_from("tỉnh x\xFFy z"), &out,
                                   &how, &err), CVD_EINPUT);
    cvd_buf_release(&in);
    cvd_buf_release(&out);
}

/* ---- refused --------------------------------------------------------- */

static void test_refused(void **state)
{
    static const struct { const char *in; size_t n; const char *why; }
    bad[] = {
        { B("%PDF-1.4\n%..."), "seems to be a PDF" },
        { B("PK\3\4\x14\0\0\0"), "ZIP archive or a DOCX" },
        { B("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"), "Microsoft Office" },
        { B("{\\rtf1\\ansi Vi}"), "RTF" },
        { B("abc\0def"), "NUL byte at offset 3" },
        { B("tr\xFF"), "byte 0xFF at offset 2" },
        { B("H\xC0\xE0nh"), "nor convincing as TCVN3, VNI" },
        { B("Les \xE9l\xE8ves fran\xE7" "ais \xE9tudient l'\xE9t\xE9 "
            "derni\xE8re \xE0 l'\xE9" "cole o\xF9 l'\xE9t\xE9 est l\xE0"),
          "byte 0xE9 at offset 4" },
        { B("\x80\x81\x82\x83\xFE\xFD\xFC\x90\x91"), "not UTF-8" },
        { B("\xFF\xFE\0\xD8\0\xD8\0\xD8"), "not UTF-16" },
    };
    struct cvd_buf out = { 0 };
    struct cvd_reading how;
    struct cvd_err err;

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct cvd_str in = bytes_of(bad[i].in, bad[i].n);
        assert_int_equal(cvd_text_read(in, &out, &how, &err), CVD_EINPUT);
        if (!strstr(err.msg, bad[i].why))
            fail_msg("case %zu: '%s' does not say '%s'", i, err.msg,
                     bad[i].why);
    }
    struct cvd_str all = { NULL, (size_t)CVD_DOC_BYTES_MAX + 1 };
    char *zero = calloc(1, all.len);
    assert_non_null(zero);
    all.ptr = zero;
    assert_int_equal(cvd_text_read(all, &out, &how, &err), CVD_ELIMIT);
    free(zero);
    assert_int_equal(out.len, 0);
    cvd_buf_release(&out);
}

/* ---- the shared samples ---------------------------------------------- */

static size_t unhex(const char *hex, char *to)
{
    size_t n = 0;

    for (; hex[0] && hex[1]; hex += 2, n++) {
        char two[] = { hex[0], hex[1], '\0' };
        to[n] = (char)strtoul(two, NULL, 16);
    }
    return n;
}

static void assert_sample(struct cvd_str in, const char *want,
                          const char *encoding, bool mojibake)
{
    struct cvd_buf out = { 0 };
    struct cvd_reading how;
    struct cvd_err err;

    if (read_twice(in, &out, &how, &err) != CVD_OK)
        fail_msg("%s, %s: %s", encoding, want, err.msg);
    assert_string_equal(out.ptr, want);
    if (strcmp(encoding, "VIQR") != 0)
        assert_int_equal(how.mojibake, mojibake);
    cvd_buf_release(&out);
}

static void test_samples(void **state)
{
    enum { ENCODING, TEXT, WANT, HEX, MOJIBAKE, FIELDS };
    char line[4096], raw[2048];
    size_t rows = 0;
    FILE *f = shared_open("tables/encodings_samples.tsv");

    (void)state;
    if (!f)
        skip();
    while (fgets(line, sizeof line, f)) {
        char *field[FIELDS] = { line };
        size_t n = 1;
        line[strcspn(line, "\n")] = '\0';
        for (char *p = line; n < FIELDS && (p = strchr(p, '\t'));) {
            *p++ = '\0';
            field[n++] = p;
        }
        if (n < FIELDS || rows++ == 0)
            continue;
        struct cvd_str bytes = { raw, unhex(field[HEX], raw) };
        assert_sample(bytes, field[WANT], field[ENCODING], false);
        assert_sample(cvd_str_from(field[MOJIBAKE]), field[WANT],
                      field[ENCODING], true);
    }
    assert_true(rows > 20);
    fclose(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clean),
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_appends),
        cmocka_unit_test(test_repair),
        cmocka_unit_test(test_stray_bytes),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_samples),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
