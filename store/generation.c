/* generation.c - see generation.h. */
#include "store/generation.h"
#include "base/array.h"
#include "base/file.h"
#include "base/version.h"
#include "store/writer.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    MANIFEST_MAX = 16 * 1024 * 1024,
    PARTS_MAX = 10000,
    LINE_MAX_BYTES = 512
};

static const char MAGIC[] = "cvdsearch-index";

enum cvd_status cvd_current_read(const char *path, unsigned *generation,
                                 struct cvd_err *err)
{
    struct cvd_buf text = { 0 };
    struct cvd_err why;
    unsigned format, number;
    char magic[32];
    char *file = cvd_path_join(path, "CURRENT");

    if (!file)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = cvd_file_read(file, MANIFEST_MAX, &text, &why);
    if (st == CVD_ENOTFOUND)
        st = cvd_fail(err, CVD_ENOINDEX,
                      "no index in '%s': make one with 'cvdindex add'",
                      path);
    else if (st != CVD_OK)
        st = cvd_fail(err, st, "%s", why.msg);
    else if (sscanf(text.ptr, "%31s %u generation %u", magic, &format,
                    &number) != 3 ||
             strcmp(magic, MAGIC) != 0)
        st = cvd_fail(err, CVD_EINDEX, "'%s' is not a file of ours", file);
    else if (format > CVD_FORMAT_VERSION)
        st = cvd_fail(err, CVD_EVERSION,
                      "'%s' was made by a newer version: use that, or "
                      "'cvdindex rebuild'", path);
    else
        *generation = number;
    cvd_buf_release(&text);
    free(file);
    return st;
}

enum cvd_status cvd_current_write(const char *path, unsigned generation,
                                  struct cvd_err *err)
{
    char text[96];
    char *file = cvd_path_join(path, "CURRENT");

    if (!file)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    (void)snprintf(text, sizeof text, "%s %d generation %u\n", MAGIC,
                   CVD_FORMAT_VERSION, generation);
    enum cvd_status st = cvd_file_replace(file, cvd_str_from(text), err);
    if (st == CVD_OK)
        st = cvd_dir_sync(path, err);
    free(file);
    return st;
}

char *cvd_generation_dir(const char *path, unsigned generation)
{
    char name[32];

    (void)snprintf(name, sizeof name, "gen-%06u", generation);
    return cvd_path_join(path, name);
}

/* ---- manifest: lines of words ---------------------------------------- */

static enum cvd_status put_hex(struct cvd_buf *out,
                               const unsigned char sha[32])
{
    enum cvd_status st = CVD_OK;

    for (int i = 0; i < 32 && st == CVD_OK; i++)
        st = cvd_buf_printf(out, "%02x", sha[i]);
    return st;
}

static bool get_hex(const char *hex, unsigned char sha[32])
{
    for (int i = 0; i < 32; i++) {
        unsigned byte;
        if (sscanf(hex + 2 * i, "%2x", &byte) != 1)
            return false;
        sha[i] = (unsigned char)byte;
    }
    return true;
}

static enum cvd_status put_part(struct cvd_buf *out,
                                const struct cvd_manifest_part *p)
{
    enum cvd_status st = cvd_buf_printf(
        out, "part %s analyzer %u documents %llu deleted %llu ", p->name,
        p->analyzer, (unsigned long long)p->documents,
        (unsigned long long)p->deleted);

    if (st == CVD_OK)
        st = put_hex(out, p->deleted_sha);
    for (int f = 0; f < CVD_PART_FILES && st == CVD_OK; f++) {
        st = cvd_buf_printf(out, "\nfile %s %llu ", cvd_part_file_names[f],
                            (unsigned long long)p->sizes[f]);
        if (st == CVD_OK)
            st = put_hex(out, p->sha[f]);
    }
    return st == CVD_OK ? cvd_buf_add_char(out, '\n') : st;
}

enum cvd_status cvd_manifest_write(const char *dir,
                                   const struct cvd_manifest *m,
                                   struct cvd_err *err)
{
    struct cvd_buf text = { 0 };
    unsigned char sha[32];
    char *file = cvd_path_join(dir, "manifest");
    enum cvd_status st = cvd_buf_printf(&text, "%s %d generation %u\n",
                                        MAGIC, CVD_FORMAT_VERSION,
                                        m->generation);

    for (size_t i = 0; i < m->count && st == CVD_OK; i++)
        st = put_part(&text, &m->parts[i]);
    cvd_sha256(cvd_buf_str(&text), sha);
    if (st == CVD_OK)
        st = cvd_buf_add_text(&text, "end ");
    if (st == CVD_OK)
        st = put_hex(&text, sha);
    if (st == CVD_OK)
        st = cvd_buf_add_char(&text, '\n');
    if (st != CVD_OK || !file)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    else
        st = cvd_file_write(file, cvd_buf_str(&text), err);
    cvd_buf_release(&text);
    free(file);
    return st;
}

/* Copy the line at *at and step behind it; false if it is too long. (sscanf
 * on the whole text would measure the rest of it each time.) */
static bool get_line(const char **at, char line[LINE_MAX_BYTES])
{
    const char *end = strchr(*at, '\n');
    size_t n = end ? (size_t)(end - *at) + 1 : 0;

    if (n == 0 || n >= LINE_MAX_BYTES)
        return false;
    memcpy(line, *at, n);
    line[n] = '\0';
    *at += n;
    return true;
}

/* Read one part from line `*at` on; false if it does not read like one. */
static bool get_part(const char **at, unsigned format,
                     struct cvd_manifest_part *p)
{
    unsigned long long documents, deleted, size;
    char hex[65], name[16], line[LINE_MAX_BYTES];
    int n = 0;

    if (!get_line(at, line) ||
        sscanf(line, "part %31s analyzer %u documents %llu deleted %llu "
               "%64[0-9a-f]\n%n", p->name, &p->analyzer, &documents,
               &deleted, hex, &n) != 5 || n == 0 ||
        strlen(hex) != 64 || !get_hex(hex, p->deleted_sha) ||
        strchr(p->name, '/') || p->name[0] == '.')
        return false;
    p->documents = documents;
    p->deleted = deleted;
    for (int f = 0; f < CVD_PART_FILES; f++) {
        if (!cvd_format_has(format, (enum cvd_part_file)f))
            continue;
        n = 0;
        if (!get_line(at, line) ||
            sscanf(line, "file %15s %llu %64[0-9a-f]\n%n", name, &size, hex,
                   &n) != 3 || n == 0 || strlen(hex) != 64 ||
            strcmp(name, cvd_part_file_names[f]) != 0 ||
            !get_hex(hex, p->sha[f]))
            return false;
        p->sizes[f] = size;
    }
    return true;
}

static bool parse(const struct cvd_buf *text, struct cvd_manifest *m)
{
    const char *at = text->ptr;
    const char *end = strstr(text->ptr, "\nend ");
    unsigned char said[32], sha[32];
    char magic[32];
    size_t cap = 0;
    int n = 0;

    if (!end || strlen(end) != sizeof "\nend \n" - 1 + 64 ||
        !get_hex(end + 5, said))
        return false;
    cvd_sha256((struct cvd_str){ text->ptr, (size_t)(end + 1 - text->ptr) },
               sha);
    if (memcmp(said, sha, sizeof sha) != 0)
        return false;
    if (sscanf(at, "%31s %u generation %u\n%n", magic, &m->format,
               &m->generation, &n) != 3 || n == 0 ||
        strcmp(magic, MAGIC) != 0 || !cvd_format_known(m->format))
        return false;
    at += n;
    while (at < end + 1) {
        if (m->count >= PARTS_MAX ||
            cvd_array_reserve(&m->parts, &cap, m->count + 1,
                              sizeof *m->parts) != CVD_OK)
            return false;
        m->parts[m->count] = (struct cvd_manifest_part){ .documents = 0 };
        if (!get_part(&at, m->format, &m->parts[m->count++]))
            return false;
    }
    return true;
}

enum cvd_status cvd_manifest_read(const char *dir, struct cvd_manifest *out,
                                  struct cvd_err *err)
{
    struct cvd_buf text = { 0 };
    struct cvd_manifest m = { 0 };
    char *file = cvd_path_join(dir, "manifest");

    if (!file)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = cvd_file_read(file, MANIFEST_MAX, &text, err);
    if (st == CVD_ENOTFOUND)
        st = cvd_fail(err, CVD_EINDEX,
                      "'%s' is missing: run 'cvdindex rebuild'", file);
    else if (st == CVD_OK && (!text.ptr || !parse(&text, &m)))
        st = cvd_fail(err, CVD_EINDEX,
                      "'%s' is damaged: run 'cvdindex rebuild'", file);
    if (st == CVD_OK)
        *out = m;
    else
        cvd_manifest_release(&m);
    cvd_buf_release(&text);
    free(file);
    return st;
}

void cvd_manifest_release(struct cvd_manifest *m)
{
    free(m->parts);
    *m = (struct cvd_manifest){ 0 };
}
