/* campaigns.c - the campaigns a text speaks of.
 *
 * One pass over the tokens takes down every place where a listed name
 * stands, and every name in quotation marks that nobody listed.  If there is
 * one of these, a second pass finds where the text has it without the marks.
 * Of places that overlap the first, of those the longest counts; what lies
 * inside another counts only where it stands in quotation marks of its own:
 * "Đề án ... gắn với Cuộc vận động “Người Việt Nam ...”" is two campaigns,
 * "Cả nước chung sức xây dựng nông thôn mới" is one. */
#include "analyzers/campaigns_list.h"
#include "base/array.h"
#include "base/limits.h"

#include <stdlib.h>

/* A quoted name shorter than this is found elsewhere only as weak names are;
 * a listed name as long as this, followed by more in the same quotation
 * marks, is still itself ("... hàng Việt Nam trong tình hình mới”). */
enum { TELLING_WORDS = 4 };

struct place {
    size_t first, count;
    const struct cvd_campaign_list *list;
    uint32_t entry;
};

struct finder {
    struct cvd_campaign_reader reader;
    const struct cvd_campaign_list *own;
    struct place *places;
    size_t count, cap;
    struct cvd_campaign_builder found;
    struct cvd_buf words, name;
    size_t quoted;             /* after the last name in quotation marks */
};

static enum cvd_status add_place(struct finder *f, size_t first,
                                 size_t count,
                                 const struct cvd_campaign_list *list,
                                 uint32_t entry)
{
    enum cvd_status st = cvd_array_reserve(&f->places, &f->cap, f->count + 1,
                                           sizeof *f->places);

    if (st == CVD_OK)
        f->places[f->count++] = (struct place){ first, count, list, entry };
    return st;
}

/* The longest listed name at token `i`, the user's own before the build's;
 * its list in *list. */
static const struct cvd_campaign_form *
listed_at(const struct finder *f, size_t i, struct cvd_campaign_at build,
          const struct cvd_campaign_list **list)
{
    const struct cvd_campaign_form *own =
        cvd_campaign_read_at(&f->reader, f->own, i).form;
    bool is_own = own && (!build.form || own->words >= build.form->words);

    *list = is_own ? f->own : &cvd_campaigns_of_build;
    return is_own ? own : build.form;
}

/* ---- names nobody listed --------------------------------------------- */

static bool is_listed(const struct finder *f, size_t first, size_t count)
{
    const struct cvd_campaign_list *list;
    struct cvd_campaign_at build =
        cvd_campaign_read_at(&f->reader, &cvd_campaigns_of_build, first);
    const struct cvd_campaign_form *form = listed_at(f, first, build, &list);

    return form && (form->words >= count || form->words >= TELLING_WORDS);
}

static enum cvd_status fold_words(struct finder *f, size_t first,
                                  size_t count)
{
    enum cvd_status st = CVD_OK;

    cvd_buf_clear(&f->words);
    for (size_t i = first; i < first + count && st == CVD_OK; i++) {
        if (i > first)
            st = cvd_buf_add_char(&f->words, ' ');
        if (st == CVD_OK)
            st = cvd_buf_add(&f->words, cvd_token_folded(f->reader.t, i));
    }
    return st;
}

/* The number of the found name that f->words has; their count if none. */
static uint32_t found_entry(const struct finder *f)
{
    uint32_t i = 0;

    while (i < f->found.list.entry_count &&
           !cvd_str_equal(cvd_str_from(f->found.folded[i].folded),
                          cvd_buf_str(&f->words)))
        i++;
    return i;
}

/* Each found entry has one form, of the same number. */
static enum cvd_status add_found(struct finder *f, size_t words)
{
    struct cvd_campaign_builder *b = &f->found;
    enum cvd_status st = cvd_campaign_builder_entry(b, cvd_buf_str(&f->name));

    if (st == CVD_OK) {
        struct cvd_campaign_form *form = &b->forms[b->list.form_count - 1];
        form->initials = form->capitals = 0;
        form->weak = words < TELLING_WORDS;
    }
    return st;
}

/* Keep the name f->name, of the words f->words, and its number in *entry; as
 * its place has it unless all of that is in capitals, as in a heading. */
static enum cvd_status keep_found(struct finder *f, size_t words,
                                  uint32_t *entry)
{
    struct cvd_str name = cvd_buf_str(&f->name);

    *entry = found_entry(f);
    if (*entry == CVD_CAMPAIGNS_MAX)
        return CVD_OK;
    if (*entry == f->found.list.entry_count)
        return add_found(f, words);
    if (cvd_campaign_has_small_letter(name) &&
        !cvd_campaign_has_small_letter(
            cvd_str_from(f->found.entries[*entry].name)))
        return cvd_campaign_builder_rename(&f->found, *entry, name);
    return CVD_OK;
}

/* Look for a name in quotation marks behind a kind that ends before token
 * `after`. */
static enum cvd_status discover(struct finder *f,
                                const struct cvd_campaign_kind *kind,
                                size_t after)
{
    const struct cvd_campaign_reader *r = &f->reader;
    size_t first, count;
    uint32_t entry;

    if (!cvd_campaign_quoted_name(r->text, r->t, after, kind, &first, &count) ||
        first < f->quoted || is_listed(f, first, count))
        return CVD_OK;
    f->quoted = first + 1;
    cvd_buf_clear(&f->name);
    enum cvd_status st = fold_words(f, first, count);
    if (st == CVD_OK)
        st = cvd_campaign_write_name(r->text, r->t, first, count, &f->name);
    if (st == CVD_OK)
        st = keep_found(f, count, &entry);
    if (st != CVD_OK || entry == CVD_CAMPAIGNS_MAX)
        return st;
    return add_place(f, first, count, &f->found.list, entry);
}

/* ---- the passes ------------------------------------------------------ */

static enum cvd_status read_listed_at(struct finder *f, size_t i)
{
    struct cvd_campaign_reader *r = &f->reader;
    const struct cvd_campaign_list *list;
    struct cvd_campaign_at at =
        cvd_campaign_read_at(r, &cvd_campaigns_of_build, i);
    const struct cvd_campaign_form *form = listed_at(f, i, at, &list);
    enum cvd_status st = CVD_OK;

    if (form)
        st = add_place(f, i, form->words, list, form->entry);
    if (at.kind && st == CVD_OK) {
        r->kind_end = i + at.kind->words;
        st = discover(f, &cvd_campaign_kinds[at.kind->entry], r->kind_end);
    }
    return st;
}

static size_t look_at(const struct cvd_tokens *t, size_t i)
{
    return i < t->count ? cvd_campaign_look(cvd_token_folded(t, i)) : 0;
}

static enum cvd_status read_listed(struct finder *f)
{
    const struct cvd_tokens *t = f->reader.t;
    size_t look, next = look_at(t, 0);
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < t->count && st == CVD_OK; i++) {
        look = next;
        next = look_at(t, i + 1);
        if (cvd_campaign_may_start(&cvd_campaigns_of_build, look, next) ||
            (f->own && cvd_campaign_may_start(f->own, look, next)))
            st = read_listed_at(f, i);
    }
    return st;
}

/* Where the text has a quoted name once more. */
static enum cvd_status read_found(struct finder *f)
{
    struct cvd_campaign_reader *r = &f->reader;
    enum cvd_status st = cvd_campaign_builder_finish(&f->found);

    r->kind_end = 0;
    for (size_t i = 0; i < r->t->count && st == CVD_OK; i++) {
        const struct cvd_campaign_form *kind =
            cvd_campaign_read_at(r, &cvd_campaigns_of_build, i).kind;
        const struct cvd_campaign_form *form =
            cvd_campaign_read_at(r, &f->found.list, i).form;
        if (form)
            st = add_place(f, i, form->words, &f->found.list, form->entry);
        if (kind)
            r->kind_end = i + kind->words;
    }
    return st;
}

/* ---- what counts ----------------------------------------------------- */

static int by_place(const void *pa, const void *pb)
{
    const struct place *a = pa, *b = pb;

    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return 0;
}

/* The campaign of `code`, made if there is room; its number or the limit. */
static size_t campaign_number(struct cvd_campaigns *out, const char *code)
{
    struct cvd_str want = cvd_str_from(code);
    size_t i = 0;

    while (i < out->count && out->list[i].code.ptr != code &&
           !cvd_str_equal(out->list[i].code, want))
        i++;
    if (i == out->count && i < CVD_CAMPAIGNS_MAX)
        out->list[out->count++] = (struct cvd_campaign){ .code = want };
    return i;
}

static void count_place(const struct finder *f, const struct place *p,
                        struct cvd_campaigns *out)
{
    const struct cvd_campaign_entry *e = &p->list->entries[p->entry];
    size_t n = campaign_number(out, e->code);

    if (n == CVD_CAMPAIGNS_MAX)
        return;
    struct cvd_campaign *c = &out->list[n];
    if (c->mentions++ == 0) {
        c->first = p->first;
        c->count = p->count;
    }
    if (!c->name.ptr || (!c->listed && p->list != &f->found.list))
        c->name = cvd_str_from(e->name);
    c->listed |= p->list != &f->found.list;
}

/* Whether `p`, which begins inside `outer`, counts by itself. */
static bool counts_inside(const struct finder *f, const struct place *p,
                          const struct place *outer)
{
    return (p->list != outer->list || p->entry != outer->entry) &&
           cvd_campaign_in_quotes(f->reader.text, f->reader.t, p->first,
                                  p->count);
}

static void count_places(struct finder *f, struct cvd_campaigns *out)
{
    const struct place *outer = NULL; /* reaches furthest so far */
    const struct place *last = NULL;

    if (f->count)
        qsort(f->places, f->count, sizeof *f->places, by_place);
    for (size_t i = 0; i < f->count; i++) {
        const struct place *p = &f->places[i];
        bool inside = outer && p->first < outer->first + outer->count;
        bool again = last && p->first == last->first;
        if (again || (inside && !counts_inside(f, p, outer)))
            continue;
        count_place(f, p, out);
        last = p;
        if (!inside || p->first + p->count > outer->first + outer->count)
            outer = p;
    }
}

/* ---- the answer ------------------------------------------------------ */

/* Move the strings, which belong to the lists, into out->bytes. */
static enum cvd_status keep_strings(struct cvd_campaigns *out)
{
    enum cvd_status st = cvd_array_reserve(&out->offsets, &out->offset_cap,
                                           2 * out->count + 1,
                                           sizeof *out->offsets);

    for (size_t i = 0; i < 2 * out->count && st == CVD_OK; i++) {
        const struct cvd_campaign *c = &out->list[i / 2];
        out->offsets[i] = out->bytes.len;
        st = cvd_buf_add(&out->bytes, i % 2 ? c->name : c->code);
    }
    if (st != CVD_OK)
        return st;
    for (size_t i = 0; i < out->count; i++) {
        out->list[i].code.ptr = out->bytes.ptr + out->offsets[2 * i];
        out->list[i].name.ptr = out->bytes.ptr + out->offsets[2 * i + 1];
    }
    return CVD_OK;
}

enum cvd_status cvd_campaigns_find(struct cvd_str text,
                                   const struct cvd_tokens *t,
                                   const struct cvd_campaign_list *own,
                                   struct cvd_campaigns *out)
{
    struct finder f = {
        .reader = { .text = text, .t = t, .to = t->count,
                    .reading = CVD_CAMPAIGN_DOCUMENT },
        .own = own
    };

    out->count = 0;
    cvd_buf_clear(&out->bytes);
    enum cvd_status st = cvd_array_reserve(&out->list, &out->cap,
                                           CVD_CAMPAIGNS_MAX,
                                           sizeof *out->list);
    if (st == CVD_OK)
        st = read_listed(&f);
    if (st == CVD_OK && f.found.list.entry_count)
        st = read_found(&f);
    if (st == CVD_OK) {
        count_places(&f, out);
        st = keep_strings(out);
    }
    if (st != CVD_OK)
        out->count = 0;
    free(f.places);
    cvd_campaign_builder_release(&f.found);
    cvd_buf_release(&f.words);
    cvd_buf_release(&f.name);
    return st;
}

void cvd_campaigns_release(struct cvd_campaigns *c)
{
    free(c->list);
    free(c->offsets);
    cvd_buf_release(&c->bytes);
    *c = (struct cvd_campaigns){ 0 };
}
