/* reword.c - a query written otherwise: without a piece of it, or with its
 * words in quotation marks. */
#include "search/reword.h"
#include "search/signs.h"

static struct cvd_str without_end(struct cvd_str s)
{
    while (s.len && cvd_sign_is_blank(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

static struct cvd_str without_begin(struct cvd_str s)
{
    size_t n = 0;

    while (n < s.len && cvd_sign_is_blank(s.ptr[n]))
        n++;
    return cvd_str_behind(s, n);
}

/* ---- operators ------------------------------------------------------- */

static const char *const operators[] = { "AND", "OR" };
enum { OPERATORS = sizeof operators / sizeof *operators };

/* Whether a word may end, or another begin, beside `c`: parse.c. */
static bool parts(char c)
{
    return cvd_sign_is_blank(c) || c == '(' || c == ')' || c == '"';
}

/* The length of the operator that `s` ends in, or begins with; 0: none. */
static size_t operator_at_end(struct cvd_str s)
{
    for (size_t i = 0; i < OPERATORS; i++) {
        size_t n = strlen(operators[i]);
        if (s.len >= n && memcmp(s.ptr + s.len - n, operators[i], n) == 0 &&
            (s.len == n || parts(s.ptr[s.len - n - 1])))
            return n;
    }
    return 0;
}

static size_t operator_at_begin(struct cvd_str s)
{
    for (size_t i = 0; i < OPERATORS; i++) {
        size_t n = strlen(operators[i]);
        if (cvd_str_starts(s, cvd_str_from(operators[i])) &&
            (s.len == n || parts(s.ptr[n])))
            return n;
    }
    return 0;
}

/* ---- what is left ---------------------------------------------------- */

struct sides {
    struct cvd_str left, right;
};

/* Take parentheses that hold nothing off both sides, with the signs before
 * them; whether there were any. */
static bool take_parentheses(struct sides *s)
{
    if (!s->left.len || s->left.ptr[s->left.len - 1] != '(' ||
        !s->right.len || s->right.ptr[0] != ')')
        return false;
    s->left.len--;
    while (s->left.len && cvd_sign_is_prefix(s->left.ptr[s->left.len - 1]))
        s->left.len--;
    s->left = without_end(s->left);
    s->right = without_begin(cvd_str_behind(s->right, 1));
    return true;
}

/* Where nothing is left between operators, parentheses and the ends, one
 * operator has nothing to join. */
static void take_operator(struct sides *s)
{
    do {
        size_t before = operator_at_end(s->left);
        size_t behind = operator_at_begin(s->right);
        bool opens = !s->left.len || s->left.ptr[s->left.len - 1] == '(';
        bool closes = !s->right.len || s->right.ptr[0] == ')';
        if (before && (behind || closes)) {
            s->left.len -= before;
            s->left = without_end(s->left);
            return;
        }
        if (opens && behind) {
            s->right = without_begin(cvd_str_behind(s->right, behind));
            return;
        }
    } while (take_parentheses(s));
}

/* A comma that parted nothing from the rest. */
static void take_comma(struct sides *s)
{
    static const char commas[] = ",;";

    if (!s->left.len && s->right.len &&
        memchr(commas, s->right.ptr[0], sizeof commas - 1))
        s->right = without_begin(cvd_str_behind(s->right, 1));
    if (!s->right.len && s->left.len &&
        memchr(commas, s->left.ptr[s->left.len - 1], sizeof commas - 1)) {
        s->left.len--;
        s->left = without_end(s->left);
    }
}

static struct sides sides_of(struct cvd_str query, size_t start, size_t end)
{
    struct sides s = {
        without_end((struct cvd_str){ query.ptr, start }),
        without_begin(cvd_str_behind(query, end)),
    };

    take_operator(&s);
    take_comma(&s);
    return s;
}

static bool is_joined(const struct sides *s)
{
    return !s->left.len || !s->right.len ||
           s->left.ptr[s->left.len - 1] == '(' ||
           memchr("),;", s->right.ptr[0], 3);
}

enum cvd_status cvd_query_without(struct cvd_str query, size_t start,
                                  size_t end, struct cvd_buf *out)
{
    struct sides s = sides_of(query, start, end);
    enum cvd_status st = cvd_buf_add(out, s.left);

    if (st == CVD_OK && !is_joined(&s))
        st = cvd_buf_add_char(out, ' ');
    return st == CVD_OK ? cvd_buf_add(out, s.right) : st;
}

/* ---- readings -------------------------------------------------------- */

/* Whether reading `i` is a type, which makes a number of the figure behind
 * it. */
static bool makes_number(const struct cvd_result *r, size_t i)
{
    const struct cvd_reading *type = &r->readings.list[i];
    const struct cvd_reading *next = type + 1;

    if (type->field != CVD_F_TYPE || type->by_field ||
        i + 1 == r->readings.count || next->field != CVD_F_NUMBER ||
        next->by_field)
        return false;
    char first = r->query.ptr[next->start];
    for (size_t at = type->end; at < next->start; at++)
        if (r->query.ptr[at] != ' ')
            return false;
    return first >= '0' && first <= '9' &&
           !memchr(r->query.ptr + next->start, '/',
                   next->end - next->start);
}

/* The query with its bytes [start, end) written otherwise. */
static enum cvd_status replace(const struct cvd_result *r, size_t start,
                               size_t end, const char *before,
                               struct cvd_str words, const char *behind,
                               struct cvd_buf *out)
{
    struct cvd_str query = cvd_buf_str(&r->query);
    const struct cvd_str parts_of[] = {
        { query.ptr, start }, cvd_str_from(before), words,
        cvd_str_from(behind), cvd_str_behind(query, end),
    };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < sizeof parts_of / sizeof *parts_of; i++)
        if (st == CVD_OK)
            st = cvd_buf_add(out, parts_of[i]);
    return st;
}

enum cvd_status cvd_reading_drop(const struct cvd_result *r, size_t i,
                                 struct cvd_buf *out)
{
    const struct cvd_reading *one = &r->readings.list[i];

    if (makes_number(r, i))
        return replace(r, one->start, one->end, "số", (struct cvd_str){ 0 },
                       "", out);
    return cvd_query_without(cvd_buf_str(&r->query), one->start, one->end,
                             out);
}

enum cvd_status cvd_reading_quote(const struct cvd_result *r, size_t i,
                                  struct cvd_buf *out)
{
    const struct cvd_reading *one = &r->readings.list[i];
    struct cvd_str words = { r->query.ptr + one->start,
                             one->end - one->start };

    while (words.len && cvd_sign_is_prefix(*words.ptr))
        words = cvd_str_behind(words, 1);
    return replace(r, one->start, one->end, "\"", words, "\"", out);
}
