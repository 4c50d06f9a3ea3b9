/* ways_query.c - a query put otherwise, as text: see ways.h. */
#include "searchd/ways.h"

static struct cvd_str from_byte(struct cvd_str s, size_t n)
{
    return (struct cvd_str){ s.ptr + n, s.len - n };
}

static bool is_blank(char c)
{
    return (unsigned char)c <= ' ';
}

/* The length of the quotation mark that `s` begins with, straight or curly, as
 * the query language has them; 0: none. */
static size_t quotation_mark(struct cvd_str s)
{
    static const char *const marks[] = { "\"", "“", "”", "„" };

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (cvd_str_starts(s, cvd_str_from(marks[i])))
            return strlen(marks[i]);
    return 0;
}

/* Behind the quotation mark that closes the one before `at`; the end where
 * none does. */
static size_t closed(struct cvd_str query, size_t at)
{
    for (; at < query.len; at++) {
        size_t mark = quotation_mark(from_byte(query, at));
        if (mark)
            return at + mark;
    }
    return at;
}

/* Whether the mark at `at` opens a field's value or what is excluded. */
static bool stays(struct cvd_str query, size_t at)
{
    if (at > 0 && query.ptr[at - 1] == '=')
        at--;
    return at > 0 && (query.ptr[at - 1] == ':' || query.ptr[at - 1] == '-');
}

enum cvd_status ways_unquoted(struct cvd_str query, struct cvd_buf *out,
                              bool *any)
{
    enum cvd_status st = CVD_OK;

    *any = false;
    for (size_t i = 0; i < query.len && st == CVD_OK;) {
        size_t mark = quotation_mark(from_byte(query, i));
        size_t end = mark ? closed(query, i + mark) : i + 1;
        if (!mark || stays(query, i)) {
            st = cvd_buf_add(out, (struct cvd_str){ query.ptr + i, end - i });
        } else {
            *any = true;
            for (i += mark; i < end && !quotation_mark(from_byte(query, i));
                 i++)
                if (st == CVD_OK)
                    st = cvd_buf_add_char(out, query.ptr[i]);
        }
        i = end;
    }
    return st;
}

/* Whether a word may begin at `at`, but for the signs before it. */
static bool begins_item(struct cvd_str query, size_t at)
{
    while (at > 0 && memchr("+-=~", query.ptr[at - 1], 4))
        at--;
    return at == 0 || is_blank(query.ptr[at - 1]) ||
           query.ptr[at - 1] == '(';
}

enum cvd_status ways_spellings(struct cvd_str query, struct cvd_buf *out,
                               bool *any)
{
    enum cvd_status st = CVD_OK;

    *any = false;
    for (size_t i = 0; i < query.len && st == CVD_OK; i++) {
        bool exact = query.ptr[i] == '=' && i + 1 < query.len &&
                     !is_blank(query.ptr[i + 1]) && begins_item(query, i);
        *any = *any || exact;
        st = cvd_buf_add_char(out, exact ? '~' : query.ptr[i]);
    }
    return st;
}

static bool is_operator(struct cvd_str piece)
{
    return cvd_str_equal(piece, cvd_str_from("AND")) ||
           cvd_str_equal(piece, cvd_str_from("OR")) ||
           cvd_str_equal(piece, cvd_str_from("NOT"));
}

/* Where the piece at `start` ends. */
static struct ways_piece piece_at(struct cvd_str query, size_t start)
{
    struct ways_piece p = { .start = start };
    size_t at = start;

    p.binds = memchr("+-=", query.ptr[start], 3) != NULL;
    while (at < query.len && !is_blank(query.ptr[at])) {
        size_t mark = quotation_mark(from_byte(query, at));
        p.binds = p.binds || mark || query.ptr[at] == ':';
        at = mark ? closed(query, at + mark) : at + 1;
    }
    p.end = at;
    return p;
}

/* Append the words of a piece, which are not excluded. */
static enum cvd_status add_words(struct cvd_str piece, struct cvd_buf *out)
{
    size_t begun = out->len;
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < piece.len && st == CVD_OK;) {
        size_t mark = quotation_mark(from_byte(piece, i));
        if (mark || memchr("()*+=~", piece.ptr[i], 6)) {
            i += mark ? mark : 1;
            continue;
        }
        if (out->len == begun && begun)
            st = cvd_buf_add_char(out, ' ');
        if (st == CVD_OK)
            st = cvd_buf_add_char(out, piece.ptr[i++]);
    }
    return st;
}

enum cvd_status ways_words(struct cvd_str query, struct cvd_buf *out,
                           bool *any)
{
    enum cvd_status st = CVD_OK;

    *any = true;
    for (size_t at = 0; at < query.len && st == CVD_OK;) {
        if (is_blank(query.ptr[at])) {
            at++;
            continue;
        }
        struct ways_piece p = piece_at(query, at);
        struct cvd_str piece = { query.ptr + at, p.end - at };
        if (!is_operator(piece) && *piece.ptr != '-' &&
            !memchr(piece.ptr, ':', piece.len))
            st = add_words(piece, out);
        at = p.end;
    }
    return st;
}

size_t ways_pieces(struct cvd_str query, struct ways_piece *out, size_t max)
{
    size_t count = 0;

    for (size_t at = 0; at < query.len && count < max;) {
        if (is_blank(query.ptr[at])) {
            at++;
            continue;
        }
        struct ways_piece p = piece_at(query, at);
        struct cvd_str piece = { query.ptr + at, p.end - at };
        if (is_operator(piece) || memchr(piece.ptr, '(', piece.len) ||
            memchr(piece.ptr, ')', piece.len))
            return 0;
        out[count++] = p;
        at = p.end;
    }
    return count;
}
