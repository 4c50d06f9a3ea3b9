/* sources.hh - postings that Xapian walks but does not hold: removed
 * documents, phrases, "at least so many of these".  Part of store.cc, which
 * alone includes it.
 *
 * Once the clock is late they end, and with them the query: what was matched
 * until then is the answer.  Where a source tells what is not wanted, behind
 * an odd number of NOTs, it then has every document instead.  So an answer
 * that was cut short lacks documents, but has none that does not match. */
#ifndef CVD_STORE_SOURCES_HH
#define CVD_STORE_SOURCES_HH

#include "base/clock.h"
#include "store/xapian.h"

#include <xapian.h>

#include <algorithm>
#include <memory>
#include <new>
#include <string>
#include <unordered_map>
#include <vector>

/* The parts' databases as one.  Xapian hands a posting source one database
 * after another; its UUID tells which part that is. */
struct cvd_terms {
    Xapian::Database db;
    std::vector<Xapian::Database> each; /* by part */
    std::unordered_map<std::string, const cvd_part *> by_uuid;
    size_t parts = 0;
    bool any_deleted = false;
    double documents = 0, average_words = 1;
    cvd_clock endless = {};
    cvd_clock *clock = &endless; /* the store's */

    const cvd_part *part_of(const Xapian::Database &one) const
    {
        auto it = by_uuid.find(one.get_uuid());
        if (it == by_uuid.end())
            throw Xapian::DatabaseCorruptError("a part is not known");
        return it->second;
    }
};

namespace {

/* BM25, Robertson et al., TREC-3.  k1 is half of the customary 1.2: how often
 * an official text repeats a word says little (docs/quality.md). */
constexpr double BM25_K1 = 0.6;
constexpr double BM25_B = 0.75;

/* Steps of the clock that some things are worth. */
enum {
    TERM_STEPS = 16,        /* a look-up in Xapian's B-tree */
    MATCH_STEPS = 8,        /* a document matched: weighed, sorted, counted */
    STREAM_WORDS = 64       /* so many words read: one step */
};

/* Thrown where nothing is matched yet: see guard(). */
struct Late {};

/* Common to ours: a walk over ascending document numbers. */
class Walk : public Xapian::PostingSource {
protected:
    Xapian::docid did = 0;
    bool ended = false;
    Xapian::doccount bound = 0;

    /* The first document >= from, or 0.  One whose weight would be below
     * `least` may be passed over. */
    virtual Xapian::docid seek(Xapian::docid from, double least) = 0;

    void restart(Xapian::doccount most)
    {
        did = 0;
        ended = false;
        bound = most;
    }

    /* What seek() finds when it is late. */
    static Xapian::docid when_late(bool unwanted, const cvd_part *part,
                                   Xapian::docid from)
    {
        return unwanted && from <= part->documents ? from : 0;
    }

private:
    void go(Xapian::docid from, double least)
    {
        did = ended ? 0 : seek(from, least);
        ended = did == 0;
    }

public:
    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return bound; }
    Xapian::doccount get_termfreq_max() const override { return bound; }
    Xapian::docid get_docid() const override { return did; }
    bool at_end() const override { return ended; }
    void next(double least) override { go(did + 1, least); }
    void skip_to(Xapian::docid to, double least) override
    {
        if (to > did)
            go(to, least);
    }
};

class Deleted : public Walk {
    const cvd_terms *terms;
    const cvd_part *part = nullptr;

public:
    explicit Deleted(const cvd_terms *t) : terms(t) {}
    Xapian::PostingSource *clone() const override
    {
        return new Deleted(terms);
    }
    void init(const Xapian::Database &one) override
    {
        part = terms->part_of(one);
        restart(part->deleted_count);
    }
    Xapian::docid seek(Xapian::docid from, double) override
    {
        if (!part->deleted)
            return 0;
        for (; from <= part->documents; from++)
            if (cvd_part_deleted(part, from))
                return from;
        return 0;
    }
};

/* Behind the last document, without end: goes into every MAX.  Of a MAX whose
 * branches all end at once Xapian 1.4.22 frees the last and still asks it for
 * its greatest weight (MaxPostList::recalc_maxweight()), as soon as it goes
 * on to the next part. */
class Beyond : public Xapian::PostingSource {
    Xapian::docid did = 0, last = 0;

public:
    Xapian::PostingSource *clone() const override { return new Beyond; }
    void init(const Xapian::Database &one) override
    {
        did = 0;
        last = one.get_lastdocid();
    }
    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return 0; }
    Xapian::doccount get_termfreq_max() const override { return 0; }
    Xapian::docid get_docid() const override { return did; }
    bool at_end() const override { return false; }
    void next(double) override { did = std::max(did, last) + 1; }
    void skip_to(Xapian::docid to, double) override
    {
        did = std::max({ did, to, last + 1 });
    }
};

/* Every document until it is late: goes into every query, so that its end is
 * that of the query. */
class Until : public Walk {
    cvd_clock *clock;

public:
    explicit Until(cvd_clock *c) : clock(c) {}
    Xapian::PostingSource *clone() const override
    {
        return new Until(clock);
    }
    void init(const Xapian::Database &one) override
    {
        restart(one.get_doccount());
    }
    Xapian::doccount get_termfreq_min() const override { return bound; }
    Xapian::docid seek(Xapian::docid from, double) override
    {
        return from <= bound && !cvd_clock_steps(clock, MATCH_STEPS) ? from
                                                                     : 0;
    }
};

/* No document: goes beside terms by the hundred, which take long to open,
 * and gives up when that took too long. */
class Gate : public Walk {
    cvd_clock *clock;
    unsigned terms;

public:
    Gate(cvd_clock *c, unsigned n) : clock(c), terms(n) {}
    Xapian::PostingSource *clone() const override
    {
        return new Gate(clock, terms);
    }
    void init(const Xapian::Database &) override
    {
        if (cvd_clock_steps(clock, terms * TERM_STEPS))
            throw Late();
        restart(0);
    }
    Xapian::docid seek(Xapian::docid, double) override { return 0; }
};

class Phrase : public Walk {
public:
    struct Free {
        void operator()(cvd_phrase *p) const { cvd_phrase_free(p); }
    };
    using Handle = std::unique_ptr<cvd_phrase, Free>;
    /* Opened to learn how rare the phrase is, then walked: each once. */
    using Opened = std::unordered_map<const cvd_part *, Handle>;

private:
    const cvd_terms *terms;
    const cvd_node *node;
    double idf;
    std::shared_ptr<Opened> ready; /* may be null */
    bool unwanted;
    const cvd_part *part = nullptr;
    uint32_t times = 0;
    Handle phrase;

public:
    Phrase(const cvd_terms *t, const cvd_node *n, double rarity,
           std::shared_ptr<Opened> opened, bool behind_not)
        : terms(t), node(n), idf(rarity), ready(std::move(opened)),
          unwanted(behind_not)
    {
    }
    Xapian::PostingSource *clone() const override
    {
        return new Phrase(terms, node, idf, ready, unwanted);
    }
    static Handle open(const cvd_part *part, const cvd_node *node,
                       cvd_clock *clock)
    {
        size_t n = node->slot_count;
        auto *sets = static_cast<cvd_word_set *>(std::calloc(n, sizeof
                                                 (cvd_word_set)));
        cvd_status st = sets ? CVD_OK : CVD_ENOMEM;
        cvd_phrase *ph = nullptr;
        cvd_err err;
        for (size_t i = 0; i < n && st == CVD_OK; i++)
            st = cvd_slot_words(part, &node->slots[i], &sets[i]);
        if (st != CVD_OK) {
            for (size_t i = 0; sets && i < n; i++)
                std::free(sets[i].words);
            std::free(sets);
            throw std::bad_alloc();
        }
        st = cvd_phrase_new(part, sets, n, clock, &ph, &err);
        if (st == CVD_ENOMEM)
            throw std::bad_alloc();
        if (st != CVD_OK)
            throw Xapian::DatabaseCorruptError(err.msg);
        return Handle(ph);
    }
    void init(const Xapian::Database &one) override
    {
        part = terms->part_of(one);
        phrase.reset();
        if (ready)
            phrase = std::move((*ready)[part]);
        if (!phrase)
            phrase = open(part, node, terms->clock);
        restart(cvd_phrase_bound(phrase.get()));
        set_maxweight(node->weight * idf * (BM25_K1 + 1));
    }
    double weigh(Xapian::docid d, double n) const
    {
        double len = part->docs[d - 1].words / terms->average_words;
        return node->weight * idf * n * (BM25_K1 + 1) /
               (n + BM25_K1 * (1 - BM25_B + BM25_B * len));
    }
    Xapian::docid seek(Xapian::docid from, double least_weight) override
    {
        Xapian::docid d = from;
        for (; !cvd_clock_steps(terms->clock, 1); from = d + 1) {
            d = cvd_phrase_seek(phrase.get(), from);
            if (!d)
                return 0;
            /* Reading a document's words costs far more than knowing that
             * it cannot be among the best. */
            if (weigh(d, cvd_phrase_most(phrase.get())) < least_weight)
                continue;
            (void)cvd_clock_steps(terms->clock,
                                  part->docs[d - 1].words / STREAM_WORDS);
            times = cvd_phrase_count(phrase.get());
            if (times)
                return d;
        }
        return when_late(unwanted, part, from);
    }
    double get_weight() const override { return weigh(did, times); }
};

/* Documents that bear at least so many of some words, each perhaps written
 * in several ways.  One that does bears one of all but `least` - 1 of them:
 * the rarest ones lead, the common ones are only asked. */
class Least : public Walk {
public:
    /* A word: any of these terms, or of these phrases. */
    struct Kid {
        std::vector<std::string> terms;
        std::vector<const cvd_node *> phrases;
    };

private:
    struct Alternative {
        Xapian::PostingIterator at, end;
    };
    struct Word {
        std::vector<Alternative> any;
        std::vector<Phrase::Handle> phrases;
        Xapian::doccount bears = 0;
        Xapian::docid here = 0; /* kept: asking Xapian again is dear */
        bool sure = true;       /* not only a phrase's pairs stand there */
        bool ended = false;

        /* The first document >= to in which a phrase may stand, or 0;
         * whether it does, reading `to` has told, not yet one behind. */
        Xapian::docid skip_phrases(Xapian::docid to)
        {
            for (auto &p : phrases) {
                Xapian::docid d = cvd_phrase_seek(p.get(), to);
                if (d == to && cvd_phrase_count(p.get()) == 0)
                    d = cvd_phrase_seek(p.get(), to + 1);
                if (d && (!here || d < here)) {
                    here = d;
                    sure = d == to;
                }
            }
            return here;
        }

        /* The first document >= to that bears the word, or 0.  One behind
         * `to` may be told that proves false when it is asked for. */
        Xapian::docid skip(Xapian::docid to)
        {
            if (ended || here > to || (here == to && sure))
                return ended ? 0 : here;
            here = 0;
            sure = true;
            for (auto &a : any) {
                if (a.at == a.end)
                    continue;
                Xapian::docid d = *a.at;
                if (d < to) {
                    a.at.skip_to(to);
                    if (a.at == a.end)
                        continue;
                    d = *a.at;
                }
                if (!here || d < here)
                    here = d;
            }
            if (here != to && !phrases.empty())
                skip_phrases(to);
            ended = here == 0;
            return here;
        }
    };
    const cvd_terms *terms;
    std::vector<Kid> kids;
    size_t least;
    bool unwanted;
    const cvd_part *part = nullptr;
    Xapian::Database db;
    std::vector<Word> words;

public:
    Least(const cvd_terms *t, std::vector<Kid> k, size_t m, bool behind_not)
        : terms(t), kids(std::move(k)), least(m), unwanted(behind_not)
    {
    }
    Xapian::PostingSource *clone() const override
    {
        return new Least(terms, kids, least, unwanted);
    }
    /* Never all documents: of two lists as long Xapian may lead with the
     * other, and this one is to lead (plan_free.c). */
    Xapian::doccount get_termfreq_est() const override
    {
        return bound - (bound > 0 && bound == db.get_doccount());
    }
    void init(const Xapian::Database &one) override
    {
        db = one;
        part = terms->part_of(one);
        words.clear();
        for (const auto &kid : kids) {
            Word w;
            for (const auto &t : kid.terms) {
                if (cvd_clock_steps(terms->clock, TERM_STEPS))
                    throw Late();
                w.any.push_back({ db.postlist_begin(t), db.postlist_end(t) });
                w.bears += db.get_termfreq(t);
            }
            for (const cvd_node *n : kid.phrases) {
                w.phrases.push_back(Phrase::open(part, n, terms->clock));
                w.bears += cvd_phrase_bound(w.phrases.back().get());
            }
            words.push_back(std::move(w));
        }
        std::sort(words.begin(), words.end(),
                  [](const Word &a, const Word &b) {
                      return a.bears < b.bears;
                  });
        Xapian::doccount most = 0;
        for (size_t i = 0; i + least <= words.size(); i++)
            most += words[i].bears;
        restart(std::min(most, db.get_doccount()));
    }
    Xapian::docid seek(Xapian::docid from, double) override
    {
        size_t leads = words.size() - least + 1;
        const auto steps = static_cast<unsigned>(words.size());
        for (; !cvd_clock_steps(terms->clock, steps); from++) {
            Xapian::docid next = 0;
            for (size_t i = 0; i < leads; i++) {
                Xapian::docid d = words[i].skip(from);
                if (d && (!next || d < next))
                    next = d;
            }
            if (!next)
                return 0;
            from = next;
            size_t have = 0;
            for (size_t i = 0; i < words.size(); i++) {
                have += words[i].skip(from) == from;
                if (have >= least)
                    return from;
                if (have + (words.size() - 1 - i) < least)
                    break;
            }
        }
        return when_late(unwanted, part, from);
    }
};

} // namespace

#endif
