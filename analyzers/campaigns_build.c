/* campaigns_build.c - lists of campaigns made out of names. */
#include "analyzers/campaigns_list.h"
#include "analyzers/slug.h"
#include "base/array.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <stdlib.h>

/* ---- one name -------------------------------------------------------- */

static struct cvd_str take_signs(struct cvd_str s, bool *weak, bool *capital)
{
    s = cvd_str_trim(s);
    *weak = *capital = false;
    for (; s.len && (*s.ptr == '~' || *s.ptr == '^'); s.ptr++, s.len--)
        *(*s.ptr == '~' ? weak : capital) = true;
    return cvd_str_trim(s);
}

static struct cvd_str source(struct cvd_str text, const struct cvd_token *t)
{
    return (struct cvd_str){ text.ptr + t->start, t->end - t->start };
}

static void count_letters(struct cvd_str word, bool *first_upper,
                          size_t *upper, size_t *lower)
{
    int32_t i = 0, len = (int32_t)word.len;

    *upper = *lower = 0;
    *first_upper = false;
    for (bool first = true; i < len; first = false) {
        UChar32 c;
        U8_NEXT((const uint8_t *)word.ptr, i, len, c);
        *upper += c >= 0 && u_isupper(c);
        *lower += c >= 0 && u_islower(c);
        if (first)
            *first_upper = *upper > 0;
    }
}

/* What capitals the word must have in a document: its bits of the masks. */
static void read_capitals(struct cvd_str word, struct cvd_str exact,
                          bool alone, bool capital, uint32_t bit,
                          struct cvd_campaign_form *f)
{
    bool first;
    size_t upper, lower;

    count_letters(word, &first, &upper, &lower);
    if (upper >= 2 && lower == 0 && !cvd_syllable_valid(exact))
        f->capitals |= bit;
    else if (first && (alone || capital))
        f->initials |= bit;
}

enum cvd_status cvd_campaign_form_read(struct cvd_str written,
                                       struct cvd_tokens *scratch,
                                       struct cvd_buf *exact,
                                       struct cvd_buf *folded,
                                       struct cvd_campaign_form *f,
                                       struct cvd_str *name)
{
    bool capital;

    *f = (struct cvd_campaign_form){ 0 };
    *name = take_signs(written, &f->weak, &capital);
    cvd_buf_clear(exact);
    cvd_buf_clear(folded);
    enum cvd_status st = cvd_tokenize(*name, scratch);
    if (st == CVD_OK && scratch->count == 0)
        return CVD_EINPUT;
    if (st == CVD_OK && scratch->count > CVD_NAME_WORDS_MAX)
        return CVD_ELIMIT;
    f->words = (uint8_t)scratch->count;
    for (size_t i = 0; i < scratch->count && st == CVD_OK; i++) {
        struct cvd_str word = cvd_token_exact(scratch, i);
        read_capitals(source(*name, &scratch->tok[i]), word,
                      scratch->count == 1, capital, UINT32_C(1) << i, f);
        if (i)
            st = cvd_buf_add_char(exact, ' ');
        if (st == CVD_OK && i)
            st = cvd_buf_add_char(folded, ' ');
        if (st == CVD_OK)
            st = cvd_buf_add(exact, word);
        if (st == CVD_OK)
            st = cvd_buf_add(folded, cvd_token_folded(scratch, i));
    }
    return st;
}

/* ---- a list ---------------------------------------------------------- */

static char *copy(struct cvd_str s)
{
    char *p = malloc(s.len + 1);

    if (p) {
        memcpy(p, s.ptr, s.len);
        p[s.len] = '\0';
    }
    return p;
}

static void note_look(struct cvd_campaign_list *l, const char *folded)
{
    struct cvd_str first = { folded, strcspn(folded, " ") };
    size_t look = cvd_campaign_look(first);

    if (!folded[first.len]) {
        l->alone[look / 64] |= UINT64_C(1) << look % 64;
        return;
    }
    const char *second = folded + first.len + 1;
    size_t pair = cvd_campaign_pair(
        look,
        cvd_campaign_look((struct cvd_str){ second, strcspn(second, " ") }));
    l->pairs[pair / 64] |= UINT64_C(1) << pair % 64;
}

static enum cvd_status add_form(struct cvd_campaign_builder *b,
                                struct cvd_campaign_form *f, uint32_t entry)
{
    struct cvd_campaign_list *l = &b->list;
    char *exact, *folded;
    enum cvd_status st = cvd_array_reserve(&b->forms, &b->form_cap,
                                           l->form_count + 1,
                                           sizeof *b->forms);

    if (st == CVD_OK)
        st = cvd_array_reserve(&b->folded, &b->folded_cap,
                               l->form_count + 1, sizeof *b->folded);
    if (st != CVD_OK)
        return st;
    exact = copy(cvd_buf_str(&b->exact_words));
    folded = copy(cvd_buf_str(&b->folded_words));
    if (!exact || !folded) {
        free(exact);
        free(folded);
        return CVD_ENOMEM;
    }
    f->exact = exact;
    f->entry = entry;
    note_look(l, folded);
    b->folded[l->form_count] = (struct cvd_name){
        folded, (uint32_t)l->form_count
    };
    b->forms[l->form_count++] = *f;
    return CVD_OK;
}

enum cvd_status cvd_campaign_builder_form(struct cvd_campaign_builder *b,
                                          struct cvd_str written)
{
    struct cvd_campaign_form f;
    struct cvd_str name;
    enum cvd_status st = cvd_campaign_form_read(written, &b->scratch,
                                                &b->exact_words,
                                                &b->folded_words, &f, &name);

    return st == CVD_OK
               ? add_form(b, &f, (uint32_t)b->list.entry_count - 1) : st;
}

enum cvd_status cvd_campaign_builder_entry(struct cvd_campaign_builder *b,
                                           struct cvd_str written)
{
    struct cvd_campaign_list *l = &b->list;
    struct cvd_campaign_form f;
    struct cvd_str name;
    enum cvd_status st = cvd_campaign_form_read(written, &b->scratch,
                                                &b->exact_words,
                                                &b->folded_words, &f, &name);

    cvd_buf_clear(&b->code);
    if (st == CVD_OK)
        st = cvd_slug(name, &b->code);
    if (st == CVD_OK)
        st = cvd_array_reserve(&b->entries, &b->entry_cap,
                               l->entry_count + 1, sizeof *b->entries);
    if (st != CVD_OK)
        return st;
    struct cvd_campaign_entry e = { copy(cvd_buf_str(&b->code)), copy(name) };
    st = e.code && e.name ? add_form(b, &f, (uint32_t)l->entry_count)
                          : CVD_ENOMEM;
    if (st == CVD_OK) {
        b->entries[l->entry_count++] = e;
    } else {
        free((char *)e.code);
        free((char *)e.name);
    }
    return st;
}

enum cvd_status cvd_campaign_builder_rename(struct cvd_campaign_builder *b,
                                            uint32_t entry, struct cvd_str name)
{
    char *to = copy(name);

    if (!to)
        return CVD_ENOMEM;
    free((char *)b->entries[entry].name);
    b->entries[entry].name = to;
    return CVD_OK;
}

/* An entry and its number: what qsort() can put in order. */
struct numbered {
    const char *code;
    uint32_t number;
};

static int by_code(const void *pa, const void *pb)
{
    const struct numbered *a = pa, *b = pb;
    int c = strcmp(a->code, b->code);

    return c ? c : a->number < b->number ? -1 : a->number > b->number;
}

static enum cvd_status sort_codes(struct cvd_campaign_builder *b)
{
    size_t n = b->list.entry_count;
    struct numbered *order = calloc(n + 1, sizeof *order);

    b->by_code = calloc(n + 1, sizeof *b->by_code);
    if (order && b->by_code) {
        for (size_t i = 0; i < n; i++)
            order[i] = (struct numbered){ b->entries[i].code, (uint32_t)i };
        qsort(order, n, sizeof *order, by_code);
        for (size_t i = 0; i < n; i++)
            b->by_code[i] = order[i].number;
    }
    free(order);
    return order && b->by_code ? CVD_OK : CVD_ENOMEM;
}

enum cvd_status cvd_campaign_builder_finish(struct cvd_campaign_builder *b)
{
    enum cvd_status st = sort_codes(b);

    if (st == CVD_OK)
        st = cvd_names_build(b->folded, b->list.form_count, &b->names);
    if (st != CVD_OK)
        return st;
    b->list.names = b->names;
    b->list.forms = b->forms;
    b->list.entries = b->entries;
    b->list.by_code = b->by_code;
    return CVD_OK;
}

void cvd_campaign_builder_release(struct cvd_campaign_builder *b)
{
    for (size_t i = 0; i < b->list.form_count; i++) {
        free((char *)b->forms[i].exact);
        free((char *)b->folded[i].folded);
    }
    for (size_t i = 0; i < b->list.entry_count; i++) {
        free((char *)b->entries[i].code);
        free((char *)b->entries[i].name);
    }
    cvd_names_free(b->names);
    free(b->forms);
    free(b->folded);
    free(b->entries);
    free(b->by_code);
    cvd_tokens_release(&b->scratch);
    cvd_buf_release(&b->exact_words);
    cvd_buf_release(&b->folded_words);
    cvd_buf_release(&b->code);
    *b = (struct cvd_campaign_builder){ 0 };
}

const struct cvd_campaign_entry *
cvd_campaign_by_code(const struct cvd_campaign_list *l, struct cvd_str code)
{
    size_t lo = 0, hi = l ? l->entry_count : 0;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        const struct cvd_campaign_entry *e = &l->entries[l->by_code[mid]];
        int c = cvd_str_compare(cvd_str_from(e->code), code);
        if (c == 0)
            return e;
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}
