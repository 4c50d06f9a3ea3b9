/* tokenizer.c - any bytes as text: tokens, entities, the head of a document;
 * analyzers/analyzer.h. */
#include "tests/fuzz/fuzz.h"

#include "analyzers/analyzer.h"
#include "analyzers/synonyms.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

static struct cvd_tokens tokens, one;  /* used again and again, as meant */
static struct cvd_entities entities;

/* ---- tokens ---------------------------------------------------------- */

/* `s` as one token: its exact form, which lives until the next call. */
static struct cvd_str alone(struct cvd_str s, struct cvd_str of)
{
    require(cvd_tokenize(s, &one) == CVD_OK, of);
    require(one.count == 1, of);
    return cvd_token_exact(&one, 0);
}

/* Append `s` without its blanks. */
static void close_up(struct cvd_str s, struct cvd_buf *out)
{
    for (int32_t i = 0, from = 0; i < (int32_t)s.len; from = i) {
        UChar32 c;
        U8_NEXT((const uint8_t *)s.ptr, i, (int32_t)s.len, c);
        if (!u_isUWhiteSpace(c))
            (void)cvd_buf_add(out, piece(s, (size_t)from, (size_t)i));
    }
}

static void check_offsets(struct cvd_str text, const struct cvd_tokens *t)
{
    uint32_t before = 0;

    for (size_t i = 0; i < t->count; i++) {
        const struct cvd_token *k = &t->tok[i];
        require(k->start >= before && k->end > k->start, text);
        require(k->end <= text.len, text);
        require(k->exact_len && k->exact_len <= CVD_TERM_BYTES_MAX, text);
        require(k->folded_len && k->folded_len <= CVD_TERM_BYTES_MAX, text);
        require(k->exact_off + k->exact_len <= t->arena.len, text);
        require(k->folded_off + k->folded_len <= t->arena.len, text);
        before = k->end;
    }
}

/* What a spelling may be asked. */
static void check_spelling(struct cvd_str exact, struct cvd_str folded)
{
    char other[CVD_IY_MAX], back[CVD_IY_MAX];
    size_t n = cvd_iy_variant(exact, other);

    (void)cvd_syllable_valid(exact);
    require(cvd_marks_consistent(exact, exact), exact);
    require(cvd_marks_consistent(folded, exact), exact);
    if (!n)
        return;
    struct cvd_str variant = { other, n };
    require(n <= CVD_IY_MAX && is_nfc(variant), exact);
    require(!cvd_str_equal(variant, exact), exact);
    require(cvd_str_equal(alone(variant, exact), variant), exact);
    n = cvd_iy_variant(variant, back);
    require(cvd_str_equal((struct cvd_str){ back, n }, exact), exact);
}

/* Token `i` of `text` again by itself. */
static void check_forms(struct cvd_str text, const struct cvd_tokens *t,
                        size_t i)
{
    struct cvd_str slice = piece(text, t->tok[i].start, t->tok[i].end);
    struct cvd_str exact = cvd_token_exact(t, i);
    struct cvd_str folded = cvd_token_folded(t, i);
    struct cvd_buf closed = { 0 };
    /* A word cut in the middle is not what a shorter one would be. */
    bool whole = exact.len < CVD_TERM_BYTES_MAX - 4;

    require(at_boundary(text, t->tok[i].start), text);
    require(at_boundary(text, t->tok[i].end), text);
    require(is_utf8(exact) && is_utf8(folded), slice);
    close_up(slice, &closed);
    require(cvd_str_equal(alone(cvd_buf_str(&closed), slice), exact), slice);
    cvd_buf_release(&closed);
    if (!whole)
        return;
    require(!t->tok[i].marked || !cvd_str_equal(exact, folded), slice);
    require(cvd_str_equal(alone(exact, slice), exact), slice);
    require(cvd_str_equal(cvd_token_folded(&one, 0), folded), slice);
    require(one.tok[0].marked == t->tok[i].marked, slice);
    require(cvd_str_equal(alone(folded, slice), folded), slice);
    require(!one.tok[0].marked, slice);
    require(cvd_str_equal(cvd_token_folded(&one, 0), folded), slice);
    check_spelling(exact, folded);
}

static void check_synonyms(struct cvd_str text, const struct cvd_tokens *t,
                           const struct cvd_synonym_list *own)
{
    enum { MAX = 16 };
    struct cvd_synonym found[MAX];

    for (int any = 0; any < 2; any++) {
        size_t n = cvd_synonyms_find(text, t, 0, t->count, any, own, found,
                                     MAX);
        require(n <= MAX, text);
        for (size_t i = 0; i < n; i++) {
            require(found[i].count && found[i].form_count, text);
            require(found[i].count <= CVD_SYNONYM_WORDS_MAX, text);
            require(found[i].first + found[i].count <= t->count, text);
            require(found[i].form_count <= CVD_SYNONYM_FORMS_MAX, text);
            require(i == 0 || found[i - 1].count >= found[i].count, text);
        }
    }
}

/* The text as the user's list: it may be one. */
static void check_own_synonyms(struct cvd_str text,
                               const struct cvd_tokens *t)
{
    struct cvd_synonym_list *own;
    struct cvd_err err = { CVD_OK, "" };
    enum cvd_status st = cvd_synonyms_parse(text, "text", &own, &err);

    require((st == CVD_OK) == (own != NULL), text);
    require((st == CVD_OK) == (err.msg[0] == '\0'), text);
    check_synonyms(text, t, own);
    cvd_synonyms_free(own);
}

/* ---- entities -------------------------------------------------------- */

static void check_span(struct cvd_str text, size_t start, size_t end)
{
    require(start < end && end <= text.len, text);
    require(at_boundary(text, start) && at_boundary(text, end), text);
}

static void check_string(const char *s, size_t size, struct cvd_str text)
{
    require(memchr(s, '\0', size), text);
    require(is_utf8(cvd_str_from(s)), text);
}

static void check_number(struct cvd_str text, const struct cvd_number *n)
{
    check_string(n->number, sizeof n->number, text);
    check_string(n->symbol, sizeof n->symbol, text);
    check_string(n->type, sizeof n->type, text);
    check_string(n->key, sizeof n->key, text);
    check_string(n->folded_key, sizeof n->folded_key, text);
    require(!n->number[0] == !n->key[0], text);
    require(!n->key[0] == !n->folded_key[0], text);
}

/* One end of a date: in the calendar, or a day of any year. */
static void check_day(struct cvd_str text, const struct cvd_date *d,
                      bool last, char iso[CVD_DAY_MAX])
{
    static const struct cvd_str any_year = { "--", 2 };

    cvd_date_format_end(d, last, iso);
    check_string(iso, CVD_DAY_MAX, text);
    require(cvd_date_valid(cvd_str_from(iso)) ||
                (!d->year && cvd_str_starts(cvd_str_from(iso), any_year)),
            text);
}

static void check_date(struct cvd_str text, const struct cvd_date *d)
{
    char whole[CVD_DATE_MAX], first[CVD_DAY_MAX], last[CVD_DAY_MAX];

    cvd_date_format(d, whole);
    check_string(whole, sizeof whole, text);
    check_day(text, d, false, first);
    check_day(text, d, true, last);
    require(!d->year || strcmp(first, last) <= 0, text);
    require(cvd_date_is_period(d) || strcmp(first, last) == 0, text);
    require(!cvd_date_relation_name(d) == (d->relation == CVD_DATE_ON),
            text);
}

static void check_entities(struct cvd_str text, bool query)
{
    uint32_t before = 0;

    require(cvd_entities_find(text, query, &entities) == CVD_OK, text);
    for (size_t i = 0; i < entities.number_count; i++) {
        const struct cvd_number *n = &entities.numbers[i];
        check_span(text, n->start, n->end);
        require(n->start >= before, text);
        before = n->end;
        check_number(text, n);
    }
    before = 0;
    for (size_t i = 0; i < entities.date_count; i++) {
        const struct cvd_date *d = &entities.dates[i];
        check_span(text, d->start, d->end);
        require(d->start >= before, text);
        before = d->end;
        check_date(text, d);
    }
}

static void check_header(struct cvd_str text)
{
    struct cvd_header h;

    cvd_header_read(text, &h);
    if (h.has_number) {
        check_number(text, &h.number);
        require(h.number.start <= h.number.end, text);
        require(h.number.end <= text.len, text);
    } else {
        require(!h.number.number[0] && !h.number.symbol[0], text);
    }
    if (h.date.year) {
        require(cvd_date_is_single(&h.date), text);
        check_span(text, h.date.start, h.date.end);
        check_date(text, &h.date);
    }
    require(!h.type || cvd_doctype_name(h.type), text);
    if (h.title.len) {
        require(h.title.ptr >= text.ptr, text);
        check_span(text, (size_t)(h.title.ptr - text.ptr),
                   (size_t)(h.title.ptr - text.ptr) + h.title.len);
    }
}

/* ---- the target ------------------------------------------------------ */

/* What is not UTF-8 is nobody's text, but must not hurt either. */
static void check_bytes(struct cvd_str in)
{
    struct cvd_header h;

    require(cvd_tokenize(in, &tokens) == CVD_OK, in);
    check_offsets(in, &tokens);
    require(cvd_entities_find(in, false, &entities) == CVD_OK, in);
    cvd_header_read(in, &h);
}

static void check_text(struct cvd_str text)
{
    require(is_nfc(text), text);
    require(cvd_tokenize(text, &tokens) == CVD_OK, text);
    check_offsets(text, &tokens);
    for (size_t i = 0; i < tokens.count; i++)
        check_forms(text, &tokens, i);
    check_synonyms(text, &tokens, NULL);
    check_own_synonyms(text, &tokens);
    check_entities(text, false);
    check_entities(text, true);
    check_header(text);
}

static void release(void)
{
    cvd_tokens_release(&tokens);
    cvd_tokens_release(&one);
    cvd_entities_release(&entities);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return atexit(release);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cvd_str in = { (const char *)data, size };
    struct cvd_buf text = { 0 }, again = { 0 };
    enum cvd_status st = cvd_text_normalize(in, &text, NULL);

    require((st == CVD_OK) == is_utf8(in), in);
    if (st == CVD_OK) {
        require(cvd_text_normalize(cvd_buf_str(&text), &again, NULL) ==
                    CVD_OK, in);
        check_text(cvd_buf_str(&text));
    } else {
        require(st == CVD_EINPUT && text.len == 0, in);
        check_bytes(in);
    }
    cvd_buf_release(&text);
    cvd_buf_release(&again);
    return 0;
}
