/* subject.c - what a document is about, as its head has it.
 *
 * analyzers/ may include base/ and ICU.
 *
 * A letter has it after "V/v" below its number, all others below the name of
 * their type (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.5), a Party letter
 * without a word above "Kính gửi". */
#include "analyzers/head.h"

enum {
    COLUMN_GAP = 30,        /* bytes further right: the other column */
    BODY_LINE = 160, /* bytes: no line of a subject that begins so is longer */
    DOUBLE_SPACED_MIN = 4   /* lines that show it */
};

static char at(const struct cvd_head *h, size_t i)
{
    return cvd_head_at(h, i);
}

/* ---- title ------------------------------------------------------------ */

/* Whether every other line up to line `n` is blank: then a blank one parts
 * nothing. */
static bool is_double_spaced(const struct cvd_head *h, size_t n)
{
    size_t full = 0;
    bool before = false;

    for (size_t k = 0; k <= n; k++) {
        bool now = h->line[k].cells || h->line[k].rule;

        full += now;
        if (before && now)
            return false;
        before = now;
    }
    return full >= DOUBLE_SPACED_MIN;
}

/* Past "V/v" and an opening quotation mark before it; `i` where none is. */
static size_t skip_vv(const struct cvd_head *h, size_t i, bool *quoted)
{
    size_t k = i;

    *quoted = h->text.len - i > 3 && memcmp(h->text.ptr + i, "“", 3) == 0;
    if (*quoted)
        k += 3;
    else if (at(h, k) == '"')
        *quoted = true, k++;
    if ((at(h, k) | 0x20) != 'v' || at(h, k + 1) != '/' ||
        (at(h, k + 2) | 0x20) != 'v' || cvd_scan_word_at(h->text, k + 3)) {
        *quoted = false;
        return i;
    }
    k += 3;
    while (at(h, k) == ':' || at(h, k) == '.')
        k++;
    return cvd_scan_blanks(h->text, k);
}

/* The title is bytes [start, end) less what is no word at its end; `quoted`: a
 * quotation mark was left out before. */
static void set_span(const struct cvd_head *h, size_t start, size_t end,
                     bool quoted, struct cvd_header *out)
{
    while (end > start) {
        size_t p = cvd_scan_prev(h->text, end);
        char c = at(h, p);

        bool quote = c == '"' || (end - p == 3 &&
                                  memcmp(h->text.ptr + p, "”", 3) == 0);

        if (quoted && quote)
            quoted = false;
        else if (cvd_scan_blanks(h->text, p) < end && !cvd_head_is_markup(c) &&
                 c != '.' && c != ';' && c != ',' && c != '/' && c != '|' &&
                 c != '\n' && c != '\r')
            break;
        end = p;
    }
    out->title.ptr = h->text.ptr + start;
    out->title.len = end > start ? end - start : 0;
}

/* Where cell `c` ends, or before what was stamped over it: "V/v rà soát văn
 * bằng Ngày: 16/5/2014". */
static size_t before_stamp(const struct cvd_head *h, const struct cvd_cell *c)
{
    static const char *const words[] = { "so", "ngay", NULL };

    for (size_t k = c->tok + 1; k < c->tok_end; k++) {
        size_t colon = cvd_scan_blanks(h->text, h->tokens->tok[k].end);

        if (cvd_head_words_any(h->tokens, k, c->tok_end, words) &&
            at(h, colon) == ':' &&
            !cvd_scan_lower_at(h->text, h->tokens->tok[k].start))
            return h->tokens->tok[k - 1].end;
    }
    return c->end;
}

static void set_title(const struct cvd_head *h, size_t start, size_t end,
                      struct cvd_header *out)
{
    bool quoted;

    start = skip_vv(h, start, &quoted);
    set_span(h, start, end, quoted, out);
}

/* End of what belongs together in line `n` from cell `c` on; *alone: no
 * other column follows. */
static size_t column_end(struct cvd_head *h, size_t n, const struct cvd_cell *c,
                         bool *alone)
{
    const struct cvd_cell *last = cvd_head_last(h, n);

    /* Two blanks are a typist's, more are a column's. */
    while (c < last && !h->line[n].official && c[1].start - c->end == 2 &&
           at(h, c->end) == ' ' && at(h, c->end + 1) == ' ')
        c++;
    *alone = c == last;
    return before_stamp(h, c);
}

/* Whether line `n` has the place and date beside cell `c`, in one cell or
 * several ("Vinh, ngày      tháng 10"): they do not end the column. */
static bool is_beside_date(struct cvd_head *h, size_t n,
                           const struct cvd_cell *c,
                           const struct cvd_header *out)
{
    const struct cvd_cell *last = cvd_head_last(h, n);

    return c < last && out->date.year && out->date.start >= c[1].start &&
           out->date.end <= last->end;
}

/* A letter's subject: from V/v in cell `c` of line `n` or, at `start`, after
 * the number there.  The span ends where the other column begins; h->title
 * has the lines beyond. */
static void read_subject(struct cvd_head *h, size_t n, const struct cvd_cell *c,
                         size_t start, struct cvd_header *out)
{
    bool alone;
    size_t end = column_end(h, n, c, &alone);
    end = end > start ? end : c->end; /* "Công văn Số: 5/SYT V/v" */
    size_t span = end;
    size_t column = c->start - h->line[n].start;
    bool whole = alone, spaced = is_double_spaced(h, n);

    h->title[0] = (struct cvd_range){ start, end };
    h->titles = 1;
    alone = alone || is_beside_date(h, n, c, out);
    for (size_t k = n + 1; alone && k < h->body &&
                           k < n + CVD_SUBJECT_LINES_MAX; k++) {
        const struct cvd_line *l = &h->line[k];
        const struct cvd_cell *next = cvd_head_first(h, k);

        if (spaced && !l->cells && h->line[k - 1].cells)
            continue;
        if (!l->cells || k == h->to || k == h->heading ||
            next->start - l->start > column + COLUMN_GAP ||
            at(h, next->start) == '-' ||
            (next->caps && next->end - next->start > 20))
            break;
        bool beside = is_beside_date(h, k, next, out);
        if (l->official && !beside)
            break;
        end = column_end(h, k, next, &alone);
        h->title[h->titles++] = (struct cvd_range){ next->start, end };
        span = whole && !beside ? end : span;
        whole = whole && alone;
        alone = alone || beside;
    }
    set_title(h, start, span, out);
    /* As trimmed, where the span has it all. */
    struct cvd_range *last = &h->title[h->titles - 1];
    size_t from = (size_t)(out->title.ptr - h->text.ptr);
    h->title[0].start = from;
    if (last->end == span && last->start <= from + out->title.len)
        last->end = from + out->title.len;
}

bool cvd_subject_from_vv(struct cvd_head *h, struct cvd_header *out)
{
    size_t stop = h->to < h->body ? h->to : h->body;

    for (size_t n = 0; n < stop; n++)
        for (size_t k = 0; k < h->line[n].cells; k++) {
            const struct cvd_cell *c = cvd_head_first(h, n) + k;
            size_t start = c->start;
            bool quoted;

            /* "Số: 5115/LĐTBXH-KHTC V/v thí điểm …" in one cell. */
            if (out->has_number && out->number.end > c->start &&
                out->number.end < c->end)
                start = cvd_scan_blanks(h->text, out->number.end);
            if (skip_vv(h, start, &quoted) == start &&
                !(out->has_number && cvd_head_begins(h, c, "ve viec")))
                continue;
            read_subject(h, n, c, start, out);
            return true;
        }
    return false;
}

/* Who issues it, between heading and body: no part of the subject. */
static const char *const issuer_words[] = {
    "chu tich", "uy ban", "chinh phu", "bo truong", "thu tuong", "giam doc",
    "hoi dong", "quoc hoi", "ban chap hanh", "ban thuong vu", "ban bi thu",
    "bo chinh tri", "tong giam doc", "tong cuc truong", "cuc truong",
    "chanh an", "vien truong", "thong doc", "truong ban", "tong bi thu",
    "tong kiem toan", "hieu truong", "chanh van phong", "chu nhiem", NULL
};

/* "- …", "I. …", "1. …": the body has begun. */
static bool is_item(const struct cvd_head *h, const struct cvd_cell *c)
{
    size_t i = c->start;

    while ((at(h, i) >= '0' && at(h, i) <= '9') || at(h, i) == 'I' ||
           at(h, i) == 'V' || at(h, i) == 'X')
        i++;
    return at(h, c->start) == '-' ||
           (i > c->start && (at(h, i) == '.' || at(h, i) == ')') &&
            at(h, i + 1) == ' ');
}

static const char *const below_words[] = {
    "kem theo", "ban hanh kem theo", "noi nhan", "kinh gui", "kinh trinh",
    "kinh moi", "kinh thua", NULL
};

static const char *const body_words[] = {
    "thuc hien", "can cu", "trien khai", "xet", "theo", "tiep theo",
    "thi hanh", NULL
};

static bool ends_subject(struct cvd_head *h, size_t n, bool first)
{
    const struct cvd_line *l = &h->line[n];
    const struct cvd_cell *c = cvd_head_first(h, n);

    if (l->official || l->rule || n == h->to)
        return true;
    if (cvd_head_begins_any(h, c, below_words) || is_item(h, c))
        return true;
    /* A body right below, without a blank line. */
    if (!first && !c->caps && c->end - c->start > BODY_LINE &&
        !cvd_scan_lower_at(h->text, c->start) &&
        cvd_head_begins_any(h, c, body_words))
        return true;
    return !first && c->caps && cvd_head_begins_any(h, c, issuer_words);
}

/* Whether what ends before byte `end` wants what is at `next`: "… một số điều
 * của", "… ngày / 28 tháng 12". */
static bool is_hanging(const struct cvd_head *h, size_t end, size_t next)
{
    static const char *const words[] = { "của", "và", "thuộc", "về", "cho",
                                         "với", "các", "ngày", "tại", "theo",
                                         "" };
    static const char *const counted[] = { "năm", "tháng", "số", "" };
    size_t k = cvd_head_token_at(h->tokens, end);
    bool digit = at(h, next) >= '0' && at(h, next) <= '9';

    if (k == 0)
        return false;
    struct cvd_str last = cvd_token_exact(h->tokens, k - 1);
    if (k > 1 && cvd_str_equal(cvd_token_exact(h->tokens, k - 2),
                               cvd_str_from("tiếp")))
        return false; /* những năm tiếp theo */
    for (const char *const *w = digit ? counted : words; **w; w++)
        if (cvd_str_equal(last, cvd_str_from(*w)))
            return true;
    return digit && cvd_str_equal(last, cvd_str_from("ngày"));
}

/* Whether line `n` only says whose the document is ("CỦA BAN THƯỜNG VỤ THÀNH
 * ỦY"), in capitals, and the subject is below it in small letters. */
static bool is_whose(struct cvd_head *h, size_t n)
{
    const struct cvd_cell *c = cvd_head_first(h, n);
    size_t below = n + 1;

    if (!c->caps || h->line[n].cells != 1 || !cvd_head_begins(h, c, "cua"))
        return false;
    while (below < h->body && !h->line[below].cells && !h->line[below].rule)
        below++;
    return below < h->body && h->line[below].cells &&
           !cvd_head_first(h, below)->caps && !ends_subject(h, below, true);
}

void cvd_subject_below_heading(struct cvd_head *h, bool alone,
                               struct cvd_header *out)
{
    size_t n = h->heading, start = SIZE_MAX, end = 0;
    bool caps = false, spaced = is_double_spaced(h, n);

    if (!alone) { /* the heading is its first line */
        start = h->inline_title ? h->inline_title
                                : cvd_head_first(h, n)->start;
        end = cvd_head_last(h, n)->end;
        caps = !h->inline_title;
    }
    size_t stop = n + CVD_SUBJECT_LINES_MAX;
    for (size_t k = n + 1; k < h->body && k < stop; k++) {
        const struct cvd_cell *c = cvd_head_first(h, k);
        bool gap = !h->line[k - 1].cells &&
                   !(spaced && k > 1 && h->line[k - 2].cells);

        if (!h->line[k].cells && !h->line[k].rule)
            continue;
        if (ends_subject(h, k, start == SIZE_MAX))
            break;
        if (start == SIZE_MAX && is_whose(h, k))
            continue;
        /* Over a blank line it goes on in the middle of a sentence, or of
         * capitals. */
        if (start != SIZE_MAX && gap &&
            !cvd_scan_lower_at(h->text, c->start) && !(caps && c->caps) &&
            !is_hanging(h, end, c->start))
            break;
        if (start == SIZE_MAX) {
            start = c->start;
            caps = c->caps;
        }
        end = cvd_head_last(h, k)->end;
    }
    /* Below a heading "V/v" belongs to it, as "Về việc" does. */
    if (start != SIZE_MAX)
        set_span(h, start, end, false, out);
}

void cvd_subject_above_address(struct cvd_head *h, struct cvd_header *out)
{
    size_t n = h->to, top;

    while (n > 0 && !h->line[n - 1].cells)
        n--;
    for (top = n; top > 0; top--) {
        const struct cvd_line *l = &h->line[top - 1];

        if (l->cells != 1 || l->official || cvd_head_first(h, top - 1)->caps)
            break;
    }
    if (top < n && n - top < CVD_SUBJECT_LINES_MAX)
        set_title(h, cvd_head_first(h, top)->start,
                  cvd_head_last(h, n - 1)->end, out);
}

void cvd_subject_first_line(struct cvd_head *h, struct cvd_header *out)
{
    for (size_t n = 0; n < h->lines; n++)
        if (h->line[n].cells) {
            set_title(h, cvd_head_first(h, n)->start,
                      cvd_head_last(h, n)->end, out);
            return;
        }
}
