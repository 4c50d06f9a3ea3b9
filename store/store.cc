/* store.cc - the wall between Xapian and the rest: see xapian.h.
 *
 * The only C++ of the project.  Every extern "C" body runs inside guard(), so
 * no exception reaches C. */
#include "store/xapian.h"
#include "store/builder.hh"
#include "store/collect.hh"

#include <xapian.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

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
    } catch (const Late &) {
        return CVD_OK; /* with what is there: the clock tells */
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

/* ---- the answer ------------------------------------------------------ */

void take_facet(cvd_answer *out, cvd_facet *f, const Counts &c, size_t max)
{
    std::vector<std::pair<std::string, uint64_t>> v(c.of.begin(),
                                                    c.of.end());
    const size_t wanted = std::min(v.size(), max);
    std::partial_sort(v.begin(), v.begin() + static_cast<ptrdiff_t>(wanted),
                      v.end(), [](const auto &a, const auto &b) {
                          return a.second != b.second ? a.second > b.second
                                                      : a.first < b.first;
                      });
    v.resize(wanted);
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
        const bool dates = cvd_fields[q->facets[i]].kind == CVD_K_DATE;
        out->facets[i].field = q->facets[i];
        out->facet_count++;
        take_facet(out, &out->facets[i], *spies[i],
                   dates ? static_cast<size_t>(CVD_FACET_DATES_MAX) : most);
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
            t->each.push_back(one);
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

extern "C" void cvd_terms_clock(cvd_terms *t, cvd_clock *clock)
{
    t->clock = clock;
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
        Xapian::Enquire enquire(t->db);
        OldestKey oldest;
        std::vector<std::unique_ptr<Counts>> spies;
        enquire.set_query(live_query(t, *q->root));
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
    out->cut_short = t->clock->late;
    out->total_is_exact = out->total_is_exact && !out->cut_short;
    if (st != CVD_OK)
        cvd_answer_release(out);
    return st;
}

extern "C" cvd_status cvd_terms_collect(cvd_terms *t, const cvd_node *root,
                                        cvd_docset *out, cvd_err *err)
{
    *out = cvd_docset{};
    cvd_status st = guard(err, "collect what the query finds", [&] {
        collect(t, *root, out);
        return CVD_OK;
    });
    if (st != CVD_OK)
        cvd_docset_release(out);
    return st;
}

extern "C" cvd_status cvd_terms_dates(cvd_terms *t, const cvd_docset *set,
                                      cvd_date_fn *fn, void *ctx,
                                      cvd_err *err)
{
    return guard(err, "read dates", [&] {
        walk_dates(t, set, fn, ctx);
        return CVD_OK;
    });
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
        for (auto it = t->db.allterms_begin(from);
             it != end && limit-- && !cvd_clock_steps(t->clock, 1); ++it) {
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
