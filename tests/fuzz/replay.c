/* replay.c - a fuzz target run over its corpus, without libFuzzer: a unit
 * test, so that an input once found stays tested.
 *
 *   test_fuzz_NAME [FILE...]     default: all files of tests/fuzz/NAME */
#include "tests/fuzz/fuzz.h"

#include "base/file.h"

#include <glob.h>

/* Larger than any input libFuzzer makes (-max_len) or we commit. */
enum { INPUT_MAX = 1024 * 1024 };

static void replay(const char *path)
{
    struct cvd_buf in = { 0 };
    struct cvd_err err;

    (void)fprintf(stderr, "%s\n", path);
    if (cvd_file_read(path, INPUT_MAX, &in, &err) != CVD_OK) {
        (void)fprintf(stderr, "%s\n", err.msg);
        exit(1);
    }
    /* As libFuzzer does: a copy of its exact size, so that a sanitizer sees
     * the first byte read beyond it. */
    uint8_t *copy = malloc(in.len ? in.len : 1);
    if (!copy)
        abort();
    if (in.len)
        memcpy(copy, in.ptr, in.len);
    (void)LLVMFuzzerTestOneInput(copy, in.len);
    free(copy);
    cvd_buf_release(&in);
}

int main(int argc, char **argv)
{
    static const char prefix[] = "test_fuzz_";
    const char *slash = strrchr(argv[0], '/');
    const char *name = slash ? slash + 1 : argv[0];
    char pattern[64];
    glob_t files = { 0 };

    if (strncmp(name, prefix, sizeof prefix - 1) == 0)
        name += sizeof prefix - 1;
    (void)LLVMFuzzerInitialize(&argc, &argv);
    for (int i = 1; i < argc; i++)
        replay(argv[i]);
    if (argc > 1)
        return 0;
    (void)snprintf(pattern, sizeof pattern, "tests/fuzz/%s/*", name);
    if (glob(pattern, 0, NULL, &files) != 0) {
        (void)fprintf(stderr, "no files %s\n", pattern);
        return 1;
    }
    for (size_t i = 0; i < files.gl_pathc; i++)
        replay(files.gl_pathv[i]);
    (void)printf("[       OK ] %zu inputs of tests/fuzz/%s\n",
                 files.gl_pathc, name);
    globfree(&files);
    return 0;
}
