/* format_candidates.cc - what each kind of posting costs to build and keep.
 *
 *   format_candidates VARIANT TOKENS TEXT_BYTES OUTDIR [THREADS [CHUNK]]
 *
 * Each thread inverts chunks of CHUNK (500) documents into a small Xapian
 * database, and one compaction merges them.  Variants:
 *   a  exact + folded terms with positions, termlist
 *   b  exact + folded, no positions, termlist
 *   c  exact + folded, no positions, no termlist
 *   d  exact only, no positions, no termlist
 *   e  c + all adjacent folded pairs hashed into 16,384 bucket terms
 *   f  d + all adjacent exact pairs as terms
 *   g  c, and apart from it a pair file of our own (pair_file.h)
 *   pairs  only that pair file
 * Figures go to stdout as name=value; the shards live below OUTDIR and are
 * removed, the index remains.
 *
 * May depend on: Xapian, POSIX, tokens.h, measure.h, pair_file.h,
 * word_table.h. */
#include "measure.h"
#include "pair_file.h"
#include "tokens.h"
#include "word_table.h"

#include <sys/resource.h>
#include <xapian.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

struct Variant {
    char letter;
    bool folded, positions, termlist, buckets, exact_pairs, pair_file;
    const char *what;
};

static const Variant variants[] = {
    {'a', true, true, true, false, false, false, "exact+folded, positions"},
    {'b', true, false, true, false, false, false, "exact+folded, termlist"},
    {'c', true, false, false, false, false, false, "exact+folded"},
    {'d', false, false, false, false, false, false, "exact"},
    {'e', true, false, false, true, false, false, "c + pair buckets"},
    {'f', false, false, false, false, true, false, "exact + exact pairs"},
    {'g', true, false, false, false, false, true, "c + own pair file"},
};

constexpr unsigned BUCKETS = 16384;

struct Job {
    const Variant &variant;
    tokens *in;
    std::mutex lock;
    std::string dir;                    /* of the shards */
    std::vector<std::string> shards;    /* by chunk number */
    size_t chunk;
    std::string error;
};

static std::string_view view(const token_span &t)
{
    return {t.s, t.n};
}

/* The words of one chunk in one form, numbered in sorted order, so that a
 * document's terms can be sorted as integers. */
class Words {
    word_table table{};
    std::vector<uint32_t> sequence, rank;
    std::vector<std::string> terms;     /* by rank, with prefix */

public:
    Words() = default;
    Words(const Words &) = delete;
    Words &operator=(const Words &) = delete;
    ~Words() { word_table_release(&table); }

    void add(const token_span &word)
    {
        sequence.push_back(word_table_add(&table, word, word));
    }

    void sort(const char *prefix)
    {
        std::vector<uint32_t> order(table.count);
        word_table_sort(&table, order.data());
        rank.resize(table.count);
        terms.resize(table.count);
        for (uint32_t i = 0; i < order.size(); i++) {
            rank[order[i]] = i;
            terms[i].assign(prefix).append(view(table.words[order[i]].exact));
        }
    }

    /* Rank of the i-th word of the chunk, and the term of a rank. */
    uint32_t at(size_t i) const { return rank[sequence[i]]; }
    const std::string &term(uint32_t r) const { return terms[r]; }
};

static unsigned bucket_of(std::string_view a, std::string_view b)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a over both */
    for (std::string_view part : {a, b})
        for (char c : part)
            h = (h ^ (unsigned char)c) * 1099511628211u;
    return unsigned(h ^ h >> 32) % BUCKETS;
}

/* A posting as an integer that sorts by term, then position.  Ranks are of
 * one chunk, far below 2^20; longer documents than 2^22 words do not fit. */
enum Kind { EXACT, FOLDED, PAIR, BUCKET };

static uint64_t posting(Kind kind, uint64_t a, uint64_t b, uint64_t pos)
{
    return uint64_t(kind) << 62 | a << 42 | b << 22 | pos;
}

/* One chunk on its way into Xapian. */
class Inverter {
    const Variant &v;
    Words exact, folded;
    std::vector<size_t> ends;           /* of each document's words */
    std::vector<uint64_t> postings;     /* of one document */
    std::string made;                   /* a term that is put together */

    const std::string &term_of(uint64_t p)
    {
        uint32_t a = p >> 42 & 0xfffff, b = p >> 22 & 0xfffff;
        switch (Kind(p >> 62)) {
        case EXACT:
            return exact.term(a);
        case FOLDED:
            return folded.term(a);
        case PAIR:
            return made.assign("P").append(exact.term(a)).append(" ")
                .append(exact.term(b));
        case BUCKET:                    /* two bytes, none zero: Xapian */
            made = "P__";               /* keeps a zero byte as two */
            made[1] = char(1 + a / 128);
            made[2] = char(1 + a % 128);
            return made;
        }
        return made;
    }

    void collect(size_t from, size_t to)
    {
        postings.clear();
        for (size_t i = from; i < to; i++) {
            uint64_t pos = i - from + 1;
            postings.push_back(posting(EXACT, exact.at(i), 0, pos));
            if (v.folded)
                postings.push_back(posting(FOLDED, folded.at(i), 0, pos));
            if (i == from)
                continue;
            if (v.exact_pairs)
                postings.push_back(
                    posting(PAIR, exact.at(i - 1), exact.at(i), pos));
            if (v.buckets)
                postings.push_back(posting(
                    BUCKET, bucket_of(folded.term(folded.at(i - 1)),
                                      folded.term(folded.at(i))), 0, pos));
        }
        std::sort(postings.begin(), postings.end());
    }

public:
    Inverter(const Variant &variant, const token_chunk &c) : v(variant)
    {
        size_t words = 0;
        for (size_t d = 0; d < c.count; d++) {
            token_span e = c.docs[d].exact, f = c.docs[d].folded, t;
            for (; token_next(&e, &t); words++)
                exact.add(t);
            while (v.folded && token_next(&f, &t))
                folded.add(t);
            ends.push_back(words);
        }
        exact.sort("");
        folded.sort("F");
    }

    Xapian::Document document(const token_chunk &c, size_t d)
    {
        Xapian::Document doc;
        collect(d ? ends[d - 1] : 0, ends[d]);
        for (size_t i = 0, j; i < postings.size(); i = j) {
            uint64_t term = postings[i] >> 22;
            for (j = i + 1; j < postings.size() && postings[j] >> 22 == term;
                 j++)
                ;
            const std::string &t = term_of(postings[i]);
            if (!v.positions)
                doc.add_term(t, Xapian::termcount(j - i));
            for (size_t k = i; k < j && v.positions; k++)
                doc.add_posting(t, Xapian::termpos(postings[k] & 0x3fffff));
        }
        doc.set_data(std::string(view(c.docs[d].id)));
        return doc;
    }
};

static void write_shard(const token_chunk &c, const std::string &path,
                        const Variant &v)
{
    int flags = Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC |
                Xapian::DB_DANGEROUS;
    if (!v.termlist)
        flags |= Xapian::DB_NO_TERMLIST;
    Xapian::WritableDatabase db(path, flags);
    Inverter inverter(v, c);
    for (size_t d = 0; d < c.count; d++)
        db.add_document(inverter.document(c, d));
    db.commit();
    db.close();
}

static void invert_chunks(Job &job)
{
    token_chunk c{};
    try {
        for (;;) {
            std::string path;
            {
                std::lock_guard<std::mutex> hold(job.lock);
                if (!job.error.empty() || !tokens_read(job.in, job.chunk, &c))
                    break;
                path = job.dir + "/" + std::to_string(job.shards.size());
                job.shards.push_back(path);
            }
            write_shard(c, path, job.variant);
        }
    } catch (const Xapian::Error &e) {
        std::lock_guard<std::mutex> hold(job.lock);
        job.error = e.get_description();
    }
    token_chunk_release(&c);
}

static void compact(const Job &job, const std::string &index)
{
    Xapian::Database all;
    for (const std::string &shard : job.shards)
        all.add_database(Xapian::Database(shard));
    all.compact(index);
}

static int build(const Variant &v, const char *path, double text_bytes,
                 const std::string &out, unsigned threads, size_t chunk)
{
    Job job{v, tokens_open(path), {}, out + "/shards", {}, chunk, {}};
    if (!job.in)
        return 1;
    std::string index = out + "/index";
    fs::remove_all(index);
    fs::create_directories(job.dir);
    double start = bench_now();
    std::vector<std::thread> pool;
    for (unsigned i = 0; i < threads; i++)
        pool.emplace_back(invert_chunks, std::ref(job));
    for (std::thread &t : pool)
        t.join();
    double inverted = bench_now();
    if (job.error.empty())
        compact(job, index);
    double merged = bench_now();
    fs::remove_all(job.dir);
    tokens_close(job.in);
    if (!job.error.empty()) {
        fprintf(stderr, "cannot invert: %s\n", job.error.c_str());
        return 1;
    }
    double bytes = double(bench_tree_bytes(index.c_str()));
    printf("variant=%c build_s=%.2f invert_s=%.2f merge_s=%.2f "
           "index_bytes=%.0f per_text=%.3f peak_rss_kb=%ld what=\"%s\"\n",
           v.letter, merged - start, inverted - start, merged - inverted,
           bytes, bytes / text_bytes, bench_peak_rss_kb(), v.what);
    return 0;
}

static int build_pairs(const char *path, double text_bytes,
                       const std::string &out, unsigned threads, size_t chunk)
{
    pair_stats s{};
    std::string file = out + "/pairs";
    if (pair_file_build(path, file.c_str(), threads, chunk, &s) != 0)
        return 1;
    double bytes = double(s.word_bytes + s.pair_bytes + s.posting_bytes +
                          s.sample_bytes);
    printf("pair_file chunk=%zu threads=%u pairs_s=%.2f invert_s=%.2f "
           "merge_s=%.2f write_s=%.2f bytes=%.0f per_text=%.3f\n",
           chunk, threads, s.invert_s + s.merge_s + s.write_s, s.invert_s,
           s.merge_s, s.write_s, bytes, bytes / text_bytes);
    printf("pair_file words=%llu pairs=%llu single=%llu postings=%llu "
           "word_bytes=%llu pair_bytes=%llu sample_bytes=%llu "
           "posting_bytes=%llu peak_rss_kb=%ld\n",
           (unsigned long long)s.words, (unsigned long long)s.pairs,
           (unsigned long long)s.single, (unsigned long long)s.postings,
           (unsigned long long)s.word_bytes,
           (unsigned long long)s.pair_bytes,
           (unsigned long long)s.sample_bytes,
           (unsigned long long)s.posting_bytes, bench_peak_rss_kb());
    return 0;
}

/* Compaction holds every shard's files open at once. */
static void raise_file_limit()
{
    rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
}

int main(int argc, char **argv)
{
    const Variant *v = std::find_if(
        std::begin(variants), std::end(variants), [&](const Variant &x) {
            return argc > 1 && x.letter == argv[1][0] && !argv[1][1];
        });
    bool pairs_only = argc > 1 && strcmp(argv[1], "pairs") == 0;
    if (argc < 5 || (v == std::end(variants) && !pairs_only)) {
        fprintf(stderr, "usage: format_candidates a|b|c|d|e|f|g|pairs TOKENS "
                        "TEXT_BYTES OUTDIR [THREADS [CHUNK]]\n");
        return 2;
    }
    const char *tokens = argv[2];
    double text_bytes = atof(argv[3]);
    std::string out = argv[4];
    unsigned threads = argc > 5 ? unsigned(atoi(argv[5])) : 2;
    size_t chunk = argc > 6 ? size_t(atoi(argv[6])) : 500;
    raise_file_limit();
    try {
        fs::create_directories(out);
        if (!pairs_only &&
            build(*v, tokens, text_bytes, out, threads, chunk) != 0)
            return 1;
        if (pairs_only || v->pair_file)
            return build_pairs(tokens, text_bytes, out, threads, chunk);
    } catch (const std::exception &e) {
        fprintf(stderr, "cannot build: %s\n", e.what());
        return 1;
    } catch (const Xapian::Error &e) {
        fprintf(stderr, "cannot build: %s\n", e.get_description().c_str());
        return 1;
    }
    return 0;
}
