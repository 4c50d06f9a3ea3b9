/* store.cc - the wall between Xapian and the rest: see xapian.h.
 *
 * The only C++ of the project.  Every extern "C" body runs inside guard(), so
 * no exception reaches C. */
#include "store/xapian.h"
#include "base/limits.h"
#include "store/sources.hh"

#include <xapian.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

constexpr unsigned TREE_DEPTH_MAX = 4 * CVD_QUERY_DEPTH_MAX;

cvd_status fail(cvd_err *err, cvd_status st, const char *doing,
                const std::string &why)
{
    return cvd_fail(err, st, "cannot %s: %s", doing, why.c_str());
}

template <class Body>
cvd_status guard(cvd_err *err, const char *doing, Body body) noexcept
{
    try {
        return body();
    } catch (const Xapian::DatabaseModifiedError &e) {
        return fail(err, CVD_ESTALE, doing, e.get_msg());
    } catch (const Xapian::DatabaseLockError &e) {
        return fail(err, CVD_ELOCKED, doing, e.get_msg());
    } catch (const Xapian::DatabaseVersionError &e) {
        return fail(err, CVD_EVERSION, doing, e.get_msg());
    } catch (const Xapian::DatabaseError &e) {
        const char *why = e.get_error_string();
        if (why && std::strcmp(why, std::strerror(ENOSPC)) == 0)
            return fail(err, CVD_ENOSPACE, doing, why);
        return fail(err, CVD_EINDEX, doing,
                    e.get_msg() + (why ? std::string(": ") + why : ""));
    } catch (const Xapian::RangeError &e) {
        return fail(err, CVD_ELIMIT, doing, e.get_msg());
    } catch (const Xapian::InvalidArgumentError &e) {
        return fail(err, CVD_EBUG, doing, e.get_msg());
    } catch (const Xapian::Error &e) {
        return fail(err, CVD_EINDEX, doing, e.get_msg());
    } catch (const std::bad_alloc &) {
        return cvd_fail(err, CVD_ENOMEM, "cannot %s: out of memory", doing);
    } catch (const std::exception &e) {
        return fail(err, CVD_EBUG, doing, e.what());
    } catch (...) {
        return cvd_fail(err, CVD_EBUG, "cannot %s: unknown exception",
                        doing);
    }
}

std::string string_of(cvd_str s)
{
    return s.len ? std::string(s.ptr, s.len) : std::string();
}

std::string exact_term(const cvd_word &w)
{
    return string_of(w.exact);
}

std::string folded_term(const cvd_word &w)
{
    return "F" + string_of(w.folded);
}

} // namespace

namespace {

/* Sort key that puts unknown dates behind the oldest first. */
class OldestKey : public Xapian::KeyMaker {
public:
    std::string operator()(const Xapian::Document &doc) const override
    {
        std::string v = doc.get_value(
            static_cast<unsigned>(cvd_fields[CVD_F_DATE].slot));
        return v.empty() ? "\xff" : v;
    }
};

/* Counts the values of a slot over the matches; U+001F separates several. */
class Counts : public Xapian::MatchSpy {
    Xapian::valueno slot;

public:
    std::unordered_map<std::string, uint64_t> of;

    explicit Counts(int s) : slot(static_cast<Xapian::valueno>(s)) {}
    void operator()(const Xapian::Document &doc, double) override
    {
        const std::string all = doc.get_value(slot);
        for (size_t from = 0; from < all.size();) {
            size_t to = std::min(all.find('\x1f', from), all.size());
            of[all.substr(from, to - from)]++;
            from = to + 1;
        }
    }
};

/* ---- the tree as a Xapian query -------------------------------------- */

class Builder {
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

    double rarity(const cvd_slot &slot) const
    {
        double bears = 0;
        for (const auto &term : word_terms(slot))
            bears += t.db.get_termfreq(term);
        return idf(std::min(bears, t.documents));
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
            Phrase::Handle ph = Phrase::open(p.second, &n);
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
        if (weight == 1)
            return q;
        return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, q, weight);
    }

    Xapian::Query phrase(const cvd_node &n) const
    {
        double rare = n.weight == 0 ? 0 : rarity(n);
        auto ready = opened.find(&n);
        Xapian::Query q = owned(new Phrase(
            &t, &n, rare, ready == opened.end() ? nullptr : ready->second));
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

    Xapian::Query least(const cvd_node &n) const
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
            return Xapian::Query::MatchAll;
        if (n.least > words.size())
            return Xapian::Query();
        return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT,
                             owned(new Least(&t, words, n.least)), 0);
    }

    Xapian::Query several(const cvd_node &n, Xapian::Query::op op,
                          unsigned depth) const
    {
        std::vector<Xapian::Query> kids;
        for (size_t i = 0; i < n.kid_count; i++)
            kids.push_back(build(*n.kids[i], depth + 1));
        return Xapian::Query(op, kids.begin(), kids.end());
    }

    /* Xapian 1.4 takes an OR right below a MAX apart and loses its sum: a
     * factor between them, next to 1, keeps it whole. */
    Xapian::Query best(const cvd_node &n, unsigned depth) const
    {
        constexpr double KEEP = 1 - 1e-12;
        std::vector<Xapian::Query> kids;
        for (size_t i = 0; i < n.kid_count; i++)
            kids.push_back(Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT,
                                         build(*n.kids[i], depth + 1), KEEP));
        kids.push_back(owned(new Beyond)); /* see there */
        return Xapian::Query(Xapian::Query::OP_MAX, kids.begin(),
                             kids.end());
    }

    Xapian::Query two(const cvd_node &n, Xapian::Query::op op,
                      unsigned depth) const
    {
        return Xapian::Query(op, build(*n.kids[0], depth + 1),
                             build(*n.kids[1], depth + 1));
    }

public:
    explicit Builder(const cvd_terms &terms) : t(terms) {}

    Xapian::Query build(const cvd_node &n, unsigned depth) const
    {
        if (depth > TREE_DEPTH_MAX)
            throw Xapian::RangeError("the query is nested too deep");
        switch (n.kind) {
        case CVD_N_NONE:
            return Xapian::Query();
        case CVD_N_ALL:
            return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT,
                                 Xapian::Query::MatchAll, 0);
        case CVD_N_WORD:
            return word(n);
        case CVD_N_PHRASE:
            return phrase(n);
        case CVD_N_FIELD:
            return Xapian::Query(
                Xapian::Query::OP_SCALE_WEIGHT,
                Xapian::Query(cvd_fields[n.field].term + string_of(n.term)),
                0);
        case CVD_N_RANGE:
            return range(n);
        case CVD_N_AND:
            return several(n, Xapian::Query::OP_AND, depth);
        case CVD_N_OR:
            return several(n, Xapian::Query::OP_OR, depth);
        case CVD_N_BEST:
            return best(n, depth);
        case CVD_N_NOT:
            return two(n, Xapian::Query::OP_AND_NOT, depth);
        case CVD_N_MAYBE:
            return two(n, Xapian::Query::OP_AND_MAYBE, depth);
        case CVD_N_FILTER:
            return two(n, Xapian::Query::OP_FILTER, depth);
        case CVD_N_LEAST:
            return least(n);
        case CVD_N_FIXED:
            return Xapian::Query(
                Xapian::Query::OP_FILTER,
                owned(new Xapian::FixedWeightPostingSource(n.weight)),
                build(*n.kids[0], depth + 1));
        }
        throw Xapian::RangeError("a node of no kind");
    }
};

/* ---- the answer ------------------------------------------------------ */

void take_facet(cvd_answer *out, cvd_facet *f, const Counts &c, size_t max)
{
    std::vector<std::pair<std::string, uint64_t>> v(c.of.begin(),
                                                    c.of.end());
    std::sort(v.begin(), v.end(), [](const auto &a, const auto &b) {
        return a.second != b.second ? a.second > b.second
                                    : a.first < b.first;
    });
    if (v.size() > max)
        v.resize(max);
    f->values = static_cast<cvd_facet_value *>(
        std::calloc(v.size() + 1, sizeof *f->values));
    if (!f->values)
        throw std::bad_alloc();
    for (const auto &e : v) {
        /* Offsets first: the buffer may still move. */
        f->values[f->count].value.ptr =
            reinterpret_cast<const char *>(out->data.len);
        f->values[f->count].value.len = e.first.size();
        f->values[f->count++].count = e.second;
        if (cvd_buf_add_bytes(&out->data, e.first.data(), e.first.size()) !=
            CVD_OK)
            throw std::bad_alloc();
    }
}

void take_answer(const Xapian::MSet &m, const cvd_ask *q,
                 const std::vector<std::unique_ptr<Counts>> &spies,
                 cvd_answer *out)
{
    out->matches = static_cast<cvd_match *>(
        std::calloc(m.size() + 1u, sizeof *out->matches));
    out->facets = static_cast<cvd_facet *>(
        std::calloc(q->facet_count + 1, sizeof *out->facets));
    if (!out->matches || !out->facets)
        throw std::bad_alloc();
    for (auto it = m.begin(); it != m.end(); ++it)
        out->matches[out->count++] = { *it, it.get_weight() };
    out->total = m.get_matches_estimated();
    out->total_is_exact =
        m.get_matches_lower_bound() == m.get_matches_upper_bound();
    const size_t most = q->facet_values
                            ? q->facet_values
                            : static_cast<size_t>(CVD_FACET_VALUES_MAX);
    for (size_t i = 0; i < q->facet_count; i++) {
        out->facets[i].field = q->facets[i];
        out->facet_count++;
        take_facet(out, &out->facets[i], *spies[i], most);
    }
    for (size_t i = 0; i < out->facet_count; i++)
        for (size_t k = 0; k < out->facets[i].count; k++) {
            cvd_str *s = &out->facets[i].values[k].value;
            s->ptr = out->data.ptr + reinterpret_cast<size_t>(s->ptr);
        }
}

} // namespace

/* ---- what C sees: writing -------------------------------------------- */

struct cvd_shard {
    Xapian::WritableDatabase db;
    Xapian::Document doc;
    std::string term; /* kept for its room */
};

extern "C" cvd_status cvd_shard_new(const char *dir, cvd_shard **out,
                                    cvd_err *err)
{
    *out = nullptr;
    return guard(err, "make a database", [&] {
        auto s = std::make_unique<cvd_shard>();
        /* Durability is not wanted here: shards are merged and dropped. */
        s->db = Xapian::WritableDatabase(
            dir, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS |
                     Xapian::DB_NO_TERMLIST | Xapian::DB_NO_SYNC);
        *out = s.release();
        return CVD_OK;
    });
}

extern "C" cvd_status cvd_shard_term(cvd_shard *s, const char *prefix,
                                     cvd_str term, unsigned count,
                                     cvd_err *err)
{
    return guard(err, "add a term", [&] {
        s->term.assign(prefix);
        s->term.append(term.ptr, term.len);
        if (count)
            s->doc.add_term(s->term, count);
        else
            s->doc.add_boolean_term(s->term);
        return CVD_OK;
    });
}

extern "C" cvd_status cvd_shard_value(cvd_shard *s, int slot, cvd_str value,
                                      cvd_err *err)
{
    return guard(err, "add a value", [&] {
        s->doc.add_value(static_cast<Xapian::valueno>(slot),
                         string_of(value));
        return CVD_OK;
    });
}

extern "C" cvd_status cvd_shard_next(cvd_shard *s, cvd_err *err)
{
    return guard(err, "add a document", [&] {
        s->db.add_document(s->doc);
        s->doc = Xapian::Document();
        return CVD_OK;
    });
}

extern "C" cvd_status cvd_shard_finish(cvd_shard *s, cvd_err *err)
{
    /* Destructors swallow errors of commit: commit by name. */
    cvd_status st = guard(err, "write a database", [&] {
        s->db.commit();
        s->db.close();
        return CVD_OK;
    });
    cvd_shard_free(s);
    return st;
}

extern "C" void cvd_shard_free(cvd_shard *s)
{
    (void)guard(nullptr, "close a database", [&] {
        delete s;
        return CVD_OK;
    });
}

extern "C" cvd_status cvd_shards_merge(char *const *dirs, size_t count,
                                       const char *out, cvd_err *err)
{
    return guard(err, "merge databases", [&] {
        Xapian::Database all;
        for (size_t i = 0; i < count; i++)
            all.add_database(Xapian::Database(dirs[i]));
        all.compact(out, Xapian::DBCOMPACT_SINGLE_FILE);
        return CVD_OK;
    });
}

/* ---- what C sees: reading -------------------------------------------- */

extern "C" cvd_status cvd_terms_open(const char *const *paths,
                                     cvd_part *const *parts, size_t count,
                                     cvd_terms **out, cvd_err *err)
{
    *out = nullptr;
    return guard(err, "open the index", [&] {
        auto t = std::make_unique<cvd_terms>();
        double words = 0;
        for (size_t i = 0; i < count; i++) {
            Xapian::Database one(paths[i]);
            t->by_uuid[one.get_uuid()] = parts[i];
            t->db.add_database(one);
            t->any_deleted = t->any_deleted || parts[i]->deleted_count;
            t->documents += parts[i]->documents;
            words += static_cast<double>(parts[i]->word_total);
        }
        if (t->by_uuid.size() != count)
            throw Xapian::DatabaseCorruptError("the same part twice");
        if (words > 0)
            t->average_words = words / t->documents;
        t->parts = count;
        *out = t.release();
        return CVD_OK;
    });
}

extern "C" void cvd_terms_close(cvd_terms *t)
{
    (void)guard(nullptr, "close the index", [&] {
        delete t;
        return CVD_OK;
    });
}

extern "C" cvd_status cvd_terms_ask(cvd_terms *t, const cvd_ask *q,
                                    cvd_answer *out, cvd_err *err)
{
    *out = cvd_answer{};
    if (t->parts == 0) {
        out->total_is_exact = true;
        return CVD_OK;
    }
    cvd_status st = guard(err, "answer the query", [&] {
        Xapian::Query query = Builder(*t).build(*q->root, 0);
        if (t->any_deleted)
            query = Xapian::Query(
                Xapian::Query::OP_AND_NOT, query,
                Xapian::Query((new Deleted(t))->release()));
        /* No document is beyond all documents. */
        query = Xapian::Query(Xapian::Query::OP_FILTER, query,
                              Xapian::Query::MatchAll);
        Xapian::Enquire enquire(t->db);
        OldestKey oldest;
        std::vector<std::unique_ptr<Counts>> spies;
        enquire.set_query(query);
        enquire.set_weighting_scheme(
            Xapian::BM25Weight(BM25_K1, 0, 1, BM25_B, 0));
        if (q->sort == CVD_SORT_NEWEST)
            enquire.set_sort_by_value_then_relevance(
                static_cast<Xapian::valueno>(cvd_fields[CVD_F_DATE].slot),
                true);
        else if (q->sort == CVD_SORT_OLDEST)
            enquire.set_sort_by_key_then_relevance(&oldest, false);
        for (size_t i = 0; i < q->facet_count; i++) {
            spies.push_back(std::make_unique<Counts>(
                cvd_fields[q->facets[i]].slot));
            enquire.add_matchspy(spies.back().get());
        }
        Xapian::doccount check = q->facet_count ? t->db.get_doccount()
                                                : q->exact_to;
        Xapian::MSet m = enquire.get_mset(q->offset, q->limit, check);
        take_answer(m, q, spies, out);
        return CVD_OK;
    });
    if (st != CVD_OK)
        cvd_answer_release(out);
    return st;
}

extern "C" cvd_status cvd_terms_walk(cvd_terms *t, const char *prefix,
                                     cvd_str begin, size_t limit,
                                     cvd_word_fn *fn, void *ctx,
                                     cvd_err *err)
{
    if (t->parts == 0)
        return CVD_OK;
    return guard(err, "list terms", [&] {
        const size_t skip = std::strlen(prefix);
        const std::string from = prefix + string_of(begin);
        auto end = t->db.allterms_end(from);
        for (auto it = t->db.allterms_begin(from); it != end && limit--;
             ++it) {
            const std::string term = *it;
            cvd_str value = { term.data() + skip, term.size() - skip };
            if (!fn(ctx, value, cvd_str{ nullptr, 0 }, it.get_termfreq()))
                break;
        }
        return CVD_OK;
    });
}

extern "C" cvd_status cvd_terms_verify(const char *path, uint64_t *documents,
                                       cvd_err *err)
{
    return guard(err, "check the terms", [&] {
        /* Not Database::check(): it frees an object as a type of another
         * size, and the checksums have been compared already. */
        Xapian::Database db(path);
        for (auto t = db.allterms_begin(); t != db.allterms_end(); ++t) {
            Xapian::doccount n = 0;
            auto end = db.postlist_end(*t);
            for (auto p = db.postlist_begin(*t); p != end; ++p)
                n++;
            if (n != t.get_termfreq())
                throw Xapian::DatabaseCorruptError(
                    "a term has not all its documents");
        }
        *documents = db.get_doccount();
        return CVD_OK;
    });
}
