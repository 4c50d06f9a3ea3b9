/* parse.c - what a person typed, as a small tree.
 *
 *   group := bag { (AND | OR) bag }
 *   bag   := item { item }
 *   item  := [+ - = ~ NOT] ( word[*] | "phrase" | number | date
 *                            | field:value | '(' group ')' )
 *
 * Words side by side bind closer than AND and OR, because a Vietnamese word
 * is often several syllables: `hàng Việt OR OCOP` asks for one or the other.
 * AND binds closer than OR.  What does not fit the grammar is searched as
 * plain words. */
#include "base/array.h"
#include "base/limits.h"
#include "search/parser.h"
#include "search/signs.h"

#include <stdlib.h>

static void group_free(struct cvd_group *g)
{
    if (!g)
        return;
    for (size_t b = 0; b < g->count; b++) {
        for (size_t i = 0; i < g->bags[b].count; i++)
            group_free(g->bags[b].items[i].kid);
        free(g->bags[b].items);
    }
    free(g->bags);
    free(g->or_before);
    free(g);
}

static const char *text_at(const struct cvd_parser *p)
{
    return p->q->text.ptr + p->at;
}

static bool is_space(const struct cvd_parser *p)
{
    unsigned char c = (unsigned char)*text_at(p);

    return c <= ' ';
}

static void skip_space(struct cvd_parser *p)
{
    while (p->at < p->end && is_space(p))
        p->at++;
}

size_t cvd_parse_quote(const struct cvd_parser *p, size_t at)
{
    return cvd_sign_quote((struct cvd_str){ p->q->text.ptr + at,
                                            p->end - at });
}

/* Where the word at `at` ends: at white space, a quotation mark or a
 * parenthesis. */
size_t cvd_parse_word_end(const struct cvd_parser *p, size_t at)
{
    while (at < p->end) {
        unsigned char c = (unsigned char)p->q->text.ptr[at];
        if (c <= ' ' || c == '(' || c == ')' || cvd_parse_quote(p, at))
            break;
        at++;
    }
    return at;
}

/* The tokens of bytes [from, to): *first and how many. */
size_t cvd_parse_tokens(const struct cvd_query *q, size_t from, size_t to,
                        size_t *first)
{
    size_t i = 0, n = 0;

    while (i < q->tokens.count && q->tokens.tok[i].start < from)
        i++;
    *first = i;
    while (i + n < q->tokens.count && q->tokens.tok[i + n].end <= to)
        n++;
    return n;
}

struct cvd_item *cvd_parse_add(struct cvd_parser *p, struct cvd_bag *bag)
{
    if (cvd_array_reserve(&bag->items, &bag->cap, bag->count + 1,
                          sizeof *bag->items) !=
        CVD_OK) {
        p->status = CVD_ENOMEM;
        return NULL;
    }
    struct cvd_item *item = &bag->items[bag->count++];
    *item = (struct cvd_item){ .number = SIZE_MAX, .date = SIZE_MAX };
    return item;
}

/* Room for n more words, or a note that the query is cut. */
bool cvd_parse_count(struct cvd_parser *p, size_t n)
{
    if (p->words + n > CVD_QUERY_WORDS_MAX) {
        p->q->cut = true;
        return false;
    }
    p->words += n;
    return true;
}

static void add_phrase(struct cvd_parser *p, struct cvd_bag *bag,
                       struct cvd_flags f, size_t from, size_t to)
{
    size_t first;
    size_t n = cvd_parse_tokens(p->q, from, to, &first);

    if (n == 0 || !cvd_parse_count(p, n))
        return;
    struct cvd_item *item = cvd_parse_add(p, bag);
    if (!item)
        return;
    item->kind = n == 1 ? CVD_I_WORD : CVD_I_PHRASE;
    item->marks = f.marks;
    item->place = f.place == CVD_SHOULD ? CVD_MUST : f.place;
    item->first = first;
    item->count = n;
}

/* The words of [from, to), each an item; a forbidden or required word made
 * of several stands as a phrase. */
static void add_words(struct cvd_parser *p, struct cvd_bag *bag,
                      struct cvd_flags f, size_t from, size_t to,
                      bool prefix)
{
    size_t first;
    size_t n = cvd_parse_tokens(p->q, from, to, &first);

    if (n > 1 && f.place != CVD_SHOULD && !prefix) {
        add_phrase(p, bag, f, from, to);
        return;
    }
    for (size_t i = 0; i < n && cvd_parse_count(p, 1); i++) {
        struct cvd_item *item = cvd_parse_add(p, bag);
        if (!item)
            return;
        item->kind = CVD_I_WORD;
        item->marks = f.marks;
        item->place = f.place;
        item->first = first + i;
        item->count = 1;
        item->prefix = prefix && i + 1 == n;
    }
}

/* ---- grammar --------------------------------------------------------- */

static struct cvd_group *parse_group(struct cvd_parser *p);

/* An upper-case operator standing alone. */
static bool take_operator(struct cvd_parser *p, const char *op)
{
    size_t n = strlen(op);

    if (p->end - p->at < n || memcmp(text_at(p), op, n) != 0)
        return false;
    if (p->at + n < p->end) {
        char c = p->q->text.ptr[p->at + n];
        if (c != ' ' && c != '(' && c != '"' && c != '\t')
            return false;
    }
    p->at += n;
    return true;
}

static bool at_operator(struct cvd_parser *p)
{
    size_t at = p->at;
    bool yes = take_operator(p, "AND") || take_operator(p, "OR");

    p->at = at;
    return yes;
}

static struct cvd_flags take_flags(struct cvd_parser *p)
{
    struct cvd_flags f = { CVD_MARKS_READ, CVD_SHOULD };

    while (p->at + 1 < p->end) {
        char c = *text_at(p);
        unsigned char next = (unsigned char)text_at(p)[1];
        if (next <= ' ')
            break;
        if (c == '+')
            f.place = CVD_MUST;
        else if (c == '-')
            f.place = CVD_MUST_NOT;
        else if (c == '=')
            f.marks = CVD_MARKS_EXACT;
        else if (c == '~')
            f.marks = CVD_MARKS_ANY;
        else
            break;
        p->at++;
    }
    return f;
}

static void take_quoted(struct cvd_parser *p, struct cvd_bag *bag,
                        struct cvd_flags f)
{
    size_t from = p->at + cvd_parse_quote(p, p->at);
    size_t to = from;

    while (to < p->end && !cvd_parse_quote(p, to))
        to++;
    if (to == p->end) {
        p->status = CVD_EUSAGE;
        return;
    }
    add_phrase(p, bag, f, from, to);
    p->at = to + cvd_parse_quote(p, to);
}

static void take_word(struct cvd_parser *p, struct cvd_bag *bag,
                      struct cvd_flags f)
{
    size_t end = cvd_parse_word_end(p, p->at);
    bool prefix = end > p->at && p->q->text.ptr[end - 1] == '*';

    add_words(p, bag, f, p->at, end, prefix);
    p->at = end;
}

static size_t group_items(const struct cvd_group *g)
{
    size_t n = 0;

    for (size_t b = 0; b < g->count; b++)
        n += g->bags[b].count;
    return n;
}

static void take_item(struct cvd_parser *p, struct cvd_bag *bag)
{
    bool forbid = false;

    while (take_operator(p, "NOT")) {
        forbid = !forbid;
        skip_space(p);
        if (p->at == p->end || *text_at(p) == ')') {
            p->status = CVD_EUSAGE;
            return;
        }
    }
    struct cvd_flags f = take_flags(p);
    if (forbid)
        f.place = f.place == CVD_MUST_NOT ? CVD_SHOULD : CVD_MUST_NOT;
    if (*text_at(p) == '(') {
        p->at++;
        struct cvd_group *kid = parse_group(p);
        if (p->status == CVD_OK && (p->at == p->end || *text_at(p) != ')'))
            p->status = CVD_EUSAGE;
        bool empty = kid && group_items(kid) == 0;
        struct cvd_item *item =
            p->status == CVD_OK && !empty ? cvd_parse_add(p, bag) : NULL;
        if (p->status == CVD_OK)
            p->at++;
        if (!item) { /* () asks for nothing and forbids nothing */
            group_free(kid);
            return;
        }
        item->kind = CVD_I_GROUP;
        item->place = f.place == CVD_SHOULD ? CVD_MUST : f.place;
        item->kid = kid;
        return;
    }
    if (cvd_parse_quote(p, p->at)) {
        take_quoted(p, bag, f);
        return;
    }
    if (cvd_parse_number(p, bag, f) || cvd_parse_short_number(p, bag, f) ||
        cvd_parse_date(p, bag, f) || cvd_parse_field(p, bag, f))
        return;
    take_word(p, bag, f);
}

static void parse_bag(struct cvd_parser *p, struct cvd_bag *bag)
{
    for (;;) {
        skip_space(p);
        if (p->status != CVD_OK || p->at == p->end || *text_at(p) == ')' ||
            at_operator(p))
            return;
        size_t before = p->at;
        take_item(p, bag);
        if (p->at == before && p->status == CVD_OK)
            p->status = CVD_EUSAGE;
    }
}

/* The caller owns what is returned, also on error. */
static struct cvd_group *parse_group(struct cvd_parser *p)
{
    struct cvd_group *g = calloc(1, sizeof *g);
    bool or_before = false;

    if (!g) {
        p->status = CVD_ENOMEM;
        return NULL;
    }
    if (++p->depth > CVD_QUERY_DEPTH_MAX) {
        p->status = CVD_EUSAGE;
        return g;
    }
    for (;;) {
        size_t cap = g->cap;
        if (cvd_array_reserve(&g->bags, &cap, g->count + 1,
                              sizeof *g->bags) != CVD_OK ||
            cvd_array_reserve(&g->or_before, &g->cap, g->count + 1,
                              sizeof *g->or_before) != CVD_OK) {
            p->status = CVD_ENOMEM;
            break;
        }
        g->bags[g->count] = (struct cvd_bag){ 0 };
        g->or_before[g->count] = or_before;
        struct cvd_bag *bag = &g->bags[g->count++];
        parse_bag(p, bag);
        bool empty = bag->count == 0;
        if (p->status != CVD_OK || p->at == p->end || *text_at(p) == ')') {
            if (empty && g->count > 1 && p->status == CVD_OK)
                p->status = CVD_EUSAGE; /* ends in an operator */
            break;
        }
        if (empty) {
            p->status = CVD_EUSAGE; /* begins with an operator */
            break;
        }
        or_before = take_operator(p, "OR");
        if (!or_before)
            (void)take_operator(p, "AND");
    }
    p->depth--;
    return g;
}

/* All tokens as free words. */
static void parse_plain(struct cvd_parser *p)
{
    p->status = CVD_OK;
    p->words = 0;
    p->q->cut = false;
    p->q->root = calloc(1, sizeof *p->q->root);
    struct cvd_group *g = p->q->root;
    if (g) {
        g->bags = calloc(1, sizeof *g->bags);
        g->or_before = calloc(1, sizeof *g->or_before);
    }
    if (!g || !g->bags || !g->or_before) {
        p->status = CVD_ENOMEM;
        return;
    }
    g->count = g->cap = 1;
    add_words(p, &g->bags[0], (struct cvd_flags){ CVD_MARKS_READ, CVD_SHOULD },
              0, p->end, false);
}

/* Whether a word to be searched bears a mark: not a field's name or value,
 * not a number's parts. */
static bool group_marked(const struct cvd_query *q,
                         const struct cvd_group *g)
{
    for (size_t b = 0; b < g->count; b++) {
        for (size_t i = 0; i < g->bags[b].count; i++) {
            const struct cvd_item *item = &g->bags[b].items[i];
            if (item->kid && group_marked(q, item->kid))
                return true;
            if (item->kind != CVD_I_WORD && item->kind != CVD_I_PHRASE)
                continue;
            for (size_t t = 0; t < item->count; t++)
                if (q->tokens.tok[item->first + t].marked)
                    return true;
        }
    }
    return false;
}

enum cvd_status cvd_query_parse(struct cvd_str text, struct cvd_query *out,
                                struct cvd_err *err)
{
    struct cvd_query q = { 0 };
    enum cvd_status st;

    if (text.len > CVD_QUERY_BYTES_MAX)
        return cvd_fail(err, CVD_ELIMIT, "the query is longer than %d bytes",
                        CVD_QUERY_BYTES_MAX);
    st = cvd_text_normalize(text, &q.text, err);
    if (st == CVD_EINPUT)
        st = CVD_EUSAGE;
    if (st == CVD_OK)
        st = cvd_buf_reserve(&q.text, 1);
    if (st == CVD_OK)
        st = cvd_tokenize(cvd_buf_str(&q.text), &q.tokens);
    if (st == CVD_OK)
        st = cvd_entities_find(cvd_buf_str(&q.text), true, &q.entities);
    if (st == CVD_OK) {
        struct cvd_parser p = { .q = &q, .end = q.text.len };
        q.root = parse_group(&p);
        if (p.status == CVD_OK && p.at < p.end)
            p.status = CVD_EUSAGE; /* a parenthesis too many */
        if (p.status == CVD_EUSAGE) {
            group_free(q.root);
            q.root = NULL;
            q.plain = true;
            parse_plain(&p);
        }
        st = p.status;
    }
    if (st != CVD_OK) {
        cvd_query_release(&q);
        return st == CVD_ENOMEM ? cvd_fail(err, st, "out of memory") : st;
    }
    q.marked = group_marked(&q, q.root);
    *out = q;
    return CVD_OK;
}

void cvd_query_release(struct cvd_query *q)
{
    group_free(q->root);
    cvd_tokens_release(&q->tokens);
    cvd_entities_release(&q->entities);
    cvd_buf_release(&q->text);
    *q = (struct cvd_query){ 0 };
}
