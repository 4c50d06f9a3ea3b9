/* peer_fts5.c - SQLite FTS5, one table for exact words, one for folded.
 *
 *   peer_fts5 build TOKENS INDEXDIR [THREADS]
 *   peer_fts5 query INDEXDIR QUERIES
 *
 * The tables of words are contentless; ids, topics and dates are in a
 * table of their own, which is joined for filters, sorting and counting, and
 * the texts in another.  One
 * transaction, and everything else as FTS5 comes; it has one writer, so
 * THREADS is ignored.
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
    "CREATE TABLE docs (id TEXT, topic INTEGER, date INTEGER);"
    "CREATE TABLE texts (text TEXT);"
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

static void insert_row(sqlite3 *db, sqlite3_stmt *s, size_t row,
                       const struct token_doc *d)
{
    check(db, sqlite3_bind_int64(s, 3, d->topic));
    check(db, sqlite3_bind_int64(s, 4, d->date));
    insert(db, s, row, d->id);
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
    sqlite3_stmt *doc =
        prepare(db, "INSERT INTO docs(rowid, id, topic, date)"
                    " VALUES(?, ?, ?, ?)");
    sqlite3_stmt *text =
        prepare(db, "INSERT INTO texts(rowid, text) VALUES(?, ?)");
    sqlite3_stmt *exact =
        prepare(db, "INSERT INTO exact(rowid, text) VALUES(?, ?)");
    sqlite3_stmt *folded =
        prepare(db, "INSERT INTO folded(rowid, text) VALUES(?, ?)");
    struct token_chunk c = { 0 };
    while (tokens_read(in, 1, &c)) {
        insert_row(db, doc, c.first + 1, &c.docs[0]);
        insert(db, text, c.first + 1, c.docs[0].text);
        insert(db, exact, c.first + 1, c.docs[0].exact);
        insert(db, folded, c.first + 1, c.docs[0].folded);
    }
    sqlite3_finalize(doc);
    sqlite3_finalize(text);
    sqlite3_finalize(exact);
    sqlite3_finalize(folded);
    check(db, sqlite3_exec(db, "COMMIT", NULL, NULL, NULL));
    sqlite3_close(db);
    token_chunk_release(&c);
    tokens_close(in);
    bench_print_build(start, index);
    return 0;
}

/* What is asked of the words; %s is the table of their form.  ?1 are the
 * words, ?2 and ?3 whatever the kind needs. */
enum kind { TOP, AMONG, WITHIN, NEWEST, TOPICS, COUNT, COUNT_AMONG,
            COUNT_WITHIN, KINDS };

#define MATCHING " FROM %s AS w WHERE %s MATCH ?1"
#define JOINED " FROM %s AS w JOIN docs ON docs.rowid = w.rowid" \
               " WHERE %s MATCH ?1"
#define BEST " ORDER BY w.rank LIMIT 10"

static const char *const sql[KINDS] = {
    [TOP] = "SELECT w.rowid" MATCHING BEST " OFFSET ?2",
    [AMONG] = "SELECT w.rowid" JOINED " AND topic = ?2" BEST,
    [WITHIN] = "SELECT w.rowid" JOINED " AND date BETWEEN ?2 AND ?3" BEST,
    [NEWEST] = "SELECT date" JOINED " ORDER BY date DESC LIMIT 10",
    [TOPICS] = "SELECT count(*)" JOINED
               " GROUP BY topic ORDER BY count(*) DESC LIMIT 10",
    [COUNT] = "SELECT count(*)" MATCHING,
    [COUNT_AMONG] = "SELECT count(*)" JOINED " AND topic = ?2",
    [COUNT_WITHIN] = "SELECT count(*)" JOINED " AND date BETWEEN ?2 AND ?3",
};

struct reader {
    sqlite3 *db;
    sqlite3_stmt *s[2][KINDS];          /* exact, folded */
};

static void prepare_all(struct reader *r)
{
    static const char *const form[] = { "exact", "folded" };
    for (int f = 0; f < 2; f++)
        for (int k = 0; k < KINDS; k++) {
            char text[256];
            snprintf(text, sizeof text, sql[k], form[f], form[f]);
            r->s[f][k] = prepare(r->db, text);
        }
}

/* Every word quoted, so that none is taken for an operator. */
static void match_text(const struct bench_query *q, char *out, size_t size)
{
    const char *between = q->op == BENCH_PHRASE ? " "
                        : q->op == BENCH_AND ? "\" AND \"" : "\" OR \"";
    size_t n = (size_t)snprintf(out, size, "\"");
    for (size_t i = 0; i < q->n && n < size; i++)
        n += (size_t)snprintf(out + n, size - n, "%s%s", i ? between : "",
                              q->words[i]);
    if (n + 3 > size) {
        fprintf(stderr, "peer_fts5: query too long\n");
        exit(1);
    }
    strcpy(out + n, q->op == BENCH_PREFIX ? "\"*" : "\"");
}

/* The first column of the rows of an answer. */
struct rows {
    size_t n;
    sqlite3_int64 first, last;
};

static struct rows ask(struct reader *r, enum kind kind,
                       const struct bench_query *q)
{
    sqlite3_stmt *s = r->s[q->folded][kind];
    struct rows rows = { .n = 0 };
    char match[1024];
    match_text(q, match, sizeof match);
    check(r->db, sqlite3_bind_text(s, 1, match, -1, SQLITE_STATIC));
    if (sqlite3_bind_parameter_count(s) > 1)
        check(r->db, sqlite3_bind_int64(s, 2, q->topic ? q->topic
                                              : q->from ? q->from
                                              : q->offset));
    if (sqlite3_bind_parameter_count(s) > 2)
        check(r->db, sqlite3_bind_int64(s, 3, q->to));
    int rc;
    while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
        rows.last = sqlite3_column_int64(s, 0);
        if (rows.n++ == 0)
            rows.first = rows.last;
    }
    check(r->db, rc);
    check(r->db, sqlite3_reset(s));
    return rows;
}

static size_t top10(void *self, const struct bench_query *q)
{
    if (q->facets)
        ask(self, TOPICS, q);
    return ask(self, q->newest ? NEWEST : q->topic ? AMONG
                     : q->from ? WITHIN : TOP, q).n;
}

static size_t count(void *self, const struct bench_query *q)
{
    return (size_t)ask(self, q->topic ? COUNT_AMONG : q->from ? COUNT_WITHIN
                                      : COUNT, q).first;
}

static size_t last_or_largest(void *self, const struct bench_query *q)
{
    return q->facets ? (size_t)ask(self, TOPICS, q).first
                     : (size_t)ask(self, NEWEST, q).last;
}

static int query(const char *index, const char *queries)
{
    struct reader r = { .db = open_index(index, SQLITE_OPEN_READONLY) };
    struct bench_engine e = { &r, top10, count, last_or_largest };
    prepare_all(&r);
    int status = bench_run(queries, &e);
    for (int f = 0; f < 2; f++)
        for (int k = 0; k < KINDS; k++)
            sqlite3_finalize(r.s[f][k]);
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
