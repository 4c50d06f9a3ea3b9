/* suggest_names.c - campaigns, provinces and types that the last words name,
 * or begin to name.
 *
 * The words typed last are a run of the words of a name, the last of them
 * perhaps the beginning of one.  The longest run that any name has wins, and
 * what stands before it is left of the query. */
#include "search/labels.h"
#include "search/strings.h"
#include "search/suggest.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    /* Letters of a lone word that is to name a province behind others: "thi
     * đua n" goes on in too many ways.  Of a campaign or a type all of it is
     * asked there. */
    LETTERS_BEHIND_MIN = 2,
    ABBREVIATION_LETTERS_MIN = 2, /* of one that is not typed whole */
    /* Documents counted one by one, where some were removed. */
    COUNTED_MAX = 1000,
    UNLISTED_MAX = 6 /* whose name is looked up in a document */
};

/* How the words typed last are words of a form. */
struct fit {
    const struct cvd_name_entry *entry; /* NULL: they are not */
    const struct cvd_name_form *form;
    size_t run;      /* typed words, one at least; with those of its kind
                        before it: "tỉnh Hà Tĩnh" is one name, */
    size_t kind;     /* of which so many are its kind */
    bool begins;     /* they are its first */
    bool whole;      /* all of them, and all of the last one */
};

struct fits {
    const struct cvd_typed *t;
    const struct cvd_name_table *table;
    struct fit *list;           /* by entry */
    size_t longest;             /* run */
};

/* ---- one form -------------------------------------------------------- */

/* Whether typed token `i` is word `w` of a form, or begins it. */
static bool is_word(const struct fits *f, const struct cvd_name_form *form,
                    size_t i, size_t w, bool begins)
{
    struct cvd_word have = cvd_token_word(&f->table->words, w);
    struct cvd_str typed = cvd_token_folded(&f->t->q->tokens, i);

    if (form->unmarked)
        return begins ? cvd_str_starts(have.folded, typed)
                      : cvd_str_equal(have.folded, typed);
    return begins ? cvd_typed_begins(f->t, i, have)
                  : cvd_typed_is(f->t, i, have);
}

/* How many of the words typed last stand at the form's words up to `w`. */
static size_t run_at(const struct fits *f, const struct cvd_name_form *form,
                     size_t w)
{
    size_t last = f->t->last, n = 1;

    if (!is_word(f, form, last, form->first + w, f->t->open))
        return 0;
    while (n <= w && n <= last &&
           is_word(f, form, last - n, form->first + w - n, false))
        n++;
    return n;
}

/* ---- the kind before a name ------------------------------------------ */

/* Folded. */
static const struct {
    enum cvd_field field;
    const char *words[4];
} kinds[] = {
    { CVD_F_ON_MAP, { "thanh", "pho" } },
    { CVD_F_ON_MAP, { "tinh" } },
    { CVD_F_ON_MAP, { "tp" } },
    { CVD_F_TYPE, { "loai", "van", "ban" } },
    { CVD_F_TYPE, { "loai" } },
    { CVD_F_CAMPAIGN, { "cuoc", "van", "dong" } },
    { CVD_F_CAMPAIGN, { "phong", "trao", "thi", "dua" } },
    { CVD_F_CAMPAIGN, { "phong", "trao" } },
    { CVD_F_CAMPAIGN, { "chuong", "trinh" } },
    { CVD_F_CAMPAIGN, { "cuoc", "thi" } },
    { CVD_F_CAMPAIGN, { "cvd" } },
};

static size_t count_words(const char *const words[4])
{
    size_t n = 0;

    while (n < 4 && words[n])
        n++;
    return n;
}

/* How many words before typed token `first` are the kind of a name of
 * `field`. */
static size_t kind_before(const struct cvd_typed *t, enum cvd_field field,
                          size_t first)
{
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        size_t n = count_words(kinds[k].words), same = 0;
        struct cvd_str before;
        if (kinds[k].field != field || n > first)
            continue;
        while (same < n &&
               cvd_str_equal(cvd_token_folded(&t->q->tokens,
                                              first - n + same),
                             cvd_str_from(kinds[k].words[same])))
            same++;
        if (same == n && cvd_typed_before(t, first - n, &before))
            return n;
    }
    return 0;
}

/* ---- whether it will do ---------------------------------------------- */

/* Whether the last word is one as it stands ("quả"), and none of the form. */
static bool is_other_word(const struct fits *f, const struct fit *fit)
{
    const struct cvd_tokens *typed = &f->t->q->tokens;

    if (!typed->tok[f->t->last].marked ||
        !cvd_syllable_valid(cvd_token_exact(typed, f->t->last)))
        return false;
    for (size_t w = 0; w < fit->form->count; w++)
        if (is_word(f, fit->form, f->t->last, fit->form->first + w, false))
            return false;
    return true;
}

/* Whether so few words, or letters, say enough. */
static bool says_enough(const struct fits *f, const struct fit *fit)
{
    size_t typed = f->t->last + 1;
    bool all = fit->run == typed;
    size_t letters =
        cvd_utf8_count(cvd_token_exact(&f->t->q->tokens, f->t->last));
    struct cvd_str before;

    if (!fit->begins && !all && fit->run == 1)
        return false;
    if (!all && fit->run == 1 &&
        (letters < LETTERS_BEHIND_MIN || is_other_word(f, fit) ||
         (fit->entry->field != CVD_F_ON_MAP && !fit->whole)))
        return false;
    if (fit->form->abbreviation && !fit->whole &&
        (fit->form->weak || letters < ABBREVIATION_LETTERS_MIN))
        return false;
    /* A query in small letters has words (kh, tb), not names. */
    if (fit->form->abbreviation && fit->form->weak && !all)
        return false;
    return cvd_typed_before(f->t, typed - fit->run, &before);
}

/* Whether `a` says more surely than `b` what is meant. */
static bool is_surer(const struct fit *a, const struct fit *b)
{
    if (!b->entry || a->run != b->run)
        return !b->entry || a->run > b->run;
    if (a->whole != b->whole)
        return a->whole;
    if (a->begins != b->begins)
        return a->begins;
    return !a->form->weak && b->form->weak;
}

static void try_form(struct fits *f, const struct cvd_name_form *form)
{
    struct fit *best = &f->list[form->entry];

    for (size_t w = 0; w < form->count; w++) {
        struct fit fit = { .entry = &f->table->entries[form->entry],
                           .form = form, .run = run_at(f, form, w) };
        if (!fit.run)
            continue;
        fit.begins = fit.run == w + 1;
        fit.whole = fit.begins && w + 1 == form->count &&
                    is_word(f, form, f->t->last, form->first + w, false);
        if (fit.begins)
            fit.kind = kind_before(f->t, fit.entry->field,
                                   f->t->last + 1 - fit.run);
        fit.run += fit.kind;
        if (!says_enough(f, &fit) || !is_surer(&fit, best))
            continue;
        *best = fit;
        f->longest = fit.run > f->longest ? fit.run : f->longest;
    }
}

/* ---- the likeliest --------------------------------------------------- */

static bool is_weak(const struct fit *f)
{
    return f->form->weak || f->form->unmarked;
}

static int likeliest_first(const void *pa, const void *pb)
{
    const struct fit *a = pa, *b = pb;

    if (a->whole != b->whole)
        return a->whole ? -1 : 1;
    if (is_weak(a) != is_weak(b))
        return is_weak(a) ? 1 : -1;
    if (a->begins != b->begins)
        return a->begins ? -1 : 1;
    if (a->entry->documents != b->entry->documents)
        return a->entry->documents > b->entry->documents ? -1 : 1;
    return cvd_str_compare(a->entry->code, b->entry->code);
}

/* Keep those of the longest run; how many. */
static size_t keep_longest(struct fits *f)
{
    size_t n = 0;

    for (size_t i = 0; i < f->table->entry_count; i++)
        if (f->list[i].entry && f->list[i].run == f->longest)
            f->list[n++] = f->list[i];
    if (n)
        qsort(f->list, n, sizeof *f->list, likeliest_first);
    return n;
}

/* How many words of its form are but its kind: "Cuộc vận động hàng Việt". */
static size_t kind_in(const struct fits *f, const struct cvd_name_form *form)
{
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        size_t n = count_words(kinds[k].words), same = 0;
        if (kinds[k].field != f->table->entries[form->entry].field)
            continue;
        while (same < n && same < form->count &&
               cvd_str_equal(cvd_token_folded(&f->table->words,
                                              form->first + same),
                             cvd_str_from(kinds[k].words[same])))
            same++;
        if (same == n)
            return n;
    }
    return 0;
}

/* It goes before the words if it is named, or more than one word of it is. A
 * type behind other words is most often one of them. */
static enum cvd_offer_place place_of(const struct fits *f,
                                     const struct fit *fit)
{
    size_t kind = kind_in(f, fit->form);

    if (!fit->begins)
        return CVD_OFFER_BEHIND;
    if (is_weak(fit) || fit->run <= kind ||
        (fit->entry->field == CVD_F_TYPE && fit->run <= f->t->last))
        return CVD_OFFER_NEXT;
    return fit->whole || fit->run > 1 ? CVD_OFFER_FIRST : CVD_OFFER_NEXT;
}

/* ---- offering -------------------------------------------------------- */

/* Count the documents that are not removed; 0 when it is too late for it. */
static enum cvd_status count_live(const struct cvd_typed *t,
                                  const struct cvd_name_entry *e,
                                  uint64_t *count, struct cvd_err *err)
{
    struct cvd_node node = { .kind = CVD_N_FIELD, .field = e->field,
                             .term = e->code };
    struct cvd_ask q = { .root = &node, .limit = 1, .exact_to = COUNTED_MAX };
    struct cvd_answer a;

    *count = e->documents;
    if (!t->removed)
        return CVD_OK;
    enum cvd_status st = cvd_store_ask(t->s->store, &q, &a, err);
    if (st == CVD_OK) {
        *count = a.count && !a.cut_short ? a.total : 0;
        cvd_answer_release(&a);
    }
    return st;
}

/* "Hồ Chí Minh" is a person: the city has its kind before it.  All kinds
 * begin with a plain letter. */
static struct cvd_str province_text(const struct cvd_name_entry *e,
                                    char *out, size_t size)
{
    if (!e->kind)
        return cvd_str_from(e->name);
    (void)snprintf(out, size, "%c%s %s", *e->kind - 'a' + 'A', e->kind + 1,
                   e->name);
    return cvd_str_from(out);
}

static const char *kind_of(enum cvd_field f)
{
    return f == CVD_F_CAMPAIGN ? "campaign"
           : f == CVD_F_TYPE   ? "type"
                               : "province";
}

/* What became of a province that is no more; nothing of one of today's. */
static void say_now(struct cvd_offers *o, struct cvd_buf *out,
                    struct cvd_str code)
{
    struct cvd_str now = cvd_str_from(cvd_province_today(code));

    if (!now.len || cvd_str_equal(now, code))
        return;
    now = cvd_value_label(CVD_F_PROVINCE, now);
    o->status = cvd_buf_printf(out, "nay thuộc %.*s", (int)now.len, now.ptr);
}

/* The abbreviation by which it was found, in capitals. */
static void say_abbreviation(struct cvd_offers *o, struct cvd_buf *out,
                             struct cvd_str word)
{
    for (size_t i = 0; i < word.len && o->status == CVD_OK; i++) {
        char c = word.ptr[i];
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        /* U+0111, whose capital U+0110 is the byte before. */
        if (c == '\x91' && i > 0 && word.ptr[i - 1] == '\xC4')
            c = '\x90';
        o->status = cvd_buf_add_char(out, c);
    }
}

static void fill(const struct fits *fits, const struct fit *f,
                 struct cvd_offers *o, struct cvd_offer *one)
{
    const struct cvd_typed *t = fits->t;
    struct cvd_str before;

    one->place = place_of(fits, f);
    if (o->status == CVD_OK)
        o->status = cvd_buf_add(&one->is.value, f->entry->code);
    if (o->status == CVD_OK &&
        cvd_typed_before(t, t->last + 1 - f->run, &before))
        o->status = cvd_buf_add(&one->is.query, before);
    if (o->status == CVD_OK && f->entry->field == CVD_F_ON_MAP)
        say_now(o, &one->is.detail, f->entry->code);
    if (f->form->abbreviation && !one->is.detail.len)
        say_abbreviation(o, &one->is.detail,
                         cvd_token_exact(&fits->table->words,
                                         f->form->first));
}

/* Whether a campaign that is on no list, found by its code, is spelled as
 * typed: its marks are known only now. */
static bool is_spelled(const struct cvd_typed *t, const struct fit *f,
                       struct cvd_str name, struct cvd_tokens *words)
{
    size_t run = f->run - f->kind, first = t->last + 1 - run, n = 0;

    if (!f->form->unmarked)
        return true;
    if (cvd_tokenize(name, words) != CVD_OK)
        return false;
    for (size_t i = 0; n < run && i + run <= words->count; i++)
        for (n = 0; n < run; n++) {
            struct cvd_word have = cvd_token_word(words, i + n);
            if (n + 1 == run && t->open
                    ? !cvd_typed_begins(t, first + n, have)
                    : !cvd_typed_is(t, first + n, have))
                break;
        }
    return n == run;
}

/* What a reader calls it; empty where that is not known in time. */
static enum cvd_status text_of(const struct cvd_typed *t, const struct fit *f,
                               char *room, size_t size,
                               struct cvd_strings **strings,
                               struct cvd_str *out, struct cvd_err *err)
{
    const struct cvd_name_entry *e = f->entry;
    enum cvd_status st = CVD_OK;

    if (e->field == CVD_F_ON_MAP) {
        *out = province_text(e, room, size);
    } else if (e->name) {
        *out = cvd_str_from(e->name);
    } else {
        st = cvd_label_value(t->s, CVD_F_CAMPAIGN, e->code, strings, out,
                             err);
        if (st == CVD_OK && !is_spelled(t, f, *out, &t->s->tokens))
            *out = (struct cvd_str){ NULL, 0 };
    }
    return st;
}

static enum cvd_status offer(const struct fits *fits, const struct fit *f,
                             struct cvd_offers *o, struct cvd_err *err)
{
    const struct cvd_typed *t = fits->t;
    enum { ROOM = 128 }; /* the longest name of a province has 20 bytes */
    char room[ROOM];
    struct cvd_strings *strings = NULL;
    struct cvd_str text = { NULL, 0 };
    uint64_t count;
    enum cvd_status st = count_live(t, f->entry, &count, err);

    if (st == CVD_OK && count)
        st = text_of(t, f, room, sizeof room, &strings, &text, err);
    if (st == CVD_OK && text.len && !cvd_searcher_late(t->s)) {
        struct cvd_offer *one = cvd_offer(o, kind_of(f->entry->field), text);
        if (one) {
            one->is.counted = true;
            one->is.documents = count;
            fill(fits, f, o, one);
        }
    }
    cvd_strings_free(strings);
    return st;
}

static struct cvd_offers *offers_of(struct cvd_name_offers *o,
                                    enum cvd_field f)
{
    return f == CVD_F_CAMPAIGN ? &o->campaigns
           : f == CVD_F_TYPE   ? &o->types
                               : &o->provinces;
}

enum cvd_status cvd_suggest_names(const struct cvd_typed *t, size_t max,
                                  struct cvd_name_offers *out,
                                  struct cvd_err *err)
{
    struct fits f = { .t = t };
    enum cvd_status st = cvd_name_table_of(t->s, &f.table, err);

    if (st != CVD_OK || !f.table)
        return st;
    f.list = calloc(f.table->entry_count + 1, sizeof *f.list);
    if (!f.list)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < f.table->form_count; i++)
        try_form(&f, &f.table->forms[i]);
    size_t n = keep_longest(&f), unlisted = 0;
    for (size_t i = 0; i < n && st == CVD_OK; i++) {
        struct cvd_offers *o = offers_of(out, f.list[i].entry->field);
        if (o->count < max && (f.list[i].entry->name ||
                               unlisted++ < UNLISTED_MAX))
            st = offer(&f, &f.list[i], o, err);
    }
    free(f.list);
    return st;
}
