/* signature.c - who signs, with what authority and in what position.
 *
 * analyzers/ may include base/ and ICU.
 *
 * The form (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7; Hướng dẫn
 * 36-HD/VPTW) is: authority (TM. ỦY BAN NHÂN DÂN), in whose place (KT. CHỦ
 * TỊCH), position (PHÓ CHỦ TỊCH), name; beside "Nơi nhận", on its lines, above
 * or below it, in one cell of a table or many lines apart.  Annexes with
 * forms to sign may follow, so the first signature below the head counts. */
#include "analyzers/form_parts.h"

enum {
    LINES_ABOVE_RECEIVERS = 14, /* a signature printed before "Nơi nhận" */
    ATTEMPTS_MAX = 64,          /* places that look like a signature */
    POSITION_WORDS_MAX = 14,
    SIGN_BYTES_MAX = 5,         /* "TUQ", "T/UQ"; longer ones are words */
    WIDE_BLANKS = 3,            /* between the words of a justified name */
    SAME_COLUMN = 40            /* bytes between two lines of one column */
};

/* Signs for, by order of, by proxy of: before a position or a body. */
static const char *const for_body[] = { "tm", "t m", "thay mat", NULL };
static const char *const for_person[] = {
    "kt", "k t", "tl", "t l", "tuq", "t uq", "thua lenh", "thua uy quyen",
    "ky thay", NULL
};

static const char *const position_words[] = {
    "chu tich", "pho chu tich", "bi thu", "pho bi thu", "tong bi thu",
    "giam doc", "pho giam doc", "tong giam doc", "pho tong giam doc",
    "bo truong", "thu truong", "thu truong don vi", "thu tuong",
    "pho thu tuong", "truong ban", "pho truong ban", "pho ban",
    "truong phong", "pho truong phong", "pho phong", "cuc truong",
    "pho cuc truong", "chi cuc truong", "pho chi cuc truong", "vu truong",
    "pho vu truong", "tong cuc truong", "pho tong cuc truong",
    "vien truong", "pho vien truong", "chanh an", "pho chanh an",
    "chanh van phong", "pho chanh van phong", "chanh thanh tra",
    "pho chanh thanh tra", "hieu truong", "pho hieu truong", "chu nhiem",
    "pho chu nhiem", "tong kiem toan", "pho tong kiem toan", "thong doc",
    "pho thong doc", "chi huy truong", "pho chi huy truong", "chinh uy",
    "pho chinh uy", "chinh tri vien", "tu lenh", "pho tu lenh",
    "truong doan", "pho truong doan", "to truong", "to pho", "doi truong",
    "truong cong an", "pho truong cong an", "don truong", "hat truong",
    "pho hat truong", "tram truong", "truong tram", "nguoi bao cao",
    "nguoi lap", "nguoi de nghi", "ke toan truong",
    "uy vien thuong truc", "uy vien", "tong bien tap",
    "pho tong bien tap", "tong thu ky", "pho tong thu ky", "truong khoa",
    "vien pho", "tong thanh tra", "pho tong thanh tra",
    "truong tieu ban", "truong thon", "pho thuong truc",
    "truong ban thuong truc", "pho chu tich thuong truc", "chu toa",
    "thu ky", "chu tri", "tham phan", "cong chung vien", NULL
};

/* Acting: before any of them. */
static const char *const acting_words[] = { "q", "quyen", "pho", NULL };

/* "TM. BAN GIÁM ĐỐC", "TM. ĐOÀN CHỦ TỊCH": bodies of such persons. */
static const char *const collective_words[] = { "ban", "doan", NULL };

/* ---- cells ------------------------------------------------------------ */

static bool is_item(struct cvd_str text, const struct cvd_cell *c)
{
    char ch = text.ptr[c->start];

    return ch == '-' || ch == '+' || ch == '}' ||
           (text.len - c->start > 3 &&
            (memcmp(text.ptr + c->start, "–", 3) == 0 ||
             memcmp(text.ptr + c->start, "•", 3) == 0));
}

/* Tokens [*k, *end) of cell `c` less "(Đã ký)" at either end. */
static void strip_signed(const struct cvd_tokens *t, size_t *k, size_t *end)
{
    static const char *const before[] = { "da ky", "ky ten dong dau",
                                          "ky ten", "ky va dong dau",
                                          NULL };
    size_t n = cvd_head_words_any(t, *k, *end, before);

    *k += n;
    while (*end > *k + 1 && cvd_head_words(t, *end - 2, *end, "da ky"))
        *end -= 2;
}

/* ---- one signature ---------------------------------------------------- */

struct state {
    struct cvd_str text;
    const struct cvd_tokens *t;
    struct cvd_signature *out;
    bool after_person;    /* "KT.": the next position belongs to it */
    bool after_body;      /* "TM.": words up to the next position do */
    struct cvd_sign_list *list;   /* of `open` */
    struct cvd_sign_piece *open;  /* what a next line may go on with */
    size_t column;        /* where that piece stands in its line */
};

static struct cvd_sign_piece *add_piece(struct cvd_sign_list *l,
                                        size_t start, size_t end,
                                        bool goes_on)
{
    if (l->n == CVD_SIGN_PIECES_MAX)
        return NULL;
    l->piece[l->n] = (struct cvd_sign_piece){ { start, end }, goes_on };
    return &l->piece[l->n++];
}

/* The next piece of `l`, that later lines may go on with. */
static void open_piece(struct state *s, struct cvd_sign_list *l, size_t start,
                       size_t end)
{
    s->list = l;
    s->open = add_piece(l, start, end, false);
}

static void use(struct state *s, const struct cvd_cell *c)
{
    struct cvd_signature *out = s->out;

    if (out->used_count < sizeof out->used / sizeof *out->used)
        out->used[out->used_count++] =
            (struct cvd_range){ c->start, c->end };
}

static size_t position_at(const struct cvd_tokens *t, size_t k, size_t end)
{
    size_t n = cvd_head_words_any(t, k, end, position_words);

    if (n || !cvd_head_words_any(t, k, end, acting_words))
        return n;
    n = cvd_head_words_any(t, k + 1, end, position_words);
    return n ? n + 1 : 0;
}

/* Whether the sign of `n` tokens at `k` stands for words and is not an
 * abbreviation of something else: "TL.", "T/L", "KT GIÁM ĐỐC", not "TL - ĐĐ".
 */
static bool is_sign(const struct state *s, size_t k, size_t n, size_t end)
{
    static const char *const bodies[] = { "ban", "uy ban", "hoi dong",
                                          "thuong truc", "bo", "doan",
                                          "chinh phu", NULL };
    size_t a = s->t->tok[k].start, b = s->t->tok[k + n - 1].end;

    if (b - a > SIGN_BYTES_MAX || (b < s->text.len && s->text.ptr[b] == '.') ||
        memchr(s->text.ptr + a, '/', b - a) ||
        memchr(s->text.ptr + a, '.', b - a))
        return true;
    return position_at(s->t, k + n, end) ||
           cvd_head_words_any(s->t, k + n, end, bodies);
}

/* Read the authority or position at token `k` of those from `first` up to
 * `end`; how many tokens its first words are, or 0. */
static size_t begin_piece(struct state *s, size_t first, size_t k, size_t end)
{
    struct cvd_signature *out = s->out;
    size_t start = s->t->tok[k].start, n;

    if ((n = cvd_head_words_any(s->t, k, end, for_person)) > 0 &&
        is_sign(s, k, n, end)) {
        open_piece(s, &out->authority, start, s->t->tok[k + n - 1].end);
        s->after_person = true;
        s->after_body = false;
    } else if ((n = cvd_head_words_any(s->t, k, end, for_body)) > 0 &&
               is_sign(s, k, n, end)) {
        open_piece(s, &out->authority, start, s->t->tok[k + n - 1].end);
        s->after_body = true;
        s->after_person = false;
    } else if ((n = position_at(s->t, k, end)) > 0) {
        if (s->after_body && k > first &&
            cvd_head_words_any(s->t, k - 1, k, collective_words))
            return 0;
        /* "TỔ TRƯỞNG TỔ THƯ KÝ"; "KT. BỘ TRƯỞNG, CHỦ NHIỆM" */
        if (k > first && s->open &&
            (s->list == &out->position ||
             memchr(s->text.ptr + s->t->tok[k - 1].end, ',',
                    start - s->t->tok[k - 1].end)))
            return 0;
        if (!s->after_person)
            open_piece(s, &out->position, start,
                       s->t->tok[k + n - 1].end);
        s->after_person = s->after_body = false;
    }
    return n;
}

/* Read pieces off tokens [k, end); whether there were any. */
static bool read_pieces(struct state *s, size_t k, size_t end)
{
    for (size_t first = k; k < end;) {
        size_t n = begin_piece(s, first, k, end);

        if (!n && k == first)
            return false;
        if (!n)
            s->after_person = false; /* "TL. BAN THƯỜNG VỤ" */
        k += n ? n : 1;
        if (s->open)
            s->open->at.end = s->t->tok[k - 1].end;
    }
    /* "(Văn bản này)": a closing bracket belongs to its words. */
    if (s->open && s->open->at.end < s->text.len &&
        s->text.ptr[s->open->at.end] == ')')
        s->open->at.end++;
    return true;
}

/* How many tokens of [k, end) from the front are in capitals. */
static size_t caps_end(struct cvd_str text, const struct cvd_tokens *t,
                       size_t k, size_t end)
{
    while (k < end && !cvd_person_has_lower(text, &t->tok[k]))
        k++;
    return k;
}

/* Where the capitals of a title at the front of [k, end) end: the first
 * syllable of "CHỦ TỊCH A Nguyên Thái" is the name's. */
static size_t title_end(const struct state *s, size_t k, size_t end)
{
    size_t caps = caps_end(s->text, s->t, k, end);

    if (caps > k + 1 && caps < end &&
        cvd_token_folded(s->t, caps - 1).len == 1 &&
        cvd_person_is_name(s->text, s->t, caps - 1, end))
        return caps - 1;
    return caps;
}

/* A position or authority in small letters is one only if the cell is
 * nothing else: "Phó Bí thư", "T/M Ban Thường vụ". */
static bool is_plain_title(struct cvd_str text, const struct cvd_tokens *t,
                           const struct cvd_cell *c, bool begun)
{
    size_t n = cvd_head_words_any(t, c->tok, c->tok_end, for_body) +
               cvd_head_words_any(t, c->tok, c->tok_end, for_person);
    char last = text.ptr[c->end - 1];

    if (!n) {
        n = position_at(t, c->tok, c->tok_end);
        if (!begun && c->tok + n != c->tok_end)
            n = 0;
    }
    return n && c->tok_end - c->tok <= POSITION_WORDS_MAX &&
           cvd_person_upper_at(text, c->start) && !strchr(".,;:/", last) &&
           !memchr(text.ptr + c->start, ',', c->end - c->start);
}

/* The end of a receiver's cell that a converter joined with the other column:
 * "- Như trên; PHÓ GIÁM ĐỐC". */
static bool tail_of_item(const struct state *s, const struct cvd_cell *c,
                         struct cvd_cell *tail)
{
    for (size_t k = c->tok + 1; k < c->tok_end; k++) {
        size_t before = s->t->tok[k - 1].end, start = s->t->tok[k].start;

        if (!memchr(s->text.ptr + before, ';', start - before) &&
            !memchr(s->text.ptr + before, ':', start - before) &&
            !memchr(s->text.ptr + before, '.', start - before))
            continue;
        if (caps_end(s->text, s->t, k, c->tok_end) < c->tok_end ||
            c->tok_end - k < 2 ||
            !(position_at(s->t, k, c->tok_end) ||
              cvd_head_words_any(s->t, k, c->tok_end, for_body) ||
              cvd_head_words_any(s->t, k, c->tok_end, for_person)))
            continue;
        *tail = *c;
        tail->start = start;
        tail->tok = k;
        return true;
    }
    return false;
}

/* Read one cell; true when it ends with the signer's name. */
static bool read_cell(struct state *s, const struct cvd_cell *c,
                      size_t column)
{
    size_t k = c->tok, end = c->tok_end;
    bool begun = s->out->authority.n || s->out->position.n;

    if (is_item(s->text, c) || cvd_head_words(s->t, k, end, "noi nhan") ||
        cvd_head_words(s->t, k, end, "noi gui")) {
        struct cvd_cell tail;

        return tail_of_item(s, c, &tail) && read_cell(s, &tail, s->column);
    }
    strip_signed(s->t, &k, &end);
    if (k >= end)
        return false;
    size_t caps = title_end(s, k, end);
    size_t name = cvd_person_skip_ranks(s->t, k, end);
    if (begun && cvd_person_is_name(s->text, s->t, name, end) &&
        !position_at(s->t, k, end)) {
        s->out->name = name;
        s->out->name_end = end;
        use(s, c);
        return true;
    }
    if (caps > k && caps - k > 1 && read_pieces(s, k, caps)) {
        use(s, c);
        s->column = column;
        strip_signed(s->t, &caps, &end);
        name = cvd_person_skip_ranks(s->t, caps, end);
        if (!cvd_person_is_name(s->text, s->t, name, end))
            return false;
        s->out->name = name;
        s->out->name_end = end;
        return true;
    }
    if (is_plain_title(s->text, s->t, c, begun) && read_pieces(s, k, end)) {
        use(s, c);
        s->column = column;
        return false;
    }
    size_t apart = column > s->column ? column - s->column
                                      : s->column - column;
    if (s->open && c->caps && apart <= SAME_COLUMN) { /* it goes on */
        s->open = add_piece(s->list, c->start, c->end, true);
        use(s, c);
    } else if (!c->caps) {
        s->open = NULL;
    }
    return false;
}

/* Whether line `n` from its cell `k` on is a name whose words a converter set
 * wide apart. */
static bool read_wide_name(struct state *s, struct cvd_head *h, size_t n,
                           size_t k)
{
    const struct cvd_cell *c = cvd_head_first(h, n) + k;
    const struct cvd_cell *last = cvd_head_last(h, n);

    if (c == last || !(s->out->authority.n || s->out->position.n))
        return false;
    for (const struct cvd_cell *i = c; i < last; i++)
        if (i[1].start - i->end > WIDE_BLANKS ||
            memchr(h->text.ptr + i->end, '|', i[1].start - i->end) ||
            memchr(h->text.ptr + i->end, '\t', i[1].start - i->end))
            return false;
    size_t name = cvd_person_skip_ranks(s->t, c->tok, last->tok_end);
    if (!cvd_person_is_name(s->text, s->t, name, last->tok_end))
        return false;
    s->out->name = name;
    s->out->name_end = last->tok_end;
    for (; c <= last; c++)
        use(s, c);
    return true;
}

/* Below the name a second title may stand ("Chủ tịch Ủy ban MTTQ Việt Nam
 * tỉnh"): a cell under the name, which is in line `n` at byte `column`. */
static void use_second_title(struct state *s, struct cvd_head *h, size_t n,
                             size_t column)
{
    for (n++; n < h->lines && !h->line[n].cells; n++)
        if (h->line[n].rule)
            return;
    for (size_t k = 0; n < h->lines && k < h->line[n].cells; k++) {
        const struct cvd_cell *c = cvd_head_first(h, n) + k;
        size_t at = c->start - h->line[n].start;

        if ((at > column ? at - column : column - at) <= SAME_COLUMN &&
            !is_item(s->text, c) && position_at(s->t, c->tok, c->tok_end))
            use(s, c);
    }
}

/* Read the signature of the lines of `h`; whether a name was found. */
static bool read_lines(struct cvd_head *h, struct cvd_signature *out)
{
    struct state s = { .text = h->text, .t = h->tokens, .out = out };

    memset(out, 0, sizeof *out);
    for (size_t n = 0; n < h->lines; n++)
        for (size_t k = 0; k < h->line[n].cells; k++) {
            const struct cvd_cell *c = cvd_head_first(h, n) + k;
            size_t column = c->start - h->line[n].start;

            if (!read_wide_name(&s, h, n, k) && !read_cell(&s, c, column))
                continue;
            use_second_title(&s, h, n, column);
            return true;
        }
    return false;
}

/* ---- where it is ------------------------------------------------------ */

/* Where the line of byte `i` begins, or CVD_HEAD_BYTES before. */
static size_t line_start(struct cvd_str text, size_t i)
{
    size_t least = i > CVD_HEAD_BYTES ? i - CVD_HEAD_BYTES : 0;

    while (i > least && text.ptr[i - 1] != '\n')
        i--;
    while (i < text.len && ((unsigned char)text.ptr[i] & 0xC0) == 0x80)
        i++;
    return i;
}

/* "Nơi nhận" at token `k`; a font may have lost its N. */
static bool is_receivers(struct cvd_str text, const struct cvd_tokens *t,
                         size_t k)
{
    size_t n = cvd_head_words(t, k, t->count, "noi nhan");
    char next;

    if (!n)
        n = cvd_head_words(t, k, t->count, "oi nhan");
    if (!n)
        n = cvd_head_words(t, k, t->count, "noi gui");
    if (!n || !cvd_head_begins_cell(text, t->tok[k].start))
        return false;
    size_t i = cvd_scan_blanks(text, t->tok[k + n - 1].end);
    while (i < text.len && cvd_head_is_markup(text.ptr[i]))
        i++;
    next = i < text.len ? text.ptr[i] : '\n';
    return next == ':' || next == '\n' || next == '\r' || next == '|' ||
           next == '.';
}

/* Whether token `k` may begin a signature. */
static bool may_begin(struct cvd_str text, const struct cvd_tokens *t,
                      size_t k)
{
    size_t end = t->count - k < POSITION_WORDS_MAX ? t->count
                                                   : k + POSITION_WORDS_MAX;

    return cvd_person_upper_at(text, t->tok[k].start) &&
           cvd_head_begins_cell(text, t->tok[k].start) &&
           (position_at(t, k, end) ||
            cvd_head_words_any(t, k, end, for_body) ||
            cvd_head_words_any(t, k, end, for_person));
}

static bool read_at(struct cvd_str text, const struct cvd_tokens *t,
                    size_t from, struct cvd_signature *out)
{
    struct cvd_head h;
    bool found = cvd_head_cut(text, from, t, &h) == CVD_OK &&
                 read_lines(&h, out);

    cvd_head_release(&h);
    return found;
}

void cvd_signature_read(struct cvd_str text, const struct cvd_tokens *t,
                        size_t body, struct cvd_signature *out,
                        size_t *receivers)
{
    size_t first = cvd_head_token_at(t, body), tries = 0;

    memset(out, 0, sizeof *out);
    *receivers = t->count;
    for (size_t k = first; k < t->count; k++) {
        if (is_receivers(text, t, k)) {
            *receivers = k;
            break;
        }
    }
    if (*receivers < t->count) {
        size_t from = line_start(text, t->tok[*receivers].start);

        for (size_t n = 0; n < LINES_ABOVE_RECEIVERS && from > body; n++)
            from = line_start(text, from - 1);
        if (read_at(text, t, from > body ? from : body, out))
            return;
    }
    struct cvd_signature beside = *out;
    for (size_t k = first; k < t->count && tries < ATTEMPTS_MAX; k++) {
        if (!may_begin(text, t, k))
            continue;
        tries++;
        if (read_at(text, t, line_start(text, t->tok[k].start), out))
            return;
    }
    *out = beside;
}
