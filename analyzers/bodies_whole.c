/* bodies_whole.c - names put together: a body's own, its place, the body it is
 * an organ of.
 *
 * analyzers/ may include base/ and ICU. */
#include "analyzers/bodies.h"
#include "analyzers/agencies.h"
#include "analyzers/places.h"

/* Say the place of the date line where it is a province's name. */
static bool say_province(const struct cvd_form *f, struct cvd_name *name,
                         bool with_kind)
{
    int32_t found[4];

    if (!f->place.len ||
        cvd_provinces_named(f->place, found, 4) == 0)
        return false;
    const struct cvd_place *p = cvd_place((size_t)found[0]);
    if (with_kind)
        cvd_body_say(name, p->kind, false);
    cvd_body_say(name, p->name, false);
    return true;
}

/* Say "xã Phù Mỹ Bắc" as the text does, where the date line has the name
 * alone. */
static void say_as_text(const struct cvd_tokens *t, const struct cvd_form *f,
                        struct cvd_str text, struct cvd_name *name)
{
    struct cvd_tokens place = { 0 };

    if (!f->place.len || cvd_tokenize(f->place, &place) != CVD_OK ||
        place.count == 0)
        goto done;
    struct cvd_str first = cvd_token_exact(&place, 0);
    for (size_t k = 1; k + place.count <= t->count; k++) {
        size_t n = 0;

        if (!cvd_str_equal(cvd_token_exact(t, k), first))
            continue;
        while (n < place.count && cvd_str_equal(cvd_token_exact(t, k + n),
                                                cvd_token_exact(&place, n)))
            n++;
        if (n < place.count)
            continue;
        struct cvd_name as = { .n = 0 };
        size_t from = k > 1 ? k - 2 : k - 1;
        for (size_t i = from; i < k + n && as.n < CVD_BODY_WORDS_MAX; i++)
            as.w[as.n++] = (struct cvd_name_word){
                .tok = i, .from = t->tok[i].start, .to = t->tok[i].end
            };
        size_t at = cvd_body_kind_words(t, &as, 0) == k - from ? 0 : 1;
        if (cvd_body_kind_words(t, &as, at) != k - from - at ||
            cvd_scan_word_at(text, t->tok[k].start) == false)
            continue;
        cvd_name_add(name, &as, at, as.n, false);
        break;
    }
done:
    cvd_tokens_release(&place);
}

/* "SỞ Y TẾ HẢI DƯƠNG": a department of the province bears its kind too. */
static void say_kind(struct cvd_str text, const struct cvd_tokens *t,
                     struct cvd_name *name)
{
    static const char *const departments[] = { "so", NULL };
    struct cvd_name kind = { .n = 0 };
    struct cvd_place_words p;
    size_t word;

    if (!cvd_name_begins(t, name, departments) || cvd_name_place(t, name, &p))
        return;
    int32_t found = cvd_body_province(text, t, name, &word);
    if (found < 0 || word < 2)
        return;
    cvd_body_say(&kind, cvd_place((size_t)found)->kind, false);
    cvd_name_insert(name, word, &kind, false);
}

/* Complete "UBND TỈNH" by the place of the date line, where that is one. */
static void complete_kind(const struct cvd_tokens *t, const struct cvd_form *f,
                          struct cvd_name *name)
{
    struct cvd_place_words p;

    if (cvd_name_place(t, name, &p) && p.name == p.end)
        say_province(f, name, false);
}

/* The Youth Union's name stands where the State has its motto: "BCH ĐOÀN TỈNH
 * LÂM ĐỒNG | ĐOÀN TNCS HỒ CHÍ MINH". */
static void say_union(struct cvd_head *h, struct cvd_name *name)
{
    static const char *const centre[] = {
        "ban chap hanh trung uong", "bch trung uong", NULL
    };
    struct cvd_name motto = { .n = 0 };
    const struct cvd_tokens *t = h->tokens;

    for (size_t i = 0; i < h->cells && motto.n == 0; i++) {
        const struct cvd_cell *c = &h->cell[i];
        size_t from = c->tok;

        while (from < c->tok_end &&
               !cvd_head_words(t, from, c->tok_end, "doan tncs"))
            from++;
        if (from == c->tok_end || !c->caps)
            continue;
        for (size_t k = from; k < c->tok_end && motto.n < 8; k++)
            motto.w[motto.n++] = (struct cvd_name_word){
                .tok = k, .from = c->start, .to = c->end, .caps = true
            };
    }
    if (motto.n == 0 || cvd_name_contains(t, name, "tncs"))
        return;
    if (cvd_body_kind_words(t, name, 0) &&
        !cvd_body_is(t, name, CVD_BODY_ANY)) { /* "ĐOÀN TNCS … / XÃ NĂM CĂN" */
        name->w[0].first = false;
        cvd_name_insert(name, 0, &motto, true);
        return;
    }
    if (cvd_name_begins(t, name, centre) == name->n) {
        cvd_name_add(name, &motto, 0, motto.n, true);
        return;
    }
    struct cvd_place_words p;
    if (cvd_name_place(t, name, &p) && p.kind > 0 &&
        cvd_body_is(t, name, CVD_BODY_ORGAN) == p.kind) {
        cvd_name_insert(name, p.kind, &motto, true);
        return;
    }
    for (size_t i = 0; i + 1 < name->n; i++)
        if (cvd_name_words_at(t, name, i, "đoàn", cvd_name_exact) &&
            cvd_body_kind_words(t, name, i + 1)) {
            struct cvd_name rest = motto;

            memmove(rest.w, rest.w + 1, (motto.n - 1) * sizeof *rest.w);
            rest.n--;
            cvd_name_insert(name, i + 1, &rest, false);
            return;
        }
}

/* "TÀI CHÍNH" under number STC-HTDN: the symbol has the word that is lost. */
static void say_lost_words(const struct cvd_tokens *t,
                           const struct cvd_form *f, struct cvd_name *name)
{
    struct cvd_tokens whole = { 0 };

    if (cvd_body_is(t, name, CVD_BODY_ANY) || !f->header.number.symbol[0])
        return;
    const struct cvd_agency *a = cvd_agency_of_number(&f->header.number);
    if (!a || cvd_tokenize(cvd_str_from(a->name), &whole) != CVD_OK)
        goto done;
    if (whole.count <= name->n)
        goto done;
    for (size_t i = 0; i < name->n; i++)
        if (!cvd_str_equal(cvd_token_folded(&whole,
                                            whole.count - name->n + i),
                           cvd_name_folded(t, name, i)))
            goto done;
    name->n = 0;
    cvd_body_say(name, a->name, true);
done:
    cvd_tokens_release(&whole);
}

static bool same_kind(const struct cvd_tokens *t, const struct cvd_name *a,
                      size_t i, const struct cvd_name *b, size_t k)
{
    return cvd_str_equal(cvd_name_exact(t, a, i), cvd_name_exact(t, b, k));
}

/* Add the place of `parent`: of "TỈNH ỦY X" the words "tỉnh X". */
static void add_place(const struct cvd_tokens *t, struct cvd_name *name,
                      const struct cvd_name *parent,
                      const struct cvd_place_words *p)
{
    static const struct { const char *body, *kind; } kinds[] = {
        { "tỉnh ủy", "tỉnh" }, { "thành ủy", "thành phố" },
        { "huyện ủy", "huyện" }, { "quận ủy", "quận" },
        { "thị ủy", "thị xã" }, { "tỉnh đoàn", "tỉnh" },
        { "thành đoàn", "thành phố" }, { "huyện đoàn", "huyện" },
        { "quận đoàn", "quận" }, { "thị đoàn", "thị xã" },
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (cvd_name_words_at(t, parent, p->kind, kinds[i].body,
                              cvd_name_exact)) {
            /* "THÀNH ỦY THÀNH PHỐ HỒ CHÍ MINH" */
            if (!cvd_body_kind_words(t, parent, p->name))
                cvd_body_say(name, kinds[i].kind, false);
            cvd_name_add(name, parent, p->name, p->end, false);
            return;
        }
    cvd_name_add(name, parent, p->kind, p->end, false);
}

/* "BCH HUYỆN ĐOÀN HƯƠNG KHÊ" is an organ of the Youth Union of a district. */
static void say_branch(const struct cvd_tokens *t, struct cvd_name *name)
{
    struct cvd_place_words p;
    struct cvd_name whole = { .n = 0 };

    if (!cvd_name_place(t, name, &p) || p.kind == 0 || p.name != p.kind + 2 ||
        p.name == p.end || cvd_body_is(t, name, CVD_BODY_ORGAN) != p.kind ||
        !cvd_str_equal(cvd_name_exact(t, name, p.kind + 1),
                       cvd_str_from("đoàn")))
        return;
    cvd_name_add(&whole, name, 0, p.kind, true);
    cvd_body_say(&whole, "Đoàn TNCS Hồ Chí Minh", false);
    add_place(t, &whole, name, &p);
    *name = whole;
}

/* A school is known by what it is called after, "TRƯỜNG THPT LÊ LỢI". */
static bool is_school(const struct cvd_tokens *t, const struct cvd_name *name)
{
    static const char *const kinds[] = {
        "truong thpt", "truong thcs", "truong th", "truong tieu hoc",
        "truong trung hoc", "truong mam non", "truong mn", NULL
    };

    for (const char *const *kind = kinds; *kind; kind++)
        if (cvd_name_contains(t, name, *kind))
            return true;
    return false;
}

/* Complete `name`, which names no place, from the body above it. */
static void add_parent(struct cvd_head *h, struct cvd_name *name,
                       const struct cvd_name *parent)
{
    static const char *const elected[] = {
        "hdnd", "hoi dong nhan dan", "doan dai bieu quoc hoi", NULL
    };
    /* A branch of the trade unions has a name of its own. */
    static const char *const branch[] = { "cong doan", NULL };
    static const char *const of[] = { "lien doan lao dong", "ldld",
                                      "tong lien doan", NULL };
    const struct cvd_tokens *t = h->tokens;
    struct cvd_place_words p;
    bool placed = cvd_name_place(t, parent, &p) && p.name < p.end &&
                  !is_school(t, name) &&
                  !cvd_body_names_province(h->text, t, name);
    size_t organ = cvd_body_is(t, name, CVD_BODY_ORGAN);

    if (cvd_name_begins(t, name, branch) && cvd_name_begins(t, parent, of)) {
        if (placed)
            add_place(t, name, parent, &p);
        return;
    }
    /* "VĂN PHÒNG" is named after what is above, "VĂN PHÒNG UBND" is not; nor
     * is a committee's department, but a council's is. */
    if (cvd_body_is(t, parent, CVD_BODY_COUNCIL)
            ? organ == name->n || cvd_name_begins(t, parent, elected)
            : organ || (cvd_body_is(t, parent, CVD_BODY_UNION) &&
                        !cvd_body_is(t, name, CVD_BODY_COMMON)))
        cvd_name_add(name, parent, 0, parent->n, true);
    else if (placed)
        add_place(t, name, parent, &p);
}

static void from_parent(struct cvd_head *h, struct cvd_name *name,
                        const struct cvd_name *parent)
{
    static const char *const branches[] = { "chi nhanh", NULL };
    static const char *const centre[] = {
        "ban chap hanh trung uong", "bch trung uong", NULL
    };
    const struct cvd_tokens *t = h->tokens;
    struct cvd_place_words own, above;
    bool placed = cvd_name_place(t, name, &own);

    if (cvd_name_begins(t, parent, centre) == parent->n) {
        if (!cvd_name_contains(t, name, "trung uong")) /* BAN TUYÊN GIÁO */
            cvd_name_add(name, parent, parent->n - 2, parent->n, false);
        return;
    }

    if (cvd_name_begins(t, name, branches)) {
        cvd_name_insert(name, 0, parent, true);
        return;
    }
    if (!placed) {
        add_parent(h, name, parent);
        return;
    }
    if (own.name == own.end) { /* "KHỐI CƠ QUAN TỈNH" */
        if (cvd_name_place(t, parent, &above) && above.name < above.end &&
            same_kind(t, name, own.kind, parent, above.kind))
            cvd_name_add(name, parent, above.name, above.end, false);
        return;
    }
    /* HỘI NÔNG DÂN VIỆT NAM / BAN CHẤP HÀNH TỈNH X; MẶT TRẬN / ỦY BAN TỈNH. */
    if (own.kind > 0 && cvd_body_is(t, name, CVD_BODY_ORGAN) == own.kind &&
        cvd_body_is(t, parent, CVD_BODY_UNION) &&
        !cvd_name_place(t, parent, &above))
        cvd_name_insert(name, own.kind, parent, true);
}

void cvd_body_whole(struct cvd_head *h, const struct cvd_form *f,
                    struct cvd_name *name, const struct cvd_name *parent)
{
    const struct cvd_tokens *t = h->tokens;
    struct cvd_place_words p;

    if (name->n && name->w[0].said)
        return;
    say_branch(t, name);
    say_kind(h->text, t, name);
    say_union(h, name);
    bool local = cvd_body_is(t, name, CVD_BODY_LOCAL) > 0;
    if (!cvd_body_is_central(h, name))
        say_lost_words(t, f, name);
    local = local || (name->n && name->w[0].said);
    if (parent)
        from_parent(h, name, parent);
    if (cvd_name_place(t, name, &p)) {
        if (p.name == p.end)
            complete_kind(t, f, name);
        return;
    }
    if (!local || cvd_body_names_province(h->text, t, name) ||
        (!name->w[0].said && cvd_body_is_central(h, name)))
        return;
    if (!say_province(f, name, true))
        say_as_text(t, f, h->text, name);
}
