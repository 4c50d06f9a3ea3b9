/* references_issuer.c - who issued a document that a clause mentions:
 * refer.h.
 *
 * analyzers/ may include base/ and ICU.
 *
 * After the number "của [UBND tỉnh]"; before the type "[Chính phủ] ban hành
 * Nghị định số", "đề nghị của [Sở Nội vụ] tại Tờ trình số". */
#include "analyzers/refer.h"

enum { NAME_WORDS_MAX = 24 };

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
    if (second && cvd_refer_is_pair(pair, sizeof pair / sizeof *pair, &v, &w))
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

/* "[UBND tỉnh] ban hành": the verb begins at `verb`.  Of "Ban đã giúp Tỉnh ủy
 * ban hành" it is the last that does something. */
static struct cvd_refer_span name_before(struct cvd_str t, size_t from,
                                         size_t verb)
{
    static const char *const done[] = { "đã", "được", NULL };
    size_t k = phrase_start(t, from, verb);
    struct cvd_refer_span s = { verb, verb };
    struct cvd_refer_word w;

    while (k < verb && cvd_refer_word_at(t, k, &w)) {
        if (s.start < verb && cvd_refer_is_spelled(t, &w, done))
            s.start = verb;
        else if (s.start == verb && cvd_refer_is_head(&w))
            s.start = w.start;
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

/* Where "báo cáo", "đề nghị" and the like begin that end at `i`, what a body
 * does in a document; else 0. */
static size_t verb_before(struct cvd_str t, size_t from, size_t i)
{
    static const char *const verbs[][2] = {
        { "bao", "cao" },   { "de", "nghi" }, { "kien", "nghi" },
        { "de", "xuat" },   { "xin", "y" },   { "tham", "dinh" },
        { "thong", "bao" },
    };
    struct cvd_refer_word a, b;

    if (!cvd_refer_word_before(t, from, i, &b) || b.capital ||
        !cvd_refer_word_before(t, from, cvd_refer_fill_back(t, from, b.start),
                               &a))
        return 0;
    return cvd_refer_is_pair(verbs, sizeof verbs / sizeof *verbs, &a, &b)
               ? a.start
               : 0;
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
    size_t verb = verb_before(t, from, end);
    if (verb) /* "[Ban Quản lý] báo cáo tại Văn bản số" */
        return name_before(t, from, verb);
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

/* "do [UBND tỉnh] ban hành": the name begins at `i`. */
static struct cvd_refer_span name_issuing(struct cvd_str t, size_t i,
                                          size_t stop)
{
    struct cvd_refer_span s = cvd_refer_name(t, i, stop), none = { i, i };
    struct cvd_refer_word a, b;
    bool issues = s.end > s.start &&
                  cvd_refer_two(t, cvd_refer_fill(t, s.end), &a, &b) &&
                  (cvd_refer_is(&a, "ky") || cvd_refer_is(&b, "hanh"));

    return issues ? s : none;
}

struct cvd_refer_span cvd_refer_issuer_after(struct cvd_str t, size_t i,
                                             size_t stop)
{
    struct cvd_refer_span none = { i, i };
    struct cvd_refer_word w;
    size_t k = cvd_refer_fill(t, i);

    if (k < stop && strchr(",)(", t.ptr[k]))
        k = cvd_refer_fill(t, k + 1);
    if (k >= stop || !cvd_refer_word_at(t, k, &w))
        return none;
    if (cvd_refer_is(&w, "do"))
        return name_issuing(t, cvd_refer_fill(t, w.end), stop);
    return cvd_refer_is(&w, "cua")
               ? cvd_refer_name(t, cvd_refer_fill(t, w.end), stop)
               : none;
}

/* "các kế hoạch của [Tỉnh ủy]: số 04-KH/TU": the list begins at `i`. */
static struct cvd_refer_span name_of_list(struct cvd_str t, size_t from,
                                          size_t i)
{
    struct cvd_refer_span none = { i, i };
    struct cvd_refer_word w, a, b;
    size_t k = cvd_refer_fill_back(t, from, i), end;

    if (k == from || t.ptr[k - 1] != ':')
        return none;
    end = k = cvd_refer_fill_back(t, from, k - 1);
    for (int n = 0; n < NAME_WORDS_MAX; n++) {
        if (!cvd_refer_word_before(t, from, k, &w))
            return none;
        if (!cvd_refer_is(&w, "cua")) {
            k = cvd_refer_fill_back(t, from, w.start);
            continue;
        }
        struct cvd_refer_span s = { cvd_refer_fill(t, w.end), end };
        k = cvd_refer_fill_back(t, from, w.start);
        if (s.start >= end || cvd_scan_lower_at(t, s.start) ||
            !cvd_refer_word_before(t, from, k, &b))
            return none;
        k = cvd_refer_fill_back(t, from, b.start);
        return cvd_refer_word_before(t, from, k, &a) &&
                       (cvd_refer_is_type(&a, &b) || cvd_refer_is(&b, "ban"))
                   ? s
                   : none;
    }
    return none;
}

struct cvd_refer_span cvd_refer_issuer_before(struct cvd_str t, size_t from,
                                              size_t i)
{
    size_t verb = cvd_refer_issued(t, from, i);

    if (verb)
        return name_before(t, from, verb);
    struct cvd_refer_span s = name_of_list(t, from, i);
    return s.start < s.end ? s : name_at(t, from, i);
}
