/* form_case.h - documents in the official form, and what they say of
 * themselves.
 *
 * For the unit tests of analyzers/form.h; included once by each. */
#ifndef CVD_TESTS_UNIT_FORM_CASE_H
#define CVD_TESTS_UNIT_FORM_CASE_H

#include "analyzers/form.h"
#include "analyzers/places.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define MOTTO "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
#define MOTTO2 "Độc lập - Tự do - Hạnh phúc"
#define BODY \
    "\n\nThực hiện nhiệm vụ được giao, cơ quan báo cáo như sau:\n" \
    "1. Công tác đã làm trong năm vừa qua đạt kết quả tốt.\n\n"

/* What is not named is not looked at; "" must be empty.  Lists are joined by
 * " | ". */
struct form_case {
    const char *name, *text;
    const char *issuer, *parent, *place, *province, *district;
    const char *signer, *position, *authority;
    const char *recipients, *distribution, *urgency, *date, *title;
    const char *deadlines, *number, *type;
};

/* ---- looking ----------------------------------------------------------- */

struct reading {
    struct cvd_tokens tokens;
    struct cvd_entities entities;
    struct cvd_form form;
};

static void read_form(struct reading *r, struct cvd_str text)
{
    assert_int_equal(cvd_tokenize(text, &r->tokens), CVD_OK);
    assert_int_equal(cvd_entities_find(text, false, &r->entities), CVD_OK);
    assert_int_equal(cvd_form_read(text, &r->tokens, &r->entities, &r->form),
                     CVD_OK);
}

static void release(struct reading *r)
{
    cvd_form_release(&r->form);
    cvd_entities_release(&r->entities);
    cvd_tokens_release(&r->tokens);
}

static int wrong;

static void check(const struct form_case *c, const char *field,
                  const char *want, struct cvd_str got)
{
    if (!want || cvd_str_equal(got, cvd_str_from(want)))
        return;
    print_error("%s: %s is \"%.*s\", want \"%s\"\n", c->name, field,
                (int)got.len, got.ptr ? got.ptr : "", want);
    wrong++;
}

static void check_list(const struct form_case *c, const char *field,
                       const char *want, const struct cvd_str *item, size_t n)
{
    struct cvd_buf got = { 0 };

    for (size_t i = 0; i < n; i++) {
        assert_int_equal(cvd_buf_add_text(&got, i ? " | " : ""), CVD_OK);
        assert_int_equal(cvd_buf_add(&got, item[i]), CVD_OK);
    }
    check(c, field, want, cvd_buf_str(&got));
    cvd_buf_release(&got);
}

static void check_places(const struct form_case *c, const struct cvd_form *f)
{
    char district[128] = "";

    if (f->district >= 0)
        snprintf(district, sizeof district, "%s %s",
                 cvd_place((size_t)f->district)->kind,
                 cvd_place((size_t)f->district)->name);
    check(c, "province", c->province,
          cvd_str_from(f->province < 0 ? NULL
                       : cvd_place((size_t)f->province)->name));
    check(c, "district", c->district, cvd_str_from(district));
}

static void check_dates(const struct form_case *c, const struct cvd_form *f)
{
    struct cvd_str day[CVD_FORM_DEADLINES_MAX];
    char text[CVD_FORM_DEADLINES_MAX][CVD_DATE_MAX], own[CVD_DATE_MAX] = "";

    for (size_t i = 0; i < f->deadline_count; i++) {
        cvd_date_format(&f->deadlines[i].date, text[i]);
        day[i] = cvd_str_from(text[i]);
    }
    check_list(c, "deadlines", c->deadlines, day, f->deadline_count);
    if (f->header.date.year)
        cvd_date_format(&f->header.date, own);
    check(c, "date", c->date, cvd_str_from(own));
}

/* Fail unless all `n` cases are read as they say. */
static void check_forms(const struct form_case *list, size_t n)
{
    struct reading r = { 0 };

    wrong = 0;
    for (size_t i = 0; i < n; i++) {
        const struct form_case *c = &list[i];
        const struct cvd_form *f = &r.form;

        read_form(&r, cvd_str_from(c->text));
        check(c, "issuer", c->issuer, f->issuer);
        check(c, "parent", c->parent, f->parent_issuer);
        check(c, "place", c->place, f->place);
        check(c, "signer", c->signer, f->signer);
        check(c, "position", c->position, f->position);
        check(c, "authority", c->authority, f->authority);
        check(c, "urgency", c->urgency, f->urgency);
        check(c, "title", c->title, f->header.title);
        check(c, "number", c->number,
              cvd_str_from(f->header.number.number));
        check(c, "type", c->type,
              cvd_str_from(f->header.type ? f->header.type : ""));
        check_list(c, "recipients", c->recipients, f->recipients,
                   f->recipient_count);
        check_list(c, "distribution", c->distribution, f->distribution,
                   f->distribution_count);
        check_places(c, f);
        check_dates(c, f);
    }
    release(&r);
    assert_int_equal(wrong, 0);
}

/* Read all `n` cases cut at each of their characters; each a copy of the very
 * size, so that a sanitizer sees what is read beyond the end. */
static void check_cut(const struct form_case *list, size_t n)
{
    struct reading r = { 0 };

    for (size_t i = 0; i < n; i++) {
        const char *text = list[i].text;
        size_t len = strlen(text);

        for (size_t cut = 1; cut <= len; cut++) {
            if (((unsigned char)text[cut] & 0xC0) == 0x80)
                continue;
            char *copy = malloc(cut);
            assert_non_null(copy);
            memcpy(copy, text, cut);
            read_form(&r, (struct cvd_str){ copy, cut });
            /* What was read borrows from the text. */
            release(&r);
            r = (struct reading){ 0 };
            free(copy);
        }
    }
}

#endif
