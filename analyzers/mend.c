/* mend.c - capitals that a scanner misread in the name of a body: bodies.h.
 *
 * analyzers/ may include base/ and ICU.
 *
 * "HỘI ĐÒNG NHÂN DÂN TÌNH LÂM ĐÒNG" has all its letters and some wrong marks.
 * A word is mended only inside a phrase of several words that is known without
 * marks: a kind of place with the name of one, or what bodies are called. */
#include "analyzers/bodies.h"
#include "analyzers/places.h"

enum { MATCHES_MAX = 16 };

/* Without marks, and as it is spelled: canonical words. */
static const char *const phrases[][2] = {
    { "uy ban nhan dan", "ủy ban nhân dân" },
    { "hoi dong nhan dan", "hội đồng nhân dân" },
    { "ban chap hanh", "ban chấp hành" },
    { "ban thuong vu", "ban thường vụ" },
    { "ban thuong truc", "ban thường trực" },
    { "ban chi dao", "ban chỉ đạo" },
    { "ban to chuc", "ban tổ chức" },
    { "ban tuyen giao", "ban tuyên giáo" },
    { "ban dan van", "ban dân vận" },
    { "ban quan ly", "ban quản lý" },
    { "uy ban kiem tra", "ủy ban kiểm tra" },
    { "mat tran to quoc", "mặt trận tổ quốc" },
    { "cuoc van dong", "cuộc vận động" },
    { "lien doan lao dong", "liên đoàn lao động" },
    { "hoi lien hiep phu nu", "hội liên hiệp phụ nữ" },
    { "hoi nong dan", "hội nông dân" },
    { "hoi cuu chien binh", "hội cựu chiến binh" },
    { "so noi vu", "sở nội vụ" },
    { "so tai chinh", "sở tài chính" },
    { "so tu phap", "sở tư pháp" },
    { "so cong thuong", "sở công thương" },
    { "so xay dung", "sở xây dựng" },
    { "so y te", "sở y tế" },
    { "so giao duc va dao tao", "sở giáo dục và đào tạo" },
    { "so khoa hoc va cong nghe", "sở khoa học và công nghệ" },
    { "so van hoa the thao va du lich", "sở văn hóa thể thao và du lịch" },
    { "so nong nghiep", "sở nông nghiệp" },
    { "so tai nguyen va moi truong", "sở tài nguyên và môi trường" },
    { "so ke hoach va dau tu", "sở kế hoạch và đầu tư" },
    { "so thong tin va truyen thong", "sở thông tin và truyền thông" },
    { "so giao thong van tai", "sở giao thông vận tải" },
    { "so lao dong thuong binh va xa hoi",
      "sở lao động thương binh và xã hội" },
};

/* Word `i` is `word`, whatever mark was seen. */
static void mend(const struct cvd_tokens *t, struct cvd_name *name, size_t i,
                 struct cvd_str word)
{
    struct cvd_name_word *w = &name->w[i];

    if (!w->said && w->caps && word.len < sizeof w->mended &&
        !cvd_str_equal(word, cvd_token_exact(t, w->tok))) {
        memcpy(w->mended, word.ptr, word.len);
        w->mended[word.len] = '\0';
    }
}

static void mend_phrases(const struct cvd_tokens *t, struct cvd_name *name)
{
    for (size_t i = 0; i < name->n; i++)
        for (size_t k = 0; k < sizeof phrases / sizeof *phrases; k++) {
            size_t n = cvd_name_words_at(t, name, i, phrases[k][0],
                                         cvd_name_folded);
            const char *w = phrases[k][1];

            for (size_t j = i; j < i + n; j++) {
                size_t len = strcspn(w, " ");
                mend(t, name, j, (struct cvd_str){ w, len });
                w += len + (w[len] == ' ');
            }
        }
}

/* Place `p` stands at words from `first` on, but for marks; "Thành ủy" of one
 * has other words than "thành phố". */
static void mend_place(const struct cvd_tokens *t, struct cvd_name *name,
                       size_t first, size_t count,
                       const struct cvd_place *p)
{
    struct cvd_tokens whole = { 0 };
    struct cvd_buf said = { 0 };
    bool same = cvd_buf_printf(&said, "%s %s", p->kind, p->name) == CVD_OK &&
                cvd_tokenize(cvd_buf_str(&said), &whole) == CVD_OK &&
                whole.count == count;

    for (size_t k = 0; same && k < count; k++)
        same = cvd_str_equal(cvd_token_folded(&whole, k),
                             cvd_name_folded(t, name, first + k));
    for (size_t k = 0; same && k < count; k++)
        mend(t, name, first + k, cvd_token_exact(&whole, k));
    cvd_tokens_release(&whole);
    cvd_buf_release(&said);
}

/* The places that words [from, to) name as `get` has them; how many. */
static size_t find_places(const struct cvd_tokens *t,
                          const struct cvd_name *name, size_t from,
                          size_t to,
                          struct cvd_str (*get)(const struct cvd_tokens *,
                                                const struct cvd_name *,
                                                size_t),
                          bool any_marks,
                          struct cvd_place_match m[MATCHES_MAX])
{
    struct cvd_tokens words = { 0 };
    struct cvd_buf text = { 0 };
    enum cvd_status st = CVD_OK;
    size_t n = 0;

    for (size_t i = from; i < to && st == CVD_OK; i++) {
        st = cvd_buf_add(&text, get(t, name, i));
        if (st == CVD_OK)
            st = cvd_buf_add_char(&text, ' ');
    }
    if (st == CVD_OK && cvd_tokenize(cvd_buf_str(&text), &words) == CVD_OK &&
        words.count == to - from)
        n = cvd_places_find(cvd_buf_str(&text), &words, 0, words.count,
                            any_marks, true, m, MATCHES_MAX);
    cvd_tokens_release(&words);
    cvd_buf_release(&text);
    return n;
}

/* Words [from, to), none of them said.  A place that is named right is not
 * looked for again: Đăk Hà is Đắk Hà. */
static void mend_places(const struct cvd_tokens *t, struct cvd_name *name,
                        size_t from, size_t to)
{
    struct cvd_place_match m[MATCHES_MAX];
    size_t n = find_places(t, name, from, to, cvd_name_exact, false, m);

    for (size_t i = 0; i < n; i++)
        if (m[i].with_kind)
            return;
    n = find_places(t, name, from, to, cvd_name_folded, true, m);
    for (size_t i = 0; i < n; i++) {
        const struct cvd_place *p = cvd_place((size_t)m[i].place);
        bool alone = m[i].with_kind;

        /* Two names without marks alike say nothing. */
        for (size_t k = 0; k < n; k++)
            alone = alone && (m[k].first != m[i].first ||
                              strcmp(cvd_place((size_t)m[k].place)->name,
                                     p->name) == 0);
        if (alone)
            mend_place(t, name, from + m[i].first, m[i].count, p);
    }
}

void cvd_name_mend(const struct cvd_head *h, struct cvd_name *name)
{
    const struct cvd_tokens *t = h->tokens;

    mend_phrases(t, name);
    for (size_t i = 0; i < name->n;) {
        size_t k = i + 1;

        while (k < name->n && !name->w[i].said && !name->w[k].said)
            k++;
        if (!name->w[i].said && name->w[i].caps)
            mend_places(t, name, i, k);
        i = k;
    }
}
