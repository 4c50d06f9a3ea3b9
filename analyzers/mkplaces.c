/* mkplaces.c - turn the lists of places into C tables.
 *
 * A program of the build, not part of cvdsearch; linked with the tokenizer,
 * so that a name is spelled as a document's words are.
 *   mkplaces PROVINCES PROVINCES_2025 PROVINCES_HISTORIC DISTRICTS WARDS
 *            WARDS_2025 >gazetteer_tables.h
 * The meaning of what it writes is in analyzers/places_table.h. */
#include "analyzers/mkfile.h"
#include "analyzers/mknames.h"
#include "analyzers/places_table.h"
#include "analyzers/slug.h"
#include "base/limits.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PLACES_MAX = 16000,
    ALIASES_MAX = 2000,
    PROVINCES_MAX = 200,
    POOL_MAX = 400000,
    WAS_MAX = 8000,
    SLOTS = 1 << 16,       /* of the pool's strings */
    DIGITS_MAX = 2,        /* of a numbered place: Phường 28 */
    YEAR_MAX = 2025,
    CODE_MAX = 99999
};

static char pool[POOL_MAX];
static size_t pool_len;
static uint32_t pool_slots[SLOTS]; /* offset + 1 */
static struct cvd_place_row rows[PLACES_MAX];
static uint32_t row_count, province_count, now_first, historic_first;
static struct cvd_place_alias aliases[ALIASES_MAX];
static uint32_t alias_count;
static struct cvd_name names[PLACES_MAX + ALIASES_MAX];
static size_t name_count;
static uint32_t slugs[PROVINCES_MAX];
static int32_t now_of[PROVINCES_MAX]; /* province of before: today's code */
static int32_t was_at[PLACES_MAX], was[WAS_MAX]; /* lists as read */
static size_t was_count;
static struct cvd_tokens tokens;

/* ---- strings --------------------------------------------------------- */

/* Where `s` lies in the pool: each string once. */
static uint32_t pooled(const char *s)
{
    size_t len = strlen(s) + 1;
    uint32_t at = (uint32_t)cvd_hash64(cvd_str_from(s)) % SLOTS;

    for (; pool_slots[at]; at = (at + 1) % SLOTS)
        if (strcmp(pool + pool_slots[at] - 1, s) == 0)
            return pool_slots[at] - 1;
    if (pool_len + len > POOL_MAX)
        die("more than %d bytes of names", POOL_MAX);
    memcpy(pool + pool_len, s, len);
    pool_slots[at] = (uint32_t)pool_len + 1;
    pool_len += len;
    return pool_slots[at] - 1;
}

/* The words of `tokens` joined by spaces; the caller frees. */
static char *joined(bool folded)
{
    struct cvd_buf b = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < tokens.count && st == CVD_OK; i++) {
        if (i)
            st = cvd_buf_add_char(&b, ' ');
        if (st == CVD_OK)
            st = cvd_buf_add(&b, folded ? cvd_token_folded(&tokens, i)
                                        : cvd_token_exact(&tokens, i));
    }
    if (st != CVD_OK || !b.len)
        die("no word");
    return b.ptr;
}

/* The canonical words of `text` in the pool, and a name of them that has
 * number `value`. */
static uint32_t add_name(const char *text, uint32_t value)
{
    if (cvd_tokenize(cvd_str_from(text), &tokens) != CVD_OK)
        die("cannot read '%s'", text);
    char *exact = joined(false);
    uint32_t at = pooled(exact);
    free(exact);
    names[name_count++] = (struct cvd_name){ joined(true), value };
    return at;
}

static bool is_number(const char *s)
{
    size_t len = strlen(s);

    return len && len <= DIGITS_MAX && strspn(s, "0123456789") == len;
}

/* A word that may be any word: Vinh, but not Pleiku. */
static bool is_one_syllable(const char *exact)
{
    return !strchr(exact, ' ') && cvd_syllable_valid(cvd_str_from(exact));
}

static uint8_t sign_flags(const char *s)
{
    return (uint8_t)((strchr(s, '-') ? FORM_HYPHEN : 0) |
                     (strchr(s, '.') ? FORM_DOT : 0));
}

/* ---- places ---------------------------------------------------------- */

static uint8_t kind_number(const char *s)
{
    static const char *const kinds[] = {
#define X(id, text) text,
        CVD_PLACE_KIND_LIST(X)
#undef X
    };

    for (uint8_t i = 0; i < PLACE_KINDS; i++)
        if (strcmp(kinds[i], s) == 0)
            return i;
    die("'%s' is no kind of place", s);
}

static struct cvd_place_row *add_place(const char *code, const char *name,
                                   const char *kind, uint8_t level,
                                   uint8_t era)
{
    struct cvd_place_row *r = &rows[row_count];

    if (row_count == PLACES_MAX)
        die("more than %d places", PLACES_MAX);
    *r = (struct cvd_place_row){
        .name = pooled(name), .exact = add_name(name, row_count),
        .code = pooled(code), .province = -1, .district = -1,
        .kind = kind_number(kind), .level = level, .era = era,
        .flags = sign_flags(name)
    };
    if (level == CVD_COMMUNE || is_number(name) ||
        (level == CVD_DISTRICT && is_one_syllable(pool + r->exact)) ||
        era == CVD_ERA_HISTORIC)
        r->flags |= FORM_NEEDS_KIND;
    row_count++;
    return r;
}

static void add_alias(uint32_t place, const char *text, uint8_t kind,
                      uint8_t flags)
{
    struct cvd_place_alias *a = &aliases[alias_count];
    uint32_t exact = add_name(text, PLACES_MAX + alias_count);

    for (uint32_t i = 0; i < alias_count; i++)
        if (aliases[i].place == place && aliases[i].exact == exact &&
            aliases[i].kind == kind)
            exact = rows[place].exact;
    if (exact == rows[place].exact && kind == rows[place].kind) {
        /* There already; with hyphens now, perhaps: Thừa Thiên - Huế. */
        rows[place].flags |= sign_flags(text);
        name_count--;
        free((char *)names[name_count].folded);
        return;
    }
    if (alias_count == ALIASES_MAX)
        die("more than %d aliases", ALIASES_MAX);
    *a = (struct cvd_place_alias){
        .exact = exact, .place = (uint16_t)place, .kind = kind,
        .flags = (uint8_t)(flags | FORM_DOT | sign_flags(text))
    };
    alias_count++;
}

static char *next_piece(char **list)
{
    char *piece = *list && **list ? *list : NULL;
    char *end = piece ? strchr(piece, ';') : NULL;

    *list = end ? end + 1 : NULL;
    if (end)
        *end = '\0';
    return piece;
}

/* Aliases; "thành phố Huế" is one only with that kind. */
static void add_aliases(uint32_t place, char *list, uint8_t flags)
{
    static const char city[] = "thành phố ";

    for (char *s; (s = next_piece(&list));) {
        bool as_city = strncmp(s, city, sizeof city - 1) == 0;
        add_alias(place, as_city ? s + sizeof city - 1 : s,
                  as_city ? PLACE_THANH_PHO : rows[place].kind,
                  (uint8_t)(flags | (as_city ? FORM_NEEDS_KIND : 0)));
    }
}

/* The name with i for y, or y for i, in one of its words: Qui Nhơn. */
static void add_iy_aliases(uint32_t place)
{
    const char *exact = pool + rows[place].exact;
    char other[CVD_IY_MAX], text[256];

    for (const char *w = exact; *w; w += strspn(w, " ")) {
        size_t len = strcspn(w, " ");
        size_t n = cvd_iy_variant((struct cvd_str){ w, len }, other);
        if (n) {
            snprintf(text, sizeof text, "%.*s%.*s%s", (int)(w - exact),
                     exact, (int)n, other, w + len);
            add_alias(place, text, rows[place].kind,
                      rows[place].flags & FORM_NEEDS_KIND);
        }
        w += len;
    }
}

static void add_slug(const char *name)
{
    struct cvd_buf b = { 0 };

    if (row_count > PROVINCES_MAX)
        die("more than %d provinces", PROVINCES_MAX);
    if (cvd_slug(cvd_str_from(name), &b) != CVD_OK)
        die("cannot read '%s'", name);
    slugs[row_count - 1] = pooled(b.ptr);
    cvd_buf_release(&b);
}

/* The place of rows[from, to) whose code is `code`. */
static int16_t by_code(const char *code, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (strcmp(pool + rows[i].code, code) == 0)
            return (int16_t)i;
    die("no place has the code '%s'", code);
}

/* ---- reading --------------------------------------------------------- */

static void read_province(char **f, size_t count)
{
    struct cvd_place_row *r = add_place(f[0], f[1], f[2], CVD_PROVINCE,
                                    CVD_ERA_BEFORE);
    uint32_t place = row_count - 1;

    r->province = (int16_t)place;
    add_slug(f[1]);
    now_of[place] = (int32_t)number(f[3], CODE_MAX);
    /* A man's name more often than a city's. */
    if (strcmp(f[1], "Hồ Chí Minh") == 0)
        r->flags |= FORM_WEAK;
    if (count > 4)
        add_aliases(place, f[4], 0);
    if (count > 5)
        add_aliases(place, f[5], FORM_WEAK);
    add_iy_aliases(place);
}

/* What a province of the same name was called before it still is. */
static void copy_aliases(uint32_t from, uint32_t to)
{
    uint32_t count = alias_count;

    rows[to].flags = rows[from].flags;
    for (uint32_t i = 0; i < count; i++)
        if (aliases[i].place == from)
            add_alias(to, pool + aliases[i].exact, aliases[i].kind,
                      aliases[i].flags);
}

static void read_province_now(char **f, size_t count)
{
    struct cvd_place_row *r = add_place(f[0], f[1], f[2], CVD_PROVINCE,
                                    CVD_ERA_NOW);
    uint32_t place = row_count - 1;

    (void)count;
    r->province = (int16_t)place;
    add_slug(f[1]);
    for (uint32_t i = 0; i < now_first; i++)
        if (rows[i].exact == r->exact)
            copy_aliases(i, place);
}

static void start_was(void)
{
    was_at[row_count - 1] = (int32_t)was_count;
}

static void add_was(int32_t place)
{
    if (was_count == WAS_MAX)
        die("more than %d", WAS_MAX);
    was[was_count++] = place;
}

static void read_province_historic(char **f, size_t count)
{
    struct cvd_place_row *r = add_place("", f[0], f[1], CVD_PROVINCE,
                                    CVD_ERA_HISTORIC);
    char *list = f[2];

    (void)count;
    r->province = (int16_t)(row_count - 1);
    add_slug(f[0]);
    start_was();
    for (char *s; (s = next_piece(&list));) {
        uint32_t i = 0;
        while (i < now_first && strcmp(pool + rows[i].name, s) != 0)
            i++;
        if (i == now_first)
            die("'%s' is no province", s);
        add_was((int32_t)i);
    }
}

static void read_district(char **f, size_t count)
{
    bool gone = count > 5 && *f[5];
    struct cvd_place_row *r = add_place(f[0], f[1], f[2], CVD_DISTRICT,
                                    gone ? CVD_ERA_HISTORIC
                                         : CVD_ERA_BEFORE);
    uint32_t place = row_count - 1;
    char padded[DIGITS_MAX + 2];

    r->province = by_code(f[3], 0, now_first);
    if (gone)
        r->last_year = (uint16_t)number(f[5], YEAR_MAX);
    if (count > 4)
        add_aliases(place, f[4], 0);
    if (is_number(f[1]) && !f[1][1]) {
        snprintf(padded, sizeof padded, "0%c", f[1][0]);
        add_alias(place, padded, r->kind, FORM_NEEDS_KIND);
    }
    add_iy_aliases(place);
}

static void read_ward(char **f, size_t count)
{
    struct cvd_place_row *r = add_place(f[0], f[1], f[2], CVD_COMMUNE,
                                    CVD_ERA_BEFORE);
    char padded[DIGITS_MAX + 2];

    (void)count;
    r->district = by_code(f[3], province_count, row_count - 1);
    r->province = rows[r->district].province;
    if (is_number(f[1]) && !f[1][1]) {
        snprintf(padded, sizeof padded, "0%c", f[1][0]);
        add_alias(row_count - 1, padded, r->kind, FORM_NEEDS_KIND);
    }
}

static void read_ward_now(char **f, size_t count)
{
    struct cvd_place_row *r = add_place(f[0], f[1], f[2], CVD_COMMUNE,
                                    CVD_ERA_NOW);
    char *list = f[4];

    (void)count;
    r->province = by_code(f[3], now_first, historic_first);
    start_was();
    for (char *s; (s = next_piece(&list));)
        add_was(by_code(s, 0, now_first));
}

/* ---- writing --------------------------------------------------------- */

static void write_rows(void)
{
    printf("static const struct cvd_place_row rows[] = {\n");
    for (uint32_t i = 0; i < row_count; i++) {
        const struct cvd_place_row *r = &rows[i];
        printf("    { %" PRIu32 ", %" PRIu32 ", %" PRIu32
               ", %d, %d, %d, %d, %d, %d, %d },\n", r->name, r->exact,
               r->code, r->province, r->district, r->last_year, r->kind,
               r->level, r->era, r->flags);
    }
    printf("};\nstatic const struct cvd_place_alias aliases[] = {\n");
    for (uint32_t i = 0; i < alias_count; i++)
        printf("    { %" PRIu32 ", %d, %d, %d },\n", aliases[i].exact,
               aliases[i].place, aliases[i].kind, aliases[i].flags);
    printf("};\n");
}

/* now_of[]: of each province of before today's number; was_of[]: the lists
 * of historic provinces and of communes of today, in order of number. */
static void write_changes(uint32_t commune_first)
{
    char code[8];

    printf("static const int16_t now_of[] = {\n");
    for (uint32_t i = 0; i < now_first; i++) {
        snprintf(code, sizeof code, "%02" PRId32, now_of[i]);
        printf("    %d,\n", by_code(code, now_first, historic_first));
    }
    printf("};\nstatic const uint16_t historic_was_at[] = {\n");
    for (uint32_t i = historic_first; i < province_count; i++)
        printf("    %" PRId32 ",\n", was_at[i]);
    printf("    %" PRId32 "\n};\nstatic const uint16_t commune_was_at[] = "
           "{\n", was_at[commune_first]);
    for (uint32_t i = commune_first; i < row_count; i++)
        printf("    %" PRId32 ",\n", was_at[i]);
    printf("    %zu\n};\nstatic const int16_t was[] = {\n", was_count);
    for (size_t i = 0; i < was_count; i++)
        printf("    %" PRId32 ",\n", was[i]);
    printf("};\n");
}

static void write_tables(uint32_t commune_first)
{
    struct cvd_names *built = NULL;

    /* Numbers of aliases follow the last place's. */
    for (size_t i = 0; i < name_count; i++)
        if (names[i].value >= PLACES_MAX)
            names[i].value = names[i].value - PLACES_MAX + row_count;
    if (cvd_names_build(names, name_count, &built) != CVD_OK)
        die("cannot build the names");
    printf("/* generated by mkplaces from corpus/tables/provinces.tsv and "
           "others, do not edit */\n");
    printf("enum {\n    PLACES = %" PRIu32 ", PROVINCES = %" PRIu32
           ",\n    NOW_FIRST = %" PRIu32 ", HISTORIC_FIRST = %" PRIu32
           ",\n    COMMUNE_NOW_FIRST = %" PRIu32 "\n};\n", row_count,
           province_count, now_first, historic_first, commune_first);
    write_pool("pool", pool, pool_len);
    write_rows();
    write_uint32("slugs", slugs, province_count);
    write_changes(commune_first);
    write_names("names", built);
    cvd_names_free(built);
}

int main(int argc, char **argv)
{
    uint32_t commune_first;

    table_path = "usage";
    if (argc != 7)
        die("mkplaces PROVINCES PROVINCES_2025 PROVINCES_HISTORIC "
            "DISTRICTS WARDS WARDS_2025");
    (void)pooled("");
    read_table(argv[1], 4, read_province);
    now_first = row_count;
    read_table(argv[2], 3, read_province_now);
    historic_first = row_count;
    read_table(argv[3], 3, read_province_historic);
    province_count = row_count;
    read_table(argv[4], 4, read_district);
    read_table(argv[5], 4, read_ward);
    commune_first = row_count;
    read_table(argv[6], 5, read_ward_now);
    write_tables(commune_first);
    for (size_t i = 0; i < name_count; i++)
        free((char *)names[i].folded);
    cvd_tokens_release(&tokens);
    if (fflush(stdout) != 0 || ferror(stdout))
        die("cannot write");
    return 0;
}
