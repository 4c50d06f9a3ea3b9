/* kwic.c - concordance: a line for each place where a query's words stand.
 *
 * Places first, without what stands around them; then, by reading the
 * documents once more in their order, what the lines are sorted by, and last
 * the lines of the page. */
#include "analyzers/collate.h"
#include "search/kwic_places.h"
#include "search/research.h"
#include "search/strings.h"
#include "search/warnings.h"

#include <stdlib.h>

enum {
    /* Words around a keyword that sort it stand in so many code points:
     * eight or so, whatever width is shown. */
    SORT_POINTS = 40,
    KEYWORD_POINTS = 1000, /* shown: between two words may stand anything */
    KEY_STEPS = 64,       /* of the clock, that sorting a line is worth */
    LATE_LINES = 100      /* shown behind the deadline: a few milliseconds */
};

/* A line to be sorted. */
struct keyed {
    size_t from;             /* its key in the keys */
    struct cvd_str key;
    uint32_t place;
};

struct listing {
    struct cvd_searcher *s;
    const struct cvd_kwic_form *form;
    struct cvd_docset set;
    struct cvd_kwic_places places;
    struct keyed *order;     /* by place at first */
    struct cvd_buf keys;
    struct cvd_collator *collator;
    struct cvd_tokens tokens; /* scratch, as the line */
    struct cvd_buf line;
    uint32_t read;           /* docno of s->doc, 0: none of ours */
    unsigned reads;          /* since the files were given back */
};

/* Have the document of a place, with its text, in s->doc. */
static enum cvd_status read_place(struct listing *l,
                                  const struct cvd_kwic_place *p,
                                  struct cvd_err *err)
{
    uint32_t docno = p->at + 1;

    if (l->read == docno)
        return CVD_OK;
    l->read = 0;
    if (++l->reads == CVD_KWIC_REST) {
        cvd_store_rest(l->s->store);
        l->reads = 0;
    }
    enum cvd_status st = cvd_store_read(l->s->store, docno, true, &l->s->doc,
                                        err);
    if (st == CVD_OK)
        l->read = docno;
    return st;
}

/* ---- sorting --------------------------------------------------------- */

/* Behind every key of a word. */
static enum cvd_status add_last(struct listing *l)
{
    return cvd_buf_add_char(&l->keys, '\xFF');
}

/* Append the keys of the words of l->line, from the last to the first if
 * `back`. */
static enum cvd_status add_words(struct listing *l, bool back)
{
    enum cvd_status st = cvd_tokenize(cvd_buf_str(&l->line), &l->tokens);
    size_t n = l->tokens.count;

    for (size_t i = 0; i < n && st == CVD_OK; i++)
        st = cvd_collate_key(l->collator,
                             cvd_token_exact(&l->tokens, back ? n - 1 - i
                                                              : i),
                             &l->keys);
    return st;
}

/* Append what place `p`, whose document is read, is sorted by. */
static enum cvd_status add_key(struct listing *l,
                               const struct cvd_kwic_place *p)
{
    const struct cvd_doc *d = &l->s->doc;
    struct cvd_str code = cvd_doc_value(d, CVD_F_PROVINCE);
    struct cvd_str date = cvd_doc_value(d, CVD_F_DATE);
    enum cvd_status st;

    cvd_buf_clear(&l->line);
    switch (l->form->sort) {
    case CVD_KWIC_LEFT:
        st = cvd_context_left(d->text, p->start, SORT_POINTS, &l->line);
        return st == CVD_OK ? add_words(l, true) : st;
    case CVD_KWIC_RIGHT:
        st = cvd_context_right(d->text, p->end, SORT_POINTS, &l->line);
        return st == CVD_OK ? add_words(l, false) : st;
    case CVD_KWIC_DATE:
        return date.len ? cvd_buf_add(&l->keys, date) : add_last(l);
    case CVD_KWIC_PROVINCE:
        if (!code.len)
            return add_last(l);
        st = cvd_buf_add(&l->line, cvd_value_label(CVD_F_PROVINCE, code));
        return st == CVD_OK ? add_words(l, false) : st;
    case CVD_KWIC_TEXT:
        break;
    }
    return CVD_OK;
}

static int by_key(const void *pa, const void *pb)
{
    const struct keyed *a = pa, *b = pb;
    int c = cvd_str_compare(a->key, b->key);

    return c ? c : a->place < b->place ? -1 : a->place > b->place;
}

/* Put the places in the order asked for; those that there is no time for are
 * forgotten. */
static enum cvd_status sort_places(struct listing *l, struct cvd_err *err)
{
    struct cvd_clock *clock = cvd_store_clock(l->s->store);
    size_t n = l->places.count;
    enum cvd_status st = CVD_OK;

    l->order = calloc(n + 1, sizeof *l->order);
    if (!l->order)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < n; i++)
        l->order[i].place = (uint32_t)i;
    if (l->form->sort == CVD_KWIC_TEXT)
        return CVD_OK;
    st = cvd_collator_new(&l->collator, err);
    for (size_t i = 0; i < n && st == CVD_OK; i++) {
        const struct cvd_kwic_place *p = &l->places.list[i];
        if (cvd_clock_steps(clock, KEY_STEPS)) {
            n = l->places.count = i;
            break;
        }
        l->order[i].from = l->keys.len;
        st = read_place(l, p, err);
        if (st == CVD_OK && (st = add_key(l, p)) != CVD_OK)
            st = cvd_fail(err, st, "cannot sort the lines");
        l->order[i].key.len = l->keys.len - l->order[i].from;
    }
    if (st != CVD_OK)
        return st;
    for (size_t i = 0; i < n; i++) /* the keys move no more */
        l->order[i].key.ptr = l->keys.ptr + l->order[i].from;
    qsort(l->order, n, sizeof *l->order, by_key);
    cvd_buf_release(&l->keys); /* the page needs the room */
    return CVD_OK;
}

/* ---- the page -------------------------------------------------------- */

enum side { LEFT, KEYWORD, RIGHT };

static enum cvd_status keep_side(struct listing *l,
                                 const struct cvd_kwic_place *p,
                                 enum side side, struct cvd_kwic *k,
                                 struct cvd_str *out)
{
    struct cvd_str text = l->s->doc.text;
    struct cvd_str keyword = { text.ptr + p->start, p->end - p->start };
    enum cvd_status st;

    cvd_buf_clear(&l->line);
    if (side == LEFT)
        st = cvd_context_left(text, p->start, l->form->width, &l->line);
    else if (side == RIGHT)
        st = cvd_context_right(text, p->end, l->form->width, &l->line);
    else
        st = cvd_context_line(cvd_utf8_first(keyword, KEYWORD_POINTS),
                              &l->line);
    return st == CVD_OK
               ? cvd_strings_keep(&k->strings, cvd_buf_str(&l->line), out)
               : st;
}

/* What lines of one document share. */
static enum cvd_status keep_document(const struct cvd_doc *d,
                                     struct cvd_kwic *k,
                                     struct cvd_kwic_line *out)
{
    enum cvd_status st = cvd_strings_keep(&k->strings, d->id, &out->id);

    if (st == CVD_OK)
        st = cvd_strings_keep(&k->strings, cvd_doc_value(d, CVD_F_DATE),
                              &out->date);
    if (st == CVD_OK)
        st = cvd_strings_keep(&k->strings, cvd_doc_value(d, CVD_F_PROVINCE),
                              &out->province);
    return st;
}

/* Fill in a line; `same` is one of the same document, or NULL. */
static enum cvd_status fill_line(struct listing *l,
                                 const struct cvd_kwic_place *p,
                                 const struct cvd_kwic_line *same,
                                 struct cvd_kwic *k,
                                 struct cvd_kwic_line *out,
                                 struct cvd_err *err)
{
    enum cvd_status st = read_place(l, p, err);

    if (st != CVD_OK)
        return st;
    if (same)
        *out = (struct cvd_kwic_line){ .id = same->id, .date = same->date,
                                       .province = same->province };
    else
        st = keep_document(&l->s->doc, k, out);
    out->start = p->first_point;
    out->end = p->end_point;
    if (st == CVD_OK)
        st = keep_side(l, p, LEFT, k, &out->left);
    if (st == CVD_OK)
        st = keep_side(l, p, KEYWORD, k, &out->keyword);
    if (st == CVD_OK)
        st = keep_side(l, p, RIGHT, k, &out->right);
    return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
}

/* A line of the page: its place, and where it goes. */
struct shown {
    uint32_t place, line;
};

static int by_place(const void *pa, const void *pb)
{
    const struct shown *a = pa, *b = pb;

    return a->place < b->place ? -1 : a->place > b->place;
}

/* Fill in the page, each document read once. */
static enum cvd_status fill_page(struct listing *l,
                                 const struct cvd_request *r,
                                 struct cvd_kwic *k, struct cvd_err *err)
{
    size_t n = l->places.count > r->offset ? l->places.count - r->offset : 0;
    const struct cvd_kwic_place *list = l->places.list;
    enum cvd_status st = CVD_OK;

    n = n < r->limit ? n : r->limit;
    n = n < LATE_LINES || !cvd_searcher_late(l->s) ? n : LATE_LINES;
    struct shown *page = calloc(n + 1, sizeof *page);
    k->lines = calloc(n + 1, sizeof *k->lines);
    if (!page || !k->lines)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < n && st == CVD_OK; i++)
        page[i] = (struct shown){ l->order[r->offset + i].place,
                                  (uint32_t)i };
    if (st == CVD_OK)
        qsort(page, n, sizeof *page, by_place);
    for (size_t i = 0; i < n && st == CVD_OK; i++) {
        bool same = i && list[page[i].place].at == list[page[i - 1].place].at;
        st = fill_line(l, &list[page[i].place],
                       same ? &k->lines[page[i - 1].line] : NULL, k,
                       &k->lines[page[i].line], err);
    }
    if (st == CVD_OK)
        k->count = n;
    free(page);
    return st;
}

/* ---- all together ---------------------------------------------------- */

static enum cvd_status check(const struct cvd_request *r,
                             const struct cvd_kwic_form *form,
                             struct cvd_err *err)
{
    if (r->limit > CVD_KWIC_LINES_MAX)
        return cvd_fail(err, CVD_EUSAGE, "limit is at most %d",
                        CVD_KWIC_LINES_MAX);
    if (r->offset > CVD_OFFSET_MAX)
        return cvd_fail(err, CVD_EUSAGE, "offset is at most %d",
                        CVD_OFFSET_MAX);
    if (form->width > CVD_KWIC_WIDTH_MAX)
        return cvd_fail(err, CVD_EUSAGE, "width is at most %d",
                        CVD_KWIC_WIDTH_MAX);
    if (form->sample > CVD_KWIC_LINES_MAX ||
        form->lines_max > CVD_KWIC_LINES_MAX)
        return cvd_fail(err, CVD_EUSAGE, "a sample is at most %d lines",
                        CVD_KWIC_LINES_MAX);
    return CVD_OK;
}

enum cvd_status cvd_kwic(struct cvd_searcher *s, const struct cvd_request *r,
                         const struct cvd_kwic_form *form,
                         struct cvd_kwic *out, struct cvd_err *err)
{
    struct listing l = { .s = s, .form = form };
    struct cvd_planned planned = { 0 };
    struct cvd_kwic k = { 0 };
    size_t max = form->lines_max ? form->lines_max : CVD_KWIC_LINES_MAX;
    struct cvd_clock *clock = cvd_store_clock(s->store);
    struct cvd_clock whole = cvd_clock_halve(clock);
    enum cvd_status st = check(r, form, err);

    if (st == CVD_OK)
        st = cvd_find_all(s, r, &k.found, &planned, &l.set, err);
    if (st == CVD_OK)
        st = cvd_kwic_places_find(s, &l.set, &planned.plan, max, form->sample,
                             form->seed, &l.places, err);
    bool late = cvd_clock_resume(clock, &whole);
    if (st == CVD_OK)
        st = sort_places(&l, err);
    if (st == CVD_OK)
        st = fill_page(&l, r, &k, err);
    if (st == CVD_OK) {
        late = late || clock->late;
        k.total_lines = l.places.total;
        k.complete = l.places.complete && !late;
        if (k.found.total && !planned.plan.run_count)
            cvd_warn(&k.found, CVD_W_NO_WORDS);
        if (late)
            cvd_warn(&k.found, CVD_W_LATE_LINES);
        else if (!k.complete)
            cvd_warn(&k.found, CVD_W_MORE_LINES);
        *out = k;
        k = (struct cvd_kwic){ 0 };
    }
    cvd_kwic_release(&k);
    cvd_planned_release(&planned);
    cvd_docset_release(&l.set);
    free(l.places.list);
    free(l.order);
    cvd_buf_release(&l.keys);
    cvd_collator_free(l.collator);
    cvd_tokens_release(&l.tokens);
    cvd_buf_release(&l.line);
    return st;
}

void cvd_kwic_release(struct cvd_kwic *k)
{
    cvd_result_release(&k->found);
    free(k->lines);
    cvd_strings_free(k->strings);
    *k = (struct cvd_kwic){ 0 };
}
