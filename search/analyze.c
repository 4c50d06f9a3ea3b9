/* analyze.c - what the analyzer makes of a text, for people and programs. */
#include "analyzers/keyboard.h"
#include "base/array.h"
#include "base/json.h"
#include "search/named.h"
#include "search/points.h"
#include "search/restore.h"
#include "search/searcher.h"

#include <stdlib.h>

struct analysis {
    struct cvd_buf normal;
    struct cvd_str text;
    struct cvd_tokens tokens;
    struct cvd_entities entities;
    struct cvd_buf keyboard; /* what it is if typed without input method */
    bool typed;
    struct cvd_restored_text restored; /* what it is if marks are missing */
    struct cvd_place_match *places;
    size_t place_count;
    struct cvd_campaigns campaigns;
};

enum { PLACES_MAX = 1000 };

/* No token of bytes [start, end) is a word to be restored; *at: where to look
 * for the first, as calls come in order. */
static void forbid(const struct cvd_tokens *t, bool *may, size_t *at,
                   uint32_t start, uint32_t end)
{
    while (*at < t->count && t->tok[*at].end <= start)
        ++*at;
    for (size_t i = *at; i < t->count && t->tok[i].start < end; i++)
        may[i] = false;
}

static enum cvd_status restore(const struct cvd_searcher *s,
                               struct analysis *a, struct cvd_err *err)
{
    size_t n = a->tokens.count, number = 0, date = 0;
    bool *may = malloc(n + 1);

    if (!may)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < n; i++)
        may[i] = true;
    for (size_t i = 0; i < a->entities.number_count; i++)
        forbid(&a->tokens, may, &number, a->entities.numbers[i].start,
               a->entities.numbers[i].end);
    for (size_t i = 0; i < a->entities.date_count; i++)
        forbid(&a->tokens, may, &date, a->entities.dates[i].start,
               a->entities.dates[i].end);
    enum cvd_status st = cvd_restore_text(s->store, a->text, &a->tokens, may,
                                          &a->restored, err);
    if (cvd_searcher_late(s)) /* half read it would be misread */
        cvd_buf_clear(&a->restored.text);
    free(may);
    return st;
}

static bool any_marked(const struct cvd_tokens *t)
{
    for (size_t i = 0; i < t->count; i++)
        if (t->tok[i].marked)
            return true;
    return false;
}

/* A campaign of a list that a document would have to write in capitals or in
 * quotation marks, and a question need not. */
static enum cvd_status add_short_names(const struct cvd_searcher *s,
                                       struct analysis *a)
{
    enum { MATCHES_MAX = 64 };
    struct cvd_campaign_match m[MATCHES_MAX];
    struct cvd_campaigns *c = &a->campaigns;
    size_t n = cvd_campaigns_in_query(&a->tokens, 0, a->tokens.count,
                                      !any_marked(&a->tokens),
                                      s ? s->campaigns : NULL, m,
                                      MATCHES_MAX);

    for (size_t i = 0; i < n; i++) {
        struct cvd_str code = cvd_str_from(m[i].code);
        size_t k = 0;
        while (k < c->count && !cvd_str_equal(c->list[k].code, code))
            k++;
        if (k < c->count)
            continue;
        if (cvd_array_reserve(&c->list, &c->cap, c->count + 1,
                              sizeof *c->list) != CVD_OK)
            return CVD_ENOMEM;
        c->list[c->count++] = (struct cvd_campaign){
            .code = code, .name = cvd_str_from(m[i].name),
            .first = m[i].first, .count = m[i].count, .mentions = 1,
            .listed = true
        };
    }
    return CVD_OK;
}

static enum cvd_status find_names(const struct cvd_searcher *s,
                                  struct analysis *a)
{
    a->places = calloc(PLACES_MAX, sizeof *a->places);
    if (!a->places)
        return CVD_ENOMEM;
    a->place_count = cvd_named_places(a->text, &a->tokens, 0,
                                      a->tokens.count,
                                      !any_marked(&a->tokens), a->places,
                                      PLACES_MAX);
    enum cvd_status st = cvd_campaigns_find(a->text, &a->tokens,
                                            s ? s->campaigns : NULL,
                                            &a->campaigns);
    return st == CVD_OK ? add_short_names(s, a) : st;
}

static enum cvd_status analyze(const struct cvd_searcher *s,
                               struct cvd_str raw, struct analysis *a,
                               struct cvd_err *err)
{
    enum cvd_status st = cvd_text_normalize(raw, &a->normal, err);

    if (st != CVD_OK)
        return st;
    a->text = cvd_buf_str(&a->normal);
    st = cvd_tokenize(a->text, &a->tokens);
    if (st == CVD_OK)
        st = cvd_entities_find(a->text, true, &a->entities);
    if (st == CVD_OK)
        st = cvd_keyboard_read(a->text, &a->keyboard, &a->typed);
    if (st == CVD_OK)
        st = find_names(s, a);
    if (st != CVD_OK)
        return cvd_fail(err, st, "cannot analyse the text: %s",
                        cvd_status_text(st));
    return s ? restore(s, a, err) : CVD_OK;
}

static void analysis_release(struct analysis *a)
{
    cvd_entities_release(&a->entities);
    cvd_tokens_release(&a->tokens);
    cvd_buf_release(&a->keyboard);
    cvd_buf_release(&a->restored.text);
    cvd_buf_release(&a->normal);
    cvd_campaigns_release(&a->campaigns);
    free(a->places);
}

/* ---- JSON ------------------------------------------------------------ */

static void str_or_null(struct cvd_json *j, struct cvd_str s)
{
    if (s.len)
        cvd_json_str(j, s);
    else
        cvd_json_null(j);
}

static void put_tokens(struct cvd_json *j, struct cvd_str text,
                       const struct cvd_tokens *t)
{
    struct cvd_points c = { text, 0, 0 };

    cvd_json_array(j);
    for (size_t i = 0; i < t->count; i++) {
        cvd_json_object(j);
        cvd_json_key(j, "term");
        cvd_json_str(j, cvd_token_exact(t, i));
        cvd_json_key(j, "folded");
        cvd_json_str(j, cvd_token_folded(t, i));
        cvd_json_key(j, "position");
        cvd_json_int(j, (int64_t)i);
        cvd_json_key(j, "start");
        cvd_json_int(j, cvd_points_to(&c, t->tok[i].start));
        cvd_json_key(j, "end");
        cvd_json_int(j, cvd_points_to(&c, t->tok[i].end));
        cvd_json_object_end(j);
    }
    cvd_json_array_end(j);
}

static void put_numbers(struct cvd_json *j, struct cvd_str text,
                        const struct cvd_entities *e)
{
    struct cvd_points c = { text, 0, 0 };

    cvd_json_array(j);
    for (size_t i = 0; i < e->number_count; i++) {
        const struct cvd_number *n = &e->numbers[i];
        cvd_json_object(j);
        cvd_json_key(j, "number");
        str_or_null(j, cvd_str_from(n->number));
        cvd_json_key(j, "symbol");
        cvd_json_text(j, n->symbol);
        cvd_json_key(j, "type");
        str_or_null(j, cvd_str_from(n->type));
        cvd_json_key(j, "start");
        cvd_json_int(j, cvd_points_to(&c, n->start));
        cvd_json_key(j, "end");
        cvd_json_int(j, cvd_points_to(&c, n->end));
        cvd_json_object_end(j);
    }
    cvd_json_array_end(j);
}

static void put_dates(struct cvd_json *j, struct cvd_str text,
                      const struct cvd_entities *e)
{
    struct cvd_points c = { text, 0, 0 };

    cvd_json_array(j);
    for (size_t i = 0; i < e->date_count; i++) {
        char iso[CVD_DATE_MAX];
        const char *relation = cvd_date_relation_name(&e->dates[i]);
        cvd_date_format(&e->dates[i], iso);
        cvd_json_object(j);
        cvd_json_key(j, "date");
        cvd_json_text(j, iso);
        cvd_json_key(j, "start");
        cvd_json_int(j, cvd_points_to(&c, e->dates[i].start));
        cvd_json_key(j, "end");
        cvd_json_int(j, cvd_points_to(&c, e->dates[i].end));
        if (relation) {
            cvd_json_key(j, "relation");
            cvd_json_text(j, relation);
        }
        cvd_json_object_end(j);
    }
    cvd_json_array_end(j);
}

/* Where a name stands: tokens [first, first + count) in code points. */
struct span {
    int64_t start, end;
};

/* Names come in order, nearly all: `c` goes on from the one before. */
static struct span span_of(const struct analysis *a, struct cvd_points *c,
                           size_t first, size_t count)
{
    const struct cvd_token *t = a->tokens.tok;

    if (t[first].start < c->at)
        *c = (struct cvd_points){ a->text, 0, 0 };
    int64_t start = cvd_points_to(c, t[first].start);
    return (struct span){ start,
                          cvd_points_to(c, t[first + count - 1].end) };
}

static void put_span(struct cvd_json *j, struct span s)
{
    cvd_json_key(j, "start");
    cvd_json_int(j, s.start);
    cvd_json_key(j, "end");
    cvd_json_int(j, s.end);
}

/* The province of the i-th match, NULL where it is none or one before has it
 * already: one name is of the maps before and since 2025. */
static const struct cvd_place *province_at(const struct analysis *a,
                                           size_t i)
{
    const struct cvd_place_match *m = &a->places[i];
    const struct cvd_place *p = cvd_place((size_t)m->place);

    if (p->level != CVD_PROVINCE)
        return NULL;
    for (size_t k = i; k > 0 && a->places[k - 1].first == m->first; k--) {
        const struct cvd_place *q = cvd_place((size_t)a->places[k - 1].place);
        if (q->level == CVD_PROVINCE && strcmp(q->slug, p->slug) == 0)
            return NULL;
    }
    return p;
}

static void put_provinces(struct cvd_json *j, const struct analysis *a)
{
    struct cvd_points at = { a->text, 0, 0 };

    cvd_json_array(j);
    for (size_t i = 0; i < a->place_count; i++) {
        const struct cvd_place *p = province_at(a, i);
        if (!p)
            continue;
        cvd_json_object(j);
        cvd_json_key(j, "province");
        cvd_json_text(j, p->slug);
        cvd_json_key(j, "name");
        cvd_json_text(j, p->name);
        put_span(j, span_of(a, &at, a->places[i].first,
                            a->places[i].count));
        cvd_json_object_end(j);
    }
    cvd_json_array_end(j);
}

static void put_campaigns(struct cvd_json *j, const struct analysis *a)
{
    struct cvd_points at = { a->text, 0, 0 };

    cvd_json_array(j);
    for (size_t i = 0; i < a->campaigns.count; i++) {
        const struct cvd_campaign *c = &a->campaigns.list[i];
        cvd_json_object(j);
        cvd_json_key(j, "campaign");
        cvd_json_str(j, c->code);
        cvd_json_key(j, "name");
        cvd_json_str(j, c->name);
        put_span(j, span_of(a, &at, c->first, c->count));
        cvd_json_object_end(j);
    }
    cvd_json_array_end(j);
}

enum cvd_status cvd_analyze_json(const struct cvd_searcher *s,
                                 struct cvd_str raw, struct cvd_buf *out,
                                 struct cvd_err *err)
{
    struct analysis a = { 0 };
    struct cvd_json j = cvd_json_to(out);
    enum cvd_status st = analyze(s, raw, &a, err);

    if (st == CVD_OK) {
        cvd_json_object(&j);
        cvd_json_key(&j, "text");
        cvd_json_str(&j, a.text);
        cvd_json_key(&j, "tokens");
        put_tokens(&j, a.text, &a.tokens);
        cvd_json_key(&j, "numbers");
        put_numbers(&j, a.text, &a.entities);
        cvd_json_key(&j, "dates");
        put_dates(&j, a.text, &a.entities);
        cvd_json_key(&j, "provinces");
        put_provinces(&j, &a);
        cvd_json_key(&j, "campaigns");
        put_campaigns(&j, &a);
        cvd_json_key(&j, "keyboard");
        cvd_json_text(&j, a.typed ? a.keyboard.ptr : NULL);
        cvd_json_key(&j, "restored");
        str_or_null(&j, cvd_buf_str(&a.restored.text));
        cvd_json_object_end(&j);
        if (j.status != CVD_OK)
            st = cvd_fail(err, j.status, "out of memory");
    }
    analysis_release(&a);
    return st;
}
