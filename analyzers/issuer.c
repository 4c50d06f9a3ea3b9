/* issuer.c - who issues a document, and what stands above.
 *
 * analyzers/ may include base/ and ICU.
 *
 * The left column of the head says it; Party and unions name organs of the
 * body above ("TỈNH ỦY ĐẮK LẮK / BAN TUYÊN GIÁO").  What the head has cut or
 * does not have is completed where heading, signature, preamble or number say
 * it. */
#include "analyzers/bodies.h"

enum { ENACTING_WORDS_MAX = 20 }; /* of the name before "ban hành" */

/* The body named by the line that states who decides, below the heading ("CHỦ
 * TỊCH ỦY BAN NHÂN DÂN TỈNH X", "BỘ TRƯỞNG BỘ Y TẾ"), which may begin with
 * `like`. */
static bool from_heading(struct cvd_head *h, const struct cvd_name *like,
                         struct cvd_name *name)
{
    for (size_t n = h->heading + 1; n < h->lines && n <= h->body; n++) {
        if (h->line[n].cells != 1 || !cvd_head_first(h, n)->caps)
            continue;
        const struct cvd_cell *c = cvd_head_first(h, n);
        size_t k = c->tok;

        k += cvd_body_head_words(h->tokens, k, c->tok_end);
        if (k >= c->tok_end || !cvd_body_begins(h->tokens, k, c->tok_end))
            continue;
        struct cvd_name found;
        cvd_name_of(h->text, k, c->tok_end, h->tokens->tok[k].start, c->end,
                    &found);
        if (like && !cvd_body_completes(h->tokens, like, &found))
            continue;
        *name = found;
        return true;
    }
    return false;
}

/* The body in whose name one signs: "TM. CHÍNH PHỦ". */
static bool from_authority(const struct cvd_head *h,
                           const struct cvd_signature *sign,
                           const struct cvd_name *like,
                           struct cvd_name *name)
{
    const struct cvd_tokens *t = h->tokens;

    for (size_t i = 0; i < sign->authority.n; i++) {
        const struct cvd_range *r = &sign->authority.piece[i].at;
        size_t k = cvd_head_token_at(t, r->start);
        size_t end = cvd_head_token_at(t, r->end);
        size_t n = cvd_head_words(t, k, end, "tm");

        n = n ? n : cvd_head_words(t, k, end, "t m");
        k += n;
        if (!n || k >= end || !cvd_body_begins(t, k, end))
            continue;
        struct cvd_name found;
        cvd_name_of(h->text, k, end, t->tok[k].start, r->end, &found);
        if (like && !cvd_body_completes(t, like, &found))
            continue;
        if (!like && cvd_body_is_bare(h, &found))
            continue;
        *name = found;
        return true;
    }
    return false;
}

/* Heads of the State that sign as what they are. */
static const char *from_position(const struct cvd_head *h,
                                 const struct cvd_signature *sign)
{
    static const struct { const char *position, *issuer; } heads[] = {
        { "thu tuong", "Thủ tướng Chính phủ" },
        { "pho thu tuong", "Thủ tướng Chính phủ" },
        { "chu tich quoc hoi", "Quốc hội" },
        { "chu tich nuoc", "Chủ tịch nước" },
        { "tong bi thu", "Ban Chấp hành Trung ương Đảng" },
    };
    const struct cvd_tokens *t = h->tokens;

    if (!sign->position.n)
        return NULL;
    const struct cvd_range *r = &sign->position.piece[0].at;
    size_t k = cvd_head_token_at(t, r->start);
    size_t end = cvd_head_token_at(t, r->end);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (cvd_head_words(t, k, end, heads[i].position) == end - k)
            return heads[i].issuer;
    return NULL;
}

/* "Chính phủ ban hành Nghị định …", "Bộ trưởng Bộ Xây dựng ban hành Thông tư":
 * the end of a preamble. */
static bool from_enacting(struct cvd_head *h, struct cvd_name *name)
{
    for (size_t n = h->heading; n < h->lines; n++) {
        if (h->line[n].cells != 1)
            continue;
        const struct cvd_cell *c = cvd_head_first(h, n);
        size_t k = c->tok, end = k;

        while (end < c->tok_end && end < k + ENACTING_WORDS_MAX &&
               !cvd_head_words(h->tokens, end, c->tok_end, "ban hanh"))
            end++;
        if (end + 2 >= c->tok_end || end >= k + ENACTING_WORDS_MAX ||
            cvd_scan_lower_at(h->text, h->tokens->tok[end + 2].start))
            continue;
        k += cvd_body_head_words(h->tokens, k, end);
        if (k >= end || !cvd_body_begins(h->tokens, k, end))
            continue;
        cvd_name_of(h->text, k, end, h->tokens->tok[k].start,
                    h->tokens->tok[end - 1].end, name);
        return true;
    }
    return false;
}

/* "…, Chủ tịch Ủy ban nhân dân tỉnh X yêu cầu:" ends the preamble of what has
 * lost its head: the body of whose head is said to demand. */
static bool from_demand(struct cvd_head *h, struct cvd_name *name)
{
    static const char *const verbs[] = { "yeu cau", "chi thi", "quyet dinh",
                                         NULL };
    const struct cvd_tokens *t = h->tokens;

    for (size_t n = 0; n < h->lines; n++) {
        if (h->line[n].cells != 1)
            continue;
        const struct cvd_cell *c = cvd_head_first(h, n);
        size_t end = c->tok_end;

        if (end < c->tok + 2 || h->text.ptr[c->end - 1] != ':' ||
            !cvd_head_words_any(t, end - 2, end, verbs))
            continue;
        end -= 2;
        size_t k = end > c->tok + ENACTING_WORDS_MAX
                       ? end - ENACTING_WORDS_MAX : c->tok;
        for (; k < end; k++) {
            size_t heads = cvd_body_head_words(t, k, end);

            if (!heads || cvd_scan_lower_at(h->text, t->tok[k].start) ||
                !cvd_body_begins(t, k + heads, end))
                continue;
            cvd_name_of(h->text, k + heads, end, t->tok[k + heads].start,
                        t->tok[end - 1].end, name);
            return true;
        }
    }
    return false;
}

/* A law says so in its preamble, or by its number (QH15). */
static const char *from_type(const struct cvd_header *head)
{
    return head->type && (strcmp(head->type, "luat") == 0 ||
                          strcmp(head->type, "hien-phap") == 0 ||
                          strcmp(head->type, "bo-luat") == 0)
               ? "Quốc hội" : NULL;
}

/* ---- all of it -------------------------------------------------------- */

/* Whether a body of the whole country was found. */
static bool issuer_elsewhere(struct cvd_head *h,
                             const struct cvd_signature *sign,
                             struct cvd_form *f, struct cvd_name *name)
{
    const char *said;

    name->n = 0;
    if ((h->heading < h->lines && from_heading(h, NULL, name)) ||
        from_authority(h, sign, NULL, name) || from_enacting(h, name) ||
        (h->heading == h->lines && !f->header.has_number &&
         from_demand(h, name)))
        return false;
    said = from_position(h, sign);
    said = said ? said : cvd_body_of_number(&f->header.number);
    if (said)
        cvd_body_say(name, said, true);
    return said != NULL;
}

/* "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH X": the committee is the issuer. */
static void drop_head(const struct cvd_tokens *t, struct cvd_name *name)
{
    size_t k = name->w[0].tok, end = k;

    while (end - k < name->n && name->w[end - k].tok == end)
        end++;
    size_t n = cvd_body_head_words(t, k, end);
    if (!n || n >= name->n ||
        (end > k + n && !cvd_body_begins(t, k + n, end)))
        return;
    name->n -= n;
    memmove(name->w, name->w + n, name->n * sizeof *name->w);
    name->w[0].first = true;
}

bool cvd_issuer_read(struct cvd_head *h, const struct cvd_signature *sign,
                     struct cvd_form *f)
{
    struct cvd_name unit[CVD_UNITS_MAX], name, whole;
    size_t n = cvd_left_column_read(h, &f->header, unit);
    bool central = false;

    for (size_t i = 0; i < n; i++)
        cvd_name_mend(h, &unit[i]);
    const char *enacts = from_type(&f->header);
    if (!enacts && n == 1 && !cvd_body_is(h->tokens, &unit[0], CVD_BODY_ANY))
        enacts = cvd_body_of_number(&f->header.number);
    if (enacts) {
        name.n = n = 0;
        cvd_body_say(&name, enacts, central = true);
    } else if (n == 0) {
        central = issuer_elsewhere(h, sign, f, &name);
    } else {
        name = unit[n - 1];
        drop_head(h->tokens, &name);
        if (cvd_body_is_bare(h, &name) &&
            (from_authority(h, sign, &name, &whole) ||
             (h->heading < h->lines && from_heading(h, &name, &whole))))
            name = whole;
    }
    if (name.n == 0)
        return false;
    struct cvd_name *parent = n > 1 ? &unit[n - 2] : NULL;
    if (parent)
        cvd_body_whole(h, f, parent, n > 2 ? &unit[n - 3] : NULL);
    if (!central)
        cvd_body_whole(h, f, &name, parent);
    central = central || cvd_body_is_central(h, &name);
    cvd_name_recase(f, &f->issuer, h->text, h->tokens, &name);
    if (parent)
        cvd_name_recase(f, &f->parent_issuer, h->text, h->tokens, parent);
    return central;
}
