/* peer_sphinx.c - Sphinx 2.2: a field of exact words, one of folded.
 *
 *   peer_sphinx build TOKENS INDEXDIR [THREADS]
 *   peer_sphinx query INDEXDIR QUERIES
 *   peer_sphinx xml TOKENS
 *
 * Its indexer reads the words by xmlpipe2 from the third verb; every letter
 * of them is one of its charset_table, so that it cuts the words as given.
 * dict=keywords and min_prefix_len for prefixes; else as Sphinx comes.  It
 * stores no texts.  One thread: THREADS is ignored.
 *
 * It is asked by SphinxQL through a socket in INDEXDIR, for which a daemon is
 * started and stopped: times contain a round trip.  What the trip itself takes
 * is printed first, as a class of its own: a query for a word that is not
 * there.  The CPU time is the client's, which says nothing.  Ranked by its
 * bm25, which knows no document lengths.
 *
 * May depend on: libc, Linux, libmariadb, sphinxsearch, tokens.h, measure.h. */
#include "measure.h"
#include "tokens.h"

#include <limits.h>
#include <mysql.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    WAIT_MS = 20, WAITS_MAX = 1500,     /* half a minute for it to start */
    NAME_MAX_IN_DIR = PATH_MAX + 16,    /* a file of the index directory */
};

static _Noreturn void die(const char *what, const char *why)
{
    fprintf(stderr, "peer_sphinx: %s: %s\n", what, why);
    exit(1);
}

/* ---- building -------------------------------------------------------- */

static void write_span(struct token_span t)
{
    fwrite(t.s, 1, t.n, stdout);        /* words hold no markup */
}

static int write_xml(const char *path)
{
    struct tokens *in = tokens_open(path);
    struct token_chunk c = { 0 };
    if (!in)
        return 1;
    puts("<?xml version=\"1.0\" encoding=\"utf-8\"?><sphinx:docset>"
         "<sphinx:schema><sphinx:field name=\"exact\"/>"
         "<sphinx:field name=\"folded\"/>"
         "<sphinx:attr name=\"topic\" type=\"int\"/>"
         "<sphinx:attr name=\"day\" type=\"int\"/></sphinx:schema>");
    while (tokens_read(in, 1, &c)) {
        const struct token_doc *d = &c.docs[0];
        printf("<sphinx:document id=\"%zu\"><exact>", c.first + 1);
        write_span(d->exact);
        fputs("</exact><folded>", stdout);
        write_span(d->folded);
        printf("</folded><topic>%u</topic><day>%u</day></sphinx:document>\n",
               d->topic, d->date);
    }
    puts("</sphinx:docset>");
    token_chunk_release(&c);
    tokens_close(in);
    return 0;
}

static void write_config(const char *dir, const char *self,
                         const char *tokens)
{
    char path[NAME_MAX_IN_DIR];
    snprintf(path, sizeof path, "%s/sphinx.conf", dir);
    FILE *out = fopen(path, "w");
    if (!out)
        die(path, "cannot write");
    fprintf(out,
            "source words {\n type = xmlpipe2\n"
            " xmlpipe_command = %s xml %s\n}\n"
            "index bench {\n source = words\n path = %s/bench\n"
            " dict = keywords\n min_prefix_len = 2\n min_word_len = 1\n"
            " charset_table = 0..9, a..z, U+AA..U+1EFF\n}\n"
            "indexer {\n mem_limit = 512M\n}\n"
            "searchd {\n listen = %s/socket:mysql41\n workers = threads\n"
            " pid_file = %s/pid\n log = %s/log\n binlog_path =\n}\n",
            self, tokens, dir, dir, dir, dir);
    if (fclose(out) != 0)
        die(path, "cannot write");
}

static pid_t start(char *const argv[])
{
    pid_t child = fork();
    if (child < 0)
        die(argv[0], "cannot start");
    if (child == 0) {
        /* It must not outlive its client, however that ends. */
        if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 ||
            !freopen("/dev/null", "w", stdout))
            _exit(127);
        execvp(argv[0], argv);
        _exit(127);
    }
    return child;
}

static int build(const char *tokens, const char *dir)
{
    char self[PATH_MAX], words[PATH_MAX], full[PATH_MAX];
    char config[NAME_MAX_IN_DIR];
    char verb[] = "indexer", flag[] = "--config", quiet[] = "--quiet",
         all[] = "--all";
    char *argv[] = { verb, flag, config, quiet, all, NULL };
    int status;
    /* It takes only a whole path for a socket. */
    if (!realpath("/proc/self/exe", self) || !realpath(tokens, words) ||
        !realpath(dir, full))
        die(tokens, "no such file");
    double begin = bench_now();
    write_config(full, self, words);
    snprintf(config, sizeof config, "%s/sphinx.conf", dir);
    pid_t child = start(argv);
    if (waitpid(child, &status, 0) != child || status != 0)
        die("indexer", "failed");
    bench_print(begin, bench_children_rss_kb(), bench_tree_bytes(dir));
    return 0;
}

/* ---- asking ---------------------------------------------------------- */

struct client {
    MYSQL *line;
    pid_t daemon;
};

static void open_client(struct client *c, const char *dir)
{
    char config[NAME_MAX_IN_DIR], path[NAME_MAX_IN_DIR];
    char program[] = "searchd", flag[] = "--config", stay[] = "--nodetach";
    char *argv[] = { program, flag, config, stay, NULL };
    const struct timespec pause = { .tv_nsec = WAIT_MS * 1000000L };
    snprintf(config, sizeof config, "%s/sphinx.conf", dir);
    snprintf(path, sizeof path, "%s/socket", dir);
    c->daemon = start(argv);
    for (int i = 0; i < WAITS_MAX; i++) {
        c->line = mysql_init(NULL);
        if (c->line && mysql_real_connect(c->line, NULL, NULL, NULL, NULL, 0,
                                          path, CLIENT_MULTI_STATEMENTS))
            return;
        mysql_close(c->line);
        if (waitpid(c->daemon, NULL, WNOHANG) == c->daemon)
            die("searchd", "ended");
        nanosleep(&pause, NULL);
    }
    kill(c->daemon, SIGTERM);
    die("searchd", "does not answer");
}

static void close_client(struct client *c)
{
    mysql_close(c->line);
    kill(c->daemon, SIGTERM);
    waitpid(c->daemon, NULL, 0);
}

/* The rows of the first set of results, and of the row `row` (-1: the last)
 * the number in its last column. */
static size_t run(struct client *c, const char *ql, int row, size_t *number)
{
    size_t rows = 0;
    if (mysql_query(c->line, ql) != 0)
        die(ql, mysql_error(c->line));
    for (int set = 0, more = 0; more == 0; set++) {
        MYSQL_RES *result = mysql_store_result(c->line);
        unsigned columns = result ? mysql_num_fields(result) : 0;
        MYSQL_ROW values;
        for (int i = 0; columns && (values = mysql_fetch_row(result)); i++) {
            rows += set == 0;
            if (number && set == 0 && (row < 0 || row == i))
                *number = strtoul(values[columns - 1], NULL, 10);
        }
        mysql_free_result(result);
        more = mysql_next_result(c->line);
        if (more > 0)
            die(ql, mysql_error(c->line));
    }
    return rows;
}

/* The query in Sphinx's language.  Words are letters and digits only, so none
 * is taken for an operator. */
static void write_match(const struct bench_query *q, char *out, size_t size)
{
    const char *between = q->op == BENCH_OR ? " | " : " ";
    const char *around = q->op == BENCH_PHRASE ? "\"" : "";
    size_t n = (size_t)snprintf(out, size, "@%s %s",
                                q->folded ? "folded" : "exact", around);
    for (size_t i = 0; i < q->n && n < size; i++)
        n += (size_t)snprintf(out + n, size - n, "%s%s", i ? between : "",
                              q->words[i]);
    if (n < size)
        n += (size_t)snprintf(out + n, size - n, "%s%s", around,
                              q->op == BENCH_PREFIX ? "*" : "");
    if (n >= size)
        die("query", "too long");
}

static void write_ql(const struct bench_query *q, const char *columns,
                     const char *tail, char *out, size_t size)
{
    char match[1024], among[64] = "";
    write_match(q, match, sizeof match);
    if (q->topic)
        snprintf(among, sizeof among, " AND topic = %u", q->topic);
    if (q->from)
        snprintf(among, sizeof among, " AND day BETWEEN %u AND %u", q->from,
                 q->to);
    snprintf(out, size,
             "SELECT %s FROM bench WHERE MATCH('%s')%s %s", columns, match,
             among, tail);
}

static size_t top10(void *self, const struct bench_query *q)
{
    char ql[2048], tail[256];
    snprintf(tail, sizeof tail,
             "%s LIMIT %u,%d OPTION ranker=%s%s",
             q->newest ? "ORDER BY day DESC" : "", q->offset, BENCH_TOP,
             q->newest ? "none" : "bm25",
             q->facets ? " FACET topic ORDER BY COUNT(*) DESC LIMIT 10" : "");
    write_ql(q, "id", tail, ql, sizeof ql);
    return run(self, ql, 0, NULL);
}

static size_t count(void *self, const struct bench_query *q)
{
    char ql[2048];
    size_t n = 0;
    write_ql(q, "COUNT(*)", "OPTION ranker=none", ql, sizeof ql);
    run(self, ql, 0, &n);
    return n;
}

static size_t check(void *self, const struct bench_query *q)
{
    char ql[2048];
    size_t n = 0;
    if (q->facets)
        write_ql(q, "COUNT(*) AS n",
                 "GROUP BY topic ORDER BY n DESC LIMIT 10", ql, sizeof ql);
    else
        write_ql(q, "id, day", "ORDER BY day DESC LIMIT 10", ql, sizeof ql);
    run(self, ql, q->facets ? 0 : -1, &n);
    return n;
}

/* What a query takes that finds nothing, as if it were a class. */
static void print_round_trip(struct client *c)
{
    enum { TRIPS = 200 };
    double us[TRIPS];
    for (int i = 0; i < TRIPS; i++) {
        double begin = bench_now();
        run(c, "SELECT id FROM bench WHERE MATCH('@exact 0a0a0a0a0a0a')"
               " LIMIT 0,10 OPTION ranker=bm25", 0, NULL);
        us[i] = (bench_now() - begin) * 1e6;
    }
    bench_sort(us, TRIPS);
    printf("(nothing) %d %.1f %.1f - - - -\n", TRIPS, us[TRIPS / 2],
           us[TRIPS * 99 / 100]);
}

static int query(const char *dir, const char *queries)
{
    struct client c = { .line = NULL };
    const struct bench_engine e = { &c, top10, count, check };
    open_client(&c, dir);
    print_round_trip(&c);
    int status = bench_run(queries, &e);
    close_client(&c);
    return status;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "xml") == 0)
        return write_xml(argv[2]);
    if (argc >= 4 && strcmp(argv[1], "build") == 0)
        return build(argv[2], argv[3]);
    if (argc == 4 && strcmp(argv[1], "query") == 0)
        return query(argv[2], argv[3]);
    fprintf(stderr, "usage: peer_sphinx build TOKENS INDEXDIR [THREADS]\n"
                    "       peer_sphinx query INDEXDIR QUERIES\n"
                    "       peer_sphinx xml TOKENS\n");
    return 2;
}
