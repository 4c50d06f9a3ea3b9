/* person.c - names of persons, as they stand below a signature.
 *
 * analyzers/ may include base/ and ICU. */
#include "analyzers/form_parts.h"

enum {
    NAME_SYLLABLES_MIN = 2,
    NAME_SYLLABLES_MAX = 6 /* "Tôn Nữ Thị Ninh", "Y Thanh Hà Niê Kđăm" */
};

/* Ranks, degrees and forms of address before a name (Luật Sĩ quan Quân đội
 * nhân dân, Điều 10; Luật Giáo dục). */
static const char *const rank_words[] = {
    "dai tuong", "thuong tuong", "trung tuong", "thieu tuong",
    "chuan do doc", "pho do doc", "do doc", "dai ta", "thuong ta",
    "trung ta", "thieu ta", "dai uy", "thuong uy", "trung uy", "thieu uy",
    "gs", "pgs", "ts", "tskh", "ths", "bs", "bsck", "bscki", "bsckii", "cki",
    "ckii", "ck1", "ck2", "ck", "ds", "dsck", "ks", "cn", "ls", "nsnd",
    "nsut", "ngnd", "ngut", "ttnd", "ttut", "giao su", "pho giao su",
    "tien si", "thac si", "bac si", "ky su", "luat su", "nha giao", "cu nhan", "duoc si",
    "dong chi", "d c", "ong", "ba", "linh muc", "thuong toa", "hoa thuong",
    "dai duc", "i", "ii", NULL
};

/* Two capitalised words that begin no name of a person. */
static const char *const body_words[] = {
    "cong an", "van phong", "uy ban", "hoi dong", "chu tich", "giam doc",
    "nhu tren", "noi nhan", "da ky", "viet nam", "ha noi", "thanh pho",
    "phu luc", "danh sach", "nguoi ky", "ky boi", "kinh gui", NULL
};

/* The same of words that are names with other marks: Vũ, Võ Sơ. */
static const char *const body_word[] = {
    "sở", "bộ", "ban", "phòng", "cục", "vụ", "tỉnh", "huyện", "xã", "phường",
    "chương", "phần", "mục", "điều", "khoản", "bảng", "mẫu", "biểu", NULL
};

/* Frequent family names: what a name all in capitals must begin with. */
static const char *const family_names[] = {
    "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo",
    "dang", "bui", "do", "ho", "ngo", "duong", "ly", "dinh", "mai", "trinh",
    "dao", "doan", "luong", "truong", "lam", "phung", "cao", "ha", "ta",
    "chu", "thai", "la", "luu", "to", "quach", "kieu", "vuong", "nong",
    "trieu", "tong", "giang", "nghiem", "bach", "kim", "dam", "ma", "khuat",
    "thach", "lu", "lo", "ton", "mac", "phi", "tang", "van", NULL
};

bool cvd_person_has_lower(struct cvd_str text, const struct cvd_token *w)
{
    for (size_t i = w->start; i < w->end; i++)
        if (cvd_scan_lower_at(text, i))
            return true;
    return false;
}

bool cvd_person_upper_at(struct cvd_str text, size_t i)
{
    if (text.ptr[i] >= 'a' && text.ptr[i] <= 'z') /* as most are */
        return false;
    return cvd_scan_word_at(text, i) && !cvd_scan_lower_at(text, i) &&
           !(text.ptr[i] >= '0' && text.ptr[i] <= '9');
}

/* Past ranks and the like from token `k`, if more follows. */
size_t cvd_person_skip_ranks(const struct cvd_tokens *t, size_t k, size_t end)
{
    for (;;) {
        size_t n = cvd_head_words_any(t, k, end, rank_words);

        if (!n || k + n >= end)
            return k;
        k += n;
    }
}

/* Whether what stands between tokens `k` and the next joins a name: a blank,
 * an apostrophe (K'Bớt), a hyphen. */
static bool joins_name(struct cvd_str text, const struct cvd_tokens *t,
                       size_t k)
{
    for (size_t i = t->tok[k].end; i < t->tok[k + 1].start; i++)
        if (cvd_scan_blanks(text, i) == i && !strchr("'-", text.ptr[i]) &&
            (text.ptr[i] & 0x80) == 0 && !cvd_head_is_markup(text.ptr[i]))
            return false;
    return true;
}

static bool is_all_caps(struct cvd_str text, const struct cvd_tokens *t,
                        size_t k, size_t end)
{
    while (k < end && !cvd_person_has_lower(text, &t->tok[k]))
        k++;
    return k == end;
}

/* Whether tokens [k, end) are a person's name: every syllable with a capital
 * and no other, but for the pieces of one that a scanner broke. */
bool cvd_person_is_name(struct cvd_str text, const struct cvd_tokens *t,
                        size_t k, size_t end)
{
    size_t syllables = 0, whole = 0; /* whole: in capitals */

    if (k >= end || end - k > NAME_SYLLABLES_MAX + 2 ||
        cvd_head_words_any(t, k, end, body_words))
        return false;
    for (const char *const *w = body_word; *w; w++)
        if (cvd_str_equal(cvd_token_exact(t, k), cvd_str_from(*w)))
            return false;
    for (size_t i = k; i < end; i++) {
        const struct cvd_token *w = &t->tok[i];

        if (text.ptr[w->start] >= '0' && text.ptr[w->start] <= '9')
            return false;
        if (i + 1 < end && !joins_name(text, t, i))
            return false;
        if (cvd_person_upper_at(text, w->start))
            syllables++;
        else if (i == k || cvd_syllable_valid(cvd_token_exact(t, i)))
            return false;
        /* "K'Brèo", "Y Thông": a letter alone says nothing. */
        whole += w->end - w->start > 2 && !cvd_person_has_lower(text, w);
    }
    if (whole && whole < syllables && !is_all_caps(text, t, k, end))
        return false; /* "Chương III" */
    if (whole && !cvd_head_words_any(t, k, k + 1, family_names))
        return false;
    return syllables >= NAME_SYLLABLES_MIN && syllables <= NAME_SYLLABLES_MAX;
}
