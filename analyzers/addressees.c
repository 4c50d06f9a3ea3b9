/* addressees.c - to whom a document goes: "Kính gửi", "Nơi nhận".
 *
 * analyzers/ may include base/ and ICU.
 *
 * Each is a list, an item a line with a dash before and ';' behind (Nghị định
 * 30/2020/NĐ-CP, Phụ lục I, mục II.9), or a single name; items run over
 * several lines, share lines with the signature, or stand all in one cell of a
 * table.  Lists are read line by line to their end, in linear time. */
#include "analyzers/form_parts.h"

enum { SHORT_LINE = 160 }; /* bytes; longer ones without a dash are body */

struct list {
    struct cvd_form *f;
    struct cvd_str text;
    struct cvd_str *item;
    size_t *count;
    struct cvd_str open;   /* what is being read */
    bool is_open;
    char last;             /* the last byte read, ';' closes an item */
};

/* Past blanks, markup and `colons` from `i`. */
static size_t skip_lead(struct cvd_str t, size_t i, size_t end, bool colons)
{
    while (i < end) {
        size_t k = cvd_scan_blanks(t, i);

        if (k == i && !cvd_head_is_markup(t.ptr[i]) &&
            !(colons && t.ptr[i] == ':'))
            break;
        i = k > i ? k : i + 1;
    }
    return i < end ? i : end;
}

/* Past a list's dash at `i`, or `i`. */
static size_t skip_dash(struct cvd_str t, size_t i, size_t end)
{
    static const char *const dashes[] = { "-", "+", "–", "—", "•", "·", "" };

    for (const char *const *d = dashes; **d; d++) {
        size_t n = strlen(*d);

        if (end - i > n && memcmp(t.ptr + i, *d, n) == 0)
            return i + n;
    }
    return i;
}

static void close_item(struct list *l)
{
    struct cvd_str *s = &l->open;

    if (l->is_open && *l->count == CVD_FORM_LINES_MAX) {
        l->f->dropped++;
    } else if (l->is_open) {
        while (s->len && strchr(" ;,.:-", s->ptr[s->len - 1]))
            s->len--;
        /* A brace drawn around several items: "} (để b/c)". */
        if (s->len && s->ptr[0] != '}')
            l->item[(*l->count)++] = *s;
    }
    l->is_open = false;
}

static void add_piece(struct list *l, size_t start, size_t end)
{
    if (start >= end)
        return;
    if (!l->is_open) {
        cvd_form_begin(l->f, &l->open);
        l->is_open = true;
    }
    if (*l->count < CVD_FORM_LINES_MAX)
        cvd_form_add(l->f, &l->open, l->text, start, end);
}

/* Where the item that begins at `i` ends: at ';' but before "(báo cáo)", or
 * before ", - " and ". - ". */
static size_t item_end(struct cvd_str t, size_t i, size_t end)
{
    bool noted = false; /* "; (báo cáo) - " */

    for (; i < end; i++) {
        if (!strchr(noted ? ";,.)" : ";,.", t.ptr[i]))
            continue;
        size_t k = cvd_scan_blanks(t, i + 1);
        if (t.ptr[i] == ';' && (k >= end || t.ptr[k] != '('))
            return i;
        noted = noted || t.ptr[i] == ';';
        if (k > i + 1 && k < end) {
            size_t d = skip_dash(t, k, end);

            if (d > k && cvd_scan_blanks(t, d) > d)
                return t.ptr[i] == ')' ? i + 1 : i;
        }
    }
    return end;
}

/* Read the items, or pieces of one, in [start, end). */
static void add_text(struct list *l, size_t start, size_t end)
{
    struct cvd_str t = l->text;

    while (start < end) {
        size_t from = cvd_scan_blanks(t, start);
        size_t dash = skip_dash(t, from, end);

        if (dash > from) {
            close_item(l);
            from = dash;
        }
        from = skip_lead(t, from, end, false);
        size_t stop = item_end(t, from, end);
        add_piece(l, from, stop);
        if (stop < end)
            close_item(l);
        start = stop < end && t.ptr[stop] == ' ' ? stop : stop + 1;
    }
    l->last = t.ptr[end - 1];
    if (l->last == ';' || l->last == '.')
        close_item(l);
}

/* ---- Kính gửi --------------------------------------------------------- */

static const char *const body_words[] = {
    "thuc hien", "can cu", "theo", "ngay", "de", "xet", "tiep theo",
    "trien khai", "sau khi", "qua", "trong", "hien nay", "vua qua", "nham",
    "thoi gian qua", "so", "uy ban nhan dan", "ubnd", "nam", "tiep tuc",
    "thua", "hom nay", "cong an", "ban", "can", "tai", NULL
};

/* Of one addressee, not another: its address, tax number. */
static const char *const aside_words[] = {
    "dia chi", "mst", "ma so thue", "dien thoai", "so dien thoai", NULL
};

static bool is_list_cell(struct cvd_str t, const struct cvd_cell *c)
{
    return skip_dash(t, c->start, c->end) > c->start;
}

/* Whether the line that begins with `c` goes on with the list, being no item
 * with a dash. */
static bool goes_on(const struct list *l, const struct cvd_tokens *tokens,
                    const struct cvd_cell *c, bool gap)
{
    size_t k = cvd_head_token_at(tokens, c->start);

    if (cvd_head_words_any(tokens, k, tokens->count, aside_words))
        return false;
    if (gap || c->caps || c->end - c->start > SHORT_LINE)
        return !*l->count && !l->is_open && !c->caps;
    if (l->last == '.')
        return false;
    if (l->last == ';' || l->last == ':')
        return true;
    if (cvd_scan_lower_at(l->text, c->start) || l->last == ',' ||
        l->last == '-')
        return true;
    return !cvd_head_words_any(tokens, k, tokens->count, body_words);
}

struct line {
    struct cvd_cell cell[CVD_LINE_CELLS_MAX];
    struct cvd_line l;
    size_t start, next;
};

static bool read_line(struct cvd_str text, size_t i, struct line *out)
{
    if (i >= text.len)
        return false;
    size_t end = cvd_head_line_end(text, i, text.len, &out->next);

    cvd_head_cut_line(text, i, end, out->cell, &out->l);
    out->start = i;
    return true;
}

/* The line of a telegram that names its sender and "điện:", what follows are
 * the addressees (Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.6); h->lines
 * where there is none. */
static size_t telegram_line(struct cvd_head *h, const struct cvd_form *f)
{
    if (!f->header.type || strcmp(f->header.type, "cong-dien") != 0 ||
        h->heading >= h->lines)
        return h->lines;
    for (size_t n = h->heading + 1; n < h->lines; n++) {
        const struct cvd_line *l = &h->line[n];
        const struct cvd_cell *c = &h->cell[l->first];

        if (l->cells == 1 && c->tok < c->tok_end &&
            cvd_head_words(h->tokens, c->tok_end - 1, c->tok_end, "dien") &&
            h->text.ptr[c->end - 1] == ':')
            return n;
    }
    return h->lines;
}

void cvd_addressees_read(struct cvd_head *h, struct cvd_form *f)
{
    bool telegram = h->to >= h->lines;
    size_t to = telegram ? telegram_line(h, f) : h->to;
    struct list l = { .f = f, .text = h->text, .item = f->recipients,
                      .count = &f->recipient_count, .last = ':' };
    bool gap = false, begun = false;
    struct line line;

    if (to >= h->lines)
        return;
    for (size_t i = h->line[to].start; read_line(h->text, i, &line);
         i = line.next) {
        if (!line.l.cells) {
            gap = begun && (l.is_open || f->recipient_count || f->dropped);
            continue;
        }
        const struct cvd_cell *c = line.cell;
        if (begun && !is_list_cell(h->text, c) &&
            !goes_on(&l, h->tokens, c, gap))
            break;
        gap = false;
        for (size_t k = 0; k < line.l.cells; k++, c++) {
            size_t from = c->start;

            if (!begun && telegram) {
                begun = true;
                continue;
            }
            if (!begun) {
                size_t t = cvd_head_token_at(h->tokens, from);

                if (!cvd_head_words(h->tokens, t, h->tokens->count,
                                    "kinh gui"))
                    continue;
                begun = true;
                from = skip_lead(h->text, h->tokens->tok[t + 1].end, c->end,
                                 true);
                if (from >= c->end)
                    continue;
            }
            add_text(&l, from, c->end);
        }
    }
    close_item(&l);
}

/* ---- Nơi nhận --------------------------------------------------------- */

static bool is_signature(const struct cvd_signature *s,
                         const struct cvd_cell *c)
{
    for (size_t i = 0; i < s->used_count; i++)
        if (c->start >= s->used[i].start && c->start < s->used[i].end)
            return true;
    return false;
}

/* Where cell `c` ends as a receiver's: the signature may share it. */
static size_t receiver_end(const struct cvd_signature *s,
                           const struct cvd_cell *c)
{
    for (size_t i = 0; i < s->used_count; i++)
        if (s->used[i].start > c->start && s->used[i].start < c->end)
            return s->used[i].start;
    return c->end;
}

/* "2", the number of a page. */
static bool is_page_number(struct cvd_str text, const struct cvd_cell *c)
{
    enum { PAGE_DIGITS_MAX = 4 };
    size_t i = c->start;

    while (i < c->end && text.ptr[i] >= '0' && text.ptr[i] <= '9')
        i++;
    return i == c->end && i - c->start <= PAGE_DIGITS_MAX;
}

/* Cells of the other column: what of the signature was not read, "(Đã ký)"; a
 * page's number. */
static bool is_aside(struct cvd_str text, const struct cvd_tokens *t,
                     const struct cvd_cell *c)
{
    static const char *const words[] = { "da ky", "ky boi", "nguoi ky",
                                         NULL };
    size_t k = cvd_head_token_at(t, c->start);

    return (c->caps && !is_list_cell(text, c) && c->end - c->start > 3 &&
            memchr(text.ptr + c->start, ' ', c->end - c->start)) ||
           is_page_number(text, c) || cvd_head_words_any(t, k, t->count, words);
}

static bool is_kept(struct cvd_str s)
{
    static const char luu[] = "Lưu";

    return s.len >= sizeof luu - 1 && memcmp(s.ptr, luu, sizeof luu - 1) == 0;
}

/* "Lưu" is the last of the list. */
static bool is_last(const struct list *l)
{
    if (l->is_open)
        return is_kept(l->open);
    return *l->count && is_kept(l->item[*l->count - 1]);
}

void cvd_receivers_read(struct cvd_str text, const struct cvd_tokens *t,
                        size_t receivers, const struct cvd_signature *sign,
                        struct cvd_form *f)
{
    struct list l = { .f = f, .text = text, .item = f->distribution,
                      .count = &f->distribution_count, .last = ':' };
    bool gap = false, begun = false;
    struct line line;

    if (receivers >= t->count)
        return;
    size_t i = t->tok[receivers].start;
    while (i > 0 && text.ptr[i - 1] != '\n')
        i--;
    for (; read_line(text, i, &line); i = line.next) {
        bool left = false;

        if (!line.l.cells) {
            gap = true;
            if (begun && is_last(&l))
                break;
            continue;
        }
        /* Over a page's end a list goes on with an item, unless "Lưu" was. */
        if (begun && memchr(text.ptr + i, '\f', line.cell->start - i) &&
            (is_last(&l) || !is_list_cell(text, line.cell)))
            break;
        for (size_t k = 0; k < line.l.cells; k++) {
            const struct cvd_cell *c = &line.cell[k];
            size_t from = c->start;
            bool item = is_list_cell(text, c);

            if (!begun) {
                if (c->end <= t->tok[receivers].start ||
                    c->start > t->tok[receivers].start)
                    continue;
                begun = left = true;
                from = skip_lead(text, t->tok[receivers + 1].end, c->end,
                                 true);
                if (from < receiver_end(sign, c))
                    add_text(&l, from, receiver_end(sign, c));
                continue;
            }
            if (is_signature(sign, c) || is_aside(text, t, c) ||
                (left && !item && !l.is_open))
                continue;
            if (item ? is_last(&l) : gap && (l.is_open || *l.count))
                goto done;
            left = true;
            add_text(&l, from, receiver_end(sign, c));
        }
        gap = gap && !left;
    }
done:
    close_item(&l);
}
