/* peer_xapian.cc - Xapian used as its own documentation shows.
 *
 *   peer_xapian build TOKENS INDEXDIR [THREADS]
 *   peer_xapian query INDEXDIR QUERIES
 *
 * One TermGenerator, positions, exact words without prefix and folded ones
 * with "F", the default flush; one writer, since Xapian has no other way:
 * THREADS is ignored.  Queries are BM25 with Xapian's defaults.
 *
 * May depend on: Xapian, tokens.h, measure.h. */
#include "measure.h"
#include "tokens.h"

#include <xapian.h>

#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

static int build(const char *path, const char *index)
{
    tokens *in = tokens_open(path);
    if (!in)
        return 1;
    double start = bench_now();
    Xapian::WritableDatabase db(index, Xapian::DB_CREATE_OR_OVERWRITE);
    Xapian::TermGenerator generator;
    token_chunk c{};
    while (tokens_read(in, 1, &c)) {
        const token_doc &d = c.docs[0];
        Xapian::Document doc;
        generator.set_document(doc);
        generator.set_termpos(0);
        generator.index_text(std::string(d.exact.s, d.exact.n));
        generator.set_termpos(0);
        generator.index_text(std::string(d.folded.s, d.folded.n), 1, "F");
        doc.set_data(std::string(d.id.s, d.id.n));
        db.add_document(doc);
    }
    db.commit();
    db.close();
    token_chunk_release(&c);
    tokens_close(in);
    bench_print_build(start, index);
    return 0;
}

static Xapian::Query make_query(const bench_query &q)
{
    std::vector<std::string> terms;
    for (size_t i = 0; i < q.n; i++)
        terms.push_back((q.folded ? "F" : "") + std::string(q.words[i]));
    Xapian::Query::op op = q.op == BENCH_PHRASE ? Xapian::Query::OP_PHRASE
                         : q.op == BENCH_AND ? Xapian::Query::OP_AND
                                             : Xapian::Query::OP_OR;
    return Xapian::Query(op, terms.begin(), terms.end());
}

static size_t top10(void *self, const bench_query *q)
{
    Xapian::Enquire enquire(*static_cast<Xapian::Database *>(self));
    enquire.set_query(make_query(*q));
    return enquire.get_mset(0, BENCH_TOP).size();
}

static size_t count(void *self, const bench_query *q)
{
    Xapian::Database &db = *static_cast<Xapian::Database *>(self);
    Xapian::Enquire enquire(db);
    enquire.set_query(make_query(*q));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    return enquire.get_mset(0, 0, db.get_doccount()).get_matches_estimated();
}

int main(int argc, char **argv)
{
    try {
        if (argc >= 4 && strcmp(argv[1], "build") == 0)
            return build(argv[2], argv[3]);
        if (argc == 4 && strcmp(argv[1], "query") == 0) {
            Xapian::Database db(argv[2]);
            bench_engine e = {&db, top10, count};
            return bench_run(argv[3], &e);
        }
    } catch (const Xapian::Error &e) {
        fprintf(stderr, "peer_xapian: %s\n", e.get_description().c_str());
        return 1;
    }
    fprintf(stderr, "usage: peer_xapian build TOKENS INDEXDIR [THREADS]\n"
                    "       peer_xapian query INDEXDIR QUERIES\n");
    return 2;
}
