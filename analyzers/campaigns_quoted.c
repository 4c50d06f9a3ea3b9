/* campaigns_quoted.c - names that stand in quotation marks after a kind.
 *
 * Only the gaps between tokens are looked at.  Whether a mark opens or
 * closes is told by the blanks beside it, then by its shape, then by what is
 * open: scanners and keyboards mix “ ” " and '.  A heavy mark (“ ” " « »), a
 * single one (‘ ’ ') and an asterisk of Markdown each close their own
 * class. */
#include "analyzers/campaigns_list.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

enum {
    GAP_BYTES_MAX = 64,  /* longer ones hold no name together: rows of dots */
    GAP_MARKS_MAX = 8,
    NAME_WORDS_MIN = 2,
    NAME_WORDS_MAX = 25, /* the longest in use has 21 */
    QUOTED_WORDS_MAX = 30 /* with the year and what else is in the quotes */
};

enum mark_class { MARK_HEAVY, MARK_SINGLE, MARK_STAR };

struct mark {
    enum mark_class class;
    int direction;       /* 1 opens, -1 closes, 0 either */
    bool tight_left, tight_right;
};

/* What stands between two tokens, up to the end of a paragraph. */
struct gap {
    struct mark mark[GAP_MARKS_MAX];
    size_t count;
    size_t sentence;     /* marks before a full stop or an ellipsis */
    bool has_sentence;
    bool clause;         /* ends at a comma or the like */
    bool paragraph;      /* ends at a blank line or the text's end */
};

/* ---- one gap --------------------------------------------------------- */

static bool mark_shape(UChar32 c, struct mark *m)
{
    static const struct { UChar32 c; enum mark_class class; int direction; }
    shapes[] = {
        { '"', MARK_HEAVY, 0 },     { 0x201C, MARK_HEAVY, 1 },
        { 0x201D, MARK_HEAVY, -1 }, { 0x201E, MARK_HEAVY, 1 },
        { 0x201F, MARK_HEAVY, 1 },  { 0xAB, MARK_HEAVY, 1 },
        { 0xBB, MARK_HEAVY, -1 },   { 0x2033, MARK_HEAVY, 0 },
        { 0xFF02, MARK_HEAVY, 0 },  { '\'', MARK_SINGLE, 0 },
        { 0x2018, MARK_SINGLE, 1 }, { 0x2019, MARK_SINGLE, -1 },
        { 0x201A, MARK_SINGLE, 1 }, { 0x2039, MARK_SINGLE, 1 },
        { 0x203A, MARK_SINGLE, -1 }, { '`', MARK_SINGLE, 0 },
        { 0xB4, MARK_SINGLE, 0 },   { '*', MARK_STAR, 0 },
    };

    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (shapes[i].c == c) {
            *m = (struct mark){ .class = shapes[i].class,
                                .direction = shapes[i].direction };
            return true;
        }
    return false;
}

/* Two single marks side by side are a heavy one: ''Name''; and ** is *. */
static void add_mark(struct gap *g, struct mark m, bool beside)
{
    struct mark *last = g->count ? &g->mark[g->count - 1] : NULL;

    if (beside && last && last->class == m.class && m.class != MARK_HEAVY) {
        if (m.class == MARK_SINGLE)
            last->class = MARK_HEAVY;
        return;
    }
    if (g->count == GAP_MARKS_MAX)
        g->paragraph = true;
    else
        g->mark[g->count++] = m;
}

/* Take note of a character that is neither a mark nor blank.  `next` is the
 * byte after it. */
static void read_sign(struct gap *g, UChar32 c, char next)
{
    bool ends = c == '.' && (strchr(" \t\r\n.*\"'", next) ||
                             (unsigned char)next >= 0x80);

    if ((ends || c == 0x2026) && !g->has_sentence) {
        g->sentence = g->count;
        g->has_sentence = true;
    }
    if (c < 0x80 && strchr(".,;?!|/<>=", (char)c))
        g->clause = true;
}

static void settle_directions(struct gap *g)
{
    for (size_t i = 0; i < g->count; i++) {
        struct mark *m = &g->mark[i];
        if (m->tight_left != m->tight_right)
            m->direction = m->tight_right ? 1 : -1;
    }
}

/* Read the gap before token `i`, or after the last one. */
static void read_gap(struct cvd_str text, const struct cvd_tokens *t,
                     size_t i, struct gap *g)
{
    size_t from = i ? t->tok[i - 1].end : 0;
    size_t to = i < t->count ? t->tok[i].start : text.len;
    const uint8_t *p = (const uint8_t *)text.ptr;
    bool tight = i > 0, beside = false;
    size_t breaks = 0, open = 0;

    *g = (struct gap){ .paragraph = to - from > GAP_BYTES_MAX };
    if (g->paragraph)
        to = from + GAP_BYTES_MAX;
    for (int32_t at = (int32_t)from; at < (int32_t)to && breaks < 2;) {
        UChar32 c;
        struct mark m;
        U8_NEXT(p, at, (int32_t)to, c);
        if (mark_shape(c, &m)) {
            m.tight_left = tight;
            add_mark(g, m, beside);
            beside = true;
            continue;
        }
        beside = false;
        breaks += c == '\n';
        bool blank = u_isUWhiteSpace(c), bracket = c == '(' || c == '[';
        tight = !blank && !bracket && c != '-' && c != 0x2013;
        for (; open < g->count; open++)
            g->mark[open].tight_right = bracket;
        if (!blank)
            read_sign(g, c, at < (int32_t)text.len ? text.ptr[at] : ' ');
    }
    g->paragraph |= breaks > 1 || i == t->count;
    for (; open < g->count; open++)
        g->mark[open].tight_right = i < t->count;
    settle_directions(g);
}

/* An apostrophe: M'nông. */
static bool in_a_word(const struct mark *m)
{
    return m->class == MARK_SINGLE && m->tight_left && m->tight_right;
}

bool cvd_campaign_runs_on(struct cvd_str text, const struct cvd_tokens *t,
                          size_t i)
{
    struct gap g;

    read_gap(text, t, i, &g);
    return !g.has_sentence && !g.clause && !g.paragraph;
}

bool cvd_campaign_in_quotes(struct cvd_str text, const struct cvd_tokens *t,
                            size_t first, size_t count)
{
    struct gap before, after;
    bool opened = false, closed = false;

    read_gap(text, t, first, &before);
    read_gap(text, t, first + count, &after);
    for (size_t i = 0; i < before.count; i++)
        opened |= before.mark[i].direction >= 0 &&
                  !in_a_word(&before.mark[i]);
    for (size_t i = 0; i < after.count; i++)
        closed |= after.mark[i].direction <= 0 && !in_a_word(&after.mark[i]);
    return opened && closed;
}

/* ---- where the name begins ------------------------------------------- */

/* Words after which what is quoted is no name: a theme, a slogan, a term, or
 * the title of a document with its number. */
static bool parts(struct cvd_str exact)
{
    static const char *const words[] = {
        "và", "là", "hoặc", "hay", "với", "chủ", "khẩu", "điệp", "cụm",
        "từ", "câu", "gồm", "có", "nêu", "theo", "được", "do", "thành",
        "số", "đã", "sẽ", "cần", "phải", "bằng", "để", "như"
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (cvd_str_equal(cvd_str_from(words[i]), exact))
            return true;
    return false;
}

/* The class and number of the marks that open in the gap; 0 for none.  Sets
 * *closed where one closes before: the kind itself stood in quotes. */
static size_t opening(const struct gap *g, enum mark_class *class,
                      bool *closed)
{
    size_t depth = 0;

    for (size_t i = 0; i < g->count; i++) {
        const struct mark *m = &g->mark[i];
        bool star = m->class == MARK_STAR;
        if (in_a_word(m))
            continue;
        if (m->direction < 0) {
            *closed |= !star && depth == 0;
        } else if (depth == 0 || (*class == MARK_STAR && !star)) {
            *class = m->class;
            depth = star && m->direction == 0 ? 0 : 1;
        } else if (*class == m->class) {
            depth++;
        }
    }
    return *closed ? 0 : depth;
}

/* ---- where it ends --------------------------------------------------- */

struct quoted {
    enum mark_class class;
    size_t depth;
    size_t first;
    size_t closed_at; /* the token after the last mark that closes, or 0 */
};

/* Follow the marks of a gap; false where the quotation cannot go on. */
static bool follow(struct quoted *q, const struct gap *g, size_t at)
{
    for (size_t i = 0; i < g->count; i++) {
        const struct mark *m = &g->mark[i];
        if (m->class != q->class || in_a_word(m))
            continue;
        if (g->has_sentence && g->sentence <= i)
            return false;
        if (m->direction > 0) {
            q->depth++;
        } else {
            q->depth--;
            q->closed_at = at;
        }
        if (q->depth == 0)
            return false;
    }
    return !g->has_sentence && !g->paragraph;
}

/* The token after the name; 0 where no mark closes it, or it is a
 * sentence.  What lost one of two closing marks ends at the one there is. */
static size_t name_end(struct cvd_str text, const struct cvd_tokens *t,
                       struct quoted *q)
{
    struct gap g;

    for (size_t at = q->first + 1;
         at <= t->count && at <= q->first + QUOTED_WORDS_MAX; at++) {
        read_gap(text, t, at, &g);
        if (!follow(q, &g, at))
            break;
    }
    return q->closed_at;
}

/* ---- its last words -------------------------------------------------- */

static bool token_is(const struct cvd_tokens *t, size_t i, const char *exact)
{
    return cvd_str_equal(cvd_token_exact(t, i), cvd_str_from(exact));
}

static bool is_year(const struct cvd_tokens *t, size_t i)
{
    struct cvd_str s = cvd_token_exact(t, i);

    return s.len == 4 && (memcmp(s.ptr, "19", 2) == 0 ||
                          memcmp(s.ptr, "20", 2) == 0) &&
           s.ptr[2] >= '0' && s.ptr[2] <= '9' && s.ptr[3] >= '0' &&
           s.ptr[3] <= '9';
}

/* Without "năm 2023", "giai đoạn 2021-2025", "lần thứ II" at the end. */
static size_t without_time(const struct cvd_tokens *t, size_t first,
                           size_t end)
{
    size_t n = end;

    while (n > first && is_year(t, n - 1)) {
        n--;
        if (n > first && is_year(t, n - 1))
            n--;
        if (n > first + 1 && ((token_is(t, n - 2, "giai") &&
                               token_is(t, n - 1, "đoạn")) ||
                              (token_is(t, n - 2, "năm") &&
                               token_is(t, n - 1, "học"))))
            n -= 2;
        else if (n > first && token_is(t, n - 1, "năm"))
            n--;
    }
    if (n > first + 2 && token_is(t, n - 3, "lần") &&
        token_is(t, n - 2, "thứ"))
        n -= 3;
    return n >= first + NAME_WORDS_MIN ? n : end;
}

/* ---- the name -------------------------------------------------------- */

static bool begins_high(struct cvd_str text, const struct cvd_token *t)
{
    int32_t at = (int32_t)t->start;
    UChar32 c;

    U8_NEXT((const uint8_t *)text.ptr, at, (int32_t)t->end, c);
    return c >= 0 && (u_isupper(c) || u_isdigit(c));
}

/* "Về việc ..." is a document's subject. */
static bool is_subject(const struct cvd_tokens *t, size_t first)
{
    return token_is(t, first, "về") ||
           (token_is(t, first, "v") && token_is(t, first + 1, "v"));
}

bool cvd_campaign_quoted_name(struct cvd_str text, const struct cvd_tokens *t,
                              size_t after,
                              const struct cvd_campaign_kind *kind,
                              size_t *first, size_t *count)
{
    struct quoted q = { .first = after };
    struct gap g;
    bool closed = false;

    if (kind->reach == 0)
        return false;
    for (;; q.first++) {
        if (q.first >= t->count || q.first > after + kind->reach)
            return false;
        read_gap(text, t, q.first, &g);
        q.depth = opening(&g, &q.class, &closed);
        if (closed || g.clause || g.has_sentence || g.paragraph)
            return false;
        if (q.depth)
            break;
        if (parts(cvd_token_exact(t, q.first)))
            return false;
    }
    size_t end = name_end(text, t, &q);
    if (end < q.first + NAME_WORDS_MIN || is_subject(t, q.first) ||
        (kind->capital && !begins_high(text, &t->tok[q.first])))
        return false;
    end = without_time(t, q.first, end);
    if (end > q.first + NAME_WORDS_MAX)
        return false;
    *first = q.first;
    *count = end - q.first;
    return true;
}

enum cvd_status cvd_campaign_write_name(struct cvd_str text,
                                        const struct cvd_tokens *t,
                                        size_t first, size_t count,
                                        struct cvd_buf *out)
{
    const uint8_t *p = (const uint8_t *)text.ptr;
    int32_t end = (int32_t)t->tok[first + count - 1].end;
    size_t open = 0;
    bool straight = false, blank = false;
    enum cvd_status st = CVD_OK;

    for (int32_t at = (int32_t)t->tok[first].start;
         at < end && st == CVD_OK;) {
        int32_t from = at;
        UChar32 c;
        U8_NEXT(p, at, end, c);
        if (c == '*')
            continue;
        if (u_isUWhiteSpace(c)) {
            blank = true;
            continue;
        }
        if (blank)
            st = cvd_buf_add_char(out, ' ');
        blank = false;
        open += c == 0x201C;
        open -= c == 0x201D && open;
        straight ^= c == '"';
        if (st == CVD_OK)
            st = cvd_buf_add_bytes(out, p + from, (size_t)(at - from));
    }
    for (; open && st == CVD_OK; open--)
        st = cvd_buf_add_text(out, "”");
    return st == CVD_OK && straight ? cvd_buf_add_char(out, '"') : st;
}
