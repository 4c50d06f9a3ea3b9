/* mkfile.c - see mkfile.h.
 *
 * Part of a program of the build; may include libc only. */
#include "analyzers/mkfile.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *table_path;
unsigned table_line;

void die(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    fprintf(stderr, "%s:%u: ", table_path ? table_path : "-",
            table_line);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    exit(1);
}

/* ---- reading --------------------------------------------------------- */

void read_table(const char *path, size_t least,
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

uint32_t code_point(const char *s)
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

unsigned number(const char *s, unsigned most)
{
    char *end;
    unsigned long n = strtoul(s, &end, 10);

    if (!*s || *end || n > most)
        die("'%s' is not a number up to %u", s, most);
    return (unsigned)n;
}

size_t encode(uint32_t c, unsigned char *to)
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

uint32_t decode(const char **s)
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

/* ---- writing --------------------------------------------------------- */

void write_blocks(const char *name, const uint16_t *of)
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

void write_bits(const char *name, const bool *of)
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

void write_keys(const char *name, const uint64_t *key, size_t count)
{
    printf("const uint64_t %s[%zu] = {", name, count);
    for (size_t i = 0; i < count; i++)
        printf("%s0x%016llx,", i % 3 ? " " : "\n    ",
               (unsigned long long)key[i]);
    printf("\n};\n");
}

void write_bytes(const unsigned char *p, size_t n)
{
    printf("{");
    for (size_t i = 0; i < 4; i++)
        printf("%s%u", i ? "," : "", i < n ? p[i] : 0);
    printf("}, ");
}

void write_string(const char *s)
{
    putchar('"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            putchar('\\');
        putchar(*s);
    }
    putchar('"');
}
