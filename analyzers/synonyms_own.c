/* synonyms_own.c - a list of synonyms of the user's own, read. */
#include "analyzers/synonyms_list.h"
#include "base/array.h"
#include "base/limits.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <stdlib.h>

enum { SHOWN = 60 }; /* characters of a form, in a message */

/* Where an entry's forms begin in the words; and its place in the list. */
struct draft {
    size_t exact, folded, line;
};

/* A place in the order of the folded forms. */
struct key {
    const char *folded;
    uint32_t entry;
};

/* The list first: what a caller frees is the block's address. */
struct own_list {
    struct cvd_synonym_list list;
    struct cvd_synonym_entry *entries;
    struct cvd_synonym_group *groups;
    uint32_t *by_folded, *slots;
    struct cvd_buf words; /* of all forms, each behind a NUL */
};

struct reader {
    const char *name;
    struct cvd_err *err;
    struct own_list *own;
    struct draft *drafts; /* by entry */
    size_t draft_cap, entry_cap, group_cap;
    size_t line, count, rows;
    struct cvd_buf text;  /* the line in NFC */
    struct cvd_tokens tokens;
};

static const struct kind {
    const char *name;
    enum cvd_synonym_kind kind;
    bool one_way;
} kinds[] = {
    { "abbr", CVD_SYNONYM_ABBR, false },
    { "abbr-one-way", CVD_SYNONYM_ABBR, true },
    { "spelling", CVD_SYNONYM_SPELLING, false },
    { "domain", CVD_SYNONYM_DOMAIN, false },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* ---- what is wrong --------------------------------------------------- */

static enum cvd_status refuse(const struct reader *r, enum cvd_status st,
                              const char *why)
{
    return cvd_fail(r->err, st, "%s: line %zu: %s", r->name, r->line, why);
}

static enum cvd_status refuse_form(const struct reader *r,
                                   enum cvd_status st, struct cvd_str form,
                                   const char *why)
{
    form = cvd_utf8_first(form, SHOWN);
    return cvd_fail(r->err, st, "%s: line %zu: '%.*s' %s", r->name, r->line,
                    (int)form.len, form.ptr, why);
}

static enum cvd_status no_memory(const struct reader *r)
{
    return cvd_fail(r->err, CVD_ENOMEM, "cannot read '%s': out of memory",
                    r->name);
}

/* ---- forms ----------------------------------------------------------- */

/* Take what precedes `separator`, or all, off *s. */
static struct cvd_str take(struct cvd_str *s, char separator)
{
    const char *end = s->len ? memchr(s->ptr, separator, s->len) : NULL;
    struct cvd_str piece = { s->ptr, end ? (size_t)(end - s->ptr) : s->len };
    size_t used = piece.len + (end != NULL);

    if (used) {
        s->ptr += used;
        s->len -= used;
    }
    return piece;
}

/* Append the words of the tokens, a blank between two, and a NUL; *at: where
 * they begin. */
static enum cvd_status keep_words(struct reader *r, bool folded, size_t *at)
{
    struct cvd_buf *b = &r->own->words;
    enum cvd_status st = CVD_OK;

    *at = b->len;
    for (size_t i = 0; i < r->tokens.count && st == CVD_OK; i++) {
        if (i)
            st = cvd_buf_add_char(b, ' ');
        if (st == CVD_OK)
            st = cvd_buf_add(b, folded ? cvd_token_folded(&r->tokens, i)
                                       : cvd_token_exact(&r->tokens, i));
    }
    return st == CVD_OK ? cvd_buf_add_char(b, '\0') : st;
}

/* Letters, more than one, and no small one among them. */
static bool is_in_capitals(struct cvd_str form)
{
    int32_t i = 0, len = (int32_t)form.len;
    size_t capitals = 0;

    while (i < len) {
        UChar32 c;
        U8_NEXT((const uint8_t *)form.ptr, i, len, c);
        if (c >= 0 && u_islower(c))
            return false;
        capitals += c >= 0 && u_isupper(c);
    }
    return capitals > 1;
}

/* Whether the form read last stands in its row before. */
static bool stands_there(const struct reader *r, size_t first, size_t exact)
{
    const char *words = r->own->words.ptr;

    for (size_t i = first; i < r->count; i++)
        if (strcmp(words + r->drafts[i].exact, words + exact) == 0)
            return true;
    return false;
}

/* As an entry of `group`, whose forms begin with entry `first`. */
static enum cvd_status add_form(struct reader *r, struct cvd_str form,
                                uint32_t group, bool abbr, size_t first)
{
    struct own_list *own = r->own;
    struct draft d = { .line = r->line };

    if (cvd_array_reserve(&own->entries, &r->entry_cap, r->count + 1,
                          sizeof *own->entries) != CVD_OK ||
        cvd_array_reserve(&r->drafts, &r->draft_cap, r->count + 1,
                          sizeof *r->drafts) != CVD_OK ||
        keep_words(r, false, &d.exact) != CVD_OK ||
        keep_words(r, true, &d.folded) != CVD_OK)
        return no_memory(r);
    if (stands_there(r, first, d.exact))
        return refuse_form(r, CVD_EINPUT, form, "stands there twice");
    own->entries[r->count] = (struct cvd_synonym_entry){
        .form.words = r->tokens.count, .group = group, .abbr = abbr
    };
    r->drafts[r->count++] = d;
    return CVD_OK;
}

static enum cvd_status read_form(struct reader *r, struct cvd_str form,
                                 const struct kind *kind, size_t first)
{
    bool abbr = kind->kind == CVD_SYNONYM_ABBR && form.len &&
                !memchr(form.ptr, ' ', form.len) &&
                (r->count == first || !kind->one_way);

    if (r->count - first == CVD_SYNONYM_FORMS_MAX)
        return refuse(r, CVD_ELIMIT, "too many forms");
    if (cvd_tokenize(form, &r->tokens) != CVD_OK)
        return no_memory(r);
    if (r->tokens.count == 0)
        return refuse_form(r, CVD_EINPUT, form, "has no word");
    if (r->tokens.count > CVD_SYNONYM_WORDS_MAX)
        return refuse_form(r, CVD_ELIMIT, form, "has too many words");
    if (abbr && r->tokens.count == 1 && is_in_capitals(form) &&
        cvd_syllable_valid(cvd_token_exact(&r->tokens, 0)))
        return refuse_form(r, CVD_EINPUT, form,
                           "is a syllable in small letters");
    return add_form(r, form, (uint32_t)r->rows, abbr, first);
}

/* ---- rows ------------------------------------------------------------ */

static enum cvd_status read_forms(struct reader *r, struct cvd_str list,
                                  const struct kind *kind, size_t first)
{
    enum cvd_status st;

    do
        st = read_form(r, cvd_str_trim(take(&list, '|')), kind, first);
    while (st == CVD_OK && list.len);
    return st;
}

static const struct kind *find_kind(struct cvd_str name)
{
    if (name.len == 0)
        return &kinds[0];
    for (size_t i = 0; i < KINDS; i++)
        if (cvd_str_equal(name, cvd_str_from(kinds[i].name)))
            return &kinds[i];
    return NULL;
}

static enum cvd_status read_row(struct reader *r, struct cvd_str line)
{
    struct cvd_str form = cvd_str_trim(take(&line, '\t'));
    struct cvd_str others = cvd_str_trim(take(&line, '\t'));
    struct cvd_str kind_name = cvd_str_trim(take(&line, '\t'));
    const struct kind *kind = find_kind(kind_name);
    size_t first = r->count;

    if (others.len == 0)
        return refuse(r, CVD_EINPUT, "not 'FORM, a tab, FORM'");
    if (cvd_str_trim(line).len)
        return refuse(r, CVD_EINPUT, "more than three columns");
    if (!kind)
        return refuse_form(r, CVD_EINPUT, kind_name, "is no kind: abbr, "
                           "abbr-one-way, spelling, domain");
    if (r->rows == CVD_SYNONYM_ROWS_MAX)
        return refuse(r, CVD_ELIMIT, "too many rows");
    if (cvd_array_reserve(&r->own->groups, &r->group_cap, r->rows + 1,
                          sizeof *r->own->groups) != CVD_OK)
        return no_memory(r);
    enum cvd_status st = read_forms(r, form, kind, first);
    if (st == CVD_OK)
        st = read_forms(r, others, kind, first);
    if (st != CVD_OK)
        return st;
    r->own->groups[r->rows++] = (struct cvd_synonym_group){
        .kind = kind->kind, .first = (uint32_t)first,
        .count = (uint32_t)(r->count - first), .one_way = kind->one_way
    };
    return CVD_OK;
}

static enum cvd_status read_line(struct reader *r, struct cvd_str line)
{
    r->line++;
    cvd_buf_clear(&r->text);
    enum cvd_status st = cvd_text_normalize(line, &r->text, NULL);
    if (st == CVD_EINPUT)
        return refuse(r, st, "not UTF-8");
    if (st != CVD_OK)
        return no_memory(r);
    line = cvd_str_trim(cvd_buf_str(&r->text));
    return line.len == 0 || *line.ptr == '#'
               ? CVD_OK : read_row(r, cvd_buf_str(&r->text));
}

/* ---- the whole ------------------------------------------------------- */

static int compare_keys(const void *pa, const void *pb)
{
    const struct key *a = pa, *b = pb;
    int c = strcmp(a->folded, b->folded);

    return c ? c : (a->entry > b->entry) - (a->entry < b->entry);
}

/* Let the entries be found by their folded forms, sorted in `keys`. */
static enum cvd_status fill_slots(struct reader *r, const struct key *keys)
{
    struct own_list *own = r->own;
    size_t first = 0; /* of the same form */

    for (size_t k = 0; k < r->count; k++) {
        own->by_folded[k] = keys[k].entry;
        if (k && strcmp(keys[k].folded, keys[first].folded) == 0) {
            r->line = r->drafts[keys[k].entry].line;
            if (k - first == CVD_SYNONYM_SAME_MAX)
                return refuse(r, CVD_ELIMIT, "a form that stands in too many "
                              "rows");
            continue;
        }
        first = k;
        size_t at = (size_t)cvd_hash64(cvd_str_from(keys[k].folded));
        while (own->slots[at & own->list.slot_mask])
            at++;
        own->slots[at & own->list.slot_mask] = (uint32_t)k + 1;
    }
    return CVD_OK;
}

static enum cvd_status finish(struct reader *r)
{
    struct own_list *own = r->own;
    struct key *keys = calloc(r->count + 1, sizeof *keys);
    size_t slots = 2;

    while (slots < 2 * r->count)
        slots *= 2;
    own->by_folded = calloc(r->count + 1, sizeof *own->by_folded);
    own->slots = calloc(slots, sizeof *own->slots);
    if (!keys || !own->by_folded || !own->slots) {
        free(keys);
        return no_memory(r);
    }
    for (size_t i = 0; i < r->count; i++) {
        struct cvd_synonym_form *f = &own->entries[i].form;
        f->exact = own->words.ptr + r->drafts[i].exact;
        f->folded = own->words.ptr + r->drafts[i].folded;
        keys[i] = (struct key){ f->folded, (uint32_t)i };
    }
    qsort(keys, r->count, sizeof *keys, compare_keys);
    own->list = (struct cvd_synonym_list){
        .entries = own->entries, .count = r->count, .groups = own->groups,
        .by_folded = own->by_folded, .slots = own->slots,
        .slot_mask = slots - 1
    };
    enum cvd_status st = fill_slots(r, keys);
    free(keys);
    return st;
}

enum cvd_status cvd_synonyms_parse(struct cvd_str tsv, const char *name,
                                   struct cvd_synonym_list **out,
                                   struct cvd_err *err)
{
    struct reader r = { .name = name, .err = err };
    enum cvd_status st = CVD_OK;

    *out = NULL;
    if (tsv.len > CVD_LIST_BYTES_MAX)
        return cvd_fail(err, CVD_ELIMIT, "'%s' is longer than %d bytes", name,
                        CVD_LIST_BYTES_MAX);
    r.own = calloc(1, sizeof *r.own);
    if (!r.own)
        return no_memory(&r);
    while (tsv.len && st == CVD_OK)
        st = read_line(&r, take(&tsv, '\n'));
    if (st == CVD_OK)
        st = finish(&r);
    free(r.drafts);
    cvd_buf_release(&r.text);
    cvd_tokens_release(&r.tokens);
    if (st == CVD_OK)
        *out = &r.own->list;
    else
        cvd_synonyms_free(&r.own->list);
    return st;
}

void cvd_synonyms_free(struct cvd_synonym_list *l)
{
    struct own_list *own = (struct own_list *)l;

    if (!own)
        return;
    free(own->entries);
    free(own->groups);
    free(own->by_folded);
    free(own->slots);
    cvd_buf_release(&own->words);
    free(own);
}
