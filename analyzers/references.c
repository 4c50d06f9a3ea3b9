/* references.c - the documents that a text refers to by number.
 *
 * analyzers/ may include base/ and ICU.
 *
 * One walk over the numbers that cvd_entities_find() found, and over the
 * figures between them that are numbers only by what stands around them. */
#include "analyzers/agencies.h"
#include "analyzers/refer.h"

#include <stdlib.h>

enum {
    LIST_GAP_MAX = 400, /* between two of a list: what the first is about */
    ATTACHED_WORDS_MAX = 4, /* ban hành kèm theo */
    LIST_WORDS_MAX = 8  /* "các văn bản của Sở Giáo dục và Đào tạo:" */
};

static enum cvd_status make_room(struct cvd_references *out)
{
    if (out->count < out->cap)
        return CVD_OK;
    size_t cap = out->cap ? 2 * out->cap : 16;
    void *p = realloc(out->list, cap * sizeof *out->list);
    if (!p)
        return CVD_ENOMEM;
    out->list = p;
    out->cap = cap;
    return CVD_OK;
}

enum cvd_status cvd_refer_add(struct cvd_refer *r, struct cvd_reference *m)
{
    if (r->out->count == CVD_REFERENCES_MAX) {
        r->out->dropped++;
        r->pos = m->number.end; /* no date is looked for from further back */
        return CVD_OK;
    }
    cvd_refer_date(r, m);
    enum cvd_status st = make_room(r->out);
    if (st == CVD_OK)
        r->out->list[r->out->count++] = *m;
    r->pos = m->end;
    return st;
}

bool cvd_refer_number(struct cvd_str text, struct cvd_number *n)
{
    struct cvd_number read;

    /* `text` may be of *n itself. */
    if (!cvd_scan_number(text, 0, true, false, &read) ||
        read.end != text.len)
        return false;
    read.start = n->start;
    read.end = n->end;
    *n = read;
    return true;
}

/* Whether the mention of `n` is dated to another day than the document. */
static bool is_dated_otherwise(struct cvd_refer *r,
                               const struct cvd_number *n)
{
    const struct cvd_date *own = r->own_date;
    struct cvd_reference m = { .start = n->start, .number = *n };

    if (!own || !own->day)
        return false;
    cvd_refer_date(r, &m);
    return m.date.day && !m.date_elsewhere &&
           (m.date.day != own->day || m.date.month != own->month ||
            m.date.year != own->year);
}

bool cvd_refer_is_own(struct cvd_refer *r, const struct cvd_number *n)
{
    const struct cvd_number *own = r->own;

    if (!own || !*own->symbol)
        return false;
    if (*own->folded_key && *n->folded_key)
        return strcmp(own->folded_key, n->folded_key) == 0 &&
               !is_dated_otherwise(r, n);
    return !*n->number && strcmp(own->symbol, n->symbol) == 0;
}

/* Whether a paragraph or a cell of the head begins at `i`. */
static bool begins_cell(struct cvd_str t, size_t i)
{
    size_t k = i;

    while (k > 0 && (t.ptr[k - 1] == ' ' || t.ptr[k - 1] == '*'))
        k--;
    return k == 0 || i - k > 1 || strchr("\n\r\t|", t.ptr[k - 1]);
}

/* Whether the sentence goes on behind the number of a "Số" that begins a
 * line: it is cited. */
static bool runs_on(struct cvd_str t, size_t end)
{
    size_t b = cvd_scan_blanks(t, end);
    bool comma = b < t.len && t.ptr[b] == ',';

    if (comma)
        b = cvd_scan_blanks(t, b + 1);
    return (b - end < 2 || comma) && cvd_scan_lower_at(t, b) &&
           !(t.ptr[b] == 'v' && b + 1 < t.len && t.ptr[b + 1] == '/');
}

/* Whether `n` heads a letter, this one or one that follows it in the text;
 * the type may stand above it as a heading. */
static bool is_letterhead(const struct cvd_refer *r,
                          const struct cvd_number *n,
                          const struct cvd_refer_lead *lead)
{
    struct cvd_refer_word w;
    size_t so = lead->so_start;

    if (!lead->so || r->t.ptr[so] != 'S' || runs_on(r->t, n->end) ||
        !begins_cell(r->t, so))
        return false;
    if (!lead->named)
        return true;
    size_t k = cvd_refer_fill_back(r->t, r->pos, so);
    return memchr(r->t.ptr + k, '\n', so - k) &&
           cvd_refer_word_before(r->t, r->pos, k, &w) && w.caps;
}

/* Whether what begins at `i` is what an annex says it belongs to: "Kèm theo
 * Quyết định số    /QĐ-UBND"; "(Đính kèm Công văn số" where a bracket or a line
 * begins. */
static bool is_attached_to(const struct cvd_refer *r, size_t i)
{
    static const char *const words[] = { "kem", "theo", "dinh", "ban", "hanh",
                                         NULL };
    struct cvd_refer_word w = { 0 };
    bool theo = false, kem = false;

    for (int n = 0; n < ATTACHED_WORDS_MAX; n++) {
        size_t k = cvd_refer_fill_back(r->t, r->pos, i);
        char c = k > r->pos ? r->t.ptr[k - 1] : '\n';
        bool line = k == r->pos || memchr(r->t.ptr + k, '\n', i - k);

        if (n > 0 && (c == '(' || c == '*' || (line && w.capital)))
            return theo || kem;
        if (!cvd_refer_word_before(r->t, r->pos, k, &w) ||
            !cvd_refer_is_any(&w, words))
            return false;
        kem = kem || cvd_refer_is(&w, "kem");
        if (kem && theo)
            return true;
        theo = theo || cvd_refer_is(&w, "theo");
        i = w.start;
    }
    return false;
}

/* Whether the number between `start` and `end` is shown as an example, all
 * that is in quotation marks: 'ghi "Số 12-CV/ĐU"'. */
static bool is_example(struct cvd_str t, size_t start, size_t end)
{
    static const char *const marks[][2] = {
        { "“", "”" }, { "\"", "\"" }, { "«", "»" }, { "‘", "’" }, { "'", "'" },
    };

    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        size_t open = strlen(marks[m][0]), close = strlen(marks[m][1]);

        if (start >= open && t.len - end >= close &&
            memcmp(t.ptr + start - open, marks[m][0], open) == 0 &&
            memcmp(t.ptr + end, marks[m][1], close) == 0)
            return true;
    }
    return false;
}

/* The type that the symbol says where no word does: the Party's -QĐ/TW is a
 * Quy định (Quy định 66-QĐ/TW), a State symbol without type a letter. */
static const char *type_by_symbol(struct cvd_refer *r,
                                  const struct cvd_number *n,
                                  const struct cvd_refer_lead *lead)
{
    const char *code = cvd_refer_symbol_code(r, n);

    if (code)
        return strcmp(n->symbol, "QĐ/TW") == 0 ? "quy-dinh" : code;
    if (lead->so && !lead->named && r->out->count) {
        const struct cvd_reference *last =
            &r->out->list[r->out->count - 1];

        if (!*last->number.type && *last->number.symbol &&
            n->start - last->end < LIST_GAP_MAX)
            return last->type; /* "Công văn số .. và số .." */
    }
    if (*n->type || strncmp(n->symbol, "QH", 2) == 0 ||
        strncmp(n->symbol, "UBTVQH", 6) == 0)
        return NULL;
    return "cong-van";
}

/* Whether a blank number is cited: a type governs it, and it is more than a
 * form to be filled in ("Quyết định số ..../QĐ-...."); and not that of the
 * document which an annex belongs to. */
static bool is_blank_cited(const struct cvd_refer *r,
                           const struct cvd_number *n,
                           const struct cvd_refer_lead *lead)
{
    if (!lead->named || cvd_doctype_abbr(cvd_str_from(n->symbol)))
        return false;
    return (r->own && *r->own->symbol) || !is_attached_to(r, lead->start);
}

/* Whether a list of documents begins at `i`: "tiếp theo các văn bản của Sở:
 * 2301/GDĐT-CTTT". */
static bool begins_list(const struct cvd_refer *r, size_t i)
{
    struct cvd_refer_word a, b;
    size_t k = cvd_refer_fill_back(r->t, r->pos, i);

    if (k == r->pos || r->t.ptr[k - 1] != ':')
        return false;
    k = cvd_refer_fill_back(r->t, r->pos, k - 1);
    if (!cvd_refer_word_before(r->t, r->pos, k, &b))
        return false;
    for (int n = 0; n < LIST_WORDS_MAX; n++) {
        k = cvd_refer_fill_back(r->t, r->pos, b.start);
        if (!cvd_refer_word_before(r->t, r->pos, k, &a))
            return false;
        if (cvd_refer_is_type(&a, &b) ||
            (cvd_refer_is(&a, "van") && cvd_refer_is(&b, "ban")))
            return true;
        b = a;
    }
    return false;
}

/* Whether a number stands for a document where no word says so: a letter's
 * symbol must name an agency that there is, or begin a list that is said to be
 * one of documents, or follow another number in it; what is left of a
 * standard's name at the end of a line is none. */
static bool is_evident(struct cvd_refer *r, const struct cvd_number *n,
                       const struct cvd_refer_lead *lead)
{
    const char *span = r->t.ptr + n->start;

    if (lead->so || lead->named ||
        n->end - n->start == cvd_str_trim(r->t).len)
        return true;
    if (cvd_refer_symbol_code(r, n))
        return *n->short_key || !memchr(span, '\n', n->end - n->start) ||
               strchr(n->number, '/') || strchr(n->number, '-');
    return cvd_agency_of_number(n) != NULL || begins_list(r, n->start) ||
           (r->out->count &&
            cvd_refer_joint(r->t, r->out->list[r->out->count - 1].end) ==
                n->start);
}

/* "Nghị định ...../2024/NĐ-CP": what is read as a running number is the year
 * of a blank one. */
static void clear_year(struct cvd_str t, struct cvd_number *n)
{
    size_t digits = cvd_scan_digits(t, n->start) - n->start;

    if (n->start == 0 || t.ptr[n->start - 1] != '/' || digits != 4 ||
        (memcmp(n->number, "19", 2) != 0 && memcmp(n->number, "20", 2) != 0))
        return;
    *n->number = *n->key = *n->folded_key = '\0';
}

/* "93/2019/NĐ-CP1": the mark of a footnote is glued to the symbol of one whose
 * symbol has no digit. */
static void clear_note(struct cvd_number *n)
{
    static const char *const plain[] = { "CP", "TTg", "TW", "TU", "UBND",
                                         "HĐND" };
    size_t len = strlen(n->number);

    if (len < 2 || n->number[len - 1] < '1' || n->number[len - 1] > '9')
        return;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        size_t k = strlen(plain[i]);

        if (len < k + 2 ||
            memcmp(n->number + len - 1 - k, plain[i], k) != 0 ||
            !strchr("/-", n->number[len - 2 - k]))
            continue;
        (void)cvd_refer_number((struct cvd_str){ n->number, len - 1 }, n);
        return;
    }
}

static enum cvd_status add_number(struct cvd_refer *r,
                                  const struct cvd_number *n)
{
    struct cvd_reference m = { .number = *n, .first = CVD_NO_REFERENCE };
    struct cvd_refer_lead lead;

    bool own = cvd_refer_is_own(r, n);
    if (own && (*n->number || !*r->own->number))
        return CVD_OK;
    clear_year(r->t, &m.number);
    clear_note(&m.number);
    cvd_refer_lead(r, n->start, n, &lead);
    /* Another one still to be numbered bears the same symbol. */
    if (own && (!lead.named || is_attached_to(r, lead.start)))
        return CVD_OK;
    if (lead.form || is_letterhead(r, n, &lead) || !is_evident(r, n, &lead) ||
        (!lead.named && is_example(r->t, lead.start, n->end)) ||
        (!*m.number.number && !is_blank_cited(r, n, &lead)))
        return CVD_OK;
    m.start = (uint32_t)lead.start;
    m.type = lead.code          ? lead.code
             : r->listed == n && r->listed_code
                 ? r->listed_code
                 : type_by_symbol(r, n, &lead);
    return cvd_refer_add(r, &m);
}

enum cvd_status cvd_references_find(struct cvd_str text,
                                    const struct cvd_entities *entities,
                                    const struct cvd_number *own,
                                    const struct cvd_date *own_date,
                                    struct cvd_references *out)
{
    struct cvd_refer r = { .t = text, .e = entities, .own = own,
                           .own_date = own_date, .out = out };
    enum cvd_status st = CVD_OK;
    size_t from = 0;

    out->count = out->dropped = 0;
    for (size_t i = 0; i <= entities->number_count && st == CVD_OK; i++) {
        const struct cvd_number *n = i < entities->number_count
                                         ? &entities->numbers[i]
                                         : NULL;

        st = cvd_refer_bare(&r, from, n ? n->start : text.len, n);
        if (n && st == CVD_OK) {
            st = add_number(&r, n);
            from = n->end;
            if (r.pos < from)
                r.pos = from;
        }
    }
    if (st == CVD_OK) {
        cvd_refer_clauses(text, entities, out);
        st = cvd_refer_tie(text, out);
    }
    return st;
}

void cvd_references_release(struct cvd_references *r)
{
    free(r->list);
    memset(r, 0, sizeof *r);
}
