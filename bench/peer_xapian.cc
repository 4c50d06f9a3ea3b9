/* peer_xapian.cc - Xapian used as its own documentation shows.
 *
 *   peer_xapian build TOKENS INDEXDIR [THREADS]
 *   peer_xapian query INDEXDIR QUERIES
 *
 * One TermGenerator, positions, exact words without prefix and folded ones
 * with "F", the default flush; one writer, since Xapian has no other way:
 * THREADS is ignored.  The text is the document's data, its topic a boolean
 * term and a value, its date a value.  Queries are BM25 with Xapian's
 * defaults; a prefix is OP_WILDCARD, a range OP_VALUE_RANGE, topics are
 * counted by a ValueCountMatchSpy over all matches.
 *
 * May depend on: Xapian, tokens.h, measure.h. */
#include "measure.h"
#include "tokens.h"

#include <xapian.h>

#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

enum { SLOT_DATE, SLOT_TOPIC };

static std::string topic_term(unsigned topic)
{
    return "XT" + std::to_string(topic);
}

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
        doc.set_data(std::string(d.text.s, d.text.n));
        doc.add_boolean_term("Q" + std::string(d.id.s, d.id.n));
        doc.add_boolean_term(topic_term(d.topic));
        doc.add_value(SLOT_TOPIC, std::to_string(d.topic));
        doc.add_value(SLOT_DATE, std::to_string(d.date));
        db.add_document(doc);
    }
    db.commit();
    db.close();
    token_chunk_release(&c);
    tokens_close(in);
    bench_print_build(start, index);
    return 0;
}

static Xapian::Query ranked(const bench_query &q)
{
    std::vector<std::string> terms;
    for (size_t i = 0; i < q.n; i++)
        terms.push_back((q.folded ? "F" : "") + std::string(q.words[i]));
    if (q.op == BENCH_PREFIX)
        return Xapian::Query(Xapian::Query::OP_WILDCARD, terms[0]);
    Xapian::Query::op op = q.op == BENCH_PHRASE ? Xapian::Query::OP_PHRASE
                         : q.op == BENCH_AND ? Xapian::Query::OP_AND
                                             : Xapian::Query::OP_OR;
    return Xapian::Query(op, terms.begin(), terms.end());
}

static Xapian::Query make_query(const bench_query &q)
{
    Xapian::Query words = ranked(q);
    if (q.topic)
        return Xapian::Query(Xapian::Query::OP_FILTER, words,
                             Xapian::Query(topic_term(q.topic)));
    if (q.from)
        return Xapian::Query(
            Xapian::Query::OP_FILTER, words,
            Xapian::Query(Xapian::Query::OP_VALUE_RANGE, SLOT_DATE,
                          std::to_string(q.from), std::to_string(q.to)));
    return words;
}

struct answer {
    Xapian::MSet hits;
    std::vector<size_t> topics;         /* the largest counts first */
};

static answer ask(Xapian::Database &db, const bench_query &q)
{
    Xapian::Enquire enquire(db);
    Xapian::ValueCountMatchSpy topics(SLOT_TOPIC);
    answer a;
    enquire.set_query(make_query(q));
    if (q.newest)
        enquire.set_sort_by_value(SLOT_DATE, true);
    if (q.facets)
        enquire.add_matchspy(&topics);
    a.hits = enquire.get_mset(q.offset, BENCH_TOP,
                              q.facets ? db.get_doccount() : 0);
    for (auto t = topics.top_values_begin(BENCH_FACETS);
         q.facets && t != topics.top_values_end(BENCH_FACETS); ++t)
        a.topics.push_back(t.get_termfreq());
    return a;
}

static size_t top10(void *self, const bench_query *q)
{
    return ask(*static_cast<Xapian::Database *>(self), *q).hits.size();
}

static size_t check(void *self, const bench_query *q)
{
    answer a = ask(*static_cast<Xapian::Database *>(self), *q);
    if (q->facets)
        return a.topics.empty() ? 0 : a.topics[0];
    if (a.hits.empty())
        return 0;
    return std::stoul(a.hits.back().get_document().get_value(SLOT_DATE));
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
            bench_engine e = {&db, top10, count, check};
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
