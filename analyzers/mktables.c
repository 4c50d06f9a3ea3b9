/* mktables.c - turn the TSV files of corpus/tables/ into C tables.
 *
 * A program of the build, not part of cvdsearch; may include libc only.
 *   mktables letters LETTERS RANGES SYLLABLES PLACEMENT >analyzer_tables.h
 *   mktables doctypes DOCTYPES >doctype_tables.h
 *   mktables lookalikes WORDS >lookalike_tables.h
 * The meaning of every table it writes is in analyzers/tables.h. */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CODE_POINTS = 0x110000,
    BLOCK = 64,
    BLOCKS = CODE_POINTS / BLOCK,
    LETTERS_MAX = 8000,
    SYLLABLES_MAX = 40000,
    SYLLABLE_LETTERS = 7,
    FIELDS_MAX = 8
};

enum { WORD_SEPARATOR, WORD_SKIP, WORD_OTHER, WORD_LETTER };

static const char *const qualities[] = {
    "none", "circumflex", "breve", "horn", "stroke"
};
enum { QUALITIES = sizeof qualities / sizeof qualities[0] };

struct letter {
    uint32_t code, lower;
    char fold[8];
    unsigned quality, tone;
};

static const char *table_path;
static unsigned table_line;
static struct letter letters[LETTERS_MAX];
static size_t letter_count;
static uint16_t word_of[CODE_POINTS]; /* WORD_*, or WORD_LETTER + index */
static bool unsure_of[CODE_POINTS];
static uint64_t skeletons[SYLLABLES_MAX];
static size_t skeleton_count;

static void die(const char *fmt, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 1, 2), noreturn))
#endif
    ;

static void die(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    fprintf(stderr, "mktables: %s:%u: ", table_path ? table_path : "-",
            table_line);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    exit(1);
}

/* ---- reading --------------------------------------------------------- */

/* Call `row` for every line of `path` that is neither empty nor a comment,
 * cut at its tabs into at least `least` fields. */
static void read_table(const char *path, size_t least,
                       void (*row)(char **field, size_t count))
{
    char line[4096];
    char *field[FIELDS_MAX];
    FILE *in = fopen(path, "r");

    table_path = path;
    table_line = 0;
    if (!in)
        die("cannot open: %s", strerror(errno));
    while (fgets(line, sizeof line, in)) {
        size_t len = strlen(line), count = 0;
        table_line++;
        if (len && line[len - 1] == '\n')
            line[--len] = '\0';
        else if (!feof(in))
            die("line too long");
        if (len && line[len - 1] == '\r')
            line[--len] = '\0';
        if (!len || line[0] == '#')
            continue;
        for (char *p = line; p && count < FIELDS_MAX;) {
            char *tab = strchr(p, '\t');
            field[count++] = p;
            if (tab)
                *tab++ = '\0';
            p = tab;
        }
        if (count < least)
            die("%zu fields, want %zu", count, least);
        row(field, count);
    }
    if (ferror(in))
        die("cannot read: %s", strerror(errno));
    fclose(in);
}

static uint32_t code_point(const char *s)
{
    char *end;
    unsigned long n;

    if (strncmp(s, "U+", 2) != 0)
        die("'%s' is no code point", s);
    n = strtoul(s + 2, &end, 16);
    if (*end || n >= CODE_POINTS)
        die("'%s' is no code point", s);
    return (uint32_t)n;
}

static unsigned number(const char *s, unsigned most)
{
    char *end;
    unsigned long n = strtoul(s, &end, 10);

    if (!*s || *end || n > most)
        die("'%s' is not a number up to %u", s, most);
    return (unsigned)n;
}

/* Write `c` as UTF-8 to `to` (4 bytes); the length. */
static size_t encode(uint32_t c, unsigned char *to)
{
    if (c < 0x80) {
        to[0] = (unsigned char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (unsigned char)(0xC0 | c >> 6);
        to[1] = (unsigned char)(0x80 | (c & 63));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (unsigned char)(0xE0 | c >> 12);
        to[1] = (unsigned char)(0x80 | (c >> 6 & 63));
        to[2] = (unsigned char)(0x80 | (c & 63));
        return 3;
    }
    to[0] = (unsigned char)(0xF0 | c >> 18);
    to[1] = (unsigned char)(0x80 | (c >> 12 & 63));
    to[2] = (unsigned char)(0x80 | (c >> 6 & 63));
    to[3] = (unsigned char)(0x80 | (c & 63));
    return 4;
}

/* Take one character off the valid UTF-8 at *s. */
static uint32_t decode(const char **s)
{
    const unsigned char *p = (const unsigned char *)*s;
    size_t more = *p < 0xC0 ? 0 : *p < 0xE0 ? 1 : *p < 0xF0 ? 2 : 3;
    uint32_t c = *p & (more ? 0x3Fu >> more : 0x7Fu);

    for (size_t i = 1; i <= more; i++) {
        if ((p[i] & 0xC0) != 0x80)
            die("not UTF-8");
        c = c << 6 | (p[i] & 63);
    }
    *s += more + 1;
    return c;
}

static void letter_row(char **field, size_t count)
{
    struct letter *l = &letters[letter_count];
    unsigned q = 0;

    (void)count;
    if (letter_count == LETTERS_MAX)
        die("more than %d letters", LETTERS_MAX);
    l->code = code_point(field[0]);
    l->lower = code_point(field[1]);
    if (word_of[l->code] != WORD_SEPARATOR)
        die("%s twice", field[0]);
    if (strcmp(field[2], "-") != 0) {
        if (strlen(field[2]) > 4)
            die("fold '%s' longer than 4 bytes", field[2]);
        strcpy(l->fold, field[2]);
    }
    while (q < QUALITIES && strcmp(field[3], qualities[q]) != 0)
        q++;
    if (q == QUALITIES)
        die("no quality '%s'", field[3]);
    l->quality = q;
    l->tone = number(field[4], 5);
    word_of[l->code] = (uint16_t)(WORD_LETTER + letter_count++);
}

static void range_row(char **field, size_t count)
{
    uint32_t first = code_point(field[0]), last = code_point(field[1]);
    const char *class = field[2];

    (void)count;
    for (uint32_t c = first; c <= last; c++) {
        if (strcmp(class, "nfc") == 0) {
            unsure_of[c] = true;
            continue;
        }
        if (word_of[c] != WORD_SEPARATOR)
            die("U+%04X twice", c);
        if (strcmp(class, "skip") == 0)
            word_of[c] = WORD_SKIP;
        else if (strlen(class) == 1 && strchr("LMN", class[0]))
            word_of[c] = WORD_OTHER;
        else
            die("no class '%s'", class);
    }
}

/* The Vietnamese letter `c`, or NULL. */
static const struct letter *letter_find(uint32_t c)
{
    return word_of[c] < WORD_LETTER ? NULL : &letters[word_of[c] - WORD_LETTER];
}

/* Base letter a..z as 1..26 when `l` is Vietnamese or ASCII, else 0. */
static unsigned base_of(const struct letter *l)
{
    bool ours = l->lower < 0x80 || l->quality || l->tone;

    if (!ours || l->fold[0] < 'a' || l->fold[0] > 'z' || l->fold[1])
        return 0;
    return (unsigned)(l->fold[0] - 'a' + 1);
}

/* Two bits of what a syllable is keyed by: no base has both a stroke and a
 * circumflex. */
static unsigned quality_key(const struct letter *l)
{
    return l->quality == 4 ? 1 : l->quality;
}

/* The vowels as 1..12 in alphabetical order, 13 q, 14 g, 15 the rest. */
static unsigned sound_of(const struct letter *l)
{
    static const char key[] = "a0a2a1e0e1i0o0o1o3u0u3y0q0g0";
    unsigned base = base_of(l);

    for (unsigned i = 0; base && key[i]; i += 2)
        if (key[i] == l->fold[0] && (unsigned)(key[i + 1] - '0') == l->quality)
            return i / 2 + 1;
    return 15;
}

/* [0]: sounds about a tone that syllables have; [1]: that syllables would
 * have if their tone stood by another vowel. */
static bool about_tone[2][65536];

static void note_tone_places(const unsigned *sound, unsigned n,
                             unsigned place)
{
    for (unsigned i = 0; i < n; i++) {
        unsigned about = (i ? sound[i - 1] : 0) << 12 | sound[i] << 8;
        if (sound[i] > 12)
            continue;
        if (i + 1 < n)
            about |= sound[i + 1] << 4;
        if (i + 2 < n)
            about |= sound[i + 2];
        about_tone[i != place][about] = true;
    }
}

static void syllable_row(char **field, size_t count)
{
    const char *s = field[0];
    uint64_t key = 0, where = 0;
    unsigned sound[SYLLABLE_LETTERS], tone = 0, n = 0;

    (void)count;
    for (; *s; n++) {
        const struct letter *l = letter_find(decode(&s));
        if (!l || !base_of(l) || n == SYLLABLE_LETTERS)
            die("'%s' is no syllable", field[0]);
        key |= (uint64_t)(base_of(l) << 2 | quality_key(l))
               << (57 - 7 * n);
        sound[n] = sound_of(l);
        if (l->tone && tone)
            die("'%s' bears two tones", field[0]);
        if (l->tone) {
            tone = l->tone;
            where = n + 1;
        }
    }
    if (tone)
        note_tone_places(sound, n, (unsigned)where - 1);
    key |= where << 8 | (uint64_t)1 << tone;
    if (skeleton_count == SYLLABLES_MAX)
        die("more than %d syllables", SYLLABLES_MAX);
    skeletons[skeleton_count++] = key;
}

static uint8_t place[2][4096];

static void place_row(char **field, size_t count)
{
    const char *s = field[0];
    unsigned key = 0;
    bool closed = strcmp(field[1], "closed") == 0;

    (void)count;
    if (!closed && strcmp(field[1], "open") != 0)
        die("'%s' is neither open nor closed", field[1]);
    while (*s) {
        const struct letter *l = letter_find(decode(&s));
        unsigned sound = l ? sound_of(l) : 15;
        if (sound > 12 || key > 255)
            die("'%s' are not one to three vowels", field[0]);
        key = key << 4 | sound;
    }
    place[closed][key] = (uint8_t)number(field[2], 3);
}

/* ---- writing --------------------------------------------------------- */

static void write_blocks(const char *name, const uint16_t *of)
{
    static uint16_t index[BLOCKS];
    static uint16_t block[BLOCKS][BLOCK];
    size_t blocks = 0;

    for (size_t b = 0; b < BLOCKS; b++) {
        size_t i = 0;
        while (i < blocks && memcmp(block[i], of + b * BLOCK,
                                    sizeof block[i]) != 0)
            i++;
        if (i == blocks)
            memcpy(block[blocks++], of + b * BLOCK, sizeof block[i]);
        index[b] = (uint16_t)i;
    }
    printf("const uint16_t %s_block[%d] = {", name, BLOCKS);
    for (size_t b = 0; b < BLOCKS; b++)
        printf("%s%u,", b % 16 ? " " : "\n    ", index[b]);
    printf("\n};\nconst uint16_t %s_of[%zu][%d] = {", name, blocks,
           BLOCK);
    for (size_t b = 0; b < blocks; b++) {
        printf("\n    {");
        for (size_t i = 0; i < BLOCK; i++)
            printf("%s%u,", i % 16 ? " " : "\n    ", block[b][i]);
        printf("\n    },");
    }
    printf("\n};\n");
}

static void write_bits(const char *name, const bool *of)
{
    static uint8_t index[BLOCKS];
    uint64_t bits[256];
    size_t blocks = 0;

    for (size_t b = 0; b < BLOCKS; b++) {
        uint64_t v = 0;
        size_t i = 0;
        for (size_t k = 0; k < BLOCK; k++)
            v |= (uint64_t)of[b * BLOCK + k] << k;
        while (i < blocks && bits[i] != v)
            i++;
        if (i == 256)
            die("more than 256 blocks of bits");
        if (i == blocks)
            bits[blocks++] = v;
        index[b] = (uint8_t)i;
    }
    printf("const uint8_t %s_block[%d] = {", name, BLOCKS);
    for (size_t b = 0; b < BLOCKS; b++)
        printf("%s%u,", b % 16 ? " " : "\n    ", index[b]);
    printf("\n};\nconst uint64_t %s_bits[%zu] = {", name, blocks);
    for (size_t b = 0; b < blocks; b++)
        printf("%s0x%016llx,", b % 3 ? " " : "\n    ",
               (unsigned long long)bits[b]);
    printf("\n};\n");
}

static void write_bytes(const unsigned char *p, size_t n)
{
    printf("{");
    for (size_t i = 0; i < 4; i++)
        printf("%s%u", i ? "," : "", i < n ? p[i] : 0);
    printf("}, ");
}

static void write_letters(void)
{
    printf("const struct cvd_letter cvd_letters[%zu] = {\n"
           "    {{0},{0},0,0,0,0,0,0,0}, {{0},{0},0,0,0,0,0,0,0},"
           " {{0},{0},0,0,0,0,0,0,0},\n",
           letter_count + WORD_LETTER);
    for (size_t i = 0; i < letter_count; i++) {
        const struct letter *l = &letters[i];
        const struct letter *low = letter_find(l->lower);
        unsigned char lower[4];
        size_t lower_len = encode(l->lower, lower);
        size_t fold_len = strlen(l->fold);

        /* A term must analyse to itself. */
        table_line = (unsigned)i;
        if (low && low->lower != l->lower)
            die("the canonical form of U+%04X has another", l->code);
        if (fold_len > lower_len)
            die("the fold of U+%04X is longer than it", l->code);
        printf("    {");
        write_bytes(lower, lower_len);
        write_bytes((const unsigned char *)l->fold, fold_len);
        printf("%zu, %zu, %u, %u, %u, %u, %d},\n", lower_len, fold_len,
               base_of(l), l->quality, l->tone, sound_of(l), fold_len == 0);
    }
    printf("};\n");
}

/* ASCII in one step: the canonical byte, above it the sound; 0 for what
 * separates and for all bytes of longer sequences. */
static void write_ascii(void)
{
    printf("const uint16_t cvd_ascii[256] = {");
    for (uint32_t c = 0; c < 256; c++) {
        const struct letter *l = c < 128 ? letter_find(c) : NULL;
        unsigned v = 0;
        if (l)
            v = sound_of(l) << 8 | l->lower;
        else if (c < 128 && word_of[c] == WORD_OTHER)
            v = 15u << 8 | c;
        printf("%s%u,", c % 16 ? " " : "\n    ", v);
    }
    printf("\n};\n");
}

/* For each Vietnamese base vowel, quality and tone its letter. */
static void write_composed(void)
{
    static uint16_t at[27][4][6];

    for (size_t i = 0; i < letter_count; i++) {
        const struct letter *l = &letters[i];
        unsigned base = base_of(l);
        if (!base || l->code != l->lower || l->quality == 4)
            continue;
        if (at[base][l->quality][l->tone])
            die("two letters of the parts of U+%04X", l->code);
        at[base][l->quality][l->tone] = (uint16_t)(WORD_LETTER + i);
    }
    printf("const uint16_t cvd_composed[27][4][6] = {\n");
    for (size_t b = 0; b < 27; b++) {
        printf("    {");
        for (size_t q = 0; q < 4; q++) {
            printf(" {");
            for (size_t t = 0; t < 6; t++)
                printf(" %u,", at[b][q][t]);
            printf("},");
        }
        printf("},\n");
    }
    printf("};\n");
}

static int compare_keys(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

/* One row per syllable without its tone, the tones it takes as bits. */
static void write_syllables(void)
{
    size_t n = 0;

    qsort(skeletons, skeleton_count, sizeof skeletons[0], compare_keys);
    for (size_t i = 0; i < skeleton_count; i++) {
        uint64_t key = skeletons[i];
        if (n && skeletons[n - 1] >> 15 == key >> 15) {
            uint64_t had = skeletons[n - 1] >> 8 & 7, has = key >> 8 & 7;
            if (had && has && had != has)
                die("a syllable bears tones in two places");
            skeletons[n - 1] |= key & 0x7FF;
        } else {
            skeletons[n++] = key;
        }
    }
    printf("const uint64_t cvd_syllables[%zu] = {", n);
    for (size_t i = 0; i < n; i++)
        printf("%s0x%016llx,", i % 3 ? " " : "\n    ",
               (unsigned long long)skeletons[i]);
    printf("\n};\nconst size_t cvd_syllable_count = %zu;\n", n);
}

static void write_places(void)
{
    printf("const uint8_t cvd_tone_place[2][4096] = {\n");
    for (size_t c = 0; c < 2; c++) {
        printf("    {");
        for (size_t i = 0; i < 4096; i++)
            printf("%s%u,", i % 32 ? "" : "\n    ", place[c][i]);
        printf("\n    },\n");
    }
    printf("};\n");
}

static void write_settled(void)
{
    printf("const uint64_t cvd_tone_settled[1024] = {");
    for (size_t i = 0; i < 65536; i += BLOCK) {
        uint64_t v = 0;
        for (size_t k = 0; k < BLOCK; k++)
            v |= (uint64_t)(about_tone[0][i + k] && !about_tone[1][i + k])
                 << k;
        printf("%s0x%016llx,", i / BLOCK % 3 ? " " : "\n    ",
               (unsigned long long)v);
    }
    printf("\n};\n");
}

static void write_string(const char *s)
{
    putchar('"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            putchar('\\');
        putchar(*s);
    }
    putchar('"');
}

static void doctype_row(char **field, size_t count)
{
    (void)count;
    printf("    { ");
    write_string(field[0]);
    printf(", ");
    write_string(field[1]);
    printf(", ");
    write_string(field[2]);
    printf(" },\n");
}

static void lookalike_row(char **field, size_t count)
{
    (void)count;
    printf("    ");
    write_string(field[0]);
    printf(",\n");
}

int main(int argc, char **argv)
{
    if (argc == 6 && strcmp(argv[1], "letters") == 0) {
        read_table(argv[2], 5, letter_row);
        read_table(argv[3], 3, range_row);
        read_table(argv[4], 1, syllable_row);
        read_table(argv[5], 3, place_row);
        table_path = NULL;
        printf("/* Generated by mktables from %s, %s, %s and %s:\n"
               " * do not edit. */\n", argv[2], argv[3], argv[4], argv[5]);
        write_letters();
        write_ascii();
        write_blocks("cvd_word", word_of);
        write_bits("cvd_unsure", unsure_of);
        write_composed();
        write_places();
        write_settled();
        write_syllables();
    } else if (argc == 3 && strcmp(argv[1], "doctypes") == 0) {
        printf("/* Generated by mktables from %s: do not edit. */\n"
               "static const struct {\n"
               "    const char *code, *name, *abbr;\n"
               "} cvd_doctype_rows[] = {\n", argv[2]);
        read_table(argv[2], 3, doctype_row);
        printf("};\n");
    } else if (argc == 3 && strcmp(argv[1], "lookalikes") == 0) {
        printf("/* Generated by mktables from %s: do not edit. */\n"
               "static const char *const cvd_lookalikes[] = {\n", argv[2]);
        read_table(argv[2], 1, lookalike_row);
        printf("};\n");
    } else {
        fprintf(stderr, "usage: mktables letters LETTERS RANGES SYLLABLES"
                        " PLACEMENT\n       mktables doctypes DOCTYPES\n"
                        "       mktables lookalikes WORDS\n");
        return 2;
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "mktables: cannot write: %s\n", strerror(errno));
        return 1;
    }
    return 0;
}
