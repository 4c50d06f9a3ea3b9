/* mkcharsets.c - turn the tables of old encodings into C tables.
 *
 * A program of the build, not part of cvdsearch; may include libc only.
 *   mkcharsets encodings ENCODINGS >charset_tables.h
 *   mkcharsets entities ENTITIES >entity_tables.h
 *   mkcharsets places SYLLABLES >place_tables.h
 * Who reads a table says what it means: charsets.c, viqr.c, entities.c and
 * evidence.c. */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LINE_MAX_BYTES = 256,
    FIELDS = 3,
    SEQUENCES_MAX = 512,
    SEQUENCE_BYTES = 3 /* the longest: VIQR, a vowel and two marks */
};

/* The order is that of enum cvd_charset in charsets.h. */
static const char *const charsets[] = {
    "WINDOWS-1252", "TCVN3", "VNI-WIN", "VISCII", "VPS", "WINDOWS-1258",
    "TCVN5712-1"
};
enum { CHARSETS = sizeof charsets / sizeof charsets[0], VNI = 2 };

struct sequence {
    unsigned char bytes[SEQUENCE_BYTES];
    size_t len;
    unsigned code;
};

static const char *table_path;
static unsigned table_line;
static unsigned code_of[CHARSETS][256];
static struct sequence vni[SEQUENCES_MAX], viqr[SEQUENCES_MAX];
static size_t vni_count, viqr_count;
static char last_key[LINE_MAX_BYTES];

static void die(const char *fmt, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 1, 2), noreturn))
#endif
    ;

static void die(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    fprintf(stderr, "mkcharsets: %s:%u: ", table_path ? table_path : "-",
            table_line);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    exit(1);
}

/* ---- reading --------------------------------------------------------- */

/* Call `row` for every line of `path` that is neither empty nor a comment,
 * cut at its tabs into exactly `want` fields. */
static void read_table(const char *path, size_t want,
                       void (*row)(char **field))
{
    char line[LINE_MAX_BYTES];
    FILE *in = fopen(path, "r");

    table_path = path;
    table_line = 0;
    if (!in)
        die("cannot open: %s", strerror(errno));
    while (fgets(line, sizeof line, in)) {
        char *field[FIELDS] = { line };
        size_t count = 1;
        table_line++;
        if (!strchr(line, '\n'))
            die("line too long, or not ended");
        line[strcspn(line, "\r\n")] = '\0';
        if (!line[0] || line[0] == '#')
            continue;
        for (char *tab = line; (tab = strchr(tab, '\t')) != NULL;) {
            *tab++ = '\0';
            if (count == FIELDS)
                die("more than %d fields", FIELDS);
            field[count++] = tab;
        }
        if (count != want)
            die("%zu fields, want %zu", count, want);
        row(field);
    }
    if (ferror(in))
        die("cannot read: %s", strerror(errno));
    fclose(in);
}

/* All of these tables stay within the first plane. */
static unsigned code_point(const char *s)
{
    char *end;
    unsigned long n;

    if (strncmp(s, "U+", 2) != 0)
        die("'%s' is no code point", s);
    n = strtoul(s + 2, &end, 16);
    if (*end || n == 0 || n > 0xFFFF)
        die("'%s' is no code point", s);
    return (unsigned)n;
}

static size_t hex_bytes(const char *s, unsigned char *to)
{
    size_t n = strlen(s) / 2;

    if (n == 0 || n > SEQUENCE_BYTES || strlen(s) % 2)
        die("'%s' are not one to %d bytes", s, SEQUENCE_BYTES);
    for (size_t i = 0; i < n; i++) {
        char two[3] = { s[2 * i], s[2 * i + 1], '\0' }, *end;
        to[i] = (unsigned char)strtoul(two, &end, 16);
        if (*end)
            die("'%s' is not hexadecimal", s);
    }
    return n;
}

static void add_sequence(struct sequence *to, size_t *count,
                         const unsigned char *bytes, size_t len,
                         unsigned code)
{
    struct sequence *s = &to[*count];

    if (++*count > SEQUENCES_MAX)
        die("more than %d sequences", SEQUENCES_MAX);
    memcpy(s->bytes, bytes, len);
    s->len = len;
    s->code = code;
}

static void encoding_row(char **field)
{
    unsigned char bytes[SEQUENCE_BYTES] = { 0 };
    size_t len = hex_bytes(field[1], bytes), c = 0;
    unsigned code = code_point(field[2]);

    if (strcmp(field[0], "VIQR") == 0) {
        add_sequence(viqr, &viqr_count, bytes, len, code);
        return;
    }
    while (c < CHARSETS && strcmp(field[0], charsets[c]) != 0)
        c++;
    if (c == CHARSETS)
        die("no encoding '%s'", field[0]);
    if (c == VNI && len == 2) {
        add_sequence(vni, &vni_count, bytes, len, code);
        return;
    }
    if (len != 1)
        die("'%s' is not one byte", field[1]);
    if (code_of[c][bytes[0]])
        die("%s %s twice", field[0], field[1]);
    code_of[c][bytes[0]] = code;
}

/* ---- writing --------------------------------------------------------- */

static void write_codes(void)
{
    printf("static const uint16_t charset_codes[%d][256] = {\n",
           (int)CHARSETS);
    for (size_t c = 0; c < CHARSETS; c++) {
        printf("    { /* %s */", charsets[c]);
        for (unsigned b = 0; b < 256; b++)
            printf("%s0x%04X,", b % 8 ? " " : "\n        ", code_of[c][b]);
        printf("\n    },\n");
    }
    printf("};\n");
}

static int by_length_then_bytes(const void *pa, const void *pb)
{
    const struct sequence *a = pa, *b = pb;

    if (a->len != b->len)
        return a->len > b->len ? -1 : 1;
    return memcmp(a->bytes, b->bytes, a->len);
}

static void write_sequences(const char *name, struct sequence *s,
                            size_t count)
{
    qsort(s, count, sizeof *s, by_length_then_bytes);
    printf("static const struct charset_sequence %s[%zu] = {\n", name,
           count);
    for (size_t i = 0; i < count; i++) {
        printf("    { {");
        for (size_t k = 0; k < SEQUENCE_BYTES; k++)
            printf(" 0x%02X,", k < s[i].len ? s[i].bytes[k] : 0u);
        printf(" }, %zu, 0x%04X },\n", s[i].len, s[i].code);
    }
    printf("};\n");
}

static void sorted(const char *key)
{
    if (strcmp(last_key, key) >= 0)
        die("'%s' is not sorted by its bytes", key);
    strcpy(last_key, key);
}

static void entity_row(char **field)
{
    sorted(field[0]);
    printf("    { \"%s\", 0x%04X },\n", field[0], code_point(field[1]));
}

static void place_row(char **field)
{
    sorted(field[0]);
    printf("    { \"%s\", %zu },\n", field[0], strlen(field[0]));
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: mkcharsets encodings|entities|places"
                        " TABLE\n");
        return 2;
    }
    printf("/* Generated by mkcharsets from %s: do not edit. */\n", argv[2]);
    if (strcmp(argv[1], "encodings") == 0) {
        read_table(argv[2], 3, encoding_row);
        printf("struct charset_sequence { uint8_t bytes[%d], len;"
               " uint16_t code; };\n", SEQUENCE_BYTES);
        write_codes();
        write_sequences("vni_sequences", vni, vni_count);
        write_sequences("viqr_sequences", viqr, viqr_count);
    } else if (strcmp(argv[1], "entities") == 0) {
        printf("static const struct {\n    const char *name;\n"
               "    uint16_t code;\n} entity_rows[] = {\n");
        read_table(argv[2], 2, entity_row);
        printf("};\n");
    } else {
        printf("static const struct cvd_str place_syllables[] = {\n");
        read_table(argv[2], 1, place_row);
        printf("};\n");
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "mkcharsets: cannot write: %s\n", strerror(errno));
        return 1;
    }
    return 0;
}
