/* suggest.c - what a person may be about to type: the call, and the mix.
 *
 * What is surely meant comes first (the abbreviation of a campaign, the number
 * of a document), then numbers and words, then what else bears such a name.
 * Half of the room is for words, where there are that many. */
#include "search/suggest.h"
#include "analyzers/slug.h"
#include "base/json.h"
#include "search/json_parts.h"

#include <stdlib.h>

/* Of each kind, where there are words too. */
enum { NUMBERS = 3, CAMPAIGNS = 3, PROVINCES = 2, TYPES = 2, DOCUMENTS = 3 };

/* ---- what was typed -------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool cvd_typed_is(const struct cvd_typed *t, size_t i, struct cvd_word have)
{
    const struct cvd_tokens *tokens = &t->q->tokens;
    struct cvd_str typed = cvd_token_exact(tokens, i);

    return cvd_str_equal(cvd_token_folded(tokens, i), have.folded) &&
           (cvd_str_equal(typed, have.exact) ||
            cvd_marks_consistent(typed, have.exact));
}

bool cvd_typed_begins(const struct cvd_typed *t, size_t i,
                      struct cvd_word have)
{
    const struct cvd_tokens *tokens = &t->q->tokens;
    struct cvd_str typed = cvd_token_exact(tokens, i);

    if (!cvd_str_starts(have.folded, cvd_token_folded(tokens, i)))
        return false;
    struct cvd_str begin = cvd_utf8_first(have.exact, cvd_utf8_count(typed));
    return cvd_str_equal(begin, typed) || cvd_marks_consistent(typed, begin);
}

static bool is_itself(void *ctx, struct cvd_str exact)
{
    return cvd_str_equal(*(const struct cvd_str *)ctx, exact);
}

enum cvd_status cvd_typed_spelling(const struct cvd_typed *t,
                                   struct cvd_word word,
                                   struct cvd_spellings *out)
{
    return cvd_store_spellings(t->s->store, word.folded, 1, is_itself,
                               &word.exact, out);
}

bool cvd_typed_before(const struct cvd_typed *t, size_t i,
                      struct cvd_str *before)
{
    const char *text = t->q->text.ptr;
    size_t end = t->q->tokens.tok[i].start, quotes = 0, open = 0, closed = 0;

    if (end > 0 && !is_blank(text[end - 1]))
        return false;
    for (size_t k = 0; k < end; k++) {
        quotes += text[k] == '"';
        open += text[k] == '(';
        closed += text[k] == ')';
    }
    *before = cvd_str_trim((struct cvd_str){ text, end });
    return quotes % 2 == 0 && open == closed;
}

/* ---- offers ---------------------------------------------------------- */

void cvd_offer_say(struct cvd_offers *o, struct cvd_buf *out,
                   struct cvd_str s, size_t letters)
{
    s = cvd_str_trim(s);
    struct cvd_str shown = cvd_utf8_first(s, letters);
    bool blank = false;

    for (size_t i = 0; i < shown.len && o->status == CVD_OK; i++) {
        bool is = is_blank(shown.ptr[i]);
        if (!is || !blank)
            o->status = cvd_buf_add_char(out, is ? ' ' : shown.ptr[i]);
        blank = is;
    }
    if (shown.len < s.len && o->status == CVD_OK)
        o->status = cvd_buf_add_text(out, "…");
}

struct cvd_offer *cvd_offer(struct cvd_offers *o, const char *kind,
                            struct cvd_str text)
{
    if (o->count == CVD_SUGGEST_MAX || o->status != CVD_OK)
        return NULL;
    struct cvd_offer *one = &o->list[o->count++];
    one->is.kind = kind;
    cvd_offer_say(o, &one->is.text, text, CVD_OFFER_TEXT_MAX);
    return o->status == CVD_OK ? one : NULL;
}

static void release(struct cvd_suggestion *s)
{
    cvd_buf_release(&s->text);
    cvd_buf_release(&s->value);
    cvd_buf_release(&s->query);
    cvd_buf_release(&s->detail);
}

void cvd_offers_release(struct cvd_offers *o)
{
    for (size_t i = 0; i < o->count; i++)
        release(&o->list[i].is);
    o->count = 0;
}

/* ---- the mix --------------------------------------------------------- */

struct parts {
    struct cvd_offers words, numbers, documents;
    struct cvd_name_offers names;
};

struct mix {
    struct cvd_suggestion *list;
    size_t count, limit;
    struct cvd_buf names; /* of campaigns, provinces and types, and numbers,
                             as codes, each between line feeds */
    enum cvd_status status;
};

/* The text of `s` as a code between line feeds. */
static enum cvd_status key_of(const struct cvd_suggestion *s,
                              struct cvd_buf *out)
{
    enum cvd_status st = cvd_buf_add_char(out, '\n');

    if (st == CVD_OK)
        st = cvd_slug(cvd_buf_str(&s->text), out);
    return st == CVD_OK ? cvd_buf_add_char(out, '\n') : st;
}

static void note_names(struct mix *m, const struct cvd_offers *o, size_t most)
{
    for (size_t i = 0; i < o->count && i < most && m->status == CVD_OK; i++)
        m->status = key_of(&o->list[i].is, &m->names);
}

/* Take those out of `words` that are a name. */
static void drop_names(struct mix *m, struct cvd_offers *words)
{
    struct cvd_buf key = { 0 };
    size_t kept = 0;

    for (size_t i = 0; i < words->count; i++) {
        struct cvd_offer *one = &words->list[i];
        cvd_buf_clear(&key);
        if (m->status == CVD_OK)
            m->status = key_of(&one->is, &key);
        if (m->status == CVD_OK && m->names.len &&
            strstr(m->names.ptr, key.ptr))
            release(&one->is);
        else
            words->list[kept++] = *one;
    }
    words->count = kept;
    cvd_buf_release(&key);
}

/* Move what goes to `place`, `*room` at most. */
static void move(struct mix *m, struct cvd_offers *o,
                 enum cvd_offer_place place, size_t most, size_t *room)
{
    for (size_t i = 0; i < o->count && i < most && *room; i++) {
        struct cvd_offer *one = &o->list[i];
        if (one->place != place)
            continue;
        m->list[m->count++] = one->is;
        one->is = (struct cvd_suggestion){ 0 };
        --*room;
    }
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many there may be of each kind. */
struct caps {
    size_t campaigns, provinces, types, numbers;
};

static size_t count_others(const struct parts *p, const struct caps *c)
{
    return least(p->names.campaigns.count, c->campaigns) +
           least(p->names.provinces.count, c->provinces) +
           least(p->names.types.count, c->types) +
           least(p->numbers.count, c->numbers) + p->documents.count;
}

static void move_names(struct mix *m, struct parts *p, const struct caps *c,
                       enum cvd_offer_place place, size_t *room)
{
    move(m, &p->names.campaigns, place, c->campaigns, room);
    move(m, &p->names.provinces, place, c->provinces, room);
    move(m, &p->names.types, place, c->types, room);
}

static void mix_parts(struct mix *m, struct parts *p, bool late)
{
    struct caps c = { CAMPAIGNS, PROVINCES, TYPES, NUMBERS };

    if (p->words.count == 0 && !late)
        c = (struct caps){ m->limit, m->limit, m->limit, m->limit };
    note_names(m, &p->names.campaigns, c.campaigns);
    note_names(m, &p->names.provinces, c.provinces);
    note_names(m, &p->names.types, c.types);
    note_names(m, &p->numbers, c.numbers);
    drop_names(m, &p->words);
    size_t others = least(count_others(p, &c), m->limit);
    size_t half = (m->limit + 1) / 2;
    size_t words = least(p->words.count, m->limit - others > half
                                             ? m->limit - others : half);
    others = m->limit - words;
    move(m, &p->documents, CVD_OFFER_FIRST, DOCUMENTS, &others);
    move_names(m, p, &c, CVD_OFFER_FIRST, &others);
    move(m, &p->numbers, CVD_OFFER_BEHIND, c.numbers, &others);
    move(m, &p->words, CVD_OFFER_BEHIND, p->words.count, &words);
    move_names(m, p, &c, CVD_OFFER_NEXT, &others);
    move_names(m, p, &c, CVD_OFFER_BEHIND, &others);
    move(m, &p->documents, CVD_OFFER_BEHIND, DOCUMENTS, &others);
}

/* ---- the call -------------------------------------------------------- */

static enum cvd_status status_of(const struct parts *p)
{
    const struct cvd_offers *all[] = {
        &p->words, &p->numbers, &p->documents, &p->names.campaigns,
        &p->names.provinces, &p->names.types
    };

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i]->status != CVD_OK)
            return all[i]->status;
    return CVD_OK;
}

/* Names and numbers first: words that are one are not offered.  What comes
 * last is lost when time is short. */
static enum cvd_status ask_parts(const struct cvd_typed *t, struct mix *m,
                                 struct parts *p, struct cvd_err *err)
{
    enum cvd_status st = cvd_suggest_names(t, m->limit, &p->names, err);

    if (st == CVD_OK)
        st = cvd_suggest_numbers(t, m->limit, &p->numbers, err);
    if (st == CVD_OK)
        st = cvd_suggest_words(t, m->limit, &p->words, err);
    if (st == CVD_OK)
        st = cvd_suggest_documents(t, DOCUMENTS, &p->documents, err);
    if (st == CVD_OK)
        m->status = status_of(p);
    if (st == CVD_OK && m->status == CVD_OK)
        mix_parts(m, p, cvd_searcher_late(t->s));
    return st;
}

static struct cvd_typed typed_of(struct cvd_searcher *s,
                                 const struct cvd_query *q)
{
    struct cvd_store_info info;
    size_t last = q->tokens.count - 1;

    cvd_store_describe(s->store, &info);
    return (struct cvd_typed){
        .s = s, .q = q, .last = last, .removed = info.deleted,
        .open = !is_blank(q->text.ptr[q->text.len - 1])
    };
}

static void parts_free(struct parts *p)
{
    if (!p)
        return;
    cvd_offers_release(&p->words);
    cvd_offers_release(&p->numbers);
    cvd_offers_release(&p->documents);
    cvd_offers_release(&p->names.campaigns);
    cvd_offers_release(&p->names.provinces);
    cvd_offers_release(&p->names.types);
    free(p);
}

enum cvd_status cvd_suggest(struct cvd_searcher *s, struct cvd_str prefix,
                            size_t limit, struct cvd_suggestion **out,
                            size_t *count, struct cvd_err *err)
{
    struct cvd_query q;
    struct mix m = { .limit = least(limit, CVD_SUGGEST_MAX) };
    struct parts *p = NULL;
    enum cvd_status st = cvd_query_parse(prefix, &q, err);

    *out = NULL;
    *count = 0;
    if (st != CVD_OK)
        return st;
    p = calloc(1, sizeof *p);
    m.list = calloc(m.limit + 1, sizeof *m.list);
    if (!p || !m.list) {
        m.status = CVD_ENOMEM;
    } else if (q.tokens.count && m.limit) {
        struct cvd_typed t = typed_of(s, &q);
        st = ask_parts(&t, &m, p, err);
    }
    if (st == CVD_OK && m.status != CVD_OK)
        st = cvd_fail(err, m.status, "out of memory");
    parts_free(p);
    cvd_query_release(&q);
    cvd_buf_release(&m.names);
    if (st != CVD_OK) {
        cvd_suggestions_free(m.list, m.count);
        return st;
    }
    *out = m.list;
    *count = m.count;
    return CVD_OK;
}

void cvd_suggestions_free(struct cvd_suggestion *s, size_t count)
{
    for (size_t i = 0; s && i < count; i++)
        release(&s[i]);
    free(s);
}

/* ---- as JSON --------------------------------------------------------- */

static void put(struct cvd_json *j, const struct cvd_suggestion *s)
{
    cvd_json_object(j);
    cvd_json_key(j, "text");
    cvd_json_str(j, cvd_buf_str(&s->text));
    cvd_json_key(j, "kind");
    cvd_json_text(j, s->kind);
    cvd_json_key(j, "count");
    if (s->counted)
        cvd_json_int(j, (int64_t)s->documents);
    else
        cvd_json_null(j);
    cvd_put_named(j, "value", cvd_buf_str(&s->value));
    cvd_json_key(j, "query");
    cvd_json_str(j, cvd_buf_str(&s->query));
    cvd_put_named(j, "detail", cvd_buf_str(&s->detail));
    cvd_json_object_end(j);
}

enum cvd_status cvd_suggestion_json(const struct cvd_suggestion *s,
                                    struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    put(&j, s);
    return j.status;
}

enum cvd_status cvd_suggestions_json(struct cvd_str prefix,
                                     const struct cvd_suggestion *list,
                                     size_t count, struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_json_key(&j, "query");
    cvd_json_str(&j, prefix);
    cvd_json_key(&j, "suggestions");
    cvd_json_array(&j);
    for (size_t i = 0; i < count; i++)
        put(&j, &list[i]);
    cvd_json_array_end(&j);
    cvd_json_object_end(&j);
    return j.status;
}
