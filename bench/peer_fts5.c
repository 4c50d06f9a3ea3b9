/* peer_fts5.c - SQLite FTS5, one table for exact words, one for folded.
 *
 *   peer_fts5 build TOKENS INDEXDIR [THREADS]
 *   peer_fts5 query INDEXDIR QUERIES
 *
 * The tables are contentless: no other peer keeps the text either; ids are
 * kept in a table of their own.  One transaction, and everything else as
 * FTS5 comes; it has one writer, so THREADS is ignored.
 *
 * May depend on: libc, SQLite with FTS5, tokens.h, measure.h. */
#include "measure.h"
#include "tokens.h"

#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char schema[] =
    "CREATE TABLE docs (id TEXT);"
    "CREATE VIRTUAL TABLE exact USING fts5(text, content='',"
    "  tokenize='unicode61 remove_diacritics 0');"
    "CREATE VIRTUAL TABLE folded USING fts5(text, content='',"
    "  tokenize='unicode61 remove_diacritics 0');"
    "BEGIN";

static void check(sqlite3 *db, int rc)
{
    if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE)
        return;
    fprintf(stderr, "peer_fts5: %s\n", sqlite3_errmsg(db));
    exit(1);
}

static sqlite3 *open_index(const char *dir, int flags)
{
    char path[PATH_MAX];
    sqlite3 *db = NULL;
    snprintf(path, sizeof path, "%s/fts5.db", dir);
    if (flags & SQLITE_OPEN_CREATE)
        remove(path);
    check(db, sqlite3_open_v2(path, &db, flags, NULL));
    return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *s = NULL;
    check(db, sqlite3_prepare_v2(db, sql, -1, &s, NULL));
    return s;
}

static void insert(sqlite3 *db, sqlite3_stmt *s, size_t row,
                   struct token_span text)
{
    check(db, sqlite3_bind_int64(s, 1, (sqlite3_int64)row));
    check(db, sqlite3_bind_text(s, 2, text.s, (int)text.n, SQLITE_STATIC));
    check(db, sqlite3_step(s));
    check(db, sqlite3_reset(s));
}

static int build(const char *path, const char *index)
{
    struct tokens *in = tokens_open(path);
    if (!in)
        return 1;
    double start = bench_now();
    mkdir(index, 0777);
    sqlite3 *db =
        open_index(index, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    check(db, sqlite3_exec(db, schema, NULL, NULL, NULL));
    sqlite3_stmt *id =
        prepare(db, "INSERT INTO docs(rowid, id) VALUES(?, ?)");
    sqlite3_stmt *exact =
        prepare(db, "INSERT INTO exact(rowid, text) VALUES(?, ?)");
    sqlite3_stmt *folded =
        prepare(db, "INSERT INTO folded(rowid, text) VALUES(?, ?)");
    struct token_chunk c = { 0 };
    while (tokens_read(in, 1, &c)) {
        insert(db, id, c.first + 1, c.docs[0].id);
        insert(db, exact, c.first + 1, c.docs[0].exact);
        insert(db, folded, c.first + 1, c.docs[0].folded);
    }
    sqlite3_finalize(id);
    sqlite3_finalize(exact);
    sqlite3_finalize(folded);
    check(db, sqlite3_exec(db, "COMMIT", NULL, NULL, NULL));
    sqlite3_close(db);
    token_chunk_release(&c);
    tokens_close(in);
    bench_print_build(start, index);
    return 0;
}

struct reader {
    sqlite3 *db;
    sqlite3_stmt *top[2], *count[2];    /* exact, folded */
};

/* Every word quoted, so that none is taken for an operator. */
static void match_text(const struct bench_query *q, char *out, size_t size)
{
    const char *between = q->op == BENCH_PHRASE ? " "
                        : q->op == BENCH_AND ? "\" AND \"" : "\" OR \"";
    size_t n = (size_t)snprintf(out, size, "\"");
    for (size_t i = 0; i < q->n && n < size; i++)
        n += (size_t)snprintf(out + n, size - n, "%s%s", i ? between : "",
                              q->words[i]);
    if (n + 2 > size) {
        fprintf(stderr, "peer_fts5: query too long\n");
        exit(1);
    }
    memcpy(out + n, "\"", 2);
}

/* Run `s` to its end; returns its rows, and the last one's number. */
static size_t ask(sqlite3 *db, sqlite3_stmt *s, const struct bench_query *q,
                  sqlite3_int64 *last)
{
    char match[1024];
    size_t rows = 0;
    match_text(q, match, sizeof match);
    check(db, sqlite3_bind_text(s, 1, match, -1, SQLITE_STATIC));
    int rc;
    while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
        *last = sqlite3_column_int64(s, 0);
        rows++;
    }
    check(db, rc);
    check(db, sqlite3_reset(s));
    return rows;
}

static size_t top10(void *self, const struct bench_query *q)
{
    struct reader *r = self;
    sqlite3_int64 last = 0;
    return ask(r->db, r->top[q->folded], q, &last);
}

static size_t count(void *self, const struct bench_query *q)
{
    struct reader *r = self;
    sqlite3_int64 matches = 0;
    ask(r->db, r->count[q->folded], q, &matches);
    return (size_t)matches;
}

static int query(const char *index, const char *queries)
{
    struct reader r = { .db = open_index(index, SQLITE_OPEN_READONLY) };
    r.top[0] = prepare(r.db, "SELECT rowid FROM exact WHERE exact MATCH ?"
                             " ORDER BY rank LIMIT 10");
    r.top[1] = prepare(r.db, "SELECT rowid FROM folded WHERE folded MATCH ?"
                             " ORDER BY rank LIMIT 10");
    r.count[0] = prepare(r.db, "SELECT count(*) FROM exact"
                               " WHERE exact MATCH ?");
    r.count[1] = prepare(r.db, "SELECT count(*) FROM folded"
                               " WHERE folded MATCH ?");
    struct bench_engine e = { &r, top10, count };
    int status = bench_run(queries, &e);
    for (int i = 0; i < 2; i++) {
        sqlite3_finalize(r.top[i]);
        sqlite3_finalize(r.count[i]);
    }
    sqlite3_close(r.db);
    return status;
}

int main(int argc, char **argv)
{
    if (argc >= 4 && strcmp(argv[1], "build") == 0)
        return build(argv[2], argv[3]);
    if (argc == 4 && strcmp(argv[1], "query") == 0)
        return query(argv[2], argv[3]);
    fprintf(stderr, "usage: peer_fts5 build TOKENS INDEXDIR [THREADS]\n"
                    "       peer_fts5 query INDEXDIR QUERIES\n");
    return 2;
}
