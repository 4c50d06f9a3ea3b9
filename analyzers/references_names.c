/* references_names.c - where the name of a body ends in running text:
 * refer.h.
 *
 * analyzers/ may include base/ and ICU.
 *
 * "của [Ban Chỉ đạo phòng, chống tham nhũng, tiêu cực tỉnh] về việc": words,
 * pairs of words and columns end it. */
#include "analyzers/refer.h"

enum {
    NAME_BYTES_MAX = 200,
    NAME_WORDS_MAX = 24,
    QUOTE_BYTES_MAX = 160,   /* the name of a campaign inside an issuer */
    COLUMN_BLANKS = 4        /* apart two columns of a page */
};

/* ---- words that end a name -------------------------------------------- */

static const char *const stops[] = {
    "ve", "giao", "theo", "da", "duoc", "thi", "cho", "doi", "de", "la",
    "co", "neu", "tai", "trong", "tren", "ngay", "nam", "khi", "do", "nham",
    "tu", "den", "nay", "nhu", "voi", "ra", "ky", "ma", "v", "noi", "gui",
    "trinh", "va", "hoac", "boi", "thay", NULL
};

/* Those of them that bear marks, as they are spelled: giao ends a name, the
 * giáo of Tuyên giáo and the đỏ of Chữ thập đỏ do not. */
static const char *const marked_stops[] = {
    "về", "đã", "được", "thì", "đối", "để", "là", "có", "nếu", "tại", "trên",
    "ngày", "năm", "nhằm", "từ", "đến", "như", "với", "ký", "mà", "nơi",
    "gửi", "trình", "và", "hoặc", "bởi", NULL
};

/* What ends a name only as it is spelled: hỏi, but not Hội. */
static const char *const spelled_stops[] = {
    "nhưng", "hỏi", "kèm", "đề", "rằng", "sẽ", "gồm", "xin", NULL
};

bool cvd_refer_is_spelled(struct cvd_str t, const struct cvd_refer_word *w,
                       const char *const *list)
{
    struct cvd_str s = { t.ptr + w->start, w->end - w->start };

    for (; *list; list++)
        if (cvd_str_equal(s, cvd_str_from(*list)))
            return true;
    return false;
}

static bool is_stop(struct cvd_str t, const struct cvd_refer_word *w)
{
    struct cvd_str s = { t.ptr + w->start, w->end - w->start };
    bool ascii = true;

    if (cvd_refer_is_spelled(t, w, spelled_stops))
        return true;
    if (!cvd_refer_is_any(w, stops))
        return false;
    for (size_t i = 0; i < s.len; i++)
        ascii = ascii && (unsigned char)s.ptr[i] < 0x80;
    if (ascii || w->capital)
        return true;
    return cvd_refer_is_spelled(t, w, marked_stops);
}

/* Whether a word that would end a name belongs to the one before it: Đăng ký,
 * Cuộc thi, Hội thi. */
static bool is_compound(const struct cvd_refer_word *last,
                        const struct cvd_refer_word *a)
{
    static const char *const pairs[][2] = {
        { "dang", "ky" }, { "cuoc", "thi" }, { "hoi", "thi" },
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (cvd_refer_is(last, pairs[i][0]) && cvd_refer_is(a, pairs[i][1]))
            return true;
    return false;
}

/* Pairs that begin what a document does: its subject. */
static const char *const deeds[][2] = {
    { "ban", "hanh" },   { "quy", "dinh" },   { "phe", "duyet" },
    { "huong", "dan" },  { "sua", "doi" },    { "bo", "sung" },
    { "cong", "bo" },    { "cong", "nhan" },  { "dieu", "chinh" },
    { "thanh", "lap" },  { "trien", "khai" }, { "tang", "cuong" },
    { "kien", "toan" },  { "de", "nghi" },    { "hop", "nhat" },
    { "bai", "bo" },     { "thay", "the" },   { "chap", "thuan" },
    { "thong", "qua" },  { "yeu", "cau" },    { "chuyen", "giao" },
    { "phan", "cong" },  { "day", "manh" },   { "dinh", "huong" },
    { "giao", "chi" },   { "phan", "bo" },    { "uy", "quyen" },
};

/* Pairs that end a name and begin nothing of the kind. */
static const char *const breaks[][2] = {
    { "to", "chuc" },    { "thong", "bao" },  { "dong", "thoi" },
    { "dinh", "kem" },   { "kem", "theo" },   { "hien", "hanh" },
    { "hien", "nay" },   { "xac", "dinh" },   { "xem", "xet" },
    { "dong", "y" },     { "hieu", "luc" },   { "het", "hieu" },
    { "tiep", "tuc" },   { "thuc", "hien" },  { "chi", "dao" },
    { "quyet", "dinh" }, { "cu", "the" },     { "lap", "ngay" },
};

bool cvd_refer_is_pair(const char *const (*pairs)[2], size_t count,
                       const struct cvd_refer_word *a,
                       const struct cvd_refer_word *b)
{
    for (size_t i = 0; i < count; i++)
        if (cvd_refer_is(a, pairs[i][0]) && cvd_refer_is(b, pairs[i][1]))
            return true;
    return false;
}

bool cvd_refer_is_deed(const struct cvd_refer_word *a,
                       const struct cvd_refer_word *b)
{
    return cvd_refer_is_pair(deeds, sizeof deeds / sizeof *deeds, a, b);
}

/* Whether a name that goes on with "Chỉ đạo" or "Tổ chức" does: Ban Chỉ đạo,
 * Ban tổ chức, Sở Công nghiệp. */
static bool is_of_name(const struct cvd_refer_word *last,
                       const struct cvd_refer_word *a)
{
    static const char *const verbs[] = { "ban", "quy", "phe", "sua", "huong",
                                         "quyet", NULL };

    if (cvd_refer_is(last, "ban") && last->capital)
        return true;
    return a->capital && !cvd_refer_is_any(a, verbs);
}

static bool is_break(const struct cvd_refer_word *a,
                     const struct cvd_refer_word *b)
{
    return !a->capital &&
           cvd_refer_is_pair(breaks, sizeof breaks / sizeof *breaks, a, b);
}

bool cvd_refer_is_type(const struct cvd_refer_word *a,
                       const struct cvd_refer_word *b)
{
    char slug[2 * CVD_REFER_WORD_MAX];
    size_t n = strlen(a->fold), m = strlen(b->fold);

    memcpy(slug, a->fold, n + 1);
    if (n && a->capital && !cvd_refer_is(b, "su") && !cvd_refer_is(b, "gia") &&
        cvd_doctype_of_slug(slug))
        return true; /* Luật, but not Đoàn Luật sư, Hội Luật gia */
    slug[n] = '-';
    memcpy(slug + n + 1, b->fold, m + 1);
    return n && m && cvd_doctype_of_slug(slug) != NULL;
}

bool cvd_refer_is_head(const struct cvd_refer_word *w)
{
    static const char *const heads[] = {
        "bo", "so", "uy", "ubnd", "hdnd", "ban", "hoi", "dang", "tinh",
        "thanh", "huyen", "cong", "chinh", "quoc", "van", "thu", "vien",
        "toa", "chu", "doan", "cuc", "chi", "tong", "mat", "truong",
        "phong", "trung", "lien", "nha", "giam", "chanh", "kho", NULL
    };

    return w->capital && cvd_refer_is_any(w, heads);
}

/* ---- the name -------------------------------------------------------- */

size_t cvd_refer_quote(struct cvd_str t, size_t i, size_t stop)
{
    static const char *const marks[][2] = {
        { "“", "”" }, { "\"", "\"" }, { "«", "»" },
    };

    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        size_t open = strlen(marks[m][0]), close = strlen(marks[m][1]);

        if (i >= stop || stop - i < open ||
            memcmp(t.ptr + i, marks[m][0], open) != 0)
            continue;
        for (size_t k = i + open;
             k + close <= stop && k - i < QUOTE_BYTES_MAX; k++)
            if (memcmp(t.ptr + k, marks[m][1], close) == 0)
                return k + close;
    }
    return 0;
}

/* Whether a name that `last` ends goes on with `a` behind a comma or "và" in
 * small letters too: "phòng, chống tham nhũng, lãng phí, tiêu cực", "Sở Giáo
 * dục và đào tạo".  Where `last` alone bears a capital it ends the name of a
 * place, "Tỉnh ủy Thái Nguyên, mỗi chi bộ"; but for "Phòng, chống" all are the
 * second syllables of words. */
static bool is_half(const struct cvd_refer_word *last,
                    const struct cvd_refer_word *a)
{
    static const char *const pairs[][2] = {
        { "phong", "chong" }, { "nhung", "lang" }, { "nhung", "tieu" },
        { "phi", "tieu" },    { "hoa", "the" },    { "hoa", "gia" },
        { "dong", "thuong" }, { "duc", "dao" },    { "nguyen", "moi" },
        { "nghiep", "phat" }, { "hoach", "dau" },  { "hoc", "cong" },
        { "tai", "tim" },     { "thao", "du" },    { "binh", "xa" },
    };

    if (last->capital && !a->capital && !cvd_refer_is(a, "chong"))
        return false;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (cvd_refer_is(last, pairs[i][0]) && cvd_refer_is(a, pairs[i][1]))
            return true;
    return false;
}

/* Whether a column of a table or of a page ends between bytes [i, k). */
static bool is_column_end(struct cvd_str t, size_t i, size_t k)
{
    size_t blanks = 0;

    for (; i < k && t.ptr[i] != '\n'; i++) {
        blanks += t.ptr[i] == ' ';
        if (t.ptr[i] == '\t' || blanks >= COLUMN_BLANKS)
            return true;
    }
    return false;
}

/* Whether the name goes on past a comma, with the words after it: "Bộ Văn
 * hóa, Thể thao và Du lịch", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ". */
static bool goes_on_at(struct cvd_str t, const struct cvd_refer_word *a,
                       const struct cvd_refer_word *b,
                       const struct cvd_refer_word *last)
{
    static const char *const standing[] = { "Thường", NULL }; /* vụ, trực */

    if (is_half(last, a))
        return true;
    if (cvd_refer_is_spelled(t, a, standing))
        return false;
    if (!a->capital || cvd_refer_is_type(a, b) || cvd_refer_is_deed(a, b))
        return false;
    if (cvd_refer_is(last, "truong"))
        return cvd_refer_is(a, "chu");
    return !cvd_refer_is_head(a) && !a->caps;
}

/* Where the next word of the name that goes on at `i` stands, 0 where the
 * name ends. */
static size_t next_word(struct cvd_str t, size_t i, size_t stop,
                        const struct cvd_refer_word *last)
{
    struct cvd_refer_word a, b;
    size_t k = cvd_refer_fill(t, i), dash = cvd_refer_dash(t, k);
    bool comma = k < stop && t.ptr[k] == ',';

    if (is_column_end(t, i, k))
        return 0;
    if (i + 1 < stop && (t.ptr[i] == '&' || t.ptr[i] == '-') &&
        cvd_scan_word_at(t, i + 1))
        return i + 1; /* GD&ĐT, COVID-19 */
    if (comma || dash)
        k = cvd_refer_fill(t, k + (comma ? 1 : dash));
    if (k >= stop || (k == i && !comma && !dash) ||
        !cvd_refer_two(t, k, &a, &b))
        return 0;
    if (comma && !goes_on_at(t, &a, &b, last))
        return 0;
    if (dash && !a.capital)
        return 0;
    if (cvd_refer_is(&a, "va")) {
        size_t next = b.start;

        if (is_half(last, &b))
            return k;
        if (!b.capital || next >= stop || !cvd_refer_two(t, next, &a, &b) ||
            cvd_refer_is_type(&a, &b))
            return 0;
        return k;
    }
    if (cvd_refer_is(&a, "v") && a.end < stop && t.ptr[a.end] == '/')
        return 0; /* V/v */
    if (is_stop(t, &a) && !(a.capital && !cvd_refer_is(&a, "ve")) &&
        !is_compound(last, &a))
        return 0;
    if ((cvd_refer_is_deed(&a, &b) || is_break(&a, &b)) &&
        !is_of_name(last, &a))
        return 0;
    if ((a.capital && cvd_refer_is_type(&a, &b)) ||
        (a.fold[0] >= '0' && a.fold[0] <= '9'))
        return 0;
    return k;
}

/* The end of a word without the mark of a footnote glued to it: "trị1". */
static size_t without_note(struct cvd_str t, const struct cvd_refer_word *w)
{
    size_t k = w->end;

    while (k > w->start && t.ptr[k - 1] >= '0' && t.ptr[k - 1] <= '9')
        k--;
    return k > w->start && cvd_scan_lower_at(t, cvd_scan_prev(t, k)) ? k
                                                                     : w->end;
}

/* Read the name of a body from its first word at `i`, before `stop`. */
struct cvd_refer_span cvd_refer_name(struct cvd_str t, size_t i, size_t stop)
{
    struct cvd_refer_span s = { i, i };
    struct cvd_refer_word a, b;

    if (i >= stop)
        return s;
    if (stop - i > NAME_BYTES_MAX)
        stop = i + NAME_BYTES_MAX;
    if (!cvd_refer_two(t, i, &a, &b) || cvd_refer_is_type(&a, &b) ||
        is_stop(t, &a))
        return s;
    for (int n = 0; n < NAME_WORDS_MAX && a.end <= stop; n++) {
        s.end = without_note(t, &a);
        if (s.end < a.end)
            break;
        size_t q = cvd_refer_quote(t, cvd_refer_fill(t, a.end), stop);
        if (q) /* Ban Chỉ đạo Cuộc vận động “..” tỉnh */
            s.end = q;
        size_t k = next_word(t, s.end, stop, &a);
        if (!k || !cvd_refer_word_at(t, k, &a))
            break;
    }
    return s;
}
