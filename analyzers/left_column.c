/* left_column.c - the names of bodies in the left column of a head.
 *
 * analyzers/ may include base/ and ICU.
 *
 * The column names the body above and, below it, the issuer (Nghị định
 * 30/2020/NĐ-CP, Phụ lục I, mục II.2), each over several lines and in
 * capitals.  Its lines are told from those of the right column and from
 * stamps, and joined to names. */
#include "analyzers/bodies.h"

enum { PIECES_MAX = 16 };

/* What a line of the left column holds: tokens of one cell, less what of the
 * right column shares it. */
struct piece {
    const struct cvd_cell *cell;
    size_t tok, end;
    size_t from, to;    /* bytes */
};

struct left {
    struct piece piece[PIECES_MAX];
    size_t n;
};

/* ---- lines ------------------------------------------------------------ */

/* The right column, and what is stamped above the form. */
static const char *const right_words[] = {
    "cong hoa xa hoi", "dang cong san viet nam", "doc lap tu do",
    "doan tncs", "doan thanh nien cong san", "chu nghia viet nam", NULL
};
static const char *const aside_words[] = {
    "den", "cong van den", "hoa toc", "thuong khan", "khan", "mat",
    "toi mat", "tuyet mat", "du thao", "ban sao", "sao y", "van ban den",
    "page", "trang", "ky boi", "phu luc", "v v", "mau so", "bieu so", NULL
};

/* Whether "ĐOÀN TNCS HỒ CHÍ MINH" at token `i` of [k, end) is part of a name:
 * "BCH ĐOÀN TNCS", "ĐOÀN TNCS HỒ CHÍ MINH TỈNH X". */
static bool is_own_union(const struct cvd_head *h, size_t k, size_t i,
                         size_t end)
{
    static const char *const before[] = { "bch", "btv", "hanh", "uong", "vu",
                                          "truc", NULL };
    static const char *const after[] = { "tinh", "thanh pho", "huyen", "quan",
                                         "thi xa", "xa", "phuong", "thi tran",
                                         "dac khu", NULL };
    size_t n = cvd_head_words(h->tokens, i, end, "doan tncs ho chi minh");

    return n && ((i > k && cvd_head_words_any(h->tokens, i - 1, i, before)) ||
                 cvd_head_words_any(h->tokens, i + n, end, after));
}

/* Where in tokens [k, end) the right column begins, or a number. */
static size_t left_end(const struct cvd_head *h, size_t k, size_t end)
{
    for (size_t i = k; i < end; i++) {
        size_t after = h->tokens->tok[i].end;

        if (cvd_head_words_any(h->tokens, i, end, right_words) &&
            !is_own_union(h, k, i, end))
            /* "QUỐC HỘI NƯỚC CỘNG HÒA XÃ HỘI …" */
            return i > k && cvd_head_words(h->tokens, i - 1, end, "nuoc")
                       ? i - 1 : i;
        if (cvd_head_words(h->tokens, i, end, "so") &&
            cvd_head_at(h, after) == ':')
            return i;
    }
    return end;
}

static bool all_caps(const struct cvd_head *h, size_t k, size_t end)
{
    bool letters = false;

    for (; k < end; k++)
        for (size_t i = h->tokens->tok[k].start; i < h->tokens->tok[k].end;
             i++) {
            if (cvd_scan_lower_at(h->text, i))
                return false;
            letters = letters || h->text.ptr[i] > '9' ||
                      (h->text.ptr[i] & 0x80);
        }
    return letters;
}

/* Whether an office's stamp "ĐẾN Số: 4533" is below line `n`: its name is
 * that of the receiver. */
static bool is_stamped(struct cvd_head *h, size_t n)
{
    if (n + 1 >= h->lines || !h->line[n + 1].cells)
        return false;
    const struct cvd_cell *c = cvd_head_first(h, n + 1);
    return cvd_head_begins(h, c, "den") ||
           cvd_head_begins(h, c, "cong van den");
}

/* The line after which no name of the issuer stands. */
static size_t last_line(struct cvd_head *h, const struct cvd_header *out)
{
    size_t stop = h->heading < h->to ? h->heading : h->to;

    stop = stop < h->body ? stop : h->body;
    for (size_t n = 0; n < stop && out->has_number; n++) {
        const struct cvd_line *l = &h->line[n];

        if (l->cells && out->number.start >= l->start &&
            out->number.start < cvd_head_last(h, n)->end)
            return n + 1;
    }
    return stop;
}

/* Whether a cell before `c` ends with the two words `cut`: the motto broke
 * there. */
static bool is_after(const struct cvd_head *h, const struct cvd_cell *c,
                     const char *cut)
{
    for (const struct cvd_cell *i = h->cell; i < c; i++)
        if (i->tok_end >= i->tok + 2 &&
            cvd_head_words(h->tokens, i->tok_end - 2, i->tok_end, cut))
            return true;
    return false;
}

/* Whether `c` is the second line of a motto: "VIỆT NAM" below "… CHỦ NGHĨA",
 * "HẠNH PHÚC" below "ĐỘC LẬP - TỰ DO -". */
static bool is_motto_end(const struct cvd_head *h, const struct cvd_cell *c)
{
    static const struct { const char *cut, *rest; } mottos[] = {
        { "chu nghia", "viet nam" }, { "tu do", "hanh phuc" },
        { "doc lap", "tu do hanh phuc" },
    };

    for (size_t i = 0; i < sizeof mottos / sizeof *mottos; i++)
        if (cvd_head_words(h->tokens, c->tok, c->tok_end, mottos[i].rest) ==
                c->tok_end - c->tok &&
            is_after(h, c, mottos[i].cut))
            return true;
    return false;
}

static bool is_piece(const struct cvd_head *h, const struct cvd_header *head,
                     const struct piece *p)
{
    char first = h->text.ptr[p->cell->start];
    size_t aside = cvd_head_words_any(h->tokens, p->tok, p->end, aside_words);

    if (p->tok >= p->end || first == '/' || first == '-' ||
        (head->has_number && p->cell->start < head->number.end &&
         p->cell->end > head->number.start) ||
        aside > 1 || (aside && aside == p->end - p->tok) ||
        cvd_scan_so(h->text, h->tokens->tok[p->tok].start, false))
        return false;
    return !is_motto_end(h, p->cell) && all_caps(h, p->tok, p->end);
}

/* A name does not end with these. */
static const char *const hanging[] = {
    "va", "cua", "ve", "lien", "tong", "cho", "voi", "cac", "truc thuoc",
    NULL
};

/* What a name begins with in the middle of a line. */
static const char *const inner_words[] = {
    "so", "cuc", "chi cuc", "tong cuc", "van phong", "trung tam", "thanh tra",
    "benh vien", "ban quan ly", "ban chi dao", "ban dan toc",
    "ban tuyen giao", "ban to chuc", "ban dan van", "ban noi chinh",
    "ban chap hanh", "ban thuong vu", "ban thuong truc", "uy ban kiem tra",
    "hoi dong", "truong dai hoc", "truong cao dang", "truong chinh tri",
    "truong trung hoc", "truong thpt", "truong thcs", "truong tieu hoc",
    "truong mam non", "dang uy", "chi bo", "ubnd", "uy ban nhan dan",
    "kho bac", "phong van hoa", "phong giao duc", "phong noi vu",
    "phong kinh te", "phong tai chinh", "phong y te", "phong tu phap",
    "phong lao dong", "phong nong nghiep", "phong tai nguyen",
    "phong quan ly", "phong dan toc", "cong an", NULL
};

/* Whether another name begins at token `k` of piece `p`, of which a converter
 * made one line: "UBND TỈNH X SỞ Y". */
static bool begins_within(const struct cvd_head *h, const struct piece *p,
                          size_t k)
{
    static const char *const above[] = { "bo", NULL };
    struct cvd_place_words place;
    struct cvd_name before;

    if (k < p->tok + 2 || k + 1 >= p->end ||
        !cvd_head_words_any(h->tokens, k, p->end, inner_words) ||
        !cvd_body_begins(h->tokens, k, p->end) ||
        cvd_head_words_any(h->tokens, k - 1, k, hanging) ||
        cvd_head_words_any(h->tokens, k - 1, k, above))
        return false;
    if (cvd_head_words(h->tokens, k - 2, k, "viet nam"))
        return true;
    cvd_name_of(h->text, p->tok, k, p->from, p->to, &before);
    if (cvd_name_place(h->tokens, &before, &place))
        return place.name < place.end;
    return cvd_name_begins(h->tokens, &before, above) > 0;
}

static void add_parts(const struct cvd_head *h, struct left *left,
                      struct piece p)
{
    for (size_t k = p.tok; k < p.end && left->n < PIECES_MAX; k++) {
        if (!begins_within(h, &p, k))
            continue;
        struct piece part = p;
        part.end = k;
        part.to = h->tokens->tok[k].start;
        left->piece[left->n++] = part;
        p.tok = k;
        p.from = part.to;
    }
    if (left->n < PIECES_MAX)
        left->piece[left->n++] = p;
}

static void collect(struct cvd_head *h, const struct cvd_header *head,
                    struct left *left)
{
    size_t stop = last_line(h, head);

    left->n = 0;
    if (!head->has_number && !head->date.year && !h->motto)
        return;
    for (size_t n = 0; n < stop; n++)
        for (size_t k = 0; k < h->line[n].cells; k++) {
            const struct cvd_cell *c = cvd_head_first(h, n) + k;
            struct piece p = { c, c->tok, left_end(h, c->tok, c->tok_end),
                               c->start, c->end };

            if (p.end < c->tok_end) /* the right column's words follow */
                p.to = h->tokens->tok[p.end].start;
            if (is_piece(h, head, &p) && !is_stamped(h, n))
                add_parts(h, left, p);
        }
}

/* ---- names ------------------------------------------------------------ */

static char last_char(const struct cvd_head *h, const struct piece *p)
{
    size_t i = h->tokens->tok[p->end - 1].end;

    i = cvd_scan_blanks(h->text, i);
    return i < p->to ? h->text.ptr[i] : '\0';
}

/* Whether a quotation is open at the end of the pieces [from, to). */
static bool is_open(const struct cvd_head *h, const struct left *left,
                    size_t from, size_t to)
{
    int depth = 0;

    for (; from < to; from++) {
        const struct cvd_cell *c = left->piece[from].cell;

        for (size_t i = c->start; i + 3 <= c->end; i++)
            depth += memcmp(h->text.ptr + i, "“", 3) == 0 ? 1
                     : memcmp(h->text.ptr + i, "”", 3) == 0 ? -1 : 0;
    }
    return depth > 0;
}

/* The Party's Central Committee, and the commissions named below it. */
static const char *const centre[] = {
    "ban chap hanh trung uong", "bch trung uong", NULL
};
static const char *const commissions[] = {
    "van phong", "ban tuyen giao", "ban to chuc", "ban dan van",
    "ban noi chinh", "ban kinh te", "ban doi ngoai", "ban chinh sach",
    "uy ban kiem tra", NULL
};

/* Whether piece `i` begins another name, the present one beginning with piece
 * `from`. */
static bool begins_unit(const struct cvd_head *h, const struct left *left,
                        size_t from, size_t i)
{
    const struct piece *p = &left->piece[i], *before = p - 1;
    const struct cvd_tokens *t = h->tokens;
    char end = last_char(h, before);

    if (!cvd_body_begins(t, p->tok, p->end) || end == ',' || end == '-' ||
        is_open(h, left, from, i))
        return false;
    if (cvd_head_words_any(t, before->end - 1, before->end, hanging) ||
        (i == from + 1 && before->end - before->tok == 1))
        return false;
    if (cvd_head_words_any(t, before->tok, before->end, centre) ==
            before->end - before->tok &&
        cvd_head_words_any(t, p->tok, p->end, commissions))
        return true;
    return !(i == 1 && cvd_body_is_bare_organ(t, before->tok, before->end) &&
             !cvd_body_is_bare_organ(t, p->tok, p->end));
}

static void add_piece(struct cvd_name *name, const struct piece *p)
{
    for (size_t k = p->tok; k < p->end && name->n < CVD_BODY_WORDS_MAX; k++) {
        name->w[name->n] = (struct cvd_name_word){
            .tok = k, .from = p->from, .to = p->to,
            .caps = true, .first = name->n == 0
        };
        name->n++;
    }
}

size_t cvd_left_column_read(struct cvd_head *h, const struct cvd_header *head,
                            struct cvd_name unit[CVD_UNITS_MAX])
{
    struct left left;
    size_t n = 0, from = 0;

    collect(h, head, &left);
    for (size_t i = 0; i < left.n; i++) {
        if (n == 0 || (begins_unit(h, &left, from, i) && n < CVD_UNITS_MAX)) {
            unit[n++].n = 0;
            from = i;
        }
        add_piece(&unit[n - 1], &left.piece[i]);
    }
    return n;
}
