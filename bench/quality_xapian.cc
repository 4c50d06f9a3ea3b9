/* quality_xapian.cc - how well Xapian ranks, as its documentation shows.
 *
 *   quality_xapian accented|unaccented TEXTS QUESTIONS INDEXDIR RUN
 *
 * One TermGenerator without stemmer (there is none for Vietnamese), with
 * positions; QueryParser with its default operator and flags; BM25 with
 * Xapian's defaults.  TEXTS and QUESTIONS are what bench/texts.c writes; the
 * unaccented form takes the text without marks of both.  The 100 best of
 * each question go to RUN: question, document and rank between tabs, the
 * time a question took in the first line.
 *
 * May depend on: Xapian. */
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

static const unsigned depth = 100;

/* A line of a document or question: its id and the text asked for. */
struct entry {
    std::string id, text;
};

static bool read_entry(std::ifstream &in, bool unaccented, entry &out)
{
    std::string line;
    if (!std::getline(in, line))
        return false;
    size_t text = line.find('\t');
    size_t folded = text == std::string::npos ? text
                                              : line.find('\t', text + 1);
    if (folded == std::string::npos)
        throw std::runtime_error("a line without three columns");
    out.id = line.substr(0, text);
    out.text = unaccented ? line.substr(folded + 1)
                          : line.substr(text + 1, folded - text - 1);
    return true;
}

static std::ifstream open_input(const char *path)
{
    std::ifstream in(path);
    if (!in)
        throw std::runtime_error(std::string("cannot open ") + path);
    return in;
}

static void build(const char *texts, bool unaccented, const char *index)
{
    std::ifstream in = open_input(texts);
    Xapian::WritableDatabase db(index, Xapian::DB_CREATE_OR_OVERWRITE);
    Xapian::TermGenerator generator;
    for (entry e; read_entry(in, unaccented, e);) {
        Xapian::Document doc;
        generator.set_document(doc);
        generator.set_termpos(0);
        generator.index_text(e.text);
        doc.set_data(e.id);
        db.add_document(doc);
    }
    db.commit();
}

static Xapian::Query parse(Xapian::QueryParser &parser,
                           const std::string &text)
{
    try {
        return parser.parse_query(text);
    } catch (const Xapian::QueryParserError &) {
        return parser.parse_query(text, 0);     /* no syntax, words only */
    }
}

/* The ids of the best documents. */
static std::vector<std::string> ask(const Xapian::Database &db,
                                    Xapian::QueryParser &parser,
                                    const std::string &text)
{
    std::vector<std::string> ids;
    Xapian::Enquire enquire(db);
    enquire.set_query(parse(parser, text));
    Xapian::MSet best = enquire.get_mset(0, depth);
    for (auto i = best.begin(); i != best.end(); ++i)
        ids.push_back(i.get_document().get_data());
    return ids;
}

static void write_run(const char *path, std::vector<double> &ms,
                      const std::string &lines)
{
    std::ofstream out(path);
    char times[80];
    std::sort(ms.begin(), ms.end());
    snprintf(times, sizeof times, "# p50_ms=%.2f p99_ms=%.2f\n",
             ms[ms.size() / 2], ms[ms.size() * 99 / 100]);
    out << times << lines;
    out.close();
    if (!out)
        throw std::runtime_error(std::string("cannot write ") + path);
}

static void run(const char *questions, bool unaccented, const char *index,
                const char *path)
{
    using clock = std::chrono::steady_clock;
    std::ifstream in = open_input(questions);
    Xapian::Database db(index);
    Xapian::QueryParser parser;
    std::vector<double> ms;
    std::string lines;
    parser.set_database(db);
    for (entry e; read_entry(in, unaccented, e);) {
        auto start = clock::now();
        std::vector<std::string> ids = ask(db, parser, e.text);
        std::chrono::duration<double, std::milli> took =
            clock::now() - start;
        ms.push_back(took.count());
        for (size_t i = 0; i < ids.size(); i++)
            lines += e.id + '\t' + ids[i] + '\t' + std::to_string(i + 1) +
                     '\n';
    }
    if (ms.empty())
        throw std::runtime_error("no question");
    write_run(path, ms, lines);
}

int main(int argc, char **argv)
{
    bool unaccented = argc > 1 && strcmp(argv[1], "unaccented") == 0;
    if (argc != 6 || (!unaccented && strcmp(argv[1], "accented") != 0)) {
        fprintf(stderr, "usage: quality_xapian accented|unaccented TEXTS "
                        "QUESTIONS INDEXDIR RUN\n");
        return 2;
    }
    try {
        build(argv[2], unaccented, argv[4]);
        run(argv[3], unaccented, argv[4], argv[5]);
    } catch (const Xapian::Error &e) {
        fprintf(stderr, "quality_xapian: %s\n", e.get_description().c_str());
        return 1;
    } catch (const std::exception &e) {
        fprintf(stderr, "quality_xapian: %s\n", e.what());
        return 1;
    }
    return 0;
}
