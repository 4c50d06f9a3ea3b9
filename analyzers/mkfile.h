/* mkfile.h - reading TSV and writing C for mktables.c, mkcharsets.c and
 * their like.
 *
 * Part of programs of the build; may include libc only.  What cannot be
 * read ends the program with the file and line. */
#ifndef CVD_ANALYZERS_MKFILE_H
#define CVD_ANALYZERS_MKFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CODE_POINTS = 0x110000,
    BLOCK = 64,
    BLOCKS = CODE_POINTS / BLOCK,
    FIELDS_MAX = 8
};

/* The file and line that is read: what die() names. */
extern const char *table_path;
extern unsigned table_line;

/* Print where and what, and exit with 1. */
void die(const char *fmt, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 1, 2), noreturn))
#endif
    ;

/* Call `row` for every line of `path` that is neither empty nor a comment,
 * cut at its tabs into at least `least` fields. */
void read_table(const char *path, size_t least,
                void (*row)(char **field, size_t count));

/* A field "U+0110", or a number up to `most`. */
uint32_t code_point(const char *s);
unsigned number(const char *s, unsigned most);

/* Write `c` as UTF-8 to `to` (4 bytes); the length. */
size_t encode(uint32_t c, unsigned char *to);

/* Take one character off the valid UTF-8 at *s. */
uint32_t decode(const char **s);

/* Two stages of blocks, names NAME_block and NAME_of or NAME_bits. */
void write_blocks(const char *name, const uint16_t *of);
void write_bits(const char *name, const bool *of);

void write_keys(const char *name, const uint64_t *key, size_t count);
void write_bytes(const unsigned char *p, size_t n);
void write_string(const char *s);

#endif
