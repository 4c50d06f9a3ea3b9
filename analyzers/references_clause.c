/* references_clause.c - what a document is about, as the clause that mentions
 * it says: refer.h.
 *
 * analyzers/ may include base/ and ICU.
 *
 * "Quyết định số 12/QĐ-UBND ngày .. của UBND tỉnh về việc [..]"; "Nghị định
 * số .. [quy định ..]".  This is the best title known of a document that is
 * not at hand. */
#include "analyzers/agencies.h"
#include "analyzers/refer.h"

enum {
    ADDRESSEE_WORDS_MAX = 24,
    ISSUER_BYTES_MAX = 200
};

/* ---- what it is about ------------------------------------------------- */

/* Whether a line that begins at `i` begins something new. */
static bool begins_item(struct cvd_str t, size_t i)
{
    size_t k = cvd_scan_blanks(t, i), d = cvd_scan_digits(t, k);
    struct cvd_refer_word a, b;

    if (k >= t.len || strchr("-+*|\n\r", t.ptr[k]) || cvd_refer_dash(t, k))
        return true;
    if (d > k)
        return d < t.len && (t.ptr[d] == '.' || t.ptr[d] == ')');
    if (d + 1 < t.len && t.ptr[d + 1] == ')')
        return true;
    return cvd_refer_two(t, k, &a, &b) && a.capital &&
           ((cvd_refer_is(&a, "can") && cvd_refer_is(&b, "cu")) ||
            (cvd_refer_is(&a, "dieu") && b.fold[0] <= '9') ||
            (cvd_refer_is(&a, "xet") && cvd_refer_is(&b, "de")) ||
            (cvd_refer_is(&a, "theo") && cvd_refer_is(&b, "de")));
}

/* Whether a name in quotation marks ends right before byte `i`. */
static bool closes_quote(struct cvd_str t, size_t i)
{
    return i > 0 && (t.ptr[i - 1] == '"' ||
                     (i >= 3 && memcmp(t.ptr + i - 3, "”", 3) == 0));
}

/* Whether the comma at `i` ends the clause: a body or a document comes, or
 * after a name in quotation marks anything but more of it: "về Cuộc vận động
 * “…”, toàn thị xã có". */
static bool comma_ends(struct cvd_str t, size_t i)
{
    static const char *const more[] = { "giai", "nhiem", "nam", "lan", "dot",
                                        "va", "gan", NULL };
    struct cvd_refer_word a, b;

    if (closes_quote(t, i) &&
        cvd_refer_word_at(t, cvd_refer_fill(t, i + 1), &a) && !a.capital &&
        !cvd_refer_is_any(&a, more))
        return true;
    if (!cvd_refer_two(t, cvd_refer_fill(t, i + 1), &a, &b))
        return false;
    if (cvd_refer_is(&a, "theo") && cvd_refer_is(&b, "do"))
        return true;
    return a.capital && (a.caps || cvd_refer_is_head(&a) ||
                         cvd_refer_is_type(&a, &b));
}

static bool after_is_blank(struct cvd_str t, size_t i)
{
    return i + 1 >= t.len || strchr(" \n\r\t/", t.ptr[i + 1]) != NULL;
}

/* `end` without the "và" that the next document is joined with. */
static size_t stop_before_and(struct cvd_str t, size_t i, size_t end)
{
    struct cvd_refer_word w;

    return cvd_refer_word_before(t, i, end, &w) && cvd_refer_is(&w, "va")
               ? w.start
               : end;
}

/* Whether the subject ends at the blank at `i`: what follows is said of the
 * document, not by its title. */
static bool subject_ends(struct cvd_str t, size_t i)
{
    static const char *const words[] = {
        " được sửa đổi", " đã được", " hết hiệu lực", " có hiệu lực",
        " tiếp tục có hiệu lực", " (sau đây", " (gọi tắt", " như sau",
        " để xem xét", " để báo cáo", " và đề nghị", NULL
    };

    for (const char *const *w = words; *w; w++) {
        if (t.len - i < 2 || t.ptr[i + 1] != (*w)[1])
            continue;
        size_t n = strlen(*w);
        if (t.len - i >= n && memcmp(t.ptr + i, *w, n) == 0)
            return true;
    }
    return false;
}

/* The end of the clause from `i`, before `stop`. */
static size_t clause_end(struct cvd_str t, size_t i, size_t stop)
{
    int open = 0;
    size_t k = i;

    if (stop - i > 2 * CVD_ABOUT_BYTES_MAX)
        stop = i + 2 * CVD_ABOUT_BYTES_MAX; /* more is cut anyway */
    for (; k < stop; k++) {
        char c = t.ptr[k];

        if (c == ';' || c == '|' || c == '\f' || (c == ')' && open-- == 0))
            break;
        if ((c == '.' || c == ':') && after_is_blank(t, k))
            break;
        if (c == '\n' && begins_item(t, k + 1))
            break;
        if ((c == ',' && comma_ends(t, k)) ||
            (c == ' ' && k > i && subject_ends(t, k)))
            break;
        open += c == '(';
    }
    for (;;) {
        while (k > i && strchr(" \n\r\t,(", t.ptr[k - 1]))
            k--;
        if (k != stop_before_and(t, i, k))
            k = stop_before_and(t, i, k);
        else
            return k;
    }
}

/* At most CVD_ABOUT_BYTES_MAX, cut at a word. */
static size_t cut(struct cvd_str t, size_t start, size_t end)
{
    if (end - start <= CVD_ABOUT_BYTES_MAX)
        return end;
    end = start + CVD_ABOUT_BYTES_MAX;
    while (end > start && (t.ptr[end] & 0xC0) == 0x80)
        end--;
    size_t k = end;
    while (k > start && t.ptr[k] != ' ' && t.ptr[k] != '\n')
        k--;
    return k > start ? k : end;
}

static struct cvd_refer_span read_about(struct cvd_str t, size_t i, size_t stop)
{
    struct cvd_refer_span s = { i, i };
    struct cvd_refer_word a, b;
    size_t k = cvd_refer_fill(t, i), q;

    if (k < stop && t.ptr[k] == ',')
        k = cvd_refer_fill(t, k + 1);
    q = cvd_refer_quote(t, k, stop);
    if (q) {
        size_t mark = t.ptr[k] == '"' ? 1 : t.ptr[k] == '\xC2' ? 2 : 3;
        return (struct cvd_refer_span){ k + mark, q - mark };
    }
    if (k >= stop || !cvd_refer_two(t, k, &a, &b))
        return s;
    if (cvd_refer_is(&a, "v") && cvd_refer_is(&b, "v") &&
        b.start == a.end + 1 && t.ptr[a.end] == '/')
        k = cvd_refer_fill(t, b.end);
    else if (cvd_refer_is(&a, "ve") && cvd_refer_is(&b, "viec"))
        k = cvd_refer_fill(t, b.end);
    else if (cvd_refer_is(&a, "ve"))
        k = cvd_refer_fill(t, a.end);
    else if (!cvd_refer_is_deed(&a, &b))
        return s;
    if (k >= stop)
        return s;
    s.start = k;
    s.end = cut(t, k, clause_end(t, k, stop));
    return s;
}

/* ---- the whole clause ------------------------------------------------- */

/* "về .. của Chính phủ": what it is about may end with who issued it, sure
 * where the symbol says so too. */
static struct cvd_refer_span issuer_at_end(struct cvd_str t,
                                           const struct cvd_reference *m,
                                           struct cvd_refer_span *about)
{
    static const char of[] = " của ";
    struct cvd_refer_span none = { 0, 0 };
    size_t len = sizeof of - 1, k = about->end;

    while (k > about->start + len && memcmp(t.ptr + k - len, of, len) != 0)
        k--;
    if (k <= about->start + len)
        return none;
    const struct cvd_agency *agency = cvd_agency_of_number(&m->number);
    size_t name = agency ? strlen(agency->name) : SIZE_MAX;
    if (about->end - k < name ||
        about->end - k > ISSUER_BYTES_MAX ||
        memcmp(t.ptr + about->end - name, agency->name, name) != 0)
        return none;
    struct cvd_refer_span s = { k, about->end };
    about->end = k - len;
    return s;
}

/* Whether mention `m` is the next of a list or stands in brackets, where the
 * clause before it ends; else it is named inside that clause: "về việc tiếp
 * tục thực hiện Chỉ thị số 36/CT-TW". */
static bool ends_clause(struct cvd_str t, const struct cvd_reference *m)
{
    struct cvd_refer_word w;
    size_t k = cvd_refer_fill_back(t, 0, m->start);

    if (k > 0 && strchr(",;.:(|\n", t.ptr[k - 1]))
        return true;
    return cvd_refer_word_before(t, 0, k, &w) && cvd_refer_is(&w, "va");
}

/* "gửi Hội Khuyến học về việc": past whom it was sent to. */
static size_t past_addressee(struct cvd_str t, size_t i, size_t stop)
{
    struct cvd_refer_word w;
    size_t k = cvd_refer_fill(t, i);

    if (k >= stop || !cvd_refer_word_at(t, k, &w) || !cvd_refer_is(&w, "gui"))
        return i;
    for (int n = 0; n < ADDRESSEE_WORDS_MAX; n++) {
        k = cvd_refer_fill(t, w.end);
        if (k < stop && t.ptr[k] == ',')
            k = cvd_refer_fill(t, k + 1);
        if (k >= stop || !cvd_refer_word_at(t, k, &w))
            break;
        if (cvd_refer_is(&w, "ve"))
            return w.start;
    }
    return i;
}

/* What a clause is read with. */
struct reader {
    struct cvd_str t;
    const struct cvd_entities *e;
    size_t date;          /* dates from here on stand after the clause */
    size_t stop;          /* where the clause ends at the latest */
};

/* "của UBND tỉnh ngày 5/6/2024": the date stands after the issuer, which ends
 * at `i`; past it, or `i`.  After a comma another clause may begin. */
static size_t past_date(struct reader *r, struct cvd_reference *m, size_t i)
{
    const struct cvd_date *dates = r->e->dates;
    size_t k = cvd_refer_fill(r->t, i);

    while (r->date > 0 && dates[r->date - 1].start >= i)
        r->date--;
    if (m->date.year || r->date == r->e->date_count ||
        (k < r->t.len && r->t.ptr[k] == ','))
        return i;
    const struct cvd_date *d = &dates[r->date];
    if (!cvd_date_is_single(d) || d->end > r->stop ||
        !cvd_refer_date_follows(r->t, i, d))
        return i;
    m->date = *d;
    m->date_elsewhere = true;
    return d->end;
}

static void read_clause(struct reader *r, size_t from,
                        struct cvd_reference *m)
{
    struct cvd_refer_span s = cvd_refer_issuer_after(r->t, m->end, r->stop);
    size_t k = s.end > s.start ? past_date(r, m, s.end) : m->end;
    struct cvd_refer_span about =
        read_about(r->t, past_addressee(r->t, k, r->stop), r->stop);

    if (s.start == s.end)
        s = issuer_at_end(r->t, m, &about);
    if (s.start == s.end)
        s = cvd_refer_issuer_before(r->t, from, m->start);
    if (s.start < s.end) {
        m->issuer_start = (uint32_t)s.start;
        m->issuer_end = (uint32_t)s.end;
    }
    if (about.start < about.end) {
        m->about_start = (uint32_t)about.start;
        m->about_end = (uint32_t)about.end;
    }
}

/* What abbreviates the agency in a symbol: the TU of KH/TU. */
static struct cvd_str agency_part(const struct cvd_number *n)
{
    const char *p = n->symbol;
    size_t type = strlen(n->type);

    if (type && strncmp(p, n->type, type) == 0 && p[type])
        p += type + 1;
    return (struct cvd_str){ p, strcspn(p, "-/(") };
}

/* Whether `next` follows `m` in a list without type ("số 12/QĐ-UBND, số
 * 13/QĐ-UBND"), or with one and of the same agency ("Kế hoạch số 12-KH/TU,
 * Chỉ thị số 02-CT/TU"). */
static bool is_listed(struct cvd_str t, const struct cvd_reference *m,
                      const struct cvd_reference *next)
{
    char c = t.ptr[next->start];
    struct cvd_str a = agency_part(&m->number), b = agency_part(&next->number);
    size_t joint = cvd_refer_joint(t, m->end);

    if (c == 's' || c == 'S' || (c >= '0' && c <= '9'))
        return joint >= next->number.start;
    return joint == next->start && a.len && cvd_str_equal(a, b);
}

/* "số 12/QĐ-UBND, số 13/QĐ-UBND của UBND tỉnh": the issuer of `next` is that
 * of `m` too. */
static void share_issuer(struct cvd_str t, struct cvd_reference *m,
                         const struct cvd_reference *next)
{
    if (m->issuer_start < m->issuer_end || next->issuer_start < next->end ||
        !is_listed(t, m, next))
        return;
    m->issuer_start = next->issuer_start;
    m->issuer_end = next->issuer_end;
}

/* "các kế hoạch của Tỉnh ủy: số 04-KH/TU, số 11-KH/TU": who is named before
 * the first of a list issued all. */
static void share_forward(struct cvd_str t, struct cvd_references *list)
{
    for (size_t i = 1; i < list->count; i++) {
        const struct cvd_reference *p = &list->list[i - 1];
        struct cvd_reference *m = &list->list[i];

        if (p->issuer_start == p->issuer_end || p->issuer_end > p->start ||
            m->issuer_start < m->issuer_end || !is_listed(t, p, m))
            continue;
        m->issuer_start = p->issuer_start;
        m->issuer_end = p->issuer_end;
    }
}

void cvd_refer_clauses(struct cvd_str t, const struct cvd_entities *e,
                       struct cvd_references *list)
{
    struct reader r = { t, e, e->date_count, t.len };
    const struct cvd_reference *next = NULL;

    /* From the last to the first: a clause ends where the next begins. */
    for (size_t i = list->count; i-- > 0;) {
        struct cvd_reference *m = &list->list[i];

        if (m->first == CVD_REFER_PENDING)
            continue;
        if (r.stop < m->end)
            r.stop = m->end;
        read_clause(&r, i > 0 ? list->list[i - 1].end : 0, m);
        if (next)
            share_issuer(t, m, next);
        if (ends_clause(t, m))
            r.stop = m->start;
        next = m;
    }
    share_forward(t, list);
}
