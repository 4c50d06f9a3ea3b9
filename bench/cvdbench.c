/* cvdbench.c - our own program, timed the way its peers are.
 *
 *   cvdbench build COLLECTION.jsonl INDEXDIR [THREADS]
 *   cvdbench query INDEXDIR QUERIES
 *   cvdbench read FILE...
 *
 * Building is the real thing: cvdindex in a process of its own, which reads
 * JSON, analyses, understands and stores the texts, where the peers read
 * prepared words and store none.  Asking goes to the store, with the trees
 * that search/ makes for such queries, less the tiers: ten best document
 * numbers by BM25, as the peers give.
 *
 * Reading is telling the encoding, normalising and cutting words, a file a
 * document, again and again until READ_BYTES went through; beside it ICU doing
 * as much for UTF-8: normalise (if a quick check says so), cut words, fold
 * case.  Then the same texts in TCVN3, VISCII and windows-1258, as libc's
 * iconv writes them.  Megabytes of input a second of this thread's time.
 *
 * May depend on: libc, base, analyzers, store, measure.h, ICU. */
#include "analyzers/analyzer.h"
#include "analyzers/reading.h"
#include "base/file.h"
#include "base/limits.h"
#include "bench/measure.h"
#include "store/store.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unicode/ubrk.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unistd.h>

enum { READ_BYTES = 32 * 1000 * 1000 };

struct engine {
    struct cvd_store *store;
    struct cvd_tokens tokens[BENCH_WORDS_MAX]; /* of the query's words */
};

static void die(const char *what)
{
    (void)fprintf(stderr, "cvdbench: %s\n", what);
    exit(3);
}

static int build(const char *self, char *collection, char *index,
                 const char *threads)
{
    char program[4096], jobs[32];
    const char *slash = strrchr(self, '/');
    int status;
    struct rusage used;

    (void)snprintf(program, sizeof program, "%.*scvdindex",
                   slash ? (int)(slash - self + 1) : 0, self);
    (void)snprintf(jobs, sizeof jobs, "--jobs=%s", threads ? threads : "1");
    double started = bench_now();
    pid_t child = fork();
    if (child == 0) {
        char verb[] = "rebuild", flag[] = "--index";
        char *argv[] = { program, verb, flag, index, jobs, collection,
                         NULL };
        if (!freopen("/dev/null", "w", stdout))
            _exit(3);
        (void)execvp(program, argv);
        _exit(3);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
        die("cvdindex failed");
    double seconds = bench_now() - started;
    if (getrusage(RUSAGE_CHILDREN, &used) != 0)
        die("getrusage failed");
    printf("build_s=%.2f peak_rss_kb=%ld index_bytes=%llu\n", seconds,
           used.ru_maxrss, (unsigned long long)bench_tree_bytes(index));
    return 0;
}

static enum cvd_node_kind kind_of(enum bench_op op)
{
    return op == BENCH_AND ? CVD_N_AND : CVD_N_OR;
}

static size_t ask(struct engine *e, const struct bench_query *q,
                  unsigned exact_to)
{
    struct cvd_word words[BENCH_WORDS_MAX];
    struct cvd_slot slots[BENCH_WORDS_MAX];
    struct cvd_node nodes[BENCH_WORDS_MAX] = { { .weight = 1 } };
    struct cvd_node *kids[BENCH_WORDS_MAX];
    struct cvd_node root = { .kind = kind_of(q->op), .kids = kids,
                             .kid_count = q->n, .weight = 1 };
    struct cvd_answer answer;
    struct cvd_err err;

    for (size_t i = 0; i < q->n; i++) {
        if (cvd_tokenize(cvd_str_from(q->words[i]), &e->tokens[i]) !=
                CVD_OK || e->tokens[i].count != 1)
            return 0;
        words[i] = (struct cvd_word){ cvd_token_exact(&e->tokens[i], 0),
                                      cvd_token_folded(&e->tokens[i], 0) };
        slots[i] = (struct cvd_slot){ q->folded != 0, &words[i], 1 };
        nodes[i] = (struct cvd_node){ .kind = CVD_N_WORD, .weight = 1,
                                      .slots = &slots[i], .slot_count = 1 };
        kids[i] = &nodes[i];
    }
    if (q->op == BENCH_PHRASE)
        root = (struct cvd_node){ .kind = CVD_N_PHRASE, .weight = 1,
                                  .slots = slots, .slot_count = q->n };
    struct cvd_ask question = { .root = q->n == 1 ? &nodes[0] : &root,
                                .limit = BENCH_TOP, .exact_to = exact_to };
    if (cvd_store_ask(e->store, &question, &answer, &err) != CVD_OK)
        die(err.msg);
    size_t total = (size_t)answer.total;
    cvd_answer_release(&answer);
    return total;
}

static size_t top10(void *self, const struct bench_query *q)
{
    return ask(self, q, 0);
}

static size_t count(void *self, const struct bench_query *q)
{
    return ask(self, q, UINT32_MAX);
}

static int query(const char *index, const char *queries)
{
    static struct engine e;
    const struct bench_engine engine = { &e, top10, count };
    struct cvd_err err;

    if (cvd_store_open(index, &e.store, &err) != CVD_OK)
        die(err.msg);
    int status = bench_run(queries, &engine);
    cvd_store_close(e.store);
    for (int i = 0; i < BENCH_WORDS_MAX; i++)
        cvd_tokens_release(&e.tokens[i]);
    return status;
}

/* ---- reading --------------------------------------------------------- */

struct reader {
    struct cvd_reader memory;
    struct cvd_buf text;
    struct cvd_tokens tokens;
    UBreakIterator *words;
    const UNormalizer2 *nfc;
    UChar *wide, *other;       /* WIDE_UNITS each */
    size_t found;              /* words, so that nothing is left out */
};

/* A UTF-16 unit for each byte is always enough. */
enum { WIDE_UNITS = CVD_DOC_BYTES_MAX };

static void read_only(struct reader *r, struct cvd_str bytes)
{
    struct cvd_reading how;
    struct cvd_err err;

    cvd_buf_clear(&r->text);
    if (cvd_reader_read(&r->memory, bytes, &r->text, &how, &err) != CVD_OK)
        die(err.msg);
}

static void read_and_cut(struct reader *r, struct cvd_str bytes)
{
    read_only(r, bytes);
    if (cvd_tokenize(cvd_buf_str(&r->text), &r->tokens) != CVD_OK)
        die("out of memory");
    r->found += r->tokens.count;
}

static void read_with_icu(struct reader *r, struct cvd_str bytes)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar *text = r->wide;
    int32_t n = 0, from = 0;

    u_strFromUTF8(r->wide, WIDE_UNITS, &n, bytes.ptr, (int32_t)bytes.len,
                  &e);
    if (U_SUCCESS(e) && unorm2_quickCheck(r->nfc, text, n, &e) != UNORM_YES) {
        n = unorm2_normalize(r->nfc, r->wide, n, r->other, WIDE_UNITS, &e);
        text = r->other;
    }
    if (U_SUCCESS(e))
        ubrk_setText(r->words, text, n, &e);
    if (U_FAILURE(e))
        die("ICU cannot read this");
    for (int32_t to; (to = ubrk_next(r->words)) != UBRK_DONE; from = to) {
        UChar folded[64];
        char utf8[256];
        int32_t len = to - from;
        if (ubrk_getRuleStatus(r->words) == UBRK_WORD_NONE || len > 32)
            continue;
        len = u_strFoldCase(folded, 64, text + from, len,
                            U_FOLD_CASE_DEFAULT, &e);
        u_strToUTF8(utf8, sizeof utf8, NULL, folded, len, &e);
        r->found++;
    }
}

/* Seconds of this thread: others may have the machine too. */
static double thread_now(void)
{
    struct timespec t;

    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t) != 0)
        die("no clock");
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Megabytes of input a second. */
static double rate(struct reader *r, const struct cvd_buf *file, int count,
                   void (*work)(struct reader *, struct cvd_str))
{
    double started = thread_now();
    size_t done = 0;

    while (done < READ_BYTES)
        for (int i = 0; i < count; i++) {
            work(r, cvd_buf_str(&file[i]));
            done += file[i].len;
        }
    return (double)done / 1e6 / (thread_now() - started);
}

/* Clean `text` in `encoding`, a question mark for what that has not. */
static void encode(struct cvd_str text, const char *encoding,
                   struct cvd_buf *out)
{
    iconv_t to = iconv_open(encoding, "UTF-8");
    char *in = (char *)(uintptr_t)text.ptr; /* iconv() does not write there */
    size_t left = text.len;

    /* A letter and its tone at most, for each two bytes or more. */
    if (to == (iconv_t)-1 || cvd_buf_reserve(out, text.len) != CVD_OK)
        die("cannot encode");
    char *p = out->ptr;
    size_t room = text.len;
    while (left && iconv(to, &in, &left, &p, &room) == (size_t)-1) {
        do { /* the whole of what it could not write */
            in++;
            left--;
        } while (left && ((uint8_t)*in & 0xC0) == 0x80);
        if (room) {
            *p++ = '?';
            room--;
        }
    }
    (void)iconv(to, NULL, NULL, &p, &room); /* what it holds back */
    out->len = (size_t)(p - out->ptr);
    (void)iconv_close(to);
}

/* Forget a text that lost too much on the way into an old encoding. */
static void drop_unread(struct reader *r, struct cvd_buf *text)
{
    struct cvd_reading how;

    cvd_buf_clear(&r->text);
    if (cvd_reader_read(&r->memory, cvd_buf_str(text), &r->text, &how,
                        NULL) != CVD_OK)
        cvd_buf_clear(text);
}

/* The files as people kept them before Unicode. */
static void rate_legacy(struct reader *r, const struct cvd_buf *file,
                        int count)
{
    static const struct { const char *iconv, *name; } encodings[] = {
        { "TCVN", "tcvn3" }, { "VISCII", "viscii" },
        { "CP1258", "windows_1258" }
    };
    struct cvd_buf *old = calloc((size_t)count, sizeof *old);

    if (!old)
        die("out of memory");
    for (size_t e = 0; e < sizeof encodings / sizeof *encodings; e++) {
        size_t bytes = 0;
        for (int i = 0; i < count; i++) {
            cvd_buf_clear(&old[i]);
            encode(cvd_buf_str(&file[i]), encodings[e].iconv, &old[i]);
            drop_unread(r, &old[i]);
            bytes += old[i].len;
        }
        if (bytes)
            printf(" %s_mb_s=%.0f", encodings[e].name,
                   rate(r, old, count, read_only));
    }
    for (int i = 0; i < count; i++)
        cvd_buf_release(&old[i]);
    free(old);
}

static int read_files(int count, char **path)
{
    struct reader r = { .found = 0 };
    struct cvd_buf *file = calloc((size_t)count, sizeof *file);
    UErrorCode e = U_ZERO_ERROR;
    struct cvd_err err;
    size_t bytes = 0;
    bool utf8 = true;

    r.nfc = unorm2_getNFCInstance(&e);
    r.words = ubrk_open(UBRK_WORD, "vi", NULL, 0, &e);
    r.wide = malloc(WIDE_UNITS * sizeof *r.wide);
    r.other = malloc(WIDE_UNITS * sizeof *r.other);
    if (!file || !r.wide || !r.other || U_FAILURE(e))
        die("cannot begin");
    for (int i = 0; i < count; i++) {
        struct cvd_reading how;
        if (cvd_file_read(path[i], CVD_DOC_BYTES_MAX, &file[i], &err) !=
                CVD_OK ||
            cvd_text_read(cvd_buf_str(&file[i]), &r.text, &how, &err) !=
                CVD_OK)
            die(err.msg);
        cvd_buf_clear(&r.text);
        bytes += file[i].len;
        utf8 &= !cvd_reading_notable(&how);
    }
    if (!bytes)
        die("nothing to read");
    printf("read_mb_s=%.0f", rate(&r, file, count, read_only));
    double ours = rate(&r, file, count, read_and_cut);
    printf(" read_and_cut_mb_s=%.0f", ours);
    if (utf8) {
        double icu = rate(&r, file, count, read_with_icu);
        printf(" icu_mb_s=%.0f ratio=%.2f", icu, ours / icu);
        rate_legacy(&r, file, count);
    }
    printf(" words=%zu\n", r.found);
    for (int i = 0; i < count; i++)
        cvd_buf_release(&file[i]);
    free(file);
    free(r.wide);
    free(r.other);
    ubrk_close(r.words);
    cvd_reader_release(&r.memory);
    cvd_buf_release(&r.text);
    cvd_tokens_release(&r.tokens);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc >= 3 && strcmp(argv[1], "read") == 0)
        return read_files(argc - 2, argv + 2);
    if (argc >= 4 && strcmp(argv[1], "build") == 0)
        return build(argv[0], argv[2], argv[3], argc > 4 ? argv[4] : NULL);
    if (argc == 4 && strcmp(argv[1], "query") == 0)
        return query(argv[2], argv[3]);
    die("usage: cvdbench build COLLECTION INDEX [THREADS] | "
        "query INDEX QUERIES | read FILE...");
    return 2;
}
