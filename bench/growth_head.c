/* growth_head.c - heads and feet composed.
 *
 * How often what comes is made up, after what archives are like: few provinces
 * and issuers write much (Zipf), more is kept of later years, some documents
 * are referred to over and over.
 * May depend on: libc. */
#include "bench/growth_head.h"

#include "bench/growth_letters.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 2000, LAST_YEAR = 2025, MERGED_YEAR = 2025,
       MERGED_MONTH = 7,
       CENTRAL_FIRST = 300,     /* documents that many refer to */
       CENTRAL_UNTIL = 2012,
       LETTERS_MAX = 6000, OTHERS_MAX = 700, /* numbers of a year */
       REFERENCES_MAX = 6, COLUMN = 46, LINE_BYTES = 512 };

static const unsigned level_weights[GROWTH_LEVELS] = { 7, 48, 30, 15 };

/* Dice apart for what others know of a document and for the rest of it. */
enum { KNOWN = 1, REST = 2, FOOT = 3 };

/* ---- texts ----------------------------------------------------------- */

static const char *party_committee(const struct growth_place *p)
{
    if (!p || strcmp(p->kind, "tỉnh") == 0)
        return "Tỉnh ủy";
    if (strcmp(p->kind, "thành phố") == 0)
        return "Thành ủy";
    if (strcmp(p->kind, "quận") == 0)
        return "Quận ủy";
    if (strcmp(p->kind, "thị xã") == 0)
        return "Thị ủy";
    return strcmp(p->kind, "huyện") == 0 ? "Huyện ủy" : "Đảng ủy";
}

static size_t put(char *out, size_t len, const char *s)
{
    size_t n = strlen(s);

    if (len + n >= LINE_BYTES)
        n = LINE_BYTES - 1 - len;
    memcpy(out + len, s, n);
    out[len + n] = '\0';
    return len + n;
}

/* A pattern of growth_issuer, filled in. */
static void fill(const char *pattern, const struct growth_place *p,
                 char out[LINE_BYTES])
{
    size_t len = 0;

    *out = '\0';
    for (; *pattern && len + 5 < LINE_BYTES; pattern++) {
        if (*pattern == '%' && pattern[1]) {
            char what = *++pattern;
            len = put(out, len, what == 'u' ? party_committee(p) :
                      !p ? "" : what == 'k' ? p->kind : p->name);
        } else {
            out[len++] = *pattern;
            out[len] = '\0';
        }
    }
}

static void add_filled(struct growth_text *out, const char *pattern,
                       const struct growth_place *p)
{
    char line[LINE_BYTES];

    fill(pattern, p, line);
    growth_add_string(out, line);
}

static void add_number(struct growth_text *out, unsigned n)
{
    char s[16];

    growth_add(out, s, (size_t)snprintf(s, sizeof s, "%u", n));
}

/* Two columns of a head, the left one in capitals if `big`. */
static void add_columns(struct growth_text *out, const char *left, bool big,
                        const char *right)
{
    char line[LINE_BYTES];
    size_t len = strlen(left), seen = 0;

    len = len < LINE_BYTES ? len : LINE_BYTES - 1;
    memcpy(line, left, len);
    if (big)
        growth_capitalise(left, len, true, line);
    growth_add(out, line, len);
    for (size_t i = 0; i < len; i++)
        seen += ((unsigned char)line[i] & 0xC0) != 0x80;
    do
        growth_add(out, " ", 1);
    while (++seen < COLUMN);
    growth_add_string(out, right);
    growth_add(out, "\n", 1);
}

static const char *one_of(struct dice *d, const char *const *list)
{
    uint32_t n = 0;

    while (list[n])
        n++;
    return list[dice_below(d, n)];
}

/* ---- what others know of it ------------------------------------------ */

static const struct growth_issuer *draw_issuer(struct dice *d,
                                               enum growth_level level)
{
    unsigned sum = 0, at;

    for (uint32_t i = 0; i < growth_issuer_count; i++)
        if (growth_issuers[i].level == level)
            sum += growth_issuers[i].weight;
    at = dice_below(d, sum);
    for (uint32_t i = 0; ; i++) {
        const struct growth_issuer *one = &growth_issuers[i];
        if (one->level != level)
            continue;
        if (at < one->weight)
            return one;
        at -= one->weight;
    }
}

static const struct growth_type *draw_type(struct dice *d)
{
    unsigned sum = 0, at;

    for (uint32_t i = 0; i < growth_type_count; i++)
        sum += growth_types[i].weight;
    at = dice_below(d, sum);
    for (uint32_t i = 0; ; i++) {
        if (at < growth_types[i].weight)
            return &growth_types[i];
        at -= growth_types[i].weight;
    }
}

static void draw_date(struct dice *d, bool old, struct growth_head *h)
{
    unsigned years = (old ? CENTRAL_UNTIL : LAST_YEAR) - FIRST_YEAR + 1;
    double u = dice_share(d);
    /* The later of two drawn, half of the time. */
    if (dice_chance(d, 0.7)) {
        double other = dice_share(d);
        u = other > u ? other : u;
    }
    h->year = FIRST_YEAR + (unsigned)(u * years);
    h->month = 1 + dice_below(d, 12);
    h->day = 1 + dice_below(d, 28);
}

static enum growth_level draw_level(struct dice *d)
{
    unsigned at = dice_below(d, 100);
    int level = 0;

    while (at >= level_weights[level])
        at -= level_weights[level++];
    return (enum growth_level)level;
}

/* A place by Zipf's law, in an order of its own: the list's is by code. */
static const struct growth_place *draw_place(struct dice *d,
                                             const struct growth_places *of)
{
    uint64_t rank = dice_zipf(d, of->count);

    return &of->list[(rank * 7919 + 11) % of->count];
}

static void draw_places(const struct growth_names *names, struct dice *d,
                        enum growth_level level, struct growth_head *h)
{
    bool merged = h->year > MERGED_YEAR ||
                  (h->year == MERGED_YEAR && h->month >= MERGED_MONTH);
    const struct growth_places *maps = merged ? names->since :
                                       names->before;

    if (merged && level == GROWTH_DISTRICT)
        level = GROWTH_COMMUNE;
    h->issuer = draw_issuer(d, level);
    h->place = h->province = NULL;
    if (level == GROWTH_CENTRAL)
        return;
    h->place = draw_place(d, &maps[level]);
    h->province = h->place;
    uint32_t inside = h->place->inside;
    if (level == GROWTH_COMMUNE && !merged)
        inside = maps[GROWTH_DISTRICT].list[inside].inside;
    if (level != GROWTH_PROVINCE)
        h->province = &maps[GROWTH_PROVINCE].list[inside];
}

static void draw_number(struct dice *d, struct growth_head *h)
{
    bool letter = strcmp(h->type->symbol, "CV") == 0;
    unsigned n = 1 + dice_zipf(d, letter ? LETTERS_MAX : OTHERS_MAX);
    const char *symbol = h->issuer->symbol;

    /* A number is long more often than Zipf has it. */
    n += dice_below(d, letter ? 900 : 200);
    if (h->issuer->party)
        (void)snprintf(h->number, sizeof h->number, "%u-%s/%s", n,
                       h->type->symbol, symbol);
    else if (letter)
        (void)snprintf(h->number, sizeof h->number, "%u/%s-VP", n, symbol);
    else
        (void)snprintf(h->number, sizeof h->number, "%u/%s-%s", n,
                       h->type->symbol, symbol);
}

void growth_head_make(const struct growth_names *names, uint64_t seed,
                      uint64_t n, struct growth_head *h)
{
    struct dice d = dice_for(seed ^ KNOWN, n);
    bool central = n < CENTRAL_FIRST;
    enum growth_level level = draw_level(&d);

    h->document = n;
    h->type = draw_type(&d);
    draw_date(&d, central, h);
    draw_places(names, &d, central ? GROWTH_CENTRAL : level, h);
    draw_number(&d, h);
    h->campaign = NULL;
    if (dice_chance(&d, 0.4))
        h->campaign = names->campaigns[dice_zipf(&d,
                                                 names->campaign_count)];
    h->doing = one_of(&d, growth_doings);
    h->matter = one_of(&d, growth_matters);
}

void growth_head_subject(const struct growth_head *h,
                         struct growth_text *out)
{
    growth_add_string(out, h->doing);
    growth_add(out, " ", 1);
    if (h->campaign) {
        growth_add_string(out, "Cuộc vận động “");
        growth_add_string(out, h->campaign);
        growth_add_string(out, "” và ");
    }
    growth_add_string(out, h->matter);
    growth_add_string(out, " năm ");
    add_number(out, h->year);
}

/* ---- references ------------------------------------------------------ */

static bool earlier(const struct growth_head *a, const struct growth_head *b)
{
    if (a->year != b->year)
        return a->year < b->year;
    if (a->month != b->month)
        return a->month < b->month;
    return a->day < b->day;
}

/* "Kế hoạch số 37-KH/TU ngày 24/8/2021 của Tỉnh ủy Lạng Sơn", of a document
 * that came before; false where none was found. */
static bool add_reference(const struct growth_names *names, struct dice *d,
                          uint64_t seed, const struct growth_head *h,
                          struct growth_text *out)
{
    char date[40];
    struct growth_head to;
    uint32_t before = h->document < UINT32_MAX ? (uint32_t)h->document :
                      UINT32_MAX;

    for (int tries = 0; before > 0 && tries < 4; tries++) {
        growth_head_make(names, seed, dice_zipf(d, before), &to);
        if (!earlier(&to, h))
            continue;
        growth_add_string(out, to.type->name);
        growth_add_string(out, " số ");
        growth_add_string(out, to.number);
        growth_add(out, date, (size_t)snprintf(
            date, sizeof date, " ngày %u/%u/%u của ", to.day, to.month,
            to.year));
        add_filled(out, to.issuer->full, to.place);
        return true;
    }
    return false;
}

static void add_grounds(const struct growth_names *names, struct dice *d,
                        uint64_t seed, const struct growth_head *h,
                        struct growth_text *out)
{
    uint32_t n = dice_wait(d, 0.4);

    for (uint32_t i = 0; i < n && i < REFERENCES_MAX; i++) {
        size_t len = out->len;
        growth_add_string(out, i == 0 ? "Căn cứ " : "Thực hiện ");
        if (add_reference(names, d, seed, h, out))
            growth_add_string(out, ";\n");
        else
            out->len = len;
    }
}

void growth_aside_write(const struct growth_names *names, struct dice *d,
                        uint64_t seed, const struct growth_head *h,
                        struct growth_text *out)
{
    growth_add_string(out, "Giao ");
    add_filled(out, h->issuer->full, h->place);
    growth_add_string(out, " theo dõi, đôn đốc; báo cáo trước ngày ");
    add_number(out, 1 + dice_below(d, 28));
    growth_add(out, "/", 1);
    add_number(out, 1 + dice_below(d, 12));
    size_t len = out->len;
    growth_add_string(out, ", như ");
    if (!dice_chance(d, 0.5) || !add_reference(names, d, seed, h, out))
        out->len = len;
    growth_add_string(out, ".\n");
}

/* ---- head and foot --------------------------------------------------- */

static void place_and_date(const struct growth_head *h, char out[LINE_BYTES])
{
    (void)snprintf(out, LINE_BYTES, "%s, ngày %02u tháng %02u năm %u",
                   h->place ? h->place->name : "Hà Nội", h->day, h->month,
                   h->year);
}

static void write_top(const struct growth_head *h, struct growth_text *out)
{
    char above[LINE_BYTES], name[LINE_BYTES], date[LINE_BYTES];
    char number[GROWTH_NUMBER_BYTES + 8];
    bool party = h->issuer->party;

    fill(h->issuer->above, h->place, above);
    fill(h->issuer->name, h->place, name);
    place_and_date(h, date);
    (void)snprintf(number, sizeof number, party ? "Số %s" : "Số: %s",
                   h->number);
    if (!*above) {
        (void)snprintf(above, sizeof above, "%s", name);
        *name = '\0';
    }
    add_columns(out, above, true, party ? "ĐẢNG CỘNG SẢN VIỆT NAM" :
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    add_columns(out, name, true, party ? "" :
                "Độc lập - Tự do - Hạnh phúc");
    add_columns(out, number, false, date);
    growth_add(out, "\n", 1);
}

static void write_type(const struct growth_head *h, struct growth_text *out)
{
    char type[GROWTH_FORM_MAX];
    size_t len = strlen(h->type->name);

    if (strcmp(h->type->symbol, "CV") == 0) {
        growth_add_string(out, "V/v ");
        growth_head_subject(h, out);
        growth_add_string(out, "\n\nKính gửi: ");
        add_filled(out, h->place ? "Các sở, ban, ngành %k %p" :
                   "Các tỉnh, thành phố trực thuộc Trung ương", h->place);
    } else {
        growth_capitalise(h->type->name, len, true, type);
        growth_add(out, type, len);
        growth_add(out, "\n", 1);
        growth_head_subject(h, out);
    }
    growth_add_string(out, "\n\n");
}

void growth_head_write(const struct growth_names *names, uint64_t seed,
                       const struct growth_head *h, struct growth_text *out)
{
    struct dice d = dice_for(seed ^ REST, h->document);

    write_top(h, out);
    write_type(h, out);
    add_grounds(names, &d, seed, h, out);
}

void growth_foot_write(uint64_t seed, const struct growth_head *h,
                       struct growth_text *out)
{
    struct dice d = dice_for(seed ^ FOOT, h->document);
    char line[LINE_BYTES], name[LINE_BYTES];
    uint32_t n = 1 + dice_below(&d, 3);

    growth_add(out, "\n", 1);
    add_columns(out, "Nơi nhận:", false, h->issuer->authority);
    for (uint32_t i = 0; i < n; i++) {
        fill(one_of(&d, growth_recipients), h->place, name);
        (void)put(line, put(line, put(line, 0, "- "), name), ";");
        if (i == 0) {
            add_columns(out, line, false, h->issuer->position);
        } else {
            growth_add_string(out, line);
            growth_add(out, "\n", 1);
        }
    }
    (void)snprintf(line, sizeof line, "%s %s %s", one_of(&d, growth_families),
                   one_of(&d, growth_middles), one_of(&d, growth_given));
    add_columns(out, "- Lưu: VT.", false, line);
}
