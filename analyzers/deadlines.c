/* deadlines.c - by when something is asked for.
 *
 * analyzers/ may include base/ and ICU.
 *
 * A date is a deadline when its words say before or until ("trước ngày",
 * "chậm nhất", "đến hết ngày"), the sentence asks for something, and it is not
 * before the document's own date. */
#include "analyzers/form_parts.h"

enum {
    CLAUSE_TOKENS_MAX = 80,
    CANDIDATES_MAX = 2000 /* dates that say before or until, of a document */
};

static const char *const asking[] = {
    "gui", "bao cao", "hoan thanh", "nop", "dang ky", "tong hop", "gop y",
    "phan hoi", "co y kien", "trinh", "xong", "cung cap", "cap nhat",
    "tham muu", "ban hanh", "to chuc", "de nghi", "yeu cau", "thuc hien",
    "trien khai", "chuyen", NULL
};

/* What is told, not asked: a condition or the past. */
static const char *const telling[] = {
    "da", "truong hop", "het hieu luc", "co hieu luc", "doi voi", "ke tu",
    "sinh", "duoc cap", NULL
};

static bool ends_sentence(struct cvd_str text, size_t from, size_t to)
{
    for (; from < to; from++)
        if (text.ptr[from] == ';' ||
            (text.ptr[from] == '\n' && from + 1 < to &&
             text.ptr[from + 1] == '\n') ||
            (text.ptr[from] == '.' && cvd_scan_blanks(text, from + 1) >
                                          from + 1 &&
             !cvd_scan_lower_at(text, cvd_scan_blanks(text, from + 1))))
            return true;
    return false;
}

static bool is_asked(struct cvd_str text, const struct cvd_tokens *t,
                     size_t byte)
{
    size_t k = cvd_head_token_at(t, byte), first = k;
    bool asks = false;

    while (first > 0 && k - first < CLAUSE_TOKENS_MAX &&
           !ends_sentence(text, t->tok[first - 1].end,
                          first < t->count ? t->tok[first].start : byte))
        first--;
    for (size_t i = first; i < k; i++) {
        if (cvd_head_words_any(t, i, k, telling))
            return false;
        asks = asks || cvd_head_words_any(t, i, k, asking);
    }
    /* "Trước ngày 15/7, các đơn vị gửi báo cáo": what is asked follows. */
    for (size_t i = k; !asks && i + 1 < t->count && i < k + CLAUSE_TOKENS_MAX;
         i++) {
        if (i > k && ends_sentence(text, t->tok[i - 1].end, t->tok[i].start))
            break;
        asks = cvd_head_words_any(t, i, t->count, asking) > 0;
    }
    return asks;
}

static int compare_days(const struct cvd_date *a, const struct cvd_date *b)
{
    if (a->year != b->year)
        return a->year < b->year ? -1 : 1;
    if (!a->month || !b->month || a->month != b->month)
        return !a->month || !b->month ? 0 : a->month < b->month ? -1 : 1;
    if (!a->day || !b->day)
        return 0;
    return a->day < b->day ? -1 : a->day > b->day;
}

void cvd_deadlines_read(struct cvd_str text, const struct cvd_tokens *t,
                        const struct cvd_entities *e, struct cvd_form *f)
{
    size_t candidates = 0;

    for (size_t i = 0; i < e->date_count && candidates < CANDIDATES_MAX; i++) {
        const struct cvd_date *d = &e->dates[i];

        if (d->relation != CVD_DATE_BEFORE && d->relation != CVD_DATE_UNTIL)
            continue;
        candidates++;
        if ((d->year && f->header.date.year &&
             compare_days(d, &f->header.date) < 0) ||
            !is_asked(text, t, d->start))
            continue;
        if (f->deadline_count < CVD_FORM_DEADLINES_MAX)
            f->deadlines[f->deadline_count++].date = *d;
        else
            f->dropped++;
    }
}
