/* references_issuer.c - who issued a document that a clause mentions:
 * refer.h.
 *
 * analyzers/ may include base/ and ICU.
 *
 * After the number "của [UBND tỉnh]"; before the type "[Chính phủ] ban hành
 * Nghị định số", "đề nghị của [Sở Nội vụ] tại Tờ trình số". */
#include "analyzers/refer.h"

enum {
    NAME_BYTES_MAX = 200,
    NAME_WORDS_MAX = 24,
    QUOTE_BYTES_MAX = 160    /* the name of a campaign inside an issuer */
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

static bool is_stop(struct cvd_str t, const struct cvd_refer_word *w)
{
    struct cvd_str s = { t.ptr + w->start, w->end - w->start };
    bool ascii = true;

    if (!cvd_refer_is_any(w, stops))
        return false;
    for (size_t i = 0; i < s.len; i++)
        ascii = ascii && (unsigned char)s.ptr[i] < 0x80;
    if (ascii || w->capital)
        return true;
    for (const char *const *m = marked_stops; *m; m++)
        if (cvd_str_equal(s, cvd_str_from(*m)))
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
    { "quyet", "dinh" }, { "cu", "the" },
};

static bool is_pair(const char *const (*pairs)[2], size_t count,
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
    return is_pair(deeds, sizeof deeds / sizeof *deeds, a, b);
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
           is_pair(breaks, sizeof breaks / sizeof *breaks, a, b);
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
        "phong", "trung", "lien", "nha", "giam", NULL
    };

    return w->capital && cvd_refer_is_any(w, heads);
}

/* ---- the issuer after "của" ------------------------------------------- */

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

/* Whether the name goes on past a comma, with the words after it: "Bộ Văn
 * hóa, Thể thao và Du lịch", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ". */
static bool goes_on_at(const struct cvd_refer_word *a,
                       const struct cvd_refer_word *b,
                       const struct cvd_refer_word *last)
{
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

    if (comma || dash)
        k = cvd_refer_fill(t, k + (comma ? 1 : dash));
    if (k >= stop || (k == i && !comma && !dash) ||
        !cvd_refer_two(t, k, &a, &b))
        return 0;
    if (comma && !goes_on_at(&a, &b, last))
        return 0;
    if (dash && !a.capital)
        return 0;
    if (cvd_refer_is(&a, "va")) {
        size_t next = b.start;

        if (!b.capital || !cvd_refer_two(t, next, &a, &b) ||
            cvd_refer_is_type(&a, &b))
            return 0;
        return k;
    }
    if (is_stop(t, &a) && !(a.capital && !cvd_refer_is(&a, "ve")))
        return 0;
    if ((cvd_refer_is_deed(&a, &b) || is_break(&a, &b)) &&
        !is_of_name(last, &a))
        return 0;
    if ((a.capital && cvd_refer_is_type(&a, &b)) ||
        (a.fold[0] >= '0' && a.fold[0] <= '9'))
        return 0;
    return k;
}

/* Read the name of a body from its first word at `i`, before `stop`. */
static struct cvd_refer_span read_name(struct cvd_str t, size_t i, size_t stop)
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
        s.end = a.end;
        size_t q = cvd_refer_quote(t, cvd_refer_fill(t, a.end), stop);
        if (q) /* Ban Chỉ đạo Cuộc vận động “..” tỉnh */
            s.end = q;
        size_t k = next_word(t, s.end, stop, &a);
        if (!k || !cvd_refer_word_at(t, k, &a))
            break;
    }
    return s;
}

/* ---- the issuer before the type --------------------------------------- */

size_t cvd_refer_issued(struct cvd_str t, size_t from, size_t i)
{
    static const char *const single[] = { "co", "ky", "ra", "gui", "trinh",
                                          NULL };
    static const char *const pair[][2] = {
        { "ban", "hanh" }, { "phat", "hanh" }, { "thong", "qua" },
    };
    static const char *const helpers[] = { "da", "vua", "cung", "ky", "co",
                                           "tiep", "tuc", "moi", NULL };
    struct cvd_refer_word w, v;
    size_t k = cvd_refer_fill_back(t, from, i);

    if (!cvd_refer_word_before(t, from, k, &w))
        return 0;
    if (cvd_refer_is(&w, "cac") || cvd_refer_is(&w, "nhung")) {
        k = cvd_refer_fill_back(t, from, w.start);
        if (!cvd_refer_word_before(t, from, k, &w))
            return 0;
    }
    k = cvd_refer_fill_back(t, from, w.start);
    bool second = cvd_refer_word_before(t, from, k, &v);
    if (second && is_pair(pair, sizeof pair / sizeof *pair, &v, &w))
        i = v.start;
    else if (cvd_refer_is_any(&w, single))
        i = w.start;
    else
        return 0;
    for (;;) { /* "đã ký ban hành" */
        k = cvd_refer_fill_back(t, from, i);
        if (!cvd_refer_word_before(t, from, k, &w) || w.capital ||
            !cvd_refer_is_any(&w, helpers))
            return i;
        i = w.start;
    }
}

/* Back from `i` to where the phrase that ends there begins: a mark, a digit
 * or another paragraph. */
static size_t phrase_start(struct cvd_str t, size_t from, size_t i)
{
    struct cvd_refer_word w;

    for (int n = 0; n < NAME_WORDS_MAX; n++) {
        size_t k = cvd_refer_fill_back(t, from, i);

        while (k > from && cvd_refer_dash(t, k - 1) == 1)
            k = cvd_refer_fill_back(t, from, k - 1);
        if (!cvd_refer_word_before(t, from, k, &w) ||
            (w.fold[0] >= '0' && w.fold[0] <= '9'))
            break;
        i = w.start;
    }
    return i;
}

/* "[UBND tỉnh] ban hành": the verb begins at `verb`. */
static struct cvd_refer_span name_before(struct cvd_str t, size_t from,
                                         size_t verb)
{
    size_t k = phrase_start(t, from, verb);
    struct cvd_refer_span s = { verb, verb };
    struct cvd_refer_word w;

    while (k < verb && cvd_refer_word_at(t, k, &w)) {
        if (cvd_refer_is_head(&w)) {
            s.start = w.start;
            break;
        }
        k = cvd_refer_fill(t, w.end);
        if (cvd_refer_dash(t, k))
            k = cvd_refer_fill(t, k + cvd_refer_dash(t, k));
    }
    if (s.start < verb)
        s.end = cvd_refer_fill_back(t, s.start, verb);
    return s;
}

/* Whether a body named at `name` said something, with "của" at `of`: "đề nghị
 * của Sở Nội vụ", not "thực hiện nhiệm vụ của mình". */
static bool is_said(struct cvd_str t, size_t from, size_t name, size_t of)
{
    static const char *const words[] = { "nghi", "kien", "cao", "dao", "cau",
                                         "trinh", "xuat", "giao", NULL };
    struct cvd_refer_word w;
    size_t k = cvd_refer_fill_back(t, from, of);

    return cvd_refer_word_at(t, name, &w) && w.capital &&
           cvd_refer_word_before(t, from, k, &w) &&
           cvd_refer_is_any(&w, words);
}

/* "của [Công an tỉnh] tại Tờ trình số": the type begins at `i`. */
static struct cvd_refer_span name_at(struct cvd_str t, size_t from, size_t i)
{
    struct cvd_refer_span none = { i, i };
    struct cvd_refer_word w;
    size_t k = cvd_refer_fill_back(t, from, i), end, at;

    if (!cvd_refer_word_before(t, from, k, &w) || !cvd_refer_is(&w, "tai"))
        return none;
    end = at = cvd_refer_fill_back(t, from, w.start);
    for (int n = 0; n < NAME_WORDS_MAX; n++) {
        k = cvd_refer_fill_back(t, from, at);
        while (k > from && cvd_refer_dash(t, k - 1) == 1)
            k = cvd_refer_fill_back(t, from, k - 1);
        if (!cvd_refer_word_before(t, from, k, &w))
            return none;
        if (cvd_refer_is(&w, "cua"))
            return at < end && is_said(t, from, at, w.start)
                       ? (struct cvd_refer_span){ at, end }
                       : none;
        at = w.start;
    }
    return none;
}

struct cvd_refer_span cvd_refer_issuer_after(struct cvd_str t, size_t i,
                                             size_t stop)
{
    struct cvd_refer_span none = { i, i };
    struct cvd_refer_word w;
    size_t k = cvd_refer_fill(t, i);

    if (k < stop && (t.ptr[k] == ',' || t.ptr[k] == ')'))
        k = cvd_refer_fill(t, k + 1);
    if (k >= stop || !cvd_refer_word_at(t, k, &w) || !cvd_refer_is(&w, "cua"))
        return none;
    return read_name(t, cvd_refer_fill(t, w.end), stop);
}

struct cvd_refer_span cvd_refer_issuer_before(struct cvd_str t, size_t from,
                                              size_t i)
{
    size_t verb = cvd_refer_issued(t, from, i);

    return verb ? name_before(t, from, verb) : name_at(t, from, i);
}
