/* recase.c - names of bodies printed in capitals, in canonical case.
 *
 * analyzers/ may include base/ and ICU.
 *
 * Best witness is the text itself, which nearly always names its issuer in
 * running text; then the table of units that begin with a capital (Nghị định
 * 30/2020/NĐ-CP, Phụ lục II); a place after its kind begins with capitals;
 * what is no syllable is an abbreviation and stays. */
#include "analyzers/bodies.h"
#include "name_case_tables.h"

#include <unicode/uchar.h>

enum {
    KEY_BYTES_MAX = 256,
    WITNESS_TOKENS_MAX = 6000, /* ten pages: an issuer is named on the first */
    PLACE_WORDS_MAX = 5,      /* "Phan Rang - Tháp Chàm", "Bà Rịa - Vũng Tàu" */
    ABBREVIATION_MAX = 5,     /* letters; a longer word has a meaning */
    INITIALS_MIN = 3, INITIALS_MAX = 8
};

enum how { HOW_SMALL, HOW_CAPITAL, HOW_WHOLE, HOW_AS_IS, HOW_EXPLAINED };

struct cased {
    struct cvd_str text;
    const struct cvd_tokens *t;
    const struct cvd_name *name;
    uint8_t how[CVD_BODY_WORDS_MAX];
    uint8_t run[CVD_BODY_WORDS_MAX];   /* words of the witness it has */
    bool sure[CVD_BODY_WORDS_MAX];     /* a capital of a phrase of the table:
                                          "bộ y tế" is carelessness */
    struct cvd_range meaning[CVD_BODY_WORDS_MAX]; /* of what is explained */
    uint64_t seen;                     /* bits of the words it has */
};

static struct cvd_str word_exact(const struct cased *c, size_t i)
{
    return cvd_name_exact(c->t, c->name, i);
}

static bool is_said(const struct cased *c, size_t i)
{
    return c->name->w[i].said != NULL;
}

static bool is_word(const struct cased *c, size_t i, const char *s)
{
    return i < c->name->n && !is_said(c, i) &&
           cvd_str_equal(word_exact(c, i), cvd_str_from(s));
}

static bool has_lower(struct cvd_str text, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++)
        if (cvd_scan_lower_at(text, i))
            return true;
    return false;
}

/* ---- the text as witness ---------------------------------------------- */

static uint64_t bit_of(struct cvd_str s)
{
    return 1ull << ((s.len * 11 + (unsigned char)s.ptr[s.len - 1]) & 63);
}

/* Words from `i` that tokens from `j` are too. */
static size_t common_run(const struct cased *c, size_t i, size_t j)
{
    size_t n = 0;

    while (i + n < c->name->n && j + n < c->t->count && !is_said(c, i + n) &&
           cvd_str_equal(word_exact(c, i + n), cvd_token_exact(c->t, j + n)))
        n++;
    return n;
}

static void take_witness(struct cased *c, size_t i, size_t j, size_t n)
{
    if (n < 2 || !has_lower(c->text, c->t->tok[j].start,
                            c->t->tok[j + n - 1].end))
        return;
    for (size_t k = 0; k < n; k++) {
        const struct cvd_token *w = &c->t->tok[j + k];

        bool small = cvd_scan_lower_at(c->text, w->start);
        bool whole = !small && !has_lower(c->text, w->start, w->end);

        /* A heading's capitals say nothing of a syllable. */
        if (c->run[i + k] >= n ||
            (whole && cvd_syllable_valid(cvd_token_exact(c->t, j + k))))
            continue;
        c->run[i + k] = (uint8_t)n;
        if (small && c->sure[i + k])
            continue;
        enum how how = small ? HOW_SMALL : whole ? HOW_WHOLE : HOW_CAPITAL;
        c->how[i + k] = (uint8_t)how;
    }
}

/* "cải cách hành chính (CCHC)": as many words before the bracket as letters
 * in it, with these initials. */
static void take_explained(struct cased *c, size_t i, size_t j)
{
    struct cvd_str f = cvd_token_folded(c->t, j);
    size_t a = c->t->tok[j].start, b = c->t->tok[j].end;

    if (a == 0 || b >= c->text.len || c->text.ptr[a - 1] != '(' ||
        c->text.ptr[b] != ')' || f.len < INITIALS_MIN ||
        f.len > INITIALS_MAX || j < f.len ||
        cvd_syllable_valid(cvd_token_exact(c->t, j)))
        return;
    for (size_t k = 0; k < f.len; k++)
        if (cvd_token_folded(c->t, j - f.len + k).ptr[0] != f.ptr[k])
            return;
    c->how[i] = HOW_EXPLAINED;
    c->run[i] = UINT8_MAX;
    c->meaning[i] = (struct cvd_range){ c->t->tok[j - f.len].start,
                                        c->t->tok[j - 1].end };
}

static void read_witness(struct cased *c)
{
    size_t end = c->t->count < WITNESS_TOKENS_MAX ? c->t->count
                                                  : WITNESS_TOKENS_MAX;

    for (size_t j = 0; j < end; j++) {
        struct cvd_str w = cvd_token_exact(c->t, j);

        if (w.len == 0 || !(c->seen & bit_of(w)))
            continue;
        for (size_t i = 0; i < c->name->n; i++) {
            if (is_said(c, i) || j == c->name->w[i].tok ||
                !cvd_str_equal(w, word_exact(c, i)))
                continue;
            take_witness(c, i, j, common_run(c, i, j));
            take_explained(c, i, j);
        }
    }
}

/* ---- the table -------------------------------------------------------- */

static const struct case_row *find_row(const char *key)
{
    size_t low = 0, high = sizeof case_rows / sizeof *case_rows;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int d = strcmp(case_rows[mid].key, key);

        if (d == 0)
            return &case_rows[mid];
        if (d < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/* The longest phrase of the table that words from `i` are. */
static const struct case_row *longest_row(const struct cased *c, size_t i)
{
    const struct case_row *best = NULL;
    char key[KEY_BYTES_MAX];
    size_t n = 0;

    for (size_t k = i; k < c->name->n && k < i + CASE_WORDS_MAX; k++) {
        if (is_said(c, k) || (k > i && c->name->w[k].first))
            break;
        struct cvd_str w = word_exact(c, k);
        if (n + w.len + 2 > sizeof key)
            break;
        if (k > i)
            key[n++] = ' ';
        memcpy(key + n, w.ptr, w.len);
        n += w.len;
        key[n] = '\0';
        const struct case_row *row = find_row(key);
        best = row ? row : best;
    }
    return best;
}

static void read_table_rows(struct cased *c)
{
    for (size_t i = 0; i < c->name->n;) {
        const struct case_row *row = is_said(c, i) ? NULL : longest_row(c, i);

        if (!row) {
            i++;
            continue;
        }
        for (size_t k = 0; k < row->words; k++) {
            c->sure[i + k] = row->words > 1;
            enum how how = row->whole >> k & 1 ? HOW_WHOLE
                           : row->capital >> k & 1 ? HOW_CAPITAL : HOW_SMALL;
            c->how[i + k] = (uint8_t)how;
        }
        i += row->words;
    }
}

/* ---- places and abbreviations ----------------------------------------- */

/* A kind is small but in "Thành phố Hồ Chí Minh" (Nghị định 30/2020/NĐ-CP, Phụ
 * lục II, mục II.1); "Tỉnh ủy" is a body. */
static void case_kind(struct cased *c, size_t i, size_t n)
{
    bool body = n == 2 && (is_word(c, i + 1, "ủy") ||
                           is_word(c, i + 1, "đoàn"));
    bool special = n == 2 && is_word(c, i, "thành") &&
                   is_word(c, i + 2, "hồ") && is_word(c, i + 3, "chí");

    for (size_t k = i; k < i + n; k++)
        c->how[k] = HOW_SMALL;
    if (body || special)
        c->how[i] = HOW_CAPITAL;
}

/* "HUYỆN ĐỨC THỌ": kind small, name with capitals; xã hội is no place. */
static void read_places(struct cased *c)
{
    for (size_t i = 0; i < c->name->n; i++) {
        size_t n = cvd_body_kind_words(c->t, c->name, i);

        if (!n)
            continue;
        case_kind(c, i, n);
        for (size_t k = i + n; k < c->name->n && k < i + n + PLACE_WORDS_MAX &&
                               !c->name->w[k].first; k++)
            if (!c->run[k] && !is_said(c, k))
                c->how[k] = HOW_CAPITAL;
        i += n - 1;
    }
}

/* CVĐ, MTTQ: no syllable; nor is Agribank, but it is longer and has vowels.
 * Roman figures are syllables at times: "I", "V". */
static enum how unknown_word(const struct cased *c, size_t i)
{
    struct cvd_str w = word_exact(c, i), f;

    if (cvd_syllable_valid(w) && w.len > 1)
        return HOW_SMALL;
    f = cvd_token_folded(c->t, c->name->w[i].tok);
    for (size_t k = 0; k < f.len; k++)
        if (strchr("aeiouy", f.ptr[k]))
            return f.len <= ABBREVIATION_MAX ? HOW_WHOLE : HOW_CAPITAL;
    return HOW_WHOLE;
}

/* ---- writing ---------------------------------------------------------- */

/* Bytes of the first letter of canonical `w`, at most three. */
static size_t letter_bytes(struct cvd_str w)
{
    size_t n = 1;

    while (n < w.len && n < 3 && ((unsigned char)w.ptr[n] & 0xC0) == 0x80)
        n++;
    return n;
}

static UChar32 code_point(struct cvd_str w, size_t n)
{
    UChar32 cp = (unsigned char)w.ptr[0] & (n == 1 ? 0x7F : n == 2 ? 0x1F
                                                                   : 0x0F);

    for (size_t i = 1; i < n; i++)
        cp = cp << 6 | ((unsigned char)w.ptr[i] & 0x3F);
    return cp;
}

static void add_word(struct cvd_form *f, struct cvd_str *to,
                     const struct cased *c, size_t i)
{
    struct cvd_str w = word_exact(c, i);
    char first[4];

    if (c->how[i] == HOW_CAPITAL && w.len) {
        size_t n = letter_bytes(w);
        size_t k = cvd_scan_put((uint32_t)u_toupper(code_point(w, n)), first);

        cvd_form_add_text(f, to, (struct cvd_str){ first, k });
        w = (struct cvd_str){ w.ptr + n, w.len - n };
    }
    cvd_form_add_text(f, to, w);
}

/* Whether words `i` - 1 and `i` are of one abbreviation: "GD&ĐT". */
static bool is_joined(const struct cased *c, size_t i)
{
    enum { SIGN_BYTES_MAX = 3 }; /* " & " */
    size_t k = c->name->w[i].tok;
    bool sign = false;

    if (is_said(c, i) || is_said(c, i - 1) ||
        c->name->w[i - 1].tok + 1 != k)
        return false;
    size_t a = c->t->tok[k - 1].end, b = c->t->tok[k].start;
    if (b - a > SIGN_BYTES_MAX)
        return false;
    for (; a < b; a++)
        sign = sign || strchr("&,-", c->text.ptr[a]);
    return sign;
}

static const char *find_short(const char *key)
{
    for (size_t i = 0; i < sizeof short_rows / sizeof *short_rows; i++)
        if (strcmp(short_rows[i].key, key) == 0)
            return short_rows[i].full;
    return NULL;
}

/* What is said in full for the abbreviation that words from `i` on are, *n of
 * them; or NULL. */
static const char *written_out(const struct cased *c, size_t i, size_t *n)
{
    const char *full = NULL;
    char key[KEY_BYTES_MAX];
    size_t len = 0;

    for (size_t k = i; k < c->name->n && k < i + SHORT_WORDS_MAX; k++) {
        struct cvd_str w = cvd_name_folded(c->t, c->name, k);

        if (is_said(c, k) || (k > i && !is_joined(c, k)) ||
            len + w.len + 2 > sizeof key)
            break;
        if (k > i)
            key[len++] = ' ';
        memcpy(key + len, w.ptr, w.len);
        len += w.len;
        key[len] = '\0';
        const char *found = find_short(key);
        full = found ? found : full;
        *n = found ? k - i + 1 : *n;
    }
    return full;
}

/* "TP. HỒ CHÍ MINH" */
static bool is_short_city(const struct cased *c, size_t i)
{
    return is_word(c, i, "tp") && cvd_body_kind_words(c->t, c->name, i);
}

/* Whether word `i` begins a place below whose name another ended, each on its
 * own line: "XÃ AN NINH / HUYỆN BÌNH LỤC". */
static bool parts_places(const struct cased *c, size_t i)
{
    static const char ends[] = ",-(";
    const struct cvd_name_word *w = &c->name->w[i], *before = w - 1;

    if (i < 2 || w->said || before->said || before->to == w->to ||
        !cvd_body_kind_words(c->t, c->name, i))
        return false;
    for (size_t k = i - 1; k-- > 0;) {
        size_t n = cvd_body_kind_words(c->t, c->name, k);

        if (n)
            return k + n < i && i - k - n <= PLACE_WORDS_MAX &&
                   !strchr(ends, c->text.ptr[before->to - 1]);
    }
    return false;
}

/* Punctuation between words `i` - 1 and `i`: what the text has on either side
 * within their cells, and a blank where it has one. */
static void add_between(struct cvd_form *f, struct cvd_str *to,
                        const struct cased *c, size_t i)
{
    const struct cvd_name_word *w = &c->name->w[i];
    const struct cvd_name_word *before = i ? w - 1 : NULL;

    if (w->said || (before && (before->said || is_short_city(c, i - 1)))) {
        if (i)
            cvd_form_add_text(f, to, cvd_str_from(" "));
        return;
    }
    size_t start = c->t->tok[w->tok].start;
    if (before && before->tok + 1 == w->tok && before->to == w->to) {
        cvd_form_add_between(f, to, c->text, c->t->tok[before->tok].end,
                             start);
        return;
    }
    if (before) {
        if (before->tok + 1 >= c->t->count ||
            c->t->tok[before->tok + 1].start >= before->to)
            cvd_form_add_between(f, to, c->text, c->t->tok[before->tok].end,
                                 before->to);
        if (parts_places(c, i))
            cvd_form_add_text(f, to, cvd_str_from(","));
        cvd_form_add_blank(f, to);
    }
    if (w->tok == 0 || c->t->tok[w->tok - 1].end <= w->from)
        cvd_form_add_between(f, to, c->text, w->from, start);
}

/* "TRƯỜNG THPT LÊ HỒNG PHONG": a school is called after somebody. */
static void read_schools(struct cased *c)
{
    static const char *const schools[] = {
        "th", "thcs", "thpt", "ptdtnt", "ptdtbt", "mn", NULL
    };
    bool school = false;

    for (size_t i = 0; i < c->name->n; i++) {
        school = school && !c->name->w[i].first;
        if (school && c->how[i] == HOW_SMALL && !c->run[i] &&
            !cvd_body_kind_words(c->t, c->name, i))
            c->how[i] = HOW_CAPITAL;
        for (const char *const *s = schools; *s; s++)
            school = school || is_word(c, i, *s);
    }
}

/* Add what words from `i` on are; how many. */
static size_t add_one(struct cvd_form *f, struct cvd_str *to,
                      const struct cased *c, size_t i)
{
    const struct cvd_name_word *w = &c->name->w[i];
    size_t n = 1;

    if (w->said) {
        cvd_form_add_text(f, to, cvd_str_from(w->said));
        return n;
    }
    const struct cvd_token *tok = &c->t->tok[w->tok];
    const char *full = written_out(c, i, &n);
    if (full)
        cvd_form_add_text(f, to, cvd_str_from(full));
    else if (is_short_city(c, i))
        cvd_form_add_text(f, to, cvd_str_from(is_word(c, i + 1, "hồ") &&
                                              is_word(c, i + 2, "chí")
                                                  ? "Thành phố"
                                                  : "thành phố"));
    else if (c->how[i] == HOW_EXPLAINED)
        cvd_form_add_between(f, to, c->text, c->meaning[i].start,
                             c->meaning[i].end);
    else if (c->how[i] == HOW_WHOLE || c->how[i] == HOW_AS_IS)
        cvd_form_add_text(f, to, (struct cvd_str){ c->text.ptr + tok->start,
                                                   tok->end - tok->start });
    else
        add_word(f, to, c, i);
    return n;
}

void cvd_name_recase(struct cvd_form *f, struct cvd_str *to,
                     struct cvd_str text, const struct cvd_tokens *t,
                     const struct cvd_name *name)
{
    struct cased c = { .text = text, .t = t, .name = name };

    for (size_t i = 0; i < name->n; i++)
        if (!is_said(&c, i)) {
            c.seen |= bit_of(word_exact(&c, i));
            c.how[i] = (uint8_t)unknown_word(&c, i);
        }
    read_table_rows(&c);
    read_witness(&c);
    read_schools(&c);
    read_places(&c);
    cvd_form_begin(f, to);
    for (size_t i = 0; i < name->n;) {
        bool explained = c.how[i] == HOW_EXPLAINED;

        if (!name->w[i].caps && !is_said(&c, i) && !explained)
            c.how[i] = HOW_AS_IS;
        if ((name->w[i].first && c.how[i] == HOW_SMALL) ||
            (i == 0 && c.how[i] == HOW_AS_IS && !is_said(&c, i) &&
             cvd_scan_lower_at(text, t->tok[name->w[i].tok].start)))
            c.how[i] = HOW_CAPITAL;
        add_between(f, to, &c, i);
        i += add_one(f, to, &c, i);
    }
    if (name->n && !name->w[name->n - 1].said) { /* a closing quotation mark */
        const struct cvd_name_word *w = &name->w[name->n - 1];
        size_t a = t->tok[w->tok].end;

        if (w->to - a >= 3 && memcmp(text.ptr + a, "”", 3) == 0)
            cvd_form_add_text(f, to, cvd_str_from("”"));
        else if (w->to > a && (text.ptr[a] == '"' || text.ptr[a] == ')'))
            cvd_form_add_between(f, to, text, a, a + 1);
    }
}
