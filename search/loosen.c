/* loosen.c - a query put so that it may find more, as text: see reword.h. */
#include "search/reword.h"
#include "search/signs.h"

/* The length of the quotation mark at `at`; 0: none. */
static size_t quote_at(struct cvd_str query, size_t at)
{
    return cvd_sign_quote(cvd_str_behind(query, at));
}

/* Where the first quotation mark from `at` on is; the end where none is. */
static size_t next_quote(struct cvd_str query, size_t at)
{
    while (at < query.len && !quote_at(query, at))
        at++;
    return at;
}

/* Whether the mark at `at` opens a field's value or what is excluded. */
static bool stays(struct cvd_str query, size_t at)
{
    if (at > 0 && query.ptr[at - 1] == '=')
        at--;
    return at > 0 && (query.ptr[at - 1] == ':' || query.ptr[at - 1] == '-');
}

enum cvd_status cvd_query_unquoted(struct cvd_str query, struct cvd_buf *out,
                                   bool *any)
{
    enum cvd_status st = CVD_OK;

    *any = false;
    for (size_t at = 0; at < query.len && st == CVD_OK;) {
        size_t opens = next_quote(query, at);
        size_t words = opens + quote_at(query, opens);
        size_t closes = next_quote(query, words);
        size_t end = closes + quote_at(query, closes);
        bool whole = opens == query.len || stays(query, opens);
        *any = *any || !whole;
        st = cvd_buf_add(out, (struct cvd_str){ query.ptr + at,
                                                (whole ? end : opens) - at });
        if (st == CVD_OK && !whole)
            st = cvd_buf_add(out, (struct cvd_str){ query.ptr + words,
                                                    closes - words });
        at = end;
    }
    return st;
}

/* Whether a word may begin at `at`, but for the signs before it. */
static bool begins_item(struct cvd_str query, size_t at)
{
    while (at > 0 && cvd_sign_is_prefix(query.ptr[at - 1]))
        at--;
    return at == 0 || cvd_sign_is_blank(query.ptr[at - 1]) ||
           query.ptr[at - 1] == '(';
}

enum cvd_status cvd_query_any_spelling(struct cvd_str query,
                                       struct cvd_buf *out, bool *any)
{
    enum cvd_status st = CVD_OK;

    *any = false;
    for (size_t i = 0; i < query.len && st == CVD_OK; i++) {
        bool exact = query.ptr[i] == '=' && i + 1 < query.len &&
                     !cvd_sign_is_blank(query.ptr[i + 1]) &&
                     begins_item(query, i);
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
static struct cvd_query_piece piece_at(struct cvd_str query, size_t start)
{
    struct cvd_query_piece p = { .start = start };
    size_t at = start;

    p.binds = memchr("+-=", query.ptr[start], 3) != NULL;
    while (at < query.len && !cvd_sign_is_blank(query.ptr[at])) {
        size_t mark = quote_at(query, at);
        p.binds = p.binds || mark || query.ptr[at] == ':';
        at = mark ? next_quote(query, at + mark) : at + 1;
        at += mark ? quote_at(query, at) : 0; /* that closes it */
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
        size_t mark = quote_at(piece, i);
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

enum cvd_status cvd_query_words(struct cvd_str query, struct cvd_buf *out)
{
    enum cvd_status st = CVD_OK;

    for (size_t at = 0; at < query.len && st == CVD_OK;) {
        if (cvd_sign_is_blank(query.ptr[at])) {
            at++;
            continue;
        }
        struct cvd_query_piece p = piece_at(query, at);
        struct cvd_str piece = { query.ptr + at, p.end - at };
        if (!is_operator(piece) && *piece.ptr != '-' &&
            !memchr(piece.ptr, ':', piece.len))
            st = add_words(piece, out);
        at = p.end;
    }
    return st;
}

size_t cvd_query_pieces(struct cvd_str query, struct cvd_query_piece *out,
                        size_t max)
{
    size_t count = 0;

    for (size_t at = 0; at < query.len && count < max;) {
        if (cvd_sign_is_blank(query.ptr[at])) {
            at++;
            continue;
        }
        struct cvd_query_piece p = piece_at(query, at);
        struct cvd_str piece = { query.ptr + at, p.end - at };
        if (is_operator(piece) || memchr(piece.ptr, '(', piece.len) ||
            memchr(piece.ptr, ')', piece.len))
            return 0;
        out[count++] = p;
        at = p.end;
    }
    return count;
}
