/* parse_terms.c - what a query names outright: document numbers, dates,
 * fields. */
#include "base/limits.h"
#include "search/parser.h"

static bool all_digits(struct cvd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
    return s.len > 0;
}

/* A document number that begins here. */
bool cvd_parse_number(struct cvd_parser *p, struct cvd_bag *bag,
                      struct cvd_flags f)
{
    const struct cvd_entities *e = &p->q->entities;

    for (size_t i = 0; i < e->number_count; i++) {
        const struct cvd_number *n = &e->numbers[i];
        if (n->start != p->at || n->end > p->end || !n->key[0])
            continue;
        p->at = n->end;
        if (!cvd_parse_count(p, 1))
            return true;
        struct cvd_item *item = cvd_parse_add(p, bag);
        if (!item)
            return true;
        item->kind = CVD_I_NUMBER;
        item->place = f.place;
        item->number = i;
        item->count = cvd_parse_tokens(p->q, n->start, n->end, &item->first);
        return true;
    }
    return false;
}

/* A type's abbreviation and a figure: KH 277. */
bool cvd_parse_short_number(struct cvd_parser *p, struct cvd_bag *bag,
                            struct cvd_flags f)
{
    size_t first, end = cvd_parse_word_end(p, p->at);
    size_t to = end;

    while (to < p->end && p->q->text.ptr[to] == ' ')
        to++;
    to = cvd_parse_word_end(p, to);
    if (cvd_parse_tokens(p->q, p->at, to, &first) != 2)
        return false;
    const struct cvd_token *t = &p->q->tokens.tok[first];
    struct cvd_str type = cvd_token_folded(&p->q->tokens, first);
    struct cvd_str figure = cvd_token_exact(&p->q->tokens, first + 1);
    struct cvd_str written = { p->q->text.ptr + t->start,
                               t->end - t->start };
    if (t->start != p->at || t->end != end || type.len > 4 ||
        !all_digits(figure) || !cvd_doctype_code(written))
        return false;
    p->at = to;
    struct cvd_item *item = cvd_parse_count(p, 1) ? cvd_parse_add(p, bag)
                                                  : NULL;
    if (!item)
        return true;
    item->kind = CVD_I_NUMBER;
    item->place = f.place;
    item->first = first;
    item->count = 2;
    while (figure.len > 1 && figure.ptr[0] == '0') {
        figure.ptr++;
        figure.len--;
    }
    struct cvd_buf key = { 0 };
    if (cvd_buf_printf(&key, "%.*s-%.*s", (int)figure.len, figure.ptr,
                       (int)type.len, type.ptr) != CVD_OK)
        p->status = CVD_ENOMEM;
    else if (key.len < sizeof item->key)
        memcpy(item->key, key.ptr, key.len + 1);
    cvd_buf_release(&key);
    return true;
}

bool cvd_parse_date(struct cvd_parser *p, struct cvd_bag *bag,
                    struct cvd_flags f)
{
    const struct cvd_entities *e = &p->q->entities;

    for (size_t i = 0; i < e->date_count; i++) {
        const struct cvd_date *d = &e->dates[i];
        /* 3/2, 11/2024, 2021-2025 may be anything: they stay words. */
        if (d->start != p->at || !d->month || d->bare ||
            cvd_date_is_period(d) ||
            d->end != cvd_parse_word_end(p, p->at))
            continue;
        p->at = d->end;
        if (!cvd_parse_count(p, 1))
            return true;
        struct cvd_item *item = cvd_parse_add(p, bag);
        if (!item)
            return true;
        item->kind = CVD_I_DATE;
        item->place = f.place;
        item->date = i;
        item->count = cvd_parse_tokens(p->q, d->start, d->end, &item->first);
        return true;
    }
    return false;
}

/* The fields from: and to: have no row of their own. */
static bool range_name(struct cvd_str s)
{
    static const char *const names[] = { "từ", "đến", "from", "to" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (cvd_str_equal(s, cvd_str_from(names[i])))
            return true;
    return false;
}

/* Whether a date or a year can be one. */
static bool valid_value(enum cvd_field field, struct cvd_str value)
{
    struct cvd_entities e = { 0 };
    bool valid = true;

    if (field == CVD_F_YEAR)
        return value.len == 4 && cvd_date_valid(value);
    if (field == CVD_F_DATE && !cvd_date_valid(value))
        valid = cvd_entities_find(value, true, &e) == CVD_OK &&
                e.date_count == 1 && cvd_date_is_single(&e.dates[0]);
    cvd_entities_release(&e);
    return valid;
}

/* field:value or field:"several words". */
bool cvd_parse_field(struct cvd_parser *p, struct cvd_bag *bag,
                     struct cvd_flags f)
{
    const char *s = p->q->text.ptr + p->at;
    size_t end = cvd_parse_word_end(p, p->at);
    const char *colon = memchr(s, ':', end - p->at);
    size_t first;

    if (!colon || colon == s)
        return false;
    size_t name_end = p->at + (size_t)(colon - s);
    if (cvd_parse_tokens(p->q, p->at, name_end, &first) != 1)
        return false;
    struct cvd_str name = cvd_token_exact(&p->q->tokens, first);
    enum cvd_field field = cvd_field_by_name(name);
    if (range_name(name))
        field = CVD_F_DATE;
    else if (field == CVD_F_COUNT || !cvd_fields[field].filter)
        return false;
    size_t from = name_end + 1, to = end, next = end;
    bool exact = from < p->end && p->q->text.ptr[from] == '=';
    size_t at = from + exact;
    size_t quote = at < p->end ? cvd_parse_quote(p, at) : 0;
    if (quote) {
        from = at;
        from += quote;
        to = from;
        while (to < p->end && !cvd_parse_quote(p, to))
            to++;
        if (to == p->end) {
            p->status = CVD_EUSAGE;
            return true;
        }
        next = to + cvd_parse_quote(p, to);
    }
    p->at = next;
    if (from == to) /* a person still typing */
        return true;
    struct cvd_str value = { p->q->text.ptr + from, to - from };
    if (!valid_value(field, value)) {
        p->status = CVD_EUSAGE;
        return true;
    }
    struct cvd_item *item = cvd_parse_count(p, 1) ? cvd_parse_add(p, bag)
                                                  : NULL;
    if (!item)
        return true;
    item->kind = CVD_I_FIELD;
    item->place = f.place == CVD_MUST_NOT ? CVD_MUST_NOT : CVD_MUST;
    item->field = field;
    item->first = first;
    item->value = value;
    item->marks = exact ? CVD_MARKS_EXACT : CVD_MARKS_READ;
    return true;
}
