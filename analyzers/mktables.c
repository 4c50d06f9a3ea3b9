/* mktables.c - turn the TSV files of corpus/tables/ into C tables.
 *
 * A program of the build, not part of cvdsearch; may include libc only.
 *   mktables letters LETTERS RANGES SYLLABLES PLACEMENT HOMOGLYPHS COMMON
 *            >analyzer_tables.h
 *   mktables doctypes DOCTYPES >doctype_tables.h
 *   mktables lookalikes WORDS >lookalike_tables.h
 * The meaning of every table it writes is in analyzers/tables.h. */
#include "analyzers/mkfile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LETTERS_MAX = 8000,
    SYLLABLES_MAX = 40000,
    SYLLABLE_LETTERS = 7,
    LATIN_MAX = 64
};

enum { WORD_SEPARATOR, WORD_SKIP, WORD_OTHER, WORD_LETTER };
enum {
    LETTER_WIDE = 1, LETTER_FOLD_WIDE = 2, LETTER_MARK = 4,
    LETTER_HOMOGLYPH = 8
};

static const char *const qualities[] = {
    "none", "circumflex", "breve", "horn", "stroke"
};
enum { QUALITIES = sizeof qualities / sizeof qualities[0] };

struct letter {
    uint32_t code, lower;
    char fold[8];
    unsigned quality, tone;
    uint32_t latin; /* what it is in a word with Latin letters, or 0 */
};

static struct letter letters[LETTERS_MAX];
static size_t letter_count;
static uint16_t word_of[CODE_POINTS]; /* WORD_*, or WORD_LETTER + index */
static bool unsure_of[CODE_POINTS];
static uint64_t skeletons[SYLLABLES_MAX];
static size_t skeleton_count;
static uint64_t common[SYLLABLES_MAX];
static uint32_t common_of[SYLLABLES_MAX]; /* occurrences, while reading */
static size_t common_count;
static uint64_t common_total;

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

/* Row `c` of a letter, made where it had none: any other character of a
 * word stands for itself. */
static struct letter *letter_at(uint32_t c)
{
    struct letter *l = &letters[letter_count];
    unsigned char utf8[4];

    if (word_of[c] >= WORD_LETTER)
        return &letters[word_of[c] - WORD_LETTER];
    if (word_of[c] != WORD_OTHER)
        die("U+%04X is not in a word", c);
    if (letter_count == LETTERS_MAX)
        die("more than %d letters", LETTERS_MAX);
    l->code = l->lower = c;
    memcpy(l->fold, utf8, encode(c, utf8));
    word_of[c] = (uint16_t)(WORD_LETTER + letter_count++);
    return l;
}

static void homoglyph_row(char **field, size_t count)
{
    uint32_t first = code_point(field[0]), last = code_point(field[1]);
    const char *s = field[2];
    uint32_t as = decode(&s);
    bool style = strcmp(field[3], "style") == 0;

    (void)count;
    if (!style && strcmp(field[3], "shape") != 0)
        die("no kind '%s'", field[3]);
    for (uint32_t c = first; c <= last; c++, as++) {
        struct letter *l = letter_at(c);
        const struct letter *latin = letter_find(as);
        if (!style) {
            l->latin = as;
            continue;
        }
        l->lower = as;
        if (latin) {
            memcpy(l->fold, latin->fold, sizeof l->fold);
            l->quality = latin->quality;
        } else { /* a digit */
            l->fold[0] = (char)as;
            l->fold[1] = '\0';
        }
    }
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

/* A syllable in parts: `key` the letters without tone, seven bits each from
 * bit 57 down; `where` the letter that bears the tone, from 1. */
struct syllable {
    uint64_t key;
    unsigned sound[SYLLABLE_LETTERS], tone, where, n;
};

static void syllable_read(const char *s, struct syllable *out)
{
    const char *whole = s;

    memset(out, 0, sizeof *out);
    for (; *s; out->n++) {
        const struct letter *l = letter_find(decode(&s));
        if (!l || !base_of(l) || out->n == SYLLABLE_LETTERS)
            die("'%s' is no syllable", whole);
        out->key |= (uint64_t)(base_of(l) << 2 | quality_key(l))
                    << (57 - 7 * out->n);
        out->sound[out->n] = sound_of(l);
        if (l->tone && out->tone)
            die("'%s' bears two tones", whole);
        if (l->tone) {
            out->tone = l->tone;
            out->where = out->n + 1;
        }
    }
}

static void syllable_row(char **field, size_t count)
{
    struct syllable s;

    (void)count;
    syllable_read(field[0], &s);
    if (s.tone)
        note_tone_places(s.sound, s.n, s.where - 1);
    if (skeleton_count == SYLLABLES_MAX)
        die("more than %d syllables", SYLLABLES_MAX);
    skeletons[skeleton_count++] =
        s.key | (uint64_t)s.where << 8 | (uint64_t)1 << s.tone;
}

static void common_row(char **field, size_t count)
{
    struct syllable s;

    (void)count;
    syllable_read(field[0], &s);
    if (common_count == SYLLABLES_MAX)
        die("more than %d syllables", SYLLABLES_MAX);
    common_of[common_count] = number(field[1], UINT32_MAX);
    common_total += common_of[common_count];
    if (!common_of[common_count])
        die("'%s' never occurs", field[0]);
    common[common_count++] = s.key | s.tone << 8;
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

static uint32_t latin[LATIN_MAX];
static size_t latin_count = 1;

/* The index of `c` in what is written as cvd_latin; 0 for 0. */
static unsigned latin_index(uint32_t c)
{
    size_t i = 0;

    while (i < latin_count && latin[i] != c)
        i++;
    if (i == LATIN_MAX || c > UINT16_MAX)
        die("no room for U+%04X", (unsigned)c);
    if (i == latin_count)
        latin[latin_count++] = c;
    return (unsigned)i;
}

static unsigned flags_of(const struct letter *l)
{
    unsigned flags = 0;

    if (l->lower >= 0x80)
        flags |= LETTER_WIDE;
    if ((unsigned char)l->fold[0] >= 0x80)
        flags |= LETTER_FOLD_WIDE;
    if (!l->fold[0])
        flags |= LETTER_MARK;
    if (l->latin)
        flags |= LETTER_HOMOGLYPH;
    return flags;
}

static void write_letters(void)
{
    printf("const struct cvd_letter cvd_letters[%zu] = {\n",
           letter_count + WORD_LETTER);
    for (size_t i = 0; i < WORD_LETTER; i++)
        printf("    {{0},{0},0,0,0,0,0,0,0,0},\n");
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
        printf("%zu, %zu, %u, %u, %u, %u, %u, %u},\n", lower_len, fold_len,
               base_of(l), l->quality, l->tone, sound_of(l), flags_of(l),
               latin_index(l->latin));
    }
    printf("};\nconst uint16_t cvd_latin[%d] = {", LATIN_MAX);
    for (size_t i = 0; i < latin_count; i++)
        printf("%s%u,", i % 8 ? " " : "\n    ", (unsigned)latin[i]);
    printf("\n};\n");
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
    write_keys("cvd_syllables", skeletons, n);
    printf("const size_t cvd_syllable_count = %zu;\n", n);
}

/* How surprising a syllable is, in bits: -log2 of its share, in the lowest
 * byte. */
static void write_common(void)
{
    for (size_t i = 0; i < common_count; i++) {
        uint64_t share = common_total / common_of[i];
        unsigned bits = 0;
        while (share > 1) {
            share >>= 1;
            bits++;
        }
        common[i] |= bits;
    }
    qsort(common, common_count, sizeof common[0], compare_keys);
    write_keys("cvd_common", common, common_count);
    printf("const size_t cvd_common_count = %zu;\n", common_count);
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
    if (argc == 8 && strcmp(argv[1], "letters") == 0) {
        read_table(argv[2], 5, letter_row);
        read_table(argv[3], 3, range_row);
        read_table(argv[6], 4, homoglyph_row);
        read_table(argv[4], 1, syllable_row);
        read_table(argv[5], 3, place_row);
        read_table(argv[7], 2, common_row);
        table_path = NULL;
        printf("/* Generated by mktables from");
        for (int i = 2; i < argc; i++)
            printf("%s\n * %s", i > 2 ? "," : "", argv[i]);
        printf(": do not edit. */\n");
        write_letters();
        write_ascii();
        write_blocks("cvd_word", word_of);
        write_bits("cvd_unsure", unsure_of);
        write_composed();
        write_places();
        write_settled();
        write_syllables();
        write_common();
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
                        " PLACEMENT HOMOGLYPHS COMMON\n"
                        "       mktables doctypes DOCTYPES\n"
                        "       mktables lookalikes WORDS\n");
        return 2;
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "mktables: cannot write: %s\n", strerror(errno));
        return 1;
    }
    return 0;
}
