/* form.c - see form.h.
 *
 * analyzers/ may include base/ and ICU.  Work is linear: head and foot alone
 * are cut into cells, the text between is looked through once. */
#include "analyzers/form_parts.h"
#include "base/limits.h"

enum {
    STRINGS_MAX = 2 * CVD_FORM_LINES_MAX + 8,
    FORM_BYTES_MAX = STRINGS_MAX * CVD_FORM_NAME_BYTES_MAX +
                     CVD_TITLE_BYTES_MAX,
    SYLLABLE_PIECES_MAX = 3, /* "Qu ả ng" */
    SYLLABLE_BYTES_MAX = 32
};

/* ---- strings --------------------------------------------------------- */

void cvd_form_begin(struct cvd_form *f, struct cvd_str *to)
{
    to->ptr = f->bytes.ptr + f->bytes.len;
    to->len = 0;
}

static void put(struct cvd_form *f, struct cvd_str *to, const char *p,
                size_t n)
{
    size_t most = to == &f->header.title ? CVD_TITLE_BYTES_MAX
                                         : CVD_FORM_NAME_BYTES_MAX;

    if (to->len + n > most || f->bytes.len + n >= FORM_BYTES_MAX)
        return;
    /* Room was made when reading began. */
    if (cvd_buf_add_bytes(&f->bytes, p, n) == CVD_OK)
        to->len += n;
}

void cvd_form_add_blank(struct cvd_form *f, struct cvd_str *to)
{
    if (to->len && to->ptr[to->len - 1] != ' ')
        put(f, to, " ", 1);
}

static bool is_separator(char c)
{
    return (unsigned char)c <= ' ' || c == '|' || c == '*' || c == '`';
}

static size_t char_length(const char *p)
{
    unsigned char c = (unsigned char)*p;

    return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

void cvd_form_add_between(struct cvd_form *f, struct cvd_str *to,
                          struct cvd_str text, size_t start, size_t end)
{
    for (size_t i = start; i < end && to->len < CVD_TITLE_BYTES_MAX;) {
        size_t k = cvd_scan_blanks(text, i);

        k = k > i ? k : i + cvd_head_break(text, i);
        if (k > i || is_separator(text.ptr[i])) {
            cvd_form_add_blank(f, to);
            i = k > i ? k : i + 1;
            continue;
        }
        size_t n = char_length(text.ptr + i);
        put(f, to, text.ptr + i, n < end - i ? n : end - i);
        i += n;
    }
}

void cvd_form_add(struct cvd_form *f, struct cvd_str *to, struct cvd_str text,
                  size_t start, size_t end)
{
    cvd_form_add_blank(f, to);
    cvd_form_add_between(f, to, text, start, end);
    while (to->len && to->ptr[to->len - 1] == ' ')
        to->len--, f->bytes.len--;
}

void cvd_form_add_text(struct cvd_form *f, struct cvd_str *to,
                       struct cvd_str s)
{
    put(f, to, s.ptr, s.len);
}

/* Add bytes [start, end) of a name, Ð typed for Đ as that. */
static void put_name(struct cvd_form *f, struct cvd_str *to,
                     struct cvd_str text, size_t start, size_t end)
{
    static const char eth[] = "Ð", dje[] = "Đ";

    while (start < end) {
        size_t n = char_length(text.ptr + start);

        if (n == 2 && memcmp(text.ptr + start, eth, 2) == 0)
            put(f, to, dje, 2);
        else
            put(f, to, text.ptr + start, n);
        start += n;
    }
}

/* How many tokens from `k` are pieces of one broken syllable: more than one
 * only if some of them are no syllable and together they are. */
static size_t broken_pieces(struct cvd_str text, const struct cvd_tokens *t,
                            size_t k, size_t end)
{
    char whole[SYLLABLE_BYTES_MAX];
    size_t n = 0, found = 1;
    bool broken = false;

    for (size_t i = k; i < end && i < k + SYLLABLE_PIECES_MAX; i++) {
        struct cvd_str s = cvd_token_exact(t, i);

        if (n + s.len > sizeof whole ||
            (i > k && (!cvd_scan_lower_at(text, t->tok[i].start) ||
                       t->tok[i].start - t->tok[i - 1].end != 1)))
            break;
        memcpy(whole + n, s.ptr, s.len);
        n += s.len;
        broken = broken || !cvd_syllable_valid(s);
        if (i > k && broken &&
            cvd_syllable_valid((struct cvd_str){ whole, n }))
            found = i - k + 1;
    }
    return found;
}

void cvd_form_set_mended(struct cvd_form *f, struct cvd_str *to,
                         struct cvd_str text, const struct cvd_tokens *t,
                         size_t from, size_t end)
{
    cvd_form_begin(f, to);
    for (size_t k = from; k < end;) {
        size_t n = broken_pieces(text, t, k, end);

        if (k > from)
            cvd_form_add_between(f, to, text, t->tok[k - 1].end,
                                 t->tok[k].start);
        for (; n > 0; n--, k++)
            put_name(f, to, text, t->tok[k].start, t->tok[k].end);
    }
}

/* ---- place, urgency, date -------------------------------------------- */

/* The tokens of "Hà Nội" before the comma of "Hà Nội, ngày". */
static void read_place(struct cvd_head *h, struct cvd_form *f)
{
    const struct cvd_tokens *t = h->tokens;

    if (!f->header.date.start && !f->header.date.end)
        return;
    for (size_t c = 0; c < h->cells; c++) {
        const struct cvd_cell *cell = &h->cell[c];
        size_t from, ngay;

        if (f->header.date.start < cell->start ||
            f->header.date.start >= cell->end)
            continue;
        from = cvd_head_token_at(t, cvd_head_place_start(
                                        h, cell, &f->header,
                                        f->header.date.start));
        ngay = from;
        /* "Hà Nội, tháng 3 năm 2012" has no day. */
        while (ngay < cell->tok_end &&
               t->tok[ngay].start != f->header.date.start &&
               !cvd_head_words(t, ngay, cell->tok_end, "ngay"))
            ngay++;
        if (ngay == from && c > 0) { /* the place is a cell of its own */
            from = h->cell[c - 1].tok;
            if (h->text.ptr[h->cell[c - 1].end - 1] != ',')
                return;
        }
        if (ngay > from && ngay < cell->tok_end)
            cvd_form_set_mended(f, &f->place, h->text, t, from, ngay);
        break;
    }
    while (f->place.len && (f->place.ptr[f->place.len - 1] == ',' ||
                            f->place.ptr[f->place.len - 1] == ' '))
        f->place.len--;
}

/* Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục I: the degrees of urgency. */
static void read_urgency(struct cvd_head *h, struct cvd_form *f)
{
    static const struct { const char *words, *name; } degrees[] = {
        { "hoa toc", "Hỏa tốc" }, { "thuong khan", "Thượng khẩn" },
        { "khan", "Khẩn" },
    };
    size_t stop = h->to < h->body ? h->to : h->body;

    for (size_t n = 0; n < stop; n++)
        for (size_t k = 0; k < h->line[n].cells; k++) {
            const struct cvd_cell *c = cvd_head_first(h, n) + k;

            for (size_t d = 0; d < sizeof degrees / sizeof *degrees; d++) {
                size_t w = cvd_head_words(h->tokens, c->tok, c->tok_end,
                                          degrees[d].words);

                /* "KHẨN" alone, "HỎA TỐC HẸN GIỜ"; "Khẩn trương" is not. */
                if (!w || (c->tok + w < c->tok_end && !c->caps))
                    continue;
                f->urgency = cvd_str_from(degrees[d].name);
                return;
            }
        }
}

/* The title on one line, without what the other column has on its lines. */
static void set_title(const struct cvd_head *h, struct cvd_form *f)
{
    struct cvd_str span = f->header.title, *to = &f->header.title;

    if (!span.len)
        return;
    cvd_form_begin(f, to);
    for (size_t i = 0; i < h->titles; i++)
        cvd_form_add(f, to, h->text, h->title[i].start, h->title[i].end);
    if (!h->titles)
        cvd_form_add(f, to, span, 0, span.len);
    while (to->len && strchr(" .;,/", to->ptr[to->len - 1]))
        to->len--;
}

/* What has lost its heading names its type at its end: "Chỉ thị này có hiệu lực
 * kể từ ngày ký." */
static void read_closing_type(struct cvd_str text, const struct cvd_tokens *t,
                              struct cvd_form *f)
{
    enum { CLOSING_TOKENS_MAX = 400 }; /* signature and receivers follow */

    if (f->header.type || f->header.has_number)
        return;
    for (size_t k = t->count; k > 2 && t->count - k < CLOSING_TOKENS_MAX;
         k--) {
        size_t from = t->tok[k - 2].start;

        if (!cvd_head_words(t, k, t->count, "nay co hieu luc") ||
            cvd_scan_lower_at(text, from))
            continue;
        f->header.type = cvd_doctype_code(
            (struct cvd_str){ text.ptr + from, t->tok[k - 1].end - from });
        return;
    }
}

/* A consolidated text is attested at its end, and has number, place and date
 * there: "XÁC THỰC VĂN BẢN HỢP NHẤT" (Pháp lệnh 01/2012/UBTVQH13). */
static enum cvd_status read_attested(struct cvd_str text,
                                     const struct cvd_tokens *t,
                                     struct cvd_form *f)
{
    static const char words[] = "xac thuc van ban hop nhat";
    struct cvd_header attested;
    struct cvd_head foot;
    size_t k = f->header.has_number ? 0 : t->count;

    while (k > 0 && !cvd_head_words(t, k - 1, t->count, words))
        k--;
    if (k == 0)
        return CVD_OK;
    enum cvd_status st = cvd_head_cut(text, t->tok[k - 1].start, t, &foot);
    if (st == CVD_OK)
        cvd_head_read(&foot, &attested);
    if (st == CVD_OK && attested.has_number) {
        f->header.number = attested.number;
        f->header.has_number = true;
        f->header.date = attested.date;
        f->header.type = cvd_doctype_code(cvd_str_from("van-ban-hop-nhat"));
        read_place(&foot, f);
    }
    cvd_head_release(&foot);
    return st;
}

/* A law bears its date in its last sentence: "được Quốc hội … thông qua ngày
 * 17 tháng 6 năm 2020." (Luật Ban hành văn bản quy phạm pháp luật). */
static void read_closing_date(struct cvd_str text, const struct cvd_tokens *t,
                              struct cvd_form *f)
{
    static const char *const passed[] = { "luat", "phap-lenh", "nghi-quyet",
                                          "hien-phap", NULL };
    bool passes = false;

    for (size_t i = 0; passed[i] && f->header.type; i++)
        passes = passes || strcmp(f->header.type, passed[i]) == 0;
    if (f->header.date.year || !passes)
        return;
    for (size_t k = t->count; k-- > 3;) {
        struct cvd_date d;

        if (cvd_head_words(t, k - 2, t->count, "thong qua ngay") &&
            cvd_scan_date(text, t->tok[k].start, false, &d) && d.day) {
            f->header.date = d;
            return;
        }
    }
}

/* ---- all of it -------------------------------------------------------- */

static void set_pieces(struct cvd_form *f, struct cvd_str *to,
                       struct cvd_str text, const struct cvd_sign_list *l)
{
    cvd_form_begin(f, to);
    for (size_t i = 0; i < l->n; i++) {
        if (i && !l->piece[i].goes_on)
            cvd_form_add_text(f, to, cvd_str_from(";"));
        cvd_form_add(f, to, text, l->piece[i].at.start, l->piece[i].at.end);
    }
}

/* Bytes of the capitals before the last one that a small letter follows, in
 * the first word of `s`; 0 if it is all in capitals. */
static size_t glued_capitals(struct cvd_str s)
{
    size_t last = 0;

    for (size_t i = 0; i < s.len && s.ptr[i] != ' ';
         i += char_length(s.ptr + i)) {
        if (cvd_scan_lower_at(s, i) || s.ptr[i] == '\'') /* K'Brông */
            return s.ptr[i] == '\'' ? 0 : last;
        last = i;
    }
    return 0;
}

static void set_signer(struct cvd_form *f, struct cvd_str text,
                       const struct cvd_tokens *t,
                       const struct cvd_signature *s)
{
    set_pieces(f, &f->authority, text, &s->authority);
    set_pieces(f, &f->position, text, &s->position);
    if (s->name == s->name_end)
        return;
    cvd_form_set_mended(f, &f->signer, text, t, s->name, s->name_end);
    /* "QUỐC HỘIVương Đình Huệ": a capital before the last one of a word is
     * another word's. */
    size_t glued = glued_capitals(f->signer);
    f->signer.ptr += glued;
    f->signer.len -= glued;
}

static void forget(struct cvd_form *f)
{
    struct cvd_buf bytes = f->bytes;

    memset(f, 0, sizeof *f);
    f->bytes = bytes;
    cvd_buf_clear(&f->bytes);
    f->province = f->district = f->commune = -1;
}

/* A string that was cut may end in a blank. */
static void trim_all(struct cvd_form *f)
{
    struct cvd_str *const one[] = {
        &f->place, &f->issuer, &f->parent_issuer, &f->signer, &f->position,
        &f->authority,
    };

    for (size_t i = 0; i < sizeof one / sizeof *one; i++)
        *one[i] = cvd_str_trim(*one[i]);
    for (size_t i = 0; i < f->recipient_count; i++)
        f->recipients[i] = cvd_str_trim(f->recipients[i]);
    for (size_t i = 0; i < f->distribution_count; i++)
        f->distribution[i] = cvd_str_trim(f->distribution[i]);
}

enum cvd_status cvd_form_read(struct cvd_str text,
                              const struct cvd_tokens *tokens,
                              const struct cvd_entities *entities,
                              struct cvd_form *f)
{
    struct cvd_signature sign;
    struct cvd_head h;
    size_t receivers;

    forget(f);
    enum cvd_status st = cvd_buf_reserve(&f->bytes, FORM_BYTES_MAX);
    if (st != CVD_OK || text.len == 0 || text.len > UINT32_MAX)
        return st;
    st = cvd_head_cut(text, 0, tokens, &h);
    if (st != CVD_OK)
        goto done;
    cvd_head_read(&h, &f->header);
    set_title(&h, f);
    read_place(&h, f);
    read_urgency(&h, f);
    st = read_attested(text, tokens, f);
    if (st != CVD_OK)
        goto done;
    read_closing_type(text, tokens, f);
    read_closing_date(text, tokens, f);
    cvd_signature_read(text, tokens,
                       h.body < h.lines ? h.line[h.body].start : 0, &sign,
                       &receivers);
    set_signer(f, text, tokens, &sign);
    bool central = cvd_issuer_read(&h, &sign, f);
    cvd_addressees_read(&h, f);
    cvd_receivers_read(text, tokens, receivers, &sign, f);
    cvd_deadlines_read(text, tokens, entities, f);
    trim_all(f);
    st = cvd_form_seat(text, tokens, central, f);
done:
    cvd_head_release(&h);
    return st;
}

void cvd_form_release(struct cvd_form *f)
{
    cvd_buf_release(&f->bytes);
    memset(f, 0, sizeof *f);
}
