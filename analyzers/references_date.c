/* references_date.c - the date of a mention: refer.h.
 *
 * analyzers/ may include base/ and ICU.
 *
 * It follows the number: "ngày 18/3/2025", after a comma, on the next line or
 * in the next line of a table's cell; or it begins the clause that says who
 * issued the document: "Ngày 30/9/2024, Ban Thường vụ Tỉnh ủy có Kết luận số
 * 1208-KL/TU". */
#include "analyzers/refer.h"

enum {
    AFTER_BYTES_MAX = 300,   /* two rows of a table */
    BEFORE_BYTES_MAX = 300,
    DATE_WORDS_MAX = 3,      /* ban hành ngày */
    LINES_MAX = 2,
    NOTE_DIGITS_MAX = 2,
    CHAIN_MAX = 16           /* laws that one law amends */
};

static bool usable(const struct cvd_date *d)
{
    return cvd_date_is_single(d);
}

/* Past the mark of a footnote at `i`, (1) or [1]; `i` where none is. */
static size_t past_note(struct cvd_str t, size_t i)
{
    size_t d = cvd_scan_digits(t, i + 1);

    if ((t.ptr[i] != '(' && t.ptr[i] != '[') || d == i + 1 ||
        d - i > NOTE_DIGITS_MAX + 1 || d >= t.len ||
        t.ptr[d] != (t.ptr[i] == '(' ? ')' : ']'))
        return i;
    return d + 1;
}

/* Past white space, the bars of a table, the mark of a footnote, a colon, and
 * at most one comma or bracket.
 * SIZE_MAX where a paragraph ends. */
static size_t past_gap(struct cvd_str t, size_t i, size_t stop, bool *marked)
{
    unsigned lines = 0;

    while (i < stop) {
        size_t k = cvd_scan_blanks(t, i);
        char c = t.ptr[i];

        if (k > i)
            i = k;
        else if (c == '|' || c == '\r' || (c == '\n' && lines++ < LINES_MAX))
            i++;
        else if (past_note(t, i) > i)
            i = past_note(t, i);
        else if (c == ':')
            i++;
        else if ((c == ',' || c == '(') && !*marked)
            *marked = true, i++;
        else
            break;
    }
    return i;
}

/* Whether nothing but the words of a date stands between a number's end and
 * that of date `d`. */
bool cvd_refer_date_follows(struct cvd_str t, size_t i,
                            const struct cvd_date *d)
{
    static const char *const words[] = {
        "ngay", "gay", "ky", "ban", "hanh", "de", "gui", "ra", NULL
    };
    bool marked = false;

    if (d->start < i || d->start - i > AFTER_BYTES_MAX)
        return false;
    for (int n = 0; n <= DATE_WORDS_MAX; n++) {
        struct cvd_refer_word w;

        i = past_gap(t, i, d->start, &marked);
        if (i == d->start)
            return true;
        i = cvd_refer_fill(t, i); /* a page number */
        if (i >= d->start)
            return i == d->start;
        if (!cvd_refer_word_at(t, i, &w) || !cvd_refer_is_any(&w, words))
            return false;
        i = w.end;
    }
    return false;
}

/* "và Quyết định số 13/QĐ-UBND cùng ngày": the date of the one before. */
static bool is_same_day(const struct cvd_refer *r,
                        const struct cvd_reference *m)
{
    struct cvd_refer_word a, b;

    return r->out->count > 0 &&
           cvd_refer_two(r->t, cvd_refer_fill(r->t, m->number.end), &a, &b) &&
           cvd_refer_is(&a, "cung") && cvd_refer_is(&b, "ngay");
}

/* ---- the date of a law that amends ------------------------------------ */

static bool is_assembly(const struct cvd_number *n)
{
    return strncmp(n->symbol, "QH", 2) == 0;
}

/* Whether "sửa đổi, bổ sung một số điều của" goes before `i` and no number
 * stands there. */
static bool amended_at(struct cvd_str t, size_t from, size_t i)
{
    struct cvd_refer_word w;
    bool articles = false;

    for (int n = 0; n < 16 && i > from; n++) {
        i = cvd_refer_fill_back(t, from, i);
        while (i > from && t.ptr[i - 1] == ',')
            i = cvd_refer_fill_back(t, from, i - 1);
        if (!cvd_refer_word_before(t, from, i, &w))
            return false;
        articles = articles || cvd_refer_is(&w, "dieu");
        if (articles && cvd_refer_is(&w, "sua"))
            return true;
        i = w.start;
    }
    return false;
}

static bool is_one_clause(struct cvd_str t, size_t i, size_t end)
{
    for (; i < end; i++)
        if (t.ptr[i] == ';' || t.ptr[i] == '.' || t.ptr[i] == ':')
            return false;
    return true;
}

/* "Luật sửa đổi, bổ sung một số điều của Luật A số .., Luật B số .. và Luật C
 * số .. ngày ..": the date is that of the law that amends them all. */
static bool date_is_amenders(const struct cvd_refer *r,
                             const struct cvd_reference *m)
{
    size_t k = r->out->count, start = m->start;
    int chain = 0;

    if (!is_assembly(&m->number))
        return false;
    while (k > 0 && chain < CHAIN_MAX) {
        const struct cvd_reference *p = &r->out->list[k - 1];

        if (!is_assembly(&p->number) || p->date.year ||
            start - p->end > BEFORE_BYTES_MAX ||
            !is_one_clause(r->t, p->end, start))
            break;
        start = p->start;
        k--;
        chain++;
    }
    size_t from = k > 0 ? r->out->list[k - 1].end : 0;
    return chain > 0 && amended_at(r->t, from, start);
}

/* ---- the date a clause begins with ------------------------------------ */

/* Whether "ngày", or what a font left of it, begins a clause; `i` is where
 * date `d` begins. */
static bool begins_clause(struct cvd_str t, size_t from,
                          const struct cvd_date *d)
{
    struct cvd_refer_word w;
    size_t i = d->start;

    if (!cvd_refer_word_at(t, i, &w) || !cvd_refer_is(&w, "ngay")) {
        i = cvd_refer_fill_back(t, from, i);
        if (!cvd_refer_word_before(t, from, i, &w) ||
            (!cvd_refer_is(&w, "ngay") && !cvd_refer_is(&w, "gay")))
            return false;
    }
    if (w.capital)
        return true;
    i = w.start;
    while (i > from && t.ptr[i - 1] == ' ')
        i--;
    return i == 0 || (i > from && strchr(",;.\n-)|", t.ptr[i - 1]));
}

static void date_before(const struct cvd_refer *r, struct cvd_reference *m)
{
    size_t k = r->date, said;

    /* r->date is the first date that is not before the last mention. */
    while (k < r->e->date_count && r->e->dates[k].end <= m->start)
        k++;
    if (k == 0 || r->e->dates[k - 1].start < r->pos)
        return;
    const struct cvd_date *d = &r->e->dates[k - 1];
    if (!usable(d) || d->relation != CVD_DATE_ON ||
        m->start - d->end > BEFORE_BYTES_MAX)
        return;
    said = cvd_refer_issued(r->t, d->end, m->start);
    if (said && is_one_clause(r->t, d->end, m->start) &&
        begins_clause(r->t, r->pos, d)) {
        m->date = *d;
        m->date_elsewhere = true;
    }
}

/* "Nghị quyết số 02/NQ-HĐND năm 2013": the year alone; not "số 12, 13/KH-UBND
 * năm 2021 và 2022". */
static bool read_year(struct cvd_str t, size_t i, struct cvd_date *out)
{
    enum { FIGURES = 4, FIRST = 1945, LAST = 2100 };
    struct cvd_refer_word a, b, next;
    unsigned year = 0;

    if (!cvd_refer_two(t, cvd_refer_fill(t, i), &a, &b) ||
        !cvd_refer_is(&a, "nam") || b.end - b.start != FIGURES ||
        cvd_scan_digits(t, b.start) != b.end)
        return false;
    for (size_t k = b.start; k < b.end; k++)
        year = year * 10 + (unsigned)(t.ptr[k] - '0');
    if (year < FIRST || year > LAST ||
        (cvd_refer_word_at(t, cvd_refer_fill(t, b.end), &next) &&
         cvd_refer_is(&next, "va")))
        return false;
    *out = (struct cvd_date){ .start = (uint32_t)a.start,
                              .end = (uint32_t)b.end,
                              .year = (uint16_t)year };
    return true;
}

void cvd_refer_date(struct cvd_refer *r, struct cvd_reference *m)
{
    const struct cvd_date *dates = r->e->dates;
    size_t k;

    while (r->date < r->e->date_count && dates[r->date].start < r->pos)
        r->date++;
    for (k = r->date;
         k < r->e->date_count && dates[k].start < m->number.end; k++)
        ;
    m->end = m->number.end;
    if (k < r->e->date_count && usable(&dates[k]) &&
        cvd_refer_date_follows(r->t, m->number.end, &dates[k])) {
        if (date_is_amenders(r, m))
            return;
        m->date = dates[k];
        m->end = dates[k].end;
        return;
    }
    if (read_year(r->t, m->number.end, &m->date)) {
        m->end = m->date.end;
        return;
    }
    if (is_same_day(r, m)) {
        m->date = r->out->list[r->out->count - 1].date;
        m->date_elsewhere = m->date.year != 0;
        return;
    }
    date_before(r, m);
}
