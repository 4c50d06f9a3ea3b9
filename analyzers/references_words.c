/* references_words.c - words of a text where they stand: refer.h.
 *
 * analyzers/ may include base/ and ICU. */
#include "analyzers/refer.h"
#include "analyzers/tables.h"

enum {
    WORD_BYTES_MAX = 40,    /* of what may be a word at all */
    PAGE_DIGITS_MAX = 3,
    LINES_MAX = 6           /* around a page number */
};

/* Append the character at `i` to w->fold; its bytes. */
static size_t fold_at(struct cvd_str t, size_t i, struct cvd_refer_word *w,
                      size_t *len)
{
    const uint8_t *p = (const uint8_t *)t.ptr + i;
    size_t n;
    unsigned class = cvd_class_at(p, (const uint8_t *)t.ptr + t.len, &n);

    if (class >= CVD_WORD_LETTER) {
        const struct cvd_letter *l = &cvd_letters[class];

        if (*len + l->fold_len < CVD_REFER_WORD_MAX)
            memcpy(w->fold + *len, l->fold, l->fold_len);
        *len += l->fold_len;
    } else {
        if (*len + n < CVD_REFER_WORD_MAX)
            memcpy(w->fold + *len, p, n);
        *len += n;
    }
    return n;
}

static void read_word(struct cvd_str t, struct cvd_refer_word *w)
{
    size_t len = 0;

    memset(w->fold, 0, sizeof w->fold);
    w->caps = true;
    w->capital = !cvd_scan_lower_at(t, w->start) &&
                 !(t.ptr[w->start] >= '0' && t.ptr[w->start] <= '9');
    for (size_t i = w->start; i < w->end;) {
        w->caps = w->caps && !cvd_scan_lower_at(t, i);
        i += fold_at(t, i, w, &len);
    }
    if (len >= CVD_REFER_WORD_MAX)
        w->fold[0] = '\0';
}

bool cvd_refer_word_at(struct cvd_str t, size_t i, struct cvd_refer_word *w)
{
    w->start = w->end = i;
    while (w->end < t.len && w->end - i <= WORD_BYTES_MAX &&
           cvd_scan_word_at(t, w->end)) {
        size_t n;

        (void)cvd_class_at((const uint8_t *)t.ptr + w->end,
                           (const uint8_t *)t.ptr + t.len, &n);
        w->end += n;
    }
    if (w->end == i)
        return false;
    read_word(t, w);
    return true;
}

bool cvd_refer_word_before(struct cvd_str t, size_t from, size_t i,
                           struct cvd_refer_word *w)
{
    w->start = w->end = i;
    while (w->start > from && i - w->start <= WORD_BYTES_MAX) {
        size_t p = cvd_scan_prev(t, w->start);

        if (p < from || !cvd_scan_word_at(t, p))
            break;
        w->start = p;
    }
    if (w->start == i)
        return false;
    read_word(t, w);
    return true;
}

bool cvd_refer_is_any(const struct cvd_refer_word *w, const char *const *list)
{
    for (; *list; list++)
        if (cvd_refer_is(w, *list))
            return true;
    return false;
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r' || c == '\f';
}

/* Past white space from `i`; *lines is how many lines end in it. */
static size_t past_space(struct cvd_str t, size_t i, unsigned *lines)
{
    size_t stop = t.len - i > CVD_GAP_MAX ? i + CVD_GAP_MAX : t.len;

    *lines = 0;
    while (i < stop) {
        size_t k = cvd_scan_blanks(t, i);

        if (k == i && !is_line_end(t.ptr[i]))
            break;
        if (k == i)
            *lines += t.ptr[k++] == '\n';
        i = k;
    }
    return i;
}

static size_t back_space(struct cvd_str t, size_t from, size_t i,
                         unsigned *lines)
{
    size_t stop = i - from > CVD_GAP_MAX ? i - CVD_GAP_MAX : from;

    *lines = 0;
    while (i > stop) {
        char c = t.ptr[i - 1];

        if (c == '\n')
            ++*lines;
        if (c == ' ' || c == '\t' || is_line_end(c))
            i--;
        else if (i >= stop + 2 && (unsigned char)c == 0xA0 &&
                 (unsigned char)t.ptr[i - 2] == 0xC2)
            i -= 2;
        else
            break;
    }
    return i;
}

size_t cvd_refer_fill(struct cvd_str t, size_t i)
{
    unsigned lines, after;
    size_t k = past_space(t, i, &lines);

    if (lines <= 1 || lines > LINES_MAX)
        return lines <= 1 ? k : i;
    size_t d = cvd_scan_digits(t, k);
    size_t end = past_space(t, d, &after);
    return d > k && d - k <= PAGE_DIGITS_MAX && after > 0 &&
                   after <= LINES_MAX
               ? end
               : i;
}

size_t cvd_refer_fill_back(struct cvd_str t, size_t from, size_t i)
{
    unsigned lines, before;
    size_t k = back_space(t, from, i, &lines), d;

    if (lines == 0)
        return k;
    for (d = k; d > from && t.ptr[d - 1] >= '0' && t.ptr[d - 1] <= '9';)
        d--;
    size_t end = back_space(t, from, d, &before);
    if (d < k && k - d <= PAGE_DIGITS_MAX && before > 0 &&
        before <= LINES_MAX && lines <= LINES_MAX && lines + before > 2)
        return end;
    return lines == 1 ? k : i;
}

size_t cvd_refer_heading_back(struct cvd_str t, size_t from, size_t i)
{
    unsigned lines;
    size_t k = back_space(t, from, i, &lines);

    return lines <= 2 ? k : i;
}

size_t cvd_refer_joint(struct cvd_str t, size_t i)
{
    struct cvd_refer_word w;
    size_t k = cvd_refer_fill(t, i), end = i;

    if (k < t.len && (t.ptr[k] == ',' || t.ptr[k] == '&' || t.ptr[k] == ';'))
        end = k = cvd_refer_fill(t, k + 1);
    if (cvd_refer_word_at(t, k, &w) && cvd_refer_is(&w, "va"))
        end = k = cvd_refer_fill(t, w.end);
    if (end > i && cvd_refer_word_at(t, k, &w) && cvd_refer_is(&w, "so"))
        end = cvd_refer_fill(t, w.end);
    return end;
}

bool cvd_refer_two(struct cvd_str t, size_t i, struct cvd_refer_word *a,
                      struct cvd_refer_word *b)
{
    memset(b, 0, sizeof *b);
    if (!cvd_refer_word_at(t, i, a))
        return false;
    (void)cvd_refer_word_at(t, cvd_refer_fill(t, a->end), b);
    return true;
}

size_t cvd_refer_dash(struct cvd_str t, size_t i)
{
    if (i < t.len && t.ptr[i] == '-')
        return 1;
    return t.len - i >= 3 && memcmp(t.ptr + i, "–", 3) == 0 ? 3 : 0;
}
