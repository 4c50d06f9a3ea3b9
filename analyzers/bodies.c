/* bodies.c - see bodies.h.
 *
 * analyzers/ may include base/ and ICU. */
#include "analyzers/bodies.h"
#include "analyzers/agencies.h"
#include "analyzers/places.h"

enum { MATCHES_MAX = 16 };

/* The words names of bodies begin with, without marks. */
static const char *const first_words[] = {
    "so", "ban", "phong", "chi cuc", "cuc", "tong cuc", "ubnd", "uy ban",
    "hdnd", "hoi dong", "dang uy", "dang bo", "chi bo", "huyen uy",
    "tinh uy", "thanh uy", "quan uy", "thi uy", "dang doan", "bo", "cong an",
    "van phong", "hoi", "lien doan", "lien hiep", "benh vien", "trung tam",
    "doan", "bch", "bcd", "btv", "mat tran", "ubmttq", "toa an", "vien",
    "kho bac", "ngan hang", "to cong tac", "to giup viec", "to bien tap",
    "tieu ban", "doi quan ly", "doi cong tac", "chinh phu", "quoc hoi",
    "thu tuong chinh phu", "chu tich nuoc", "tong cong ty", "cong ty",
    "tap doan", "thanh tra", "kiem toan nha nuoc", "bao hiem xa hoi",
    "tinh doan", "huyen doan", "thanh doan", "quan doan", "thi doan",
    "cong doan", "tong lien doan", "hat kiem lam", "tram y te",
    "tram khuyen nong", "dai phat thanh", "dai truyen thanh", "dai truyen hinh",
    "quy tin dung", "quy bao ve", "quy dau tu", "hoc vien", "dai hoc",
    "truong dai hoc", "truong cao dang", "truong chinh tri", "truong tieu hoc",
    "truong mam non", "truong mau giao", "truong trung hoc", "truong trung cap",
    "truong th", "truong thcs", "truong thpt", "truong pho thong",
    "truong mn", "truong ptdt", "ldld", "chi nhanh", "lien minh", "hiep hoi",
    "vu", "lien so", "nha van hoa", "thu vien", "bao tang", "cang vu", "xi nghiep",
    "hop tac xa", "dang cong san", "thuong truc", "quan khu", "bao",
    "doan dai bieu quoc hoi", "thue tinh", "thue thanh pho", "thue co so",
    "tong hoi", "vuon quoc gia", "khu bao ton",
    NULL
};

static const char *const organs[] = {
    "van phong", "ban thuong truc", "ban thuong vu", "ban chap hanh", "bch",
    "btv", "uy ban kiem tra", "thuong truc", "ban can su dang", "dang doan",
    "ban giam doc", "bch trung uong", "ban chap hanh trung uong",
    "uy ban trung uong", "uy ban thuong vu", "uy ban", "ban bi thu", NULL
};

static const char *const heads[] = {
    "chu tich", "bo truong", "thong doc", "giam doc", "bi thu", "truong ban",
    "tong giam doc", "cuc truong", "tong cuc truong", "chi cuc truong",
    "chanh an", "vien truong", "hieu truong", "chanh van phong",
    "truong phong", "bo truong chu nhiem", "chu nhiem", "chanh thanh tra",
    "tong kiem toan", "tong thanh tra", NULL
};

static const char *const councils[] = {
    "ubnd", "uy ban nhan dan", "hdnd", "hoi dong nhan dan",
    "doan dai bieu quoc hoi", NULL
};

/* Bodies whose organs are named after them: Party, Front, unions. */
static const char *const unions[] = {
    "dang bo", "dang uy", "dang cong san", "tinh uy", "thanh uy", "huyen uy",
    "quan uy", "thi uy", "chi bo", "mat tran", "uy ban mat tran",
    "uy ban mttq", "ubmttq", "hoi", "doan", "tinh doan", "huyen doan",
    "thanh doan", "quan doan", "thi doan", "lien doan", "tong lien doan",
    "cong doan", "lien hiep", "lien minh", "cong an", "hiep hoi",
    "uy ban trung uong", "ban can su dang", "dang doan", NULL
};

/* Bodies under those that bear the name of the place all the same. */
static const char *const common[] = {
    "dang uy", "dang bo", "tinh uy", "huyen uy", "thanh uy", "quan uy",
    "thi uy", "ban chi dao", "bcd", "hoi dong", NULL
};

/* Bodies that sit at the place of the date line if they name none. */
static const char *const local_words[] = {
    "so", "phong", "ubnd", "uy ban nhan dan", "hdnd", "hoi dong nhan dan",
    "thanh tra", "huyen uy", "tinh uy", NULL
};

static const char *const central_words[] = {
    "bo", "chinh phu", "quoc hoi", "uy ban thuong vu quoc hoi", "thu tuong",
    "chu tich nuoc", "van phong chinh phu", "van phong quoc hoi",
    "van phong chu tich nuoc", "van phong trung uong", "tong cuc",
    "tong lien doan", "ban bi thu", "kiem toan nha nuoc",
    "thanh tra chinh phu", "uy ban dan toc", "thong tan xa", "vu", "tong hoi",
    "hoi dong bau cu quoc gia", "hoi dong tham phan",
    "tong cong ty", "tap doan", "cuc", "ngan hang nha nuoc",
    "bao hiem xa hoi viet nam", "hoi dong dan toc", NULL
};

size_t cvd_body_is(const struct cvd_tokens *t, const struct cvd_name *name,
                   enum cvd_body_class class)
{
    static const char *const *const lists[] = {
        [CVD_BODY_ANY] = first_words, [CVD_BODY_ORGAN] = organs,
        [CVD_BODY_COUNCIL] = councils, [CVD_BODY_UNION] = unions,
        [CVD_BODY_COMMON] = common, [CVD_BODY_LOCAL] = local_words,
    };

    return cvd_name_begins(t, name, lists[class]);
}

bool cvd_body_begins(const struct cvd_tokens *t, size_t k, size_t end)
{
    size_t n = cvd_head_words_any(t, k, end, first_words);

    /* "TRƯỜNG TIỂU HỌC / SỐ 1" is no Sở. */
    if (n == 1 && cvd_str_equal(cvd_token_exact(t, k), cvd_str_from("số")))
        return false;
    /* A word alone goes on with the line above: "MÔI / TRƯỜNG", "XÃ / HỘI";
     * but "QUỐC HỘI" is whole. */
    return n > 1 || (n == 1 && end - k > 1) ||
           (n == 1 && cvd_head_words(t, k, end, "ubnd"));
}

bool cvd_body_is_bare_organ(const struct cvd_tokens *t, size_t k, size_t end)
{
    return cvd_head_words_any(t, k, end, organs) == end - k;
}

size_t cvd_body_head_words(const struct cvd_tokens *t, size_t k, size_t end)
{
    return cvd_head_words_any(t, k, end, heads);
}

int32_t cvd_body_province(struct cvd_str text, const struct cvd_tokens *t,
                          const struct cvd_name *name, size_t *word)
{
    struct cvd_place_match m[MATCHES_MAX];

    for (size_t i = 0; i < name->n;) {
        size_t k = i;

        while (k + 1 < name->n && !name->w[k].said && !name->w[k + 1].said &&
               name->w[k + 1].tok == name->w[k].tok + 1)
            k++;
        if (!name->w[i].said) {
            size_t n = cvd_places_find(text, t, name->w[i].tok,
                                       name->w[k].tok + 1, false, true, m,
                                       MATCHES_MAX);
            for (size_t j = 0; j < n; j++)
                if (cvd_place((size_t)m[j].place)->level == CVD_PROVINCE &&
                    !m[j].weak && m[j].exact) {
                    *word = i + m[j].first - name->w[i].tok;
                    return m[j].place;
                }
        }
        i = k + 1;
    }
    return -1;
}

bool cvd_body_names_province(struct cvd_str text, const struct cvd_tokens *t,
                             const struct cvd_name *name)
{
    size_t word;

    return cvd_body_province(text, t, name, &word) >= 0;
}

bool cvd_body_is_bare(const struct cvd_head *h, const struct cvd_name *name)
{
    struct cvd_place_words p;

    if (cvd_name_place(h->tokens, name, &p))
        return p.name == p.end;
    return !cvd_body_is_central(h, name);
}

bool cvd_body_is_central(const struct cvd_head *h,
                         const struct cvd_name *name)
{
    static const char *const not_ministry[] = {
        "bo chi huy", "bo phan", "bo doi", NULL
    };
    const struct cvd_tokens *t = h->tokens;
    struct cvd_place_words p;

    if (name->n == 0 || cvd_name_place(t, name, &p) ||
        cvd_name_begins(t, name, not_ministry))
        return false;
    if (cvd_name_begins(t, name, central_words) ||
        cvd_name_contains(t, name, "trung uong") ||
        cvd_name_contains(t, name, "toi cao") ||
        cvd_name_contains(t, name, "ban chi dao quoc gia") ||
        (cvd_name_begins(t, name, unions) &&
         cvd_name_contains(t, name, "viet nam")))
        return !cvd_body_names_province(h->text, t, name);
    return false;
}

bool cvd_body_completes(const struct cvd_tokens *t, const struct cvd_name *name,
                        const struct cvd_name *found)
{
    if (found->n <= name->n)
        return false;
    for (size_t i = 0; i < name->n; i++)
        if (!cvd_str_equal(cvd_name_folded(t, name, i),
                           cvd_name_folded(t, found, i)))
            return false;
    return true;
}

const char *cvd_body_of_number(const struct cvd_number *number)
{
    const struct cvd_agency *a = number->symbol[0]
                                     ? cvd_agency_of_number(number) : NULL;

    return a && a->levels == CVD_AGENCY_CENTRAL ? a->name : NULL;
}
