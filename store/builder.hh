/* builder.hh - a tree of struct cvd_node as a Xapian query.  Part of store.cc,
 * which alone includes it. */
#ifndef CVD_STORE_BUILDER_HH
#define CVD_STORE_BUILDER_HH

#include "base/limits.h"
#include "store/sources.hh"

#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

constexpr unsigned TREE_DEPTH_MAX = 4 * CVD_QUERY_DEPTH_MAX;

std::string string_of(cvd_str s)
{
    return s.len ? std::string(s.ptr, s.len) : std::string();
}

/* Every document.  Not Xapian::Query::MatchAll: that is one object of all
 * threads, and those who hold it are counted without a lock. */
Xapian::Query match_all()
{
    return Xapian::Query(std::string());
}

std::string exact_term(const cvd_word &w)
{
    return string_of(w.exact);
}

std::string folded_term(const cvd_word &w)
{
    return "F" + string_of(w.folded);
}

/* Where in the tree a node stands. */
struct Place {
    unsigned depth = 0;
    bool unwanted = false; /* behind an odd number of NOTs: see sources.hh */

    Place below() const { return { depth + 1, unwanted }; }
    Place excluded() const { return { depth + 1, !unwanted }; }
};

std::string field_term(const cvd_node &n)
{
    return cvd_fields[n.field].term + string_of(n.term);
}

class Builder {
    /* Terms of an OR from which on opening them is watched. */
    static constexpr size_t MANY_TERMS = 16;
    /* Documents of the rarest word of an AND from which on it may run long
     * without finding any: some ten milliseconds. */
    static constexpr double LONG_LIST = 100000;

    const cvd_terms &t;
    /* What was found out on the way, by node: phrases are dear to open. */
    mutable std::unordered_map<const cvd_node *, double> rarities;
    mutable std::unordered_map<const cvd_node *,
                               std::shared_ptr<Phrase::Opened>> opened;

    Xapian::Query owned(Xapian::PostingSource *source) const
    {
        return Xapian::Query(source->release());
    }

    std::vector<std::string> word_terms(const cvd_slot &s) const
    {
        std::vector<std::string> terms;
        if (s.any_spelling)
            terms.push_back(folded_term(s.words[0]));
        else
            for (size_t i = 0; i < s.count; i++)
                terms.push_back(exact_term(s.words[i]));
        return terms;
    }

    double idf(double bears) const
    {
        return std::log(1 + (t.documents - bears + 0.5) / (bears + 0.5));
    }

    void watch(unsigned steps) const
    {
        if (cvd_clock_steps(t.clock, steps))
            throw Late();
    }

    bool has_deadline() const { return t.clock->deadline != 0; }

    Xapian::Query until_late(const Xapian::Query &q) const
    {
        return Xapian::Query(Xapian::Query::OP_FILTER, q,
                             owned(new Until(t.clock)));
    }

    Xapian::Query gate(size_t terms) const
    {
        return owned(new Gate(t.clock, static_cast<unsigned>(terms)));
    }

    double documents_of(const std::string &term) const
    {
        watch(TERM_STEPS);
        return t.db.get_termfreq(term);
    }

    double documents_of(const cvd_slot &slot) const
    {
        double bears = 0;
        for (const auto &term : word_terms(slot))
            bears += documents_of(term);
        return std::min(bears, t.documents);
    }

    double rarity(const cvd_slot &slot) const
    {
        return idf(documents_of(slot));
    }

    /* A phrase is borne by as many documents as its rarest pair has at most,
     * over all parts. */
    double phrase_rarity(const cvd_node &n) const
    {
        double bears = 0, rarest = 0;
        auto &parts = opened[&n];
        if (!parts)
            parts = std::make_shared<Phrase::Opened>();
        for (const auto &p : t.by_uuid) {
            Phrase::Handle ph = Phrase::open(p.second, &n, t.clock);
            bears += cvd_phrase_bound(ph.get());
            (*parts)[p.second] = std::move(ph);
        }
        for (size_t i = 0; n.words_share != 0 && i < n.slot_count; i++)
            rarest = std::max(rarest, rarity(n.slots[i]));
        return std::max(0.0, idf(std::min(bears, t.documents)) -
                                 n.words_share * rarest);
    }

    double count_rarity(const cvd_node &n) const
    {
        double sum = 0;
        if (n.stands_for)
            return rarity(*n.stands_for);
        if (n.kind == CVD_N_WORD)
            return rarity(n.slots[0]);
        if (n.kind == CVD_N_PHRASE)
            return phrase_rarity(n);
        for (size_t i = 0; i < n.kid_count; i++)
            sum += n.kids[i]->weight * rarity(*n.kids[i]);
        return sum;
    }

    /* How rare a word or phrase counts as; of other nodes, all below. */
    double rarity(const cvd_node &n) const
    {
        auto known = rarities.find(&n);
        if (known != rarities.end())
            return known->second;
        return rarities[&n] = count_rarity(n);
    }

    Xapian::Query word(const cvd_node &n) const
    {
        auto terms = word_terms(n.slots[0]);
        if (terms.empty())
            return Xapian::Query();
        double weight = n.weight;
        if (n.stands_for && weight != 0)
            weight *= rarity(n) / rarity(n.slots[0]);
        Xapian::Query q = terms.size() == 1
                              ? Xapian::Query(terms[0])
                              : Xapian::Query(Xapian::Query::OP_SYNONYM,
                                              terms.begin(), terms.end());
        if (terms.size() > MANY_TERMS)
            q = Xapian::Query(Xapian::Query::OP_OR, q, gate(terms.size()));
        if (weight == 1)
            return q;
        return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, q, weight);
    }

    Xapian::Query phrase(const cvd_node &n, Place at) const
    {
        double rare = n.weight == 0 ? 0 : rarity(n);
        auto ready = opened.find(&n);
        Xapian::Query q = owned(new Phrase(
            &t, &n, rare, ready == opened.end() ? nullptr : ready->second,
            at.unwanted));
        if (n.weight != 0)
            return q;
        return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, q, 0);
    }

    Xapian::Query range(const cvd_node &n) const
    {
        const auto slot =
            static_cast<Xapian::valueno>(cvd_fields[CVD_F_DATE].slot);
        /* A less precise bound takes in all it covers: '~' sorts behind
         * every character of a date. */
        std::string from = string_of(n.from), to = string_of(n.to) + "~";
        return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, from, to);
    }

    void add_form(Least::Kid &kid, const cvd_node &n) const
    {
        if (n.kind == CVD_N_PHRASE)
            kid.phrases.push_back(&n);
        else if (n.kind == CVD_N_WORD)
            for (auto &term : word_terms(n.slots[0]))
                kid.terms.push_back(std::move(term));
    }

    Xapian::Query least(const cvd_node &n, Place at) const
    {
        std::vector<Least::Kid> words(n.kid_count);
        for (size_t i = 0; i < n.kid_count; i++) {
            const cvd_node &kid = *n.kids[i];
            if (kid.kind != CVD_N_OR)
                add_form(words[i], kid);
            for (size_t k = 0; k < kid.kid_count; k++)
                add_form(words[i], *kid.kids[k]);
        }
        if (n.least == 0)
            return match_all();
        if (n.least > words.size())
            return Xapian::Query();
        return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT,
                             owned(new Least(&t, words, n.least,
                                             at.unwanted)), 0);
    }

    /* Of those that all must be there, Xapian walks the rarest and asks for
     * the others, without end where none has them all: the clock goes right
     * beside it.  The OR keeps it there; it would be sorted behind the
     * others. */
    void watch_rarest(const cvd_node &n,
                      std::vector<Xapian::Query> &kids) const
    {
        size_t rarest = n.kid_count;
        double fewest = t.documents + 1;
        for (size_t i = 0; i < n.kid_count; i++) {
            const cvd_node &kid = *n.kids[i];
            double bears = fewest;
            if (kid.kind == CVD_N_WORD)
                bears = documents_of(kid.slots[0]);
            else if (kid.kind == CVD_N_FIELD)
                bears = documents_of(field_term(kid));
            if (bears < fewest) {
                fewest = bears;
                rarest = i;
            }
        }
        if (rarest < n.kid_count && fewest >= LONG_LIST)
            kids[rarest] = Xapian::Query(Xapian::Query::OP_OR,
                                         until_late(kids[rarest]), gate(0));
    }

    Xapian::Query several(const cvd_node &n, Xapian::Query::op op,
                          Place at) const
    {
        std::vector<Xapian::Query> kids;
        for (size_t i = 0; i < n.kid_count; i++)
            kids.push_back(build(*n.kids[i], at.below()));
        if (has_deadline() && !at.unwanted && t.documents >= LONG_LIST &&
            (op == Xapian::Query::OP_AND || op == Xapian::Query::OP_FILTER))
            watch_rarest(n, kids);
        /* With or without a deadline: in another tree weights would be added
         * up in another order, and differ in the last place. */
        if (op == Xapian::Query::OP_OR && kids.size() > MANY_TERMS)
            kids.push_back(gate(kids.size()));
        return Xapian::Query(op, kids.begin(), kids.end());
    }

    /* Xapian 1.4 takes an OR right below a MAX apart and loses its sum: a
     * factor between them, next to 1, keeps it whole. */
    Xapian::Query best(const cvd_node &n, Place at) const
    {
        constexpr double KEEP = 1 - 1e-12;
        std::vector<Xapian::Query> kids;
        for (size_t i = 0; i < n.kid_count; i++)
            kids.push_back(Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT,
                                         build(*n.kids[i], at.below()),
                                         KEEP));
        kids.push_back(owned(new Beyond)); /* see there */
        return Xapian::Query(Xapian::Query::OP_MAX, kids.begin(),
                             kids.end());
    }

    /* The left side may long find nothing but what is not wanted. */
    Xapian::Query without(const cvd_node &n, Place at) const
    {
        Xapian::Query left = build(*n.kids[0], at.below());
        if (has_deadline() && !at.unwanted)
            left = until_late(left);
        return Xapian::Query(Xapian::Query::OP_AND_NOT, left,
                             build(*n.kids[1], at.excluded()));
    }

public:
    explicit Builder(const cvd_terms &terms) : t(terms) {}

    Xapian::Query build(const cvd_node &n, Place at) const
    {
        if (at.depth > TREE_DEPTH_MAX)
            throw Xapian::RangeError("the query is nested too deep");
        watch(1);
        switch (n.kind) {
        case CVD_N_NONE:
            return Xapian::Query();
        case CVD_N_ALL:
            return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT,
                                 match_all(), 0);
        case CVD_N_WORD:
            return word(n);
        case CVD_N_PHRASE:
            return phrase(n, at);
        case CVD_N_FIELD:
            return Xapian::Query(
                Xapian::Query::OP_SCALE_WEIGHT,
                Xapian::Query(field_term(n)), 0);
        case CVD_N_RANGE:
            return range(n);
        case CVD_N_AND:
            return several(n, Xapian::Query::OP_AND, at);
        case CVD_N_OR:
            return several(n, Xapian::Query::OP_OR, at);
        case CVD_N_BEST:
            return best(n, at);
        case CVD_N_NOT:
            return without(n, at);
        case CVD_N_MAYBE:
            return several(n, Xapian::Query::OP_AND_MAYBE, at);
        case CVD_N_FILTER:
            return several(n, Xapian::Query::OP_FILTER, at);
        case CVD_N_LEAST:
            return least(n, at);
        case CVD_N_FIXED:
            return Xapian::Query(
                Xapian::Query::OP_FILTER,
                owned(new Xapian::FixedWeightPostingSource(n.weight)),
                build(*n.kids[0], at.below()));
        }
        throw Xapian::RangeError("a node of no kind");
    }
};

} // namespace

#endif
