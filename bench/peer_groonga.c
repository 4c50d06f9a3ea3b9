/* peer_groonga.c - Groonga, one index of exact words, one of folded.
 *
 *   peer_groonga build TOKENS INDEXDIR [THREADS]
 *   peer_groonga query INDEXDIR QUERIES
 *
 * A table of documents (topic, date, text) and two lexicons, PAT_KEY and
 * TokenDelimit, so that the words are those given, with an index column
 * WITH_POSITION each.  The indexes are made after the documents are loaded,
 * which Groonga's manual advises and calls static construction; it reads the
 * words from two columns, which then serve nothing: their files are not
 * counted.  Topics and dates have an index each.  One writer: THREADS is
 * ignored.  Groonga has no BM25: the ten best are by the number of times the
 * words stand in a document.
 *
 * May depend on: libc, Groonga, tokens.h, measure.h. */
#include "measure.h"
#include "tokens.h"

#include <groonga.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is in a database; columns in the order of their names below. */
enum column { ID, TOPIC, DATE, TEXT, EXACT, FOLDED, COLUMNS };
enum index { OF_EXACT, OF_FOLDED, OF_TOPIC, OF_DATE, INDEXES };

static const struct { const char *name; int type; } columns[COLUMNS] = {
    [ID] = { "id", GRN_DB_SHORT_TEXT },
    [TOPIC] = { "topic", GRN_DB_INT32 },
    [DATE] = { "date", GRN_DB_INT32 },
    [TEXT] = { "text", GRN_DB_LONG_TEXT },
    [EXACT] = { "exact", GRN_DB_LONG_TEXT },
    [FOLDED] = { "folded", GRN_DB_LONG_TEXT },
};

/* A lexicon and its one index column, "docs". */
static const struct {
    const char *lexicon;
    int key;
    enum column source;
} indexes[INDEXES] = {
    [OF_EXACT] = { "ExactWords", GRN_DB_SHORT_TEXT, EXACT },
    [OF_FOLDED] = { "FoldedWords", GRN_DB_SHORT_TEXT, FOLDED },
    [OF_TOPIC] = { "Topics", GRN_DB_INT32, TOPIC },
    [OF_DATE] = { "Dates", GRN_DB_INT32, DATE },
};

struct groonga {
    grn_ctx ctx;
    grn_obj *db, *docs;
    grn_obj *column[COLUMNS];
    grn_obj *lexicon[INDEXES], *index[INDEXES];
};

static grn_obj *need(struct groonga *g, grn_obj *o)
{
    if (!o || g->ctx.rc != GRN_SUCCESS) {
        fprintf(stderr, "peer_groonga: %s\n", g->ctx.errbuf);
        exit(1);
    }
    return o;
}

static void open_database(struct groonga *g, const char *dir, int create)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/db", dir);
    if (grn_init() != GRN_SUCCESS ||
        grn_ctx_init(&g->ctx, 0) != GRN_SUCCESS) {
        fprintf(stderr, "peer_groonga: cannot start Groonga\n");
        exit(1);
    }
    g->db = need(g, create ? grn_db_create(&g->ctx, path, NULL)
                           : grn_db_open(&g->ctx, path));
}

static void close_database(struct groonga *g)
{
    grn_obj_close(&g->ctx, g->db);
    grn_ctx_fin(&g->ctx);
    grn_fin();
}

/* ---- building -------------------------------------------------------- */

static void create_documents(struct groonga *g)
{
    g->docs = need(g, grn_table_create(&g->ctx, "Docs", 4, NULL,
                                       GRN_OBJ_TABLE_NO_KEY |
                                       GRN_OBJ_PERSISTENT, NULL, NULL));
    for (int c = 0; c < COLUMNS; c++) {
        const char *name = columns[c].name;
        grn_column_flags flags = GRN_OBJ_COLUMN_SCALAR | GRN_OBJ_PERSISTENT;
        if (c == TEXT)
            flags |= GRN_OBJ_COMPRESS_ZLIB;
        g->column[c] = need(g, grn_column_create(
            &g->ctx, g->docs, name, (unsigned)strlen(name), NULL, flags,
            grn_ctx_at(&g->ctx, (grn_id)columns[c].type)));
    }
}

/* Make the index of what its column holds by now. */
static void create_index(struct groonga *g, enum index i)
{
    int words = i == OF_EXACT || i == OF_FOLDED;
    const char *name = indexes[i].lexicon;
    grn_ctx *ctx = &g->ctx;
    grn_obj source;
    g->lexicon[i] = need(g, grn_table_create(
        ctx, name, (unsigned)strlen(name), NULL,
        GRN_OBJ_TABLE_PAT_KEY | GRN_OBJ_PERSISTENT,
        grn_ctx_at(ctx, (grn_id)indexes[i].key), NULL));
    if (words)
        grn_obj_set_info(ctx, g->lexicon[i], GRN_INFO_DEFAULT_TOKENIZER,
                         need(g, grn_ctx_get(ctx, "TokenDelimit", -1)));
    g->index[i] = need(g, grn_column_create(
        ctx, g->lexicon[i], "docs", 4, NULL,
        GRN_OBJ_COLUMN_INDEX | GRN_OBJ_PERSISTENT |
        (words ? GRN_OBJ_WITH_POSITION : 0), g->docs));
    GRN_UINT32_INIT(&source, 0);
    GRN_UINT32_SET(ctx, &source,
                   grn_obj_id(ctx, g->column[indexes[i].source]));
    grn_obj_set_info(ctx, g->index[i], GRN_INFO_SOURCE, &source);
    need(g, g->index[i]);
    GRN_OBJ_FIN(ctx, &source);
}

static void set_text(struct groonga *g, grn_id id, enum column c,
                     struct token_span t)
{
    grn_obj value;
    GRN_TEXT_INIT(&value, GRN_OBJ_DO_SHALLOW_COPY);
    GRN_TEXT_SET_REF(&value, t.s, t.n);
    grn_obj_set_value(&g->ctx, g->column[c], id, &value, GRN_OBJ_SET);
    GRN_OBJ_FIN(&g->ctx, &value);
}

static void set_number(struct groonga *g, grn_id id, enum column c,
                       unsigned number)
{
    grn_obj value;
    GRN_INT32_INIT(&value, 0);
    GRN_INT32_SET(&g->ctx, &value, (int)number);
    grn_obj_set_value(&g->ctx, g->column[c], id, &value, GRN_OBJ_SET);
    GRN_OBJ_FIN(&g->ctx, &value);
}

static void add(struct groonga *g, const struct token_doc *d)
{
    grn_id id = grn_table_add(&g->ctx, g->docs, NULL, 0, NULL);
    set_text(g, id, ID, d->id);
    set_text(g, id, TEXT, d->text);
    set_text(g, id, EXACT, d->exact);
    set_text(g, id, FOLDED, d->folded);
    set_number(g, id, TOPIC, d->topic);
    set_number(g, id, DATE, d->date);
    need(g, g->docs);
}

/* Of a column's files: its path and the same with a number behind it. */
static uint64_t column_bytes(struct groonga *g, enum column c)
{
    const char *path = grn_obj_path(&g->ctx, g->column[c]);
    uint64_t sum = bench_tree_bytes(path), more = 1;
    for (int i = 1; more; i++) {
        char part[PATH_MAX];
        snprintf(part, sizeof part, "%s.%03X", path, i);
        more = bench_tree_bytes(part);
        sum += more;
    }
    return sum;
}

static int build(const char *path, const char *index)
{
    struct groonga g = { .db = NULL };
    struct tokens *in = tokens_open(path);
    struct token_chunk c = { 0 };
    if (!in)
        return 1;
    double start = bench_now();
    open_database(&g, index, 1);
    create_documents(&g);
    while (tokens_read(in, 1, &c))
        add(&g, &c.docs[0]);
    for (int i = 0; i < INDEXES; i++)
        create_index(&g, (enum index)i);
    grn_obj_flush_recursive(&g.ctx, g.db);
    uint64_t words = column_bytes(&g, EXACT) + column_bytes(&g, FOLDED);
    close_database(&g);
    token_chunk_release(&c);
    tokens_close(in);
    bench_print(start, bench_peak_rss_kb(), bench_tree_bytes(index) - words);
    return 0;
}

/* ---- asking ---------------------------------------------------------- */

static void find_all(struct groonga *g)
{
    g->docs = need(g, grn_ctx_get(&g->ctx, "Docs", -1));
    for (int c = 0; c < COLUMNS; c++)
        g->column[c] = need(g, grn_obj_column(
            &g->ctx, g->docs, columns[c].name,
            (unsigned)strlen(columns[c].name)));
    for (int i = 0; i < INDEXES; i++) {
        g->lexicon[i] =
            need(g, grn_ctx_get(&g->ctx, indexes[i].lexicon, -1));
        g->index[i] = need(g, grn_obj_column(&g->ctx, g->lexicon[i],
                                             "docs", 4));
    }
}

/* Several words are a phrase. */
static void search_words(struct groonga *g, enum index i, const char *words,
                         size_t len, grn_obj *found, grn_operator op)
{
    grn_obj query;
    GRN_TEXT_INIT(&query, GRN_OBJ_DO_SHALLOW_COPY);
    GRN_TEXT_SET_REF(&query, words, len);
    grn_obj_search(&g->ctx, g->index[i], &query, found, op, NULL);
    GRN_OBJ_FIN(&g->ctx, &query);
}

static void search_prefix(struct groonga *g, enum index i,
                          const char *prefix, grn_obj *found)
{
    grn_ctx *ctx = &g->ctx;
    grn_table_cursor *words = grn_table_cursor_open(
        ctx, g->lexicon[i], prefix, (unsigned)strlen(prefix), NULL, 0, 0,
        -1, GRN_CURSOR_PREFIX);
    while (grn_table_cursor_next(ctx, words) != GRN_ID_NIL) {
        void *word;
        int len = grn_table_cursor_get_key(ctx, words, &word);
        search_words(g, i, word, (size_t)len, found, GRN_OP_OR);
    }
    grn_table_cursor_close(ctx, words);
}

static void search_phrase(struct groonga *g, enum index i,
                          const struct bench_query *q, grn_obj *found)
{
    char words[1024];
    size_t n = 0;
    for (size_t w = 0; w < q->n && n < sizeof words; w++)
        n += (size_t)snprintf(words + n, sizeof words - n, "%s%s",
                              w ? " " : "", q->words[w]);
    search_words(g, i, words, n < sizeof words ? n : 0, found, GRN_OP_OR);
}

static void keep_topic(struct groonga *g, unsigned topic, grn_obj *found)
{
    grn_obj value;
    GRN_INT32_INIT(&value, 0);
    GRN_INT32_SET(&g->ctx, &value, (int)topic);
    grn_obj_search(&g->ctx, g->index[OF_TOPIC], &value, found, GRN_OP_AND,
                   NULL);
    GRN_OBJ_FIN(&g->ctx, &value);
}

static void keep_dates(struct groonga *g, unsigned from, unsigned to,
                       grn_obj *found)
{
    grn_ctx *ctx = &g->ctx;
    grn_obj *condition, *variable;
    char script[64];
    int n = snprintf(script, sizeof script, "date >= %u && date <= %u", from,
                     to);
    GRN_EXPR_CREATE_FOR_QUERY(ctx, g->docs, condition, variable);
    need(g, variable);
    grn_expr_parse(ctx, condition, script, (unsigned)n, NULL, GRN_OP_MATCH,
                   GRN_OP_AND, GRN_EXPR_SYNTAX_SCRIPT);
    grn_table_select(ctx, g->docs, condition, found, GRN_OP_AND);
    grn_obj_unlink(ctx, condition);
}

static grn_obj *matches(struct groonga *g, const struct bench_query *q)
{
    enum index i = q->folded ? OF_FOLDED : OF_EXACT;
    grn_obj *found = need(g, grn_table_create(
        &g->ctx, NULL, 0, NULL,
        GRN_OBJ_TABLE_HASH_KEY | GRN_OBJ_WITH_SUBREC, g->docs, NULL));
    if (q->op == BENCH_PHRASE)
        search_phrase(g, i, q, found);
    else if (q->op == BENCH_PREFIX)
        search_prefix(g, i, q->words[0], found);
    else
        for (size_t w = 0; w < q->n; w++)
            search_words(g, i, q->words[w], strlen(q->words[w]), found,
                         w && q->op == BENCH_AND ? GRN_OP_AND : GRN_OP_OR);
    if (q->topic)
        keep_topic(g, q->topic, found);
    if (q->from)
        keep_dates(g, q->from, q->to, found);
    return need(g, found);
}

/* The number that `name` is of the last record of `table` sorted falling by
 * it, from `offset` on at most `limit`; *n is how many there were. */
static size_t sort(struct groonga *g, grn_obj *table, const char *name,
                   int offset, int limit, int last, size_t *n)
{
    grn_ctx *ctx = &g->ctx;
    grn_table_sort_key key = { .flags = GRN_TABLE_SORT_DESC };
    grn_obj *sorted = need(g, grn_table_create(
        ctx, NULL, 0, NULL, GRN_OBJ_TABLE_NO_KEY, NULL, table));
    grn_obj value;
    size_t number = 0;
    *n = 0;
    key.key = need(g, grn_obj_column(ctx, table, name,
                                     (unsigned)strlen(name)));
    if (grn_table_size(ctx, table) > (unsigned)offset)
        *n = (size_t)grn_table_sort(ctx, table, offset, limit, sorted, &key,
                                    1);
    grn_id row = last ? (grn_id)*n : 1;
    grn_id *record;
    GRN_INT32_INIT(&value, 0);
    if (*n && grn_obj_get_value(ctx, sorted, row, &value)) {
        record = (grn_id *)GRN_BULK_HEAD(&value);
        grn_id in_table = *record;
        GRN_BULK_REWIND(&value);
        grn_obj_get_value(ctx, key.key, in_table, &value);
        number = (size_t)GRN_INT32_VALUE(&value);
    }
    GRN_OBJ_FIN(ctx, &value);
    grn_obj_unlink(ctx, key.key);
    grn_obj_unlink(ctx, sorted);
    return number;
}

/* The hits of the most frequent topic. */
static size_t count_topics(struct groonga *g, grn_obj *found)
{
    grn_ctx *ctx = &g->ctx;
    grn_table_sort_key key = { .flags = GRN_TABLE_SORT_ASC };
    grn_table_group_result groups = { .flags = GRN_TABLE_GROUP_CALC_COUNT,
                                      .op = GRN_OP_OR,
                                      .max_n_subrecs = 0 };
    size_t n;
    key.key = need(g, grn_obj_column(ctx, found, "topic", 5));
    grn_table_group(ctx, found, &key, 1, &groups, 1);
    size_t largest = sort(g, need(g, groups.table), "_nsubrecs", 0,
                          BENCH_FACETS, 0, &n);
    grn_obj_unlink(ctx, key.key);
    grn_obj_unlink(ctx, groups.table);
    return largest;
}

static size_t top10(void *self, const struct bench_query *q)
{
    struct groonga *g = self;
    grn_obj *found = matches(g, q);
    size_t n;
    sort(g, found, q->newest ? "date" : "_score", (int)q->offset, BENCH_TOP,
         0, &n);
    if (q->facets)
        count_topics(g, found);
    grn_obj_unlink(&g->ctx, found);
    return n;
}

static size_t count(void *self, const struct bench_query *q)
{
    struct groonga *g = self;
    grn_obj *found = matches(g, q);
    size_t n = grn_table_size(&g->ctx, found);
    grn_obj_unlink(&g->ctx, found);
    return n;
}

static size_t check(void *self, const struct bench_query *q)
{
    struct groonga *g = self;
    grn_obj *found = matches(g, q);
    size_t n, value = q->facets ? count_topics(g, found)
                                : sort(g, found, "date", 0, BENCH_TOP, 1,
                                       &n);
    grn_obj_unlink(&g->ctx, found);
    return value;
}

int main(int argc, char **argv)
{
    if (argc >= 4 && strcmp(argv[1], "build") == 0)
        return build(argv[2], argv[3]);
    if (argc == 4 && strcmp(argv[1], "query") == 0) {
        struct groonga g = { .db = NULL };
        struct bench_engine e = { &g, top10, count, check };
        open_database(&g, argv[2], 0);
        find_all(&g);
        int status = bench_run(argv[3], &e);
        close_database(&g);
        return status;
    }
    fprintf(stderr, "usage: peer_groonga build TOKENS INDEXDIR [THREADS]\n"
                    "       peer_groonga query INDEXDIR QUERIES\n");
    return 2;
}
