/* references_type.c - the word that governs a number: refer.h.
 *
 * analyzers/ may include base/ and ICU.
 *
 * "Kế hoạch số 37-KH/TU": the type stands right before "số" or the number.
 * "Luật Nhà ở số 27/2023/QH15", "Báo cáo kết quả giám sát số 120/BC-ĐGS":
 * words stand between; then the symbol must agree, as Nghị định 30/2020/NĐ-CP
 * (Phụ lục III) and Hướng dẫn 36-HD/VPTW abbreviate. */
#include "analyzers/refer.h"

enum {
    WORDS_MAX = 32,      /* looked back over at most */
    FAR_WORDS = 14,      /* for a type that is not next to its number */
    FORM_WORDS = 6,      /* for "mẫu" before a number */
    BRACKET_BYTES_MAX = 40, /* (HIV/AIDS) in the name of a law */
    NAME_WORDS_MAX = 4,  /* thông báo kết luận, thông tư liên tịch */
    SLUG_MAX = 64,
    NEAR_WORDS_MAX = 5   /* between "công văn" and its number */
};

/* Words before a place, the nearest first. */
struct words {
    struct cvd_refer_word at[WORDS_MAX];
    bool apart[WORDS_MAX];   /* a comma or dash stands behind it */
    size_t count;
    size_t next;             /* where the one before them would end */
    bool name;               /* of a law: more signs may be between */
};

/* No word yet; the first to be read ends at `i`, blanks apart. */
static void words_init(struct words *w, size_t i)
{
    w->count = 0;
    w->next = i;
    w->name = false;
}

/* Back over "(…)" before `i`; `i` where none is. */
static size_t back_bracket(struct cvd_str t, size_t from, size_t i)
{
    size_t k = i;

    if (k == from || t.ptr[k - 1] != ')')
        return i;
    while (k > from && i - k < BRACKET_BYTES_MAX)
        if (t.ptr[--k] == '(')
            return k;
    return i;
}

/* Back over what may stand between two words of a title; i where a clause
 * ends there. */
static size_t back_between(struct cvd_str t, size_t from, size_t i,
                           bool name, bool *apart)
{
    size_t k = cvd_refer_fill_back(t, from, i);

    *apart = false;
    if (k > from && (t.ptr[k - 1] == ',' || t.ptr[k - 1] == '-')) {
        *apart = true;
        k = cvd_refer_fill_back(t, from, k - 1);
    } else if (k > from && (t.ptr[k - 1] == '*' || t.ptr[k - 1] == '_')) {
        while (k > from && (t.ptr[k - 1] == '*' || t.ptr[k - 1] == '_'))
            k--; /* of Markdown */
        k = cvd_refer_fill_back(t, from, k);
    }
    if (!name)
        return k;
    if (k > from && (t.ptr[k - 1] == '/' || t.ptr[k - 1] == ':')) {
        *apart = true; /* HIV/AIDS; "Nghị quyết của Quốc hội: số" */
        return cvd_refer_fill_back(t, from, k - 1);
    }
    size_t open = back_bracket(t, from, k);
    *apart = *apart || open < k;
    return open < k ? cvd_refer_fill_back(t, from, open) : k;
}

/* Add the words before the last one, up to `max` in all. */
static void collect(struct cvd_str t, size_t from, size_t max,
                    struct words *w)
{
    while (w->count < max) {
        bool apart;
        size_t k = back_between(t, from, w->next, w->name, &apart);

        if ((w->count == 0 && apart && !w->name) ||
            !cvd_refer_word_before(t, from, k, &w->at[w->count]))
            break;
        w->apart[w->count] = apart;
        w->next = w->at[w->count++].start;
    }
}

/* Join words [i, i + n), nearest first, into a slug. */
static bool slug_of(const struct words *w, size_t i, size_t n,
                    char slug[SLUG_MAX])
{
    size_t len = 0;

    for (size_t k = i + n; k-- > i;) {
        size_t l = strlen(w->at[k].fold);

        if (!l || len + l + 2 > SLUG_MAX || (k > i && w->apart[k - 1] &&
                                             k < i + n - 1))
            return false;
        if (len)
            slug[len++] = '-';
        memcpy(slug + len, w->at[k].fold, l);
        len += l;
    }
    slug[len] = '\0';
    return len > 0;
}

/* What only attaches to a document, or is none. */
static bool is_document(const char *code)
{
    static const char *const others[] = {
        "danh-sach", "phu-luc", "bieu-mau", "dien-van", "bai-phat-bieu",
        "loi-phat-dong", "khau-hieu-tuyen-truyen",
        "tai-lieu-tuyen-truyen", NULL
    };

    for (const char *const *o = others; *o; o++)
        if (strcmp(*o, code) == 0)
            return false;
    return true;
}

/* Whether a document of type `code` bears a symbol that says `symbol`: the
 * Party abbreviates Quy định as QĐ too. */
static bool agrees(const char *code, const char *symbol)
{
    return code && symbol &&
           (strcmp(code, symbol) == 0 ||
            (strcmp(code, "quy-dinh") == 0 &&
             strcmp(symbol, "quyet-dinh") == 0) ||
            (strcmp(code, "thong-bao-ket-luan") == 0 &&
             strcmp(symbol, "thong-bao") == 0));
}

/* "pháp luật" is no Luật. */
static bool is_general(const struct words *w, size_t i, size_t n)
{
    return n == 1 && i + 1 < w->count && cvd_refer_is(&w->at[i], "luat") &&
           cvd_refer_is(&w->at[i + 1], "phap");
}

/* The type that ends with word `i`, the longest name, but rather one that
 * agrees with the symbol; *n is how many words it is. */
static const char *type_at(const struct words *w, size_t i,
                           const char *symbol, size_t *n)
{
    const char *found = NULL;
    char slug[SLUG_MAX];

    for (size_t k = 1; k <= NAME_WORDS_MAX && i + k <= w->count; k++) {
        const char *code = slug_of(w, i, k, slug) ? cvd_doctype_of_slug(slug)
                                                  : NULL;

        if (!code || !is_document(code) || is_general(w, i, k))
            continue;
        found = code;
        *n = k;
        if (agrees(found, symbol))
            break;
    }
    return found;
}

/* "văn bản": names no type, but governs. */
static bool is_generic(const struct words *w, size_t i)
{
    return i + 1 < w->count && !w->apart[i] &&
           cvd_refer_is(&w->at[i], "ban") &&
           cvd_refer_is(&w->at[i + 1], "van");
}

bool cvd_refer_may_lead(const struct cvd_refer_word *w)
{
    static const char *const last[] = {
        "so", "5o", "dinh", "quyet", "hoach", "thi", "luan", "van", "tu",
        "trinh", "bao", "cao", "dan", "che", "dien", "luat", "lenh", NULL
    };

    return cvd_refer_is_any(w, last);
}

/* A font may have lost the first letter: "ghị định số", "ờ trình số". */
static const char *type_of_rest(const struct words *w)
{
    char rest[SLUG_MAX], slug[SLUG_MAX + 1];

    if (w->count < 2 || w->apart[0] || w->at[1].capital ||
        !cvd_refer_may_lead(&w->at[0]) || !slug_of(w, 0, 2, rest))
        return NULL;
    memcpy(slug + 1, rest, sizeof rest);
    for (char c = 'a'; c <= 'z'; c++) {
        slug[0] = c;
        const char *code = cvd_doctype_of_slug(slug);
        if (code)
            return code;
    }
    return NULL;
}

/* Whether acts of the National Assembly are called so. */
static bool is_of_assembly(const char *code)
{
    static const char *const types[] = {
        "luat", "bo-luat", "phap-lenh", "nghi-quyet", "hien-phap", "lenh",
        NULL
    };

    for (const char *const *t = types; *t; t++)
        if (strcmp(*t, code) == 0)
            return true;
    return false;
}

static bool is_assembly(const struct cvd_number *n)
{
    return n && (strncmp(n->symbol, "QH", 2) == 0 ||
                 strstr(n->symbol, "UBTVQH") != NULL);
}

/* Find the type with words between it and the number. */
static bool find_far(const struct cvd_refer *r, struct words *w,
                     const struct cvd_number *n, const char *symbol,
                     struct cvd_refer_lead *out)
{
    bool assembly = is_assembly(n);

    w->name = assembly;
    collect(r->t, r->pos, assembly ? WORDS_MAX : FAR_WORDS, w);
    for (size_t i = 0; i < w->count; i++) {
        size_t words = 0;
        const char *code = type_at(w, i, symbol, &words);

        if (!code || !(assembly ? is_of_assembly(code)
                       : symbol ? agrees(code, symbol)
                                : i <= NEAR_WORDS_MAX))
            continue;
        out->start = w->at[i + words - 1].start;
        out->code = code;
        out->named = true;
        return true;
    }
    return false;
}

/* "QĐ số 12/QĐ-UBND", "NĐ 100/2019/NĐ-CP". */
static const char *type_by_abbr(struct cvd_str t, const struct words *w)
{
    if (!w->count || w->apart[0] || !w->at[0].caps)
        return NULL;
    struct cvd_str word = { t.ptr + w->at[0].start,
                            w->at[0].end - w->at[0].start };
    return word.len >= 2 ? cvd_doctype_abbr(word) : NULL;
}

static void find_type(const struct cvd_refer *r, struct words *w,
                      const struct cvd_number *n, const char *symbol,
                      struct cvd_refer_lead *out)
{
    size_t words = 0;
    const char *code = w->count && !w->apart[0] ? type_at(w, 0, symbol, &words)
                                                : NULL;
    bool agreed = agrees(code, symbol);

    if (code && is_assembly(n) && !is_of_assembly(code))
        code = NULL; /* Luật Quy hoạch */
    if (!code && (code = type_by_abbr(r->t, w)) != NULL)
        words = 1, agreed = true;
    if (!code && out->so && (code = type_of_rest(w)) != NULL)
        words = 2, agreed = true;
    /* "Quyết định phê duyệt Đề án số 12/QĐ-UBND" */
    if (!agreed && n && (out->so || is_assembly(n)) && !is_generic(w, 0) &&
        (!code || symbol) && find_far(r, w, n, symbol, out))
        return;
    out->adjacent = code || is_generic(w, 0);
    out->named = out->adjacent;
    out->code = code;
    if (out->adjacent)
        out->start = w->at[(code ? words : 2) - 1].start;
}

const char *cvd_refer_symbol_code(struct cvd_refer *r,
                                  const struct cvd_number *n)
{
    struct cvd_refer_code *c =
        &r->codes[cvd_hash64(cvd_str_from(n->type)) % CVD_REFER_CODES];

    if (!*n->type)
        return NULL;
    if (strcmp(n->type, c->type) != 0) {
        memcpy(c->type, n->type, sizeof c->type);
        c->code = cvd_doctype_abbr(cvd_str_from(n->type));
    }
    return c->code;
}

/* Back from the digits at `i` over what stands between "Số" and a number. */
static size_t back_to_so(struct cvd_str t, size_t from, size_t i)
{
    for (;;) {
        size_t k = cvd_refer_fill_back(t, from, i);

        while (k > from && (t.ptr[k - 1] == ':' || t.ptr[k - 1] == '.' ||
                            t.ptr[k - 1] == '*' || t.ptr[k - 1] == '_' ||
                            t.ptr[k - 1] == '/' || t.ptr[k - 1] == '\'' ||
                            t.ptr[k - 1] == '"'))
            k--;
        if (k >= from + 3 && memcmp(t.ptr + k - 3, "…", 3) == 0)
            k -= 3;
        if (k == i)
            return k;
        i = k;
    }
}

/* Whether `w` is "Số", as scanners read it or without marks, and not "sở". */
static bool is_so(struct cvd_str t, const struct cvd_refer_word *w)
{
    static const char *const forms[] = {
        "ố", "Ố", "ô", "Ô", "o", "O", "ó", "Ó", "ổ", "Ổ", "ồ", "Ồ", "ỗ",
        "Ỗ", "ộ", "Ộ"
    };
    size_t n = w->end - w->start - 1;

    if (!cvd_refer_is(w, "so") && !cvd_refer_is(w, "5o"))
        return false;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strlen(forms[i]) == n &&
            memcmp(t.ptr + w->start + 1, forms[i], n) == 0)
            return true;
    return false;
}

static bool read_so(struct cvd_str t, size_t from, size_t i,
                    struct cvd_refer_lead *out)
{
    struct cvd_refer_word w;
    size_t k = back_to_so(t, from, i);

    /* A heading may have a blank line between all of its lines. */
    if (k == i)
        k = cvd_refer_heading_back(t, from, k);
    if (!cvd_refer_word_before(t, from, k, &w) || !is_so(t, &w))
        return false;
    out->so = true;
    out->so_start = out->start = w.start;
    return true;
}

/* Whether the number that begins at `i` is one of a form: "Biểu số
 * 01/KH/N", "Ký hiệu: 02a-SDKP/ĐVDT", and others joined to such. */
static bool is_form(const struct cvd_refer *r, size_t i)
{
    struct words w;

    if (r->form_end && cvd_refer_joint(r->t, r->form_end) >= i)
        return true;
    if (i >= 2 && r->t.ptr[i - 1] == '.' && cvd_scan_word_before(r->t, i - 1))
        return true; /* Biểu số I.17a */
    words_init(&w, back_to_so(r->t, r->pos, i));
    collect(r->t, r->pos, FORM_WORDS, &w);
    for (size_t k = 0; k < w.count; k++)
        if (cvd_refer_is(&w.at[k], "mau") || cvd_refer_is(&w.at[k], "bieu") ||
            (cvd_refer_is(&w.at[k], "hieu") && k + 1 < w.count &&
             cvd_refer_is(&w.at[k + 1], "ky")))
            return true;
    return false;
}

/* Past the number of a form at `i`, whatever signs it has: 01/KTHT/N. */
static size_t past_form(struct cvd_str t, size_t i)
{
    size_t stop = t.len - i > CVD_SYMBOL_MAX ? i + CVD_SYMBOL_MAX : t.len;

    while (i < stop && !strchr(" ,;\n\t", t.ptr[i]))
        i++;
    return i;
}

void cvd_refer_lead(struct cvd_refer *r, size_t i,
                    const struct cvd_number *n, struct cvd_refer_lead *out)
{
    const char *symbol = n ? cvd_refer_symbol_code(r, n) : NULL;
    struct words w;

    *out = (struct cvd_refer_lead){ .start = i };
    (void)read_so(r->t, r->pos, i, out);
    words_init(&w, out->start);
    /* "NGHỊ QUYẾT", a blank line, "số 12/NQ-CP"; "Số" may head a letter. */
    if (out->so && r->t.ptr[out->start] != 'S' && w.next > r->pos &&
        r->t.ptr[w.next - 1] == '\n')
        w.next = cvd_refer_heading_back(r->t, r->pos, w.next);
    collect(r->t, r->pos, NAME_WORDS_MAX, &w);
    if (w.count || out->so)
        find_type(r, &w, n, symbol, out);
    out->form = !out->adjacent && is_form(r, out->start);
    if (out->form)
        r->form_end = n ? n->end : past_form(r->t, i);
}
