/* namesakes.c - see namesakes.h. */
#include "search/namesakes.h"
#include "base/array.h"

#include <stdlib.h>

/* ---- reading --------------------------------------------------------- */

/* 20211025 of 2021-10-25; 0 of what is no day. */
static uint32_t day_of(struct cvd_str date)
{
    enum { DAY = 10 };
    uint32_t day = 0;

    for (size_t i = 0; date.len == DAY && i < DAY; i++)
        if (date.ptr[i] != '-')
            day = day * 10 + (uint32_t)(date.ptr[i] - '0');
    return day;
}

/* 0 of a seat that is not known, or one of several ("khanh-hoa+"). */
static uint32_t seat_of(struct cvd_str seat)
{
    return seat.len && seat.ptr[seat.len - 1] != '+'
               ? (uint32_t)cvd_hash64(seat) | 1u
               : 0;
}

static enum cvd_status add_known(struct cvd_namesakes *n, struct cvd_str term,
                                 bool borne, uint32_t documents)
{
    struct cvd_known k = { .borne = borne, .documents = documents,
                           .namesake = CVD_NO_NAMESAKE, .next = -1,
                           .how = CVD_R_ABSENT };
    enum cvd_status st = cvd_array_reserve(&n->known, &n->cap, n->count + 1,
                                           sizeof *n->known);

    if (st == CVD_OK)
        st = cvd_strings_keep(&n->strings, term, &k.term);
    if (st == CVD_OK && cvd_identity_parse(k.term, &k.id)) {
        k.day = day_of(k.id.date);
        k.seat = seat_of(k.id.seat);
        n->known[n->count++] = k;
    }
    return st;
}

struct reading {
    struct cvd_namesakes *out;
    bool borne;
    size_t left;
    enum cvd_status status;
};

static bool read_one(void *ctx, struct cvd_str term, struct cvd_str folded,
                     uint32_t documents)
{
    struct reading *r = ctx;

    (void)folded;
    if (r->left-- == 0) {
        r->out->cut = true;
        return false;
    }
    r->status = add_known(r->out, term, r->borne, documents);
    return r->status == CVD_OK;
}

/* Whether a document that bears `k` is there still. */
static enum cvd_status is_borne(struct cvd_searcher *s,
                                const struct cvd_known *k, bool *out,
                                struct cvd_err *err)
{
    struct cvd_node node = { .kind = CVD_N_FIELD, .field = CVD_F_BORNE_AS,
                             .term = k->term };
    struct cvd_ask ask = { .root = &node, .limit = 1 };
    struct cvd_answer a;
    enum cvd_status st = cvd_store_ask(s->store, &ask, &a, err);

    if (st == CVD_OK)
        *out = a.count > 0;
    cvd_answer_release(&a);
    return st;
}

/* Forget the identities of documents that were removed. */
static enum cvd_status drop_dead(struct cvd_searcher *s,
                                 struct cvd_namesakes *n,
                                 struct cvd_err *err)
{
    struct cvd_store_info info;
    enum cvd_status st = CVD_OK;
    size_t kept = 0;

    cvd_store_describe(s->store, &info);
    if (!info.deleted)
        return CVD_OK;
    for (size_t i = 0; i < n->count && st == CVD_OK; i++) {
        bool alive = true;
        st = is_borne(s, &n->known[i], &alive, err);
        if (alive)
            n->known[kept++] = n->known[i];
    }
    n->count = kept;
    return st;
}

enum cvd_status cvd_namesakes_read(struct cvd_searcher *s, struct cvd_str key,
                                   struct cvd_namesakes *out,
                                   struct cvd_err *err)
{
    static const enum cvd_field fields[] = { CVD_F_BORNE_AS,
                                             CVD_F_CITED_AS };
    struct cvd_buf prefix = { 0 };
    struct reading r = { .out = out };
    enum cvd_status st = cvd_buf_add(&prefix, key);

    out->clock = cvd_store_clock(s->store);
    if (st == CVD_OK)
        st = cvd_buf_add_char(&prefix, '@');
    if (st != CVD_OK)
        st = cvd_fail(err, st, "out of memory");
    for (int f = 0; f < 2 && st == CVD_OK; f++) {
        r.borne = fields[f] == CVD_F_BORNE_AS;
        r.left = CVD_NAMESAKES_MAX;
        st = cvd_store_values(s->store, fields[f], cvd_buf_str(&prefix),
                              CVD_NAMESAKES_MAX + 1, read_one, &r, err);
        if (st == CVD_OK && r.status != CVD_OK)
            st = cvd_fail(err, r.status, "out of memory");
        if (st == CVD_OK && r.borne)
            st = drop_dead(s, out, err);
    }
    cvd_buf_release(&prefix);
    return st;
}

const struct cvd_known *cvd_namesakes_find(const struct cvd_namesakes *n,
                                           bool borne, struct cvd_str term)
{
    for (size_t i = 0; i < n->count; i++)
        if (n->known[i].borne == borne &&
            cvd_str_equal(n->known[i].term, term))
            return &n->known[i];
    return NULL;
}

enum cvd_status cvd_namesakes_add(struct cvd_namesakes *n,
                                  struct cvd_str term)
{
    return cvd_namesakes_find(n, false, term) ? CVD_OK
                                              : add_known(n, term, false, 0);
}

void cvd_namesakes_release(struct cvd_namesakes *n)
{
    free(n->known);
    free(n->list);
    cvd_strings_free(n->strings);
    *n = (struct cvd_namesakes){ 0 };
}

/* ---- telling apart --------------------------------------------------- */

/* How well an identity fits: as enum cvd_sameness, and above that the very
 * identity of a document whose day and seat are known. */
enum { FITS_TO_THE_LETTER = CVD_SAME + 1 };

static int fits_known(const struct cvd_known *a, const struct cvd_known *b)
{
    /* As cvd_identity_compare() would find, in a hundredth of its time: a
     * seat always contradicts, a day where no seat is there to agree. */
    if (a->seat && b->seat ? a->seat != b->seat
                           : a->day && b->day && a->day != b->day)
        return CVD_DIFFERENT;
    if (a->day && a->seat && cvd_str_equal(a->term, b->term))
        return FITS_TO_THE_LETTER;
    return (int)cvd_identity_compare(&a->id, &b->id);
}

/* How well `k` fits namesake `i`: not at all if it contradicts one of its
 * identities. */
static int fits(const struct cvd_namesakes *n, size_t i,
                const struct cvd_known *k)
{
    int best = CVD_DIFFERENT;

    for (int32_t m = n->list[i].first; m >= 0; m = n->known[m].next) {
        int f = fits_known(&n->known[m], k);
        if (f == CVD_DIFFERENT)
            return CVD_DIFFERENT;
        best = f > best ? f : best;
    }
    return best;
}

/* The namesakes an identity fits best. */
struct fitting {
    int best;
    size_t count;       /* that it fits so well */
    int32_t one;        /* the first of them */
    size_t compatible;  /* that it does not contradict */
};

static struct fitting find_fitting(const struct cvd_namesakes *n,
                                   const struct cvd_known *k, bool held)
{
    struct fitting f = { CVD_DIFFERENT, 0, CVD_NO_NAMESAKE, 0 };

    for (size_t i = 0; i < n->namesake_count; i++) {
        if (n->list[i].open || n->list[i].held != held)
            continue;
        int fit = fits(n, i, k);
        if (fit == CVD_DIFFERENT)
            continue;
        f.compatible++;
        if (fit > f.best)
            f = (struct fitting){ fit, 0, (int32_t)i, f.compatible };
        f.count += fit == f.best;
    }
    return f;
}

/* Tell `k` by namesake `i`, and it by `k`. */
static void join(struct cvd_namesakes *n, int32_t i, struct cvd_known *k)
{
    k->namesake = i;
    k->next = n->list[i].first;
    n->list[i].first = (int32_t)(k - n->known);
}

static enum cvd_status begin(struct cvd_namesakes *n, struct cvd_known *k,
                             bool open)
{
    enum cvd_status st =
        cvd_array_reserve(&n->list, &n->namesake_cap, n->namesake_count + 1,
                          sizeof *n->list);

    if (st != CVD_OK)
        return st;
    n->list[n->namesake_count++] = (struct cvd_namesake){ -1, k->borne,
                                                          open };
    join(n, (int32_t)n->namesake_count - 1, k);
    return CVD_OK;
}

/* A document's own identity: another copy only if date or seat says so. */
static enum cvd_status place_borne(struct cvd_namesakes *n,
                                   struct cvd_known *k)
{
    struct fitting f = find_fitting(n, k, true);

    if (f.best < CVD_LIKELY || f.count != 1)
        return begin(n, k, false);
    join(n, f.one, k);
    return CVD_OK;
}

/* A cited one: what is held first, then what others cite.  With the number
 * alone it is only what nothing else is. */
static enum cvd_status place_cited(struct cvd_namesakes *n,
                                   struct cvd_known *k)
{
    struct fitting held = find_fitting(n, k, true);
    struct fitting cited = find_fitting(n, k, false);
    bool is_held = held.best >= CVD_LIKELY && held.best >= cited.best;
    bool is_cited = !is_held && cited.best >= CVD_LIKELY;

    if (held.best <= CVD_POSSIBLE && cited.best <= CVD_POSSIBLE &&
        held.compatible + cited.compatible == 1) {
        is_held = held.compatible == 1;
        is_cited = !is_held;
    }
    if (is_held && held.count == 1) {
        k->namesake = held.one; /* no more is learnt about a held one */
        k->how = held.best >= CVD_SAME ? CVD_R_EXACT : CVD_R_LIKELY;
        return CVD_OK;
    }
    if (is_cited && cited.count == 1) {
        join(n, cited.one, k);
        return CVD_OK;
    }
    bool open = held.compatible + cited.compatible > 0;
    k->how = held.compatible ? CVD_R_AMBIGUOUS : CVD_R_ABSENT;
    return begin(n, k, open);
}

/* The most telling identities come first. */
static int telling(const struct cvd_known *k)
{
    return (int)k->id.date.len + (k->id.seat.len ? 6 : 0);
}

static int by_telling(const void *pa, const void *pb)
{
    const struct cvd_known *a = pa, *b = pb;

    if (a->borne != b->borne)
        return a->borne ? -1 : 1;
    if (telling(a) != telling(b))
        return telling(b) - telling(a);
    return cvd_str_compare(a->term, b->term);
}

enum cvd_status cvd_namesakes_tell(struct cvd_namesakes *n)
{
    enum cvd_status st = CVD_OK;

    if (n->count)
        qsort(n->known, n->count, sizeof *n->known, by_telling);
    for (size_t i = 0; i < n->count && st == CVD_OK; i++) {
        /* Each is compared with all. */
        if (n->clock && cvd_clock_steps(n->clock, 1 + (unsigned)i)) {
            n->count = i;
            break;
        }
        st = n->known[i].borne ? place_borne(n, &n->known[i])
                               : place_cited(n, &n->known[i]);
    }
    return st;
}

void cvd_namesakes_forget(struct cvd_searcher *s)
{
    if (s->namesakes)
        cvd_namesakes_release(s->namesakes);
    free(s->namesakes);
    s->namesakes = NULL;
    s->namesakes_key[0] = '\0';
}

enum cvd_status cvd_namesakes_of(struct cvd_searcher *s, struct cvd_str key,
                                 const struct cvd_namesakes **out,
                                 struct cvd_err *err)
{
    bool fits_in = key.len < sizeof s->namesakes_key;
    enum cvd_status st = CVD_OK;

    if (!s->namesakes ||
        !cvd_str_equal(cvd_str_from(s->namesakes_key), key)) {
        cvd_namesakes_forget(s);
        s->namesakes = calloc(1, sizeof *s->namesakes);
        if (!s->namesakes)
            return cvd_fail(err, CVD_ENOMEM, "out of memory");
        st = cvd_namesakes_read(s, key, s->namesakes, err);
        if (st == CVD_OK && cvd_namesakes_tell(s->namesakes) != CVD_OK)
            st = cvd_fail(err, CVD_ENOMEM, "out of memory");
        if (st != CVD_OK) {
            cvd_namesakes_forget(s);
            return st;
        }
        fits_in = fits_in && !cvd_searcher_late(s);
        if (fits_in)
            memcpy(s->namesakes_key, key.ptr, key.len);
        s->namesakes_key[fits_in ? key.len : 0] = '\0';
    }
    *out = s->namesakes;
    return CVD_OK;
}

size_t cvd_namesakes_fitting(const struct cvd_namesakes *n,
                             const struct cvd_known *k, int32_t *out,
                             size_t max)
{
    struct fitting f = find_fitting(n, k, true);
    size_t count = 0;

    for (size_t i = 0; i < n->namesake_count && count < max; i++)
        if (n->list[i].held && !n->list[i].open && fits(n, i, k) == f.best &&
            f.best > CVD_DIFFERENT)
            out[count++] = (int32_t)i;
    return count;
}

/* ---- asking ---------------------------------------------------------- */

struct nodes {
    struct cvd_node *list;
    struct cvd_node **kids;
    size_t count;
};

static bool is_wanted(const struct cvd_namesake_question *q,
                      const struct cvd_known *k, bool borne,
                      enum cvd_resolution least)
{
    if (k->borne != borne || (!borne && k->how < least))
        return false;
    for (size_t i = 0; i < q->count; i++)
        if (q->namesakes[i] == k->namesake)
            return true;
    return false;
}

/* An OR of the terms wanted; of kind CVD_N_NONE where there is none. */
static struct cvd_node any_of(struct nodes *n, const struct cvd_namesakes *of,
                              const struct cvd_namesake_question *q,
                              bool borne, enum cvd_resolution least)
{
    size_t from = n->count;

    for (size_t i = 0; i < of->count; i++) {
        if (!is_wanted(q, &of->known[i], borne, least))
            continue;
        n->list[n->count] = (struct cvd_node){
            .kind = CVD_N_FIELD,
            .field = borne ? CVD_F_BORNE_AS : CVD_F_CITED_AS,
            .term = of->known[i].term
        };
        n->kids[n->count] = &n->list[n->count];
        n->count++;
    }
    return (struct cvd_node){ .kind = n->count > from ? CVD_N_OR : CVD_N_NONE,
                              .kids = n->kids + from,
                              .kid_count = n->count - from };
}

/* Documents of `a` that are none of `b`. */
static struct cvd_node without(struct cvd_node *kids[2])
{
    return kids[1]->kind == CVD_N_NONE
               ? *kids[0]
               : (struct cvd_node){ .kind = CVD_N_NOT, .kids = kids,
                                    .kid_count = 2 };
}

/* How many identities are those of the namesakes asked for. */
static size_t count_identities(const struct cvd_namesakes *n,
                               const struct cvd_namesake_question *q)
{
    size_t count = 0;

    for (size_t i = 0; i < n->count; i++)
        for (size_t k = 0; k < q->count; k++)
            count += n->known[i].namesake == q->namesakes[k];
    return count;
}

enum cvd_status cvd_namesakes_ask(struct cvd_searcher *s,
                                  const struct cvd_namesakes *n,
                                  const struct cvd_namesake_question *q,
                                  struct cvd_answer *out, struct cvd_err *err)
{
    /* Each identity at most as asked for, as surer, and as a copy. */
    size_t room = 3 * count_identities(n, q) + 1;
    struct nodes nodes = { calloc(room, sizeof *nodes.list),
                           calloc(room, sizeof *nodes.kids), 0 };
    struct cvd_ask ask = { .offset = q->offset, .limit = q->limit,
                           .sort = q->any_order ? CVD_SORT_RELEVANCE
                                                : CVD_SORT_NEWEST,
                           .exact_to = UINT32_MAX };
    enum cvd_status st = CVD_OK;

    *out = (struct cvd_answer){ .total_is_exact = true };
    if (!nodes.list || !nodes.kids) {
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
        goto done;
    }
    struct cvd_node wanted = any_of(&nodes, n, q, !q->citing, q->least);
    struct cvd_node surer = { .kind = CVD_N_NONE }, copies = surer;
    if (q->citing) {
        copies = any_of(&nodes, n, q, true, CVD_R_ABSENT);
        if (q->not_surer && q->least < CVD_R_EXACT)
            surer = any_of(&nodes, n, q, false, q->least + 1);
    }
    struct cvd_node *not_surer[] = { &wanted, &surer };
    struct cvd_node rest = without(not_surer);
    struct cvd_node *not_copies[] = { &rest, &copies };
    struct cvd_node found = without(not_copies);
    /* Borrowed for the call, and not written. */
    struct cvd_node scope = q->scope ? *q->scope : found;
    struct cvd_node *both[] = { &found, &scope };
    struct cvd_node filtered = { .kind = CVD_N_FILTER, .kids = both,
                                 .kid_count = 2 };
    ask.root = q->scope ? &filtered : &found;
    if (wanted.kind != CVD_N_NONE)
        st = cvd_store_ask(s->store, &ask, out, err);
done:
    free(nodes.list);
    free(nodes.kids);
    return st;
}
