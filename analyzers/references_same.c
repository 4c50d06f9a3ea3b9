/* references_same.c - which mentions are of one document: refer.h.
 *
 * analyzers/ may include base/ and ICU.
 *
 * The same number is the same document unless dates or seats of the issuers
 * contradict: every province has a 37-KH/TU, and State numbers begin anew
 * each year.  What one mention says serves the others. */
#include "analyzers/refer.h"

#include <stdlib.h>

enum {
    NONE = UINT32_MAX,
    SAME_KEY_MAX = 16,    /* documents of one number that are told apart */
    LOST_MAX = 64         /* numbers with letters lost that are looked up */
};

/* First mentions by a hash, those of one hash linked. */
struct index {
    uint32_t *bucket;
    uint32_t *next;       /* per mention */
    size_t mask;
};

static enum cvd_status index_init(struct index *x, size_t count)
{
    size_t size = 16;

    while (size < 2 * count)
        size *= 2;
    x->bucket = malloc(size * sizeof *x->bucket);
    x->next = malloc((count + 1) * sizeof *x->next);
    x->mask = size - 1;
    if (!x->bucket || !x->next)
        return CVD_ENOMEM;
    memset(x->bucket, 0xFF, size * sizeof *x->bucket);
    return CVD_OK;
}

static void index_release(struct index *x)
{
    free(x->bucket);
    free(x->next);
}

static void index_add(struct index *x, uint64_t hash, size_t i)
{
    uint32_t *b = &x->bucket[hash & x->mask];

    x->next[i] = *b;
    *b = (uint32_t)i;
}

/* ---- whether two mentions may be of one document ----------------------- */

static bool dates_agree(const struct cvd_date *a, const struct cvd_date *b)
{
    if (!a->year || !b->year)
        return true;
    return a->year == b->year &&
           (!a->month || !b->month || a->month == b->month) &&
           (!a->day || !b->day || a->day == b->day);
}

/* The level and name of the place that issuer [i, end) ends with: "UBND
 * huyện [Đức Thọ]"; false where it names none. */
static bool read_seat(struct cvd_str t, size_t i, size_t end,
                      struct cvd_refer_word *level, size_t *name)
{
    static const char *const levels[] = { "tinh", "huyen", "xa", "phuong",
                                          "quan", "pho", NULL };
    struct cvd_refer_word w;
    bool found = false;

    while (i < end && cvd_refer_word_at(t, i, &w)) {
        i = cvd_refer_fill(t, w.end);
        if (!w.capital && cvd_refer_is_any(&w, levels)) {
            *level = w;
            *name = i;
            found = true;
        }
    }
    return found;
}

/* Whether the seats of two issuers may be one: "UBND huyện A" and "UBND
 * huyện B" are two, "UBND tỉnh" may be that of any. */
static bool seats_agree(struct cvd_str t, const struct cvd_reference *a,
                        const struct cvd_reference *b)
{
    struct cvd_refer_word la, lb;
    size_t i, k;

    if (!read_seat(t, a->issuer_start, a->issuer_end, &la, &i) ||
        !read_seat(t, b->issuer_start, b->issuer_end, &lb, &k))
        return true;
    if (strcmp(la.fold, lb.fold) != 0)
        return false;
    while (i < a->issuer_end && k < b->issuer_end &&
           cvd_refer_word_at(t, i, &la) && cvd_refer_word_at(t, k, &lb)) {
        if (strcmp(la.fold, lb.fold) != 0)
            return false;
        i = cvd_refer_fill(t, la.end);
        k = cvd_refer_fill(t, lb.end);
    }
    return true;
}

/* The year that number "197/2025/QH15" has, or 0. */
static unsigned year_of(const struct cvd_number *n)
{
    const char *p = strchr(n->number, '/');
    unsigned year = 0, digits = 0;

    while (p && p[1 + digits] >= '0' && p[1 + digits] <= '9' && digits < 5)
        year = year * 10 + (unsigned)(p[++digits] - '0');
    return digits == 4 && p[5] == '/' ? year : 0;
}

/* Whether a date is to be believed beyond its own mention: a number with a
 * year is of that year, whatever a misprint says. */
static bool is_credible(const struct cvd_reference *m)
{
    unsigned year = year_of(&m->number);

    return m->date.year && (!year || year == m->date.year);
}

static bool may_be_same(const struct cvd_reference *a,
                        const struct cvd_reference *b)
{
    return !is_credible(a) || !is_credible(b) ||
           dates_agree(&a->date, &b->date);
}

static bool is_whole(const struct cvd_reference *m)
{
    return *m->number.folded_key != '\0';
}

static bool same_number(const struct cvd_number *a, const struct cvd_number *b)
{
    return strcmp(a->folded_key, b->folded_key) == 0 ||
           (*a->short_key && strcmp(a->short_key, b->folded_key) == 0) ||
           (*b->short_key && strcmp(b->short_key, a->folded_key) == 0);
}

/* ---- keys ------------------------------------------------------------- */

/* A standard is found by its key without the year too. */
static uint64_t hash_of_key(const struct cvd_number *n)
{
    return cvd_hash64(cvd_str_from(*n->short_key ? n->short_key
                                                 : n->folded_key));
}

/* The running number at the head of `number`, without leading zeros. */
static struct cvd_str running_of(const char *number)
{
    while (*number == '0' && number[1] >= '0' && number[1] <= '9')
        number++;
    return (struct cvd_str){ number, strcspn(number, "/- ") };
}

static uint64_t hash_of_short(const struct cvd_reference *m)
{
    struct cvd_str type = cvd_str_from(m->type);

    return cvd_hash64(running_of(m->number.number)) * 31 + cvd_hash64(type);
}

/* ---- tying ------------------------------------------------------------ */

struct tie {
    struct cvd_str t;
    struct cvd_references *list;
    struct index by_key, by_short;
};

/* The first mention of what `m` mentions, the last of several, or NONE.
 * *sole: there are not several. */
static uint32_t find_first(const struct tie *x, const struct cvd_reference *m,
                           bool *sole)
{
    uint32_t k = x->by_key.bucket[hash_of_key(&m->number) & x->by_key.mask];
    uint32_t found = NONE;

    *sole = true;
    for (int n = 0; k != NONE && n < SAME_KEY_MAX; k = x->by_key.next[k]) {
        const struct cvd_reference *f = &x->list->list[k];

        if (!same_number(&f->number, &m->number))
            continue;
        n++;
        if (!may_be_same(f, m) ||
            !seats_agree(x->t, f, m))
            continue;
        *sole = found == NONE;
        if (found == NONE)
            found = k;
    }
    return found;
}

/* The last document named before `m` with its type and running number. */
static uint32_t find_short(const struct tie *x, const struct cvd_reference *m)
{
    struct cvd_str running = running_of(m->number.number);
    uint32_t k = x->by_short.bucket[hash_of_short(m) & x->by_short.mask];

    for (int n = 0; k != NONE && n < SAME_KEY_MAX;
         k = x->by_short.next[k], n++) {
        const struct cvd_reference *f = &x->list->list[k];

        if (f->type && m->type && strcmp(f->type, m->type) == 0 &&
            cvd_str_equal(running_of(f->number.number), running) &&
            may_be_same(f, m))
            return k;
    }
    return NONE;
}

static void take_number(struct cvd_reference *m, const struct cvd_number *n)
{
    uint32_t start = m->number.start, end = m->number.end;

    m->number = *n;
    m->number.start = start;
    m->number.end = end;
}

/* What mention `m` adds to the first of its document. */
static void tell_first(struct cvd_reference *f, const struct cvd_reference *m)
{
    if (is_credible(m) && (!f->date.year || (!f->date.month && m->date.month) ||
                         (!f->date.day && m->date.day))) {
        bool had = f->date.year != 0 && !f->date_elsewhere;

        if (had)
            return; /* its own, less precise, stays */
        f->date = m->date;
        f->date_elsewhere = true;
    }
}

static bool is_short(const struct cvd_reference *m)
{
    return !*m->number.symbol && *m->number.number;
}

static void tie_one(struct tie *x, size_t i)
{
    struct cvd_reference *m = &x->list->list[i];
    uint32_t first = NONE;
    bool sole = true;

    if (is_short(m)) {
        first = m->type ? find_short(x, m) : NONE;
        if (first != NONE) {
            /* "Kế hoạch 277" keeps its number as it stands there. */
            char printed[CVD_SYMBOL_MAX];
            memcpy(printed, m->number.number, sizeof printed);
            take_number(m, &x->list->list[first].number);
            memcpy(m->number.number, printed, sizeof printed);
            while (x->list->list[first].first >= 0)
                first = (uint32_t)x->list->list[first].first;
        }
    } else if (is_whole(m)) {
        first = find_first(x, m, &sole);
    } else {
        return;
    }
    if (first != NONE) {
        m->first = (int32_t)first;
        m->date_elsewhere = m->date_elsewhere || (!sole && !m->date.year);
        tell_first(&x->list->list[first], m);
        return;
    }
    if (m->first == CVD_REFER_PENDING)
        return;
    if (is_whole(m))
        index_add(&x->by_key, hash_of_key(&m->number), i);
    if (m->type)
        index_add(&x->by_short, hash_of_short(m), i);
}

/* Give every mention the date that its document has; one that may mean two
 * documents bears the mark without a date. */
static void share_dates(struct cvd_references *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct cvd_reference *m = &list->list[i];

        if (m->first < 0 || m->date.year)
            continue;
        if (!m->date_elsewhere && is_credible(&list->list[m->first]))
            m->date = list->list[m->first].date;
        m->date_elsewhere = m->date.year != 0;
    }
}

/* Drop what stayed pending; the indexes of the others move up. */
static enum cvd_status drop_pending(struct cvd_references *list)
{
    int32_t *to = malloc((list->count + 1) * sizeof *to);
    size_t kept = 0;

    if (!to)
        return CVD_ENOMEM;
    for (size_t i = 0; i < list->count; i++) {
        struct cvd_reference *m = &list->list[i];

        to[i] = (int32_t)kept;
        if (m->first == CVD_REFER_PENDING)
            continue;
        if (m->first >= 0)
            m->first = to[m->first];
        list->list[kept++] = *m;
    }
    list->count = kept;
    free(to);
    return CVD_OK;
}

/* ---- letters lost in print -------------------------------------------- */

/* Whether the letters of `part` are among those of `whole`, in order, with
 * every separator of the whole. */
static bool is_remnant(const char *part, const char *whole)
{
    for (; *whole; whole++) {
        bool sep = *whole == '/' || *whole == '-';

        if (*part == *whole)
            part++;
        else if (sep)
            return false;
    }
    return *part == '\0';
}

/* "126/2024/Đ-CP": no other symbol ends so. */
static void restore_decree(struct cvd_number *n)
{
    static const char lost[] = "Đ-CP";
    char text[CVD_SYMBOL_MAX + 1];
    size_t len = strlen(n->number);

    if (strcmp(n->symbol, lost) != 0 || len < sizeof lost ||
        len + 1 >= sizeof text)
        return;
    size_t head = len - (sizeof lost - 1);
    memcpy(text, n->number, head);
    text[head] = 'N';
    memcpy(text + head + 1, lost, sizeof lost);
    (void)cvd_refer_number((struct cvd_str){ text, len + 1 }, n);
}

static void restore(struct cvd_references *list)
{
    unsigned lost = 0;

    for (size_t i = 0; i < list->count; i++) {
        struct cvd_reference *m = &list->list[i];

        restore_decree(&m->number);
        if (is_whole(m) || !*m->number.symbol || !*m->number.number ||
            ++lost > LOST_MAX)
            continue;
        for (size_t k = 0; k < list->count; k++) {
            const struct cvd_reference *f = &list->list[k];

            if (is_whole(f) && is_remnant(m->number.number,
                                          f->number.number)) {
                take_number(m, &f->number);
                break;
            }
        }
    }
}

enum cvd_status cvd_refer_tie(struct cvd_str t, struct cvd_references *list)
{
    struct tie x = { .t = t, .list = list };
    enum cvd_status st;

    restore(list);
    st = index_init(&x.by_key, list->count);
    if (st == CVD_OK)
        st = index_init(&x.by_short, list->count);
    for (size_t i = 0; i < list->count && st == CVD_OK; i++)
        tie_one(&x, i);
    if (st == CVD_OK) {
        share_dates(list);
        st = drop_pending(list);
    }
    index_release(&x.by_key);
    index_release(&x.by_short);
    return st;
}
