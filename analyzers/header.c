/* header.c - what the head of a document says of itself.
 *
 * analyzers/ may include base/ and ICU.
 *
 * The State's form (Nghị định 30/2020/NĐ-CP, Phụ lục I) and the Party's
 * (Hướng dẫn 36-HD/VPTW) set number and subject at the left, place and date
 * at the right.  Flattened to text the two columns share lines, follow each
 * other or interleave, so the head is cut into cells, and each part is looked
 * for by what it looks like.  What is not there is left unknown. */
#include "analyzers/head.h"

enum { PLACE_BYTES_MAX = 64 };

static char at(const struct cvd_head *h, size_t i)
{
    return cvd_head_at(h, i);
}

/* The type `c` begins with; *words says how many words it is. */
static const char *type_of(const struct cvd_head *h, const struct cvd_cell *c,
                           size_t *words)
{
    const char *found = NULL;
    char slug[64];
    size_t n = 0;

    for (size_t k = c->tok; k < c->tok_end; k++) {
        struct cvd_str f = cvd_token_folded(h->tokens, k);
        bool longer;

        if (n + f.len + 2 > sizeof slug)
            break;
        if (n)
            slug[n++] = '-';
        memcpy(slug + n, f.ptr, f.len);
        n += f.len;
        const char *code = cvd_doctype_growing(slug, n, &longer);
        if (code) {
            found = code;
            *words = k - c->tok + 1;
        }
        if (!longer)
            break;
    }
    return found;
}

/* ---- where the head ends ---------------------------------------------- */

/* Words a body begins with; after a blank line, for a subject may begin with
 * "Thực hiện" too. */
static const char *const body_words[] = {
    "can cu", "dieu 1", "chuong i", "phan i", "phan thu nhat", NULL
};
static const char *const body_words_after_blank[] = {
    "thuc hien", "xet", "theo", "trien khai", "tiep theo", "de thuc hien",
    "ngay", "1", "i", NULL
};
static const char *const mottos[] = {
    "cong hoa xa hoi", "dang cong san", "doc lap tu do", "doan tncs",
    NULL
};

/* Whether line `n` is the first below a type's name: the trích yếu, however
 * long, unless it ends like a clause of the body. */
static bool is_abstract(struct cvd_head *h, size_t n)
{
    const struct cvd_cell *c = cvd_head_first(h, n);
    char end = at(h, c->end - 1);
    size_t words = 0;

    while (n > 0 && !h->line[n - 1].cells && !h->line[n - 1].rule)
        n--;
    if (n == 0 || h->line[n - 1].cells != 1 || end == ',' || end == ';' ||
        end == ':')
        return false;
    const struct cvd_cell *above = cvd_head_first(h, n - 1);
    return above->caps && type_of(h, above, &words) &&
           above->tok + words == above->tok_end;
}

static bool line_is_body(struct cvd_head *h, size_t n)
{
    const struct cvd_line *l = &h->line[n];
    const struct cvd_cell *c = cvd_head_first(h, n);

    if (!l->cells || c->caps)
        return false;
    if (cvd_scan_lower_at(h->text, c->start))
        return false;
    if (cvd_head_begins_any(h, c, body_words))
        return true;
    if (is_abstract(h, n))
        return false;
    if (l->cells == 1 && c->end - c->start > CVD_PARAGRAPH_BYTES)
        return true;
    return l->cells == 1 && n > 0 && !h->line[n - 1].cells &&
           c->end - c->start > 60 &&
           cvd_head_begins_any(h, c, body_words_after_blank);
}

static void find_bounds(struct cvd_head *h)
{
    h->to = h->heading = h->lines;
    for (h->body = 0; h->body < h->lines; h->body++)
        if (line_is_body(h, h->body))
            break;
    for (size_t n = 0; n < h->body; n++) {
        struct cvd_line *l = &h->line[n];

        for (size_t k = 0; k < l->cells; k++) {
            const struct cvd_cell *c = &h->cell[l->first + k];

            if (cvd_head_begins_any(h, c, mottos))
                l->official = h->motto = true;
            else if (h->to == h->lines && cvd_head_begins(h, c, "kinh gui"))
                h->to = n;
        }
    }
}

/* ---- number and date -------------------------------------------------- */

/* Whether a word in small letters goes on after a number: then it is cited,
 * "Số 1025/QĐ-LĐTBXH ngày 03/8/2016 của". */
static bool runs_on(const struct cvd_head *h, size_t i)
{
    size_t k = at(h, i) == ',' ? i + 1 : i;
    size_t b = cvd_scan_blanks(h->text, k);

    if (b - i >= 2 && at(h, i) != ',')
        return false;
    if (at(h, b) == 'v' && at(h, b + 1) == '/')
        return false;
    return at(h, i) != '\t' && cvd_scan_lower_at(h->text, b);
}

/* The place of the word "Số" that `c` begins with, or of that in "Pháp lệnh
 * số:"; *type is then the type. */
static size_t own_so(const struct cvd_head *h, const struct cvd_cell *c,
                     const char **type)
{
    size_t i = c->start;

    *type = NULL;
    if (cvd_scan_so(h->text, i, false)) {
        /* Mid-sentence "số" begins a line of running text as well. */
        size_t w = i + 1 + (at(h, i + 1) == (char)0xE1 ? 3 : 2);

        return at(h, i) != 's' || at(h, w) == ':' ? i : SIZE_MAX;
    }
    for (size_t k = c->tok; k < c->tok_end && k < c->tok + 5; k++) {
        size_t s = h->tokens->tok[k].start, e = h->tokens->tok[k].end;
        struct cvd_str name = { h->text.ptr + i, s - i };

        if (k > c->tok && at(h, e) == ':' &&
            cvd_scan_so(h->text, s, false) &&
            (*type = cvd_doctype_code(name)) != NULL)
            return s;
    }
    return SIZE_MAX;
}

/* What the receiver stamps on a letter that comes in: "ĐẾN Số: 96 Ngày: 16/5",
 * "CÔNG VĂN ĐẾN" (Nghị định 30/2020/NĐ-CP, Phụ lục IV, mục I). */
static const char *const stamp_words[] = {
    "den so", "den ngay", "cong van den", "van ban den", NULL
};

static bool is_stamp(const struct cvd_head *h, const struct cvd_cell *c)
{
    return cvd_head_begins_any(h, c, stamp_words) ||
           (c->caps && c->tok + 1 == c->tok_end &&
            cvd_head_begins(h, c, "den"));
}

/* Whether a cell of line `n` before its cell `k` is of such a stamp. */
static bool is_after_stamp(struct cvd_head *h, size_t n, size_t k)
{
    while (k-- > 0)
        if (is_stamp(h, cvd_head_first(h, n) + k))
            return true;
    return false;
}

/* Find the number; `stamped`: it may stand beside a stamp too. */
static bool read_own_number(struct cvd_head *h, bool stamped,
                            struct cvd_header *out)
{
    for (size_t n = 0; n < h->body; n++)
        for (size_t k = 0; k < h->line[n].cells; k++) {
            struct cvd_number number;
            const char *type;
            const struct cvd_cell *c = cvd_head_first(h, n) + k;
            size_t s = own_so(h, c, &type);

            if (s == SIZE_MAX || is_stamp(h, c) ||
                (!stamped && is_after_stamp(h, n, k)))
                continue;
            size_t i = cvd_scan_so(h->text, s, false);
            if (!cvd_scan_number(h->text, i, true, false, &number) &&
                !cvd_scan_blank_number(h->text, i, &number))
                continue;
            if (runs_on(h, number.end))
                continue;
            h->line[n].official = true;
            out->number = number;
            out->has_number = true;
            out->type = type;
            return true;
        }
    return false;
}

/* "Quận 1, ngày", "Phường 5": places that have a number for a name. */
static const char *const numbered_kinds[] = { "quan", "phuong", NULL };

/* Whether bytes [from, to) are the place of "Hà Nội, ngày": a short name. */
static bool is_place(const struct cvd_head *h, size_t from, size_t to)
{
    if (to <= from || to - from > PLACE_BYTES_MAX ||
        !cvd_scan_word_at(h->text, from) ||
        cvd_scan_lower_at(h->text, from))
        return false;
    size_t k = cvd_head_token_at(h->tokens, from);
    bool numbered = cvd_head_words_any(h->tokens, k, h->tokens->count,
                                       numbered_kinds) > 0;
    for (size_t i = from; i < to; i++)
        if ((at(h, i) >= '0' && at(h, i) <= '9' && !numbered) ||
            at(h, i) == '/' || at(h, i) == ':' || at(h, i) == ';')
            return false;
    return true;
}

/* Past blanks and markup after a number: "Số: 12/KH-UBND *Tân Hội, ngày". */
static size_t after_number(const struct cvd_head *h, size_t i)
{
    for (;;) {
        size_t k = cvd_scan_blanks(h->text, i);

        k += cvd_head_is_markup(at(h, k));
        if (k == i)
            return i;
        i = k;
    }
}

size_t cvd_head_place_start(const struct cvd_head *h,
                            const struct cvd_cell *c,
                            const struct cvd_header *head, size_t i)
{
    size_t from = c->start, end = head->number.end;

    if (head->has_number && end > from && end < i)
        from = after_number(h, end);
    for (size_t k = c->tok; k + 2 < c->tok_end; k++) {
        const struct cvd_token *last = &h->tokens->tok[k + 1];

        if (last->end >= i)
            break;
        if (last->end > from &&
            (cvd_head_words(h->tokens, k, c->tok_end, "viet nam") ||
             cvd_head_words(h->tokens, k, c->tok_end, "hanh phuc")) &&
            h->tokens->tok[k + 2].start < i)
            from = h->tokens->tok[k + 2].start;
    }
    return from;
}

/* Read the date whose first word is token `k` of cell `c`, if it is that of
 * the place line and not one the subject quotes. */
static bool date_in_cell(struct cvd_head *h, const struct cvd_cell *c, size_t k,
                         const struct cvd_header *head, struct cvd_date *out)
{
    size_t i = h->tokens->tok[k].start;
    size_t from = cvd_head_place_start(h, c, head, i), to = i;
    bool words = cvd_scan_date(h->text, i, false, out);

    if (!words) { /* Hà Nội, ngày 22/6/2020; ngày 32 tháng 12 năm 2024 */
        size_t j = k + 1 < h->tokens->count ? h->tokens->tok[k + 1].start : 0;

        if (k + 2 < h->tokens->count && j < c->end &&
            !cvd_scan_date(h->text, j, false, out)) {
            j = h->tokens->tok[k + 2].start;
            if (!cvd_scan_date(h->text, j, false, out))
                return false;
        } else if (k + 2 >= h->tokens->count || j >= c->end) {
            return false;
        }
    }
    if (runs_on(h, out->end))
        return false;
    while (to > from && at(h, to - 1) == ' ')
        to--;
    if (to == from) {
        /* The place may be a cell of its own: "Hà Nội,   ngày". */
        if (c > h->cell && at(h, c[-1].end - 1) == ',')
            return is_place(h, c[-1].start, c[-1].end - 1);
        return words;
    }
    return at(h, to - 1) == ',' && is_place(h, from, to - 1);
}

/* "Hà Nội, tháng 3 năm 2012": a place, and the month at token `k`. */
static bool month_in_cell(struct cvd_head *h, const struct cvd_cell *c,
                          size_t k, struct cvd_date *out)
{
    size_t i = h->tokens->tok[k].start, to = i;

    while (to > c->start && at(h, to - 1) == ' ')
        to--;
    return to > c->start && at(h, to - 1) == ',' &&
           is_place(h, c->start, to - 1) &&
           cvd_scan_date(h->text, i, false, out) && !runs_on(h, out->end);
}

static bool read_own_date(struct cvd_head *h, struct cvd_header *out)
{
    size_t stop = h->heading < h->body ? h->heading : h->body;

    for (size_t n = 0; n < h->body; n++)
        for (size_t m = 0; m < h->line[n].cells; m++) {
            const struct cvd_cell *c = cvd_head_first(h, n) + m;

            for (size_t k = c->tok; k < c->tok_end; k++) {
                struct cvd_str ngay = { "ngay", 4 }, thang = { "thang", 5 };
                struct cvd_str w = cvd_token_folded(h->tokens, k);
                struct cvd_date d;

                if (!(cvd_str_equal(w, ngay) &&
                      date_in_cell(h, c, k, out, &d)) &&
                    !(cvd_str_equal(w, thang) && month_in_cell(h, c, k, &d)))
                    continue;
                /* Below the heading only a place makes a date one's own. */
                if (is_stamp(h, c) ||
                    (k == c->tok && (n > stop || is_after_stamp(h, n, m))))
                    continue;
                h->line[n].official = true;
                out->date = d;
                return true;
            }
        }
    return false;
}

/* ---- type ------------------------------------------------------------- */

/* Where the trích yếu begins that shares line `n` with the name of the type,
 * "QUYẾT ĐỊNH Về việc"; or 0. */
static size_t inline_title(struct cvd_head *h, size_t n, size_t *words)
{
    if (!h->line[n].cells || h->line[n].cells > 2)
        return 0;
    const struct cvd_cell *c = cvd_head_first(h, n);
    const struct cvd_cell *last = cvd_head_last(h, n);
    if (last->caps || !type_of(h, c, words) ||
        c->tok + *words >= last->tok_end ||
        (c != last && c->tok + *words != c->tok_end))
        return 0;
    size_t title = h->tokens->tok[c->tok + *words].start;
    for (size_t i = c->start; i < title; i++)
        if (cvd_scan_lower_at(h->text, i) || at(h, i) == ':')
            return 0;
    return title;
}

/* Names of documents that begin with that of their type: what follows it is
 * no subject. */
static const char *const long_names[] = {
    "ket luan thanh tra", "ket luan kiem tra", "bao cao tham tra",
    "chuong trinh hanh dong", "chuong trinh phoi hop",
    "chuong trinh lien tich", "ke hoach phoi hop", "ke hoach lien tich",
    "ke hoach lien nganh", "ke hoach hanh dong", "quy che phoi hop",
    "huong dan lien tich", "huong dan lien nganh", "quyet dinh lien tich",
    "to trinh lien nganh", NULL
};

/* The type that line `n`, in capitals, begins with; *alone: it has no more
 * words. */
static const char *heading_at(struct cvd_head *h, size_t n, bool *alone)
{
    const struct cvd_cell *c = cvd_head_first(h, n);
    size_t words = 0;
    const char *type = type_of(h, c, &words);
    size_t name = cvd_head_words_any(h->tokens, c->tok, c->tok_end,
                                     long_names);

    if (!type || cvd_head_begins_any(h, c, stamp_words))
        return NULL;
    *alone = c->tok + (name > words ? name : words) == c->tok_end;
    return type;
}

/* Find the heading: the name of a type in capitals, alone on its line; or
 * with words after it ("BÁO CÁO CÔNG TÁC TUẦN"), but then only below the
 * number or date, for an issuer's name may begin so. */
static const char *read_heading(struct cvd_head *h,
                                const struct cvd_header *out, bool *alone)
{
    bool below = !out->has_number && !out->date.year && !h->motto;
    size_t stop = h->to < h->body ? h->to : h->body;

    for (size_t n = 0; n < stop; n++) {
        size_t words = 0;

        if (h->line[n].official) {
            below = true;
            continue;
        }
        if (below && (h->inline_title = inline_title(h, n, &words)) > 0) {
            *alone = false;
            h->heading = n;
            return type_of(h, cvd_head_first(h, n), &words);
        }
        if (h->line[n].cells != 1 || !cvd_head_first(h, n)->caps)
            continue;
        const char *type = heading_at(h, n, alone);
        if (type && (*alone || below)) {
            h->heading = n;
            return type;
        }
    }
    return NULL;
}

/* The heading of a consolidated text is that of what it consolidates. */
static bool is_consolidated(const struct cvd_header *head)
{
    return cvd_str_equal(cvd_str_from(head->number.type),
                         cvd_str_from("VBHN"));
}

/* Whether a letter without a heading may be of the type its symbol begins
 * with: "1234/CT-TTHT" is of a Cục Thuế, no Chỉ thị. */
static bool letter_bears(const char *type)
{
    static const char *const types[] = {
        "cong-van", "cong-dien", "giay-moi", "to-trinh", "phieu-chuyen",
        "phieu-gui", "giay-trieu-tap", NULL
    };

    for (const char *const *t = types; type && *t; t++)
        if (strcmp(type, *t) == 0)
            return true;
    return false;
}

/* The type of what has no heading, by its number; a `letter` has "V/v". */
static const char *type_of_number(const struct cvd_head *h,
                                  const struct cvd_header *head, bool letter)
{
    const char *type = head->number.type[0]
                           ? cvd_doctype_abbr(cvd_str_from(head->number.type))
                           : NULL;
    bool addressed = h->to < h->lines;

    if (type && !(letter && addressed && !letter_bears(type)))
        return type;
    return head->has_number && (letter || addressed)
               ? cvd_doctype_code(cvd_str_from("cong-van")) : NULL;
}

void cvd_head_read(struct cvd_head *h, struct cvd_header *out)
{
    bool alone = false;

    memset(out, 0, sizeof *out);
    find_bounds(h);
    if (!read_own_number(h, false, out))
        read_own_number(h, true, out);
    read_own_date(h, out);
    const char *heading = read_heading(h, out, &alone);
    if (heading && !is_consolidated(out))
        out->type = heading;
    bool letter = false;
    if (h->heading < h->lines)
        cvd_subject_below_heading(h, alone, out);
    else
        letter = cvd_subject_from_vv(h, out);
    if (!out->type)
        out->type = type_of_number(h, out, letter);
    if (out->title.len)
        return;
    if (out->has_number && h->to < h->lines && h->heading == h->lines)
        cvd_subject_above_address(h, out);
    else if (!out->has_number && !out->date.year && !h->motto)
        cvd_subject_first_line(h, out);
}

void cvd_header_read(struct cvd_str text, struct cvd_header *out)
{
    struct cvd_head h;

    memset(out, 0, sizeof *out);
    if (text.len == 0 || text.len > UINT32_MAX)
        return;
    if (cvd_head_cut(text, 0, NULL, &h) == CVD_OK)
        cvd_head_read(&h, out);
    cvd_head_release(&h);
}
